"""Small pieces every section uses: headings, status words, which prompt and level are printed large."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.taxonomy import NO_FAILURE, REVIEW_VERDICTS, label_of
from mmel_desktop.report.blocks import Block, Gap, Headed, Stack
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.page_style import HEADING_2, SMALL
from mmel_desktop.report.text import TextBlock

STATUS_WORDS = {
    "explained": "explained",
    "failed": "EXPLANATION FAILED",
    "cancelled": "explanation cancelled",
    "not explained": "never explained",
}


def headed(title: str, *blocks: Block, note: str = "") -> list[Block]:
    """A heading that is never parted from the first block below it."""
    head: list[Block] = [TextBlock(title, HEADING_2)]
    if note:
        head += [TextBlock(note, SMALL)]
    first = blocks[0] if blocks else Gap(0.0)
    return [Gap(12), Headed(Stack([*head, Gap(4)]), first), *blocks[1:]]


def shown_prompt(explanation: Explanation | None, annotations: Sequence[Annotation] = ()) -> int:
    """The prompt whose maps are printed large.

    The one that the first marked failure concerns; else the model's own answer, the one that scores highest.
    """
    if explanation is None:
        return 0
    texts = [prompt.text for prompt in explanation.prompts]
    failures = (entry.prompt for entry in annotations if entry.effect != NO_FAILURE)
    marked = next((prompt for prompt in failures if prompt in texts), None)
    if marked is not None:
        return texts.index(marked)
    scores = [prompt.score for prompt in explanation.prompts]
    return scores.index(max(scores))


def shown_level(explanation: Explanation, display: DisplaySettings) -> int:
    """The region level whose relations are printed: the reviewer's, or under the fused map the object level.

    The window chooses in the same way.
    """
    count = len(explanation.regions.level_names)
    return display.level if 0 <= display.level < count else min(1, count - 1)


def bookmark_note(case: ImageCase) -> str:
    """What the contents page says beside an image: the judgement, or why there is no explanation."""
    if case.status != "explained":
        return STATUS_WORDS[case.status]
    return label_of(REVIEW_VERDICTS, case.review.verdict)
