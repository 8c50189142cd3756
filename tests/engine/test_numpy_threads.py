"""numpy's own threads rest while an explanation is made."""

from __future__ import annotations

import os

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_info, threadpool_limits

from mmel_desktop.core.progress import ProgressReport
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.numpy_threads import one_numpy_thread


def test_numpy_has_one_thread_inside_and_as_many_as_before_outside() -> None:
    """Also when what is inside fails."""
    seen: list[set[int]] = []

    @one_numpy_thread()
    def fail() -> None:
        seen.append(_blas_threads())
        raise ZeroDivisionError

    with threadpool_limits(limits=2, user_api="blas"):
        before = _blas_threads()
        with pytest.raises(ZeroDivisionError):
            fail()
        assert _blas_threads() == before
    assert seen == [{1}]


def test_an_explanation_is_made_with_one_numpy_thread(explainer: Explainer, picture: np.ndarray) -> None:
    """At every step."""
    seen: list[set[int]] = []

    def listen(_report: ProgressReport) -> None:
        seen.append(_blas_threads())

    explainer.set_image(picture)
    with threadpool_limits(limits=2, user_api="blas"):
        explainer.explain(["a red square"], run_checks=False, progress=listen)
    assert len(seen) > 1
    assert all(threads == {1} for threads in seen)


def _blas_threads() -> set[int]:
    return {int(library["num_threads"]) for library in threadpool_info() if library["user_api"] == "blas"}


def test_tests_compute_with_as_many_threads_as_their_environment_says() -> None:
    """It is read once, when torch is imported; processes with all cores each would wait for one another."""
    assert torch.get_num_threads() == int(os.environ["OMP_NUM_THREADS"])
