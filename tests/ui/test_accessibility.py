"""Everybody can work with it: names for screen readers, a visible focus, colours that can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QDialog, QSpinBox, QWidget

from mmel_desktop.app import Workbench
from mmel_desktop.core.calibration import Calibration, HeldOutGain
from mmel_desktop.core.case import VerificationResult
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.ui.dialogs.about import About
from mmel_desktop.ui.dialogs.backups_dialog import BackupsDialog
from mmel_desktop.ui.dialogs.calibration_dialog import CalibrationDialog, CalibrationView
from mmel_desktop.ui.dialogs.command_palette import CommandPalette
from mmel_desktop.ui.dialogs.comparison_chooser import ComparisonChooser
from mmel_desktop.ui.dialogs.export_dialog import ExportDialog
from mmel_desktop.ui.dialogs.happening_view import HappeningView
from mmel_desktop.ui.dialogs.model_chooser import ModelChooser
from mmel_desktop.ui.dialogs.new_key_dialog import NewKeyDialog
from mmel_desktop.ui.dialogs.prompts_editor import PromptsEditor
from mmel_desktop.ui.dialogs.reopen_dialog import ReopenDialog
from mmel_desktop.ui.dialogs.reviewer_dialog import ReviewerDialog
from mmel_desktop.ui.dialogs.settings_dialog import SettingsChoice, SettingsDialog
from mmel_desktop.ui.dialogs.shortcut_sheet import ShortcutSheet
from mmel_desktop.ui.dialogs.sign_off_dialog import SignOffDialog
from mmel_desktop.ui.dialogs.taxonomy_dialog import TaxonomyDialog
from mmel_desktop.ui.dialogs.verification_view import VerificationView
from mmel_desktop.ui.theme import DARK, LIGHT, ThemeColours
from mmel_desktop.workflow.calibrate_model import CalibrationOutcome
from mmel_desktop.workflow.calibrate_session import SessionCalibration
from mmel_desktop.workflow.change_taxonomy import plan_program_terms
from mmel_desktop.workflow.export_session import EXPORT_FORMATS
from mmel_desktop.workflow.sign_off import sign_off_readiness
from tests.factories import ACTOR, make_explanation
from tests.team_terms import ROAD_SAFETY
from tests.ui.conftest import TestBench

# Machado, Oliveira & Fernandes, IEEE TVCG 2009, severity 1.0; rows give red, green, blue of linear RGB.
DEUTERANOPIA = ((0.3673, 0.8607, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689))
PROTANOPIA = ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520))


def test_every_widget_of_the_window_that_takes_the_focus_has_a_name(bench: TestBench) -> None:
    """In every panel, whichever stands in front: whoever tabs onto something hears what it is."""
    workbench = bench.open_idle(images=2)
    workbench.window.commands["review.wrong"].trigger()
    workbench.window.commands["review.annotate_image"].trigger()
    for dock in workbench.window.docks.values():
        dock.show()
    assert len(list(_focusable(workbench.window))) > 40
    assert _nameless(workbench.window) == []


def test_every_field_of_every_dialog_has_a_name(bench: TestBench) -> None:
    """Also in those that are seldom opened."""
    workbench = bench.open_idle(images=1)
    nameless = {type(dialog).__name__: _nameless(dialog) for dialog in _dialogs(workbench)}
    assert len(nameless) == 18
    assert {name: found for name, found in nameless.items() if found} == {}


def test_every_dialog_can_be_left_by_escape(bench: TestBench) -> None:
    """No dialog holds the keyboard captive."""
    workbench = bench.open_idle(images=1)
    for dialog in _dialogs(workbench):
        dialog.show()
        dialog.reject()
        assert not dialog.isVisible(), type(dialog).__name__


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_texts_stand_out_from_what_is_behind_them(colours: ThemeColours) -> None:
    """WCAG 2.2: 4.5 to 1 for texts, 3 to 1 for marks and the focus."""
    for behind in (colours.surface, colours.surface_raised, colours.background):
        for text in (colours.text, colours.text_muted):
            assert contrast(text, behind) >= 4.5, (text, behind)
        for mark in (colours.accent, colours.evidence, colours.warning, colours.danger, colours.ok):
            assert contrast(mark, behind) >= 3.0, (mark, behind)
    assert contrast(colours.text, colours.selection) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("vision", [DEUTERANOPIA, PROTANOPIA], ids=["deuteranopia", "protanopia"])
def test_interaction_and_evidence_differ_for_the_colour_blind(
    colours: ThemeColours, vision: tuple[tuple[float, ...], ...]
) -> None:
    """The two colours that stand side by side without an icon: curves, bars and the selection."""
    one, other = seen(colours.accent, vision), seen(colours.evidence, vision)
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.25


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: str, vision: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """Linear RGB as a kind of colour blindness sees it."""
    linear = _linear(colour)
    return tuple(sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in vision)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    own = QColor(colour)
    values = (own.redF(), own.greenF(), own.blueF())
    red, green, blue = ((v / 12.92) if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _focusable(window: QWidget) -> Iterator[QWidget]:
    """What takes the focus, without the parts that Qt makes inside a field of ours."""
    for widget in window.findChildren(QWidget):
        own = not widget.objectName().startswith("qt_") and not _is_part_of_a_field(widget)
        if (
            own
            and not widget.isWindow()
            and not widget.isHidden()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            yield widget


def _is_part_of_a_field(widget: QWidget) -> bool:
    """True for the line in a spin box, the list that a combo box opens, the inside of a scroll area."""
    above = widget.parentWidget()
    if isinstance(above, QAbstractScrollArea) and above.viewport() is widget:
        return True
    while above is not None:
        if isinstance(above, QComboBox | QSpinBox):
            return True
        above = above.parentWidget()
    return False


def _nameless(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in _focusable(window)
        if not _spoken_name(widget)
    ]


def _spoken_name(widget: QWidget) -> str:
    """What a screen reader says: own name, text, or the label beside it."""
    if isinstance(widget, QComboBox):
        # Its text is what is chosen. What for, some systems take from its name, Linux from its label alone.
        relations = QAccessible.queryAccessibleInterface(widget).relations()
        labels = [other.text(QAccessible.Text.Name) for other, _ in relations]
        return widget.accessibleName() if any(labels) else ""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def _dialogs(workbench: Workbench) -> list[QDialog]:
    """One of each."""
    window, info, store = workbench.window, workbench.session.info, workbench.session.store
    assert info is not None
    assert store is not None
    shown = make_explanation(ImageIdentity("street.png", "0" * 64, "1" * 64, 96, 96))
    gain = HeldOutGain(0.1, 0.14, 0.04, 0.01, 0.07, 4)
    calibration = Calibration("1" * 64, (0.4, 0.6), (0.4, 0.6), gain, ("a",), ("b",), ("c",), (), "2026")
    outcome = CalibrationOutcome(replace(calibration), (), Path("kept.json"))
    settings = SettingsChoice("en", "dark", blind=False, names_hidden=False)
    return [
        About(window),
        BackupsDialog((), window),
        CalibrationDialog(info, 20, fewest=8, most=64, parent=window),
        CalibrationView(SessionCalibration(outcome, recorded=True), window),
        CommandPalette(window.commands, window.parts.settings, window),
        ExportDialog(EXPORT_FORMATS, window),
        HappeningView("nothing happened", window),
        ModelChooser(info.model_spec, info.method, info.view, window),
        ComparisonChooser(shown, window),
        NewKeyDialog(Path("own.mmelkey"), lambda *_: "", window),
        PromptsEditor(info.prompts, window.presets, window),
        ReopenDialog(window),
        ReviewerDialog(ACTOR, window),
        SettingsDialog(settings, window.commands, window.shortcuts, window),
        ShortcutSheet(window.commands, window),
        SignOffDialog(
            sign_off_readiness(store), ACTOR, create_key=lambda *_: "", key_suffix=".key", parent=window
        ),
        TaxonomyDialog(
            Taxonomy(ROAD_SAFETY),
            {"A1": 2},
            read_only_reason="",
            plan_file=lambda: None,
            plan_program_terms=lambda: plan_program_terms(store),
            save_example=lambda: None,
            parent=window,
        ),
        VerificationView(VerificationResult("case.mmel", (), (("entries", "4"),)), window),
    ]
