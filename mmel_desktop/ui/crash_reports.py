"""Faults that nobody caught: logged with their traceback, shown in plain words; the program stays alive."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Signal

from mmel_desktop import __version__
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.translation import tr

LOG_NAME = "workbench.log"
LOG_BYTES = 1_000_000
KEPT_LOGS = 3

_log = logging.getLogger(__name__)


class CrashReports(QObject):
    """Stands in for Python's own hooks while the workbench runs.

    Attributes:
        fault: something escaped; a ``Problem``. May be emitted from any thread.
    """

    fault = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._stacks: IO[bytes] | None = None
        self._watched_before = False

    def install(self, log_path: Path | None = None) -> None:
        """Take over ``sys.excepthook`` and ``threading.excepthook``.

        With the log's path the stacks of all threads are written there, too, when a library takes the whole
        program down, which no hook of Python's is told of.
        """
        sys.excepthook = self._take
        threading.excepthook = lambda args: self._take(args.exc_type, args.exc_value, args.exc_traceback)
        if log_path is None:
            return
        self._watched_before = faulthandler.is_enabled()
        try:
            self._stacks = log_path.open("ab", buffering=0)
        except OSError:
            return  # the log itself has said that it cannot be written
        faulthandler.enable(self._stacks, all_threads=True)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._stacks is not None:
            faulthandler.disable()
            self._stacks.close()
            self._stacks = None
            if self._watched_before:
                faulthandler.enable()

    def _take(
        self, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), traceback)
            return
        _log.critical("uncaught", exc_info=(kind, error, traceback))
        self.fault.emit(Problem.from_error(error, tr("what you just did")))


def start_log(directory: Path) -> Path:
    """Write the program's log into a directory, keeping a few old ones.

    Where it cannot be written it goes to standard error: a log is no reason not to work.

    Returns:
        The log file, whether or not it could be made.
    """
    path = directory / LOG_NAME
    handler: logging.Handler
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=KEPT_LOGS, encoding="utf-8", errors="backslashreplace"
        )
    except OSError as error:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
        _log.warning("no log can be written to %s: %s", path, error.strerror or type(error).__name__)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _log.info("MMEL Desktop %s started", __version__)
    return path
