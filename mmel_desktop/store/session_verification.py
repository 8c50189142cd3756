"""Is this session what was recorded? Replays the whole audit trail; never writes.

It finds what was changed in the tables, in the trail, in stored maps and in the safeguards, and, with an
anchor outside the file, an end that was cut off or an older copy. It cannot find a rewrite of the whole file
when every anchor was rewritten as well, nor that something false was entered, nor that the clock was wrong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.identity import utc_now
from mmel_desktop.core.lookalike_names import lookalikes, spelled_out
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import OlderFormError, SessionError
from mmel_desktop.store.anchor_comparison import AnchorComparison, read_outside_record
from mmel_desktop.store.audit_replay import ReplayedCase, replay
from mmel_desktop.store.backups import is_backup
from mmel_desktop.store.file_checks import check_is_database, refuse_foreign
from mmel_desktop.store.file_form import check_form
from mmel_desktop.store.image_files import compare_image_files
from mmel_desktop.store.migrations import fresh_schema, read_schema
from mmel_desktop.store.model_files import compare_model_files
from mmel_desktop.store.places import displaced_sessions
from mmel_desktop.store.schema import SCHEMA_VERSION, STEPS
from mmel_desktop.store.signature_check import check_signature
from mmel_desktop.store.sqlite_connection import connect, known_failures
from mmel_desktop.store.table_comparison import (
    compare_blobs,
    compare_display,
    compare_evidence,
    compare_kinds,
    compare_undo_steps,
)
from mmel_desktop.store.temporary_copies import older_form, readable_copy, upgraded_copy

CANNOT_BE_FOUND = (
    "a rewrite of the whole file and of every anchor",
    "a false statement by the person who made it",
    "a wrong clock",
    "a change of what is no evidence: how the workbench was arranged last, the words of its undo menu",
)


def verify_session(
    path: str | Path, *, snapshot: bool = False, image_files: Mapping[str, Path] | None = None
) -> VerificationResult:
    """Verify a session file, also while another program has it open; it is left as it is.

    One of an older schema is held against what the program made at that time, and its tables are compared in
    an upgraded copy.

    Args:
        path: the session.
        snapshot: it is a copy of a moment, such as a bundle holds; that the session went on is no fault. A
            backup where backups lie always is one.
        image_files: by image id, where the images lie that came with it; None when they lie where it says.

    Raises:
        SessionError: there is no such file, it is not a session, a newer version of the program wrote it, or
            there is no room for a copy.
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
        connection.text_factory = as_it_is
        version = refuse_foreign(path, connection)
        _refuse_newer_schema(path, connection, version)
        try:
            if readable != path:
                message = (
                    "an edit was cut off when the program or the machine stopped; this check undid it in a "
                    "copy, opening the session undoes it in the file"
                )
                findings.append(Finding("note", "database", message))
            _verify_open_file(path, readable, connection, version, findings, facts, snapshot, image_files)
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
    readable: Path,
    connection: sqlite3.Connection,
    version: int,
    findings: list[Finding],
    facts: list[tuple[str, str]],
    snapshot: bool,
    image_files: Mapping[str, Path] | None,
) -> None:
    session = connection.execute("SELECT session_id FROM session").fetchone()
    if session is None:
        findings.append(
            Finding("broken", "session", "its row was removed: nothing can be told about the rest")
        )
        return
    session_id = str(session[0])
    # Anchors first: a living session may add entries meanwhile; an anchor must not outrun what is checked.
    outside = read_outside_record(path, session_id, findings)
    connection.execute("BEGIN")
    findings += _check_file(path, readable, connection, version, session_id)
    case = replay(connection, session_id)
    findings += case.findings
    findings += _compare_parts(path, connection, version, session_id, case, image_files)
    snapshot = snapshot or is_backup(path, case.last_sequence)
    comparison = AnchorComparison(path, session_id, case, outside, snapshot=snapshot)
    findings += comparison.findings()
    sign_off_facts = list(_check_sign_offs(session_id, case, findings))
    findings += _remarks(case)
    facts += [*_counts(session_id, case), *comparison.facts(), *sign_off_facts]


