"""A bundle opens where nothing of the original is left, and nothing hostile gets out of it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.case import VerificationResult
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.errors import BadInputError, OperationCancelled, SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.bundle_manifest import MANIFEST_NAME
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.open_bundle import open_bundle, verify_bundle
from mmel_desktop.workflow.session_bundle import make_bundle
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, write_image
from tests.store.breaking import tamper
from tests.store.older_session import put_into_schema_1
from tests.workflow.case_with_marks import make_case


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A session in a folder of its own."""
    folder = tmp_path / "original"
    folder.mkdir()
    with make_case(folder) as store:
        yield store


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle whose original is gone."""
    folder = tmp_path_factory.mktemp("bundles")
    (folder / "original").mkdir()
    with make_case(folder / "original") as store:
        make_bundle(store, folder / "case.mmelbundle", with_report=False)
    shutil.rmtree(folder / "original")
    return folder / "case.mmelbundle"


def broken(result: VerificationResult) -> list[str]:
    return [
        f"{finding.where}: {finding.message}" for finding in result.findings if finding.severity == "broken"
    ]


def rewritten(
    bundle: Path,
    target: Path,
    change: Callable[[dict[str, bytes], dict[str, Any]], None],
    *,
    relist: bool = True,
) -> Path:
    """A bundle with changed contents; its list is made to agree unless ``relist`` is False."""
    with zipfile.ZipFile(bundle) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    manifest = json.loads(files.pop(MANIFEST_NAME))
    change(files, manifest)
    if relist:
        for entry in manifest["files"]:
            data = files.get(entry["name"], b"")
            entry.update(size_bytes=len(data), sha256=sha256_hex(data))
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST_NAME, canonical_bytes(manifest))
    return target


def test_a_bundle_opens_where_the_original_is_gone(store: CaseStore, tmp_path: Path) -> None:
    """Session, report and every image; the record is intact and the images are where the session says."""
    outcome = make_bundle(store, tmp_path / "case.mmelbundle")
    before = (store.annotations(), store.reviews(), [image.identity for image in store.images()])
    opinions = store.second_opinions()
    store.close()
    assert (outcome.images, outcome.missing) == (2, ())
    assert sha256_hex(outcome.path.read_bytes()) == outcome.sha256
    shutil.rmtree(tmp_path / "original")
    opened = open_bundle(outcome.path, tmp_path / "elsewhere", actor=ACTOR)
    assert broken(opened.verification) == []
    assert (opened.images, opened.missing) == (2, ())
    assert opened.report_path is not None
    assert verify_record(opened.report_path).intact
    with CaseStore.open(opened.session_path, actor=ACTOR) as again:
        assert (again.annotations(), again.reviews()) == before[:2]
        assert again.second_opinions() == opinions
        assert opinions
        assert [image.identity for image in again.images()] == before[2]
        for image in again.images():
            assert Path(image.path).is_relative_to(tmp_path / "elsewhere" / "images")
            assert sha256_hex(Path(image.path).read_bytes()) == image.identity.file_sha256
        (run,) = again.latest_runs().values()
        assert again.explanation(run.run_id).prompts
        actions = [event.action for event in again.audit_events()]
    assert actions.count("image.relocated") == 2
    assert "bundle.opened" in actions
    assert broken(verify_session(opened.session_path)) == []


def test_making_a_bundle_is_the_newest_entry_with_its_hash(store: CaseStore, tmp_path: Path) -> None:
    """Whoever receives one can ask the session whether it made it."""
    outcome = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False)
    event = store.audit_events()[-1]
    assert (event.action, event.entity_id) == ("bundle.exported", outcome.sha256)
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert verify_session(store.path).intact


def test_original_and_opened_copy_both_go_on_without_contradicting_each_other(
    store: CaseStore, tmp_path: Path
) -> None:
    """On one machine, where both write into the same user's ledgers."""
    bundle = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False).path
    opened = open_bundle(bundle, tmp_path / "copy", actor=ACTOR)
    store.rename("went on here", "")
    store.close()
    with CaseStore.open(opened.session_path, actor=ACTOR) as copy:
        copy.rename("went on there", "")
    original = verify_session(store.path)
    assert original.intact, broken(original)
    assert original.findings == ()
    result = verify_session(opened.session_path)
    assert broken(result) == []
    assert "the session went on elsewhere after this copy was made" in result.findings[0].message
    assert broken(verify_record(bundle)) == []


