"""``mmel-desktop benchmark quality``: MMEL beside every rival, on scenes whose truth is known."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.measured_output import (
    add_json_file_option,
    add_scene_options,
    check_writable,
    positive,
    print_table,
    write_figures,
)
from mmel_desktop.cli.request_options import add_device_option, add_model_option, given_path
from mmel_desktop.cli.terminal import Terminal

SPLITS = ("held-out", "model card", "training")
"""``benchmark.cases.SPLITS``, said again because that module loads torch; a test compares them."""


def add_quality_kind(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe this kind of ``benchmark``."""
    parser = kinds.add_parser(
        "quality",
        help="MMEL beside every rival, on scenes whose truth is known",
        description=(
            "Draw scenes with known object masks, explain them with every method and measure where the "
            "evidence lies and what happens to the score without it. Averages with paired bootstrap 95 % "
            "intervals."
        ),
        allow_abbrev=False,
    )
    add_model_option(parser)
    add_scene_options(parser, count=200)
    parser.add_argument(
        "--split",
        choices=SPLITS,
        default=SPLITS[0],
        help="which scenes: those that nothing else ever looks at (held-out), those of the demo model's card "
        "(model card) or those it was trained on (training); default: held-out",
    )
    parser.add_argument(
        "--processes",
        type=positive,
        metavar="N",
        help="processes that share the work (default: one per core)",
    )
    parser.add_argument("--plot", type=given_path, metavar="FILE.png", help="also draw the table")
    parser.add_argument(
        "--markdown", type=given_path, metavar="FILE.md", help="also write the table for a document"
    )
    add_device_option(parser)
    add_json_file_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Run the whole harness once."""
    check_writable(arguments.json, arguments.plot, arguments.markdown)
    from mmel_desktop.benchmark.quality import measure_quality
    from mmel_desktop.benchmark.quality_markdown import format_markdown
    from mmel_desktop.benchmark.quality_plot import draw_plot
    from mmel_desktop.benchmark.quality_report import format_quality, quality_as_json

    with terminal.progress() as listener:
        result = measure_quality(
            arguments.model,
            image_count=arguments.images,
            seed=arguments.seed,
            split=arguments.split,
            device=arguments.device,
            processes=arguments.processes,
            progress=listener,
            cancel=terminal.cancel,
        )
    print_table(format_quality(result), arguments.json, terminal)
    if arguments.plot:
        draw_plot(result).save(arguments.plot, format="PNG")
        terminal.note(f"plot: {arguments.plot}")
    if arguments.markdown:
        arguments.markdown.write_text(format_markdown(result) + "\n", encoding="utf-8")
    write_figures(quality_as_json(result), arguments.json, terminal)
    return ExitCode.DONE
