"""Choose which model is reviewed, and how its explanations are made."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

KNOWN_MODELS: tuple[tuple[str, str], ...] = (
    ("demo", QT_TRANSLATE_NOOP("", "Ships with the program; small, knows road and work-site scenes only")),
    ("ViT-B-16/openai", QT_TRANSLATE_NOOP("", "CLIP ViT-B/16, OpenAI weights")),
    ("ViT-B-32/openai", QT_TRANSLATE_NOOP("", "CLIP ViT-B/32, OpenAI weights; faster, coarser")),
    ("ViT-L-14/openai", QT_TRANSLATE_NOOP("", "CLIP ViT-L/14, OpenAI weights; slower, finer")),
    ("ViT-B-16/laion2b_s34b_b88k", QT_TRANSLATE_NOOP("", "CLIP ViT-B/16, LAION-2B weights")),
)
METHODS: tuple[tuple[str, str], ...] = (
    ("mmel", QT_TRANSLATE_NOOP("", "MMEL: Grad-ECLIP refined by the semantic hierarchy")),
    ("mmel-refined", QT_TRANSLATE_NOOP("", "MMEL corrected by the model’s answers about regions (slower)")),
    ("direct", QT_TRANSLATE_NOOP("", "Direct path only")),
    ("full", QT_TRANSLATE_NOOP("", "Full gradient")),
    ("grad_eclip", QT_TRANSLATE_NOOP("", "Grad-ECLIP as published")),
)
VIEWS: tuple[tuple[str, str], ...] = (
    ("model", QT_TRANSLATE_NOOP("", "As the model sees it (its own crop)")),
    ("whole", QT_TRANSLATE_NOOP("", "The whole image, nothing cropped")),
    ("tiles", QT_TRANSLATE_NOOP("", "Overlapping tiles of a large image (slow)")),
)


class ModelChooser(QDialog):
    """A specification to type, with the known ones to pick from. Nothing is loaded before it is accepted.

    Args:
        spec, method, view: chosen at first.
        parent: over which window.
    """

    def __init__(self, spec: str, method: str, view: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Choose a model"))
        self.spec = QLineEdit(spec)
        self.spec.setAccessibleName(tr("Model specification"))
        self.spec.textChanged.connect(self._check)
        self.known = QListWidget()
        self.known.setFrameShape(QFrame.Shape.NoFrame)
        self.known.setProperty("role", "card")
        self.known.setAccessibleName(tr("Known models"))
        self.known.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for known, description in KNOWN_MODELS:
            self._add_known(known, tr(description))
        self.known.currentItemChanged.connect(self._take_known)
        self.known.itemDoubleClicked.connect(lambda _: self.accept())
        self.method = _combo(METHODS, method)
        self.method.setAccessibleName(tr("Method"))
        self.view = _combo(VIEWS, view)
        self.view.setAccessibleName(tr("View"))
        note = QLabel(
            tr(
                "Other models: NAME/PRETRAINED of open_clip's registry, hf-hub:ORGANISATION/NAME, or "
                "local-dir:PATH of a folder in open_clip's layout. Weights that are not on this machine are "
                "fetched when the model is first used."
            )
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.use = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.use.setText(tr("Use this model"))
        self.use.setProperty("role", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_DOUBLE_PX)
        form.setVerticalSpacing(SPACE_PX)
        form.addRow(tr("Model"), self.spec)
        form.addRow("", self.known)
        form.addRow(tr("Method"), self.method)
        if len(VIEWS) > 1:
            form.addRow(tr("View"), self.view)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        self.column.setSpacing(SPACE_DOUBLE_PX)
        self.column.addLayout(form)
        self.column.addWidget(note)
        self.column.addWidget(self.buttons)
        self.resize(560, 480)

    @property
    def choice(self) -> tuple[str, str, str]:
        """Chosen (model spec, method, view)."""
        return self.spec.text().strip(), str(self.method.currentData()), str(self.view.currentData())

    def accept(self) -> None:
        """Also asked for by a double click, which no greyed button keeps back."""
        if self.acceptable():
            super().accept()

    def acceptable(self) -> bool:
        """Whether the choice is one."""
        return bool(self.spec.text().strip())

    def _add_known(self, spec: str, description: str) -> None:
        item = QListWidgetItem(self.known)
        item.setData(Qt.ItemDataRole.UserRole, spec)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{spec}: {description}")
        row = QWidget()
        words = QVBoxLayout(row)
        words.setContentsMargins(SPACE_PX, 4, SPACE_PX, 4)
        words.setSpacing(0)
        note = QLabel(description)
        note.setProperty("role", "muted")
        for label in (QLabel(spec), note):
            words.addWidget(label)
        item.setSizeHint(QSize(0, row.sizeHint().height()))
        self.known.setItemWidget(item, row)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _take_known(self, item: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if item is not None:
            self.spec.setText(str(item.data(Qt.ItemDataRole.UserRole)))

    @Slot()
    def _check(self) -> None:
        self.use.setEnabled(self.acceptable())


def _combo(choices: tuple[tuple[str, str], ...], current: str) -> QComboBox:
    combo = QComboBox()
    for key, label in choices:
        combo.addItem(tr(label), key)
    if combo.findData(current) < 0:
        combo.addItem(current, current)
    combo.setCurrentIndex(combo.findData(current))
    return combo
