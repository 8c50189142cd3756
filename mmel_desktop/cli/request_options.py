"""Options that several commands share, and checks of their values: what to explain, with which model, how."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.errors import BadInputError

MODEL_SPECS = (
    "demo, NAME/PRETRAINED from open_clip's registry (ViT-B-16/openai), local-dir:PATH, hf-hub:ORG/NAME or "
    "random:NAME (random weights, for speed figures and tests)"
)

# Said again here, because the engine brings torch and `--help` must not wait for it; a test compares them.
METHODS = ("mmel", "mmel-refined", "direct", "full", "grad_eclip")
DTYPES = ("float32", "bfloat16", "float16")
VIEWS = ("model", "whole", "tiles")


def given_path(text: str) -> Path:
    """A path read from the command line.

    Raises:
        argparse.ArgumentTypeError: it is empty, as an unset variable of a script leaves it, which pathlib
            would take for the current folder.
    """
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def add_model_option(parser: argparse.ArgumentParser) -> None:
    """``--model SPEC``."""
    parser.add_argument(
        "--model", metavar="SPEC", default="demo", help=f"{MODEL_SPECS}; default: the bundled demo model"
    )


def add_device_option(parser: argparse.ArgumentParser) -> None:
    """``--device``."""
    parser.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda", "mps"),
        default="auto",
        help="where to compute (default: auto)",
    )


def add_dtype_option(parser: argparse.ArgumentParser) -> None:
    """``--dtype``."""
    parser.add_argument(
        "--dtype",
        choices=DTYPES,
        default=DTYPES[0],
        help="arithmetic of the image tower; float32 is the reference (default: float32)",
    )


def add_prompt_option(parser: argparse.ArgumentParser, explanation: str) -> None:
    """``--prompt TEXT``, which may be repeated."""
    parser.add_argument(
        "--prompt", action="append", required=True, metavar="TEXT", dest="prompts", help=explanation
    )


def add_request_options(parser: argparse.ArgumentParser) -> None:
    """``--prompt`` (repeatable), ``--method`` and ``--view``."""
    add_prompt_option(parser, "a text to compare with the image; repeat for more")
    parser.add_argument(
        "--method",
        choices=METHODS,
        default="mmel",
        help="how the evidence is found: by this project's own method (mmel), corrected by asking the model "
        "again about regions (mmel-refined), or in a plain way to compare with: contributions along the "
        "class token's path (direct) or through all paths (full), or Grad-ECLIP (grad_eclip); default: mmel",
    )
    parser.add_argument(
        "--view",
        choices=VIEWS,
        default="model",
        help="what the model is shown: its own preprocessing (model), the whole image at its own aspect "
        "(whole), or overlapping windows of a large image (tiles); default: model",
    )


def request_from(arguments: argparse.Namespace) -> ExplanationRequest:
    """The request the shared options describe.

    Raises:
        BadInputError: a prompt is empty or given twice.
    """
    prompts = checked_prompts(arguments.prompts)
    return ExplanationRequest(prompts=prompts, method=arguments.method, view=arguments.view)


def checked_prompts(given: Sequence[str]) -> tuple[str, ...]:
    """The prompts as they were given.

    Raises:
        BadInputError: one is empty or given twice.
    """
    prompts = tuple(given)
    for prompt in prompts:
        if not prompt.strip():
            raise BadInputError(
                "a prompt is empty",
                found=repr(prompt),
                expected="a text such as 'a red car'",
                action="give --prompt a text",
            )
    repeated = next((prompt for prompt in prompts if prompts.count(prompt) > 1), None)
    if repeated is not None:
        raise BadInputError(
            f"prompt {repeated!r} is given twice",
            expected="different prompts: softmax compares them with one another",
            action="leave one out",
        )
    return prompts


def check_suffix(path: Path, suffix: str, option: str) -> None:
    """Refuse a path that does not end in ``suffix``, so that no slip writes a session over an image.

    Raises:
        BadInputError: it ends in something else.
    """
    if path.suffix.lower() != suffix:
        raise BadInputError(
            f"{option} names no {suffix} file",
            found=repr(path.name),
            expected=f"a name ending in {suffix}",
            action=f"give {option} such a name",
        )
