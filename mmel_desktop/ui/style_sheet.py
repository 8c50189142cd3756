"""The Qt style sheet, written once for both themes.

Widgets opt into a few roles through dynamic properties instead of object names: ``role="muted"`` (caption),
``role="title"`` (heading of a panel), ``role="figure"`` (a number worth seeing), ``role="primary"`` (the one
main button), ``role="flat"`` (a button without a frame), ``role="bar"`` (a strip above or below the canvas),
``role="card"`` (a raised plane).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

_STYLE_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog { background: $surface; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QDialog[role="floating"] { border: 1px solid $text_muted; }
QMenuBar, QMenu, QToolBar, QToolButton, QTabBar { font-size: ${text_size}px; }
QWidget[role="bar"] { background: $surface; }
QWidget[role="card"], QFrame[role="card"] {
    background: $surface_raised; border: 1px solid $border; border-radius: 6px;
}
QFrame[role="tour"] { background: $surface_raised; border: 2px solid $accent; border-radius: 8px; }
QWidget[role="line"] { background: $border; }
QWidget[role="canvas"] { background: $background; }
QLabel { background: transparent; }
QLabel[role="muted"], QCheckBox[role="muted"] { color: $text_muted; font-size: ${small}px; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; font-size: ${heading}px; }
QLabel[role="figure"] { font-weight: 600; }
QLabel[role="key"] {
    background: $surface_raised; border: 1px solid $border; border-radius: 3px; padding: 1px 5px;
    font-size: ${small}px;
}
QLabel[role="warning"] { color: $warning; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="ok"] { color: $ok; }

QToolTip {
    background: $surface_raised; color: $text; border: 1px solid $border; padding: 4px 6px;
}

QMenuBar { background: $surface; border-bottom: 1px solid $border; padding: 2px 4px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $surface_raised; }
QMenu { background: $surface_raised; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $text_muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 6px; }

QToolBar {
    background: $surface; border: none; border-bottom: 1px solid $border; padding: 4px 8px; spacing: 2px;
}
QToolBar::separator { background: $border; width: 1px; margin: 6px 8px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 4px; }
QToolButton:hover { background: $surface_raised; }
QToolButton:pressed { background: $selection; }
QToolButton:checked { background: $selection; border-color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QPushButton[role="chip"] {
    background: $selection; border-color: $accent; border-radius: 10px; padding: 3px 10px; text-align: left;
}
QToolButton[role="field"] { background: $surface_raised; border-color: $border; padding: 3px 8px; }
QToolButton[role="field"]:focus, QToolButton[role="field"]:hover { border-color: $accent; }

QPushButton {
    background: $surface_raised; border: 1px solid $border; border-radius: 4px; padding: 5px 12px;
    min-height: 16px;
}
QPushButton:hover { border-color: $text_muted; }
QPushButton:pressed, QPushButton:checked { background: $selection; border-color: $accent; }
QPushButton:focus { border-color: $accent; }
QPushButton:checked:focus, QToolButton:checked:focus { border-color: $text; }
QPushButton:disabled { color: $text_muted; background: $surface; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 4px 11px; }
QPushButton[role="primary"]:disabled {
    background: $surface_raised; color: $text_muted; border-color: $border;
}
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton[role="flat"] { background: transparent; border-color: transparent; padding: 4px 8px; }
QPushButton[role="flat"]:hover { background: $surface_raised; }
QPushButton[role="flat"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {
    background: $surface_raised; border: 1px solid $border; border-radius: 4px; padding: 4px 8px;
}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox {
    selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox { selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus,
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border-color: $accent;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $text_muted; background: $surface; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow_down"); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    background: transparent; border: none; width: 20px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$arrow_up"); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$arrow_down"); width: 10px; height: 10px; }
QComboBox QAbstractItemView, QListView[role="completions"] {
    background: $surface_raised; border: 1px solid $border; padding: 4px;
    selection-background-color: $selection; selection-color: $text;
}
QListView[role="completions"]::item { padding: 3px 4px; min-height: 16px; }

QAbstractItemView {
    background: $surface; border: 1px solid transparent; alternate-background-color: $surface;
    selection-background-color: $selection; selection-color: $text;
}
QTreeView::item { min-height: 24px; }
QAbstractItemView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $text_muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 3px; font-size: ${small}px;
}
QTableCornerButton::section { background: $surface; border: none; }

QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: $surface; padding: 8px 8px 4px 12px; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab {
    background: transparent; color: $text_muted; padding: 6px 5px; border: none;
    border-bottom: 2px solid transparent;
}
QMainWindow > QTabBar::tab:first { margin-left: 6px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }

QScrollArea { background: transparent; border: 1px solid transparent; }
QGraphicsView { border: 1px solid $background; }
QDockWidget QGraphicsView { border-color: $surface; }
QScrollArea:focus, QAbstractItemView:focus, QGraphicsView:focus { border: 1px solid $accent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider::groove:horizontal { background: $border; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $text; width: 12px; height: 12px; margin: -5px 0; border-radius: 7px;
    border: 1px solid $surface;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled { background: $surface_raised; }
QSlider::handle:horizontal:disabled { background: $border; }

QProgressBar {
    background: $surface_raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QCheckBox, QRadioButton {
    spacing: 6px; background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 1px 4px 1px 0;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid $text_muted; border-radius: 3px; background: $surface_raised;
}
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check_mark"); }
QCheckBox::indicator:disabled { border-color: $border; background: $surface; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $text_muted; border-radius: 8px; background: $surface_raised;
}
QRadioButton::indicator:hover, QRadioButton::indicator:focus { border-color: $accent; }
QRadioButton::indicator:checked {
    background: $accent; border: 4px solid $surface_raised; width: 8px; height: 8px;
}
QSplitter::handle { background: $border; }
QStatusBar { background: $surface; }
QGroupBox { border: none; margin-top: 16px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
""")


def build_style_sheet(
    colours: Mapping[str, str], pictures: Mapping[str, Path], text_px: int, small_text_px: int
) -> str:
    """Fill the sheet with a theme's colours.

    Args:
        colours: name → ``#rrggbb``, as :meth:`ThemeColours.hexadecimal` gives them.
        pictures: files of ``arrow_down`` and ``arrow_up`` (combo, spin boxes), ``check_mark`` (check boxes).
        text_px: body size in pixels; the heading of an empty state is 4 px larger.
        small_text_px: caption size in pixels.
    """
    urls = {name: path.as_posix() for name, path in pictures.items()}
    return _STYLE_SHEET.substitute(
        colours, **urls, text_size=text_px, small=small_text_px, heading=text_px + 4
    )
