"""Several terms of the taxonomy at once, as chips that are on or off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.panels.flow_layout import FlowLayout
from mmel_desktop.ui.taxonomy_texts import term_label, term_meaning
from mmel_desktop.ui.theme import theme_colours

_CHIP = """
QPushButton {{ border-radius: 10px; padding: 1px 8px; min-height: 16px; font-size: 11px;
    background: {surface_raised}; border: 1px solid {border}; color: {text}; }}
QPushButton:hover {{ border-color: {text_muted}; }}
QPushButton:checked {{ background: {selection}; border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 0px 7px; }}
"""


class TermChips(QWidget):
    """A set of terms. One stop of the Tab key: the arrow keys move between the chips, Space switches one.

    Attributes:
        codes_changed: the analyst switched a chip; the codes that are on, in the taxonomy's order.
    """

    codes_changed = Signal(tuple)

    def __init__(self, accessible_name: str, terms: Sequence[Term], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._chips: dict[str, QPushButton] = {}
        self._unknown: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self)
        for number, term in enumerate(terms):
            chip = QPushButton(term_label(term.label), self)
            chip.setCheckable(True)
            chip.setToolTip(term_meaning(term))
            chip.setAccessibleName(f"{accessible_name}: {term_label(term.label)}")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == 0 else Qt.FocusPolicy.ClickFocus)
            chip.clicked.connect(self._announce)
            chip.installEventFilter(self)
            self._chips[term.code] = chip
            flow.addWidget(chip)
        self._apply_theme()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that are on; those of a newer taxonomy, which have no chip, are kept at the end."""
        return (*(code for code, chip in self._chips.items() if chip.isChecked()), *self._unknown)

    def show_codes(self, codes: Sequence[str]) -> None:
        """Switch the chips without announcing it."""
        self._unknown = tuple(code for code in codes if code not in self._chips)
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)

    def chip(self, code: str) -> QPushButton:
        """The chip of a term."""
        return self._chips[code]

    def _announce(self) -> None:
        self.codes_changed.emit(self.codes)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            chips = list(self._chips.values())
            steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and watched in chips:
                self._move_focus(chips, chips.index(watched) + step)
                return True
        return super().eventFilter(watched, event)

    def _move_focus(self, chips: list[QPushButton], position: int) -> None:
        target = chips[position % len(chips)]
        for chip in chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is target else Qt.FocusPolicy.ClickFocus)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _apply_theme(self) -> None:
        self.setStyleSheet(_CHIP.format(**theme_colours().hexadecimal()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A style sheet set here changes the palette again; only a real change of theme may come through.
        if event.type() == QEvent.Type.PaletteChange and self.styleSheet() != _CHIP.format(
            **theme_colours().hexadecimal()
        ):
            self._apply_theme()
