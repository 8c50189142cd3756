"""Is this session what was recorded? Replays the whole audit trail; never writes.

It finds what was changed in the tables, in the trail, in stored maps and in the safeguards, and, with an
anchor outside the file, an end that was cut off or an older copy. It cannot find a rewrite of the whole file
when every anchor was rewritten as well, nor that something false was entered, nor that the clock was wrong.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.identity import utc_now
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError
from mmel_desktop.store.anchors import all_anchor_files, ledger_path, read_anchors, sidecar_path
from mmel_desktop.store.audit_replay import ReplayedCase, replay
from mmel_desktop.store.file_checks import check_is_database, refuse_foreign
from mmel_desktop.store.line_files import read_lines
from mmel_desktop.store.migrations import fresh_schema, read_schema
from mmel_desktop.store.model_files import compare_model_files
from mmel_desktop.store.places import displaced_sessions, place_ledger
from mmel_desktop.store.record_values import path_from_text
from mmel_desktop.store.schema import SCHEMA_VERSION
from mmel_desktop.store.session_file import readable_copy
from mmel_desktop.store.signature_check import check_signature
from mmel_desktop.store.sqlite_connection import connect, known_failures
from mmel_desktop.store.table_comparison import (
    compare_blobs,
    compare_display,
    compare_evidence,
    compare_kinds,
    compare_undo_steps,
)

CANNOT_BE_FOUND = (
    "a rewrite of the whole file and of every anchor",
    "a false statement by the person who made it",
    "a wrong clock",
)


def verify_session(path: str | Path, *, snapshot: bool = False) -> VerificationResult:
    """Verify a session file, also while another program has it open.

    Args:
        path: the session.
        snapshot: it is a copy of a moment, such as a bundle holds; that the session went on is no fault.

    Raises:
        SessionError: there is no such file, it is not a session, or a newer version of the program wrote it.
    """
    path = Path(path).resolve()
    check_is_database(path)
    findings: list[Finding] = []
    facts: list[tuple[str, str]] = [("file", printable_name(str(path)))]
    with (
        readable_copy(path) as readable,
        known_failures(path, "cannot verify session"),
        closing(connect(readable, "ro")) as connection,
    ):
        # Text that is no longer UTF-8 must be compared, not stumbled over.
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        _refuse_other_schema(path, connection, refuse_foreign(path, connection))
        try:
            _verify_open_file(path, connection, findings, facts, snapshot)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise
            findings.append(Finding("broken", "database", f"a part of it cannot be read: {error}"))
        except UnicodeDecodeError:
            # SQLite quotes a damaged table definition in its message, which Python then cannot decode.
            findings.append(Finding("broken", "database", "a definition in it is damaged: no valid text"))
    facts.append(("cannot be found", "; ".join(CANNOT_BE_FOUND)))
    return VerificationResult(printable_name(str(path)), tuple(findings), tuple(facts))


def _verify_open_file(
    path: Path,
    connection: sqlite3.Connection,
    findings: list[Finding],
    facts: list[tuple[str, str]],
    snapshot: bool,
) -> None:
    session = connection.execute("SELECT session_id FROM session").fetchone()
    if session is None:
        findings.append(
            Finding("broken", "session", "its row was removed: nothing can be told about the rest")
        )
        return
    session_id = str(session[0])
    # Anchors first: a living session may add entries meanwhile; an anchor must not outrun what is checked.
    anchors = _read_all_anchors(path, session_id, findings)
    connection.execute("BEGIN")
    for (problem,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if problem != "ok":
            findings.append(Finding("broken", "database", str(problem)))
    findings += _look_for_another_session(path, session_id)
    findings += _compare_schema(connection)
    case = replay(connection, session_id)
    findings += case.findings
    for part, comparison in (
        ("tables", compare_kinds(connection)),
        ("tables", compare_evidence(connection, case)),
        ("display settings", compare_display(connection, case)),
        ("undo history", compare_undo_steps(connection, case)),
        ("stored content", compare_blobs(connection, case)),
        ("image files", _compare_image_files(case)),
        ("models", compare_model_files(connection, case)),
    ):
        findings += _as_far_as_possible(part, comparison)
    binding = _binding_until(path, session_id, case)
    anchors = {file: entries for file, entries in anchors.items() if file in binding}
    for file, (entries, unreadable) in anchors.items():
        until = case.last_sequence + 1 if snapshot else binding[file]
        findings += _compare_anchors(file, entries, unreadable, session_id, case, until)
    sign_off_facts = list(_check_sign_offs(session_id, case, findings))
    findings += [
        Finding("note", f"audit trail, entry {sequence}", "the clock had gone back when it was written")
        for sequence in case.clock_steps_back
    ]
    now = utc_now()
    if case.latest_utc[0] > now:
        message = f"its time {case.latest_utc[0]} lies in the future (it is {now}): a clock was or is wrong"
        findings.append(Finding("note", f"audit trail, entry {case.latest_utc[1]}", message))
    anchor_count = sum(len(entries) for entries, _ in anchors.values())
    if not anchor_count:
        message = "there is none outside the file: an end that was cut off could not be noticed"
        findings.append(Finding("note", "anchors", message))
    facts += [
        ("session", session_id),
        ("audit entries", str(len(case.hashes))),
        ("chain head", case.hashes.get(case.last_sequence, "")),
        ("images", str(len(case.of("image")))),
        ("explanation runs", str(len(case.of("run")))),
        ("annotations", str(sum(not state.get("deleted") for state in case.of("annotation").values()))),
        ("anchors", str(anchor_count)),
        *sign_off_facts,
    ]


def _read_all_anchors(
    path: Path, session_id: str, findings: list[Finding]
) -> dict[Path, tuple[tuple[Anchor, ...], int]]:
    """What each file of anchors says; one that cannot be read is a finding: it may be what tells most."""
    anchors: dict[Path, tuple[tuple[Anchor, ...], int]] = {}
    for file in (*all_anchor_files(path, session_id), place_ledger(path)):
        try:
            if file == place_ledger(path):
                read_lines(file)
            else:
                anchors[file] = read_anchors(file)
        except OSError as error:
            where = f"anchors in {printable_name(str(file))}"
            message = (
                f"they cannot be read ({error.strerror or type(error).__name__}): "
                "an end that was cut off, or another session in this place, could go unnoticed"
            )
            findings.append(Finding("warning", where, message))
    return anchors


def _as_far_as_possible(part: str, comparison: Iterator[Finding]) -> Iterator[Finding]:
    """What a comparison finds; where it meets what this program never writes, that is the last finding."""
    try:
        yield from comparison
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        message = f"it is not as this program writes it ({type(error).__name__}: {str(error)[:200]})"
        yield Finding("broken", part, message)


def _look_for_another_session(path: Path, session_id: str) -> Iterator[Finding]:
    """A whole other session in the place of the one that is known there is intact, and still not meant."""
    for known in displaced_sessions(path, session_id):
        message = (
            f"another session belongs at this place: {known.session_id}, with {known.entries} entries on "
            f"{known.utc}; this one was put there outside the program (if by yourself, give it another name)"
        )
        yield Finding("warning", "session", message)


def _refuse_other_schema(path: Path, connection: sqlite3.Connection, version: int) -> None:
    if version != SCHEMA_VERSION:
        ours = version > SCHEMA_VERSION and read_schema(connection) == fresh_schema()
        raise SessionError(
            f"session {printable_name(str(path))!r} cannot be verified by this version",
            found=f"schema {version}, but the tables of schema {SCHEMA_VERSION}: its header may be forged"
            if ours
            else f"schema {version}",
            expected=f"schema {SCHEMA_VERSION}",
            action="use the version that wrote it"
            if version > SCHEMA_VERSION
            else "open it once to upgrade it",
        )


def _compare_schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Tables, indexes and above all triggers must be exactly those that the program makes."""
    expected, found = fresh_schema(), read_schema(connection)
    for kind, name in sorted(expected.keys() | found.keys()):
        where = f"{kind} {name}"
        if (kind, name) not in found:
            yield Finding("broken", where, "it was removed")
        elif (kind, name) not in expected:
            yield Finding("broken", where, "it was added: the program makes none of that name")
        elif found[kind, name] != expected[kind, name]:
            yield Finding("broken", where, "its definition was changed")


