"""What the audit trail says beside the present state: later changes, probes, second opinions, sign-offs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mmel_desktop.core.annotation import Annotation, Geometry, annotation_to_json
from mmel_desktop.core.audit_event import GIVING_OUT, AuditEvent, FieldChange
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.lookalike_names import names_in
from mmel_desktop.core.measured_probes import MeasuredProbes, probe_from_json
from mmel_desktop.core.second_opinion import OPINION_GIVEN, SecondOpinion, note_opinion
from mmel_desktop.core.sign_off import SignOff, with_act
from mmel_desktop.core.taxonomy_trail import TAXONOMY_CHANGED, team_taxonomy_of
from mmel_desktop.core.trail_rules import TrailRules
from mmel_desktop.errors import ReportError

UNDECIDED = "unreviewed"
_UNSTATED = annotation_to_json(Annotation("", "", 0, Geometry("image")))
"""What a fresh mark says before anything was stated of it."""


@dataclass(frozen=True)
class LaterChange:
    """That a judgement was changed after it was first given.

    Attributes:
        times: how often.
        sequence, utc, by, reason: of the newest change.
        earlier_reason: where the newest change gave none, entry and reason of the newest that did; or None.
        fields: names of every field that was ever changed, in order of their first change.
    """

    times: int
    sequence: int
    utc: str
    by: str
    reason: str
    fields: tuple[str, ...]
    earlier_reason: tuple[int, str] | None = None


@dataclass(frozen=True)
class DeletedAnnotation:
    """An annotation that was taken back; its number is not used again."""

    number: int
    image_id: str
    utc: str
    by: str
    reason: str


@dataclass(frozen=True)
class _Mark:
    """How an annotation was made: its first fields, by whom, and where in the trail."""

    said: dict[str, Any]
    actor_id: str
    sequence: int


@dataclass(frozen=True)
class EarlierReport:
    """A report of this session that was written before."""

    sequence: int
    utc: str
    file: str
    sha256: str


@dataclass
class RecordHistory:
    """Everything the report tells from the audit trail alone; small however long the trail is.

    Attributes:
        changes: by (``annotation`` or ``review``, id), judgements that were changed after they were given.
        deleted: annotations that are deleted now, by number.
        probes: by run id, what the model answered when regions were removed or kept.
        opinions: by image id, further reviewers' latest verdicts.
        sign_offs: oldest first, ended ones included.
        reports: earlier reports, oldest first.
        clock_went_back: how many entries carry a time before that of the entry above them.
        names: of people, as the entries give them.
        foreign: number of each entry that this program never writes, and why.
        taxonomy: the terms that the session knows.
        taxonomy_set: number of the entry that set them; 0 while they are the program's own.
    """

    changes: dict[tuple[str, str], LaterChange] = field(default_factory=dict)
    deleted: tuple[DeletedAnnotation, ...] = ()
    probes: dict[str, MeasuredProbes] = field(default_factory=dict)
    opinions: dict[str, tuple[SecondOpinion, ...]] = field(default_factory=dict)
    sign_offs: tuple[SignOff, ...] = ()
    reports: tuple[EarlierReport, ...] = ()
    clock_went_back: int = 0
    names: set[str] = field(default_factory=set)
    foreign: tuple[tuple[int, str], ...] = ()
    taxonomy: Taxonomy = DEFAULT_TAXONOMY
    taxonomy_set: int = 0

    def deleted_on(self, image_id: str) -> tuple[DeletedAnnotation, ...]:
        """Deleted annotations of one image."""
        return tuple(entry for entry in self.deleted if entry.image_id == image_id)

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off that is in force; None when the session is open."""
        last = self.sign_offs[-1] if self.sign_offs else None
        return last if last is not None and last.in_force else None


def read_history(events: Sequence[AuditEvent]) -> RecordHistory:
    """Go through the trail once.

    Args:
        events: the whole trail, oldest first.

    Raises:
        ReportError: an entry is not what its action says.
    """
    history = RecordHistory()
    annotations: dict[str, _Mark] = {}
    gone: dict[str, DeletedAnnotation] = {}
    rules = TrailRules()
    foreign: list[tuple[int, str]] = []
    given_out = 0
    for event in events:
        given_out = event.sequence if event.action in GIVING_OUT else given_out
        history.names.update(names_in(event))
        foreign += [(event.sequence, message) for message in rules.broken_by(event)]
        history.clock_went_back += event.clock_went_back
        try:
            _follow(history, event, annotations, gone, given_out)
        except (KeyError, ValueError, TypeError) as error:
            raise ReportError(
                f"entry {event.sequence} of the audit trail, {event.action}, cannot be read",
                found=repr(error),
                expected="an entry as this program writes it",
                action="verify the session; restore a backup",
            ) from error
    history.foreign = tuple(foreign)
    history.deleted = tuple(sorted(gone.values(), key=lambda entry: entry.number))
    return history


