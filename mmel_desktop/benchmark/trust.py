"""Do the trust checks tell explanations that deserve trust from those that do not? Measured, with rates.

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

Not every check can see every fault; a check answers for those named in ``ANSWERS_FOR``. Source of the
controls: Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.benchmark import metrics
from mmel_desktop.benchmark.cases import location_case
from mmel_desktop.core.explanation import TrustCheck
from mmel_desktop.core.intervals import Interval, draw_resamples, mean_interval
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.engine.calibration_files import find_calibration
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.image_tower import Attribution, ImageTower, TowerRecord
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.engine.semantic_hierarchy import HierarchySettings, fuse, relate_patches
from mmel_desktop.engine.trust_checks import run_checks
from mmel_desktop.engine.trust_limits import LIMITS

DESERVING = "deserving"
FALSE_ALARMS = 0.05
PROMPTS = 3
ANSWERS_FOR: dict[str, tuple[str, ...]] = {
    "completeness": ("a patch left out",),
    "replay": ("another model's score",),
    "agreement": ("scrambled", "another image"),
    "deletion": ("scrambled", "another image", "random weights"),
    "specificity": ("blind to the words",),
    "randomisation": ("the check's own twin",),
    "stability": ("scrambled", "another image"),
    "recognition": ("random weights",),
}
"""Per check, the faults it is there to see."""


@dataclass(frozen=True)
class FaultFigures:
    """How one check fares against one fault.

    Attributes:
        auc: probability that a spoilt explanation looks worse than a deserving one, ties counted half.
        missed: share of the spoilt that the shipped limit lets pass.
        failed: share of the spoilt with the verdict ``fail``.
        cases: spoilt explanations with a figure.
    """

    auc: float
    missed: Interval
    failed: Interval
    cases: int


@dataclass(frozen=True)
class CheckFigures:
    """How one check fares.

    Attributes:
        passes_when: ``at_most`` or ``at_least``.
        limit: what is shipped: beyond it the check warns.
        chosen: the limit that would give ``FALSE_ALARMS`` on the first half of the deserving explanations.
        chosen_false_alarms: what that limit gives on the other half.
        deserving: 5 %, 50 % and 95 % quantiles on deserving explanations.
        false_alarms: share of the deserving that the shipped limit does not let pass.
        false_failures: share of the deserving with the verdict ``fail``.
        faults: per fault.
    """

    passes_when: str
    limit: float
    chosen: float
    chosen_false_alarms: float
    deserving: tuple[float, float, float]
    false_alarms: Interval
    false_failures: Interval
    faults: dict[str, FaultFigures]


@dataclass(frozen=True)
class TrustResult:
    """What one run measured.

    Attributes:
        spec, model_sha256, device, seed, image_count, seconds: of the run.
        deserving_count: scenes whose explanation deserves trust.
        checks: per check.
        caught: per fault, share of explanations that at least one check warns of or fails; for ``deserving``
            this is the rate of false alarms of all checks together.
    """

    spec: str
    model_sha256: str
    device: str
    seed: int
    image_count: int
    seconds: float
    deserving_count: int
    checks: dict[str, CheckFigures]
    caught: dict[str, Interval]


@dataclass(frozen=True)
class _Answer:
    """The checks of one explanation."""

    fault: str
    checks: tuple[TrustCheck, ...]


def measure_trust(
    spec: str = "demo",
    *,
    image_count: int = 60,
    seed: int = 0,
    device: str = "auto",
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> TrustResult:
    """Run every check on explanations that deserve trust and on spoilt ones.

    Args:
        spec: model specification.
        image_count: scenes; held out, the same as those of ``benchmark quality`` with the same seed.
        seed: of scenes, spoiling and resamples; the same seed gives the same figures.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        progress: told after each scene.
        cancel: checked between them.

    Raises:
        ModelError: the model cannot be loaded or explained.
        OperationCancelled: stopped; no figures.
    """
    cancel = cancel or CancelToken()
    started = time.monotonic()
    bench = _TrustBench(spec, device, seed)
    answers: list[_Answer] = []
    for index in range(image_count):
        cancel.raise_if_cancelled()
        progress(ProgressReport(index, image_count, "checking deserving and spoilt explanations"))
        answers.extend(bench.ask(index))
    progress(ProgressReport(image_count, image_count, "done"))
    return TrustResult(
        spec=spec,
        model_sha256=bench.model.identity.sha256,
        device=bench.model.device,
        seed=seed,
        image_count=image_count,
        seconds=time.monotonic() - started,
        deserving_count=sum(answer.fault == DESERVING for answer in answers),
        checks={name: _judge(name, answers, seed) for name in LIMITS},
        caught=_caught(answers, seed),
    )


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


class _TrustBench:
    """One model and its spoilt copies, asked about scenes."""

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
    def ask(self, index: int) -> Iterator[_Answer]:
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
        yield _Answer("absent object", own[1])
        scores = seen.record.unit_embedding.float() @ text.T
        # Where the model is wrong about the scene, its explanation is neither deserving nor spoilt by us.
        if bool((scores[0] >= scores[1:]).all()):
            painted = prepared.geometry.sample_map(heat[0].reshape(seen.record.grid_hw))
            hit = metrics.pointing_hit(painted, case.mask) == 1
            yield _Answer(DESERVING if hit else "off the object", own[0])
        yield from self._spoilt_maps(seen, found)
        yield from self._spoilt_figures(seen, found, heat)
        yield from self._spoilt_models(seen)
        self._former = found

    def _spoilt_maps(self, seen: _Seen, found: Attribution) -> Iterator[_Answer]:
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
            yield _Answer(fault, self._run(seen, other, self._paint(seen.record, other))[0])

    def _spoilt_figures(self, seen: _Seen, found: Attribution, heat: np.ndarray) -> Iterator[_Answer]:
        """The map is the model's own, the arithmetic behind it is wrong."""
        other_model = self._spoilt["random last blocks"].record(seen.pixels)
        scores = (other_model.unit_embedding.float() @ seen.text.T).float()
        figures = {
            "a patch left out": replace(found, residual=_residual_without_largest(found)),
            "another model's score": replace(found, scores=scores),
        }
        for fault, other in figures.items():
            yield _Answer(fault, self._run(seen, other, heat)[0])

    def _spoilt_models(self, seen: _Seen) -> Iterator[_Answer]:
        """Everything is done right, on a model that is not what it should be."""
        for fault, tower in self._spoilt.items():
            spoilt = replace(seen, tower=tower, record=tower.record(seen.pixels))
            found = tower.attribute(spoilt.pixels, spoilt.record, spoilt.text)
            yield _Answer(fault, self._run(spoilt, found, self._paint(spoilt.record, found))[0])

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
        return np.asarray(functional.relu(fused.signed).float().cpu().numpy(), dtype=np.float32)


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


