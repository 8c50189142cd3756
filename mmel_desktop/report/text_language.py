"""Which language a text is in, as far as its letters tell: screen readers choose a voice by it."""

from __future__ import annotations

import unicodedata
from collections import Counter

_LANGUAGES = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "CYRILLIC": "und-Cyrl",
    "ARABIC": "und-Arab",
}
"""By the first word of a letter's Unicode name. A script that many languages share tells only that a text is
in that script, and not in the document's language: ``und`` (BCP 47) claims no more."""
_LONGEST_LOOK = 500
_FEWEST_FOR_CHINESE = 12
"""Names in Japanese often have no kana; sentences of some length always do."""


def language_of(text: str) -> str:
    """A language tag such as ``ko`` where most letters are of another script than the report's; else empty.

    Chinese characters count as Japanese as soon as a kana stands among them, and as ``und-Hani`` where so few
    stand alone that they may be either.
    """
    if text.isascii():
        return ""
    letters = [character for character in text[:_LONGEST_LOOK] if character.isalpha()]
    counts = Counter(_LANGUAGES.get(unicodedata.name(letter, "").split(" ")[0], "") for letter in letters)
    if counts["ja"]:
        counts["ja"] += counts.pop("zh", 0)
    if not counts:
        return ""
    if 0 < counts["zh"] < _FEWEST_FOR_CHINESE:
        counts["und-Hani"] = counts.pop("zh")
    language, count = counts.most_common(1)[0]
    return language if 2 * count > len(letters) else ""
