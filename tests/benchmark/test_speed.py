"""The speed runner on a tiny model: what it reports, not how fast this machine is."""

from __future__ import annotations

import json

import pytest
import torch

from mmel_desktop.benchmark import speed
from mmel_desktop.benchmark.peak_memory import peak_memory_ratio
from mmel_desktop.benchmark.speed import BATCH, measure_speed
from mmel_desktop.benchmark.speed_figures import Limit, format_speed, speed_as_json
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
    monkeypatch.setattr(speed, "peak_memory_ratio", lambda _spec, _device: 1.6)
    result = measure_speed(tiny_spec, device="cpu", repetitions=3)
    assert result.plain_forward_ms == 2.0
    *costs, throughput = result.figures
    assert {figure.multiple for figure in costs} == {5.0}
    assert f"batches of {BATCH}" in throughput.name
    assert throughput.multiple == 1.0
    document, table = speed_as_json(result), format_speed(result)
    assert [figure["met"] for figure in document["figures"] if figure["limit"]] == [False] * 4 + [True]
    assert document["memory_met"] is False
    assert table.count("missed") == 5
    assert table.count("met") == 1
    assert calls[:4] == ["plain", "case", "plain", "case"]  # interleaved


def test_the_real_run_reports_all_prompt_counts(tiny_spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive times, quartiles around the median, strict JSON, a table with every case."""
    monkeypatch.setattr(speed, "PROMPT_COUNTS", (1, 3))
    monkeypatch.setattr(speed, "WARM_UP_ROUNDS", 0)
    monkeypatch.setattr(speed, "BATCH", 2)
    monkeypatch.setattr(speed, "peak_memory_ratio", lambda _spec, _device: None)
    result = measure_speed(tiny_spec, device="cpu", repetitions=2, threads=1)
    assert result.threads == 1
    assert {figure.prompts for figure in result.figures} == {1, 3}
    assert "not known" in format_speed(result)
    for figure in result.figures:
        assert 0 < figure.low <= figure.multiple <= figure.high
    document = json.loads(json.dumps(speed_as_json(result), allow_nan=False))
    assert len(document["figures"]) == len(result.figures)
    assert all(figure.name in format_speed(result) for figure in result.figures)


def test_torchs_threads_are_put_back(tiny_spec: str) -> None:
    """Also when the run is stopped."""
    before = torch.get_num_threads()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        measure_speed(tiny_spec, device="cpu", threads=before + 1, cancel=cancel)
    assert torch.get_num_threads() == before


def test_limits_are_met_on_their_own_side() -> None:
    """A cost must not exceed its limit; a throughput must reach it."""
    assert Limit(1.5).met_by(1.5)
    assert not Limit(1.5).met_by(1.51)
    assert Limit(0.7, at_least=True).met_by(0.7)
    assert not Limit(0.7, at_least=True).met_by(0.69)


@pytest.mark.slow  # two fresh processes, each of which loads torch
def test_memory_is_that_of_processes_of_their_own(tiny_spec: str) -> None:
    """Explaining a tiny model takes hardly more than the libraries do, whatever this process holds."""
    held = torch.ones(100_000_000)
    ratio = peak_memory_ratio(tiny_spec, "cpu")
    assert ratio is not None
    assert 0.8 <= ratio <= 1.5
    assert held[0] == 1
