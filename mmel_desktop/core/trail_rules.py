"""What the program never writes into an audit trail, however well an entry is chained.

Anyone who can write the file can append an entry that fits the chain, and change the tables to match. Such an
entry still has to be one that the program would have written: an image keeps its hashes, a finished run is
never touched again, and nothing is judged while a sign-off is in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.evidence_fields import EVIDENCE_FIELDS, changed_evidence
from mmel_desktop.core.sign_off import REOPENED, SIGNED_OFF, changes_what_was_signed
from mmel_desktop.core.taxonomy_trail import TaxonomyRules

_SESSION_EDITS = frozenset({"name", "purpose", "model_spec", "prompts", "method", "view"})
_ANNOTATION_EDITS = frozenset(EVIDENCE_FIELDS["annotation"]) - {
    *("annotation_id", "image_id", "number", "created_by", "created_utc", "deleted"),
}
_REVIEW_EDITS = frozenset(EVIDENCE_FIELDS["review"]) - {"image_id"}

_OPENING = frozenset({"session.created", "session.opened", "session.migrated"})
_CREATING = {
    "session.created": "session",
    "image.imported": "image",
    **dict.fromkeys(("run.finished", "run.failed", "run.cancelled"), "run"),
    "annotation.created": "annotation",
}
_CHANGING: dict[str, tuple[str, frozenset[str]]] = {
    **dict.fromkeys(("session.edited", "session.undone", "session.redone"), ("session", _SESSION_EDITS)),
    **dict.fromkeys((SIGNED_OFF, REOPENED), ("session", frozenset({"signed_off"}))),
    "image.relocated": ("image", frozenset({"path"})),
    "annotation.edited": ("annotation", _ANNOTATION_EDITS),
    "annotation.deleted": ("annotation", frozenset({"deleted"})),
    **dict.fromkeys(
        ("annotation.undone", "annotation.redone"), ("annotation", _ANNOTATION_EDITS | {"deleted"})
    ),
    **dict.fromkeys(("review.set", "review.undone", "review.redone"), ("review", _REVIEW_EDITS)),
}


class TrailRules:
    """Follows a trail from its first entry and says what no entry of this program says."""

    def __init__(self) -> None:
        self._created: set[tuple[str, str]] = set()
        self._signed_off_by = 0
        self._last_utc = ""
        self._actor = ("", "", "")
        self._taxonomy = TaxonomyRules()

    def broken_by(self, event: AuditEvent) -> Iterator[str]:
        """What is wrong with the next entry, in words; nothing when the program could have written it."""
        yield from self._time(event)
        if (event.action == "session.created") != (event.sequence == 1):
            yield "a session begins with its creation, and only once"
        yield from self._name(event)
        yield from self._fields(event)
        yield from self._taxonomy.broken_by(event)
        yield from self._sign_off(event)

    def _time(self, event: AuditEvent) -> Iterator[str]:
        went_back = bool(self._last_utc) and event.utc < self._last_utc
        if not is_time(event.utc):
            yield f"its time {event.utc!r} is none"
        elif went_back and not event.clock_went_back:
            yield (
                f"its time {event.utc} lies before that of the entry before it, {self._last_utc}, and "
                "it does not say that the clock had gone back"
            )
        elif event.clock_went_back and not went_back:
            yield "it says that the clock had gone back, which its time does not show"
        self._last_utc = event.utc

    def _name(self, event: AuditEvent) -> Iterator[str]:
        """Everything done in one sitting is done in the name of whoever opened the session."""
        actor = (event.actor_id, event.actor_name, event.actor_role)
        if event.action in _OPENING:
            self._actor = actor
        elif actor != self._actor and any(self._actor):
            yield (
                f"it is in the name of {event.actor_name!r} ({event.actor_id}, {event.actor_role}), but it "
                f"was {self._actor[1]!r} ({self._actor[0]}, {self._actor[2]}) who had opened the session"
            )

    def _fields(self, event: AuditEvent) -> Iterator[str]:
        changed = changed_evidence(event)
        key = (event.entity, event.entity_id)
        if _CREATING.get(event.action) == event.entity:
            if key in self._created:
                yield f"{event.entity} {event.entity_id} is there already: nothing is created twice"
            self._created.add(key)
            return
        entity, allowed = _CHANGING.get(event.action, ("", frozenset[str]()))
        if foreign := sorted(changed - (allowed if entity == event.entity else frozenset())):
            yield (
                f"an entry {event.action!r} of this program never changes {', '.join(foreign)} of "
                f"{_with_article(event.entity)}: it was made outside the program"
            )

    def _sign_off(self, event: AuditEvent) -> Iterator[str]:
        if self._signed_off_by and changes_what_was_signed(event):
            yield (
                f"the record was changed after the sign-off of entry {self._signed_off_by}, without "
                "reopening it: the sign-off does not cover this, and the program refuses it"
            )
        if event.action == SIGNED_OFF:
            if self._signed_off_by:
                yield (
                    f"it signs off what entry {self._signed_off_by} had signed off, without reopening it: "
                    "the program refuses that"
                )
            self._signed_off_by = event.sequence
        elif event.action == REOPENED:
            if not self._signed_off_by:
                yield "it reopens a session that was not signed off"
            elif not event.reason.strip():
                yield "it reopens the session without a reason, which the program asks for"
            self._signed_off_by = 0


def is_time(utc: str) -> bool:
    """Whether a text is a point in time, as ISO 8601 with its offset."""
    try:
        return datetime.fromisoformat(utc).tzinfo is not None
    except ValueError:
        return False


def _with_article(entity: str) -> str:
    return f"{'an' if entity[:1] in 'aeiou' else 'a'} {entity}"
