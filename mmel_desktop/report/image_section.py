"""The section of one image: what the model saw and relied on, how far to trust that, and what was judged."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.case import DisplaySettings, Finding
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.report.at_a_glance import at_a_glance
from mmel_desktop.report.blocks import Block, Gap, Panel, Stack
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.evidence_spool import Attachment
from mmel_desktop.report.figure_text import count_text, time_text
from mmel_desktop.report.image_facts import fact_blocks
from mmel_desktop.report.judgement_blocks import annotation_blocks, review_blocks
from mmel_desktop.report.map_pictures import MapPrinter
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import HEADING_1, SMALL, SMALL_BOLD, SMALL_INK, VERDICT_COLOURS
from mmel_desktop.report.probe_blocks import probe_blocks
from mmel_desktop.report.prompt_blocks import answer_blocks, word_blocks
from mmel_desktop.report.relation_blocks import relation_blocks
from mmel_desktop.report.section_parts import STATUS_WORDS, bookmark_note, shown_prompt
from mmel_desktop.report.text import TextBlock, clip, fit_text, shorten

_MOST_TOLD = 8


def write_image_section(
    flow: PageFlow,
    case: ImageCase,
    display: DisplaySettings,
    attached: Sequence[Attachment] = (),
    conditions: str = "",
    differences: Sequence[Finding] = (),
    taxonomy: Taxonomy = DEFAULT_TAXONOMY,
) -> None:
    """Add the pages of one image to the report.

    Args:
        flow: takes the pages.
        case: the image.
        display: what the reviewer saw.
        attached: evidence of this image, named with its hashes.
        conditions: letter of the run conditions of its explanation.
        differences: what the audit trail says otherwise about it.
        taxonomy: says what the codes of its marks mean.
    """
    name = case.record.identity.name
    flow.begin_page(f"Image {case.number} · {fit_text(name, SMALL, 180)}")
    flow.bookmark(f"{case.number}  {name}", 1, bookmark_note(case))
    explanation = case.explanation
    prompt_index = shown_prompt(explanation, case.annotations)
    printer = MapPrinter(case, display, prompt_index)
    flow.add(
        *_heading(case),
        *_unlike_the_trail(differences),
        at_a_glance(case, display, prompt_index),
        Gap(8),
        *printer.main_pictures(),
    )
    if explanation is not None:
        flow.add(*answer_blocks(explanation, prompt_index))
    flow.add(*review_blocks(case.review, case.opinions, case.review_change))
    flow.add(*printer.enlarged_marks())
    flow.add(
        *annotation_blocks(
            case.annotations, taxonomy, case.annotation_changes, case.deleted, has_probe=case.has_probe
        )
    )
    if explanation is not None:
        flow.add(*probe_blocks(explanation, case.probes, prompt_index))
        flow.add(*printer.other_prompts())
        flow.add(*word_blocks(explanation))
        flow.add(*relation_blocks(printer, explanation, display, prompt_index, case.probes))
    flow.add(*fact_blocks(case, attached, conditions))


def _heading(case: ImageCase) -> list[Block]:
    identity = case.record.identity
    summary = (
        f"{identity.width_px} × {identity.height_px} pixels · {STATUS_WORDS[case.status]} · "
        f"{count_text(len(case.annotations), 'annotation')}"
    )
    blocks: list[Block] = [
        TextBlock(f"{case.number}   {clip(identity.name, 160)}", HEADING_1),
        TextBlock(summary, SMALL),
        Gap(6),
    ]
    for problem in _problems(case):
        blocks += [Panel(MarkedText("fail", problem, SMALL_BOLD), edge=VERDICT_COLOURS["fail"]), Gap(8)]
    return blocks


def _unlike_the_trail(differences: Sequence[Finding]) -> list[Block]:
    """What stands on these pages and not in the trail; the tables were changed from outside."""
    if not differences:
        return []
    told = [f"{finding.where}: {shorten(finding.message, 400, 3)}" for finding in differences[:_MOST_TOLD]]
    if len(differences) > len(told):
        told.append(f"and {len(differences) - len(told):,} more; verify the session")
    head = MarkedText("fail", "NOT AS RECORDED: these pages differ from the audit trail.", SMALL_BOLD)
    lines: list[Block] = [head, *(TextBlock(line, SMALL_INK) for line in told)]
    return [Panel(Stack(lines), edge=VERDICT_COLOURS["fail"]), Gap(8)]


def _problems(case: ImageCase) -> list[str]:
    problems = []
    if case.picture_problem:
        problem = _sentence(shorten(case.picture_problem, 400, 3))
        problems.append(f"{problem} The maps are drawn on grey, never on another picture.")
    last = case.last_run
    if last is None and case.runs:
        problems.append("This image was explained for comparison only: no run answers for it.")
    elif last is None:
        problems.append("This image was never explained: nothing is known about what the model relied on.")
    elif last.status != "finished":
        what = "The newest run FAILED" if last.status == "failed" else "The newest run was cancelled"
        message = shorten(last.message, 400, 3)
        reason = f": {_sentence(message)}" if message else "."
        older = (
            f" What follows is the finished run of {time_text(case.shown_run.finished_utc)}."
            if case.shown_run
            else " There is no finished run."
        )
        problems.append(f"{what} ({time_text(last.finished_utc)}){reason}{older}")
    return problems


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
