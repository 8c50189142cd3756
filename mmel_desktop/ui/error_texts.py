"""Errors and trust checks in the user's language; what is recorded and logged stays English."""

from __future__ import annotations

from mmel_desktop.ui.error_phrases import ACTIONS, CHECKS, DETAILS, WHAT
from mmel_desktop.ui.phrase_matching import translated
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.translation import tr


def error_text(text: str) -> str:
    """A part of an error (what, found, expected or action) in the user's language.

    Args:
        text: English, whole; one that is not in the tables comes back as it is.
    """
    phrases = (*WHAT, *ACTIONS, *DETAILS)
    # A value may be a sentence of the record itself, e.g. why a session cannot be edited.
    found = translated(text, phrases, record_text)
    if found is not None:
        return found
    parts = [translated(part, phrases, record_text) or part for part in text.split("; ")]
    return "; ".join(parts)


def check_label(name: str) -> str:
    """A check's identifier as words: ``model_randomisation`` → "Model randomisation"."""
    words = name.replace("_", " ")
    labels = {
        "completeness": tr("Completeness"),
        "replay": tr("Replay"),
        "agreement": tr("Agreement"),
        "specificity": tr("Specificity"),
        "deletion": tr("Deletion"),
        "randomisation": tr("Randomisation"),
        "stability": tr("Stability"),
        "recognition": tr("Recognition"),
    }
    return labels.get(name, words[:1].upper() + words[1:])


def check_text(text: str) -> str:
    """What a trust check measured, in the user's language; it may be several known sentences."""
    whole = translated(text, CHECKS, record_text)
    if whole is not None:
        return whole
    for phrase in CHECKS:
        if text.startswith(f"{phrase} "):
            return f"{tr(phrase)} {check_text(text[len(phrase) + 1 :])}"
    return text
