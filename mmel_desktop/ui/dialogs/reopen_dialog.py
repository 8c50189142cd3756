"""Why a signed-off session is opened for editing again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mmel_desktop.ui.dialogs.asked_reason import AskedReason
from mmel_desktop.ui.translation import tr


class ReopenDialog(AskedReason):
    """Asked before the sign-off ends.

    Args:
        parent: over which window.
    """

    def __init__(self, parent: QWidget) -> None:
        note = tr(
            "The sign-off stays in the record and is marked as ended by this reopening. Sign the session "
            "off again when you are done."
        )
        super().__init__(tr("Reopen the session"), tr("Reopen"), note, parent)
