"""Convolutional towers: gradient × activation on the last feature grid.

A convolutional tower has no attention to read. Its last feature grid is the last place where the score can be
told apart by position: with a the features (C channels at N positions) and s the cosine,

    E[i] = Σ_c ∂s/∂a_{c,i} · a_{c,i},

which is Grad-CAM without averaging the gradient over the grid (Selvaraju et al., ICCV 2017; called HiResCAM
by Draelos and Carin, 2020). Summed over the grid it is the slope of the score when all features grow
together. The method is named in the record; there is one layer, no attention between regions, and regions are
removed by filling their pixels with the mean colour, because there are no tokens to drop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import torch
from open_clip.modified_resnet import ModifiedResNet
from timm.models.convnext import ConvNeXt
from timm.models.fastvit import FastVit
from timm.models.swin_transformer import SwinTransformer
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.image_tower import BlockRecord, ImageTower, TowerRecord, cosine_scores
from mmel_desktop.engine.memory_fallback import run_in_batches
from mmel_desktop.engine.model_support import HOW

TIMM_CLASSES = (ConvNeXt, FastVit, SwinTransformer)
"""timm's towers with a last feature grid; Swin's windows shift, so its attention is no map of the image."""


class FeatureGridRecord(TowerRecord):
    """One image, seen once by a tower with a feature grid.

    Attributes:
        features: (1, C, rows, columns).
        pixels: (1, 3, H, W), the input.
    """

    def __init__(self, embedding: Tensor, features: Tensor, pixels: Tensor) -> None:
        rows, columns = int(features.shape[-2]), int(features.shape[-1])
        flat = features[0].flatten(1).T
        tokens = torch.cat([torch.zeros_like(flat[:1]), flat])
        block = BlockRecord(tokens, tokens.new_zeros(len(tokens), len(tokens)))
        super().__init__(embedding, tokens, [block], (rows, columns))
        self.features = features
        self.pixels = pixels


class FeatureGridTower(ImageTower):
    """A convolutional tower, cut at its last feature grid.

    Args:
        visual: open_clip's ``ModifiedResNet``, or a timm tower of one of ``TIMM_CLASSES``.
    """

    how = HOW["feature_grid"]

    def __init__(self, visual: nn.Module) -> None:
        super().__init__(visual)
        size = cast("Any", visual).image_size
        self._input_hw = (int(size), int(size)) if isinstance(size, int) else (int(size[0]), int(size[1]))
        weight = next(visual.parameters())
        with torch.no_grad():
            shape = self._features(torch.zeros(1, 3, *self._input_hw).to(weight)).shape
        self._grid_hw = (int(shape[-2]), int(shape[-1]))

    @property
    def block_count(self) -> int:
        """One layer: the feature grid."""
        return 1

    @property
    def grid_hw(self) -> tuple[int, int]:
        """Rows and columns of the feature grid."""
        return self._grid_hw

    @property
    def patch_hw_px(self) -> tuple[int, int]:
        """Input pixels per cell; the features of a cell have seen far more of the image."""
        return self._input_hw[0] // self._grid_hw[0], self._input_hw[1] // self._grid_hw[1]

    @property
    def whole_view_refusal(self) -> str:
        """Attention pools and windows are made for one size."""
        if isinstance(self.visual, ModifiedResNet):
            return "its attention pool has positions for one input size"
        if isinstance(cast("Any", self.visual).trunk, SwinTransformer):
            return "its windows are made for one input size"
        return ""

    def note(self, method: str) -> str:
        """Names the method, whatever was asked for."""
        what = "The image tower is convolutional and has no attention to read: "
        if method == "grad_eclip":
            return f"{what}'grad_eclip' is Grad-CAM on the last feature grid."
        return f"{what}contributions are gradient × activation on the last feature grid."

    def reinitialisable(self) -> nn.Module:
        """Everything but the head."""
        visual = cast("Any", self.visual)
        if isinstance(visual, ModifiedResNet):
            return nn.ModuleList([visual.layer1, visual.layer2, visual.layer3, visual.layer4])
        return cast(
            "nn.Module", visual.trunk.stages if hasattr(visual.trunk, "stages") else visual.trunk.layers
        )

    def forward(self, pixels: Tensor) -> Tensor:
        """The model's own embeddings."""
        embedding = cast("Callable[[Tensor], Any]", self.visual)(pixels)
        return cast("Tensor", embedding[0] if isinstance(embedding, tuple) else embedding)

    def record(self, pixels: Tensor) -> FeatureGridRecord:
        """One forward pass over an image (1, 3, H, W), keeping its last feature grid."""
        with torch.no_grad():
            features = self._features(pixels)
            return FeatureGridRecord(self._finish(features)[0].float(), features, pixels)

    def direct(self, record: TowerRecord, text: Tensor) -> Attribution:
        """Gradient × activation; only what comes after the feature grid is differentiated."""
        kept = _own(record)
        with torch.enable_grad():
            features = kept.features.detach().requires_grad_(True)
            growth = torch.ones((), device=features.device, requires_grad=True)
            unit = functional.normalize(self._finish(features * growth)[0].float(), dim=-1)
            scores = (unit @ text.T).unbind()
        parts, residuals, loosened = [], [], []
        for score in scores:
            gradient, slope = torch.autograd.grad(score, [features, growth], retain_graph=True)
            part = (gradient.float() * kept.features.float())[0].sum(dim=0).flatten()
            parts.append(part)
            loosened.append(_class_activation(gradient, kept.features))
            residuals.append((part.sum() - slope.float()).abs() / part.abs().sum().clamp_min(1e-12))
        return Attribution(
            patches=torch.stack(parts)[:, None],
            alignment=(text @ self.patch_embeddings(record).T)[:, None].float(),
            loosened=torch.stack(loosened),
            class_token=torch.zeros(len(text), 1, device=text.device),
            residual=torch.stack(residuals)[:, None],
            scores=cosine_scores(record, text).detach(),
            gradients="last_feature_grid",
        )

    def full(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The same, on features computed anew: there is nothing between the grid and the score to hold."""
        again = self.record(pixels)
        del record
        return self.direct(again, text)

    def grad_eclip(self, record: TowerRecord, text: Tensor) -> Tensor:
        """Grad-CAM: ReLU(Σ_c mean_i(∂s/∂a_{c,i}) · a_{c,i}) (Selvaraju et al., ICCV 2017)."""
        kept = _own(record)
        with torch.enable_grad():
            features = kept.features.detach().requires_grad_(True)
            unit = functional.normalize(self._finish(features)[0].float(), dim=-1)
            scores = (unit @ text.T).unbind()
        maps = []
        for score in scores:
            (gradient,) = torch.autograd.grad(score, features, retain_graph=True)
            maps.append(_class_activation(gradient, kept.features))
        return torch.stack(maps)

    def patch_embeddings(self, record: TowerRecord) -> Tensor:
        """Each cell in the joint space, pooled as if it were the whole grid: (cells, E), unit length.

        An attention pool is passed along its value path (MaskCLIP; Zhou, Loy, Dai, ECCV 2022).
        """
        features = _own(record).features
        with torch.no_grad():
            cells = features[0].flatten(1).T
            if isinstance(self.visual, ModifiedResNet):
                pool = self.visual.attnpool
                embedded = pool.c_proj(pool.v_proj(cells))
            else:
                embedded = self._finish(cells[:, :, None, None])
            return functional.normalize(embedded.float(), dim=-1)

    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """Embed the image with some cells' pixels filled with the mean colour (zero after normalisation)."""
        kept = _own(record)

        def embed(rows: Tensor) -> Tensor:
            cells = rows.to(kept.pixels).unflatten(1, kept.grid_hw)[:, None]
            masks = functional.interpolate(cells, kept.pixels.shape[-2:], mode="nearest")
            return functional.normalize(self.forward(kept.pixels * masks).float(), dim=-1)

        with torch.no_grad():
            return run_in_batches(embed, kept_patches, batch_size, self.fallbacks.append)

    def _features(self, pixels: Tensor) -> Tensor:
        """The last feature grid, channels first."""
        visual = cast("Any", self.visual)
        if isinstance(visual, ModifiedResNet):
            features = visual.stem(pixels)
            for stage in (visual.layer1, visual.layer2, visual.layer3, visual.layer4):
                features = stage(features)
            return cast("Tensor", features)
        features = visual.trunk.forward_features(pixels)
        channels_last = isinstance(visual.trunk, SwinTransformer)
        return cast("Tensor", features.permute(0, 3, 1, 2) if channels_last else features)

    def _finish(self, features: Tensor) -> Tensor:
        """Pool and project a feature grid: embeddings before normalisation."""
        visual = cast("Any", self.visual)
        if isinstance(visual, ModifiedResNet):
            return cast("Tensor", visual.attnpool(features))
        if isinstance(visual.trunk, SwinTransformer):
            features = features.permute(0, 2, 3, 1)
        return cast("Tensor", visual.head(visual.trunk.forward_head(features)))


def _class_activation(gradient: Tensor, features: Tensor) -> Tensor:
    """Grad-CAM: ReLU(Σ_c mean_i(∂s/∂a_{c,i}) · a_{c,i}), (cells,), from (1, C, rows, columns) of both."""
    channels = gradient.float().mean(dim=(-1, -2), keepdim=True)
    return torch.relu((channels * features.float())[0].sum(dim=0).flatten())


def _own(record: TowerRecord) -> FeatureGridRecord:
    assert isinstance(record, FeatureGridRecord)
    return record
