"""Do the trust checks tell explanations that deserve trust from those that do not? Measured, with rates.

Every check runs on explanations that deserve trust and on spoilt ones (:mod:`spoilt_explanations`); not every
check can see every fault, and each answers for those named in ``trust_figures.ANSWERS_FOR``.
"""

from __future__ import annotations

import time

from mmel_desktop.benchmark.spoilt_explanations import SpoiltExplanations
from mmel_desktop.benchmark.trust_figures import DESERVING, Answer, TrustResult, caught_by_any, judge_checks
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress


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
    bench = SpoiltExplanations(spec, device, seed)
    answers: list[Answer] = []
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
        checks=judge_checks(answers, seed),
        caught=caught_by_any(answers, seed),
    )
