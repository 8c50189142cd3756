"""What makes the file fit for long keeping: colour named, metadata in XMP, page labels, printing of links.

The file claims to be PDF/A-3 (ISO 19005-3), level U: kept for long, and every character can be read back as
text. The claim rests on the word of veraPDF, asked by ``tests/report/test_pdfa.py``.
"""

from __future__ import annotations

from functools import cache

import pikepdf
from PIL import ImageCms

PDFA_PART, PDFA_LEVEL = "3", "A"
OUTPUT_CONDITION = "sRGB IEC61966-2.1"
PRINTED = 4
"""Annotation flag: shown on paper as on the screen."""

_DATE = slice(24, 36)
_VERSION = slice(8, 12)
_PROFILE_ID = slice(84, 100)


@cache
def srgb_profile() -> bytes:
    """An sRGB colour profile, always the same bytes.

    The library stamps the day and the newest version of the profile format into the header. The day is taken
    out; the version becomes 4.2, the newest one that PDF 1.7 knows: a matrix profile is the same in both.
    """
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[_VERSION] = bytes((4, 0x20, 0, 0))
    data[_DATE] = bytes.fromhex("07d000010001000000000000")
    data[_PROFILE_ID] = bytes(16)
    return bytes(data)


def add_output_intent(pdf: pikepdf.Pdf) -> None:
    """Say which colours the numbers on the pages mean."""
    profile = pdf.make_stream(srgb_profile())
    profile.N = 3
    profile.Alternate = pikepdf.Name.DeviceRGB
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(OUTPUT_CONDITION),
        Info=pikepdf.String(OUTPUT_CONDITION),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def add_metadata(pdf: pikepdf.Pdf, *, title: str, author: str, subject: str, program: str, utc: str) -> None:
    """The document information once more as XMP, which archives read.

    Args:
        pdf: receives the packet.
        title, author, subject, program: as in the document information.
        utc: ISO 8601 time of the record's last entry; the export itself has no time, so that bytes repeat.
    """
    moment = f"{utc[:19]}Z" if len(utc) >= 19 else "1970-01-01T00:00:00Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:creator"] = [author]
        metadata["dc:description"] = subject
        metadata["dc:language"] = {"en"}
        metadata["dc:format"] = "application/pdf"
        metadata["pdf:Producer"] = program
        metadata["xmp:CreatorTool"] = program
        metadata["xmp:CreateDate"] = moment
        metadata["xmp:ModifyDate"] = moment
        metadata["xmp:MetadataDate"] = moment
        metadata["pdfaid:part"] = PDFA_PART
        metadata["pdfaid:conformance"] = PDFA_LEVEL


def add_page_labels(pdf: pikepdf.Pdf) -> None:
    """Viewers then show the printed numbers, also where a few pages were taken out of the file."""
    labels = pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)])
    pdf.Root.PageLabels = pdf.make_indirect(pikepdf.Dictionary(Nums=labels))


def plain_text(text: str, longest: int = 500) -> str:
    """Text for document information and metadata: printable, and of bounded length."""
    printable = "".join(character for character in text if character.isprintable())
    return printable[:longest]
