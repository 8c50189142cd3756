"""The demo session outlives the version of the program that made it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.errors import SessionError
from mmel_desktop.resource_files import resource_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow import demo_session
from mmel_desktop.workflow.demo_session import DemoPlace, demo_place, open_demo_session
from mmel_desktop.workflow.import_images import import_images
from tests.factories import ACTOR, make_explanation, write_image


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three samples that can be changed; the program believes it ships them."""
    folder = tmp_path / demo_session.SAMPLES_FOLDER
    folder.mkdir()
    for number in range(3):
        write_image(folder / f"{number}.png", seed=number)
    monkeypatch.setattr(demo_session, "demo_samples", lambda: sorted(folder.iterdir()))
    return folder


@pytest.fixture
def place(tmp_path: Path, samples: Path) -> DemoPlace:
    """A demo session made with the three samples."""
    place = demo_place(tmp_path / "demo")
    with open_demo_session(place, ACTOR).store as store:
        import_images(store, demo_session.demo_samples())
    return place


def test_an_unchanged_demo_has_nothing_to_tell(place: DemoPlace) -> None:
    """The usual case: opened again, the same samples, the same file."""
    demo = open_demo_session(place, ACTOR, writable=True)
    with demo.store as store:
        assert store.path == place.session
        assert (demo.new_samples, demo.stale_samples) == ((), ())
        assert (demo.other_model, demo.passed_over) == (False, ())


def test_replaced_and_new_samples_are_told_and_judgements_stay(place: DemoPlace, samples: Path) -> None:
    """One sample has another content now and one is new; what was recorded of the old one is there."""
    write_image(samples / "1.png", seed=11)
    write_image(samples / "3.png", seed=12)
    demo = open_demo_session(place, ACTOR)
    with demo.store as store:
        assert demo.new_samples == (samples / "1.png", samples / "3.png")
        assert demo.stale_samples == ("1.png",)
        assert len(store.images()) == 3


def test_samples_are_found_where_the_program_lies_now(place: DemoPlace, samples: Path) -> None:
    """A new version in another folder: the same pictures are shown from there, which stands in the record."""
    elsewhere = samples.rename(samples.parent / "new_version")
    samples.mkdir()
    for file in elsewhere.iterdir():
        file.rename(samples / f"moved_{file.name}")
    demo = open_demo_session(place, ACTOR)
    with demo.store as store:
        assert (demo.new_samples, demo.stale_samples) == ((), ())
        assert all(Path(image.path).exists() for image in store.images())
        assert [event.action for event in store.audit_events()].count("image.relocated") == 3
    with open_demo_session(place, ACTOR).store as store:
        assert [event.action for event in store.audit_events()].count("image.relocated") == 3
    assert verify_session(place.session).intact


def test_an_image_that_the_analyst_added_is_no_sample(place: DemoPlace, tmp_path: Path) -> None:
    """Only what the program shipped can be out of date."""
    with open_demo_session(place, ACTOR).store as store:
        write_image(tmp_path / "mine.png", seed=20)
        import_images(store, [tmp_path / "mine.png"])
    demo = open_demo_session(place, ACTOR)
    with demo.store:
        assert demo.stale_samples == ()


@pytest.mark.parametrize(("digest", "other"), [("0" * 64, True), (None, False)])
def test_explanations_of_an_earlier_model_are_told(place: DemoPlace, digest: str | None, other: bool) -> None:
    """By the hash of the weights, not by the name."""
    weights = resource_path("demo_model", demo_session.WEIGHTS_FILE).read_bytes()
    digest = digest or sha256_hex(weights)
    with open_demo_session(place, ACTOR).store as store:
        image = store.images()[0]
        made = make_explanation(load_source_image(Path(image.path)).identity)
        model = replace(made.provenance.model, spec="demo", files=((demo_session.WEIGHTS_FILE, digest),))
        store.add_explanation(image.image_id, replace(made, provenance=replace(made.provenance, model=model)))
    demo = open_demo_session(place, ACTOR)
    with demo.store:
        assert demo.other_model is other


def test_a_damaged_demo_is_left_alone_and_a_new_one_is_made_beside_it(place: DemoPlace) -> None:
    """No error, and the damaged file is not touched; the next time the new one is opened."""
    place.session.write_bytes(b"no session at all" * 100)
    demo = open_demo_session(place, ACTOR, writable=True)
    with demo.store as store:
        assert store.path == place.session.with_name("demo-2.mmel")
        assert demo.passed_over == (place.session,)
        assert store.images() == ()
        import_images(store, demo_session.demo_samples())
    assert place.session.read_bytes() == b"no session at all" * 100
    again = open_demo_session(place, ACTOR, writable=True)
    with again.store as store:
        assert len(store.images()) == 3


def test_a_session_in_use_is_read_in_the_window_and_passed_over_where_it_must_be_written(
    place: DemoPlace,
) -> None:
    """The window shows it; the run without a display takes another file."""
    with CaseStore.open(place.session, actor=ACTOR):
        shown = open_demo_session(place, ACTOR)
        with shown.store as store:
            assert store.session().read_only
            assert store.path == place.session
        written = open_demo_session(place, ACTOR, writable=True)
        with written.store as store:
            assert not store.session().read_only
            assert written.passed_over == (place.session,)


def test_a_home_that_cannot_be_written_is_a_clear_error(place: DemoPlace) -> None:
    """Accounts of services and of kiosks have none."""
    home = place.session.parent
    if home.exists():
        shutil.rmtree(home)
    home.write_bytes(b"")  # nothing can be made in it, not even by an administrator
    with pytest.raises(SessionError, match=r"no demo session can be made in .*; expected a home folder"):
        open_demo_session(place, ACTOR, writable=True)
