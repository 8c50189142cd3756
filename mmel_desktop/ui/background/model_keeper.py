"""Holds the one loaded model; lives in the worker's thread and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mmel_desktop.core.progress import ProgressListener, ProgressReport
from mmel_desktop.ui.translation import tr

LoadExplainer = Callable[[str, str, ProgressListener], Any]
"""(model spec, device, progress) → an explainer with ``identity`` and ``device``."""


def load_with_workflow(spec: str, device: str, progress: ProgressListener) -> Any:
    """Load a model through the workflow. This is where torch is imported, in the thread that calls."""
    from mmel_desktop.workflow.explain_image import load_explainer
    from mmel_desktop.workflow.preload_libraries import preload_torch_libraries

    preload_torch_libraries()
    return load_explainer(spec, device, progress)


class ModelKeeper:
    """Loads a model when it is first needed and keeps it until another one is asked for.

    Args:
        load: makes an explainer; tests pass their own.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        announce: called with the explainer after each load.
    """

    def __init__(
        self,
        load: LoadExplainer = load_with_workflow,
        device: str = "auto",
        announce: Callable[[Any], None] | None = None,
    ) -> None:
        self._load = load
        self._device = device
        self._announce = announce
        self._spec = ""
        self._explainer: Any = None

    def explainer(self, spec: str, progress: ProgressListener) -> Any:
        """The explainer of a model.

        Raises:
            ModelError: it cannot be found, loaded or trusted; the one held before is kept.
        """
        if self._explainer is None or self._spec != spec:
            progress(ProgressReport(0, 0, tr("Loading the model “{spec}”").format(spec=spec)))
            explainer = self._load(spec, self._device, progress)
            self._spec, self._explainer = spec, explainer
            if self._announce is not None:
                self._announce(explainer)
        return self._explainer

    def forget(self) -> None:
        """Let go of the model and its memory."""
        self._spec, self._explainer = "", None
