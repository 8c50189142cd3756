"""Open a bundle on this machine: unpack it safely, find the images, and say whether the record is intact."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError, ImageInputError, MmelError, SessionError
from mmel_desktop.report.verification import verify_report
from mmel_desktop.store.audit_log import BUNDLE_OPENED
from mmel_desktop.store.backups import check_backup
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.bundle_manifest import BundledFile, BundleManifest, read_manifest, refused
from mmel_desktop.workflow.report_and_session import compare_report, read_report

_PIECE_BYTES = 1024 * 1024
# Sessions shrink to a fifth or so; what unpacks to much more than its size wants to fill the disk.
_MOST_EXPANSION = 200
_SMALL_BYTES = 16 * 1024 * 1024
_SPARE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class OpenedBundle:
    """What a bundle became.

    Attributes:
        folder: everything of it lies there.
        session_path: the session, closed, its images found again.
        report_path: the report that came along, if any.
        images: how many images have their file.
        missing: one error for each image that has none.
        verification: of the session as it lies there now.
        upgrade_note: that the session came in an older form, in words: what was unpacked was then upgraded,
            the bundle was not; else empty.
    """

    folder: Path
    session_path: Path
    report_path: Path | None
    images: int
    missing: tuple[MmelError, ...]
    verification: VerificationResult
    upgrade_note: str = ""


def open_bundle(
    path: str | Path,
    folder: str | Path,
    *,
    actor: Actor,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> OpenedBundle:
    """Unpack a bundle into a new folder and make its session ready to be opened there.

    Args:
        path: the bundle.
        folder: where to; must not exist yet.
        actor: who opens it; where the images lie now goes into the audit trail in this name.
        progress: told after each file.
        cancel: checked between files and pieces of files.

    Raises:
        BadInputError: it is no bundle, is unsafe or damaged, or there is no room for it.
        SessionError: its session is damaged.
        OperationCancelled: ``cancel`` was set. In every case nothing is left behind.
    """
    path, folder = Path(path).absolute(), Path(folder).absolute()
    if folder.exists():
        raise BadInputError(
            f"cannot unpack into {printable_name(str(folder))!r}",
            found="something of that name",
            expected="a folder that does not exist yet",
            action="choose another name",
        )
    with _unpacked(path, folder.parent, progress, cancel or CancelToken()) as (place, manifest):
        check_backup(place / _only(manifest, "session").name)
        place.rename(folder)
    session_path = folder / _only(manifest, "session").name
    report = manifest.only("report")
    try:
        missing, upgrade_note = _find_images(session_path, folder, manifest, actor, path)
    except SessionError:  # only opening it shows that it cannot be; the bundle still has everything
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return OpenedBundle(
        folder=folder,
        session_path=session_path,
        report_path=folder / report.name if report else None,
        images=sum(len(file.image_ids) for file in manifest.files),
        missing=missing,
        verification=_verify(session_path),
        upgrade_note=upgrade_note,
    )


def verify_bundle(path: str | Path) -> VerificationResult:
    """Verify a bundle: its files against its list, then its session and its report. Nothing is left on disk.

    Raises:
        BadInputError: it is no bundle, or unsafe; a damaged file of it is one of the findings.
    """
    path = Path(path).absolute()
    shown = printable_name(str(path))
    findings: list[Finding] = []
    with (
        tempfile.TemporaryDirectory(prefix="mmel-desktop-", ignore_cleanup_errors=True) as name,
        _unpacked(path, Path(name), ignore_progress, CancelToken()) as (place, manifest),
    ):
        facts = [
            ("file", shown),
            ("made by", manifest.program),
            ("files", str(len(manifest.files))),
            ("images left out", str(len(manifest.missing))),
        ]
        session_path = place / _only(manifest, "session").name
        image_files = {image_id: place / file.name for file in manifest.files for image_id in file.image_ids}
        session = verify_session(session_path, snapshot=True, image_files=image_files)
        own_facts = dict(session.facts)
        stated = (manifest.session_id, str(manifest.audit_entries), manifest.chain_head_sha256)
        found = tuple(own_facts.get(name, "") for name in ("session", "audit entries", "chain head"))
        if stated != found:
            message = f"it says {' '.join(stated)}, the session says {' '.join(found)}"
            findings.append(Finding("broken", "list of the bundle", message))
        findings += [*_own_doubts(manifest), *session.findings]
        facts += [(name, value) for name, value in session.facts if name != "file"]
        if report := manifest.only("report"):
            result = verify_report(place / report.name)
            findings += [
                Finding(finding.severity, f"report, {finding.where}", finding.message)
                for finding in (*result.findings, *_against_session(place / report.name, session_path))
            ]
            facts += [("report", "intact" if result.intact else "NOT INTACT")]
    findings += [
        Finding("note", f"image {name}", f"not in the bundle: {why}") for name, why in manifest.missing
    ]
    return VerificationResult(shown, tuple(findings), tuple(facts))


def _own_doubts(manifest: BundleManifest) -> Iterator[Finding]:
    """What whoever made the bundle knew against its record; elsewhere it may look whole."""
    doubts = manifest.record_check.findings
    for doubt in doubts[:1]:
        message = (
            f"the bundle itself says that its record did not hold when it was made, for {len(doubts)} "
            f"reason(s), the first: {doubt.where}: {doubt.message}"
        )
        yield Finding("warning", "list of the bundle", message)


def _against_session(report: Path, session_path: Path) -> Iterator[Finding]:
    """A report that is intact in itself may still be another session's, or another state's."""
    try:
        with CaseStore.open(session_path, actor=Actor.from_environment(), read_only=True) as store:
            events = store.audit_events()
    except SessionError as error:  # its own verification says more
        yield Finding("warning", f"session {printable_name(session_path.name)}", str(error))
        return
    yield from compare_report(read_report(report), events, session_path)


@contextmanager
def _unpacked(
    path: Path, parent: Path, progress: ProgressListener, cancel: CancelToken
) -> Iterator[tuple[Path, BundleManifest]]:
    """A folder below ``parent`` with every file of a bundle, each hash checked; gone after unless renamed."""
    shown = printable_name(path.name)
    place: Path | None = None
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive, shown)
            needed = sum(file.size_bytes for file in manifest.files)
            packed = path.stat().st_size
            if needed > max(packed * _MOST_EXPANSION, _SMALL_BYTES):  # many small files, or one packed once
                raise refused(shown, f"files that unpack to {needed // max(packed, 1)} times its size", "")
            if shutil.disk_usage(parent).free < needed + _SPARE_BYTES:
                raise BadInputError(
                    f"there is no room for bundle {shown!r}",
                    found=f"{shutil.disk_usage(parent).free:,} bytes free",
                    expected=f"{needed + _SPARE_BYTES:,}",
                    action="free some space or choose another disk",
                )
            place = parent / f".bundle-{secrets.token_hex(6)}"  # who may read it the user's settings say
            place.mkdir()
            for done, file in enumerate(manifest.files):
                progress(ProgressReport(done, len(manifest.files), "unpacking"))
                _unpack_file(archive, file, place, shown, cancel)
        yield place, manifest
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise refused(shown, f"a damaged archive ({error})", "a bundle of MMEL Desktop") from error
    except OSError as error:
        raise BadInputError(
            f"cannot unpack bundle {shown!r}",
            found=error.strerror or type(error).__name__,
            expected="a readable bundle and a folder that can be written",
            action="check both and try again",
        ) from error
    finally:
        if place is not None:
            shutil.rmtree(place, ignore_errors=True)


def _unpack_file(
    archive: zipfile.ZipFile, file: BundledFile, place: Path, shown: str, cancel: CancelToken
) -> None:
    packed = archive.getinfo(file.name).compress_size
    if file.size_bytes > _SMALL_BYTES and file.size_bytes > packed * _MOST_EXPANSION:
        raise refused(
            shown, f"{file.name!r}, which unpacks to {file.size_bytes // max(packed, 1)} times its size", ""
        )
    target = place / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(file.name) as stream, target.open("xb") as out:
        # No more than was listed, whatever the archive goes on to give.
        while piece := stream.read(min(_PIECE_BYTES, file.size_bytes + 1 - size)):
            cancel.raise_if_cancelled()
            digest.update(piece)
            size += len(piece)
            if size > file.size_bytes:
                break
            out.write(piece)
    if size != file.size_bytes or digest.hexdigest() != file.sha256:
        raise refused(shown, f"{file.name!r} changed since it was packed", f"SHA-256 {file.sha256[:16]}…")


def _find_images(
    session_path: Path, folder: Path, manifest: BundleManifest, actor: Actor, bundle: Path
) -> tuple[tuple[MmelError, ...], str]:
    """Tell the session where its images lie now; what is missing, and that it was upgraded for that."""
    missing: list[MmelError] = []
    paths = {image_id: folder / file.name for file in manifest.files for image_id in file.image_ids}
    with CaseStore.open(session_path, actor=actor) as store:
        images = {image.image_id: image for image in store.images()}
        for image_id in images.keys() - paths.keys():
            name = images[image_id].identity.name
            why = dict(manifest.missing).get(name, "it is not listed")
            missing.append(ImageInputError(f"image {name!r} did not come with the bundle", found=why))
        if store.can_record_acts:
            try:
                store.relocate_images({key: place for key, place in paths.items() if key in images})
            except BadInputError as error:
                missing.append(error)
            store.record_act(
                BUNDLE_OPENED,
                "bundle",
                store.session().session_id,
                (
                    FieldChange("file", None, printable_name(bundle.name)),
                    FieldChange("made_by", None, printable_name(manifest.program)),
                    FieldChange("images_missing", None, [name for name, _ in manifest.missing]),
                ),
            )
            store.claim_place()
        return tuple(missing), store.session().upgrade_note


def _verify(session_path: Path) -> VerificationResult:
    try:
        return verify_session(session_path)
    except SessionError as error:  # a newer version made it: it can be read, but not judged
        shown = printable_name(str(session_path))
        return VerificationResult(shown, (Finding("note", "session", str(error)),), ())


def _only(manifest: BundleManifest, role: str) -> BundledFile:
    file = manifest.only(role)
    assert file is not None, "the list was checked"
    return file
