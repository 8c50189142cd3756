"""The panels follow the session, the review and one another; they themselves know nothing of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from mmel_desktop.core.case import ImageReview, SessionInfo
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.check_texts import doubt_text
from mmel_desktop.ui.comparison_requests import ComparisonRequests
from mmel_desktop.ui.kept_back import KeptBack
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.panels.gallery_query import Facet
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.ui.main_window import MainWindow


class WindowFollowing(QObject):
    """Connects the widgets of a window with its controllers.

    Args:
        window: whose widgets these are; owns this object.
        placed: its panels are in the places in which they were left.
    """

    def __init__(self, window: MainWindow, *, placed: bool) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._review = window.parts.review
        self._placed = placed
        self._kept_back = KeptBack(self._review, self)
        self._connect()

    def _connect(self) -> None:
        window, session, review, jobs = self._window, self._session, self._review, self._session.jobs
        window.gallery.image_chosen.connect(review.show_image)
        window.prompts.prompts_edited.connect(session.set_prompts)
        window.prompts.explain_requested.connect(review.explain)
        window.levels.solo_layer_changed.connect(window.canvas.show_solo_layer)
        window.graph.exported.connect(
            lambda path: session.notice.emit(Notice(tr("Graph written: {name}").format(name=path.name), path))
        )
        window.graph.export_failed.connect(
            lambda error: session.problem.emit(Problem.from_error(error, tr("exporting the graph")))
        )
        window.annotations.attention_wanted.connect(window.docks["annotations"].raise_)
        window.verdict_bar.verdict_chosen.connect(lambda verdict: review.judge(verdict=verdict))
        window.verdict_bar.rationale_edited.connect(review.set_rationale)
        window.verdict_bar.notes_edited.connect(review.set_notes)
        window.dashboard.facet_chosen.connect(self._show_facet)
        ComparisonRequests(window)
        window.canvas.open_requested.connect(window.commands["file.add_images"].trigger)
        window.canvas.pixel_read.connect(
            lambda reading: window.jobs_bar.show_pixel(reading.text() if reading else "")
        )
        review.explaining_changed.connect(window.prompts.show_explaining)
        review.review_changed.connect(self._show_review)
        review.withheld_changed.connect(self._show_withheld)
        review.blind_changed.connect(self._show_blind)
        for signal in (review.state.image_changed, session.changed, session.closed):
            signal.connect(self._tell_blind)
        self._kept_back.changed.connect(self._keep_back)
        session.index.entry_changed.connect(self._show_entry)
        session.taxonomy_changed.connect(window.parts.state.show_taxonomy)
        window.parts.state.taxonomy_changed.connect(window.audit.model.show_taxonomy)
        session.opened.connect(self._show_session)
        session.changed.connect(self._show_session)
        session.closed.connect(lambda: self._show_session(None))
        session.closed.connect(lambda: window.doubt_note.show_text(""))
        session.checked.connect(lambda check: window.doubt_note.show_text(doubt_text(check)))
        session.opened.connect(window.audit.restart)
        session.closed.connect(window.audit.restart)
        session.recorded.connect(window.audit.catch_up)
        session.appended.connect(window.audit.catch_up)
        session.problem.connect(window.jobs_bar.show_problem)
        session.notice.connect(window.jobs_bar.show_notice)
        jobs.job_changed.connect(window.jobs_bar.show_job)
        window.jobs_bar.cancel_requested.connect(window.parts.batches.cancel)
        window.jobs_bar.pause_requested.connect(window.commands["tools.pause"].setChecked)
        self._show_session(session.info)

    @Slot(object)
    def _show_session(self, info: SessionInfo | None) -> None:
        window = self._window
        window.prompts.show_session(info)
        self._offer_filters()
        window.annotations.set_read_only(info is None or info.read_only)
        window.compare.compared.may_ask = info is not None and not info.read_only
        reasons = (info.read_only_reason, info.form_note) if info is not None else ()
        reason = "; ".join(record_text(text) for text in reasons if text)
        window.read_only_note.show_text(
            tr("This session can be read but not edited: {reason}.").format(reason=reason) if reason else ""
        )
        page = window.welcome if info is None else window.dock_area
        another = page is not window.pages.currentWidget() or not window.isVisible()
        window.pages.setCurrentWidget(page)
        if info is not None and not self._placed:
            # Sizes of docks are heeded only once their area is on the screen and has its own.
            self._placed = True
            QTimer.singleShot(0, window.arrange_docks)
        if another:
            (window.welcome.demo_button if info is None else window.gallery.view).setFocus()
        self._show_review(self._review.own_review)

    @Slot(object)
    def _show_review(self, value: ImageReview | None) -> None:
        review, entry = self._review, self._review.entry
        # A blind reviewer must not know what others said before he said something himself.
        others = entry.other_verdicts(review.reviewer) if entry is not None and not review.withheld else ()
        self._window.verdict_bar.show_review(
            value, writable=self._session.writable, others=others, blind=review.blind
        )

    @Slot(str)
    def _show_entry(self, image_id: str) -> None:
        image = self._window.parts.state.image
        if image is not None and image.image_id == image_id:
            self._show_review(self._review.own_review)

    @Slot(bool)
    def _show_withheld(self, withheld: bool) -> None:
        self._tell_blind()
        self._window.prompts.show_withheld(withheld)

    @Slot()
    @Slot(object)
    def _tell_blind(self, _: object = None) -> None:
        """The strip stays after the verdict: were it to go, the image would jump while it is looked at."""
        text, review = "", self._review
        if review.withheld:
            text = tr("Blind review: give your verdict, then the explanation appears.")
        elif review.blind and self._session.writable and review.state.image is not None:
            text = tr("Blind review: you have judged this image; what was kept back is shown.")
        self._window.blind_note.show_text(text)

    @Slot()
    def _show_blind(self) -> None:
        review = self._review
        self._window.gallery.set_blind(review.is_withheld, names_hidden=review.names_hidden)
        self._tell_blind()
        self._offer_filters()

    @Slot()
    def _keep_back(self) -> None:
        window, kept = self._window, self._kept_back
        window.gallery.keep_back(kept.image_ids)
        window.dashboard.keep_back(kept.image_ids)
        window.audit.keep_back(kept.image_ids, reviewer=self._review.reviewer, names_hidden=kept.names_hidden)

    def _offer_filters(self) -> None:
        # In a session that cannot be written nothing is kept back: nobody judges there.
        blind = self._review.blind and self._session.writable
        self._window.gallery.offer_for_blind_review(blind, names_hidden=self._review.names_hidden)

    @Slot(object)
    def _show_facet(self, facet: Facet) -> None:
        window = self._window
        window.gallery.show_facet(facet)
        window.docks["gallery"].show()
        window.docks["gallery"].raise_()
