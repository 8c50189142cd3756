"""Muon in single precision, for processors without fast bfloat16.

torch's own :class:`torch.optim.Muon` iterates in bfloat16, which on such processors takes several times as
long as the rest of a training step. This one iterates in float32, matrices of one shape together.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

_COEFFICIENTS = (3.4445, -4.775, 2.0315)
_ITERATIONS = 5
_MATCH_ADAMW = 0.2


class Muon(torch.optim.Optimizer):
    """Momentum whose update is made orthogonal (Jordan et al., 2024), scaled to AdamW's step size.

    Args:
        parameters: matrices only.
        lr: learning rate, of AdamW's size (Liu et al., arXiv 2502.16982, eq. 4).
        momentum: of the gradient, Nesterov's form.
        weight_decay: decoupled.
    """

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        *,
        lr: float = 1e-3,
        momentum: float = 0.95,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002 - the base class's form
        """Update every matrix that has a gradient."""
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[tuple[nn.Parameter, Tensor]]] = {}
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(parameter)
                average: Tensor = state["momentum"]
                average.lerp_(parameter.grad, 1 - group["momentum"])
                wanted = parameter.grad.lerp(average, group["momentum"])
                by_shape.setdefault(parameter.shape, []).append((parameter, wanted))
            for shape, members in by_shape.items():
                updates = orthogonalise(torch.stack([wanted for _, wanted in members]))
                size = _MATCH_ADAMW * max(shape) ** 0.5
                for (parameter, _), update in zip(members, updates, strict=True):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.add_(update, alpha=-group["lr"] * size)


def orthogonalise(matrices: Tensor) -> Tensor:
    """Nearest semi-orthogonal matrices, roughly, by a Newton-Schulz iteration: (N, R, C) to (N, R, C)."""
    wide = matrices.shape[-2] <= matrices.shape[-1]
    current = matrices if wide else matrices.mT
    current = current / current.flatten(1).norm(dim=1).clamp_min(1e-7)[:, None, None]
    a, b, c = _COEFFICIENTS
    for _ in range(_ITERATIONS):
        gram = current @ current.mT
        current = a * current + (b * gram + c * gram @ gram) @ current
    result: Tensor = current if wide else current.mT
    return result
