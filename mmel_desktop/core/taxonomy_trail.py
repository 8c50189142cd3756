"""A team's terms as entries of the audit trail: the one place where a session keeps them.

There is no table of them. What a session knows is what the last entry says, so that nothing can differ from
the trail, and a trail that was changed is found by its hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.team_taxonomy import (
    NO_TEAM,
    TeamTaxonomy,
    refusals,
    team_from_json,
    team_to_json,
)
from mmel_desktop.core.team_taxonomy_rules import broken_form

TAXONOMY_CHANGED = "taxonomy.changed"
TAXONOMY_ENTITY = "taxonomy"

_SAID = ("name", "version", "hidden", "terms")


def taxonomy_changes(
    before: TeamTaxonomy, after: TeamTaxonomy, *, file_name: str = "", file_sha256: str = ""
) -> tuple[FieldChange, ...]:
    """What an entry says: all of the new terms and of those before, their hashes, and the file they came in.

    Args:
        before, after: what the session knew, and knows from now on.
        file_name, file_sha256: empty when no file was read.
    """
    old: dict[str, Any] = {} if before == NO_TEAM else {**team_to_json(before), "sha256": before.sha256}
    new = {**team_to_json(after), "sha256": after.sha256}
    source = (FieldChange("file", None, file_name), FieldChange("file_sha256", None, file_sha256))
    changes = (FieldChange(name, old.get(name), new[name]) for name in (*_SAID[:2], "sha256", *_SAID[2:]))
    return (*changes, *(source if file_name else ()))


def team_taxonomy_of(event: AuditEvent) -> TeamTaxonomy:
    """The team's terms that an entry puts in force.

    Raises:
        ValueError: the entry is malformed (KeyError and TypeError likewise).
    """
    said = {change.field: change.new for change in event.changes}
    team = team_from_json(said)
    if said["sha256"] != team.sha256:
        raise ValueError("its terms do not match the hash it gives of them")
    return team


def taxonomy_in(events: Iterable[AuditEvent]) -> Taxonomy:
    """The taxonomy at the end of a trail.

    Args:
        events: the audit trail, or its entries about the taxonomy, oldest first.

    Raises:
        ValueError: the last entry about it is malformed (KeyError and TypeError likewise).
    """
    last = None
    for event in events:
        last = event if event.action == TAXONOMY_CHANGED else last
    return Taxonomy(team_taxonomy_of(last)) if last is not None else DEFAULT_TAXONOMY


class TaxonomyRules:
    """Follows a trail and says which of its entries about the taxonomy this program never writes."""

    def __init__(self) -> None:
        self._team = NO_TEAM

    def broken_by(self, event: AuditEvent) -> Iterator[str]:
        """What is wrong with the next entry, in words."""
        if (event.action == TAXONOMY_CHANGED) != (event.entity == TAXONOMY_ENTITY):
            yield f"an entry {event.action!r} of this program is not about {event.entity}"
            return
        if event.action != TAXONOMY_CHANGED:
            return
        try:
            team = team_taxonomy_of(event)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            yield f"the failure terms it sets cannot be read ({type(error).__name__}: {error})"
            return
        yield from self._step(event, team)
        self._team = team

    def _step(self, event: AuditEvent, team: TeamTaxonomy) -> Iterator[str]:
        old = {change.field: change.old for change in event.changes}
        expected = {change.field: change.old for change in taxonomy_changes(self._team, team)}
        if any(old.get(name) != value for name, value in expected.items()):
            yield "the failure terms it says were in force are not those that the entries before set"
        for why in refusals(self._team, team):
            yield f"it sets failure terms that the program refuses: {why}"
        for rule in broken_form(team):
            yield f"it sets failure terms that the program refuses: {rule.where}, {rule.found}"
