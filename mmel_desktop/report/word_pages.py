"""The report's own words, explained for a reader who never saw the program."""

from __future__ import annotations

from mmel_desktop.report.blocks import Gap
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import HEADING_1, SMALL
from mmel_desktop.report.tables import facts
from mmel_desktop.report.text import TextBlock

_WORDS = (
    (
        "Anchor",
        "Number, time and hash of the audit trail’s last entry, written down in places outside the session.",
    ),
    (
        "Annotation",
        "A numbered mark by the analyst on an image, with a kind of failure (A0 to A12, each followed by its "
        "words) and a severity.",
    ),
    (
        "Audit trail, chain head",
        "The list of every act on the record. Each entry carries a hash that also covers the entry before "
        "it; the chain head is the hash of the last one. Whoever keeps a copy can notice any later change.",
    ),
    ("Blind first", "The human judged the image before seeing what the model relied on."),
    (
        "Cosine score",
        "The model’s measure, from −1 to 1, of how well an image and a sentence fit together.",
    ),
    (
        "Explanation, run",
        "A computation of which parts of an image a score rests on. Every run is recorded, also those that "
        "failed.",
    ),
    ("Heat map", "The explanation as colour over the image; bright where the evidence is strong."),
    (
        "Level",
        "How wide the view is: context (also what relates to the object, or resembles it), object, or part "
        "(only what fits the prompt best). The fused map shows what all levels agree on.",
    ),
    ("Patch", "One square of the grid into which the model cuts an image."),
    ("Probe", "A test: the model is asked again with a region removed, and with that region alone."),
    ("Prompt", "The sentence that the model compared with the image."),
    ("Region", "A connected part of the image, made of patches that belong together. It has a number."),
    (
        "SHA-256, hash",
        "A fingerprint of data, 64 digits long. The same data give the same hash; changed data another one.",
    ),
    (
        "Trust check",
        "A test of an explanation against a fixed limit. It passes, warns, FAILS, or was not run.",
    ),
)


def write_words(flow: PageFlow) -> None:
    """One table in alphabetical order."""
    flow.begin_chapter("Words used in this report")
    flow.bookmark("Words used in this report", 0)
    note = "What this report means by them; how the figures are computed stands under Method and limitations."
    flow.add(TextBlock("Words used in this report", HEADING_1), TextBlock(note, SMALL), Gap(8))
    flow.add(facts(_WORDS, shares=(1.0, 4.0)))
