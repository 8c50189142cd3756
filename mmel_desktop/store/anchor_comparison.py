"""Holding the points of the chain that were written outside the session file against the session."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.case import Finding
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.store.anchors import all_anchor_files, ledger_path, read_anchors, sidecar_path
from mmel_desktop.store.audit_replay import ReplayedCase
from mmel_desktop.store.line_files import read_lines
from mmel_desktop.store.places import place_ledger

Anchors = dict[Path, tuple[tuple[Anchor, ...], int]]
"""By file, its anchors and how many of its lines cannot be read."""


def read_all_anchors(path: Path, session_id: str, findings: list[Finding]) -> Anchors:
    """What each file of anchors says; one that cannot be read is a finding: it may be what tells most."""
    anchors: Anchors = {}
    for file in (*all_anchor_files(path, session_id), place_ledger(path)):
        try:
            if file == place_ledger(path):
                read_lines(file)
            else:
                anchors[file] = read_anchors(file)
        except OSError as error:
            message = (
                f"they cannot be read ({error.strerror or type(error).__name__}): "
                "an end that was cut off, or another session in this place, could go unnoticed"
            )
            findings.append(Finding("warning", _place(file), message))
    return anchors


class AnchorComparison:
    """Compares the anchors that speak of one copy of a session.

    Args:
        path: the session file.
        session_id: its UUID.
        case: what its audit trail says.
        anchors: of :func:`read_all_anchors`.
        snapshot: it is a copy of a moment, such as a bundle holds; that the session went on is no fault.
    """

    def __init__(
        self, path: Path, session_id: str, case: ReplayedCase, anchors: Anchors, *, snapshot: bool
    ) -> None:
        binding = _binding_until(path, session_id, case)
        end = case.last_sequence + 1
        self._until = {file: end if snapshot else until for file, until in binding.items()}
        self._anchors = {file: entries for file, entries in anchors.items() if file in binding}
        self._sidecar = sidecar_path(path)
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
        elif not self._snapshot and self._anchors.get(self._sidecar) == ((), 0):
            message = (
                "there is none beside the file, only in the user's own folder: they were removed, or the "
                "file was moved or copied without them"
            )
            yield Finding("note", "anchors", message)

    def _count(self) -> int:
        return sum(len(entries) for entries, _ in self._anchors.values())

    def _own(self, file: Path) -> list[Anchor]:
        return [anchor for anchor in self._anchors[file][0] if anchor.session_id == self._session_id]

    def _fits(self, anchor: Anchor) -> bool:
        return self._case.hashes.get(anchor.sequence) == anchor.head_sha256

    def _agreed_until(self, file: Path) -> int:
        return max((anchor.sequence for anchor in self._own(file) if self._fits(anchor)), default=0)

    def _compare(self, file: Path) -> Iterator[Finding]:
        where, case, until = _place(file), self._case, self._until[file]
        anchors, unreadable = self._anchors[file]
        if unreadable:
            yield Finding("note", where, f"{unreadable} line(s) cannot be read")
        own = self._own(file)
        if len(own) < len(anchors):
            yield Finding("note", where, f"{len(anchors) - len(own)} belong to another session")
        elsewhere = [anchor for anchor in own if anchor.sequence >= until]
        if not all(map(self._fits, elsewhere)):
            message = f"the session went on elsewhere after this copy was made, last on {elsewhere[-1].utc}"
            yield Finding("note", where, message)
        wrong = [anchor for anchor in own if anchor.sequence < until and not self._fits(anchor)]
        given_up = {_restored_after(anchor, case): anchor for anchor in wrong}  # of each restore the last
        unexplained = [anchor for anchor in wrong if not _restored_after(anchor, case)]
        for anchor in given_up.values() if not unexplained else ():
            message = (
                f"the state of {anchor.utc}, with {anchor.sequence} entries, was given up when a backup was "
                "restored: what it held beyond the backup is in the file that was set aside then, if anywhere"
            )
            yield Finding("note", where, message)
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


def _place(file: Path) -> str:
    return f"anchors in {printable_name(str(file))}"


def _binding_until(path: Path, session_id: str, case: ReplayedCase) -> dict[Path, float]:
    """The files of anchors that speak of this copy, each with the entry from which it no longer does."""
    until: dict[Path, float] = {sidecar_path(path): math.inf}
    ends = [float(sequence) for sequence, _ in case.branches] + [math.inf]
    for branch, end in zip(["", *(sha256 for _, sha256 in case.branches)], ends, strict=True):
        ledger = ledger_path(session_id, branch)
        if ledger is not None:
            until[ledger] = end
    return until


def _restored_after(anchor: Anchor, case: ReplayedCase) -> str:
    """Time of the first restore by which an anchored state was given up; "" when there is none.

    Restoring a backup is an audited act: what came after the backup is then rightly gone.
    """
    restores = (utc for sequence, utc in case.restores if sequence <= anchor.sequence and anchor.utc <= utc)
    return next(restores, "")
