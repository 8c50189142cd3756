"""A case made up for measuring: well-formed, as large as wanted, explained without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.explanation import (
    Explanation,
    ExplanationRequest,
    PromptResult,
    Provenance,
    TrustCheck,
    WordAttribution,
)
from mmel_desktop.core.identity import ImageIdentity, ModelIdentity
from mmel_desktop.core.image_cells import cells_along_a_patch
from mmel_desktop.core.progress import CancelToken, ProgressListener, ignore_progress
from mmel_desktop.core.region_tree import Region, RegionTree
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.core.source_image import SourceImage

PROMPTS = ("a pedestrian", "a red car", "a traffic cone")
LEVELS = ("context", "object", "part")
GRAPH_ROWS, GRAPH_COLUMNS = 15, 20
EDGES_PER_NODE = 3


def drawn_explanation(image: ImageIdentity, seed: int = 0, prompts: tuple[str, ...] = PROMPTS) -> Explanation:
    """An explanation with 300 regions at its finest level and about 900 relations between them.

    Args:
        image: what it claims to explain; the grid covers it whole.
        seed: of everything random.
        prompts: asked.
    """
    random = np.random.default_rng(seed)
    rows, columns, count = GRAPH_ROWS, GRAPH_COLUMNS, len(prompts)
    geometry = GridGeometry(
        (image.height_px, image.width_px),
        (0.0, 0.0, float(image.width_px), float(image.height_px)),
        (rows, columns),
    )
    signed = random.normal(0, 0.01, (count, rows, columns)).astype(np.float32)
    signed[:, 4:9, 6:12] += 0.05
    heatmap = np.clip(signed, 0, None) / signed.max(axis=(1, 2), keepdims=True)
    tree = _nested_blocks(geometry, heatmap)
    softmax = np.exp(np.linspace(1, 0, count))
    return Explanation(
        request=ExplanationRequest(prompts),
        geometry=geometry,
        prompts=tuple(
            _prompt(text, 0.3 - 0.1 * i, float(softmax[i] / softmax.sum())) for i, text in enumerate(prompts)
        ),
        heatmap=heatmap,
        signed=signed,
        layers=np.repeat(signed[:, None], 6, axis=1) / 6,
        levels=np.repeat(heatmap[:, None], len(LEVELS), axis=1),
        layer_weights=np.full(6, 1 / 6, np.float32),
        scale_weights=np.full((count, len(LEVELS)), 1 / len(LEVELS), np.float32),
        regions=tree,
        graphs=tuple(_graph(tree, p, level, random) for p in range(count) for level in range(len(LEVELS))),
        checks=tuple(
            (TrustCheck("completeness", 1e-6, 1e-4, "at_most", "pass", "Made up for measuring."),)
            for _ in prompts
        ),
        provenance=Provenance(
            image=image,
            model=ModelIdentity(
                "measuring", "none", "made up for measuring", "0" * 64, (("none", "0" * 64),), 0
            ),
            versions=(),
            device="cpu",
            dtype="float32",
            seed=seed,
            deterministic=True,
            started_utc="2026-01-01T00:00:00.000000Z",
            finished_utc="2026-01-01T00:00:01.000000Z",
        ),
        parameters=(("interpolation_degree", 6.0), ("edge_reach", 4)),
        cell_colours=_drawn_cells((rows, columns), random),
    )


def _drawn_cells(grid_hw: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    """An image in cells, a colour to a patch with a little noise: uint8 (rows · S, columns · S, 3)."""
    cells = cells_along_a_patch(grid_hw)
    patches = random.integers(20, 236, (*grid_hw, 3))
    fine = patches.repeat(cells, axis=0).repeat(cells, axis=1)
    return (fine + random.integers(-9, 10, fine.shape)).astype(np.uint8)


def _prompt(text: str, score: float, softmax: float) -> PromptResult:
    words = tuple(WordAttribution(word, 0.5, 0.1) for word in text.split())
    return PromptResult(text, len(words) + 2, False, score, softmax, words, True)


def _nested_blocks(geometry: GridGeometry, heatmap: np.ndarray) -> RegionTree:
    """Blocks of 5 × 5 patches, of 5 × 1, and single patches: each level lies inside the one before."""
    rows, columns = geometry.grid_hw
    labels = np.zeros((len(LEVELS), rows, columns), np.int32)
    regions: list[Region] = []
    totals = heatmap.sum(axis=(1, 2))
    for level, (height, width) in enumerate(((5, 5), (5, 1), (1, 1))):
        for label in range((rows // height) * (columns // width)):
            row, column = divmod(label, columns // width)
            cells = (slice(row * height, (row + 1) * height), slice(column * width, (column + 1) * width))
            labels[level][cells] = label
            corners = np.array([[0, 0], [width, 0], [width, height], [0, height]])
            outline = geometry.grid_to_pixels(corners + np.array([column * width, row * height]))
            centre = outline.mean(axis=0)
            parent = None
            if level:
                above = int(labels[level - 1, row * height, column * width])
                parent = next(r.region_id for r in regions if (r.level, r.label) == (level - 1, above))
            patch_width, patch_height = geometry.patch_size_xy_px
            regions.append(
                Region(
                    len(regions),
                    level,
                    label,
                    parent,
                    (tuple((float(x), float(y)) for x, y in outline),),
                    (float(centre[0]), float(centre[1])),
                    patch_width * patch_height * height * width,
                    height * width,
                    tuple(float(heatmap[p][cells].sum() / totals[p]) for p in range(len(heatmap))),
                    tuple(0.0 for _ in heatmap),
                )
            )
    return RegionTree(LEVELS, labels, tuple(regions))


def _graph(tree: RegionTree, prompt: int, level: int, random: np.random.Generator) -> RelationGraph:
    ids = tuple(region.region_id for region in tree.at_level(level))
    pairs: set[tuple[int, int]] = set()
    wanted = min(EDGES_PER_NODE * len(ids), len(ids) * (len(ids) - 1) // 2)
    while len(pairs) < wanted:
        a, b = random.choice(len(ids), 2, replace=False)
        pairs.add((min(ids[a], ids[b]), max(ids[a], ids[b])))
    strengths = random.uniform(0.05, 1.0, (len(pairs), 2))
    edges = tuple(
        RelationEdge(a, b, float(s), float(t))
        for (a, b), (s, t) in zip(sorted(pairs), strengths, strict=True)
    )
    return RelationGraph(prompt, level, ids, edges)


class DrawnExplainer:
    """Stands behind the batch in place of a model, so that the workbench's own memory is measured.

    Args:
        spec: the model it stands for.
    """

    device = "cpu"

    def __init__(self, spec: str) -> None:
        self.identity = ModelIdentity(spec, "none", "made up", "0" * 64, (("none", "0" * 64),), 0)
        self._image: SourceImage | None = None

    def set_image(self, image: SourceImage) -> None:
        """Choose the image."""
        self._image = image

    def explain_request(
        self,
        request: ExplanationRequest,
        *,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Explain it at once."""
        assert self._image is not None
        if cancel is not None:
            cancel.raise_if_cancelled()
        made = drawn_explanation(self._image.identity, prompts=request.prompts)
        # The window explains anew what was not made by the session's model; the stored one must do.
        return replace(made, request=request, provenance=replace(made.provenance, model=self.identity))


