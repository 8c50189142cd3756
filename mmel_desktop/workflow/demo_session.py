"""The demo session: the bundled samples and the questions asked of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.identity import Actor
from mmel_desktop.resource_files import resource_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.user_folders import user_data_folder
from mmel_desktop.workflow.open_session import create_session, open_session

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
    listed = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))
    return [resource_path("samples", sample["file"]) for sample in listed["samples"]]


def open_demo_session(place: DemoPlace, actor: Actor) -> CaseStore:
    """Open the demo session, or make it without images yet. What the analyst did in it before is kept.

    Raises:
        SessionError: the file is damaged or cannot be made.
    """
    if place.session.exists():
        return open_session(place.session, actor=actor)
    place.session.parent.mkdir(parents=True, exist_ok=True)
    return create_session(
        place.session,
        actor=actor,
        name="Demo: road and work-site safety",
        purpose="Learn the workbench on drawn scenes whose truth is known.",
        model_spec=DEMO_MODEL,
        prompts=DEMO_PROMPTS,
    )
