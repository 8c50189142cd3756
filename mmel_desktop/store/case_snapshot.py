"""A case as it was at one moment, for what takes long to write while people go on working.

Holding a read transaction open would keep everybody from saving: the file has a rollback journal, no log. So
what can change is read at once and kept; the audit trail, which is only ever added to, is read later up to
that moment. Maps, by far the largest part, are never changed and stay in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.audit_event import Anchor, AuditEvent
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview, RunRecord, SessionInfo
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.sign_off import SignOff
from mmel_desktop.errors import SessionError

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

_SLICE = 1000
"""Entries read at once: while they are, nobody can save anything."""

Value = TypeVar("Value")


class CaseSnapshot:
    """Reads like the case itself, and says the same however the case is edited meanwhile.

    What could not be read is refused when it is asked for, as the case would. Ask the case for one.

    Args:
        store: the open case; maps are read from it, so it must stay open.
        anchor: the end of its audit trail.
    """

    def __init__(self, store: CaseStore, anchor: Anchor) -> None:
        self._store = store
        self._anchor = anchor
        self._session = _read(store.session)
        self._display = _read(store.display)
        self._images = _read(store.images)
        self._runs = _read(lambda: _by_image(store.runs()))
        self._annotations = _read(lambda: _by_image(store.annotations()))
        self._reviews = _read(store.reviews)
        self._second_opinions = _read(store.second_opinions)
        self._sign_offs = _read(store.sign_offs)
        self._taxonomy = _read(store.taxonomy)

    def session(self) -> SessionInfo:
        """The session's own facts."""
        return self._session()

    def display(self) -> DisplaySettings:
        """How the workbench showed the case."""
        return self._display()

    def images(self) -> tuple[ImageRecord, ...]:
        """All images in the order of the gallery."""
        return self._images()

    def runs(self, image_id: str | None = None) -> tuple[RunRecord, ...]:
        """All runs, or one image's, oldest first."""
        return self._runs().get(image_id, ())

    def latest_runs(self) -> dict[str, RunRecord]:
        """Image id → its answer; images without one are left out."""
        answers = (run for run in self.runs() if run.status == "finished" and not run.for_comparison)
        return {run.image_id: run for run in answers}

    def explanation(self, run_id: str) -> Explanation:
        """The explanation of a finished run, which nothing changes."""
        return self._store.explanation(run_id)

    def annotations(self, image_id: str | None = None) -> tuple[Annotation, ...]:
        """All annotations, or one image's, by number; deleted ones are left out."""
        return self._annotations().get(image_id, ())

    def reviews(self) -> dict[str, ImageReview]:
        """Image id → its judgement; unreviewed images are left out."""
        return self._reviews()

    def second_opinions(self) -> dict[str, tuple[SecondOpinion, ...]]:
        """Image id → what further reviewers said."""
        return self._second_opinions()

    def sign_offs(self) -> tuple[SignOff, ...]:
        """Every sign-off, oldest first."""
        return self._sign_offs()

    def taxonomy(self) -> Taxonomy:
        """Every failure term that the case knew."""
        return self._taxonomy()

    def audit_events(self, after_sequence: int = 0) -> tuple[AuditEvent, ...]:
        """The audit trail up to that moment, or what came after an entry."""
        events: list[AuditEvent] = []
        while part := self._store.audit_events(after_sequence, _SLICE):
            events += (event for event in part if event.sequence <= self._anchor.sequence)
            after_sequence = part[-1].sequence
            if after_sequence >= self._anchor.sequence:
                break
        return tuple(events)

    def anchor(self) -> Anchor:
        """The chain's end at that moment."""
        return self._anchor


def snapshot_of_rest(store: CaseStore) -> CaseSnapshot | None:
    """The case as it is now; None when it was edited while it was read, as that would mix two states.

    Between one part and the next whoever edits may go first, unless the caller keeps everybody waiting.

    Raises:
        SessionError: it cannot be read.
    """
    anchor = store.anchor()
    snapshot = CaseSnapshot(store, anchor)
    now = store.anchor()
    # Each edit leaves an entry: without a new one, all that was read is of one state.
    return snapshot if (now.sequence, now.head_sha256) == (anchor.sequence, anchor.head_sha256) else None


def _read(read: Callable[[], Value]) -> Callable[[], Value]:
    """What reading gives now, to be had later: the value, or the refusal."""
    try:
        value = read()
    except SessionError as error:
        refusal = error

        def refuse() -> Value:
            raise refusal

        return refuse
    return lambda: value


class _OfImage(Protocol):
    """Something that belongs to an image."""

    @property
    def image_id(self) -> str:
        """The image's id."""


Owned = TypeVar("Owned", bound=_OfImage)


def _by_image(owned: Iterable[Owned]) -> dict[str | None, tuple[Owned, ...]]:
    """Image id → what belongs to it, in order; under None everything."""
    found: dict[str | None, list[Owned]] = {None: []}
    for one in owned:
        found[None].append(one)
        found.setdefault(one.image_id, []).append(one)
    return {image_id: tuple(parts) for image_id, parts in found.items()}
