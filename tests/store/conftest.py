from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR, make_explanation, write_image


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a user folder of its own, so that no anchor of another test is met."""
    folder = tmp_path / "user-data"
    _set_user_folder(monkeypatch, folder)
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


@pytest.fixture(scope="session")
def worked_on_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a closed, intact session that holds one of everything, and its anchors."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _set_user_folder(monkeypatch, folder / "user-data")
        with CaseStore.create(
            folder / "case.mmel", actor=ACTOR, prompts=("a pedestrian", "a red car")
        ) as store:
            street = store.add_image(write_image(folder / "street.png"))
            store.add_explanation(street.image_id, make_explanation(street.identity))
            store.add_unfinished_run(street.image_id, ExplanationRequest(("a",)), "failed", "no memory")
            box = Geometry.box(1, 2, 3, 4)
            store.add_annotation(street.image_id, box)
            store.add_annotation(street.image_id, box, severity="critical", comment="missed")
            store.set_review(ImageReview(street.image_id, "wrong", agrees=False))
            store.undo()
            store.redo()
        assert verify_session(folder / "case.mmel").findings == ()
    return folder


@pytest.fixture
def worked_on(worked_on_template: Path, tmp_path: Path) -> Path:
    """A copy of that session to break, with its anchors; the image stays where the template has it."""
    shutil.copytree(worked_on_template, tmp_path, dirs_exist_ok=True)
    return tmp_path / "case.mmel"


def _set_user_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(folder))
