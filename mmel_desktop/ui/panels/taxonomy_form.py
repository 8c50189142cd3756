"""The details of one annotation: what went wrong, what may have caused it, how bad and how sure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy import (
    CAUSAL_STATUSES,
    CONFIDENCES,
    EFFECTS,
    EVIDENCE,
    SEVERITIES,
    STATUSES,
    TRIGGERS,
)
from mmel_desktop.ui.panels.term_chips import TermChips
from mmel_desktop.ui.panels.term_combo import TermCombo
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr

LONGEST_SHOWN = 40
"""Characters of what was typed in vain that are repeated."""
COMMENT_PAUSE_MS = 1500
"""A comment is committed when writing pauses this long, so that a crash costs a sentence at most."""


class TaxonomyForm(QWidget):
    """Edits one annotation. Choices are committed at once, texts when editing ends.

    Attributes:
        edited: the annotation with one or more fields changed.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._annotation: Annotation | None = None
        self._comment_pause = QTimer(self)
        self._comment_pause.setSingleShot(True)
        self._comment_pause.setInterval(COMMENT_PAUSE_MS)
        self._comment_pause.timeout.connect(self.flush)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        # What every finding needs comes first; it is seen without scrolling.
        self._build_effect()
        self._build_severity()
        self._build_chips()
        self._build_standing()
        self._build_consequence()
        self._build_texts()
        for number in range(len(SEVERITIES)):
            # A text field would take the digit for itself before this form hears of the key.
            shortcut = QShortcut(f"Alt+{number}", self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.grade, number))
        self.setEnabled(False)

    # ---------------------------------------------------------------- construction

    def _build_effect(self) -> None:
        self.effect = TermCombo(tr("Effect"), EFFECTS, self, type_ahead=True)
        self.effect.code_chosen.connect(lambda code: self._commit(effect=code))
        self.effect.nothing_found.connect(self._say_nothing_found)
        self._add(tr("Effect"), tr("What went wrong; type its code or any part of its name."), self.effect)
        self.effect_note = QLabel(self)
        self.effect_note.setProperty("role", "muted")
        self.effect_note.setWordWrap(True)
        self.effect_note.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(self.effect_note)

    def _build_chips(self) -> None:
        self.triggers = TermChips(tr("Suspected triggers"), TRIGGERS, self)
        self.triggers.codes_changed.connect(lambda codes: self._commit(triggers=codes))
        self._add(tr("Suspected triggers"), tr("Conditions that may have caused it."), self.triggers)
        self.evidence = TermChips(tr("Where the evidence lies"), EVIDENCE, self)
        self.evidence.codes_changed.connect(lambda codes: self._commit(evidence=codes))
        self._add(
            tr("Where the evidence lies"), tr("What the heat map shows, as you read it."), self.evidence
        )

    def _build_severity(self) -> None:
        self.severity = TermCombo(tr("Severity"), SEVERITIES, self, numbered=True)
        self.severity.code_chosen.connect(lambda code: self._commit(severity=code))
        self.confidence = TermCombo(tr("Confidence"), CONFIDENCES, self)
        self.confidence.code_chosen.connect(lambda code: self._commit(confidence=code))
        keys = f"Alt+0 – Alt+{len(SEVERITIES) - 1}"
        tip = tr("How bad the consequence could be where the model is used. ({keys})").format(keys=keys)
        self._add_pair(
            (self.severity, tr("Severity"), tip),
            (self.confidence, tr("Confidence"), tr("How sure you are of this annotation.")),
        )

    def _build_standing(self) -> None:
        self.causal_status = TermCombo(tr("Causal status"), CAUSAL_STATUSES, self)
        self.causal_status.code_chosen.connect(lambda code: self._commit(causal_status=code))
        self.status = TermCombo(tr("Status"), STATUSES, self)
        self.status.code_chosen.connect(lambda code: self._commit(status=code))
        tip = tr("Whether a probe has shown that the region matters.")
        self._add_pair(
            (self.causal_status, tr("Causal status"), tip),
            (self.status, tr("Status"), tr("How far this annotation has been dealt with.")),
        )

    def _add_pair(self, *cells: tuple[QWidget, str, str]) -> None:
        """Two choices beside one another: (widget, name, tooltip)."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_PX)
        grid.setVerticalSpacing(2)
        for column, (widget, name, tip) in enumerate(cells):
            grid.addWidget(self._label(name, tip, widget), 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)

    def _build_consequence(self) -> None:
        self.use_context = self._line(
            "use_context", tr("Use context"), tr("e.g. braking assistant in a city")
        )
        self._add(tr("Use context"), tr("Where the model's answer would be used."), self.use_context)
        self.consequence = self._line("consequence", tr("Consequence"), tr("e.g. a pedestrian is hit"))
        self._add(tr("Consequence"), tr("What could follow from this failure there."), self.consequence)

    def _build_texts(self) -> None:
        self.prompt = self._line("prompt", tr("Prompt"), tr("the prompt this is about"))
        self._add(tr("Prompt"), tr("The prompt this annotation concerns."), self.prompt)
        self.comment = QPlainTextEdit(self)
        self.comment.setAccessibleName(tr("Comment"))
        self.comment.setTabChangesFocus(True)
        self.comment.document().setDocumentMargin(0)
        self.comment.setPlaceholderText(tr("What you saw, in your own words"))
        self.comment.setFixedHeight(self.comment.fontMetrics().lineSpacing() * 4 + 12)
        self.comment.textChanged.connect(self._comment_pause.start)
        self.comment.installEventFilter(self)
        self._add(tr("Comment"), tr("Free text; goes into the report as it stands."), self.comment)

    def _line(self, field: str, name: str, placeholder: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(placeholder)
        line.editingFinished.connect(lambda: self._commit(**{field: line.text()}))
        return line

    def _add(self, name: str, tool_tip: str, widget: QWidget) -> None:
        self._column.addWidget(self._label(name, tool_tip, widget))
        self._column.addWidget(widget)

    def _label(self, name: str, tool_tip: str, widget: QWidget) -> QLabel:
        label = QLabel(name, self)
        label.setProperty("role", "muted")
        label.setToolTip(tool_tip)
        label.setContentsMargins(0, 6, 0, 0)
        label.setBuddy(widget)
        if not widget.toolTip():
            widget.setToolTip(tool_tip)
        return label

    # ---------------------------------------------------------------- content

    @property
    def annotation(self) -> Annotation | None:
        """The annotation in the form, as last shown or committed."""
        return self._annotation

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Fill the form; what was being written in another annotation is committed first.

        Fields that hold the right value already are left alone: a refresh after a commit moves no cursor.
        """
        if self._annotation is not None and (
            annotation is None or annotation.annotation_id != self._annotation.annotation_id
        ):
            self.flush()
        self._annotation = annotation
        self.setEnabled(annotation is not None)
        shown = annotation or Annotation("", "", 0, Geometry("image"))
        for combo, code in (
            (self.effect, shown.effect),
            (self.causal_status, shown.causal_status),
            (self.confidence, shown.confidence),
            (self.status, shown.status),
            (self.severity, shown.severity),
        ):
            if combo.code != code:
                combo.show_code(code)
        self.triggers.show_codes(shown.triggers)
        self.evidence.show_codes(shown.evidence)
        for line, text in (
            (self.use_context, shown.use_context),
            (self.consequence, shown.consequence),
            (self.prompt, shown.prompt),
        ):
            if line.text() != text:
                line.setText(text)
        self._fill_comment(shown.comment)
        self._follow_choices()

    def show_taxonomy(self, taxonomy: Taxonomy) -> None:
        """Offer other terms; what the shown annotation says stays."""
        self.effect.offer(taxonomy.terms("effect"))
        self.triggers.offer(taxonomy.terms("triggers"))
        self.evidence.offer(taxonomy.terms("evidence"))
        self._follow_choices()

    def _fill_comment(self, text: str) -> None:
        if self.comment.toPlainText() != text:
            self.comment.blockSignals(True)
            self.comment.setPlainText(text)
            self.comment.blockSignals(False)
        self._comment_pause.stop()

    @Slot(str)
    def _say_nothing_found(self, typed: str) -> None:
        """Say that no effect fits what was typed, and that the one that was chosen stays."""
        self._explain(self.effect.meaning)
        if typed:
            shown = typed if len(typed) <= LONGEST_SHOWN else f"{typed[:LONGEST_SHOWN]}…"
            text = tr("No effect matches “{text}”; “{label}” stays.").format(
                text=shown, label=self.effect.label
            )
            self._explain(text, "warning")

    def _explain(self, text: str, role: str = "muted") -> None:
        self.effect_note.setText(text)
        if self.effect_note.property("role") != role:
            self.effect_note.setProperty("role", role)
            self.effect_note.style().polish(self.effect_note)

    def _follow_choices(self) -> None:
        self._explain(self.effect.meaning)
        assessed = self._annotation is not None and self._annotation.severity != "not_assessed"
        for line in (self.use_context, self.consequence):
            line.setEnabled(assessed)

    # ---------------------------------------------------------------- commits

    def flush(self) -> None:
        """Commit texts that are still being written; called when the form or the program is left."""
        self._comment_pause.stop()
        self._commit(
            comment=self.comment.toPlainText(),
            prompt=self.prompt.text(),
            use_context=self.use_context.text(),
            consequence=self.consequence.text(),
        )

    def _commit(self, **fields: Any) -> None:
        if self._annotation is None:
            return
        annotation = replace(self._annotation, **fields)
        if annotation != self._annotation:
            self._annotation = annotation
            self._follow_choices()
            self.edited.emit(annotation)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.comment and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def grade(self, number: int) -> None:
        """Choose a severity by its number, 0 for "not assessed"; a number that stands for none is ignored."""
        if self._annotation is not None and 0 <= number < len(SEVERITIES):
            self.severity.show_code(SEVERITIES[number].code)
            self._commit(severity=SEVERITIES[number].code)

    def describe(self, effect: str, triggers: tuple[str, ...]) -> None:
        """Choose what went wrong and why, as if by hand.

        Args:
            effect: a code of the session's taxonomy.
            triggers: codes of it.
        """
        if self._annotation is not None:
            self.effect.show_code(effect)
            self.triggers.show_codes(triggers)
            self._commit(effect=effect, triggers=triggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and 0 <= digit < len(SEVERITIES):
            self.grade(digit)
        else:
            super().keyPressEvent(event)

    def focus_effect(self) -> None:
        """Put the cursor where the description of a failure begins."""
        self.effect.setFocus()
        line = self.effect.lineEdit()
        if line is not None:
            line.selectAll()
