"""The hash chain of an audit trail alone: far quicker than replaying what it says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor, chain_root, entry_sha256
from mmel_desktop.errors import SessionError
from mmel_desktop.store.file_checks import check_is_database
from mmel_desktop.store.session_file import readable_copy
from mmel_desktop.store.sqlite_connection import connect


def first_broken_link(
    connection: sqlite3.Connection, session_id: str, until_sequence: int | None = None
) -> int:
    """Number of the first entry that does not continue the one before it; 0 when the chain is whole.

    Args:
        connection: a session.
        session_id: what the first entry must be chained to.
        until_sequence: the last entry that is looked at; None for all.
    """
    previous, number = chain_root(session_id), 0
    rows = connection.execute(
        "SELECT sequence, CAST(entry AS BLOB), previous_sha256, sha256 FROM audit_trail "
        "WHERE ?1 IS NULL OR sequence <= ?1 ORDER BY sequence",
        (until_sequence,),
    )
    for sequence, entry, stated_previous, stated in rows:
        number += 1
        if sequence != number or stated_previous != previous or entry_sha256(previous, entry) != stated:
            return number
        previous = stated
    return 0 if number else 1


def holds(path: Path, anchor: Anchor) -> bool:
    """Whether a session file has a whole chain that leads to an anchor."""
    try:
        check_is_database(path)
        with readable_copy(path) as readable, closing(connect(readable, "ro")) as connection:
            query = "SELECT sha256 FROM audit_trail WHERE sequence = ?"
            row = connection.execute(query, (anchor.sequence,)).fetchone()
            return row == (anchor.head_sha256,) and not first_broken_link(
                connection, anchor.session_id, anchor.sequence
            )
    except (OSError, SessionError, sqlite3.Error, TypeError, ValueError):
        return False
