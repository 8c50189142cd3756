"""What a viewer is told beside what pages draw: settings, layers, boxes, scripts, lists of attachments."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.report.evidence import MANIFEST_SCHEMA
from mmel_desktop.report.evidence_spool import embedded_file_fields, file_specification_fields
from tests.report.conftest import Tamper, broken

DOCUMENT = "document: outline, document information, descriptions of pictures or viewer settings were changed"


def trail(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The audit trail's file specification."""
    return pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["audit-trail.json"]


def foreign_file(pdf: pikepdf.Pdf) -> pikepdf.Object:
    content = Dictionary(F=pdf.make_stream(b"hello"))
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F="x.txt", UF="x.txt", EF=content))


def pictures(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        entry
        for entry in pdf.objects
        if isinstance(entry, pikepdf.Stream) and "DCTDecode" in repr(entry.get("/Filter"))
    ]


def add_sticky_note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[100, 100, 120, 120], Contents="all is well")
    page = pdf.pages[3].obj
    page.Annots = Array([*page.get("/Annots", Array()), pdf.make_indirect(note)])


def rotate_one_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.Rotate = 90


def set_user_unit(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.UserUnit = 2


def crop_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.CropBox = Array([0, 0, 300, 300])


def crop_all_pages_from_above(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.CropBox = Array([0, 0, 300, 300])


def move_media_box(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(value) for value in pdf.pages[3].obj.MediaBox)
    pdf.pages[3].obj.MediaBox = Array([left, bottom + 200, right, top + 200])


def hide_page_content_in_a_layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page = pdf.pages[3]
    page.obj.Resources.Properties = Dictionary(Hidden=layer)
    page.contents_add(b"/OC /Hidden BDC\n", prepend=True)
    page.contents_add(b"\nEMC\n")


def hide_picture_in_a_layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pictures(pdf)[0].OC = layer


def read_picture_in_other_colours(pdf: pikepdf.Pdf) -> None:
    pictures(pdf)[0].DecodeParms = Dictionary(ColorTransform=0)


def make_picture_unreadable(pdf: pikepdf.Pdf) -> None:
    picture = pictures(pdf)[0]
    picture.write(picture.read_raw_bytes(), filter=Name.JPXDecode)


def list_a_file_at_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.AF = Array([foreign_file(pdf)])


def run_script_with_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def hide_script_above_a_link(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    page.Annots[0].Parent = Dictionary(AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS="app.alert(1)")))


@pytest.mark.parametrize(
    "tamper",
    [
        add_sticky_note,
        rotate_one_page,
        set_user_unit,
        crop_page,
        crop_all_pages_from_above,
        move_media_box,
        hide_page_content_in_a_layer,
        hide_picture_in_a_layer,
        read_picture_in_other_colours,
        make_picture_unreadable,
        list_a_file_at_a_page,
        run_script_with_a_page,
        hide_script_above_a_link,
    ],
)
def test_a_page_shown_otherwise_is_found(
    tampered: Callable[[Tamper], VerificationResult], tamper: Tamper
) -> None:
    """Also where its drawing is what it was."""
    found = broken(tampered(tamper))
    assert any(
        entry.startswith("page ") and "changed after the report was written" in entry for entry in found
    )


def change_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("fr")


def open_at_another_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[4].obj, Name.Fit])


def run_script_when_closed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def add_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), NeedAppearances=True)


