"""Verify a session file, a report or a bundle, whichever a file turns out to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.sign_off import SignOff, with_act
from mmel_desktop.core.source_image import printable_name, printable_start
from mmel_desktop.errors import BadInputError, MmelError
from mmel_desktop.report.verification import verify_report
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.file_checks import is_database
from mmel_desktop.store.places import displaced_sessions
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.store.signature_check import check_signature
from mmel_desktop.workflow.open_bundle import verify_bundle
from mmel_desktop.workflow.report_and_session import ReadReport, compare_report, exported_hashes, read_report
from mmel_desktop.workflow.verify_export import verify_export

_PDF_MAGIC = b"%PDF-"
_ZIP_MAGIC = b"PK\x03\x04"
_MOST_SESSIONS_TRIED = 50

VERIFIED = "session.verified"
"""What the audit trail calls a verification made while the session was open for writing."""


def verify_record(path: str | Path, *, session_path: str | Path | None = None) -> VerificationResult:
    """Verify a session (``.mmel``), a report (``.pdf``) or a bundle; the content decides which it is.

    A report is also compared with its session: with ``session_path``, or with a session file of the same id
    that lies in the report's folder. Any other file is taken for one of an export when ``session_path`` is
    given. Nothing is written.

    Raises:
        BadInputError: none of these, or it cannot be read.
        SessionError, ReportError: what one of them raises.
    """
    path = Path(path).absolute()
    try:
        if is_database(path):
            return verify_session(path)
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise BadInputError(
            f"cannot read {printable_name(str(path))!r}",
            found=error.strerror or type(error).__name__,
            expected="a session or a report",
            action="check the path and its permissions",
        ) from error
    # The PDF format allows some bytes before its mark.
    if _PDF_MAGIC in start:
        return _verify_with_session(path, Path(session_path) if session_path else None)
    if start.startswith(_ZIP_MAGIC):
        return verify_bundle(path)
    if session_path is not None:
        return verify_export(path, Path(session_path))
    raise BadInputError(
        f"{printable_name(str(path))!r} is neither a session nor a report nor a bundle",
        found=f"content starting with {printable_start(start)}" if start else "an empty file",
        expected="a .mmel session file, a .pdf report or a .mmelbundle of MMEL Desktop",
        action="choose another file; for a file of an export, name its session",
    )


def verify_open_session(store: CaseStore) -> VerificationResult:
    """Verify a session that is open here, and put on record that it was, and with what outcome.

    Raises:
        SessionError: it cannot be read, or the outcome cannot be recorded.
    """
    result = verify_record(store.path)
    if store.can_record_acts:
        counts = Counter(finding.severity for finding in result.findings)
        changes = (
            FieldChange("intact", None, result.intact),
            FieldChange("chain_head", None, dict(result.facts).get("chain head", "")),
            *(FieldChange(severity, None, counts[severity]) for severity in ("broken", "warning", "note")),
        )
        store.record_act(VERIFIED, "session", store.session().session_id, changes)
    return result


def _verify_with_session(path: Path, session_path: Path | None) -> VerificationResult:
    result = verify_report(path)
    report = read_report(path)
    session_id = str(report.anchor.get("session_id", ""))
    result = _with_signatures(result, report.events, session_id)
    result = _with_known_here(result, report)
    found = _find_session(path.parent, session_path, session_id, report.sha256)
    if found is None:
        others = _other_sessions_in_its_place(path.parent, session_id)
        return replace(result, findings=(*result.findings, *_alone(report), *others))
    file, found_id, events = found
    if session_id and found_id != session_id:
        message = f"it is another session, {found_id}; the report was made from {session_id}"
        other = Finding("warning", f"session {printable_name(file.name)}", message)
        return replace(result, findings=(*result.findings, other))
    compared = (*compare_report(report, events, file), *_doubt_about(file))
    facts = (*result.facts, ("compared with session", printable_name(str(file))))
    return replace(result, findings=(*result.findings, *compared), facts=facts)


def _with_known_here(result: VerificationResult, report: ReadReport) -> VerificationResult:
    """With what this user account noted when it wrote reports of that session."""
    if report.unreadable:
        message = (
            f"which reports this user account wrote cannot be read ({report.unreadable}): one that was "
            "changed as a whole could go unnoticed"
        )
        return replace(result, findings=(*result.findings, Finding("warning", "document", message)))
    if own := report.known_as:
        words = f"written by this user account on {own.utc} as {own.file}, from audit entry {own.sequence}"
        return replace(result, facts=(*result.facts, ("known here", words)))
    state = (report.anchor.get("sequence"), report.anchor.get("head_sha256"))
    for other in (known for known in report.noted if (known.sequence, known.head_sha256) == state):
        message = (
            f"this user account wrote a report of this very state on {other.utc}, with SHA-256 "
            f"{other.sha256[:16]}…; this one has {report.sha256[:16]}…: it was changed as a whole, or "
            "written again elsewhere from a copy of the session"
        )
        return replace(result, findings=(*result.findings, Finding("warning", "document", message)))
    return result


def _alone(report: ReadReport) -> Iterator[Finding]:
    """What a report proves that nothing can be held against."""
    yield Finding("note", "session", "no session file of this id lies beside the report; not compared")
    if not report.known_as:
        message = (
            "it was checked against itself alone, and this user account did not write it: a report that was "
            "rewritten as a whole agrees with itself, too; compare its SHA-256 with the session's audit trail"
        )
        yield Finding("note", "document", message)


def _with_signatures(
    result: VerificationResult, events: Sequence[AuditEvent], session_id: str
) -> VerificationResult:
    """With the digital signatures of the sign-offs that a report's own trail tells of."""
    sign_offs: tuple[SignOff, ...] = ()
    try:
        for event in events:
            sign_offs = with_act(sign_offs, event)
    except (KeyError, TypeError, ValueError) as error:
        broken = Finding("broken", "sign-off", f"the audit trail holds one that cannot be read: {error!r}")
        return replace(result, findings=(*result.findings, broken))
    for sign_off in sign_offs:
        if sign_off.signature is not None:
            words, finding = check_signature(sign_off, session_id)
            facts = (*result.facts, (f"sign-off, entry {sign_off.sequence}", words))
            findings = (*result.findings, finding) if finding else result.findings
            result = replace(result, facts=facts, findings=findings)
    return result


