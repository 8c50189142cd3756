"""A session with its images and its report in one file that opens on another machine.

A bundle (``.mmelbundle``) is a ZIP archive: ``manifest.json`` (:mod:`mmel_desktop.workflow.bundle_manifest`),
the session as SQLite's own backup gives it, the anchors beside it, the report, and each image file once.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor, FieldChange
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError, ImageInputError, MmelError
from mmel_desktop.report.verification import read_anchor
from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.bundle_manifest import (
    ANCHORS_NAME,
    IMAGES_FOLDER,
    MANIFEST_NAME,
    REPORT_NAME,
    SESSION_NAME,
    BundledFile,
    BundleManifest,
)
from mmel_desktop.workflow.checked_export import as_change, check_before_export
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.export_session import PROGRAM
from mmel_desktop.workflow.portable_names import safe_file_name
from mmel_desktop.workflow.recorded_export import taken_back_on_error

BUNDLE_SUFFIX = ".mmelbundle"
BUNDLED = "bundle.exported"

_PIECE_BYTES = 1024 * 1024
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class BundleOutcome:
    """What was written.

    Attributes:
        path, sha256, size_bytes: the bundle.
        images: how many images have their file in it.
        missing: one error for each image whose file is gone or changed; the bundle says so, too.
        record_check: whether the record held; list and report of the bundle say so, too.
    """

    path: Path
    sha256: str
    size_bytes: int
    images: int
    missing: tuple[MmelError, ...]
    record_check: RecordCheck = field(default_factory=RecordCheck)


def make_bundle(
    store: CaseStore,
    out_path: str | Path,
    *,
    report_path: str | Path | None = None,
    with_report: bool = True,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> BundleOutcome:
    """Write a bundle; its hash becomes the newest entry of the session's audit trail.

    Args:
        store: the session, in any state; what is done to it meanwhile is not in the bundle.
        out_path: the bundle; a file of that name is replaced when the new one is complete.
        report_path: a report to take along; when None, one is written and recorded, unless ``with_report`` is
            False or the session is open for reading only, in which an export cannot be recorded.
        with_report: see above.
        progress: told after each image.
        cancel: checked between images.

    Raises:
        BadInputError: it cannot be written, or the given report cannot be read or is none of this session.
        SessionError: the session cannot be read, or the bundle not be put on record.
        ReportError: the report cannot be written.
        OperationCancelled: ``cancel`` was set; nothing is left behind.
    """
    out_path, cancel = Path(out_path).absolute(), cancel or CancelToken()
    report = None if report_path is None else _report_of(store, Path(report_path))
    check = check_before_export(store, progress, cancel)
    with _writing(out_path), tempfile.TemporaryDirectory(dir=out_path.parent, prefix=".bundle-") as name:
        folder = Path(name)
        partial = folder / "bundle"
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            writer = _BundleWriter(archive)
            if report is None and with_report and store.can_record_acts:
                # Before the session is copied: the copy must know the report that comes with it.
                report = export_report(
                    store, folder / REPORT_NAME, progress=progress, cancel=cancel, check=check
                ).path
            anchors = _copy_anchors(store, folder / ANCHORS_NAME)
            anchor, images = _add_session(writer, store, folder / SESSION_NAME)
            if anchors is not None:
                writer.add(anchors, ANCHORS_NAME, "anchors", compress=True)
            if report is not None:
                writer.add(report, REPORT_NAME, "report")
            missing = _add_images(writer, images, progress, cancel)
            manifest = BundleManifest(
                program=PROGRAM,
                session_id=anchor.session_id,
                audit_entries=anchor.sequence,
                chain_head_sha256=anchor.head_sha256,
                files=tuple(writer.files),
                missing=tuple((image.identity.name, str(error)) for image, error in missing),
                record_check=check,
            )
            archive.writestr(_entry(MANIFEST_NAME, compress=True), manifest.to_bytes())
        with partial.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        size = partial.stat().st_size
        with taken_back_on_error(out_path):
            partial.replace(out_path)
            _record(store, out_path, sha256, manifest)
    store.anchor()
    packed = sum(len(file.image_ids) for file in manifest.files)
    return BundleOutcome(out_path, sha256, size, packed, tuple(error for _, error in missing), check)


def _report_of(store: CaseStore, path: Path) -> Path:
    """The path again, if a report of this very session lies there: who opens the bundle takes it for one."""
    try:
        with path.open("rb"):
            session_id = read_anchor(path).get("session_id")
    except OSError as error:
        found = error.strerror or type(error).__name__
    else:
        if session_id == store.session().session_id:
            return path
        found = f"a report of session {session_id}" if session_id else "no report of MMEL Desktop"
    raise BadInputError(
        f"cannot take report {printable_name(path.name)!r} along",
        found=found,
        expected="a report of this session",
        action="choose another report, or let the bundle write one",
    )


class _BundleWriter:
    """Adds files to an archive and remembers what they were."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: list[BundledFile] = []

    def add(
        self, source: Path, name: str, role: str, *, image_ids: tuple[str, ...] = (), compress: bool = False
    ) -> None:
        """Copy one file into the archive, hashing what is copied."""
        digest, size = hashlib.sha256(), 0
        with (
            source.open("rb") as stream,
            self._archive.open(_entry(name, compress), "w", force_zip64=True) as out,
        ):
            while piece := stream.read(_PIECE_BYTES):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        self.files.append(BundledFile(name, role, digest.hexdigest(), size, image_ids))


