"""The failure terms of a session: those in use, and what a team's file would change before it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.dialogs.taxonomy_rows import TaxonomyRows
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.workflow.change_taxonomy import TaxonomyPlan

WIDE, HIGH = 1040, 680


class TaxonomyDialog(FormDialog):
    """Rows of terms; a file that is loaded shows what it would change, and nothing is changed before "Use".

    Args:
        taxonomy: the terms in use.
        marks: code → how many annotations of the session hold it.
        read_only_reason: why nothing can be changed, in the user's language; "" when it can.
        plan_file: asks for a file and plans its use; None when it was dismissed.
        plan_program_terms: plans the return to the program's own terms.
        save_example: asks where, and writes a file to start from; None when it was dismissed.
        parent: over which window.
        kept_back: how many images a blind reviewer has not judged yet; ``marks`` leaves them out.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        marks: Mapping[str, int],
        *,
        read_only_reason: str,
        plan_file: Callable[[], TaxonomyPlan | None],
        plan_program_terms: Callable[[], TaxonomyPlan],
        save_example: Callable[[], Path | None],
        parent: QWidget,
        kept_back: int = 0,
    ) -> None:
        super().__init__(tr("Failure taxonomy"), tr("Use these terms"), parent)
        self._taxonomy = taxonomy
        self._marks, self._kept_back = marks, kept_back
        self._can_change = not read_only_reason
        self._plan_file = plan_file
        self._plan_program_terms = plan_program_terms
        self._save_example = save_example
        self.plan: TaxonomyPlan | None = None
        self.heading = self.add_note(_in_use(taxonomy), "title")
        self.note = self.add_note("")
        self.rows = TaxonomyRows(self)
        self.column.addWidget(self.rows, 1)
        self.column.addLayout(self._build_buttons())
        self.add_note(
            read_only_reason
            or tr(
                "The terms are recorded in the session: reports, exports and other machines need no file. "
                "A code that the session knows stays known. The change is entered in the audit trail."
            )
        )
        self.begin_at(self.rows)
        self._show_terms()
        self.resize(WIDE, HIGH)

    def _build_buttons(self) -> QHBoxLayout:
        self.load_button = QPushButton(tr("Load a file…"))
        self.load_button.clicked.connect(self._load)
        self.program_button = QPushButton(tr("Program's terms only"))
        self.program_button.clicked.connect(self._drop_team)
        self.example_button = QPushButton(tr("Save an example file…"))
        self.example_button.clicked.connect(self._write_example)
        self.load_button.setEnabled(self._can_change)
        has_team = bool(self._taxonomy.team.title)
        self.program_button.setEnabled(self._can_change and has_team)
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        for button in (self.load_button, self.program_button, self.example_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row

    # ---------------------------------------------------------------- what is shown

    def _show_terms(self) -> None:
        """The terms in use, or those that would be; what is different stands first and in colour."""
        plan = self.plan
        changes = plan is not None and not plan.change.is_nothing
        if plan is None or not changes:
            self.rows.show_taxonomy(self._taxonomy, self._marks)
        else:
            self.rows.show_taxonomy(Taxonomy(plan.change.after), self._marks, plan.change)
        self.accept_button.setEnabled(self._can_change and changes)
        self._say(self._meaning_of_marks() if plan is None else "")
        if plan is not None:
            self._say(_summary(plan) if changes else tr("The session has these terms already."), "")

    def _meaning_of_marks(self) -> str:
        meaning = tr("Marks: how many annotations of this session hold the code.")
        if not self._kept_back:
            return meaning
        left_out = tr(
            "Blind review: %n image(s) are not counted until you have judged them.", "", self._kept_back
        )
        return f"{meaning}\n{left_out}"

    def _say(self, text: str, role: str = "muted") -> None:
        self.note.setProperty("role", role)
        self.note.style().polish(self.note)
        self.note.setText(text)

    def _say_problem(self, error: MmelError, doing: str) -> None:
        problem = Problem.from_error(error, doing)
        self._say("\n".join(filter(None, (problem.what, problem.detail, problem.action))), "warning")

    # ---------------------------------------------------------------- what is asked for

    @Slot()
    def _load(self) -> None:
        self._take(self._plan_file)

    @Slot()
    def _drop_team(self) -> None:
        self._take(self._plan_program_terms)

    def _take(self, make_plan: Callable[[], TaxonomyPlan | None]) -> None:
        try:
            plan = make_plan()
        except MmelError as error:
            self.plan = None
            self._show_terms()
            self._say_problem(error, tr("reading the failure terms"))
            return
        if plan is not None:
            self.plan = plan
            self._show_terms()
            if self.accept_button.isEnabled():
                self.accept_button.setFocus()

    @Slot()
    def _write_example(self) -> None:
        try:
            path = self._save_example()
        except MmelError as error:
            self._say_problem(error, tr("writing the example file"))
            return
        if path is not None:
            text = tr("Example file written: {name}. Edit it with any text editor, then load it here.")
            self._say(text.format(name=path.name), "")


def _in_use(taxonomy: Taxonomy) -> str:
    if not taxonomy.team.title:
        return tr("In use: the program's own terms")
    return tr("In use: the program's terms and those of “{team}”").format(team=taxonomy.team.title)


def _summary(plan: TaxonomyPlan) -> str:
    """What would change, counted; nothing has yet."""
    change = plan.change
    counted = (
        (len(change.added), tr("%n new", "", len(change.added))),
        (len(change.reworded), tr("%n in other words", "", len(change.reworded))),
        (len(change.returned), tr("%n offered again", "", len(change.returned))),
        (len(change.retired), tr("%n no longer offered", "", len(change.retired))),
        (len(change.hidden), tr("%n of the program hidden", "", len(change.hidden))),
        (len(change.unhidden), tr("%n of the program shown again", "", len(change.unhidden))),
    )
    what = ", ".join(text for count, text in counted if count) or tr("another name or version")
    name = plan.change.after.title
    if plan.source is None:
        return tr("The program's terms only: {changes}. Nothing is changed yet.").format(changes=what)
    return tr("{file}, “{team}”: {changes}. Nothing is changed yet.").format(
        file=plan.source.name, team=name, changes=what
    )
