"""Every kind of tampering with a report is found and named; an intact one stays intact."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.case import VerificationResult
from mmel_desktop.errors import ReportError
from mmel_desktop.report.evidence import MANIFEST_SCHEMA
from mmel_desktop.report.page_digest import PageDigester
from mmel_desktop.report.verification import verify_report
from tests.report.conftest import Tamper, WrittenReport, broken


def read_json(pdf: pikepdf.Pdf, name: str) -> Any:
    return json.loads(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)[name].EF.F.read_bytes())


def write_attachment(pdf: pikepdf.Pdf, name: str, data: bytes, *, mend_manifest: bool) -> None:
    """Replace an attachment; a careful forger also mends the manifest."""
    pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)[name].EF.F.write(data)
    if mend_manifest:
        manifest = read_json(pdf, "manifest.json")
        for entry in manifest["attachments"]:
            if entry["name"] == name:
                entry["sha256"] = sha256_hex(data)
        write_attachment(pdf, "manifest.json", canonical_bytes(manifest), mend_manifest=False)


def test_written_report_is_intact(written: WrittenReport) -> None:
    """No finding at all, and the facts name session, chain head and counts."""
    result = verify_report(written.outcome.path)
    assert result.findings == ()
    facts = dict(result.facts)
    assert facts["SHA-256 of the file"] == written.outcome.sha256
    assert facts["chain head"] == written.case.anchor().head_sha256
    assert facts["audit entries"] == str(len(written.case.events))
    assert facts["images"] == "3"


def test_saving_the_report_again_does_not_break_it(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """Another outer form of the same pages (here: written again by a PDF library) is still intact."""
    assert tampered(lambda pdf: None).intact


def test_compressing_the_report_differently_does_not_break_it(written: WrittenReport, tmp_path: Path) -> None:
    """Unpacked streams and a linearised file show the same pages."""
    path = tmp_path / "unpacked.pdf"
    with pikepdf.open(written.outcome.path) as pdf:
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    assert broken(verify_report(path)) == []


def edit_page_text(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    instructions = pikepdf.parse_content_stream(page)
    for position, instruction in enumerate(instructions):
        if str(instruction.operator) == "Tj" and b"Summary" in bytes(instruction.operands[0]):
            instructions[position] = pikepdf.ContentStreamInstruction(
                [pikepdf.String(b"Sunnary")], pikepdf.Operator("Tj")
            )
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def swap_picture(pdf: pikepdf.Pdf) -> None:
    pictures = [
        entry
        for entry in pdf.objects
        if isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Image"
    ]
    pictures[0].write(pictures[1].read_raw_bytes(), filter=pikepdf.Name.DCTDecode)


def swap_glyphs(pdf: pikepdf.Pdf) -> None:
    fonts = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Stream) and "/Length1" in entry]
    fonts[0].write(fonts[0].read_bytes() + b"\x00")


def cover_with_a_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 400, 400], Contents="intact"
    )
    pdf.pages[3].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def turn_all_pages(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.rotate(180, relative=False)


@pytest.mark.parametrize(
    ("tamper", "where"),
    [
        (edit_page_text, "page 3"),
        (swap_picture, "(image 1)"),
        (swap_glyphs, "page 1"),
        (cover_with_a_note, "page 4"),
        (turn_all_pages, "page 1"),
    ],
    ids=["text", "picture", "font", "note", "rotation"],
)
def test_changed_page_is_found_and_named(
    tampered: Callable[[Tamper], VerificationResult], tamper: Tamper, where: str
) -> None:
    """Words, pictures, glyph shapes, notes laid over and rotation are all part of a page's hash."""
    result = tampered(tamper)
    assert not result.intact
    assert any(where in entry and "changed after the report was written" in entry for entry in broken(result))


def test_removed_and_added_pages_are_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """The number of pages is held against the manifest."""

    def remove(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[5]

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])

    for tamper in (remove, add):
        assert any(
            entry.startswith("pages: the report was written with") for entry in broken(tampered(tamper))
        )


def test_active_content_is_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """A script that runs on opening was not there."""

    def add_script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")

    def add_named_script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array([]))

    for tamper in (add_script, add_named_script):
        assert any("active content was added" in entry for entry in broken(tampered(tamper)))


def test_changed_attachment_is_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """One changed judgement in the evidence."""

    def change(pdf: pikepdf.Pdf) -> None:
        image = read_json(pdf, "image-00001.json")
        image["review"]["verdict"] = "right"
        write_attachment(pdf, "image-00001.json", canonical_bytes(image), mend_manifest=False)

    assert any(
        entry.startswith("attachment image-00001.json: it was changed") for entry in broken(tampered(change))
    )


def test_removed_and_added_attachments_are_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """Both are named."""

    def remove(pdf: pikepdf.Pdf) -> None:
        del pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["image-00001-maps.npz"]

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["extra.json"] = pikepdf.AttachedFileSpec(
            pdf, b"{}", filename="extra.json", description="", mime_type="", creation_date="", mod_date=""
        )

    assert "attachment image-00001-maps.npz: it was removed" in broken(tampered(remove))
    assert "attachment extra.json: it was added" in broken(tampered(add))


