"""The training loop: exact to resume, atomic to checkpoint."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.distributed
from open_clip.model import CLIP
from torch import Tensor, nn

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.batches import Batch, BatchMaker
from mmel_desktop.scenes.contrast import catalogue_loss, contrastive_loss
from mmel_desktop.scenes.dataset import SceneDataset
from mmel_desktop.scenes.demo_model import build_model, build_tokenizer
from mmel_desktop.scenes.muon import Muon
from mmel_desktop.scenes.patch_labels import PatchLabelLoss, SomePatches
from mmel_desktop.scenes.recipe import Recipe

_LARGEST_LOG_SCALE = math.log(100.0)
_GRADIENT_NORM = 1.0
_FINAL_SHARE = 0.01
_TEXT_PARTS = 3


@dataclass(frozen=True)
class StepReport:
    """What one step did; ``step`` counts from 1, ``wall_s`` is the training time of all runs so far."""

    step: int
    loss: float
    logit_scale: float
    wall_s: float


class Training:
    """One training run in memory.

    Args:
        dataset: the drawn scenes.
        recipe: all numbers.
        device: ``"cpu"`` or ``"cuda"``.
        bf16: run forward passes under bfloat16 autocast.
        worker, workers: this process' number among those that share each step; with more than one, torch's
            process group must be there.
    """

    def __init__(
        self,
        dataset: SceneDataset,
        recipe: Recipe,
        *,
        device: str = "cpu",
        bf16: bool = False,
        worker: int = 0,
        workers: int = 1,
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.device = torch.device(device)
        self.bf16 = bf16
        self.model = build_model(recipe).to(self.device)
        self._patch_dropout = SomePatches(recipe.patch_dropout)
        # Adds no weights, so the written model is the plain one.
        self.model.visual.patch_dropout = self._patch_dropout
        self._patch_loss = PatchLabelLoss(self.model, recipe.patch_label_block).to(self.device)
        self.touched_rows = torch.zeros(self.model.token_embedding.weight.shape[0], dtype=torch.bool)
        self.step = 0
        self.wall_s = 0.0
        self._worker, self._workers = worker, workers
        self._batches = BatchMaker(dataset, recipe, build_tokenizer(recipe), worker=worker, workers=workers)
        blocks, groups = _groups(self.model, self._patch_loss, recipe)
        self._optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), eps=1e-6, fused=True)
        self._muon = Muon(blocks, lr=0.0, weight_decay=recipe.weight_decay)

    def run(self, until_step: int, after_step: Callable[[StepReport], None] = lambda _report: None) -> None:
        """Train up to ``until_step`` steps in all."""
        while self.step < until_step:
            started = time.perf_counter()
            loss = self._one_step()
            self.step += 1
            self.wall_s += time.perf_counter() - started
            after_step(StepReport(self.step, loss, float(self.model.logit_scale.detach().exp()), self.wall_s))

    def _one_step(self) -> float:
        batch = self._batches.batch(self.step)
        # Dropout's draws depend on the step alone, so that a resumed run repeats them.
        torch.manual_seed((self.recipe.seed * 1_000_003 + self.step) * 64 + self._worker)
        self.model.train()
        self._set_patch_dropout()
        self._set_learning_rates()
        autocast = torch.autocast(self.device.type, torch.bfloat16) if self.bf16 else nullcontext()
        with autocast:
            image = self.model.encode_image(batch.images.to(self.device), normalize=True)
            text = encode_text_trimmed(self.model, batch.tokens.to(self.device))
        loss = self._loss(batch, image.float(), text.float())
        self.model.zero_grad(set_to_none=True)
        self._patch_loss.zero_grad(set_to_none=True)
        loss.backward()
        self._share_gradients(batch.tokens)
        nn.utils.clip_grad_norm_(self.model.parameters(), _GRADIENT_NORM)
        self._optimiser.step()
        self._muon.step()
        with torch.no_grad():
            self.model.logit_scale.clamp_(0.0, _LARGEST_LOG_SCALE)
        return float(loss.detach())

    def _share_gradients(self, tokens: Tensor) -> None:
        """Average the gradients over all workers; note which token rows were used by any."""
        used = torch.zeros(len(self.touched_rows), dtype=torch.uint8)
        used[tokens.unique()] = 1
        if self._workers > 1:
            torch.distributed.all_reduce(used, torch.distributed.ReduceOp.MAX)
        self.touched_rows |= used.bool()
        if self._workers == 1:
            return
        rows = used.nonzero()[:, 0].to(self.device)
        embedding = self.model.token_embedding.weight.grad
        assert embedding is not None
        others = [
            parameter.grad
            for parameter in (*self.model.parameters(), *self._patch_loss.parameters())
            if parameter.grad is not None and parameter.grad is not embedding
        ]
        # Only the used rows of the token embedding have a gradient; the rest would be most of the traffic.
        joined = torch.cat([embedding[rows].flatten(), *(gradient.flatten() for gradient in others)])
        torch.distributed.all_reduce(joined)
        parts = (joined / self._workers).split([len(rows) * embedding.shape[1], *(g.numel() for g in others)])
        embedding[rows] = parts[0].unflatten(0, (len(rows), -1))
        for gradient, part in zip(others, parts[1:], strict=True):
            gradient.copy_(part.view_as(gradient))

    def _loss(self, batch: Batch, image: Tensor, text: Tensor) -> Tensor:
        """Captions, the catalogue of plain prompts, and what the patches show."""
        recipe, scale = self.recipe, self.model.logit_scale.exp()
        captions = contrastive_loss(image, text, batch.truth.to(self.device), scale)
        plain = catalogue_loss(
            image,
            text[batch.catalogue.rows.to(self.device)],
            batch.catalogue.truth.to(self.device),
            batch.catalogue.rivals.to(self.device),
            batch.catalogue.of_kind.to(self.device),
            scale,
        )
        patches: Tensor = self._patch_loss(batch.patch_labels.to(self.device))
        total: Tensor = captions + recipe.catalogue_loss_weight * plain + recipe.patch_label_weight * patches
        return total

    def _set_learning_rates(self) -> None:
        rate = learning_rate(self.recipe, self.step)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        self._muon.param_groups[0]["lr"] = rate * self.recipe.muon_rate

    def _set_patch_dropout(self) -> None:
        early = self.step < self.recipe.full_patches_from * self.recipe.steps
        self._patch_dropout.share = self.recipe.patch_dropout if early else 0.0

    def weights(self) -> dict[str, Tensor]:
        """The model's state on the CPU."""
        return {name: value.detach().cpu() for name, value in self.model.state_dict().items()}

    def save(self, path: Path) -> None:
        """Write a checkpoint; a crash leaves the former one whole."""
        state = {
            "recipe": self.recipe.as_dict(),
            "step": self.step,
            "wall_s": self.wall_s,
            "touched_rows": self.touched_rows,
            "model": self.model.state_dict(),
            "patch_head": self._patch_loss.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "muon": self._muon.state_dict(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as stream:
            torch.save(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            BadInputError: it was trained to another recipe.
        """
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        # The number of steps may change under way: what lies behind does not depend on it.
        if {**state["recipe"], "steps": 0} != {**self.recipe.as_dict(), "steps": 0}:
            raise BadInputError(
                f"the checkpoint {path} was trained to another recipe",
                found=str(state["recipe"]),
                expected=str(self.recipe.as_dict()),
                action="name another folder or delete the checkpoint",
            )
        self.model.load_state_dict(state["model"])
        self._patch_loss.load_state_dict(state["patch_head"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._muon.load_state_dict(state["muon"])
        self.touched_rows = state["touched_rows"]
        self.step = int(state["step"])
        self.wall_s = float(state["wall_s"])


def encode_text_trimmed(model: CLIP, tokens: Tensor) -> Tensor:
    """Unit text embeddings (M, D), without computing the padding: short captions go apart from long ones.

    The tower is causal and pools at the end mark, so nothing that counts ever looks at the padding.
    """
    order = tokens.argmax(dim=-1).argsort()
    parts = [_encode_trimmed(model, tokens[part]) for part in order.chunk(_TEXT_PARTS)]
    return nn.functional.normalize(torch.cat(parts)[order.argsort()], dim=-1)


def _encode_trimmed(model: CLIP, tokens: Tensor) -> Tensor:
    ends = tokens.argmax(dim=-1)
    tokens = tokens[:, : int(ends.max()) + 1]
    length = tokens.shape[1]
    hidden = model.token_embedding(tokens) + model.positional_embedding[:length]
    hidden = model.transformer(hidden, attn_mask=model.attn_mask[:length, :length])
    pooled = model.ln_final(hidden[torch.arange(len(tokens), device=tokens.device), ends])
    embedded: Tensor = pooled @ model.text_projection
    return embedded


def learning_rate(recipe: Recipe, step: int) -> float:
    """Linear warm-up, a plateau, then a straight line to a hundredth of the peak; ``step`` counts from 0.

    The plateau lets a run be shortened or lengthened while it is under way: only its last part depends on it.
    """
    if step < recipe.warm_up_steps:
        return recipe.peak_learning_rate * (step + 1) / recipe.warm_up_steps
    decay_from = recipe.decay_from * recipe.steps
    if step <= decay_from:
        return recipe.peak_learning_rate
    share = min((step - decay_from) / max(recipe.steps - decay_from, 1), 1.0)
    return recipe.peak_learning_rate * (1 - (1 - _FINAL_SHARE) * share)


def _groups(
    model: CLIP, patch_loss: PatchLabelLoss, recipe: Recipe
) -> tuple[list[nn.Parameter], list[dict[str, Any]]]:
    """The blocks' matrices for Muon; other matrices and the rest for AdamW.

    Weight decay on matrices only, and never on the token embedding: unused rows must not drift.
    """
    blocks: list[nn.Parameter] = []
    decayed: list[nn.Parameter] = []
    plain: list[nn.Parameter] = []
    for name, parameter in (*model.named_parameters(), *patch_loss.named_parameters()):
        keeps = parameter.ndim < 2 or "embedding" in name or name == "logit_scale"
        (plain if keeps else blocks if "resblocks" in name else decayed).append(parameter)
    return blocks, [
        {"params": decayed, "weight_decay": recipe.weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
