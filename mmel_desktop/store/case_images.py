"""The images of a case and the runs of the engine on them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mmel_desktop.core.case import ImageRecord, RunRecord
from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.explanation_document import from_document, to_document
from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.core.source_image import SourceImage, printable_name
from mmel_desktop.errors import BadInputError, SessionError
from mmel_desktop.store.array_blobs import get_array, get_document, pack_array, pack_document, put_blob
from mmel_desktop.store.edit import get_row
from mmel_desktop.store.open_case import OpenCase
from mmel_desktop.store.record_values import (
    IMAGE_COLUMNS,
    RUN_COLUMNS,
    image_record,
    image_records,
    image_row,
    path_to_text,
    request_fields,
    run_record,
    run_records,
)
from mmel_desktop.store.stored_values import stored_values
from mmel_desktop.store.tables import ImageRow, RunRow

UNFINISHED_STATUSES = ("failed", "cancelled")
_ANSWERS = (RunRow.status == "finished", RunRow.for_comparison.is_(False))
"""Which runs may be the answer of their image."""


class CaseImages(OpenCase):
    """Adding, finding and explaining images. Nothing here is undone: what was imported and run, was."""

    def add_image(self, image: SourceImage) -> ImageRecord:
        """Add an image; one with the same pixels and name that is already there is returned instead."""
        with self._editing() as edit:
            existing = edit.db.scalars(
                select(ImageRow).where(
                    ImageRow.rgb_sha256 == image.identity.rgb_sha256, ImageRow.name == image.identity.name
                )
            ).first()
            if existing is not None:
                return image_record(existing)
            last = edit.db.scalar(select(func.max(ImageRow.position)))
            row = image_row(image, str(uuid.uuid4()), 0 if last is None else last + 1)
            edit.insert(row, "image.imported")
            return image_record(row)

    def images(self) -> tuple[ImageRecord, ...]:
        """All images in the order of the gallery."""
        with self._reading() as db:
            return image_records(db.execute(select(*IMAGE_COLUMNS).order_by(ImageRow.position)))

    def image(self, image_id: str) -> ImageRecord:
        """One image.

        Raises:
            SessionError: no such image.
        """
        with self._reading() as db:
            return image_record(get_row(db, ImageRow, image_id))

    def relocate_image(self, image_id: str, path: str | Path) -> ImageRecord:
        """Say where an image's file lies now, also in a signed-off session: it is no part of what was signed.

        Raises:
            BadInputError: the file there cannot be read or is not the one that was imported.
        """
        (record,) = self.relocate_images({image_id: path})
        return record

    def relocate_images(self, paths: Mapping[str, str | Path]) -> tuple[ImageRecord, ...]:
        """Say where several images' files lie now, all or none.

        Args:
            paths: image id → file.

        Raises:
            BadInputError: one of the files cannot be read or is not the one that was imported.
        """
        with self._editing(signed_off_too=True) as edit:
            records = []
            for image_id, place in paths.items():
                path = Path(place).absolute()
                row = get_row(edit.db, ImageRow, image_id)
                _check_same_file(path, row)
                text = path_to_text(str(path))
                if row.path != text:
                    edit.update(row, "image.relocated", {"path": text})
                records.append(image_record(row))
            return tuple(records)

    def add_explanation(
        self, image_id: str, explanation: Explanation, *, for_comparison: bool = False
    ) -> RunRecord:
        """Keep a finished explanation: its document and its arrays under their hashes.

        Args:
            image_id: what it explains.
            explanation: what was found.
            for_comparison: it is to be compared with, and never the answer of its image.

        Raises:
            BadInputError: it explains other pixels than the image's, or holds what cannot be stored.
        """
        # Packed before the lock is taken: a large explanation must not keep the window waiting.
        document = pack_document(to_document(explanation))
        arrays = {name: pack_array(array) for name, array in explanation.arrays().items()}
        with self._editing() as edit:
            image = get_row(edit.db, ImageRow, image_id)
            _check_same_pixels(explanation, image)
            row = RunRow(
                **_run_fields(edit.db, image_id, explanation.request, "finished", for_comparison),
                scores=[float(prompt.score) for prompt in explanation.prompts],
                softmaxes=[float(prompt.softmax) for prompt in explanation.prompts],
                worst_verdicts=[
                    explanation.worst_verdict(index) for index in range(len(explanation.prompts))
                ],
                model_sha256=explanation.provenance.model.sha256,
                message="",
                finished_utc=explanation.provenance.finished_utc,
                document_sha256=put_blob(edit.db, document),
                arrays={name: put_blob(edit.db, blob) for name, blob in arrays.items()},
            )
            edit.insert(row, "run.finished")
            return run_record(row)

    def add_unfinished_run(
        self,
        image_id: str,
        request: ExplanationRequest,
        status: str,
        message: str,
        *,
        for_comparison: bool = False,
    ) -> RunRecord:
        """Record a run that ended ``failed`` or ``cancelled``, and why; see :meth:`add_explanation`.

        Raises:
            ValueError: another status.
        """
        if status not in UNFINISHED_STATUSES:
            raise ValueError(f"status {status!r}; expected one of {', '.join(UNFINISHED_STATUSES)}")
        with self._editing() as edit:
            get_row(edit.db, ImageRow, image_id)
            row = RunRow(
                **_run_fields(edit.db, image_id, request, status, for_comparison),
                scores=[],
                softmaxes=[],
                worst_verdicts=[],
                model_sha256="",
                # A failure is recorded even if its text, which may quote anything, is not valid Unicode.
                message=message.encode("utf-8", "backslashreplace").decode(),
                finished_utc=self._log.clock(),
                document_sha256=None,
                arrays={},
            )
            edit.insert(row, f"run.{status}")
            return run_record(row)

    def runs(self, image_id: str | None = None) -> tuple[RunRecord, ...]:
        """All runs, or one image's, oldest first; those made for comparison, too."""
        query = select(*RUN_COLUMNS).order_by(RunRow.ordinal)
        if image_id is not None:
            query = query.where(RunRow.image_id == image_id)
        with self._reading() as db:
            return run_records(db.execute(query))

    def latest_run(self, image_id: str) -> RunRecord | None:
        """The image's answer: its last finished run that was not made for comparison."""
        query = select(*RUN_COLUMNS).where(RunRow.image_id == image_id, *_ANSWERS)
        with self._reading() as db:
            records = run_records(db.execute(query.order_by(RunRow.ordinal.desc()).limit(1)))
            return records[0] if records else None

    def latest_runs(self) -> dict[str, RunRecord]:
        """Image id → its answer, see :meth:`latest_run`, in one query; images without one are left out."""
        latest = select(func.max(RunRow.ordinal)).where(*_ANSWERS).group_by(RunRow.image_id)
        with self._reading() as db:
            records = run_records(db.execute(select(*RUN_COLUMNS).where(RunRow.ordinal.in_(latest))))
            return {record.image_id: record for record in records}

    def models_named(self, spec: str) -> frozenset[str]:
        """Hashes of the models that answered under a specification, as the latest run of each says.

        A run whose explanation cannot be read says nothing; verifying the session tells of it.
        """
        latest = select(func.max(RunRow.ordinal)).where(RunRow.status == "finished")
        query = select(RunRow).where(RunRow.ordinal.in_(latest.group_by(RunRow.model_sha256)))
        found = set()
        with self._reading() as db:
            for row in db.scalars(query):
                try:
                    with stored_values():
                        named = get_document(db, str(row.document_sha256))["model"]["spec"]
                except SessionError:
                    continue
                if named == spec:
                    found.add(row.model_sha256)
        return frozenset(found)

    def explanation(self, run_id: str) -> Explanation:
        """The explanation of a finished run; every part is held against its hash.

        Raises:
            SessionError: no such finished run, or a part is missing or was changed.
        """
        with self._reading() as db:
            row = get_row(db, RunRow, run_id)
            if row.document_sha256 is None:
                raise SessionError(
                    f"run {run_id!r} has no explanation",
                    found=f"a run that {'was' if row.status == 'cancelled' else 'has'} {row.status}",
                    expected="a finished run",
                    action="explain the image again",
                )
            document = get_document(db, row.document_sha256)
            with stored_values():
                arrays = {name: get_array(db, sha256) for name, sha256 in row.arrays.items()}
        with stored_values():
            return from_document(document, arrays)

    def asked_model(self, run_id: str) -> str:
        """Specification of the model a finished run asked, read without its maps; "" if there is none.

        Raises:
            SessionError: no such run, or its document is missing or was changed.
        """
        with self._reading() as db:
            row = get_row(db, RunRow, run_id)
            if row.document_sha256 is None:
                return ""
            document = get_document(db, row.document_sha256)
        with stored_values():
            return str(document["model"]["spec"])


