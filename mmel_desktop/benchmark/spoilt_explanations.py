"""Explanations that deserve trust, and spoilt ones, with what the trust checks say of each.

On scenes whose truth is known, every check runs on an explanation that deserves trust (the named object is
there, the model scores it above everything that is not, the map's peak lies on it) and on spoilt ones:

- ``random weights``: the explained model's blocks are drawn anew, by another seed than the check's own twin;
- ``the check's own twin``: the explained model is exactly as random as the one it is compared with;
- ``random last blocks``: only the last third of the tower is drawn anew;
- ``absent object``: the prompt names what is not in the scene;
- ``off the object``: the object is there, the peak of the map lies elsewhere;
- ``scrambled``: the right contributions, patches permuted;
- ``another image``: the map of another scene;
- ``blind to the words``: one map, the image's contrast, whatever the prompt;
- ``a patch left out``, ``another model's score``: the arithmetic itself is wrong.

Source of the controls: Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.benchmark import metrics
from mmel_desktop.benchmark.cases import location_case
from mmel_desktop.benchmark.own_painter import OwnPainter
from mmel_desktop.benchmark.trust_figures import DESERVING, Answer
from mmel_desktop.core.explanation import TrustCheck
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.calibration_files import find_calibration
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.engine.semantic_hierarchy import fuse, relate_patches
from mmel_desktop.engine.trust_checks import run_checks

PROMPTS = 3


@dataclass(frozen=True)
class _Seen:
    """One scene as one tower sees it, and what is asked about it.

    Attributes:
        tower: that sees it.
        record: what it saw.
        pixels: (1, 3, H, W).
        text: (P, E), unit embeddings; the first names what is there, the others what is not.
        seed: of the checks.
    """

    tower: ImageTower
    record: TowerRecord
    pixels: Tensor
    text: Tensor
    seed: int


class SpoiltExplanations:
    """One model and its spoilt copies, asked about scenes.

    Args:
        spec: model specification.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        seed: of scenes and spoiling.
    """

    def __init__(self, spec: str, device: str, seed: int) -> None:
        loaded = load_model(spec, device)
        self.model = ExplainedModel(loaded)
        calibration = find_calibration(loaded.identity.sha256)
        if calibration is not None:
            self.model.use_calibration(calibration)
        self._seed = seed
        self._tower = self.model.tower
        self._spoilt = {
            "random weights": self._tower.randomised(seed=1),
            "the check's own twin": self._tower.randomised(seed=0),
            "random last blocks": last_blocks_randomised(self._tower, seed=2),
        }
        # What the check would compare each model with, were it the one that is loaded.
        self._twins = {id(tower): tower.randomised(seed=0) for tower in (self._tower, *self._spoilt.values())}
        self._former: Attribution | None = None

    @torch.no_grad()
    def ask(self, index: int) -> Iterator[Answer]:
        """The checks of all explanations of one scene, deserving or spoilt."""
        case = location_case(index, self._seed)
        prepared = self.model.prepare(case.rgb, "model")
        text = self.model.read_prompts(case.prompts).embeddings
        seen = _Seen(
            self._tower,
            self._tower.record(prepared.pixels),
            prepared.pixels,
            text[:PROMPTS],
            self._seed * 1_000_003 + index,
        )
        found = self._tower.attribute(seen.pixels, seen.record, seen.text)
        heat = self._paint(seen.record, found)
        own = self._run(seen, found, heat)
        yield Answer("absent object", own[1])
        scores = seen.record.unit_embedding.float() @ text.T
        # Where the model is wrong about the scene, its explanation is neither deserving nor spoilt by us.
        if bool((scores[0] >= scores[1:]).all()):
            grid_map = heat[0].reshape(seen.record.grid_hw)
            painted = OwnPainter(case.rgb, prepared.geometry).paint(grid_map, HierarchySettings())
            hit = metrics.pointing_hit(painted, case.mask) == 1
            yield Answer(DESERVING if hit else "off the object", own[0])
        yield from self._spoilt_maps(seen, found)
        yield from self._spoilt_figures(seen, found, heat)
        yield from self._spoilt_models(seen)
        self._former = found

    def _spoilt_maps(self, seen: _Seen, found: Attribution) -> Iterator[Answer]:
        """The model is the real one, the map is not its own."""
        patches = found.patches.shape[-1]
        order = torch.from_numpy(np.random.default_rng(seen.seed).permutation(patches))
        contrast = _contrast(seen.pixels, seen.record.grid_hw).expand_as(found.patches)
        maps = {
            "scrambled": _permuted(found, order.to(found.patches.device)),
            "blind to the words": replace(
                found, patches=contrast, alignment=contrast, loosened=contrast.mean(dim=1).clamp_min(0)
            ),
        }
        if self._former is not None:
            maps["another image"] = replace(self._former, residual=found.residual, scores=found.scores)
        for fault, other in maps.items():
            yield Answer(fault, self._run(seen, other, self._paint(seen.record, other))[0])

    def _spoilt_figures(self, seen: _Seen, found: Attribution, heat: np.ndarray) -> Iterator[Answer]:
        """The map is the model's own, the arithmetic behind it is wrong."""
        other_model = self._spoilt["random last blocks"].record(seen.pixels)
        scores = (other_model.unit_embedding.float() @ seen.text.T).float()
        figures = {
            "a patch left out": replace(found, residual=_residual_without_largest(found)),
            "another model's score": replace(found, scores=scores),
        }
        for fault, other in figures.items():
            yield Answer(fault, self._run(seen, other, heat)[0])

    def _spoilt_models(self, seen: _Seen) -> Iterator[Answer]:
        """Everything is done right, on a model that is not what it should be."""
        for fault, tower in self._spoilt.items():
            spoilt = replace(seen, tower=tower, record=tower.record(seen.pixels))
            found = tower.attribute(spoilt.pixels, spoilt.record, spoilt.text)
            yield Answer(fault, self._run(spoilt, found, self._paint(spoilt.record, found))[0])

    def _run(
        self, seen: _Seen, attribution: Attribution, heat: np.ndarray
    ) -> tuple[tuple[TrustCheck, ...], ...]:
        """The checks as the explainer runs them, per prompt."""
        twin = self._twins[id(seen.tower)]
        return run_checks(seen.tower, twin, seen.pixels, seen.record, seen.text, attribution, heat, seen.seed)

    def _paint(self, record: TowerRecord, attribution: Attribution) -> np.ndarray:
        """MMEL's painted maps (P, N) of given contributions."""
        settings = HierarchySettings()
        weights = self.model.layer_weights
        relations = relate_patches(record, weights, settings)
        fused = fuse(attribution, weights, relations, record.grid_hw, settings)
        return np.asarray(fused.positive.float().cpu().numpy(), dtype=np.float32)


