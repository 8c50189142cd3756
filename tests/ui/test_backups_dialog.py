"""What can be put back, as the window lists it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from mmel_desktop.ui.dialogs.backups_dialog import BackupsDialog
from mmel_desktop.workflow.session_backups import SessionBackup

MIB = 1024 * 1024


def test_backups_what_was_set_aside_and_strange_names_are_told_apart(qapp: QApplication) -> None:
    """The newest backup is chosen at first: what a restore set aside is for those who look for it."""
    backups = (
        SessionBackup(Path("mine.mmel"), "", 0, MIB),
        SessionBackup(Path("a.mmel"), "2026-01-02T03:04:05.000000Z", 0, 2 * MIB, is_set_aside=True),
        SessionBackup(Path("b.mmel"), "2026-01-01T03:04:05.000000Z", 7, 3 * MIB),
    )
    parent = QWidget()
    dialog = BackupsDialog(backups[1:], parent)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert "set aside by a restore  ·  2.0 MiB" in texts[0]
    assert "up to entry 7  ·  3.0 MiB" in texts[1]
    assert dialog.path == Path("b.mmel")
    assert BackupsDialog(backups[:1], parent).list.item(0).text() == "mine.mmel  ·  1.0 MiB"
    assert BackupsDialog((), parent).path is None
