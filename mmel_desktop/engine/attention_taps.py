"""Read what happens inside attention blocks while the model runs its own, untouched forward pass.

The taps hold on open_clip's plain residual blocks, whose ``attn`` is a :class:`torch.nn.MultiheadAttention`
(or has
its ``in_proj_weight``, ``in_proj_bias`` and ``out_proj``): a hook on ``ln_1`` sees what queries, keys and
values are
made of, a hook on ``attn`` sees its output. A hook on ``attn.out_proj`` would never fire, because the fused
attention reads its weights directly.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle


class AttentionTaps:
    """Context manager that records inputs and outputs of attention while a tower runs.

    B images, T tokens (class token first), width D. Hooks are removed on leaving, also after a failure.

    Args:
        blocks: the residual blocks to read, first to last.
        differentiable: start a gradient graph at the first block's input, so that the recorded outputs can be
            differentiated. All parameters stay constants.

    Attributes:
        block_inputs: per block, its input (B, T, D).
        normed: per block, ``ln_1`` of its input (B, T, D).
        outputs: per block, the attention output before the residual sum (B, T, D).
    """

    def __init__(self, blocks: Sequence[nn.Module], *, differentiable: bool = False) -> None:
        self._blocks = list(blocks)
        self._differentiable = differentiable
        self._handles: list[RemovableHandle] = []
        self.block_inputs: list[Tensor] = []
        self.normed: list[Tensor] = []
        self.outputs: list[Tensor] = []

    def __enter__(self) -> AttentionTaps:
        try:
            for index, block in enumerate(self._blocks):
                self._handles.append(block.register_forward_pre_hook(self._input_hook(first=index == 0)))
                self._handles.append(block.ln_1.register_forward_hook(self._normed_hook))  # type: ignore[union-attr,operator,unused-ignore]
                self._handles.append(block.attn.register_forward_hook(self._output_hook))  # type: ignore[union-attr,operator,unused-ignore]
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._remove()

    def _remove(self) -> None:
        for handle in self._handles:
            handle.remove()
        self._handles.clear()

    def _input_hook(self, *, first: bool) -> Any:
        def record(_module: nn.Module, arguments: tuple[Any, ...]) -> tuple[Any, ...] | None:
            tokens = arguments[0]
            if first and self._differentiable:
                tokens = tokens.detach().requires_grad_(True)
                self.block_inputs.append(tokens)
                return (tokens, *arguments[1:])
            self.block_inputs.append(tokens)
            return None

        return record

    def _normed_hook(self, _module: nn.Module, _arguments: Any, output: Tensor) -> None:
        self.normed.append(output)

    def _output_hook(self, _module: nn.Module, _arguments: Any, output: Any) -> None:
        self.outputs.append(output[0] if isinstance(output, tuple) else output)


def project_heads(attention: nn.Module, normed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Queries, keys and values per head, from the normed tokens.

    Args:
        attention: module with ``in_proj_weight`` (3D, D), ``in_proj_bias`` (3D) and ``num_heads``.
        normed: (..., T, D).

    Returns:
        Three tensors (..., H, T, D/H).
    """
    projected = functional.linear(normed, attention.in_proj_weight, attention.in_proj_bias)  # type: ignore[arg-type]
    heads = int(attention.num_heads)  # type: ignore[arg-type]
    parts = projected.chunk(3, dim=-1)
    query, key, value = (part.unflatten(-1, (heads, -1)).transpose(-3, -2) for part in parts)
    return query, key, value


def attention_weights(query: Tensor, key: Tensor) -> Tensor:
    """Softmax attention (..., H, Tq, Tk) of queries (..., H, Tq, d) over keys (..., H, Tk, d)."""
    return torch.softmax(query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5, dim=-1)


def count_hooks(module: nn.Module) -> int:
    """Forward and backward hooks registered anywhere below a module; for tests that none are left behind."""
    return sum(
        len(part._forward_hooks) + len(part._forward_pre_hooks) + len(part._backward_hooks)
        for part in module.modules()
    )
