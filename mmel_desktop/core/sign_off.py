"""A signature under a case: who, when, meaning what, and over exactly which record.

The signature vouches for two things: the end of the audit trail at that moment, and the record set, one
hash over every field of the session, its images, runs, annotations and reviews. Both are part of the audit
entry of the sign-off, so a later edit can neither hide behind the signature nor take it along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.evidence_fields import ADDED_LATER, changed_evidence
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.second_opinion import OPINION_GIVEN
from mmel_desktop.core.taxonomy import Term
from mmel_desktop.core.taxonomy_trail import TAXONOMY_CHANGED

SIGN_OFF_DOMAIN = "mmel-desktop/sign-off/1"
RECORD_SET_DOMAIN = b"mmel-desktop/record-set/1"

SIGNED_OFF = "session.signed_off"
REOPENED = "session.reopened"

SIGN_OFF_MEANINGS = (
    Term("review", "review", "I have reviewed this record."),
    Term("approval", "approval", "I approve this record for its stated purpose."),
    Term("responsibility", "responsibility", "I am responsible for the content of this record."),
)

_KEPT_IN_THE_TRAIL = frozenset({OPINION_GIVEN, TAXONOMY_CHANGED})
_LEAVES_SIGNATURE = frozenset({SIGNED_OFF, REOPENED, "image.relocated"})

# A case signed off here must still be the same case where its images lie in another folder.
_OUTSIDE_THE_RECORD_SET = {"session": {"signed_off"}, "image": {"path"}}


class Signer(Protocol):
    """Something that holds a private key.

    Attributes:
        algorithm: its name, ``Ed25519``.
        public_key_hex: the raw public key as hex digits.
    """

    @property
    def algorithm(self) -> str:
        """Name of the algorithm."""

    @property
    def public_key_hex(self) -> str:
        """Raw public key."""

    def sign(self, data: bytes) -> bytes:
        """The raw signature of some bytes."""


@dataclass(frozen=True)
class Signature:
    """A digital signature of a sign-off.

    Attributes:
        algorithm: ``Ed25519``.
        public_key_hex: the raw public key; whose it is, the record cannot know.
        signature_hex: over :meth:`SignOff.signed_bytes`.
    """

    algorithm: str
    public_key_hex: str
    signature_hex: str

    @property
    def fingerprint(self) -> str:
        """Short name of the key, to compare with what its owner says it is."""
        return key_fingerprint(self.public_key_hex)


@dataclass(frozen=True)
class Oversight:
    """What human judgement a sign-off rests on.

    Attributes:
        images: in the session.
        judged: of them with a verdict.
        judged_blind: of those, judged before the explanation was shown.
    """

    images: int
    judged: int
    judged_blind: int

    @property
    def blind_first(self) -> bool:
        """True when something was judged and nothing after its explanation had been seen."""
        return 0 < self.judged == self.judged_blind


@dataclass(frozen=True)
class SignOff:
    """One act of signing a session off, and what became of it.

    Attributes:
        sequence, utc: number and time of its audit entry.
        actor_id, actor_name, actor_role: who; see ``authenticated``.
        authenticated: False while the name was only declared.
        meaning: code of :data:`SIGN_OFF_MEANINGS`.
        reason: free text.
        head_sequence, head_sha256: the last audit entry it vouches for.
        record_sha256: hash of the record set; empty in sign-offs of versions before 0.2.
        oversight: what was judged then; None in sign-offs of versions before 0.2.
        signed_utc: the time that is part of what was signed.
        signature: None when no key was used.
        ended_sequence, ended_utc, ended_by, ended_reason: the reopening that ended it; 0 and empty while it
            stands.
        overrun_sequence: the first entry that changed the record while it stood, which only another program
            than this one writes; 0 when there is none.
    """

    sequence: int
    utc: str
    actor_id: str
    actor_name: str
    actor_role: str
    authenticated: bool
    meaning: str
    reason: str
    head_sequence: int
    head_sha256: str
    record_sha256: str
    oversight: Oversight | None
    signed_utc: str
    signature: Signature | None
    ended_sequence: int = 0
    ended_utc: str = ""
    ended_by: str = ""
    ended_reason: str = ""
    overrun_sequence: int = 0

    @property
    def in_force(self) -> bool:
        """True until the session was reopened, or changed without that."""
        return self.ended_sequence == 0 and self.overrun_sequence == 0

    @property
    def blind_first(self) -> bool:
        """See :attr:`Oversight.blind_first`."""
        return self.oversight is not None and self.oversight.blind_first

    def signed_bytes(self, session_id: str) -> bytes:
        """The canonical bytes that a signature is made over (RFC 8785)."""
        return canonical_bytes(
            {
                "domain": SIGN_OFF_DOMAIN,
                "session_id": session_id,
                "head": {"sequence": self.head_sequence, "sha256": self.head_sha256},
                "record_set_sha256": self.record_sha256,
                "meaning": self.meaning,
                "reason": self.reason,
                "signer": {
                    "actor_id": self.actor_id,
                    "full_name": self.actor_name,
                    "role": self.actor_role,
                    "authenticated": self.authenticated,
                },
                "oversight": asdict(self.oversight) if self.oversight else None,
                "utc": self.signed_utc,
            }
        )


def new_sign_off(
    actor: Actor,
    *,
    meaning: str,
    reason: str,
    head_sequence: int,
    head_sha256: str,
    record_sha256: str,
    oversight: Oversight,
    utc: str,
) -> SignOff:
    """A sign-off about to be recorded: without a sequence number and unsigned."""
    return SignOff(
        sequence=0,
        utc=utc,
        actor_id=actor.actor_id,
        actor_name=actor.full_name,
        actor_role=actor.role,
        authenticated=actor.authenticated,
        meaning=meaning,
        reason=reason,
        head_sequence=head_sequence,
        head_sha256=head_sha256,
        record_sha256=record_sha256,
        oversight=oversight,
        signed_utc=utc,
        signature=None,
    )


def sign_off_context(sign_off: SignOff) -> dict[str, Any]:
    """What its audit entry says beside actor, time and reason; :func:`sign_off_of` reads it back."""
    context: dict[str, Any] = {
        "meaning": sign_off.meaning,
        "vouches_for": {"sequence": sign_off.head_sequence, "sha256": sign_off.head_sha256},
        "record_set_sha256": sign_off.record_sha256,
        "authenticated": sign_off.authenticated,
        "oversight": asdict(sign_off.oversight) if sign_off.oversight else None,
        "signed_utc": sign_off.signed_utc,
    }
    if sign_off.signature is not None:
        context["signature"] = asdict(sign_off.signature)
    return context


def sign_off_of(event: AuditEvent) -> SignOff:
    """The sign-off that an audit entry records.

    Raises:
        ValueError: the entry is malformed (KeyError and TypeError likewise).
    """
    said = {change.field: change.new for change in event.changes}
    vouched = said["vouches_for"]
    oversight, signature = said.get("oversight"), said.get("signature")
    return SignOff(
        sequence=event.sequence,
        utc=event.utc,
        actor_id=event.actor_id,
        actor_name=event.actor_name,
        actor_role=event.actor_role,
        authenticated=bool(said.get("authenticated", False)),
        meaning=str(said["meaning"]),
        reason=event.reason,
        head_sequence=int(vouched["sequence"]),
        head_sha256=str(vouched["sha256"]),
        record_sha256=str(said.get("record_set_sha256") or ""),
        oversight=Oversight(**oversight) if oversight else None,
        signed_utc=str(said.get("signed_utc") or ""),
        signature=Signature(**signature) if signature else None,
    )


def with_act(sign_offs: tuple[SignOff, ...], event: AuditEvent) -> tuple[SignOff, ...]:
    """The sign-offs after one more entry, which may sign the case off, reopen it or change what was signed.

    Raises:
        ValueError: the entry is malformed (KeyError and TypeError likewise).
    """
    if event.action == SIGNED_OFF:
        return (*sign_offs, sign_off_of(event))
    if not sign_offs:
        return sign_offs
    last = sign_offs[-1]
    if event.action == REOPENED:
        last = replace(
            last,
            ended_sequence=event.sequence,
            ended_utc=event.utc,
            ended_by=event.actor_name,
            ended_reason=event.reason,
        )
    elif last.in_force and changes_what_was_signed(event):
        last = replace(last, overrun_sequence=event.sequence)
    return (*sign_offs[:-1], last)


def changes_what_was_signed(event: AuditEvent) -> bool:
    """Whether an entry changes the record that a standing sign-off vouches for, or adds a judgement to it.

    Other failure terms change what the marks say in words.
    """
    if event.action in _LEAVES_SIGNATURE:
        return False
    return event.action in _KEPT_IN_THE_TRAIL or bool(changed_evidence(event))


def record_set_sha256(states: Iterable[tuple[str, str, Mapping[str, Any]]]) -> str:
    """One hash over a whole case: the same on every machine, whatever the order of the rows.

    Where image files lie and whether the session is signed off is left out; so is a field that a later
    version added, as long as it says what its absence says: what was signed before an upgrade still holds.

    Args:
        states: (entity, id, fields as JSON values) of the session and everything in it.
    """
    digest = hashlib.sha256(RECORD_SET_DOMAIN)
    for entity, entity_id, fields in sorted(states, key=lambda state: state[:2]):
        left_out = _OUTSIDE_THE_RECORD_SET.get(entity, set())
        unsaid = ADDED_LATER.get(entity, {})
        kept = {
            name: value
            for name, value in fields.items()
            if name not in left_out and (name not in unsaid or value is not unsaid[name])
        }
        digest.update(b"\x00" + canonical_bytes([entity, entity_id, kept]))
    return digest.hexdigest()


def key_fingerprint(public_key_hex: str) -> str:
    """The first 16 hex digits of a public key's SHA-256, in groups of four."""
    try:
        digest = sha256_hex(bytes.fromhex(public_key_hex))
    except ValueError:
        return "not a key"
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))
