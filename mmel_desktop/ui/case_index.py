"""What the lists show of the open session: a mirror in memory, so that scrolling never waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import ImageRecord, ImageReview, RunRecord
from mmel_desktop.core.explanation import most_serious
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.taxonomy import NO_FAILURE
from mmel_desktop.ui.translation import tr

_VERDICT_POINTS = {"fail": 2, "warn": 1}
OFF_SUBJECT_POINTS = 2
DISAGREEMENT_POINTS = 2
OFF_SUBJECT_EVIDENCE = ("background", "text_or_logo", "border_or_artefact")
"""Codes of ``EVIDENCE`` that say the heat does not lie on the subject."""
NOTABLE_DISAGREEMENT = 0.5
"""From here on two methods count as telling different stories (one minus their rank correlation)."""


@dataclass(frozen=True)
class CaseEntry:
    """One image with everything a list says about it.

    Attributes:
        image: the image.
        run: its latest finished run, or None.
        review: its judgement; unreviewed when there is none.
        annotations: the marks on it.
        opinions: verdicts of further reviewers.
        disagreement: how far two methods disagree, in [0, 2]; None when only one was run.
    """

    image: ImageRecord
    run: RunRecord | None
    review: ImageReview
    annotations: tuple[Annotation, ...] = ()
    opinions: tuple[SecondOpinion, ...] = ()
    disagreement: float | None = None

    @property
    def annotation_count(self) -> int:
        """Annotations on it."""
        return len(self.annotations)

    @property
    def failures(self) -> tuple[Annotation, ...]:
        """Annotations that mark a failure: any effect but "not a failure"."""
        return tuple(annotation for annotation in self.annotations if annotation.effect != NO_FAILURE)

    @property
    def failure_count(self) -> int:
        """How many annotations mark a failure."""
        return len(self.failures)

    @property
    def reviewed(self) -> bool:
        """True once a verdict was given."""
        return self.review.verdict != "unreviewed"

    def reviewed_by(self, reviewer: str) -> bool:
        """True once this reviewer gave a verdict, as the first one or as a further one."""
        return self.own_review(reviewer).verdict != "unreviewed"

    def own_review(self, reviewer: str) -> ImageReview:
        """The judgement as this reviewer gave it: the first one, his own opinion, or none yet."""
        if self.is_first_reviewer(reviewer):
            return self.review
        opinion = next((one for one in self.opinions if one.reviewer == reviewer), None)
        if opinion is None:
            return ImageReview(self.image.image_id)
        return ImageReview(
            self.image.image_id,
            opinion.verdict,
            rationale=opinion.rationale,
            notes=opinion.notes,
            judged_blind=opinion.judged_blind,
            reviewer=opinion.reviewer,
            reviewed_utc=opinion.reviewed_utc,
        )

    def is_first_reviewer(self, reviewer: str) -> bool:
        """True when the image has no verdict yet, or the one it has is this reviewer's."""
        return not self.reviewed or self.review.reviewer in ("", reviewer)

    def other_verdicts(self, reviewer: str) -> tuple[tuple[str, str], ...]:
        """(Name, verdict) of everybody else who judged the image, the first reviewer first."""
        first = ((self.review.reviewer, self.review.verdict),) if self.reviewed else ()
        everybody = (*first, *((one.reviewer, one.verdict) for one in self.opinions))
        return tuple(pair for pair in everybody if pair[0] != reviewer)

    @property
    def is_disputed(self) -> bool:
        """True when reviewers gave different verdicts."""
        return self.reviewed and any(one.verdict != self.review.verdict for one in self.opinions)

    @property
    def is_failure(self) -> bool:
        """True when the reviewer found the model wrong, or marked a failure."""
        return self.failure_count > 0 or self.review.verdict in ("wrong", "right_wrong_reason")

    def as_withheld(self) -> CaseEntry:
        """What a blind reviewer may know before his verdict: that it was explained, not what came of it.

        Nothing that others judged, marked or wrote is in it; words on an image without a verdict stay.
        """
        run = self.run
        if run is not None:
            run = replace(run, prompts=(), scores=(), softmaxes=(), worst_verdicts=())
        review = ImageReview(self.image.image_id) if self.reviewed else self.review
        return CaseEntry(self.image, run, review)

    def score(self, prompt: str) -> float | None:
        """Cosine of a prompt in the latest run; None when it was not asked."""
        if self.run is None or prompt not in self.run.prompts:
            return None
        return self.run.scores[self.run.prompts.index(prompt)]

    @property
    def margin(self) -> float | None:
        """Softmax of the best prompt minus that of the second; None without a run or with one prompt."""
        if self.run is None or len(self.run.softmaxes) < 2:
            return None
        first, second = sorted(self.run.softmaxes, reverse=True)[:2]
        return first - second

    def worst_verdict(self, prompt: str = "") -> str:
        """Most serious trust-check verdict of one prompt, or of all when it is not among them."""
        if self.run is None or not self.run.worst_verdicts:
            return "not_run"
        if prompt in self.run.prompts:
            return self.run.worst_verdicts[self.run.prompts.index(prompt)]
        return most_serious(self.run.worst_verdicts)

    @property
    def evidence_off_subject(self) -> bool:
        """True when a reviewer marked that the heat does not lie on the subject."""
        return any(code in OFF_SUBJECT_EVIDENCE for one in self.annotations for code in one.evidence)

    @property
    def methods_disagree(self) -> bool:
        """True when two methods tell different stories about the image."""
        return self.disagreement is not None and self.disagreement >= NOTABLE_DISAGREEMENT

    @property
    def suspicion(self) -> tuple[float, float]:
        """Sort key, most suspicious largest: points, then a small margin between the prompts.

        Points: two for each prompt with a failed check and one with a warning, two for evidence off the
        subject, two times the disagreement of the methods. An image that was not explained comes last.
        """
        if self.run is None:
            return (-1.0, 0.0)
        points = float(sum(_VERDICT_POINTS.get(verdict, 0) for verdict in self.run.worst_verdicts))
        points += OFF_SUBJECT_POINTS * self.evidence_off_subject
        points += DISAGREEMENT_POINTS * (self.disagreement or 0.0)
        margin = self.margin
        return (points, -1.0 if margin is None else -margin)