def test_another_bundle_opened_in_the_same_place_is_no_stranger(store: CaseStore, tmp_path: Path) -> None:
    """The program put it there: no warning that another session was known at that path."""
    with CaseStore.create(tmp_path / "second.mmel", actor=ACTOR) as second:
        bundles = [
            make_bundle(each, tmp_path / f"{number}.mmelbundle", with_report=False).path
            for number, each in enumerate((store, second))
        ]
    for bundle in (*bundles, bundles[0]):
        opened = open_bundle(bundle, tmp_path / "opened", actor=ACTOR)
        assert opened.verification.passed, opened.verification.findings
        shutil.rmtree(opened.folder)


def test_a_cut_off_end_of_an_opened_copy_is_still_found(store: CaseStore, tmp_path: Path) -> None:
    """The copy's own ledger and sidecar bind it."""
    bundle = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False).path
    opened = open_bundle(bundle, tmp_path / "copy", actor=ACTOR)
    older = tmp_path / "older.mmel"
    shutil.copy(opened.session_path, older)
    with CaseStore.open(opened.session_path, actor=ACTOR) as copy:
        copy.rename("went on", "")
    shutil.copy(older, opened.session_path)
    assert len(broken(verify_session(opened.session_path))) == 2


def test_a_bundle_can_be_verified_as_it_is(finished: Path, tmp_path: Path) -> None:
    """Nothing is left on disk; a changed judgement in its session is named."""
    result = verify_record(finished)
    assert broken(result) == []
    assert dict(result.facts)["files"] == "4"

    def forge(files: dict[str, bytes], _manifest: dict[str, Any]) -> None:
        path = tmp_path / "s.mmel"
        path.write_bytes(files["session.mmel"])
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("UPDATE reviews SET verdict = 'right'")
        files["session.mmel"] = path.read_bytes()

    forged = rewritten(finished, tmp_path / "forged.mmelbundle", forge)
    assert broken(verify_record(forged)) == [
        "review of street.png: field verdict: the audit trail says 'wrong', the table says 'right'"
    ]
    opened = open_bundle(forged, tmp_path / "forged", actor=ACTOR)
    assert not opened.verification.intact


def test_an_image_swapped_in_a_bundle_is_found_although_its_list_agrees(
    finished: Path, tmp_path: Path
) -> None:
    """Lists can be made anew; the session knows what was imported."""

    def swap(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        names = [entry["name"] for entry in manifest["files"] if entry["role"] == "image"]
        write_image(tmp_path / "other.png", seed=9)
        files[names[0]] = (tmp_path / "other.png").read_bytes()

    (finding,) = broken(verify_record(rewritten(finished, tmp_path / "swapped.mmelbundle", swap)))
    assert finding.startswith("image street.png: ")
    assert "is no longer the one that was imported" in finding


def test_a_bundle_is_judged_by_what_is_in_it(store: CaseStore, tmp_path: Path) -> None:
    """That an original was changed afterwards, where it was imported from, says nothing about the bundle."""
    make_bundle(store, tmp_path / "case.mmelbundle")
    write_image(Path(store.images()[0].path), seed=9)
    assert broken(verify_record(tmp_path / "case.mmelbundle")) == []


def test_a_report_that_the_session_of_a_bundle_never_wrote_is_found(store: CaseStore, tmp_path: Path) -> None:
    """Intact in itself, and another session's."""
    (tmp_path / "other").mkdir()
    with make_case(tmp_path / "other") as other:
        foreign = export_report(other, tmp_path / "foreign.pdf").path
    make_bundle(store, tmp_path / "case.mmelbundle")

    def swap(files: dict[str, bytes], _manifest: dict[str, Any]) -> None:
        files["report.pdf"] = foreign.read_bytes()

    swapped = rewritten(tmp_path / "case.mmelbundle", tmp_path / "swapped.mmelbundle", swap)
    found = broken(verify_record(swapped))
    assert len(found) == 1
    assert found[0].startswith("report, session session.mmel: ")


def test_images_that_are_gone_or_changed_are_left_out_and_named(store: CaseStore, tmp_path: Path) -> None:
    """In the outcome, in the bundle, and again when it is opened."""
    street, yard = store.images()
    Path(street.path).unlink()
    Path(yard.path).write_bytes(b"something else")
    outcome = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False)
    text = "\n".join(map(str, outcome.missing))
    assert "image 'street.png' is not in the bundle; found no file where it was imported from" in text
    assert "image 'yard 마당.png' is not in the bundle; found another file in its place" in text
    opened = open_bundle(outcome.path, tmp_path / "copy", actor=ACTOR)
    assert opened.images == 0
    assert len(opened.missing) == 2
    assert "street.png" in "\n".join(map(str, opened.missing))


