"""The terms that a team adds to the program's taxonomy, and how one set of them follows another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.taxonomy import Term

EXTENDABLE = ("effect", "triggers", "evidence")
"""The fields of an annotation for which a team may have terms of its own."""


@dataclass(frozen=True)
class TeamTaxonomy:
    """What a team adds to the program's terms, and which of those it leaves out.

    Attributes:
        name, version: what the team calls it; both empty while a session has none.
        effect, triggers, evidence: the terms by the field they stand in. Those of earlier versions of which
            a session knows are kept at the end, no longer offered.
        hidden: codes of the program's own terms that are not offered; they stay known.
    """

    name: str = ""
    version: str = ""
    effect: tuple[Term, ...] = ()
    triggers: tuple[Term, ...] = ()
    evidence: tuple[Term, ...] = ()
    hidden: tuple[str, ...] = ()

    def terms(self, field: str) -> tuple[Term, ...]:
        """The team's terms of one of the fields of ``EXTENDABLE``."""
        terms: tuple[Term, ...] = getattr(self, field)
        return terms

    @property
    def by_code(self) -> dict[str, tuple[str, Term]]:
        """Code → (field, term), of every term."""
        return {term.code: (field, term) for field in EXTENDABLE for term in self.terms(field)}

    @property
    def title(self) -> str:
        """Name and version in one text; empty while there is none."""
        return f"{self.name} {self.version}".strip()

    @property
    def sha256(self) -> str:
        """Hash of all that it says (RFC 8785): the same on every machine, whatever the file looked like."""
        return sha256_hex(canonical_bytes(team_to_json(self)))


NO_TEAM = TeamTaxonomy()


@dataclass(frozen=True)
class TeamChange:
    """What becomes different when one set of terms follows another.

    Attributes:
        before, after: what the session has, and would have.
        added: new terms.
        returned: terms that are offered again.
        retired: terms that stay known and are not offered any more.
        reworded: terms whose label or meaning changes: (as it was, as it will be).
        hidden, unhidden: codes of the program's own terms that are no longer offered, or again.
    """

    before: TeamTaxonomy
    after: TeamTaxonomy
    added: tuple[Term, ...] = ()
    returned: tuple[Term, ...] = ()
    retired: tuple[Term, ...] = ()
    reworded: tuple[tuple[Term, Term], ...] = ()
    hidden: tuple[str, ...] = ()
    unhidden: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """True when both are the same."""
        return self.before == self.after


def following(before: TeamTaxonomy, new: TeamTaxonomy) -> TeamTaxonomy:
    """What a session knows after a team's terms were replaced: the new ones, and every earlier one.

    A code that was ever known may stand in a mark, in the history of one, or in a report that was given out:
    it stays known and is only no longer offered.
    """
    later = new.by_code

    def all_of(field: str) -> tuple[Term, ...]:
        earlier = (term for term in before.terms(field) if term.code not in later)
        return (*new.terms(field), *(replace(term, offered=False) for term in earlier))

    return replace(new, effect=all_of("effect"), triggers=all_of("triggers"), evidence=all_of("evidence"))


def team_change(before: TeamTaxonomy, after: TeamTaxonomy) -> TeamChange:
    """How two sets of terms differ, in the order of the later one."""
    known = {code: term for code, (_, term) in before.by_code.items()}
    later = [term for _, term in after.by_code.values()]
    pairs = [(known[term.code], term) for term in later if term.code in known]
    return TeamChange(
        before,
        after,
        added=tuple(term for term in later if term.code not in known),
        returned=tuple(new for old, new in pairs if new.offered and not old.offered),
        retired=tuple(new for old, new in pairs if old.offered and not new.offered),
        reworded=tuple((old, new) for old, new in pairs if _words(old) != _words(new)),
        hidden=tuple(code for code in after.hidden if code not in before.hidden),
        unhidden=tuple(code for code in before.hidden if code not in after.hidden),
    )


def refusals(before: TeamTaxonomy, after: TeamTaxonomy) -> Iterator[str]:
    """Why one set of terms cannot follow another, in words; nothing when it can."""
    later = after.by_code
    for code, (field, _) in before.by_code.items():
        if code not in later:
            yield f"the code {code!r}, which the session knows, is gone"
        elif later[code][0] != field:
            yield f"the code {code!r} stands among {later[code][0]}, where the session knows it as {field}"
    if before != after and after.title and (before.name, before.version) == (after.name, after.version):
        yield f"it calls itself {after.title!r}, as the session's own does, and says something else"


def team_to_json(team: TeamTaxonomy) -> dict[str, Any]:
    """JSON-ready form; :func:`team_from_json` reads it back."""
    return {
        "name": team.name,
        "version": team.version,
        "hidden": list(team.hidden),
        "terms": [
            {
                "field": field,
                "code": term.code,
                "label": term.label,
                "meaning": term.meaning,
                "label_ko": term.label_ko,
                "offered": term.offered,
            }
            for field in EXTENDABLE
            for term in team.terms(field)
        ],
    }


def team_from_json(document: Mapping[str, Any]) -> TeamTaxonomy:
    """Inverse of :func:`team_to_json`; what the terms say is not judged here.

    Raises:
        ValueError: it is not such a document (KeyError and TypeError likewise).
    """
    terms: dict[str, list[Term]] = {field: [] for field in EXTENDABLE}
    for entry in _list(document["terms"]):
        plain = {name: _text(entry[name]) for name in ("code", "label", "meaning", "label_ko")}
        if type(entry["offered"]) is not bool:
            raise TypeError("whether a term is offered is neither true nor false")
        terms[entry["field"]].append(Term(**plain, by_team=True, offered=entry["offered"]))
    return TeamTaxonomy(
        _text(document["name"]),
        _text(document["version"]),
        **{field: tuple(entries) for field, entries in terms.items()},
        hidden=tuple(_text(code) for code in _list(document["hidden"])),
    )


def _words(term: Term) -> tuple[str, str, str]:
    return term.label, term.meaning, term.label_ko


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value
