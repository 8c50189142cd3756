"""Hashes of the reports that this user account wrote, kept in the user's own folder.

A report proves only that it agrees with itself; one that was rewritten as a whole does, too. Its session's
audit trail knows the hash. So does this list, also when the session is not at hand, or was restored since.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.store.line_files import append_line, read_lines
from mmel_desktop.store.session_ledgers import noting, session_ledger


@dataclass(frozen=True)
class KnownReport:
    """A report that was written here.

    Attributes:
        session_id: of which session.
        file: its name.
        sha256: of its bytes.
        sequence, head_sha256: the end of the audit trail that it was made from.
        utc: when.
    """

    session_id: str
    file: str
    sha256: str
    sequence: int
    head_sha256: str
    utc: str


def reports_ledger(session_id: str) -> Path | None:
    """The file that lists the reports of a session; None when its id is not a UUID."""
    return session_ledger("reports", session_id)


def note_report(report: KnownReport) -> None:
    """Note a report, once; a ledger that cannot be written is logged and passed over."""
    file = reports_ledger(report.session_id)
    if file is None:
        return
    with noting("report", file):
        if report.sha256 not in {known.sha256 for known in known_reports(report.session_id)}:
            append_line(file, canonical_bytes(asdict(report)))


def known_reports(session_id: str) -> tuple[KnownReport, ...]:
    """The reports of a session that were written here, oldest first.

    Raises:
        OSError: the list is there, or may be, and cannot be read.
    """
    file = reports_ledger(session_id)
    lines = [] if file is None else read_lines(file)
    return tuple(report for line in lines if (report := _report_in(line)) is not None)


def _report_in(line: bytes) -> KnownReport | None:
    try:
        said = json.loads(line)
        return KnownReport(
            session_id=str(said["session_id"]),
            file=str(said["file"]),
            sha256=str(said["sha256"]),
            sequence=int(said["sequence"]),
            head_sha256=str(said["head_sha256"]),
            utc=str(said["utc"]),
        )
    except (ValueError, KeyError, TypeError):  # cut off by a crash
        return None
