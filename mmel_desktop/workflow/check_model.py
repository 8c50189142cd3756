"""Does this model explain exactly on this machine? A short self-test with figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mmel_desktop.core.canonical import array_sha256, sha256_hex
from mmel_desktop.core.explanation import ExplanationRequest, TrustCheck
from mmel_desktop.core.identity import ImageIdentity, ModelIdentity
from mmel_desktop.core.progress import CancelToken, ProgressListener, ignore_progress
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.workflow.explain_image import ExplainerLike

PROMPTS = ("a red square", "a blue sky")
EXACTNESS_CHECKS = ("completeness", "replay")
"""These must hold for any weights; the other checks judge an explanation, not the machinery."""


@dataclass(frozen=True)
class ModelCheck:
    """Outcome of the self-test.

    Attributes:
        model: what was tested.
        device: where.
        checks: per prompt, the trust checks.
        repeatable: the same request gave the same arrays twice.
        finite: no map holds NaN or infinity.
    """

    model: ModelIdentity
    device: str
    checks: tuple[tuple[TrustCheck, ...], ...]
    repeatable: bool
    finite: bool

    @property
    def passed(self) -> bool:
        """Exact, finite and repeatable."""
        exact = all(
            check.verdict != "fail"
            for checks in self.checks
            for check in checks
            if check.name in EXACTNESS_CHECKS
        )
        return exact and self.repeatable and self.finite


def check_model(
    explainer: ExplainerLike,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> ModelCheck:
    """Explain a drawn test picture twice and hold the results against one another and against the model."""
    request = ExplanationRequest(PROMPTS)
    explainer.set_image(_test_picture(0))
    first = explainer.explain_request(request, progress=progress, cancel=cancel)
    explainer.set_image(_test_picture(1))  # so that nothing kept of the first image can answer the third call
    explainer.explain_request(ExplanationRequest(PROMPTS, run_checks=False), cancel=cancel)
    explainer.set_image(_test_picture(0))
    second = explainer.explain_request(request, progress=progress, cancel=cancel)
    arrays, again = first.arrays(), second.arrays()
    return ModelCheck(
        model=explainer.identity,
        device=explainer.device,
        checks=first.checks,
        repeatable=all(array_sha256(arrays[name]) == array_sha256(again[name]) for name in arrays),
        finite=all(bool(np.isfinite(array).all()) for array in arrays.values()),
    )


def _test_picture(variant: int) -> SourceImage:
    """A red square on a sky, drawn here so that the test needs no file: uint8 (240, 320, 3)."""
    y, x = np.mgrid[0:240, 0:320]
    rgb = np.stack([60 + y // 4, 120 + y // 3, np.full_like(x, 230 - variant * 90)], axis=-1).astype(np.uint8)
    rgb[90:180, 110:200] = (205, 40, 35)
    rgb.setflags(write=False)
    identity = ImageIdentity("test picture", sha256_hex(rgb.tobytes()), array_sha256(rgb), 320, 240)
    return SourceImage(identity, "", rgb, rgb.nbytes, "none", "RGB", 1, 0, 1, ())
