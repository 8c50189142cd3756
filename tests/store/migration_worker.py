"""Opens a session with a program whose schema is one step further; made to be killed meanwhile.

python -m tests.store.migration_worker SESSION
"""

from __future__ import annotations

import sys

from mmel_desktop.store import session_file
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.schema import STEPS
from tests.factories import ACTOR

# Large enough to take a moment: a step that is over at once could not be killed in its middle.
NEXT_STEP = (
    "ALTER TABLE session ADD COLUMN site TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE heavy (number INTEGER PRIMARY KEY, content BLOB)",
    "INSERT INTO heavy WITH RECURSIVE counter(n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 60000) SELECT n, randomblob(200) FROM counter",
    "UPDATE annotations SET comment = comment || ''",
)


def main() -> None:
    """Say that it begins, upgrade, say that it is done, and wait to be killed."""
    setattr(session_file, "STEPS", (*STEPS, NEXT_STEP))  # noqa: B010 - a module is no class to mypy
    setattr(session_file, "SCHEMA_VERSION", len(STEPS) + 1)  # noqa: B010 - likewise
    print("opening", flush=True)  # noqa: T201 - the parent listens
    CaseStore.open(sys.argv[1], actor=ACTOR)
    print("done", flush=True)  # noqa: T201 - likewise
    sys.stdin.read()


if __name__ == "__main__":
    main()
