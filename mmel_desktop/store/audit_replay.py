"""Reading the audit trail from its first entry: is the chain whole, and what does it say the case must be?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent, chain_root, entry_sha256
from mmel_desktop.core.canonical import is_canonical
from mmel_desktop.core.case import Finding, ImageReview
from mmel_desktop.core.lookalike_names import names_in
from mmel_desktop.core.restored import FOLLOWED, Restore, RestoreReader
from mmel_desktop.core.sign_off import SIGNED_OFF, Oversight, SignOff, record_set_sha256, with_act
from mmel_desktop.core.trail_rules import TrailRules, is_time
from mmel_desktop.core.visible_text import quoted
from mmel_desktop.store.audit_log import BUNDLE_OPENED, event_from_bytes
from mmel_desktop.store.record_values import review_fields
from mmel_desktop.store.tables import EVIDENCE_ROWS

UNDOABLE_ACTIONS = (
    "annotation.created",
    "annotation.edited",
    "annotation.deleted",
    "review.set",
    "session.edited",
)


_LONGEST_START = 80
"""Bytes within which an entry has said what was done."""
_ARRIVING = ("session.opened", "session.migrated", "image.relocated")


@dataclass
class ReplayedCase:
    """What the audit trail says.

    Attributes:
        states: (entity, id) → field → value, as JSON values.
        display_seen: the display settings last recorded.
        undo_steps: entry number → whether that edit is undone now.
        any_undone: whether some of them may be undone.
        hashes: entry number → its hash as stored.
        last_sequence: number of the last entry.
        clock_steps_back: entries written when the clock showed an earlier time than before.
        latest_utc: the latest time of any entry, and the first entry that has it.
        restores: each restored backup.
        restore_reader: follows the trail for them.
        last_work: number of the last entry that did more than open the session and find its images.
        branches: (first entry number, hash of the entry that tells of it) of each opening from a bundle and
            each restore: from there on this copy has a history of its own.
        sign_offs: each signing off, with the reopening that ended it.
        findings: what is wrong with the trail itself.
        names: of people, as the entries give them.
        rules: what the program never writes, with what the entries so far allow.
    """

    states: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    display_seen: dict[str, Any] = field(default_factory=dict)
    undo_steps: dict[int, bool] = field(default_factory=dict)
    any_undone: bool = False
    hashes: dict[int, str] = field(default_factory=dict)
    last_sequence: int = 0
    clock_steps_back: list[int] = field(default_factory=list)
    latest_utc: tuple[str, int] = ("", 0)
    restores: list[Restore] = field(default_factory=list)
    restore_reader: RestoreReader = field(default_factory=RestoreReader)
    last_work: int = 0
    branches: list[tuple[int, str]] = field(default_factory=list)
    sign_offs: tuple[SignOff, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    rules: TrailRules = field(default_factory=TrailRules)

    def of(self, entity: str) -> dict[str, dict[str, Any]]:
        """Everything of one kind: id → fields."""
        return {key: state for (kind, key), state in self.states.items() if kind == entity}

    def describe(self, entity: str, entity_id: str) -> str:
        """A name a person recognises, e.g. ``annotation 3 on street.png``."""
        state = self.states.get((entity, entity_id), {})
        image = self.states.get(("image", str(state.get("image_id", ""))), {}).get("name", "an unknown image")
        if entity == "session":
            return "session"
        if entity == "image":
            return f"image {state.get('name', entity_id)}"
        if entity == "annotation":
            return (
                f"annotation {state['number']} on {image}" if "number" in state else f"annotation {entity_id}"
            )
        if entity == "run":
            return (
                f"explanation run {state['ordinal']} of {image}" if "ordinal" in state else f"run {entity_id}"
            )
        return f"review of {image}" if state else f"review of image {entity_id}"


def replay(connection: sqlite3.Connection, session_id: str) -> ReplayedCase:
    """Walk the whole trail, checking each entry's number, bytes and link, and applying what it says.

    Args:
        connection: the session file, for reading.
        session_id: what the first entry must be chained to.
    """
    return _walk(connection, session_id, _apply_entry)


def read_chain(connection: sqlite3.Connection, session_id: str) -> ReplayedCase:
    """The same, but only whether the chain is whole and where it branches; what entries say is passed over.

    For a long trail this takes a fraction of the time.
    """
    return _walk(connection, session_id, _pass_entry)


def _walk(
    connection: sqlite3.Connection,
    session_id: str,
    take: Callable[[ReplayedCase, int, bytes, str, str], None],
) -> ReplayedCase:
    case = ReplayedCase()
    previous = chain_root(session_id)
    rows = connection.execute(
        "SELECT sequence, entry, previous_sha256, sha256 FROM audit_trail ORDER BY sequence"
    )
    for sequence, entry, stated_previous, stated in rows:
        where = f"audit trail, entry {sequence}"
        if sequence != case.last_sequence + 1:
            missing = _entries(case.last_sequence + 1, sequence - 1)
            case.findings.append(Finding("broken", where, f"{missing} missing before it"))
        elif stated_previous != previous:
            message = (
                "it is not chained to this session"
                if sequence == 1
                else "it does not continue the entry before it: one of the two was changed or replaced"
            )
            case.findings.append(Finding("broken", where, message))
        data = entry if isinstance(entry, bytes) else str(entry).encode("utf-8", "surrogateescape")
        if entry_sha256(str(stated_previous), data) != stated:
            case.findings.append(Finding("broken", where, "its text does not match its hash: it was changed"))
        case.last_sequence, case.hashes[sequence], previous = sequence, stated, stated
        take(case, sequence, data, str(stated_previous), str(stated))
    if not case.hashes:
        case.findings.append(Finding("broken", "audit trail", "it is empty"))
    return case


def _pass_entry(case: ReplayedCase, sequence: int, entry: bytes, previous: str, sha256: str) -> None:
    # The act is the first thing that an entry says.
    action = entry[:_LONGEST_START].removeprefix(b'{"action":"').partition(b'"')[0].decode("latin-1")
    if action not in FOLLOWED:
        case.restore_reader.pass_over(action)
    else:
        try:
            _follow_restores(case, event_from_bytes(entry, previous, sha256))
        except (ValueError, KeyError, TypeError) as error:
            where = f"audit trail, entry {sequence}"
            case.findings.append(Finding("broken", where, f"it cannot be read ({error})"))
    _follow_bundles(case, sequence, action, sha256)


def _follow_restores(case: ReplayedCase, event: AuditEvent) -> None:
    if restore := case.restore_reader.follow(event):
        case.restores.append(restore)
        case.branches.append((restore.first_sequence, event.sha256))


def _apply_entry(case: ReplayedCase, sequence: int, entry: bytes, previous: str, sha256: str) -> None:
    where = f"audit trail, entry {sequence}"
    try:
        event = event_from_bytes(entry, previous, sha256)
    except (ValueError, KeyError, TypeError) as error:
        case.findings.append(Finding("broken", where, f"it cannot be read ({error})"))
        return
    if event.sequence != sequence:
        case.findings.append(Finding("broken", where, f"it says of itself that it is entry {event.sequence}"))
    if not is_canonical(entry):
        message = "it is not in the one form that the program writes: readers could understand it differently"
        case.findings.append(Finding("broken", where, message))
    case.findings += [Finding("broken", where, message) for message in case.rules.broken_by(event)]
    case.names.update(names_in(event))
    if event.clock_went_back:
        case.clock_steps_back.append(sequence)
    if is_time(event.utc) and event.utc > case.latest_utc[0]:
        case.latest_utc = event.utc, sequence
    _follow_restores(case, event)
    _follow_bundles(case, sequence, event.action, sha256)
    _follow_sign_off(case, event)
    if event.entity == "display":
        case.display_seen.update({change.field: change.new for change in event.changes})
    elif event.entity in EVIDENCE_ROWS:
        _apply_changes(case, event, where)
    _follow_undo(case, event)


def _follow_bundles(case: ReplayedCase, sequence: int, action: str, sha256: str) -> None:
    if action == BUNDLE_OPENED:
        case.branches.append((case.last_work + 1, sha256))
    if action not in _ARRIVING:
        case.last_work = sequence


def _apply_changes(case: ReplayedCase, event: AuditEvent, where: str) -> None:
    key = (event.entity, event.entity_id)
    names = set(EVIDENCE_ROWS[event.entity].field_names())
    changes = [change for change in event.changes if change.field in names]
    if not changes:
        return
    if key not in case.states:
        # An image counts as unreviewed from the start; everything else begins with its first entry.
        is_review = event.entity == "review"
        case.states[key] = review_fields(ImageReview(event.entity_id)) if is_review else {}
    state = case.states[key]
    for change in changes:
        before = state.get(change.field)
        if before != change.old:
            case.findings.append(
                Finding(
                    "broken",
                    f"{where}: {case.describe(*key)}",
                    f"field {change.field}: the entry says it was {quoted(change.old)}, "
                    f"the entries before say {quoted(before)}",
                )
            )
        state[change.field] = change.new


def _follow_sign_off(case: ReplayedCase, event: AuditEvent) -> None:
    """A signature vouches for the trail and the record as they were; both are known at this point."""
    where = f"sign-off, audit trail entry {event.sequence}"
    try:
        case.sign_offs = with_act(case.sign_offs, event)
    except (ValueError, KeyError, TypeError) as error:
        case.findings.append(Finding("broken", where, f"it cannot be read ({error})"))
        return
    if event.action != SIGNED_OFF:
        return
    sign_off = case.sign_offs[-1]
    if case.hashes.get(sign_off.head_sequence) != sign_off.head_sha256:
        message = (
            f"it vouches for another audit trail: entry {sign_off.head_sequence} is not the one it names"
        )
        case.findings.append(Finding("broken", where, message))
    states = ((entity, key, state) for (entity, key), state in case.states.items())
    if sign_off.record_sha256 and record_set_sha256(states) != sign_off.record_sha256:
        message = "it vouches for another record than the audit trail gives at that point"
        case.findings.append(Finding("broken", where, message))
    found = _oversight(case)
    if sign_off.oversight is not None and sign_off.oversight != found:
        message = (
            f"it says {_in_words(sign_off.oversight)}; the audit trail gives {_in_words(found)} at that point"
        )
        case.findings.append(Finding("broken", where, message))


def _oversight(case: ReplayedCase) -> Oversight:
    judged = [state for state in case.of("review").values() if state.get("verdict") != "unreviewed"]
    return Oversight(len(case.of("image")), len(judged), sum(bool(state["judged_blind"]) for state in judged))


def _in_words(oversight: Oversight) -> str:
    return f"{oversight.judged} of {oversight.images} images judged, {oversight.judged_blind} of them blind"


def _follow_undo(case: ReplayedCase, event: AuditEvent) -> None:
    steps = case.undo_steps
    if event.action in UNDOABLE_ACTIONS:
        if case.any_undone:  # seldom; to look through all of a long history for each edit would take long
            for undone in [sequence for sequence, is_undone in steps.items() if is_undone]:
                del steps[undone]
            case.any_undone = False
        steps[event.sequence] = False
    elif event.action.endswith((".undone", ".redone")):
        undoing = event.action.endswith(".undone")
        candidates = [sequence for sequence, is_undone in steps.items() if is_undone != undoing]
        if candidates:
            steps[max(candidates) if undoing else min(candidates)] = undoing
            case.any_undone = True


def _entries(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
