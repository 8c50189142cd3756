"""The whole harness on a tiny model and few scenes."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from mmel_desktop.benchmark.quality import QualityResult, measure_quality
from mmel_desktop.benchmark.quality_markdown import format_markdown
from mmel_desktop.benchmark.quality_plot import draw_plot
from mmel_desktop.benchmark.quality_report import format_quality, quality_as_json
from mmel_desktop.benchmark.rivals import READ_CLASS_ATTENTION, RIVALS
from mmel_desktop.benchmark.scene_figures import (
    ABLATIONS,
    COSTLY,
    FIGURES,
    LOCATION_FIGURES,
    MMEL,
    PAINTED_ALIKE,
    REFINED,
)
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.errors import OperationCancelled


@pytest.fixture(scope="module")
def result(tiny_spec: str) -> QualityResult:
    """Four scenes, in this process."""
    return measure_quality(tiny_spec, image_count=4, device="cpu", processes=1)


def test_every_method_has_every_figure(result: QualityResult) -> None:
    """Nobody is left out of a column, and every mean lies within its interval."""
    assert set(result.figures) == {*RIVALS, *COSTLY, MMEL, REFINED, *ABLATIONS, *PAINTED_ALIKE}
    for method, row in result.figures.items():
        # Interpolation changes no order of patches, so nothing is removed once more.
        assert set(row) == set(LOCATION_FIGURES if method in PAINTED_ALIKE else FIGURES), method
        for interval in row.values():
            assert math.isnan(interval.mean) or interval.low - 1e-9 <= interval.mean <= interval.high + 1e-9


def test_costly_methods_are_asked_on_fewer_scenes_and_the_report_says_so(result: QualityResult) -> None:
    """RISE saw one of the four."""
    (rise,) = (name for name in COSTLY if name.startswith("RISE"))
    assert result.figures[rise]["AP"].defined == 1
    assert result.figures[MMEL]["AP"].defined == 4
    assert f"{rise} on 1" in format_quality(result)


def test_differences_are_taken_against_every_other_method(result: QualityResult) -> None:
    """MMEL is compared with all, not with itself, on the scenes that both saw."""
    assert set(result.differences) == set(result.figures) - {MMEL}
    direct = result.differences["direct"]["AP"]
    expected = result.figures[MMEL]["AP"].mean - result.figures["direct"]["AP"].mean
    assert direct.mean == pytest.approx(expected)


@pytest.mark.parametrize("name", ABLATIONS)
def test_each_ablation_changes_the_modules_settings(name: str) -> None:
    """A part that is already out would be no ablation."""
    changed = HierarchySettings.from_parameters(tuple(ABLATIONS[name].items()))
    assert changed != HierarchySettings()


@pytest.mark.parametrize("kind", ["siglip", "convnext"])
def test_models_without_a_class_token_are_measured_too(kind: str, tmp_path: Path) -> None:
    """Rivals that read a class token's attention are left out by name; all others have every figure."""
    from tests.engine.tiny_towers import write_tiny_tower

    result = measure_quality(write_tiny_tower(kind, tmp_path), image_count=1, device="cpu", processes=1)
    assert set(result.left_out) == set(READ_CLASS_ATTENTION)
    alike = {name for name, rival in PAINTED_ALIKE.items() if rival not in READ_CLASS_ATTENTION}
    rivals = {*RIVALS, *COSTLY} - set(READ_CLASS_ATTENTION)
    assert set(result.figures) == {*rivals, MMEL, REFINED, *ABLATIONS, *alike}
    for method, row in result.figures.items():
        assert set(row) == set(LOCATION_FIGURES if method in alike else FIGURES), method
    assert all(name in format_quality(result).splitlines()[-1] for name in READ_CLASS_ATTENTION)


@pytest.mark.slow  # two new processes load torch
def test_two_processes_give_the_same_figures_as_one(tiny_spec: str, result: QualityResult) -> None:
    """Nothing but the time may differ."""
    again = measure_quality(tiny_spec, image_count=4, device="cpu", processes=2)
    again = replace(again, seconds=result.seconds, processes=1, device=result.device)
    ours, theirs = quality_as_json(result), quality_as_json(again)
    for part in ("figures", "differences", "shortcut"):
        for method, row in ours[part].items():
            for figure, value in row.items():
                assert theirs[part][method][figure] == pytest.approx(value, abs=1e-5), (part, method, figure)
    assert ours["pairs"] == theirs["pairs"]


def test_json_holds_no_nan(result: QualityResult) -> None:
    """Strict JSON; what is undefined is null."""
    document = json.loads(json.dumps(quality_as_json(result), allow_nan=False))
    assert document["schema"] == "mmel-benchmark-quality/1"
    assert document["figures"][MMEL]["AP"]["defined"] == 4


def test_the_markdown_table_holds_every_method_and_the_command(result: QualityResult) -> None:
    """One row per method in the first table, one per difference in the second, all of equal width."""
    lines = format_markdown(result).splitlines()
    first, second = lines[: lines.index("")], lines[lines.index("") + 1 :]
    assert len(first) == 2 + len(result.figures)
    assert {line.count("|") for line in first} == {8}
    assert second[1 + len(result.differences)].startswith(f"| {list(result.differences)[-1]} |")
    assert f"{result.figures[MMEL]['AP'].mean:.3f}" in next(line for line in first if "**MMEL**" in line)
    assert "--images 4 --seed 0 --split held-out" in lines[-1]


def test_the_plot_has_a_row_for_every_method(result: QualityResult) -> None:
    """Tall enough, not blank."""
    plot = draw_plot(result)
    assert plot.height > 26 * len(result.figures)
    assert len(plot.getcolors(1 << 20) or []) > 10


def test_progress_counts_every_scene_and_a_cancel_stops(tiny_spec: str) -> None:
    """The total is said at the start; a cancelled run gives no figures."""
    reports: list[ProgressReport] = []
    cancel = CancelToken()

    def listen(report: ProgressReport) -> None:
        reports.append(report)
        cancel.cancel()

    with pytest.raises(OperationCancelled):
        measure_quality(tiny_spec, image_count=4, device="cpu", processes=1, progress=listen, cancel=cancel)
    assert (reports[0].done, reports[0].total) == (0, 4 + 2 + 2)
