"""Watch, or change, what attention computes while a transformer runs its own code.

PyTorch lets a mode see every function its Python code calls (``torch.overrides.TorchFunctionMode``). The
modes here answer for the two functions attention goes through, ``scaled_dot_product_attention`` and
``multi_head_attention_forward``, and for no other. So queries, keys and values are seen after everything an
architecture does to them – normalised, rotated, scaled – with no knowledge of its modules, and nothing is
left registered on the model: leaving the ``with`` block ends it, also after a failure.
"""

from __future__ import annotations

import inspect
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from mmel_desktop.errors import UnsupportedModelError

_JOINT_SIGNATURE = inspect.signature(functional.multi_head_attention_forward)


@dataclass(frozen=True)
class SeenAttention:
    """One call of attention: B images, H heads of width d, Tq queries over Tk tokens.

    Attributes:
        query: (B, H, Tq, d).
        key, value: (B, H, Tk, d).
        output: (B, H, Tq, d), before the output projection; part of the gradient graph where there is one.
    """

    query: Tensor
    key: Tensor
    value: Tensor
    output: Tensor

    def weights(self) -> Tensor:
        """Softmax attention (B, H, Tq, Tk), float32."""
        logits = self.query.float() @ self.key.float().transpose(-1, -2)
        return torch.softmax(logits * self.query.shape[-1] ** -0.5, dim=-1)


class AttentionMode(TorchFunctionMode):
    """Base of the modes: answers calls of attention through :meth:`attend`.

    Raises:
        UnsupportedModelError: attention with a mask or a scale of its own, which no supported tower has.
    """

    @abstractmethod
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """The attention output (B, H, Tq, d)."""

    def __torch_function__(
        self,
        function: Callable[..., Any],
        types: Sequence[type],
        arguments: tuple[Any, ...] = (),
        options: dict[str, Any] | None = None,
    ) -> Any:
        del types
        options = options or {}
        if function is functional.scaled_dot_product_attention:
            return self._answer(*arguments, **options)
        if function is functional.multi_head_attention_forward:
            return self._answer_joint(**_JOINT_SIGNATURE.bind(*arguments, **options).arguments)
        return function(*arguments, **options)

    def _answer(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        attn_mask: Tensor | None = None,
        dropout_p: float = 0.0,
        is_causal: bool = False,
        scale: float | None = None,
        **_others: Any,
    ) -> Tensor:
        if attn_mask is not None or is_causal or scale is not None or dropout_p:
            raise UnsupportedModelError(
                "this model's attention cannot be read",
                found="attention with a mask, dropout or a scale of its own",
                expected="plain softmax attention",
                action="choose another model",
            )
        return self.attend(query, key, value)

    def _answer_joint(self, **call: Any) -> tuple[Tensor, None]:
        """``nn.MultiheadAttention``: the same projections, with the attention inside laid open.

        Shapes inside are (T, B, D), tokens first.
        """
        if call.get("use_separate_proj_weight"):
            weights = [call["q_proj_weight"], call["k_proj_weight"], call["v_proj_weight"]]
        else:
            weights = call["in_proj_weight"].chunk(3)
        joint_bias = call["in_proj_bias"]
        biases = (None, None, None) if joint_bias is None else joint_bias.chunk(3)
        projected = (
            functional.linear(call[name], weight, bias)
            .unflatten(-1, (call["num_heads"], -1))
            .permute(1, 2, 0, 3)
            for name, weight, bias in zip(("query", "key", "value"), weights, biases, strict=True)
        )
        query, key, value = projected
        output = (
            self._answer(query, key, value, attn_mask=call.get("attn_mask")).permute(2, 0, 1, 3).flatten(-2)
        )
        return functional.linear(output, call["out_proj_weight"], call["out_proj_bias"]), None


class RecordAttention(AttentionMode):
    """Keeps what every call of attention saw, in order.

    Attributes:
        seen: the calls.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[SeenAttention] = []

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Plain attention, remembered."""
        output = functional.scaled_dot_product_attention(query, key, value)
        self.seen.append(SeenAttention(query, key, value, output))
        return output


class HoldOthers(AttentionMode):
    """Attention of a row over itself and over other tokens whose keys and values are constants.

    Args:
        others: per call, keys and values (H, T - 1, d) of the other tokens.

    Attributes:
        seen: the calls; keys and values of all P rows are their own only, (P, H, 1, d).
        weights: per call, attention (P, H, 1 + others), the row's own share first.
    """

    def __init__(self, others: Sequence[tuple[Tensor, Tensor]]) -> None:
        super().__init__()
        self._others = list(others)
        self.seen: list[SeenAttention] = []
        self.weights: list[Tensor] = []

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Attention of P rows (P, H, 1, d) over themselves and the held tokens."""
        keys, values = self._others[len(self.seen)]
        own = (query * key).sum(dim=-1)
        rest = torch.einsum("phqd,htd->phqt", query, keys)[:, :, 0]
        logits = torch.cat([own, rest], dim=-1) * query.shape[-1] ** -0.5
        weights = torch.softmax(logits.float(), dim=-1).to(value)
        output = weights[..., :1] * value[:, :, 0] + torch.einsum("pht,htd->phd", weights[..., 1:], values)
        self.weights.append(weights.detach())
        self.seen.append(SeenAttention(query, key, value, output))
        return output[:, :, None]


class ReplaceOutput(AttentionMode):
    """Gives a known attention output instead of computing it: what comes after it can be differentiated.

    Args:
        output: (B, H, T, d).
    """

    def __init__(self, output: Tensor) -> None:
        super().__init__()
        self._output = output

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """The given output."""
        del query, key, value
        return self._output


def active_mode_count() -> int:
    """Function modes in force in this thread; for tests that none is left behind."""
    return torch._C._len_torch_function_stack()
