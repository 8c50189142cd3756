"""Where drawn marks become annotations of the record; what the annotations panel writes through."""

from __future__ import annotations

from typing import Any

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.shown_marks import shown_marks
from mmel_desktop.ui.translation import tr


class SessionAnnotationEdits:
    """Each call is one undoable step, committed before it returns; a refusal is shown and answered with None.

    Args:
        session: the open session.
        state: gets the image's new annotations.
    """

    def __init__(self, session: SessionController, state: ReviewState) -> None:
        self._session = session
        self._state = state

    def add(self, geometry: Geometry, **fields: Any) -> Annotation | None:
        """Add an annotation to the shown image."""
        image = self._state.image
        if image is None:
            return None
        added: Annotation | None = self._session.edit(
            tr("adding the annotation"),
            lambda store: store.add_annotation(image.image_id, geometry, **fields),
        )
        self._refresh(image.image_id)
        return added

    def edit(self, annotation: Annotation, reason: str = "") -> Annotation | None:
        """Replace an annotation's fields."""
        why = reason or self._session.reason_for("annotation", annotation.annotation_id)
        edited: Annotation | None = None
        if why is not None:
            edited = self._session.edit(
                tr("changing the annotation"), lambda store: store.edit_annotation(annotation, why)
            )
        self._refresh(annotation.image_id)
        return edited

    def delete(self, annotation_id: str, reason: str = "") -> None:
        """Delete an annotation; undo brings it back."""
        why = reason or self._session.reason_for("annotation", annotation_id)
        if why is None:
            return
        self._session.edit(
            tr("deleting the annotation"), lambda store: store.delete_annotation(annotation_id, why)
        )
        if self._state.image is not None:
            self._refresh(self._state.image.image_id)

    def _refresh(self, image_id: str) -> None:
        store = self._session.store
        if store is None:
            return
        annotations = store.annotations(image_id)
        self._session.index.set_annotations(image_id, annotations)
        if self._state.image is not None and self._state.image.image_id == image_id:
            reviewer = self._session.actor.full_name
            self._state.show_annotations(
                shown_marks(annotations, withheld=self._state.withheld, reviewer=reviewer)
            )
