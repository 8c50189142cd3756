"""Opening a session file off the main thread, with everything the window shows of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview, RunRecord, SessionInfo
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.errors import SessionError
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore
    from mmel_desktop.workflow.demo_session import DemoSession

_log = logging.getLogger(__name__)

StoreOpener = Callable[[], "CaseStore"]
"""Opens a store; called in a pool thread."""


@dataclass(frozen=True)
class OpenedSession:
    """Everything the window shows of a session, read off the main thread.

    ``remark`` is what the analyst should know of it, in words; empty when there is nothing.
    """

    store: CaseStore
    info: SessionInfo
    display: DisplaySettings
    images: tuple[ImageRecord, ...]
    runs: dict[str, RunRecord]
    reviews: dict[str, ImageReview]
    annotations: tuple[Annotation, ...]
    opinions: dict[str, tuple[SecondOpinion, ...]]
    taxonomy: Taxonomy = DEFAULT_TAXONOMY
    remark: str = ""


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


def read_demo_session(actor: Actor) -> OpenedSession:
    """Open the demo session, made anew with the bundled samples when it is not there, and read it."""
    from mmel_desktop.workflow.demo_session import demo_place, demo_samples, open_demo_session
    from mmel_desktop.workflow.import_images import import_images

    demo = open_demo_session(demo_place(), actor)
    store = demo.store
    if not store.session().read_only:
        import_images(store, demo.new_samples if store.images() else demo_samples())
    opened = read_session(store)
    remarks = (opened.remark, _what_changed(demo))
    return replace(opened, remark=" · ".join(remark for remark in remarks if remark))


def _what_changed(demo: DemoSession) -> str:
    """For the analyst; empty when the session is as this version of the program makes it."""
    parts = []
    if demo.passed_over:
        parts.append(tr("An earlier demo session cannot be used; it was left as it is, beside this one."))
    added = 0 if demo.store.session().read_only else len(demo.new_samples)
    if added:
        parts.append(tr("Sample images of this version that were added: {count}").format(count=added))
    stale = len(demo.stale_samples)
    if stale:
        parts.append(
            tr("Sample images of an earlier version, kept in the record only: {count}").format(count=stale)
        )
    if demo.other_model:
        parts.append(tr("The demo model has changed since; explain an image again to see what it says now."))
    return " · ".join(parts)


def read_session(store: CaseStore) -> OpenedSession:
    """Read what the lists need; the store is closed again when that fails."""
    try:
        info = store.session()
        return OpenedSession(
            store,
            info,
            store.display(),
            store.images(),
            store.latest_runs(),
            store.reviews(),
            store.annotations(),
            _read_opinions(store),
            _read_taxonomy(store),
            record_text(info.upgrade_note),
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


def _read_taxonomy(store: CaseStore) -> Taxonomy:
    """The failure terms; those of the program where what the trail says of others cannot be read."""
    try:
        return store.taxonomy()
    except SessionError as error:
        _log.warning("the program's own failure terms: %s", error)
        return DEFAULT_TAXONOMY
