"""The annotations panel: the marks on the shown image, and a form for the one that is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.case import RunRecord
from mmel_desktop.ui.keyed_tips import keys_of
from mmel_desktop.ui.panels.annotation_origin import origin_text
from mmel_desktop.ui.panels.annotation_table import AnnotationTableModel
from mmel_desktop.ui.panels.annotation_table_view import AnnotationTable
from mmel_desktop.ui.panels.taxonomy_form import TaxonomyForm
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

NOTHING_SELECTED = QT_TRANSLATE_NOOP("", "Select an annotation to describe it.")
ListRuns = Callable[[], tuple[RunRecord, ...]]


class AnnotationEdits(Protocol):
    """Where annotations are kept. Every call is one undoable step that is committed before it returns.

    An implementation shows problems itself and answers None; before it returns it has handed the image's new
    annotations to ``ReviewState.show_annotations``.
    """

    def add(self, geometry: Geometry, **fields: Any) -> Annotation | None:
        """Add an annotation to the shown image; ``fields`` are those of ``core.annotation.Annotation``.

        The panel calls this whenever ``ReviewState.geometry_drawn`` or ``geometry_drawn_beside`` fires;
        nobody else should.
        """

    def edit(self, annotation: Annotation, reason: str = "") -> Annotation | None:
        """Replace an annotation's fields."""

    def delete(self, annotation_id: str, reason: str = "") -> None:
        """Delete an annotation; undo brings it back."""


