"""The image that is set: looked at once per view, its relations measured once."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mmel_desktop.core.canonical import array_sha256
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.source_image import SourceImage, load_source_image
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.image_tower import TowerRecord
from mmel_desktop.engine.preprocessing import PreparedImage
from mmel_desktop.engine.semantic_hierarchy import HierarchySettings, ImageRelations, relate_patches
from mmel_desktop.errors import BadInputError


class CurrentImage:
    """An image with what a model saw in it, kept until another view is asked for.

    Args:
        identity: of the image.
        rgb: uint8 (H, W, 3).
    """

    def __init__(self, identity: ImageIdentity, rgb: np.ndarray) -> None:
        self.identity = identity
        self.rgb = rgb
        self._view = ""
        self._seen: tuple[PreparedImage, TowerRecord] | None = None
        self._relations: tuple[HierarchySettings, ImageRelations] | None = None

    def seen_by(self, model: ExplainedModel, view: str) -> tuple[PreparedImage, TowerRecord]:
        """The model's input and what its tower did with it, recorded in one forward pass per view.

        Raises:
            BadInputError: the model has no such view, or not of this image.
        """
        if self._seen is None or self._view != view:
            prepared = model.prepare(self.rgb, view)
            self._seen = prepared, model.tower_for(prepared).record(prepared.pixels)
            self._view, self._relations = view, None
        return self._seen

    def relations(
        self, model: ExplainedModel, record: TowerRecord, settings: HierarchySettings
    ) -> ImageRelations:
        """What relates to what in the view last seen; the same for every prompt."""
        if self._relations is None or self._relations[0] != settings:
            self._relations = settings, relate_patches(record, model.layer_weights, settings)
        return self._relations[1]

    def forget_relations(self) -> None:
        """Measure the relations again next time: the blocks weigh otherwise."""
        self._relations = None

    def forget(self) -> None:
        """Look again next time: the model was moved."""
        self._seen, self._relations, self._view = None, None, ""


def identify_image(image: str | Path | SourceImage | np.ndarray) -> CurrentImage:
    """Decode and name an image.

    Args:
        image: a path, a decoded :class:`SourceImage`, or uint8 (H, W, 3) RGB.

    Raises:
        ImageInputError: the file cannot be decoded.
        BadInputError: an array of another shape or dtype.
    """
    if isinstance(image, np.ndarray):
        if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
            raise BadInputError(
                "cannot explain this array",
                found=f"shape {image.shape}, dtype {image.dtype}",
                expected="uint8 (height, width, 3), RGB",
                action="convert it",
            )
        digest = array_sha256(image)
        return CurrentImage(ImageIdentity("array", digest, digest, image.shape[1], image.shape[0]), image)
    source = image if isinstance(image, SourceImage) else load_source_image(image)
    return CurrentImage(source.identity, source.rgb)
