"""Choose how the shown image is explained once more, to compare the two."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.ui.dialogs.model_chooser import METHODS, ModelChooser
from mmel_desktop.ui.translation import tr


class ComparisonChooser(ModelChooser):
    """Another method is chosen at first; what would only repeat the shown explanation is not offered.

    Args:
        shown: what the review shows.
        parent: over which window.
    """

    def __init__(self, shown: Explanation, parent: QWidget) -> None:
        request, spec = shown.request, shown.provenance.model.spec
        self._shown = (spec, request.method, request.view)
        other = next(method for method, _ in METHODS if method != request.method)
        super().__init__(spec, other, request.view, parent)
        self.setWindowTitle(tr("Compare with another method or model"))
        self.use.setText(tr("Make this run"))
        text = tr(
            "One more run of this image, to look at beside the shown one. The session’s own model and "
            "method, and what they answered, stay as they are."
        )
        self.explanation = QLabel(text)
        self.explanation.setWordWrap(True)
        self.column.insertWidget(0, self.explanation)
        self.method.currentIndexChanged.connect(self._check)
        self.view.currentIndexChanged.connect(self._check)

    def acceptable(self) -> bool:
        """Whether it differs from what is shown."""
        return super().acceptable() and self.choice != self._shown
