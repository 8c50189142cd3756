"""A signature vouches for exactly one state of the record, and what happens to it afterwards is visible."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import entry_sha256
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.core.sign_off import record_set_sha256
from mmel_desktop.errors import BadInputError, SessionError, SessionReadOnlyError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR, make_explanation, write_image
from tests.store.breaking import broken_text, tamper

BOX = Geometry.box(1, 2, 3, 4)


class Key:
    """A key that lives as long as the test."""

    algorithm = "Ed25519"

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()

    @property
    def public_key_hex(self) -> str:
        """Raw public key."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> bytes:
        """Raw signature."""
        return self._key.sign(data)


def facts(path: Path) -> list[str]:
    """What verification says about sign-offs."""
    return [value for name, value in verify_session(path).facts if name == "sign-off"]


def test_a_sign_off_names_who_means_what_and_the_exact_record(store: CaseStore, street: ImageRecord) -> None:
    """Head of the chain, hash of the record set, and how the judging was done."""
    store.set_review(ImageReview(street.image_id, "right", agrees=True, judged_blind=True))
    head = store.anchor()
    sign_off = store.sign_off("approval", "for release 2")
    assert (sign_off.actor_name, sign_off.meaning, sign_off.reason) == (
        "Tess Tester",
        "approval",
        "for release 2",
    )
    assert (sign_off.head_sequence, sign_off.head_sha256) == (head.sequence, head.head_sha256)
    assert sign_off.oversight is not None
    assert (sign_off.oversight.images, sign_off.oversight.judged, sign_off.blind_first) == (1, 1, True)
    assert len(sign_off.record_sha256) == 64
    assert sign_off.in_force
    assert not sign_off.authenticated
    assert store.sign_offs() == (sign_off,)
    assert verify_session(store.path).intact


def test_one_judgement_after_the_explanation_ends_blind_first(store: CaseStore, tmp_path: Path) -> None:
    """The flag speaks for the whole record, and the counts are exact."""
    for number, blind in enumerate((True, False, True)):
        image = store.add_image(write_image(tmp_path / f"{number}.png", seed=number))
        store.set_review(ImageReview(image.image_id, "right", judged_blind=blind))
    sign_off = store.sign_off("review")
    assert sign_off.oversight is not None
    assert (sign_off.oversight.judged, sign_off.oversight.judged_blind) == (3, 2)
    assert not sign_off.blind_first


def test_without_any_judgement_nothing_was_judged_blind(store: CaseStore) -> None:
    """An empty record must not boast."""
    assert not store.sign_off("responsibility").blind_first


def test_a_signed_off_session_is_read_only_until_it_is_reopened_for_a_reason(
    store: CaseStore, street: ImageRecord
) -> None:
    """Reopening is an entry of its own and ends the signature for everyone to see."""
    store.sign_off("review")
    assert (store.session().signed_off, store.session().read_only) == (True, True)
    with pytest.raises(SessionReadOnlyError, match="signed off"):
        store.add_annotation(street.image_id, BOX)
    with pytest.raises(SessionReadOnlyError, match="signed off"):
        store.sign_off("review")
    with pytest.raises(BadInputError, match="reopened only for a reason"):
        store.reopen("  ")
    store.reopen("new evidence")
    with pytest.raises(BadInputError, match="not signed off"):
        store.reopen("again")
    assert store.add_annotation(street.image_id, BOX).number == 1
    second = store.sign_off("approval")
    first, latest = store.sign_offs()
    assert latest == second
    assert (first.in_force, first.ended_by, first.ended_reason) == (False, "Tess Tester", "new evidence")
    assert second.in_force
    assert first.record_sha256 != second.record_sha256
    was, now = facts(store.path)
    assert "no longer in force: reopened on" in was
    assert now.endswith("no digital signature; in force")
    assert verify_session(store.path).intact


def test_a_sign_off_needs_a_known_meaning(store: CaseStore) -> None:
    """The meanings are part of the record."""
    with pytest.raises(BadInputError, match="expected review, approval, responsibility"):
        store.sign_off("looks good")
    assert store.sign_offs() == ()


def test_looking_reporting_and_moving_images_does_not_end_a_signature(
    store: CaseStore, street: ImageRecord, tmp_path: Path
) -> None:
    """What was signed is the content; where its image files lie is not part of it."""
    sign_off = store.sign_off("review")
    store.close()
    moved = tmp_path / "elsewhere.png"
    shutil.move(street.path, moved)
    with CaseStore.open(store.path, actor=ACTOR) as again:
        again.relocate_image(street.image_id, moved)
        again.record_act("report.exported", "report", "r.pdf")
        assert again.sign_offs() == (sign_off,)
        assert again.session().signed_off
    assert verify_session(store.path).intact


