"""MMEL beside every rival on the same scenes, in one run, with paired intervals."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.benchmark import metrics
from mmel_desktop.benchmark.cases import LocationCase, location_case, pair_case, shortcut_case
from mmel_desktop.benchmark.intervals import Interval, difference_interval, draw_resamples, mean_interval
from mmel_desktop.benchmark.relation_tasks import (
    PairAnswer,
    companion_share,
    judge_pair,
    recall,
    relies_on_companion,
)
from mmel_desktop.benchmark.removal import RemovalScorer
from mmel_desktop.benchmark.rivals import RISE_MASKS, RIVALS, Question, Rival, rise
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.explanation import Parameter
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.engine.preprocessing import Preprocessor
from mmel_desktop.engine.semantic_hierarchy import LEVEL_NAMES

MMEL = "MMEL"
ABLATIONS: dict[str, dict[str, Parameter]] = {
    f"{MMEL} without relations": {"context_spread": 0.0, "object_spread": 0.0, "part_spread": 0.0},
    f"{MMEL} without attention in relations": {"attention_blend": 0.0},
    f"{MMEL} without alignment gate": {"gate_sharpness": 0.0},
    f"{MMEL} without adaptive scales": {"scale_temperature": 0.0},
    f"{MMEL} with one scale": {
        "context_pool": 1,
        "context_reach": 0.25,
        "context_spread": 0.6,
        "part_reach": 0.25,
        "part_spread": 0.6,
    },
}
"""Each takes one part of the module out; "one scale" repeats the object scale three times."""

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


@dataclass(frozen=True)
class QualityResult:
    """Everything one run measured.

    Attributes:
        spec, architecture, model_sha256, device: the model and where it ran.
        threads: torch threads.
        seed, image_count: of the scenes.
        seconds: wall time.
        figures: per method and figure, mean with interval.
        differences: per method and figure, MMEL minus the method on the same images.
        pairs: per figure of the multi-object task.
        pair_cases: how many.
        shortcut: per method, share of the evidence on the companion, where the model relies on it.
        shortcut_found: per method, how often the companion was found there.
        shortcut_cases, shortcut_relied: how many, and in how many the model relied on the companion.
    """

    spec: str
    architecture: str
    model_sha256: str
    device: str
    threads: int
    seed: int
    image_count: int
    seconds: float
    figures: dict[str, dict[str, Interval]]
    differences: dict[str, dict[str, Interval]]
    pairs: dict[str, Interval]
    pair_cases: int
    shortcut: dict[str, Interval]
    shortcut_found: dict[str, Interval]
    shortcut_cases: int
    shortcut_relied: int


@dataclass
class _Table:
    """Raw values: per method and figure one value per image, NaN where not asked or undefined."""

    image_count: int
    values: dict[str, dict[str, np.ndarray]] = field(default_factory=dict)
    curves: dict[str, np.ndarray] = field(default_factory=dict)

    def put(self, method: str, figure: str, index: int, value: float) -> None:
        rows = self.values.setdefault(method, {})
        rows.setdefault(figure, np.full(self.image_count, np.nan))[index] = value

    def put_curve(self, method: str, index: int, curve: np.ndarray) -> None:
        empty = np.full((self.image_count, len(metrics.THRESHOLDS)), np.nan)
        self.curves.setdefault(method, empty)[index] = curve

    def finish(self) -> None:
        for method, curves in self.curves.items():
            self.values[method]["IoU"] = metrics.cross_fitted_iou(curves)


class _Bench:
    """One model, ready to be asked."""

    def __init__(self, spec: str, device: str, seed: int) -> None:
        loaded = load_model(spec, device)
        self.explainer = Explainer(loaded)
        self.temperature = float(loaded.model.logit_scale.exp())  # type: ignore[operator]
        self._preprocessor = Preprocessor(loaded.preprocess_settings, self.explainer.tower.grid_hw)
        self._device = loaded.device
        self._seed = seed

    def question(
        self, rgb: np.ndarray, prompts: tuple[str, ...], index: int
    ) -> tuple[Question, GridGeometry]:
        """What the rivals are asked, and where their patches lie."""
        prepared = self._preprocessor.prepare(rgb)
        pixels = prepared.pixels.to(self._device)
        tower = self.explainer.tower
        text = self.explainer.text_tower.read(prompts).embeddings
        question = Question(tower, tower.record(pixels), pixels, text, 0, self._seed * 1_000_003 + index)
        return question, prepared.geometry

    def mmel_maps(self, rgb: np.ndarray, prompts: tuple[str, ...]) -> dict[str, Tensor]:
        """MMEL and its ablations: signed maps of the first prompt, (N,)."""
        self.explainer.set_image(rgb)
        settings: dict[str, dict[str, Parameter]] = {MMEL: {}, **ABLATIONS}
        return {
            name: torch.from_numpy(
                self.explainer.explain(prompts, run_checks=False, parameters=parameters).signed[0].ravel()
            )
            for name, parameters in settings.items()
        }


def measure_quality(
    spec: str = "demo",
    *,
    image_count: int = 200,
    seed: int = 0,
    device: str = "auto",
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> QualityResult:
    """Run the whole harness.

    Args:
        spec: model specification.
        image_count: scenes of the location task; the other tasks take a fixed share of it.
        seed: of scenes, rivals and resamples; the same seed gives the same figures.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        progress: told after each scene.
        cancel: checked between scenes.

    Raises:
        ModelError: the model cannot be loaded or explained.
        OperationCancelled: stopped; no figures.
    """
    cancel = cancel or CancelToken()
    started = time.monotonic()
    task_count = max(1, image_count // TASK_EVERY)
    total = image_count + 2 * task_count
    progress(ProgressReport(0, total, f"loading {spec}"))
    bench = _Bench(spec, device, seed)
    table = _Table(image_count)
    for index in range(image_count):
        cancel.raise_if_cancelled()
        _locate(bench, table, location_case(index, seed), index)
        progress(ProgressReport(index + 1, total, "one object"))
    table.finish()
    answers: dict[str, list[PairAnswer]] = {name: [] for name in LEVEL_NAMES}
    for index in range(task_count):
        cancel.raise_if_cancelled()
        _ask_pair(bench, index, seed, answers)
        progress(ProgressReport(image_count + index + 1, total, "two objects"))
    shares = _Table(task_count)
    relied = 0
    for index in range(task_count):
        cancel.raise_if_cancelled()
        relied += _ask_shortcut(bench, index, seed, shares)
        progress(ProgressReport(image_count + task_count + index + 1, total, "shortcut"))
    drawn, task_drawn = draw_resamples(image_count, seed=seed), draw_resamples(task_count, seed=seed)
    return QualityResult(
        spec=spec,
        architecture=bench.explainer.identity.architecture,
        model_sha256=bench.explainer.identity.sha256,
        device=bench.explainer.device,
        threads=torch.get_num_threads(),
        seed=seed,
        image_count=image_count,
        seconds=time.monotonic() - started,
        figures=_intervals(table, drawn),
        differences=_differences(table, drawn),
        pairs={
            f"{level} level: {name}": mean_interval(values, task_drawn)
            for level, found in answers.items()
            for name, values in recall(found).items()
        },
        pair_cases=task_count,
        shortcut=_column(shares, "share", task_drawn),
        shortcut_found=_column(shares, "found", task_drawn),
        shortcut_cases=task_count,
        shortcut_relied=relied,
    )


def _locate(bench: _Bench, table: _Table, case: LocationCase, index: int) -> None:
    """All methods and figures on one scene."""
    question, geometry = bench.question(case.rgb, case.prompts, index)
    maps = {name: rival(question) for name, rival in _rivals_for(index)}
    maps.update(bench.mmel_maps(case.rgb, case.prompts))
    scorer = RemovalScorer(question, bench.temperature)
    for method, values in maps.items():
        grid = values.detach().float().cpu().numpy().reshape(geometry.grid_hw)
        heat = geometry.sample_map(grid)
        table.put(method, "pointing", index, metrics.pointing_hit(heat, case.mask))
        table.put(method, "energy", index, metrics.energy_inside(heat, case.mask))
        table.put(method, "AP", index, metrics.average_precision(heat, case.mask))
        table.put(method, "rank accuracy", index, metrics.rank_accuracy(heat, case.mask))
        table.put_curve(method, index, metrics.iou_curve(heat, case.mask))
        if index % REMOVAL_EVERY == 0:
            _remove(scorer, table, method, grid, index)


def _rivals_for(index: int) -> Iterable[tuple[str, Rival]]:
    cheap = {name: rival for name, rival in RIVALS.items() if name not in COSTLY}
    return (cheap | COSTLY if index % COSTLY_EVERY == 0 else cheap).items()


def _remove(scorer: RemovalScorer, table: _Table, method: str, grid: np.ndarray, index: int) -> None:
    """Deletion and insertion of one map; the fills that need whole forwards on fewer images."""
    order = metrics.removal_order(grid)
    kept = np.concatenate([metrics.kept_for_deletion(order, STEPS), metrics.kept_for_insertion(order, STEPS)])
    cosines, softmax = scorer.scores(kept, "token drop")
    deletion, insertion = _curve_means(cosines)
    table.put(method, "deletion", index, deletion)
    table.put(method, "insertion", index, insertion)
    table.put(method, "ins − del", index, insertion - deletion)
    deletion, insertion = _curve_means(softmax)
    table.put(method, "deletion (softmax)", index, deletion)
    table.put(method, "insertion (softmax)", index, insertion)
    if index % FILL_EVERY == 0:
        for fill in ("mean", "blur"):
            deletion, insertion = _curve_means(scorer.scores(kept, fill)[0])
            table.put(method, f"ins − del ({fill} fill)", index, insertion - deletion)


def _curve_means(scores: np.ndarray) -> tuple[float, float]:
    return metrics.curve_mean(scores[: STEPS + 1]), metrics.curve_mean(scores[STEPS + 1 :])


def _ask_pair(bench: _Bench, index: int, seed: int, answers: dict[str, list[PairAnswer]]) -> None:
    case = pair_case(index, seed)
    bench.explainer.set_image(case.rgb)
    explanation = bench.explainer.explain(case.prompts, run_checks=False)
    for level, name in enumerate(LEVEL_NAMES):
        answers[name].append(judge_pair(explanation, case, level))


def _ask_shortcut(bench: _Bench, index: int, seed: int, shares: _Table) -> bool:
    """Whether the model relied on the companion; only then the maps are judged."""
    case = shortcut_case(index, seed)
    question, geometry = bench.question(case.rgb, case.prompts, index)
    twin, _ = bench.question(case.rgb_without, case.prompts, index)
    score, score_without = (
        float(asked.record.unit_embedding.float() @ asked.prompt) for asked in (question, twin)
    )
    if not relies_on_companion(score, score_without):
        return False
    maps = {name: rival(question) for name, rival in RIVALS.items() if name not in COSTLY}
    maps[MMEL] = bench.mmel_maps(case.rgb, case.prompts)[MMEL]
    for method, values in maps.items():
        heat = geometry.sample_map(values.detach().float().cpu().numpy().reshape(geometry.grid_hw))
        share, found = companion_share(heat, case)
        shares.put(method, "share", index, share)
        shares.put(method, "found", index, found)
    return True


def _intervals(table: _Table, drawn: np.ndarray) -> dict[str, dict[str, Interval]]:
    return {
        method: {figure: mean_interval(rows[figure], drawn) for figure in FIGURES if figure in rows}
        for method, rows in table.values.items()
    }


def _differences(table: _Table, drawn: np.ndarray) -> dict[str, dict[str, Interval]]:
    own = table.values[MMEL]
    return {
        method: {
            figure: difference_interval(own[figure], rows[figure], drawn)
            for figure in FIGURES
            if figure in rows
        }
        for method, rows in table.values.items()
        if method != MMEL
    }


def _column(table: _Table, figure: str, drawn: np.ndarray) -> dict[str, Interval]:
    return {method: mean_interval(rows[figure], drawn) for method, rows in table.values.items()}
