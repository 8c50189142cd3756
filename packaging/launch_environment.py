"""The virtual environment: made once, installed from pinned versions, repaired when it was interrupted."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from launch_installation import install_project, require_disk_space
from launch_lock import preparation_lock
from launch_problem import LaunchProblem

_STAMP_NAME = "mmel-desktop-launch.json"
_REINSTALLING_TABLES = ("build-system", "project")


@dataclass(frozen=True)
class Environment:
    """Where things lie in a virtual environment, which differs between Windows and the others."""

    directory: Path

    @property
    def scripts(self) -> Path:
        """Directory of the programs."""
        return self.directory / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """Path of an installed program."""
        return self.scripts / (f"{name}.exe" if os.name == "nt" else name)

    @property
    def site_packages(self) -> Path:
        """Where packages are installed."""
        if os.name == "nt":
            return self.directory / "Lib" / "site-packages"
        return self.directory / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


@dataclass(frozen=True)
class Stamp:
    """What stands in the environment. Its absence from a directory means: not ours.

    Attributes:
        key: see :func:`installation_key`; empty while an installation is going on.
        extras: optional dependency groups that were installed.
        python: (major, minor) of the interpreter that made the environment.
    """

    key: str
    extras: frozenset[str]
    python: tuple[int, int]

    @classmethod
    def read(cls, directory: Path) -> Stamp | None:
        """Stamp of an environment; None if there is none. A damaged one counts as an interruption."""
        path = directory / _STAMP_NAME
        if not path.exists():
            return None
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            major, minor = content["python"]
            return cls(str(content["key"]), frozenset(content["extras"]), (int(major), int(minor)))
        except (OSError, ValueError, KeyError, TypeError):
            return cls("", frozenset(), (0, 0))

    def write(self, directory: Path) -> None:
        """Put the stamp in place in one step, so that it is either the old one or the new one."""
        content = {"key": self.key, "extras": sorted(self.extras), "python": list(self.python)}
        partial = directory / f"{_STAMP_NAME}.partial"
        partial.write_text(json.dumps(content), encoding="utf-8")
        partial.replace(directory / _STAMP_NAME)

    def satisfies(self, key: str, extras: frozenset[str]) -> bool:
        """Whether nothing has to be installed."""
        return self.key == key and extras <= self.extras


def installation_key(repository: Path, python_version: tuple[int, ...] = sys.version_info[:2]) -> str:
    """Hash of everything that decides what gets installed, and where from.

    Only the tables of pyproject.toml that matter to pip take part: a changed linter rule installs nothing.
    The checkout's own place takes part because an editable installation points at it.
    """
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    ingredients = {
        "tables": {name: project.get(name) for name in _REINSTALLING_TABLES},
        "build": project.get("tool", {}).get("hatch"),
        "constraints": (repository / "packaging" / "constraints.txt").read_text(encoding="utf-8"),
        "python": list(python_version),
        "repository": str(repository),
    }
    return hashlib.sha256(json.dumps(ingredients, sort_keys=True).encode()).hexdigest()


def prepare(environment: Environment, repository: Path, extras: frozenset[str]) -> None:
    """Make the environment ready; does nothing when it already is.

    Args:
        environment: where it stands or shall stand.
        repository: the checkout, installed as editable.
        extras: optional dependency groups wanted, e.g. {"test"}.

    Raises:
        LaunchProblem: no disk space, no network, no `venv` module, a foreign directory in the way.
    """
    key = installation_key(repository)
    stamp = Stamp.read(environment.directory)
    if stamp is not None and stamp.satisfies(key, extras) and environment.script("mmel-desktop").exists():
        return
    with preparation_lock(environment.directory):
        python = (sys.version_info[0], sys.version_info[1])
        # Only an environment that was once whole is built upon: half a package looks like a whole one.
        whole = stamp is not None and stamp.key != "" and stamp.python == python and _python_runs(environment)
        if not whole:
            _create(environment, stamp)
        # Without a key until pip is done: an interruption leaves an environment that the next start rebuilds.
        Stamp("", frozenset(), python).write(environment.directory)
        kept = stamp.extras if whole and stamp is not None else frozenset()
        install_project(environment.python, repository, extras | kept)
        Stamp(key, extras | kept, python).write(environment.directory)


def _python_runs(environment: Environment) -> bool:
    """Whether the environment's interpreter starts; a removed system Python leaves dangling links."""
    try:
        check = subprocess.run(
            [str(environment.python), "-c", "import pip"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return check.returncode == 0


def _create(environment: Environment, stamp: Stamp | None) -> None:
    directory = environment.directory
    if directory.exists() and stamp is None and any(directory.iterdir()):
        raise LaunchProblem(
            f"{directory} exists, but was not made by this launcher, so it is left untouched. "
            "Move it away, or choose another place: launch.py --venv DIRECTORY ..."
        )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise LaunchProblem(venv_module_advice())
    if stamp is not None:
        print(f"Removing an unfinished or outdated environment in {directory}", flush=True)
        shutil.rmtree(directory)
    print(f"Creating a virtual environment in {directory}", flush=True)
    directory.mkdir(parents=True, exist_ok=True)
    # First of all, so that an interruption from here on leaves a directory known to be ours.
    Stamp("", frozenset(), (0, 0)).write(directory)
    require_disk_space(directory)
    made = subprocess.run([sys.executable, "-m", "venv", str(directory)], check=False)
    if made.returncode != 0:
        raise LaunchProblem(
            f"Python's own 'venv' module could not create {directory} (see above).\n{venv_module_advice()}"
        )


def venv_module_advice() -> str:
    """How to get a Python that can create virtual environments."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        f"This Python ({sys.executable}) comes without a working 'venv' module. "
        f"On Debian and Ubuntu: apt-get install python{version}-venv. "
        "Elsewhere: install Python from python.org."
    )