def print_two_pages_only(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.PrintPageRange = Array([1, 2])


def send_bookmark_elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest = Array([pdf.pages[5].obj, Name.Fit])


def show_as_portfolio(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Collection = Dictionary(View=Name.D)


def rename_in_metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = "another title"


@pytest.mark.parametrize(
    "tamper",
    [
        change_language,
        open_at_another_page,
        run_script_when_closed,
        add_form,
        print_two_pages_only,
        send_bookmark_elsewhere,
        show_as_portfolio,
        rename_in_metadata,
    ],
)
def test_a_document_shown_otherwise_is_found(
    tampered: Callable[[Tamper], VerificationResult], tamper: Tamper
) -> None:
    """Language, actions, forms, printing, navigation and metadata."""
    assert any(entry.startswith(DOCUMENT) for entry in broken(tampered(tamper)))


def describe_otherwise(pdf: pikepdf.Pdf) -> None:
    trail(pdf).Desc = String("nothing of interest")


def undescribe(pdf: pikepdf.Pdf) -> None:
    del trail(pdf)["/Desc"]


def relate_otherwise(pdf: pikepdf.Pdf) -> None:
    trail(pdf).AFRelationship = Name.Alternative


def relate_files(pdf: pikepdf.Pdf) -> None:
    trail(pdf).RF = Dictionary(F=Array([String("x.txt"), pdf.make_stream(b"hidden")]))


def date_otherwise(pdf: pikepdf.Pdf) -> None:
    trail(pdf).EF.F.Params.ModDate = String("D:20200101000000Z")


def call_another_kind(pdf: pikepdf.Pdf) -> None:
    trail(pdf).EF.F.Subtype = Name("/text/html")


def content_for_macintosh(pdf: pikepdf.Pdf) -> None:
    trail(pdf).EF.Mac = pdf.make_stream(b"[]")


@pytest.mark.parametrize(
    ("tamper", "entries"),
    [
        (describe_otherwise, "(/Desc)"),
        (undescribe, "(/Desc)"),
        (relate_otherwise, "(/AFRelationship)"),
        (relate_files, "(/RF)"),
        (date_otherwise, "(/Params)"),
        (call_another_kind, "(/Subtype)"),
        (content_for_macintosh, "(/EF /Mac)"),
    ],
)
def test_an_attachment_that_is_told_otherwise_is_found(
    tampered: Callable[[Tamper], VerificationResult], tamper: Tamper, entries: str
) -> None:
    """Content and hash are what they were; the entry that was changed is named."""
    message = f"attachment audit-trail.json: it was changed after the report was written {entries}"
    assert broken(tampered(tamper)) == [message]


def forget_all(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/AF"]


def forget_one(pdf: pikepdf.Pdf) -> None:
    number = trail(pdf).objgen
    pdf.Root.AF = Array([spec for spec in pdf.Root.AF if spec.objgen != number])


@pytest.mark.parametrize("tamper", [forget_all, forget_one])
def test_an_attachment_that_no_longer_belongs_to_the_document_is_found(
    tampered: Callable[[Tamper], VerificationResult], tamper: Tamper
) -> None:
    """Each one that is missing from the document's associated files is named."""
    found = broken(tampered(tamper))
    assert "attachment audit-trail.json: it no longer counts as belonging to the document (/AF)" in found
    assert len(found) == (1 if tamper is forget_one else 9)


def associate_with_document(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF.append(foreign_file(pdf))


def leave_unlisted(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Hidden = foreign_file(pdf)


@pytest.mark.parametrize("tamper", [associate_with_document, list_a_file_at_a_page, leave_unlisted])
def test_a_file_outside_the_list_of_attachments_is_found(
    tampered: Callable[[Tamper], VerificationResult], tamper: Tamper
) -> None:
    """Wherever it hangs: on the document, on a page, on nothing that a viewer shows."""
    assert "attachment x.txt: it was added" in broken(tampered(tamper))


def test_the_form_of_an_attachment_is_the_one_of_its_schema() -> None:
    """When this fails, attachments written before count as changed: give the manifest a new schema number."""
    assert MANIFEST_SCHEMA == "mmel-report-manifest/1"
    specification = file_specification_fields("audit-trail.json")
    assert {key: str(value) for key, value in specification.items()} == {
        "/Type": "/Filespec",
        "/F": "audit-trail.json",
        "/UF": "audit-trail.json",
        "/Desc": "The whole audit trail",
        "/AFRelationship": "/Data",
    }
    stream = embedded_file_fields("image-00001-maps.npz", b"maps", "2026-01-02T03:04:05.000000Z")
    assert (str(stream.Type), str(stream.Subtype)) == ("/EmbeddedFile", "/application/octet-stream")
    assert bytes(stream.Params.CheckSum).hex() == "7e94476d62556cc8501e3df5b8d6470d"
    assert (str(stream.Params.Size), str(stream.Params.ModDate)) == ("4", "D:20260102030405Z")
    assert set(stream.Params.keys()) == {"/Size", "/CheckSum", "/ModDate"}
