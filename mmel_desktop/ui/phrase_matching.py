"""Translating whole sentences that come with their names and figures already in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from mmel_desktop.ui.translation import tr

_FIELD = re.compile(r"\{\d\}")


def translated(text: str, phrases: tuple[str, ...], value_text: Callable[[str], str]) -> str | None:
    """A text in the user's language, or None when no phrase fits it.

    Args:
        text: English, whole.
        phrases: source texts with ``{0}``, ``{1}`` … for names and figures. Of those that fit, the one with
            most fixed words is taken.
        value_text: what becomes of each name and figure; a value may be a sentence of its own.
    """
    for phrase, pattern in _patterns(phrases):
        match = pattern.fullmatch(text)
        if match is not None:
            return tr(phrase).format(*(value_text(value) for value in match.groups()))
    return None


@cache
def _patterns(phrases: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(Phrase, its regular expression), those with most fixed words first: they fit fewest other texts."""
    ordered = sorted(phrases, key=lambda phrase: -len(_FIELD.sub("", phrase)))
    return tuple((phrase, _pattern(phrase)) for phrase in ordered)


def _pattern(phrase: str) -> re.Pattern[str]:
    fixed = (re.escape(part) for part in _FIELD.split(phrase))
    return re.compile("(.+?)".join(fixed), re.DOTALL)
