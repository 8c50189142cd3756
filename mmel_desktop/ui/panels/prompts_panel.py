"""Prompts and scores: what is asked of the images, and how strongly the shown image answers."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import SessionInfo
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.panels.prompts_delegate import LEAST_ROW_PX, PromptsDelegate
from mmel_desktop.ui.panels.prompts_model import PromptsModel
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.prompt_presets import PromptPresets, built_in_presets
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_HALF_PX, SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

_BUTTONS = (
    ("up", QT_TRANSLATE_NOOP("", "Move the prompt up. (Alt+Up)"), "Alt+Up"),
    ("down", QT_TRANSLATE_NOOP("", "Move the prompt down. (Alt+Down)"), "Alt+Down"),
    ("edit", QT_TRANSLATE_NOOP("", "Edit the prompt. (F2)"), ""),
    ("remove", QT_TRANSLATE_NOOP("", "Remove the prompt; undo brings it back. (Del)"), "Del"),
)
STYLED_BORDER_PX = 2
"""What the style sheet takes from the height of a list."""


class PromptsPanel(QWidget):
    """List of prompts with scores; the selected one is painted on the canvas.

    Attributes:
        prompts_edited: the analyst changed the prompts; the new tuple.
        explain_requested: the analyst asked for an explanation of the shown image.
    """

    prompts_edited = Signal(tuple)
    explain_requested = Signal()

    def __init__(self, state: ReviewState, presets: PromptPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._presets = presets
        self._info: SessionInfo | None = None
        self._withheld = False
        self._added = ""
        self.model = PromptsModel(self)
        self.model.prompts_edited.connect(self.prompts_edited)
        self._build()
        state.explanation_changed.connect(self._refresh)
        state.prompt_changed.connect(self._follow_prompt)
        self.show_session(None)

    def _build(self) -> None:
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(PromptsDelegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        # In a low window, too, there are two prompts to compare; the panels below can be scrolled.
        self.view.setMinimumHeight(2 * LEAST_ROW_PX + STYLED_BORDER_PX)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.view.setEditTriggers(QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed)
        self.view.setAccessibleName(tr("Prompts and scores"))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.new_prompt = QLineEdit()
        self.new_prompt.setPlaceholderText(tr("Add a prompt"))
        self.new_prompt.setAccessibleName(tr("Add a prompt"))
        self.new_prompt.setToolTip(tr("Type what to look for, e.g. a red car, and press Enter."))
        self.new_prompt.returnPressed.connect(self._add)
        self.presets_button = QToolButton()
        self.presets_button.setIcon(themed_icon("list"))
        self.presets_button.setAccessibleName(tr("Presets"))
        self.presets_button.setToolTip(tr("Replace the prompts by a set, or keep the present ones as a set."))
        self.presets_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.presets_menu = QMenu(self.presets_button)
        self.presets_menu.aboutToShow.connect(self._fill_presets)
        self.presets_button.setMenu(self.presets_menu)
        self.by_score_button = QToolButton()
        self.by_score_button.setIcon(themed_icon("sort"))
        self.by_score_button.setCheckable(True)
        self.by_score_button.setAccessibleName(tr("Highest score first"))
        self.by_score_button.setToolTip(
            tr("List the prompts by their score on the shown image. Their order in the session stays.")
        )
        self.by_score_button.toggled.connect(self._order_by_score)
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.explain_button = QPushButton(tr("Explain"))
        self.explain_button.setProperty("role", "primary")
        self.explain_button.setToolTip(tr("Explain the shown image with these prompts."))
        self.explain_button.clicked.connect(self.explain_requested)
        self.buttons = {name: self._make_button(name, tr(tip), keys) for name, tip, keys in _BUTTONS}
        self.buttons["up"].clicked.connect(lambda: self._move(-1))
        self.buttons["down"].clicked.connect(lambda: self._move(1))
        self.buttons["edit"].clicked.connect(lambda: self.view.edit(self.view.currentIndex()))
        self.buttons["remove"].clicked.connect(self._remove)
        self._lay_out()

    def _make_button(self, icon: str, tip: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(themed_icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip.split(".")[0])
        if keys:
            action = button.addAction(tip.split(".")[0])
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(button.click)
            self.view.addAction(action)
        return button

    def _lay_out(self) -> None:
        # One row for field and buttons: every further row would cost the list a prompt.
        bar = QHBoxLayout()
        bar.setSpacing(2)
        bar.addWidget(self.new_prompt, 1)
        bar.addSpacing(SPACE_HALF_PX)
        for button in (self.presets_button, self.by_score_button, *self.buttons.values()):
            bar.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_PX)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.explain_button)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_PX, 0, SPACE_PX)
        column.setSpacing(SPACE_PX)
        for part in (bar, self.view, self._foot):
            inset = QHBoxLayout()
            margin = 0 if part is self.view else 12
            inset.setContentsMargins(margin, 0, margin, 0)
            if isinstance(part, QHBoxLayout):
                inset.addLayout(part)
            else:
                inset.addWidget(part)
            column.addLayout(inset, 1 if part is self.view else 0)

    # ------------------------------------------------------------------------------ what is shown

    def show_session(self, info: SessionInfo | None) -> None:
        """Show the prompts of a session; None when there is none."""
        self._info = info
        self.model.editable = info is not None and not info.read_only
        for widget in (self.new_prompt, self.presets_button):
            widget.setEnabled(self.model.editable)
        self._refresh()

    @Slot()
    def _refresh(self, _: object = None) -> None:
        prompts = self._info.prompts if self._info is not None else ()
        self.model.show(prompts, self._state.explanation)
        self._follow_prompt()
        self._show_hint()
        self._show_added()

    def _show_added(self) -> None:
        """Keep a prompt that was just typed in sight, until it has been explained: it stands at the end."""
        row = self.model.row_of(self._added)
        if row >= 0:
            self.view.scrollTo(self.model.index(row))
        explanation = self._state.explanation
        if explanation is not None and any(result.text == self._added for result in explanation.prompts):
            self._added = ""

    def _show_hint(self) -> None:
        explanation = self._state.explanation
        editable = self.model.editable and self._state.image is not None
        stale = _why_stale(explanation, self._info)
        if self._info is None:
            text = ""
        elif not self._info.prompts:
            text = tr("Add at least one prompt: what the image is asked for.")
        elif self._withheld:
            text = tr("Scores appear after your verdict.")
        else:
            text = stale
        self.hint.setText(text)
        self.explain_button.setVisible(
            bool(self.model.prompts)
            and editable
            and not self._withheld
            and (bool(stale) or explanation is None)
        )
        self._foot.setVisible(bool(text) or self.explain_button.isVisibleTo(self._foot))

    def show_withheld(self, withheld: bool) -> None:
        """While the explanation is kept back for a blind verdict, say so instead of offering to make one."""
        self._withheld = self.model.withheld = withheld
        self._refresh()

    def show_explaining(self, explaining: bool) -> None:
        """While the shown image is being explained there is nothing to press."""
        self.explain_button.setEnabled(not explaining)
        self.explain_button.setText(tr("Explaining…") if explaining else tr("Explain"))

    @Slot(bool)
    def _order_by_score(self, by_score: bool) -> None:
        self.model.by_score = by_score
        self._refresh()
        self.view.scrollTo(self.view.currentIndex())

    @Slot()
    def _follow_prompt(self, _: int = 0) -> None:
        explanation = self._state.explanation
        row = -1
        if explanation is not None:
            row = self.model.row_of(explanation.prompts[self._state.prompt_index].text)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.selectionModel().setCurrentIndex(
                self.model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._enable_buttons()

    def _enable_buttons(self) -> None:
        row, count = self.view.currentIndex().row(), self.model.rowCount()
        chosen = self.model.editable and row >= 0
        own_order = not self.model.by_score
        for name, enabled in (
            ("up", own_order and row > 0),
            ("down", own_order and row < count - 1),
            ("edit", True),
            ("remove", True),
        ):
            self.buttons[name].setEnabled(chosen and enabled)

    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        self.presets_button.setIcon(themed_icon("list"))
        self.by_score_button.setIcon(themed_icon("sort"))
        for name, button in self.buttons.items():
            button.setIcon(themed_icon(name))

    # ------------------------------------------------------------------------------ gestures

    def focus_new_prompt(self) -> None:
        """Put the cursor where a new prompt is typed."""
        self.new_prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        explanation = self._state.explanation
        self._enable_buttons()
        if not current.isValid() or explanation is None:
            return
        text = self.model.text_at(current.row())
        for index, result in enumerate(explanation.prompts):
            if result.text == text:
                self._state.select_prompt(index)

    @Slot()
    def _add(self) -> None:
        text = " ".join(self.new_prompt.text().split())
        if not text:
            return
        self.new_prompt.clear()
        row = self.model.row_of(text)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))
        else:
            self._added = text
            self.prompts_edited.emit((*self.model.prompts, text))

    @Slot()
    def _remove(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and self.model.editable:
            removed = self.model.text_at(row)
            self.prompts_edited.emit(tuple(prompt for prompt in self.model.prompts if prompt != removed))

    def _move(self, rows: int) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and self.model.editable:
            self.model.move(row, row + rows)
            self.view.setCurrentIndex(self.model.index(row + rows))

    @Slot()
    def _fill_presets(self) -> None:
        menu = self.presets_menu
        menu.clear()
        for name, prompts in (*built_in_presets().items(), *self._presets.own.items()):
            action = menu.addAction(f"{name}  ({len(prompts)})")
            action.setToolTip(plain_tip(", ".join(prompts)))
            action.triggered.connect(lambda _=False, chosen=prompts: self.prompts_edited.emit(chosen))
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        save = menu.addAction(tr("Keep these prompts as a set…"))
        save.setEnabled(bool(self.model.prompts))
        save.triggered.connect(self._save_preset)
        if self._presets.own:
            forget = menu.addMenu(tr("Forget a set"))
            for name in self._presets.own:
                forget.addAction(name).triggered.connect(lambda _=False, n=name: self._presets.remove(n))

    @Slot()
    def _save_preset(self) -> None:
        name, accepted = QInputDialog.getText(self, tr("Keep prompts as a set"), tr("Name of the set"))
        if accepted and name.strip():
            self._presets.save(name.strip(), self.model.prompts)


def _why_stale(explanation: Explanation | None, info: SessionInfo | None) -> str:
    """How an explanation differs from what the session asks now; empty when it does not."""
    if explanation is None or info is None:
        return ""
    request = explanation.request
    if request.prompts != info.prompts:
        return tr("The prompts changed since this explanation.")
    asked = (info.model_spec, info.method, info.view)
    if (explanation.provenance.model.spec, request.method, request.view) != asked:
        return tr("This explanation was made with another model, method or view.")
    return ""
