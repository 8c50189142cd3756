"""Write the audit report of a session and put the export itself on record."""

from __future__ import annotations

from pathlib import Path

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.progress import CancelToken, ProgressListener, ignore_progress
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.report.pdf import ReportOutcome, write_report
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.known_reports import KnownReport, note_report
from mmel_desktop.workflow.checked_export import as_change, check_before_export
from mmel_desktop.workflow.recorded_export import taken_back_on_error

__all__ = ["EXPORTED", "ReportOutcome", "export_report"]

EXPORTED = "report.exported"


def export_report(
    store: CaseStore,
    out_path: str | Path,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
    check: RecordCheck | None = None,
) -> ReportOutcome:
    """Write the report; its hash becomes the newest entry of the session's audit trail.

    A session that is open for reading only can be reported on too; then nothing is added to its trail. One
    whose record does not hold can, too; then the report, its outcome and the trail say so.

    Args:
        store: the session; the report tells of it as it is now, whatever is done to it meanwhile.
        out_path: where the PDF goes; a file of that name is replaced when the new one is complete.
        progress: told after each image.
        cancel: checked after each image.
        check: whether the record holds, if that was just asked.

    Raises:
        ReportError: the file cannot be written.
        SessionError: the export cannot be put on record; then there is none.
        OperationCancelled: ``cancel`` was set; nothing is left behind.
    """
    token = cancel or CancelToken()
    check = check or check_before_export(store, progress, token)
    with taken_back_on_error(Path(out_path).absolute()):
        outcome = write_report(
            store.snapshot(), out_path, progress=progress, cancel=token, record_check=check
        )
        if store.can_record_acts:
            _record(store, outcome)
    _note(store, outcome)
    return outcome


def _note(store: CaseStore, outcome: ReportOutcome) -> None:
    """In the user's own folder, also what was written from a copy that cannot be edited."""
    made_from = outcome.anchor
    note_report(
        KnownReport(
            session_id=made_from.session_id,
            file=printable_name(outcome.path.name),
            sha256=outcome.sha256,
            sequence=made_from.sequence,
            head_sha256=made_from.head_sha256,
            utc=store.anchor().utc,
        )
    )


def _record(store: CaseStore, outcome: ReportOutcome) -> None:
    vouched = {"sequence": outcome.anchor.sequence, "sha256": outcome.anchor.head_sha256}
    store.record_act(
        EXPORTED,
        "report",
        outcome.sha256,
        (
            FieldChange("file", None, printable_name(outcome.path.name)),
            FieldChange("sha256", None, outcome.sha256),
            FieldChange("pages", None, outcome.pages),
            FieldChange("vouches_for", None, vouched),
            *as_change(outcome.record_check),
        ),
    )
