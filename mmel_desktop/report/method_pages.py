"""Method and limitations in plain words, for readers who never saw the program."""

from __future__ import annotations

from mmel_desktop.report.blocks import Block, Gap, Panel
from mmel_desktop.report.content import CaseTotals
from mmel_desktop.report.figure_text import check_title, limit_text
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import ACCENT, BODY, BODY_BOLD, HEADING_1, SMALL_BOLD
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock, shorten

KEY_SENTENCE = (
    "A heat map shows where the model’s score came from. It never proves, by itself, why the model "
    "answered as it did: a cause stays a hypothesis until a probe (removing or keeping the region) "
    "supports it."
)

CHECKS_TITLE = "Trust checks"

_CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "How to read the section of an image",
        (
            "The panel at its head answers five questions: what the model answered, where the evidence for "
            "it lay, whether the map that says so can be trusted, whether a cause was tested, and what the "
            "human judged. The two pictures below show the image with the analyst’s numbered marks, and "
            "the same image with the map of one prompt: the one that the first marked failure concerns, or "
            "else the one that scores highest. The table holds the figures of every prompt.",
            "HYPOTHESIS means that a cause is only suggested by a map. MEASURED means that the model was "
            "asked again with the region taken out, and alone: what its score then did is an observation, "
            "although only of this image and this model.",
        ),
    ),
    (
        "What was examined",
        (
            "A vision-language model compares an image with a sentence (the prompt) and gives a score: the "
            "cosine between the two, from −1 to 1. A higher score means that the model finds them more "
            "alike. The share among the prompts says how the model would divide its choice among exactly "
            "the prompts of this run; it changes when a prompt is added or taken away, and it is not a "
            "probability that something is there.",
        ),
    ),
    (
        "How the maps are made",
        (
            "The image is cut into a grid of patches. For every processing block of the model, the "
            "contribution of each patch to the score is computed from the model’s own attention, values "
            "and gradients (methods mmel, direct, full), or for the last block only (grad_eclip, the "
            "published Grad-ECLIP method). The contributions of all blocks add up to the score’s own "
            "first-order change; the check “completeness” measures how exactly.",
            "The method mmel then lets related patches support one another (the Hierarchical Semantic "
            "Relationship Module): relations between patches are computed at several scales, what is "
            "kept is gated by how well each patch, and what it relates to, agrees with the prompt, and the "
            "scales are weighted per image and prompt. The result is one map per level, from context (also "
            "what relates to the object, or resembles it) over objects to parts (only what fits the prompt "
            "best), and a fused map, their weighted geometric mean: what all levels agree on. Such a map is "
            "a product of several measured quantities; between the centres of patches its root is "
            "interpolated (parameter interpolation_degree).",
            "The painted map of these methods follows the edges of the image (parameter edge_reach): "
            "evidence is laid on what looks alike, each patch keeping about what it had. Detail finer than "
            "a patch is the image’s; no figure uses it.",
            "The method mmel-refined asks the model again about the fused map: without each of a few "
            "regions, with each of them alone, and with none. Four fifths of its map are the fused map, "
            "one fifth what was measured, both in that root; the maps of the levels stay. Nothing is drawn "
            "at random. "
            "Measured effects need not add up to the score: the check “completeness” speaks of the "
            "contributions that the map starts from.",
            "Each map is scaled so that its strongest point is 1. Maps show where the evidence lies; they "
            "cannot be compared in strength with one another. Colours follow the square root of the value, "
            "so that weak evidence is seen beside strong. Evidence against the prompt is not painted; the "
            "attached arrays hold the signed values. When a prompt has no positive evidence, the map is "
            "not painted and the words “no evidence found” stand in its place.",
        ),
    ),
    (
        "Regions and relations",
        (
            "Neighbouring patches are merged into regions at several levels: patches that the model sees as "
            "alike, and that agree, or do not agree, with what the prompts name; a prompt counts the more, "
            "the likelier the model finds it. The regions’ numbers are those of the program. Drawn outlines "
            "follow the edges of the image inside the patches; all figures of a region, and what a probe "
            "removes, are of whole patches.",
            "Evidence is a region’s share of what supports the prompt: half of that is positive evidence, "
            "half agreement with the prompt (methods other than mmel: the painted map). Alignment is how "
            "well its patches agree with the prompt compared with the other prompts. Lines between regions "
            "carry three different strengths which are never mixed: semantic (alike in the model’s "
            "features), attention (how much the model’s attention flows between them) and interaction "
            "(measured: the score with both, without the one, without the other and without both; above zero "
            "the two need one another, below zero either suffices). Only the last one is an experiment on "
            "the model.",
        ),
    ),
    (
        "Words",
        (
            "The bars over a prompt’s words say how much the score hangs on each word, scaled so that the "
            "largest is 1. They do not say that the model understood the sentence’s structure.",
        ),
    ),
    (
        CHECKS_TITLE,
        (
            "Each explanation is tested with figures against fixed limits, for instance: do the parts add "
            "up, does another way of computing agree, does the map change when the prompt or the model’s "
            "weights change, does removing the marked patches lower the score more than removing random "
            "ones. A check that warns or fails is named at the head of the image it concerns. Passing all "
            "checks does not make an explanation true; failing one makes it unfit to rely on.",
        ),
    ),
    (
        "Limitations",
        (
            "The maps explain this model, these weights, these pixels and this prompt. Another wording, "
            "crop or version may be answered otherwise.",
            "The resolution is that of the patch grid; finer detail says nothing of the model. What the "
            "model’s preprocessing cut away is hatched and was never seen by it.",
            "Methods based on gradients describe small changes around the present input; strongly "
            "saturated scores may hide what would happen under large changes.",
            "Human verdicts are opinions of the named persons at the given time. Names are declared unless "
            "the record says that they were authenticated; times come from the clock of the machine that "
            "was used.",
            "The audit trail detects changes of single entries, of their order, and of the data they "
            "describe. It cannot, alone, detect a complete rewriting of the record by someone who also "
            "controls every anchor written elsewhere, a false statement by the person who entered it, or a "
            "wrong clock.",
            "This report supports the documentation duties of review procedures and standards. It certifies "
            "compliance with none.",
        ),
    ),
    (
        "How to check this report",
        (
            "The file carries its machine-readable record as attachments: the whole record as canonical "
            "JSON, the raw maps as NumPy arrays, the audit trail, its anchor, and a manifest with the "
            "SHA-256 of every attachment and of every page. “mmel-desktop verify report.pdf” recomputes "
            "all of them, recomputes the audit chain, replays it against the record, compares the figures "
            "on the pages with the record and, when the session file is at hand, the anchor with the "
            "session. The hash of this file as a whole stands in the session’s audit trail, in an entry "
            "after the chain head named in the footer, unless the report was exported from a session open "
            "for reading only; such a report is proved by exporting it again, because the same record "
            "gives the same bytes.",
            "The file is made as PDF/A-3a (ISO 19005-3): it needs nothing from outside to be shown as it was "
            "written, every character can be read back as text, and screen readers find headings, tables and "
            "words for every picture.",
        ),
    ),
)


def write_method(flow: PageFlow, totals: CaseTotals) -> None:
    """Explain the method, the checks that were run, its limits, and how the report can be checked."""
    flow.begin_page("Method and limitations")
    flow.bookmark("Method and limitations", 0)
    flow.add(TextBlock("Method and limitations", HEADING_1), Gap(8))
    flow.add(Panel(TextBlock(KEY_SENTENCE, BODY_BOLD), edge=ACCENT))
    for title, paragraphs in _CHAPTERS:
        blocks: list[Block] = []
        for paragraph in paragraphs:
            blocks += [TextBlock(paragraph, BODY), Gap(4)]
        if title == CHECKS_TITLE and totals.check_meanings:
            blocks.append(_check_table(totals))
        flow.add(*headed(title, *blocks))


def _check_table(totals: CaseTotals) -> Block:
    shares = (1.4, 0.9, 5.0)
    rows: list[Block] = [
        TableRow(
            (TextBlock(check_title(name), SMALL_BOLD), limit_text(check), shorten(check.explanation, 400, 4)),
            shares,
            right=(1,),
        )
        for name, check in sorted(totals.check_meanings.items())
    ]
    return Table(TableRow(("Check", "Limit", "What is measured"), shares, header=True, right=(1,)), rows)
