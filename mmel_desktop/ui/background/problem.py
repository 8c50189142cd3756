"""A failure in the words in which the workbench shows it: what happened, to what, what to do."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass

from mmel_desktop.errors import MmelError
from mmel_desktop.ui.error_texts import error_text
from mmel_desktop.ui.translation import tr

_SYSTEM_WORDS = frozenset(os.strerror(number) for number in errno.errorcode)


@dataclass(frozen=True)
class Problem:
    """Something went wrong.

    Attributes:
        what: what happened to what, one line.
        detail: what was found and what was expected; may be empty.
        action: what to do next; may be empty.
        is_bug: True when it is our fault and the log holds a traceback.
    """

    what: str
    detail: str = ""
    action: str = ""
    is_bug: bool = False

    @classmethod
    def from_error(cls, error: BaseException, doing: str) -> Problem:
        """Describe an exception met while ``doing`` something (e.g. ``explaining 'a.png'``)."""
        if isinstance(error, MmelError):
            parts = []
            if error.found:
                parts.append(tr("found: {what}").format(what=error_text(_inside(error.found))))
            if error.expected:
                parts.append(tr("expected {what}").format(what=error_text(error.expected)))
            return cls(
                _sentence(error_text(error.what)),
                _sentence("; ".join(parts)),
                _sentence(error_text(error.action)),
            )
        message = str(error).strip().splitlines()
        return cls(
            tr("A fault inside MMEL Desktop stopped this: {doing}").format(doing=doing),
            f"{type(error).__name__}: {message[0]}" if message else type(error).__name__,
            tr(
                "Everything you did before is saved. Help › Report what happened… makes a text for whoever "
                "helps you."
            ),
            is_bug=True,
        )

    def __str__(self) -> str:
        return " · ".join(part for part in (self.what, self.detail, self.action) if part)


def doing_text(title: str) -> str:
    """A job's title as it stands inside a sentence: "Explaining a.png" → "explaining a.png"."""
    return title[:1].lower() + title[1:]


def _inside(found: str) -> str:
    """The system's own words as they stand inside a sentence: "No such file" → "no such file"."""
    return found[:1].lower() + found[1:] if found in _SYSTEM_WORDS else found


def _sentence(text: str) -> str:
    """First letter large; the rest as it is (names keep their case)."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]