def load_drawn(spec: str, _device: str, _progress: ProgressListener) -> DrawnExplainer:
    """As a loader of models."""
    return DrawnExplainer(spec)


def write_pictures(folder: Path, count: int, width_px: int, height_px: int) -> tuple[Path, ...]:
    """Picture files that differ from one another: a coarse pattern of random colours each."""
    random = np.random.default_rng(0)
    paths = []
    for number in range(count):
        small = np.ascontiguousarray(random.integers(40, 220, (12, 16, 3), dtype=np.uint8))
        picture = QImage(small.data, 16, 12, 48, QImage.Format.Format_RGB888).scaled(width_px, height_px)
        path = folder / f"picture_{number:05d}.png"
        picture.save(str(path))
        paths.append(path)
    return tuple(paths)


def listed_images(paths: Sequence[Path], count: int) -> tuple[ImageRecord, ...]:
    """Records of as many images as wanted; the files are used again and again."""
    return tuple(
        ImageRecord(
            f"image-{number:05d}",
            number,
            ImageIdentity(f"picture {number:05d}.png", "0" * 64, f"{number:064x}", 640, 480),
            str(paths[number % len(paths)]),
            1,
            "PNG",
            "RGB",
            1,
            0,
            1,
            (),
        )
        for number in range(count)
    )
