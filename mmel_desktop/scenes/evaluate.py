"""``python -m mmel_desktop.scenes.evaluate``: measure a demo model and write its card."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from safetensors.torch import load_file

from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.scenes.demo_model import WEIGHTS_FILE
from mmel_desktop.scenes.held_out import evaluate_held_out
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.model_card import write_card
from mmel_desktop.scenes.script import exit_status_of
from mmel_desktop.scenes.shortcut_evaluation import evaluate_shortcut
from mmel_desktop.scenes.train import RECORD_FILE

CARD_FILE = "MODEL_CARD.md"
FIGURES_FILE = "figures.json"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.scenes.evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder that scenes.train wrote")
    parser.add_argument("--scenes", type=int, default=2000, help="held-out scenes")
    parser.add_argument(
        "--shortcut-scenes", type=int, default=300, help="scenes of each sort for the shortcut"
    )
    options = parser.parse_args(arguments)
    return exit_status_of(lambda: _evaluate(options.model, options.scenes, options.shortcut_scenes))


def _evaluate(folder: Path, scenes: int, shortcut_scenes: int) -> None:
    """Measure, write ``figures.json`` and the card into the folder, and print every figure."""
    judge = Judge.load(folder)
    shortcut = evaluate_shortcut(judge, shortcut_scenes)
    held_out = evaluate_held_out(judge, scenes)
    weights = folder / WEIGHTS_FILE
    sha256 = plain_file_sha256(weights)
    figures = {
        "sha256": sha256,
        "scenes": scenes,
        "held_out": [figure.as_dict() for figure in held_out],
        "shortcut": [figure.as_dict() for figure in shortcut],
    }
    (folder / FIGURES_FILE).write_text(
        json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    card = write_card(
        record=json.loads((folder / RECORD_FILE).read_text(encoding="utf-8")),
        held_out=held_out,
        shortcut=shortcut,
        scenes=scenes,
        sha256=sha256,
        size_bytes=weights.stat().st_size,
        known_rows=int(load_file(weights)["token_embedding.weight"].any(dim=1).sum()),
    )
    (folder / CARD_FILE).write_text(card, encoding="utf-8")
    for figure in [*held_out, *shortcut]:
        span = f"[{figure.low:.3f}, {figure.high:.3f}]"
        print(f"{figure.value:.3f}  {span}  n={figure.cases:5d}  {figure.name}")


if __name__ == "__main__":
    sys.exit(main())
