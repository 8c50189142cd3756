"""The look of the workbench: colours, type sizes and spacing for the dark and the light theme.

The image is the brightest thing on the screen, so everything around it is neutral. There is one accent
colour; colour is otherwise reserved for evidence and verdicts. Widgets ask :func:`theme_colours` when they
paint and repaint on ``QEvent.Type.PaletteChange``, which Qt sends to every widget when the theme changes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mmel_desktop.resource_files import resource_path
from mmel_desktop.ui.style_sheet import build_style_sheet

THEME_CHOICES = ("dark", "light", "system")

SPACE_HALF_PX = 4
SPACE_PX = 8
"""The rhythm: margins and gaps are multiples of this."""
SPACE_DOUBLE_PX = 16

TEXT_SIZE_PX = 13
SMALL_TEXT_SIZE_PX = 11
ICON_SIZE_PX = 18

_THEME_PROPERTY = "mmelThemeName"


@dataclass(frozen=True)
class ThemeColours:
    """Colours of one theme as ``#rrggbb``.

    Attributes:
        background: surroundings of the image; the darkest (or calmest) plane.
        surface: panels, bars and lists.
        surface_raised: fields, buttons, cards and menus.
        border: hairlines between planes.
        text: primary text.
        text_muted: captions and units; still readable (at least 4.5 : 1 on ``surface``).
        accent: the one colour of interaction: selection, focus, the primary button.
        on_accent: text on ``accent``.
        selection: background of a selected row.
        evidence: score and weight bars, evidence figures.
        warning, danger, ok: verdicts; always accompanied by an icon of another shape.
        is_dark: True for the dark theme.
    """

    background: str
    surface: str
    surface_raised: str
    border: str
    text: str
    text_muted: str
    accent: str
    on_accent: str
    selection: str
    evidence: str
    warning: str
    danger: str
    ok: str
    is_dark: bool

    def hexadecimal(self) -> dict[str, str]:
        """Colour name → ``#rrggbb``, for the style sheet."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "is_dark"}


DARK = ThemeColours(
    background="#141517",
    surface="#1c1d20",
    surface_raised="#282a2e",
    border="#35383d",
    text="#e4e6e9",
    text_muted="#9ba1aa",
    accent="#62aef0",
    on_accent="#0c1a26",
    selection="#22384c",
    evidence="#f0a04b",
    warning="#e9c453",
    danger="#f07a76",
    ok="#66c493",
    is_dark=True,
)

LIGHT = ThemeColours(
    background="#e4e6e9",
    surface="#f5f6f7",
    surface_raised="#ffffff",
    border="#cdd1d6",
    text="#1b1d20",
    text_muted="#59606a",
    accent="#1a6bb0",
    on_accent="#ffffff",
    selection="#cfe3f5",
    evidence="#b45f06",
    warning="#866200",
    danger="#b42f2c",
    ok="#1c7746",
    is_dark=False,
)


def theme_colours() -> ThemeColours:
    """Colours of the theme that is applied now; the dark ones before any was applied."""
    application = QApplication.instance()
    name = application.property(_THEME_PROPERTY) if application is not None else None
    return LIGHT if name == "light" else DARK


def apply_theme(application: QApplication, choice: str) -> ThemeColours:
    """Dress the whole application.

    Args:
        application: the running application.
        choice: ``dark``, ``light`` or ``system`` (what the desktop asks for; dark when it does not say).

    Raises:
        ValueError: another choice.
    """
    if choice not in THEME_CHOICES:
        raise ValueError(f"theme {choice!r}; expected one of {', '.join(THEME_CHOICES)}")
    hints = application.styleHints()
    if choice == "system":
        hints.unsetColorScheme()
        name = "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"
    else:
        hints.setColorScheme(Qt.ColorScheme.Light if choice == "light" else Qt.ColorScheme.Dark)
        name = choice
    colours = LIGHT if name == "light" else DARK
    if application.property(_THEME_PROPERTY) == name:
        return colours  # a style sheet makes Qt polish every widget anew
    application.setProperty(_THEME_PROPERTY, name)
    application.setFont(body_font())
    application.setPalette(build_palette(colours))
    # A style sheet takes pictures from files only, so these are there once per theme.
    pictures = {
        "arrow_down": resource_path("icons", f"chevron-down-on-{name}.svg"),
        "arrow_up": resource_path("icons", f"chevron-up-on-{name}.svg"),
        "check_mark": resource_path("icons", f"check-on-{name}.svg"),
    }
    application.setStyleSheet(
        build_style_sheet(colours.hexadecimal(), pictures, TEXT_SIZE_PX, SMALL_TEXT_SIZE_PX)
    )
    return colours


def build_palette(colours: ThemeColours) -> QPalette:
    """The Qt palette of a theme, for everything the style sheet does not reach."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.surface,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface_raised,
        QPalette.ColorRole.AlternateBase: colours.surface,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.text_muted,
        QPalette.ColorRole.Button: colours.surface_raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.surface_raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.selection,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Midlight: colours.border,
        QPalette.ColorRole.Dark: colours.background,
        QPalette.ColorRole.Light: colours.surface_raised,
        QPalette.ColorRole.Shadow: colours.background,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    faded = QColor(colours.text_muted)
    faded.setAlpha(140)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def body_font() -> QFont:
    """The interface font at body size, figures of equal width so that columns of numbers align."""
    font = QFont()
    font.setPixelSize(TEXT_SIZE_PX)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def small_font() -> QFont:
    """The interface font for captions and units."""
    font = body_font()
    font.setPixelSize(SMALL_TEXT_SIZE_PX)
    return font


def verdict_colour(verdict: str) -> str:
    """Colour of a trust-check verdict (``pass``, ``warn``, ``fail``, ``not_run``)."""
    colours = theme_colours()
    return {"pass": colours.ok, "warn": colours.warning, "fail": colours.danger}.get(
        verdict, colours.text_muted
    )
