"""Asking whether a record holds before something is made from it, and saying so in what is made."""

from __future__ import annotations

from dataclasses import replace

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.case import Finding
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.record_check import check_record


def check_before_export(store: CaseStore, progress: ProgressListener, cancel: CancelToken) -> RecordCheck:
    """Replay the trail, hold the tables against it, and both against what is known outside the file.

    An export is made all the same: what was reviewed is still to be seen. But nobody shall take it for more
    than it is.

    Raises:
        SessionError: the session cannot be read.
        OperationCancelled: ``cancel`` was set.
    """
    progress(ProgressReport(0, 0, "checking the record"))
    return without_folders(check_record(store.path, cancel, with_tables=True))


def as_change(check: RecordCheck) -> tuple[FieldChange, ...]:
    """What the audit trail says of an export that was made although its record does not hold."""
    if check.passed:
        return ()
    return (FieldChange("record_check", None, check.to_json()),)


def in_words(check: RecordCheck) -> str:
    """A text to lie beside tables that have no room for it."""
    lines = [
        f"The record that these files were exported from is {check.verdict}.",
        "Its check before the export found:",
        "",
        *(f"- {finding.severity}: {finding.where}: {finding.message}" for finding in check.findings),
        "",
        "Do not rely on these files. Verify the session: mmel-desktop verify FILE.mmel",
    ]
    return "\n".join(lines) + "\n"


def without_folders(check: RecordCheck) -> RecordCheck:
    """The same, but for the places where anchors lie on this machine: both mostly say the same."""
    return replace(check, findings=tuple(dict.fromkeys(map(_without_folder, check.findings))))


def _without_folder(finding: Finding) -> Finding:
    place = "anchors" if finding.where.startswith("anchors in ") else finding.where
    return replace(finding, where=place)
