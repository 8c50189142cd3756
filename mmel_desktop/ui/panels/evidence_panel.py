"""Evidence: whether the explanation of the selected prompt can be trusted, and how it was made."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.explanation import VERDICTS, Explanation, TrustCheck
from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.error_texts import check_label, check_text
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.panels.empty_texts import why_empty
from mmel_desktop.ui.panels.evidence_probes import ProbeSection
from mmel_desktop.ui.panels.evidence_removal import RemovalSection
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import ICON_SIZE_PX, SPACE_HALF_PX, SPACE_PX, verdict_colour
from mmel_desktop.ui.translation import tr

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

LEAST_ROW_PX = 160
"""The narrowest a check is drawn."""

_URGENCY = {"fail": 0, "warn": 1}
"""Verdicts of checks that stand above the others, and in which order."""


class EvidencePanel(QScrollArea):
    """Probes, trust checks and provenance of the shown explanation."""

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Going to another image first takes the old explanation away: one rebuild for both changes is enough,
        # and none while the panel stands behind another.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.refresh)
        self._behind = False
        self._build()
        state.explanation_changed.connect(self._refresh_soon)
        state.prompt_changed.connect(self._refresh_soon)
        state.withheld_changed.connect(self._refresh_soon)
        self.refresh()

    def _build(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(12, SPACE_PX, 12, 12)
        column.setSpacing(2 * SPACE_PX)
        self.probes = ProbeSection(self._state, body)
        column.addWidget(self.probes)
        self.removal = RemovalSection(self._state, body)
        column.addWidget(self.removal)
        self._checks = QWidget(body)
        column.addWidget(self._checks)
        column.addStretch(1)
        self._column = column
        self.setWidget(body)

    @Slot()
    def _refresh_soon(self, _: object = None) -> None:
        if self.isVisible():
            self._due.start()
        else:
            self._behind = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self.refresh()

    @Slot()
    def refresh(self, _: object = None) -> None:
        """Show the explanation as it is now."""
        self._behind = False
        checks = QWidget()
        column = QVBoxLayout(checks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        explanation = self._state.explanation
        if explanation is None:
            column.addWidget(
                _muted(why_empty(self._state, tr("Trust checks appear once the image is explained.")))
            )
        else:
            self._fill(column, explanation)
        self._column.replaceWidget(self._checks, checks)
        self._checks.hide()
        self._checks.deleteLater()
        self._checks = checks
        self.probes.refresh()
        self.removal.refresh()

    def scroll_to_checks(self) -> None:
        """Bring the trust checks into sight, below whatever was measured."""
        self._column.activate()
        self.verticalScrollBar().setValue(self._checks.y())

    def _fill(self, column: QVBoxLayout, explanation: Explanation) -> None:
        prompt = self._state.prompt_index
        checks = explanation.checks[prompt]
        heading = QLabel(on_one_line(explanation.prompts[prompt].text))
        heading.setProperty("role", "title")
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(heading)
        column.addWidget(_muted(summary_text(checks)))
        # What must not be overlooked comes first; nobody scrolls through seven passed checks to find it.
        for check in sorted(checks, key=lambda check: _URGENCY.get(check.verdict, len(_URGENCY))):
            column.addWidget(CheckRow(check, self.devicePixelRatioF()))
        column.addSpacing(SPACE_HALF_PX)
        column.addWidget(
            _muted(
                tr(
                    "A heat map is a hypothesis about what the score rests on. It becomes evidence when "
                    "removing the region changes the score as expected."
                )
            )
        )
        column.addSpacing(SPACE_PX)
        title = QLabel(tr("How it was made"))
        title.setProperty("role", "title")
        column.addWidget(title)
        facts = provenance_facts(explanation)
        column.addLayout(_facts_grid(facts))
        copy = QPushButton(tr("Copy"))
        copy.setToolTip(tr("Copy these facts as text."))
        copy.setAccessibleName(tr("Copy how it was made"))
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(
                "\n".join(f"{name}: {value}" for name, value in facts)
            )
        )
        column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)


class CheckRow(QFrame):
    """One trust check: verdict icon, name, figure against its limit, one sentence."""

    def __init__(self, check: TrustCheck, scale: float) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.check = check
        icon = QLabel()
        name = "not-run" if check.verdict == "not_run" else check.verdict
        icon.setPixmap(icon_pixmap(name, verdict_colour(check.verdict), ICON_SIZE_PX, scale))
        icon.setToolTip(verdict_word(check.verdict))
        title = QLabel(check_label(check.name))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        figure = QLabel(figure_text(check))
        figure.setToolTip(tr("Measured figure, and the limit it must keep to pass."))
        sentence = _muted(check_text(check.explanation))
        head = QHBoxLayout()
        head.setSpacing(SPACE_PX)
        head.addWidget(title, 1)
        head.addWidget(figure)
        self._head, self._texts = head, (title, figure)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        row.setSpacing(SPACE_PX)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setMinimumWidth(LEAST_ROW_PX)
        self.setAccessibleName(f"{title.text()}: {verdict_word(check.verdict)}, {figure.text()}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel the figure stands below the name instead of beside it."""
        super().resizeEvent(event)
        needed = sum(text.sizeHint().width() for text in self._texts) + ICON_SIZE_PX + 4 * SPACE_PX
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(beside if needed <= event.size().width() else below)


