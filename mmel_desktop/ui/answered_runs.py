"""Which recorded runs answer what the session asks now: these images need no new explanation."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from mmel_desktop.core.case import RunRecord
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.session_controller import SessionController


def present_answers(session: SessionController) -> Callable[[RunRecord | None], bool]:
    """A test of runs: same prompts, method and view as the session asks now, and of its present model.

    Reads the record once, however many runs are tested. Without a session no run answers anything.
    """
    store, info = session.store, session.info
    asked = None if info is None else (info.prompts, info.method, info.view)
    models: frozenset[str] = frozenset()
    if store is not None and info is not None:
        # A record that cannot be read answers nothing; explaining will say why.
        with suppress(MmelError):
            models = store.models_named(info.model_spec)

    def answers(run: RunRecord | None) -> bool:
        return run is not None and (run.prompts, run.method, run.view) == asked and run.model_sha256 in models

    return answers
