"""Values for tests: valid in every detail, made without the engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.explanation import (
    Explanation,
    ExplanationRequest,
    PromptResult,
    Provenance,
    TrustCheck,
    WordAttribution,
)
from mmel_desktop.core.heatmap import scale_positive
from mmel_desktop.core.identity import Actor, ImageIdentity, ModelIdentity
from mmel_desktop.core.region_tree import Region, RegionTree
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.core.source_image import SourceImage, load_source_image

ACTOR = Actor("tester", "Tess Tester", "analyst", "tester", "testhost")


def write_image(path: Path, *, size_wh: tuple[int, int] = (96, 72), seed: int = 0) -> SourceImage:
    """Write a small noisy PNG and load it back."""
    pixels = np.random.default_rng(seed).integers(0, 256, (size_wh[1], size_wh[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return load_source_image(path)


def make_explanation(
    image: ImageIdentity | None = None,
    *,
    prompts: tuple[str, ...] = ("a pedestrian", "a red car"),
    grid: int = 8,
    blocks: int = 3,
    seed: int = 0,
) -> Explanation:
    """A random but well-formed explanation: square grid cells merged into 2×2, 4×4 and finer regions."""
    random = np.random.default_rng(seed)
    image = image or ImageIdentity("street.png", "0" * 64, "1" * 64, 96, 72)
    side = float(min(image.width_px, image.height_px))
    left, top = (image.width_px - side) / 2, (image.height_px - side) / 2
    geometry = GridGeometry(
        (image.height_px, image.width_px), (left, top, left + side, top + side), (grid, grid)
    )
    count = len(prompts)
    signed = random.normal(0, 0.01, (count, grid, grid)).astype(np.float32)
    signed[:, 2:4, 2:5] += 0.05
    heatmap = np.stack([scale_positive(one)[0] for one in signed])
    levels = np.stack([np.stack([one * 0.5, one * 0.8, one]) for one in heatmap]).astype(np.float32)
    layers = np.stack([signed * (block + 1) / blocks for block in range(blocks)], axis=1).astype(np.float32)
    tree = _block_tree(geometry, heatmap, prompts=count)
    graphs = []
    for prompt_index in range(count):
        for level in range(3):
            ids = tuple(region.region_id for region in tree.at_level(level))
            edges = tuple(
                RelationEdge(a, b, float(random.uniform()), float(random.uniform()))
                for i, a in enumerate(ids)
                for b in ids[i + 1 :]
            )
            graphs.append(RelationGraph(prompt_index, level, ids, edges))
    logits = np.exp(np.linspace(1, 0, count))
    return Explanation(
        request=ExplanationRequest(prompts),
        geometry=geometry,
        prompts=tuple(
            PromptResult(
                text,
                len(text.split()) + 2,
                False,
                0.3 - 0.1 * index,
                float(logits[index] / logits.sum()),
                tuple(
                    WordAttribution(word, 1.0 / (i + 1), 0.1 / (i + 1)) for i, word in enumerate(text.split())
                ),
                True,
            )
            for index, text in enumerate(prompts)
        ),
        heatmap=heatmap,
        signed=signed,
        layers=layers,
        levels=levels,
        layer_weights=np.full(blocks, 1 / blocks, np.float32),
        scale_weights=np.full((count, 3), 1 / 3, np.float32),
        regions=tree,
        graphs=tuple(graphs),
        checks=tuple(
            (
                TrustCheck("completeness", 1e-6, 1e-4, "at_most", "pass", "The parts add up to the whole."),
                TrustCheck("specificity", 0.91, 0.8, "at_most", "warn", "Other prompts give a similar map."),
            )
            for _ in prompts
        ),
        provenance=Provenance(
            image=image,
            model=ModelIdentity(
                "demo", "tiny ViT", "resources/demo_model", "2" * 64, (("w", "3" * 64),), 1000
            ),
            versions=(("mmel-desktop", "0.1.0"), ("torch", "2.0")),
            device="cpu",
            dtype="float32",
            seed=0,
            deterministic=True,
            started_utc="2026-01-01T00:00:00.000000Z",
            finished_utc="2026-01-01T00:00:01.000000Z",
        ),
        parameters=(("relation_power", 4.0), ("interpolation_degree", 3.0), ("edge_reach", 4)),
        cell_colours=random.integers(100, 140, (4 * grid, 4 * grid, 3), np.uint8),
    )


def _block_tree(geometry: GridGeometry, heatmap: np.ndarray, prompts: int) -> RegionTree:
    rows, columns = geometry.grid_hw
    regions: list[Region] = []
    labels = np.zeros((3, rows, columns), np.int32)
    for level, blocks in enumerate((2, 4, rows)):
        size = rows // blocks
        for label in range(blocks * blocks):
            row, column = divmod(label, blocks)
            cells = (slice(row * size, (row + 1) * size), slice(column * size, (column + 1) * size))
            labels[level][cells] = label
            corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) + np.array([column, row])
            outline = geometry.grid_to_pixels(corners * size)
            centre = outline.mean(axis=0)
            patch_width, patch_height = geometry.patch_size_xy_px
            shares = tuple(float(heatmap[p][cells].sum() / heatmap[p].sum()) for p in range(prompts))
            parent = None
            if level:
                parent_label = int(labels[level - 1, row * size, column * size])
                parent = next(r.region_id for r in regions if (r.level, r.label) == (level - 1, parent_label))
            regions.append(
                Region(
                    len(regions),
                    level,
                    label,
                    parent,
                    (tuple((float(x), float(y)) for x, y in outline),),
                    (float(centre[0]), float(centre[1])),
                    patch_width * patch_height * size * size,
                    size * size,
                    shares,
                    tuple(0.1 for _ in range(prompts)),
                )
            )
    return RegionTree(("context", "object", "part"), labels, tuple(regions))
