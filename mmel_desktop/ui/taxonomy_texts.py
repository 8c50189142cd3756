"""The taxonomy in the user's language. Codes, and what the record keeps, stay as they are."""

from __future__ import annotations

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

TERM_COMMENT = "taxonomy"
"""Tells the terms of the taxonomy from equal words elsewhere."""
EXPORT_COMMENT = "export"
"""Tells the names of export formats from equal words elsewhere."""


def term_label(label: str) -> str:
    """The label of a term in the user's language; a label of a newer taxonomy stays as it is."""
    return tr(label, TERM_COMMENT)


def term_meaning(term: Term) -> str:
    """The sentence that explains a term, in the user's language."""
    return tr(term.meaning, TERM_COMMENT)


LEVEL_NAMES = (
    QT_TRANSLATE_NOOP("", "context"),
    QT_TRANSLATE_NOOP("", "object"),
    QT_TRANSLATE_NOOP("", "part"),
)
"""Levels of the region tree as the engine names them."""


def level_text(name: str) -> str:
    """The name of a level in the user's language; a level the engine adds later stays as it is."""
    return tr(name)
