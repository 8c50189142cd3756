"""One panel per image with a reader's first questions: decided, relied on, trusted, tested, judged."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.measured_probes import MeasuredRegions
from mmel_desktop.core.region_tree import Region
from mmel_desktop.core.taxonomy import CONFIDENCES, REVIEW_VERDICTS, label_of
from mmel_desktop.report.blocks import Block, Columns, Panel, Stack
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.figure_text import (
    check_title,
    cosine_text,
    count_text,
    limit_text,
    measured_text,
    percent_text,
)
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.page_style import ACCENT, LABEL, SMALL_INK
from mmel_desktop.report.section_parts import shown_level
from mmel_desktop.report.text import TextBlock, clip

_SHARES = (1.0, 5.6)
HYPOTHESIS = "HYPOTHESIS, not tested"
MEASURED = "MEASURED"


def at_a_glance(case: ImageCase, display: DisplaySettings, prompt_index: int) -> Block:
    """The panel; an image without an explanation has only the last row."""
    rows: list[tuple[str, Block]] = []
    explanation = case.explanation
    if explanation is not None:
        rows = [
            ("The model’s answer", TextBlock(_answer(explanation), SMALL_INK)),
            ("What it relied on", TextBlock(_relied_on(explanation, display, prompt_index), SMALL_INK)),
            ("Trust in the map", _trust(explanation, prompt_index)),
            ("The cause", TextBlock(_cause(case, prompt_index), SMALL_INK)),
        ]
    rows.append(("Human judgement", TextBlock(_judgement(case), SMALL_INK)))
    return Panel(
        Stack([Columns([TextBlock(label, LABEL), block], _SHARES, gap=8) for label, block in rows]),
        edge=ACCENT,
        padding=6.0,
    )


def place_words(region: Region, image_hw: tuple[int, int]) -> str:
    """Where a region's centre lies, in thirds of the image, e.g. ``upper left``."""
    height, width = image_hw
    x, y = region.centroid_xy_px
    row = ("upper", "middle", "lower")[min(max(int(3 * y / height), 0), 2)]
    column = ("left", "centre", "right")[min(max(int(3 * x / width), 0), 2)]
    return "centre" if (row, column) == ("middle", "centre") else f"{row} {column}"


def removal_words(measured: MeasuredRegions, prompt_index: int) -> str:
    """What removing regions did to a score."""
    return {
        "needed": "lowers the score",
        "not needed": "hardly changes the score",
        "against": "raises the score",
        "no statement": "too low a score for a statement",
    }[measured.removal_reading(prompt_index)]


def _answer(explanation: Explanation) -> str:
    ranked = sorted(explanation.prompts, key=lambda prompt: -prompt.score)
    best = ranked[0]
    text = f"“{clip(best.text, 90)}” scores highest: cosine {cosine_text(best.score)}"
    if len(ranked) == 1:
        return f"{text}; it was the only prompt, so nothing can be said about a choice."
    return (
        f"{text}, {percent_text(best.softmax)} of the choice among {len(ranked)} prompts. "
        f"Next: “{clip(ranked[1].text, 90)}”, {cosine_text(ranked[1].score)}."
    )


def _relied_on(explanation: Explanation, display: DisplaySettings, prompt_index: int) -> str:
    prompt = explanation.prompts[prompt_index]
    words = f"For “{clip(prompt.text, 90)}”"
    regions = explanation.regions.at_level(shown_level(explanation, display))
    if not prompt.evidence_found or not regions:
        return f"{words}: no evidence was found; nothing is painted."
    region = max(regions, key=lambda entry: (entry.shares[prompt_index], -entry.region_id))
    area = sum(entry.area_px for entry in regions) or 1.0
    return (
        f"{words} ({cosine_text(prompt.score)}): region {region.region_id} "
        f"({place_words(region, explanation.geometry.image_hw)}) holds "
        f"{percent_text(region.shares[prompt_index])} of what supports the prompt, on "
        f"{percent_text(region.area_px / area)} of the area."
    )


def _trust(explanation: Explanation, prompt_index: int) -> Block:
    checks = explanation.checks[prompt_index]
    noticed = [check for check in checks if check.verdict in {"warn", "fail"}]
    run = [check for check in checks if check.verdict != "not_run"]
    if not run:
        return MarkedText("not_run", "No trust check was run: treat the map with caution.", SMALL_INK)
    if not noticed:
        which = "The one trust check" if len(run) == 1 else f"All {len(run)} trust checks"
        return MarkedText("pass", f"{which} that {'was' if len(run) == 1 else 'were'} run passed.")
    worst = explanation.worst_verdict(prompt_index)
    said = "; ".join(
        f"{check_title(check.name)} {measured_text(check.value)} (limit {limit_text(check)}) "
        f"{'FAILS' if check.verdict == 'fail' else 'warns'}"
        for check in noticed
    )
    end = " Do not rely on this map." if worst == "fail" else ""
    return MarkedText(worst, f"{said}; {len(run) - len(noticed)} passed.{end}")


def _cause(case: ImageCase, prompt_index: int) -> str:
    probed = list(case.probes.regions.values())
    if not probed:
        pairs = len(case.probes.interactions)
        measured = (
            f" Only {count_text(pairs, 'pair')} of regions were measured for interaction." if pairs else ""
        )
        return f"{HYPOTHESIS}: no region was removed or kept alone; the map only suggests a reason.{measured}"
    largest = max(probed, key=lambda entry: abs(entry.necessity(prompt_index)))
    regions = region_words(largest.region_ids)
    whole, without, alone = (
        cosine_text(scores[prompt_index])
        for scores in (largest.scores, largest.scores_without, largest.scores_alone)
    )
    if largest.removal_reading(prompt_index) == "no statement":
        return (
            f"{MEASURED}: the score is {without} without {regions} and {alone} with nothing else, of {whole} "
            "with the whole image; such a score is too low to say what it needs."
        )
    changes = removal_words(largest, prompt_index)
    return (
        f"{MEASURED}: removing {regions} {changes} from {whole} to {without}; kept alone, it gives {alone}."
    )


def region_words(region_ids: Sequence[int]) -> str:
    """``region 9`` or ``regions 3 + 9``."""
    return f"region{'s' if len(region_ids) > 1 else ''} {' + '.join(str(number) for number in region_ids)}"


def _judgement(case: ImageCase) -> str:
    review = case.review
    if review.verdict == "unreviewed":
        text = "None was recorded for this image."
    else:
        agreement = {True: "agrees with the model", False: "overrides the model"}
        agrees = "agreement not stated" if review.agrees is None else agreement[review.agrees]
        order = "before" if review.judged_blind else "after"
        text = (
            f"{label_of(REVIEW_VERDICTS, review.verdict).capitalize()} – {agrees}; confidence "
            f"{label_of(CONFIDENCES, review.confidence)}; judged {order} the explanation was seen."
        )
    others = "; ".join(
        f"{clip(opinion.reviewer, 60)} says {label_of(REVIEW_VERDICTS, opinion.verdict)}"
        for opinion in case.opinions
    )
    changed = " Changed since entry." if case.review_change else ""
    return text + changed + (f" Second opinion: {others}." if others else "")
