"""Signing a case off, and opening it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.sign_off import (
    REOPENED,
    SIGN_OFF_MEANINGS,
    SIGNED_OFF,
    Oversight,
    Signature,
    Signer,
    SignOff,
    new_sign_off,
    record_set_sha256,
    sign_off_context,
    sign_off_of,
    with_act,
)
from mmel_desktop.errors import BadInputError, SessionError
from mmel_desktop.store.audit_log import read_event, read_events, read_head, read_session_id
from mmel_desktop.store.audit_replay import replay
from mmel_desktop.store.open_case import OpenCase
from mmel_desktop.store.sqlite_connection import connect, known_failures
from mmel_desktop.store.stored_values import stored_values
from mmel_desktop.store.table_comparison import compare_evidence
from mmel_desktop.store.tables import EVIDENCE_ROWS, AuditRow, ImageRow, ReviewRow

_LONGEST_FOUND = 300
"""Characters: a finding quotes values, which may be as long as somebody liked."""


class CaseSignOff(OpenCase):
    """Signing: a signed-off case is read-only until it is reopened, which ends the signature visibly."""

    def sign_off(self, meaning: str, reason: str = "", *, signer: Signer | None = None) -> SignOff:
        """Close the case for editing and vouch for it as it stands.

        Args:
            meaning: code of :data:`SIGN_OFF_MEANINGS`.
            reason: free text.
            signer: the user's key; without one only the audit trail binds the signature.

        Raises:
            BadInputError: an unknown meaning, or a text that cannot be recorded.
            SessionReadOnlyError: it is signed off already, or cannot be written.
            SessionError: its tables and its audit trail contradict one another: nobody should vouch for that.
        """
        if meaning not in {term.code for term in SIGN_OFF_MEANINGS}:
            raise BadInputError(
                "a sign-off needs a meaning",
                found=repr(meaning),
                expected=", ".join(term.code for term in SIGN_OFF_MEANINGS),
                action="say what the signature means",
            )
        self._refuse_if_changed_from_outside()
        with self._editing() as edit:
            head = read_head(edit.db)
            assert head is not None, "a session starts with an entry"
            sign_off = new_sign_off(
                self._log.actor,
                meaning=meaning,
                reason=reason,
                head_sequence=head.sequence,
                head_sha256=head.sha256,
                record_sha256=record_set_sha256(_states(edit.db)),
                oversight=_oversight(edit.db),
                utc=self._log.clock(),
            )
            if signer is not None:
                sign_off = replace(sign_off, signature=_sign(signer, sign_off, read_session_id(edit.db)))
            context = [FieldChange(name, None, value) for name, value in sign_off_context(sign_off).items()]
            event = edit.update(edit.session_row(), SIGNED_OFF, {"signed_off": True}, reason, context)
        self.anchor()
        return sign_off_of(event)

    def _refuse_if_changed_from_outside(self) -> None:
        """The signature would be over a record that the trail does not give, and could never be verified.

        A long trail takes seconds: it is read beside the open session, so that nobody waits meanwhile.
        """
        if self._file.read_only_reason:
            return  # it cannot be signed anyway
        with self._reading() as db:
            session_id = read_session_id(db)
        with (
            known_failures(self.path, "cannot read session"),
            stored_values(),
            closing(connect(self.path, "ro")) as connection,
        ):
            connection.execute("BEGIN")
            case = replay(connection, session_id)
            findings = [*case.findings, *compare_evidence(connection, case)]
        if findings:
            raise SessionError(
                "the session cannot be signed off: it was changed from outside",
                found=f"{findings[0].where}: {findings[0].message}"[:_LONGEST_FOUND],
                expected="tables that say what its audit trail says",
                action="verify the session; restore a backup",
            )

    def reopen(self, reason: str) -> AuditEvent:
        """Open a signed-off case for editing again; the signature no longer stands.

        Raises:
            BadInputError: no reason was given, or the case is not signed off.
        """
        if not reason.strip():
            raise BadInputError(
                "a signed-off session is reopened only for a reason",
                found="none",
                action="say why the record must be changed",
            )
        with self._editing(signed_off_too=True) as edit:
            row = edit.session_row()
            if not row.signed_off:
                raise BadInputError("the session is not signed off", action="there is nothing to reopen")
            return edit.update(row, REOPENED, {"signed_off": False}, reason)

    def sign_offs(self) -> tuple[SignOff, ...]:
        """Every sign-off of the case, oldest first; all but the last have been ended by a reopening.

        Entries after a standing one are read, too: another program may have changed what it vouches for.

        Raises:
            SessionError: the file cannot be read.
        """
        found: tuple[SignOff, ...] = ()
        with self._reading() as db:
            # Among thousands of entries few are such acts; the text is asked before it is parsed.
            text = cast(AuditRow.entry, Text)
            acts = or_(text.contains(SIGNED_OFF), text.contains(REOPENED))
            for sequence in db.scalars(select(AuditRow.sequence).where(acts).order_by(AuditRow.sequence)):
                with stored_values():
                    found = with_act(found, read_event(db, sequence))
            if found and found[-1].in_force:
                with stored_values():
                    for event in read_events(db, found[-1].sequence):
                        found = with_act(found, event)
        return found


def _sign(signer: Signer, sign_off: SignOff, session_id: str) -> Signature:
    signature = signer.sign(sign_off.signed_bytes(session_id))
    return Signature(signer.algorithm, signer.public_key_hex, signature.hex())


def _states(db: Session) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for entity, kind in EVIDENCE_ROWS.items():
        for row in db.scalars(select(kind)):
            yield entity, row.entity_id, row.state()


def _oversight(db: Session) -> Oversight:
    # The sum of a Boolean column would come back as a Boolean: True for any number of them.
    verdicts = select(func.count(), func.coalesce(func.sum(cast(ReviewRow.judged_blind, Integer)), 0))
    judged, blind = db.execute(verdicts.where(ReviewRow.verdict != "unreviewed")).one()
    images = db.scalar(select(func.count()).select_from(ImageRow))
    return Oversight(int(images or 0), int(judged), int(blind))
