"""``mmel-desktop signing-key``: the key that the sign-off dialog asks for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mmel_desktop.workflow.signing_key import load_signing_key
from tests.cli.conftest import RunCommand

PASSPHRASE = "a long enough passphrase"  # noqa: S105 - of keys made here only


def type_passphrases(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    """Somebody at the terminal types these, one after the other; then there is nobody any more."""
    left = list(typed)

    def ask(_prompt: str) -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("mmel_desktop.cli.signing_key_command.getpass", ask)


def test_a_key_is_made_that_opens_with_its_passphrase(
    command: RunCommand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its owner may read the file; the fingerprint is the one that verification shows."""
    type_passphrases(monkeypatch, PASSPHRASE, PASSPHRASE)
    path = tmp_path / "own.mmelkey"
    ran = command("signing-key", "--out", path)
    assert ran.code == 0
    assert load_signing_key(path, PASSPHRASE).fingerprint in ran.out
    assert PASSPHRASE not in ran.out + ran.err
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ((PASSPHRASE, "another passphrase"), "the two passphrases differ"),
        (("short", "short"), "the passphrase is too short"),
        ((), "no passphrase was given"),
    ],
)
def test_what_is_wrong_with_a_passphrase_is_one_line_and_no_key(
    command: RunCommand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], told: str
) -> None:
    """Exit 2; nothing is written."""
    type_passphrases(monkeypatch, *typed)
    ran = command("signing-key", "--out", tmp_path / "own.mmelkey")
    assert ran.code == 2
    (line,) = ran.errors
    assert told in line
    assert list(tmp_path.iterdir()) == []


def test_an_existing_key_is_never_overwritten(
    command: RunCommand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its signatures could not be made again."""
    path = tmp_path / "own.mmelkey"
    path.write_bytes(b"the only key")
    type_passphrases(monkeypatch, PASSPHRASE, PASSPHRASE)
    assert command("signing-key", "--out", path).code == 2
    assert path.read_bytes() == b"the only key"


def test_without_the_package_it_says_so_before_it_asks(
    command: RunCommand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line names what to install."""
    monkeypatch.setattr("mmel_desktop.workflow.signing_key.signing_available", lambda: False)
    type_passphrases(monkeypatch)
    (line,) = command("signing-key", "--out", tmp_path / "own.mmelkey").errors
    assert "pip install cryptography" in line
