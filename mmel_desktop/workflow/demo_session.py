"""The demo session: the bundled samples and the questions asked of them."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError
from mmel_desktop.resource_files import resource_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.user_folders import user_data_folder
from mmel_desktop.workflow.open_session import create_session, open_session

_log = logging.getLogger(__name__)

SAMPLES_FOLDER = "samples"
WEIGHTS_FILE = "open_clip_model.safetensors"
DEMO_MODEL = "demo"
DEMO_PROMPTS = (
    "a pedestrian",
    "a red car",
    "a traffic cone",
    "a worker with a hard hat",
    "a worker without a hard hat",
)

DEMO_REQUEST = ExplanationRequest(DEMO_PROMPTS)


@dataclass(frozen=True)
class DemoPlace:
    """Where the demo's files lie.

    Attributes:
        session: the session file.
        report: the report of a run without a display.
    """

    session: Path
    report: Path


@dataclass(frozen=True)
class DemoSession:
    """The opened demo session, and what of it is not as this version of the program ships it.

    Attributes:
        store: the open session.
        new_samples: shipped samples that an older session does not hold yet.
        stale_samples: names of its samples that are shipped no more, or with other content; what was recorded
            of them stays, but their files are not there to be shown.
        other_model: its explanations were made by an earlier demo model.
        passed_over: demo sessions that cannot be used, left as they are.
    """

    store: CaseStore
    new_samples: tuple[Path, ...] = ()
    stale_samples: tuple[str, ...] = ()
    other_model: bool = False
    passed_over: tuple[Path, ...] = ()


def demo_place(directory: Path | None = None) -> DemoPlace:
    """The demo's files in a directory; in the user's data directory when None."""
    directory = directory or user_data_folder() / "demo"
    return DemoPlace(directory / "demo.mmel", directory / "demo.pdf")


def demo_samples() -> list[Path]:
    """The bundled sample images, in order.

    Raises:
        MissingResourceError: the distribution is incomplete.
    """
    # The list gives the images their order.
    listed = json.loads(resource_path(SAMPLES_FOLDER, "samples.json").read_text(encoding="utf-8"))
    return [resource_path(SAMPLES_FOLDER, sample["file"]) for sample in listed["samples"]]


def open_demo_session(place: DemoPlace, actor: Actor, *, writable: bool = False) -> DemoSession:
    """Open the demo session, or make it without images yet. What the analyst did in it before is kept.

    A session of an earlier version of the program stays usable when samples or model have changed since. One
    that cannot be used at all (damaged, of a later version, or read-only where it must be written) is left
    as it is, and a new one is opened or made beside it: ``demo-2.mmel`` and so on.

    Args:
        place: where it lies.
        actor: who the edits are attributed to.
        writable: a read-only session, e.g. a signed-off one, will not do.

    Raises:
        SessionError: no session can be made there.
        MissingResourceError: the distribution is incomplete.
    """
    passed_over: list[Path] = []
    for path in _session_names(place.session):
        if _is_free(path):
            return DemoSession(_make(path, actor), passed_over=tuple(passed_over))
        store = _usable(path, actor, writable=writable)
        if store is not None:
            return _compared(store, tuple(passed_over))
        passed_over.append(path)
    raise AssertionError("file names do not end")


def _is_free(path: Path) -> bool:
    """Whether nothing lies at a path; its folder is made.

    Raises:
        SessionError: the folder cannot be made, or not be looked into.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return not path.exists()
    except OSError as error:
        raise SessionError(
            f"no demo session can be made in {printable_name(str(path.parent))!r}",
            found=error.strerror or type(error).__name__,
            expected="a home folder that can be written",
            action="check the permissions of that folder",
        ) from error


def _session_names(first: Path) -> Iterator[Path]:
    yield first
    for number in count(2):
        yield first.with_stem(f"{first.stem}-{number}")


def _make(path: Path, actor: Actor) -> CaseStore:
    return create_session(
        path,
        actor=actor,
        name="Demo: road and work-site safety",
        purpose="Learn the workbench on drawn scenes whose truth is known.",
        model_spec=DEMO_MODEL,
        prompts=DEMO_PROMPTS,
    )


def _usable(path: Path, actor: Actor, *, writable: bool) -> CaseStore | None:
    try:
        store = open_session(path, actor=actor)
    except SessionError as error:
        _log.warning("the demo session %s is passed over: %s", path.name, error)
        return None
    if writable and store.session().read_only:
        _log.warning("the demo session %s is passed over: %s", path.name, store.session().read_only_reason)
        store.close()
        return None
    return store


def _compared(store: CaseStore, passed_over: tuple[Path, ...]) -> DemoSession:
    """What of a session that is there is no longer as this version of the program ships it."""
    try:
        images = store.images()
        shipped = {sha256_hex(path.read_bytes()): path for path in demo_samples()}
        _find_moved(store, images, shipped)
        known = {image.identity.file_sha256 for image in images}
        new = tuple(path for digest, path in shipped.items() if digest not in known)
        stale = tuple(
            image.identity.name
            for image in images
            if _is_sample(image) and image.identity.file_sha256 not in shipped
        )
        return DemoSession(store, new, stale, _explained_by_another_model(store), passed_over)
    except BaseException:
        store.close()
        raise


def _find_moved(store: CaseStore, images: Sequence[ImageRecord], shipped: Mapping[str, Path]) -> None:
    """Samples whose files are gone, because the program lies elsewhere now, are those it ships; on record."""
    found = {
        image.image_id: shipped[image.identity.file_sha256]
        for image in images
        if image.identity.file_sha256 in shipped and not _can_be_read(image)
    }
    if found and not store.session().read_only:
        store.relocate_images(found)


def _can_be_read(image: ImageRecord) -> bool:
    return os.access(image.path, os.R_OK)


def _is_sample(image: ImageRecord) -> bool:
    """Images that the analyst added are none of our business."""
    return Path(image.path).parent.name == SAMPLES_FOLDER


def _explained_by_another_model(store: CaseStore) -> bool:
    """Whether any latest explanation by the demo model was made with other weights than those shipped now."""
    if store.session().model_spec != DEMO_MODEL:
        return False
    weights = resource_path("demo_model", WEIGHTS_FILE).read_bytes()
    shipped = (WEIGHTS_FILE, sha256_hex(weights))
    for run in store.latest_runs().values():
        if run.status == "finished":
            files = store.explanation(run.run_id).provenance.model.files
            if any(name == WEIGHTS_FILE for name, _ in files) and shipped not in files:
                return True
    return False
