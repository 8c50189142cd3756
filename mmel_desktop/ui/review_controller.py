"""The review of one image after another: what is shown, judged and marked, and when it is explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import EditOutcome, ImageRecord, ImageReview, RunRecord, SessionInfo
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.explanation_jobs import ExplainedImage
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.explanation_requests import ExplanationRequests
from mmel_desktop.ui.judgements import record_judgement
from mmel_desktop.ui.kept_explanations import KeptExplanations
from mmel_desktop.ui.place_in_session import PlaceInSession
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.seen_explanations import SeenExplanations
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.shown_marks import shown_marks
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

_AGREES = {"right": True, "wrong": False, "right_wrong_reason": True}


class ReviewController(QObject):
    """Turns gestures into edits and requests, and keeps the review state true.

    Attributes:
        review_changed: judgement of the shown image, an ``ImageReview`` or None.
        explaining_changed: True while the shown image is being explained.
        run_finished: a run was recorded, from any job; its ``RunRecord``.
        withheld_changed: True while the shown image's explanation is kept back until a verdict is given.
        blind_changed: blind review was switched, or names are hidden or shown again.

    Args:
        session: the open session.
        state: what all panels share.
        images: decodes the shown image.
        seen: which explanations were already on the screen.
        place: where the last sitting ended.
        parent: Qt owner.
    """

    review_changed = Signal(object)
    explaining_changed = Signal(bool)
    run_finished = Signal(object)
    withheld_changed = Signal(bool)
    blind_changed = Signal()

    def __init__(
        self,
        session: SessionController,
        state: ReviewState,
        images: ImageLoader,
        seen: SeenExplanations,
        place: PlaceInSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seen = seen
        self._place = place
        self.blind = False
        self.names_hidden = False
        self.session = session
        self.state = state
        state.withheld_changed.connect(self.withheld_changed)
        self.images = images
        self._kept = KeptExplanations()
        self._requests = ExplanationRequests(session, state, self._kept_back_run, self)
        self._requests.explaining_changed.connect(self.explaining_changed)
        self._requests.explained.connect(self._take_explanation)
        session.opened.connect(self._take_session)
        session.closed.connect(self._leave_session)
        session.changed.connect(self._take_change)
        session.stepped.connect(self._take_step)
        session.imported.connect(self._take_import)
        images.loaded.connect(self._take_pixels)
        images.failed.connect(self._take_pixel_failure)
        state.display_changed.connect(session.keep_display)
        self.run_finished.connect(self._take_run)

    # ------------------------------------------------------------------------------ choosing an image

    @property
    def withheld(self) -> bool:
        """True while the shown image's explanation is kept back until a verdict is given."""
        return self.state.withheld

    @property
    def entry(self) -> CaseEntry | None:
        """The shown image's entry."""
        return self.session.index.entry(self.state.image.image_id) if self.state.image else None

    def show_image(self, image_id: str) -> None:
        """Show an image: pixels, stored explanation, annotations; explain it if it was not."""
        entry = self.session.index.entry(image_id)
        store = self.session.store
        if entry is None or store is None or entry.image == self.state.image:
            return
        self._requests.turn_away()
        self.state.withhold(self.is_withheld(entry))
        run_id = entry.run.run_id if entry.run is not None else ""
        explanation = None if self.withheld else self._stored_explanation(store, run_id)
        if explanation is not None:
            self._seen.add(image_id)
        self.state.show_image(
            entry.image,
            pixels=self.images.image(entry.image),
            explanation=explanation,
            explanation_id=run_id if explanation is not None else "",
            annotations=self._marks_to_show(store.annotations(image_id)),
        )
        self._place.keep(image_id)
        self._tell_review()
        self._requests.ask_soon()

    def next_unreviewed(self, order: Sequence[str] = ()) -> bool:
        """Show the next image this reviewer gave no verdict on, starting over at the end.

        Args:
            order: the images to go through; those of the gallery, so that its filter and order count.

        Returns:
            False when there is none.
        """
        index, shown = self.session.index, self.state.image
        ids = list(order) or [entry.image.image_id for entry in index.entries]
        start = ids.index(shown.image_id) + 1 if shown is not None and shown.image_id in ids else 0
        for image_id in (*ids[start:], *ids[:start]):
            entry = index.entry(image_id)
            if entry is not None and entry.image != shown and not entry.reviewed_by(self.reviewer):
                self.show_image(image_id)
                return True
        return False

    def _show_stored_explanation(self, store: CaseStore, entry: CaseEntry) -> None:
        run_id = entry.run.run_id if entry.run is not None else ""
        explanation = None if self.withheld else self._stored_explanation(store, run_id)
        if explanation is not None:
            self._show_explanation(explanation, run_id)

    def _stored_explanation(self, store: CaseStore, run_id: str) -> Explanation | None:
        """What the record holds; None when there is none or it cannot be read, which is told then."""
        if not run_id:
            return None
        try:
            return self._kept.explanation(store, run_id)
        except MmelError as error:
            self.session.problem.emit(Problem.from_error(error, tr("reading the stored explanation")))
            return None

    def _show_explanation(self, explanation: Explanation, run_id: str) -> None:
        """The one place where an explanation reaches the screen: from now on no verdict on it is blind."""
        if self.withheld or self.state.image is None:
            return
        self._seen.add(self.state.image.image_id)
        self.state.show_explanation(explanation, run_id)

    @Slot(str, object)
    def _take_pixels(self, image_id: str, source: SourceImage) -> None:
        if self.state.image is not None and self.state.image.image_id == image_id:
            self.state.show_pixels(source)

    @Slot(str, object)
    def _take_pixel_failure(self, image_id: str, error: MmelError) -> None:
        if self.state.image is not None and self.state.image.image_id == image_id:
            self.session.problem.emit(Problem.from_error(error, tr("reading the image")))

    # ------------------------------------------------------------------------------ explaining

    @property
    def explaining(self) -> bool:
        """True while the shown image is being explained."""
        return self._requests.explaining

    @property
    def automatic_is_due(self) -> bool:
        """True while the shown image is about to be looked at for an unasked explanation."""
        return self._requests.automatic_is_due

    def explain(self) -> None:
        """Explain the shown image with the session's prompts, also when it was refused before."""
        self._requests.explain()

    def _kept_back_run(self) -> RunRecord | None:
        """The shown image's latest run while its explanation is withheld."""
        return self.entry.run if self.withheld and self.entry is not None else None

    @Slot(object, bool)
    def _take_explanation(self, explained: ExplainedImage, is_latest: bool) -> None:
        self._kept.put(explained.run.run_id, explained.explanation)
        self.run_finished.emit(explained.run)
        image = self.state.image
        if is_latest and image is not None and image.image_id == explained.run.image_id:
            self._show_explanation(explained.explanation, explained.run.run_id)

    @Slot(object)
    def _take_run(self, run: RunRecord) -> None:
        """A run was recorded: the lists show its score, and the canvas its result if it waits for one."""
        self.session.index.set_run(run)
        # Not `recorded`: reading the undo texts would wait for the batch, which is writing its next run.
        self.session.appended.emit()
        image, store, entry = self.state.image, self.session.store, self.session.index.entry(run.image_id)
        waits = image is not None and image.image_id == run.image_id and self.state.explanation is None
        if waits and not self.explaining and store is not None and entry is not None:
            self._show_stored_explanation(store, entry)

    # ------------------------------------------------------------------------------ blind review

    @property
    def reviewer(self) -> str:
        """Name of the one who reviews now."""
        return self.session.actor.full_name

    def set_blind(self, blind: bool, *, names_hidden: bool = False) -> None:
        """Choose whether a verdict comes before the explanation, and whether names are hidden."""
        self.blind, self.names_hidden = blind, blind and names_hidden
        self.session.index.names_hidden = self.names_hidden
        entry, store = self.entry, self.session.store
        if entry is not None and store is not None:
            self.state.withhold(self.is_withheld(entry))
            if self.withheld:
                self.state.show_explanation(None, "")
            elif self.state.explanation is None:
                self._show_stored_explanation(store, entry)
            self._refresh_annotations(store, entry.image.image_id)
        self.blind_changed.emit()
        self._tell_review()

    def is_withheld(self, entry: CaseEntry) -> bool:
        """Whether this reviewer must judge the image before its explanation is shown."""
        return self.blind and self.session.writable and not entry.reviewed_by(self.reviewer)

    def withheld_images(self) -> frozenset[str]:
        """Ids of the images that this reviewer must judge before anything is told of them."""
        if not (self.blind and self.session.writable):
            return frozenset()
        return frozenset(
            entry.image.image_id for entry in self.session.index.entries if self.is_withheld(entry)
        )

    # ------------------------------------------------------------------------------ judging

    @property
    def own_review(self) -> ImageReview | None:
        """The shown image's judgement as this reviewer gave it; None when no image is shown."""
        return self.entry.own_review(self.reviewer) if self.entry is not None else None

    def judge(self, **fields: Any) -> None:
        """Change this reviewer's judgement of the shown image, e.g. ``judge(verdict="wrong")``.

        Committed at once. Whoever judges an image that somebody else judged before gives a second opinion,
        which is kept beside the first verdict.
        """
        entry = self.entry
        if entry is None:
            return
        review = replace(entry.own_review(self.reviewer), **fields)
        if "verdict" in fields:
            blind = self.state.explanation is None and review.image_id not in self._seen
            review = replace(review, agrees=_AGREES.get(review.verdict), judged_blind=blind)
        self._record(entry, review, tr("recording the verdict"))
        self._reveal()

    def _reveal(self) -> None:
        """After a verdict in a blind review: what was kept back is shown."""
        entry, store = self.entry, self.session.store
        if entry is None or store is None or not self.withheld:
            return
        if not self.is_withheld(entry):
            self.state.withhold(False)
            self._show_stored_explanation(store, entry)
            self._refresh_annotations(store, entry.image.image_id)

    @Slot(str, str)
    def set_rationale(self, image_id: str, text: str) -> None:
        """Record the reason for a verdict, also of an image that is no longer shown."""
        self._set_words(image_id, tr("recording the rationale"), rationale=text)

    @Slot(str, str)
    def set_notes(self, image_id: str, text: str) -> None:
        """Record notes on an image, also of one that is no longer shown."""
        self._set_words(image_id, tr("recording the notes"), notes=text)

    def _set_words(self, image_id: str, doing: str, **fields: str) -> None:
        entry = self.session.index.entry(image_id)
        if entry is not None:
            self._record(entry, replace(entry.own_review(self.reviewer), **fields), doing)  # type: ignore[arg-type]  # names of text fields

    def _record(self, entry: CaseEntry, review: ImageReview, doing: str) -> None:
        record_judgement(self.session, entry, review, self.reviewer, doing)
        if self.entry is not None and self.entry.image.image_id == review.image_id:
            self._tell_review()

    def _tell_review(self) -> None:
        self.review_changed.emit(self.own_review)

    # ------------------------------------------------------------------------------ following the session

    @Slot(object)
    def _take_session(self, info: SessionInfo) -> None:
        store = self.session.store
        assert store is not None
        self._seen.open(info.session_id, self.reviewer)
        self.state.change_display(**asdict(store.display()))
        left = self._place.open(info.session_id)
        ids = [entry.image.image_id for entry in self.session.index.entries]
        if ids:
            self.show_image(left if left in ids else ids[0])

    @Slot()
    def _leave_session(self) -> None:
        self._requests.forget()
        self._kept.clear()
        self.images.forget()
        self.state.show_image(None)
        self.state.withhold(False)
        self.review_changed.emit(None)

    @Slot(object)
    def _take_change(self, _info: SessionInfo) -> None:
        """Prompts or model changed: the shown image is explained again unasked."""
        self._requests.ask_soon()

    @Slot(tuple, bool)
    def _take_import(self, images: tuple[ImageRecord, ...], show: bool) -> None:
        ids = [image.image_id for image in images]
        self.images.try_again(ids)
        if images and (show or self.state.image is None):
            self.show_image(ids[0])
        elif self.state.image is not None and self.state.image.image_id in ids:
            self.show_image(self.state.image.image_id)  # its file was found again

    def refresh_annotations(self, image_ids: Iterable[str]) -> None:
        """Read the annotations of some images again: something else than a gesture changed them."""
        if self.session.store is not None:
            for image_id in image_ids:
                self._refresh_annotations(self.session.store, image_id)

    def _refresh_annotations(self, store: CaseStore, image_id: str) -> None:
        annotations = store.annotations(image_id)
        self.session.index.set_annotations(image_id, annotations)
        if self.state.image is not None and self.state.image.image_id == image_id:
            self.state.show_annotations(self._marks_to_show(annotations))

    def _marks_to_show(self, annotations: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
        return shown_marks(annotations, withheld=self.withheld, reviewer=self.reviewer)

    @Slot(object)
    def _take_step(self, outcome: EditOutcome) -> None:
        """An undo or redo: refresh what it touched and bring it on the screen."""
        store = self.session.store
        if store is None or not outcome.image_id:
            return
        if outcome.entity == "review":
            self.session.index.set_review(store.review(outcome.image_id))
        else:
            for image_id in outcome.image_ids or (outcome.image_id,):
                self._refresh_annotations(store, image_id)
        self.show_image(outcome.image_id)
        if outcome.entity == "review":
            self._tell_review()
        elif outcome.entity_id in {annotation.annotation_id for annotation in self.state.annotations}:
            self.state.select_annotation(outcome.entity_id)
