"""``mmel-desktop benchmark``: what an explanation costs and what it is worth, measured on this machine."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.quality_benchmark import add_quality_kind
from mmel_desktop.cli.record_benchmark import add_record_kind
from mmel_desktop.cli.speed_benchmark import add_speed_kind
from mmel_desktop.cli.trust_benchmark import add_trust_kind
from mmel_desktop.cli.workbench_benchmark import add_workbench_kind


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command; each kind of measurement describes its own part."""
    parser = commands.add_parser(
        "benchmark",
        help="measure quality, speed, the workbench, the record or the trust checks",
        description="Measure on this machine; tables on the terminal, --json for a machine.",
        allow_abbrev=False,
    )
    kinds = parser.add_subparsers(dest="kind", metavar="quality|trust|speed|workbench|record", required=True)
    for add_kind in (add_quality_kind, add_trust_kind, add_speed_kind, add_workbench_kind, add_record_kind):
        add_kind(kinds)
