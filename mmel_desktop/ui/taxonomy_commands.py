"""What the Review menu does to the failure terms of a session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.dialogs.taxonomy_dialog import TaxonomyDialog
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore
    from mmel_desktop.workflow.change_taxonomy import TaxonomyPlan

EXAMPLE_NAME = "failure-terms.toml"


class TaxonomyCommands(QObject):
    """Shows the terms, asks for a file, and puts it in force.

    Args:
        window: the window whose commands these are.
        paths: asks for files.
    """

    def __init__(self, window: MainWindow, paths: PathChooser) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._paths = paths

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Command name → what it does."""
        return {"review.taxonomy": self.show_taxonomy}

    def show_taxonomy(self) -> None:
        """Show the terms in use; what the analyst chooses there is one audited act."""
        from mmel_desktop.workflow.change_taxonomy import apply_plan, plan_program_terms

        store, info = self._session.store, self._session.info
        if store is None or info is None:
            return
        self._window.commit_pending()
        reason = record_text(info.read_only_reason)
        text = tr("This session can be read but not edited: {reason}.").format(reason=reason)
        kept_back = self._window.parts.review.withheld_images()
        dialog = TaxonomyDialog(
            self._window.parts.state.taxonomy,
            self._marks(kept_back),
            read_only_reason=text if reason else "",
            plan_file=lambda: self._plan_file(store),
            plan_program_terms=lambda: plan_program_terms(store),
            save_example=self._save_example,
            parent=self._window,
            kept_back=len(kept_back),
        )
        if dialog.exec() != TaxonomyDialog.DialogCode.Accepted or dialog.plan is None:
            return
        plan = dialog.plan
        taxonomy = self._session.edit(tr("changing the failure terms"), lambda store: apply_plan(store, plan))
        if taxonomy is not None:
            self._session.taxonomy_changed.emit(taxonomy)
            name = taxonomy.team.title or tr("the program's own")
            self._session.notice.emit(Notice(tr("Failure terms in use: {name}").format(name=name)))

    def _marks(self, kept_back: frozenset[str]) -> Counter[str]:
        """Code → how many annotations hold it, from what the lists show: the record need not be asked."""
        marks: Counter[str] = Counter()
        for entry in self._session.index.entries:
            if entry.image.image_id in kept_back:
                continue
            for annotation in entry.annotations:
                marks.update({annotation.effect, *annotation.triggers, *annotation.evidence})
        return marks

    def _plan_file(self, store: CaseStore) -> TaxonomyPlan | None:
        from mmel_desktop.workflow.change_taxonomy import plan_taxonomy

        path = self._paths.taxonomy_to_read(self._window)
        return plan_taxonomy(store, path) if path is not None else None

    def _save_example(self) -> Path | None:
        from mmel_desktop.workflow.change_taxonomy import write_example

        path = self._paths.taxonomy_example(self._window, EXAMPLE_NAME)
        return write_example(path, replace=True) if path is not None else None