def _follow(
    history: RecordHistory,
    event: AuditEvent,
    annotations: dict[str, _Mark],
    gone: dict[str, DeletedAnnotation],
    given_out: int,
) -> None:
    """Take one entry into the history; for the arguments see :func:`_follow_annotation`."""
    if event.entity == "annotation":
        _follow_annotation(history, event, annotations, gone, given_out)
    elif event.entity == "review":
        _follow_review(history, event)
    elif event.action == "run.probed":
        _follow_probes(history, event)
    elif event.action == OPINION_GIVEN:
        note_opinion(history.opinions, event)
    elif event.action == TAXONOMY_CHANGED:
        history.taxonomy = Taxonomy(team_taxonomy_of(event))
        history.taxonomy_set = event.sequence
    elif event.action == "report.exported":
        _follow_report(history, event)
    history.sign_offs = with_act(history.sign_offs, event)


def _follow_probes(history: RecordHistory, event: AuditEvent) -> None:
    probes = history.probes.get(event.entity_id, MeasuredProbes())
    for change in event.changes:
        probes = probes.with_measured(probe_from_json(change.new))
    history.probes[event.entity_id] = probes


def _follow_report(history: RecordHistory, event: AuditEvent) -> None:
    said = {change.field: change.new for change in event.changes}
    report = EarlierReport(event.sequence, event.utc, str(said["file"]), str(said["sha256"]))
    history.reports = (*history.reports, report)


def _follow_annotation(
    history: RecordHistory,
    event: AuditEvent,
    annotations: dict[str, _Mark],
    gone: dict[str, DeletedAnnotation],
    given_out: int,
) -> None:
    """A mark is drawn first and described afterwards; another description than the first is a change.

    Args:
        history: to be added to.
        event: about an annotation.
        annotations: by id, how each was made.
        gone: by id, those that are deleted now.
        given_out: number of the last entry that gave judgements out.
    """
    said = {change.field: change.new for change in event.changes}
    mark = annotations.get(event.entity_id)
    if mark is None:
        annotations[event.entity_id] = _Mark(said, event.actor_id, event.sequence)
        return
    if "deleted" in said:
        gone.pop(event.entity_id, None)
        if said["deleted"]:
            gone[event.entity_id] = DeletedAnnotation(
                int(mark.said["number"]),
                str(mark.said["image_id"]),
                event.utc,
                event.actor_name,
                event.reason,
            )
    being_made = event.actor_id == mark.actor_id and given_out < mark.sequence
    changed = [
        change.field
        for change in event.changes
        if change.field != "deleted" and not (being_made and _is_unstated(change))
    ]
    if changed:
        _note_change(history, ("annotation", event.entity_id), event, changed)


def _is_unstated(change: FieldChange) -> bool:
    """Whether nothing was stated in a field before; a place is stated from the beginning."""
    return change.field != "geometry" and change.old == _UNSTATED.get(change.field)


def _follow_review(history: RecordHistory, event: AuditEvent) -> None:
    """The first verdict is no change; a later other verdict, rationale or agreement is one."""
    before = {change.field: change.old for change in event.changes}
    if before.get("verdict") == UNDECIDED:
        return
    changed = [name for name in before if name not in {"reviewer", "reviewed_utc"}]
    if changed:
        _note_change(history, ("review", event.entity_id), event, changed)


def _note_change(
    history: RecordHistory, key: tuple[str, str], event: AuditEvent, fields: Sequence[str]
) -> None:
    earlier = history.changes.get(key)
    known = earlier.fields if earlier else ()
    earlier_reason = None
    if earlier is not None and not event.reason:
        earlier_reason = (earlier.sequence, earlier.reason) if earlier.reason else earlier.earlier_reason
    history.changes[key] = LaterChange(
        times=(earlier.times if earlier else 0) + 1,
        sequence=event.sequence,
        utc=event.utc,
        by=event.actor_name,
        reason=event.reason,
        fields=tuple(dict.fromkeys((*known, *fields))),
        earlier_reason=earlier_reason,
    )
