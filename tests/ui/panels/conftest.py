from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.panels.annotations_panel import AnnotationsPanel
from mmel_desktop.ui.review_state import ReviewState
from tests.ui.panels.in_memory_edits import InMemoryEdits


@pytest.fixture
def state(qtbot: QtBot) -> ReviewState:
    """What is reviewed: nothing yet."""
    return ReviewState()


@pytest.fixture
def edits(state: ReviewState) -> InMemoryEdits:
    """Where edits of annotations go."""
    return InMemoryEdits(state)


@pytest.fixture
def panel(qtbot: QtBot, state: ReviewState, edits: InMemoryEdits) -> AnnotationsPanel:
    """The annotations panel in a window of its own that takes the keys."""
    panel = AnnotationsPanel(state, edits)
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    return panel
