"""Rival explanations, written from their formulas, all reading the same model through the engine's records.

Every rival answers one question: where is the evidence for *this* prompt? It gets a :class:`Question` and
returns one value per patch; values below zero are evidence against and are clipped by the metrics. Some read
a class token's attention and are asked only where the tower has one (:func:`rivals_of`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.engine.attention_taps import AttentionTaps, attention_weights, project_heads
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.class_token_tower import ClassTokenRecord, ClassTokenTower, finish_block
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.probe_refinement import refine_maps
from mmel_desktop.engine.region_support import object_similarity
from mmel_desktop.engine.semantic_hierarchy import fuse, relate_patches

RISE_MASKS = 600
RISE_CELLS = 7
RISE_KEEP = 0.5
RISE_BATCH = 16


@dataclass(frozen=True)
class Question:
    """One image and one prompt among others. What several methods need is computed once.

    Attributes:
        tower: the image tower.
        record: the image, seen once.
        pixels: (1, 3, H, W), the model's input.
        text: (P, E), unit embeddings of the prompt set.
        target: index of the prompt that is asked about.
        seed: of the rivals that draw random numbers.
    """

    tower: ImageTower
    record: TowerRecord
    pixels: Tensor
    text: Tensor
    target: int
    seed: int

    @property
    def prompt(self) -> Tensor:
        """(E,), the embedding of the prompt that is asked about."""
        return self.text[self.target]

    @property
    def patch_count(self) -> int:
        """N, rows × columns of the grid."""
        rows, columns = self.record.grid_hw
        return rows * columns

    @cached_property
    def attribution(self) -> Attribution:
        """The prompt's contributions and alignments that MMEL is built on."""
        return self.tower.attribute(self.pixels, self.record, self.prompt[None])

    @property
    def class_token(self) -> tuple[ClassTokenTower, ClassTokenRecord]:
        """Tower and record, of an open_clip transformer that pools its class token."""
        assert isinstance(self.tower, ClassTokenTower)
        assert isinstance(self.record, ClassTokenRecord)
        return self.tower, self.record


Rival = Callable[[Question], Tensor]
"""Answers with one value per patch: (N,)."""


def random_map(question: Question) -> Tensor:
    """Uniform noise: what a map is worth that knows nothing."""
    generator = torch.Generator().manual_seed(question.seed)
    return torch.rand(question.patch_count, generator=generator)


def centre_gaussian(question: Question) -> Tensor:
    """A Gaussian in the middle, σ a quarter of the side: what photographers' habits are worth."""
    rows, columns = question.record.grid_hw
    y = (torch.arange(rows) + 0.5) / rows - 0.5
    x = (torch.arange(columns) + 0.5) / columns - 0.5
    return torch.exp(-(y[:, None] ** 2 + x[None] ** 2) / (2 * 0.25**2)).flatten()


def raw_attention(question: Question) -> Tensor:
    """The class token's attention in the last block, mean over heads; knows nothing of the prompt."""
    _, record = question.class_token
    return record.blocks[-1].class_attention.mean(dim=0)[1:]


def rollout(question: Question) -> Tensor:
    """Attention rollout (Abnar & Zuidema, ACL 2020): Π_l (A_l + I) / 2, class row; ignores the prompt."""
    joined = torch.eye(question.patch_count + 1, device=question.text.device)
    for block in question.record.blocks:
        joined = (block.mean_attention + torch.eye(len(joined), device=joined.device)) / 2 @ joined
    return joined[0, 1:]


def chefer(question: Question) -> Tensor:
    """Generic attention explainability (Chefer et al., ICCV 2021, eq. 5–6).

    R ← R + Ā R with Ā = mean_h relu(∇A ⊙ A), over all blocks; class row.
    """
    tower, record = question.class_token
    gradients = _attention_gradients(question)
    relevance = torch.eye(question.patch_count + 1, device=question.text.device)
    for seen, gradient in zip(record.blocks, gradients, strict=True):
        attention = attention_weights(seen.query, seen.key)
        relevance = relevance + torch.relu(gradient * attention).mean(dim=0) @ relevance
    assert len(gradients) == tower.block_count
    return relevance[0, 1:]


