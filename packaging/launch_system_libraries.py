"""Shared libraries of the operating system that Qt loads on Linux, and the packages that hold them.

The Qt wheels bring Qt itself; OpenGL's entry points, X11's helpers and the like come from the distribution.
Without them Qt ends in an import error or an abort that names no package.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from launch_problem import LaunchProblem

# Library -> (package on Debian and Ubuntu, package on Fedora), for what the Qt wheels name as needed.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx"),
    "libGLdispatch.so.0": ("libglvnd0", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libexpat.so.1": ("libexpat1", "expat"),
    "libffi.so.8": ("libffi8", "libffi"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}

_MODULES = ("QtWidgets.abi3.so", "QtSvg.abi3.so", "QtNetwork.abi3.so", "QtTest.abi3.so")
_LDD_LINE = re.compile(r"^\s*(?P<library>\S+) => not found", re.MULTILINE)
_LOADER_MESSAGE = re.compile(r"(?P<library>lib[^\s:]+\.so[^\s:]*): cannot open shared object file")


def display_platform(system: str, variables: Mapping[str, str]) -> str:
    """Qt platform the workbench will use; empty without a display, where the product works headless.

    Args:
        system: as in ``sys.platform``.
        variables: environment variables.

    Returns:
        "xcb", "wayland", "native" (Windows, macOS), what QT_QPA_PLATFORM asks for, or "".
    """
    asked_for = variables.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if asked_for:
        return asked_for
    if system in ("win32", "darwin"):
        return "native"
    if variables.get("WAYLAND_DISPLAY") and not variables.get("DISPLAY"):
        return "wayland"
    return "xcb" if variables.get("DISPLAY") else ""


def require_qt_libraries(site_packages: Path, platform: str, variables: Mapping[str, str]) -> None:
    """Check that Qt will load; on a CI machine (CI=true, root, apt-get) install what is missing.

    Args:
        site_packages: where PySide6 is installed.
        platform: Qt platform that will be used, e.g. "xcb" or "offscreen".
        variables: environment variables.

    Raises:
        LaunchProblem: libraries are missing; the text names them and their packages.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries(site_packages, platform)
    if missing and may_install_system_packages(variables):
        _install_with_apt(apt_packages(missing))
        missing = missing_libraries(site_packages, platform)
    if missing:
        raise LaunchProblem(missing_libraries_text(missing))


def missing_libraries(site_packages: Path, platform: str) -> tuple[str, ...]:
    """Names of the shared libraries that the loader does not find for Qt, sorted."""
    package = site_packages / "PySide6"
    files = [package / name for name in _MODULES]
    files.append(package / "Qt" / "plugins" / "platforms" / f"libq{platform}.so")
    present = [str(file) for file in files if file.exists()]
    if shutil.which("ldd"):
        listing = subprocess.run(["ldd", *present], capture_output=True, text=True, check=False)
        return parse_missing_libraries(listing.stdout + listing.stderr)
    # No ldd (some small images): Python's import names the first missing library, one at a time.
    loading = subprocess.run(
        [sys.executable, "-c", "import ctypes, sys\nfor name in sys.argv[1:]: ctypes.CDLL(name)", *present],
        capture_output=True,
        text=True,
        check=False,
    )
    return parse_missing_libraries(loading.stderr)


def parse_missing_libraries(output: str) -> tuple[str, ...]:
    """Find library names in what `ldd` or the dynamic loader says, sorted and each once."""
    names = {match["library"] for match in _LDD_LINE.finditer(output)}
    names |= {match["library"] for match in _LOADER_MESSAGE.finditer(output)}
    # Qt's own libraries come with the wheel; a missing one is a broken installation, still worth its name.
    return tuple(sorted(names))


def apt_packages(libraries: Iterable[str]) -> tuple[str, ...]:
    """Debian and Ubuntu packages that hold these libraries, sorted; unknown libraries are left out."""
    return tuple(sorted({PACKAGES[library][0] for library in libraries if library in PACKAGES}))


def fedora_packages(libraries: Iterable[str]) -> tuple[str, ...]:
    """Fedora packages that hold these libraries, sorted; unknown libraries are left out."""
    return tuple(sorted({PACKAGES[library][1] for library in libraries if library in PACKAGES}))


def missing_libraries_text(libraries: Iterable[str]) -> str:
    """What is missing, and the command that brings it on the common distributions."""
    names = sorted(libraries)
    lines = [f"Qt cannot start: the system lacks {', '.join(names)}."]
    if packages := apt_packages(names):
        lines.append(f"  Debian, Ubuntu:  sudo apt-get install {' '.join(packages)}")
        lines.append(f"  Fedora:          sudo dnf install {' '.join(fedora_packages(names))}")
    if unknown := [name for name in names if name not in PACKAGES]:
        lines.append(f"  Look for the package that contains {', '.join(unknown)} in your distribution.")
    return "\n".join(lines)


def may_install_system_packages(variables: Mapping[str, str]) -> bool:
    """Only a machine that says it is for continuous integration, where we are root, is ours to change."""
    if variables.get("CI", "").lower() not in ("1", "true", "yes"):
        return False
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install_with_apt(packages: tuple[str, ...]) -> None:
    if not packages:
        return
    print(f"CI machine: installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdin=subprocess.DEVNULL, check=False)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=quiet,
        stdin=subprocess.DEVNULL,
        check=False,
    )
