"""Exports: complete, canonical where promised, safe in spreadsheets, on record, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import random
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pycocotools import mask as coco_masks
from pycocotools.coco import COCO

from mmel_desktop.core.annotation import Annotation, Geometry, annotation_from_json
from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.explanation_document import to_document
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.errors import BadInputError, OperationCancelled
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.case_tables import neutralised
from mmel_desktop.workflow.column_meanings import MEANINGS
from mmel_desktop.workflow.drawn_shapes import DrawnShape
from mmel_desktop.workflow.export_session import EXPORT_FORMATS, export_session
from mmel_desktop.workflow.open_bundle import open_bundle
from mmel_desktop.workflow.run_length_masks import rasterise
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.factories import ACTOR, make_explanation
from tests.workflow.case_with_marks import FRAME, make_case

# pycocotools 2.0.11 has NumPy's old array protocol.
OLD_PROTOCOL = "ignore:__array__ implementation:DeprecationWarning"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A session with every kind of annotation."""
    with make_case(tmp_path) as store:
        yield store


def table(path: Path) -> list[dict[str, str]]:
    """A CSV file as a spreadsheet reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_json_document_is_canonical_and_holds_everything(store: CaseStore, tmp_path: Path) -> None:
    """Byte for byte what RFC 8785 prescribes, and value for value what the session holds."""
    outcome = export_session(store, "json", tmp_path / "record.json")
    data = outcome.path.read_bytes()
    document = json.loads(data)
    assert canonical_bytes(document) == data
    assert outcome.files[0].sha256 == sha256_hex(data)
    assert document["schema"] == "mmel-case/1"
    street, yard = document["images"]
    assert [annotation_from_json(entry) for entry in street["annotations"] + yard["annotations"]] == list(
        store.annotations()
    )
    (run,) = street["runs"]
    explanation = json.loads(canonical_bytes(to_document(store.explanation(run["run_id"]))))
    assert run["explanation"] == explanation
    assert (yard["runs"][0]["status"], yard["runs"][0]["explanation"]) == ("failed", None)
    assert street["review"]["verdict"] == "wrong"
    head = document["audit_trail"][-1]
    assert (head["sequence"], head["sha256"]) == (
        document["anchor"]["sequence"],
        document["anchor"]["head_sha256"],
    )
    assert document["session"]["name"] == "Crossing"
    assert document["taxonomy"]["terms"]["effect"][1]["label"] == "missed"


def test_a_second_opinion_stands_beside_the_first_verdict_in_every_export(
    store: CaseStore, tmp_path: Path
) -> None:
    """Neither replaces the other; what was taken back is only in the trail; texts are made safe."""
    document = json.loads(export_session(store, "json", tmp_path / "a.json").path.read_bytes())
    street, yard = document["images"]
    assert street["review"]["verdict"] == "wrong"
    (opinion,) = street["second_opinions"]
    assert (opinion["reviewer"], opinion["verdict"]) == ("Second Sam", "right")
    assert (opinion["role"], opinion["recorded_by"]) == ("", ACTOR.full_name), "the role is the recorder's"
    assert yard["second_opinions"] == []
    given = [event for event in document["audit_trail"] if event["action"] == "second_opinion.given"]
    assert len(given) == 3
    export_session(store, "csv", tmp_path / "tables")
    (row,) = table(tmp_path / "tables" / "second_opinions.csv")
    assert (row["verdict_label"], row["differs_from_first"], row["judged_blind"]) == (
        "right",
        "true",
        "false",
    )
    assert row["rationale"] == "'=seen 보임"
    coco = json.loads(export_session(store, "coco", tmp_path / "coco.json").path.read_bytes())
    verdicts = [[said["verdict"] for said in image["mmel"]["verdicts"]] for image in coco["images"]]
    assert verdicts == [["wrong", "right"], []]


def test_every_export_is_the_newest_entry_of_the_trail_with_its_hashes(
    store: CaseStore, tmp_path: Path
) -> None:
    """Whoever receives a file can ask the session whether it wrote it."""
    for number, chosen in enumerate(EXPORT_FORMATS):
        before = store.anchor()
        outcome = export_session(store, chosen.code, tmp_path / f"out{number}{chosen.suffix}")
        event = store.audit_events()[-1]
        said = {change.field: change.new for change in event.changes}
        assert event.action == "export.exported"
        assert said["format"] == chosen.code
        assert said["files"] == [[file.path.name, file.sha256] for file in outcome.files]
        assert said["vouches_for"] == {"sequence": before.sequence, "sha256": before.head_sha256}
        for file in outcome.files:
            assert sha256_hex(file.path.read_bytes()) == file.sha256
    assert verify_session(store.path).intact


def test_a_session_open_for_reading_exports_the_same_without_a_trace(
    store: CaseStore, tmp_path: Path
) -> None:
    """And the document depends on nothing but the record."""
    first = export_session(store, "json", tmp_path / "a.json")
    store.close()
    content = store.path.read_bytes()
    with CaseStore.open(store.path, actor=ACTOR, read_only=True) as reader:
        second = export_session(reader, "json", tmp_path / "b.json")
        third = export_session(reader, "json", tmp_path / "c.json")
    assert store.path.read_bytes() == content
    strip = [json.loads(outcome.path.read_bytes()) for outcome in (second, third)]
    for document in strip:
        del document["anchor"]["utc"]
    assert strip[0] == strip[1]
    assert first.files[0].sha256 != second.files[0].sha256, "the first export is an entry of the second"


def test_a_signed_off_session_is_exported_and_says_so(store: CaseStore, tmp_path: Path) -> None:
    """The export is an act on the record, not an edit of it."""
    store.sign_off("approval")
    document = json.loads(export_session(store, "json", tmp_path / "a.json").path.read_bytes())
    assert [(entry["meaning"], entry["in_force"]) for entry in document["sign_offs"]] == [("approval", True)]
    assert store.audit_events()[-1].action == "export.exported"
    assert store.sign_offs()[0].in_force


def test_tables_hold_each_annotation_review_and_score(store: CaseStore, tmp_path: Path) -> None:
    """Numbers as numbers, texts as texts."""
    export_session(store, "csv", tmp_path / "tables")
    assert sorted(file.name for file in (tmp_path / "tables").iterdir()) == [
        "annotations.csv",
        "columns.csv",
        "export.json",
        "images.csv",
        "reviews.csv",
        "scores.csv",
        "second_opinions.csv",
        "terms.csv",
    ]
    annotations = table(tmp_path / "tables" / "annotations.csv")
    assert len(annotations) == 8
    first = annotations[0]
    assert (first["x1_px"], first["effect_label"], first["triggers"]) == (
        "50.5",
        "missed",
        "occlusion; small_or_far",
    )
    assert first["comment"] == "보행자 missed <b>"
    assert annotations[-1]["comment"] == "'=1+1 on the second"
    reviews = table(tmp_path / "tables" / "reviews.csv")
    assert [(row["verdict"], row["agrees"], row["judged_blind"]) for row in reviews] == [
        ("wrong", "false", "true"),
        ("unreviewed", "", "false"),
    ]
    assert reviews[0]["rationale"] == "'-missed"
    scores = table(tmp_path / "tables" / "scores.csv")
    (run,) = store.latest_runs().values()
    assert [float(row["score_cosine"]) for row in scores] == list(run.scores)
    assert {row["latest"] for row in scores} == {"true"}
    images = table(tmp_path / "tables" / "images.csv")
    assert [(row["name"], row["runs_failed"], row["annotations"]) for row in images] == [
        ("street.png", "0", "7"),
        ("yard 마당.png", "1", "1"),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", "  =1+1", "＝1+1", "＠x"]
)
def test_no_text_can_act_as_a_formula(text: str) -> None:
    """The beginnings that spreadsheets take for formulas are made text."""
    cell = neutralised(text)
    assert isinstance(cell, str)
    assert cell.startswith("'")
    assert "\0" not in cell


@pytest.mark.parametrize("cell", [-1, -0.5, True, None, "1-1", "a=b", ""])
def test_numbers_and_harmless_texts_stay_as_they_are(cell: Any) -> None:
    """A negative number is a number."""
    assert neutralised(cell) == cell
    assert type(neutralised(cell)) is type(cell)


@pytest.mark.filterwarnings(OLD_PROTOCOL)
def test_coco_documents_are_read_by_the_reference_library(
    store: CaseStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pycocotools indexes it, finds the categories, and turns each area into the mask that was drawn."""
    outcome = export_session(store, "coco", tmp_path / "coco.json")
    coco = COCO(str(outcome.path))
    assert len(coco.getImgIds()) == 2
    assert len(coco.getCatIds()) == 13
    (missed,) = coco.getCatIds(catNms=["A1 missed"])
    (box,) = coco.loadAnns(coco.getAnnIds(catIds=[missed]))
    assert box["bbox"] == [5, 6, 45.5, 54]
    assert box["area"] == 45.5 * 54
    assert box["mmel"]["severity"] == "critical"
    areas = {}
    for entry in coco.loadAnns(coco.getAnnIds()):
        if entry["segmentation"]:
            areas[entry["id"]] = int(coco.annToMask(entry).sum())
        else:
            assert entry["num_keypoints"] in {1, 2}
    assert sorted(areas) == [1, 2, 3, 5, 7, 8]
    assert areas[3] == 50 * 40 - 30 * 20, "the hole is a hole"
    assert areas[7] == 96 * 72
    assert abs(areas[2] - 583.75) < 40, "a triangle, give or take its rim"


