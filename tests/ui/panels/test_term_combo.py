"""A choice of one term in a narrow form."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from mmel_desktop.core.taxonomy import CAUSAL_STATUSES
from mmel_desktop.ui.panels.term_combo import TermCombo


def test_a_term_that_is_too_long_ends_in_dots_and_one_that_fits_does_not(qtbot: QtBot) -> None:
    """Not in the middle of a letter, and the choice itself stays whole."""
    combo = TermCombo("Causal status", CAUSAL_STATUSES)
    qtbot.addWidget(combo)
    combo.show_code(max(CAUSAL_STATUSES, key=lambda term: len(term.label)).code)
    combo.resize(90, combo.sizeHint().height())
    combo.show()
    assert combo.fitting_text().endswith("…")
    assert not combo.currentText().endswith("…")
    narrow = combo.grab().toImage()
    combo.resize(900, combo.height())
    assert combo.fitting_text() == combo.currentText()
    assert combo.grab().toImage().width() > narrow.width()
