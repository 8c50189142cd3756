"""``python -m mmel_desktop.scenes.evaluate``: measure a demo model and write its card."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from safetensors.torch import load_file

from mmel_desktop.scenes.demo_model import WEIGHTS_FILE, sha256_of
from mmel_desktop.scenes.held_out import evaluate_held_out
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.model_card import write_card
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
    folder: Path = options.model
    judge = Judge.load(folder)
    shortcut = evaluate_shortcut(judge, options.shortcut_scenes)
    held_out = evaluate_held_out(judge, options.scenes)
    weights = folder / WEIGHTS_FILE
    known_rows = int(load_file(weights)["token_embedding.weight"].any(dim=1).sum())
    figures = {
        "sha256": sha256_of(weights),
        "scenes": options.scenes,
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
        scenes=options.scenes,
        sha256=sha256_of(weights),
        size_bytes=weights.stat().st_size,
        known_rows=known_rows,
    )
    (folder / CARD_FILE).write_text(card, encoding="utf-8")
    for figure in [*held_out, *shortcut]:
        print(
            f"{figure.value:.3f}  [{figure.low:.3f}, {figure.high:.3f}]  n={figure.cases:5d}  {figure.name}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
