"""Reading the annotations of a COCO document, of this program or any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.coco_document import segmentation_of
from mmel_desktop.workflow.drawn_shapes import (
    DrawnShape,
    box_of,
    drawn_shape,
    is_box_around,
    polygon_of,
    ring_of,
    stated_geometry,
)
from mmel_desktop.workflow.foreign_marks import ForeignMark, ImageHint, hint_of, mapping_of
from mmel_desktop.workflow.run_length_masks import read_runs, shapes_of_runs


def is_coco(document: Any) -> bool:
    """Whether a JSON document is COCO's kind: lists of images and annotations."""
    return (
        isinstance(document, Mapping)
        and isinstance(document.get("images"), list)
        and isinstance(document.get("annotations"), list)
    )


def read_coco(document: Mapping[str, Any]) -> tuple[ForeignMark, ...]:
    """Every annotation; one that cannot be used says why.

    Raises:
        BadInputError: two images share an id, so that nothing can be attributed.
    """
    images: dict[Any, ImageHint] = {}
    for entry in document["images"]:
        image = mapping_of(entry)
        image_id = image.get("id")
        usable = isinstance(image_id, int | str)
        if not usable or image_id in images:
            raise BadInputError(
                "the COCO file's images cannot be told apart",
                found=f"the id {image_id!r} " + ("twice" if usable else "on an image"),
                expected="a number of its own for each image",
                action="export it again from its program",
            )
        images[image_id] = hint_of(image, image.get("mmel"))
    labels = {}
    for entry in document.get("categories") or ():
        category = mapping_of(entry)
        if isinstance(category.get("id"), int | str):
            own = mapping_of(category.get("mmel")).get("code")
            labels[category["id"]] = str(own or category.get("name") or "")
    return tuple(
        _read_annotation(index, mapping_of(entry), images, labels)
        for index, entry in enumerate(document["annotations"], start=1)
    )


def _read_annotation(
    index: int, entry: Mapping[str, Any], images: Mapping[Any, ImageHint], labels: Mapping[Any, str]
) -> ForeignMark:
    number = entry.get("id")
    name = (
        f"annotation {number}" if isinstance(number, int | str) else f"annotation number {index} of the file"
    )
    image_id, category = entry.get("image_id"), entry.get("category_id")
    image = images.get(image_id) if isinstance(image_id, int | str) else None
    label = labels.get(category, "") if isinstance(category, int | str) else ""
    stated = mapping_of(entry.get("mmel")) or mapping_of(mapping_of(entry.get("attributes")).get("mmel"))
    if image is None:
        return ForeignMark(
            name, None, (), problem=f"it lies on image {image_id!r}, which the file does not list"
        )
    try:
        shapes = _shapes(entry, stated, image)
    except ValueError as error:
        return ForeignMark(name, image, (), problem=str(error))
    return ForeignMark(name, image, shapes, label, stated)


def _shapes(entry: Mapping[str, Any], stated: Mapping[str, Any], image: ImageHint) -> tuple[DrawnShape, ...]:
    segmentation = entry.get("segmentation")
    own = stated_geometry(stated.get("geometry"))
    if isinstance(segmentation, Mapping):
        runs, mask_hw = read_runs(segmentation)
        if own is not None and image.height_px:
            shape = drawn_shape(own, (image.height_px, image.width_px))
            # A mask cannot give back the outline it was made from; the outline stands if it gives this mask.
            if segmentation_of(shape, mask_hw) == {"size": list(mask_hw), "counts": runs}:
                return (shape,)
        return shapes_of_runs(runs, mask_hw)
    if isinstance(segmentation, list) and segmentation:
        return tuple(polygon_of([_pairs(part)]) for part in segmentation)
    if entry.get("num_keypoints") and isinstance(entry.get("keypoints"), list):
        return _keypoint_shapes(entry["keypoints"], len(stated) > 0)
    if own is not None and own.kind in {"point", "edge"}:
        shape = drawn_shape(own, (image.height_px, image.width_px))
        # Programs without keypoints keep the box around a point or a relation, which a point gives no area.
        if is_box_around(entry.get("bbox"), shape):
            return (shape,)
    return (box_of(entry.get("bbox")),)


def _keypoint_shapes(values: list[Any], is_own: bool) -> tuple[DrawnShape, ...]:
    """Labelled points; two of this program's own are a relation."""
    triples = [values[start : start + 3] for start in range(0, len(values), 3)]
    ring = ring_of([triple[:2] for triple in triples if len(triple) == 3 and triple[2]])
    if is_own and len(ring) == 2:
        return (DrawnShape("line", (ring,)),)
    return tuple(DrawnShape("point", ((point,),)) for point in ring)


def _pairs(flat: Any) -> list[Any]:
    if not isinstance(flat, list) or len(flat) % 2:
        raise ValueError("expected polygons as lists of x and y in turn")
    return [[flat[start], flat[start + 1]] for start in range(0, len(flat), 2)]
