"""An explainer without a model: answers with well-formed random explanations, as slowly as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mmel_desktop.core.calibration import Calibration, HeldOutGain
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import ExplanationError, ModelError
from tests.factories import make_explanation


class FakeExplainer:
    """Stands in for ``engine.Explainer`` behind the workflow; records what it was asked."""

    device = "cpu"

    def __init__(self, spec: str) -> None:
        self.identity = ModelIdentity(spec, "tiny ViT", "memory", _weights_of(spec), (("w", "3" * 64),), 1000)
        self.requests: list[tuple[str, ExplanationRequest]] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.broken_names: set[str] = set()
        self.probed: list[int] = []
        self.gain = HeldOutGain(0.10, 0.14, 0.04, 0.01, 0.07, 0)
        self.calibration: Calibration | None = None
        self._image: SourceImage | None = None

    def set_image(self, image: SourceImage) -> None:
        """Choose the image."""
        self._image = image

    def explain_request(
        self,
        request: ExplanationRequest,
        *,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Explain it, in steps of a hundredth of a second while the gate is shut."""
        assert self._image is not None
        self.threads.add(threading.get_ident())
        name = self._image.identity.name
        self.requests.append((name, request))
        progress(ProgressReport(0, 1, "thinking"))
        while not self.gate.wait(0.01):
            if cancel is not None:
                cancel.raise_if_cancelled()
        if cancel is not None:
            cancel.raise_if_cancelled()
        if name in self.broken_names:
            raise ExplanationError(f"cannot explain {name!r}", found="a broken test", action="mend it")
        made = make_explanation(self._image.identity, prompts=request.prompts, seed=len(name))
        return replace(made, request=request, provenance=replace(made.provenance, model=self.identity))

    def probe(self, prompts: Sequence[str], patches: np.ndarray, view: str = "model") -> FakeProbe:
        """Each removed patch costs the score of every prompt a thousandth; the rest of the score stays."""
        self.threads.add(threading.get_ident())
        self.probed.append(int(patches.sum()))
        whole = np.array([0.3 - 0.1 * index for index in range(len(prompts))], np.float32)
        lost = np.float32(0.001 * patches.sum())
        return FakeProbe(whole, whole - lost, whole - np.float32(0.001 * (~patches).sum()))

    def probe_interactions(
        self, prompts: Sequence[str], pairs: Sequence[tuple[np.ndarray, np.ndarray]], view: str = "model"
    ) -> np.ndarray:
        """For the first prompt pairs need one another, for the others they replace one another."""
        self.probed += [int((first | second).sum()) for first, second in pairs]
        signs = np.array([1.0 if index == 0 else -1.0 for index in range(len(prompts))], np.float32)
        sizes = np.array([(first | second).sum() for first, second in pairs], np.float32)
        return np.asarray(0.001 * sizes[:, None] * signs[None, :], dtype=np.float32)

    def calibrate(
        self,
        images: Sequence[SourceImage],
        prompts: Sequence[str],
        *,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Calibration:
        """Weights that gain what ``gain`` says, fitted on every other image; waits at the gate."""
        progress(ProgressReport(0, 1, "fitting"))
        while not self.gate.wait(0.01):
            if cancel is not None:
                cancel.raise_if_cancelled()
        digests = tuple(dict.fromkeys(image.identity.rgb_sha256 for image in images))
        fitted, equal = (0.2, 0.3, 0.5), (1 / 3, 1 / 3, 1 / 3)
        gain = replace(self.gain, image_count=len(digests[1::2]))
        return Calibration(
            self.identity.sha256,
            fitted if gain.proven else equal,
            fitted,
            gain,
            tuple(prompts),
            digests[::2],
            digests[1::2],
            (("epochs", 8),),
            "2026-01-01T00:00:00Z",
        )

    def use_calibration(self, calibration: Calibration) -> None:
        """Remember which one is used."""
        self.calibration = calibration


@dataclass(frozen=True)
class FakeProbe:
    """As ``engine.probes.RegionProbe``; float32, one value per prompt."""

    score: np.ndarray
    score_without: np.ndarray
    score_alone: np.ndarray


class FakeModels:
    """A loader that hands out one :class:`FakeExplainer` under every specification."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.explainer = FakeExplainer("demo")

    def load(self, spec: str, device: str, progress: ProgressListener) -> FakeExplainer:
        """As ``workflow.explain_image.load_explainer``; the model ``missing`` cannot be found."""
        if spec == "missing":
            raise ModelError("no model 'missing'", expected="a known model", action="choose another")
        self.loaded.append(spec)
        self.explainer.identity = replace(self.explainer.identity, spec=spec, sha256=_weights_of(spec))
        return self.explainer


def _weights_of(spec: str) -> str:
    """Another hash for each specification; the demo model's is that of ``make_explanation``."""
    return "2" * 64 if spec == "demo" else sha256_hex(spec.encode())
