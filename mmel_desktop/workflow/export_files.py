"""Writing exports: whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.portable_names import folded_name, safe_file_name

LIST_NAME = "export.json"


@dataclass(frozen=True)
class ExportedFile:
    """A file that was written.

    Attributes:
        path: where.
        sha256: of its bytes.
        size_bytes: of the file.
    """

    path: Path
    sha256: str
    size_bytes: int


class FileExport:
    """One file, which takes its name only when the block ends without an error.

    Attributes:
        file: what was written; known after the block.
    """

    file: ExportedFile

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = hashlib.sha256()
        self._size = 0

    def __enter__(self) -> Self:
        try:
            self._partial = self._path.with_name(f".{self._path.name[:40]}-{secrets.token_hex(6)}")
            # Not mkstemp: who may read the export is for the user's own settings to say.
            self._stream = self._partial.open("xb")
        except OSError as error:
            raise _cannot_write(self._path, error) from error
        return self

    def write(self, data: bytes) -> None:
        """Add bytes.

        Raises:
            BadInputError: the disk is full or gone.
        """
        try:
            self._stream.write(data)
        except OSError as error:
            raise _cannot_write(self._path, error) from error
        self._digest.update(data)
        self._size += len(data)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._stream:
                if error is None:
                    self._stream.flush()
                    os.fsync(self._stream.fileno())
            if error is None:
                self._partial.replace(self._path)
        except OSError as failure:
            raise _cannot_write(self._path, failure) from (error or failure)
        finally:
            with suppress(OSError):
                self._partial.unlink(missing_ok=True)
        if error is None:
            self.file = ExportedFile(self._path, self._digest.hexdigest(), self._size)


class FolderExport:
    """A folder of files with a list of them, which appears only when the block ends without an error.

    An earlier export of the same kind in its place is replaced file by file; anything else that lies there is
    left alone.

    Args:
        path: the folder.
        schema: name of the kind of export, kept in its list.
        about: what the list says of the export as a whole, as JSON values.

    Attributes:
        files: what was written; known after the block.
    """

    files: tuple[ExportedFile, ...]

    def __init__(self, path: Path, schema: str, about: Mapping[str, Any]) -> None:
        self._path = path
        self._schema = schema
        self._about = dict(about)
        self._written: list[ExportedFile] = []
        self._taken = {folded_name(LIST_NAME)}

    def __enter__(self) -> Self:
        self._earlier = self._names_of_earlier_export()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._partial = self._path.with_name(f".export-{secrets.token_hex(6)}")
            self._partial.mkdir()
        except OSError as error:
            raise _cannot_write(self._path, error) from error
        return self

    def add(self, name: str, data: bytes) -> None:
        """Add a file; its name is made one that every system accepts and no other file of the export has.

        Raises:
            BadInputError: the disk is full or gone.
        """
        safe = _free_name(name, self._taken)
        try:
            (self._partial / safe).write_bytes(data)
        except OSError as error:
            raise _cannot_write(self._path, error) from error
        self._written.append(ExportedFile(self._path / safe, sha256_hex(data), len(data)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._put_in_place()
        except OSError as failure:
            raise _cannot_write(self._path, failure) from failure
        finally:
            shutil.rmtree(self._partial, ignore_errors=True)
        if error is None:
            self.files = tuple(self._written)

    def _put_in_place(self) -> None:
        listed = [{"name": file.path.name, "sha256": file.sha256} for file in self._written]
        document = canonical_bytes({"schema": self._schema, "about": self._about, "files": listed})
        (self._partial / LIST_NAME).write_bytes(document)
        if not self._path.exists():
            self._partial.rename(self._path)
            return
        names = [*(file.path.name for file in self._written), LIST_NAME]
        for name in names:
            (self._partial / name).replace(self._path / name)
        for name in self._earlier - set(names):
            (self._path / name).unlink(missing_ok=True)

    def _names_of_earlier_export(self) -> set[str]:
        """The files of an export of the same kind that lies there.

        Raises:
            BadInputError: something else lies there.
        """
        try:
            if not self._path.exists() or not any(self._path.iterdir()):
                return set()
            found: Any = json.loads((self._path / LIST_NAME).read_bytes())
            names = {str(entry["name"]) for entry in found["files"]}
            if found["schema"] == self._schema and all(Path(name).name == name for name in names):
                return names
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        raise BadInputError(
            f"cannot export into {printable_name(str(self._path))!r}",
            found="other files",
            expected="a new or empty folder, or an earlier export of the same format",
            action="choose another folder",
        )


def _free_name(name: str, taken: set[str]) -> str:
    """A safe name that no system takes for one of the others."""
    safe = safe_file_name(name)
    number = 1
    candidate = safe
    while folded_name(candidate) in taken:
        number += 1
        candidate = f"{Path(safe).stem}-{number}{Path(safe).suffix}"
    taken.add(folded_name(candidate))
    return candidate


def _cannot_write(path: Path, error: OSError) -> BadInputError:
    return BadInputError(
        f"cannot write {printable_name(str(path))!r}",
        found=error.strerror or type(error).__name__,
        expected="a place that can be written, with room for the export",
        action="choose another place or free some space",
    )
