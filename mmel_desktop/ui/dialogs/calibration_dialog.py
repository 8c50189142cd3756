"""Calibrating the model: what is asked before, and what is shown of the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.calibration import Calibration
from mmel_desktop.core.case import SessionInfo
from mmel_desktop.errors import ImageInputError
from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.panels.weight_bars import WeightBars
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX, verdict_colour
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.workflow.calibrate_session import SessionCalibration

ICON_PX = 32

FIELD_MARGIN_PX = 6
"""Qt gives the text of a spin box none of the padding that other fields have."""


class CalibrationDialog(FormDialog):
    """How many of the session's images are used, and whether the outcome counts.

    Args:
        info: the session.
        image_count: its images.
        fewest, most: images a calibration takes at least, and at most unless told otherwise.
        parent: over which window.
    """

    def __init__(
        self, info: SessionInfo, image_count: int, *, fewest: int, most: int, parent: QWidget
    ) -> None:
        super().__init__(tr("Calibrate the model"), tr("Calibrate"), parent)
        self.add_note(
            tr("How much shall each block of {model} count?").format(model=info.model_spec), "title"
        )
        self.add_note(
            tr(
                "The weights are fitted on half of the images; the other half says whether they make the "
                "maps more faithful. No labels are needed. Only a gain proven on the held-out half is used."
            )
        )
        self.images = QSpinBox()
        self.images.setRange(fewest, max(image_count, fewest))
        self.images.setValue(min(image_count, most))
        self.images.lineEdit().setTextMargins(FIELD_MARGIN_PX, 0, 0, 0)
        self.images.setSuffix(" " + tr("of {count}").format(count=image_count))
        self.keep = QCheckBox(tr("Use the outcome for this model from now on"))
        self.keep.setChecked(True)
        self.add_form((tr("Images"), self.images))
        self.column.addWidget(self.keep)
        problem = self._problem(info, image_count, fewest)
        if problem:
            self.add_note(problem, "warning")
            self.accept_button.setEnabled(False)
        else:
            self.add_note(
                tr(
                    "The prompts are those of the session. The model is busy meanwhile; the bar below shows "
                    "how far it is, and stops it."
                )
            )
        self.column.addStretch(1)
        self.resize(480, self.sizeHint().height())

    def _problem(self, info: SessionInfo, image_count: int, fewest: int) -> str:
        if not info.prompts:
            return tr("Add a prompt first: what the images are asked for.")
        if image_count < fewest:
            return tr("A calibration needs at least {fewest} images; this session holds {count}.").format(
                fewest=fewest, count=image_count
            )
        return ""


class CalibrationView(QDialog):
    """Verdict, held-out gain with its interval, weights, and what identifies the calibration.

    Args:
        calibrated: the outcome.
        parent: over which window.
    """

    def __init__(self, calibrated: SessionCalibration, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Calibration"))
        calibration = calibrated.outcome.calibration
        verdict = "pass" if calibration.gain.proven else "not_run"
        icon = QLabel()
        name = "pass" if calibration.gain.proven else "info"
        icon.setPixmap(icon_pixmap(name, verdict_colour(verdict), ICON_PX, self.devicePixelRatioF()))
        self.heading = QLabel(
            tr("The gain is proven") if calibration.gain.proven else tr("No gain is proven")
        )
        self.heading.setProperty("role", "heading")
        self.use = _text(use_text(calibrated))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.use)
        head = QHBoxLayout()
        head.setSpacing(SPACE_DOUBLE_PX)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.weights = WeightBars(tr("Fitted weights of the blocks"))
        fitted = calibration.fitted_weights
        self.weights.show_weights(
            [str(number) for number in range(1, len(fitted) + 1)],
            fitted,
            [
                tr("Block {number}; equal weights would be {equal}.").format(
                    number=n, equal=f"{1 / len(fitted):.3f}"
                )
                for n in range(1, len(fitted) + 1)
            ],
        )
        self.facts = calibration_facts(calibrated)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        column.setSpacing(SPACE_DOUBLE_PX)
        column.addLayout(head)
        column.addWidget(_text(tr("Weights of the blocks as fitted"), "title"))
        column.addWidget(self.weights)
        column.addLayout(_grid(self.facts))
        column.addStretch(1)
        column.addWidget(self._buttons())
        self.resize(560, 460)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        close.setFocus()
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(tr("Copy these facts as text."))
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(
                "\n".join(f"{name}: {value}" for name, value in self.facts)
            )
        )
        buttons.rejected.connect(self.reject)
        return buttons


def use_text(calibrated: SessionCalibration) -> str:
    """What follows from the outcome."""
    if calibrated.used:
        return tr("Explanations use the fitted weights from now on. Explain an image again to see them.")
    if calibrated.outcome.calibration.gain.proven:
        return tr("The fitted weights are not used: the outcome was not kept.")
    return tr(
        "Explanations keep equal weights: on the held-out images the fitted ones are not surely better."
    )


def gain_text(calibration: Calibration) -> str:
    """Mean difference with its interval, e.g. "+0.012, 95 % interval −0.003 … +0.027"."""
    gain, low, high = (
        f"{value:+.4f}".replace("-", "−")
        for value in (calibration.gain.gain, calibration.gain.low, calibration.gain.high)
    )
    return tr("{gain}, 95 % interval {low} … {high}").format(gain=gain, low=low, high=high)


def calibration_facts(calibrated: SessionCalibration) -> list[tuple[str, str]]:
    """What is needed to judge the calibration and to find it again, as (name, value) pairs."""
    calibration, path = calibrated.outcome.calibration, calibrated.outcome.path
    gain = calibration.gain
    facts = [
        (tr("Gain on held-out images"), gain_text(calibration)),
        (
            tr("Insertion − deletion"),
            tr("{uniform} with equal weights, {fitted} with fitted ones").format(
                uniform=f"{gain.uniform:.4f}", fitted=f"{gain.fitted:.4f}"
            ),
        ),
        (
            tr("Images"),
            tr("{fitted} fitted, {held_out} held out").format(
                fitted=len(calibration.fitted_images), held_out=gain.image_count
            ),
        ),
        (tr("Model"), f"SHA-256 {calibration.model_sha256[:16]}…"),
        (tr("Calibration"), calibration.calibration_id[:16]),
        (tr("Kept in"), str(path) if path is not None else tr("not kept")),
        (
            tr("Record"),
            tr("in the session's audit trail") if calibrated.recorded else tr("not in the record"),
        ),
    ]
    unread = sum(isinstance(error, ImageInputError) for error in calibrated.outcome.errors)
    return facts + ([(tr("Not read"), tr("%n image(s)", "", unread))] if unread else [])


def _grid(facts: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_DOUBLE_PX)
    grid.setVerticalSpacing(SPACE_PX // 2)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        grid.addWidget(_text(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(value), row, 1)
    return grid


def _text(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
