"""Arithmetic of less precision agrees with the reference; memory that runs out is met and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from mmel_desktop.core.rank_correlation import rank_correlation
from mmel_desktop.engine.attribution import METHODS
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.memory_fallback import is_out_of_memory, run_in_batches
from mmel_desktop.engine.model_loading import load_model, moved_to_cpu
from mmel_desktop.errors import BadInputError, ExplanationError
from tests.engine.tiny_towers import write_tiny_tower

PROMPTS = ["a red car", "a dog"]
SCORE_TOLERANCE = 0.02
RANK_TOLERANCE = 0.98


@pytest.mark.parametrize("half", ["bfloat16", "float16"])
@pytest.mark.parametrize("kind", ["class_token", "siglip", "eva", "convnext"])
def test_half_precision_agrees_with_float32(
    kind: str, half: str, tmp_path: Path, picture: np.ndarray
) -> None:
    """Scores within 0.02, maps of `direct` in the same order (Spearman ≥ 0.98), and the record says so."""
    spec = write_tiny_tower(kind, tmp_path)
    found = []
    for dtype in ("float32", half):
        explainer = Explainer(load_model(spec, "cpu", dtype=dtype))
        explainer.set_image(picture)
        found.append(explainer.explain(PROMPTS, method="direct", run_checks=False))
    reference, other = found
    assert other.provenance.dtype == half
    assert reference.provenance.model.sha256 == other.provenance.model.sha256
    for one, two in zip(reference.prompts, other.prompts, strict=True):
        assert one.score == pytest.approx(two.score, abs=SCORE_TOLERANCE)
    for one_map, other_map in zip(reference.signed, other.signed, strict=True):
        assert rank_correlation(one_map, other_map) >= RANK_TOLERANCE


@pytest.mark.parametrize("half", ["bfloat16", "float16"])
def test_every_step_runs_in_half_precision(half: str, tiny_spec: str, picture: np.ndarray) -> None:
    """The whole of `mmel`; the arithmetic's own rounding is no failed check of the arithmetic."""
    explainer = Explainer.load(tiny_spec, "cpu", dtype=half)
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS)
    assert np.isfinite(explanation.signed).all()
    assert explanation.signed.dtype == np.float32
    for check in explanation.checks[0]:
        if check.name in ("completeness", "replay"):
            assert check.verdict == "pass", check


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_the_same_request_gives_the_same_bytes(
    dtype: str, method: str, tiny_spec: str, picture: np.ndarray
) -> None:
    """Two models loaded apart, the same seed, the same device: every array and every check."""
    runs = []
    for _ in range(2):
        explainer = Explainer.load(tiny_spec, "cpu", dtype=dtype)
        explainer.set_image(picture)
        runs.append(explainer.explain(PROMPTS, method=method, seed=7))
    first, second = runs
    assert first.provenance.deterministic
    assert first.checks == second.checks
    again = second.arrays()
    for name, array in first.arrays().items():
        assert array.tobytes() == again[name].tobytes(), name


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize(
    ("dtype", "score_tolerance", "rank"), [("float32", 1e-3, 0.999), ("bfloat16", 0.02, 0.98)]
)
def test_cuda_agrees_with_the_cpu(
    dtype: str, score_tolerance: float, rank: float, tiny_spec: str, picture: np.ndarray
) -> None:
    """Scores within 0.001 in float32 (0.02 in bfloat16), maps in the same order."""
    found = []
    for device, arithmetic in (("cpu", "float32"), ("cuda", dtype)):
        explainer = Explainer.load(tiny_spec, device, dtype=arithmetic)
        explainer.set_image(picture)
        found.append(explainer.explain(PROMPTS, method="direct"))
    reference, other = found
    assert other.provenance.device.startswith("cuda")
    for one, two in zip(reference.prompts, other.prompts, strict=True):
        assert one.score == pytest.approx(two.score, abs=score_tolerance)
    for one_map, other_map in zip(reference.signed, other.signed, strict=True):
        assert rank_correlation(one_map, other_map) >= rank


