"""What makes the file fit for long keeping, looked up object by object (see also test_pdfa)."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess

import pikepdf
import pytest
from PIL import ImageCms

from mmel_desktop.report.archival import OUTPUT_CONDITION, PDFA_LEVEL, PDFA_PART, srgb_profile
from tests.report.conftest import WrittenReport

_DEVICE_CMYK = frozenset({"k", "K"})


def test_colour_profile_is_srgb_and_bears_no_date_of_today() -> None:
    """A colour library reads it as RGB; its bytes depend on nothing but the library's version."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert "sRGB" in str(profile.profile.profile_description)
    assert profile.profile.version == pytest.approx(4.2)
    made = profile.profile.creation_date
    assert made is not None
    assert (made.year, made.month) == (2000, 1)


def test_colours_of_pages_are_named_by_the_output_intent(written: WrittenReport) -> None:
    """The file carries its profile, and no page uses inks that the profile does not explain."""
    with pikepdf.open(written.outcome.path) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert str(intent.OutputConditionIdentifier) == OUTPUT_CONDITION
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()
        for page in pdf.pages:
            used = {str(instruction.operator) for instruction in pikepdf.parse_content_stream(page)}
            assert not used & _DEVICE_CMYK
        pictures = [
            entry for entry in pdf.objects if isinstance(entry, pikepdf.Stream) and "/ColorSpace" in entry
        ]
        assert pictures
        assert {str(picture.ColorSpace) for picture in pictures} == {"/DeviceRGB"}


def test_metadata_says_what_the_document_information_says(written: WrittenReport) -> None:
    """Both name session and record; the claim is the one that veraPDF is asked about."""
    with pikepdf.open(written.outcome.path) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
        assert metadata["dc:creator"] == [str(pdf.docinfo["/Author"])]
        assert metadata["dc:description"] == str(pdf.docinfo["/Subject"])
        assert metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"]
        assert str(pdf.docinfo["/CreationDate"]).startswith(
            "D:" + metadata["xmp:CreateDate"][:10].replace("-", "")
        )
        assert metadata.pdfa_status == PDFA_PART + PDFA_LEVEL


def test_viewers_are_told_language_title_and_page_numbers(written: WrittenReport) -> None:
    """Screen readers know the language; the viewer's page box shows the printed number."""
    with pikepdf.open(written.outcome.path) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert [str(page.label) for page in pdf.pages] == [str(n + 1) for n in range(len(pdf.pages))]


def test_links_print_and_say_where_they_lead(written: WrittenReport) -> None:
    """Every link has a description, and no flag hides it."""
    with pikepdf.open(written.outcome.path) as pdf:
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert links
        assert all(link.F == 4 and str(link.Contents) for link in links)


def test_every_attachment_says_what_it_is(written: WrittenReport) -> None:
    """Name, kind, date, size and relation to the document stand beside each, as archives ask."""
    with pikepdf.open(written.outcome.path) as pdf:
        associated = {spec.objgen for spec in pdf.Root.AF}
        for spec in pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles).values():
            assert spec.objgen in associated
            assert str(spec.F) == str(spec.UF)
            assert str(spec.Desc)
            assert spec.AFRelationship == "/Data"
            file = spec.EF.F
            assert str(file.Subtype) in {"/application/json", "/application/octet-stream"}
            assert int(file.Params.Size) == len(file.read_bytes())
            assert str(file.Params.ModDate).startswith("D:2026")


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_an_independent_checker_finds_the_file_sound(written: WrittenReport) -> None:
    """Qpdf has nothing to complain of: exit status 0, no warning."""
    result = subprocess.run(["qpdf", "--check", str(written.outcome.path)], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "WARNING" not in result.stdout + result.stderr


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_an_independent_reader_sees_all_fonts_embedded(written: WrittenReport) -> None:
    """Poppler lists every font as embedded, as a subset, with a table back to text."""
    listed = subprocess.run(
        ["pdffonts", str(written.outcome.path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert len(listed) > 5
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed), "\n".join(listed)


_FORBIDDEN_ANYWHERE = frozenset(
    {"/AA", "/JS", "/JavaScript", "/OpenAction", "/OPI", "/PS", "/XFA", "/NeedAppearances"}
)
_FORBIDDEN_ACTIONS = frozenset(
    {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/SetOCGState"}
)
_PLAIN_FILTERS = frozenset({"/FlateDecode", "/DCTDecode"})


def test_nothing_in_the_file_is_forbidden_in_archives(written: WrittenReport) -> None:
    """The rules of ISO 19005-3, clause 6, that can be looked up object by object; no validator's word."""
    with pikepdf.open(written.outcome.path) as pdf:
        assert not pdf.is_encrypted
        first, second = pdf.trailer.ID
        assert len(bytes(first)) == len(bytes(second)) == 16
        assert "/Filter" not in pdf.Root.Metadata, "metadata is readable without unpacking"
        for entry in pdf.objects:
            if not isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
                continue
            assert not _FORBIDDEN_ANYWHERE & set(entry.keys()), entry
            assert str(entry.get("/S", "")) not in _FORBIDDEN_ACTIONS
            if isinstance(entry, pikepdf.Stream):
                filters = entry.get("/Filter", pikepdf.Array())
                named = filters if isinstance(filters, pikepdf.Array) else [filters]
                assert {str(name) for name in named} <= _PLAIN_FILTERS
                assert "/F" not in entry, "no stream lies outside the file"
            if entry.get("/Subtype") == "/Image":
                assert not entry.get("/Interpolate", False)


def test_pages_use_no_transparency(written: WrittenReport) -> None:
    """No soft mask, no blend mode, no opacity: every printer shows the same."""
    with pikepdf.open(written.outcome.path) as pdf:
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
                assert str(entry.get("/SMask", "/None")) == "/None"
                assert str(entry.get("/BM", "/Normal")) in {"/Normal", "/Compatible"}
                assert float(entry.get("/CA", 1)) == float(entry.get("/ca", 1)) == 1
        assert not any("/Group" in page.obj for page in pdf.pages)


def test_every_font_carries_its_glyphs_and_one_unambiguous_table_of_codes(written: WrittenReport) -> None:
    """Symbolic TrueType subsets: embedded, no encoding of their own, one code table, widths of all codes."""
    with pikepdf.open(written.outcome.path) as pdf:
        fonts = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary)]
        fonts = [entry for entry in fonts if entry.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            descriptor = font.FontDescriptor
            assert int(descriptor.Flags) & 4
            assert "/Encoding" not in font
            assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1
            program = bytes(descriptor.FontFile2.read_bytes())
            assert _code_tables(program) == 1
            assert "/ToUnicode" in font


def _code_tables(font: bytes) -> int:
    """How many subtables the ``cmap`` table of a TrueType font has."""
    (tables,) = struct.unpack(">H", font[4:6])
    for index in range(tables):
        tag, _, offset, _ = struct.unpack(">4sLLL", font[12 + 16 * index : 28 + 16 * index])
        if tag == b"cmap":
            return int(struct.unpack(">H", font[offset + 2 : offset + 4])[0])
    return 0
