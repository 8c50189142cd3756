"""Write a session, or what was judged in it, for other programs; the export itself goes on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mmel_desktop
from mmel_desktop.core.audit_event import Anchor, FieldChange
from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.case_document import case_document
from mmel_desktop.workflow.case_tables import case_tables
from mmel_desktop.workflow.checked_export import as_change, check_before_export, in_words
from mmel_desktop.workflow.coco_document import coco_document
from mmel_desktop.workflow.export_files import ExportedFile, FileExport, FolderExport
from mmel_desktop.workflow.geojson_document import geojson_document
from mmel_desktop.workflow.recorded_export import taken_back_on_error

EXPORTED = "export.exported"
DOUBTS_NAME = "READ FIRST - record not intact.txt"
"""Lies beside tables, which have no room for it, when the record does not hold."""
PROGRAM = f"MMEL Desktop {mmel_desktop.__version__}"


@dataclass(frozen=True)
class ExportFormat:
    """A format to export to.

    Attributes:
        code: stable name.
        label: for a menu.
        suffix: of the file; empty when the export is a folder of files.
        meaning: one sentence.
    """

    code: str
    label: str
    suffix: str
    meaning: str


EXPORT_FORMATS = (
    ExportFormat(
        "json", "JSON, the whole record", ".json", "Everything but the maps as one canonical JSON document."
    ),
    ExportFormat(
        "csv", "CSV tables", "", "Images, annotations, verdicts and scores as tables for spreadsheets."
    ),
    ExportFormat(
        "coco", "COCO annotations", ".json", "The annotations as COCO instances; categories are the effects."
    ),
    ExportFormat(
        "geojson", "GeoJSON for QuPath", "", "The annotations, one file for each image that has some."
    ),
)


@dataclass(frozen=True)
class ExportOutcome:
    """What was written.

    Attributes:
        format_code: one of :data:`EXPORT_FORMATS`.
        path: the file or the folder.
        files: every file of the export, with its hash.
        counts: (what, how many) for a person.
        record_check: whether the record held; the export says so, too.
    """

    format_code: str
    path: Path
    files: tuple[ExportedFile, ...]
    counts: tuple[tuple[str, int], ...]
    record_check: RecordCheck


def export_session(
    store: CaseStore,
    format_code: str,
    out_path: str | Path,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> ExportOutcome:
    """Write the session in a format; hashes of what was written become the newest entry of its audit trail.

    A session that is open for reading only can be exported too; then nothing is added to its trail. One whose
    record does not hold can, too; then the export, its outcome and the trail say so.

    Args:
        store: the session; the export tells of it as it is now, whatever is done to it meanwhile.
        format_code: one of :data:`EXPORT_FORMATS`.
        out_path: the file, replaced when the new one is complete; or the folder, which must be new, empty or
            an earlier export of this format.
        progress: told after each image.
        cancel: checked after each image.

    Raises:
        BadInputError: an unknown format, or a place that cannot be written.
        SessionError: the session cannot be read, or the export not be put on record.
        OperationCancelled: ``cancel`` was set. In every case nothing is left behind.
    """
    chosen = next((entry for entry in EXPORT_FORMATS if entry.code == format_code), None)
    if chosen is None:
        raise BadInputError(
            f"cannot export to {format_code!r}",
            expected=", ".join(entry.code for entry in EXPORT_FORMATS),
            action="choose another format",
        )
    job = _ExportJob(store, progress, cancel or CancelToken())
    out_path = Path(out_path).absolute()
    with taken_back_on_error(out_path):
        files = _write(job, chosen, out_path)
        outcome = ExportOutcome(chosen.code, out_path, files, job.counts(), job.check)
        _record(store, outcome, job.anchor)
    store.anchor()
    return outcome


def _write(job: _ExportJob, chosen: ExportFormat, out_path: Path) -> tuple[ExportedFile, ...]:
    if chosen.suffix:
        with FileExport(out_path) as export:
            for piece in job.document(chosen.code):
                export.write(piece)
        return (export.file,)
    with FolderExport(out_path, f"mmel-export-{chosen.code}/1", job.about()) as folder:
        for name, data in job.files(chosen.code):
            folder.add(name, data)
    return folder.files


class _ExportJob:
    """Reads the session for one export."""

    def __init__(self, store: CaseStore, progress: ProgressListener, cancel: CancelToken) -> None:
        self._progress = progress
        self._cancel = cancel
        self.check = check_before_export(store, progress, cancel)
        self._case = store.snapshot()
        self.anchor = self._case.anchor()
        self._images = self._case.images()
        self._annotations = self._case.annotations()
        self._session = self._case.session()
        self._taxonomy = self._case.taxonomy()

    def document(self, code: str) -> Iterator[bytes]:
        """The pieces of a format that is one file."""
        if code == "json":
            yield from case_document(self._case, self._images, self.anchor, PROGRAM, self.check, self._step)
        else:
            self._step(0)
            first, further = self._case.reviews(), self._case.second_opinions()
            judgements: dict[str, list[ImageReview | SecondOpinion]] = {
                image_id: [review] for image_id, review in first.items()
            }
            for image_id, opinions in further.items():
                judgements.setdefault(image_id, []).extend(opinions)
            yield canonical_bytes(
                coco_document(
                    self._session,
                    self.anchor,
                    self._images,
                    self._annotations,
                    judgements,
                    self._taxonomy,
                    PROGRAM,
                    self.check,
                )
            )

    def files(self, code: str) -> Iterator[tuple[str, bytes]]:
        """Names and contents of a format that is several files."""
        if not self.check.passed:
            yield DOUBTS_NAME, in_words(self.check).encode()
        if code == "csv":
            self._step(0)
            yield from case_tables(self._case).items()
            return
        for done, image in enumerate(self._images):
            self._step(done)
            own = [annotation for annotation in self._annotations if annotation.image_id == image.image_id]
            if own:
                document = geojson_document(
                    image, own, self._taxonomy, self._session.session_id, PROGRAM, self.check
                )
                stem = Path(image.identity.name).stem
                yield f"{stem}.geojson", canonical_bytes(document)

    def about(self) -> dict[str, Any]:
        """Which state of which session an export of several files tells of."""
        return {
            "program": PROGRAM,
            "session_id": self.anchor.session_id,
            "session_name": self._session.name,
            "audit_entries": self.anchor.sequence,
            "chain_head_sha256": self.anchor.head_sha256,
            "utc": self.anchor.utc,
            "record_check": self.check.to_json(),
        }

    def counts(self) -> tuple[tuple[str, int], ...]:
        """What the export tells of."""
        return (("images", len(self._images)), ("annotations", len(self._annotations)))

    def _step(self, done: int) -> None:
        self._cancel.raise_if_cancelled()
        self._progress(ProgressReport(done, len(self._images), "exporting"))


def _record(store: CaseStore, outcome: ExportOutcome, anchor: Anchor) -> None:
    if not store.can_record_acts:
        return
    listed = [[printable_name(file.path.name), file.sha256] for file in outcome.files]
    store.record_act(
        EXPORTED,
        "export",
        sha256_hex(canonical_bytes(listed)),
        (
            FieldChange("format", None, outcome.format_code),
            FieldChange("files", None, listed),
            FieldChange("vouches_for", None, {"sequence": anchor.sequence, "sha256": anchor.head_sha256}),
            *as_change(outcome.record_check),
        ),
    )
