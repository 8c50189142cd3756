"""A slider with its name and its value, for settings between 0 and 1 or between -1 and 1."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from mmel_desktop.ui.panels.calm_wheel import CalmWheel

STEPS = 100


class ValueSlider(QWidget):
    """Name on the left, value on the right, slider between them.

    Attributes:
        value_changed: the analyst moved it; value in [0, 1], or in [-1, 1] when ``signed``.
    """

    value_changed = Signal(float)

    def __init__(
        self,
        name: str,
        tool_tip: str,
        parent: QWidget | None = None,
        *,
        name_width_px: int = 72,
        signed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._signed = signed
        label = QLabel(name, self)
        label.setMinimumWidth(name_width_px)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(-STEPS if signed else 0, STEPS)
        self.slider.setPageStep(10)
        CalmWheel(self.slider)
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(tool_tip)
        label.setBuddy(self.slider)
        self._figure = QLabel(self)
        self._figure.setProperty("role", "figure")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figure.setMinimumWidth(
            self._figure.fontMetrics().horizontalAdvance("−0.00" if signed else "0.00") + 6
        )
        for widget in (self, label, self.slider, self._figure):
            widget.setToolTip(tool_tip)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        row.addWidget(label, 0, 0)
        row.addWidget(self.slider, 0, 1)
        row.addWidget(self._figure, 0, 2)
        row.setColumnStretch(1, 1)
        self.slider.valueChanged.connect(self._announce)
        self._write(self.value)

    @property
    def value(self) -> float:
        """The value, in [0, 1], or in [-1, 1] when signed."""
        return self.slider.value() / STEPS

    def show_value(self, value: float) -> None:
        """Move the slider without announcing it."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * STEPS))
        self.slider.blockSignals(False)
        self._write(self.value)

    def _announce(self) -> None:
        self._write(self.value)
        self.value_changed.emit(self.value)

    def _write(self, value: float) -> None:
        self._figure.setText(f"{value:+.2f}".replace("-", "−") if self._signed and value else f"{value:.2f}")
