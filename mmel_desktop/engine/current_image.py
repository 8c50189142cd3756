"""The image that is set: looked at once per view, what is the same for every prompt measured once."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image
from torch import Tensor

from mmel_desktop.core.canonical import array_sha256
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.image_cells import cells_along_a_patch
from mmel_desktop.core.source_image import SourceImage, load_source_image, oriented_rgb, printable_name
from mmel_desktop.engine.cell_colours import cell_colours
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.preprocessing import PreparedImage
from mmel_desktop.engine.region_edges import CellAffinity, cell_affinity
from mmel_desktop.engine.region_support import object_similarity
from mmel_desktop.engine.request_rules import check_finite, check_shape
from mmel_desktop.engine.semantic_hierarchy import ImageRelations, relate_patches
from mmel_desktop.errors import BadInputError

AnyImage = str | Path | SourceImage | Image.Image | np.ndarray
"""A path, a decoded image, a Pillow image, or uint8 (H, W, 3) RGB."""


class SeenImage:
    """One view of an image with all that every prompt finds in it, measured when it is first needed.

    Args:
        rgb: uint8 (H, W, 3), the source image.
        prepared: the model's input.
        tower: that looked.
        record: what the tower did with it.
    """

    def __init__(
        self, rgb: np.ndarray, prepared: PreparedImage, tower: ImageTower, record: TowerRecord
    ) -> None:
        self._rgb = rgb
        self.prepared = prepared
        self.tower = tower
        self.record = record
        self._relations: tuple[Tensor, HierarchySettings, ImageRelations] | None = None

    @cached_property
    def patch_embeddings(self) -> Tensor:
        """Each patch in the joint space, seen alone: (N, E), unit length."""
        return self.tower.patch_embeddings(self.record)

    @cached_property
    def object_similarity(self) -> np.ndarray:
        """float32 (N, N), see :func:`mmel_desktop.engine.region_support.object_similarity`."""
        return np.asarray(object_similarity(self.record).cpu().numpy())

    @cached_property
    def cell_colours(self) -> np.ndarray:
        """The image in the cells along whose edges maps are painted: uint8 (rows · S, columns · S, 3)."""
        geometry = self.prepared.geometry
        return cell_colours(self._rgb, geometry, cells_along_a_patch(geometry.grid_hw))

    @cached_property
    def cell_affinity(self) -> CellAffinity:
        """Which parts of the image look alike, see :func:`mmel_desktop.engine.region_edges.cell_affinity`."""
        return cell_affinity(self._rgb, self.prepared.geometry)

    def relations(self, layer_weights: Tensor, settings: HierarchySettings) -> ImageRelations:
        """What relates to what, see :func:`mmel_desktop.engine.semantic_hierarchy.relate_patches`."""
        kept = self._relations
        if kept is None or kept[0] is not layer_weights or kept[1] != settings:
            kept = layer_weights, settings, relate_patches(self.record, layer_weights, settings)
            self._relations = kept
        return kept[2]


class CurrentImage:
    """An image with what a model saw in it, kept until another view is asked for.

    Args:
        identity: of the image.
        rgb: uint8 (H, W, 3).
    """

    def __init__(self, identity: ImageIdentity, rgb: np.ndarray) -> None:
        self.identity = identity
        self.rgb = rgb
        self._seen: tuple[str, SeenImage] | None = None

    def seen_by(self, model: ExplainedModel, view: str) -> SeenImage:
        """The model's input and what its tower did with it, recorded in one forward pass per view.

        Raises:
            BadInputError: the model has no such view, or the image is too elongated.
            ExplanationError: the model's numbers overflowed on this image.
        """
        if self._seen is None or self._seen[0] != view:
            check_shape(self.identity)
            prepared = model.prepare(self.rgb, view)
            tower = model.tower_for(prepared)
            record = tower.record(prepared.pixels)
            check_finite(record, prepared.pixels.dtype, self.identity)
            self._seen = view, SeenImage(self.rgb, prepared, tower, record)
        return self._seen[1]

    def forget(self) -> None:
        """Look again next time: the model was moved."""
        self._seen = None


def identify_image(image: AnyImage) -> CurrentImage:
    """Decode and name an image; what the caller does to it afterwards changes nothing here.

    Args:
        image: see :data:`AnyImage`.

    Raises:
        ImageInputError: the file cannot be decoded.
        BadInputError: an array of another shape or dtype, or no image at all.
    """
    if isinstance(image, SourceImage):
        return CurrentImage(image.identity, image.rgb)
    if isinstance(image, Image.Image):
        name = printable_name(Path(str(getattr(image, "filename", ""))).name) or "picture"
        return _unfiled(oriented_rgb(image, name), name)
    if isinstance(image, np.ndarray):
        if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or not image.size:
            raise BadInputError(
                "cannot explain this array",
                found=f"shape {image.shape}, dtype {image.dtype}",
                expected="uint8 (height, width, 3), RGB",
                action="convert it",
            )
        return _unfiled(np.array(image, order="C"), "array")
    if isinstance(image, str | os.PathLike):
        source = load_source_image(image)
        return CurrentImage(source.identity, source.rgb)
    raise BadInputError(
        "this is no image",
        found=f"a {type(image).__module__}.{type(image).__qualname__}",
        expected="a path, a Pillow image, or a numpy array uint8 (height, width, 3), RGB",
        action="convert it",
    )


def _unfiled(rgb: np.ndarray, name: str) -> CurrentImage:
    """Pixels that lie in no file are named by their own hash in its place."""
    digest = array_sha256(rgb)
    return CurrentImage(ImageIdentity(name, digest, digest, rgb.shape[1], rgb.shape[0]), rgb)
