"""The speed runner on a tiny model: what it reports, not how fast this machine is."""

from __future__ import annotations

import json

import pytest
import torch

from mmel_desktop.benchmark import speed
from mmel_desktop.benchmark.speed import PROMPT_COUNTS, format_table, measure_speed, speed_as_json
from mmel_desktop.core.progress import CancelToken
from mmel_desktop.errors import OperationCancelled


def test_every_case_is_a_multiple_of_the_plain_forward(
    tiny_spec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a clock that gives the forward 2 ms and everything else 10 ms, every multiple is 5."""
    calls: list[str] = []

    def time_ms(run: object, _number: int, _device: torch.device) -> float:
        plain = "_plain_forward" in getattr(run, "__qualname__", "")
        calls.append("plain" if plain else "case")
        return 2.0 if plain else 10.0

    monkeypatch.setattr(speed, "_time_ms", time_ms)
    result = measure_speed(tiny_spec, device="cpu", repetitions=3)
    assert result.plain_forward_ms == 2.0
    assert {figure.multiple for figure in result.figures} == {5.0}
    assert calls[:4] == ["plain", "case", "plain", "case"]  # interleaved


def test_the_real_run_reports_all_prompt_counts(tiny_spec: str) -> None:
    """Positive times, quartiles around the median, strict JSON, a table with every case."""
    result = measure_speed(tiny_spec, device="cpu", repetitions=2, threads=1)
    assert result.threads == 1
    assert {figure.prompts for figure in result.figures} == set(PROMPT_COUNTS)
    for figure in result.figures:
        assert 0 < figure.low <= figure.multiple <= figure.high
    document = json.loads(json.dumps(speed_as_json(result), allow_nan=False))
    assert len(document["figures"]) == len(result.figures)
    assert all(figure.name in format_table(result) for figure in result.figures)


def test_torchs_threads_are_put_back(tiny_spec: str) -> None:
    """Also when the run is stopped."""
    before = torch.get_num_threads()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        measure_speed(tiny_spec, device="cpu", threads=before + 1, cancel=cancel)
    assert torch.get_num_threads() == before
