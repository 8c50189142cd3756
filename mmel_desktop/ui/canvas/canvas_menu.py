"""The canvas's context menu: what can be done with what lies under the pointer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mmel_desktop.ui.canvas.probe_layer import regions_text
from mmel_desktop.ui.canvas.region_marks import mark_image, mark_regions, mark_relation
from mmel_desktop.ui.canvas.selection_walk import SelectionWalk
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr


def make_canvas_menu(state: ReviewState, walk: SelectionWalk, parent: QWidget) -> QMenu:
    """A menu for the selected regions and the image; the caller shows it.

    The canvas's own keys stand behind what they do: nobody has to look them up.
    """
    menu = QMenu(parent)
    selected = state.selected_regions
    if selected:
        _add_probes(menu, state)
        menu.addSeparator()
        menu.addAction(
            tr("Annotate {regions}").format(regions=regions_text(selected)) + _key(Qt.Key.Key_Return),
            lambda: mark_regions(state, walk.selected()),
        )
        if len(selected) == 2:
            menu.addAction(
                tr("Annotate the relation between them"),
                lambda: mark_relation(state, walk.selected()),
            )
        menu.addSeparator()
        menu.addAction(tr("Go to the region that holds it") + _key(Qt.Key.Key_PageUp), walk.to_parent)
        menu.addAction(tr("Go to its strongest part") + _key(Qt.Key.Key_PageDown), walk.to_strongest_part)
        menu.addSeparator()
    menu.addAction(tr("Annotate the whole image"), lambda: mark_image(state))
    return menu


def _add_probes(menu: QMenu, state: ReviewState) -> None:
    named = regions_text(state.selected_regions)
    for view, text, key in (
        ("remove", tr("Remove {regions}"), Qt.Key.Key_X),
        ("keep", tr("Keep only {regions}"), Qt.Key.Key_O),
    ):
        action = menu.addAction(text.format(regions=named) + _key(key))
        action.triggered.connect(partial(_ask_probe, state, view))
        action.setCheckable(True)
        action.setChecked(state.probe_view == view)
    if len(state.selected_regions) == 2:
        menu.addAction(tr("Measure their interaction") + _key(Qt.Key.Key_I), state.ask_interaction)


def _key(key: Qt.Key) -> str:
    """A key as a menu writes it behind an entry, without making it a second shortcut of the window."""
    return "\t" + QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _ask_probe(state: ReviewState, view: str, _checked: bool = False) -> None:
    state.ask_probe(view)
