"""Good news for the analyst."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Notice:
    """Good news that stays until dismissed, or until there is newer.

    Attributes:
        text: what was done.
        path: the file it made; None when there is none.
        actions: what can be done about it: text of a button, and what it does. Pressing one dismisses it.
    """

    text: str
    path: Path | None = None
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
