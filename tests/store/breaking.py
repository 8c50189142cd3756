"""Ways to break a session on purpose, as a stranger with SQLite at hand would."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from mmel_desktop.core.audit_event import entry_sha256
from mmel_desktop.core.canonical import canonical_bytes
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


def lay_log_over(path: Path, aside: Path) -> None:
    """The file alone holds another verdict; a write-ahead log beside it puts the old one over it.

    Args:
        path: the session; its first verdict is "wrong".
        aside: an existing folder where both are kept while the connection, which would join them, closes.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA wal_autocheckpoint = 0",
            "UPDATE reviews SET verdict = 'right'",
            "PRAGMA wal_checkpoint(TRUNCATE)",
            "UPDATE reviews SET verdict = 'wrong'",
        ):
            connection.execute(statement)
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", aside / f"kept{suffix}")
    for suffix in ("", "-wal"):
        (aside / f"kept{suffix}").replace(f"{path}{suffix}")


def broken(path: Path) -> list[Finding]:
    """What verification finds broken."""
    return [finding for finding in verify_session(path).findings if finding.severity == "broken"]


def broken_text(path: Path) -> str:
    """The same as text, one finding a line."""
    return "\n".join(f"{finding.where}: {finding.message}" for finding in broken(path))


def append_entry(
    path: Path, action: str, entity: str, entity_id: str, *statements: str, **fields: Any
) -> int:
    """Append an entry that fits the chain, as anyone can who knows how it is made; returns its number.

    ``statements`` then change the tables to match; ``fields`` replace those of the entry before.
    """
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sequence, entry, sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        sequence, entry, head = connection.execute(query).fetchone()
    said = {"sequence": sequence + 1, "action": action, "entity": entity, "entity_id": entity_id}
    same = {"changes": [], "reason": "", "clock_went_back": False}
    data = canonical_bytes({**json.loads(entry), **same, **said, **fields})
    row = f"{sequence + 1}, x'{data.hex()}', '{head}', '{entry_sha256(head, data)}'"
    tamper(path, f"INSERT INTO audit_trail VALUES ({row})", *statements)
    return int(sequence) + 1


def change(field: str, old: Any, new: Any) -> list[dict[str, Any]]:
    """The changes of an entry that changes one field."""
    return [{"field": field, "old": old, "new": new}]
