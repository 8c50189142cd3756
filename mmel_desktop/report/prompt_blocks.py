"""Scores, trust checks and words of the prompts."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.explanation import Explanation, PromptResult, TrustCheck
from mmel_desktop.report.blocks import Block, Columns, Gap, Stack
from mmel_desktop.report.figure_text import (
    check_title,
    cosine_text,
    limit_text,
    measured_text,
    percent_text,
)
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.page_style import CONTENT_WIDTH, LABEL, SMALL_BOLD, SMALL_INK
from mmel_desktop.report.plots import Bar
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Cell, Table, TableRow
from mmel_desktop.report.text import TextBlock, clip
from mmel_desktop.report.word_bars import WordBars

MOST_PROMPTS_PER_TABLE = 5
_FEWEST_COLUMNS = 3  # a lone column across the page would be hard to follow
_WORD_GAP = 12.0
_BAR_HEIGHT = 10.0
_CELL = SMALL_INK.with_(leading=10.0)
_MARKED = SMALL_INK.with_(leading=10.0, size=7.0)


def answer_blocks(explanation: Explanation, prompt_index: int) -> list[Block]:
    """One column per prompt: its score, its share of the choice, every trust check with figure and limit."""
    order = [prompt_index, *(i for i in range(len(explanation.prompts)) if i != prompt_index)]
    blocks: list[Block] = []
    width = min(max(len(order), _FEWEST_COLUMNS), MOST_PROMPTS_PER_TABLE)
    for start in range(0, len(order), MOST_PROMPTS_PER_TABLE):
        columns = order[start : start + MOST_PROMPTS_PER_TABLE]
        blocks += [Gap(8), _answer_table(explanation, columns, prompt_index, width)]
    notes = _notes(explanation)
    return headed(
        "Answers and trust checks of every prompt",
        *blocks[1:],
        *([Gap(4), *notes] if notes else []),
        note="The maps above belong to the first column. Do not rely on a map that fails a check.",
    )


def _answer_table(explanation: Explanation, columns: Sequence[int], prompt_index: int, width: int) -> Block:
    """A table of ``width`` columns of prompts, of which the last ones may be empty."""
    shares = (1.45 * width / MOST_PROMPTS_PER_TABLE, *(1.0 for _ in range(width)))

    def row(title: str, cells: Sequence[Cell]) -> TableRow:
        filled: list[Cell] = [TextBlock(title, _CELL), *cells]
        filled += [""] * (width - len(cells))
        return TableRow(filled, shares, style=_CELL, gap=8.0, padding_y=1.2, named=True)

    titles = [_prompt_title(explanation.prompts[index], index == prompt_index) for index in columns]
    header: list[Cell] = ["Prompt", *titles]
    header += [""] * (width - len(columns))
    scores = [prompt.score for prompt in explanation.prompts]
    low, high = min(0.0, *scores, -1e-6), max(*scores, 1e-6)
    asked = [explanation.prompts[index] for index in columns]
    cosines = [
        _bar_cell(cosine_text(prompt.score), Bar(prompt.score, low, high, _BAR_HEIGHT)) for prompt in asked
    ]
    shares_of_choice = [
        _bar_cell(percent_text(prompt.softmax), Bar(prompt.softmax, height=_BAR_HEIGHT)) for prompt in asked
    ]
    lines: list[tuple[str, Sequence[Cell]]] = [
        ("Cosine score", cosines),
        ("Share of the choice", shares_of_choice),
        *_check_lines(explanation, columns),
    ]
    rows = [row(title, cells) for title, cells in lines]
    return Table(TableRow(header, shares, header=True, gap=8.0), rows)


def _check_lines(explanation: Explanation, columns: Sequence[int]) -> list[tuple[str, list[Cell]]]:
    """Per check its name with its limit, and the outcome for the prompt of each column."""
    examples: dict[str, TrustCheck] = {}
    for check in (check for checks in explanation.checks for check in checks):
        examples.setdefault(check.name, check)
    if not examples:
        return [("Trust checks", ["not run" for _ in columns])]
    by_prompt = [{check.name: check for check in explanation.checks[index]} for index in columns]
    return [
        (
            f"{check_title(name)} {limit_text(example)}",
            [_check_cell(checks.get(name)) for checks in by_prompt],
        )
        for name, example in examples.items()
    ]


def _prompt_title(prompt: PromptResult, shown: bool) -> TextBlock:
    """A column's head; that of the prompt whose maps are printed is bold."""
    return TextBlock(clip(prompt.text, 90), (SMALL_BOLD if shown else LABEL).with_(leading=9.0, size=7.0))


def _bar_cell(figure: str, bar: Bar) -> Block:
    return Columns([TextBlock(figure, _CELL), bar], (1.0, 1.0), gap=2.0)


def _check_cell(check: TrustCheck | None) -> Cell:
    if check is None:
        return "–"
    words = {"fail": "  FAIL", "warn": "  warning", "not_run": ""}.get(check.verdict, "")
    text = "not run" if check.verdict == "not_run" else f"{measured_text(check.value)}{words}"
    return MarkedText(check.verdict, text, _MARKED)


def _notes(explanation: Explanation) -> list[Block]:
    """What must be known of the run (view, kind of tower, fallbacks) and of single prompts."""
    lines = [(prompt, _prompt_notes(prompt)) for prompt in explanation.prompts]
    run: list[Block] = [
        MarkedText("warn", clip(note, 600), SMALL_INK) for note in explanation.provenance.notes
    ]
    return run + [
        MarkedText("warn", f"“{clip(prompt.text, 120)}”: {'; '.join(notes)}.", SMALL_INK)
        for prompt, notes in lines
        if notes
    ]


def _prompt_notes(prompt: PromptResult) -> list[str]:
    notes = []
    if prompt.truncated:
        notes.append(f"cut at the model’s context length; {prompt.token_count} tokens in all")
    if not prompt.evidence_found:
        notes.append("no evidence found, so its map is not painted")
    if prompt.unseen_words:
        notes.append("unknown to the model’s training: " + ", ".join(prompt.unseen_words[:8]))
    return notes


def word_blocks(explanation: Explanation) -> list[Block]:
    """Which words of each prompt the score hangs on; short prompts beside one another."""
    cells: list[WordBars] = []
    unseen = False
    for prompt in explanation.prompts:
        if prompt.words:
            unseen |= bool(prompt.unseen_words)
            cells.append(WordBars([(word.word, word.weight, word.seen) for word in prompt.words]))
    if not cells:
        return []
    columns = next((count for count in (3, 2) if _fit_one_line(cells, count)), 1)
    rows: list[Block] = []
    for start in range(0, len(cells), columns):
        row: list[Block] = [*cells[start : start + columns]]
        row += [Gap(0.0)] * (columns - len(row))
        rows.append(Columns(row, (1,) * columns, gap=_WORD_GAP))
    note = "The taller the bar, the more the score hangs on the word; the largest word of each prompt is 1."
    if unseen:
        note += " A triangle marks words the model’s training never touched."
    return headed("Words", Stack(rows, breakable=True), note=note)


def _fit_one_line(cells: Sequence[WordBars], columns: int) -> bool:
    width = (CONTENT_WIDTH - _WORD_GAP * (columns - 1)) / columns
    return all(cell.measure(width) <= cell.height for cell in cells)
