"""The levels panel: which map is shown, how it is coloured, and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.heatmap import DIVERGING_COLOUR_MAP, SEQUENTIAL_COLOUR_MAPS, colour_table
from mmel_desktop.ui.canvas.heat_layer import opaque_rgba, pixmap_from_rgba
from mmel_desktop.ui.panels.calm_wheel import CalmWheel
from mmel_desktop.ui.panels.empty_texts import why_empty
from mmel_desktop.ui.panels.segmented_choice import SegmentedChoice
from mmel_desktop.ui.panels.value_slider import ValueSlider
from mmel_desktop.ui.panels.weight_bars import WeightBars
from mmel_desktop.ui.review_state import ImageTone, ReviewState
from mmel_desktop.ui.taxonomy_texts import level_text
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

FUSED_TIP = QT_TRANSLATE_NOOP("", "What all levels agree on, weighted as the bars below show.")
LEVEL_TIPS = {
    "context": QT_TRANSLATE_NOOP(
        "", "The widest view: also what relates to the object, and what resembles it."
    ),
    "object": QT_TRANSLATE_NOOP("", "Evidence on whole objects."),
    "part": QT_TRANSLATE_NOOP("", "The closest view: only what fits the prompt best."),
}
LEVEL_NAMES = tuple(LEVEL_TIPS)
SWATCH = QSize(56, 12)


class LevelsPanel(QScrollArea):
    """Choice of level, colouring of the heat, weights of levels and blocks.

    Attributes:
        solo_layer_changed: a block to show alone (index into ``Explanation.layers``), or None.
    """

    solo_layer_changed = Signal(object)

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.solo_layer: int | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(12, SPACE_PX, 12, 12)
        self._column.setSpacing(SPACE_PX)
        self.setWidget(self._body)
        self._build_level()
        self._build_colouring()
        self._build_weights()
        self._build_tone()
        self._column.addStretch(1)
        state.explanation_changed.connect(self._take_explanation)
        state.prompt_changed.connect(self._show_weights)
        state.display_changed.connect(self._show_display)
        self._take_explanation(state.explanation)
        self._show_display(state.display)
        state.tone_changed.connect(self._show_tone)
        self._show_tone(state.tone)

    # ---------------------------------------------------------------- construction

    def _build_level(self) -> None:
        self.level_choice = SegmentedChoice(tr("Level"), self._body)
        self._offer_levels(LEVEL_NAMES)
        self.level_choice.chosen.connect(self._choose_level)
        self._column.addWidget(self.level_choice)

    def _build_colouring(self) -> None:
        self.opacity = ValueSlider(tr("Opacity"), tr("How strongly the heat covers the image."), self._body)
        self.threshold = ValueSlider(
            tr("Threshold"),
            tr("Evidence weaker than this is not painted; nothing is computed anew."),
            self._body,
        )
        self.opacity.value_changed.connect(lambda value: self._state.change_display(opacity=value))
        self.threshold.value_changed.connect(lambda value: self._state.change_display(threshold=value))
        self._column.addWidget(self.opacity)
        self._column.addWidget(self.threshold)
        self.colour_map = QComboBox(self._body)
        CalmWheel(self.colour_map)
        # Not by a click, after which the letters of verdicts would choose entries here.
        self.colour_map.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.colour_map.setIconSize(SWATCH)
        self.colour_map.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.colour_map.setMinimumContentsLength(6)
        self.colour_map.setAccessibleName(tr("Colours"))
        self.colour_map.setToolTip(
            tr(
                "Colours of the heat, all readable with colour-vision deficiencies; the last one also shows "
                "evidence against the prompt."
            )
        )
        for name in (*SEQUENTIAL_COLOUR_MAPS, DIVERGING_COLOUR_MAP):
            label = (
                tr("{colours} · for and against").format(colours=name)
                if name == DIVERGING_COLOUR_MAP
                else name
            )
            self.colour_map.addItem(label, name)
        # The colour tables take a fifth of a second to make; the window is on the screen before that.
        QTimer.singleShot(0, self.colour_map, self._paint_swatches)
        self.colour_map.activated.connect(
            lambda row: self._state.change_display(colour_map=self.colour_map.itemData(row))
        )
        caption = QLabel(tr("Colours"), self._body)
        caption.setMinimumWidth(72)
        caption.setBuddy(self.colour_map)
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(caption)
        row.addWidget(self.colour_map, 1)
        self._column.addLayout(row)
        self._build_toggles()

    def _build_toggles(self) -> None:
        self.show_regions = QCheckBox(tr("Region outlines"), self._body)
        self.show_regions.setToolTip(tr("Draw the borders of the regions of this level."))
        self.show_relations = QCheckBox(tr("Relations"), self._body)
        self.show_relations.setToolTip(tr("Draw lines between regions that lean on one another."))
        self.whole_patches = QCheckBox(tr("Whole patches"), self._body)
        self.whole_patches.setToolTip(
            tr(
                "Paint one value per patch, as it was computed; the finer detail of the smooth map comes "
                "from the edges of the image, not from the model."
            )
        )
        self.whole_patches.toggled.connect(lambda on: self._state.change_display(whole_patches=on))
        self.show_regions.toggled.connect(lambda on: self._state.change_display(show_regions=on))
        self.show_relations.toggled.connect(lambda on: self._state.change_display(show_relations=on))
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE_PX)
        row.addWidget(self.show_regions)
        row.addWidget(self.show_relations)
        row.addStretch(1)
        self._column.addWidget(self.whole_patches)
        self._column.addLayout(row)

    def _build_tone(self) -> None:
        self._column.addSpacing(SPACE_PX)
        caption = _caption(
            tr("Light of the image, on the screen only"),
            tr("The model and the report always get the original pixels."),
            self._body,
        )
        self.reset_tone = QPushButton(tr("Reset"), self._body)
        self.reset_tone.setProperty("role", "flat")
        self.reset_tone.setAccessibleName(tr("Reset brightness and contrast"))
        self.reset_tone.setToolTip(tr("Show the pixels as they are."))
        self.reset_tone.clicked.connect(lambda: self._state.change_tone(ImageTone()))
        row = QHBoxLayout()
        row.addWidget(caption, 1)
        row.addWidget(self.reset_tone)
        self._column.addLayout(row)
        self.brightness = ValueSlider(
            tr("Brightness"), tr("Lighten or darken the image on the screen."), self._body, signed=True
        )
        self.contrast = ValueSlider(
            tr("Contrast"),
            tr("Flatten or sharpen the light of the image on the screen."),
            self._body,
            signed=True,
        )
        for slider in (self.brightness, self.contrast):
            slider.value_changed.connect(self._change_tone)
            self._column.addWidget(slider)

    @Slot(float)
    def _change_tone(self, _: float) -> None:
        self._state.change_tone(ImageTone(self.brightness.value, self.contrast.value))

    @Slot(object)
    def _show_tone(self, tone: ImageTone) -> None:
        self.brightness.show_value(tone.brightness)
        self.contrast.show_value(tone.contrast)
        self.reset_tone.setEnabled(not tone.is_original)

    def _build_weights(self) -> None:
        self._column.addSpacing(SPACE_PX)
        self._scales_caption = _caption(
            tr("Levels in the fused map"),
            tr("How much each level counts in the fused map of this prompt; press a bar to see that level."),
            self._body,
        )
        self._column.addWidget(self._scales_caption)
        self.scale_bars = WeightBars(tr("Weights of the levels"), self._body)
        self.scale_bars.bar_pressed.connect(self._press_scale)
        self._column.addWidget(self.scale_bars)
        self._layers_caption = _caption("", "", self._body)
        self._column.addWidget(self._layers_caption)
        self.layer_bars = WeightBars(tr("Weights of the model's blocks"), self._body)
        self.layer_bars.bar_pressed.connect(self._press_layer)
        self._column.addWidget(self.layer_bars)
        self._nothing = QLabel(self._body)
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._column.addWidget(self._nothing)
        self._say_why_empty()
        self._state.withheld_changed.connect(self._say_why_empty)

    @Slot()
    @Slot(bool)
    def _say_why_empty(self, _: bool = False) -> None:
        self._nothing.setText(why_empty(self._state, tr("Explain an image to see what its map is made of.")))

    # ---------------------------------------------------------------- state to widgets

    def _offer_levels(self, names: Sequence[str]) -> None:
        tips = [
            tr(LEVEL_TIPS[name]) if name in LEVEL_TIPS else tr("Evidence at this level.") for name in names
        ]
        self.level_choice.set_choices([tr("fused"), *map(level_text, names)], [tr(FUSED_TIP), *tips])

    @Slot(object)
    def _take_explanation(self, explanation: Explanation | None) -> None:
        self._offer_levels(LEVEL_NAMES if explanation is None else explanation.regions.level_names)
        self.level_choice.setEnabled(explanation is not None)
        for widget in (self._scales_caption, self.scale_bars, self._layers_caption, self.layer_bars):
            widget.setVisible(explanation is not None)
        self._nothing.setVisible(explanation is None)
        self._solo(None)
        self._show_weights()
        self._show_display(self._state.display)

    @Slot()
    @Slot(int)
    def _show_weights(self, _: int = 0) -> None:
        explanation = self._state.explanation
        if explanation is None:
            return
        names = explanation.regions.level_names
        self.scale_bars.show_weights(
            tuple(map(level_text, names)),
            explanation.scale_weights[self._state.prompt_index].tolist(),
            [tr("Weight of the level “{level}”.").format(level=level_text(n)) for n in names],
        )
        count = len(explanation.layer_weights)
        self.layer_bars.show_weights(
            [str(block + 1) for block in range(count)],
            explanation.layer_weights.tolist(),
            [
                tr("Block {number} of the {count} explained; press to see it alone.").format(
                    number=block + 1, count=count
                )
                for block in range(count)
            ],
        )

    @Slot(object)
    def _show_display(self, display: DisplaySettings) -> None:
        self.opacity.show_value(display.opacity)
        self.threshold.show_value(display.threshold)
        self.colour_map.setCurrentIndex(self.colour_map.findData(display.colour_map))
        self.show_regions.setChecked(display.show_regions)
        self.show_relations.setChecked(display.show_relations)
        self.whole_patches.setChecked(display.whole_patches)
        self.level_choice.show_choice(self._state.level + 1)
        self.scale_bars.show_chosen(self._state.level if self._state.level >= 0 else None)

    # ---------------------------------------------------------------- widgets to state

    def choose_level(self, level: int) -> None:
        """Show a level, -1 for all of them fused; a block that was shown alone no longer is."""
        explanation = self._state.explanation
        if explanation is not None and -1 <= level < len(explanation.regions.level_names):
            self._solo(None)
            self._state.select_level(level)

    @Slot(int)
    def _choose_level(self, position: int) -> None:
        self.choose_level(position - 1)

    @Slot(int)
    def _press_scale(self, level: int) -> None:
        self._choose_level(0 if level == self._state.level else level + 1)

    @Slot(int)
    def _press_layer(self, layer: int) -> None:
        self._solo(None if layer == self.solo_layer else layer)

    def _solo(self, layer: int | None) -> None:
        tip = tr("How much each block of the image tower counts; press a bar to see that block alone.")
        self._layers_caption.setText(
            tr("Blocks of the model")
            if layer is None
            else tr("Block {number} alone · press it again to end").format(number=layer + 1)
        )
        self._layers_caption.setToolTip(tip)
        self.layer_bars.show_chosen(layer)
        if layer != self.solo_layer:
            self.solo_layer = layer
            self.solo_layer_changed.emit(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.solo_layer is not None:
            self._solo(None)
        else:
            super().keyPressEvent(event)

    def _paint_swatches(self) -> None:
        for row in range(self.colour_map.count()):
            self.colour_map.setItemIcon(row, _swatch(self.colour_map.itemData(row)))


def _caption(text: str, tool_tip: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "muted")
    label.setToolTip(tool_tip)
    label.setWordWrap(True)
    return label


def _swatch(name: str) -> QIcon:
    table = colour_table(name)[None, :, :]
    return QIcon(pixmap_from_rgba(opaque_rgba(table)).scaled(SWATCH))
