"""Canonical bytes and hashes: the same value gives the same bytes on every machine (RFC 8785)."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import numpy as np
import rfc8785

_NEEDS_THE_RULES = re.compile(
    rb"(?:^|[:,[])-?(?:\d{16}|\d+(?:\.\d+)?[eE]|\d+\.0(?:[,}\]]|$)|[NI])|[\xee-\xff]"
)
"""What Python's encoder writes otherwise, or takes though it has no canonical form: large numbers, exponents,
``1.0``, NaN; letters by whose code units it sorts keys otherwise. Of all other fractions both write the
shortest decimal that reads back the same."""


MOST_NESTED = 60
"""Lists and objects inside one another; what the program writes is nested a few times. Deeper values are no
record but a trap: each reader would recurse a different way down, and some not far enough."""


def json_value(data: str | bytes) -> Any:
    """The value of a JSON text of modest depth.

    Raises:
        ValueError: no JSON, or nested deeper than ``MOST_NESTED``.
    """
    try:
        value = json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if len(data) > MOST_NESTED and may_be_deep(data) and _is_deeper(value, MOST_NESTED):
        raise ValueError("it is nested too deeply")
    return value


def may_be_deep(data: str | bytes) -> bool:
    """Whether a JSON text opens more than ``MOST_NESTED`` lists and objects, inside one another or not."""
    if isinstance(data, str):
        return data.count("[") + data.count("{") > MOST_NESTED
    return data.count(b"[") + data.count(b"{") > MOST_NESTED


def _is_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit + 1):
        inner = [part for part in level if isinstance(part, list | dict)]
        if not inner:
            return False
        level = [child for part in inner for child in (part.values() if isinstance(part, dict) else part)]
    return True


def canonical_bytes(value: Any) -> bytes:
    """Serialise a JSON value to its canonical UTF-8 bytes (RFC 8785, JSON Canonicalization Scheme).

    Raises:
        rfc8785.CanonicalizationError: the value holds NaN, infinity or something JSON has no form for.
    """
    return bytes(rfc8785.dumps(value))


def is_canonical(data: bytes) -> bool:
    """Whether bytes are the canonical form of the JSON value they hold, which nobody can read otherwise.

    Raises:
        ValueError: they are no JSON.
    """
    value = json.loads(data)
    try:
        return canonical_bytes_of_json(value) == data
    except (ValueError, RecursionError):  # a number or a text that has no canonical form at all
        return False


def canonical_bytes_of_json(value: Any) -> bytes:
    """The same as :func:`canonical_bytes` for a value as ``json.loads`` gives it, mostly ten times faster.

    Long trails are checked entry by entry: where no number and no key needs the rules that only RFC 8785 has,
    Python's own encoder gives the same bytes.

    Raises:
        rfc8785.CanonicalizationError: as :func:`canonical_bytes` (a ``ValueError``).
    """
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return canonical_bytes(value) if _NEEDS_THE_RULES.search(plain) else plain


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
