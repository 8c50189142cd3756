"""Names that a reader takes for another's: letters of several alphabets that look the same.

Names are only declared. One that mixes alphabets within a word, or reads like another name and is spelled
differently, may be an accident of a keyboard or a way to speak in somebody's name; the reader is told.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mmel_desktop.core.audit_event import AuditEvent

_CYRILLIC = ("аеорсухіјѕԁһӏвкмнтАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhlbkmhtABEKMHOPCTYXIJS")
_GREEK = ("αορνικτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aopviktyxABEZHIKMNOPTYX")
_ALIKE = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])
"""Only letters whose shape is that of a Latin one in common typefaces."""

_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")


def names_in(event: AuditEvent) -> Iterator[str]:
    """The names of people that an entry of the audit trail gives."""
    yield event.actor_name
    for change in event.changes:
        if change.field in {"reviewer", "created_by"} and isinstance(change.new, str) and change.new:
            yield change.new


def lookalikes(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of names that look the same and are not, and single names that mix alphabets in a word.

    Capitals and spaces make no other name.
    """
    by_look: dict[str, dict[str, str]] = defaultdict(dict)
    for name in sorted(names):  # the same record gives the same words
        look = unicodedata.normalize("NFKC", name).translate(_ALIKE)
        visible = "".join(letter for letter in look if unicodedata.category(letter) != "Cf")
        by_look[_plain(visible)].setdefault(_plain(unicodedata.normalize("NFC", name)), name)
    return [
        tuple(sorted(group.values()))
        for _, group in sorted(by_look.items())
        if len(group) > 1 or any(map(_mixes, group.values()))
    ]


def spelled_out(names: tuple[str, ...]) -> str:
    """Names for print, the letters that are not Latin with their code points."""
    return ", ".join(f"“{name}” ({_foreign_letters(name)})" for name in names)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def _mixes(name: str) -> bool:
    words = ({_alphabet(letter) for letter in word} for word in name.split())
    return any(len(word.intersection(_ALPHABETS)) > 1 for word in words)


def _foreign_letters(name: str) -> str:
    alphabets = dict.fromkeys(
        f"{_alphabet(letter).capitalize()} U+{ord(letter):04X}"
        for letter in name
        if _alphabet(letter) in _ALPHABETS[1:]
    )
    return ", ".join(list(alphabets)[:4]) or "Latin letters"
