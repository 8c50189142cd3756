"""``mmel-desktop benchmark trust``: how often the trust checks are right, and how often wrong."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.measured_output import (
    add_json_file_option,
    add_scene_options,
    check_writable,
    print_table,
    write_figures,
)
from mmel_desktop.cli.request_options import add_device_option, add_model_option
from mmel_desktop.cli.terminal import Terminal


def add_trust_kind(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe this kind of ``benchmark``."""
    parser = kinds.add_parser(
        "trust",
        help="false alarms and misses of the trust checks, on scenes whose truth is known",
        description=(
            "Run every trust check on explanations that deserve trust and on spoilt ones (random weights, "
            "scrambled maps, absent objects, ...). Rates with bootstrap 95 % intervals, the area under the "
            "curve, and the limit that would give 5 % false alarms beside the one that is used."
        ),
        allow_abbrev=False,
    )
    add_model_option(parser)
    add_scene_options(parser, count=60)
    add_device_option(parser)
    add_json_file_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure once."""
    check_writable(arguments.json)
    from mmel_desktop.benchmark.trust import measure_trust
    from mmel_desktop.benchmark.trust_figures import format_trust, trust_as_json

    with terminal.progress() as listener:
        result = measure_trust(
            arguments.model,
            image_count=arguments.images,
            seed=arguments.seed,
            device=arguments.device,
            progress=listener,
            cancel=terminal.cancel,
        )
    print_table(format_trust(result), arguments.json, terminal)
    write_figures(trust_as_json(result), arguments.json, terminal)
    return ExitCode.DONE
