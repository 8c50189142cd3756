"""Several terms of the taxonomy at once, as chips that are on or off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.panels.flow_layout import FlowLayout
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.taxonomy_texts import term_meaning, term_text
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
        self._name = accessible_name
        self._offered: set[str] = set()
        self._chips: dict[str, QPushButton] = {}
        self._unknown: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self.offer(terms)
        self._apply_theme()

    def offer(self, terms: Sequence[Term]) -> None:
        """Replace the terms. One that is no longer offered has a chip while it is on."""
        shown = self.codes
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._offered = {term.code for term in terms if term.offered}
        self._chips = {term.code: self._make_chip(term) for term in terms}
        self.show_codes(shown)

    def _make_chip(self, term: Term) -> QPushButton:
        chip = QPushButton(term_text(term).replace("&", "&&"), self)
        chip.setCheckable(True)
        chip.setToolTip(plain_tip(term_meaning(term)))
        chip.setAccessibleName(f"{self._name}: {term_text(term)}")
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.clicked.connect(self._announce)
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        return chip

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that are on; those of a newer taxonomy, which have no chip, are kept at the end."""
        return (*(code for code, chip in self._chips.items() if chip.isChecked()), *self._unknown)

    def show_codes(self, codes: Sequence[str]) -> None:
        """Switch the chips without announcing it."""
        self._unknown = tuple(code for code in codes if code not in self._chips)
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)
            chip.setVisible(code in self._offered or code in codes)
        self._keep_a_way_in()
        self.updateGeometry()

    def chip(self, code: str) -> QPushButton:
        """The chip of a term."""
        return self._chips[code]

    def _reachable(self) -> list[QPushButton]:
        return [chip for chip in self._chips.values() if not chip.isHidden()]

    def _keep_a_way_in(self) -> None:
        """One of the chips that can be seen takes the Tab key."""
        chips = self._reachable()
        for chip in self._chips.values():
            if chip not in chips:
                chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if chips and not any(chip.focusPolicy() == Qt.FocusPolicy.StrongFocus for chip in chips):
            chips[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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
            chips = self._reachable()
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