class AnnotationsPanel(QScrollArea):
    """Table and form; deletion asks nothing, because it can be undone (only why, where it stands elsewhere).

    Attributes:
        attention_wanted: a new annotation waits for its description: bring the panel to the front.

    Args:
        state: what is shown.
        edits: where annotations are kept.
        parent: Qt owner.
        draw_box: the command that draws a box, whose keys the empty panel names.
        finished_runs: gives the finished runs of the shown image, oldest first.
    """

    attention_wanted = Signal()

    def __init__(
        self,
        state: ReviewState,
        edits: AnnotationEdits,
        parent: QWidget | None = None,
        *,
        draw_box: QAction | None = None,
        finished_runs: ListRuns = tuple,
    ) -> None:
        super().__init__(parent)
        self._draw_box = draw_box
        self._finished_runs = finished_runs
        self._state = state
        self._edits = edits
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._read_only = False
        self._build()
        state.geometry_drawn.connect(self._add_drawn)
        state.geometry_drawn_beside.connect(self._add_drawn_on)
        state.annotations_changed.connect(self._show_annotations)
        state.selected_annotation_changed.connect(self._show_selected)
        state.explanation_changed.connect(self._show_origin)
        if draw_box is not None:
            draw_box.changed.connect(self._show_hint)
        state.taxonomy_changed.connect(self.form.show_taxonomy)
        state.taxonomy_changed.connect(self.model.show_taxonomy)
        self._show_annotations(state.annotations)

    # ---------------------------------------------------------------- construction

    def _build(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(12, SPACE_PX, 12, 12)
        column.setSpacing(SPACE_PX)
        self.setWidget(body)
        self.model = AnnotationTableModel()
        self.table = AnnotationTable(self)
        self.table.setModel(self.model)
        self.table.selectionModel().selectionChanged.connect(self._take_selection)
        self.table.delete_pressed.connect(self.delete_selected)
        self.table.describe_pressed.connect(self._describe)
        self.table.severity_pressed.connect(self._grade)
        column.addWidget(self.table)
        self._hint = QLabel(body)
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        column.addWidget(self._hint)
        column.addLayout(self._build_heading(body))
        self.origin = QLabel(body)
        self.origin.setProperty("role", "muted")
        self.origin.setTextFormat(Qt.TextFormat.PlainText)
        self.origin.setWordWrap(True)
        column.addWidget(self.origin)
        self.form = TaxonomyForm(body)
        self.form.edited.connect(self._edit)
        column.addWidget(self.form)
        column.addStretch(1)

    def _build_heading(self, body: QWidget) -> QHBoxLayout:
        self._heading = QLabel(body)
        self._heading.setProperty("role", "title")
        self.delete_button = QPushButton(tr("Delete"), body)
        self.delete_button.setProperty("role", "flat")
        self.delete_button.setToolTip(
            tr("Delete this annotation; Undo brings it back. (Delete in the table)")
        )
        self.delete_button.clicked.connect(self.delete_selected)
        row = QHBoxLayout()
        row.addWidget(self._heading, 1)
        row.addWidget(self.delete_button)
        return row

    # ---------------------------------------------------------------- state to widgets

    @Slot(tuple)
    def _show_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        selected = self._state.selected_annotation
        self.model.show(annotations)
        self.table.setVisible(bool(annotations))
        self.table.fit_rows(len(annotations))
        self._show_selected(selected)

    @Slot(str)
    def _show_selected(self, annotation_id: str) -> None:
        row = self.model.row_of(annotation_id)
        annotation = self.model.annotation(row)
        self.table.show_row(row)
        self.form.show_annotation(annotation)
        self._heading.setText("" if annotation is None else _heading(annotation))
        self._show_origin()
        for widget in (self.form, self._heading, self.delete_button):
            widget.setVisible(annotation is not None)
        self._hint.setVisible(annotation is None)
        self._show_hint()
        self._apply_read_only()

    @Slot()
    @Slot(object)
    def _show_origin(self, _: object = None) -> None:
        annotation = self.form.annotation
        self.origin.setText("" if annotation is None else origin_text(annotation, self._finished_runs()))
        self.origin.setVisible(bool(self.origin.text()))

    @Slot()
    def _show_hint(self) -> None:
        if self.model.rowCount():
            self._hint.setText(tr(NOTHING_SELECTED))
        elif self._read_only:
            self._hint.setText(tr("No failure is marked on this image."))
        else:
            self._hint.setText(_nothing_yet(self._draw_box))

    def set_read_only(self, read_only: bool) -> None:
        """Show, but let nothing be changed: the session is signed off or opened by somebody else."""
        self._read_only = read_only
        self._show_hint()
        self._apply_read_only()

    def _apply_read_only(self) -> None:
        self.form.setEnabled(not self._read_only and self.form.annotation is not None)
        self.delete_button.setEnabled(not self._read_only)

    # ---------------------------------------------------------------- widgets to state

    @Slot(object)
    def _add_drawn(self, geometry: Geometry) -> None:
        self._add_drawn_on(geometry, self._state)

    @Slot(object, object)
    def _add_drawn_on(self, geometry: Geometry, side: ReviewState) -> None:
        if self._read_only:
            return
        self.form.flush()
        added = self._edits.add(geometry, **_sensible_fields(side))
        if added is not None:
            self._state.select_annotation(added.annotation_id)
            self._describe()

    @Slot()
    def _describe(self) -> None:
        self.attention_wanted.emit()
        self.form.focus_effect()
        self.ensureWidgetVisible(self.form.effect)

    @Slot(int)
    def _grade(self, grade: int) -> None:
        """Give the selected annotation a severity by its number; 0 takes it back."""
        if not self._read_only and self.form.annotation is not None:
            self.form.grade(grade)

    @Slot(object)
    def _edit(self, annotation: Annotation) -> None:
        if self._edits.edit(annotation) is None:  # the form shows what is on record
            self._show_annotations(self._state.annotations)

    @Slot()
    def delete_selected(self) -> None:
        """Delete the selected annotation; one step of undo."""
        annotation = self.form.annotation
        if annotation is None or self._read_only:
            return
        row = self.model.row_of(annotation.annotation_id)
        self.form.flush()
        self._edits.delete(annotation.annotation_id)
        # The next one is selected, so that a row of them can be worked through by keyboard.
        neighbour = self.model.annotation(min(row, self.model.rowCount() - 1))
        self._state.select_annotation("" if neighbour is None else neighbour.annotation_id)

    @Slot(QItemSelection, QItemSelection)
    def _take_selection(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self.table.is_filling:
            return
        rows = {index.row() for index in selected.indexes()}
        annotation = self.model.annotation(min(rows, default=-1))
        if annotation is not None:
            self._state.select_annotation(annotation.annotation_id)

    def flush(self) -> None:
        """Commit texts that are still being written; call before the session is closed."""
        self.form.flush()


def _sensible_fields(side: ReviewState) -> dict[str, Any]:
    """The prompt in question, and whether its map failed a check; all else is for the analyst to say."""
    explanation = side.explanation
    if explanation is None:
        return {}
    fields: dict[str, Any] = {"prompt": explanation.prompts[side.prompt_index].text}
    if explanation.worst_verdict(side.prompt_index) == "fail":
        fields["evidence"] = ("unreliable",)
    return fields


def _nothing_yet(draw_box: QAction | None) -> str:
    keys = "" if draw_box is None else keys_of(draw_box)
    if keys:
        return tr(
            "Mark a failure: draw a box ({keys}) on the image, or select a region and press Enter."
        ).format(keys=keys)
    return tr("Mark a failure: draw a box on the image, or select a region and press Enter.")


def _heading(annotation: Annotation) -> str:
    regions = ", ".join(map(str, annotation.geometry.region_ids))
    places = {
        "region": tr("from region {regions}").format(regions=regions),
        "edge": tr("relation of regions {regions}").format(regions=regions),
        "image": tr("whole image"),
        "box": tr("box"),
        "polygon": tr("polygon"),
        "point": tr("point"),
    }
    return f"{annotation.number} · {places.get(annotation.geometry.kind, annotation.geometry.kind)}"
