"""The doors to a session that window and command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.errors import SessionError
from mmel_desktop.workflow.open_session import check_opened, create_session, open_session
from tests.factories import ACTOR


def test_a_created_session_is_the_one_that_opens(tmp_path: Path) -> None:
    """All options arrive in the file."""
    path = tmp_path / "case.mmel"
    with create_session(
        path,
        actor=ACTOR,
        name="Crossing",
        purpose="Release 2",
        model_spec="demo",
        prompts=("a",),
        method="direct",
        view="whole",
    ) as store:
        created = store.session()
    with open_session(path, actor=ACTOR) as store:
        assert store.session() == created
    assert (created.name, created.purpose, created.method, created.view) == (
        "Crossing",
        "Release 2",
        "direct",
        "whole",
    )


def test_opening_for_reading_only_says_so(tmp_path: Path) -> None:
    """And why."""
    path = tmp_path / "case.mmel"
    create_session(path, actor=ACTOR).close()
    with open_session(path, actor=ACTOR, read_only=True) as store:
        assert store.session().read_only_reason == "it was opened for reading only"


def test_a_missing_session_is_an_error_the_user_can_act_on(tmp_path: Path) -> None:
    """Opening never creates."""
    with pytest.raises(SessionError, match="check the path"):
        open_session(tmp_path / "none.mmel", actor=ACTOR)
    assert list(tmp_path.iterdir()) == []


def test_opening_another_session_than_the_one_known_there_says_so(tmp_path: Path) -> None:
    """One finding for the window; a session in its own place, or made there anew, gives none."""
    path, other = tmp_path / "case.mmel", tmp_path / "other.mmel"
    for place in (path, other):
        with create_session(place, actor=ACTOR) as store:
            assert check_opened(store).passed
    other.replace(path)
    for _ in range(2):
        with open_session(path, actor=ACTOR) as store:
            (finding,) = check_opened(store).findings
            assert (finding.severity, finding.where) == ("warning", "session")
            assert finding.message.startswith("another session belongs at this place")
