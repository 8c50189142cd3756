"""``python -m mmel_desktop.scenes.train``: draw the scenes, train the demo model, write it."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
import torch.distributed
from torch.multiprocessing.spawn import start_processes
from tqdm import tqdm

from mmel_desktop.scenes.dataset import TRAINING_SEEDS_FROM, SceneDataset, open_or_draw
from mmel_desktop.scenes.demo_model import write_model
from mmel_desktop.scenes.recipe import Recipe
from mmel_desktop.scenes.script import exit_status_of
from mmel_desktop.scenes.training import StepReport, Training

CHECKPOINT_FILE = "checkpoint.pt"
RECORD_FILE = "training_record.json"

_RECIPE_OPTIONS = (
    "scenes",
    "steps",
    "batch",
    "seed",
    "patch_px",
    "vision_width",
    "vision_layers",
    "head_width",
)
"""Numbers of the recipe that the command line may change: how long, on what, and the image tower's build."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    chosen = {name: value for name in _RECIPE_OPTIONS if (value := getattr(options, name)) is not None}
    recipe = replace(Recipe(), **chosen)
    work = _train if options.workers == 1 else _train_together
    return exit_status_of(lambda: work(recipe, options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.scenes.train", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the written model")
    parser.add_argument("--work", type=Path, required=True, help="folder of scene cache and checkpoint")
    parser.add_argument(
        "--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu"
    )
    parser.add_argument(
        "--bf16", action="store_true", help="bfloat16 autocast (faster on GPUs and on AVX-512 processors)"
    )
    parser.add_argument("--processes", type=int, default=None, help="processes that draw scenes")
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        help="processes with one thread each that share every step (faster than threads on few cores)",
    )
    parser.add_argument("--checkpoint-every-s", type=float, default=120.0, help="seconds between checkpoints")
    for name in _RECIPE_OPTIONS:
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            type=int,
            default=None,
            help=f"instead of the recipe's {getattr(Recipe(), name)}",
        )
    return parser


def _train_together(recipe: Recipe, options: argparse.Namespace) -> None:
    _dataset(recipe, options)
    with tempfile.TemporaryDirectory() as folder:
        meeting_place = (Path(folder) / "workers").as_uri()
        start_processes(
            _train_as, (meeting_place, recipe, options), nprocs=options.workers, start_method="spawn"
        )


def _train_as(worker: int, meeting_place: str, recipe: Recipe, options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.distributed.init_process_group(
        "gloo", init_method=meeting_place, rank=worker, world_size=options.workers
    )
    _train(recipe, options, worker)
    torch.distributed.destroy_process_group()


def _dataset(recipe: Recipe, options: argparse.Namespace) -> SceneDataset:
    return open_or_draw(
        options.work / "scenes",
        first_seed=TRAINING_SEEDS_FROM,
        count=recipe.scenes,
        size_px=recipe.image_px,
        patch_px=recipe.patch_px,
        processes=options.processes,
    )


def _train(recipe: Recipe, options: argparse.Namespace, worker: int = 0) -> None:
    training = Training(
        _dataset(recipe, options),
        recipe,
        device=options.device,
        bf16=options.bf16,
        worker=worker,
        workers=options.workers,
    )
    checkpoint = options.work / CHECKPOINT_FILE
    if checkpoint.exists():
        training.resume(checkpoint)
    if worker > 0:
        training.run(recipe.steps)
        return
    if training.step:
        print(f"resumed at step {training.step} of {recipe.steps}")
    _run_watched(training, options)
    training.save(checkpoint)
    write_model(training.weights(), training.touched_rows, recipe, options.out)
    record = _record(training, options)
    (options.out / RECORD_FILE).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _run_watched(training: Training, options: argparse.Namespace) -> None:
    """Train to the end with a bar, a line per step in ``losses.tsv`` and a checkpoint now and then."""
    steps = training.recipe.steps
    log = (options.work / "losses.tsv").open("a", encoding="utf-8")
    with log, tqdm(total=steps, initial=training.step, unit="step", mininterval=5) as bar:
        saved_at = time.monotonic()

        def after_step(report: StepReport) -> None:
            nonlocal saved_at
            bar.update(1)
            bar.set_postfix(loss=f"{report.loss:.3f}", scale=f"{report.logit_scale:.1f}", refresh=False)
            log.write(f"{report.step}\t{report.loss:.5f}\t{report.logit_scale:.3f}\t{report.wall_s:.1f}\n")
            if time.monotonic() - saved_at > options.checkpoint_every_s:
                training.save(options.work / CHECKPOINT_FILE)
                log.flush()
                saved_at = time.monotonic()

        training.run(steps, after_step)


def _record(training: Training, options: argparse.Namespace) -> dict[str, Any]:
    """How the model was made, for its card."""
    recipe = training.recipe
    return {
        "recipe": recipe.as_dict(),
        "steps": training.step,
        "images_seen": training.step * recipe.batch,
        "training_wall_s": round(training.wall_s, 1),
        "device": options.device,
        "bf16": bool(options.bf16),
        "workers": options.workers,
        "machine": f"{platform.machine()}, {options.workers} × {torch.get_num_threads()} threads, "
        f"torch {torch.__version__}",
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }


if __name__ == "__main__":
    sys.exit(main())
