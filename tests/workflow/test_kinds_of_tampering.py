"""Twenty-eight ways to make a record say something else, each found and named, none taken for another.

They are found in a session of an older schema, too, which is read through an upgraded copy.

This is the table in README: what is detected, and by what.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mmel_desktop.store.schema import SCHEMA_VERSION
from mmel_desktop.workflow.verify_record import verify_record
from tests.store.older_session import put_into_schema_1, schema_in
from tests.workflow.tampering import KINDS, Kind, Place, disown_run, make_place, verified


@pytest.fixture(scope="module", params=[SCHEMA_VERSION, 1], ids=lambda version: f"schema {version}")
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The case as it was left, with its report, and where it must lie."""
    folder = tmp_path_factory.mktemp("tampering") / "case"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_user_folder(monkeypatch, folder)
        make_place(Place(folder))
    if request.param == 1:
        for file in (Place(folder).session, folder / "older copy"):
            put_into_schema_1(file)
    kept = folder.parent / "kept"
    shutil.copytree(folder, kept)
    return folder, kept


@pytest.fixture
def place(template: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Place:
    """The case, fresh for each test at the same place: its image and its model are found there."""
    folder, kept = template
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    set_user_folder(monkeypatch, folder)
    return Place(folder)


def set_user_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The user's ledger lies in the test's own folder."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(folder / "user"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_of_tampering_is_found_and_named(place: Place, kind: Kind) -> None:
    """On the command line: exit code 3, and not only that something is wrong, but what and where."""
    if kind.act is disown_run and schema_in(place.session) == 1:
        pytest.skip("runs for comparison came with schema 2")
    code, lines = verified(kind.act(place))
    assert code == 3
    assert any(kind.message in line for line in lines), lines


def test_the_untouched_case_is_intact(place: Place) -> None:
    """Otherwise the findings above would mean nothing. Signature and report hold; nothing is touched."""
    before = place.session.read_bytes()
    for file in (place.session, place.report):
        result = verify_record(file)
        assert result.passed, result.findings
    result = verify_record(place.session)
    read_through_copy = ["of an older form" in finding.message for finding in result.findings]
    assert any(read_through_copy) == (schema_in(place.session) == 1)
    assert dict(result.facts)["sign-off"].endswith("fits; in force")
    assert place.session.read_bytes() == before


def test_a_model_that_is_gone_is_a_note(place: Place) -> None:
    """Nothing speaks against the record; it just cannot be looked at."""
    shutil.rmtree(place.weights.parent)
    result = verify_record(place.session)
    assert result.intact
    assert "its folder is not where it was" in result.findings[-1].message
    place.weights.parent.mkdir()
    assert "its file open_clip_model.safetensors is missing" in "\n".join(
        finding.message for finding in verify_record(place.session).findings
    )
