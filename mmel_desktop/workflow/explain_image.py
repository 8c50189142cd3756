"""Explain one image of a session and put the outcome on record, whatever it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.progress import CancelToken, ProgressListener, ignore_progress
from mmel_desktop.core.recorded_image import read_unchanged
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import ExplanationError, MmelError, ModelError, OperationCancelled

if TYPE_CHECKING:  # the engine brings torch, which must not load before the worker needs it
    from mmel_desktop.store.case_store import CaseStore


class ExplainerLike(Protocol):
    """What the use cases need of :class:`mmel_desktop.engine.Explainer`."""

    @property
    def identity(self) -> ModelIdentity:
        """What the record says about the model."""

    @property
    def device(self) -> str:
        """Where it computes."""

    def set_image(self, image: SourceImage) -> None:
        """Choose the image."""

    def explain_request(
        self,
        request: ExplanationRequest,
        *,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Explain it."""


def load_explainer(
    spec: str,
    device: str = "auto",
    progress: ProgressListener = ignore_progress,
    *,
    dtype: str = "float32",
) -> ExplainerLike:
    """Load a model. Imports torch, so call it off the main thread.

    Args:
        spec, device, dtype: see :meth:`mmel_desktop.engine.explainer.Explainer.load`.
        progress: told when loading starts and ends.

    Raises:
        BadInputError: no such device or arithmetic.
        ModelError: unknown, unreachable, damaged or not supported.
    """
    from mmel_desktop.engine import Explainer

    return Explainer.load(spec, device, progress, dtype=dtype)


def refuse_random_weights(model_spec: str, *, known_random: bool = False) -> None:
    """Random weights serve speed figures and tests; a review of them would be worthless.

    Args:
        model_spec: what names the model; a ``random:`` one says it before the model is loaded.
        known_random: what the loaded model says of itself.

    Raises:
        ModelError: the model's weights are random.
    """
    if known_random or model_spec.strip().startswith("random:"):
        raise ModelError(
            f"model {model_spec!r} cannot be reviewed",
            found="random weights",
            expected="a trained model",
            action="choose another model, e.g. --model demo",
        )


def explain_image(
    store: CaseStore,
    explainer: ExplainerLike,
    image_id: str,
    request: ExplanationRequest,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
    for_comparison: bool = False,
) -> tuple[RunRecord, Explanation]:
    """Read the image again, explain it and store the result with its audit entry.

    Failed and cancelled runs are recorded too, then the error goes on to the caller.

    Args:
        store: the session.
        explainer: the loaded model.
        image_id: the image.
        request: what to ask.
        progress: told of each step.
        cancel: checked between steps.
        for_comparison: the run is to be compared with; the image's answer stays what it is.

    Raises:
        ImageInputError: the file vanished, changed since import, or cannot be decoded.
        ExplanationError: the computation failed for a reason the user can act on (out of memory).
        OperationCancelled: cancelled between two steps.
        MmelError: any other known failure.
    """
    record = store.image(image_id)
    record_unfinished = partial(store.add_unfinished_run, image_id, request, for_comparison=for_comparison)
    try:
        refuse_random_weights(explainer.identity.spec, known_random=explainer.identity.random_weights)
        explainer.set_image(read_unchanged(record))
        explanation = explainer.explain_request(request, progress=progress, cancel=cancel)
    except OperationCancelled:
        record_unfinished("cancelled", "stopped at the user's request")
        raise
    except MmelError as error:
        record_unfinished("failed", str(error))
        raise
    except MemoryError as error:
        known = ExplanationError(
            f"not enough memory to explain {record.identity.name!r}",
            action="close other programs, use fewer prompts or a smaller model",
        )
        record_unfinished("failed", str(known))
        raise known from error
    except Exception as error:
        record_unfinished("failed", f"{type(error).__name__}: {error}")
        raise
    return store.add_explanation(image_id, explanation, for_comparison=for_comparison), explanation
