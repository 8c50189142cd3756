"""The backups of a session, and going back to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.workflow.session_backups import SessionBackup

BYTES_PER_MIB = 1024 * 1024


class BackupsDialog(FormDialog):
    """A list, newest first.

    Args:
        backups: newest first.
        parent: over which window.
    """

    def __init__(self, backups: Sequence[SessionBackup], parent: QWidget) -> None:
        super().__init__(tr("Restore a backup"), tr("Restore"), parent)
        self.list = QListWidget()
        self.list.setProperty("role", "card")
        self.list.setAccessibleName(tr("Backups, newest first"))
        for backup in backups:
            item = QListWidgetItem(backup_text(backup), self.list)
            item.setData(Qt.ItemDataRole.UserRole, backup.path)
            item.setToolTip(plain_tip(str(backup.path)))
        newest = next((row for row, backup in enumerate(backups) if not backup.is_set_aside), 0)
        self.list.setCurrentRow(newest)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.column.addWidget(self.list, 1)
        self.begin_at(self.list)
        self.add_note(
            tr(
                "The session as it is now stays beside the restored one under a name that ends in "
                "“replaced” and the time. Nothing is lost."
            )
            if backups
            else tr("There is no backup of this session yet. File › Back up session makes one.")
        )
        self.accept_button.setEnabled(bool(backups))
        self.resize(520, 360)

    @property
    def path(self) -> Path | None:
        """The chosen backup."""
        items = self.list.selectedItems()
        return Path(items[0].data(Qt.ItemDataRole.UserRole)) if items else None


def backup_text(backup: SessionBackup) -> str:
    """One line: when it was made, how far it goes, how large it is; its name, where that says no time."""
    mib = backup.size_bytes / BYTES_PER_MIB
    if not backup.made_utc:
        return tr("{name}  ·  {size:.1f} MiB").format(name=backup.path.name, size=mib)
    moment = datetime.fromisoformat(backup.made_utc).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if backup.is_set_aside:
        return tr("{moment}  ·  set aside by a restore  ·  {size:.1f} MiB").format(moment=moment, size=mib)
    return tr("{moment}  ·  up to entry {entry}  ·  {size:.1f} MiB").format(
        moment=moment, entry=backup.last_entry, size=mib
    )
