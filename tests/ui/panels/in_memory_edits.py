"""Annotations kept in a list, as the panel's contract demands."""

from __future__ import annotations

from typing import Any

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.ui.review_state import ReviewState


class InMemoryEdits:
    """Implements ``AnnotationEdits`` and remembers every edit in order."""

    def __init__(self, state: ReviewState) -> None:
        self._state = state
        self.steps: list[str] = []

    def add(self, geometry: Geometry, **fields: Any) -> Annotation | None:
        """Add with the next number."""
        number = max((a.number for a in self._state.annotations), default=0) + 1
        annotation = Annotation(f"annotation-{number}", "image-1", number, geometry, **fields)
        self.steps.append(f"add {number}")
        self._state.show_annotations((*self._state.annotations, annotation))
        return annotation

    def edit(self, annotation: Annotation, reason: str = "") -> Annotation | None:
        """Replace the annotation of the same id."""
        self.steps.append(f"edit {annotation.number}")
        self._state.show_annotations(
            tuple(
                annotation if a.annotation_id == annotation.annotation_id else a
                for a in self._state.annotations
            )
        )
        return annotation

    def delete(self, annotation_id: str, reason: str = "") -> None:
        """Take it out."""
        self.steps.append(f"delete {annotation_id}")
        self._state.show_annotations(
            tuple(a for a in self._state.annotations if a.annotation_id != annotation_id)
        )


def shown(state: ReviewState) -> Annotation:
    """The selected annotation."""
    (found,) = (a for a in state.annotations if a.annotation_id == state.selected_annotation)
    return found
