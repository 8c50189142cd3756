"""A team's terms reach every export and come back from it; what a change does is known beforehand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy_file import EXAMPLE, read_taxonomy_file
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.change_taxonomy import (
    apply_plan,
    plan_program_terms,
    plan_taxonomy,
    write_example,
)
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.import_annotations import import_annotations
from mmel_desktop.workflow.open_bundle import open_bundle
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.factories import ACTOR
from tests.workflow.case_with_marks import make_case

SECOND = EXAMPLE.replace('version = "1"', 'version = "2"').replace(
    'label = "wrong lane"', 'label = "lane taken for another"'
)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A team's file."""
    return write_example(tmp_path / "road.toml")


@pytest.fixture
def store(tmp_path: Path, example: Path) -> Iterator[CaseStore]:
    """A session in a team's terms, with a mark in them."""
    folder = tmp_path / "case"
    folder.mkdir()
    with make_case(folder) as store:
        apply_plan(store, plan_taxonomy(store, example))
        store.add_annotation(
            store.images()[0].image_id,
            Geometry.box(5, 5, 40, 40),
            effect="ROAD-E1",
            triggers=("ROAD-T1", "clutter"),
            evidence=("ROAD-V1",),
            comment="the lane of the tram",
        )
        yield store


def without_identity(annotation: Annotation) -> Annotation:
    """What was judged, not who did it when."""
    return replace(annotation, annotation_id="", image_id="", number=0, created_by="", created_utc="")


def test_the_example_is_read_and_never_written_over_unasked(example: Path) -> None:
    """A team's own work is not lost to a slip."""
    assert read_taxonomy_file(example).team.title == "Example road safety 1"
    with pytest.raises(BadInputError, match="a file of that name"):
        write_example(example)
    write_example(example, replace=True)
    with pytest.raises(BadInputError, match="cannot write the example file"):
        write_example(example / "inside.toml")


def test_a_plan_says_what_changes_and_how_many_marks_it_touches(store: CaseStore, tmp_path: Path) -> None:
    """Nothing is recorded by planning."""
    before = store.audit_events()
    second = tmp_path / "second.toml"
    text = SECOND.replace('hide = ["A9", "typographic"]', 'hide = ["A9", "clutter"]')
    second.write_text(text[: text.index("# Evidence")], encoding="utf-8")
    plan = plan_taxonomy(store, second)
    assert [(old.label, new.label) for old, new in plan.change.reworded] == [
        ("wrong lane", "lane taken for another")
    ]
    assert [term.code for term in plan.change.retired] == ["ROAD-V1"]
    assert (plan.change.hidden, plan.change.unhidden) == (("clutter",), ("typographic",))
    assert {code: plan.marks[code] for code in ("ROAD-E1", "ROAD-V1", "clutter", "A9")} == {
        "ROAD-E1": 1,
        "ROAD-V1": 1,
        "clutter": 1,
        "A9": 1,
    }
    assert store.audit_events() == before
    assert apply_plan(store, plan) == Taxonomy(plan.change.after) == store.taxonomy()
    assert plan_taxonomy(store, second).change.is_nothing


def test_the_programs_terms_alone_can_be_had_again(store: CaseStore) -> None:
    """The team's stay known."""
    apply_plan(store, plan_program_terms(store))
    assert not any(term.by_team for term in store.taxonomy().offered("effect"))
    assert store.taxonomy().label("effect", "ROAD-E1") == "wrong lane"


def test_a_plan_refuses_what_the_session_would_refuse(store: CaseStore, tmp_path: Path) -> None:
    """The same version with other words."""
    other = tmp_path / "other.toml"
    other.write_text(EXAMPLE.replace("wrong lane", "another lane"), encoding="utf-8")
    with pytest.raises(BadInputError, match="it calls itself 'Example road safety 1'"):
        plan_taxonomy(store, other)


# ------------------------------------------------------------------------------------------ exports


def test_the_json_document_says_whose_each_term_is(store: CaseStore, tmp_path: Path) -> None:
    """With the team's name and the hash of its terms."""
    path = export_session(store, "json", tmp_path / "record.json").path
    taxonomy = json.loads(path.read_bytes())["taxonomy"]
    assert taxonomy["version"] == "mmel-failures/1 + Example road safety 1"
    assert taxonomy["team"] == {
        "name": "Example road safety",
        "version": "1",
        "sha256": store.taxonomy().team.sha256,
    }
    effects = {term["code"]: term for term in taxonomy["terms"]["effect"]}
    assert effects["A1"] == {
        "code": "A1",
        "label": "missed",
        "meaning": "Something that is there was not recognised.",
    }
    assert effects["A9"]["offered"] is False
    assert effects["ROAD-E1"] == {
        "code": "ROAD-E1",
        "label": "wrong lane",
        "meaning": "The object is right, but it was taken to be in another lane.",
        "by_team": True,
        "label_ko": "차로 오인",
    }


