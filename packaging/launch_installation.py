"""pip, and what its failures mean."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from launch_problem import LaunchProblem

GIGABYTE = 10**9
# Measured on Linux with the pinned versions: 6.0 GB stay, about 8.8 GB at the peak, while pip holds wheels
# and contents. There torch brings its CUDA libraries; elsewhere it does not (estimated, not measured).
REQUIRED_DISK_BYTES = {"linux": 9 * GIGABYTE}
REQUIRED_DISK_BYTES_ELSEWHERE = 3 * GIGABYTE

_REMEMBERED_LINES = 60
_NETWORK_SIGNS = (
    "failed to establish a new connection",
    "temporary failure in name resolution",
    "name or service not known",
    "getaddrinfo failed",
    "nodename nor servname",
    "network is unreachable",
    "connection refused",
    "connection reset",
    "connection timed out",
    "connecttimeouterror",
    "read timed out",
    "readtimeouterror",
    "newconnectionerror",
    "cannot connect to proxy",
)


def install_project(python: Path, repository: Path, extras: frozenset[str]) -> None:
    """Install the checkout as editable, with every dependency pinned by `packaging/constraints.txt`.

    Raises:
        LaunchProblem: pip failed; the text says what to do.
    """
    target = "." + (f"[{','.join(sorted(extras))}]" if extras else "")
    print("Installing the pinned versions (the first time this takes some minutes)", flush=True)
    command = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    # Wheels only: where a version has none for this Python, say so instead of compiling for an hour.
    command += ["--only-binary=:all:", "-c", "packaging/constraints.txt", "-e", target]
    code, last_lines = _run_and_remember(command, repository)
    if code != 0:
        raise LaunchProblem(explain_pip_failure(last_lines))


def require_disk_space(directory: Path, platform: str = sys.platform) -> None:
    """Check for room before pip spends minutes to find out.

    Args:
        directory: where the environment goes; it exists.
        platform: as in ``sys.platform``.

    Raises:
        LaunchProblem: too little is free where the environment goes.
    """
    needed = REQUIRED_DISK_BYTES.get(platform, REQUIRED_DISK_BYTES_ELSEWHERE)
    free = shutil.disk_usage(directory).free
    if free < needed:
        raise LaunchProblem(
            f"Not enough disk space: {free / GIGABYTE:.1f} GB are free where {directory} lies, "
            f"{needed / GIGABYTE:.0f} GB are needed while installing (mostly PyTorch). Free some space, or "
            "choose another disk: launch.py --venv DIRECTORY ..."
        )


def explain_pip_failure(last_lines: Iterable[str]) -> str:
    """Turn the end of pip's error output into what to do next."""
    text = "\n".join(last_lines)
    lower = text.lower()
    if "no space left on device" in lower or "errno 28" in lower or "not enough space on the disk" in lower:
        reason = (
            "The disk is full (the environment, or the temporary directory that pip unpacks into). "
            "Free some space; TMPDIR chooses another temporary directory."
        )
    elif "certificate_verify_failed" in lower or "sslerror" in lower:
        reason = (
            "The package index's certificate was not accepted. Behind a company proxy, point pip at its "
            "certificate (PIP_CERT=FILE) and start again."
        )
    elif any(sign in lower for sign in _NETWORK_SIGNS):
        reason = (
            "The package index cannot be reached. The first start needs the network (or a pip configuration "
            "that points at a mirror or a directory of wheels); later starts do not."
        )
    elif "no matching distribution found" in lower:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        reason = (
            f"A pinned version does not exist for Python {version} on this system ({sys.platform}). "
            "The pins exist for Python 3.11 to 3.14: start this file with one of these."
        )
    elif "resolutionimpossible" in lower:
        reason = (
            "pyproject.toml and packaging/constraints.txt contradict each other; the lines above say where."
        )
    else:
        reason = "pip's own words stand above."
    return f"The installation failed. {reason}\nThe next start takes it up again."


def _run_and_remember(command: list[str], directory: Path) -> tuple[int, list[str]]:
    """Run, pass everything on to the terminal, and keep the last lines of the error output."""
    remembered: deque[str] = deque(maxlen=_REMEMBERED_LINES)
    with subprocess.Popen(
        command, cwd=directory, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    ) as process:
        if process.stderr is None:
            raise AssertionError("stderr was asked for as a pipe")
        for line in process.stderr:
            sys.stderr.write(line)
            sys.stderr.flush()
            remembered.append(line.rstrip())
    return process.returncode, list(remembered)
