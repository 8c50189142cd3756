"""Are the models still those that made the explanations? Asked of the record and of the folders it names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mmel_desktop.core.case import Finding
from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.store.array_blobs import DamagedBlobError, decode_document
from mmel_desktop.store.audit_replay import ReplayedCase
from mmel_desktop.store.tables import BlobRow

_MODEL_KEY = '"model":'
"""As the document writes it; inside a text the quotation marks would be escaped."""


def compare_model_files(connection: sqlite3.Connection, case: ReplayedCase) -> Iterator[Finding]:
    """Each run against the model its document names, and each model folder against its recorded hashes.

    Models that came from a registry, a hub or with the program are not looked for: the program may rightly
    bring newer ones, and their weights are recorded as one hash that only loading them gives.
    """
    models: dict[str, dict[str, Any]] = {}
    for key, run in case.of("run").items():
        model = _model_of(connection, run.get("document_sha256"))
        if model is None:
            continue
        if model.get("sha256") != run.get("model_sha256"):
            message = "it says it was made with another model than its document"
            yield Finding("broken", case.describe("run", key), message)
        models[str(model.get("sha256"))] = model
    if len(models) > 1:
        names = "; ".join(f"{model.get('spec')} {sha256[:16]}…" for sha256, model in sorted(models.items()))
        yield Finding("note", "models", f"the explanations were made with {len(models)} models: {names}")
    for model in models.values():
        yield from _compare_folder(model)


def _model_of(connection: sqlite3.Connection, document_sha256: str | None) -> dict[str, Any] | None:
    """What a run's document says about the model; None where the document itself is what is broken."""
    if document_sha256 is None:
        return None
    query = "SELECT sha256, kind, dtype, shape, size_bytes, compression, data FROM blobs WHERE sha256 = ?"
    row = connection.execute(query, (document_sha256,)).fetchone()
    if row is None:
        return None
    names = ("sha256", "kind", "dtype", "shape", "size_bytes", "compression", "data")
    try:
        model = _model_in(decode_document(BlobRow(**dict(zip(names, row, strict=True)))).decode())
    except (DamagedBlobError, ValueError, KeyError, TypeError):
        return None
    return model if isinstance(model, dict) else None


def _model_in(document: str) -> Any:
    """The model of a document. It stands near the beginning: all the regions after it need not be parsed."""
    start = document.find(_MODEL_KEY)
    if start < 0:
        return json.loads(document)["model"]
    return json.JSONDecoder().raw_decode(document, start + len(_MODEL_KEY))[0]


def _compare_folder(model: dict[str, Any]) -> Iterator[Finding]:
    spec = str(model.get("spec", ""))
    if not spec.startswith("local-dir:"):
        return
    folder = Path(str(model.get("source", "")))
    where = f"model {printable_name(spec)}"
    if not folder.is_dir():
        yield Finding("note", where, "its folder is not where it was when the explanations were made")
        return
    for file in model.get("files", ()):
        name, expected = str(file["name"]), str(file["sha256"])
        if Path(name).name != name:  # the name comes from a file: it must not lead elsewhere
            continue
        found = _file_sha256(folder / name)
        if found is None:
            yield Finding("broken", where, f"its file {name} is missing")
        elif found != expected:
            message = (
                f"its file {name} is no longer the one that made the explanations: "
                f"expected SHA-256 {expected[:16]}…, found {found[:16]}…"
            )
            yield Finding("broken", where, message)


def _file_sha256(path: Path) -> str | None:
    try:
        return plain_file_sha256(path)
    except OSError:
        return None