def test_the_tables_explain_every_code(store: CaseStore, tmp_path: Path) -> None:
    """A further table has them all; the label stands beside the effect."""
    folder = export_session(store, "csv", tmp_path / "tables").path

    def table(name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    mark = table("annotations.csv")[-1]
    assert (mark["effect"], mark["effect_label"]) == ("ROAD-E1", "wrong lane")
    assert mark["taxonomy"] == "mmel-failures/1 + Example road safety 1"
    terms = {(row["field"], row["code"]): row for row in table("terms.csv")}
    assert terms["triggers", "ROAD-T1"]["label_ko"] == "도로 공사"
    assert (terms["triggers", "ROAD-T1"]["by_team"], terms["effect", "A1"]["by_team"]) == ("true", "false")
    assert (terms["effect", "A9"]["offered"], terms["effect", "A1"]["offered"]) == ("false", "true")
    used = {("effect", row["effect"]) for row in table("annotations.csv")}
    used |= {
        ("triggers", code) for row in table("annotations.csv") for code in row["triggers"].split("; ") if code
    }
    assert used <= terms.keys()


def test_coco_categories_and_geojson_classes_are_the_teams_too(store: CaseStore, tmp_path: Path) -> None:
    """Numbers of the program's categories stay; the words of triggers and evidence travel along."""
    coco = json.loads(export_session(store, "coco", tmp_path / "marks.json").path.read_bytes())
    categories = {entry["id"]: entry for entry in coco["categories"]}
    assert (categories[1]["name"], categories[13]["name"]) == ("A0 not a failure", "A12 other")
    assert categories[14]["name"] == "ROAD-E1 wrong lane"
    assert coco["annotations"][-1]["category_id"] == 14
    terms = coco["info"]["mmel"]["taxonomy"]["terms"]
    assert [term["code"] for term in terms["triggers"]] == ["ROAD-T1"]
    outcome = export_session(store, "geojson", tmp_path / "marks")
    collection = json.loads((outcome.path / "street.geojson").read_bytes())
    assert collection["features"][-1]["properties"]["classification"]["name"] == "ROAD-E1 wrong lane"
    assert collection["mmel"]["taxonomy"]["terms"] == terms


@pytest.mark.parametrize(("chosen", "name"), [("coco", "marks.json"), ("geojson", "marks")])
def test_marks_in_a_teams_terms_come_back(store: CaseStore, tmp_path: Path, chosen: str, name: str) -> None:
    """Into a session that knows the terms; into one that does not, they are left out and said."""
    outcome = export_session(store, chosen, tmp_path / name)
    file = outcome.path if chosen == "coco" else outcome.path / "street.geojson"
    (mark,) = [one for one in store.annotations() if one.effect == "ROAD-E1"]
    store.delete_annotation(mark.annotation_id)
    (added,) = import_annotations(store, file).added
    assert without_identity(added) == without_identity(mark)
    assert import_annotations(store, file).added == ()
    folder = tmp_path / "plain"
    folder.mkdir()
    with make_case(folder) as plain:
        refused = [str(error) for error in import_annotations(plain, file).refused]
    assert len(refused) == 1
    assert "its effect 'ROAD-E1' is not in the taxonomy of this session" in refused[0]


def test_what_is_there_is_known_again_after_the_terms_changed(store: CaseStore, tmp_path: Path) -> None:
    """A mark that says the same in a later version of the terms is not added twice."""
    file = export_session(store, "coco", tmp_path / "marks.json").path
    second = tmp_path / "second.toml"
    second.write_text(SECOND, encoding="utf-8")
    apply_plan(store, plan_taxonomy(store, second))
    assert import_annotations(store, file).added == ()


@pytest.mark.parametrize("label", ["ROAD-E1", "wrong lane", "Wrong Lane", "ROAD-E1 wrong lane", "차로 오인"])
def test_a_class_of_another_program_is_found_among_the_teams_terms(
    store: CaseStore, tmp_path: Path, label: str
) -> None:
    """By code, label, both, or the Korean label."""
    file = tmp_path / "street.geojson"
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [3, 4]},
        "properties": {"classification": {"name": label}},
    }
    file.write_text(json.dumps([feature]), encoding="utf-8")
    (added,) = import_annotations(store, file).added
    assert added.effect == "ROAD-E1"


def test_a_bundle_carries_the_terms_to_another_machine(store: CaseStore, tmp_path: Path) -> None:
    """Without the file; the session there verifies."""
    bundle = make_bundle(store, tmp_path / "case.mmelbundle").path
    opened = open_bundle(bundle, tmp_path / "elsewhere", actor=ACTOR)
    assert opened.verification.intact
    with CaseStore.open(opened.session_path, actor=ACTOR, read_only=True) as there:
        assert there.taxonomy() == store.taxonomy()
    assert verify_session(opened.session_path).intact
