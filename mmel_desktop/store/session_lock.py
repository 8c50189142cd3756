"""One writer per session file, and a name to give to everyone else.

The operating system holds the lock, so it is free again the moment its holder dies, however that happened.
The holder's name stands in a file beside it, which is only believed while the lock is really held.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout

from mmel_desktop.core.identity import Actor, utc_now
from mmel_desktop.store.line_files import inherit_access


def lock_file(session_path: Path) -> Path:
    """The file whose lock is the right to write a session."""
    return session_path.with_name(f".{session_path.name}.lock")


class SessionLock:
    """The right to write one session file.

    Args:
        session_path: the session file; need not exist yet.
        actor: who asks for it.
    """

    def __init__(self, session_path: Path, actor: Actor) -> None:
        self._holder_file = session_path.with_name(f".{session_path.name}.holder")
        # The lock is taken by one thread and may be given back by another.
        self._lock_file = lock_file(session_path)
        self._lock = FileLock(self._lock_file, timeout=0, thread_local=False)
        self._session_path = session_path
        self._actor = actor

    def acquire(self) -> bool:
        """Take the lock if it is free; never waits.

        Raises:
            OSError: the folder, or the lock that somebody left there, cannot be written.
        """
        is_new = not self._lock_file.exists()
        try:
            self._lock.acquire()
        except Timeout:
            return False
        holder = {**asdict(self._actor), "process": os.getpid(), "since": utc_now()}
        try:
            if is_new:
                inherit_access(self._lock_file, self._session_path)
            # Another's, left by a crash, could not be overwritten.
            self._holder_file.unlink(missing_ok=True)
            self._holder_file.write_text(json.dumps(holder), encoding="utf-8")
        except OSError:
            self._lock.release()
            raise
        return True

    def release(self) -> None:
        """Give the lock back; harmless when it is not held.

        A holder's file that cannot be removed stays: it is only believed while the lock is held.
        """
        if self._lock.is_locked:
            with suppress(OSError):
                self._holder_file.unlink(missing_ok=True)
            self._lock.release()

    def holder(self) -> str:
        """Who holds the lock, for a person to read."""
        try:
            holder = json.loads(self._holder_file.read_text(encoding="utf-8"))
            return (
                f"{holder['full_name']} (account {holder['os_account']} on {holder['host']}, "
                f"process {holder['process']}, since {holder['since']})"
            )
        except (OSError, ValueError, KeyError, TypeError):
            return "another program"
