"""Puts part files, furniture, outline and evidence together into one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.report.archival import (
    PRINTED,
    add_metadata,
    add_output_intent,
    add_page_labels,
    plain_text,
)
from mmel_desktop.report.content import CaseHeader
from mmel_desktop.report.evidence import MANIFEST_NAME, MANIFEST_SCHEMA
from mmel_desktop.report.evidence_spool import EvidenceSpool, pdf_date
from mmel_desktop.report.page_digest import PageDigester
from mmel_desktop.report.page_flow import Bookmark, PageLink
from mmel_desktop.report.structure_tree import Journal, add_structure
from mmel_desktop.report.unicode_maps import mend_unicode_maps

DEEPEST_OUTLINE_TITLE = 120


@dataclass(frozen=True)
class ReportParts:
    """What the report is put together from.

    Attributes:
        parts, furniture: part files in page order; both hold the same number of pages.
        bookmarks, links: pages counted from the report's first page.
        journals: the logical structure of the pages.
        image_pages: by image number, first and last page.
        program: name and version of the program.
    """

    parts: tuple[Path, ...]
    furniture: tuple[Path, ...]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[PageLink, ...]
    journals: tuple[Journal, ...]
    image_pages: dict[int, tuple[int, int]]
    program: str


def assemble(
    report: ReportParts,
    header: CaseHeader,
    evidence: EvidenceSpool,
    out_path: Path,
    step: Callable[[], None],
) -> int:
    """Write the report.

    Args:
        report: pages and navigation.
        header: for document information and the manifest's anchor.
        evidence: every attachment but the manifest, which is made here.
        out_path: the file to write; it must not be read by anyone yet.
        step: called now and then; may raise to stop.

    Returns:
        Number of pages.
    """
    opened: list[pikepdf.Pdf] = []
    try:
        with pikepdf.new() as pdf:
            for path in report.parts:
                part = pikepdf.open(path)
                opened.append(part)
                mend_unicode_maps(part)
                pdf.pages.extend(part.pages)
                step()
            _add_furniture(pdf, report.furniture, opened, step)
            links = _add_links(pdf, report.links, report.bookmarks)
            add_structure(pdf, report.journals, links, step)
            _add_outline(pdf, report.bookmarks)
            _add_information(pdf, header, report.program)
            evidence.add(MANIFEST_NAME, _manifest(pdf, report, header, evidence, step))
            evidence.attach_to(pdf, header.anchor.utc)
            pdf.save(
                out_path,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                force_version="1.7",
            )
            return len(pdf.pages)
    finally:
        for part in opened:
            part.close()


def _add_furniture(
    pdf: pikepdf.Pdf, paths: Sequence[Path], opened: list[pikepdf.Pdf], step: Callable[[], None]
) -> None:
    index = 0
    for path in paths:
        furniture = pikepdf.open(path)
        opened.append(furniture)
        for page in furniture.pages:
            _lay_over(pdf, pdf.pages[index], page)
            index += 1
        step()


def _lay_over(pdf: pikepdf.Pdf, page: pikepdf.Page, furniture: pikepdf.Page) -> None:
    """Draw another page over this one (pikepdf's own overlay would give the form a random name)."""
    form = pdf.copy_foreign(furniture.as_form_xobject())
    page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.Furniture)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq /Furniture Do Q\nEMC\n")


def _add_links(
    pdf: pikepdf.Pdf, links: Sequence[PageLink], bookmarks: Sequence[Bookmark]
) -> list[pikepdf.Object]:
    annotations: list[pikepdf.Object] = []
    for link in links:
        page = pdf.pages[link.page]
        target = pdf.pages[bookmarks[link.bookmark].page]
        annotation = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[round(value, 2) for value in link.rectangle],
                Border=[0, 0, 0],
                F=PRINTED,
                Contents=pikepdf.String(plain_text(bookmarks[link.bookmark].title)),
                Dest=[target.obj, pikepdf.Name.Fit],
            )
        )
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        page.Annots.append(annotation)
        annotations.append(annotation)
    return annotations


def _add_outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        for bookmark in bookmarks:
            title = (
                bookmark.title
                if len(bookmark.title) <= DEEPEST_OUTLINE_TITLE
                else (bookmark.title[:DEEPEST_OUTLINE_TITLE] + "…")
            )
            item = pikepdf.OutlineItem(title.encode("utf-8", "replace").decode(), bookmark.page)
            if bookmark.depth and outline.root:
                outline.root[-1].children.append(item)
                outline.root[-1].is_closed = len(outline.root[-1].children) > 30
            else:
                outline.root.append(item)


def _add_information(pdf: pikepdf.Pdf, header: CaseHeader, program: str) -> None:
    title = plain_text(f"Audit report: {header.session.name or 'unnamed session'}")
    author = plain_text(header.session.created_by.full_name)
    subject = f"Session {header.session.session_id}, chain head {header.anchor.head_sha256}"
    date = pdf_date(header.anchor.utc)
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Author"] = author
    pdf.docinfo["/Subject"] = subject
    pdf.docinfo["/Creator"] = program
    pdf.docinfo["/Producer"] = program
    pdf.docinfo["/CreationDate"] = date
    pdf.docinfo["/ModDate"] = date
    add_metadata(pdf, title=title, author=author, subject=subject, program=program, utc=header.anchor.utc)
    add_output_intent(pdf)
    add_page_labels(pdf)
    pdf.Root.Lang = pikepdf.String("en")
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _manifest(
    pdf: pikepdf.Pdf,
    report: ReportParts,
    header: CaseHeader,
    evidence: EvidenceSpool,
    step: Callable[[], None],
) -> bytes:
    digester = PageDigester(pdf)
    pages = []
    for index in range(len(pdf.pages)):
        pages.append(digester.page(index))
        if index % 50 == 0:
            step()
    return canonical_bytes(
        {
            "schema": MANIFEST_SCHEMA,
            "program": report.program,
            "anchor": {
                "session_id": header.anchor.session_id,
                "sequence": header.anchor.sequence,
                "head_sha256": header.anchor.head_sha256,
                "utc": header.anchor.utc,
            },
            "attachments": [
                {"name": entry.name, "sha256": entry.sha256, "bytes": entry.size}
                for entry in sorted(evidence.attachments, key=lambda entry: entry.name)
            ],
            "pages": pages,
            "catalogue": digester.catalogue(),
            "image_pages": {
                str(number): list(first_last) for number, first_last in sorted(report.image_pages.items())
            },
        }
    )
