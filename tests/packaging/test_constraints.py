"""The pins: what the file may hold, and how it is written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from refresh_constraints import constraint_lines

REPOSITORY = Path(__file__).resolve().parents[2]


def pinned_versions() -> dict[str, str]:
    """Name -> version from `packaging/constraints.txt`."""
    text = (REPOSITORY / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("==") for line in lines)


def test_every_line_is_a_name_and_an_exact_version() -> None:
    """No addresses, no options, no local builds of one machine."""
    for name, version in pinned_versions().items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name), name
        assert re.fullmatch(r"[0-9][0-9a-z.]*", version), (name, version)


def test_every_declared_dependency_is_pinned() -> None:
    """Two fresh clones a month apart install the same versions."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace("_", "-") for line in wanted}
    assert names - set(pinned_versions()) == set()


def test_names_are_normalised_and_local_builds_become_public_versions() -> None:
    """The file suits every system, whatever machine wrote it."""
    installed = [
        {"name": "torch", "version": "2.15.0+cpu"},
        {"name": "PySide6_Essentials", "version": "6.11.3"},
        {"name": "mmel-desktop", "version": "0.1.0"},
        {"name": "pip", "version": "23.2.1"},
    ]
    assert constraint_lines(installed) == ["pyside6-essentials==6.11.3", "torch==2.15.0"]
