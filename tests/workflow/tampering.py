"""Twenty-eight ways to make a record say something else, and what finds each.

``python -m tests.workflow.tampering`` does each to a case of its own, runs ``mmel-desktop verify`` as a user
would, and prints the table that stands in README.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pikepdf
import platformdirs

from mmel_desktop.cli import main as run_command
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import entry_sha256
from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.identity import utc_now
from mmel_desktop.report.page_digest import PageDigester
from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.known_restores import KnownRestore
from mmel_desktop.store.restore import restore_backup
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.signing_key import create_signing_key
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, make_explanation, write_image
from tests.store.breaking import append_entry, change, lay_log_over, tamper
from tests.team_terms import ROAD_SAFETY


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


def make_place(place: Place) -> None:
    """Make the case; anchors also go into the user's own folder, which must be the caller's."""
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
        store.set_taxonomy(ROAD_SAFETY)
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


def disown_run(place: Place) -> Path:
    """The explanation that was judged, called one made for comparison: no report would print it."""
    tamper(place.session, "UPDATE runs SET for_comparison = 1", drop_triggers=True)
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


def change_failure_term(place: Place) -> Path:
    """The meaning of a team's code, in the one place that holds it: every mark of it says something else."""
    sequence, _, _ = entry_of(place, "taxonomy.changed")
    tamper(
        place.session,
        "UPDATE audit_trail SET entry = CAST(replace(CAST(entry AS TEXT), 'Taken', 'Never') AS BLOB) "
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
    shutil.rmtree(platformdirs.user_data_dir("mmel-desktop", appauthor=False))
    return place.session


def put_another_session_there(place: Place) -> Path:
    """A whole, intact session under the path of this one."""
    other = place.folder / "other.mmel"
    CaseStore.create(other, actor=ACTOR, prompts=("a pedestrian",)).close()
    other.replace(place.session)
    return place.session


def store_entry_as_text(place: Place) -> Path:
    """The same bytes under another storage class."""
    sequence, _, _ = entry_of(place, "review.set")
    tamper(
        place.session,
        f"UPDATE audit_trail SET entry = CAST(entry AS TEXT) WHERE sequence = {sequence}",
        drop_triggers=True,
    )
    return place.session


def add_edit_after_sign_off(place: Place) -> Path:
    """An entry that fits the chain, with the tables to match: no anchor contradicts what only goes on."""
    with closing(sqlite3.connect(place.session)) as connection:
        (image_id,) = connection.execute("SELECT image_id FROM reviews").fetchone()
    sequence = append_entry(
        place.session,
        "review.set",
        "review",
        image_id,
        "UPDATE reviews SET verdict = 'right'",
        changes=change("verdict", "wrong", "right"),
    )
    tamper(place.session, f"INSERT INTO undo_steps VALUES ({sequence}, 0, '{image_id}', 'judge')")
    return place.session


def swap_image_by_entry(place: Place) -> Path:
    """Another image, and an entry of one's own that says its hash."""
    with closing(sqlite3.connect(place.session)) as connection:
        image_id, before = connection.execute("SELECT image_id, file_sha256 FROM images").fetchone()
    after = write_image(place.image, seed=99).identity.file_sha256
    append_entry(
        place.session,
        "image.relocated",
        "image",
        image_id,
        f"UPDATE images SET file_sha256 = '{after}'",
        changes=change("file_sha256", before, after),
    )
    return place.session


def hide_in_a_log(place: Place) -> Path:
    """The file alone holds another verdict; a write-ahead log beside it puts the old one over it."""
    lay_log_over(place.session, place.folder)
    return place.session


def report_on_changed_tables(place: Place) -> Path:
    """A verdict rewritten in its table, a report written by the program itself, the session thrown away."""
    tamper(place.session, "UPDATE reviews SET verdict = 'right'")
    with CaseStore.open(place.session, actor=ACTOR) as store:
        export_report(store, place.report)
    place.session.unlink()
    return place.report


def roll_back_and_call_it_a_restore(place: Place) -> Path:
    """The entries of a restore, chained to the older copy; no anchor is left beside the file."""
    shutil.copy(place.folder / "older copy", place.session)
    with closing(sqlite3.connect(place.session)) as connection:
        (session_id,) = connection.execute("SELECT session_id FROM session").fetchone()
    for action in ("session.opened", "session.restored"):
        append_entry(place.session, action, "session", session_id, utc=utc_now())
    sidecar_path(place.session).unlink()
    return place.session


def plant_a_restore_beside(place: Place) -> Path:
    """An honest restore of another time, as the user's folder lists it, in place of the anchors."""
    with closing(sqlite3.connect(place.session)) as connection:
        query = "SELECT session.session_id, sha256 FROM session, audit_trail WHERE sequence = 1"
        session_id, sha256 = connection.execute(query).fetchone()
    shutil.copy(place.folder / "older copy", place.session)
    line = KnownRestore(session_id, utc_now(), "0" * 64, 1, sha256, 99, "0" * 64)
    sidecar_path(place.session).write_bytes(canonical_bytes(asdict(line)) + b"\n")
    return place.session


def put_back_what_was_given_up(place: Place) -> Path:
    """A backup restored as it should be; then the state before it copied back by hand."""
    shutil.copy(place.session, place.folder / "before")
    restore_backup(place.session, place.folder / "older copy", actor=ACTOR).close()
    shutil.copy(place.folder / "before", place.session)
    sidecar_path(place.session).unlink()
    return place.session


def rewrite_report(place: Place) -> Path:
    """A page drawn over and its new hash put into the PDF's own list; the session is thrown away."""
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"0 0 1 rg 100 100 50 50 re f")
        attached = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["manifest.json"].EF.F
        manifest = json.loads(attached.read_bytes())
        manifest["pages"][0] = PageDigester(pdf).page(0)
        data = canonical_bytes(manifest)
        attached.write(data)
        attached.Params.Size = len(data)
        pdf.save(place.report)
    place.session.unlink()
    return place.report


