"""A code that was ever known stays known, and what a new set of terms changes can be said beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy import TAXONOMY_VERSION, Term
from mmel_desktop.core.team_taxonomy import (
    NO_TEAM,
    TeamTaxonomy,
    following,
    refusals,
    team_change,
    team_from_json,
    team_to_json,
)
from mmel_desktop.core.team_taxonomy_rules import broken_rules
from tests.team_terms import LANE_MARKING, ROAD_SAFETY, ROAD_WORKS, WRONG_LANE


def test_a_term_that_a_new_file_lacks_stays_known() -> None:
    """It is no longer offered, and comes back when a later file has it again."""
    second = TeamTaxonomy("Road safety", "2", (Term("ROAD-E2", "too late", "Seen too late.", by_team=True),))
    after = following(ROAD_SAFETY, second)
    taxonomy = Taxonomy(after)
    assert [term.code for term in taxonomy.offered("effect")][-1] == "ROAD-E2"
    assert taxonomy.label("effect", "ROAD-E1") == "wrong lane"
    assert taxonomy.label("triggers", "ROAD-T1") == "road works"
    third = following(after, replace(ROAD_SAFETY, version="3"))
    assert WRONG_LANE in third.effect
    assert not {term.code: term for term in third.effect}["ROAD-E2"].offered


def test_leaving_the_team_out_leaves_its_terms_known() -> None:
    """New judgements are then made in the program's terms again."""
    taxonomy = Taxonomy(following(ROAD_SAFETY, NO_TEAM))
    assert taxonomy.version == TAXONOMY_VERSION
    assert "A9" in {term.code for term in taxonomy.offered("effect")}
    assert taxonomy.label("effect", "ROAD-E1") == "wrong lane"
    assert not any(term.by_team for term in taxonomy.offered("effect"))
    assert list(broken_rules(taxonomy.team)) == []


def test_what_a_change_does_is_told_apart() -> None:
    """New, back, gone, reworded, hidden and shown again."""
    late = Term("ROAD-E2", "too late", "Seen too late.", by_team=True)
    before = following(ROAD_SAFETY, replace(ROAD_SAFETY, version="2", evidence=()))
    renamed = replace(WRONG_LANE, label="lane mistaken")
    after = following(
        before, TeamTaxonomy("Road safety", "3", (renamed, late), (), (LANE_MARKING,), hidden=("A9", "A8"))
    )
    change = team_change(before, after)
    assert change.added == (late,)
    assert change.returned == (LANE_MARKING,)
    assert [term.code for term in change.retired] == ["ROAD-T1"]
    assert change.reworded == ((WRONG_LANE, renamed),)
    assert (change.hidden, change.unhidden) == (("A8",), ("weather",))
    assert not change.is_nothing
    assert team_change(after, after).is_nothing


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            replace(ROAD_SAFETY, version="2", effect=()),
            "the code 'ROAD-E1', which the session knows, is gone",
        ),
        (
            replace(ROAD_SAFETY, version="2", triggers=(), evidence=(LANE_MARKING, ROAD_WORKS)),
            "the code 'ROAD-T1' stands among evidence, where the session knows it as triggers",
        ),
        (replace(ROAD_SAFETY, hidden=()), "it calls itself 'Road safety 1', as the session's own does"),
    ],
)
def test_what_must_not_follow_is_said(after: TeamTaxonomy, said: str) -> None:
    """A lost code, a code of another kind, another content under the same version."""
    assert [why for why in refusals(ROAD_SAFETY, after) if said in why]
    assert list(refusals(ROAD_SAFETY, ROAD_SAFETY)) == []


def test_the_json_form_is_read_back() -> None:
    """With what is offered and what is not."""
    team = following(ROAD_SAFETY, TeamTaxonomy("Road safety", "2", (), (ROAD_WORKS,)))
    assert team_from_json(team_to_json(team)) == team
    assert team.sha256 != ROAD_SAFETY.sha256


@pytest.mark.parametrize(
    "spoilt",
    [
        {"terms": {}},
        {"terms": [7]},
        {"terms": [{"field": "severity"}]},
        {"hidden": [1]},
        {"name": None},
    ],
)
def test_a_spoilt_document_is_no_taxonomy(spoilt: dict[str, object]) -> None:
    """Whatever is wrong, it is one of three known exceptions."""
    with pytest.raises((ValueError, KeyError, TypeError)):
        team_from_json({**team_to_json(ROAD_SAFETY), **spoilt})