@pytest.mark.filterwarnings(OLD_PROTOCOL)
@pytest.mark.parametrize("seed", range(6))
def test_our_masks_of_whole_pixels_are_those_of_the_reference_library(seed: int) -> None:
    """Rectilinear outlines leave no room for different rounding: both must agree pixel by pixel."""
    numbers = random.Random(seed)
    x0, y0 = numbers.randrange(0, 40), numbers.randrange(0, 30)
    x1, y1 = x0 + numbers.randrange(2, 50), y0 + numbers.randrange(2, 40)
    middle = (x0 + x1) // 2
    outline = ((x0, y0), (x1, y0), (x1, y1), (middle, y1), (middle, y0 + 1), (x0, y0 + 1))
    flat = [float(value) for point in outline for value in point]
    packed = coco_masks.merge(coco_masks.frPyObjects([flat], 72, 96))
    ours = rasterise(DrawnShape("polygon", (tuple((float(x), float(y)) for x, y in outline),)), (72, 96))
    assert (coco_masks.decode(packed).astype(bool) == ours).all()
    frame = rasterise(DrawnShape("polygon", FRAME), (72, 96))
    assert frame.sum() == 50 * 40 - 30 * 20


def test_geojson_has_one_collection_for_each_image_with_marks(store: CaseStore, tmp_path: Path) -> None:
    """Closed rings, QuPath's own fields, and the exact judgement beside them."""
    outcome = export_session(store, "geojson", tmp_path / "qupath")
    assert [file.path.name for file in outcome.files] == ["street.geojson", "yard 마당.geojson"]
    document = json.loads((tmp_path / "qupath" / "street.geojson").read_bytes())
    assert document["type"] == "FeatureCollection"
    kinds = [feature["geometry"]["type"] for feature in document["features"]]
    assert kinds == ["Polygon", "Polygon", "Polygon", "Point", "Polygon", "LineString", "Polygon"]
    box, _, frame, *_ = document["features"]
    assert box["geometry"]["coordinates"] == [[[5, 6], [50.5, 6], [50.5, 60], [5, 60], [5, 6]]]
    assert box["properties"]["objectType"] == "annotation"
    assert box["properties"]["classification"]["name"] == "A1 missed"
    assert box["properties"]["metadata"]["comment"] == "보행자 missed <b>"
    assert len(frame["geometry"]["coordinates"]) == 2
    assert all(isinstance(value, str) for value in box["properties"]["metadata"].values())