def hidden_name(entry: CaseEntry) -> str:
    """What stands for the name of an image in a review that hides names."""
    return tr("image {number}").format(number=entry.image.position + 1)


class CaseIndex(QObject):
    """All entries of the open session, in gallery order.

    Attributes:
        reset: another session, or images were added; read everything again.
        entry_changed: one entry changed; its image id.
    """

    reset = Signal()
    entry_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, CaseEntry] = {}
        self.names_hidden = False

    def shown_name(self, image_id: str) -> str:
        """What an image is called now: its name, or a number while names are hidden; "" if unknown."""
        entry = self._entries.get(image_id)
        if entry is None:
            return ""
        return hidden_name(entry) if self.names_hidden else entry.image.identity.name

    @property
    def entries(self) -> tuple[CaseEntry, ...]:
        """Every entry, in gallery order."""
        return tuple(self._entries.values())

    def entry(self, image_id: str) -> CaseEntry | None:
        """One entry, or None when no such image is there."""
        return self._entries.get(image_id)

    def __len__(self) -> int:
        return len(self._entries)

    def fill(
        self,
        images: Iterable[ImageRecord],
        runs: Mapping[str, RunRecord],
        reviews: Mapping[str, ImageReview],
        annotations: Iterable[Annotation],
        opinions: Mapping[str, tuple[SecondOpinion, ...]] | None = None,
    ) -> None:
        """Replace everything."""
        by_image: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            by_image.setdefault(annotation.image_id, []).append(annotation)
        self._entries = {
            image.image_id: CaseEntry(
                image,
                runs.get(image.image_id),
                reviews.get(image.image_id, ImageReview(image.image_id)),
                tuple(by_image.get(image.image_id, ())),
                (opinions or {}).get(image.image_id, ()),
            )
            for image in sorted(images, key=lambda image: image.position)
        }
        self.reset.emit()

    def add_images(self, images: Iterable[ImageRecord]) -> None:
        """Add images that are not there yet; those that are there may lie elsewhere now."""
        new = []
        for image in images:
            if image.image_id in self._entries:
                self._change(image.image_id, image=image)
            else:
                self._entries[image.image_id] = CaseEntry(image, None, ImageReview(image.image_id))
                new.append(image)
        if new:
            self.reset.emit()

    def set_run(self, run: RunRecord) -> None:
        """A run finished."""
        self._change(run.image_id, run=run)

    def set_review(self, review: ImageReview) -> None:
        """A judgement changed."""
        self._change(review.image_id, review=review)

    def set_opinion(self, opinion: SecondOpinion) -> None:
        """A further reviewer gave, changed or took back an opinion."""
        entry = self._entries.get(opinion.image_id)
        if entry is None:
            return
        others = tuple(one for one in entry.opinions if one.reviewer != opinion.reviewer)
        kept = (*others, opinion) if opinion.verdict != "unreviewed" else others
        self._change(opinion.image_id, opinions=kept)

    def set_disagreement(self, image_id: str, disagreement: float) -> None:
        """Two methods were compared."""
        self._change(image_id, disagreement=disagreement)

    def set_annotations(self, image_id: str, annotations: Iterable[Annotation]) -> None:
        """The annotations of an image changed."""
        self._change(image_id, annotations=tuple(annotations))

    def _change(self, image_id: str, **changes: object) -> None:
        entry = self._entries.get(image_id)
        if entry is None:
            return
        changed = replace(entry, **changes)  # type: ignore[arg-type]  # field names are ours, three lines above
        if changed != entry:
            self._entries[image_id] = changed
            self.entry_changed.emit(image_id)
