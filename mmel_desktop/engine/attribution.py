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

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

METHODS = ("mmel", "mmel-refined", "direct", "full", "grad_eclip")
"""What may be asked for; each stands on what :class:`~mmel_desktop.engine.image_tower.ImageTower` offers."""


@dataclass(frozen=True)
class Attribution:
    """Contributions of P prompts over L layers.

    Attributes:
        patches: float32 (P, L, patches), signed.
        alignment: float32 (P, L, patches), how well what a patch offers a layer goes with the prompt, whether
            it is attended to or not. Where there is attention, mean_h relu(∂s/∂A_l^h), the gain in score from
            more attention to the patch (LeGrad; Bousselham et al., 2024; here of the model's own score);
            without, the cell's cosine in the joint space. Only differences within an image mean something.
        loosened: float32 (P, patches), not negative: Grad-ECLIP's map from the last layer's gradients, see
            :meth:`mmel_desktop.engine.image_tower.ImageTower.grad_eclip`.
        class_token: float32 (P, L), what lies in no patch: the class token's own contribution.
        residual: (P, L), relative completeness error against the model's own attention output.
        scores: (P,), cosine recomputed along the way; must equal the model's.
        gradients: where the gradients ran: ``class_token_path``, ``residual_stream``, ``whole_tower`` or
            ``last_feature_grid``.
    """

    patches: Tensor
    alignment: Tensor
    loosened: Tensor
    class_token: Tensor
    residual: Tensor
    scores: Tensor
    gradients: str


def loosened_map(query: Tensor, keys: Tensor, values: Tensor, channels: Tensor) -> Tensor:
    """H_i = ReLU(Σ_c g_c · λ_i · v_{i,c}), see :meth:`mmel_desktop.engine.image_tower.ImageTower.grad_eclip`.

    Args:
        query: float32 (1, D), who asks, heads joined.
        keys, values: float32 (patches, D).
        channels: float32 (P, D), the gradients g.

    Returns:
        (P, patches), not negative.
    """
    similarity = functional.normalize(keys, dim=-1) @ functional.normalize(query, dim=-1)[0]
    spatial = (similarity - similarity.min()) / (similarity.max() - similarity.min()).clamp_min(1e-12)
    return torch.relu(channels.float() @ values.T * spatial)
