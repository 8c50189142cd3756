"""How the scripts of the scene and benchmark rooms end: an error that the caller can act on is one line."""

from __future__ import annotations

import sys
from collections.abc import Callable

from mmel_desktop.errors import MmelError


def exit_status_of(work: Callable[[], None]) -> int:
    """Do a script's work; 0, or the error's own exit code after its line was printed to standard error."""
    try:
        work()
    except MmelError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0
