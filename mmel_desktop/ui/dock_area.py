"""The panels around the canvas: docks that can be moved, closed and put back."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QTabBar,
    QTabWidget,
    QWidget,
)

from mmel_desktop.ui.theme import SPACE_PX

LAYOUT_VERSION = 3
GALLERY_WIDTH_PX = 272
DOCK_WIDTH_PX = 376
LEAST_DOCK_WIDTH_PX = 330
TALL_WINDOW_PX = 1000
"""From this height on the right side holds three groups of panels one below the other, otherwise two."""
LEFT_DOCKS = ("gallery", "dashboard")


class DockArea(QMainWindow):
    """A window within the window that holds the docks.

    So the jobs bar can run along the whole bottom and grow with its messages; a dock or a status bar there
    could not.

    Attributes:
        docks: name → dock.
        rearranged: a panel was moved, resized, closed, opened or brought to the front.

    Args:
        panels_menu: gets a switch for each dock.
    """

    rearranged = Signal()

    def __init__(self, panels_menu: QMenu) -> None:
        super().__init__()
        self.docks: dict[str, QDockWidget] = {}
        self._panels_menu = panels_menu
        self._places_to_restore: QByteArray | None = None
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        for side in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea):
            self.setTabPosition(side, QTabWidget.TabPosition.North)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def add(self, name: str, title: str, panel: QWidget, *, titled: bool = False) -> None:
        """Make a dock of a panel; :meth:`arrange` puts it in its place.

        Tab goes through the panels, and the widget between them, in the order in which they are added.

        Args:
            name: under which its place is kept.
            title: on its tab, or above it when ``titled``.
            panel: what it holds.
            titled: it stands alone and needs its name above it.
        """
        # The panel itself takes the focus where it scrolls; a screen reader then says where that is.
        panel.setAccessibleName(panel.accessibleName() or title.replace("&&", "&"))
        dock = _Dock(title, self)
        dock.setObjectName(name)
        dock.setWidget(panel)
        panel.setMinimumWidth(GALLERY_WIDTH_PX if name in LEFT_DOCKS else LEAST_DOCK_WIDTH_PX)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        # Tabs name the panels that stand behind one another; a title bar above them would say it twice.
        dock.setTitleBarWidget(_PanelTitle(title.replace("&&", "&")) if titled else QWidget())
        for signal in (dock.resized, dock.visibilityChanged, dock.dockLocationChanged, dock.topLevelChanged):
            signal.connect(self.rearranged)
        self._panels_menu.addAction(dock.toggleViewAction())
        self.docks[name] = dock

    def restore_places(self, places: QByteArray) -> bool:
        """Put every panel where it was left, in the size it had.

        Args:
            places: what ``saveState(LAYOUT_VERSION)`` gave.

        Returns:
            False when they are of another version or damaged; nothing is changed then.
        """
        restored = self.restoreState(places, LAYOUT_VERSION)
        # Before it is shown this area is small, and Qt squeezes the panels into it: sizes are for later.
        self._places_to_restore = places if restored and not self.isVisible() else None
        return restored

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room_for_tabs()
        if self._places_to_restore is not None:
            self.restoreState(self._places_to_restore, LAYOUT_VERSION)
            self._places_to_restore = None
            if self.minimumSizeHint().height() > self.height():
                # Left on a taller screen: here the groups of panels would lie over one another.
                self.arrange(tall=False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._make_room_for_tabs()

    def _make_room_for_tabs(self) -> None:
        """No title on the right may be cut off, whatever language and font."""
        right = [dock for name, dock in self.docks.items() if name not in LEFT_DOCKS]
        bar = QTabBar(self)
        for dock in right:
            if not isinstance(dock.titleBarWidget(), _PanelTitle):
                bar.addTab(dock.windowTitle())
        bar.ensurePolished()
        width = max(LEAST_DOCK_WIDTH_PX, bar.sizeHint().width())
        bar.setParent(None)
        bar.deleteLater()
        for dock in right:
            dock.widget().setMinimumWidth(width)

    def arrange(self, *, tall: bool) -> None:
        """Put every panel in its first place.

        Args:
            tall: there is room for three groups of panels one below the other on the right.
        """
        self._places_to_restore = None
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        docks = self.docks
        for dock in docks.values():
            self.removeDockWidget(dock)
        self.addDockWidget(left, docks["gallery"])
        self.tabifyDockWidget(docks["gallery"], docks["dashboard"])
        self.addDockWidget(right, docks["prompts"])
        self.addDockWidget(right, docks["levels"])
        self.tabifyDockWidget(docks["levels"], docks["graph"])
        if tall:
            self.addDockWidget(right, docks["evidence"])
        else:
            self.tabifyDockWidget(docks["graph"], docks["evidence"])
        self.tabifyDockWidget(docks["evidence"], docks["annotations"])
        self.tabifyDockWidget(docks["annotations"], docks["audit"])
        for dock in docks.values():
            dock.show()
        for name in ("evidence", "levels", "gallery"):
            docks[name].raise_()
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([docks["gallery"], docks["prompts"]], [GALLERY_WIDTH_PX, DOCK_WIDTH_PX], horizontal)
        column = ["prompts", "levels", "evidence"] if tall else ["prompts", "levels"]
        self.resizeDocks([docks[name] for name in column], [280, 340, 340][: len(column)], vertical)


class _Dock(QDockWidget):
    """A dock that tells when the border beside it was dragged.

    Attributes:
        resized: it has another size.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _PanelTitle(QWidget):
    """Title of a panel that stands alone; lines up with the tabs of the others."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_PX, 12, 0)
        label = QLabel(text)
        label.setProperty("role", "title")
        row.addWidget(label)
