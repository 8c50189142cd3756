"""How often the trust checks are right and how often wrong: counted from answers, and shown as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mmel_desktop.benchmark.json_values import without_nan
from mmel_desktop.core.explanation import TrustCheck
from mmel_desktop.core.intervals import Interval, draw_resamples, mean_interval
from mmel_desktop.engine.trust_limits import LIMITS

DESERVING = "deserving"
FALSE_ALARMS = 0.05
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
class Answer:
    """The checks of one explanation.

    Attributes:
        fault: what is wrong with it; ``DESERVING`` when nothing is.
        checks: what they said.
    """

    fault: str
    checks: tuple[TrustCheck, ...]


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


def judge_checks(answers: Sequence[Answer], seed: int) -> dict[str, CheckFigures]:
    """How every check fares; ``seed`` of the intervals' resamples."""
    return {name: _judge(name, answers, seed) for name in LIMITS}


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


def _judge(name: str, answers: Sequence[Answer], seed: int) -> CheckFigures:
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


def _figures_of(name: str, answers: Sequence[Answer]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Per kind of explanation, the figures and verdicts of one check, where it ran."""
    found: dict[str, tuple[list[float], list[str]]] = {}
    for answer in answers:
        for check in answer.checks:
            if check.name == name and check.value is not None:
                values, verdicts = found.setdefault(answer.fault, ([], []))
                values.append(check.value)
                verdicts.append(check.verdict)
    return {fault: (np.array(values), np.array(verdicts)) for fault, (values, verdicts) in found.items()}


def caught_by_any(answers: Sequence[Answer], seed: int) -> dict[str, Interval]:
    """Per fault, the share of explanations that at least one check warns of or fails."""
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
        f"{'check':<14}{'limit':>10}{'chosen':>10}  {'deserving (5, 50, 95 %)':<34}{'false alarms':<24}fail",
    ]
    for name, check in result.checks.items():
        sign = "≤" if check.passes_when == "at_most" else "≥"
        spread = ", ".join(f"{value:.3g}" for value in check.deserving)
        lines.append(
            f"{name:<14}{sign + f'{check.limit:.3g}':>10}{check.chosen:>10.3g}  {spread:<34}"
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
    return {"schema": "mmel-benchmark-trust/1", **without_nan(asdict(result))}
