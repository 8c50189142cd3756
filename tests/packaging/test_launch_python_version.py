"""The first thing the launcher says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import launch

LAUNCH_FILE = Path(launch.__file__)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 8, 10), (3, 10, 14)])
def test_an_older_python_is_told_which_one_is_needed(version: tuple[int, ...]) -> None:
    """The text names what was found and what is needed."""
    problem = launch.python_version_problem(version)
    assert "needs Python 3.11" in problem
    assert f"this is Python {version[0]}.{version[1]}." in problem


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_enough_python_has_no_problem(version: tuple[int, ...]) -> None:
    """3.11 itself is enough."""
    assert launch.python_version_problem(version) == ""


def test_the_version_check_is_readable_for_python_3_6() -> None:
    """A syntax error would come before the clear message."""
    ast.parse(LAUNCH_FILE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_nothing_but_sys_is_imported_before_the_version_is_checked() -> None:
    """The other launcher modules use the syntax of new Pythons."""
    tree = ast.parse(LAUNCH_FILE.read_text(encoding="utf-8"))
    imported = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imported] == ["import sys"]
