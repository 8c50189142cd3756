"""The levels panel changes display settings and shows the weights of the shown prompt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.panels.levels_panel import LevelsPanel
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def state(qtbot: QtBot) -> ReviewState:
    state = ReviewState()
    explanation = make_explanation()
    weights = np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]], np.float32)
    state.show_explanation(replace(explanation, scale_weights=weights), "run-1")
    return state


@pytest.fixture
def panel(qtbot: QtBot, state: ReviewState) -> LevelsPanel:
    panel = LevelsPanel(state)
    qtbot.addWidget(panel)
    panel.resize(320, 500)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def test_the_segments_choose_the_level(panel: LevelsPanel, state: ReviewState) -> None:
    """fused, context, object, part: the state's levels -1 to 2."""
    for position in (3, 1, 0):
        panel.level_choice.button(position).click()
        assert state.level == position - 1


def test_a_level_chosen_elsewhere_is_shown_here(panel: LevelsPanel, state: ReviewState) -> None:
    """The canvas's keys and Alt-click change it, too."""
    state.select_level(1)
    assert panel.level_choice.button(2).isChecked()


def test_sliders_change_opacity_and_threshold(panel: LevelsPanel, state: ReviewState) -> None:
    """In steps of a hundredth."""
    panel.opacity.slider.setValue(35)
    panel.threshold.slider.setValue(40)
    assert (state.display.opacity, state.display.threshold) == (0.35, 0.4)
    state.change_display(opacity=0.8)
    assert panel.opacity.value == 0.8


def test_the_colour_map_and_the_overlays_are_chosen_here(panel: LevelsPanel, state: ReviewState) -> None:
    """The diverging map is offered last."""
    last = panel.colour_map.count() - 1
    panel.colour_map.setCurrentIndex(last)
    panel.colour_map.activated.emit(last)
    assert state.display.colour_map == "vik"
    panel.show_regions.click()
    panel.show_relations.click()
    assert not state.display.show_regions
    assert not state.display.show_relations
    panel.whole_patches.click()
    assert state.display.whole_patches
    state.change_display(whole_patches=False)
    assert not panel.whole_patches.isChecked()


def test_the_bars_show_the_weights_of_the_shown_prompt(panel: LevelsPanel, state: ReviewState) -> None:
    """Values on hover, and as one sentence for assistive technology."""
    assert panel.scale_bars.values == pytest.approx((0.2, 0.5, 0.3))
    state.select_prompt(1)
    assert panel.scale_bars.values == pytest.approx((0.6, 0.3, 0.1))
    assert panel.scale_bars.tool_tip_of(0).startswith("context: 0.600")
    assert panel.scale_bars.accessibleDescription() == "context 0.60, object 0.30, part 0.10"
    assert panel.layer_bars.values == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_pressing_a_level_bar_shows_that_level_and_pressing_it_again_the_fused_map(
    qtbot: QtBot, panel: LevelsPanel, state: ReviewState
) -> None:
    """The bar is a shortcut to its level."""
    where = panel.scale_bars.bar_rect(2).center().toPoint()
    QTest.mouseClick(panel.scale_bars, Qt.MouseButton.LeftButton, NO_KEY, where)
    assert state.level == 2
    QTest.mouseClick(panel.scale_bars, Qt.MouseButton.LeftButton, NO_KEY, where)
    assert state.level == -1


def test_a_block_is_shown_alone_until_it_is_pressed_again_or_a_level_is_chosen(
    qtbot: QtBot, panel: LevelsPanel, state: ReviewState
) -> None:
    """By mouse and by keyboard."""
    heard: list[int | None] = []
    panel.solo_layer_changed.connect(heard.append)
    where = panel.layer_bars.bar_rect(1).center().toPoint()
    QTest.mouseClick(panel.layer_bars, Qt.MouseButton.LeftButton, NO_KEY, where)
    QTest.mouseClick(panel.layer_bars, Qt.MouseButton.LeftButton, NO_KEY, where)
    QTest.keyClick(panel.layer_bars, Qt.Key.Key_Right)
    QTest.keyClick(panel.layer_bars, Qt.Key.Key_Space)
    panel.level_choice.button(1).click()
    assert heard == [1, None, 2, None]
    assert panel.solo_layer is None


def test_without_an_explanation_the_panel_says_what_to_do(panel: LevelsPanel, state: ReviewState) -> None:
    """Bars of nothing would look like a result."""
    state.show_explanation(None, "")
    assert not panel.scale_bars.isVisible()
    assert not panel.layer_bars.isVisible()
    assert not panel.level_choice.isEnabled()


def test_nothing_is_wider_than_a_narrow_dock(panel: LevelsPanel) -> None:
    """320 pixels with a vertical scroll bar."""
    panel.resize(320, 240)
    body = panel.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= panel.viewport().width()


def _turn_wheel(widget: QWidget) -> QWheelEvent:
    """Turn the wheel over a widget; gives the event, which says whether somebody took it."""
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        widget.mapToGlobal(centre),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        NO_KEY,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_scrolling_the_panel_changes_nothing_under_the_pointer(
    qtbot: QtBot, panel: LevelsPanel, state: ReviewState
) -> None:
    """The wheel goes on to the panel, unless the slider or the choice has the keyboard."""
    before = state.display
    for widget in (panel.opacity.slider, panel.threshold.slider, panel.colour_map):
        panel.level_choice.setFocus()
        assert not _turn_wheel(widget).isAccepted()
        assert state.display == before
        assert not widget.hasFocus()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow, timeout=60_000)
    panel.opacity.slider.setFocus()
    _turn_wheel(panel.opacity.slider)
    assert state.display.opacity < before.opacity
