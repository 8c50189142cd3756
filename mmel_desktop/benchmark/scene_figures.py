"""Everything that is measured on one scene: all methods, all figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.benchmark import metrics
from mmel_desktop.benchmark.cases import HELD_OUT, location_case, pair_case, shortcut_case
from mmel_desktop.benchmark.own_painter import OwnPainter
from mmel_desktop.benchmark.relation_tasks import (
    PairAnswer,
    companion_share,
    judge_pair,
    relies_on_companion,
)
from mmel_desktop.benchmark.removal import RemovalScorer
from mmel_desktop.benchmark.rivals import (
    RISE_MASKS,
    RIVALS,
    Question,
    Rival,
    module_map,
    refined_map,
    rise,
    rivals_of,
)
from mmel_desktop.core.calibration import Calibration
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.explanation import Parameter
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.removal_order import removal_order
from mmel_desktop.engine.calibration_files import find_calibration
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.engine.preprocessing import Preprocessor
from mmel_desktop.engine.probe_refinement import MOST_FURTHER_FORWARDS
from mmel_desktop.engine.removal_curves import kept_for_deletion, kept_for_insertion
from mmel_desktop.engine.semantic_hierarchy import LEVEL_NAMES

MMEL = "MMEL"
REFINED = f"{MMEL}, refined by ≤ {MOST_FURTHER_FORWARDS} forwards"
"""The method ``mmel-refined``."""

ABLATIONS: dict[str, dict[str, Parameter]] = {
    f"{MMEL} − relations": {"context_reach": 0.0, "object_reach": 0.0, "part_reach": 0.0},
    f"{MMEL} − spread of evidence": {"context_spread": 0.0, "object_spread": 0.0, "part_spread": 0.0},
    f"{MMEL} − Grad-ECLIP": {"loosened_share": 0.0},
    f"{MMEL} − gate by relations": {"gate_sharpness": 0.0},
    f"{MMEL} − gate by own alignment": {"own_sharpness": 0.0},
    f"{MMEL} − both gates": {"gate_sharpness": 0.0, "own_sharpness": 0.0},
    f"{MMEL} − image edges": {"edge_reach": 0},
    f"{MMEL}, interpolated evenly": {"edge_reach": 0, "interpolation_degree": 1.0},
    f"{MMEL} − adaptive scales": {"scale_temperature": 0.0},
    f"{MMEL}, one focus": dict.fromkeys(("context_focus", "object_focus", "part_focus"), 1.0),
    f"{MMEL}, one scale": {
        "context_reach": HierarchySettings().object_reach,
        "part_reach": HierarchySettings().object_reach,
        "context_focus": 1.0,
        "part_focus": 1.0,
    },
    f"{MMEL} + attention": {"attention_blend": 0.2},
}
"""Each takes one part of the module out, or puts one in that is off by default (+ attention: a fifth of the
relations from the blocks' own attention). Without relations every patch relates to itself alone; without
spread of evidence they serve the gate only. One focus: scales differ in reach alone. One scale: the object
scale three times."""

PAINTED_ALIKE = {f"{name}, painted as {MMEL}": name for name in ("Grad-ECLIP", "LeGrad", "full")}
"""Rivals are interpolated evenly, as published; these rows show what MMEL's interpolation and the edges
of the image do for them."""

COSTLY: dict[str, Rival] = {"occlusion": RIVALS["occlusion"], f"RISE ({RISE_MASKS} forwards)": rise}
"""Many forward passes an image: asked on every ``COSTLY_EVERY``-th image only."""

STEPS = 10
REMOVAL_EVERY = 2
FILL_EVERY = 10
COSTLY_EVERY = 10
TASK_EVERY = 2

LOCATION_FIGURES = ("pointing", "energy", "AP", "rank accuracy", "IoU")
REMOVAL_FIGURES = ("deletion", "insertion", "ins − del", "deletion (softmax)", "insertion (softmax)")
FILL_FIGURES = ("ins − del (mean fill)", "ins − del (blur fill)")
FIGURES = (*LOCATION_FIGURES, *REMOVAL_FIGURES, *FILL_FIGURES)
LOWER_IS_BETTER = frozenset({"deletion", "deletion (softmax)"})


@dataclass
class SceneFigures:
    """What one scene of the location or shortcut task gave.

    Attributes:
        values: per method and figure; NaN where undefined, absent where not asked.
        iou_curves: per method, IoU at each threshold.
    """

    values: dict[str, dict[str, float]] = field(default_factory=dict)
    iou_curves: dict[str, np.ndarray] = field(default_factory=dict)

    def put(self, method: str, figure: str, value: float) -> None:
        """Keep one figure."""
        self.values.setdefault(method, {})[figure] = value


@dataclass(frozen=True)
class PairFigures:
    """What one scene of the multi-object task gave: an answer per level."""

    answers: dict[str, PairAnswer]


Figures = SceneFigures | PairFigures


class Bench:
    """One model, ready to be asked.

    Args:
        spec: model specification.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        seed: of scenes and rivals.
        split: where the scenes come from, one of ``cases.SPLITS``.

    Raises:
        ModelError: the model cannot be loaded or explained.
    """

    def __init__(self, spec: str, device: str, seed: int, split: str = HELD_OUT) -> None:
        loaded = load_model(spec, device)
        self._calibration = find_calibration(loaded.identity.sha256)
        self._explainer = Explainer(loaded, self._calibration)
        self._tower = self._explainer.tower
        self._weights = _layer_weights(self._tower.block_count, self._calibration, loaded.device)
        self._temperature = float(loaded.model.logit_scale.exp())  # type: ignore[operator]
        self._preprocessor = Preprocessor(loaded.preprocess_settings, self._tower.grid_hw)
        self._device, self._dtype = loaded.device, loaded.dtype
        self._seed, self._split = seed, split

    @property
    def identity(self) -> ModelIdentity:
        """The model that is asked."""
        return self._explainer.identity

    @property
    def device(self) -> str:
        """Where it computes."""
        return self._explainer.device

    @property
    def left_out(self) -> tuple[str, ...]:
        """Rivals that are not defined for this model."""
        return tuple(name for name in RIVALS if name not in rivals_of(self._tower))

    @property
    def weighting(self) -> str:
        """How MMEL weighs the model's blocks, for a person to read."""
        if self._calibration is None:
            return f"{MMEL} weighs all blocks alike: no calibration of this model is known"
        if self._calibration.gain.proven:
            return f"{MMEL} uses the fitted weights of calibration {self._calibration.calibration_id}"
        return f"{MMEL} weighs all blocks alike: this model's calibration proved no gain"

    def locate(self, index: int) -> SceneFigures:
        """All methods and figures on one scene with one object asked about."""
        case = location_case(index, self._seed, self._split)
        question, geometry = self._question(case.rgb, case.prompts, index)
        grids = self._grids(question, costly=index % COSTLY_EVERY == 0, settings=ABLATIONS)
        found = SceneFigures()
        painter = OwnPainter(case.rgb, geometry)
        for method, grid in grids.items():
            heat = _paint(painter, method, grid)
            found.put(method, "pointing", metrics.pointing_hit(heat, case.mask))
            found.put(method, "energy", metrics.energy_inside(heat, case.mask))
            found.put(method, "AP", metrics.average_precision(heat, case.mask))
            found.put(method, "rank accuracy", metrics.rank_accuracy(heat, case.mask))
            found.iou_curves[method] = metrics.iou_curve(heat, case.mask)
        if index % REMOVAL_EVERY == 0:
            fills = ("mean", "blur") if index % FILL_EVERY == 0 else ()
            orders = {name: grid for name, grid in grids.items() if name not in PAINTED_ALIKE}
            _remove(RemovalScorer(question, self._temperature), found, orders, fills)
        return found

    def ask_pair(self, index: int) -> PairFigures:
        """Regions and graph on one scene with two objects asked about."""
        case = pair_case(index, self._seed, self._split)
        self._explainer.set_image(case.rgb)
        explanation = self._explainer.explain(case.prompts, run_checks=False)
        return PairFigures(
            {name: judge_pair(explanation, case, level) for level, name in enumerate(LEVEL_NAMES)}
        )

    def ask_shortcut(self, index: int) -> SceneFigures:
        """Where the evidence lies when the model relies on the companion; nothing when it does not."""
        case = shortcut_case(index, self._seed)
        question, geometry = self._question(case.rgb, case.prompts, index)
        twin, _ = self._question(case.rgb_without, case.prompts, index)
        score, score_without = (
            float(asked.record.unit_embedding.float() @ asked.prompt) for asked in (question, twin)
        )
        found = SceneFigures()
        if not relies_on_companion(score, score_without):
            return found
        painter = OwnPainter(case.rgb, geometry)
        for method, grid in self._grids(question, costly=False, settings={}).items():
            share, seen = companion_share(_paint(painter, method, grid), case)
            found.put(method, "share", share)
            found.put(method, "found", seen)
        return found

    def _question(
        self, rgb: np.ndarray, prompts: tuple[str, ...], index: int
    ) -> tuple[Question, GridGeometry]:
        """What every method is asked, and where its patches lie."""
        prepared = self._preprocessor.prepare(rgb)
        pixels = prepared.pixels.to(self._device, self._dtype)
        text = self._explainer.text_tower.read(prompts).embeddings
        seed = self._seed * 1_000_003 + index
        return Question(self._tower, self._tower.record(pixels), pixels, text, 0, seed), prepared.geometry

    def _grids(
        self, question: Question, *, costly: bool, settings: Mapping[str, dict[str, Parameter]]
    ) -> dict[str, np.ndarray]:
        """Every method's map on the grid: the rivals, MMEL, refined, and under other settings and weights."""
        rivals = {name: rival for name, rival in rivals_of(self._tower).items() if name not in COSTLY}
        maps = {name: rival(question) for name, rival in (rivals | (COSTLY if costly else {})).items()}
        weights = self._weights[MMEL]
        maps[MMEL] = module_map(question, weights, HierarchySettings())
        maps[REFINED] = refined_map(question, maps[MMEL])
        for name, overrides in settings.items():
            changed = HierarchySettings.from_parameters(tuple(overrides.items()))
            maps[name] = module_map(question, weights, changed)
        for name, other in self._weights.items():
            if settings and name != MMEL:
                maps[name] = module_map(question, other, HierarchySettings())
        if settings:
            maps |= {name: maps[rival] for name, rival in PAINTED_ALIKE.items() if rival in maps}
        grid_hw = question.record.grid_hw
        return {name: one.detach().float().cpu().numpy().reshape(grid_hw) for name, one in maps.items()}


def _paint(painter: OwnPainter, method: str, grid: np.ndarray) -> np.ndarray:
    """A method's map over its image, float32 (H, W): evenly, as published, or as MMEL paints."""
    if method.startswith(MMEL) or method in PAINTED_ALIKE:
        overrides = ABLATIONS.get(method, {})
        return painter.paint(grid, HierarchySettings.from_parameters(tuple(overrides.items())))
    return painter.geometry.sample_map(grid)


def _layer_weights(count: int, calibration: Calibration | None, device: torch.device) -> dict[str, Tensor]:
    """The weights that are used, and those that are not: uniform where a gain was proven, else the fitted."""
    uniform = torch.full((count,), 1.0 / count, device=device)
    if calibration is None:
        return {MMEL: uniform}
    used = torch.tensor(calibration.layer_weights, device=device)
    if calibration.gain.proven:
        return {MMEL: used, f"{MMEL}, uniform weights": uniform}
    return {MMEL: used, f"{MMEL}, fitted weights": torch.tensor(calibration.fitted_weights, device=device)}


def _remove(
    scorer: RemovalScorer, found: SceneFigures, grids: Mapping[str, np.ndarray], fills: Sequence[str]
) -> None:
    """Deletion and insertion of all maps together, by token drop and by fills that need whole forwards."""
    orders = [removal_order(grid) for grid in grids.values()]
    kept = np.concatenate(
        [part(order, STEPS) for order in orders for part in (kept_for_deletion, kept_for_insertion)]
    )
    cosines, softmax = scorer.scores(kept, "token drop")
    for method, (deletion, insertion) in zip(grids, _curve_means(cosines), strict=True):
        found.put(method, "deletion", deletion)
        found.put(method, "insertion", insertion)
        found.put(method, "ins − del", insertion - deletion)
    for method, (deletion, insertion) in zip(grids, _curve_means(softmax), strict=True):
        found.put(method, "deletion (softmax)", deletion)
        found.put(method, "insertion (softmax)", insertion)
    for fill in fills:
        means = _curve_means(scorer.scores(kept, fill)[0])
        for method, (deletion, insertion) in zip(grids, means, strict=True):
            found.put(method, f"ins − del ({fill} fill)", insertion - deletion)


def _curve_means(scores: np.ndarray) -> list[tuple[float, float]]:
    """Per method the means of its deletion and its insertion curve, from all scores in a row."""
    return [
        (metrics.curve_mean(deletion), metrics.curve_mean(insertion))
        for deletion, insertion in scores.reshape(-1, 2, STEPS + 1)
    ]