def _check_file(
    path: Path, readable: Path, connection: sqlite3.Connection, version: int, session_id: str
) -> Iterator[Finding]:
    """Pages, form, place and definitions: what is looked at where it lies, whatever the trail says."""
    for (problem,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if problem != "ok":
            yield Finding("broken", "database", str(problem))
    yield from check_form(readable, connection)
    yield from look_for_another_session(path, session_id)
    yield from compare_schema(connection, version)


def _compare_parts(
    path: Path,
    connection: sqlite3.Connection,
    version: int,
    session_id: str,
    case: ReplayedCase,
    image_files: Mapping[str, Path] | None,
) -> Iterator[Finding]:
    """What the session holds, and what it refers to, against what its trail says."""
    with in_present_form(path, connection, version) as (present, note):
        if note is not None:
            yield note
        for part, compared in (
            ("tables", compare_kinds(present)),
            ("tables", compare_evidence(present, case)),
            ("display settings", compare_display(present, case, session_id)),
            ("undo history", compare_undo_steps(present, case)),
            ("stored content", compare_blobs(present, case)),
            ("image files", compare_image_files(case, image_files)),
            ("models", compare_model_files(present, case)),
        ):
            yield from as_far_as_possible(part, compared)


def _remarks(case: ReplayedCase) -> Iterator[Finding]:
    """What is no fault in itself: clocks and names."""
    for sequence in case.clock_steps_back:
        where = f"audit trail, entry {sequence}"
        yield Finding("note", where, "the clock had gone back when it was written")
    for alike in lookalikes(case.names):
        message = f"names that may be taken for others: {spelled_out(alike)}"
        yield Finding("note", "audit trail", message)
    now = utc_now()
    if case.latest_utc[0] > now:
        message = f"its time {case.latest_utc[0]} lies in the future (it is {now}): a clock was or is wrong"
        yield Finding("note", f"audit trail, entry {case.latest_utc[1]}", message)


def _counts(session_id: str, case: ReplayedCase) -> list[tuple[str, str]]:
    """Which session it is, how far its trail goes, and how much it holds."""
    return [
        ("session", session_id),
        ("audit entries", str(len(case.hashes))),
        ("chain head", case.hashes.get(case.last_sequence, "")),
        ("images", str(len(case.of("image")))),
        ("explanation runs", str(len(case.of("run")))),
        ("annotations", str(sum(not state.get("deleted") for state in case.of("annotation").values()))),
    ]


def as_it_is(text: bytes) -> str:
    """How texts are read: what is no longer UTF-8 must be compared, not stumbled over."""
    return text.decode("utf-8", "surrogateescape")


@contextmanager
def in_present_form(
    path: Path, connection: sqlite3.Connection, version: int
) -> Iterator[tuple[sqlite3.Connection, Finding | None]]:
    """A connection to what a session holds in the tables of this version, and what is to be said of it.

    Args:
        path: the session.
        connection: has it open; within a transaction, so that what is compared is of one moment.
        version: of its schema, not newer than this version's.

    Yields:
        The connection itself, unless the session is of an older schema: then one to an upgraded copy, with a
        note. Where tables that were changed from outside cannot be upgraded, the connection itself and a
        finding: comparing takes a column that is missing for what its absence says.

    Raises:
        SessionError: there is no room for the copy.
        sqlite3.Error: it cannot be read.
    """
    with ExitStack() as resources:
        present, note = connection, None
        if version < SCHEMA_VERSION:
            try:
                copy = resources.enter_context(upgraded_copy(path, connection))
                present, note = resources.enter_context(closing(connect(copy, "ro"))), older_form(version)
                present.text_factory = as_it_is
            except OlderFormError as error:
                message = f"its tables are not those of its form (schema {version}): {error.found}"
                note = Finding("broken", "database", message)
        yield present, note


def as_far_as_possible(part: str, comparison: Iterator[Finding]) -> Iterator[Finding]:
    """What a comparison finds; where it meets what this program never writes, that is the last finding."""
    try:
        yield from comparison
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        message = f"it is not as this program writes it ({type(error).__name__}: {str(error)[:200]})"
        yield Finding("broken", part, message)


def look_for_another_session(path: Path, session_id: str) -> Iterator[Finding]:
    """A whole other session in the place of the one that is known there is intact, and still not meant."""
    for known in displaced_sessions(path, session_id):
        message = (
            f"another session belongs at this place: {known.session_id}, with {known.entries} entries on "
            f"{known.utc}; this one was put there outside the program (if by yourself, give it another name)"
        )
        yield Finding("warning", "session", message)


def _refuse_newer_schema(path: Path, connection: sqlite3.Connection, version: int) -> None:
    if version > SCHEMA_VERSION:
        ours = read_schema(connection) == fresh_schema()
        raise SessionError(
            f"session {printable_name(str(path))!r} cannot be verified by this version",
            found=f"schema {version}, but the tables of schema {SCHEMA_VERSION}: its header may be forged"
            if ours
            else f"schema {version}",
            expected=f"schema {SCHEMA_VERSION}",
            action="use the version that wrote it",
        )


def compare_schema(connection: sqlite3.Connection, version: int) -> Iterator[Finding]:
    """Tables, indexes and above all triggers must be exactly those that the program makes.

    Args:
        connection: to the session itself, not to a copy: upgrading may put right what was changed.
        version: of its schema.
    """
    expected, found = fresh_schema(STEPS[:version]), read_schema(connection)
    for kind, name in sorted(expected.keys() | found.keys()):
        where = f"{kind} {name}"
        if (kind, name) not in found:
            yield Finding("broken", where, "it was removed")
        elif (kind, name) not in expected:
            yield Finding("broken", where, "it was added: the program makes none of that name")
        elif found[kind, name] != expected[kind, name]:
            yield Finding("broken", where, "its definition was changed")


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
