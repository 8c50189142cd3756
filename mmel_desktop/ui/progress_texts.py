"""What a running job is doing, in the user's language; the rooms below the window tell it in English."""

from __future__ import annotations

from mmel_desktop.ui.phrase_matching import translated
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP

STEPS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("", "loading model {0}"),
    QT_TRANSLATE_NOOP("", "model {0} is ready"),
    QT_TRANSLATE_NOOP("", "memory ran out on the device; beginning again on the CPU"),
    QT_TRANSLATE_NOOP("", "reading the image"),
    QT_TRANSLATE_NOOP("", "reading the prompts"),
    QT_TRANSLATE_NOOP("", "attributing the score"),
    QT_TRANSLATE_NOOP("", "asking the model about regions, prompt {0} of {1}"),
    QT_TRANSLATE_NOOP("", "finding regions and relations"),
    QT_TRANSLATE_NOOP("", "checking whether it can be trusted"),
    QT_TRANSLATE_NOOP("", "fitting layer weights"),
    QT_TRANSLATE_NOOP("", "judging on held-out images"),
    QT_TRANSLATE_NOOP("", "reading images"),
    QT_TRANSLATE_NOOP("", "{0} of {1} relations"),
    QT_TRANSLATE_NOOP("", "{0} of {1} patches"),
    QT_TRANSLATE_NOOP("", "explaining {0}"),
    QT_TRANSLATE_NOOP("", "importing {0}"),
    QT_TRANSLATE_NOOP("", "imported"),
    QT_TRANSLATE_NOOP("", "file {0} of {1}"),
    QT_TRANSLATE_NOOP("", "exporting"),
    QT_TRANSLATE_NOOP("", "checking the record"),
    QT_TRANSLATE_NOOP("", "recording"),
    QT_TRANSLATE_NOOP("", "packing images"),
    QT_TRANSLATE_NOOP("", "unpacking"),
    QT_TRANSLATE_NOOP("", "reading the record"),
    QT_TRANSLATE_NOOP("", "image {0} of {1}"),
    QT_TRANSLATE_NOOP("", "putting the file together"),
    QT_TRANSLATE_NOOP("", "report written"),
    QT_TRANSLATE_NOOP("", "done"),
)
"""``{0}``, ``{1}`` stand for names and figures."""


def step_text(text: str) -> str:
    """A step in the user's language; one that is not in the table, or is translated already, as it is.

    Args:
        text: English, whole.
    """
    found = translated(text, STEPS, str)
    return text if found is None else found
