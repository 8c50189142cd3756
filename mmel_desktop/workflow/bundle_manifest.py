"""What a bundle says it holds: every file with its size and hash, and nothing but names that are safe.

A bundle comes from elsewhere. Its names must not lead out of the folder it is unpacked into, on any system:
absolute paths, ``..``, drives, backslashes, links, and names that differ only in case are refused. So is
whatever this program would not have put there: a journal, a lock or backups that lie beside a session when it
is opened would be taken for its own.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.case import Finding
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.portable_names import folded_name, is_reserved_name

BUNDLE_SCHEMA = "mmel-bundle/1"
MANIFEST_NAME = "manifest.json"
SESSION_NAME = "session.mmel"
ANCHORS_NAME = f"{SESSION_NAME}.anchors.jsonl"
REPORT_NAME = "report.pdf"
IMAGES_FOLDER = "images"
ROLES = ("session", "anchors", "report", "image")

MOST_FILES = 100_000
MOST_MANIFEST_BYTES = 64 * 1024 * 1024
MOST_FILE_BYTES = 64 * 1024 * 1024 * 1024
_LONGEST_NAME = 240
_PLACES = {"session": SESSION_NAME, "anchors": ANCHORS_NAME, "report": REPORT_NAME}
_LONGEST_FOUND = 400
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class BundledFile:
    """A file of a bundle.

    Attributes:
        name: inside the bundle, with ``/`` between folders.
        role: one of :data:`ROLES`.
        sha256: of its bytes.
        size_bytes: of the file.
        image_ids: for images: the session's images it is the file of.
    """

    name: str
    role: str
    sha256: str
    size_bytes: int
    image_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class BundleManifest:
    """The list of a bundle.

    Attributes:
        program: who made it.
        session_id: the session.
        audit_entries, chain_head_sha256: end of the session's audit trail.
        files: everything but the list itself.
        missing: (image name, reason) of images whose file could not be taken along.
        record_check: whether the record held when the bundle was made; earlier versions did not ask.
    """

    program: str
    session_id: str
    audit_entries: int
    chain_head_sha256: str
    files: tuple[BundledFile, ...]
    missing: tuple[tuple[str, str], ...]
    record_check: RecordCheck = field(default_factory=RecordCheck)

    def only(self, role: str) -> BundledFile | None:
        """The file of a role that occurs at most once."""
        return next((file for file in self.files if file.role == role), None)

    def to_bytes(self) -> bytes:
        """Its canonical JSON."""
        return canonical_bytes(
            {
                "schema": BUNDLE_SCHEMA,
                "program": self.program,
                "session_id": self.session_id,
                "audit_entries": self.audit_entries,
                "chain_head_sha256": self.chain_head_sha256,
                "files": [
                    {
                        "name": file.name,
                        "role": file.role,
                        "sha256": file.sha256,
                        "size_bytes": file.size_bytes,
                        "image_ids": list(file.image_ids),
                    }
                    for file in self.files
                ],
                "missing": [{"image": name, "reason": reason} for name, reason in self.missing],
                "record_check": self.record_check.to_json(),
            }
        )


def read_manifest(archive: zipfile.ZipFile, shown: str) -> BundleManifest:
    """The list of a bundle, held against the names of the archive.

    Args:
        archive: the bundle, open.
        shown: its name, for texts.

    Raises:
        BadInputError: there is none, it is malformed, or the archive holds anything unsafe or unlisted.
    """
    entries = _safe_entries(archive, shown)
    entry = entries.get(MANIFEST_NAME)
    if entry is None or entry.file_size > MOST_MANIFEST_BYTES:
        raise refused(shown, "no list of its files", f"an archive with {MANIFEST_NAME}")
    try:
        with archive.open(entry) as stream:
            data = stream.read(MOST_MANIFEST_BYTES + 1)
        manifest = _parse(json.loads(data))
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        zipfile.BadZipFile,
        NotImplementedError,
    ) as error:
        raise refused(shown, f"a list that cannot be read ({error})", f"a list of {BUNDLE_SCHEMA}") from error
    listed = [file.name for file in manifest.files]
    if len(set(listed)) != len(listed):
        raise refused(shown, "a file listed twice", "each file once")
    if difference := set(listed) ^ (entries.keys() - {MANIFEST_NAME}):
        name = printable_name(min(difference))
        raise refused(shown, f"{name!r} in only one of list and archive", "the same files in both")
    for file in manifest.files:
        if entries[file.name].file_size != file.size_bytes:
            raise refused(shown, f"{file.name!r} of another size than listed", "the files as listed")
        if not _is_in_its_place(file):
            name = printable_name(file.name)
            raise refused(shown, f"{name!r} as {file.role}", "every file where this program puts it")
    if sum(file.role == "session" for file in manifest.files) != 1:
        raise refused(shown, "no session, or more than one", "exactly one session")
    return manifest


def _is_in_its_place(file: BundledFile) -> bool:
    if file.role == "image":
        folder, _, name = file.name.partition("/")
        return folder == IMAGES_FOLDER and bool(name) and "/" not in name
    return file.name == _PLACES[file.role]


def refused(shown: str, found: str, expected: str) -> BadInputError:
    """The error of a bundle that is not unpacked; names in it may be of any length."""
    return BadInputError(
        f"bundle {shown!r} is refused",
        found=found if len(found) <= _LONGEST_FOUND else f"{found[:_LONGEST_FOUND]} …",
        expected=expected,
        action="ask for it again from where it came; nothing was unpacked",
    )


def _safe_entries(archive: zipfile.ZipFile, shown: str) -> dict[str, zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise refused(shown, f"{len(entries):,} files", f"at most {MOST_FILES:,}")
    safe: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for entry in entries:
        # zipfile itself cuts a name at a NUL and turns backslashes; what the archive really says is judged.
        problem = _problem_of_name(entry.orig_filename)
        if not problem and stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
            problem = "no plain file"
        if not problem and entry.flag_bits & 0x1:
            problem = "encrypted"
        same = folded_name(entry.orig_filename)
        if not problem and same in folded:
            problem = "there twice, perhaps in another case"
        if problem:
            name = printable_name(entry.orig_filename[:200])
            raise refused(shown, f"{name!r}, which is {problem}", "plain files with safe names")
        folded.add(same)
        safe[entry.orig_filename] = entry
    return safe


def _problem_of_name(name: str) -> str:
    """Why a name cannot be trusted; empty when it can."""
    if not name or len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        return "an empty or overlong name"
    if any(not character.isprintable() or character in '\\:<>"|?*' for character in name):
        return "a name with a backslash, a drive or control characters"
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "/".join(parts) != name or any(part in {".", ".."} for part in parts):
        return "a path that leads elsewhere"
    if any(is_reserved_name(part) or part != part.strip(" ") or part.endswith(".") for part in parts):
        return "a name that some systems reserve"
    return ""


def _parse(document: Any) -> BundleManifest:
    if not isinstance(document, Mapping) or document["schema"] != BUNDLE_SCHEMA:
        raise ValueError("of another schema")
    files = tuple(
        BundledFile(
            str(entry["name"]),
            str(entry["role"]),
            str(entry["sha256"]),
            int(entry["size_bytes"]),
            tuple(str(image_id) for image_id in entry["image_ids"]),
        )
        for entry in document["files"]
    )
    for file in files:
        if file.role not in ROLES or not _SHA256.fullmatch(file.sha256):
            raise ValueError(f"{file.name!r} is badly described")
        if not 0 <= file.size_bytes <= MOST_FILE_BYTES:
            raise ValueError(f"{file.name!r} is too large")
    return BundleManifest(
        program=str(document["program"]),
        session_id=str(document["session_id"]),
        audit_entries=int(document["audit_entries"]),
        chain_head_sha256=str(document["chain_head_sha256"]),
        files=files,
        missing=tuple((str(entry["image"]), str(entry["reason"])) for entry in document["missing"]),
        record_check=RecordCheck(
            tuple(
                Finding(str(entry["severity"]), str(entry["where"]), str(entry["message"]))
                for entry in document.get("record_check", {}).get("findings", ())
            )
        ),
    )
