"""Canonical bytes and hashes: the same value gives the same bytes on every machine (RFC 8785)."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import rfc8785


def canonical_bytes(value: Any) -> bytes:
    """Serialise a JSON value to its canonical UTF-8 bytes (RFC 8785, JSON Canonicalization Scheme).

    Raises:
        rfc8785.CanonicalizationError: the value holds NaN, infinity or something JSON has no form for.
    """
    return bytes(rfc8785.dumps(value))


def sha256_hex(data: bytes) -> str:
    """SHA-256 of bytes as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def array_sha256(array: np.ndarray) -> str:
    """SHA-256 over dtype, shape and C-order little-endian bytes; a reshaped array hashes differently."""
    little_endian = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    header = canonical_bytes({"dtype": little_endian.dtype.str, "shape": list(little_endian.shape)})
    digest = hashlib.sha256(header)
    digest.update(little_endian.tobytes())
    return digest.hexdigest()
