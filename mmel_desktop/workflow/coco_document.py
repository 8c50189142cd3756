"""The annotations of a session as a COCO document (https://cocodataset.org/#format-data).

Categories are the failure effects of the taxonomy. Boxes, polygons and regions become ``segmentation``
polygons, or masks where there are holes; points and relations become ``keypoints`` with an empty
segmentation, since readers such as datumaro's (by which CVAT imports) refuse a file without that key.
What COCO has no field for stands under the key ``mmel``, which other programs leave alone. An annotation's
stands in ``attributes`` as well: of all further keys that one alone outlives the way through datumaro.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mmel_desktop.core.annotation import Annotation, annotation_to_json
from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.case import ImageRecord, ImageReview, SessionInfo
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.core.taxonomy import OTHER_EFFECT
from mmel_desktop.workflow.drawn_shapes import DrawnShape, drawn_shape
from mmel_desktop.workflow.exported_terms import team_terms_entry
from mmel_desktop.workflow.run_length_masks import encode_runs

COCO_SCHEMA = "mmel-coco/1"
_FULLY_VISIBLE = 2


def coco_document(
    session: SessionInfo,
    anchor: Anchor,
    images: Sequence[ImageRecord],
    annotations: Sequence[Annotation],
    judgements: Mapping[str, Sequence[ImageReview | SecondOpinion]],
    taxonomy: Taxonomy,
    program: str,
    check: RecordCheck,
) -> dict[str, Any]:
    """The whole document, as JSON values.

    Image ids are places in the gallery from 1, annotation ids are the call-out numbers, category ids follow
    the taxonomy's codes (A0 is 1; a team's own come after those of the program).

    Args:
        session, images, annotations: what the session holds.
        anchor: the end of its audit trail.
        judgements: image id → the first reviewer's verdict and those of further ones.
        taxonomy: the terms the session knows.
        program: who writes it.
        check: whether the record held.
    """
    by_id = {image.image_id: image for image in images}
    categories = {term.code: number for number, term in enumerate(taxonomy.terms("effect"), start=1)}
    return {
        "info": {
            "description": session.name,
            "version": COCO_SCHEMA,
            "year": int(anchor.utc[:4]),
            "contributor": session.created_by.full_name,
            "date_created": anchor.utc,
            "mmel": {
                "schema": COCO_SCHEMA,
                "program": program,
                "session_id": session.session_id,
                "audit_entries": anchor.sequence,
                "chain_head_sha256": anchor.head_sha256,
                "record_check": check.to_json(),
                **team_terms_entry(taxonomy),
            },
        },
        "licenses": [],
        "images": [_image_entry(image, judgements.get(image.image_id, ())) for image in images],
        "categories": [
            {
                "id": categories[term.code],
                "name": f"{term.code} {term.label}",
                "supercategory": "failure effect",
                "mmel": {"code": term.code, "meaning": term.meaning},
            }
            for term in taxonomy.terms("effect")
        ],
        "annotations": [
            _annotation_entry(annotation, by_id[annotation.image_id], categories)
            for annotation in annotations
        ],
    }


def segmentation_of(shape: DrawnShape, image_hw: tuple[int, int]) -> Any:
    """COCO's form of a polygon: flat coordinates, or a mask when it has holes; None for lines and points."""
    if shape.kind != "polygon":
        return None
    if len(shape.rings) == 1:
        return [[coordinate for point in shape.rings[0] for coordinate in point]]
    return {"size": list(image_hw), "counts": encode_runs(shape, image_hw)}


def _image_entry(image: ImageRecord, judgements: Sequence[ImageReview | SecondOpinion]) -> dict[str, Any]:
    return {
        "id": image.position + 1,
        "file_name": image.identity.name,
        "width": image.identity.width_px,
        "height": image.identity.height_px,
        "mmel": {
            "image_id": image.image_id,
            "file_sha256": image.identity.file_sha256,
            "rgb_sha256": image.identity.rgb_sha256,
            "path": printable_name(image.path),
            "verdicts": [
                {
                    "verdict": judgement.verdict,
                    "reviewer": judgement.reviewer,
                    "judged_blind": judgement.judged_blind,
                    "reviewed_utc": judgement.reviewed_utc,
                }
                for judgement in judgements
            ],
        },
    }


def _annotation_entry(
    annotation: Annotation, image: ImageRecord, categories: Mapping[str, int]
) -> dict[str, Any]:
    """One annotation; an effect that the session does not know counts as "other"."""
    image_hw = (image.identity.height_px, image.identity.width_px)
    shape = drawn_shape(annotation.geometry, image_hw)
    entry: dict[str, Any] = {
        "id": annotation.number,
        "image_id": image.position + 1,
        "category_id": categories.get(annotation.effect, categories[OTHER_EFFECT]),
        "bbox": list(shape.bounding_box_xywh_px),
        "area": shape.area_px,
        "iscrowd": 0,
        "mmel": annotation_to_json(annotation),
        "attributes": {"mmel": annotation_to_json(annotation)},
    }
    segmentation = segmentation_of(shape, image_hw)
    entry["segmentation"] = segmentation if segmentation is not None else []
    if segmentation is None:
        entry["keypoints"] = [value for x, y in shape.rings[0] for value in (x, y, _FULLY_VISIBLE)]
        entry["num_keypoints"] = len(shape.rings[0])
    return entry
