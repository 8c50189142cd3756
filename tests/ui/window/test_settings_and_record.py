"""Settings, own shortcuts, the report about a problem, and what is done with the record."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.ui.dialogs.export_dialog import ExportDialog
from mmel_desktop.ui.dialogs.prompts_editor import PromptsEditor
from mmel_desktop.ui.dialogs.reopen_dialog import ReopenDialog
from mmel_desktop.ui.dialogs.reviewer_dialog import ReviewerDialog
from mmel_desktop.ui.dialogs.settings_dialog import SettingsDialog
from mmel_desktop.ui.dialogs.shortcut_editor import ShortcutEditor
from mmel_desktop.ui.dialogs.sign_off_dialog import SignOffDialog
from mmel_desktop.ui.dialogs.verification_view import VerificationView
from mmel_desktop.ui.happening_report import happening_report, without_private_data
from mmel_desktop.ui.theme import theme_colours
from mmel_desktop.workflow.export_session import EXPORT_FORMATS
from tests.factories import ACTOR
from tests.ui.conftest import PROMPTS, TestBench


def test_own_keys_replace_the_delivered_ones_and_are_kept(bench: TestBench) -> None:
    """The new key works at once and after a restart; the old one does not."""
    workbench = bench.open()
    window = workbench.window
    editor = ShortcutEditor(window.commands, window.shortcuts)
    editor.choose("review.next")
    editor.field.setKeySequence(QKeySequence("Ctrl+Alt+N"))
    editor.keep()
    assert window.commands["review.next"].shortcut() == QKeySequence("Ctrl+Alt+N")
    bench.close(workbench)
    again = bench.open().window
    assert again.commands["review.next"].shortcut() == QKeySequence("Ctrl+Alt+N")
    editor = ShortcutEditor(again.commands, again.shortcuts)
    editor.reset_all_button.click()
    editor.keep()
    assert again.commands["review.next"].shortcut() == QKeySequence("N")


@pytest.mark.parametrize("keys", ["Return", "Space", "Escape", "Shift+Left", "PgDown", "Delete"])
def test_keys_that_move_about_in_the_window_are_refused(bench: TestBench, keys: str) -> None:
    """A command that took them would take them from every list, button and field."""
    window = bench.open().window
    editor = ShortcutEditor(window.commands, window.shortcuts)
    editor.choose("review.next")
    editor.field.setKeySequence(QKeySequence(keys))
    assert "cannot be a command’s" in editor.message.text()
    assert editor.keys["review.next"] == "N"
    editor.field.setKeySequence(QKeySequence("Ctrl+Alt+Right"))
    assert editor.keys["review.next"] == "Ctrl+Alt+Right"


def test_keys_that_belong_to_another_command_are_refused(bench: TestBench, qtbot: QtBot) -> None:
    """The editor says whose they are, changes nothing, and shows the keys that count."""
    window = bench.open().window
    editor = ShortcutEditor(window.commands, window.shortcuts)
    editor.choose("review.next")
    editor.field.setKeySequence(QKeySequence("Ctrl+K"))
    assert "Find a command" in editor.message.text()
    assert editor.keys["review.next"] == "N"
    qtbot.waitUntil(lambda: editor.field.keySequence() == QKeySequence("N"), timeout=10_000)
    assert "Find a command" in editor.message.text()


def test_a_refused_press_of_a_key_leaves_the_old_keys(bench: TestBench, qtbot: QtBot) -> None:
    """Pressed, not set: the field empties itself first. Only the button takes keys away."""
    window = bench.open().window
    editor = ShortcutEditor(window.commands, window.shortcuts)
    qtbot.addWidget(editor)
    editor.show()
    editor.choose("view.heat")
    QTest.keyClick(editor.field, Qt.Key.Key_N)
    assert "Next unreviewed" in editor.message.text()
    assert editor.keys["view.heat"] == "H"
    QTest.keyClick(editor.field, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert editor.keys["view.heat"] == "Ctrl+F9"
    editor.remove_button.click()
    assert editor.keys["view.heat"] == ""
    editor.reset_button.click()
    assert editor.keys["view.heat"] == "H"


def test_delivered_keys_that_were_given_away_do_not_come_back_twice(bench: TestBench) -> None:
    """Qt runs neither of two commands with the same keys."""
    window = bench.open().window
    editor = ShortcutEditor(window.commands, window.shortcuts)
    editor.choose("review.next")
    editor.field.setKeySequence(QKeySequence("Ctrl+Alt+N"))
    editor.choose("tool.box")
    editor.field.setKeySequence(QKeySequence("N"))
    editor.choose("review.next")
    editor.reset_button.click()
    assert "Box" in editor.message.text()
    assert editor.keys["review.next"] == "Ctrl+Alt+N"
    editor.choose("tool.box")
    editor.reset_button.click()
    editor.choose("review.next")
    editor.reset_button.click()
    assert editor.keys["review.next"] == "N"


def test_keys_go_to_the_command_that_was_searched_for(bench: TestBench) -> None:
    """The field shows and changes the keys of a command in sight, and of none where nothing is found."""
    window = bench.open().window
    editor = ShortcutEditor(window.commands, window.shortcuts)
    editor.search.setText("polygon")
    assert editor.field.keySequence() == QKeySequence("Shift+P")
    editor.field.setKeySequence(QKeySequence("Ctrl+F9"))
    assert editor.keys["tool.polygon"] == "Ctrl+F9"
    assert editor.keys["file.new"] == "Ctrl+N"
    editor.search.setText("no such command")
    assert editor.field.keySequence().isEmpty()
    assert not editor.field.isEnabled()
    editor.search.clear()
    assert editor.field.isEnabled()


def test_settings_are_taken_over(bench: TestBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Theme and blind review change at once, the language at the next start, and all of it is kept."""

    def choose(dialog: SettingsDialog) -> int:
        dialog.language.setCurrentIndex(dialog.language.findData("ko"))
        dialog.theme.setCurrentIndex(dialog.theme.findData("light"))
        dialog.blind.setChecked(True)
        dialog.names_hidden.setChecked(True)
        return int(SettingsDialog.DialogCode.Accepted)

    monkeypatch.setattr(SettingsDialog, "exec", choose)
    workbench = bench.open()
    workbench.window.commands["edit.settings"].trigger()
    assert not theme_colours().is_dark
    assert workbench.review.blind
    assert workbench.review.names_hidden
    assert "started again" in workbench.window.jobs_bar.messages[0].what_label.text()
    bench.close(workbench)
    again = bench.open()
    assert again.language == "ko"
    assert again.review.blind
    assert again.window.menus["File"].title() == "파일"


