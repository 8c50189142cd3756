"""Under which conditions an explanation was made: versions, device, notes for the reader."""

from __future__ import annotations

import platform
from functools import cache
from importlib import metadata

from mmel_desktop import __version__
from mmel_desktop.core.explanation import ExplanationRequest, Provenance
from mmel_desktop.core.identity import ImageIdentity, utc_now
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.image_tower import TowerRecord
from mmel_desktop.engine.preprocessing import PreparedImage
from mmel_desktop.engine.probe_refinement import refinement_note
from mmel_desktop.engine.text_tower import TextRecord
from mmel_desktop.engine.tiled_tower import TiledRecord
from mmel_desktop.engine.trust_limits import LIMITS_VERSION

RECORDED_PACKAGES = ("torch", "open_clip_torch", "numpy", "scipy", "shapely", "pillow")


@cache  # reading the packages' metadata from disk costs as much as a small model's forward pass
def recorded_versions() -> tuple[tuple[str, str], ...]:
    """(package, version) of everything that can change a figure, MMEL Desktop first."""
    own = (
        ("mmel-desktop", __version__),
        ("python", platform.python_version()),
        ("trust limits", LIMITS_VERSION),
    )
    return own + tuple((name, metadata.version(name)) for name in RECORDED_PACKAGES)


def notes_for_reader(
    model: ExplainedModel, method: str, prepared: PreparedImage, record: TowerRecord, text: TextRecord
) -> tuple[str, ...]:
    """What a reader must know: kind of tower, what was measured, view, scores of tiles, fallbacks."""
    scores = record.note(text.prompts, text.embeddings) if isinstance(record, TiledRecord) else ""
    refined = refinement_note(record.grid_hw[0] * record.grid_hw[1]) if method == "mmel-refined" else ""
    notes = (model.tower.note(method), refined, prepared.note, scores, *model.fallbacks)
    return tuple(note for note in notes if note)


def provenance_of(
    model: ExplainedModel,
    image: ImageIdentity,
    request: ExplanationRequest,
    started_utc: str,
    notes: tuple[str, ...],
) -> Provenance:
    """Everything needed to run an explanation again; it is finished now."""
    return Provenance(
        image=image,
        model=model.identity,
        versions=recorded_versions(),
        device=model.device,
        dtype=str(model.loaded.dtype).removeprefix("torch."),
        notes=notes,
        seed=request.seed,
        deterministic=model.on_cpu,
        calibration=model.calibration_id,
        started_utc=started_utc,
        finished_utc=utc_now(),
    )
