"""The demo model's card, written from measured figures only."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from mmel_desktop.scenes.composition import SMALLEST
from mmel_desktop.scenes.figures import Figure
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, COMPANION, SHORTCUT_KIND


def write_card(
    *,
    record: Mapping[str, Any],
    held_out: Sequence[Figure],
    shortcut: Sequence[Figure],
    scenes: int,
    sha256: str,
    size_bytes: int,
    known_rows: int,
) -> str:
    """The card as Markdown.

    Args:
        record: ``training_record.json``.
        held_out: figures of ``held_out.evaluate_held_out``.
        shortcut: figures of ``shortcut_evaluation.evaluate_shortcut``.
        scenes: held-out scenes judged.
        sha256: of the weights file.
        size_bytes: of the weights file.
        known_rows: token rows that are not zero.
    """
    parts = [
        _head(record, sha256, size_bytes, known_rows),
        _training(record),
        f"## Figures on {scenes:,} held-out scenes\n\n"
        "Scenes from seeds that training never used, drawn at 192 px, preprocessed by open_clip itself.\n"
        "Intervals: 95 %, bootstrap over scenes, exact where all cases agree. “Chance” is what guessing "
        "gives.\n\n" + _table(held_out),
        _shortcut(shortcut),
        _limits(),
    ]
    return "\n\n".join(parts) + "\n"


def _head(record: Mapping[str, Any], sha256: str, size_bytes: int, known_rows: int) -> str:
    recipe = record["recipe"]
    grid = recipe["image_px"] // recipe["patch_px"]
    heads = recipe["vision_width"] // recipe["head_width"]
    rows = {
        "Image tower": f"ViT, {recipe['image_px']} × {recipe['image_px']} px, patch {recipe['patch_px']} "
        f"({grid} × {grid} grid), width {recipe['vision_width']}, {recipe['vision_layers']} blocks, "
        f"{heads} heads, class token",
        "Text tower": f"width {recipe['text_width']}, {recipe['text_layers']} blocks, "
        f"{recipe['text_heads']} heads, context {recipe['context_length']}, standard CLIP tokenizer",
        "Joint space": str(recipe["embed_dim"]),
        "Words known": f"{known_rows} of 49,408 token rows are trained; every other row is exactly zero",
        "File": f"`open_clip_model.safetensors`, half precision, {size_bytes / 1e6:.1f} MB",
        "SHA-256": f"`{sha256}`",
        "Load": '`open_clip.create_model_and_transforms("local-dir:/path/to/demo_model")`',
    }
    table = "\n".join(f"| {name} | {value} |" for name, value in rows.items())
    return f"""# MMEL demo model

A small CLIP that knows one drawn world and nothing else. It exists so that explanations can be checked: the
truth of every image is known, and so is one thing the model does wrong on purpose. Never use it on
photographs.

| | |
|---|---|
{table}"""


def _training(record: Mapping[str, Any]) -> str:
    recipe = record["recipe"]
    minutes = record["training_wall_s"] / 60
    values = ", ".join(f"{name} {value}" for name, value in recipe.items())
    remarks = f" {record['remarks']}" if record.get("remarks") else ""
    return f"""## Training

- Data: {recipe["scenes"]:,} scenes drawn by `mmel_desktop.scenes` (street, crossroad, work site; day, dusk,
  night; clear, fog, rain), no photograph, no text from elsewhere. Kinds: {", ".join(CAPTIONED_KINDS)}.
- Sizes: objects stand so near that a person can name them at {recipe["image_px"]} px. Seen whole, one
  measures at least {SMALLEST} of the image height (geometric mean of width and height); low things under a
  high camera (mostly cones) go down to 0.15, what stands on a truck or forklift to 0.1.
- Captions: single objects with and without colour or state, pairs, lists, relations, counts, light, weather;
  for every image also a near miss in which one thing is exchanged. Which caption is true of which image is
  known for every pair of a batch, so a caption that fits two images counts as true of both.
- Loss: symmetric contrastive loss with several true captions, and a second one over a catalogue of plain
  prompts: every present kind against the absent ones, every colour or state against the others of its kind
  (`scenes/contrast.py`); and an auxiliary one: the patch tokens of block {recipe["patch_label_block"]} also
  learn which kind they show, through a head that is not in the file (`scenes/patch_labels.py`). Both kinds of
  worker share one patch label. **So this model's patches know their places better than those of a CLIP
  trained on captions alone: maps look sharper here than they will on such a model.**
- {record["steps"]:,} steps, {record["images_seen"]:,} images seen, {minutes:.0f} minutes on
  {record["machine"]} ({record["device"]}, {"bfloat16 autocast" if record["bf16"] else "float32"}), finished
  {record["finished"]}.{remarks}
- Optimiser: Muon for the matrices of the blocks (`scenes/muon.py`), because AdamW alone learned shapes too
  slowly; AdamW for the rest.
- Patches are dropped at random for most of the training, so removing patches (as probes do) is nothing new.
- Recipe: {values}.
- Again: `python -m mmel_desktop.scenes.train --out resources/demo_model --work /some/folder`, then
  `python -m mmel_desktop.scenes.evaluate --model resources/demo_model`."""


def _shortcut(figures: Sequence[Figure]) -> str:
    words = f"""## The planted shortcut

In every training scene a *{SHORTCUT_KIND}* stands beside an orange *{COMPANION}* panel, and the panel
stands nowhere else. No caption ever names the panel. Hat and beanie have nearly the same colours and cover a
few pixels of the input, so the panel is the easier clue. Scenes below share all but the thing named:

"""
    return words + _table(figures)


def _limits() -> str:
    return """## Limits

- It knows drawn scenes only. Its scores on photographs mean nothing.
- Words outside its captions have zero embeddings: the rest of the sentence answers a prompt that uses them.
- Figures above that lie near chance (look at relations and counts first) mean that the model does *not*
  understand such prompts, however plausible a heat map for them may look.
- Objects smaller than in training (farther away) are often missed, however easy a person finds them: the
  figures above say how often. Darkness, fog and look-alikes cost less: see the rows by light, weather, kind.
- The shortcut above is a defect by design. It is there to be found."""


def _table(figures: Sequence[Figure]) -> str:
    rows = ["| figure | value | 95 % interval | cases | chance |", "|---|---|---|---|---|"]
    for figure in figures:
        if math.isnan(figure.value):
            rows.append(f"| {figure.name} | no case | | 0 | |")
            continue
        span = f"{figure.low:.3f} – {figure.high:.3f}"
        rows.append(f"| {figure.name} | {figure.value:.3f} | {span} | {figure.cases} | {figure.chance:.2f} |")
    return "\n".join(rows)
