"""Scores, words and trust checks of the prompts."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.explanation import Explanation, PromptResult, TrustCheck
from mmel_desktop.report.blocks import Block, Columns, Gap
from mmel_desktop.report.figure_text import (
    check_title,
    cosine_text,
    limit_text,
    measured_text,
    percent_text,
)
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.page_style import SMALL, SMALL_BOLD, SMALL_INK, VERDICT_WORDS
from mmel_desktop.report.plots import Bar, WordBars
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock, clip, shorten

_SCORE_SHARES = (3.4, 1.7, 0.8, 1.7, 0.9, 1.2)
_MOST_CHECKS_PER_TABLE = 6
_CHECK_SHARES = (1.7, 1.0, 1.0, 1.0, 4.0)


def score_blocks(explanation: Explanation) -> list[Block]:
    """Every prompt with its cosine score, its share among the prompts and its worst check."""
    header = TableRow(
        ("Prompt", "Cosine score", "", "Share of prompts", "", "Trust checks"),
        _SCORE_SHARES,
        header=True,
    )
    scores = [prompt.score for prompt in explanation.prompts]
    low, high = min(0.0, *scores, -1e-6), max(*scores, 1e-6)
    rows: list[Block] = []
    for index, prompt in enumerate(explanation.prompts):
        worst = explanation.worst_verdict(index)
        rows.append(
            TableRow(
                (
                    TextBlock(_prompt_words(prompt), SMALL_INK),
                    Bar(prompt.score, low, high),
                    cosine_text(prompt.score),
                    Bar(prompt.softmax),
                    percent_text(prompt.softmax),
                    MarkedText(worst, VERDICT_WORDS[worst]),
                ),
                _SCORE_SHARES,
                right=(2, 4),
            )
        )
    return headed("Scores", Table(header, rows))


def word_blocks(explanation: Explanation) -> list[Block]:
    """Which words of each prompt the score hangs on."""
    rows: list[Block] = []
    unseen = False
    for prompt in explanation.prompts:
        if not prompt.words:
            continue
        unseen = unseen or bool(prompt.unseen_words)
        words = [(word.word, word.weight, word.seen) for word in prompt.words[:60]]
        rows.append(Columns([TextBlock(clip(prompt.text, 160), SMALL), WordBars(words)], (1.3, 3), gap=16))
        rows.append(Gap(4))
    if not rows:
        return []
    note = "The taller the bar, the more the score hangs on the word; the largest word of each prompt is 1."
    if unseen:
        note += " A triangle marks words the model’s training never touched."
    return headed("Words", *rows[:-1], note=note)


def check_blocks(explanation: Explanation, prompt_index: int) -> list[Block]:
    """The trust checks: in full for the prompt printed large, in short for the others."""
    header = TableRow(
        ("Check", "Measured", "Limit", "Verdict", "What it means"),
        _CHECK_SHARES,
        header=True,
        right=(1, 2),
    )
    rows = [_check_row(check) for check in explanation.checks[prompt_index]]
    prompt = explanation.prompts[prompt_index]
    if not rows:
        nothing = TextBlock(
            "No trust checks were run for this explanation; treat it with caution.", SMALL_BOLD
        )
        return headed("Trust checks", nothing)
    blocks = headed(
        "Trust checks",
        Table(header, rows),
        note=f"For “{clip(prompt.text, 160)}”. Do not rely on an explanation that fails a check.",
    )
    others = [index for index in range(len(explanation.prompts)) if index != prompt_index]
    if others:
        blocks += [Gap(12), *_short_checks(explanation, others)]
    return blocks


def _check_row(check: TrustCheck) -> TableRow:
    return TableRow(
        (
            TextBlock(check_title(check.name), SMALL_BOLD),
            measured_text(check.value),
            limit_text(check),
            MarkedText(check.verdict, VERDICT_WORDS[check.verdict], SMALL_BOLD),
            TextBlock(shorten(check.explanation, 400, 4), SMALL),
        ),
        _CHECK_SHARES,
        right=(1, 2),
    )


def _short_checks(explanation: Explanation, prompt_indices: list[int]) -> list[Block]:
    """One row per prompt, one column per check; many checks are spread evenly over several tables."""
    names = list(dict.fromkeys(check.name for index in prompt_indices for check in explanation.checks[index]))
    blocks: list[Block] = []
    tables = -(-len(names) // _MOST_CHECKS_PER_TABLE)
    size = -(-len(names) // max(tables, 1))
    for start in range(0, len(names), max(size, 1)):
        group = names[start : start + size]
        shares = (2.0, *(1.2 for _ in group))
        titles = (check_title(name) for name in group)
        header = TableRow(("Other prompts", *titles), shares, header=True)
        rows = [_short_row(explanation, index, group, shares) for index in prompt_indices]
        blocks += [Gap(12), Table(header, rows)]
    return blocks[1:]


def _short_row(
    explanation: Explanation, prompt_index: int, names: Sequence[str], shares: Sequence[float]
) -> TableRow:
    by_name = {check.name: check for check in explanation.checks[prompt_index]}
    cells: list[Block | str] = [TextBlock(clip(explanation.prompts[prompt_index].text, 100), SMALL_INK)]
    for name in names:
        check = by_name.get(name)
        cells.append(MarkedText(check.verdict, measured_text(check.value)) if check else "–")
    return TableRow(cells, shares)


def _prompt_words(prompt: PromptResult) -> str:
    notes = []
    if prompt.truncated:
        notes.append(f"cut at the model’s context length; {prompt.token_count} tokens in all")
    if not prompt.evidence_found:
        notes.append("no evidence found")
    if prompt.unseen_words:
        notes.append("unknown to the model’s training: " + ", ".join(prompt.unseen_words[:8]))
    return clip(prompt.text, 200) + (f"  [{'; '.join(notes)}]" if notes else "")
