"""What may be asked of the engine, and what to say when it cannot be answered."""

from __future__ import annotations

from collections import Counter

import torch

from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.engine.attribution import METHODS
from mmel_desktop.engine.image_tower import TowerRecord
from mmel_desktop.errors import BadInputError, ExplanationError


def check_request(request: ExplanationRequest) -> None:
    """Refuse what has no meaning, before anything is computed.

    Raises:
        BadInputError: an unknown method, no prompt, one that is empty or no text, or one given twice.
    """
    if request.method not in METHODS:
        raise BadInputError(
            f"unknown method {request.method!r}", expected=", ".join(METHODS), action="choose one of these"
        )
    if not request.prompts:
        raise BadInputError("no prompt was given", expected="at least one text", action="add --prompt TEXT")
    for prompt in request.prompts:
        if not isinstance(prompt, str):
            raise BadInputError(
                "a prompt is no text", found=repr(prompt), expected="some words", action="write or remove it"
            )
        if not prompt.strip():
            raise BadInputError("a prompt is empty", expected="some words", action="write or remove it")
    repeated = [prompt for prompt, times in Counter(request.prompts).items() if times > 1]
    if repeated:
        raise BadInputError(
            "a prompt was given twice",
            found=repr(min(repeated)),
            expected="different prompts",
            action="leave one out",
        )


def check_shape(image: ImageIdentity) -> None:
    """Refuse an image so elongated that resizing would leave nothing of one side.

    Raises:
        BadInputError: one side is more than 100 times the other.
    """
    if max(image.width_px, image.height_px) > 100 * min(image.width_px, image.height_px):
        raise BadInputError(
            f"image {image.name!r} is too elongated to be explained",
            found=f"{image.width_px} × {image.height_px} pixels",
            expected="sides that differ by less than a factor of 100",
            action="crop it first",
        )


def check_finite(record: TowerRecord, arithmetic: torch.dtype, image: ImageIdentity) -> None:
    """Refuse what has no score: half precision overflows on some images of some models.

    Args:
        record: the image, seen once.
        arithmetic: of the image tower.
        image: for the error.

    Raises:
        ExplanationError: the image's embedding holds NaN or infinity.
    """
    if not record.embedding.isfinite().all():
        raise ExplanationError(
            f"the model has no finite answer to image {image.name!r}",
            found=f"NaN or infinity in {str(arithmetic).removeprefix('torch.')}",
            expected="finite numbers",
            action="use --dtype float32 or bfloat16, or another model",
        )


def too_large(request: ExplanationRequest, image: ImageIdentity) -> ExplanationError:
    """The error to raise when the machine's own memory is not enough."""
    return ExplanationError(
        f"not enough memory to explain {image.name!r}",
        found=f"{len(request.prompts)} prompt(s), method {request.method!r}, view {request.view!r}",
        expected="an explanation that fits this machine's memory",
        action="close other programs, give fewer prompts, or use --view model and --method direct",
    )
