"""What the lists show of the open session: a mirror in memory, so that scrolling never waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import ImageRecord, ImageReview, RunRecord

_VERDICT_RANK = {"fail": 3, "warn": 2, "pass": 1, "not_run": 0}


@dataclass(frozen=True)
class CaseEntry:
    """One image with everything a list says about it.

    Attributes:
        image: the image.
        run: its latest finished run, or None.
        review: its judgement; unreviewed when there is none.
        annotation_count: annotations on it.
        failure_count: those that mark a failure (any effect but "not a failure").
    """

    image: ImageRecord
    run: RunRecord | None
    review: ImageReview
    annotation_count: int = 0
    failure_count: int = 0

    @property
    def reviewed(self) -> bool:
        """True once a verdict was given."""
        return self.review.verdict != "unreviewed"

    @property
    def is_failure(self) -> bool:
        """True when the reviewer found the model wrong, or marked a failure."""
        return self.failure_count > 0 or self.review.verdict in ("wrong", "right_wrong_reason")

    def score(self, prompt: str) -> float | None:
        """Cosine of a prompt in the latest run; None when it was not asked."""
        if self.run is None or prompt not in self.run.prompts:
            return None
        return self.run.scores[self.run.prompts.index(prompt)]

    def worst_verdict(self, prompt: str = "") -> str:
        """Most serious trust-check verdict of one prompt, or of all when it is not among them."""
        if self.run is None or not self.run.worst_verdicts:
            return "not_run"
        if prompt in self.run.prompts:
            return self.run.worst_verdicts[self.run.prompts.index(prompt)]
        return max(self.run.worst_verdicts, key=lambda verdict: _VERDICT_RANK.get(verdict, 0))

    @property
    def suspicion(self) -> tuple[int, float]:
        """Sort key, most suspicious largest: failed checks first, then a small margin between the prompts."""
        if self.run is None:
            return (-1, 0.0)
        ranked = sorted(self.run.softmaxes, reverse=True)
        margin = ranked[0] - ranked[1] if len(ranked) > 1 else 1.0
        return (sum(_VERDICT_RANK.get(verdict, 0) for verdict in self.run.worst_verdicts), -margin)


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

    @property
    def entries(self) -> tuple[CaseEntry, ...]:
        """Every entry, in gallery order."""
        return tuple(self._entries.values())

    def entry(self, image_id: str) -> CaseEntry | None:
        """One entry, or None when no such image is there."""
        return self._entries.get(image_id)

    @property
    def reviewed_count(self) -> int:
        """Images with a verdict."""
        return sum(entry.reviewed for entry in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def fill(
        self,
        images: Iterable[ImageRecord],
        runs: Mapping[str, RunRecord],
        reviews: Mapping[str, ImageReview],
        annotations: Iterable[Annotation],
    ) -> None:
        """Replace everything."""
        by_image: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            by_image.setdefault(annotation.image_id, []).append(annotation)
        self._entries = {
            image.image_id: _counted(
                CaseEntry(
                    image, runs.get(image.image_id), reviews.get(image.image_id, ImageReview(image.image_id))
                ),
                by_image.get(image.image_id, ()),
            )
            for image in sorted(images, key=lambda image: image.position)
        }
        self.reset.emit()

    def add_images(self, images: Iterable[ImageRecord]) -> None:
        """Add images that are not there yet."""
        new = [image for image in images if image.image_id not in self._entries]
        for image in new:
            self._entries[image.image_id] = CaseEntry(image, None, ImageReview(image.image_id))
        if new:
            self.reset.emit()

    def set_run(self, run: RunRecord) -> None:
        """A run finished."""
        self._change(run.image_id, run=run)

    def set_review(self, review: ImageReview) -> None:
        """A judgement changed."""
        self._change(review.image_id, review=review)

    def set_annotations(self, image_id: str, annotations: Iterable[Annotation]) -> None:
        """The annotations of an image changed."""
        entry = self._entries.get(image_id)
        if entry is not None:
            counted = _counted(entry, annotations)
            self._change(
                image_id, annotation_count=counted.annotation_count, failure_count=counted.failure_count
            )

    def _change(self, image_id: str, **changes: object) -> None:
        entry = self._entries.get(image_id)
        if entry is None:
            return
        changed = replace(entry, **changes)  # type: ignore[arg-type]  # field names are ours, three lines above
        if changed != entry:
            self._entries[image_id] = changed
            self.entry_changed.emit(image_id)


def _counted(entry: CaseEntry, annotations: Iterable[Annotation]) -> CaseEntry:
    effects = [annotation.effect for annotation in annotations]
    return replace(
        entry,
        annotation_count=len(effects),
        failure_count=sum(effect != "A0" for effect in effects),
    )
