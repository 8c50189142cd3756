"""An account without a home, as services and kiosks have, can still work."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from mmel_desktop.ui.crash_reports import start_log
from mmel_desktop.ui.program_places import fresh_session_path, log_directory


def test_a_log_that_cannot_be_written_goes_to_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says so; nothing is raised."""
    root = logging.getLogger(f"root of {tmp_path}")
    monkeypatch.setattr(logging, "getLogger", lambda _name=None: root)
    home = tmp_path / "home"
    home.write_bytes(b"")  # nothing can be made in it, not even by an administrator
    path = start_log(home / "log")
    root.warning("seen")
    root.info("not worth a line there")
    assert path == home / "log" / "workbench.log"
    assert "seen" in capsys.readouterr().err
    assert [type(handler) for handler in root.handlers] == [logging.StreamHandler]


def test_a_log_is_written_where_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is made for it."""
    root = logging.getLogger(f"root of {tmp_path}")
    monkeypatch.setattr(logging, "getLogger", lambda _name=None: root)
    path = start_log(tmp_path / "new" / "log")
    root.info("hello")
    for handler in root.handlers:
        handler.close()
    assert "hello" in path.read_text("utf-8")


def test_a_library_that_takes_the_program_down_leaves_the_stacks_in_the_log(tmp_path: Path) -> None:
    """No hook of Python's is called then; the log says where each thread was, under what it said before."""
    log = tmp_path / "workbench.log"
    log.write_text("started\n", encoding="utf-8")
    program = (
        "import os, pathlib, sys\n"
        "from mmel_desktop.ui.crash_reports import CrashReports\n"
        "reports = CrashReports()\n"
        "reports.install(pathlib.Path(sys.argv[1]))\n"
        "def in_a_library():\n"
        "    os.abort()\n"
        "in_a_library()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(log)], capture_output=True, check=False)
    assert ended.returncode != 0
    said = log.read_text("utf-8")
    assert said.startswith("started\n")
    assert "Aborted" in said
    assert "in_a_library" in said


def test_asking_where_things_lie_makes_and_raises_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be made is told when it is made."""
    home = tmp_path / "home"
    home.write_bytes(b"")
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(home / "Documents"))
    assert fresh_session_path().parent == home / "Documents" / "MMEL Desktop"
    assert log_directory().name in {"log", "Logs", "mmel-desktop"}
