"""What ``calibrate`` says at its end is what happens next."""

from __future__ import annotations

import io

import pytest

from mmel_desktop.cli.calibrate_command import print_calibration
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.core.calibration import Calibration, HeldOutGain


@pytest.mark.parametrize(
    ("low", "saved", "said"),
    [
        (0.005, True, "The gain is proven: explanations will use these weights."),
        (
            0.005,
            False,
            "The gain is proven, but nothing was kept: explanations use these weights after --save.",
        ),
        (-0.005, True, "No gain is proven: explanations keep equal weights."),
        (-0.005, False, "No gain is proven: explanations keep equal weights."),
    ],
)
def test_the_last_line_promises_only_what_was_kept(low: float, saved: bool, said: str) -> None:
    """Without ``--save``, proven weights are not used by the next explanation."""
    gain = HeldOutGain(uniform=0.30, fitted=0.31, gain=0.01, low=low, high=0.02, image_count=12)
    weights = (0.25, 0.75)
    calibration = Calibration(
        "0" * 64, weights, weights, gain, ("a dog",), (), (), (), "2026-01-01T00:00:00Z"
    )
    out = io.StringIO()
    print_calibration(calibration, Terminal(out, io.StringIO()), saved=saved)
    assert out.getvalue().splitlines()[-1] == said
