"""Appending to the audit trail and reading it back."""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

import rfc8785
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

import mmel_desktop
from mmel_desktop.core.audit_event import AuditEvent, FieldChange, chain_root, entry_bytes, entry_sha256
from mmel_desktop.core.canonical import json_value
from mmel_desktop.core.identity import Actor, local_utc_offset_minutes, utc_now
from mmel_desktop.core.restored import RESTORED
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.stored_values import stored_values
from mmel_desktop.store.tables import AuditRow, SessionRow

Clock = Callable[[], str]

BUNDLE_OPENED = "bundle.opened"
BRANCHING = (BUNDLE_OPENED, RESTORED)
"""From such an entry on a copy of a session has a history of its own."""


_ENTRY_FIELDS: dict[str, type] = {
    **dict.fromkeys(("sequence", "local_offset_minutes"), int),
    "clock_went_back": bool,
    **dict.fromkeys(("utc", "actor_id", "actor_name", "actor_role", "action", "reason"), str),
    **dict.fromkeys(("entity", "entity_id"), str),
}


class AuditLog:
    """Writes entries in one actor's name, inside the caller's transaction.

    Args:
        actor: to whom the entries are attributed.
        clock: gives the time as ISO 8601 UTC with microseconds.
    """

    def __init__(self, actor: Actor, clock: Clock = utc_now) -> None:
        self.actor = actor
        self.clock = clock

    def append(
        self,
        db: Session,
        action: str,
        entity: str,
        entity_id: str,
        changes: Iterable[FieldChange] = (),
        reason: str = "",
    ) -> AuditEvent:
        """Add one entry; it is committed with the data change it describes, or not at all.

        Call it within :func:`recordable_values`.
        """
        head = read_head(db)
        now = self.clock()
        event = AuditEvent(
            sequence=head.sequence + 1 if head else 1,
            utc=now,
            local_offset_minutes=local_utc_offset_minutes(),
            clock_went_back=head is not None and now < _utc_of(head),
            actor_id=self.actor.actor_id,
            actor_name=self.actor.full_name,
            actor_role=self.actor.role,
            action=action,
            entity=entity,
            entity_id=entity_id,
            changes=tuple(changes),
            reason=reason,
            previous_sha256=head.sha256 if head else chain_root(read_session_id(db)),
            sha256="",
        )
        entry = entry_bytes(event)
        event = replace(event, sha256=entry_sha256(event.previous_sha256, entry))
        db.add(
            AuditRow(
                sequence=event.sequence,
                entry=entry,
                previous_sha256=event.previous_sha256,
                sha256=event.sha256,
            )
        )
        db.flush()
        return event


@stored_values()
def _utc_of(row: AuditRow) -> str:
    return str(json.loads(row.entry)["utc"])


def read_head(db: Session) -> AuditRow | None:
    """The last entry."""
    return db.scalars(select(AuditRow).order_by(AuditRow.sequence.desc()).limit(1)).first()


def read_session_id(db: Session) -> str:
    """The session's UUID, which the first entry is chained to."""
    return db.scalars(select(SessionRow.session_id)).one()


@stored_values()
def read_event(db: Session, sequence: int) -> AuditEvent:
    """One entry, known to exist."""
    row = db.scalars(select(AuditRow).where(AuditRow.sequence == sequence)).one()
    return event_from_bytes(row.entry, row.previous_sha256, row.sha256)


def read_events(db: Session, after_sequence: int = 0, limit: int | None = None) -> tuple[AuditEvent, ...]:
    """All later entries in order, or as many of them as asked for."""
    columns = (AuditRow.entry, AuditRow.previous_sha256, AuditRow.sha256)
    query = select(*columns).where(AuditRow.sequence > after_sequence).order_by(AuditRow.sequence)
    return tuple(event_from_bytes(*row) for row in db.execute(query.limit(limit)))


def read_acts(db: Session, action: str, *, of: tuple[str, str] | None = None) -> tuple[AuditEvent, ...]:
    """The entries of one kind, in order.

    Args:
        db: the session.
        action: what was done.
        of: (entity, id) of the one thing it was done to; None for all.
    """
    columns = (AuditRow.entry, AuditRow.previous_sha256, AuditRow.sha256)
    # SQLite finds the few candidates by their canonical bytes; reading all of a long trail would take long.
    named = {"action": action, **({"entity_id": of[1]} if of else {})}
    candidates = select(*columns).where(
        *(func.instr(AuditRow.entry, rfc8785.dumps({key: value})[1:-1]) > 0 for key, value in named.items())
    )
    with stored_values():
        events = [event_from_bytes(*row) for row in db.execute(candidates.order_by(AuditRow.sequence))]
    return tuple(
        event for event in events if event.action == action and of in {None, (event.entity, event.entity_id)}
    )