def _run_fields(
    db: Session, image_id: str, request: ExplanationRequest, status: str, for_comparison: bool
) -> dict[str, Any]:
    last = db.scalar(select(func.max(RunRow.ordinal)))
    return {
        "ordinal": (last or 0) + 1,
        "run_id": str(uuid.uuid4()),
        "image_id": image_id,
        "status": status,
        "prompts": list(request.prompts),
        "method": request.method,
        "view": request.view,
        "request": request_fields(request),
        "for_comparison": for_comparison,
    }


def _check_same_pixels(explanation: Explanation, image: ImageRow) -> None:
    explained = explanation.provenance.image
    if explained.rgb_sha256 != image.rgb_sha256:
        raise BadInputError(
            f"the explanation does not belong to image {image.name!r}",
            found=f"one of {explained.name!r} with pixels {explained.rgb_sha256[:16]}…",
            expected=f"pixels {image.rgb_sha256[:16]}…",
            action="import the image as it is now and explain that",
        )


def _check_same_file(path: Path, image: ImageRow) -> None:
    shown = printable_name(str(path))
    try:
        found = plain_file_sha256(path)
    except OSError as error:
        raise BadInputError(
            f"cannot read {shown!r}",
            found=error.strerror or type(error).__name__,
            action="choose another file",
        ) from error
    if found != image.file_sha256:
        raise BadInputError(
            f"{shown!r} is not the file that was imported as {image.name!r}",
            found=f"SHA-256 {found[:16]}…",
            expected=f"SHA-256 {image.file_sha256[:16]}…",
            action="choose the original file, or import this one as a new image",
        )
