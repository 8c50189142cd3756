"""A session may come from anywhere: what its tables hold is checked before it is believed.

SQLite lets any value stand in any column. Kinds and JSON are asked for when a file is opened; what a value
says beyond that is met where it is turned into a core value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import Boolean, Column, Integer, LargeBinary
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from mmel_desktop.core.canonical import MOST_NESTED, json_value, may_be_deep
from mmel_desktop.errors import SessionError
from mmel_desktop.store.tables import CanonicalJson, Row

_MOST_NAMED = 20


class DamagedValueError(SessionError):
    """A value in the session is not one that this program writes."""

    def __init__(self, found: str) -> None:
        super().__init__(
            "a value in the session cannot be read",
            found=found,
            expected="a value as this program writes it",
            action="verify the session; restore a backup if it was damaged",
        )


@contextmanager
def stored_values() -> Iterator[None]:
    """Turn what a malformed stored value does below into a :class:`DamagedValueError`. Also a decorator.

    Only for code that converts stored values: elsewhere such exceptions are bugs and must be seen as such.
    """
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise DamagedValueError(f"{type(error).__name__}: {str(error)[:200]}") from error
    except RecursionError as error:
        raise DamagedValueError("lists nested too deeply") from error
    except (NoResultFound, MultipleResultsFound) as error:
        raise DamagedValueError("a table that holds one row holds none, or several") from error


def texts(values: object) -> tuple[str, ...]:
    """A stored list of texts, as a list or still as JSON.

    Raises:
        TypeError: something else.
        ValueError: no JSON.
    """
    if isinstance(values, str):
        return _texts_of_json(values)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError("expected a list of texts")
    return tuple(values)


@lru_cache(maxsize=1024)  # thousands of rows share their prompts
def _texts_of_json(text: str) -> tuple[str, ...]:
    return texts(_list_of_json(text))


def numbers(values: object) -> tuple[float, ...]:
    """A stored list of numbers, as a list or still as JSON.

    Raises:
        TypeError: something else.
        ValueError: no JSON.
    """
    if isinstance(values, str):
        values = _list_of_json(values)
    if not isinstance(values, list):
        raise TypeError("expected a list of numbers")
    return tuple(map(float, values))


def _list_of_json(text: str) -> list[object]:
    values = json_value(text)
    if not isinstance(values, list):
        raise TypeError("expected a list")
    return values


def malformed_columns(connection: sqlite3.Connection, *, with_blobs: bool) -> list[str]:
    """Columns that hold values of another kind than theirs, e.g. ``images.width_px (3 values)``.

    Args:
        connection: the session, of this version's schema.
        with_blobs: also look at the stored maps' own table, which may be large.

    Raises:
        sqlite3.DatabaseError: a table or a column is missing.
    """
    problems = []
    connection.create_function("nested_too_deeply", 1, _nested_too_deeply, deterministic=True)
    for name, table in Row.metadata.tables.items():
        if name == "blobs" and not with_blobs:
            continue
        checks = [f"sum({_wrong(column)})" for column in table.columns]
        counts = connection.execute(f"SELECT {', '.join(checks)} FROM {name}").fetchone()  # noqa: S608 - own names
        problems += [
            f"{name}.{column.name} ({count} values)"
            for column, count in zip(table.columns, counts, strict=True)
            if count
        ]
    return problems


def values_of_another_kind(
    connection: sqlite3.Connection, tables: Iterable[type[Row]]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Values whose storage class is not their column's, e.g. an audit entry kept as text instead of bytes.

    The same bytes under another class mean the same to a careless reader; this program writes one class only.

    Args:
        connection: the session, of this version's schema.
        tables: where to look.

    Yields:
        Table, key of the row as text, column, storage class expected and found.

    Raises:
        sqlite3.DatabaseError: a table or a column is missing.
    """
    for kind in tables:
        name = kind.__tablename__
        table = Row.metadata.tables[name]
        key = next(iter(table.primary_key.columns)).name
        for column in table.columns:
            query = (
                f'SELECT CAST("{key}" AS TEXT), typeof("{column.name}") FROM {name} '  # noqa: S608 - own names
                f"WHERE {_of_another_kind(column)} LIMIT {_MOST_NAMED}"
            )
            for row_key, found in connection.execute(query):
                yield name, str(row_key), column.name, _kind(column), found


def _wrong(column: Column[object]) -> str:
    """SQL that is true for a value of another kind than the column's, or for JSON that is none or a trap."""
    wrong = _of_another_kind(column)
    if isinstance(column.type, CanonicalJson):
        wrong += f' OR NOT json_valid("{column.name}") OR nested_too_deeply("{column.name}")'
    return wrong


def _nested_too_deeply(text: object) -> bool:
    if not isinstance(text, str) or len(text) <= MOST_NESTED or not may_be_deep(text):
        return False
    try:
        json_value(text)
    except ValueError:
        return True
    return False


def _of_another_kind(column: Column[object]) -> str:
    """SQL that is true for a value of another storage class than the column's."""
    kinds = f"'{_kind(column)}'" + (", 'null'" if column.nullable else "")
    return f'typeof("{column.name}") NOT IN ({kinds})'


def _kind(column: Column[object]) -> str:
    """SQLite's name of the storage class that this program writes into a column."""
    if isinstance(column.type, Integer | Boolean):
        return "integer"
    return "blob" if isinstance(column.type, LargeBinary) else "text"
