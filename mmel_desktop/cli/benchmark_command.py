"""``mmel-desktop benchmark``: what an explanation costs and what it is worth, measured on this machine."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.record_benchmark import add_record_kind
from mmel_desktop.cli.request_options import MODEL_HELP, add_device_option, add_model_option
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.cli.trust_benchmark import add_trust_kind
from mmel_desktop.cli.workbench_command import display_available
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError

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
    add_record_kind(kinds, _positive)
    add_trust_kind(kinds, _positive)


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
    parser.add_argument("--repetitions", type=_positive, default=7, metavar="N", help="default: 7")
    parser.add_argument(
        "--threads", type=_positive, metavar="N", help="torch threads (default: torch's own choice)"
    )
    add_device_option(parser)
    _add_json(parser)
    parser.set_defaults(run=run_speed)


def _add_quality(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser(
        "quality",
        help="MMEL beside every rival, on scenes whose truth is known",
        description=(
            "Draw scenes with known object masks, explain them with every method and measure where the "
            "evidence lies and what happens to the score without it. Averages with paired bootstrap 95 %% "
            "intervals."
        ),
        allow_abbrev=False,
    )
    add_model_option(parser)
    parser.add_argument("--images", type=_positive, default=200, metavar="N", help="scenes (default: 200)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the scenes (default: 0)")
    parser.add_argument(
        "--split",
        choices=QUALITY_SPLITS,
        default=QUALITY_SPLITS[0],
        help=f"where the scenes come from (default: {QUALITY_SPLITS[0]}, which nothing else ever looks at)",
    )
    parser.add_argument(
        "--processes", type=_positive, metavar="N", help="that share the work (default: one per core)"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="also draw the table")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE.md", help="also write the table for a document"
    )
    add_device_option(parser)
    _add_json(parser)
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
        type=_positive,
        default=400,
        metavar="N",
        help="batch for the memory figure (default: 400)",
    )
    _add_json(parser)
    parser.set_defaults(run=run_workbench)


def run_speed(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure each model in turn."""
    _check_writable(arguments.json)
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
        if arguments.json != Path("-"):
            terminal.result(format_table(results[-1]))
    _write_json(arguments.json, [speed_as_json(result) for result in results], terminal)
    return ExitCode.DONE


def run_quality(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Run the whole harness once."""
    _check_writable(arguments.json, arguments.plot, arguments.markdown)
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
    if arguments.json != Path("-"):
        terminal.result(format_report(result))
    if arguments.plot:
        draw_plot(result).save(arguments.plot)
        terminal.note(f"plot: {arguments.plot}")
    if arguments.markdown:
        arguments.markdown.write_text(format_markdown(result) + "\n", encoding="utf-8")
    _write_json(arguments.json, quality_as_json(result), terminal)
    return ExitCode.DONE


def run_workbench(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure the window itself; exit code 3 when a figure misses its limit."""
    _check_writable(arguments.json)
    if not display_available():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from mmel_desktop.app import Workbench
    from mmel_desktop.ui.measuring.figure import figures_as_json, format_figures
    from mmel_desktop.ui.measuring.workbench_figures import measure_workbench

    with terminal.progress() as listener:
        figures = measure_workbench(Workbench, soak_images=arguments.soak_images, progress=listener)
    if arguments.json != Path("-"):
        terminal.result(format_figures(figures))
    _write_json(arguments.json, figures_as_json(figures), terminal)
    return ExitCode.DONE if all(figure.holds is not False for figure in figures) else ExitCode.NOT_PASSED


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="also write the figures as JSON; - prints only them"
    )


def _write_json(path: Path | None, value: Any, terminal: Terminal) -> None:
    if path == Path("-"):
        terminal.result_json(value)
    elif path is not None:
        text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
        path.write_text(text + "\n", encoding="utf-8")


def _check_writable(*paths: Path | None) -> None:
    """Refuse before the measuring begins, not after ten minutes.

    Raises:
        BadInputError: a file cannot be written.
    """
    for path in paths:
        if path is None or path == Path("-"):
            continue
        try:
            path.open("ab").close()
        except OSError as error:
            raise BadInputError(
                f"cannot write {printable_name(str(path))!r}",
                found=error.strerror or type(error).__name__,
                expected="a place that can be written",
                action="choose another file",
            ) from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)
