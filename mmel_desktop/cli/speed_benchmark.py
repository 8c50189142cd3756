"""``mmel-desktop benchmark speed``: what explanations cost, as multiples of a plain forward pass."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.measured_output import (
    add_json_file_option,
    check_writable,
    positive,
    print_table,
    write_figures,
)
from mmel_desktop.cli.request_options import MODEL_SPECS, add_device_option
from mmel_desktop.cli.terminal import Terminal

MODELS = ("random:ViT-B-16", "random:ViT-B-32", "demo")


def add_speed_kind(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe this kind of ``benchmark``."""
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
        help=f"{MODEL_SPECS}; repeat for more; default: {', '.join(MODELS)}",
    )
    parser.add_argument(
        "--repetitions", type=positive, default=7, metavar="N", help="measured rounds (default: 7)"
    )
    parser.add_argument(
        "--threads", type=positive, metavar="N", help="torch threads (default: torch's own choice)"
    )
    add_device_option(parser)
    add_json_file_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure each model in turn."""
    check_writable(arguments.json)
    from mmel_desktop.benchmark.speed import measure_speed
    from mmel_desktop.benchmark.speed_figures import format_speed, speed_as_json

    results = []
    for spec in arguments.models or MODELS:
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
        print_table(format_speed(results[-1]), arguments.json, terminal)
    write_figures([speed_as_json(result) for result in results], arguments.json, terminal)
    return ExitCode.DONE
