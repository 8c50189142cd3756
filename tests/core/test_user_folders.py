"""The user's own folders, and what happens where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.user_folders import NO_HOME, user_data_folder, user_log_folder


def test_folders_are_those_of_the_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever platformdirs says."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(tmp_path / "data"))
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_args, **_options: str(tmp_path / "log"))
    assert (user_data_folder(), user_log_folder()) == (tmp_path / "data", tmp_path / "log")


def test_without_a_home_nothing_is_read_and_nothing_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts of services have no home; a folder that all may write would be no substitute."""

    def no_home(*_args: object, **_options: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_dir", no_home)
    monkeypatch.setattr("platformdirs.user_log_dir", no_home)
    assert user_data_folder() == user_log_folder() == NO_HOME
    assert not (NO_HOME / "calibrations").is_file()
    with pytest.raises(OSError, match="directory"):
        NO_HOME.mkdir(parents=True, exist_ok=True)
