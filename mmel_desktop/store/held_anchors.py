"""Whether a session file holds a point of the chain that was noted outside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.errors import SessionError
from mmel_desktop.store.audit_replay import read_chain
from mmel_desktop.store.file_checks import check_is_database
from mmel_desktop.store.sqlite_connection import connect
from mmel_desktop.store.temporary_copies import readable_copy


def holds(path: Path, anchor: Anchor) -> bool:
    """Whether a session file has a whole chain that leads over an anchor."""
    try:
        check_is_database(path)
        with readable_copy(path) as readable, closing(connect(readable, "ro")) as connection:
            case = read_chain(connection, anchor.session_id)
    except (OSError, SessionError, sqlite3.Error, TypeError, ValueError):
        return False
    return not case.findings and case.hashes.get(anchor.sequence) == anchor.head_sha256
