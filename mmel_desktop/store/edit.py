"""One edit: changes of rows and the audit entries that say so, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.errors import SessionError
from mmel_desktop.store.audit_log import AuditLog, changed_fields, created_fields
from mmel_desktop.store.record_values import display_fields
from mmel_desktop.store.recordable_fields import refuse_other_kinds
from mmel_desktop.store.stored_values import stored_values
from mmel_desktop.store.tables import DisplayRow, EvidenceRow, RunRow, SessionRow
from mmel_desktop.store.undo_steps import push_step

AnyRow = TypeVar("AnyRow", bound=EvidenceRow)


@dataclass(frozen=True)
class Edit:
    """An open transaction that may write.

    Attributes:
        db: the transaction.
        log: writes the entries in the actor's name.
        display: how the workbench shows the case now.
    """

    db: Session
    log: AuditLog
    display: DisplaySettings

    def session_row(self) -> SessionRow:
        """The session's own row."""
        return self.db.scalars(select(SessionRow)).one()

    def insert(
        self, row: EvidenceRow, action: str, context: Iterable[FieldChange] = (), reason: str = ""
    ) -> AuditEvent:
        """Add a row and the entry that creates it; ``context`` is recorded with it but is no field."""
        refuse_other_kinds(type(row), row.state())
        self.db.add(row)
        self.db.flush()
        changes = (*created_fields(row.state()), *context)
        return self.log.append(self.db, action, row.entity, row.entity_id, changes, reason)

    def update(
        self,
        row: EvidenceRow,
        action: str,
        fields: Mapping[str, Any],
        reason: str = "",
        context: Iterable[FieldChange] = (),
    ) -> AuditEvent:
        """Set fields and append the entry that says so; ``context`` is recorded with it but is no field."""
        refuse_other_kinds(type(row), fields)
        changes = changed_fields(row.state(), fields)
        for change in changes:
            setattr(row, change.field, change.new)
        return self.log.append(self.db, action, row.entity, row.entity_id, (*changes, *context), reason)

    def update_undoably(
        self, row: EvidenceRow, action: str, fields: Mapping[str, Any], text: str, reason: str = ""
    ) -> None:
        """Like :meth:`update`, and can be undone; ``text`` names the edit to a person."""
        event = self.update(row, action, fields, reason)
        push_step(self.db, event, getattr(row, "image_id", ""), text)

    def record_display_seen(self, image_id: str | None = None) -> None:
        """Record how the case is shown, if that changed since it was last recorded and there is a map to see.

        Args:
            image_id: the image that is judged; None when the whole case is exported.
        """
        query = select(RunRow.ordinal).where(RunRow.status == "finished")
        if image_id is not None:
            query = query.where(RunRow.image_id == image_id)
        if self.db.scalars(query.limit(1)).first() is None:
            return
        row = self.db.scalars(select(DisplayRow)).one()
        now_shown = display_fields(self.display)
        with stored_values():
            changes = changed_fields(row.seen, now_shown)
        if changes:
            row.seen = now_shown
            self.log.append(self.db, "display.seen", "display", row.session_id, changes)


def get_row(db: Session, kind: type[AnyRow], entity_id: str) -> AnyRow:
    """The row with an id.

    Raises:
        SessionError: there is none.
    """
    row = db.scalars(select(kind).where(getattr(kind, kind.key) == entity_id)).first()
    if row is None:
        raise SessionError(
            f"there is no {kind.entity} {entity_id!r} in the session", action="refresh the view and try again"
        )
    return row