def _doubt_about(file: Path) -> Iterator[Finding]:
    """A session that was changed is no witness for a report; one that was given up is, and says so."""
    where = f"session {printable_name(file.name)}"
    try:
        result = verify_session(file)
    except MmelError as error:
        yield Finding("warning", where, str(error))
        return
    if not result.intact:
        message = "it is not intact itself, so that it proves nothing about the report; verify it"
        yield Finding("warning", where, message)
    for finding in result.findings:
        if (finding.severity, finding.where) == ("note", "session"):
            yield Finding("note", where, finding.message)


def _find_session(
    folder: Path, given: Path | None, session_id: str, report_sha256: str
) -> tuple[Path, str, tuple[AuditEvent, ...]] | None:
    """The session file, which session it is, and its audit trail.

    Raises:
        SessionError: the given file cannot be opened.
    """
    if given is not None:
        return given, *_read_trail(given)
    # Copies of the session may lie beside it: the one that knows this report, else the one that tells most.
    own = [found for found in _sessions_in(folder) if found[1] == session_id]
    return max(
        own, key=lambda found: (report_sha256 in exported_hashes(found[2]), len(found[2])), default=None
    )


def _sessions_in(folder: Path) -> Iterator[tuple[Path, str, tuple[AuditEvent, ...]]]:
    for file in sorted(folder.glob("*.mmel"))[:_MOST_SESSIONS_TRIED]:
        try:
            yield file, *_read_trail(file)
        except MmelError:
            continue  # some other, unreadable file; the user did not ask about it


def _other_sessions_in_its_place(folder: Path, session_id: str) -> Iterator[Finding]:
    """Where the report's session is known to have been beside it, and another one lies now."""
    for file, found_id, _ in _sessions_in(folder):
        if any(known.session_id == session_id for known in displaced_sessions(file.resolve(), found_id)):
            message = f"the report's session belongs at this place; another one lies there, {found_id}"
            yield Finding("warning", f"session {printable_name(file.name)}", message)


def _read_trail(path: Path) -> tuple[str, tuple[AuditEvent, ...]]:
    with CaseStore.open(path, actor=Actor.from_environment(), read_only=True) as store:
        return store.session().session_id, store.audit_events()