def verdict_word(verdict: str) -> str:
    """A verdict in one or two words."""
    words = {
        "pass": tr("passed"),
        "warn": tr("warning"),
        "fail": tr("failed"),
        "not_run": tr("not run"),
    }
    return words.get(verdict, verdict)


def figure_text(check: TrustCheck) -> str:
    """Figure and its limit; "0.91 · limit ≤ 0.8" is a check that does not pass."""
    if check.value is None:
        return tr("not run")
    limit = "≤" if check.passes_when == "at_most" else "≥"
    return tr("{value} · limit {sign} {limit}").format(
        value=measured_text(check.value), sign=limit, limit=f"{check.threshold:g}"
    )


def measured_text(value: float) -> str:
    """Three decimals; what would print as zero in powers of ten, e.g. ``8.1 × 10⁻⁷``."""
    if value == 0 or abs(value) >= 5e-4:
        return f"{value:.3f}".replace("-", "−")
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(_RAISED)}".replace("-", "−")


def summary_text(checks: tuple[TrustCheck, ...]) -> str:
    """How many checks ended how, e.g. "3 passed, 1 warning"."""
    counts = {verdict: sum(check.verdict == verdict for check in checks) for verdict in VERDICTS}
    texts = {
        "pass": tr("{count} passed"),
        "warn": tr("{count} warning") if counts["warn"] == 1 else tr("{count} warnings"),
        "fail": tr("{count} failed"),
        "not_run": tr("{count} not run"),
    }
    parts = [texts[verdict].format(count=counts[verdict]) for verdict in VERDICTS if counts[verdict]]
    return ", ".join(parts) or tr("no checks were run")


def provenance_facts(explanation: Explanation) -> list[tuple[str, str]]:
    """What is needed to run the explanation again, as (name, value) pairs."""
    provenance = explanation.provenance
    model = provenance.model
    seed = str(provenance.seed)
    facts = [
        (tr("Model"), f"{model.spec} · {model.architecture}"),
        (tr("Weights"), f"SHA-256 {model.sha256[:16]}…"),
        (
            tr("Method"),
            tr("{method}, view '{view}'").format(
                method=explanation.request.method, view=explanation.request.view
            ),
        ),
        (tr("Device"), f"{provenance.device}, {provenance.dtype}"),
        (tr("Seed"), tr("{seed}, deterministic").format(seed=seed) if provenance.deterministic else seed),
        (tr("Layer weights"), provenance.calibration),
        (tr("Image"), f"{provenance.image.name} · SHA-256 {provenance.image.file_sha256[:16]}…"),
        (tr("Finished"), provenance.finished_utc.replace("T", " ")[:19] + " UTC"),
        (tr("Versions"), ", ".join(f"{name} {version}" for name, version in provenance.versions)),
    ]
    return facts + [(tr("Note"), note) for note in provenance.notes]


def _facts_grid(facts: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(SPACE_HALF_PX)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        grid.addWidget(_muted(name), row, 0, Qt.AlignmentFlag.AlignTop)
        label = QLabel(value)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label, row, 1)
    return grid


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
