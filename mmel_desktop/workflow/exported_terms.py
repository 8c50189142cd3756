"""The failure terms of a session as they stand in exports: a reader needs neither program nor file."""

from __future__ import annotations

from typing import Any

from mmel_desktop.core.known_terms import PROGRAM_TERMS, Taxonomy
from mmel_desktop.core.taxonomy import Term
from mmel_desktop.core.team_taxonomy import EXTENDABLE


def terms_document(taxonomy: Taxonomy) -> dict[str, Any]:
    """Every term by the field it stands in, as JSON values; a team's are marked ``by_team``."""
    document: dict[str, Any] = {
        "version": taxonomy.version,
        "terms": {field: [_term(term) for term in taxonomy.terms(field)] for field in PROGRAM_TERMS},
    }
    if taxonomy.team.title:
        team = taxonomy.team
        document["team"] = {"name": team.name, "version": team.version, "sha256": team.sha256}
    return document


def team_terms_entry(taxonomy: Taxonomy) -> dict[str, Any]:
    """What a team added, under the key ``taxonomy``; nothing while there is nothing to tell."""
    terms = {field: [_term(term) for term in taxonomy.team.terms(field)] for field in EXTENDABLE}
    if not any(terms.values()):
        return {}
    return {"taxonomy": {"version": taxonomy.version, "terms": terms}}


def _term(term: Term) -> dict[str, Any]:
    """What is not as with the program's own terms is said; else nothing is, as before there were others."""
    entry: dict[str, Any] = {"code": term.code, "label": term.label, "meaning": term.meaning}
    if term.by_team:
        entry["by_team"] = True
    if term.label_ko:
        entry["label_ko"] = term.label_ko
    if not term.offered:
        entry["offered"] = False
    return entry
