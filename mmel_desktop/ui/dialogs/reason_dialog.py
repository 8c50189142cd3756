"""Why a judgement is changed that already stands in a report, an export or a sign-off."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mmel_desktop.ui.dialogs.asked_reason import AskedReason
from mmel_desktop.ui.translation import tr


class ReasonDialog(AskedReason):
    """Asked once for each judgement.

    Args:
        parent: over which window.
    """

    def __init__(self, parent: QWidget) -> None:
        note = tr(
            "This judgement already stands in a report, an export or a sign-off. Both versions stay in "
            "the record, and the next report marks the change. You are asked once for each judgement."
        )
        super().__init__(tr("Change a judgement"), tr("Change"), note, parent)
