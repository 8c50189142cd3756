"""What the command line says to the shell."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes; they are a public interface."""

    DONE = 0
    BUG = 1
    BAD_INPUT = 2
    NOT_PASSED = 3
    INTERRUPTED = 130