def legrad(question: Question) -> Tensor:
    """LeGrad (Bousselham et al., 2024): Σ_l mean_h relu(∂s_l/∂A_l).

    s_l is the score read off block l's class token. Only that token's row of A_l influences s_l, so the mean
    over rows is that row up to a constant.
    """
    tower, record = question.class_token
    total = torch.zeros(question.patch_count, device=question.text.device)
    for block, seen in zip(tower.blocks, record.blocks, strict=True):
        with torch.enable_grad():
            output = seen.output_row.detach().clone().requires_grad_(True)
            row = finish_block(block, seen.input_row, output)
            score = functional.normalize(tower.embed_row(row), dim=-1) @ question.prompt
            (gradient,) = torch.autograd.grad(score, output)
        heads = (gradient @ block.attn.out_proj.weight).unflatten(-1, (len(seen.value), -1))
        total = total + torch.relu(torch.einsum("hd,htd->ht", heads, seen.value)).mean(dim=0)[1:]
    return total.detach()


def mask_clip(question: Question) -> Tensor:
    """MaskCLIP (Zhou, Loy & Dai, ECCV 2022): cosine of each patch's value path with the prompt.

    Cosines of patches are nearly all of one sign, so the map starts at its own smallest value.
    """
    cosines = question.tower.patch_embeddings(question.record) @ question.prompt
    return cosines - cosines.min()


def grad_eclip_true_heads(question: Question) -> Tensor:
    """Grad-ECLIP (Zhao et al., ICML 2024) on the score the model really gives."""
    return question.tower.grad_eclip(question.record, question.prompt[None])[0]


def grad_eclip_single_head(question: Question) -> Tensor:
    """Grad-ECLIP as its authors compute it: the last block recomputed with one head over the whole width.

    The score whose gradient is taken is that of the recomputed block, not the model's.
    """
    tower, record = question.class_token
    block, seen = tower.blocks[-1], record.blocks[-1]
    projected = functional.linear(seen.normed, block.attn.in_proj_weight, block.attn.in_proj_bias)
    query, key, value = projected.chunk(3, dim=-1)
    attention = attention_weights(query[:1], key)
    with torch.enable_grad():
        mixed = (attention @ value)[0].detach().requires_grad_(True)
        row = finish_block(block, seen.input_row, block.attn.out_proj(mixed))
        score = functional.normalize(tower.embed_row(row), dim=-1) @ question.prompt
        (gradient,) = torch.autograd.grad(score, mixed)
    similarity = functional.cosine_similarity(query[:1], key[1:], dim=-1)
    spatial = (similarity - similarity.min()) / (similarity.max() - similarity.min()).clamp_min(1e-12)
    return torch.relu((value[1:] * spatial[:, None]) @ gradient).detach()


def direct_summed(question: Question) -> Tensor:
    """Contributions along the class-token path, summed over all blocks."""
    return question.tower.direct(question.record, question.prompt[None]).patches[0].sum(dim=0)


def full_summed(question: Question) -> Tensor:
    """Contributions with gradients through the whole tower, summed over all blocks."""
    return question.tower.full(question.pixels, question.record, question.prompt[None]).patches[0].sum(dim=0)


def single_patch_occlusion(question: Question) -> Tensor:
    """Score lost when one patch's token is dropped, for every patch: N forward passes."""
    everything = torch.ones(1, question.patch_count, dtype=torch.bool, device=question.text.device)
    without = ~torch.eye(question.patch_count, dtype=torch.bool, device=question.text.device)
    scores = question.tower.embed_token_subsets(question.record, torch.cat([everything, without]))
    scores = scores @ question.prompt
    return scores[0] - scores[1:]


def rise(question: Question, mask_count: int = RISE_MASKS) -> Tensor:
    """RISE (Petsiuk, Das & Saenko, BMVC 2018): mean of random masks weighted by the score under each.

    Coarse random grids, enlarged with a random shift, darken the input towards the data's mean colour (0
    after normalisation).
    """
    masks = _rise_masks(question, mask_count)
    weighted = torch.zeros(masks.shape[-2:], device=masks.device)
    with torch.no_grad():
        for chunk in masks.split(RISE_BATCH):
            embeddings = question.tower.forward(question.pixels * chunk)
            scores = functional.normalize(embeddings.float(), dim=-1) @ question.prompt
            weighted += torch.einsum("b,bchw->hw", scores, chunk)
    expected = masks.mean(dim=(0, 1)).clamp_min(1e-12) * mask_count
    pooled = functional.adaptive_avg_pool2d((weighted / expected)[None, None], question.record.grid_hw)[0, 0]
    # Every mask scores something: the common level says nothing about where.
    return (pooled - pooled.min()).flatten()


