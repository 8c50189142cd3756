"""A tooltip that shows foreign text as it is; Qt takes what looks like HTML for markup and loads pictures."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt

from mmel_desktop.core.visible_text import without_controls

LONGEST_LINE = 100
"""Characters of a line above which the tooltip must wrap; Qt wraps markup only."""


def plain_tip(text: str) -> str:
    """Text of a tooltip that shows ``text`` letter by letter, hidden characters spelled.

    Short text that Qt would not take for markup stays plain text, which screen readers read as it is.
    """
    shown = without_controls(text)
    if not Qt.mightBeRichText(shown) and max(map(len, shown.splitlines()), default=0) <= LONGEST_LINE:
        return shown
    return f'<span style="white-space: pre-wrap">{html.escape(shown)}</span>'
