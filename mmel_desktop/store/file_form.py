"""Whether a session file has the form in which this program leaves it, apart from what it holds.

The same rows in another form are a sign that another program wrote them, and a form may hide something: a
write-ahead log beside the file overrules what is in it, and bytes behind the last page belong to nobody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mmel_desktop.core.case import Finding


def check_form(file: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    """Journal, encoding of texts and length.

    Args:
        file: what the connection has open.
        connection: in a transaction, so that nobody writes meanwhile.
    """
    if _asked(connection, "journal_mode") == "wal":
        message = (
            "it was switched to a write-ahead log, which this program never uses: the file alone and the "
            "file with the -wal beside it may say different things"
        )
        yield Finding("broken", "database", message)
    encoding = _asked(connection, "encoding")
    if encoding != "UTF-8":
        message = f"its texts are stored as {encoding}, not UTF-8: another program wrote it anew"
        yield Finding("broken", "database", message)
    surplus = file.stat().st_size - int(_asked(connection, "page_count")) * int(
        _asked(connection, "page_size")
    )
    if surplus > 0:
        yield Finding("broken", "database", f"{surplus:,} bytes stand after its end")


def _asked(connection: sqlite3.Connection, pragma: str) -> str:
    return str(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
