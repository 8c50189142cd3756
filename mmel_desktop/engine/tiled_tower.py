"""One tower looking at several windows of an image, its answers merged on a common patch grid."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.core.coordinates import TileLayout
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.image_tower import BlockRecord, ImageTower, TowerRecord, cosine_scores


class TiledRecord(TowerRecord):
    """One image, seen once as a whole and once through every window.

    Attributes:
        embedding: of the model's own view; its cosine is the score that is reported.
        blocks: merged on the common grid.
        tiles: the record of each window.
        layout: where the windows lie.
    """

    def __init__(self, own: TowerRecord, tiles: Sequence[TowerRecord], layout: TileLayout) -> None:
        self.tiles = list(tiles)
        self.layout = layout
        blocks = [
            _merge_blocks([tile.blocks[index] for tile in tiles], layout) for index in range(len(own.blocks))
        ]
        entry = _merge_tokens([tile.entry_tokens for tile in tiles], layout)
        super().__init__(own.embedding, entry, blocks, layout.grid_hw)

    def note(self, prompts: Sequence[str], text: Tensor) -> str:
        """Every window's score for every prompt, in words."""
        scores = torch.stack([cosine_scores(tile, text) for tile in self.tiles]).T.tolist()
        told = [
            f"{prompt!r}: {', '.join(f'{score:.4f}' for score in row)}"
            for prompt, row in zip(prompts, scores, strict=True)
        ]
        return f"Scores of the {len(self.tiles)} windows, in rows: {'; '.join(told)}."