def _copy_anchors(store: CaseStore, target: Path) -> Path | None:
    """Before the session is copied: an anchor that tells more than the copy would call it cut off."""
    store.anchor()
    anchors = sidecar_path(store.path)
    return Path(shutil.copyfile(anchors, target)) if anchors.is_file() else None


def _add_session(
    writer: _BundleWriter, store: CaseStore, copy: Path
) -> tuple[Anchor, tuple[ImageRecord, ...]]:
    """Pack the session as it is now; the copy itself says up to which entry, and with which images."""
    writer.add(store.copy_to(copy), SESSION_NAME, "session", compress=True)
    with CaseStore.open(copy, actor=Actor.from_environment(), read_only=True) as packed:
        return packed.anchor(), packed.images()


def _add_images(
    writer: _BundleWriter,
    packed: Sequence[ImageRecord],
    progress: ProgressListener,
    cancel: CancelToken,
) -> list[tuple[ImageRecord, MmelError]]:
    """Each image file once, however many images of the session it holds; what cannot be taken is returned."""
    by_file: dict[str, list[ImageRecord]] = {}
    for image in packed:
        by_file.setdefault(image.identity.file_sha256, []).append(image)
    missing: list[tuple[ImageRecord, MmelError]] = []
    for number, (sha256, images) in enumerate(by_file.items(), start=1):
        cancel.raise_if_cancelled()
        progress(ProgressReport(number - 1, len(by_file), "packing images"))
        source = next((Path(image.path) for image in images if _hash_of(Path(image.path)) == sha256), None)
        if source is None:
            missing += [(image, _gone(image)) for image in images]
            continue
        name = f"{IMAGES_FOLDER}/{number:05d}-{safe_file_name(images[0].identity.name)}"
        writer.add(source, name, "image", image_ids=tuple(image.image_id for image in images))
        if writer.files[-1].sha256 != sha256:
            raise BadInputError(
                f"image {images[0].identity.name!r} changed while it was packed",
                action="make the bundle again",
            )
    return missing


def _gone(image: ImageRecord) -> ImageInputError:
    found = "another file in its place"
    try:
        plain_file_sha256(Path(image.path))
    except (FileNotFoundError, NotADirectoryError):
        found = "no file where it was imported from"
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or type(error).__name__})"
    return ImageInputError(
        f"image {image.identity.name!r} is not in the bundle",
        found=found,
        expected=f"a file with SHA-256 {image.identity.file_sha256[:16]}…",
        action="put the original back and make the bundle again",
    )


def _hash_of(path: Path) -> str:
    try:
        return plain_file_sha256(path)
    except OSError:
        return ""


def _entry(name: str, compress: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    # Pictures and reports are compressed already.
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    entry.create_system = 3  # otherwise the archive would say on which kind of system it was made
    entry.external_attr = 0o100644 << 16
    return entry


def _record(store: CaseStore, path: Path, sha256: str, manifest: BundleManifest) -> None:
    if not store.can_record_acts:
        return
    vouched = {"sequence": manifest.audit_entries, "sha256": manifest.chain_head_sha256}
    store.record_act(
        BUNDLED,
        "bundle",
        sha256,
        (
            FieldChange("file", None, printable_name(path.name)),
            FieldChange("sha256", None, sha256),
            FieldChange("files", None, len(manifest.files)),
            FieldChange("images_missing", None, [name for name, _ in manifest.missing]),
            FieldChange("vouches_for", None, vouched),
            *as_change(manifest.record_check),
        ),
    )


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, shutil.Error) as error:
        place = getattr(error, "filename", None) or path
        raise BadInputError(
            f"cannot write bundle {printable_name(str(path))!r}",
            found=f"{error.strerror or type(error).__name__} at {printable_name(str(place))!r}",
            expected="a place that can be written, with room for every image",
            action="choose another place or free some space",
        ) from error
