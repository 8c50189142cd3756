"""Where a command speaks: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from mmel_desktop.core.case import SessionInfo
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.core.visible_text import json_without_controls, on_one_line, without_controls
from mmel_desktop.errors import MmelError

LINE_INTERVAL_S = 5.0
"""Without a terminal (a log, a CI job) progress is a line now and then instead of a bar."""


def shown(value: object) -> str:
    r"""A path, a name or a prompt on one line.

    Control, direction and zero-width characters, which could break the line or steer the terminal, become
    escapes such as ``\n``; so do bytes that are not UTF-8.
    """
    return on_one_line(printable_name(str(value)))


class Terminal:
    """The two streams of a command and the wish to stop it.

    Attributes:
        cancel: set by Ctrl+C; long work checks it between steps.
        error_count: how many errors were reported.
    """

    def __init__(self, stdout: TextIO, stderr: TextIO, cancel: CancelToken | None = None) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self.cancel = cancel or CancelToken()
        self.error_count = 0

    def result(self, text: str) -> None:
        """Print one line a script may read."""
        print(without_controls(text), file=self._stdout)

    def result_json(self, value: Any) -> None:
        """Print a JSON document."""
        document = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
        print(json_without_controls(document), file=self._stdout)

    def note(self, text: str) -> None:
        """Say something to the person at the terminal."""
        print(without_controls(text), file=self._stderr, flush=True)

    def report_check(self, check: RecordCheck) -> None:
        """What speaks against the record that something was made from; nothing when it held."""
        if check.unchecked:
            self.note(f"note: whether the record holds was not checked: {check.unchecked}")
        for finding in check.findings:
            self.note(f"{finding.severity}: {shown(finding.where)}: {shown(finding.message)}")
        if not check.passed:
            self.note(f"the record is {check.verdict}; what was written says so, too. Verify the session.")

    def report_form(self, session: SessionInfo) -> None:
        """That a session has an older form, and what was done about it; nothing when it has not."""
        if note := session.form_note or session.upgrade_note:
            self.note(f"note: session {shown(session.name)}: {shown(note)}")

    def report_opened(self, check: RecordCheck) -> None:
        """One line about a session that was opened although its record does not hold."""
        for finding in check.findings[:1]:
            further = len(check.findings) - 1
            more = f" (and {further} more)" if further else ""
            reason = f"{shown(finding.where)}: {shown(finding.message)}{more}"
            self.note(f"warning: the session's record is {check.verdict}: {reason}; verify it")

    def report_error(self, error: MmelError) -> None:
        """One line for one bad input."""
        self.error_count += 1
        self.note(f"error: {error}")

    def report_errors(self, errors: Iterable[MmelError]) -> None:
        """One line for each bad input."""
        for error in errors:
            self.report_error(error)

    @contextmanager
    def progress(self) -> Iterator[ProgressListener]:
        """A listener that draws a bar on a terminal and prints a line now and then elsewhere."""
        if self._stderr.isatty():
            with _bar(self._stderr) as listener:
                yield listener
        else:
            yield self._line_listener()

    def _line_listener(self) -> ProgressListener:
        last_s = time.monotonic()

        def listen(report: ProgressReport) -> None:
            nonlocal last_s
            if time.monotonic() - last_s >= LINE_INTERVAL_S:
                last_s = time.monotonic()
                count = f" ({report.done} of {report.total} done)" if report.total else ""
                self.note(f"{shown(report.step)}{count}")

        return listen


@contextmanager
def _bar(stream: TextIO) -> Iterator[ProgressListener]:
    """A tqdm bar whose total may change: nested jobs report their own numbers of steps."""
    from tqdm import tqdm

    with tqdm(file=stream, leave=False, dynamic_ncols=True) as bar:

        def listen(report: ProgressReport) -> None:
            bar.total = report.total or None
            bar.n = report.done
            bar.set_description_str(shown(report.step), refresh=False)
            bar.refresh()

        yield listen
