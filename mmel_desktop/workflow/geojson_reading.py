"""Reading the annotations of a GeoJSON document, of this program or QuPath's, coordinates in image pixels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mmel_desktop.workflow.drawn_shapes import DrawnShape, polygon_of, ring_of
from mmel_desktop.workflow.foreign_marks import ForeignMark, ImageHint, hint_of, mapping_of


def is_geojson(document: Any) -> bool:
    """Whether a JSON document is a feature collection, a feature, or QuPath's plain list of features."""
    if isinstance(document, list):
        return bool(document) and all(mapping_of(entry).get("type") == "Feature" for entry in document)
    kind = mapping_of(document).get("type")
    return kind == "Feature" or (kind == "FeatureCollection" and isinstance(document.get("features"), list))


def read_geojson(document: Any, stem: str) -> tuple[ForeignMark, ...]:
    """Every feature; one that cannot be used says why.

    Args:
        document: one that :func:`is_geojson` recognises.
        stem: the file's name without suffix, which names the image when nothing else does.
    """
    if isinstance(document, list):
        features: Any = document
        own: Mapping[str, Any] = {}
    elif document.get("type") == "Feature":
        features, own = [document], {}
    else:
        features, own = document.get("features"), mapping_of(document.get("mmel"))
    stated_image = mapping_of(own.get("image"))
    image = hint_of(stated_image, stated_image) if stated_image else ImageHint(stem, stem_only=True)
    return tuple(
        _read_feature(index, mapping_of(entry), image) for index, entry in enumerate(features, start=1)
    )


def _read_feature(index: int, feature: Mapping[str, Any], image: ImageHint) -> ForeignMark:
    properties = mapping_of(feature.get("properties"))
    stated = mapping_of(properties.get("mmel"))
    identity = feature.get("id")
    name = (
        f"feature {identity}"
        if isinstance(identity, int | str) and identity != ""
        else f"feature number {index}"
    )
    classification = properties.get("classification")
    label = mapping_of(classification).get("name") if not isinstance(classification, str) else classification
    try:
        shapes = _shapes(mapping_of(feature.get("geometry")))
    except ValueError as error:
        return ForeignMark(name, image, (), problem=str(error))
    return ForeignMark(name, image, shapes, label if isinstance(label, str) else "", stated)


def _shapes(geometry: Mapping[str, Any]) -> tuple[DrawnShape, ...]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        return (DrawnShape("point", (ring_of([coordinates]),)),)
    if kind == "MultiPoint":
        return tuple(DrawnShape("point", ((point,),)) for point in ring_of(coordinates))
    if kind == "LineString":
        return (DrawnShape("line", (ring_of(coordinates),)),)
    if kind == "Polygon":
        return (polygon_of(coordinates),)
    if kind == "MultiPolygon" and isinstance(coordinates, list) and coordinates:
        return tuple(polygon_of(part) for part in coordinates)
    raise ValueError(f"its geometry is {kind!r}; expected a point, a line or a polygon")
