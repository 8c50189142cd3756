"""Attachments on their way into the report: kept on disk until the file is put together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pikepdf

from mmel_desktop.core.canonical import sha256_hex

PART_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Attachment:
    """An embedded file.

    Attributes:
        name: file name inside the report.
        sha256: of its bytes.
        size: in bytes.
    """

    name: str
    sha256: str
    size: int


class EvidenceSpool:
    """Collects attachments in part files, so that memory does not grow with them.

    Args:
        directory: where the parts go.
    """

    def __init__(self, directory: Path) -> None:
        self.attachments: list[Attachment] = []
        self._directory = directory
        self._held: list[tuple[str, bytes]] = []
        self._held_bytes = 0
        self._parts: list[tuple[Path, list[str]]] = []
        self._opened: list[pikepdf.Pdf] = []

    def add(self, name: str, data: bytes) -> Attachment:
        """Keep one file."""
        attachment = Attachment(name, sha256_hex(data), len(data))
        self.attachments.append(attachment)
        self._held.append((name, data))
        self._held_bytes += len(data)
        if self._held_bytes >= PART_BYTES:
            self._write_part()
        return attachment

    def attach_to(self, pdf: pikepdf.Pdf, utc: str) -> None:
        """Embed everything in a document; this spool must stay open until the document is saved.

        Args:
            pdf: receives an ``EmbeddedFiles`` tree and the array ``AF`` (associated files, as data).
            utc: ISO 8601 time given as the attachments' date.
        """
        self._write_part()
        streams: dict[str, pikepdf.Object] = {}
        for path, names in self._parts:
            part = pikepdf.open(path)
            self._opened.append(part)
            for name, stream in zip(names, part.Root.Held, strict=True):
                streams[name] = pdf.copy_foreign(stream)
        specs = []
        tree = pikepdf.NameTree.new(pdf)
        for attachment in sorted(self.attachments, key=lambda entry: entry.name):
            stream = streams[attachment.name]
            stream.Params.ModDate = pdf_date(utc)
            spec = pdf.make_indirect(file_specification_fields(attachment.name))
            spec.EF = pikepdf.Dictionary(F=stream, UF=stream)
            tree[attachment.name] = spec
            specs.append(spec)
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree.obj)
        pdf.Root.AF = pikepdf.Array(specs)

    def __enter__(self) -> EvidenceSpool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._opened:
            part.close()

    def _write_part(self) -> None:
        if not self._held:
            return
        path = self._directory / f"evidence-{len(self._parts):04d}.pdf"
        with pikepdf.new() as part:
            part.add_blank_page()
            streams = []
            for name, data in self._held:
                stream = pikepdf.Stream(part, data)
                for key, value in embedded_file_fields(name, data, "").items():
                    stream[key] = value
                streams.append(part.make_indirect(stream))
            part.Root.Held = pikepdf.Array(streams)
            part.save(path, compress_streams=True, deterministic_id=True)
        self._parts.append((path, [name for name, _ in self._held]))
        self._held, self._held_bytes = [], 0


def file_specification_fields(name: str) -> pikepdf.Dictionary:
    """What a viewer is told about an attachment of this name, without its content."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=name,
        UF=name,
        Desc=_description(name),
        AFRelationship=pikepdf.Name.Data,
    )


def embedded_file_fields(name: str, data: bytes, utc: str) -> pikepdf.Dictionary:
    """What stands beside an attachment's content.

    Args:
        name: of the attachment.
        data: its content.
        utc: ISO 8601 time given as its date.
    """
    return pikepdf.Dictionary(
        Type=pikepdf.Name.EmbeddedFile,
        Subtype=pikepdf.Name(_media_type(name)),
        Params=pikepdf.Dictionary(
            Size=len(data),
            # The PDF format knows only MD5 here; the manifest holds SHA-256.
            CheckSum=pikepdf.String(hashlib.md5(data, usedforsecurity=False).digest()),
            ModDate=pdf_date(utc),
        ),
    )


def pdf_date(utc: str) -> str:
    """An ISO 8601 UTC time as a PDF date, e.g. ``D:20260131120000Z``."""
    digits = "".join(character for character in utc[:19] if character.isdigit())
    return f"D:{digits or '19700101000000'}Z"


def _media_type(name: str) -> str:
    return "/application/json" if name.endswith(".json") else "/application/octet-stream"


def _description(name: str) -> str:
    if name == "manifest.json":
        return "SHA-256 of every attachment and every page"
    if name == "anchor.json":
        return "Head of the audit chain"
    if name == "audit-trail.json":
        return "The whole audit trail"
    if name == "record.json":
        return "The session, its settings and the report's figures"
    return "Raw maps of an image" if name.endswith(".npz") else "Record of an image"