class TiledTower(ImageTower):
    """Explains the score of every window and merges the maps by a weighted average.

    Completeness holds window by window, and ``residual`` is the worst window's. Regions are removed from
    every window that shows them; the score of what is left is that of the windows' mean embedding.

    Args:
        tower: the tower that looks.
        layout: where it looks.
    """

    def __init__(self, tower: ImageTower, layout: TileLayout) -> None:
        super().__init__(tower.visual)
        self._tower = tower
        self._layout = layout
        self.how = tower.how
        self.fallbacks = tower.fallbacks

    @property
    def block_count(self) -> int:
        """The tower's."""
        return self._tower.block_count

    @property
    def grid_hw(self) -> tuple[int, int]:
        """The common grid."""
        return self._layout.grid_hw

    @property
    def patch_hw_px(self) -> tuple[int, int]:
        """The tower's."""
        return self._tower.patch_hw_px

    def note(self, method: str) -> str:
        """The tower's."""
        return self._tower.note(method)

    def randomised(self, seed: int) -> ImageTower:
        """The same windows, seen by a re-initialised copy."""
        return TiledTower(self._tower.randomised(seed), self._layout)

    def reinitialisable(self) -> nn.Module:
        """The tower's."""
        return self._tower.reinitialisable()

    def forward(self, pixels: Tensor) -> Tensor:
        """The tower's."""
        return self._tower.forward(pixels)

    def record(self, pixels: Tensor) -> TiledRecord:
        """Pixels (1 + tiles, 3, H, W), the model's own view first."""
        own, *tiles = (self._tower.record(one[None]) for one in pixels)
        return TiledRecord(own, tiles, self._layout)

    def direct(self, record: TowerRecord, text: Tensor) -> Attribution:
        """The windows' contributions, merged."""
        kept = _own(record)
        return self._merge(kept, [self._tower.direct(tile, text) for tile in kept.tiles], text)

    def full(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The windows' contributions, merged."""
        kept = _own(record)
        found = [
            self._tower.full(one[None], tile, text) for one, tile in zip(pixels[1:], kept.tiles, strict=True)
        ]
        with torch.no_grad():
            own = functional.normalize(self.forward(pixels[:1])[0].float(), dim=-1)
        return self._merge(kept, found, text, own @ text.T)

    def attribute(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The windows' contributions, merged."""
        kept = _own(record)
        found = [
            self._tower.attribute(one[None], tile, text)
            for one, tile in zip(pixels[1:], kept.tiles, strict=True)
        ]
        return self._merge(kept, found, text)

    def grad_eclip(self, record: TowerRecord, text: Tensor) -> Tensor:
        """The windows' maps, merged."""
        kept = _own(record)
        return _merge_maps([self._tower.grad_eclip(tile, text) for tile in kept.tiles], self._layout)

    def patch_embeddings(self, record: TowerRecord) -> Tensor:
        """The windows' patch embeddings, merged: (patches, E), unit length."""
        kept = _own(record)
        embedded = [self._tower.patch_embeddings(tile).T for tile in kept.tiles]
        return functional.normalize(_merge_maps(embedded, self._layout).T, dim=-1)

    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """The mean embedding of the windows, each with what is kept of it: (S, E), unit length."""
        kept = _own(record)
        total = torch.zeros(len(kept_patches), record.embedding.shape[-1], device=kept_patches.device)
        for index, tile in enumerate(kept.tiles):
            cells = torch.from_numpy(self._layout.cells(index)).to(kept_patches.device)
            total += self._tower.embed_token_subsets(tile, kept_patches[:, cells], batch_size)
        return functional.normalize(total, dim=-1)

    def _merge(
        self, record: TiledRecord, found: Sequence[Attribution], text: Tensor, scores: Tensor | None = None
    ) -> Attribution:
        return Attribution(
            patches=_merge_maps([one.patches for one in found], self._layout),
            alignment=_merge_maps([one.alignment for one in found], self._layout),
            loosened=_merge_maps([one.loosened for one in found], self._layout),
            class_token=torch.stack([one.class_token for one in found]).mean(dim=0),
            residual=torch.stack([one.residual for one in found]).amax(dim=0),
            scores=cosine_scores(record, text) if scores is None else scores,
            gradients=found[0].gradients,
        )


def _merge_maps(maps: Sequence[Tensor], layout: TileLayout) -> Tensor:
    """Per window (..., n) → (..., N): the weighted average of the windows that show a patch."""
    rows, columns = layout.grid_hw
    total = maps[0].new_zeros(*maps[0].shape[:-1], rows * columns)
    weight = maps[0].new_zeros(rows * columns)
    window = torch.from_numpy(layout.window()).to(maps[0])
    for index, one in enumerate(maps):
        cells = torch.from_numpy(layout.cells(index)).to(weight.device)
        total[..., cells] += one * window
        weight[cells] += window
    return total / weight


def _merge_tokens(tokens: Sequence[Tensor], layout: TileLayout) -> Tensor:
    """Per window (1 + n, D) → (1 + N, D): patches merged, leading rows averaged."""
    first = torch.stack([one[0] for one in tokens]).mean(dim=0, keepdim=True)
    return torch.cat([first, _merge_maps([one[1:].T for one in tokens], layout).T])


def _merge_blocks(blocks: Sequence[BlockRecord], layout: TileLayout) -> BlockRecord:
    """Merged features, and the attention the windows know of: patches no window shows together have none."""
    rows, columns = layout.grid_hw
    count = rows * columns
    normed = _merge_tokens([one.normed for one in blocks], layout)
    attention = normed.new_zeros(1 + count, 1 + count)
    weight = normed.new_zeros(1 + count, 1)
    window = torch.from_numpy(layout.window()).to(normed)[:, None]
    for index, one in enumerate(blocks):
        cells = torch.from_numpy(layout.cells(index)).to(normed.device) + 1
        attention[cells[:, None], cells] += one.mean_attention[1:, 1:].to(normed) * window
        attention[0, cells] += one.mean_attention[0, 1:].to(normed) / len(blocks)
        weight[cells] += window
    return BlockRecord(normed, torch.cat([attention[:1], attention[1:] / weight[1:]]))


def _own(record: TowerRecord) -> TiledRecord:
    assert isinstance(record, TiledRecord)
    return record
