"""Which edits can be undone and redone. The stack lives in the file: it is as long as the case is old.

What an edit changed is read from its audit entry, so the stack holds no second version of the truth.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.store.audit_log import read_event
from mmel_desktop.store.tables import EVIDENCE_ROWS, UndoStepRow

IMPORTED_BY = "imported_by_entry"
"""Said by the entry of each imported annotation; names the entry of the import."""


def push_step(db: Session, event: AuditEvent, image_id: str, text: str) -> None:
    """Remember a new edit; what was undone before it can no longer be redone."""
    db.execute(delete(UndoStepRow).where(UndoStepRow.undone))
    db.add(UndoStepRow(sequence=event.sequence, undone=False, image_id=image_id, text=text))
    db.flush()


def next_undo(db: Session) -> UndoStepRow | None:
    """The last edit that is still in force."""
    query = select(UndoStepRow).where(~UndoStepRow.undone).order_by(UndoStepRow.sequence.desc())
    return db.scalars(query.limit(1)).first()


def next_redo(db: Session) -> UndoStepRow | None:
    """The earliest edit that was undone."""
    query = select(UndoStepRow).where(UndoStepRow.undone).order_by(UndoStepRow.sequence)
    return db.scalars(query.limit(1)).first()


def next_edit(db: Session, *, undo: bool) -> list[tuple[UndoStepRow, AuditEvent]]:
    """The steps of the next edit to undo or redo, in the order of doing so, each with its audit entry.

    Mostly one; an import is one edit of many steps. Empty when there is nothing to undo or redo.
    """
    order = UndoStepRow.sequence.desc() if undo else UndoStepRow.sequence
    candidates = db.scalars(select(UndoStepRow.sequence).where(UndoStepRow.undone != undo).order_by(order))
    steps: list[tuple[UndoStepRow, AuditEvent]] = []
    for sequence in candidates.all():
        event = read_event(db, sequence)
        if steps and (_group_of(event) is None or _group_of(event) != _group_of(steps[0][1])):
            break
        steps.append((db.get_one(UndoStepRow, sequence), event))
    return steps


def _group_of(event: AuditEvent) -> int | None:
    """The number of the entry that imported it; None for what was not imported."""
    return next((int(change.new) for change in event.changes if change.field == IMPORTED_BY), None)


def fields_before(event: AuditEvent) -> dict[str, Any]:
    """Field values that undo an entry. What was created is not removed but marked as deleted."""
    if event.action.endswith(".created"):
        return {"deleted": True}
    return {change.field: change.old for change in _field_changes(event)}


def fields_after(event: AuditEvent) -> dict[str, Any]:
    """Field values that redo an entry."""
    return {change.field: change.new for change in _field_changes(event)}


def _field_changes(event: AuditEvent) -> list[FieldChange]:
    """An entry may also say where something came from, which is no field of it."""
    names = EVIDENCE_ROWS[event.entity].field_names()
    return [change for change in event.changes if change.field in names]
