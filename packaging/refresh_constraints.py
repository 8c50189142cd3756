#!/usr/bin/env python3
"""Write `packaging/constraints.txt` from what a virtual environment holds.

    python3 packaging/refresh_constraints.py .venv

Install the new versions into the environment and run the whole test suite there first. Only names and
versions are written: no addresses, no local builds. Pins of packages that another system does not need do no
harm there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from launch_environment import Environment

CONSTRAINTS = Path(__file__).resolve().parent / "constraints.txt"
HEADER = """\
# Exact versions of everything that is installed, as tested together.
# Written by packaging/refresh_constraints.py; do not edit by hand.
"""
# Installers are no dependencies, and the project itself is installed from the checkout.
LEFT_OUT = frozenset({"pip", "wheel", "mmel-desktop"})


def constraint_lines(installed: Iterable[Mapping[str, str]]) -> list[str]:
    """One `name==version` per distribution, sorted by name.

    Args:
        installed: rows of `pip list --format json`, each with "name" and "version".
    """
    lines = []
    for row in installed:
        name = row["name"].lower().replace("_", "-").replace(".", "-")
        if name not in LEFT_OUT:
            # A local build tag (torch 2.x+cpu) names one machine's build; the public version is everywhere.
            lines.append(f"{name}=={row['version'].partition('+')[0]}")
    return sorted(lines)


def main(arguments: list[str]) -> int:
    """Entry of the script; returns the exit code."""
    if len(arguments) != 1:
        print("usage: refresh_constraints.py VENV_DIRECTORY", file=sys.stderr)
        return 2
    python = Environment(Path(arguments[0])).python
    listing = subprocess.run(
        [str(python), "-m", "pip", "list", "--format", "json"], stdout=subprocess.PIPE, text=True, check=True
    )
    lines = constraint_lines(json.loads(listing.stdout))
    CONSTRAINTS.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} versions written to {CONSTRAINTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
