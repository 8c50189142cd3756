"""Derivatives of a residual block's parts at recorded rows, written out by hand.

Where every forward value is recorded, no graph has to be built: gradients of many scores walk back as rows of
one matrix (vector-Jacobian products, ``through_…``), and what many small changes do walks on as rows of one
(Jacobian-vector products, ``onward_…``). Recorded rows are (D,), one for all, or (P, D), one for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import torch
from open_clip.transformer import LayerScale, ResidualAttentionBlock
from torch import Tensor, nn
from torch.nn import functional

PARTS = 4
"""Into how many parts a product with a weight is cut on a CPU; fixed, so that results are too."""


def through_mlp(block: ResidualAttentionBlock, middle: Tensor, slope: Tensor, gradient: Tensor) -> Tensor:
    """Through a block's MLP and the normalisation before it: gradients (P, D) to gradients (P, D).

    Args:
        block: the block.
        middle: (D,) or (P, D), the row before the normalisation.
        slope: (4D,) or (P, 4D), of the activation inside the MLP, see :func:`mlp_slopes`.
        gradient: (P, D), with respect to the block's result.
    """
    hidden_gradient = times(through_scale(block.ls_2, gradient), block.mlp.c_proj.weight)
    return through_norm(block.ln_2, middle, times(hidden_gradient * slope, block.mlp.c_fc.weight))


def onward_mlp(block: ResidualAttentionBlock, middle: Tensor, slope: Tensor, change: Tensor) -> Tensor:
    """What changes (P, D) before a block's second normalisation do to its MLP's result: (P, D).

    Args:
        block: the block.
        middle: (D,) or (P, D), the row before the normalisation.
        slope: (4D,) or (P, 4D), of the activation inside the MLP, see :func:`mlp_slopes`.
        change: (P, D).
    """
    hidden = onward(onward_norm(block.ln_2, middle, change), block.mlp.c_fc.weight) * slope
    return through_scale(block.ls_2, onward(hidden, block.mlp.c_proj.weight))


def through_norm(norm: nn.LayerNorm, row: Tensor, gradient: Tensor) -> Tensor:
    """Through layer normalisation at a row: gradients (P, D) to gradients (P, D)."""
    return _standardised_change(norm, row, gradient * norm.weight)


def onward_norm(norm: nn.LayerNorm, row: Tensor, change: Tensor) -> Tensor:
    """What changes (P, D) of a row do to its layer normalisation: (P, D)."""
    return _standardised_change(norm, row, change) * norm.weight


def _standardised_change(norm: nn.LayerNorm, row: Tensor, change: Tensor) -> Tensor:
    """The derivative of (row − mean) / deviation, a symmetric matrix, times changes (P, D)."""
    row = row.float()
    unit = functional.layer_norm(row, norm.normalized_shape, eps=norm.eps)
    inverse = torch.rsqrt(row.var(dim=-1, correction=0, keepdim=True) + norm.eps)
    along = (change * unit).mean(dim=-1, keepdim=True)
    return (change - change.mean(dim=-1, keepdim=True) - unit * along) * inverse


def times(gradient: Tensor, weight: Tensor) -> Tensor:
    """Gradients (P, a) times a weight (a, b), multiplied in the weight's precision, kept in float32.

    On a CPU, a product of a few rows takes as long as reading the weight, and the library leaves that to one
    core. So the sum over a is cut into parts, which all cores share.
    """
    rows = gradient.to(weight.dtype)
    if weight.device.type != "cpu" or len(weight) % PARTS:
        return (rows @ weight).float()
    parts = torch.bmm(rows.unflatten(1, (PARTS, -1)).transpose(0, 1), weight.unflatten(0, (PARTS, -1)))
    return parts.sum(dim=0, dtype=torch.float32)


def onward(change: Tensor, weight: Tensor) -> Tensor:
    """Changes (P, b) times a weight (a, b) transposed, as :func:`times` does it: float32 (P, a)."""
    rows = change.to(weight.dtype)
    if weight.device.type != "cpu" or len(weight) % PARTS:
        return (rows @ weight.T).float()
    parts = torch.bmm(rows.expand(PARTS, -1, -1), weight.unflatten(0, (PARTS, -1)).transpose(1, 2))
    return parts.transpose(0, 1).flatten(1).float()


def through_scale(layer_scale: nn.Module, gradient: Tensor) -> Tensor:
    """Through a block's layer scale (the identity in most models)."""
    return gradient * layer_scale.gamma if isinstance(layer_scale, LayerScale) else gradient


def mlp_slopes(blocks: Sequence[ResidualAttentionBlock], hidden: Sequence[Tensor]) -> Tensor:
    """Derivatives of the activation inside the MLPs of a tower, whose blocks all have the same one.

    Args:
        blocks: L of them.
        hidden: per block (..., 4D), inside its MLP, before the activation.

    Returns:
        float32 (L, ..., 4D).
    """
    activation = cast("Callable[[Tensor], Tensor]", blocks[0].mlp.gelu)
    with torch.enable_grad():
        point = torch.stack(list(hidden)).detach().requires_grad_(True)
        (slope,) = torch.autograd.grad(activation(point).sum(), point)
    return slope.float()
