"""Who contributed to the score, layer by layer and patch by patch.

All methods return signed contributions in cosine units: for block l and patch i

    E[l, i] = Σ_q Σ_h A_l^h[q, i] · (g_l,q^h · v_{l,i}^h),   g_l,q = ∂s/∂o_l,q

with A the attention, v the values, o the attention output before the output projection and s the cosine
between image and prompt. Where a class token is pooled, q is that token alone; where patches are averaged or
pooled by attention, q runs over all tokens, and a pooler's cross-attention is a layer of its own. Summed over
all tokens, E[l] equals Σ_q g_l,q · o_l,q exactly (completeness). It follows Grad-ECLIP (Zhao et al., ICML
2024), with every head and every block kept apart.
"""

from __future__ import annotations

from torch import Tensor

from mmel_desktop.engine.image_tower import Attribution, ImageTower, TowerRecord

METHODS = ("mmel", "mmel-refined", "direct", "full", "grad_eclip")

__all__ = ["METHODS", "Attribution", "direct", "full", "grad_eclip"]


def direct(tower: ImageTower, record: TowerRecord, text: Tensor) -> Attribution:
    """Contributions with gradients that flow along the pooled token's own path only.

    With a class token, the patches' keys and values are constants and one row is walked back for all prompts
    at once. Without one, gradients reach each block along the residual stream alone; see
    :meth:`mmel_desktop.engine.transformer_tower.TransformerTower.direct`.

    Args:
        tower: the image tower.
        record: the image, seen once.
        text: (P, E), unit text embeddings.
    """
    return tower.direct(record, text)


def full(tower: ImageTower, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
    """The same contributions with gradients through the whole tower: one backward pass per prompt.

    Args:
        tower: the image tower.
        pixels: (1, 3, H, W), the model's input.
        record: the image, seen once.
        text: (P, E), unit text embeddings.
    """
    return tower.full(pixels, record, text)


def grad_eclip(tower: ImageTower, record: TowerRecord, text: Tensor) -> Tensor:
    """The published Grad-ECLIP map, for comparison: last block only.

    H_i = ReLU(Σ_c g_c · λ_i · v_{i,c}), with g = ∂s/∂o at the class token, and the loosened spatial weight λ
    the min-max scaled cosine between the class token's query and each patch's key (Zhao et al., ICML 2024,
    eq. 6–9; here with the model's true heads joined, not the single head of the authors' code). A pooler's
    latent query takes the place of the class token's; without a pooler, the patches' mean query does.

    Returns:
        float32 (P, patches), not negative.
    """
    return tower.grad_eclip(record, text)