def test_a_signed_off_session_travels_with_its_signature(store: CaseStore, tmp_path: Path) -> None:
    """Where the images lie is no part of what was signed."""
    sign_off = store.sign_off("approval")
    outcome = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False)
    opened = open_bundle(outcome.path, tmp_path / "copy", actor=ACTOR)
    assert opened.verification.intact
    with CaseStore.open(opened.session_path, actor=ACTOR) as copy:
        assert copy.sign_offs() == (sign_off,)
        assert copy.session().signed_off
        assert Path(copy.images()[0].path).is_relative_to(tmp_path / "copy")


def test_one_file_for_images_with_the_same_bytes(store: CaseStore, tmp_path: Path) -> None:
    """And names that no system refuses."""
    twin = tmp_path / "twin.png"
    shutil.copy(store.images()[0].path, twin)
    store.add_image(load_source_image(twin))
    odd = tmp_path / "aux.png"
    store.add_image(write_image(odd, seed=9))
    outcome = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False)
    assert outcome.images == 4
    opened = open_bundle(outcome.path, tmp_path / "copy", actor=ACTOR)
    assert sorted(file.name for file in (tmp_path / "copy" / "images").iterdir()) == [
        "00001-street.png",
        "00002-yard 마당.png",
        "00003-aux_.png",
    ]
    assert opened.missing == ()


def test_a_bundle_holds_one_state_however_the_session_is_edited_meanwhile(
    store: CaseStore, tmp_path: Path
) -> None:
    """With its report, which was made earlier in the same act; what is done later is in the session alone."""
    done: list[str] = []

    def work_on(report: ProgressReport) -> None:
        done.append(f"{len(done)}, {report.step}")
        store.rename(done[-1], "")

    outcome = make_bundle(store, tmp_path / "a.mmelbundle", progress=work_on)
    result = verify_record(outcome.path)
    assert result.passed, result.findings
    opened = open_bundle(outcome.path, tmp_path / "copy", actor=ACTOR)
    assert opened.verification.passed, opened.verification.findings
    with CaseStore.open(opened.session_path, actor=ACTOR) as packed:
        assert packed.session().name in done[:-1]
    assert store.session().name == done[-1]
    assert done[-1].endswith("packing images")
    assert verify_record(store.path).passed


def test_a_bundle_that_is_cancelled_or_has_no_place_leaves_nothing(store: CaseStore, tmp_path: Path) -> None:
    """Neither a file nor an entry."""
    place = tmp_path / "place"
    place.mkdir()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        make_bundle(store, place / "a.mmelbundle", with_report=False, cancel=cancel)
    with pytest.raises(BadInputError, match="cannot write bundle"):
        make_bundle(store, place / "no" / "a.mmelbundle", with_report=False)
    assert list(place.iterdir()) == []
    assert not any(event.action.startswith("bundle") for event in store.audit_events())


def test_opening_cancelled_or_into_something_leaves_nothing(finished: Path, tmp_path: Path) -> None:
    """An existing folder is never mixed with a bundle."""
    with pytest.raises(BadInputError, match="expected a folder that does not exist yet"):
        open_bundle(finished, tmp_path, actor=ACTOR)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        open_bundle(finished, tmp_path / "copy", actor=ACTOR, cancel=cancel)
    assert list(tmp_path.iterdir()) == []


