"""Known errors: what the user can act on.

A :class:`MmelError` says *what* went wrong with *which* thing, what was *found*, what was *expected* and
what to
*do*. Everything else that escapes is a bug: it is logged with its traceback and never shown as the user's
fault.
"""

from __future__ import annotations


class MmelError(Exception):
    """A failure with an explanation the user can act on.

    Args:
        what: the thing and what is wrong with it, e.g. ``"cannot read image 'a.png'"``.
        found: what was met, in plain words (optional).
        expected: what would have been accepted (optional).
        action: what to do next (optional).
    """

    exit_code = 2

    def __init__(self, what: str, *, found: str = "", expected: str = "", action: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.found = found
        self.expected = expected
        self.action = action

    def __str__(self) -> str:
        """One line: what; found; expected; what to do."""
        parts = [self.what]
        if self.found:
            parts.append(f"found {self.found}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.action:
            parts.append(self.action)
        return "; ".join(" ".join(part.split()) for part in parts)


class BadInputError(MmelError):
    """An image, a prompt or an option cannot be used."""


class ImageInputError(BadInputError):
    """An image file cannot be decoded safely."""


class ModelError(MmelError):
    """A model cannot be found, loaded or trusted."""


class UnsupportedModelError(ModelError):
    """The model loads, but its architecture cannot be explained; the text names what is supported."""


class ExplanationError(MmelError):
    """An explanation could not be computed; the run is recorded as failed."""


class SessionError(MmelError):
    """A session file cannot be created, opened, written or trusted."""


class OlderFormError(SessionError):
    """A session of an older schema cannot be upgraded: its tables are not those of that schema."""


class SessionLockedError(SessionError):
    """Another instance is writing this session file; the text names it."""


class SessionReadOnlyError(SessionError):
    """The edit was refused because the session is open for reading only or signed off."""


class ReportError(MmelError):
    """A report cannot be written or read."""


class MissingResourceError(MmelError):
    """A file that ships with the program is not there: the installation is incomplete."""


class OperationCancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user asked to stop; what was finished before stays."""