def edit_page(place: Place) -> Path:
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"0 0 1 rg 100 100 50 50 re f")
        pdf.save(place.report)
    return place.report


def hide_page(place: Place) -> Path:
    """All that a page draws belongs to a layer that is switched off."""
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="x"))
        off = pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=off)
        page = pdf.pages[2]
        page.obj.Resources.Properties = pikepdf.Dictionary(Hidden=layer)
        page.contents_add(b"/OC /Hidden BDC\n", prepend=True)
        page.contents_add(b"\nEMC\n")
        pdf.save(place.report)
    return place.report


def describe_attachment_otherwise(place: Place) -> Path:
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        spec = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["audit-trail.json"]
        spec.Desc, spec.AFRelationship = pikepdf.String("old draft"), pikepdf.Name.Unspecified
        pdf.save(place.report)
    return place.report


def remove_attachment(place: Place) -> Path:
    with pikepdf.open(place.report, allow_overwriting_input=True) as pdf:
        del pdf.attachments["audit-trail.json"]
        pdf.save(place.report)
    return place.report


@dataclass(frozen=True)
class Kind:
    """A kind of tampering.

    Attributes:
        name: short.
        act: does it and returns the file that must be found not intact.
        done: what is done, for a reader.
        found_by: what notices it.
        message: what verification must say.
    """

    name: str
    act: Callable[[Place], Path]
    done: str
    found_by: str
    message: str


