"""Which edits can be undone and redone. The stack lives in the file: it is as long as the case is old.

What an edit changed is read from its audit entry, so the stack holds no second version of the truth.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.store.tables import UndoStepRow


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


def fields_before(event: AuditEvent) -> dict[str, Any]:
    """Field values that undo an entry. What was created is not removed but marked as deleted."""
    if event.action.endswith(".created"):
        return {"deleted": True}
    return {change.field: change.old for change in event.changes}


def fields_after(event: AuditEvent) -> dict[str, Any]:
    """Field values that redo an entry."""
    return {change.field: change.new for change in event.changes}
