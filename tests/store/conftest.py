from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.store.case_store import CaseStore
from tests.factories import ACTOR, write_image


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a user folder of its own, so that no anchor of another test is met."""
    folder = tmp_path / "user-data"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(folder))
    return folder


@pytest.fixture
def session_path(tmp_path: Path) -> Path:
    """Where the test's session lies."""
    return tmp_path / "case.mmel"


@pytest.fixture
def store(session_path: Path) -> Iterator[CaseStore]:
    """A new session."""
    with CaseStore.create(session_path, actor=ACTOR, prompts=("a pedestrian", "a red car")) as store:
        yield store


@pytest.fixture
def street(store: CaseStore, tmp_path: Path) -> ImageRecord:
    """An image in it."""
    return store.add_image(write_image(tmp_path / "street.png"))