def test_unknown_arithmetic_is_refused(tiny_spec: str) -> None:
    """Only three are known."""
    with pytest.raises(BadInputError, match="unknown arithmetic"):
        load_model(tiny_spec, "cpu", dtype="float8")


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError(
            "[enforce fail at alloc_cpu.cpp:118] DefaultCPUAllocator: can't allocate memory: you tried"
        ),
        RuntimeError("MPS backend out of memory"),
        MemoryError(),
    ],
)
def test_every_form_of_running_out_is_recognised(error: BaseException) -> None:
    """And nothing else is."""
    assert is_out_of_memory(error)
    assert not is_out_of_memory(RuntimeError("shapes cannot be multiplied"))
    assert not is_out_of_memory(ValueError("out of memory"))


def test_batches_are_halved_until_they_fit() -> None:
    """Ten rows, at most three at a time: 8 → 4 → 2, in order, nothing lost or done twice."""
    told: list[str] = []
    sizes: list[int] = []

    def run(rows: Tensor) -> Tensor:
        if len(rows) > 3:
            raise torch.OutOfMemoryError("too many")
        sizes.append(len(rows))
        return rows * 2

    result = run_in_batches(run, torch.arange(10), 8, told.append)
    assert result.tolist() == list(range(0, 20, 2))
    assert sizes == [2, 2, 2, 2, 2]
    assert told == [
        "Memory ran out: 4 instead of 8 inputs were run together.",
        "Memory ran out: 2 instead of 4 inputs were run together.",
    ]


def test_one_row_that_does_not_fit_is_an_error() -> None:
    """Halving stops at one."""

    def run(_rows: Tensor) -> Tensor:
        raise MemoryError

    with pytest.raises(MemoryError):
        run_in_batches(run, torch.arange(4), 2, lambda _text: None)


