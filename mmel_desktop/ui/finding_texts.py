"""What a verification found, in the user's language; the result itself stays English."""

from __future__ import annotations

from mmel_desktop.core.sign_off import SIGN_OFF_MEANINGS
from mmel_desktop.ui.error_texts import error_text
from mmel_desktop.ui.finding_phrases import FACT_NAMES, MESSAGES, PLACES, VALUES
from mmel_desktop.ui.phrase_matching import translated
from mmel_desktop.ui.taxonomy_texts import term_label
from mmel_desktop.ui.translation import tr

_MEANINGS = {term.code: term.label for term in SIGN_OFF_MEANINGS}


def place_text(where: str) -> str:
    """Where something was found; a file's or table's own name stays as it is."""
    found = translated(where, PLACES, _value_in_place)
    return where if found is None else found


def message_text(message: str) -> str:
    """What was found; what SQLite or a library said itself stays as it is."""
    found = translated(message, MESSAGES, _value_text)
    return error_text(message) if found is None else found


def fact_name(name: str) -> str:
    """What a fact is about, as a heading."""
    found = translated(name, FACT_NAMES, str)
    found = tr(name) if found is None else found
    return found[:1].upper() + found[1:]


def fact_text(value: str) -> str:
    """What a fact says; names, hashes and figures stay as they are."""
    return _value_text(value)


def _value_in_place(value: str) -> str:
    """A place inside a place, e.g. the entry of a report's audit trail. A name alone is never a place."""
    places = tuple(phrase for phrase in PLACES if "{0}" in phrase or phrase == "an unknown image")
    found = translated(value, places, str)
    return value if found is None else found


def _value_text(value: str) -> str:
    found = translated(value, VALUES, _value_text)
    if found is not None:
        return found
    return term_label(_MEANINGS[value]) if value in _MEANINGS else value
