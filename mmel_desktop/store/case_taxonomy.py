"""The failure terms of a case: those of the program and of its team, kept in the audit trail alone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.taxonomy_trail import (
    TAXONOMY_CHANGED,
    TAXONOMY_ENTITY,
    taxonomy_changes,
    team_taxonomy_of,
)
from mmel_desktop.core.team_taxonomy import TeamTaxonomy
from mmel_desktop.core.team_taxonomy_rules import accepted
from mmel_desktop.store.audit_log import read_event, read_head, read_last, read_session_id
from mmel_desktop.store.open_case import OpenCase
from mmel_desktop.store.stored_values import stored_values


class CaseTaxonomy(OpenCase):
    """What the codes of a case mean; changing it is an audited act, which no undo takes back."""

    _known = (0, DEFAULT_TAXONOMY)
    """Up to which entry the trail was searched for failure terms, and those found."""

    def taxonomy(self) -> Taxonomy:
        """Every term that the case knows.

        Raises:
            SessionError: what the trail says of them cannot be read.
        """
        with self._reading() as db:
            return self._read_taxonomy(db)

    def set_taxonomy(self, team: TeamTaxonomy, *, file_name: str = "", file_sha256: str = "") -> Taxonomy:
        """Replace the team's terms; those the case knew stay known, though no longer offered.

        Nothing is recorded when the case has these terms already.

        Args:
            team: what the team adds; ``NO_TEAM`` to offer the program's terms alone.
            file_name, file_sha256: the file they come from, for the record.

        Raises:
            BadInputError: they break a rule, alone or beside what the case knows.
        """
        with self._editing() as edit:
            before = self._read_taxonomy(edit.db).team
            after = accepted(before, team)
            if after == before:
                return Taxonomy(before)
            changes = taxonomy_changes(before, after, file_name=file_name, file_sha256=file_sha256)
            edit.log.append(edit.db, TAXONOMY_CHANGED, TAXONOMY_ENTITY, read_session_id(edit.db), changes)
            return Taxonomy(after)

    def _read_taxonomy(self, db: Session) -> Taxonomy:
        """Within a transaction in which nothing was written yet: what is rolled back must not be kept."""
        head = read_head(db)
        seen, taxonomy = self._known
        if sequence := read_last(db, (TAXONOMY_CHANGED,), seen):
            with stored_values():
                taxonomy = Taxonomy(team_taxonomy_of(read_event(db, sequence)))
        self._known = (head.sequence if head else 0, taxonomy)
        return taxonomy
