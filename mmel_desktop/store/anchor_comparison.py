"""Holding the points of the chain that were written outside the session file against the session."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.case import Finding
from mmel_desktop.core.restored import Restore
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.store.anchors import all_anchor_files, ledger_path, read_anchors, sidecar_path
from mmel_desktop.store.audit_replay import ReplayedCase
from mmel_desktop.store.held_anchors import holds
from mmel_desktop.store.known_restores import KnownRestore, known_restores, restores_ledger
from mmel_desktop.store.line_files import read_lines
from mmel_desktop.store.places import KnownSession, known_copy, place_ledger


@dataclass(frozen=True)
class OutsideRecord:
    """What is known of a session outside its file.

    Attributes:
        anchors: by file, its anchors and how many of its lines cannot be read.
        restores: those that this user account made.
    """

    anchors: dict[Path, tuple[tuple[Anchor, ...], int]]
    restores: tuple[KnownRestore, ...]


def read_outside_record(path: Path, session_id: str, findings: list[Finding]) -> OutsideRecord:
    """What the files outside the session say; one that cannot be read is a finding: it may tell most."""
    anchors: dict[Path, tuple[tuple[Anchor, ...], int]] = {}
    restores: tuple[KnownRestore, ...] = ()
    places, made = place_ledger(path), restores_ledger(session_id)
    for file in (*all_anchor_files(path, session_id), places, *((made,) if made else ())):
        try:
            if file == places:
                read_lines(file)
            elif file == made:
                restores = known_restores(session_id)
            else:
                anchors[file] = read_anchors(file)
        except OSError as error:
            message = (
                f"they cannot be read ({error.strerror or type(error).__name__}): "
                "an end that was cut off, or another session in this place, could go unnoticed"
            )
            findings.append(Finding("warning", _place(file), message))
    return OutsideRecord(anchors, restores)


class AnchorComparison:
    """Compares the anchors that speak of one copy of a session.

    Args:
        path: the session file.
        session_id: its UUID.
        case: what its audit trail says.
        outside: of :func:`read_outside_record`.
        snapshot: it is a copy of a moment, such as a bundle holds; that the session went on is no fault.
    """

    def __init__(
        self, path: Path, session_id: str, case: ReplayedCase, outside: OutsideRecord, *, snapshot: bool
    ) -> None:
        known = {restore.entry_sha256 for restore in outside.restores}
        self._made_elsewhere = {entry for entry in case.restores if entry.sha256 not in known}
        binding = _binding_until(path, session_id, case, {entry.sha256 for entry in self._made_elsewhere})
        end = case.last_sequence + 1
        self._until = {file: min(end, until) if snapshot else until for file, until in binding.items()}
        self._anchors = {file: entries for file, entries in outside.anchors.items() if file in binding}
        self._all_anchors = outside.anchors
        self._restores = outside.restores
        self._path = path
        self._session_id = session_id
        self._case = case
        self._snapshot = snapshot

    def facts(self) -> Iterator[tuple[str, str]]:
        """How many anchors there are, and how much of the trail lies beyond the last of them."""
        yield "anchors", str(self._count())
        if self._count():
            agreed = max((self._agreed_until(file) for file in self._anchors), default=0)
            yield "entries after the last anchor", str(max(0, self._case.last_sequence - agreed))

    def findings(self) -> Iterator[Finding]:
        """What contradicts the session, what agrees with it all the same, and what is missing."""
        contradicting = []
        for file in self._anchors:
            found = list(self._compare(file))
            contradicting += [file for finding in found if finding.severity == "broken"]
            yield from found
        for file in self._anchors.keys() - set(contradicting) if contradicting else ():
            if agreed := self._agreed_until(file):
                yield Finding("note", _place(file), f"they agree with the session, up to entry {agreed}")
        if not self._count():
            message = "there is none outside the file: an end that was cut off could not be noticed"
            yield Finding("note", "anchors", message)
        elif not self._snapshot and self._anchors.get(sidecar_path(self._path)) == ((), 0):
            message = (
                "there is none beside the file, only in the user's own folder: they were removed, or the "
                "file was moved or copied without them"
            )
            yield Finding("note", "anchors", message)
        yield from self._given_up_itself()
        if not self._snapshot:
            yield from self._other_copy_in_its_place()

    def _given_up_itself(self) -> Iterator[Finding]:
        """A state that a restore gave up is honest evidence, but not what the session is now."""
        case = self._case
        for restore in self._restores:
            goes_beyond = case.last_sequence > restore.kept_sequence
            shares = case.hashes.get(restore.kept_sequence) == restore.kept_sha256
            if goes_beyond and shares and restore.entry_sha256 not in case.hashes.values():
                message = (
                    f"what it holds beyond entry {restore.kept_sequence} was given up on {restore.utc}, when "
                    "a backup was restored: the session goes on from that entry in another file"
                )
                yield Finding("note", "session", message)
                return

    def _other_copy_in_its_place(self) -> Iterator[Finding]:
        """An older state, whole in itself, where a restored session or the session itself belongs."""
        known = known_copy(self._path, self._session_id)
        if known is None or known.branch is None:
            return
        own = ["", *(sha256 for _, sha256 in self._case.branches)]
        restore = self._case.restores[-1] if self._case.restores else None
        if known.branch not in own and restore in self._made_elsewhere:
            # Somebody else's restore may well go back to before what is known here.
            anchor = self._last_anchor(known)
            if not holds(self._beside(restore), anchor):
                yield _unconfirmed("session", restore, anchor)
        elif known.branch not in own:
            message = (
                f"the copy that belongs at this place was restored or unpacked there on {known.utc}, of "
                "which this file does not tell: another state was put in its place outside the program"
            )
            yield Finding("broken", "session", message)
        elif own[-1] != known.branch and own[-1] not in {entry.sha256 for entry in self._case.restores}:
            message = (
                "the session itself belongs at this place; this is a copy that came in a bundle, put there "
                "outside the program (if by yourself, give it another name)"
            )
            yield Finding("warning", "session", message)

    def _last_anchor(self, known: KnownSession) -> Anchor:
        ledger = ledger_path(self._session_id, known.branch or "")
        anchors = self._all_anchors.get(ledger, ((), 0))[0] if ledger else ()
        return anchors[-1] if anchors else Anchor(self._session_id, known.entries, "", known.utc)

    def _count(self) -> int:
        return sum(len(entries) for entries, _ in self._anchors.values())

    def _own(self, file: Path) -> list[Anchor]:
        return [anchor for anchor in self._anchors[file][0] if anchor.session_id == self._session_id]

    def _fits(self, anchor: Anchor) -> bool:
        return self._case.hashes.get(anchor.sequence) == anchor.head_sha256

    def _agreed_until(self, file: Path) -> int:
        return max((anchor.sequence for anchor in self._own(file) if self._fits(anchor)), default=0)

    def _restored_after(self, anchor: Anchor) -> Restore | None:
        """The first restore by which an anchored state was given up."""
        restores = (entry for entry in self._case.restores if entry.gives_up(anchor.sequence, anchor.utc))
        return next(restores, None)

    def _beside(self, restore: Restore) -> Path:
        """The file that a restore set aside; its name comes from a file and must not choose a folder."""
        return self._path.parent / Path(restore.replaced_file).name

    def _compare(self, file: Path) -> Iterator[Finding]:
        where, case, until = _place(file), self._case, self._until[file]
        anchors, unreadable = self._anchors[file]
        if unreadable:
            yield Finding("note", where, f"{unreadable} line(s) cannot be read")
        own = self._own(file)
        if len(own) < len(anchors):
            yield Finding("note", where, f"{len(anchors) - len(own)} belong to another session")
        other = [anchor for anchor in own if not self._fits(anchor)]
        elsewhere = [anchor for anchor in other if anchor.sequence >= until]
        elsewhere = [anchor for anchor in elsewhere if self._restored_after(anchor) is None]
        if elsewhere:
            message = f"the session went on elsewhere after this copy was made, last on {elsewhere[-1].utc}"
            yield Finding("note", where, message)
        wrong = [anchor for anchor in other if anchor.sequence < until]
        unexplained = [anchor for anchor in wrong if self._restored_after(anchor) is None]
        if not unexplained:
            yield from self._given_up(file, other, until)
        for anchor in unexplained[-1:]:  # the others of one file tell the same story
            if anchor.sequence > case.last_sequence:
                message = (
                    f"on {anchor.utc} the trail had {anchor.sequence} entries, now it has "
                    f"{case.last_sequence}: its end was cut off, or this is an older copy"
                )
                yield Finding("broken", where, message)
            else:
                message = (
                    f"entry {anchor.sequence} is not the one that was there on {anchor.utc}: it was "
                    "rewritten, or two copies of this session, made outside the program, were both worked on"
                )
                yield Finding("broken", where, message)

    def _given_up(self, file: Path, other: list[Anchor], until: float) -> Iterator[Finding]:
        """What the trail says was given up by a restore: the last anchor of each.

        Whoever can write the file can also make up such an entry. The anchors beside the file travel with it
        and are worth no more than it; the user's own ledger speaks against a restore that it does not know.
        """
        restores = {self._restored_after(anchor): anchor for anchor in other}
        for restore, anchor in restores.items():
            if restore is None:
                continue
            is_doubtful = file != sidecar_path(self._path) and restore in self._made_elsewhere
            if is_doubtful and anchor.sequence < until and not holds(self._beside(restore), anchor):
                yield _unconfirmed(_place(file), restore, anchor)
                continue
            message = (
                f"the state of {anchor.utc}, with {anchor.sequence} entries, was given up when a backup was "
                "restored: what it held beyond the backup is in the file that was set aside then, if anywhere"
            )
            yield Finding("note", _place(file), message)


def _unconfirmed(where: str, restore: Restore, anchor: Anchor) -> Finding:
    message = (
        f"the state of {anchor.utc}, with {anchor.sequence} entries, was given up by a restore on "
        f"{restore.utc} by {printable_name(restore.by)}, of which only this file tells: it was made in "
        "another account, on another machine or by an earlier version, or it is made up; ask for the file "
        "that was set aside then"
    )
    return Finding("warning", where, message)


def _place(file: Path) -> str:
    return f"anchors in {printable_name(str(file))}"


def _binding_until(path: Path, session_id: str, case: ReplayedCase, doubtful: set[str]) -> dict[Path, float]:
    """The files of anchors that speak of this copy, each with the entry from which it no longer does.

    A branch that begins with a doubtful entry ends no ledger: what it gives up must still be explained.
    """
    until: dict[Path, float] = {sidecar_path(path): math.inf}
    end = math.inf
    for first, branch in [*reversed(case.branches), (0, "")]:
        ledger = ledger_path(session_id, branch)
        if ledger is not None:
            until[ledger] = end
        end = end if branch in doubtful else first
    return until
