"""Signing off from the window: what to know first, keys of one's own, reopening."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mmel_desktop.core.case import ImageReview
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.second_opinion import give_second_opinion
from mmel_desktop.workflow.sign_off import reopen_session, sign_off_readiness, sign_off_session
from mmel_desktop.workflow.signing_key import create_signing_key, load_signing_key, signing_available
from tests.factories import ACTOR, make_explanation
from tests.workflow.case_with_marks import make_case

PASSPHRASE = "correct horse"  # noqa: S105 - of keys that live as long as a test


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A session with an unjudged image and open annotations."""
    with make_case(tmp_path) as store:
        yield store


def test_what_is_unfinished_is_said_before_signing(store: CaseStore) -> None:
    """Sentences for the dialog; none when everything is done."""
    readiness = sign_off_readiness(store)
    assert readiness.cautions == (
        "1 image has not been judged.",
        "1 image has no finished explanation.",
        "1 image has different verdicts by different reviewers.",
        "7 annotations are still open.",
    )
    assert (readiness.oversight.judged, readiness.oversight.judged_blind) == (1, 1)
    yard = store.images()[1]
    store.add_explanation(yard.image_id, make_explanation(yard.identity, grid=4))
    store.set_review(ImageReview(yard.image_id, "right"))
    street = store.images()[0]
    (before,) = store.second_opinions()[street.image_id]
    give_second_opinion(store, ImageReview(street.image_id, "wrong"), reviewer="Second Sam", before=before)
    for annotation in store.annotations():
        store.edit_annotation(replace(annotation, status="closed", effect="A12", comment=" "))
    (caution,) = sign_off_readiness(store).cautions
    assert caution == "8 annotations are marked as “other” without a word on what it is."
    for annotation in store.annotations():
        store.edit_annotation(replace(annotation, comment="a reflection"))
    assert sign_off_readiness(store).cautions == ()


def test_an_empty_session_says_so(tmp_path: Path) -> None:
    """Signing nothing is allowed, but not silently."""
    with CaseStore.create(tmp_path / "e.mmel", actor=ACTOR) as empty:
        assert sign_off_readiness(empty).cautions == ("The session holds no images.",)


def test_a_session_is_signed_with_the_users_own_key_and_reopened(store: CaseStore, tmp_path: Path) -> None:
    """The key is made once, opened with its passphrase, and named by verification."""
    made = create_signing_key(tmp_path / "me.mmelkey", PASSPHRASE)
    key = load_signing_key(tmp_path / "me.mmelkey", PASSPHRASE)
    assert (key.public_key_hex, key.fingerprint) == (made.public_key_hex, made.fingerprint)
    sign_off = sign_off_session(store, "responsibility", reason="done", key=key)
    assert sign_off.signature is not None
    assert sign_off.signature.fingerprint == key.fingerprint
    (fact,) = [value for name, value in verify_session(store.path).facts if name == "sign-off"]
    assert f"signature of key {key.fingerprint} fits; in force" in fact
    reopen_session(store, "a slip of the pen")
    assert not store.sign_offs()[-1].in_force
    assert verify_session(store.path).intact


def test_a_key_file_is_private_encrypted_and_never_overwritten(tmp_path: Path) -> None:
    """Only its owner may read it, and only with the passphrase."""
    path = tmp_path / "me.mmelkey"
    create_signing_key(path, PASSPHRASE)
    assert path.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(BadInputError, match="found a file of that name"):
        create_signing_key(path, PASSPHRASE)
    with pytest.raises(BadInputError, match="expected 8 or more"):
        create_signing_key(tmp_path / "b.mmelkey", "short")
    with pytest.raises(BadInputError, match="cannot use key"):
        create_signing_key(tmp_path / "no" / "b.mmelkey", PASSPHRASE)
    assert [file.name for file in tmp_path.iterdir()] == ["me.mmelkey"]


def test_a_wrong_passphrase_and_other_files_are_refused(tmp_path: Path) -> None:
    """One clear line each."""
    path = tmp_path / "me.mmelkey"
    create_signing_key(path, PASSPHRASE)
    for wrong in ("wrong horse", ""):
        with pytest.raises(BadInputError, match="found a wrong passphrase or a damaged file"):
            load_signing_key(path, wrong)
    path.write_bytes(b"hello")
    with pytest.raises(BadInputError, match="found a wrong passphrase or a damaged file"):
        load_signing_key(path, PASSPHRASE)
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(PASSPHRASE.encode()),
    )
    path.write_bytes(other)
    with pytest.raises(BadInputError, match="found a key of another kind"):
        load_signing_key(path, PASSPHRASE)
    with pytest.raises(BadInputError, match="cannot use key"):
        load_signing_key(tmp_path / "no", PASSPHRASE)
    path.write_bytes(bytes(70_000))
    with pytest.raises(BadInputError, match="too large for a key"):
        load_signing_key(path, PASSPHRASE)


def test_without_the_extra_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is asked of the user."""
    assert signing_available()
    monkeypatch.setitem(sys.modules, "cryptography", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert not signing_available()
    with pytest.raises(BadInputError, match=r"pip install cryptography"):
        create_signing_key(tmp_path / "me.mmelkey", PASSPHRASE)
