"""What may be asked of the engine, and what to say when it cannot be answered."""

from __future__ import annotations

from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.engine.attribution import METHODS
from mmel_desktop.errors import BadInputError, ExplanationError


def check_request(request: ExplanationRequest) -> None:
    """Refuse what has no meaning, before anything is computed.

    Raises:
        BadInputError: an unknown method, no prompt, an empty prompt, or one given twice.
    """
    if request.method not in METHODS:
        raise BadInputError(
            f"unknown method {request.method!r}", expected=", ".join(METHODS), action="choose one of these"
        )
    if not request.prompts:
        raise BadInputError("no prompt was given", expected="at least one text", action="add --prompt TEXT")
    for prompt in request.prompts:
        if not prompt.strip():
            raise BadInputError("a prompt is empty", expected="some words", action="write or remove it")
    repeated = {prompt for prompt in request.prompts if request.prompts.count(prompt) > 1}
    if repeated:
        raise BadInputError(
            "a prompt was given twice", found=repr(min(repeated)), expected="different prompts"
        )


def too_large(request: ExplanationRequest) -> ExplanationError:
    """The error to raise when the machine's own memory is not enough."""
    return ExplanationError(
        "there is not enough memory to explain this image",
        found=f"{len(request.prompts)} prompt(s), method {request.method!r}, view {request.view!r}",
        expected="an explanation that fits this machine's memory",
        action="close other programs, give fewer prompts, or use --view model and --method direct",
    )
