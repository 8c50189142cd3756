"""How far two methods disagree about what an image's decision rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.rank_correlation import rank_correlation

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore


def comparable_runs(runs: Iterable[RunRecord]) -> dict[str, tuple[RunRecord, RunRecord]]:
    """Image id → its answer, the latest finished run, and the latest run by another method.

    Both asked the same model for the same prompts in the same view: models may disagree, too, but that says
    nothing about methods. A run made for comparison is no answer, but what answers are compared with.

    Args:
        runs: of any images, oldest first. Images with one method only are left out.
    """
    by_image: dict[str, list[RunRecord]] = {}
    for run in runs:
        if run.status == "finished":
            by_image.setdefault(run.image_id, []).append(run)
    pairs = {}
    for image_id, own in by_image.items():
        latest = next((run for run in reversed(own) if not run.for_comparison), None)
        if latest is None:
            continue
        for other in reversed(own):
            if other.method != latest.method and _asked(other) == _asked(latest):
                pairs[image_id] = (latest, other)
                break
    return pairs


def _asked(run: RunRecord) -> tuple[tuple[str, ...], str, str]:
    return run.prompts, run.view, run.model_sha256


def method_disagreement(store: CaseStore, pair: tuple[RunRecord, RunRecord]) -> float:
    """One minus the rank correlation of the two fused maps, averaged over the prompts; in [0, 2].

    0: both methods order the patches alike; 1: unrelated; 2: opposite. Rank correlation is Spearman's rho,
    which does not care how either method scales its map.

    Raises:
        SessionError: a stored explanation cannot be read.
    """
    first, second = (store.explanation(run.run_id).heatmap for run in pair)
    if first.shape != second.shape:
        return 1.0
    return 1.0 - float(np.mean([rank_correlation(a, b) for a, b in zip(first, second, strict=True)]))
