"""What identifies an image, the run that is printed, its evidence and every other run."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.case import ImageRecord, RunRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.report.blocks import Block
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.evidence_spool import Attachment
from mmel_desktop.report.figure_text import time_text
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.page_style import CODE, LABEL, SMALL_BOLD, SMALL_INK
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Cell, Table, TableRow
from mmel_desktop.report.text import TextBlock, shorten

_COMPARED = "Made for comparison only: it does not answer for this image."
_RUN_SHARES = (2.2, 1.2, 1.0, 1.0, 4.0)
_FINE = SMALL_INK.with_(leading=10.0, size=7.0)
_HASH = CODE.with_(size=6.2, leading=10.0)


def fact_blocks(case: ImageCase, attached: Sequence[Attachment], conditions: str) -> list[Block]:
    """What identifies the image, the printed run and its evidence; other runs where there are any.

    Args:
        case: the image.
        attached: its evidence, named with its hashes.
        conditions: letter of the printed run's conditions; empty when nothing was explained.
    """
    pairs = _image_pairs(case.record)
    if case.file_change:
        pairs.insert(1, ("The file now", MarkedText("warn", case.file_change, _FINE)))
    if case.explanation is not None and case.shown_run is not None:
        pairs += _run_pairs(case.shown_run.run_id, case.explanation, conditions)
    pairs += [(entry.name, TextBlock(entry.sha256, _HASH)) for entry in attached]
    rows: list[Block] = []
    for name, value in pairs:
        block = TextBlock(shorten(value) if value else "–", _FINE) if isinstance(value, str) else value
        label = TextBlock(name, LABEL.with_(leading=10.0))
        rows.append(TableRow((label, block), (1.0, 4.2), inset=0.0, padding_y=0.8, named=True))
    blocks = headed("Identity and evidence", Table(None, rows))
    if len(case.runs) > 1 or case.shown_run is None:
        blocks += _runs(case)
    return blocks


def _image_pairs(record: ImageRecord) -> list[tuple[str, Cell]]:
    identity = record.identity
    frame = f", frame {record.frame_index + 1} of {record.frame_count}" if record.frame_count > 1 else ""
    return [
        (
            "File",
            f"{record.detected_format}, {record.file_size_bytes:,} bytes, mode {record.mode}, EXIF "
            f"orientation {record.exif_orientation}{frame}; conversions: "
            f"{'; '.join(record.conversions) or 'none'}",
        ),
        ("Last known path", record.path),
        ("SHA-256 of the file", TextBlock(identity.file_sha256, _HASH)),
        ("SHA-256 of the RGB", TextBlock(identity.rgb_sha256, _HASH)),
        ("Image id", TextBlock(record.image_id, _HASH)),
    ]


def _run_pairs(run_id: str, explanation: Explanation, conditions: str) -> list[tuple[str, Cell]]:
    provenance, geometry = explanation.provenance, explanation.geometry
    box = ", ".join(f"{value:.1f}" for value in geometry.box_xyxy_px)
    notes = f"; {'; '.join(provenance.notes)}" if provenance.notes else ""
    return [
        ("Run id", TextBlock(run_id, _HASH)),
        (
            "Run",
            f"conditions {conditions}; the model saw x, y {box} px as {geometry.grid_hw[1]} × "
            f"{geometry.grid_hw[0]} patches; {time_text(provenance.started_utc)} to "
            f"{time_text(provenance.finished_utc)}{notes}",
        ),
    ]


def _runs(case: ImageCase) -> list[Block]:
    header = TableRow(("Ended", "Status", "Method", "View", "Message"), _RUN_SHARES, header=True)
    rows: list[Block] = [
        TableRow(
            (
                time_text(run.finished_utc),
                TextBlock(run.status, SMALL_INK if run.status == "finished" else SMALL_BOLD),
                run.method,
                run.view,
                TextBlock(_remark(run) or "–", SMALL_INK),
            ),
            _RUN_SHARES,
        )
        for run in case.runs
    ]
    if not rows:
        return headed("Runs", TextBlock("No run was ever started on this image.", SMALL_INK))
    return headed("All runs on this image", Table(header, rows))


def _remark(run: RunRecord) -> str:
    message = shorten(run.message, 300, 3)
    return " ".join(part for part in (_COMPARED if run.for_comparison else "", message) if part)
