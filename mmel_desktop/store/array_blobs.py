"""Documents and arrays, compressed and stored under the hash of their content."""

from __future__ import annotations

import json
import zlib
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from mmel_desktop.core.canonical import array_sha256, sha256_hex
from mmel_desktop.errors import BadInputError, SessionError
from mmel_desktop.store.tables import BlobRow

_MOST_EXPANSION = 1032  # of deflate: 258 bytes out of two bits
_COMPRESSION_LEVEL = 1  # float maps hardly compress further; higher levels only cost time


class DamagedBlobError(SessionError):
    """Stored content is missing or does not match its hash."""

    def __init__(self, sha256: str, found: str) -> None:
        super().__init__(
            f"stored content {sha256[:16]}… is missing or was changed",
            found=found,
            expected="content that matches its SHA-256",
            action="verify the session; restore a backup or explain the image again",
        )


def pack_array(array: np.ndarray) -> BlobRow:
    """An array ready to be stored, under its :func:`array_sha256`."""
    little_endian = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return _pack(
        array_sha256(array), "array", little_endian.tobytes(), little_endian.dtype.str, list(array.shape)
    )


def pack_document(document: dict[str, Any]) -> BlobRow:
    """A JSON document ready to be stored as UTF-8 text, key order kept, under the SHA-256 of those bytes.

    Raises:
        BadInputError: the document holds NaN, infinity or text that is not valid Unicode.
    """
    try:
        data = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except ValueError as error:  # a UnicodeEncodeError is one, too
        raise BadInputError(
            "an explanation cannot be stored",
            found=str(error),
            expected="finite numbers and valid Unicode text",
            action="report this with the image and the prompts",
        ) from error
    return _pack(sha256_hex(data), "document", data, "", [])


def put_blob(db: Session, blob: BlobRow) -> str:
    """Store packed content unless it is already there; returns its hash."""
    sha256 = blob.sha256
    if db.scalar(select(BlobRow.sha256).where(BlobRow.sha256 == sha256)) is None:
        db.add(blob)
        db.flush()
    return sha256


def get_array(db: Session, sha256: str) -> np.ndarray:
    """Read an array; it is read-only.

    Raises:
        DamagedBlobError: missing, or not what its hash says.
    """
    array = decode_array(_get(db, sha256))
    array.setflags(write=False)
    return array


def get_document(db: Session, sha256: str) -> dict[str, Any]:
    """Read a document.

    Raises:
        DamagedBlobError: missing, or not what its hash says.
    """
    document: dict[str, Any] = json.loads(decode_document(_get(db, sha256)))
    return document


def decode_array(row: BlobRow) -> np.ndarray:
    """Unpack an array row and hold it against its hash.

    Raises:
        DamagedBlobError: not what its hash says.
    """
    data = _unpack(row)
    try:
        array = np.frombuffer(bytearray(data), dtype=np.dtype(row.dtype)).reshape(row.shape)
    except (TypeError, ValueError) as error:
        raise DamagedBlobError(row.sha256, str(error)) from error
    if array_sha256(array) != row.sha256:
        raise DamagedBlobError(row.sha256, "other numbers")
    return array


def decode_document(row: BlobRow) -> bytes:
    """Unpack a document row and hold it against its hash.

    Raises:
        DamagedBlobError: not what its hash says.
    """
    data = _unpack(row)
    if sha256_hex(data) != row.sha256:
        raise DamagedBlobError(row.sha256, "other text")
    return data


def _pack(sha256: str, kind: str, data: bytes, dtype: str, shape: list[int]) -> BlobRow:
    packed = zlib.compress(data, _COMPRESSION_LEVEL)
    smaller = len(packed) < len(data)
    return BlobRow(
        sha256=sha256,
        kind=kind,
        dtype=dtype,
        shape=shape,
        size_bytes=len(data),
        compression="zlib" if smaller else "none",
        data=packed if smaller else data,
    )


def _get(db: Session, sha256: str) -> BlobRow:
    row = db.get(BlobRow, sha256)
    if row is None:
        raise DamagedBlobError(sha256, "nothing")
    return row


def _unpack(row: BlobRow) -> bytes:
    if row.compression == "none":
        return row.data
    # Neither a doctored blob nor a doctored size may fill the memory: each bounds the other.
    if not 0 <= row.size_bytes <= len(row.data) * _MOST_EXPANSION:
        raise DamagedBlobError(row.sha256, "a length that its data cannot have")
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(row.data, row.size_bytes + 1)
    except zlib.error as error:
        raise DamagedBlobError(row.sha256, f"data that cannot be unpacked ({error})") from error
    if len(data) != row.size_bytes or not unpacker.eof:
        raise DamagedBlobError(row.sha256, "another length")
    return data
