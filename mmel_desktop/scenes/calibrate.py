"""``python -m mmel_desktop.scenes.calibrate``: fit the demo model's layer weights on drawn scenes, ship them.

The scenes are neither those of the training nor those of the evaluation or the benchmark.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from mmel_desktop.core.progress import ProgressReport
from mmel_desktop.engine.calibration_files import bundled_calibrations, write_calibration
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.scenes.captions import kind_caption
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS
from mmel_desktop.scenes.script import exit_status_of

_SEEDS_FROM = HELD_OUT_SEEDS_FROM + 150_000_000
_DRAWN_AT_PX = 192


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.scenes.calibrate", description=__doc__)
    parser.add_argument("--model", default="demo", help="model specification (default: demo)")
    parser.add_argument("--scenes", type=int, default=160, help="scenes drawn; half of them are held out")
    parser.add_argument("--out", type=Path, default=None, help="folder (default: the one that ships)")
    options = parser.parse_args(arguments)
    return exit_status_of(lambda: _calibrate(options.model, options.scenes, options.out))


def _calibrate(model: str, count: int, folder: Path | None) -> None:
    explainer = Explainer(load_model(model))
    scenes = [clear_scene(_SEEDS_FROM + index, _DRAWN_AT_PX).image_rgb for index in range(count)]
    prompts = [kind_caption(kind, "a photo of {}").text for kind in CAPTIONED_KINDS]
    with tqdm(unit="step") as bar:

        def show(report: ProgressReport) -> None:
            bar.total = report.total
            bar.set_description(report.step, refresh=False)
            bar.n = report.done
            bar.refresh()

        calibration = explainer.calibrate(scenes, prompts, progress=show)
    gain = calibration.gain
    print(
        f"insertion − deletion on {gain.image_count} held-out scenes: {gain.uniform:.4f} uniform, "
        f"{gain.fitted:.4f} fitted, gain {gain.gain:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]"
    )
    print(write_calibration(calibration, folder or bundled_calibrations()))


if __name__ == "__main__":
    sys.exit(main())
