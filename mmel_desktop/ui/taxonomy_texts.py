"""The taxonomy in the user's language. Codes, and what the record keeps, stay as they are."""

from __future__ import annotations

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.translation import tr

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