def _binding_until(path: Path, session_id: str, case: ReplayedCase) -> dict[Path, float]:
    """The files of anchors that speak of this copy, each with the entry from which it no longer does."""
    until: dict[Path, float] = {sidecar_path(path): math.inf}
    ends = [float(sequence) for sequence, _ in case.branches] + [math.inf]
    for branch, end in zip(["", *(sha256 for _, sha256 in case.branches)], ends, strict=True):
        ledger = ledger_path(session_id, branch)
        if ledger is not None:
            until[ledger] = end
    return until


def _compare_anchors(
    file: Path,
    anchors: tuple[Anchor, ...],
    unreadable: int,
    session_id: str,
    case: ReplayedCase,
    until: float,
) -> Iterator[Finding]:
    where = f"anchors in {printable_name(str(file))}"
    if unreadable:
        yield Finding("note", where, f"{unreadable} line(s) cannot be read")
    own = [anchor for anchor in anchors if anchor.session_id == session_id]
    if len(own) < len(anchors):
        yield Finding("note", where, f"{len(anchors) - len(own)} belong to another session")
    elsewhere = [anchor for anchor in own if anchor.sequence >= until]
    if any(case.hashes.get(anchor.sequence) != anchor.head_sha256 for anchor in elsewhere):
        message = f"the session went on elsewhere after this copy was made, last on {elsewhere[-1].utc}"
        yield Finding("note", where, message)
    own = [anchor for anchor in own if anchor.sequence < until]
    wrong = [anchor for anchor in own if case.hashes.get(anchor.sequence) != anchor.head_sha256]
    unexplained = [anchor for anchor in wrong if not _given_up_by_restore(anchor, case)]
    for anchor in wrong if not unexplained else ():
        message = f"the state of {anchor.utc} was given up when a backup was restored"
        yield Finding("note", where, message)
    for anchor in unexplained[-1:]:  # the others of one file tell the same story
        if anchor.sequence > case.last_sequence:
            message = (
                f"on {anchor.utc} the trail had {anchor.sequence} entries, now it has {case.last_sequence}: "
                "its end was cut off, or this is an older copy"
            )
            yield Finding("broken", where, message)
        else:
            message = f"entry {anchor.sequence} is not the one that was there on {anchor.utc}"
            yield Finding("broken", where, message)