def read_last(db: Session, actions: Iterable[str], after_sequence: int = 0) -> int:
    """Number of the last entry of some kinds after an entry; 0 when there is none."""
    query = select(func.max(AuditRow.sequence)).where(AuditRow.sequence > after_sequence, _tells_of(actions))
    return db.scalar(query) or 0


def _tells_of(actions: Iterable[str]) -> ColumnElement[bool]:
    # The act is the first thing that an entry says: the rest of a long one need not be read from the disk.
    starts = [rfc8785.dumps({"action": action})[:-1] for action in actions]
    return or_(*(func.substr(AuditRow.entry, 1, len(start)) == start for start in starts))


def is_touched_after(db: Session, sequence: int, entity: str, entity_id: str) -> bool:
    """Whether an entry after another one is about something: a verdict has the id of its image."""
    named = rfc8785.dumps({"entity": entity, "entity_id": entity_id})[1:-1]  # neighbours in an entry, too
    about = func.instr(AuditRow.entry, named) > 0
    return (
        db.scalar(select(AuditRow.sequence).where(AuditRow.sequence > sequence, about).limit(1)) is not None
    )


def read_branch(db: Session) -> str:
    """Hash of the last entry that tells of an opening from a bundle or of a restore; else empty."""
    query = select(AuditRow.sha256).where(_tells_of(BRANCHING)).order_by(AuditRow.sequence.desc()).limit(1)
    return db.scalars(query).first() or ""


def iter_actions(db: Session, after_sequence: int) -> Iterator[str]:
    """What was done after an entry, newest first, read one by one: callers mostly stop early."""
    query = select(AuditRow.entry).where(AuditRow.sequence > after_sequence)
    for entry in db.scalars(query.order_by(AuditRow.sequence.desc()).execution_options(yield_per=20)):
        with stored_values():
            action = str(json.loads(entry)["action"])
        yield action


def event_from_bytes(entry: bytes, previous_sha256: str, sha256: str) -> AuditEvent:
    """An entry from its canonical bytes.

    Raises:
        ValueError: they are not an entry (KeyError and TypeError likewise).
    """
    fields = json_value(entry)
    changes = tuple(
        FieldChange(change["field"], change["old"], change["new"]) for change in fields["changes"]
    )
    plain = {name: value for name, value in fields.items() if name != "changes"}
    event = AuditEvent(changes=changes, previous_sha256=previous_sha256, sha256=sha256, **plain)
    for name, kind in _ENTRY_FIELDS.items():
        if type(getattr(event, name)) is not kind:
            raise TypeError(f"its {name} is no {kind.__name__}")
    if not all(isinstance(change.field, str) for change in changes):
        raise TypeError("a change names no field")
    return event


def created_fields(state: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The changes that bring something into being."""
    return tuple(FieldChange(name, None, value) for name, value in state.items())


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields of ``new`` whose value differs from ``old``."""
    return tuple(
        FieldChange(name, old.get(name), value) for name, value in new.items() if old.get(name) != value
    )


def environment_change(actor: Actor) -> FieldChange:
    """What the program knows about who and what is at work; recorded, but no field of the session."""
    return FieldChange(
        "environment",
        None,
        {
            "actor": asdict(actor),
            "mmel_desktop": mmel_desktop.__version__,
            "sqlite": sqlite3.sqlite_version,
            "python": platform.python_version(),
            "platform": platform.platform(),
        },
    )


@contextmanager
def recordable_values() -> Iterator[None]:
    """Refuse values that have no canonical form, wherever below they are met.

    Raises:
        BadInputError: NaN, infinity, an integer beyond 2^53, or text that is not valid Unicode.
    """
    try:
        yield
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise _unrecordable(error) from error
    except StatementError as error:
        if isinstance(error.orig, rfc8785.CanonicalizationError | UnicodeEncodeError):
            raise _unrecordable(error.orig) from error
        raise


def _unrecordable(error: Exception) -> BadInputError:
    return BadInputError(
        "a value cannot be recorded",
        found=str(error),
        expected="finite numbers and valid Unicode text",
        action="correct the value and try again; the edit was not made",
    )
