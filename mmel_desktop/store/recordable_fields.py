"""Refusing a value of another kind than its column, before it is written.

SQLite would store it as the column's kind, the audit trail as it is: a number where a text belongs would make
the table and the trail contradict one another for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, Text

from mmel_desktop.errors import BadInputError
from mmel_desktop.store.tables import CanonicalJson, EvidenceRow

_LISTS_OF_TEXTS = frozenset({"prompts", "conversions", "worst_verdicts", "triggers", "evidence"})
_WORDS = {str: "text", int: "a whole number", bool: "true or false"}


def refuse_other_kinds(kind: type[EvidenceRow], fields: Mapping[str, Any]) -> None:
    """Check the values of some columns.

    Args:
        kind: the row.
        fields: by column, values to be written.

    Raises:
        BadInputError: one is of another kind than its column.
    """
    for name, value in fields.items():
        column = kind.__table__.columns[name]
        expected = _expected(column)
        if expected is not None and not (_is(value, expected) or (value is None and column.nullable)):
            raise _other_kind(name, value, _WORDS[expected])
        if name in _LISTS_OF_TEXTS and not (
            isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        ):
            raise _other_kind(name, value, "a list of texts")


def _expected(column: ColumnElement[Any]) -> type | None:
    if isinstance(column.type, CanonicalJson):
        return None
    for kind, expected in ((Boolean, bool), (Integer, int), (Text, str)):
        if isinstance(column.type, kind):
            return expected
    return None


def _is(value: Any, expected: type) -> bool:
    # To Python True is 1; to the record it is not.
    return isinstance(value, expected) and not (expected is int and isinstance(value, bool))


def _other_kind(name: str, value: Any, expected: str) -> BadInputError:
    return BadInputError(
        "a value cannot be recorded",
        found=f"{name}: {str(value)[:80]!r} of type {type(value).__name__}",
        expected=expected,
        action="correct the value and try again; the edit was not made",
    )