KINDS = (
    Kind(
        "changed judgement",
        change_judgement,
        "verdict in the reviews table rewritten",
        "replay of the trail against the tables",
        "review of street.png: field verdict: the audit trail says 'wrong', the table says 'right'",
    ),
    Kind(
        "changed audit row",
        change_audit_row,
        "text of an audit entry rewritten, triggers put back",
        "hash of the entry",
        "its text does not match its hash: it was changed",
    ),
    Kind(
        "changed failure term",
        change_failure_term,
        "meaning of a team's failure term rewritten in its audit entry, triggers put back",
        "hash of the terms, and of the entry",
        "its terms do not match the hash it gives of them",
    ),
    Kind(
        "deleted audit row",
        delete_audit_row,
        "one audit entry deleted, triggers put back",
        "numbering of the entries",
        "is missing before it",
    ),
    Kind(
        "deleted judgement",
        delete_judgement,
        "annotations deleted from their table",
        "replay of the trail against the tables",
        "annotation 1 on street.png: the audit trail has it, the table does not",
    ),
    Kind(
        "disowned run",
        disown_run,
        "an explanation called one that was made for comparison only",
        "replay of the trail against the tables",
        "explanation run 1 of street.png: field for_comparison: the audit trail says False, the table says",
    ),
    Kind(
        "replaced audit row",
        replace_audit_row,
        "an audit entry replaced with a fitting hash of its own",
        "chain: the next entry does not continue it",
        "it does not continue the entry before it: one of the two was changed or replaced",
    ),
    Kind(
        "truncated tail",
        cut_off_tail,
        "the newest audit entries deleted",
        "anchors beside the file and in the user's ledger",
        "its end was cut off, or this is an older copy",
    ),
    Kind(
        "restored older copy",
        restore_older_copy,
        "the file replaced by a copy made earlier",
        "anchors beside the file and in the user's ledger",
        "its end was cut off, or this is an older copy",
    ),
    Kind(
        "dropped trigger",
        drop_trigger,
        "a safeguard of the database removed",
        "comparison with the schema",
        "trigger audit_trail_refuses_update: it was removed",
    ),
    Kind(
        "swapped image",
        swap_image,
        "the image file replaced by another",
        "SHA-256 of the file",
        "is no longer the one that was imported",
    ),
    Kind(
        "swapped model",
        swap_model,
        "a weight file of a local model replaced",
        "SHA-256 of each of its files",
        "its file open_clip_model.safetensors is no longer the one that made the explanations",
    ),
    Kind(
        "swapped map",
        swap_map,
        "one bit of a stored heat map turned",
        "content hash of the map",
        "explanation run 1 of street.png: array 'heatmap': its content was changed",
    ),
    Kind(
        "forged signature",
        forge_signature,
        "meaning of a sign-off rewritten, chain made anew, all anchors removed",
        "Ed25519 signature over the record",
        "its digital signature does not fit",
    ),
    Kind(
        "another session",
        put_another_session_there,
        "the file replaced by another session, whole and intact",
        "the user's ledger of places and the anchors beside the file",
        "session: another session belongs at this place",
    ),
    Kind(
        "entry as text",
        store_entry_as_text,
        "an audit entry stored as text, its bytes unchanged",
        "storage class of every column",
        "it is stored as text; the program stores blob",
    ),
    Kind(
        "edit after sign-off",
        add_edit_after_sign_off,
        "an entry that fits the chain added after the sign-off, tables to match",
        "rules of what the program writes",
        "the record was changed after the sign-off of entry",
    ),
    Kind(
        "image swapped by entry",
        swap_image_by_entry,
        "the image replaced, an entry that fits the chain giving its new hash",
        "rules of what the program writes",
        "an entry 'image.relocated' of this program never changes file_sha256 of an image",
    ),
    Kind(
        "hidden by a log",
        hide_in_a_log,
        "verdict rewritten in the file, a write-ahead log beside it hiding that",
        "form of the file",
        "it was switched to a write-ahead log",
    ),
    Kind(
        "report on changed tables",
        report_on_changed_tables,
        "a report exported after a verdict was rewritten in its table",
        "replay of the trail inside the PDF",
        "review of image 1: field verdict: the audit trail says 'wrong', the report says 'right'",
    ),
    Kind(
        "made-up restore",
        roll_back_and_call_it_a_restore,
        "an older copy put back, entries of a restore added, the anchors beside it removed",
        "the user's ledger, which knows of no such restore",
        "of which only this file tells",
    ),
    Kind(
        "planted restore",
        plant_a_restore_beside,
        "an older copy put back, a line of a restore in place of the anchors beside it",
        "the user's ledger; what lies beside the file excuses nothing",
        "its end was cut off, or this is an older copy",
    ),
    Kind(
        "given-up state put back",
        put_back_what_was_given_up,
        "what a restore had given up put back by hand, the anchors beside it removed",
        "the user's ledger of places, which knows the restored copy",
        "another state was put in its place outside the program",
    ),
    Kind(
        "rewritten report",
        rewrite_report,
        "a page of the PDF drawn over, its hash inside the PDF made anew, the session gone",
        "the user's ledger of reports",
        "this user account wrote a report of this very state",
    ),
    Kind(
        "edited report page",
        edit_page,
        "a page of the PDF drawn over",
        "hash of the page inside the PDF",
        "page 1: it was changed after the report was written",
    ),
    Kind(
        "hidden page",
        hide_page,
        "a page of the PDF put into a layer that is switched off",
        "hash of the page inside the PDF",
        "page 3: it was changed after the report was written",
    ),
    Kind(
        "attachment described otherwise",
        describe_attachment_otherwise,
        "description and relationship of an attachment rewritten",
        "form of every attachment",
        "attachment audit-trail.json: it was changed after the report was written (/AFRelationship, /Desc)",
    ),
    Kind(
        "removed attachment",
        remove_attachment,
        "the audit trail taken out of the PDF",
        "list of attachments inside the PDF",
        "attachment audit-trail.json: it was removed",
    ),
)


def verified(file: Path) -> tuple[int, list[str]]:
    """Exit code of ``mmel-desktop verify`` and the lines that say what is broken or warn."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run_command(["verify", str(file)])
    lines = [line.strip() for line in out.getvalue().splitlines()]
    weighty = ("broken: ", "warning: ")
    return code, [line.partition(": ")[2] for line in lines if line.startswith(weighty)]


def main() -> int:
    """Do each kind to a case of its own and print the table; exit code 1 when one is not found."""
    missed = 0
    print("| What is done | Found by | Exit code and line of `mmel-desktop verify` |\n|---|---|---|")  # noqa: T201
    for kind in KINDS:
        with tempfile.TemporaryDirectory(prefix="tampering-") as name:
            os.environ["XDG_DATA_HOME"] = str(Path(name) / "user")
            place = Path(name) / "case"
            place.mkdir()
            make_place(Place(place))
            code, lines = verified(kind.act(Place(place)))
            said = next((line for line in lines if kind.message in line), "NOT FOUND")
            missed += said == "NOT FOUND" or code != 3
            said = said.replace(name, "…")
            print(f"| {kind.done} | {kind.found_by} | {code}: {said} |", flush=True)  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
