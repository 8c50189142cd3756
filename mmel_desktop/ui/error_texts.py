"""Errors and trust checks in the user's language; what is recorded and logged stays English."""

from __future__ import annotations

import re
from functools import cache

from mmel_desktop.ui.error_phrases import ACTIONS, CHECKS, DETAILS, WHAT
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.translation import tr

_FIELD = re.compile(r"\{\d\}")


def error_text(text: str) -> str:
    """A part of an error (what, found, expected or action) in the user's language.

    Args:
        text: English, whole; one that is not in the tables comes back as it is.
    """
    return _translated(text, (*WHAT, *ACTIONS, *DETAILS))


def check_label(name: str) -> str:
    """A check's identifier as words: ``model_randomisation`` → "Model randomisation"."""
    words = name.replace("_", " ")
    labels = {
        "completeness": tr("Completeness"),
        "replay": tr("Replay"),
        "agreement": tr("Agreement"),
        "specificity": tr("Specificity"),
        "deletion": tr("Deletion"),
        "randomisation": tr("Randomisation"),
        "stability": tr("Stability"),
    }
    return labels.get(name, words[:1].upper() + words[1:])


def check_text(text: str) -> str:
    """What a trust check measured, in the user's language; it may be several known sentences."""
    whole = _translated(text, CHECKS)
    if whole != text:
        return whole
    for phrase in CHECKS:
        if text.startswith(f"{phrase} "):
            return f"{tr(phrase)} {check_text(text[len(phrase) + 1 :])}"
    return text


def _translated(text: str, phrases: tuple[str, ...]) -> str:
    for phrase, pattern in _patterns(phrases):
        match = pattern.fullmatch(text)
        if match is not None:
            # A value may be a sentence of the record itself, e.g. why a session cannot be edited.
            return tr(phrase).format(*(record_text(value) for value in match.groups()))
    return text


@cache
def _patterns(phrases: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(Phrase, its regular expression), those with most fixed words first: they fit fewest other texts."""
    ordered = sorted(phrases, key=lambda phrase: -len(_FIELD.sub("", phrase)))
    return tuple((phrase, _pattern(phrase)) for phrase in ordered)


def _pattern(phrase: str) -> re.Pattern[str]:
    fixed = (re.escape(part) for part in _FIELD.split(phrase))
    return re.compile("(.+?)".join(fixed), re.DOTALL)