def test_many_prompts_are_written_at_once(bench: TestBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """One per line, cleaned; one undo takes all of them back."""

    def write(dialog: PromptsEditor) -> int:
        dialog.text.setPlainText("a bus\n\n  a   tram \na bus\n")
        return int(PromptsEditor.DialogCode.Accepted)

    monkeypatch.setattr(PromptsEditor, "exec", write)
    workbench = bench.open()
    bench.open_session(workbench, images=0)
    workbench.window.commands["edit.prompts"].trigger()
    assert workbench.session.info is not None
    assert workbench.session.info.prompts == ("a bus", "a tram")
    workbench.window.commands["edit.undo"].trigger()
    assert workbench.session.info.prompts == PROMPTS


def test_a_set_is_appended_without_what_stands_there_already(bench: TestBench, qtbot: QtBot) -> None:
    """And what is typed then goes on after the last prompt."""
    window = bench.open().window
    editor = PromptsEditor(("a pedestrian", "a lamp"), window.presets, window)
    qtbot.addWidget(editor)
    name = next(name for name, prompts in editor._sets.items() if "a pedestrian" in prompts)
    editor.preset.activated.emit(editor.preset.findText(name))
    lines = editor.text.toPlainText().splitlines()
    assert lines[:2] == ["a pedestrian", "a lamp"]
    assert len(lines) == len(set(lines)) == len(editor._sets[name]) + 1
    QTest.keyClicks(editor.text, " at night")
    assert editor.prompts[-1] == f"{lines[-1]} at night"


def test_a_signed_off_session_is_read_only_until_it_is_reopened(
    bench: TestBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verdicts, prompts and notes are locked with a reason on the screen; reopening asks why."""
    monkeypatch.setattr(SignOffDialog, "exec", lambda _: 1)

    def give_reason(dialog: ReopenDialog) -> int:
        QTest.keyClicks(dialog._reason, "one image was missed")
        return 1

    monkeypatch.setattr(ReopenDialog, "exec", give_reason)
    workbench = bench.open_idle(images=1)
    window = workbench.window
    assert not window.commands["review.reopen"].isEnabled()
    workbench.state.choose_tool("box")
    window.commands["review.sign_off"].trigger()
    qtbot.waitUntil(lambda: not workbench.session.writable, timeout=60_000)
    bench.wait_idle(workbench)
    assert "signed off" in window.read_only_note.text.text()
    for tool in ("box", "polygon", "brush", "point"):
        assert not window.commands[f"tool.{tool}"].isEnabled(), tool
    assert workbench.state.tool == "select"
    assert not window.verdict_bar.buttons["right"].isEnabled()
    assert window.verdict_bar.notes.isReadOnly()
    assert not window.prompts.new_prompt.isEnabled()
    assert not window.commands["review.sign_off"].isEnabled()
    window.read_only_note.button.click()
    assert workbench.session.writable
    assert not window.read_only_note.isVisible()
    assert window.verdict_bar.buttons["right"].isEnabled()
    assert workbench.session.store is not None
    assert workbench.session.store.audit_events()[-1].reason == "one image was missed"


def test_data_are_exported_from_the_menu(
    bench: TestBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chosen format is written where the analyst said, and the message names the file."""
    monkeypatch.setattr(ExportDialog, "exec", lambda _: 1)
    workbench = bench.open()
    monkeypatch.setattr(bench.paths, "data_export", lambda *_: bench.folder / "export.json", raising=False)
    bench.open_session(workbench, images=1)
    bench.wait_idle(workbench)
    workbench.window.commands["file.export_data"].trigger()
    qtbot.waitUntil((bench.folder / "export.json").is_file, timeout=60_000)
    bench.wait_idle(workbench)
    assert "export.json" in workbench.window.jobs_bar.messages[-1].what_label.text()


def test_enter_goes_on_with_the_format_that_was_clicked(bench: TestBench, qtbot: QtBot) -> None:
    """The dialog begins at the choices; a click on one of them leaves the main button the default one."""
    dialog = ExportDialog(EXPORT_FORMATS, bench.open().window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: isinstance(dialog.focusWidget(), QRadioButton))
    dialog.accept_button.setFocus()
    # The main button has the accent colour: a pixel inside its frame, left of its text.
    accent = dialog.accept_button.grab().toImage().pixelColor(5, dialog.accept_button.height() // 2)
    assert accent.name() == theme_colours().accent
    choice = dialog.findChildren(QRadioButton)[2]
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.code == EXPORT_FORMATS[2].code


def test_a_report_about_a_problem_names_nothing_private(tmp_path: Path) -> None:
    """Folders, file names, quoted texts and the account are replaced; the program's own lines stay."""
    lines = [
        f"2026-01-01 ERROR cannot read '/home/{getpass.getuser()}/secret/patient 7.png'",
        "explaining “a worker without a hat”",
        '  File "/usr/lib/python3/mmel_desktop/ui/app.py", line 12, in run',
        "opened holiday.JPG in C:\\Users\\me\\pictures",
    ]
    text = "\n".join(without_private_data(lines))
    for private in ("secret", "patient", "hat", "holiday", "pictures", "/usr/lib"):
        assert private not in text, private
    assert "app.py, line 12, in run" in text
    log = tmp_path / "workbench.log"
    log.write_text("started\n", encoding="utf-8")
    report = happening_report(None, 0, log)
    assert "no session open" in report
    assert report.endswith("started")


def test_everything_can_be_reached_by_keyboard(bench: TestBench) -> None:
    """Tab comes to every enabled field and button of the window; each says its name to a screen reader."""
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    workbench = bench.open_idle(images=2)
    fields = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for widget in workbench.window.findChildren(kind)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]
    assert len(fields) > 12
    nameless = [
        widget
        for widget in fields
        if not (
            widget.accessibleName()
            or (isinstance(widget, QAbstractButton) and (widget.text() or widget.toolTip()))
            or isinstance(widget.parentWidget(), QComboBox)
        )
    ]
    assert nameless == []


def test_what_is_typed_into_a_dialog_arrives_in_its_field(bench: TestBench, qtbot: QtBot) -> None:
    """The keyboard stands in the first field: a space in the reason does not press "Cancel"."""
    window = bench.open().window
    reopen, reviewer = ReopenDialog(window), ReviewerDialog(ACTOR, window)
    for dialog, field in ((reopen, reopen._reason), (reviewer, reviewer.name)):
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=60_000)
        assert dialog.focusWidget() is field
        QTest.keyClicks(dialog.focusWidget(), "one was missed")
        assert dialog.isVisible()
        assert field.text() == "one was missed"
        dialog.close()


def test_a_verification_is_read_without_scrolling_sideways(
    bench: TestBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash at the end of the chain stands there whole, and no name of a fact is broken."""

    class Screen:
        def availableSize(self) -> QSize:
            return QSize(1920, 1080)

    monkeypatch.setattr(VerificationView, "screen", lambda _: Screen())
    facts = (("Chain head", "0123456789abcdef" * 4), ("Audit entries", "32"))
    result = VerificationResult("/tmp/case.mmel", (), facts)
    view = VerificationView(result, bench.open().window)
    view.show()
    QApplication.processEvents()
    area = view.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    view.close()


def test_a_key_the_user_gave_away_long_ago_stays_his(bench: TestBench) -> None:
    """A version that delivers a command with that key takes it from nobody, and neither goes dead."""
    bench.settings.setValue("shortcuts/view.dashboard", "P")
    commands = bench.open().window.commands
    assert commands["view.dashboard"].shortcut() == QKeySequence("P")
    assert commands["view.peek"].shortcuts() == []
    assert commands["edit.redo"].shortcuts() == [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")]
