"""The third-party packages that the product imports, against those it declares."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.imported_modules import PACKAGE, REPOSITORY, package_files, top_level_imports

OURS = "mmel_desktop"

# Beside the standard library and numpy, core may use one library for one file's idea.
ALLOWED_IN_CORE = {
    "source_image.py": {"PIL"},
    "thumbnail.py": {"PIL"},
    "canonical.py": {"rfc8785"},
    "heatmap.py": {"cmap"},
}


def normalised(distribution: str) -> str:
    """Name of a distribution as the package index compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


# Extras of the product; those for tests and development are none of its imports.
PRODUCT_EXTRAS = ("signing",)


def declared_distributions(extras: tuple[str, ...] = PRODUCT_EXTRAS) -> set[str]:
    """Names under [project] dependencies and the product's own extras."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return {normalised(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in lines}


def imported_distributions() -> dict[str, str]:
    """Third-party distribution -> one file of the product that imports it."""
    providers = packages_distributions()
    found: dict[str, str] = {}
    for file in package_files():
        for name in (
            top_level_imports(file.read_text(encoding="utf-8")) - set(sys.stdlib_module_names) - {OURS}
        ):
            # PySide6 is a namespace filled by several distributions; ours is the first declared one.
            candidates = [normalised(provider) for provider in providers.get(name, [name])]
            chosen = next((c for c in candidates if c in declared_distributions()), candidates[0])
            found.setdefault(chosen, str(file.relative_to(REPOSITORY)))
    return found


def test_every_imported_distribution_is_declared() -> None:
    """An import that only works because something else happens to bring the package breaks one day."""
    undeclared = {
        name: file for name, file in imported_distributions().items() if name not in declared_distributions()
    }
    assert undeclared == {}


def test_every_declared_distribution_is_imported() -> None:
    """A dependency that nobody imports costs every user download and trust for nothing."""
    assert declared_distributions() - set(imported_distributions()) == set()


def test_core_stands_on_the_standard_library_and_numpy() -> None:
    """Values must be readable anywhere, also where neither torch nor Qt is installed."""
    foreign: dict[str, set[str]] = {}
    for file in package_files("core"):
        imported = top_level_imports(file.read_text(encoding="utf-8"))
        allowed = {OURS, "numpy", *sys.stdlib_module_names} | ALLOWED_IN_CORE.get(file.name, set())
        if imported - allowed:
            foreign[file.relative_to(PACKAGE).as_posix()] = imported - allowed
    assert foreign == {}


def test_imports_inside_functions_are_seen_too() -> None:
    """A late import is still a dependency."""
    source = (
        "import os.path\ndef f():\n    from PIL import Image\n    import scipy.ndimage\nfrom . import x\n"
    )
    assert top_level_imports(source) == {"os", "PIL", "scipy"}
