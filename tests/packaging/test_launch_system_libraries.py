"""How the launcher finds out what Qt lacks, and what it tells the user."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import launch_system_libraries
from launch_problem import LaunchProblem
from launch_system_libraries import (
    display_platform,
    may_install_system_packages,
    missing_libraries_text,
    parse_missing_libraries,
    require_qt_libraries,
)

LDD = """\
/venv/PySide6/QtWidgets.abi3.so:
\tlinux-vdso.so.1 (0x00007f6c5988f000)
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f0e3f579000)
\tlibEGL.so.1 => not found
\tlibQt6Core.so.6 => /venv/PySide6/Qt/lib/libQt6Core.so.6 (0x00007f0e3ea00000)
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""
IMPORT_ERROR = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"


def test_ldd_names_every_missing_library_once() -> None:
    """Found libraries and Qt's own ones are no news."""
    assert parse_missing_libraries(LDD) == ("libEGL.so.1", "libxcb-cursor.so.0")


def test_the_loaders_own_message_is_understood_too() -> None:
    """That is what remains on a system without ldd."""
    assert parse_missing_libraries(IMPORT_ERROR) == ("libEGL.so.1",)


def test_nothing_is_missing_when_everything_is_found() -> None:
    """A complete listing yields no names."""
    assert parse_missing_libraries("\tlibGL.so.1 => /lib/libGL.so.1 (0x0)\n\tstatically linked\n") == ()


def test_the_advice_names_libraries_and_the_packages_of_two_distributions() -> None:
    """Both commands can be copied as they stand."""
    text = missing_libraries_text(["libxcb-cursor.so.0", "libEGL.so.1"])
    assert "the system lacks libEGL.so.1, libxcb-cursor.so.0" in text
    assert "sudo apt-get install libegl1 libxcb-cursor0" in text
    assert "sudo dnf install libglvnd-egl xcb-util-cursor" in text


def test_a_library_without_a_known_package_is_still_named() -> None:
    """No command is invented for it."""
    text = missing_libraries_text(["libnew.so.9"])
    assert "libnew.so.9" in text
    assert "apt-get" not in text


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        ("linux", {}, ""),
        ("linux", {"DISPLAY": ""}, ""),
        ("linux", {"DISPLAY": ":0"}, "xcb"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ("linux", {"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":0"}, "wayland"),
        ("linux", {"QT_QPA_PLATFORM": "vnc:size=800x600"}, "vnc"),
        ("darwin", {}, "native"),
        ("win32", {}, "native"),
    ],
)
def test_the_display_is_found_as_qt_finds_it(system: str, variables: dict[str, str], expected: str) -> None:
    """QT_QPA_PLATFORM first, then Wayland or X11; Windows and macOS always have one."""
    assert display_platform(system, variables) == expected


@pytest.mark.parametrize("variables", [{}, {"CI": ""}, {"CI": "false"}])
def test_an_ordinary_machine_is_never_changed(variables: dict[str, str]) -> None:
    """Without CI=true nothing is installed, root or not."""
    assert not may_install_system_packages(variables)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
def test_missing_libraries_stop_the_start_with_advice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What ldd reports ends in one text."""
    monkeypatch.setattr(launch_system_libraries, "missing_libraries", lambda *_: ("libEGL.so.1",))
    with pytest.raises(LaunchProblem, match="libegl1"):
        require_qt_libraries(tmp_path, "offscreen", {})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
def test_a_ci_machine_installs_what_is_missing_and_looks_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The packages asked for are those of the missing libraries."""
    installed: list[str] = []
    monkeypatch.setattr(launch_system_libraries, "may_install_system_packages", lambda variables: True)
    monkeypatch.setattr(launch_system_libraries, "_install_with_apt", installed.extend)
    monkeypatch.setattr(
        launch_system_libraries,
        "missing_libraries",
        lambda *_: () if installed else ("libEGL.so.1", "libGL.so.1"),
    )
    require_qt_libraries(tmp_path, "offscreen", {"CI": "true"})
    assert installed == ["libegl1", "libgl1"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
def test_the_libraries_of_this_installation_are_all_found() -> None:
    """The suite runs offscreen, so the real PySide6 beside it must have nothing missing."""
    import PySide6

    site_packages = Path(PySide6.__file__).parent.parent
    assert (site_packages / "PySide6" / "QtWidgets.abi3.so").exists()
    assert launch_system_libraries.missing_libraries(site_packages, "offscreen") == ()
