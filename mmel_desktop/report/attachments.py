"""The files embedded in a report: what is in them, and whether a viewer shows them as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf

from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.case import Finding
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.report.evidence_spool import embedded_file_fields, file_specification_fields

_PACKING_KEYS = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})


class Attachments:
    """The embedded files of a document, by name.

    Args:
        pdf: the document; it must stay open.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        names = pdf.Root.get("/Names", pikepdf.Dictionary())
        tree = names.get("/EmbeddedFiles")
        self.specs: dict[str, pikepdf.Object] = {}
        if tree is not None:
            self.specs = {str(name): spec for name, spec in pikepdf.NameTree(tree).items()}

    def read(self, name: str) -> bytes:
        """Content of one file.

        Raises:
            KeyError: there is none of that name.
            ValueError: it is no embedded file, or cannot be unpacked.
        """
        spec = self.specs[name]
        try:
            return bytes(spec.EF.F.read_bytes())
        except (AttributeError, KeyError, TypeError, pikepdf.PdfError) as error:
            raise ValueError(f"attachment {name} cannot be unpacked") from error

    def changed_entries(self, name: str, utc: str) -> tuple[str, ...]:
        """Entries that tell a viewer something else about a file than the report was written to tell.

        Names, description, relationship to the document, kind, date, size, a content for other systems.

        Args:
            name: one of the files.
            utc: ISO 8601 time that the report gives to its attachments.
        """
        spec = self.specs[name]
        if not isinstance(spec, pikepdf.Dictionary) or not isinstance(spec.get("/EF"), pikepdf.Dictionary):
            return ("/EF",)
        changed = _differing(spec, file_specification_fields(name), frozenset({"/EF"}))
        first = spec.EF.get("/F")
        if first is None or (content := _content(first)) is None:
            return (*changed, "/EF /F")
        fields = embedded_file_fields(name, content, utc)
        changed += _differing(first, fields, _PACKING_KEYS)
        for key, stream in spec.EF.items():
            if key not in {"/F", "/UF"} or (
                stream.objgen != first.objgen
                and (_content(stream) != content or _differing(stream, fields, _PACKING_KEYS))
            ):
                changed.append(f"/EF {key}")
        return tuple(changed)

    def check_lists(self) -> Iterator[Finding]:
        """Every file hangs on the document itself, and none elsewhere that the report did not write."""
        listed = {spec.objgen for spec in self.specs.values()}
        associated = self._pdf.Root.get("/AF")
        belonging = list(associated) if isinstance(associated, pikepdf.Array) else []
        known = {spec.objgen for spec in belonging}
        for name, spec in self.specs.items():
            if spec.objgen not in known:
                message = "it no longer counts as belonging to the document (/AF)"
                yield Finding("broken", f"attachment {printable_name(name)}", message)
        embedded = [spec for spec in self._pdf.objects if _embeds_files(spec)]
        for number, spec in {spec.objgen: spec for spec in (*belonging, *embedded)}.items():
            if number not in listed or not spec.is_indirect:
                yield Finding("broken", f"attachment {_shown_name(spec)}", "it was added")


def check_contents(
    attachments: Attachments, expected: Mapping[str, str], findings: list[Finding]
) -> set[str]:
    """Hold every file against its hash.

    Args:
        attachments: of the report.
        expected: SHA-256 by name.
        findings: receives what is wrong.

    Returns:
        Names of the attachments whose content is as it was written.
    """
    intact = set()
    for name, digest in expected.items():
        if name not in attachments.specs:
            findings.append(Finding("broken", f"attachment {name}", "it was removed"))
            continue
        try:
            found = sha256_hex(attachments.read(name))
        except ValueError as error:
            findings.append(Finding("broken", f"attachment {name}", str(error)))
            continue
        if found == digest:
            intact.add(name)
        else:
            message = f"it was changed: expected SHA-256 {digest[:16]}…, found {found[:16]}…"
            findings.append(Finding("broken", f"attachment {name}", message))
    return intact


def check_forms(
    attachments: Attachments, expected: Mapping[str, str], manifest_name: str, utc: str
) -> Iterator[Finding]:
    """How viewers show the files, and files that the report did not write.

    Args:
        attachments: of the report.
        expected: by name, the files that the manifest lists.
        manifest_name: the one that it cannot list.
        utc: ISO 8601 time that the report gives to its attachments.
    """
    ours = expected.keys() | {manifest_name}
    for name in sorted(attachments.specs.keys() & ours):
        if changed := attachments.changed_entries(name, utc):
            message = f"it was changed after the report was written ({', '.join(changed)})"
            yield Finding("broken", f"attachment {name}", message)
    for name in sorted(attachments.specs.keys() - ours):
        yield Finding("broken", f"attachment {printable_name(name)}", "it was added")
    yield from attachments.check_lists()


def _differing(found: pikepdf.Object, expected: pikepdf.Dictionary, passed_over: frozenset[str]) -> list[str]:
    """The entries that are missing, of another value, or too many."""
    keys = (set(found.keys()) | set(expected.keys())) - passed_over
    return [key for key in sorted(keys) if found.get(key) != expected.get(key)]


def _content(stream: pikepdf.Object) -> bytes | None:
    try:
        return bytes(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else None
    except pikepdf.PdfError:
        return None


def _embeds_files(value: pikepdf.Object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not isinstance(value, pikepdf.Stream) and "/EF" in value


def _shown_name(spec: pikepdf.Object) -> str:
    named = spec.get("/UF", spec.get("/F", "")) if isinstance(spec, pikepdf.Dictionary) else ""
    return printable_name(str(named)[:80])