def test_coco_documents_hold_what_cvat_and_fiftyone_ask_for(store: CaseStore, tmp_path: Path) -> None:
    """Their readers index these keys without asking, and take boxes as x, y, width and height."""
    outcome = export_session(store, "coco", tmp_path / "coco.json")
    document = json.loads(outcome.path.read_bytes())
    assert {"info", "licenses", "images", "categories", "annotations"} <= document.keys()
    images = {entry["id"]: entry for entry in document["images"]}
    categories = {entry["id"] for entry in document["categories"]}
    assert all(entry["name"] and "supercategory" in entry for entry in document["categories"])
    numbers = [entry["id"] for entry in document["annotations"]]
    assert len(set(numbers)) == len(numbers)
    assert min(*numbers, *images, *categories) >= 1, "0 is background, or nothing, to most readers"
    for entry in document["annotations"]:
        image = images[entry["image_id"]]
        assert entry["category_id"] in categories
        assert entry["iscrowd"] in (0, 1)
        assert entry["area"] >= 0
        x, y, width, height = entry["bbox"]
        assert min(x, y, width, height) >= 0
        assert x + width <= image["width"]
        assert y + height <= image["height"]
        # Where the key is missing, datumaro 0.3, from which CVAT's reader comes, refuses the whole file.
        segmentation = entry["segmentation"]
        if isinstance(segmentation, list):
            assert all(len(ring) >= 6 and len(ring) % 2 == 0 for ring in segmentation)
        else:
            assert segmentation["size"] == [image["height"], image["width"]]
            assert sum(segmentation["counts"]) == image["height"] * image["width"]