RIVALS: dict[str, Rival] = {
    "random": random_map,
    "centre Gaussian": centre_gaussian,
    "raw attention": raw_attention,
    "rollout": rollout,
    "MaskCLIP": mask_clip,
    "LeGrad": legrad,
    "Grad-ECLIP": grad_eclip_true_heads,
    "Grad-ECLIP (single head)": grad_eclip_single_head,
    "Chefer (GAME)": chefer,
    "full": full_summed,
    "direct": direct_summed,
    "occlusion": single_patch_occlusion,
}
"""All but RISE, which is asked on fewer images."""

READ_CLASS_ATTENTION = ("raw attention", "rollout", "LeGrad", "Grad-ECLIP (single head)", "Chefer (GAME)")
"""Defined on the attention of a class token; other towers have none to read."""


def rivals_of(tower: ImageTower) -> dict[str, Rival]:
    """The rivals that are defined for a tower."""
    if isinstance(tower, ClassTokenTower):
        return RIVALS
    return {name: rival for name, rival in RIVALS.items() if name not in READ_CLASS_ATTENTION}


def module_map(question: Question, layer_weights: Tensor, settings: HierarchySettings) -> Tensor:
    """MMEL's own map M⁺ (N,), as the explainer paints it; nothing but the map is computed.

    Args:
        question: image and prompt.
        layer_weights: (L,), sums to 1.
        settings: of the module.
    """
    with torch.no_grad():
        found, grid_hw = question.attribution, question.record.grid_hw
        relations = relate_patches(question.record, layer_weights, settings)
        fused = fuse(found, layer_weights, relations, grid_hw, settings)
    return fused.positive[0]


def refined_map(question: Question, positive: Tensor) -> Tensor:
    """MMEL's map (N,) refined by further forward passes, as the method ``mmel-refined`` paints it.

    Args:
        question: image and prompt.
        positive: (N,), from :func:`module_map`.
    """
    similarity = object_similarity(question.record).cpu().numpy()
    prompt = question.prompt[None]
    degree = HierarchySettings().interpolation_degree
    return refine_maps(question.tower, question.record, prompt, positive[None], similarity, degree)[0]


def _attention_gradients(question: Question) -> list[Tensor]:
    """∂s/∂A per block, (H, T, T), from one backward pass: g_o[h, i] · v[h, j] for query i and key j."""
    tower, _ = question.class_token
    with torch.enable_grad(), AttentionTaps(tower.blocks, differentiable=True) as taps:
        embedding = tower.forward(question.pixels)[0]
        score = functional.normalize(embedding, dim=-1) @ question.prompt
        outputs = torch.autograd.grad(score, taps.outputs)
    gradients = []
    with torch.no_grad():
        for block, normed, output in zip(tower.blocks, taps.normed, outputs, strict=True):
            _, _, value = project_heads(block.attn, normed[0])
            heads = (output[0] @ block.attn.out_proj.weight).unflatten(-1, (len(value), -1))
            gradients.append(torch.einsum("ihd,hjd->hij", heads, value))
    return gradients


def _rise_masks(question: Question, mask_count: int) -> Tensor:
    """(masks, 1, H, W) in [0, 1]."""
    height, width = question.pixels.shape[-2:]
    generator = torch.Generator().manual_seed(question.seed)
    cells = (torch.rand(mask_count, 1, RISE_CELLS, RISE_CELLS, generator=generator) < RISE_KEEP).float()
    cell_height, cell_width = -(-height // RISE_CELLS), -(-width // RISE_CELLS)
    large = functional.interpolate(
        cells,
        (height + cell_height, width + cell_width),
        mode="bilinear",
        align_corners=False,
    )
    top = torch.randint(0, cell_height, (mask_count,), generator=generator).tolist()
    left = torch.randint(0, cell_width, (mask_count,), generator=generator).tolist()
    shifted = [mask[:, y : y + height, x : x + width] for mask, y, x in zip(large, top, left, strict=True)]
    return torch.stack(shifted).to(question.pixels)