def test_the_record_set_hash_does_not_depend_on_order_or_place_but_on_everything_else() -> None:
    """Two orders, two places: one hash; one field changed: another."""
    session = ("session", "s", {"name": "n", "signed_off": False})
    image = ("image", "i", {"path": "/a.png", "width_px": 3})
    expected = record_set_sha256([session, image])
    assert record_set_sha256([image, session]) == expected
    signed = ("session", "s", {"name": "n", "signed_off": True})
    moved = ("image", "i", {"path": "/b.png", "width_px": 3})
    assert record_set_sha256([signed, moved]) == expected
    assert record_set_sha256([session, ("image", "i", {"path": "/a.png", "width_px": 4})]) != expected
    assert record_set_sha256([session]) != expected


def test_a_digital_signature_is_checked_and_its_key_named(store: CaseStore) -> None:
    """Whose key it is, the record cannot know: the fingerprint is shown to compare."""
    key = Key()
    sign_off = store.sign_off("approval", signer=key)
    store.close()
    assert sign_off.signature is not None
    assert sign_off.signature.public_key_hex == key.public_key_hex
    (fact,) = facts(store.path)
    assert f"signature of key {sign_off.signature.fingerprint} fits" in fact
    assert verify_session(store.path).intact


def test_without_the_extra_a_signature_is_reported_as_unchecked(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not called valid, not called broken."""
    store.sign_off("approval", signer=Key())
    store.close()
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    result = verify_session(store.path)
    assert result.intact
    (finding,) = [finding for finding in result.findings if finding.where.startswith("sign-off")]
    assert finding.severity == "note"
    assert "cannot be checked without the package 'cryptography'" in finding.message


def forge_last_entry(path: Path, old: str, new: str) -> None:
    """Change the text of the last entry and its hash, as someone would who knows how the chain is made."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sequence, entry, previous_sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        sequence, entry, previous = connection.execute(query).fetchone()
    assert old.encode() in entry
    forged = canonical_bytes(json.loads(entry.replace(old.encode(), new.encode())))
    tamper(
        path,
        f"UPDATE audit_trail SET entry = x'{forged.hex()}', sha256 = '{entry_sha256(previous, forged)}' "
        f"WHERE sequence = {sequence}",
        drop_triggers=True,
    )


def test_a_forged_meaning_breaks_the_digital_signature(store: CaseStore, own_ledger: Path) -> None:
    """Even with a chain made anew and every anchor gone, the key's owner did not sign this."""
    store.sign_off("review", signer=Key())
    store.close()
    forge_last_entry(store.path, '"new":"review"', '"new":"approval"')
    Path(f"{store.path}.anchors.jsonl").unlink()
    shutil.rmtree(own_ledger)
    assert broken_text(store.path).count("its digital signature does not fit") == 1


def test_a_signature_cannot_be_taken_to_another_record(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """The hash in the entry is held against what the trail gives at that point."""
    store.add_explanation(street.image_id, make_explanation(street.identity))
    sign_off = store.sign_off("review")
    store.close()
    forge_last_entry(session_path, sign_off.record_sha256, "0" * 64)
    assert "it vouches for another record than the audit trail gives at that point" in broken_text(
        session_path
    )


def test_a_malformed_sign_off_is_a_finding(store: CaseStore) -> None:
    """A strange entry must not stop the verification."""
    store.sign_off("review")
    store.close()
    forge_last_entry(store.path, '"field":"vouches_for"', '"field":"vouches_forr"')
    assert "it cannot be read ('vouches_for')" in broken_text(store.path)


def test_nobody_signs_a_session_that_was_changed_from_outside(store: CaseStore, street: ImageRecord) -> None:
    """The signature would stand over a record that the audit trail does not give."""
    store.set_review(ImageReview(street.image_id, "wrong"))
    tamper(store.path, "UPDATE reviews SET verdict = 'right'")
    before = len(store.audit_events())
    with pytest.raises(SessionError, match="cannot be signed off: it was changed from outside") as refused:
        store.sign_off("review", signer=Key())
    assert "field verdict: the audit trail says 'wrong', the table says 'right'" in str(refused.value)
    assert (len(store.audit_events()), store.session().signed_off) == (before, False)
    tamper(store.path, "UPDATE reviews SET verdict = printf('%.10000c', 'x')")
    with pytest.raises(SessionError) as refused:  # found by fuzzing
        store.sign_off("review")
    assert len(str(refused.value)) < 1000
