"""Opening a session file off the main thread, with everything the window shows of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview, RunRecord, SessionInfo
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.errors import SessionError

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

_log = logging.getLogger(__name__)

StoreOpener = Callable[[], "CaseStore"]
"""Opens a store; called in a pool thread."""


@dataclass(frozen=True)
class OpenedSession:
    """Everything the window shows of a session, read off the main thread."""

    store: CaseStore
    info: SessionInfo
    display: DisplaySettings
    images: tuple[ImageRecord, ...]
    runs: dict[str, RunRecord]
    reviews: dict[str, ImageReview]
    annotations: tuple[Annotation, ...]
    opinions: dict[str, tuple[SecondOpinion, ...]]


def existing_session(path: Path, actor: Actor) -> StoreOpener:
    """Opens a session file that is there."""

    def open_store() -> CaseStore:
        from mmel_desktop.workflow.open_session import open_session

        return open_session(path, actor=actor)

    return open_store


def new_session(
    path: Path, actor: Actor, *, name: str, purpose: str, prompts: Sequence[str], model_spec: str
) -> StoreOpener:
    """Makes a new session file."""

    def create_store() -> CaseStore:
        from mmel_desktop.workflow.open_session import create_session

        return create_session(
            path, actor=actor, name=name, purpose=purpose, prompts=prompts, model_spec=model_spec
        )

    return create_store


def demo_session(actor: Actor) -> StoreOpener:
    """Opens the demo session, made anew with the bundled samples when it is not there."""

    def open_store() -> CaseStore:
        from mmel_desktop.workflow.demo_session import demo_place, demo_samples, open_demo_session
        from mmel_desktop.workflow.import_images import import_images

        store = open_demo_session(demo_place(), actor)
        if not store.session().read_only and not store.images():
            import_images(store, demo_samples())
        return store

    return open_store


def read_session(store: CaseStore) -> OpenedSession:
    """Read what the lists need; the store is closed again when that fails."""
    try:
        return OpenedSession(
            store,
            store.session(),
            store.display(),
            store.images(),
            store.latest_runs(),
            store.reviews(),
            store.annotations(),
            _read_opinions(store),
        )
    except SessionError:
        store.close()
        raise


def _read_opinions(store: CaseStore) -> dict[str, tuple[SecondOpinion, ...]]:
    """Further reviewers' opinions. A damaged trail keeps nobody out; verifying it says what is wrong."""
    try:
        return store.second_opinions()
    except SessionError as error:
        _log.warning("no second opinions: %s", error)
        return {}
