"""A team's terms from the command line: looked at, tried, put in force, given with a review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mmel_desktop.core.taxonomy_file import EXAMPLE
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.cli.conftest import RunCommand
from tests.factories import ACTOR
from tests.workflow.case_with_marks import make_case


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A closed session with eight annotations."""
    make_case(tmp_path).close()
    return tmp_path / "case.mmel"


@pytest.fixture
def example(command: RunCommand, tmp_path: Path) -> Path:
    """The example, as the program writes it."""
    path = tmp_path / "road.toml"
    ran = command("taxonomy", "--example", path)
    assert (ran.code, ran.out) == (0, f"example {path}\n")
    return path


def entries(session: Path) -> int:
    """How long the audit trail is, before this look at it."""
    with CaseStore.open(session, actor=ACTOR, read_only=True) as store:
        return len(store.audit_events())


def test_the_terms_of_a_session_are_listed_without_a_trace(command: RunCommand, session: Path) -> None:
    """For a person, and for a script."""
    before = entries(session)
    ran = command("taxonomy", session)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "taxonomy mmel-failures/1"
    assert "  A1  missed: Something that is there was not recognised." in lines
    document = json.loads(command("taxonomy", session, "--json").out)
    assert document["terms"]["effect"][1]["label"] == "missed"
    assert entries(session) == before


def test_a_dry_run_says_what_would_change(command: RunCommand, session: Path, example: Path) -> None:
    """And changes nothing."""
    before = entries(session)
    ran = command("taxonomy", session, "--use", example, "--dry-run")
    assert (ran.code, ran.errors) == (0, [])
    assert ran.out.splitlines() == [
        "failure terms: “Example road safety 1” (not done: --dry-run)",
        "  new: ROAD-E1 wrong lane",
        "  new: ROAD-E2 right of way misread",
        "  new: ROAD-T1 road works",
        "  new: ROAD-V1 lane marking",
        "  hidden, still known: A9, in 1 annotation",
        "  hidden, still known: typographic, in 0 annotations",
    ]
    assert entries(session) == before


def test_terms_are_put_in_force_changed_and_given_up(
    command: RunCommand, session: Path, example: Path, tmp_path: Path
) -> None:
    """Each is one entry; the same file again is none."""
    assert command("taxonomy", session, "--use", example).code == 0
    listed = command("taxonomy", session).out.splitlines()
    assert listed[0] == "taxonomy mmel-failures/1 + Example road safety 1"
    assert any(line.startswith("  ROAD-E1  wrong lane (team): ") for line in listed)
    assert any(line.startswith("  A9  wrong text reading (not offered): ") for line in listed)
    again = command("taxonomy", session, "--use", example)
    assert again.out == "failure terms: as they are, nothing to change\n"
    second = tmp_path / "second.toml"
    text = EXAMPLE.replace('version = "1"', 'version = "2"').replace('"wrong lane"', '"lane mistaken"')
    second.write_text(text.replace(', "typographic"', ""), encoding="utf-8")
    ran = command("taxonomy", session, "--use", second)
    assert "  reworded: ROAD-E1 'wrong lane' → 'lane mistaken', in 0 annotations" in ran.out.splitlines()
    assert "  shown again: typographic" in ran.out.splitlines()
    ran = command("taxonomy", session, "--program-only")
    assert ran.out.splitlines()[0] == "failure terms: the program's own terms alone"
    assert "  no longer offered, still known: ROAD-E1 lane mistaken, in 0 annotations" in ran.out.splitlines()
    with CaseStore.open(session, actor=ACTOR, read_only=True) as store:
        acts = [event.action for event in store.audit_events()]
    assert acts.count("taxonomy.changed") == 3
    assert verify_session(session).intact


def test_a_file_that_cannot_be_used_is_one_line(command: RunCommand, session: Path, tmp_path: Path) -> None:
    """What was found is shown, not acted on; nothing changes."""
    bad = tmp_path / "bad.toml"
    bad.write_text(EXAMPLE.replace("wrong lane", "wrong\u202e lane"), encoding="utf-8")
    before = entries(session)
    ran = command("taxonomy", session, "--use", bad)
    assert ran.code == 2
    assert len(ran.errors) == 1
    assert r"'wrong\u202e lane'" in ran.errors[0]
    assert "taxonomy.changed" not in ran.out
    with CaseStore.open(session, actor=ACTOR, read_only=True) as store:
        added = store.audit_events(before)
    assert {event.action for event in added} <= {"session.opened"}


def test_a_session_must_be_named(command: RunCommand, example: Path) -> None:
    """An example is not written over either."""
    assert "no session was named" in command("taxonomy").errors[0]
    ran = command("taxonomy", "--example", example)
    assert ran.code == 2
    assert "a file of that name" in ran.errors[0]


def test_a_review_is_begun_in_a_teams_terms(
    command: RunCommand, folder: Path, tiny_spec: str, example: Path, tmp_path: Path
) -> None:
    """They stand in the session before its first image; a bad file leaves no session."""
    session = tmp_path / "review.mmel"
    asked = ("review", folder / "plain.png", "--prompt", "a car", "--session", session, "--model", tiny_spec)
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1", encoding="utf-8")
    assert command(*asked, "--taxonomy", bad).code == 2
    assert not session.exists()
    ran = command(*asked, "--taxonomy", example)
    assert ran.out.splitlines()[0] == "failure terms: “Example road safety 1”"
    with CaseStore.open(session, actor=ACTOR, read_only=True) as store:
        assert [event.action for event in store.audit_events()][:3] == [
            "session.created",
            "taxonomy.changed",
            "image.imported",
        ]
        assert store.taxonomy().label("effect", "ROAD-E1") == "wrong lane"
