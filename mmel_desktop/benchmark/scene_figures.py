"""Everything that is measured on one scene: all methods, all figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.benchmark import metrics
from mmel_desktop.benchmark.cases import LocationCase, ShortcutCase, location_case, pair_case, shortcut_case
from mmel_desktop.benchmark.relation_tasks import (
    PairAnswer,
    companion_share,
    judge_pair,
    relies_on_companion,
)
from mmel_desktop.benchmark.removal import RemovalScorer
from mmel_desktop.benchmark.rivals import RISE_MASKS, RIVALS, Question, Rival, rise
from mmel_desktop.core.calibration import Calibration
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.explanation import Parameter
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.engine.calibration_files import find_calibration
from mmel_desktop.engine.class_token_tower import ClassTokenTower
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel, load_model
from mmel_desktop.engine.preprocessing import Preprocessor
from mmel_desktop.engine.removal_curves import kept_for_deletion, kept_for_insertion, removal_order
from mmel_desktop.engine.semantic_hierarchy import LEVEL_NAMES
from mmel_desktop.errors import UnsupportedModelError

MMEL = "MMEL"
ABLATIONS: dict[str, dict[str, Parameter]] = {
    f"{MMEL} − relations": {"context_spread": 0.0, "object_spread": 0.0, "part_spread": 0.0},
    f"{MMEL} + attention": {"attention_blend": 0.2},
    f"{MMEL} − alignment gate": {"gate_sharpness": 0.0},
    f"{MMEL} − adaptive scales": {"scale_temperature": 0.0},
    f"{MMEL}, one scale": {"context_reach": 0.25, "part_reach": 0.25},
}
"""Each takes one part of the module out, or puts one in that is off by default (+ attention: a fifth of the
relations from the blocks' own attention). One scale: the object scale three times."""

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

    Raises:
        ModelError: the model cannot be loaded or explained.
    """

    def __init__(self, spec: str, device: str, seed: int) -> None:
        loaded = load_model(spec, device)
        calibration = find_calibration(loaded.identity.sha256)
        self._explainer = Explainer(loaded, calibration)
        self._reweighted = _reweighted(loaded, calibration)
        self._temperature = float(loaded.model.logit_scale.exp())  # type: ignore[operator]
        self._preprocessor = Preprocessor(loaded.preprocess_settings, self._explainer.tower.grid_hw)
        self._device = loaded.device
        self._seed = seed

    @property
    def identity(self) -> ModelIdentity:
        """The model that is asked."""
        return self._explainer.identity

    @property
    def device(self) -> str:
        """Where it computes."""
        return self._explainer.device

    def locate(self, index: int) -> SceneFigures:
        """All methods and figures on one scene with one object asked about."""
        case = location_case(index, self._seed)
        question, geometry = self._question(case.rgb, case.prompts, index)
        maps = {name: rival(question) for name, rival in _rivals_for(index).items()}
        maps.update(self._mmel_maps(self._explainer, case, {MMEL: {}, **ABLATIONS}))
        for name, explainer in self._reweighted.items():
            maps.update(self._mmel_maps(explainer, case, {name: {}}))
        scorer = RemovalScorer(question, self._temperature)
        found = SceneFigures()
        for method, values in maps.items():
            grid = values.detach().float().cpu().numpy().reshape(geometry.grid_hw)
            heat = geometry.sample_map(grid)
            found.put(method, "pointing", metrics.pointing_hit(heat, case.mask))
            found.put(method, "energy", metrics.energy_inside(heat, case.mask))
            found.put(method, "AP", metrics.average_precision(heat, case.mask))
            found.put(method, "rank accuracy", metrics.rank_accuracy(heat, case.mask))
            found.iou_curves[method] = metrics.iou_curve(heat, case.mask)
            if index % REMOVAL_EVERY == 0:
                fills = ("mean", "blur") if index % FILL_EVERY == 0 else ()
                _remove(scorer, found, method, grid, fills)
        return found

    def ask_pair(self, index: int) -> PairFigures:
        """Regions and graph on one scene with two objects asked about."""
        case = pair_case(index, self._seed)
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
        maps = {name: rival(question) for name, rival in RIVALS.items() if name not in COSTLY}
        maps.update(self._mmel_maps(self._explainer, case, {MMEL: {}}))
        for method, values in maps.items():
            heat = geometry.sample_map(values.detach().float().cpu().numpy().reshape(geometry.grid_hw))
            share, seen = companion_share(heat, case)
            found.put(method, "share", share)
            found.put(method, "found", seen)
        return found

    def _question(
        self, rgb: np.ndarray, prompts: tuple[str, ...], index: int
    ) -> tuple[Question, GridGeometry]:
        """What the rivals are asked, and where their patches lie."""
        prepared = self._preprocessor.prepare(rgb)
        pixels = prepared.pixels.to(self._device)
        tower = self._explainer.tower
        if not isinstance(tower, ClassTokenTower):
            raise UnsupportedModelError(
                "the rivals cannot be run on this model",
                found=tower.how,
                expected="a class-token transformer of open_clip",
                action="choose another --model",
            )
        text = self._explainer.text_tower.read(prompts).embeddings
        question = Question(tower, tower.record(pixels), pixels, text, 0, self._seed * 1_000_003 + index)
        return question, prepared.geometry

    @staticmethod
    def _mmel_maps(
        explainer: Explainer, case: LocationCase | ShortcutCase, settings: dict[str, dict[str, Parameter]]
    ) -> dict[str, Tensor]:
        """MMEL under several settings: signed maps of the first prompt, (N,)."""
        explainer.set_image(case.rgb)
        return {
            name: torch.from_numpy(
                explainer.explain(case.prompts, run_checks=False, parameters=parameters).signed[0].ravel()
            )
            for name, parameters in settings.items()
        }


def _reweighted(loaded: LoadedModel, calibration: Calibration | None) -> dict[str, Explainer]:
    """MMEL with the layer weights that are *not* used: uniform where a gain was proven, else the fitted."""
    if calibration is None:
        return {}
    if calibration.gain.proven:
        count = len(calibration.layer_weights)
        name, weights = f"{MMEL}, uniform weights", (1 / count,) * count
    else:
        name, weights = f"{MMEL}, fitted weights", calibration.fitted_weights
    return {name: Explainer(loaded, replace(calibration, layer_weights=weights))}


def _rivals_for(index: int) -> dict[str, Rival]:
    cheap = {name: rival for name, rival in RIVALS.items() if name not in COSTLY}
    return cheap | COSTLY if index % COSTLY_EVERY == 0 else cheap


def _remove(
    scorer: RemovalScorer, found: SceneFigures, method: str, grid: np.ndarray, fills: Sequence[str]
) -> None:
    """Deletion and insertion of one map, by token drop and by fills that need whole forwards."""
    order = removal_order(grid)
    kept = np.concatenate([kept_for_deletion(order, STEPS), kept_for_insertion(order, STEPS)])
    cosines, softmax = scorer.scores(kept, "token drop")
    deletion, insertion = _curve_means(cosines)
    found.put(method, "deletion", deletion)
    found.put(method, "insertion", insertion)
    found.put(method, "ins − del", insertion - deletion)
    deletion, insertion = _curve_means(softmax)
    found.put(method, "deletion (softmax)", deletion)
    found.put(method, "insertion (softmax)", insertion)
    for fill in fills:
        deletion, insertion = _curve_means(scorer.scores(kept, fill)[0])
        found.put(method, f"ins − del ({fill} fill)", insertion - deletion)


def _curve_means(scores: np.ndarray) -> tuple[float, float]:
    return metrics.curve_mean(scores[: STEPS + 1]), metrics.curve_mean(scores[STEPS + 1 :])
