"""One step of the guided tour: what to do, where, and how the tour knows that it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

if TYPE_CHECKING:
    from mmel_desktop.ui.main_window import MainWindow


def _nothing(_window: MainWindow) -> None:
    """A step that needs no preparation and shows nothing by itself."""


@dataclass(frozen=True)
class TourStep:
    """One step.

    Attributes:
        title: what the step is about.
        text: gives the one or two sentences; called anew while the step is shown, since scores may arrive.
        target: the widget the step points at; None for none.
        prepare: brings the target to the front.
        done: True once the user did it; None for a step that is only read.
        show_me: does it for the user; None when there is nothing to do.
        spot: the row of a list that is meant, as (list, row): the ring goes around it, not around the target.
    """

    title: str
    text: Callable[[MainWindow], str]
    target: Callable[[MainWindow], QWidget | None]
    prepare: Callable[[MainWindow], None] = field(default=_nothing)
    done: Callable[[MainWindow], bool] | None = None
    show_me: Callable[[MainWindow], object] | None = None
    spot: Callable[[MainWindow], tuple[QAbstractItemView, int] | None] | None = None
