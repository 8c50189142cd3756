"""The facade: load a model, set an image once, explain many prompts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from mmel_desktop.core.calibration import Calibration
from mmel_desktop.core.explanation import Explanation, ExplanationRequest, Parameter
from mmel_desktop.core.identity import ModelIdentity, utc_now
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.engine.calibration import CalibrationSettings, fit_layer_weights
from mmel_desktop.engine.calibration_cases import gather_cases
from mmel_desktop.engine.calibration_files import find_calibration
from mmel_desktop.engine.current_image import AnyImage, CurrentImage, identify_image
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.explaining import make_explanation
from mmel_desktop.engine.image_tower import ImageTower
from mmel_desktop.engine.memory_fallback import is_out_of_memory
from mmel_desktop.engine.model_loading import LoadedModel, load_model
from mmel_desktop.engine.probes import RegionProbe, probe_interaction, probe_region
from mmel_desktop.engine.request_rules import check_request, too_large
from mmel_desktop.engine.run_conditions import recorded_versions
from mmel_desktop.engine.text_tower import TextTower
from mmel_desktop.errors import BadInputError

Found = TypeVar("Found")


class Explainer:
    """Explains what in an image a vision-language model relied on.

    Not thread-safe: one thread owns an explainer.

    Args:
        loaded: model, tokenizer and identity from :func:`mmel_desktop.engine.model_loading.load_model`.
        calibration: of this model; all blocks weigh alike when None.

    Raises:
        UnsupportedModelError: the model's image tower cannot be explained.
    """

    def __init__(self, loaded: LoadedModel, calibration: Calibration | None = None) -> None:
        self._model = ExplainedModel(loaded)
        self._image: CurrentImage | None = None
        if calibration is not None:
            self.use_calibration(calibration)

    @classmethod
    def load(
        cls,
        spec: str = "demo",
        device: str = "auto",
        progress: ProgressListener = ignore_progress,
        *,
        dtype: str = "float32",
    ) -> Explainer:
        """Load a model by its specification.

        Args:
            spec: ``demo``, ``NAME/PRETRAINED``, ``local-dir:PATH``, ``hf-hub:ORG/NAME`` or ``random:NAME``.
            device: ``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``.
            progress: told when loading starts and ends.
            dtype: arithmetic of the image tower: ``float32`` (the reference), ``bfloat16`` or ``float16``.

        Raises:
            ModelError: see :func:`mmel_desktop.engine.model_loading.load_model`.
            BadInputError: no such device or arithmetic.
        """
        progress(ProgressReport(0, 1, f"loading model {spec}"))
        loaded = load_model(spec, device, dtype=dtype)
        explainer = cls(loaded, find_calibration(loaded.identity.sha256))
        progress(ProgressReport(1, 1, f"model {spec} is ready"))
        return explainer

    def __repr__(self) -> str:
        """What a notebook shows: model, device and the image that is set."""
        image = repr(self._image.identity.name) if self._image is not None else "no image set"
        return (
            f"<Explainer of {self.identity.spec!r} ({self.identity.architecture}) on {self.device}: {image}>"
        )

    @property
    def identity(self) -> ModelIdentity:
        """What the record says about the model."""
        return self._model.identity

    @property
    def device(self) -> str:
        """Where it computes, for a person to read."""
        return self._model.device

    @property
    def tower(self) -> ImageTower:
        """The model's image tower."""
        return self._model.tower

    @property
    def text_tower(self) -> TextTower:
        """The model's text tower."""
        return self._model.text_tower

    def use_calibration(self, calibration: Calibration) -> None:
        """Weigh the blocks as a calibration says, from now on.

        Raises:
            BadInputError: it is of another model.
        """
        self._model.use_calibration(calibration)

    def calibrate(
        self,
        images: Sequence[AnyImage],
        prompts: Sequence[str],
        *,
        settings: CalibrationSettings | None = None,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Calibration:
        """Fit layer weights to images and prompts, without labels; does not use them yet.

        Args:
            images: as for :meth:`set_image`; repeated ones count once.
            prompts: texts the images are about; each image is fitted to the one that scores best on it.
            settings: numbers of the fit.
            progress: told what is being done.
            cancel: checked between steps.

        Raises:
            BadInputError: fewer than eight different images, or bad prompts.
            OperationCancelled: stopped; nothing is kept.
        """
        stop = cancel or CancelToken()
        request = ExplanationRequest(tuple(prompts))
        check_request(request)

        def fit() -> Calibration:
            return fit_layer_weights(
                self.tower,
                gather_cases(self._model, images, request.prompts, progress, stop),
                model_sha256=self.identity.sha256,
                prompts=request.prompts,
                created_utc=utc_now(),
                versions=recorded_versions(),
                settings=settings,
                progress=progress,
                cancel=stop,
            )

        return self._where_it_fits(self._image, fit, progress)

    def set_image(self, image: AnyImage) -> None:
        """Choose the image that later calls explain; what happens to it afterwards changes nothing.

        Args:
            image: a path, a decoded :class:`SourceImage`, a Pillow image, or uint8 (H, W, 3) RGB.

        Raises:
            ImageInputError: the file cannot be decoded.
            BadInputError: an array of another shape or dtype, or no image at all.
        """
        chosen = identify_image(image)
        if self._image is None or self._image.identity != chosen.identity:
            self._image = chosen

    def explain(
        self,
        prompts: str | Sequence[str],
        *,
        method: str = "mmel",
        view: str = "model",
        seed: int = 0,
        run_checks: bool = True,
        parameters: dict[str, Parameter] | None = None,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Explain prompts on the image that is set.

        Args:
            prompts: one text, or several; none empty, none twice.
            method: ``mmel``, ``mmel-refined``, ``direct``, ``full`` or ``grad_eclip``.
            view: ``model`` (the model's own preprocessing), ``whole`` (nothing cropped) or ``tiles``.
            seed: of everything random.
            run_checks: also run the trust checks (costs several forward passes).
            parameters: overrides of the method's parameters.
            progress: told what is being done.
            cancel: checked between steps.

        Raises:
            BadInputError: no image set, or a bad prompt, method, view or parameter.
            OperationCancelled: cancelled between two steps.
        """
        request = ExplanationRequest(
            _texts(prompts), method, view, seed, run_checks, tuple(sorted((parameters or {}).items()))
        )
        return self.explain_request(request, progress=progress, cancel=cancel)

    def explain_request(
        self,
        request: ExplanationRequest,
        *,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Like :meth:`explain`, for a frozen request.

        When a GPU's memory runs out, everything moves to the CPU and begins again; the record says so.

        Raises:
            ExplanationError: the machine's own memory is not enough.
        """
        cancel = cancel or CancelToken()
        image = self._checked_image()
        self.tower.fallbacks.clear()
        try:
            return self._where_it_fits(
                image, lambda: make_explanation(self._model, image, request, progress, cancel), progress
            )
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            raise too_large(request, image.identity) from error

    def probe(self, prompts: str | Sequence[str], patches: np.ndarray, view: str = "model") -> RegionProbe:
        """Remove a set of patches from the image that is set, and keep it alone.

        Args:
            prompts: one text, or several.
            patches: bool (rows, columns).
            view: as for :meth:`explain`.
        """
        image = self._checked_image()

        def probe() -> RegionProbe:
            seen = image.seen_by(self._model, view)
            text = self._model.read_prompts(_texts(prompts)).embeddings
            return probe_region(seen.tower, seen.record, text, patches)

        return self._where_it_fits(image, probe)

    def probe_interactions(
        self,
        prompts: str | Sequence[str],
        pairs: Sequence[tuple[np.ndarray, np.ndarray]],
        view: str = "model",
    ) -> np.ndarray:
        """Measure how much the two sets of patches of each pair need one another.

        Args:
            prompts: one text, or several.
            pairs: bool (rows, columns) each; the two sets of a pair do not overlap.
            view: as for :meth:`explain`.

        Returns:
            float32 (pairs, prompts), see :func:`mmel_desktop.engine.probes.probe_interaction`.
        """
        image = self._checked_image()

        def probe() -> np.ndarray:
            seen = image.seen_by(self._model, view)
            text = self._model.read_prompts(_texts(prompts)).embeddings
            return probe_interaction(seen.tower, seen.record, text, pairs)

        return self._where_it_fits(image, probe)

    def _where_it_fits(
        self,
        image: CurrentImage | None,
        work: Callable[[], Found],
        progress: ProgressListener = ignore_progress,
    ) -> Found:
        """Do the work; when a GPU's memory runs out, move everything to the CPU and begin again."""
        try:
            return work()
        except Exception as error:
            if self._model.on_cpu or not is_out_of_memory(error):
                raise
        # Out here the traceback is gone, and with it its hold on what lies on the device.
        if image is not None:
            image.forget()
        self._model.move_to_cpu()
        progress(ProgressReport(0, 1, "memory ran out on the device; beginning again on the CPU"))
        return work()

    def _checked_image(self) -> CurrentImage:
        if self._image is None:
            raise BadInputError("no image is set", action="call set_image first")
        return self._image


def _texts(prompts: str | Sequence[str]) -> tuple[str, ...]:
    """A single text is one prompt, not one per letter."""
    return (prompts,) if isinstance(prompts, str) else tuple(prompts)
