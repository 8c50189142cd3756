"""The explanations looked at last, so that going back to an image reads nothing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from mmel_desktop.core.explanation import Explanation

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

KEPT_EXPLANATIONS = 24


class KeptExplanations:
    """A few explanations by run; the one unused for longest is dropped first."""

    def __init__(self) -> None:
        self._by_run: OrderedDict[str, Explanation] = OrderedDict()

    def explanation(self, store: CaseStore, run_id: str) -> Explanation:
        """The explanation of a run, read from the store unless it is kept.

        Raises:
            MmelError: it cannot be read.
        """
        kept = self._by_run.get(run_id)
        if kept is None:
            kept = store.explanation(run_id)
        self.put(run_id, kept)
        return kept

    def put(self, run_id: str, explanation: Explanation) -> None:
        """Keep an explanation."""
        self._by_run[run_id] = explanation
        self._by_run.move_to_end(run_id)
        while len(self._by_run) > KEPT_EXPLANATIONS:
            self._by_run.popitem(last=False)

    def clear(self) -> None:
        """Another session."""
        self._by_run.clear()