HOSTILE_NAMES = [
    "../escaped.txt",
    "/tmp/escaped.txt",
    "images/../../escaped.txt",
    "C:/escaped.txt",
    "C:escaped.txt",
    "..\\escaped.txt",
    "\\\\server\\share\\escaped.txt",
    "images//x",
    "images/./x",
    "images/con.png",
    "images/COM¹.tar.png",
    "images/CONIN$",
    "images/nul .png",
    "images/x.",
    "images/ x",
    "images/a\x01b",
    "images/a\u202eb",
    "SESSION.mmel",
    "x" * 300,
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_unsafe_names_are_refused_before_anything_is_written(
    finished: Path, tmp_path: Path, name: str
) -> None:
    """Whatever the list says about them."""

    def add(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        files[name] = b"escaped"
        manifest["files"].append(
            {"name": name, "role": "image", "image_ids": [], "sha256": "", "size_bytes": 0}
        )

    hostile = rewritten(finished, tmp_path / "hostile.mmelbundle", add)
    with pytest.raises(BadInputError, match="is refused"):
        open_bundle(hostile, tmp_path / "deep" / "copy", actor=ACTOR)
    assert [file.name for file in tmp_path.iterdir()] == ["hostile.mmelbundle"]


def test_links_doubles_and_encrypted_files_are_refused(finished: Path, tmp_path: Path) -> None:
    """A link could lead out of the folder, a second entry of a name could hide behind the first."""
    link = tmp_path / "link.mmelbundle"
    shutil.copy(finished, link)
    with zipfile.ZipFile(link, "a") as archive:
        entry = zipfile.ZipInfo("images/link.png")
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(BadInputError, match="which is no plain file"):
        open_bundle(link, tmp_path / "copy", actor=ACTOR)
    double = tmp_path / "double.mmelbundle"
    shutil.copy(finished, double)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(double, "a") as archive:
        archive.writestr("session.mmel", b"other")
    with pytest.raises(BadInputError, match="there twice"):
        open_bundle(double, tmp_path / "copy", actor=ACTOR)


def test_a_bomb_is_refused_by_its_ratio(finished: Path, tmp_path: Path) -> None:
    """64 MiB of zeros in 64 kB, beside a file that does not shrink."""

    def blow_up(files: dict[str, bytes], _manifest: dict[str, Any]) -> None:
        zeros, noise = sorted(name for name in files if name.startswith("images/"))
        files[zeros] = bytes(64 * 1024 * 1024)
        files[noise] = random.Random(1).randbytes(500_000)

    bomb = rewritten(finished, tmp_path / "bomb", blow_up)
    packed = tmp_path / "bomb.mmelbundle"
    with zipfile.ZipFile(bomb) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    bomb.unlink()
    assert packed.stat().st_size < 1024 * 1024
    with pytest.raises(BadInputError, match="which unpacks to"):
        open_bundle(packed, tmp_path / "copy", actor=ACTOR)
    assert [file.name for file in tmp_path.iterdir()] == ["bomb.mmelbundle"]


@pytest.mark.parametrize(
    "name",
    [
        "session.mmel-journal",
        ".session.mmel.lock",
        "session.mmel.backups/20260101T000000000000Z-5.mmel",
        "autorun.inf",
        "images/deep/x.png",
    ],
)
def test_nothing_is_unpacked_that_the_program_would_not_have_packed(
    finished: Path, tmp_path: Path, name: str
) -> None:
    """A planted journal would be rolled back into the session, a planted backup offered for restoring."""

    def add(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        files[name] = b"planted"
        entry = {"name": name, "role": "image", "image_ids": [], "size_bytes": 7}
        manifest["files"].append({**entry, "sha256": sha256_hex(b"planted")})

    hostile = rewritten(finished, tmp_path / "hostile.mmelbundle", add)
    for refuse in (verify_bundle, lambda path: open_bundle(path, tmp_path / "copy", actor=ACTOR)):
        with pytest.raises(BadInputError, match="expected every file where this program puts it"):
            refuse(hostile)
    assert [file.name for file in tmp_path.iterdir()] == ["hostile.mmelbundle"]


def test_names_that_only_differ_in_how_accents_are_composed_are_refused(
    finished: Path, tmp_path: Path
) -> None:
    """On macOS one would be written over the other."""

    def add(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        for form in ("NFC", "NFD"):
            name = unicodedata.normalize(form, "images/é.png")
            files[name] = form.encode()
            entry = {"name": name, "role": "image", "image_ids": [], "size_bytes": 3}
            manifest["files"].append({**entry, "sha256": sha256_hex(form.encode())})

    with pytest.raises(BadInputError, match="there twice"):
        open_bundle(rewritten(finished, tmp_path / "x.mmelbundle", add), tmp_path / "copy", actor=ACTOR)


def test_a_bomb_of_many_small_files_is_refused(finished: Path, tmp_path: Path) -> None:
    """Each for itself is below the limit; together they would fill the disk."""
    zeros = bytes(15 * 1024 * 1024)

    def blow_up(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        for number in range(12):
            name = f"images/{number}.png"
            files[name] = zeros
            entry = {"name": name, "role": "image", "image_ids": [], "size_bytes": len(zeros)}
            manifest["files"].append({**entry, "sha256": sha256_hex(zeros)})

    bomb = rewritten(finished, tmp_path / "bomb", blow_up)
    packed = tmp_path / "bomb.mmelbundle"
    with zipfile.ZipFile(bomb) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    bomb.unlink()
    with pytest.raises(BadInputError, match="files that unpack to"):
        open_bundle(packed, tmp_path / "copy", actor=ACTOR)
    assert [file.name for file in tmp_path.iterdir()] == ["bomb.mmelbundle"]


def test_a_bundle_that_does_not_fit_is_refused_before_unpacking(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room is asked for beforehand."""
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=5))
    with pytest.raises(BadInputError, match="there is no room for bundle"):
        open_bundle(finished, tmp_path / "copy", actor=ACTOR)


@pytest.mark.parametrize(
    "kind", ["changed", "resized", "unlisted", "missing", "no list", "bad list", "long list", "no session"]
)
def test_a_bundle_that_is_not_what_its_list_says_is_refused(
    finished: Path, tmp_path: Path, kind: str
) -> None:
    """Every file by name, size and hash."""

    def change(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        image = next(name for name in files if name.startswith("images/"))
        if kind == "changed":
            files[image] = bytes([files[image][0] ^ 1]) + files[image][1:]
        elif kind == "resized":
            files[image] += b"x"
        elif kind == "unlisted":
            files["images/more.png"] = b"x"
        elif kind == "missing":
            del files[image]
        elif kind == "bad list":
            manifest["files"] = [1, 2]
        elif kind == "long list":
            manifest["files"][0] |= {"name": "x" * 100_000, "role": "none"}
        elif kind == "no list":
            manifest["schema"] = "other/1"
        else:
            del files["session.mmel"]
            manifest["files"] = [entry for entry in manifest["files"] if entry["role"] != "session"]

    bad = rewritten(finished, tmp_path / "bad.mmelbundle", change, relist=False)
    with pytest.raises(BadInputError, match="is refused") as refusal:
        open_bundle(bad, tmp_path / "copy", actor=ACTOR)
    assert len(str(refusal.value)) < 1000
    assert [file.name for file in tmp_path.iterdir()] == ["bad.mmelbundle"]


def test_a_bundle_with_a_damaged_session_leaves_nothing(finished: Path, tmp_path: Path) -> None:
    """It is checked before the folder appears."""

    def damage(files: dict[str, bytes], _manifest: dict[str, Any]) -> None:
        data = bytearray(files["session.mmel"])
        data[4096:8192] = b"\xa5" * 4096
        files["session.mmel"] = bytes(data)

    bad = rewritten(finished, tmp_path / "bad.mmelbundle", damage)
    with pytest.raises(SessionError):
        open_bundle(bad, tmp_path / "copy", actor=ACTOR)
    assert [file.name for file in tmp_path.iterdir()] == ["bad.mmelbundle"]


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 and nothing"])
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes) -> None:
    """One clear line."""
    path = tmp_path / "x.mmelbundle"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match="is refused; found a damaged archive"):
        open_bundle(path, tmp_path / "copy", actor=ACTOR)
    with pytest.raises(BadInputError, match="cannot unpack bundle 'no'"):
        open_bundle(tmp_path / "no", tmp_path / "copy", actor=ACTOR)


def test_image_that_cannot_be_read_is_not_called_another(store: CaseStore, tmp_path: Path) -> None:
    """Only what was read can be said to have changed."""
    street = Path(store.images()[0].path)
    street.unlink()
    street.mkdir()  # a protected file, as an administrator can meet one
    (error,) = make_bundle(store, tmp_path / "case.mmelbundle", with_report=False).missing
    assert error.found == "a file that cannot be read (Is a directory)"


@pytest.mark.parametrize(
    ("older", "damage"),
    [(False, "UPDATE session SET name = x'00'"), (True, "DROP INDEX runs_by_image")],
    ids=["a value of another kind", "no longer to be upgraded"],
)
def test_a_session_that_cannot_be_opened_leaves_nothing_behind(
    finished: Path, tmp_path: Path, older: bool, damage: str
) -> None:
    """Its pages are whole, so that only opening it shows; the bundle is verified all the same."""

    def spoil(files: dict[str, bytes], _manifest: dict[str, Any]) -> None:
        session = tmp_path / "spoilt.mmel"
        session.write_bytes(files["session.mmel"])
        if older:
            put_into_schema_1(session)
        tamper(session, damage)
        files["session.mmel"] = session.read_bytes()

    bundle = rewritten(finished, tmp_path / "spoilt.mmelbundle", spoil)
    with pytest.raises(SessionError):
        open_bundle(bundle, tmp_path / "copy", actor=ACTOR)
    assert not (tmp_path / "copy").exists()
    assert broken(verify_bundle(bundle)) != []
