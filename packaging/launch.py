#!/usr/bin/env python3
"""Start MMEL Desktop from a checkout: prepares `.venv` on the first start, then runs.

    python3 packaging/launch.py demo            the workbench on the bundled demo session
    python3 packaging/launch.py test [ARGS]     linters and the whole test suite (ARGS go to pytest)
    python3 packaging/launch.py                 the workbench
    python3 packaging/launch.py -- COMMAND ...  any `mmel-desktop` command

Standard library only; the same on Linux, macOS and Windows.
"""

import sys

OLDEST_PYTHON = (3, 11)


def python_version_problem(version: tuple) -> str:  # type: ignore[type-arg]  # `tuple[int, ...]` fails on 3.8
    """Say why this Python cannot be used; empty when it can.

    This file must stay readable for old Pythons: the other launcher modules are imported after the check.
    """
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    return (
        "MMEL Desktop needs Python {}.{} or newer; this is Python {}.{}. "
        "Install a newer Python and start this file with it, for example: python3.12 packaging/launch.py demo"
    ).format(*(OLDEST_PYTHON + tuple(version[:2])))


if __name__ == "__main__":
    problem = python_version_problem(sys.version_info)
    if problem:
        sys.exit(problem)

    from launch_command import main

    sys.exit(main(sys.argv[1:]))