def test_geojson_holds_what_qupath_asks_for(store: CaseStore, tmp_path: Path) -> None:
    """Ids that are UUIDs, colours of three bytes, rings that end where they began."""
    outcome = export_session(store, "geojson", tmp_path / "qupath")
    for file in outcome.files:
        for feature in json.loads(file.path.read_bytes())["features"]:
            assert feature["type"] == "Feature"
            assert str(UUID(feature["id"])) == feature["id"]
            colour = feature["properties"]["classification"]["color"]
            assert len(colour) == 3
            assert all(isinstance(part, int) and 0 <= part <= 255 for part in colour)
            if feature["geometry"]["type"] == "Polygon":
                rings = feature["geometry"]["coordinates"]
                assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)


def test_an_earlier_export_is_replaced_and_nothing_else(store: CaseStore, tmp_path: Path) -> None:
    """Files of images that have no marks any more go; a stranger's file stays; another folder is refused."""
    out = tmp_path / "qupath"
    export_session(store, "geojson", out)
    (out / "notes.txt").write_text("mine")
    store.delete_annotation(store.annotations()[-1].annotation_id)
    export_session(store, "geojson", out)
    assert sorted(file.name for file in out.iterdir()) == ["export.json", "notes.txt", "street.geojson"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    for chosen in ("csv", "geojson"):
        with pytest.raises(BadInputError, match="expected a new or empty folder, or an earlier export"):
            export_session(store, chosen, other)
    with pytest.raises(BadInputError, match="expected a new or empty folder"):
        export_session(store, "csv", out)
    assert [file.name for file in other.iterdir()] == ["thesis.txt"]


def test_images_named_alike_get_files_of_their_own(store: CaseStore, tmp_path: Path) -> None:
    """Also where the system ignores case, and whatever the names are made of."""
    from mmel_desktop.core.annotation import Geometry
    from tests.factories import write_image

    for number, name in enumerate(("Street.png", "CON.png", "a" * 230 + ".png")):
        (tmp_path / str(number)).mkdir()
        image = store.add_image(write_image(tmp_path / str(number) / name, seed=number + 10))
        store.add_annotation(image.image_id, Geometry("image"))
    outcome = export_session(store, "geojson", tmp_path / "out")
    names = [file.path.name for file in outcome.files]
    assert names[:4] == ["street.geojson", "yard 마당.geojson", "Street-2.geojson", "CON_.geojson"]
    assert len(names[4].encode()) <= 200


@pytest.mark.parametrize("chosen", [entry.code for entry in EXPORT_FORMATS])
def test_a_cancelled_export_leaves_nothing(store: CaseStore, tmp_path: Path, chosen: str) -> None:
    """No file, no folder, no entry."""
    place = tmp_path / "place"
    place.mkdir()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        export_session(store, chosen, place / "out.json", cancel=cancel)
    assert list(place.iterdir()) == []
    assert store.audit_events()[-1].action != "export.exported"


@pytest.mark.parametrize("chosen", [entry.code for entry in EXPORT_FORMATS])
def test_an_export_tells_of_one_state_however_the_session_is_edited_meanwhile(
    store: CaseStore, tmp_path: Path, chosen: str
) -> None:
    """Nothing that was done after it had begun is in it; its entry names the state it tells of."""
    annotation, before = store.annotations()[0], store.anchor()
    edits: list[Annotation] = []

    def work_on(report: ProgressReport) -> None:
        if report.step == "exporting":
            comment = f"found meanwhile {len(edits)}"
            edits.append(store.edit_annotation(replace(annotation, comment=comment)))
            store.add_annotation(annotation.image_id, Geometry("image"), comment=comment)

    outcome = export_session(store, chosen, tmp_path / "out.json", progress=work_on)
    assert edits
    written = b"".join(file.path.read_bytes() for file in outcome.files)
    assert b"found meanwhile" not in written
    assert annotation.comment.encode() in written
    said = {change.field: change.new for change in store.audit_events()[-1].changes}
    assert said["vouches_for"] == {"sequence": before.sequence, "sha256": before.head_sha256}
    if chosen == "json":
        assert json.loads(written)["audit_trail"][-1]["sequence"] == before.sequence
    assert verify_session(store.path).passed


@pytest.mark.parametrize("chosen", ["json", "csv"])
def test_a_place_that_cannot_be_written_is_named(store: CaseStore, tmp_path: Path, chosen: str) -> None:
    """One clear line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInputError, match="cannot write"):
        export_session(store, chosen, tmp_path / "file" / "out")


def test_an_unknown_format_is_refused(store: CaseStore, tmp_path: Path) -> None:
    """The known ones are named."""
    with pytest.raises(BadInputError, match="expected json, csv, coco, geojson"):
        export_session(store, "xml", tmp_path / "out")


def test_every_column_of_the_tables_is_explained_in_another(store: CaseStore, tmp_path: Path) -> None:
    """Whoever gets the tables need not know the program."""
    folder = export_session(store, "csv", tmp_path / "tables").path
    explained = {(row["table"], row["column"]): row["meaning"] for row in table(folder / "columns.csv")}
    tables = [file for file in folder.glob("*.csv") if file.name != "columns.csv"]
    headers = {
        (file.stem, name) for file in tables for name in file.read_text("utf-8-sig").split("\n")[0].split(",")
    }
    assert {(name, column.strip()) for name, column in headers} == explained.keys()
    assert all(explained.values())
    assert set(MEANINGS) == {column for _, column in explained}, "a meaning without its column"


@pytest.mark.parametrize("code", ["csv", "geojson"])
def test_a_folder_says_which_state_of_which_session_it_holds(
    store: CaseStore, tmp_path: Path, code: str
) -> None:
    """Tables that nobody can trace to a record prove nothing."""
    before = store.anchor()
    folder = export_session(store, code, tmp_path / "out").path
    about = json.loads((folder / "export.json").read_bytes())["about"]
    assert (about["session_id"], about["audit_entries"], about["chain_head_sha256"]) == (
        before.session_id,
        before.sequence,
        before.head_sha256,
    )


def test_the_same_figures_stand_in_every_export(store: CaseStore, tmp_path: Path) -> None:
    """Scores, verdicts and marks of tables, document and COCO agree to the last digit."""
    document = json.loads(export_session(store, "json", tmp_path / "a.json").path.read_bytes())
    tables = export_session(store, "csv", tmp_path / "tables").path
    coco = json.loads(export_session(store, "coco", tmp_path / "coco.json").path.read_bytes())
    runs = [run for image in document["images"] for run in image["runs"]]
    expected = [
        (run["run_id"], prompt, score, softmax)
        for run in runs
        for prompt, score, softmax in zip(run["prompts"], run["scores"], run["softmaxes"], strict=False)
    ]
    found = [
        (row["run_id"], row["prompt"], float(row["score_cosine"]), float(row["softmax"]))
        for row in table(tables / "scores.csv")
    ]
    assert found == expected
    assert found
    verdicts = [image["review"]["verdict"] for image in document["images"]]
    assert [row["verdict"] for row in table(tables / "reviews.csv")] == verdicts
    marks = [mark for image in document["images"] for mark in image["annotations"]]
    assert [entry["mmel"] for entry in coco["annotations"]] == marks
    assert [int(row["annotation_number"]) for row in table(tables / "annotations.csv")] == [
        mark["number"] for mark in marks
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of files are another matter on Windows")
def test_who_may_read_an_export_is_for_the_user_to_say(store: CaseStore, tmp_path: Path) -> None:
    """In a hospital nobody else may; a program must not know better."""
    before = os.umask(0o077)
    try:
        document = export_session(store, "json", tmp_path / "a.json").path
        tables = export_session(store, "csv", tmp_path / "tables").path
        bundle = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False).path
        opened = open_bundle(bundle, tmp_path / "opened", actor=ACTOR).folder
    finally:
        os.umask(before)
    places = (document, tables, tables / "reviews.csv", bundle, opened, opened / "session.mmel")
    assert [stat.S_IMODE(place.stat().st_mode) & 0o077 for place in places] == [0] * 6


def test_a_run_made_for_comparison_is_named_as_such_and_answers_nothing(
    store: CaseStore, tmp_path: Path
) -> None:
    """Tables and document list it with its mark; which run is the latest does not change."""
    street = store.images()[0]
    (answer,) = store.runs(street.image_id)
    compared = store.add_explanation(
        street.image_id, make_explanation(street.identity, grid=4, seed=5), for_comparison=True
    )
    export_session(store, "csv", tmp_path / "tables")
    scores = table(tmp_path / "tables" / "scores.csv")
    marks = {(row["run_id"], row["latest"], row["for_comparison"]) for row in scores}
    assert marks == {(answer.run_id, "true", "false"), (compared.run_id, "false", "true")}
    rows = table(tmp_path / "tables" / "images.csv")
    assert [(row["runs_finished"], row["runs_for_comparison"]) for row in rows] == [("2", "1"), ("0", "0")]
    document = json.loads(export_session(store, "json", tmp_path / "a.json").path.read_bytes())
    runs = document["images"][0]["runs"]
    assert [run["for_comparison"] for run in runs] == [False, True]
