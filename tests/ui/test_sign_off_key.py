"""A signing key is made where it is needed: in the dialog that signs off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.core.identity import Actor
from mmel_desktop.core.sign_off import Oversight
from mmel_desktop.ui.dialogs.new_key_dialog import CreateKey, NewKeyDialog
from mmel_desktop.ui.dialogs.sign_off_dialog import SignOffChoice, SignOffDialog
from mmel_desktop.workflow.sign_off import SignOffReadiness
from mmel_desktop.workflow.signing_key import KEY_SUFFIX, create_signing_key, load_signing_key

PASSPHRASE = "a long passphrase"  # noqa: S105 - of keys that live as long as a test

READY = SignOffReadiness(Oversight(2, 2, 0), 0, 0, 0, 0, 0, ())


def create_key(path: Path, passphrase: str) -> str:
    """As the window makes keys."""
    return create_signing_key(path, passphrase).fingerprint


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs stand over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def sign_off_dialog(window: QWidget, keys: CreateKey | None = create_key) -> SignOffDialog:
    """The dialog of a session in which all is done."""
    actor = Actor("tess", "Tess Tester", "analyst", "tess", "host")
    return SignOffDialog(READY, actor, create_key=keys, key_suffix=KEY_SUFFIX, parent=window)


def test_a_new_key_is_made_taken_and_opens_with_its_passphrase(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ending is added; the dialog names the fingerprint and what to keep."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "own"), ""))

    def type_twice(dialog: NewKeyDialog) -> int:
        QTest.keyClicks(dialog.passphrase, PASSPHRASE)
        assert not dialog.accept_button.isEnabled()
        QTest.keyClicks(dialog.again, PASSPHRASE)
        dialog.accept_button.click()
        return dialog.result()

    monkeypatch.setattr(NewKeyDialog, "exec", type_twice)
    dialog = sign_off_dialog(window)
    dialog.new_key.click()
    choice = dialog.choice
    assert choice.key_path == tmp_path / f"own{KEY_SUFFIX}"
    key = load_signing_key(choice.key_path, choice.passphrase)
    assert key.fingerprint in dialog.key_note.text()
    assert "copy of the file" in dialog.key_note.text()


def test_who_dismisses_either_question_gets_no_key(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written and the field stays empty."""
    dialog = sign_off_dialog(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    dialog.new_key.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "own"), ""))
    monkeypatch.setattr(NewKeyDialog, "exec", lambda _: 0)
    dialog.new_key.click()
    assert dialog.choice.key_path is None
    assert list(tmp_path.iterdir()) == []


def test_a_short_passphrase_and_an_existing_file_are_told_and_nothing_is_lost(
    window: QWidget, tmp_path: Path
) -> None:
    """The dialog stays open with what was found."""
    path = tmp_path / f"own{KEY_SUFFIX}"
    path.write_bytes(b"the only key")
    dialog = NewKeyDialog(path, create_key, window)
    dialog.show()
    for passphrase, told in (("short", "5 characters"), (PASSPHRASE, "a file of that name")):
        dialog.passphrase.setText(passphrase)
        dialog.again.setText(passphrase)
        dialog.accept_button.click()
        assert told in dialog.message.text()
        assert dialog.result() == 0
        assert dialog.isVisible()
        layout = dialog.layout()
        assert layout is not None
        assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
    assert path.read_bytes() == b"the only key"
    dialog.again.setText("another one")
    assert dialog.message.text() == "The two passphrases differ."
    assert not dialog.accept_button.isEnabled()


def test_without_the_package_the_dialog_says_what_to_install(window: QWidget) -> None:
    """No field asks for a key that could not be used, and the session can be signed off all the same."""
    dialog = sign_off_dialog(window, None)
    assert "pip install cryptography" in dialog.key_note.text()
    assert not dialog.key_note.isHidden()
    assert dialog.key_path.parent() is None
    assert dialog.choice == SignOffChoice("review", "", None, "")
