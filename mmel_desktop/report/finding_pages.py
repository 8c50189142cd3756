"""The list a board reads first: every marked failure, the gravest first, with the page it stands on."""

from __future__ import annotations

from collections.abc import Mapping

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy import CAUSAL_STATUSES, SEVERITIES, STATUSES, label_of
from mmel_desktop.report.blocks import Gap
from mmel_desktop.report.content import CaseTotals, Finding
from mmel_desktop.report.figure_text import count_text
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import BODY, HEADING_1, SMALL, SMALL_INK
from mmel_desktop.report.tables import TableRow
from mmel_desktop.report.text import TextBlock, clip

_SHARES = (0.5, 2.6, 3.4, 1.7, 1.9, 1.1, 0.7)
_FINE = SMALL_INK.with_(leading=10.0)
_GRAVITY = {term.code: position for position, term in enumerate(SEVERITIES)}


def write_findings(
    flow: PageFlow, totals: CaseTotals, taxonomy: Taxonomy, places: Mapping[int, tuple[int, int]]
) -> None:
    """The table; each row leads to its image.

    Args:
        flow: takes the pages.
        totals: holds the findings.
        taxonomy: says what the codes mean.
        places: by image number, position of its bookmark and its first page, counted from the report's first.
    """
    flow.begin_chapter("Marked failures")
    flow.bookmark("Marked failures", 0, count_text(len(totals.findings), "failure"))
    note = (
        "Every annotation that marks a failure, the gravest first; those without an assessed severity stand "
        "last. The number is that of the call-out on the picture. What a code means stands under “How "
        "failures are named”. A cause is a hypothesis until a probe supports it."
    )
    flow.add(TextBlock("Marked failures", HEADING_1), TextBlock(note, SMALL), Gap(8))
    if not totals.findings:
        flow.add(TextBlock("No failure was marked. That does not mean that there is none.", BODY))
        return
    ordered = sorted(totals.findings, key=_order)
    header = TableRow(
        ("No.", "Image", "Failure", "Severity", "Cause", "Status", "Page"),
        _SHARES,
        header=True,
        right=(0, 6),
        gap=8.0,
    )
    rows = (_row(finding, taxonomy, places.get(finding.image_number, (0, 0))[1]) for finding in ordered)
    targets = [places.get(finding.image_number, (0, 0))[0] for finding in ordered]
    flow.add_rows(header, rows, targets)


def _order(finding: Finding) -> tuple[int, int]:
    """Gravest first; a severity of a newer taxonomy before all, so that it is not overlooked."""
    return -_GRAVITY.get(finding.annotation.severity, len(_GRAVITY)), finding.annotation.number


def _row(finding: Finding, taxonomy: Taxonomy, page: int) -> TableRow:
    annotation = finding.annotation
    effect = taxonomy.coded_label(annotation.effect)
    about = f" – “{clip(annotation.prompt, 60)}”" if annotation.prompt else ""
    return TableRow(
        (
            str(annotation.number),
            f"{finding.image_number}  {clip(finding.image_name, 60)}",
            f"{effect}{about}",
            label_of(SEVERITIES, annotation.severity),
            _cause(finding),
            label_of(STATUSES, annotation.status),
            str(page + 1),
        ),
        _SHARES,
        right=(0, 6),
        style=_FINE,
        gap=8.0,
    )


def _cause(finding: Finding) -> str:
    label = label_of(CAUSAL_STATUSES, finding.annotation.causal_status)
    return f"{label} – no probe on record" if finding.only_claimed else label