def test_smaller_batches_are_recorded(
    explainer: Explainer, picture: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transformer that cannot take more than five images at once still explains, and says how."""
    transformer: Any = explainer.tower.visual.transformer
    block = transformer.resblocks[0]
    plain: Callable[..., Tensor] = block.forward

    def limited(tokens: Tensor, **options: object) -> Tensor:
        if len(tokens) > 5:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return plain(tokens, **options)

    explainer.set_image(picture)
    reference = explainer.explain(PROMPTS)
    monkeypatch.setattr(block, "forward", limited)
    explanation = explainer.explain(PROMPTS)
    assert any("instead of" in note and "Memory ran out" in note for note in explanation.provenance.notes)
    assert np.array_equal(explanation.signed, reference.signed)
    monkeypatch.undo()
    assert explainer.explain(PROMPTS).provenance.notes == ()


def test_the_cpu_takes_over_and_the_record_says_so(
    tiny_spec: str, picture: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try on the device fails; the second, on the CPU, gives the reference's own bytes."""
    reference = Explainer(load_model(tiny_spec, "cpu"))
    reference.set_image(picture)
    expected = reference.explain(PROMPTS, run_checks=False)
    loaded = load_model(tiny_spec, "cpu")
    explainer = Explainer(loaded)
    explainer.set_image(picture)
    _pretend_a_small_device(explainer, monkeypatch)
    told: list[str] = []
    explanation = explainer.explain(
        PROMPTS, run_checks=False, progress=lambda report: told.append(report.step)
    )
    assert any("computed on the CPU instead" in note for note in explanation.provenance.notes)
    assert any("beginning again on the CPU" in step for step in told)
    assert explanation.provenance.device.startswith("cpu")
    assert np.array_equal(explanation.signed, expected.signed)


def test_the_machines_own_memory_is_an_error_with_advice(
    explainer: Explainer, picture: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left to fall back to on the CPU."""
    explainer.set_image(picture)

    def fail(_pixels: Tensor) -> Tensor:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 GB")

    monkeypatch.setattr(explainer.tower, "record", fail)
    with pytest.raises(ExplanationError, match="not enough memory") as raised:
        explainer.explain(PROMPTS)
    assert "--view model" in str(raised.value)


def test_moving_to_the_cpu_returns_to_float32(tiny_spec: str) -> None:
    """The CPU computes in the reference's arithmetic."""
    moved = moved_to_cpu(load_model(tiny_spec, "cpu", dtype="bfloat16"))
    assert moved.dtype == torch.float32
    assert {parameter.dtype for parameter in moved.model.parameters()} == {torch.float32}


def test_moving_to_the_cpu_moves_before_it_widens(tiny_spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that is full has no room for the model in float32 beside the one in bfloat16."""
    loaded = load_model(tiny_spec, "cpu", dtype="bfloat16")
    order: list[str] = []

    def noted(name: str, own: Callable[[], nn.Module]) -> nn.Module:
        order.append(name)
        return own()

    for name in ("cpu", "float"):
        monkeypatch.setattr(loaded.model, name, partial(noted, name, getattr(loaded.model, name)))
    moved_to_cpu(loaded)
    assert order == ["cpu", "float"]


def test_memory_that_runs_out_on_the_cpu_too_is_an_error_with_advice(
    tiny_spec: str, picture: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second try fails as well: the image is named, nothing escapes as a bug."""
    explainer = Explainer(load_model(tiny_spec, "cpu"))
    explainer.set_image(picture)
    _pretend_a_small_device(explainer, monkeypatch, failures=2)
    with pytest.raises(ExplanationError, match="not enough memory to explain 'array'"):
        explainer.explain(PROMPTS, run_checks=False)


def test_probes_move_to_the_cpu_too(
    tiny_spec: str, picture: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking about regions meets a full device as explaining does, with the same answer as on the CPU."""
    explainer = Explainer(load_model(tiny_spec, "cpu"))
    explainer.set_image(picture)
    region = np.zeros(explainer.tower.grid_hw, dtype=bool)
    region[0] = True
    expected = explainer.probe(PROMPTS, region)
    for ask in ("probe", "probe_interactions"):
        small = Explainer(load_model(tiny_spec, "cpu"))
        small.set_image(picture)
        with monkeypatch.context() as patch:
            _pretend_a_small_device(small, patch)
            if ask == "probe":
                assert np.array_equal(small.probe(PROMPTS, region).score_without, expected.score_without)
            else:
                small.probe_interactions(PROMPTS, [(region, ~region)])
        assert small.device.startswith("cpu")


def test_calibration_moves_to_the_cpu_too(tiny_spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same weights as where memory was enough from the start."""
    random = np.random.default_rng(12)
    images = [random.integers(0, 256, (32, 32, 3), dtype=np.uint8) for _ in range(8)]
    expected = Explainer(load_model(tiny_spec, "cpu")).calibrate(images, PROMPTS)
    small = Explainer(load_model(tiny_spec, "cpu"))
    _pretend_a_small_device(small, monkeypatch)
    assert small.calibrate(images, PROMPTS).fitted_weights == expected.fitted_weights
    assert small.device.startswith("cpu")


def _pretend_a_small_device(explainer: Explainer, monkeypatch: pytest.MonkeyPatch, failures: int = 1) -> None:
    """The model lies on the CPU but is said to lie on a device, where the first tries run out of memory."""

    class SmallDevice:
        type = "mps"

        def __str__(self) -> str:
            return "mps"

    def fail(_rgb: object, _view: str) -> None:
        raise torch.OutOfMemoryError("MPS backend out of memory")

    model = explainer._model
    own = model.prepare
    monkeypatch.setattr(model, "loaded", replace(model.loaded, device=SmallDevice()))  # type: ignore[arg-type]
    calls = chain(repeat(fail, failures), repeat(own))
    monkeypatch.setattr(model, "prepare", lambda rgb, view: next(calls)(rgb, view))


@pytest.mark.parametrize("view", ["model", "tiles"])
def test_numbers_that_overflow_are_an_error_the_user_can_act_on(
    view: str, tiny_spec: str, picture: np.ndarray
) -> None:
    """Not a map of NaN, and no failure of the record that would have to hold it."""
    explainer = Explainer.load(tiny_spec, "cpu", dtype="float16")
    with torch.no_grad():
        for parameter in explainer.tower.reinitialisable().parameters():
            parameter.fill_(3e4)
    explainer.set_image(picture)
    with pytest.raises(
        ExplanationError, match=r"no finite answer .* found NaN or infinity in float16; .*float32"
    ):
        explainer.explain(PROMPTS, view=view)
