"""When the launcher installs, when it rebuilds, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import launch_environment
from launch_environment import Environment, Stamp, installation_key, prepare
from launch_lock import preparation_lock
from launch_problem import LaunchProblem

PYPROJECT = """
[project]
name = "x"
dependencies = ["numpy"]
[tool.ruff]
line-length = 110
"""
NOTHING: frozenset[str] = frozenset()
TEST = frozenset({"test"})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the two files that decide what is installed."""
    repository = tmp_path / "checkout"
    (repository / "packaging").mkdir(parents=True)
    (repository / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (repository / "packaging" / "constraints.txt").write_text("numpy==2.0\n", encoding="utf-8")
    return repository


class Installer:
    """Stands in for `python -m venv` and pip: makes the files they would make and counts the calls.

    Attributes:
        installed: extras of every installation, in order.
        created: number of environments made.
        fails: the next installation is interrupted.
    """

    def __init__(self) -> None:
        self.installed: list[frozenset[str]] = []
        self.created = 0
        self.fails = False

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        """Answer `python -m venv DIRECTORY` and the probe of the interpreter."""
        if "venv" in command:
            self.created += 1
            environment = Environment(Path(command[-1]))
            environment.scripts.mkdir()
            environment.python.touch()
            return subprocess.CompletedProcess(command, 0)
        return subprocess.CompletedProcess(command, 0 if Path(command[0]).exists() else 1)

    def install(self, python: Path, repository: Path, extras: frozenset[str]) -> None:
        """Answer pip."""
        assert (repository / "pyproject.toml").exists()
        self.installed.append(extras)
        if self.fails:
            self.fails = False
            raise KeyboardInterrupt
        Environment(python.parent.parent).script("mmel-desktop").touch()


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    """Puts the stand-in where the launcher calls venv and pip."""
    stand_in = Installer()
    monkeypatch.setattr("launch_environment.subprocess.run", stand_in.run)
    monkeypatch.setattr(launch_environment, "install_project", stand_in.install)
    monkeypatch.setattr(launch_environment, "require_disk_space", lambda directory: None)
    return stand_in


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An environment that does not exist yet."""
    return Environment(tmp_path / "venv")


def test_the_second_start_installs_nothing(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """One creation and one installation for two starts."""
    prepare(environment, checkout, NOTHING)
    prepare(environment, checkout, NOTHING)
    assert (installer.created, installer.installed) == (1, [NOTHING])


def test_the_test_extras_are_added_once_and_kept(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """demo, test, demo, test: the second round finds everything there."""
    for extras in (NOTHING, TEST, NOTHING, TEST):
        prepare(environment, checkout, extras)
    assert (installer.created, installer.installed) == (1, [NOTHING, TEST])


def test_changed_pins_are_installed_into_the_same_environment_with_its_extras(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """A developer who pulls does not wait for a new environment, and does not lose the test tools."""
    prepare(environment, checkout, TEST)
    (checkout / "packaging" / "constraints.txt").write_text("numpy==2.1\n", encoding="utf-8")
    prepare(environment, checkout, NOTHING)
    assert (installer.created, installer.installed) == (1, [TEST, TEST])


def test_an_interrupted_installation_is_rebuilt_from_scratch(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """What an interruption left behind is removed, not built upon."""
    installer.fails = True
    with pytest.raises(KeyboardInterrupt):
        prepare(environment, checkout, NOTHING)
    (environment.directory / "half a package").touch()
    prepare(environment, checkout, NOTHING)
    assert installer.created == 2
    assert not (environment.directory / "half a package").exists()


def test_an_environment_whose_interpreter_is_gone_is_rebuilt(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """A system upgrade may remove the Python that the environment points at."""
    prepare(environment, checkout, NOTHING)
    environment.python.unlink()
    environment.script("mmel-desktop").unlink()
    prepare(environment, checkout, NOTHING)
    assert installer.created == 2


def test_an_environment_of_another_python_is_rebuilt(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """Compiled packages of one Python do not load in another."""
    prepare(environment, checkout, NOTHING)
    Stamp("key of another python", NOTHING, (3, 1)).write(environment.directory)
    prepare(environment, checkout, NOTHING)
    assert installer.created == 2


def test_a_foreign_directory_is_left_untouched(
    checkout: Path, environment: Environment, installer: Installer
) -> None:
    """Somebody's own `.venv` is never deleted."""
    environment.directory.mkdir()
    keepsake = environment.directory / "pyvenv.cfg"
    keepsake.write_text("theirs", encoding="utf-8")
    with pytest.raises(LaunchProblem, match="was not made by this launcher"):
        prepare(environment, checkout, NOTHING)
    assert keepsake.read_text(encoding="utf-8") == "theirs"
    assert installer.installed == []


def test_a_damaged_stamp_counts_as_an_interruption(tmp_path: Path) -> None:
    """A stamp cut off by a full disk satisfies nothing, but the directory is still known as ours."""
    Stamp("key", NOTHING, (3, 11)).write(tmp_path)
    (stamp_file,) = tmp_path.iterdir()
    stamp_file.write_text('{"key": "k', encoding="utf-8")
    stamp = Stamp.read(tmp_path)
    assert stamp is not None
    assert not stamp.satisfies("key", NOTHING)


def test_a_stamp_reads_back_as_written(tmp_path: Path) -> None:
    """Nothing is lost on the way, and no partial file stays."""
    stamp = Stamp("key", TEST, (3, 12))
    stamp.write(tmp_path)
    assert Stamp.read(tmp_path) == stamp
    assert len(list(tmp_path.iterdir())) == 1


def test_the_key_changes_with_what_pip_would_do(checkout: Path, tmp_path: Path) -> None:
    """Dependencies, pins, Python and place count."""
    keys = {installation_key(checkout, (3, 11)), installation_key(checkout, (3, 12))}
    pyproject = checkout / "pyproject.toml"
    pyproject.write_text(PYPROJECT.replace('"numpy"', '"numpy", "scipy"'), encoding="utf-8")
    keys.add(installation_key(checkout, (3, 11)))
    (checkout / "packaging" / "constraints.txt").write_text("numpy==2.1\n", encoding="utf-8")
    keys.add(installation_key(checkout, (3, 11)))
    moved = checkout.rename(tmp_path / "moved")
    keys.add(installation_key(moved, (3, 11)))
    assert len(keys) == 5


def test_the_key_stays_when_only_a_linter_rule_changes(checkout: Path) -> None:
    """Such a change must not need the network."""
    before = installation_key(checkout)
    (checkout / "pyproject.toml").write_text(PYPROJECT.replace("110", "100"), encoding="utf-8")
    assert installation_key(checkout) == before


def test_two_launchers_do_not_prepare_the_same_environment(tmp_path: Path) -> None:
    """The second one says so at once instead of deleting what the first one installs."""
    with (
        preparation_lock(tmp_path / "venv"),
        pytest.raises(LaunchProblem, match="preparing"),
        preparation_lock(tmp_path / "venv"),
    ):
        pass
    with preparation_lock(tmp_path / "venv"):
        pass


def test_the_environment_layout_is_the_one_that_python_makes(tmp_path: Path) -> None:
    """`python -m venv` of the running interpreter puts things where we look for them."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "v")], check=True)
    environment = Environment(tmp_path / "v")
    found = subprocess.run(
        [str(environment.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert environment.site_packages.samefile(found.stdout.strip())
