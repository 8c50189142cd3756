"""``mmel-desktop benchmark``: what an explanation costs and what it is worth, measured on this machine."""

from __future__ import annotations

import argparse
import os

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.measured_output import (
    STANDARD_OUTPUT,
    add_json_file_option,
    check_writable,
    positive,
    write_figures,
)
from mmel_desktop.cli.record_benchmark import add_record_kind
from mmel_desktop.cli.request_options import MODEL_HELP, add_device_option, add_model_option, given_path
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.cli.trust_benchmark import add_trust_kind
from mmel_desktop.cli.workbench_command import display_available

SPEED_MODELS = ("random:ViT-B-16", "random:ViT-B-32", "demo")
QUALITY_SPLITS = ("held-out", "model card", "training")
"""``benchmark.cases.SPLITS``, said again because that module loads torch."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "benchmark",
        help="measure quality, speed, the workbench, the record or the trust checks",
        description="Measure on this machine; tables on the terminal, --json for a machine.",
        allow_abbrev=False,
    )
    kinds = parser.add_subparsers(dest="kind", metavar="quality|speed|workbench|record|trust", required=True)
    _add_speed(kinds)
    _add_quality(kinds)
    _add_workbench(kinds)
    add_record_kind(kinds)
    add_trust_kind(kinds)


def _add_speed(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser(
        "speed",
        help="cost of explanations as multiples of one plain image forward",
        description=(
            "Cost of explaining 1, 16 and 100 prompts over all blocks (maps, regions, graph), and of one "
            "further prompt on an image already set, as multiples of one plain image forward of the same "
            "model in the same run; memory and throughput likewise. Figures are medians of interleaved "
            "repetitions, each beside its limit."
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--model",
        action="append",
        metavar="SPEC",
        dest="models",
        help=f"repeat for more (default: {', '.join(SPEED_MODELS)}). {MODEL_HELP}",
    )
    parser.add_argument("--repetitions", type=positive, default=7, metavar="N", help="default: 7")
    parser.add_argument(
        "--threads", type=positive, metavar="N", help="torch threads (default: torch's own choice)"
    )
    add_device_option(parser)
    add_json_file_option(parser)
    parser.set_defaults(run=run_speed)


def _add_quality(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    parser.add_argument("--images", type=positive, default=200, metavar="N", help="scenes (default: 200)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the scenes (default: 0)")
    parser.add_argument(
        "--split",
        choices=QUALITY_SPLITS,
        default=QUALITY_SPLITS[0],
        help=f"where the scenes come from (default: {QUALITY_SPLITS[0]}, which nothing else ever looks at)",
    )
    parser.add_argument(
        "--processes", type=positive, metavar="N", help="that share the work (default: one per core)"
    )
    parser.add_argument("--plot", type=given_path, metavar="FILE.png", help="also draw the table")
    parser.add_argument(
        "--markdown", type=given_path, metavar="FILE.md", help="also write the table for a document"
    )
    add_device_option(parser)
    add_json_file_option(parser)
    parser.set_defaults(run=run_quality)


def _add_workbench(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser(
        "workbench",
        help="how fast the workbench starts, draws and scrolls, beside its limits",
        description=(
            "Open the workbench with made-up cases and measure start, image switch, slider, panning, the "
            "main thread's longest silence during a job, a gallery of 10,000 images and the memory of a "
            "long batch. Without a display it draws offscreen."
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--soak-images",
        type=positive,
        default=400,
        metavar="N",
        help="batch for the memory figure (default: 400)",
    )
    add_json_file_option(parser)
    parser.set_defaults(run=run_workbench)


def run_speed(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure each model in turn."""
    check_writable(arguments.json)
    from mmel_desktop.benchmark.speed import measure_speed
    from mmel_desktop.benchmark.speed_figures import format_table, speed_as_json

    results = []
    for spec in arguments.models or SPEED_MODELS:
        with terminal.progress() as listener:
            results.append(
                measure_speed(
                    spec,
                    device=arguments.device,
                    repetitions=arguments.repetitions,
                    threads=arguments.threads,
                    progress=listener,
                    cancel=terminal.cancel,
                )
            )
        if arguments.json != STANDARD_OUTPUT:
            terminal.result(format_table(results[-1]))
    write_figures([speed_as_json(result) for result in results], arguments.json, terminal)
    return ExitCode.DONE


def run_quality(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Run the whole harness once."""
    check_writable(arguments.json, arguments.plot, arguments.markdown)
    from mmel_desktop.benchmark.quality import measure_quality
    from mmel_desktop.benchmark.quality_markdown import format_markdown
    from mmel_desktop.benchmark.quality_report import draw_plot, format_report, quality_as_json

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
    if arguments.json != STANDARD_OUTPUT:
        terminal.result(format_report(result))
    if arguments.plot:
        draw_plot(result).save(arguments.plot, format="PNG")
        terminal.note(f"plot: {arguments.plot}")
    if arguments.markdown:
        arguments.markdown.write_text(format_markdown(result) + "\n", encoding="utf-8")
    write_figures(quality_as_json(result), arguments.json, terminal)
    return ExitCode.DONE


def run_workbench(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure the window itself; exit code 3 when a figure misses its limit."""
    check_writable(arguments.json)
    if not display_available():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from mmel_desktop.app import Workbench
    from mmel_desktop.ui.measuring.figure import figures_as_json, format_figures
    from mmel_desktop.ui.measuring.workbench_figures import measure_workbench

    with terminal.progress() as listener:
        figures = measure_workbench(Workbench, soak_images=arguments.soak_images, progress=listener)
    if arguments.json != STANDARD_OUTPUT:
        terminal.result(format_figures(figures))
    write_figures(figures_as_json(figures), arguments.json, terminal)
    return ExitCode.DONE if all(figure.holds is not False for figure in figures) else ExitCode.NOT_PASSED
