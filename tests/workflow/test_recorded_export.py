"""An export that cannot be put on record does not stay, and what lay there before does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.errors import SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.factories import ACTOR, write_image

EXPORTS: dict[str, Callable[[CaseStore, Path], object]] = {
    "case.json": lambda store, path: export_session(store, "json", path),
    "case-csv": lambda store, path: export_session(store, "csv", path),
    "report.pdf": export_report,
    "case.mmelbundle": lambda store, path: make_bundle(store, path, with_report=False),
}


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_that_cannot_be_recorded_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The disk was full just for the last entry: no file that the trail does not know."""
    out = tmp_path / "out"
    out.mkdir()
    with CaseStore.create(tmp_path / "case.mmel", actor=ACTOR) as store:
        image = store.add_image(write_image(tmp_path / "street.png"))
        store.add_annotation(image.image_id, Geometry.box(1, 2, 3, 4))

        def refuse(*_arguments: object, **_options: object) -> None:
            raise SessionError("cannot save the edit", found="database or disk is full")

        with monkeypatch.context() as full_disk:
            full_disk.setattr(store, "record_act", refuse)
            with pytest.raises(SessionError, match="disk is full"):
                EXPORTS[name](store, out / name)
        assert names(out) == set()
        EXPORTS[name](store, out / name)
        assert names(out) == {name}
        if not (out / name).is_file():
            return
        before = (out / name).read_bytes()
        store.rename("another name", "")
        with monkeypatch.context() as full_disk:
            full_disk.setattr(store, "record_act", refuse)
            with pytest.raises(SessionError, match="disk is full"):
                EXPORTS[name](store, out / name)
        assert names(out) == {name}
        assert (out / name).read_bytes() == before
        EXPORTS[name](store, out / name)
        assert names(out) == {name}
        assert (out / name).read_bytes() != before
