"""What the codes of the marks mean, for a reader who has neither the program nor the team's own file."""

from __future__ import annotations

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.report.blocks import Block, Gap, Panel, Stack
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import ACCENT, BODY, HEADING_1, SMALL, SMALL_BOLD, SMALL_INK
from mmel_desktop.report.record_history import RecordHistory
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock

_SHARES = (1.5, 2.0, 4.4, 1.5)
_FIELDS = {
    "effect": "Effects: what went wrong",
    "triggers": "Triggers: conditions that may have caused it",
    "evidence": "Evidence: where the heat lies, as the analyst reads it",
    "severity": "Severities: how bad the consequence could be",
    "causal_status": "Causes: what is known of them",
}
_PLAIN = (
    "Every mark names its failure by a code. The codes are stable; their words are those of this record. "
    "A code stands for what this page says, whatever else it may mean elsewhere."
)


def write_terms(flow: PageFlow, history: RecordHistory) -> None:
    """Every term that the session knows, with its meaning and whose it is."""
    flow.begin_page("How failures are named")
    flow.bookmark("How failures are named", 0)
    flow.add(TextBlock("How failures are named", HEADING_1), TextBlock(_PLAIN, BODY), Gap(6))
    flow.add(*_team_panel(history))
    for field, title in _FIELDS.items():
        terms = history.taxonomy.terms(field)
        header = TableRow(("Code", "Label", "Meaning", "Whose"), _SHARES, header=True)
        flow.add(*headed(title, Table(header, [_row(term) for term in terms])))


def _team_panel(history: RecordHistory) -> list[Block]:
    """Whose the terms are that are not the program's; nothing while there are none."""
    team = history.taxonomy.team
    if not history.taxonomy_set:
        return []
    if team.title:
        head = f"Terms of a team stand beside those of the program: “{team.title}”."
    else:
        head = "The program’s own terms are in use again; those of a team stay known."
    said = (
        "A team’s code has a hyphen; in the tables it is marked TEAM, and its words are the team’s. Terms "
        "that are “not offered” could not be chosen any more when this report was made. They were set "
        f"by entry {history.taxonomy_set} of the audit trail, which holds them whole; SHA-256 of the terms: "
        f"{team.sha256}."
    )
    return [Panel(Stack([TextBlock(head, SMALL_BOLD), TextBlock(said, SMALL_INK)]), edge=ACCENT, padding=6.0)]


def _row(term: Term) -> TableRow:
    label = f"{term.label}\n{term.label_ko}" if term.label_ko else term.label
    whose = TextBlock("TEAM", SMALL_BOLD) if term.by_team else TextBlock("program", SMALL)
    marks: list[Block] = [whose] if term.offered else [whose, TextBlock("not offered", SMALL)]
    return TableRow((TextBlock(term.code, SMALL_BOLD), label, term.meaning, Stack(marks)), _SHARES)
