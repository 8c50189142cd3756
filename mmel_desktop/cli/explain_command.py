"""``mmel-desktop explain``: results of single images as files, without a session."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import (
    add_device_option,
    add_dtype_option,
    add_model_option,
    add_request_options,
    given_path,
    request_from,
)
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.source_image import find_image_files, printable_name

if TYPE_CHECKING:
    from mmel_desktop.workflow.explain_files import ExplainedFile


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "explain",
        help="explain images, results as files",
        description="Write explanation.json, maps.npz and one overlay per prompt into a folder of DIR that "
        "has the image file's name.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "images", nargs="+", type=given_path, metavar="IMAGE", help="image files or folders of images"
    )
    add_request_options(parser)
    add_model_option(parser)
    add_device_option(parser)
    add_dtype_option(parser)
    parser.add_argument("--out", type=given_path, required=True, metavar="DIR", help="where the results go")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Explain every image that can be read; each one that cannot gets its line."""
    from mmel_desktop.workflow.explain_files import explain_files
    from mmel_desktop.workflow.explain_image import load_explainer

    request = request_from(arguments)
    files, errors = find_image_files(arguments.images)
    terminal.report_errors(errors)
    if not files:
        return ExitCode.BAD_INPUT
    with terminal.progress() as listener:
        explainer = load_explainer(arguments.model, arguments.device, listener, dtype=arguments.dtype)
        outcome = explain_files(
            explainer, files, request, arguments.out, progress=listener, cancel=terminal.cancel
        )
    terminal.report_errors(outcome.errors)
    if arguments.json:
        terminal.result_json([_as_json(explained) for explained in outcome.explained])
    else:
        for explained in outcome.explained:
            _print_scores(explained, terminal)
    return ExitCode.BAD_INPUT if terminal.error_count else ExitCode.DONE


def _print_scores(explained: ExplainedFile, terminal: Terminal) -> None:
    terminal.result(f"{shown(explained.path)} → {shown(explained.directory)}")
    for prompt, verdict in zip(explained.prompts, explained.worst_verdicts, strict=True):
        text = shown(prompt.text)
        remark = "" if prompt.evidence_found else "  no evidence found"
        if prompt.truncated:
            remark += f"  cut: {prompt.token_count} tokens are more than the model reads"
        terminal.result(f"  {prompt.score:+.3f}  {prompt.softmax:6.1%}  checks: {verdict:<7}  {text}{remark}")


def _as_json(explained: ExplainedFile) -> dict[str, Any]:
    return {
        "image": printable_name(str(explained.path)),
        "directory": printable_name(str(explained.directory)),
        "files": [file.name for file in explained.files],
        "prompts": [
            {
                "text": prompt.text,
                "score": prompt.score,
                "softmax": prompt.softmax,
                "evidence_found": prompt.evidence_found,
                "truncated": prompt.truncated,
                "checks": verdict,
            }
            for prompt, verdict in zip(explained.prompts, explained.worst_verdicts, strict=True)
        ],
    }
