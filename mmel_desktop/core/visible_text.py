"""Text from a record, to be printed among one's own lines: nothing in it acts on the reader's terminal."""

from __future__ import annotations

import unicodedata

from mmel_desktop.core.canonical import sha256_hex

LONGEST_QUOTED = 200
"""Characters of a value that a message holds."""

_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def on_one_line(text: str) -> str:
    r"""A text whose line breaks, control, direction and zero-width characters are spelled, e.g. ``\u202e``.

    A file name must not look like a line of its own, move the cursor, or turn the order of letters round.
    """
    return "".join(_visible(character) for character in text)


def quoted(value: object) -> str:
    """A recorded value in a message; of a long one its beginning, and the hash that tells it from another."""
    text = repr(value)
    if len(text) <= LONGEST_QUOTED:
        return text
    digest = sha256_hex(text.encode("utf-8", "surrogatepass"))
    return f"{text[:LONGEST_QUOTED]}… [{len(text):,} characters, SHA-256 {digest[:12]}…]"


def without_controls(text: str) -> str:
    """The same, but line breaks and tabs stay."""
    return "".join(letter if letter in "\n\t" else _visible(letter) for letter in text)


def json_without_controls(document: str) -> str:
    r"""The same JSON document, with no such character in its texts but as ``\u202e`` …: still JSON."""
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter) not in _ACTING else _json_escape(letter)
        for letter in document
    )


def _json_escape(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _ACTING:
        return character
    return character.encode("unicode_escape").decode("ascii")