def test_attachment_shown_under_another_name_or_content_is_found(
    tampered: Callable[[Tamper], VerificationResult],
) -> None:
    """Viewers show names and streams that stand beside those of the list."""

    def rename(pdf: pikepdf.Pdf) -> None:
        pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["audit-trail.json"].UF = pikepdf.String("old.json")

    def second_content(pdf: pikepdf.Pdf) -> None:
        spec = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["audit-trail.json"]
        spec.EF.UF = pdf.make_stream(b"[]")

    for tamper in (rename, second_content):
        assert any(
            entry.startswith("attachment audit-trail.json: it was changed after")
            for entry in broken(tampered(tamper))
        )


def test_removed_manifest_is_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """Without it nothing can be compared, and that is said."""

    def remove(pdf: pikepdf.Pdf) -> None:
        del pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["manifest.json"]

    assert any(entry.startswith("manifest.json: it was removed") for entry in broken(tampered(remove)))


def test_forged_score_is_missing_on_the_pages(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """A forger who also mends the manifest is betrayed by the printed figures."""

    def forge(pdf: pikepdf.Pdf) -> None:
        image = read_json(pdf, "image-00001.json")
        image["runs"][0]["explanation"]["prompts"][0]["score"] = 0.123456
        image["runs"][0]["scores"][0] = 0.123456
        write_attachment(pdf, "image-00001.json", canonical_bytes(image), mend_manifest=True)

    assert any(
        "figure '0.123' of the evidence is not printed there" in entry for entry in broken(tampered(forge))
    )


def test_forged_judgement_contradicts_the_totals(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """The counts on cover and summary no longer add up."""

    def forge(pdf: pikepdf.Pdf) -> None:
        image = read_json(pdf, "image-00001.json")
        image["review"]["verdict"] = "right"
        write_attachment(pdf, "image-00001.json", canonical_bytes(image), mend_manifest=True)

    assert any(entry.startswith("totals: verdicts") for entry in broken(tampered(forge)))


def test_forged_audit_entry_breaks_the_chain(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """Content, order and end of the trail are recomputed, not believed."""

    def forge(change: Callable[[list[Any]], None]) -> Tamper:
        def apply(pdf: pikepdf.Pdf) -> None:
            events = read_json(pdf, "audit-trail.json")
            change(events)
            write_attachment(pdf, "audit-trail.json", canonical_bytes(events), mend_manifest=True)

        return apply

    def rename(events: list[Any]) -> None:
        events[2]["actor_name"] = "Somebody Else"

    def drop_last(events: list[Any]) -> None:
        events.pop()

    def drop_middle(events: list[Any]) -> None:
        del events[4]

    assert "audit trail, entry 3: its content does not match its hash" in broken(tampered(forge(rename)))
    assert any("the anchor names entry" in entry for entry in broken(tampered(forge(drop_last))))
    assert any("an entry is missing or moved" in entry for entry in broken(tampered(forge(drop_middle))))


def test_foreign_map_is_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """Maps of another image do not match the hashes in the explanation."""

    def swap(pdf: pikepdf.Pdf) -> None:
        other = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["image-00002-maps.npz"].EF.F.read_bytes()
        write_attachment(pdf, "image-00001-maps.npz", bytes(other), mend_manifest=True)

    assert any("is not the array that the explanation names" in entry for entry in broken(tampered(swap)))


def test_a_page_whose_drawing_makes_no_sense_is_a_finding(
    tampered: Callable[[Tamper], VerificationResult],
) -> None:
    """Operators without operands: its text cannot be read back (found by fuzzing)."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        first, _ = read_json(pdf, "manifest.json")["image_pages"]["1"]
        pdf.pages[first].Contents = pdf.make_stream(b"Tf Tj")

    assert any("(image 1): their text cannot be read" in entry for entry in broken(tampered(spoil)))


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"schema": 1}', b"null"])
def test_malformed_manifest_is_a_finding_or_a_clear_error(
    written: WrittenReport, tmp_path: Path, damage: bytes
) -> None:
    """Whatever stands in it, nothing escapes but a known error."""
    path = tmp_path / "damaged.pdf"
    with pikepdf.open(written.outcome.path) as pdf:
        write_attachment(pdf, "manifest.json", damage, mend_manifest=False)
        pdf.save(path)
    with contextlib.suppress(ReportError):
        assert not verify_report(path).intact


def test_hashes_of_another_version_are_neither_intact_nor_broken(
    written: WrittenReport, tmp_path: Path
) -> None:
    """The version that can tell is named; exit code 2, not 3."""
    path = tmp_path / "newer.pdf"
    with pikepdf.open(written.outcome.path) as pdf:
        manifest = json.loads(
            pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["manifest.json"].EF.F.read_bytes()
        )
        manifest.update(schema="mmel-report-manifest/2", program="MMEL Desktop 9.0")
        write_attachment(pdf, "manifest.json", canonical_bytes(manifest), mend_manifest=False)
        pdf.save(path)
    with pytest.raises(ReportError, match=r"manifest/2', written by MMEL Desktop 9\.0.*neither confirmed"):
        verify_report(path)


def test_the_hash_of_a_page_means_the_same_as_when_its_schema_was_fixed() -> None:
    """When this fails, reports written before no longer verify: give the manifest a new schema number."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.pages[0].contents_add(b"1 0 0 rg 10 10 50 25.5 re f")
        pdf.docinfo["/Title"] = "fixed"
        digester = PageDigester(pdf)
        assert MANIFEST_SCHEMA == "mmel-report-manifest/1"
        assert digester.page(0) == "841965c547121e660cf3e816436eda487566efd5f070e41a7213c02e78ab851f"
        assert digester.catalogue() == "1b8c5aeb9c6925a165210209f69f95be291e57768ed6564bc2df52bf1eda7f17"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_truncated_file_is_not_intact(written: WrittenReport, tmp_path: Path, share: float) -> None:
    """A file cut off anywhere is never called intact."""
    data = written.outcome.path.read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * share)])
    assert not verify_report(path).intact


