"""Foreign text in tooltips and labels: names, prompts and comments are shown letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocumentFragment
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.panels.annotation_table import AnnotationTableModel
from mmel_desktop.ui.panels.elided_label import ElidedLabel
from mmel_desktop.ui.panels.jobs_bar import MessageRow
from mmel_desktop.ui.panels.prompts_model import PromptsModel
from mmel_desktop.ui.panels.term_chips import TermChips
from mmel_desktop.ui.panels.term_combo import TermCombo
from mmel_desktop.ui.plain_tip import LONGEST_LINE, plain_tip
from mmel_desktop.ui.welcome_page import WelcomePage

PICTURE = '<img src="file:///etc/x.png"> & so'
HOSTILE = (
    PICTURE,
    "<b>bold</b> & <i>so</i>",
    "<a href='https://example.org'>here</a>",
    "&lt;b&gt; stays as written",
    "first line\n<table><tr><td>second  line",
)


def letters(tip: str) -> str:
    """What Qt shows of a tooltip: its markup read, if it takes it for markup."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if QtGui.Qt.mightBeRichText(tip) else tip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_shown_letter_by_letter(text: str) -> None:
    """Nothing is formatted, linked or loaded; lines and spaces stay."""
    assert letters(plain_tip(text)) == text
    assert "<img" not in plain_tip(text)


def test_hidden_characters_are_spelled() -> None:
    """A name cannot turn round the letters behind it; line breaks stay."""
    assert plain_tip("gnp.\u202eexe\u200b\nsecond") == "gnp.\\u202eexe\\u200b\nsecond"


def test_ordinary_text_stays_plain_and_long_text_wraps() -> None:
    """Qt wraps markup only, so a long comment is markup although it has none itself."""
    assert plain_tip("a < b & c") == "a < b & c"
    long = "word " * LONGEST_LINE
    assert QtGui.Qt.mightBeRichText(plain_tip(long))
    assert letters(plain_tip(long)) == long


def test_a_teams_words_are_no_markup_in_a_tooltip(qtbot: QtBot) -> None:
    """A picture that a sentence names is not loaded, neither from a chip nor from a list."""
    term = Term("X-1", "x", PICTURE, by_team=True)
    chips, combo = TermChips("Causes", (term,)), TermCombo("Effect", (term,))
    qtbot.addWidget(chips)
    qtbot.addWidget(combo)
    combo.show_code("X-1")
    chip = chips.findChild(QPushButton)
    assert chip is not None
    for tip in (chip.toolTip(), combo.toolTip(), combo.itemData(0, Qt.ItemDataRole.ToolTipRole)):
        assert letters(tip) == PICTURE


def test_prompts_and_cut_labels_are_no_markup(qtbot: QtBot) -> None:
    """A prompt's row says what was written, to screen readers without any markup of ours."""
    prompts = PromptsModel()
    prompts.show((PICTURE,), None)
    index = prompts.index(0, 0)
    assert letters(index.data(Qt.ItemDataRole.ToolTipRole)).startswith(f"{PICTURE}\n")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{PICTURE};")
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(50, 20)
    label.show_text(f"{PICTURE}\u202e")
    assert letters(label.toolTip()) == f"{PICTURE}\\u202e"


def test_the_places_of_recent_sessions_are_no_markup(qtbot: QtBot) -> None:
    """A folder may be called as one likes."""
    page = WelcomePage(QAction("New"), QAction("Open"), QAction("Demo"))
    qtbot.addWidget(page)
    path = Path("/cases") / "<b>x<br>" / "a.mmel"
    page.show_recent((path,))
    assert str(path) in {letters(button.toolTip()) for button in page.findChildren(QPushButton)}


def test_a_comment_is_no_markup_in_the_table() -> None:
    """The tooltip of a row of annotations."""
    table = AnnotationTableModel()
    table.show((Annotation("mark", "image", 1, Geometry("image"), comment=f"{PICTURE}\u202e"),))
    tip = letters(table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert tip.endswith(f"{PICTURE}\\u202e")


def test_a_message_spells_what_a_file_name_hides(qtbot: QtBot) -> None:
    """Both its lines are plain text."""
    row = MessageRow("warn", "cannot open <b>x</b>\u202egnp", "found\u200b nothing")
    qtbot.addWidget(row)
    assert row.what_label.text() == "cannot open <b>x</b>\\u202egnp"
    assert row.detail_label.text() == "found\\u200b nothing"
    assert {label.textFormat() for label in (row.what_label, row.detail_label)} == {Qt.TextFormat.PlainText}
