"""Fourteen ways to make a record say something else, each found and named, none taken for another.

This is the table in README: what is detected, and by what.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import entry_sha256
from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.case import ImageReview
from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.signing_key import create_signing_key
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, make_explanation, write_image
from tests.store.breaking import tamper


@dataclass(frozen=True)
class Place:
    """A signed-off case of one image, made with a model in a folder, and its report."""

    folder: Path

    @property
    def session(self) -> Path:
        return self.folder / "case.mmel"

    @property
    def report(self) -> Path:
        return self.folder / "report.pdf"

    @property
    def image(self) -> Path:
        return self.folder / "street.png"

    @property
    def weights(self) -> Path:
        return self.folder / "model" / "open_clip_model.safetensors"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The case as it was left, with its report, and where it must lie."""
    folder = tmp_path_factory.mktemp("tampering") / "case"
    folder.mkdir()
    make_place(Place(folder))
    kept = folder.parent / "kept"
    shutil.copytree(folder, kept)
    return folder, kept


@pytest.fixture
def place(template: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Place:
    """The case, fresh for each test at the same place: its image and its model are found there."""
    folder, kept = template
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    set_user_folder(monkeypatch, folder)
    return Place(folder)


def set_user_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The user's ledger lies in the test's own folder."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(folder / "user"))


def make_place(place: Place) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_user_folder(monkeypatch, place.folder)
        place.weights.parent.mkdir()
        place.weights.write_bytes(b"weights")
        image = write_image(place.image)
        explanation = make_explanation(image.identity, grid=4)
        model = replace(
            explanation.provenance.model,
            spec=f"local-dir:{place.weights.parent}",
            source=str(place.weights.parent),
            files=((place.weights.name, sha256_hex(b"weights")),),
        )
        explanation = replace(explanation, provenance=replace(explanation.provenance, model=model))
        with CaseStore.create(place.session, actor=ACTOR, prompts=("a pedestrian", "a red car")) as store:
            record = store.add_image(image)
            store.add_explanation(record.image_id, explanation)
            store.add_annotation(record.image_id, Geometry.box(1, 2, 30, 40), severity="critical")
            shutil.copy(place.session, place.folder / "older copy")
            store.set_review(ImageReview(record.image_id, "wrong", agrees=False))
            store.sign_off("review", signer=create_signing_key(place.folder / "key", "correct horse"))
            export_report(store, place.report)
        for file in (place.session, place.report):
            result = verify_record(file)
            assert result.intact, result.findings


def entry_of(place: Place, action: str) -> tuple[int, bytes, str]:
    """Number, bytes and previous hash of an audit entry."""
    with closing(sqlite3.connect(place.session)) as connection:
        rows: list[tuple[int, bytes, str]] = connection.execute(
            "SELECT sequence, entry, previous_sha256 FROM audit_trail"
        ).fetchall()
    return next(row for row in rows if json.loads(row[1])["action"] == action)


def change_judgement(place: Place) -> Path:
    tamper(place.session, "UPDATE reviews SET verdict = 'right'")
    return place.session


def change_audit_row(place: Place) -> Path:
    sequence, _, _ = entry_of(place, "review.set")
    tamper(
        place.session,
        "UPDATE audit_trail SET entry = CAST(replace(CAST(entry AS TEXT), 'wrong', 'right') AS BLOB) "
        f"WHERE sequence = {sequence}",
        drop_triggers=True,
    )
    return place.session


def delete_audit_row(place: Place) -> Path:
    sequence, _, _ = entry_of(place, "annotation.created")
    tamper(place.session, f"DELETE FROM audit_trail WHERE sequence = {sequence}", drop_triggers=True)
    return place.session


def delete_judgement(place: Place) -> Path:
    tamper(place.session, "DELETE FROM annotations", drop_triggers=True)
    return place.session


def replace_audit_row(place: Place) -> Path:
    """INSERT OR REPLACE fires no delete trigger with SQLite's defaults; here no trigger is left at all."""
    sequence, entry, previous = entry_of(place, "review.set")
    forged = canonical_bytes(json.loads(entry.replace(b"wrong", b"right")))
    tamper(
        place.session,
        f"INSERT OR REPLACE INTO audit_trail VALUES ({sequence}, x'{forged.hex()}', '{previous}', "
        f"'{entry_sha256(previous, forged)}')",
        drop_triggers=True,
    )
    return place.session


def cut_off_tail(place: Place) -> Path:
    """The report's export forgotten: tables and chain agree with one another."""
    sequence, _, _ = entry_of(place, "report.exported")
    tamper(place.session, f"DELETE FROM audit_trail WHERE sequence >= {sequence}", drop_triggers=True)
    return place.session


def restore_older_copy(place: Place) -> Path:
    shutil.copy(place.folder / "older copy", place.session)
    return place.session


def drop_trigger(place: Place) -> Path:
    tamper(place.session, "DROP TRIGGER audit_trail_refuses_update")
    return place.session


def swap_image(place: Place) -> Path:
    write_image(place.image, seed=99)
    return place.session


def swap_model(place: Place) -> Path:
    place.weights.write_bytes(b"other weights")
    return place.session


def swap_map(place: Place) -> Path:
    """The heat map of the explanation, one byte of it."""
    with closing(sqlite3.connect(place.session)) as connection:
        query = "SELECT json_extract(arrays, '$.heatmap') FROM runs"
        (sha256,) = connection.execute(query).fetchone()
        (data,) = connection.execute("SELECT data FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
    changed = data[:20] + bytes([data[20] ^ 1]) + data[21:]
    tamper(
        place.session,
        f"UPDATE blobs SET data = x'{changed.hex()}' WHERE sha256 = '{sha256}'",
        drop_triggers=True,
    )
    return place.session


def forge_signature(place: Place) -> Path:
    """Another meaning under the same signature, chain and anchors made anew: only the key can tell."""
    sequence, entry, previous = entry_of(place, "session.signed_off")
    forged = canonical_bytes(json.loads(entry.replace(b'"new":"review"', b'"new":"approval"')))
    tamper(
        place.session,
        f"DELETE FROM audit_trail WHERE sequence > {sequence}",
        f"UPDATE audit_trail SET entry = x'{forged.hex()}', sha256 = '{entry_sha256(previous, forged)}' "
        f"WHERE sequence = {sequence}",
        drop_triggers=True,
    )
    sidecar_path(place.session).unlink()
    shutil.rmtree(place.folder / "user")
    return place.session


def edit_page(place: Place) -> Path:
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"0 0 1 rg 100 100 50 50 re f")
        pdf.save(place.report)
    return place.report


def remove_attachment(place: Place) -> Path:
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        del pdf.attachments["audit-trail.json"]
        pdf.save(place.report)
    return place.report


KINDS: dict[str, tuple[Callable[[Place], Path], tuple[str, ...]]] = {
    "changed judgement": (
        change_judgement,
        ("review of street.png: field verdict: the audit trail says 'wrong', the table says 'right'",),
    ),
    "changed audit row": (change_audit_row, ("its text does not match its hash: it was changed",)),
    "deleted audit row": (delete_audit_row, ("is missing before it",)),
    "deleted judgement": (
        delete_judgement,
        ("annotation 1 on street.png: the audit trail has it, the table does not",),
    ),
    "replaced audit row": (
        replace_audit_row,
        ("it does not continue the entry before it: one of the two was changed or replaced",),
    ),
    "truncated tail": (cut_off_tail, ("its end was cut off, or this is an older copy",)),
    "restored older copy": (restore_older_copy, ("its end was cut off, or this is an older copy",)),
    "dropped trigger": (drop_trigger, ("trigger audit_trail_refuses_update: it was removed",)),
    "swapped image": (swap_image, ("image street.png: the file", "is no longer the one that was imported")),
    "swapped model": (
        swap_model,
        ("its file open_clip_model.safetensors is no longer the one that made the explanations",),
    ),
    "swapped map": (swap_map, ("explanation run 1 of street.png: array 'heatmap': its content was changed",)),
    "forged signature": (forge_signature, ("its digital signature does not fit",)),
    "edited report page": (edit_page, ("page 1: it was changed after the report was written",)),
    "removed attachment": (remove_attachment, ("attachment audit-trail.json: it was removed",)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_tampering_is_found_and_named(place: Place, kind: str) -> None:
    """Not only that something is wrong, but what and where."""
    act, names = KINDS[kind]
    result = verify_record(act(place))
    assert not result.intact
    text = "\n".join(
        f"{finding.where}: {finding.message}" for finding in result.findings if finding.severity == "broken"
    )
    for name in names:
        assert name in text


def test_the_untouched_case_is_intact(place: Place) -> None:
    """Otherwise the findings above would mean nothing."""
    for file in (place.session, place.report):
        result = verify_record(file)
        assert result.intact, result.findings


def test_a_model_that_is_gone_is_a_note(place: Place) -> None:
    """Nothing speaks against the record; it just cannot be looked at."""
    shutil.rmtree(place.weights.parent)
    result = verify_record(place.session)
    assert result.intact
    assert "its folder is not where it was" in result.findings[0].message
    place.weights.parent.mkdir()
    assert "its file open_clip_model.safetensors is missing" in "\n".join(
        finding.message for finding in verify_record(place.session).findings
    )