def area_under_curve(deserving: np.ndarray, spoilt: np.ndarray, passes_when: str) -> float:
    """Probability that a spoilt figure is worse than a deserving one, ties half; NaN without either."""
    if not len(deserving) or not len(spoilt):
        return float("nan")
    difference = spoilt[:, None] - deserving[None]
    worse = difference > 0 if passes_when == "at_most" else difference < 0
    return float((worse + 0.5 * (difference == 0)).mean())


def chosen_limit(deserving: np.ndarray, passes_when: str, false_alarms: float = FALSE_ALARMS) -> float:
    """The limit beyond which a share of ``false_alarms`` of the deserving figures lies; NaN without any."""
    if not len(deserving):
        return float("nan")
    share = 1 - false_alarms if passes_when == "at_most" else false_alarms
    return float(np.quantile(deserving, share))


def _judge(name: str, answers: list[_Answer], seed: int) -> CheckFigures:
    limits = LIMITS[name]
    by_fault = _figures_of(name, answers)
    values, verdicts = by_fault.pop(DESERVING, (np.empty(0), np.empty(0, dtype="<U7")))
    chosen = chosen_limit(values[::2], limits.passes_when)
    beyond = values[1::2] > chosen if limits.passes_when == "at_most" else values[1::2] < chosen
    quantiles = np.quantile(values, [0.05, 0.5, 0.95]) if len(values) else np.full(3, np.nan)
    return CheckFigures(
        passes_when=limits.passes_when,
        limit=limits.warn,
        chosen=chosen,
        chosen_false_alarms=float(beyond.mean()) if len(beyond) else float("nan"),
        deserving=(float(quantiles[0]), float(quantiles[1]), float(quantiles[2])),
        false_alarms=_share(verdicts != "pass", seed),
        false_failures=_share(verdicts == "fail", seed),
        faults={
            fault: FaultFigures(
                auc=area_under_curve(values, spoilt, limits.passes_when),
                missed=_share(said == "pass", seed),
                failed=_share(said == "fail", seed),
                cases=len(spoilt),
            )
            for fault, (spoilt, said) in by_fault.items()
        },
    )


