"""One table of commands: complete, without clashes, and found by typing."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from mmel_desktop.core.taxonomy import SEVERITIES
from mmel_desktop.ui.commands import COMMANDS, MENUS, Command
from mmel_desktop.ui.dialogs.command_palette import CommandPalette, match_rank
from mmel_desktop.ui.dialogs.shortcut_sheet import FORM_KEYS, ShortcutSheet
from tests.ui.conftest import TestBench

TABLE = [entry for entry in COMMANDS if isinstance(entry, Command)]


def test_no_two_commands_share_a_shortcut() -> None:
    """Qt would run neither of them."""
    keys = [
        QKeySequence(part.strip()).toString()
        for command in TABLE
        for part in command.shortcut.split(";")
        if part
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_command_says_what_it_does() -> None:
    """A known menu, a sentence, and a shortcut that Qt understands."""
    for command in TABLE:
        assert command.menu in MENUS, command.name
        assert command.help.endswith("."), command.name
        for part in filter(None, command.shortcut.split(";")):
            assert not QKeySequence(part.strip()).isEmpty(), command.name


def test_every_command_is_in_a_menu_and_does_something(bench: TestBench) -> None:
    """The window refuses to start with a command that has no handler; each stands in its menu."""
    window = bench.open().window
    for command in TABLE:
        assert window.commands[command.name] in window.menus[command.menu].actions(), command.name


def test_commands_are_enabled_only_when_they_can_be_used(bench: TestBench) -> None:
    """Nothing to judge without an image, nothing to undo before the first edit."""
    workbench = bench.open()
    commands = workbench.window.commands
    assert not commands["review.wrong"].isEnabled()
    bench.open_session(workbench, images=1)
    bench.wait_idle(workbench)
    assert commands["review.wrong"].isEnabled()
    assert not commands["edit.undo"].isEnabled()
    commands["review.wrong"].trigger()
    assert commands["edit.undo"].isEnabled()
    assert "judge image_0.png" in commands["edit.undo"].text()


def test_the_palette_finds_names_before_descriptions() -> None:
    """A name that begins with the text comes first; every word must occur somewhere."""
    by_name = {command.name: command for command in TABLE}
    undo = by_name["edit.undo"]
    assert match_rank(undo, "und") == (0, "undo")
    assert match_rank(undo, "last edit") == (2, "undo")
    assert match_rank(undo, "undo zebra") is None


def test_the_palette_runs_what_was_typed(bench: TestBench) -> None:
    """Ctrl+K, a few letters, Enter."""
    workbench = bench.open_idle(images=1)
    workbench.window.commands["edit.palette"].trigger()
    palette = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CommandPalette))
    QTest.keyClicks(palette.search, "wrong reason")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert workbench.review.entry is not None
    assert workbench.review.entry.review.verdict == "right_wrong_reason"


def test_the_shortcut_sheet_opens(bench: TestBench) -> None:
    """It is made from the same table."""
    workbench = bench.open()
    workbench.window.commands["help.shortcuts"].trigger()
    sheet = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ShortcutSheet))
    assert sheet.isVisible()
    sheet.close()


def test_the_shortcut_sheet_shows_every_key_in_full(
    bench: TestBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command with a key is left out, and on an ordinary screen nothing lies beyond the edge."""

    class Screen:
        def availableSize(self) -> QSize:
            return QSize(1920, 1080)

    monkeypatch.setattr(ShortcutSheet, "screen", lambda _: Screen())
    workbench = bench.open()
    sheet = ShortcutSheet(workbench.window.commands, workbench.window)
    sheet.show()
    QApplication.processEvents()
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for command in TABLE:
        for keys in filter(None, workbench.window.commands.shortcut_text(command).split("  ")):
            assert keys in shown, command.name
    area = sheet.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    sheet.close()


@pytest.mark.parametrize(("width_px", "beside"), [(1700, 3), (1000, 2), (560, 1)])
def test_the_shortcut_sheet_is_never_wider_than_its_window(
    bench: TestBench, width_px: int, beside: int
) -> None:
    """Columns that do not fit beside the others stand below them."""
    window = bench.open().window
    sheet = ShortcutSheet(window.commands, window)
    sheet.show()
    sheet.resize(width_px, 450)
    QApplication.processEvents()
    assert sheet.area.horizontalScrollBar().maximum() == 0
    titles = {label.text(): label for label in sheet.findChildren(QLabel)}
    heads = [titles[name].mapTo(sheet, QPoint()) for name in ("Review", "View", "Tools")]
    assert len({place.x() for place in heads}) == beside
    sheet.close()


def test_the_sheet_knows_the_severities() -> None:
    """The keys of the annotation form are told with its first and last number."""
    assert FORM_KEYS[0][0] == f"Alt+0 – Alt+{len(SEVERITIES) - 1}"


def test_the_palette_begins_with_what_was_chosen_lately(bench: TestBench) -> None:
    """Across sittings; once something is typed, the best match counts again."""
    window = bench.open().window
    for text in ("reset layout", "light theme"):
        palette = CommandPalette(window.commands, bench.settings, window)
        QTest.keyClicks(palette.search, text)
        QTest.keyClick(palette.search, Qt.Key.Key_Return)
    palette = CommandPalette(window.commands, bench.settings, window)
    rows = [palette.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(3)]
    assert rows[:2] == ["view.theme_light", "view.reset_layout"]
    assert rows[2] not in rows[:2]
    QTest.keyClicks(palette.search, "about")
    assert palette.list.item(0).data(Qt.ItemDataRole.UserRole) == "help.about"
    palette.close()
    window.commands["view.theme_dark"].trigger()