def test_flipped_bytes_are_never_called_intact_silently(written: WrittenReport, tmp_path: Path) -> None:
    """A flipped byte inside a page's drawing or picture is found."""
    data = bytearray(written.outcome.path.read_bytes())
    position = data.index(b"/DCTDecode")
    start = data.index(b"stream\n", position) + 1000
    data[start] ^= 0xFF
    path = tmp_path / "flipped.pdf"
    path.write_bytes(data)
    assert any("changed after the report" in entry for entry in broken(verify_report(path)))


def test_appended_revision_is_found_and_the_first_one_named(written: WrittenReport, tmp_path: Path) -> None:
    """Nothing that a viewer shows needs to change: an unused object appended after the end is enough."""
    data = written.outcome.path.read_bytes()
    start = int(data[data.rindex(b"startxref") :].split()[1])
    with pikepdf.open(written.outcome.path) as pdf:
        number = len(pdf.objects) + 1
        root = pdf.Root.objgen[0]
    offset = len(data)
    body = f"{number} 0 obj\n(later)\nendobj\n".encode()
    table = f"xref\n{number} 1\n{offset:010d} 00000 n \n".encode()
    trailer = (
        f"trailer\n<< /Size {number + 1} /Root {root} 0 R /Prev {start} >>\nstartxref\n"
        f"{offset + len(body)}\n%%EOF\n"
    ).encode()
    path = tmp_path / "appended.pdf"
    path.write_bytes(data + body + table + trailer)
    found = broken(verify_report(path))
    assert any("file structure: 1 later revision(s)" in entry for entry in found), found
    assert any(written.outcome.sha256 in entry for entry in found)


def test_bytes_after_the_end_are_found(written: WrittenReport, tmp_path: Path) -> None:
    """Another file hung onto the report; white space there means nothing."""
    data = written.outcome.path.read_bytes()
    path = tmp_path / "longer.pdf"
    path.write_bytes(data + b"PK\x03\x04 an archive")
    assert "file structure: 15 bytes stand after its end" in broken(verify_report(path))
    path.write_bytes(data + b"\n\n")
    assert verify_report(path).intact


def test_bytes_before_the_beginning_are_found(written: WrittenReport, tmp_path: Path) -> None:
    """Viewers skip them; to another program the same file is a web page or an archive."""
    path = tmp_path / "prefixed.pdf"
    path.write_bytes(b"<html>all is well</html>\n" + written.outcome.path.read_bytes())
    assert broken(verify_report(path)) == ["file structure: 25 bytes stand before its beginning"]


def test_an_action_in_the_page_tree_is_found(tampered: Callable[[Tamper], VerificationResult]) -> None:
    """The tree is no page and no catalogue; a viewer might still look there."""

    def act(pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.Pages.AA = pikepdf.Dictionary(O=action)

    assert broken(tampered(act)) == [
        "document: the page tree holds what this program does not write there: /AA"
    ]


def test_linearised_report_is_no_appended_one(written: WrittenReport, tmp_path: Path) -> None:
    """A file rearranged for the web is still one piece."""
    path = tmp_path / "web.pdf"
    with pikepdf.open(written.outcome.path) as pdf:
        pdf.save(path, linearize=True)
    assert b"/Linearized" in path.read_bytes()[:200]
    assert broken(verify_report(path)) == []


def test_other_pdf_files_are_refused(tmp_path: Path) -> None:
    """A PDF of another program is bad input, not a broken report."""
    path = tmp_path / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    with pytest.raises(ReportError, match="not an audit report of MMEL Desktop"):
        verify_report(path)


def test_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(ReportError, match=r"cannot read report .*nowhere\.pdf"):
        verify_report(tmp_path / "nowhere.pdf")


def test_verification_changes_nothing(written: WrittenReport, tmp_path: Path) -> None:
    """The file is only read."""
    path = tmp_path / "copy.pdf"
    shutil.copy2(written.outcome.path, path)
    before = (path.stat().st_mtime_ns, sha256_hex(path.read_bytes()))
    verify_report(path)
    assert (path.stat().st_mtime_ns, sha256_hex(path.read_bytes())) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["copy.pdf"]
