"""The summary: counts and plots over all images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.lookalike_names import lookalikes, spelled_out
from mmel_desktop.core.taxonomy import CAUSAL_STATUSES, NO_FAILURE, SEVERITIES, label_of
from mmel_desktop.report.blocks import Block, Columns, Gap, Stack
from mmel_desktop.report.chart_plots import chart_blocks
from mmel_desktop.report.content import CaseHeader, CaseTotals
from mmel_desktop.report.figure_text import check_title, count_text
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import BODY, HEADING_1, LABEL, SMALL_INK
from mmel_desktop.report.plots import Bar, BubbleMatrix, StackedVerdicts
from mmel_desktop.report.section_parts import STATUS_WORDS, headed
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock

_Counted = tuple[int, str, str, str]
"""How many there are (none is no line), the verdict that marks the line, its words for one and for many."""

_BAR_SHARES = (2.4, 2.6, 0.6)
_CHARTS_NOTE = (
    "The same charts as on the dashboard of the workbench. Of an image they count the newest finished "
    "explanation; under “Trust checks” the most serious outcome over all its prompts. A failure with several "
    "triggers counts once for each."
)


def write_summary(flow: PageFlow, header: CaseHeader, totals: CaseTotals) -> None:
    """Counts, warnings and plots over the whole session."""
    flow.begin_page("Summary")
    flow.bookmark("Summary", 0)
    flow.add(TextBlock("Summary", HEADING_1))
    flow.add(*headed("What to know before reading on", *_warnings(header, totals)))
    flow.add(*headed("Images and human judgement", _states(totals), Gap(8), _oversight(totals)))
    charts = totals.charts.charts(header.history.taxonomy, totals.charts.scores)
    flow.add(*headed("The session in charts", *chart_blocks(charts), note=_CHARTS_NOTE))
    if totals.effects:
        flow.add(*headed("Failures in detail", *_failures(totals, header.history.taxonomy)))
    flow.add(*headed("Outcomes of each trust check", _checks(totals)))


def _warnings(header: CaseHeader, totals: CaseTotals) -> list[Block]:
    counted = (*_about_the_record(header, totals), *_about_explanations(totals), *_about_judgements(totals))
    lines: list[Block] = [
        MarkedText(verdict, f"{count_text(count, one, many)}.", SMALL_INK)
        for count, verdict, one, many in counted
        if count
    ]
    for alike in lookalikes(header.history.names):
        text = f"Names that may be taken for others: {spelled_out(alike)}. Names are only declared."
        lines.append(MarkedText("warn", text, SMALL_INK))
    return lines or [MarkedText("pass", "Nothing was found that calls for a warning.", SMALL_INK)]


def _about_the_record(header: CaseHeader, totals: CaseTotals) -> Iterator[_Counted]:
    yield (
        len(totals.record_check.findings),
        "fail",
        "reason not to rely on this record: see Sign-off and state of the record",
        "reasons not to rely on this record: see Sign-off and state of the record",
    )
    yield (
        totals.differences + len(totals.session_differences),
        "fail",
        "statement differs from the audit trail: the session was changed from outside, verify it",
        "statements differ from the audit trail: the session was changed from outside, verify it",
    )
    yield (
        len(header.history.foreign),
        "fail",
        "audit entry is none that this program writes: see Sign-off and state of the record",
        "audit entries are none that this program writes: see Sign-off and state of the record",
    )


def _about_explanations(totals: CaseTotals) -> Iterator[_Counted]:
    outcomes: Counter[str] = Counter()
    for counts in totals.check_verdicts.values():
        outcomes.update(counts)
    statuses = totals.statuses
    yield (
        outcomes["fail"],
        "fail",
        "trust check FAILED: do not rely on that explanation",
        "trust checks FAILED: do not rely on those explanations",
    )
    yield outcomes["warn"], "warn", "trust check warns", "trust checks warn"
    yield statuses["failed"], "fail", "image whose explanation failed", "images whose explanation failed"
    yield (
        statuses["cancelled"],
        "warn",
        "image whose explanation was cancelled",
        "images whose explanation was cancelled",
    )
    yield statuses["not explained"], "warn", "image never explained", "images never explained"
    yield (
        totals.pictures_missing,
        "fail",
        "image file vanished or changed since import",
        "image files vanished or changed since import",
    )
    yield (
        totals.files_changed,
        "warn",
        "image file changed since import, though not in its pixels",
        "image files changed since import, though not in their pixels",
    )
    yield (
        totals.without_evidence,
        "warn",
        "map without evidence, not painted",
        "maps without evidence, not painted",
    )


def _about_judgements(totals: CaseTotals) -> Iterator[_Counted]:
    yield (
        totals.verdicts["unreviewed"],
        "warn",
        "image without a human verdict",
        "images without a human verdict",
    )
    yield (
        totals.statuses["explained"] - totals.probed,
        "not_run",
        "explained image where no region was probed: its cause is a hypothesis",
        "explained images where no region was probed: their causes are hypotheses",
    )
    yield (
        totals.claimed,
        "warn",
        "failure whose cause is said to be probed, without a probe of its image on record",
        "failures whose causes are said to be probed, without a probe of their images on record",
    )
    random_models = sum(model.random_weights for model in totals.models.values())
    yield random_models, "fail", "model with random weights", "models with random weights"


def _states(totals: CaseTotals) -> Block:
    states = [(STATUS_WORDS[status].lower(), count) for status, count in sorted(totals.statuses.items())]
    return _half(_bars([(label, count) for label, count in states if count], sum(totals.statuses.values())))


def _half(block: Block) -> Block:
    """In the left half of the page, where bars can be told apart without long ways for the eye."""
    return Columns([block, Gap(0.0)], (1, 1), gap=24)


def _oversight(totals: CaseTotals) -> Block:
    """Whether seeing the explanation first went along with agreeing more often."""
    if not totals.oversight:
        return TextBlock("No image was judged.", BODY)
    shares = (2.4, 1.0, 1.0, 1.0, 1.0)
    header = TableRow(
        ("Judged", "Agrees with the model", "Overrides it", "Not stated", "Together"),
        shares,
        header=True,
        right=(1, 2, 3, 4),
    )
    rows: list[Block] = []
    for blind, label in ((True, "before the explanation was seen"), (False, "after it was seen")):
        counts = [totals.oversight[blind, agrees] for agrees in (True, False, None)]
        cells = [f"{count:,}" for count in (*counts, sum(counts))]
        rows.append(TableRow((label, *cells), shares, right=(1, 2, 3, 4)))
    return Table(header, rows)


def _bars(pairs: Sequence[tuple[str, int]], total: int) -> Block:
    rows: list[Block] = [
        TableRow(
            (label, Bar(count, 0, max(total, 1)), f"{count:,}"),
            _BAR_SHARES,
            right=(2,),
            inset=0.0,
            padding_y=0.5,
            named=True,
        )
        for label, count in pairs
    ]
    return Table(None, rows)


def _failures(totals: CaseTotals, taxonomy: Taxonomy) -> list[Block]:
    failures = {key: count for key, count in totals.effects.items() if key[0] != NO_FAILURE}
    fine = sum(totals.effects.values()) - sum(failures.values())
    note = (
        [TextBlock(f"{count_text(fine, 'mark says', 'marks say')} that something is no failure.", SMALL_INK)]
        if fine
        else []
    )
    if not failures:
        return list(note)
    known = [term.code for term in taxonomy.terms("effect")]
    codes = sorted(
        {effect for effect, _ in failures},
        key=lambda code: (code not in known, known.index(code) if code in known else 0, code),
    )
    rows = [(code, taxonomy.coded_label(code)) for code in codes]
    severities = [term.code for term in SEVERITIES]
    severities += sorted({severity for _, severity in failures} - set(severities))
    columns = [(code, label_of(SEVERITIES, code)) for code in severities]
    causes = [(term.label, totals.causes[term.code]) for term in CAUSAL_STATUSES if totals.causes[term.code]]
    bars = _half(_bars(causes, sum(totals.causes.values())))
    cause = Stack([TextBlock("Cause of the failure", LABEL), bars])
    return [BubbleMatrix(rows, columns, failures), *note, Gap(8), cause]


def _checks(totals: CaseTotals) -> Block:
    if not totals.check_verdicts:
        return TextBlock("No trust check was run.", BODY)
    pairs = sum(len(scores) for scores in totals.charts.scores.values())
    return Stack(
        [
            StackedVerdicts(
                [(check_title(name), counts) for name, counts in sorted(totals.check_verdicts.items())]
            ),
            TextBlock(
                f"Over {count_text(pairs, 'pair')} of image and prompt. What each check measures, and its "
                "limit, stands under Method and limitations.",
                SMALL_INK,
            ),
        ]
    )
