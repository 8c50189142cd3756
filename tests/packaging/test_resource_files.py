"""Finding shipped files from a checkout and from an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.errors import MissingResourceError
from mmel_desktop.resource_files import resource_directory, resource_path


def make_package(root: Path) -> Path:
    """An empty package directory."""
    package = root / "mmel_desktop"
    package.mkdir(parents=True)
    return package


def test_in_a_checkout_resources_stand_beside_the_package(tmp_path: Path) -> None:
    """The project file tells a checkout from somebody else's directory."""
    package = make_package(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "resources" / "samples").mkdir(parents=True)
    (tmp_path / "resources" / "samples" / "street.png").write_bytes(b"x")
    found = resource_path("samples", "street.png", package_directory=package)
    assert found == tmp_path / "resources" / "samples" / "street.png"


def test_in_a_wheel_resources_stand_inside_the_package(tmp_path: Path) -> None:
    """They win over anything beside it."""
    package = make_package(tmp_path)
    (package / "resources").mkdir()
    (tmp_path / "resources").mkdir()
    assert resource_directory(package) == package / "resources"


def test_somebody_elses_resources_in_site_packages_are_not_ours(tmp_path: Path) -> None:
    """Without our project file, a neighbour called 'resources' does not count."""
    package = make_package(tmp_path)
    (tmp_path / "resources").mkdir()
    with pytest.raises(MissingResourceError, match="reinstall"):
        resource_directory(package)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The text says which one and what to do."""
    package = make_package(tmp_path)
    (package / "resources").mkdir()
    with pytest.raises(MissingResourceError, match=r"fonts/a\.ttf.*reinstall"):
        resource_path("fonts", "a.ttf", package_directory=package)


def test_a_path_out_of_the_resources_is_refused(tmp_path: Path) -> None:
    """A name read from a file must not lead elsewhere."""
    package = make_package(tmp_path)
    (package / "resources").mkdir()
    (package / "secret").touch()
    with pytest.raises(ValueError, match="leads out"):
        resource_path("..", "secret", package_directory=package)
