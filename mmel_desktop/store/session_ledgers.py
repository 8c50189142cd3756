"""Lists about one session in the user's own folder, out of reach of whoever sends the session file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mmel_desktop.store.anchors import ledger_path
from mmel_desktop.user_folders import user_data_folder

logger = logging.getLogger(__name__)


def session_ledger(folder: str, session_id: str) -> Path | None:
    """The file that lists one kind of act on a session; None when its id is not a UUID.

    Args:
        folder: of that kind of list, inside the user's own folder.
        session_id: of the session.
    """
    ledger = ledger_path(session_id)
    return None if ledger is None else user_data_folder() / folder / ledger.name


@contextmanager
def noting(what: str, file: Path) -> Iterator[None]:
    """Make a list's folder and write into the list; one that cannot be written is logged and passed over.

    Args:
        what: that is noted, for the log.
        file: the list.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        logger.warning("%s not noted in %s: %s", what, file, error.strerror or type(error).__name__)
