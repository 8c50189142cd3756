"""The human side of a case: annotations, reviews, and taking either back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.audit_event import GIVING_OUT, FieldChange
from mmel_desktop.core.case import EditOutcome, ImageReview, NextStep
from mmel_desktop.core.counted import counted
from mmel_desktop.core.second_opinion import OPINION_GIVEN, SecondOpinion, opinions_in
from mmel_desktop.core.team_taxonomy import EXTENDABLE
from mmel_desktop.errors import SessionError
from mmel_desktop.store import undo_steps
from mmel_desktop.store.audit_log import changed_fields, is_touched_after, read_acts, read_head, read_last
from mmel_desktop.store.case_taxonomy import CaseTaxonomy
from mmel_desktop.store.edit import get_row
from mmel_desktop.store.record_values import (
    REVIEW_COLUMNS,
    annotation_fields,
    annotation_of,
    review_fields,
    review_of,
    reviews_of,
)
from mmel_desktop.store.stored_values import stored_values
from mmel_desktop.store.tables import EVIDENCE_ROWS, AnnotationRow, ImageRow, ReviewRow

_FIXED_ANNOTATION_FIELDS = ("image_id", "number", "created_by", "created_utc")


class CaseJudgements(CaseTaxonomy):
    """Judging images, every judgement undoable for as long as the file exists."""

    _given_out = (0, 0)
    """Up to which entry the trail was searched for acts that gave judgements out, and the last of them."""

    def add_annotation(self, image_id: str, geometry: Geometry, **fields: Any) -> Annotation:
        """Mark a failure (undoable).

        Args:
            image_id: the image it lies on.
            geometry: where.
            fields: any of :class:`Annotation`'s judgement fields, e.g. ``effect="A1"``; the taxonomy is that
                of the case.

        Raises:
            SessionError: no such image.
            BadInputError: a value cannot be recorded.
        """
        with self._editing() as edit:
            image = get_row(edit.db, ImageRow, image_id)
            fields = {"taxonomy": self._read_taxonomy(edit.db).version, **fields}
            last = edit.db.scalar(select(func.max(AnnotationRow.number)))  # deleted ones keep their numbers
            annotation = Annotation(
                annotation_id=str(uuid.uuid4()),
                image_id=image_id,
                number=(last or 0) + 1,
                geometry=geometry,
                **fields,
                created_by=self._log.actor.full_name,
                created_utc=self._log.clock(),
            )
            edit.record_display_seen(image_id)
            row = AnnotationRow(**annotation_fields(annotation), deleted=False)
            event = edit.insert(row, "annotation.created")
            undo_steps.push_step(edit.db, event, image_id, f"add annotation {row.number} on {image.name}")
            return annotation

    def import_annotations(
        self, marks: Sequence[Annotation], *, file_name: str, file_sha256: str, skipped: int = 0
    ) -> tuple[Annotation, ...]:
        """Add marks made elsewhere, all or none; one undo takes all of them back.

        Each becomes a new annotation of this session with an id, a number, an author and a time of its own,
        in the taxonomy of the session; what it was called elsewhere stands in its audit entry. Nothing that
        is there is changed.

        Args:
            marks: ``image_id`` is an image of this session; id, author and time are those of the source, or
                empty; the number is ignored.
            file_name: where they come from, for a person.
            file_sha256: of that file.
            skipped: how many marks of the file were left out.

        Raises:
            SessionError: no such image.
            BadInputError: a value cannot be recorded; nothing was added.
        """
        if not marks:
            return ()
        text = f"import {counted(len(marks), 'annotation')} from {file_name!r}"
        with self._editing() as edit:
            taxonomy = self._read_taxonomy(edit.db).version
            counts = (
                FieldChange("file", None, file_name),
                FieldChange("added", None, len(marks)),
                FieldChange("skipped", None, skipped),
            )
            act = edit.log.append(edit.db, "annotations.imported", "import", file_sha256, counts)
            number = edit.db.scalar(select(func.max(AnnotationRow.number))) or 0
            added = []
            for mark in marks:
                get_row(edit.db, ImageRow, mark.image_id)
                number += 1
                annotation = replace(
                    mark,
                    annotation_id=str(uuid.uuid4()),
                    number=number,
                    taxonomy=taxonomy,
                    created_by=self._log.actor.full_name,
                    created_utc=self._log.clock(),
                )
                source = {
                    "annotation_id": mark.annotation_id,
                    "created_by": mark.created_by,
                    "created_utc": mark.created_utc,
                }
                context = (
                    FieldChange(undo_steps.IMPORTED_BY, None, act.sequence),
                    FieldChange("source", None, source),
                )
                row = AnnotationRow(**annotation_fields(annotation), deleted=False)
                event = edit.insert(row, "annotation.created", context)
                undo_steps.push_step(edit.db, event, mark.image_id, text)
                added.append(annotation)
            return tuple(added)

    def edit_annotation(self, annotation: Annotation, reason: str = "") -> Annotation:
        """Replace an annotation's fields (undoable). Its image, number and creation stay as they are.

        Whoever chooses another term chooses it from the taxonomy of today, which the annotation then names.

        Raises:
            SessionError: no such annotation, or it was deleted.
            BadInputError: a value cannot be recorded.
        """
        with self._editing() as edit:
            row = _get_annotation(edit.db, annotation.annotation_id)
            fixed = {name: getattr(row, name) for name in _FIXED_ANNOTATION_FIELDS}
            fields = {**annotation_fields(annotation), **fixed}
            if any(fields[name] != getattr(row, name) for name in EXTENDABLE):
                fields["taxonomy"] = self._read_taxonomy(edit.db).version
            if changed_fields(row.state(), fields):
                edit.record_display_seen(row.image_id)
                text = _text("edit", edit.db, row)
                edit.update_undoably(row, "annotation.edited", fields, text, reason)
            return annotation_of(row)

    def delete_annotation(self, annotation_id: str, reason: str = "") -> None:
        """Mark an annotation as deleted (undoable); id and number are never used again.

        Raises:
            SessionError: no such annotation, or it was deleted already.
        """
        with self._editing() as edit:
            row = _get_annotation(edit.db, annotation_id)
            text = _text("delete", edit.db, row)
            edit.update_undoably(row, "annotation.deleted", {"deleted": True}, text, reason)

    def annotations(self, image_id: str | None = None) -> tuple[Annotation, ...]:
        """All annotations, or one image's, by number; deleted ones are left out."""
        query = select(AnnotationRow).where(~AnnotationRow.deleted).order_by(AnnotationRow.number)
        if image_id is not None:
            query = query.where(AnnotationRow.image_id == image_id)
        with self._reading() as db:
            return tuple(annotation_of(row) for row in db.scalars(query))

    def review(self, image_id: str) -> ImageReview:
        """The judgement of one image; unreviewed when none was given."""
        with self._reading() as db:
            row = db.get(ReviewRow, image_id)
            return review_of(row) if row else ImageReview(image_id)

    def stands_elsewhere(self, entity: str, entity_id: str) -> bool:
        """Whether a judgement stands, as it is now, in a report, an export, a bundle or a sign-off.

        Whoever changes it then is asked why; later changes until the next of these need no further reason.

        Args:
            entity: ``annotation`` or ``review``.
            entity_id: id of the annotation, or of the image of the verdict.
        """
        with self._reading() as db:
            head = read_head(db)
            seen, given_out = self._given_out
            given_out = read_last(db, GIVING_OUT, seen) or given_out
            self._given_out = (head.sequence if head else 0, given_out)
            return given_out > 0 and not is_touched_after(db, given_out, entity, entity_id)

    def set_review(self, review: ImageReview, reason: str = "") -> ImageReview:
        """Judge an image (undoable); reviewer and time are filled in.

        Raises:
            SessionError: no such image.
            BadInputError: a value cannot be recorded.
        """
        with self._editing() as edit:
            image = get_row(edit.db, ImageRow, review.image_id)
            row = edit.db.get(ReviewRow, review.image_id)
            current = review_of(row) if row else ImageReview(review.image_id)
            if replace(review, reviewer=current.reviewer, reviewed_utc=current.reviewed_utc) == current:
                return current
            if row is None:
                row = ReviewRow(**review_fields(current))
                edit.db.add(row)
            if not review.judged_blind:
                edit.record_display_seen(review.image_id)
            judged = replace(review, reviewer=self._log.actor.full_name, reviewed_utc=self._log.clock())
            edit.update_undoably(row, "review.set", review_fields(judged), f"judge {image.name}", reason)
            return judged

    def reviews(self) -> dict[str, ImageReview]:
        """Image id → judgement, in one query; images never judged are left out."""
        with self._reading() as db:
            reviews = reviews_of(db.execute(select(*REVIEW_COLUMNS).where(ReviewRow.reviewed_utc != "")))
            return {review.image_id: review for review in reviews}

    def second_opinions(self) -> dict[str, tuple[SecondOpinion, ...]]:
        """Image id → what further reviewers say; images that only one judged are left out."""
        with self._reading() as db, stored_values():
            return opinions_in(read_acts(db, OPINION_GIVEN))

    def undo(self) -> EditOutcome:
        """Take back the last edit still in force, as an edit of its own.

        Raises:
            SessionError: there is nothing to undo.
        """
        return self._step_through_history(undo=True)

    def redo(self) -> EditOutcome:
        """Make the last undone edit again, as an edit of its own.

        Raises:
            SessionError: there is nothing to redo.
        """
        return self._step_through_history(undo=False)

    def undo_text(self) -> str:
        """What :meth:`undo` would take back, e.g. "add annotation 3 on street.png"; empty when nothing."""
        with self._reading() as db:
            step = undo_steps.next_undo(db)
            return step.text if step else ""

    def redo_text(self) -> str:
        """What :meth:`redo` would make again; empty when nothing."""
        with self._reading() as db:
            step = undo_steps.next_redo(db)
            return step.text if step else ""

    def next_step(self, *, undo: bool) -> NextStep | None:
        """Whose edit on which images :meth:`undo` would take back, or :meth:`redo` make again."""
        with self._reading() as db:
            steps = undo_steps.next_edit(db, undo=undo)
            if not steps:
                return None
            images = tuple(dict.fromkeys(step.image_id for step, _ in steps if step.image_id))
            return NextStep(steps[0][1].actor_name, images)

    def _step_through_history(self, *, undo: bool) -> EditOutcome:
        verb, past = ("undo", "undone") if undo else ("redo", "redone")
        with self._editing() as edit:
            steps = undo_steps.next_edit(edit.db, undo=undo)
            if not steps:
                raise SessionError(f"there is nothing to {verb}")
            for step, event in steps:
                fields = undo_steps.fields_before(event) if undo else undo_steps.fields_after(event)
                row = get_row(edit.db, EVIDENCE_ROWS[event.entity], event.entity_id)
                step.undone = undo
                reason = f"{verb} of entry {event.sequence}: {step.text}"
                edit.update(row, f"{event.entity}.{past}", fields, reason)
            images = tuple(dict.fromkeys(step.image_id for step, _ in steps if step.image_id))
            step, event = steps[0]
            return EditOutcome(step.image_id, event.entity, event.entity_id, step.text, images)


def _get_annotation(db: Session, annotation_id: str) -> AnnotationRow:
    row = get_row(db, AnnotationRow, annotation_id)
    if row.deleted:
        raise SessionError(
            f"annotation {row.number} was deleted", action="undo its deletion first, or add a new one"
        )
    return row


def _text(verb: str, db: Session, row: AnnotationRow) -> str:
    return f"{verb} annotation {row.number} on {get_row(db, ImageRow, row.image_id).name}"