def _given_up_by_restore(anchor: Anchor, case: ReplayedCase) -> bool:
    """Restoring a backup is an audited act: what came after the backup is then rightly gone."""
    return any(sequence <= anchor.sequence and anchor.utc <= utc for sequence, utc in case.restores)


def _check_sign_offs(
    session_id: str, case: ReplayedCase, findings: list[Finding]
) -> Iterator[tuple[str, str]]:
    """One fact for each sign-off; what it vouches for was checked when the trail was replayed."""
    if not case.sign_offs:
        yield "sign-off", "none"
    for sign_off in case.sign_offs:
        signature = "no digital signature"
        if sign_off.signature is not None:
            signature, finding = check_signature(sign_off, session_id)
            findings += [finding] if finding else []
        standing = "in force"
        if sign_off.overrun_sequence:
            entry = sign_off.overrun_sequence
            standing = f"no longer in force: the record was changed after it, in entry {entry}"
        elif not sign_off.in_force:
            standing = (
                f"no longer in force: reopened on {sign_off.ended_utc} by {sign_off.ended_by} "
                f"({sign_off.ended_reason})"
            )
        who = f"{sign_off.meaning} by {sign_off.actor_name} on {sign_off.utc}"
        yield "sign-off", f"{who}, entry {sign_off.sequence}, {signature}; {standing}"


def _compare_image_files(case: ReplayedCase) -> Iterator[Finding]:
    """The image files themselves, where they can still be found."""
    missing = unreadable = 0
    for state in case.of("image").values():
        try:
            found = sha256_hex(Path(path_from_text(state["path"])).read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError):
            missing += 1
            continue
        except OSError:
            unreadable += 1
            continue
        if found != state["file_sha256"]:
            message = f"the file {state['path']} is no longer the one that was imported"
            yield Finding("broken", f"image {state['name']}", message)
    count = len(case.of("image"))
    if unreadable:
        message = f"{unreadable} of {count} files cannot be read: whether they were changed is not known"
        yield Finding("note", "images", message)
    if missing:
        yield Finding("note", "images", f"{missing} of {count} files are not where they were imported from")
