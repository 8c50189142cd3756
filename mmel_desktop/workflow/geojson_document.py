"""One image's annotations as GeoJSON, as QuPath reads and writes it (coordinates in image pixels).

Each feature is a QuPath annotation: ``objectType``, ``name``, ``classification`` with a colour, and
``metadata`` as texts. The exact judgement stands under the property ``mmel``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mmel_desktop.core.annotation import Annotation, annotation_to_json
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.workflow.drawn_shapes import DrawnShape, Ring, drawn_shape
from mmel_desktop.workflow.exported_terms import team_terms_entry

GEOJSON_SCHEMA = "mmel-geojson/1"

# Colour-blind safe (Okabe and Ito); QuPath shows one colour per class, and the classes are the effects.
_COLOURS_RGB = (
    (0, 114, 178),
    (213, 94, 0),
    (0, 158, 115),
    (204, 121, 167),
    (230, 159, 0),
    (86, 180, 233),
    (240, 228, 66),
)


def geojson_document(
    image: ImageRecord,
    annotations: Sequence[Annotation],
    taxonomy: Taxonomy,
    session_id: str,
    program: str,
    check: RecordCheck,
) -> dict[str, Any]:
    """The feature collection of one image, as JSON values.

    Args:
        image: the image.
        annotations: those on it.
        taxonomy: the terms the session knows.
        session_id: the session they stand in.
        program: who writes it.
        check: whether the record held.
    """
    return {
        "type": "FeatureCollection",
        "features": [_feature(annotation, image, taxonomy) for annotation in annotations],
        "mmel": {
            "schema": GEOJSON_SCHEMA,
            "program": program,
            "session_id": session_id,
            "record_check": check.to_json(),
            "image": {
                "file_name": image.identity.name,
                "width": image.identity.width_px,
                "height": image.identity.height_px,
                "image_id": image.image_id,
                "file_sha256": image.identity.file_sha256,
                "rgb_sha256": image.identity.rgb_sha256,
            },
            **team_terms_entry(taxonomy),
        },
    }


def _feature(annotation: Annotation, image: ImageRecord, taxonomy: Taxonomy) -> dict[str, Any]:
    shape = drawn_shape(annotation.geometry, (image.identity.height_px, image.identity.width_px))
    name = taxonomy.coded_label(annotation.effect)
    described = {
        "number": str(annotation.number),
        "prompt": annotation.prompt,
        "severity": annotation.severity,
        "status": annotation.status,
        "comment": annotation.comment,
        "created by": annotation.created_by,
    }
    return {
        "type": "Feature",
        "id": annotation.annotation_id,
        "geometry": _geometry(shape),
        "properties": {
            "objectType": "annotation",
            "name": f"{annotation.number}: {name}",
            "classification": {"name": name, "color": list(_colour(annotation.effect, taxonomy))},
            "metadata": {key: text for key, text in described.items() if text},
            "mmel": annotation_to_json(annotation),
        },
    }


def _geometry(shape: DrawnShape) -> dict[str, Any]:
    if shape.kind == "point":
        return {"type": "Point", "coordinates": list(shape.rings[0][0])}
    if shape.kind == "line":
        return {"type": "LineString", "coordinates": _points(shape.rings[0])}
    return {
        "type": "Polygon",
        "coordinates": [_points((*ring, ring[0])) for ring in shape.rings],
    }


def _points(ring: Ring) -> list[list[float]]:
    return [list(point) for point in ring]


def _colour(effect: str, taxonomy: Taxonomy) -> tuple[int, int, int]:
    codes = [term.code for term in taxonomy.terms("effect")]
    return _COLOURS_RGB[(codes.index(effect) if effect in codes else 0) % len(_COLOURS_RGB)]
