"""Finds texts that a person would see but that were never offered for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SHOWING_CALLS = {
    "Notice",
    "Problem",
    "QAction",
    "QCheckBox",
    "QDockWidget",
    "QGroupBox",
    "QLabel",
    "QMenu",
    "QPushButton",
    "QRadioButton",
    "QToolBar",
    "QToolButton",
    "ModelJob",
    "add_button",
    "addAction",
    "addButton",
    "addItem",
    "addItems",
    "addMenu",
    "addRow",
    "addTab",
    "drawText",
    "edit",
    "from_error",
    "getText",
    "getOpenFileName",
    "getOpenFileNames",
    "getSaveFileName",
    "getExistingDirectory",
    "run_task",
    "setAccessibleDescription",
    "setAccessibleName",
    "setHeaderLabels",
    "setInformativeText",
    "setPlaceholderText",
    "setStatusTip",
    "setText",
    "setTitle",
    "setToolTip",
    "setWindowTitle",
    "show_hint",
    "showText",
}
"""Functions and methods whose text arguments end up on the screen."""
DRAWING = ("panels", "canvas", "dialogs")
"""Folders whose functions make texts for the screen only."""
TRANSLATING_CALLS = {"tr", "translate", "QT_TRANSLATE_NOOP", "record_text", "term_label", "setProperty"}
_MARKUP = re.compile(r"<[^>]*>?|&\w+;|\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"MMEL", "Desktop", "Python", "Qt", "RGB", "px", "SHA", "mmel", "Apache"}
"""Words that are the same in every language."""


def untranslated_texts(file: Path) -> list[str]:
    """``file:line text`` of every literal with a word in it that reaches the screen as it stands."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) in SHOWING_CALLS:
            # The second argument of addItem is data, which nobody sees.
            shown = call.args[:1] if _name(call.func) == "addItem" else call.args
            for argument in (*shown, *(keyword.value for keyword in call.keywords)):
                found += [f"{file.name}:{node.lineno} {text!r}" for node, text in _literals(argument)]
        # A sentence that a function gives back is shown by whoever asked for it; a code has no blank in it.
        if (
            isinstance(call, ast.Return)
            and isinstance(call.value, ast.Constant)
            and file.parent.name in DRAWING
        ):
            text = call.value.value
            if isinstance(text, str) and " " in text and _has_word(text):
                found.append(f"{file.name}:{call.lineno} {text!r}")
    return found


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Texts with a word in them below a node; what is handed to another call is that call's business."""
    if isinstance(node, ast.Call | ast.Lambda | ast.Subscript | ast.Compare):
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _has_word(node.value):
            yield node, node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from _literals(child)


def _has_word(text: str) -> bool:
    return any(word not in NAMES for word in _WORD.findall(_MARKUP.sub(" ", text)))
