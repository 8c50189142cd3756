"""The canvas's context menu: what can be done with what lies under the pointer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from mmel_desktop.ui.canvas.probe_layer import regions_text
from mmel_desktop.ui.canvas.region_marks import mark_image, mark_regions, mark_relation
from mmel_desktop.ui.canvas.selection_walk import SelectionWalk
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr


def make_canvas_menu(state: ReviewState, walk: SelectionWalk, parent: QWidget) -> QMenu:
    """A menu for the selected regions and the image; the caller shows it."""
    menu = QMenu(parent)
    selected = state.selected_regions
    if selected:
        _add_probes(menu, state)
        menu.addSeparator()
        menu.addAction(
            tr("Annotate {regions}").format(regions=regions_text(selected)),
            lambda: mark_regions(state, walk.selected()),
        )
        if len(selected) == 2:
            menu.addAction(
                tr("Annotate the relation between them"),
                lambda: mark_relation(state, walk.selected()),
            )
        menu.addSeparator()
        menu.addAction(tr("Go to the region that holds it"), walk.to_parent)
        menu.addAction(tr("Go to its strongest part"), walk.to_strongest_part)
        menu.addSeparator()
    menu.addAction(tr("Annotate the whole image"), lambda: mark_image(state))
    return menu


def _add_probes(menu: QMenu, state: ReviewState) -> None:
    named = regions_text(state.selected_regions)
    for view, text in (
        ("remove", tr("Remove {regions}")),
        ("keep", tr("Keep only {regions}")),
    ):
        action = menu.addAction(text.format(regions=named))
        action.triggered.connect(partial(_ask_probe, state, view))
        action.setCheckable(True)
        action.setChecked(state.probe_view == view)
    if len(state.selected_regions) == 2:
        menu.addAction(tr("Measure their interaction"), state.ask_interaction)


def _ask_probe(state: ReviewState, view: str, _checked: bool = False) -> None:
    state.ask_probe(view)
