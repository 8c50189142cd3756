"""Annotations from files: round trips, files of other programs, and files that are wrong in every way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as coco_masks

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.errors import BadInputError, SessionReadOnlyError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.import_annotations import import_annotations
from tests.factories import ACTOR, write_image
from tests.workflow.case_with_marks import make_case

Document = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A session with every kind of annotation."""
    with make_case(tmp_path) as store:
        yield store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[CaseStore]:
    """A session with images of the same names and pixels, not judged yet."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with CaseStore.create(folder / "empty.mmel", actor=ACTOR) as store:
        store.add_image(write_image(folder / "street.png"))
        store.add_image(write_image(folder / "yard 마당.png", seed=4))
        yield store


def content(annotation: Annotation, image_name: str) -> tuple[str, Annotation]:
    """What an annotation says, without what makes it this one."""
    return image_name, replace(
        annotation, annotation_id="", image_id="", number=0, created_by="", created_utc=""
    )


def contents(store: CaseStore) -> list[tuple[str, Annotation]]:
    """What a session's annotations say, in their order."""
    names = {image.image_id: image.identity.name for image in store.images()}
    return [content(annotation, names[annotation.image_id]) for annotation in store.annotations()]


def write(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def coco(*annotations: Document, width: int = 96, height: int = 72, name: str = "street.png") -> Document:
    """A document as other programs write them."""
    return {
        "images": [{"id": 7, "file_name": f"photos/{name}", "width": width, "height": height}],
        "categories": [{"id": 3, "name": "A2 hallucinated"}, {"id": 4, "name": "car"}],
        "annotations": [
            {"id": 50 + i, "image_id": 7, "category_id": 3, **a} for i, a in enumerate(annotations)
        ],
    }


def messages(outcome: Any) -> str:
    return "\n".join(str(error) for error in outcome.skipped)


@pytest.mark.parametrize("chosen", ["coco", "geojson"])
def test_what_was_exported_comes_back_exactly(
    store: CaseStore, empty: CaseStore, tmp_path: Path, chosen: str
) -> None:
    """Every kind of geometry and every field, in another session with the same images."""
    out = tmp_path / ("marks.json" if chosen == "coco" else "marks")
    outcome = export_session(store, chosen, out)
    for file in outcome.files:
        result = import_annotations(empty, file.path)
        assert result.skipped == ()
        assert result.source_format == ("COCO" if chosen == "coco" else "GeoJSON")
    assert contents(empty) == contents(store)
    assert empty.reviews() == {}, "a verdict is an act of the person who gives it"
    assert empty.second_opinions() == {}
    assert verify_session(empty.path).intact


def test_nothing_is_lost_on_the_way_through_datumaro(
    store: CaseStore, empty: CaseStore, tmp_path: Path
) -> None:
    """It keeps COCO's own fields and ``attributes``, rounds to hundredths, and knows no keypoints."""
    annotations = store.annotations()
    fine = (((10.12345, 10.0), (40.006, 12.255), (20.0, 50.3333333)),)
    store.add_annotation(annotations[0].image_id, Geometry("region", fine, "", 1, (5,)), effect="A2")
    store.add_annotation(annotations[0].image_id, Geometry("point", (((1.3333333, 2.6666666),),)))
    document = json.loads(export_session(store, "coco", tmp_path / "coco.json").path.read_bytes())
    result = import_annotations(empty, write(tmp_path / "back.json", as_datumaro_writes(document)))
    assert result.skipped == ()
    # The file lists them image by image.
    assert sorted(contents(empty), key=repr) == sorted(contents(store), key=repr)


def test_a_mark_moved_in_datumaro_counts_as_drawn(store: CaseStore, tmp_path: Path) -> None:
    """What the file says of a point and a box stands only while they are where it says."""
    document = as_datumaro_writes(
        json.loads(export_session(store, "coco", tmp_path / "coco.json").path.read_bytes())
    )
    by_effect = {entry["attributes"]["mmel"]["effect"]: entry for entry in document["annotations"]}
    box, relation = by_effect["A1"], by_effect["A6"]
    box["segmentation"][0][0] += 0.02
    relation["bbox"][2] += 3
    document["annotations"] = [box, relation]
    moved, boxed = import_annotations(store, write(tmp_path / "back.json", document)).added
    assert (moved.geometry.kind, moved.effect, moved.severity) == ("polygon", "A1", "critical")
    assert boxed.geometry == Geometry.box(10, 10, 73, 60)


def as_datumaro_writes(document: Document) -> Document:
    """A COCO document as datumaro 1.13 gives it back (``coco_instances``; masks are left as they are)."""

    def rounded(value: Any) -> Any:
        return [rounded(part) for part in value] if isinstance(value, list) else round(value, 2)

    kept = ("id", "image_id", "category_id", "segmentation", "area", "bbox", "iscrowd", "attributes")
    return {
        "licenses": [{"name": "", "id": 0, "url": ""}],
        "info": {
            "contributor": "",
            "date_created": "",
            "description": "",
            "url": "",
            "version": "",
            "year": "",
        },
        "categories": [{key: entry[key] for key in ("id", "name")} for entry in document["categories"]],
        "images": [
            {key: entry[key] for key in ("id", "width", "height", "file_name")}
            for entry in document["images"]
        ],
        "annotations": [
            {key: entry[key] for key in kept}
            | {"bbox": rounded(entry["bbox"])}
            | (
                {}
                if isinstance(entry["segmentation"], dict)
                else {"segmentation": rounded(entry["segmentation"])}
            )
            for entry in document["annotations"]
        ],
    }


@pytest.mark.parametrize("chosen", ["coco", "geojson"])
def test_importing_into_the_same_session_adds_nothing_twice(
    store: CaseStore, tmp_path: Path, chosen: str
) -> None:
    """Each is named with the annotation it is already."""
    out = tmp_path / ("marks.json" if chosen == "coco" else "marks")
    before, files = store.annotations(), export_session(store, chosen, out).files
    for file in files:
        result = import_annotations(store, file.path)
        assert result.added == ()
        assert "it is there already: annotation " in messages(result)
        assert result.already_there == result.skipped
        assert result.refused == ()
    assert store.annotations() == before


def test_an_import_is_one_edit_that_changes_nothing_else(empty: CaseStore, tmp_path: Path) -> None:
    """Undone and made again as a whole; the trail names file and hash."""
    image = empty.images()[0]
    own = empty.add_annotation(image.image_id, Geometry.box(1, 1, 2, 2), comment="mine")
    path = write(tmp_path / "marks.json", coco({"bbox": [1, 2, 3, 4]}, {"bbox": [5, 6, 7, 8]}))
    result = import_annotations(empty, path)
    assert [annotation.number for annotation in result.added] == [2, 3]
    assert empty.undo_text() == "import 2 annotations from 'marks.json'"
    empty.undo()
    assert empty.annotations() == (own,)
    empty.redo()
    assert empty.annotations() == (own, *result.added)


def test_shapes_of_other_programs_become_ours(empty: CaseStore, tmp_path: Path) -> None:
    """Boxes, polygons, pieces, points and masks; rectangles are boxes however they are written."""
    mask = np.zeros((72, 96), np.uint8, order="F")
    mask[10:50, 10:60] = 1
    mask[20:40, 20:50] = 0
    mask[60:70, 80:96] = 1
    packed = coco_masks.encode(mask)
    packed["counts"] = packed["counts"].decode()
    plain = [int(run) for run in run_lengths(mask)]
    path = write(
        tmp_path / "marks.json",
        coco(
            {"bbox": [1, 2, 3, 4]},
            {"segmentation": [[10, 10, 40, 12, 20, 50]]},
            {"segmentation": [[1, 1, 9, 1, 9, 9, 1, 9], [20, 20, 30, 20, 25, 33]]},
            {"segmentation": {"size": [72, 96], "counts": packed["counts"]}},
            {"keypoints": [5, 6, 2, 0, 0, 0, 8, 9, 1], "num_keypoints": 2, "bbox": [5, 6, 3, 3]},
            {"bbox": [0, 0, 96, 72], "category_id": 4},
        ),
    )
    result = import_annotations(empty, path)
    assert messages(result) == ""
    geometries = [annotation.geometry for annotation in result.added]
    box, triangle, square, piece, frame, block, point, other_point, whole = geometries
    assert box == Geometry.box(1, 2, 4, 6)
    assert triangle == Geometry("polygon", (((10.0, 10.0), (40.0, 12.0), (20.0, 50.0)),))
    assert (square, piece.kind) == (Geometry.box(1, 1, 9, 9), "polygon")
    assert [geometry.rings[0][0] for geometry in (point, other_point)] == [(5.0, 6.0), (8.0, 9.0)]
    assert [(len(frame.rings), frame.kind), block] == [(2, "polygon"), Geometry.box(80, 60, 96, 70)]
    assert frame.bounding_box_xyxy_px == (10.0, 10.0, 60.0, 50.0)
    assert whole == Geometry.box(0, 0, 96, 72)
    assert {annotation.effect for annotation in result.added[:-1]} == {"A2"}
    assert (result.added[-1].effect, result.added[-1].comment) == ("A12", "labelled 'car' where it was drawn")
    unpacked = write(tmp_path / "plain.json", coco({"segmentation": {"size": [72, 96], "counts": plain}}))
    assert "it is there already" in messages(import_annotations(empty, unpacked))


def run_lengths(mask: np.ndarray) -> list[int]:
    """Plain run lengths, counted one by one."""
    runs, last = [0], 0
    for value in mask.ravel(order="F"):
        if value != last:
            runs.append(0)
            last = value
        runs[-1] += 1
    return runs


def test_a_shape_changed_elsewhere_counts_as_drawn(store: CaseStore, tmp_path: Path) -> None:
    """The fields stay, the old outline does not."""
    path = export_session(store, "geojson", tmp_path / "marks").files[0].path
    document = json.loads(path.read_bytes())
    region = document["features"][4]
    region["geometry"]["coordinates"][0][1] = [44.0, 15.0]
    document["features"] = [region]
    (added,) = import_annotations(store, write(path, document)).added
    assert (added.geometry.kind, added.geometry.rings[0][1]) == ("polygon", (44.0, 15.0))
    assert added.geometry.region_ids == ()
    assert added.effect == "A10"


def test_a_qupath_file_lies_on_the_image_it_is_named_after_or_the_one_chosen(
    empty: CaseStore, tmp_path: Path
) -> None:
    """QuPath writes plain features that name no image."""
    feature = {
        "type": "Feature",
        "id": "d9f1a0f0-0000-4000-8000-000000000000",
        "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [9, 1], [9, 9], [1, 9], [1, 1]]]},
        "properties": {"objectType": "annotation", "classification": {"name": "missed", "color": [1, 2, 3]}},
    }
    street, yard = empty.images()
    (named,) = import_annotations(empty, write(tmp_path / "street.geojson", [feature])).added
    assert (named.image_id, named.geometry, named.effect) == (street.image_id, Geometry.box(1, 1, 9, 9), "A1")
    stranger = write(tmp_path / "export 3.geojson", {"type": "FeatureCollection", "features": [feature]})
    assert "no image of the session has that name" in messages(import_annotations(empty, stranger))
    (chosen,) = import_annotations(empty, stranger, image_id=yard.image_id).added
    assert chosen.image_id == yard.image_id


def test_images_are_told_apart_by_pixels_then_by_name_and_size(
    store: CaseStore, empty: CaseStore, tmp_path: Path
) -> None:
    """A renamed image is found by its hash; another picture of the same name is not taken for it."""
    shutil.copy(store.images()[0].path, tmp_path / "renamed.png")
    with CaseStore.create(tmp_path / "renamed.mmel", actor=ACTOR) as renamed:
        renamed.add_image(write_image(tmp_path / "renamed.png"))
        out = export_session(store, "coco", tmp_path / "marks.json").path
        result = import_annotations(renamed, out)
        assert len(result.added) == 7
        assert (
            "1 annotation on image 'yard 마당.png' left out; found no image of the session has these pixels"
            in messages(result)
        )
    path = write(tmp_path / "other.json", coco({"bbox": [1, 2, 3, 4]}, width=640, height=480))
    text = messages(import_annotations(empty, path))
    assert "the session's image of that name is 96 × 72, the file says 640 × 480" in text
    path = write(
        tmp_path / "unknown.json", coco({"bbox": [1, 2, 3, 4]}, {"bbox": [1, 2, 3, 5]}, name="x.png")
    )
    outcome = import_annotations(empty, path)
    assert len(outcome.skipped) == 1
    assert "2 annotations on image 'photos/x.png' left out" in messages(outcome)


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        ({}, "expected a box of four numbers"),
        ({"bbox": [1, 2, 0, 4]}, "expected a box with an area"),
        ({"bbox": ["1", 2, 3, 4]}, "expected numbers"),
        ({"bbox": [1, 2, 10**400, 4]}, "expected numbers of a usual size"),
        ({"bbox": [1, 2, 300, 4]}, "it lies outside the image of 96 × 72 pixels"),
        ({"segmentation": [[1, 2, 3]]}, "expected polygons as lists of x and y in turn"),
        ({"segmentation": [[1, 2, 3, 4]]}, "expected rings of three points or more"),
        ({"segmentation": [[1, 1, 2, 2, 3, 3]]}, "expected a polygon with an area"),
        ({"segmentation": {"size": [72, 96], "counts": [5]}}, "expected run lengths that fill the mask"),
        ({"segmentation": {"size": [72, 96], "counts": "~~~"}}, "expected packed run lengths"),
        ({"segmentation": {"size": [72, 96], "counts": [72 * 96]}}, "expected a mask that is not empty"),
        ({"segmentation": {"size": [10**6, 10**6], "counts": []}}, "expected a mask of at most"),
        ({"image_id": 8, "bbox": [1, 2, 3, 4]}, "it lies on image 8, which the file does not list"),
        ({"bbox": [1, 2, 3, 4], "mmel": {"effect": "Z9"}}, "its effect 'Z9' is not in the taxonomy"),
        ({"bbox": [1, 2, 3, 4], "mmel": {"comment": ["x"]}}, "its comment is no text of at most"),
        ({"bbox": [1, 2, 3, 4], "mmel": {"comment": "\ud800"}}, "its comment is not valid Unicode"),
        ({"bbox": [1, 2, 3, 4], "mmel": {"comment": "x" * 30_000}}, "its comment is no text of at most"),
        ({"bbox": [1, 2, 3, 4], "mmel": {"triggers": "occlusion"}}, "its triggers are no list"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(
    empty: CaseStore, tmp_path: Path, annotation: Document, reason: str
) -> None:
    """One bad mark stops no other."""
    path = write(tmp_path / "marks.json", coco(annotation, {"bbox": [5, 6, 7, 8]}))
    result = import_annotations(empty, path)
    assert len(result.added) == 1
    assert reason in messages(result)
    assert messages(result).startswith("annotation 50 left out")
    assert "found expected" not in messages(result)


@pytest.mark.parametrize(
    "document", [{"type": "FeatureCollection"}, {"type": "FeatureCollection", "features": 3}]
)
def test_a_feature_collection_without_features_is_no_geojson(
    empty: CaseStore, tmp_path: Path, document: Document
) -> None:
    """It is refused as a whole: it holds no annotation that could be counted as left out."""
    with pytest.raises(BadInputError, match="holds no annotations this program can read"):
        import_annotations(empty, write(tmp_path / "marks.geojson", document))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "is no JSON file"),
        ("hello", "is no JSON file"),
        ('{"a": NaN}', "NaN is no JSON number"),
        ("[" * 200_000, "lists nested too deeply"),
        ("{}", "holds no annotations this program can read"),
        ("[1, 2]", "holds no annotations this program can read"),
        ('{"images": [{"id": 1}, {"id": 1}], "annotations": []}', "the id 1 twice"),
        ('{"images": [{"id": [1]}], "annotations": []}', "on an image"),
    ],
)
def test_bad_files_are_one_clear_error(empty: CaseStore, tmp_path: Path, text: str, found: str) -> None:
    """And leave no trace in the session."""
    entries = empty.audit_events()
    path = tmp_path / "marks.json"
    path.write_text(text)
    with pytest.raises(BadInputError, match=found):
        import_annotations(empty, path)
    assert empty.audit_events() == entries


def test_missing_file_and_read_only_session(empty: CaseStore, tmp_path: Path) -> None:
    """Both are known errors."""
    with pytest.raises(BadInputError, match=r"cannot read 'no\.json'"):
        import_annotations(empty, tmp_path / "no.json")
    path = write(tmp_path / "marks.json", coco({"bbox": [1, 2, 3, 4]}))
    empty.sign_off("review")
    with pytest.raises(SessionReadOnlyError, match="signed off"):
        import_annotations(empty, path)


def test_names_that_are_half_a_character_are_shown_not_stumbled_over(
    empty: CaseStore, tmp_path: Path
) -> None:
    """JSON can hold what no encoding can write."""
    result = import_annotations(
        empty, write(tmp_path / "a.json", coco({"bbox": [1, 2, 3, 4]}, name="\ud800"))
    )
    assert "image 'photos/\\\\ud800' left out" in messages(result)
