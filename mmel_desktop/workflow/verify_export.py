"""Is this file of an export still the one that left the program? Its session's audit trail knows the hash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.restored import restores_in
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.report.verification import hash_file
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.export_session import EXPORTED


def verify_export(path: Path, session_path: Path) -> VerificationResult:
    """Compare a file of an export (JSON, COCO, a table, GeoJSON) with what its session has on record.

    The session is verified as well, for one that was changed is no witness.

    Raises:
        SessionError: the session cannot be read.
        OSError: the file cannot be read.
    """
    shown, where = printable_name(str(path)), f"session {printable_name(session_path.name)}"
    sha256 = hash_file(path)
    with CaseStore.open(session_path, actor=Actor.from_environment(), read_only=True) as store:
        events = store.audit_events()
    exports = [event for event in events if event.action == EXPORTED]
    facts = [("file", shown), ("SHA-256 of the file", sha256)]
    findings: list[Finding] = []
    entry = next((event for event in reversed(exports) if sha256 in _hashes_in(event)), None)
    restore = next((restore for restore in restores_in(events) if sha256 in restore.given_out), None)
    if entry is None and restore is not None:
        message = (
            f"the file was exported from a state that was given up on {restore.utc}, when a backup was "
            f"restored: the session goes on from entry {restore.first_sequence - 1}; that this file had been "
            "written is on record"
        )
        findings.append(Finding("note", where, message))
    elif entry is None:
        message = (
            f"none of its {len(exports)} recorded export(s) holds a file with this SHA-256: it was changed, "
            "or exported from another session or a read-only copy"
        )
        findings.append(Finding("broken", where, message))
    else:
        facts.append(("exported as", f"{_hashes_in(entry)[sha256]}, {entry.utc}, entry {entry.sequence}"))
    facts.append(("compared with session", printable_name(str(session_path))))
    if not verify_session(session_path).intact:
        message = "it is not intact itself, so that it proves nothing about the file; verify it"
        findings.append(Finding("warning", where, message))
    return VerificationResult(shown, tuple(findings), tuple(facts))


def _hashes_in(event: AuditEvent) -> dict[str, str]:
    """SHA-256 → name of the files of an export."""
    listed: Any = next((change.new for change in event.changes if change.field == "files"), [])
    try:
        return {str(sha256): str(name) for name, sha256 in listed}
    except (TypeError, ValueError):  # no entry that this program wrote; verifying the session says more
        return {}
