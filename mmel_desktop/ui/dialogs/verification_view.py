"""What a verification found, for a person to read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.finding_texts import fact_name, fact_text, message_text, place_text
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX, verdict_colour
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

LIMITS = QT_TRANSLATE_NOOP(
    "",
    "A verification shows that the record is consistent in itself and with the anchors it knows. It cannot "
    "show that the inputs were true, that the clock was right, or that a whole record was not replaced when "
    "no anchor lies elsewhere.",
)


SMALLEST = QSize(600, 440)
SCREEN_SHARE = 0.9
_WEIGHTS = ("broken", "warning", "note")
_ROLES = {"broken": "danger", "warning": "warning", "note": "title"}


class VerificationView(QDialog):
    """Verdict, findings, facts, and what a verification cannot show."""

    def __init__(self, result: VerificationResult, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Verification"))
        verdict = "pass" if result.passed else "warn" if result.intact else "fail"
        icon = QLabel()
        icon.setPixmap(icon_pixmap(verdict, verdict_colour(verdict), 32, self.devicePixelRatioF()))
        self.heading = QLabel(_heading(verdict))
        self.heading.setProperty("role", "heading")
        subject = _text(result.subject, "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(subject)
        head = QHBoxLayout()
        head.setSpacing(SPACE_DOUBLE_PX)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        body = QWidget()
        details = QVBoxLayout(body)
        details.setContentsMargins(0, 0, SPACE_PX, 0)
        details.setSpacing(SPACE_PX)
        for finding in sorted(result.findings, key=lambda finding: _WEIGHTS.index(finding.severity)):
            title = f"{_severity_text(finding.severity)}: {place_text(finding.where)}"
            details.addWidget(_text(title, _ROLES[finding.severity]))
            details.addWidget(_text(message_text(finding.message)))
        details.addLayout(_facts(result.facts))
        details.addSpacing(SPACE_PX)
        details.addWidget(_text(tr(LIMITS), "muted"))
        details.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(tr("Verification"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        column.setSpacing(SPACE_DOUBLE_PX)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        # A hash has no blank to break at: as wide as it is, where the screen has room for that.
        bar_px = area.verticalScrollBar().sizeHint().width()
        wanted = QSize(body.minimumSizeHint().width() + 2 * SPACE_DOUBLE_PX + bar_px, 480)
        self.resize(wanted.expandedTo(SMALLEST).boundedTo(self.screen().availableSize() * SCREEN_SHARE))


def _heading(verdict: str) -> str:
    return {
        "pass": tr("The record is intact"),
        "warn": tr("The record is intact in itself, but it may not be the one that is meant"),
        "fail": tr("The record is not intact"),
    }[verdict]


def _severity_text(severity: str) -> str:
    return {"broken": tr("Broken"), "warning": tr("Warning"), "note": tr("Note")}[severity]


def _facts(facts: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_DOUBLE_PX)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        label = _text(fact_name(name), "muted")
        label.setWordWrap(False)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(fact_text(value)), row, 1)
    return grid


def _text(text: str, role: str = "") -> QLabel:
    label = QLabel(on_one_line(text))  # a name from a record must not look like a line of ours
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
