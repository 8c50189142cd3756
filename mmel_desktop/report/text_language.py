"""Which language a text is in, as far as its letters tell: screen readers choose a voice by it."""

from __future__ import annotations

import unicodedata
from collections import Counter

_LANGUAGES = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "GREEK": "el", "HEBREW": "he"}
"""By the first word of a letter's Unicode name; scripts that many languages share tell nothing."""
_LONGEST_LOOK = 500


def language_of(text: str) -> str:
    """A language tag such as ``ko`` where most letters belong to one language's own script; else empty.

    Chinese characters count as Japanese as soon as a kana stands among them.
    """
    if text.isascii():
        return ""
    letters = [character for character in text[:_LONGEST_LOOK] if character.isalpha()]
    counts = Counter(_LANGUAGES.get(unicodedata.name(letter, "").split(" ")[0], "") for letter in letters)
    if counts["ja"]:
        counts["ja"] += counts.pop("zh", 0)
    if not counts:
        return ""
    language, count = counts.most_common(1)[0]
    return language if 2 * count > len(letters) else ""
