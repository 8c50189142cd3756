"""The taxonomy of one session: the program's terms, extended by those of its team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from mmel_desktop.core.taxonomy import (
    CAUSAL_STATUSES,
    CONFIDENCES,
    EFFECTS,
    EVIDENCE,
    REVIEW_VERDICTS,
    SEVERITIES,
    STATUSES,
    TAXONOMY_VERSION,
    TRIGGERS,
    Term,
    label_of,
)
from mmel_desktop.core.team_taxonomy import EXTENDABLE, NO_TEAM, TeamTaxonomy

PROGRAM_TERMS: dict[str, tuple[Term, ...]] = {
    "effect": EFFECTS,
    "triggers": TRIGGERS,
    "evidence": EVIDENCE,
    "causal_status": CAUSAL_STATUSES,
    "confidence": CONFIDENCES,
    "status": STATUSES,
    "severity": SEVERITIES,
    "verdict": REVIEW_VERDICTS,
}
"""The program's own terms by the field of an annotation, or of a review, that holds their codes."""


@dataclass(frozen=True)
class Taxonomy:
    """Every term that a session knows, and what is offered of them.

    Attributes:
        team: what the team added.
    """

    team: TeamTaxonomy = NO_TEAM

    @property
    def version(self) -> str:
        """What a judgement is recorded with, e.g. ``mmel-failures/1 + ACME road safety 3``."""
        return f"{TAXONOMY_VERSION} + {self.team.title}" if self.team.title else TAXONOMY_VERSION

    @cached_property
    def _terms(self) -> dict[str, tuple[Term, ...]]:
        return {
            field: tuple(
                replace(term, offered=False) if term.code in self.team.hidden else term for term in terms
            )
            + (self.team.terms(field) if field in EXTENDABLE else ())
            for field, terms in PROGRAM_TERMS.items()
        }

    def terms(self, field: str) -> tuple[Term, ...]:
        """All terms of a field, the program's first; also those that are not offered any more.

        Args:
            field: a key of ``PROGRAM_TERMS``.
        """
        return self._terms[field]

    def offered(self, field: str) -> tuple[Term, ...]:
        """The terms of a field that may be chosen."""
        return tuple(term for term in self.terms(field) if term.offered)

    def term(self, field: str, code: str) -> Term | None:
        """The term of a code; None when a newer taxonomy defined it."""
        return next((term for term in self.terms(field) if term.code == code), None)

    def label(self, field: str, code: str) -> str:
        """The label of a code; the code itself when a newer taxonomy defined it."""
        return label_of(self.terms(field), code)

    def coded_label(self, code: str) -> str:
        """Code and label of an effect, as they are printed: ``A1 missed``."""
        return f"{code} {self.label('effect', code)}"


DEFAULT_TAXONOMY = Taxonomy()
"""The program's own terms alone."""
