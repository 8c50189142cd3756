"""What a built wheel holds, and that the program finds its files once the wheel is installed."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as pip would build it."""
    directory = tmp_path_factory.mktemp("wheel")
    program = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, str(directory)], cwd=REPOSITORY, check=True)
    (built,) = directory.glob("*.whl")
    return built


def is_for_readers_only(name: str) -> bool:
    """Whether a file below `resources/` is one that the program never opens."""
    return name.startswith("resources/pictures/") or name.endswith(".ts")


def test_the_wheel_holds_every_resource_inside_the_package(wheel: Path) -> None:
    """`resources/` of the checkout becomes `mmel_desktop/resources/`, file by file; nothing else is there."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "resources"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    # A source archive carries no git history; then every file that lies there counts.
    here = [name for name in tracked if name] or [
        file.relative_to(REPOSITORY).as_posix()
        for file in (REPOSITORY / "resources").rglob("*")
        if file.is_file()
    ]
    shipped = {f"mmel_desktop/{name}" for name in here if not is_for_readers_only(name)}
    assert len(shipped) > 100
    assert {name for name in names if name.startswith("mmel_desktop/resources/")} == shipped
    assert not [name for name in names if name.startswith(("resources/", "tests/", "packaging/"))]


def test_the_wheel_installs_both_programs_and_the_licence(wheel: Path) -> None:
    """The console program for scripts, the other one for desktops."""
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        text = archive.read(entry_points).decode()
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert "mmel-desktop = mmel_desktop.cli:main" in text
    assert "mmel-desktop-gui = mmel_desktop.app:main" in text


def test_the_menu_entry_starts_a_program_and_shows_an_icon_that_are_installed_with_it(wheel: Path) -> None:
    """Linux desktops find entry, icon and file type by their names alone; so does the running window."""
    with zipfile.ZipFile(wheel) as archive:
        shared = {name.partition(".data/data/share/")[2]: name for name in archive.namelist()}
        entry = configparser.ConfigParser(interpolation=None)
        entry.optionxform = str  # type: ignore[assignment,method-assign]
        entry.read_string(archive.read(shared["applications/mmel-desktop.desktop"]).decode("utf-8"))
        types = ElementTree.fromstring(archive.read(shared["mime/packages/mmel-desktop.xml"]))  # noqa: S314 - our own
    desktop = entry["Desktop Entry"]
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert desktop["Exec"] == f"{desktop['TryExec']} %f"
    assert desktop["TryExec"] in project["gui-scripts"]
    assert f"icons/hicolor/scalable/apps/{desktop['Icon']}.svg" in shared
    assert [f"{one.get('type')};" for one in types] == [desktop["MimeType"]]
    window = (REPOSITORY / "mmel_desktop" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("mmel-desktop")' in window


def test_an_unpacked_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    """Not those of the checkout that happens to be the working directory."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from mmel_desktop.resource_files import resource_directory; print(resource_directory())"
    finished = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(finished.stdout.strip()).samefile(tmp_path / "mmel_desktop" / "resources")