def _figures_of(name: str, answers: list[_Answer]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Per kind of explanation, the figures and verdicts of one check, where it ran."""
    found: dict[str, tuple[list[float], list[str]]] = {}
    for answer in answers:
        for check in answer.checks:
            if check.name == name and check.value is not None:
                values, verdicts = found.setdefault(answer.fault, ([], []))
                values.append(check.value)
                verdicts.append(check.verdict)
    return {fault: (np.array(values), np.array(verdicts)) for fault, (values, verdicts) in found.items()}


def _caught(answers: list[_Answer], seed: int) -> dict[str, Interval]:
    warned: dict[str, list[bool]] = {}
    for answer in answers:
        alarm = any(check.verdict in ("warn", "fail") for check in answer.checks)
        warned.setdefault(answer.fault, []).append(alarm)
    return {fault: _share(np.array(alarms), seed) for fault, alarms in sorted(warned.items())}


def _share(happened: np.ndarray, seed: int) -> Interval:
    if not len(happened):
        return Interval(float("nan"), float("nan"), float("nan"), 0, 0)
    return mean_interval(happened.astype(float), draw_resamples(len(happened), seed=seed))


def format_trust(result: TrustResult) -> str:
    """The tables for a terminal."""
    lines = [
        f"{result.spec} ({result.model_sha256[:12]}…) on {result.device}: {result.image_count} scenes, "
        f"{result.deserving_count} explanations that deserve trust, {result.seconds:.0f} s",
        "",
        f"{'check':<14}{'limit':>10}{'chosen':>10}  {'deserving (5, 50, 95 %)':<28}{'false alarms':<24}fail",
    ]
    for name, check in result.checks.items():
        sign = "≤" if check.passes_when == "at_most" else "≥"
        spread = ", ".join(f"{value:.3g}" for value in check.deserving)
        lines.append(
            f"{name:<14}{sign + f'{check.limit:.3g}':>10}{check.chosen:>10.3g}  {spread:<28}"
            f"{_percent(check.false_alarms):<24}{check.false_failures.mean:.0%}"
        )
    lines += ["", f"{'check':<14}{'fault':<26}{'AUC':>6}  {'missed':<24}{'fail':>6}{'cases':>7}"]
    for name, check in result.checks.items():
        for fault, figures in sorted(check.faults.items()):
            mark = "*" if fault in ANSWERS_FOR[name] else " "
            lines.append(
                f"{name:<14}{mark + fault:<26}{figures.auc:>6.3f}  {_percent(figures.missed):<24}"
                f"{figures.failed.mean:>6.0%}{figures.cases:>7}"
            )
    lines += ["", "* faults the check is there to see", "", "warned of by at least one check:"]
    lines += [f"  {fault:<26}{_percent(interval)}" for fault, interval in result.caught.items()]
    return "\n".join(lines)


def _percent(interval: Interval) -> str:
    return f"{interval.mean:.0%} [{interval.low:.0%}, {interval.high:.0%}]"


def trust_as_json(result: TrustResult) -> dict[str, Any]:
    """The result for a machine; figures without meaning are null."""
    return {"schema": "mmel-benchmark-trust/1", **_without_nan(asdict(result))}


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
