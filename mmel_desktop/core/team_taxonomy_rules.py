"""What a team's terms must be like, so that nobody takes one for another, in print or on the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mmel_desktop.core.known_terms import PROGRAM_TERMS
from mmel_desktop.core.lookalike_names import lookalikes
from mmel_desktop.core.taxonomy import NO_FAILURE, OTHER_EFFECT, Term
from mmel_desktop.core.team_taxonomy import EXTENDABLE, TeamTaxonomy, following, refusals
from mmel_desktop.core.visible_text import on_one_line, quoted
from mmel_desktop.errors import BadInputError

LONGEST_NAME = 80
LONGEST_VERSION = 20
LONGEST_CODE = 40
LONGEST_LABEL = 60
LONGEST_MEANING = 300

CODE_FORM = "letters, then a hyphen, then letters, digits, hyphens or dots, all ASCII, e.g. 'ROAD-E1'"
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_ALIKE = str.maketrans("oil", "011", "-._")
"""Letters that are easily read as digits, once capitals make no difference; marks that are easily missed."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and marks without a shape, beside the controls."""

ALWAYS_OFFERED = (NO_FAILURE, OTHER_EFFECT)
"""Effects that the program itself relies on."""

_PROGRAM_CODES = [term.code for terms in PROGRAM_TERMS.values() for term in terms]
_HIDEABLE = {term.code for field in EXTENDABLE for term in PROGRAM_TERMS[field]} - {*ALWAYS_OFFERED}


@dataclass(frozen=True)
class BrokenRule:
    """One thing that is wrong with a team's terms.

    Attributes:
        where: which part, e.g. ``the code of effect 2``.
        found, expected: in words.
    """

    where: str
    found: str
    expected: str


def accepted(before: TeamTaxonomy, new: TeamTaxonomy) -> TeamTaxonomy:
    """What a session knows after a team's terms were replaced (see ``following``), if they may be.

    Raises:
        BadInputError: they break a rule, alone or beside what the session knows.
    """
    after = following(before, new)
    found = [(f"{rule.where}: {rule.found}", rule.expected) for rule in broken_rules(after)]
    expected = "each code where the session knows it, and a new version for other terms"
    found += [(why, expected) for why in refusals(before, after)]
    if found and after != before:
        raise BadInputError(
            "these failure terms cannot be used in this session",
            found=found[0][0],
            expected=found[0][1],
            action="correct the file; codes that the session knows stay known",
        )
    return after


def broken_rules(team: TeamTaxonomy) -> Iterator[BrokenRule]:
    """Everything that is wrong with a team's terms; nothing when they can be used."""
    yield from broken_form(team)
    yield from _codes_alike(team)
    for field in EXTENDABLE:
        yield from _labels_alike(field, team.terms(field))
    yield from _broken_hiding(team.hidden)


def broken_form(team: TeamTaxonomy) -> Iterator[BrokenRule]:
    """What is wrong with single texts and codes: what no version of the program ever accepts."""
    if team.title or team.hidden or any(term.offered for _, term in team.by_code.values()):
        yield from _broken_text("the name", team.name, LONGEST_NAME)
        yield from _broken_text("the version", team.version, LONGEST_VERSION)
    for field in EXTENDABLE:
        for number, term in enumerate(team.terms(field), start=1):
            where = f"{field} {number}"
            if not _CODE.fullmatch(term.code) or len(term.code) > LONGEST_CODE:
                expected = f"at most {LONGEST_CODE} characters: {CODE_FORM}"
                yield BrokenRule(f"the code of {where}", ascii(term.code[: LONGEST_CODE + 1]), expected)
            yield from _broken_text(f"the label of {where}", term.label, LONGEST_LABEL)
            yield from _broken_text(f"the meaning of {where}", term.meaning, LONGEST_MEANING)
            if term.label_ko:
                yield from _broken_text(f"the Korean label of {where}", term.label_ko, LONGEST_LABEL)


def _broken_text(where: str, text: str, longest: int) -> Iterator[BrokenRule]:
    expected = f"one line of 1 to {longest} characters that can all be seen"
    if not text:
        yield BrokenRule(where, "nothing", expected)
    elif len(text) > longest:
        yield BrokenRule(where, f"{len(text):,} characters", expected)
    elif on_one_line(text) != text or any(map(_is_unseen, text)):
        yield BrokenRule(where, f"characters that cannot be seen, in {text!a}", expected)
    elif text != " ".join(text.split()):
        yield BrokenRule(where, f"spaces that cannot be told apart, in {quoted(text)}", expected)
    elif not unicodedata.is_normalized("NFC", text):
        yield BrokenRule(where, f"letters in pieces, in {text!a}", "text in Unicode's form NFC")


def _is_unseen(letter: str) -> bool:
    return letter in _UNSEEN or "VARIATION SELECTOR" in unicodedata.name(letter, "")


def _codes_alike(team: TeamTaxonomy) -> Iterator[BrokenRule]:
    looks = {_code_look(code): f"the program's own {code!r}" for code in _PROGRAM_CODES}
    places = [(field, number) for field in EXTENDABLE for number in range(len(team.terms(field)))]
    # Those that are only known come first: it is the file's own code that has to change.
    for field, number in sorted(places, key=lambda place: team.terms(place[0])[place[1]].offered):
        term, where = team.terms(field)[number], f"{field} {number + 1}"
        this = f"{term.code!r} of {where}" if term.offered else f"{term.code!r}, which the session knows"
        other = looks.setdefault(_code_look(term.code), this)
        if other != this:
            found = f"{quoted(term.code)}, which looks like {other}"
            yield BrokenRule(f"the code of {where}", found, "a code that nobody takes for another")


def _code_look(code: str) -> str:
    return code.casefold().translate(_ALIKE)


def _labels_alike(field: str, terms: tuple[Term, ...]) -> Iterator[BrokenRule]:
    program = PROGRAM_TERMS[field]
    ordered = sorted(terms, key=lambda term: term.offered)
    korean = [(term, term.label_ko) for term in ordered if term.label_ko]
    for name, labels in (
        ("label", [(term, term.label) for term in (*program, *ordered)]),
        ("Korean label", korean),
    ):
        first: dict[str, Term] = {}
        for term, label in labels:
            other = first.setdefault(_plain(label), term)
            if other is not term:
                found = f"{quoted(label)}, which is that of {other.code!r}, too"
                yield BrokenRule(f"the {name} of {quoted(term.code)}", found, "a label of its own")
    for group in lookalikes([term.label for term in (*program, *terms)]):
        found = f"{', '.join(map(ascii, group))}: letters of several alphabets that look the same"
        yield BrokenRule(f"the labels of {field}", found, "labels that nobody takes for others")


def _plain(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def _broken_hiding(hidden: tuple[str, ...]) -> Iterator[BrokenRule]:
    for position, code in enumerate(hidden):
        where = "the list of hidden terms"
        if code in ALWAYS_OFFERED:
            yield BrokenRule(where, f"{code!r}, which the program needs", "other terms of the program")
        elif code not in _HIDEABLE:
            yield BrokenRule(where, quoted(code), "codes of the program's effects, triggers or evidence")
        elif code in hidden[:position]:
            yield BrokenRule(where, f"{code!r} twice", "each code once")
