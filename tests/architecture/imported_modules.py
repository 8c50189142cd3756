"""Reads which modules a source file imports, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "mmel_desktop"


def top_level_imports(source: str) -> set[str]:
    """First components of everything imported anywhere in ``source``, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def package_files(room: str = "") -> Iterator[Path]:
    """Every Python file of the package, or of one room of it."""
    return iter(sorted((PACKAGE / room).rglob("*.py")))
