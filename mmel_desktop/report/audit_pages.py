"""The full audit trail as a table that flows over pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.report.blocks import Block, Gap, Stack
from mmel_desktop.report.figure_text import count_text
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import CODE, HEADING_1, SMALL, SMALL_BOLD, SMALL_INK
from mmel_desktop.report.tables import TableRow
from mmel_desktop.report.text import TextBlock, clip, shorten

_SHARES = (0.4, 1.7, 1.7, 6.4, 1.3)
_FULL_HASH = re.compile(r"[0-9a-f]{64}")
LONGEST_VALUE = 72
MOST_CHANGES = 24
_FINE = SMALL_INK.with_(size=6.8, leading=9.0)
_FINE_SOFT = SMALL.with_(size=6.8, leading=9.0)
_FINE_HASH = CODE.with_(size=6.2, leading=9.0)


def write_audit_trail(flow: PageFlow, events: Sequence[AuditEvent]) -> None:
    """Every entry of the audit trail, oldest first."""
    flow.begin_page("Audit trail")
    flow.bookmark("Audit trail", 0, count_text(len(events), "entry", "entries"))
    note = (
        "Every recorded act, oldest first; times are UTC. Each entry’s hash covers the entry and the "
        "hash before it. Hashes are cut to 16 digits, other long values are cut and given with the SHA-256 "
        "of their canonical JSON, and fields that began empty are left out; the attached audit-trail.json "
        "holds everything whole, and all numbers in full."
    )
    flow.add(TextBlock("Audit trail", HEADING_1), TextBlock(note, SMALL), Gap(8))
    header = TableRow(
        ("No.", "When and who", "Act", "What changed, and why", "Entry hash"),
        _SHARES,
        header=True,
        right=(0,),
        gap=8.0,
    )
    flow.add_rows(header, _rows(events))


def change_text(change: FieldChange) -> str:
    """A change in one line: ``field: old → new``."""
    new = value_text(change.new)
    if change.old is None:
        return f"{change.field}: {new}"
    return f"{change.field}: {value_text(change.old)} → {new}"


def value_text(value: Any) -> str:
    """A JSON value in print, its numbers to six digits; a long one is cut and followed by its hash."""
    if value is None:
        return "(none)"
    if value == "":
        return "(empty)"
    if isinstance(value, str) and _FULL_HASH.fullmatch(value):
        return f"{value[:16]}…"
    data = canonical_bytes(value)
    text = value if isinstance(value, str) else json.dumps(_rounded(value), ensure_ascii=False)
    if len(text) <= LONGEST_VALUE and text.count("\n") <= 2:
        return text
    cut = " ".join(text[: LONGEST_VALUE - 16].split())
    return f"{cut}… [{len(data):,} bytes, SHA-256 {sha256_hex(data)[:12]}…]"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, list):
        return [_rounded(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    return value


def _entity_text(event: AuditEvent) -> str:
    """What the act concerned; of a long id its beginning, which the evidence completes."""
    short = event.entity_id if len(event.entity_id) <= 12 else event.entity_id[:8] + "…"
    return clip(f"{event.entity} {short}".strip(), 40)


def _said(event: AuditEvent) -> list[FieldChange]:
    """The changes worth printing: not the id that names the row anyway, nor what was empty from the start."""
    return [
        change
        for change in event.changes
        if change.field != f"{event.entity}_id"
        and not (change.old is None and change.new in ("", None, False, [], {}))
    ]


def _rows(events: Sequence[AuditEvent]) -> Iterator[Block]:
    for event in events:
        # Run together, not one below the other: an import alone sets fifteen fields.
        said = _said(event)
        changes = "; ".join(change_text(change) for change in said[:MOST_CHANGES])
        if len(said) > MOST_CHANGES:
            changes += f"; and {len(said) - MOST_CHANGES} more in the attached audit trail"
        lines = [changes] if changes else []
        if event.reason:
            lines.append(f"Reason: {shorten(event.reason, 400, 4)}")
        when = f"{event.utc[:10]} {event.utc[11:19]}" + ("\nclock went back" if event.clock_went_back else "")
        who = f"{clip(event.actor_name, 60)}, {clip(event.actor_role, 40)}"
        act = [
            TextBlock(event.action, SMALL_BOLD.with_(size=6.8, leading=9.0)),
            TextBlock(_entity_text(event), _FINE_SOFT),
        ]
        yield TableRow(
            (
                str(event.sequence),
                f"{when}\n{who}",
                Stack(act),
                TextBlock("\n".join(lines) or "–", _FINE),
                TextBlock(event.sha256[:12], _FINE_HASH),
            ),
            _SHARES,
            right=(0,),
            style=_FINE,
            gap=8.0,
            padding_y=1.2,
        )
