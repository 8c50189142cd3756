"""The facts of an image, of the run that is printed and of every other run."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.report.blocks import Block
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.evidence_spool import Attachment
from mmel_desktop.report.figure_text import percent_text, time_text
from mmel_desktop.report.page_style import CODE, SMALL_BOLD, SMALL_INK
from mmel_desktop.report.plots import Bar
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Cell, Table, TableRow, facts
from mmel_desktop.report.text import TextBlock, shorten

_RUN_SHARES = (2.2, 1.2, 1.0, 1.0, 4.0)


def fact_blocks(case: ImageCase, attached: Sequence[Attachment]) -> list[Block]:
    """Image facts, run facts, layer weights, the list of runs, and the attached evidence."""
    blocks = headed("Facts of the image", facts(_image_pairs(case.record)))
    if case.explanation is not None and case.shown_run is not None:
        blocks += headed("Facts of the run", facts(_run_pairs(case.shown_run.run_id, case.explanation)))
        blocks += _layer_weights(case.explanation)
    if len(case.runs) > 1 or case.shown_run is None:
        blocks += _runs(case)
    if attached:
        pairs: list[tuple[str, Cell]] = [(entry.name, TextBlock(entry.sha256, CODE)) for entry in attached]
        blocks += headed("Attached evidence (SHA-256)", facts(pairs))
    return blocks


def _image_pairs(record: ImageRecord) -> list[tuple[str, Cell]]:
    identity = record.identity
    frame = f", frame {record.frame_index + 1} of {record.frame_count}" if record.frame_count > 1 else ""
    return [
        ("Name", identity.name),
        ("Path at import", record.path),
        (
            "File",
            f"{record.detected_format}, {record.file_size_bytes:,} bytes, mode {record.mode}, "
            f"EXIF orientation {record.exif_orientation}{frame}",
        ),
        ("Size after orientation", f"{identity.width_px} × {identity.height_px} pixels"),
        ("Conversions", "; ".join(record.conversions) or "none"),
        ("SHA-256 of the file", TextBlock(identity.file_sha256, CODE)),
        ("SHA-256 of the RGB", TextBlock(identity.rgb_sha256, CODE)),
        ("Image id", TextBlock(record.image_id, CODE)),
    ]


def _run_pairs(run_id: str, explanation: Explanation) -> list[tuple[str, Cell]]:
    provenance, geometry = explanation.provenance, explanation.geometry
    box = ", ".join(f"{value:.1f}" for value in geometry.box_xyxy_px)
    parameters = ", ".join(f"{name} = {value}" for name, value in explanation.parameters)
    repeatable = (
        "repeatable bit by bit on this machine" if provenance.deterministic else "not bit by bit repeatable"
    )
    return [
        ("Run id", TextBlock(run_id, CODE)),
        ("Method", f"{explanation.request.method}; {parameters or 'no parameters'}"),
        (
            "View",
            f"{explanation.request.view}: the model saw x, y {box} px as {geometry.grid_hw[1]} × "
            f"{geometry.grid_hw[0]} patches",
        ),
        ("Model", f"{provenance.model.spec} – {provenance.model.architecture}"),
        ("SHA-256 of the model", TextBlock(provenance.model.sha256, CODE)),
        ("Layer weights", provenance.calibration),
        ("Device", f"{provenance.device}, {provenance.dtype}, seed {provenance.seed}, {repeatable}"),
        ("Time", f"{time_text(provenance.started_utc)} to {time_text(provenance.finished_utc)}"),
        ("Notes", "; ".join(provenance.notes) or "none"),
    ]


def _layer_weights(explanation: Explanation) -> list[Block]:
    weights = [float(weight) for weight in explanation.layer_weights]
    shares = (1.0, 2.2, 0.8, 1.0, 2.2, 0.8)
    header = TableRow(("Block", "Weight", "", "Block", "Weight", ""), shares, header=True)
    half = (len(weights) + 1) // 2
    rows: list[Block] = []
    for left in range(half):
        cells: list[Cell] = []
        for index in (left, left + half):
            if index < len(weights):
                cells += [
                    str(index + 1),
                    Bar(weights[index], 0.0, max(weights)),
                    percent_text(weights[index]),
                ]
            else:
                cells += ["", "", ""]
        rows.append(TableRow(cells, shares, right=(2, 5)))
    return headed("How much each block of the model counts in the fused map", Table(header, rows))


def _runs(case: ImageCase) -> list[Block]:
    header = TableRow(("Ended", "Status", "Method", "View", "Message"), _RUN_SHARES, header=True)
    rows: list[Block] = [
        TableRow(
            (
                time_text(run.finished_utc),
                TextBlock(run.status, SMALL_INK if run.status == "finished" else SMALL_BOLD),
                run.method,
                run.view,
                TextBlock(shorten(run.message, 300, 3) or "–", SMALL_INK),
            ),
            _RUN_SHARES,
        )
        for run in case.runs
    ]
    if not rows:
        return headed("Runs", TextBlock("No run was ever started on this image.", SMALL_INK))
    return headed("All runs on this image", Table(header, rows))