def last_blocks_randomised(tower: ImageTower, seed: int) -> ImageTower:
    """A copy whose last third of weight matrices, in the order of the tower, is drawn anew at their scale."""
    copied = tower.with_visual(copy.deepcopy(tower.visual))
    generator = torch.Generator().manual_seed(seed)
    matrices = [one for one in copied.reinitialisable().parameters() if one.dim() >= 2]
    with torch.no_grad():
        for parameter in matrices[-max(1, len(matrices) // 3) :]:
            drawn = torch.randn(parameter.shape, generator=generator) * parameter.float().std().cpu()
            parameter.copy_(drawn.to(parameter))
    return copied


def _permuted(found: Attribution, order: Tensor) -> Attribution:
    return replace(
        found,
        patches=found.patches[..., order],
        alignment=found.alignment[..., order],
        loosened=found.loosened[..., order],
    )


def _contrast(pixels: Tensor, grid_hw: tuple[int, int]) -> Tensor:
    """Standard deviation of the brightness within each patch: (N,)."""
    brightness = pixels.float().mean(dim=1, keepdim=True)
    mean = functional.adaptive_avg_pool2d(brightness, grid_hw)
    squared = functional.adaptive_avg_pool2d(brightness.square(), grid_hw)
    return (squared - mean.square()).clamp_min(0).sqrt().flatten()


def _residual_without_largest(found: Attribution) -> Tensor:
    """What the completeness residual (P, L) becomes when each block loses its largest contribution."""
    size = found.patches.abs()
    largest = size.amax(dim=-1)
    return largest / (size.sum(dim=-1) + found.class_token.abs()).clamp_min(1e-12)
