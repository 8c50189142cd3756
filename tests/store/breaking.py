"""Ways to break a session on purpose, as a stranger with SQLite at hand would."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.case import Finding
from mmel_desktop.store.session_verification import verify_session


def tamper(path: Path, *statements: str, drop_triggers: bool = False) -> None:
    """Run SQL on a closed session with SQLite's own defaults, behind the program's back.

    ``drop_triggers`` takes the safeguards away for the statements and puts them back: only the data differ.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        if drop_triggers:
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        if drop_triggers:
            for _, sql in triggers:
                connection.execute(sql)


def broken(path: Path) -> list[Finding]:
    """What verification finds broken."""
    return [finding for finding in verify_session(path).findings if finding.severity == "broken"]


def broken_text(path: Path) -> str:
    """The same as text, one finding a line."""
    return "\n".join(f"{finding.where}: {finding.message}" for finding in broken(path))
