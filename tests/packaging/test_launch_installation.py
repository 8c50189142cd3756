"""What the launcher makes of pip's failures."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from launch_installation import GIGABYTE, explain_pip_failure, install_project, require_disk_space
from launch_problem import LaunchProblem

OFFLINE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish a new
connection: [Errno -3] Temporary failure in name resolution')': /simple/numpy/
ERROR: Could not find a version that satisfies the requirement numpy (from versions: none)
ERROR: No matching distribution found for numpy"""


@pytest.mark.parametrize(
    ("pip_says", "advice"),
    [
        (OFFLINE, "cannot be reached"),
        ("ERROR: No matching distribution found for torch==9", "does not exist for Python"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "certificate"),
        ("ERROR: ResolutionImpossible: for help visit", "contradict each other"),
        ("ERROR: something new", "own words"),
    ],
)
def test_each_known_failure_of_pip_has_its_own_advice(pip_says: str, advice: str) -> None:
    """Offline wins over 'no matching distribution', which is only its consequence."""
    text = explain_pip_failure(pip_says.splitlines())
    assert advice in text
    assert "next start" in text


def test_too_little_disk_space_is_said_before_pip_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text names what is free and what is needed."""
    monkeypatch.setattr(
        "launch_installation.shutil.disk_usage", lambda path: SimpleNamespace(free=2.5 * GIGABYTE)
    )
    with pytest.raises(LaunchProblem, match=r"2\.5 GB are free .* 3 GB are needed"):
        require_disk_space(tmp_path, "darwin")


def test_enough_disk_space_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No exception for a roomy disk."""
    monkeypatch.setattr(
        "launch_installation.shutil.disk_usage", lambda path: SimpleNamespace(free=50 * GIGABYTE)
    )
    require_disk_space(tmp_path, "linux")


def stand_in_python(directory: Path, program: str) -> Path:
    """An executable that runs ``program`` with the arguments that pip would get."""
    python = directory / "python"
    python.write_text(f"#!{sys.executable}\nimport sys\n{program}\n", encoding="utf-8")
    python.chmod(0o755)
    return python


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in interpreter is a script with a first line")
def test_pip_is_asked_for_the_pinned_editable_checkout(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Constraints, wheels only, and the extras in order."""
    python = stand_in_python(tmp_path, "print(sys.argv[1:])")
    install_project(python, tmp_path, frozenset({"test", "docs"}))
    called_with = capfd.readouterr().out
    assert "'-c', 'packaging/constraints.txt', '-e', '.[docs,test]'" in called_with
    assert "'--only-binary=:all:'" in called_with


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in interpreter is a script with a first line")
def test_what_pip_said_is_shown_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The user sees pip's words and, after them, what they mean."""
    python = stand_in_python(tmp_path, "sys.exit('ERROR: [Errno 28] No space left on device')")
    with pytest.raises(LaunchProblem, match="disk is full"):
        install_project(python, tmp_path, frozenset())
    assert "No space left on device" in capsys.readouterr().err
