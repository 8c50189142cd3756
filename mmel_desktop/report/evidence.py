"""The machine-readable record inside the report: canonical JSON and raw arrays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from mmel_desktop.core.annotation import annotation_to_json
from mmel_desktop.core.audit_event import Anchor, AuditEvent
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.explanation_document import to_document
from mmel_desktop.report.content import CaseHeader, CaseReader, CaseTotals, ImageCase
from mmel_desktop.report.figure_text import cosine_text, measured_text, percent_text

RECORD_SCHEMA = "mmel-report-record/1"
IMAGE_SCHEMA = "mmel-report-image/1"
MANIFEST_SCHEMA = "mmel-report-manifest/1"
"""What the hashes of a report mean. Any change of them, of what :mod:`page_digest` feeds into a hash or of an
attachment's form, needs a new number: otherwise older reports would look changed by a forger."""

RECORD_NAME = "record.json"
TRAIL_NAME = "audit-trail.json"
ANCHOR_NAME = "anchor.json"
MANIFEST_NAME = "manifest.json"

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def image_document_name(number: int) -> str:
    """Attachment that holds the record of an image."""
    return f"image-{number:05d}.json"


def image_maps_name(number: int) -> str:
    """Attachment that holds the arrays of an image's printed explanation."""
    return f"image-{number:05d}-maps.npz"


def image_document(case: ImageCase, reader: CaseReader) -> bytes:
    """The whole record of one image: facts, every run with its explanation, judgement, annotations."""
    shown_id = case.shown_run.run_id if case.shown_run else None
    runs = []
    for run in case.runs:
        explanation: Explanation | None = None
        if run.status == "finished":
            explanation = case.explanation if run.run_id == shown_id else reader.explanation(run.run_id)
        runs.append({**asdict(run), "explanation": to_document(explanation) if explanation else None})
    return canonical_bytes(
        plain_json(
            {
                "schema": IMAGE_SCHEMA,
                "number": case.number,
                "image": asdict(case.record),
                "status": case.status,
                "picture_problem": case.picture_problem,
                "shown_run": shown_id,
                "runs": runs,
                "review": asdict(case.review),
                "second_opinions": [asdict(opinion) for opinion in case.opinions],
                "annotations": [annotation_to_json(annotation) for annotation in case.annotations],
            }
        )
    )


def record_document(header: CaseHeader, totals: CaseTotals, program: str) -> bytes:
    """The session, its settings, and the figures printed on cover and summary."""
    return canonical_bytes(
        plain_json(
            {
                "schema": RECORD_SCHEMA,
                "program": program,
                "session": {
                    # How this process happened to open the file is no part of the record.
                    key: value
                    for key, value in asdict(header.session).items()
                    if key not in {"read_only", "read_only_reason", "form_note", "upgrade_note"}
                },
                "display": asdict(header.display),
                "anchor": asdict(header.anchor),
                "images": [
                    {"number": number, "image_id": record.image_id, "document": image_document_name(number)}
                    for number, record in enumerate(header.images, start=1)
                ],
                "totals": totals_document(totals),
                "record_check": totals.record_check.to_json(),
            }
        )
    )


def totals_document(totals: CaseTotals) -> dict[str, Any]:
    """The counts of cover and summary as JSON values."""
    return {
        "statuses": dict(totals.statuses),
        "verdicts": dict(totals.verdicts),
        "annotations": totals.annotations,
        "pictures_missing": totals.pictures_missing,
        "without_evidence": totals.without_evidence,
        "effects": [
            {"effect": effect, "severity": severity, "count": count}
            for (effect, severity), count in sorted(totals.effects.items())
        ],
        "checks": {name: dict(counts) for name, counts in sorted(totals.check_verdicts.items())},
    }


def audit_document(events: Sequence[AuditEvent]) -> bytes:
    """The audit trail, entry by entry, with both hashes."""
    return canonical_bytes(plain_json([asdict(event) for event in events]))


def anchor_document(anchor: Anchor) -> bytes:
    """The head of the chain."""
    return canonical_bytes(asdict(anchor))


def maps_archive(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Arrays as a NumPy ``.npz`` archive whose bytes depend on nothing but the arrays."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(arrays):
            data = io.BytesIO()
            np.lib.format.write_array(data, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise the entry would say on which kind of system it was made.
            entry.create_system = 3
            archive.writestr(entry, data.getvalue())
    return buffer.getvalue()


def printed_figures(image: Mapping[str, Any]) -> list[str]:
    """The figures that must stand on an image's pages, from its evidence document.

    Returns:
        Texts as printed: image hash, run id, scores, shares and check figures of the printed run.
    """
    figures = [image["image"]["identity"]["rgb_sha256"]]
    run = shown_run(image)
    if run is None:
        return figures
    document = run["explanation"]
    figures.append(run["run_id"])
    for prompt, checks in zip(document["prompts"], document["checks"], strict=True):
        figures += [cosine_text(prompt["score"]), percent_text(prompt["softmax"])]
        figures += [measured_text(check["value"]) for check in checks if check["value"] is not None]
    return figures


def shown_run(image: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The run of an image's document whose explanation is printed."""
    return next((run for run in image["runs"] if run["run_id"] == image["shown_run"]), None)


def plain_json(value: Any) -> Any:
    """JSON values only: tuples become lists; lone surrogates, are written escaped."""
    if isinstance(value, dict):
        return {str(key): plain_json(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(entry) for entry in value]
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value
