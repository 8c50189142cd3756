"""The taxonomy in the user's language. Codes, and what the record keeps, stay as they are."""

from __future__ import annotations

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, language_shown, tr

TERM_COMMENT = "taxonomy"
"""Tells the terms of the taxonomy from equal words elsewhere."""
EXPORT_COMMENT = "export"
"""Tells the names of export formats from equal words elsewhere."""


def term_label(label: str) -> str:
    """The label of one of the program's terms in the user's language; another one stays as it is."""
    return tr(label, TERM_COMMENT)


def term_text(term: Term) -> str:
    """The label of a term in the user's language; a team's own are as the team wrote them."""
    if not term.by_team:
        return term_label(term.label)
    return term.label_ko if term.label_ko and language_shown() == "ko" else term.label


def code_text(taxonomy: Taxonomy, field: str, code: str) -> str:
    """The label of a code in the user's language; the code itself when the session does not know it."""
    term = taxonomy.term(field, code)
    return code if term is None else term_text(term)


def term_meaning(term: Term) -> str:
    """The sentence that explains a term, in the user's language; a team's own are as the team wrote them."""
    return term.meaning if term.by_team else tr(term.meaning, TERM_COMMENT)


LEVEL_NAMES = (
    QT_TRANSLATE_NOOP("", "context"),
    QT_TRANSLATE_NOOP("", "object"),
    QT_TRANSLATE_NOOP("", "part"),
)
"""Levels of the region tree as the engine names them."""


def level_text(name: str) -> str:
    """The name of a level in the user's language; a level the engine adds later stays as it is."""
    return tr(name)
