"""``mmel-desktop demo`` where there is no display."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.core.identity import Actor
from mmel_desktop.resource_files import resource_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow import demo_session
from tests.cli.conftest import RunCommand


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> demo_session.DemoPlace:
    """The demo in an empty user directory, on a tiny model and two of the samples."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(demo_session, "demo_samples", lambda samples=demo_session.demo_samples: samples()[:2])
    return demo_session.demo_place()


@pytest.fixture
def tiny_demo(monkeypatch: pytest.MonkeyPatch, tiny_spec: str) -> None:
    """The demo's figures do not matter here: a tiny model in its place."""
    monkeypatch.setattr(demo_session, "DEMO_MODEL", tiny_spec)


def test_the_same_job_is_done_and_the_places_are_printed(
    command: RunCommand, place: demo_session.DemoPlace, tiny_demo: None
) -> None:
    """Samples explained, stored and reported; both records verify."""
    ran = command("demo")
    assert ran.code == 0
    assert f"session {place.session}: 2 images, 2 explained" in ran.out
    assert f"report {place.report}" in ran.out
    assert command("verify", place.session, place.report).code == 0
    with CaseStore.open(place.session, actor=Actor.from_environment(), read_only=True) as store:
        assert store.session().prompts == demo_session.DEMO_PROMPTS


def test_a_second_demo_goes_on_with_the_first(
    command: RunCommand, place: demo_session.DemoPlace, tiny_demo: None
) -> None:
    """Nothing is explained twice, nothing is lost."""
    command("demo")
    ran = command("demo")
    assert ran.code == 0
    assert "0 explained, 2 already explained and kept" in ran.out


def test_the_demos_samples_and_prompts_ship_with_the_program() -> None:
    """Every sample can be found, and there is a question for each kind of story."""
    samples = demo_session.demo_samples()
    assert len(samples) >= 12
    assert all(sample.parent == resource_path("samples") for sample in samples)
    assert len(set(demo_session.DEMO_PROMPTS)) == len(demo_session.DEMO_PROMPTS) >= 2
