"""What every test can rely on: no window, no network, nothing written into the user's own folders."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Qt, torch and the hub read these once, when they are imported, which the conftest of a folder may do before
# `pytest_configure` is called. One thread each: the tests' models are tiny, and several test processes share
# the cores.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.setdefault("OMP_NUM_THREADS", "1")

_USER_DIRECTORY_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")

# Times on a shared two-core machine say nothing about a property; in CI the same examples run every time.
settings.register_profile("here", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("here")

_user_directories = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the program user folders of its own."""
    directory = tempfile.TemporaryDirectory(prefix="mmel-desktop-tests-", ignore_cleanup_errors=True)
    config.stash[_user_directories] = directory
    for variable in _USER_DIRECTORY_VARIABLES:
        os.environ[variable] = str(Path(directory.name) / variable.lower())


@pytest.fixture(scope="session")
def tiny_spec(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Specification of a tiny random model on disk."""
    # Imported here: most tests need no torch.
    from tests.engine.tiny_model import write_tiny_model

    return write_tiny_model(tmp_path_factory.mktemp("tiny_model"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what the tests wrote into the user folders made for them."""
    if directory := config.stash.get(_user_directories, None):
        directory.cleanup()
