"""``mmel-desktop calibrate``: learn a model's layer weights from images and prompts, without labels."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import (
    add_device_option,
    add_dtype_option,
    add_model_option,
    add_prompt_option,
    checked_prompts,
    given_path,
)
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.calibration import Calibration
from mmel_desktop.core.source_image import find_image_files

BAR_WIDTH = 40


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "calibrate",
        help="learn how much each block of a model counts",
        description="Fit the layer weights on half of the images and judge them on the other half. Weights "
        "without a proven gain there are not used: explanations then weigh all blocks alike.",
        allow_abbrev=False,
    )
    add_model_option(parser)
    add_device_option(parser)
    add_dtype_option(parser)
    parser.add_argument(
        "--images", nargs="+", type=given_path, required=True, metavar="PATH", help="image files or folders"
    )
    add_prompt_option(parser, "a text the images are about; repeat for more")
    parser.add_argument(
        "--save", action="store_true", help="use the outcome for this model from the next start on"
    )
    parser.add_argument("--json", action="store_true", help="print the calibration as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Calibrate and say what was gained."""
    from mmel_desktop.workflow.calibrate_model import calibrate_model
    from mmel_desktop.workflow.explain_image import load_explainer

    prompts = checked_prompts(arguments.prompts)
    files, errors = find_image_files(arguments.images)
    terminal.report_errors(errors)
    if not files:
        return ExitCode.BAD_INPUT
    with terminal.progress() as listener:
        explainer = load_explainer(arguments.model, arguments.device, listener, dtype=arguments.dtype)
        outcome = calibrate_model(
            explainer,  # type: ignore[arg-type]
            files,
            prompts,
            save=arguments.save,
            progress=listener,
            cancel=terminal.cancel,
        )
    terminal.report_errors(outcome.errors)
    if arguments.json:
        terminal.result_json(outcome.calibration.as_document())
    else:
        print_calibration(outcome.calibration, terminal, saved=outcome.path is not None)
    if outcome.path is not None:
        terminal.note(f"kept in {shown(outcome.path)}")
    return ExitCode.BAD_INPUT if terminal.error_count else ExitCode.DONE


def print_calibration(calibration: Calibration, terminal: Terminal, *, saved: bool) -> None:
    """Say what was gained, the weights, and whether explanations use them from now on.

    Args:
        calibration: the outcome.
        terminal: where.
        saved: whether it was kept for later explanations.
    """
    gain = calibration.gain
    terminal.result(
        f"insertion − deletion on {gain.image_count} held-out images: {gain.uniform:.4f} with equal weights, "
        f"{gain.fitted:.4f} with fitted ones"
    )
    terminal.result(f"gain {gain.gain:+.4f}, 95 % interval {gain.low:+.4f} … {gain.high:+.4f}")
    largest = max(calibration.fitted_weights)
    for number, weight in enumerate(calibration.fitted_weights, 1):
        bar = "█" * round(BAR_WIDTH * weight / largest)
        terminal.result(f"block {number:>2}  {weight:.3f}  {bar}")
    if gain.proven and saved:
        terminal.result("The gain is proven: explanations will use these weights.")
    elif gain.proven:
        terminal.result(
            "The gain is proven, but nothing was kept: explanations use these weights after --save."
        )
    else:
        terminal.result("No gain is proven: explanations keep equal weights.")
