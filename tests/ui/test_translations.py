"""Every visible text is offered for translation, and every language is complete."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction, QFontDatabase
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

import update_translations
from mmel_desktop.ui.translation import install_language, language_in_use, tr
from tests.ui.conftest import PROMPTS, TestBench
from tests.ui.visible_texts import untranslated_texts

USER_INTERFACE = Path(__file__).parents[2] / "mmel_desktop" / "ui"
_RECORDED = re.compile(r"SHA-256 \w+|\d+ UTC|(mmel-desktop|torch) [\d.]+|cpu, float32|image_\d\.png")
"""Facts of a file, a model or a run, as the record has them."""
DATA = (
    "case",
    "demo",
    "tiny ViT",
    "Tess Tester",
    "MMEL Desktop",
    # Names of colour maps and of recorded choices are the same in every language.
    "cividis",
    "inferno",
    "magma",
    "viridis",
    "uniform",
    # What the engine says of a check is part of the record, which speaks English.
    "The parts add up to the whole.",
    "Other prompts give a similar map.",
    "thinking",
)
_FIELD = re.compile(r"\{\w*[^}]*\}|%n")


class MarkingTranslator(QTranslator):
    """Wraps every text it is asked for, so that a text it was not asked for stands out."""

    def translate(self, _context: str, source: str, _comment: str = "", _count: int = -1) -> str:  # type: ignore[override]
        return f"⟦{source}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    """Korean while a test runs."""
    install_language(qapp, "ko")
    yield
    install_language(qapp, "en")


def test_the_translation_files_are_complete_and_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    """A text that is new, unfinished, gone or not compiled is named, with the command that mends it."""
    assert update_translations.main(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("language", update_translations.LANGUAGES)
def test_translations_keep_the_places_for_values(language: str) -> None:
    """Without a place for its value, or with another one, a translation would fail or lie."""
    file = update_translations.TRANSLATIONS / f"mmel_{language}.ts"
    for message in ElementTree.parse(file).iter("message"):  # noqa: S314 - our own file
        source = message.findtext("source", "")
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        for form in forms:
            assert sorted(_FIELD.findall(form)) == sorted(_FIELD.findall(source)), source


def test_no_literal_reaches_the_screen_untranslated() -> None:
    """Texts handed to widgets, menus, messages and dialogs go through ``tr``."""
    found = [text for file in sorted(USER_INTERFACE.rglob("*.py")) for text in untranslated_texts(file)]
    assert found == []


def test_a_bare_literal_is_found(tmp_path: Path) -> None:
    """The search above sees plain, joined and conditional texts, and leaves codes and marks alone."""
    file = tmp_path / "panels" / "panel.py"
    file.parent.mkdir()
    file.write_text(
        'label.setText("Plain words")\n'
        'label.setToolTip(f"{count} of them")\n'
        'label.setText("Yes" if done else tr("No"))\n'
        'label.setText(tr("Fine"))\n'
        'label.setText(f"{a} · {b} px")\n'
        'combo.addItem(tr("Dark"), "dark")\n'
        'session.edit("changing it", change)\n'
        "def note():\n"
        '    return "no evidence"\n'
        "def code():\n"
        '    return "semantic"\n'
    )
    assert [text.split(" ", 1)[1] for text in untranslated_texts(file)] == [
        "'Plain words'",
        "' of them'",
        "'Yes'",
        "'changing it'",
        "'no evidence'",
    ]


def test_every_text_of_the_window_was_translated(
    bench: TestBench, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a translator that marks its texts, every label, button, menu and field of the window is marked."""
    translator = MarkingTranslator(qapp)
    monkeypatch.setattr("mmel_desktop.app.install_language", lambda *_: "en")
    QCoreApplication.installTranslator(translator)
    try:
        workbench = bench.open_idle(images=2)
        workbench.window.commands["review.wrong"].trigger()
        unmarked = sorted(set(_unmarked(workbench.window)))
    finally:
        QCoreApplication.removeTranslator(translator)
    assert unmarked == []


def test_korean_is_spoken(korean: None, bench: TestBench) -> None:
    """Menus, commands and counted texts are Korean; texts without a translation would show through."""
    assert tr("File") == "파일"
    assert tr("Explaining %n image(s)", "", 3) == "이미지 3개 설명 생성 중"
    assert tr("missed", "taxonomy") == "놓침"


def test_english_counts_properly(qapp: QApplication) -> None:
    """One image, two images."""
    install_language(qapp, "en")
    assert [tr("Explaining %n image(s)", "", count) for count in (1, 2)] == [
        "Explaining 1 image",
        "Explaining 2 images",
    ]


def test_the_language_follows_the_choice() -> None:
    """An own choice wins; anything unknown falls back to the desktop's language or English."""
    assert language_in_use("ko") == "ko"
    assert language_in_use("en") == "en"
    assert language_in_use("system") in ("en", "ko")


def _unmarked(window: QWidget) -> Iterator[str]:
    for text in _texts(window):
        # A name cut off after its first sentence keeps the opening mark.
        plain = re.sub(r"<[^>]*>|⟦.*⟧|⟦.*$", " ", text, flags=re.DOTALL)
        plain = _RECORDED.sub(" ", plain)
        for own in (*PROMPTS, *DATA):
            plain = plain.replace(own, " ")
        if re.search(r"[^\W\d_]{3,}", plain):
            yield text


def _texts(window: QWidget) -> Iterator[str]:
    """What the widgets of a window show and say, without what the user typed."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(tab) for tab in range(widget.count()))
        yield widget.toolTip()
        yield widget.accessibleName()
    for action in window.findChildren(QAction):
        yield action.text()
        yield action.statusTip()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_korean_letters_can_be_drawn_in_every_language(qapp: QApplication, language: str) -> None:
    """A Korean file name in an English interface is no row of empty boxes, whatever the desktop has."""
    QFontDatabase.removeAllApplicationFonts()
    try:
        install_language(qapp, language)
        assert QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    finally:
        install_language(qapp, "en")
