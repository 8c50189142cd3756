"""Images and prompts made ready for the fit of the layer weights."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.engine.calibration import CalibrationCase
from mmel_desktop.engine.current_image import AnyImage, CurrentImage, identify_image
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.semantic_hierarchy import fuse, relate_patches


def gather_cases(
    model: ExplainedModel,
    images: Sequence[AnyImage],
    prompts: tuple[str, ...],
    progress: ProgressListener,
    cancel: CancelToken,
) -> list[CalibrationCase]:
    """Look at every different image once and choose the prompt it is fitted to: the one that scores best.

    Raises:
        ImageInputError: a file cannot be decoded.
        OperationCancelled: stopped.
    """
    text = model.read_prompts(prompts).embeddings
    cases: dict[str, CalibrationCase] = {}
    for done, image in enumerate(images):
        cancel.raise_if_cancelled()
        progress(ProgressReport(done, len(images), "reading images"))
        current = identify_image(image)
        if current.identity.rgb_sha256 not in cases:
            cases[current.identity.rgb_sha256] = _case(model, current, text)
    return list(cases.values())


def _case(model: ExplainedModel, image: CurrentImage, text: Tensor) -> CalibrationCase:
    seen = image.seen_by(model, "model")
    prepared, record = seen.prepared, seen.record
    settings = HierarchySettings()
    with torch.no_grad():
        prompt = int((record.unit_embedding.float() @ text.T).argmax())
        found = model.tower.attribute(prepared.pixels, record, text)

    def map_for(weights: Tensor) -> Tensor:
        relations = relate_patches(record, weights, settings)
        fused = fuse(found, weights, relations, record.grid_hw, settings)
        return fused.positive[prompt]

    return CalibrationCase(image.identity.rgb_sha256, prepared.pixels, record, text, prompt, map_for)
