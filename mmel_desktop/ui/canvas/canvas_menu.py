"""The canvas's context menu: what can be done with what lies under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mmel_desktop.ui.canvas.probe_layer import regions_text
from mmel_desktop.ui.canvas.region_marks import mark_image, mark_regions, mark_relation
from mmel_desktop.ui.canvas.selection_walk import SelectionWalk
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr

KeysOf = Callable[[str], str]
"""Command name → its keys as the platform writes them; "" for none."""


def no_keys(_command: str) -> str:
    """For a canvas on which no command acts."""
    return ""


def entry_with_keys(text: str, keys: str) -> str:
    """An entry with keys behind it, as a menu writes them, without making them a second shortcut."""
    return f"{text}\t{keys}" if keys else text


def make_canvas_menu(state: ReviewState, walk: SelectionWalk, keys_of: KeysOf, parent: QWidget) -> QMenu:
    """A menu for the selected regions and the image; the caller shows it.

    The keys that do the same stand behind the entries: nobody has to look them up.
    """
    menu = QMenu(parent)
    selected = state.selected_regions
    if selected:
        _add_probes(menu, state, keys_of)
        menu.addSeparator()
        menu.addAction(
            entry_with_keys(
                tr("Annotate {regions}").format(regions=regions_text(selected)), _native(Qt.Key.Key_Return)
            ),
            lambda: mark_regions(state, walk.selected()),
        )
        if len(selected) == 2:
            menu.addAction(
                entry_with_keys(
                    tr("Annotate the relation between them"), keys_of("review.annotate_relation")
                ),
                lambda: mark_relation(state, walk.selected()),
            )
        menu.addSeparator()
        menu.addAction(
            entry_with_keys(tr("Go to the region that holds it"), _native(Qt.Key.Key_PageUp)), walk.to_parent
        )
        menu.addAction(
            entry_with_keys(tr("Go to its strongest part"), _native(Qt.Key.Key_PageDown)),
            walk.to_strongest_part,
        )
        menu.addSeparator()
    menu.addAction(
        entry_with_keys(tr("Annotate the whole image"), keys_of("review.annotate_image")),
        lambda: mark_image(state),
    )
    return menu


def _add_probes(menu: QMenu, state: ReviewState, keys_of: KeysOf) -> None:
    named = regions_text(state.selected_regions)
    for view, text in (("remove", tr("Remove {regions}")), ("keep", tr("Keep only {regions}"))):
        action = menu.addAction(entry_with_keys(text.format(regions=named), keys_of(f"tools.probe_{view}")))
        action.triggered.connect(partial(_ask_probe, state, view))
        action.setCheckable(True)
        action.setChecked(state.probe_view == view)
    if len(state.selected_regions) == 2:
        menu.addAction(
            entry_with_keys(tr("Measure their interaction"), keys_of("tools.probe_interaction")),
            state.ask_interaction,
        )


def _native(key: Qt.Key) -> str:
    """A key of the canvas's own as the platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _ask_probe(state: ReviewState, view: str, _checked: bool = False) -> None:
    state.ask_probe(view)
