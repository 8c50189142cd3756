"""Is this report still what was written? Checks pages, attachments, audit chain and printed figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import ReportError
from mmel_desktop.report.attachments import Attachments, check_contents, check_forms
from mmel_desktop.report.audit_check import check_chain, event_from_json
from mmel_desktop.report.evidence import (
    ANCHOR_NAME,
    MANIFEST_NAME,
    MANIFEST_SCHEMA,
    RECORD_NAME,
    TRAIL_NAME,
)
from mmel_desktop.report.evidence_check import EvidenceChecker
from mmel_desktop.report.file_revisions import check_revisions
from mmel_desktop.report.page_digest import PageDigester
from mmel_desktop.report.trail_witness import TrailWitness

CANNOT_PROVE = (
    "a report rewritten as a whole together with its manifest (compare its SHA-256 with the session's "
    "audit trail), a false statement by the person who made it, a wrong clock"
)


def verify_report(path: str | Path) -> VerificationResult:
    """Verify a report by itself; nothing is written.

    Raises:
        ReportError: the file cannot be read, or is no report of MMEL Desktop.
    """
    path = Path(path).absolute()
    shown = printable_name(str(path))
    findings: list[Finding] = []
    try:
        file_sha256 = hash_file(path)
        findings += check_revisions(path)
        with pikepdf.open(path) as pdf:
            facts = _verify_open_report(pdf, shown, findings)
            findings += [
                Finding("broken", "file structure", f"it is damaged: {warning}")
                for warning in pdf.get_warnings()
            ]
    except OSError as error:
        raise ReportError(
            f"cannot read report {shown!r}",
            found=error.strerror or type(error).__name__,
            expected="a readable PDF file",
            action="check the path and its permissions",
        ) from error
    except pikepdf.PasswordError as error:
        raise _no_report(shown, "an encrypted PDF") from error
    except pikepdf.PdfError as error:
        findings.append(Finding("broken", "file structure", f"it cannot be read as a PDF: {error}"))
        facts = []
    except RecursionError:
        findings.append(Finding("broken", "file structure", "its objects are nested too deeply to be read"))
        facts = []
    facts = [
        ("file", shown),
        ("SHA-256 of the file", file_sha256),
        *facts,
        ("cannot be proved", CANNOT_PROVE),
    ]
    return VerificationResult(shown, tuple(findings), tuple(facts))


def read_anchor(path: Path) -> dict[str, Any]:
    """The anchor attached to a report; empty when there is none that can be read."""
    try:
        with pikepdf.open(path) as pdf:
            anchor = json.loads(Attachments(pdf).read(ANCHOR_NAME))
            return anchor if isinstance(anchor, dict) else {}
    except (pikepdf.PdfError, OSError, KeyError, ValueError, AttributeError):
        return {}


def read_events(path: Path) -> tuple[AuditEvent, ...]:
    """The audit trail attached to a report; empty when there is none that can be read."""
    try:
        with pikepdf.open(path) as pdf:
            return tuple(event_from_json(entry) for entry in json.loads(Attachments(pdf).read(TRAIL_NAME)))
    except (pikepdf.PdfError, OSError, KeyError, ValueError, AttributeError, TypeError):
        return ()


def hash_file(path: Path) -> str:
    """SHA-256 of a file, as hex digits.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_report(shown: str, found: str) -> ReportError:
    return ReportError(
        f"{shown!r} is not an audit report of MMEL Desktop",
        found=found,
        expected="a PDF with an attached manifest",
        action="choose a report written by MMEL Desktop",
    )


def _other_schema(shown: str, schema: str, program: str) -> ReportError:
    if not schema.startswith(f"{MANIFEST_SCHEMA.partition('/')[0]}/"):
        return _no_report(shown, f"a manifest of schema {schema[:80]!r}")
    return ReportError(
        f"{shown!r} cannot be verified by this version of MMEL Desktop",
        found=f"hashes of {schema[:80]!r}, written by {program[:80] or 'an unknown version'}",
        expected=f"hashes of {MANIFEST_SCHEMA!r}",
        action="verify it with that version; here it is neither confirmed nor refuted",
    )


def _verify_open_report(pdf: pikepdf.Pdf, shown: str, findings: list[Finding]) -> list[tuple[str, str]]:
    attachments = Attachments(pdf)
    if MANIFEST_NAME not in attachments.specs:
        creator = str(pdf.docinfo.get("/Creator", ""))
        if not attachments.specs and not creator.startswith("MMEL Desktop"):
            raise _no_report(shown, "a PDF without evidence")
        findings.append(Finding("broken", MANIFEST_NAME, "it was removed: nothing can be compared any more"))
        return []
    try:
        manifest = json.loads(attachments.read(MANIFEST_NAME))
        if manifest["schema"] != MANIFEST_SCHEMA:
            raise _other_schema(shown, str(manifest["schema"]), str(manifest.get("program", "")))
        expected = {entry["name"]: entry["sha256"] for entry in manifest["attachments"]}
        pages: list[str] = list(manifest["pages"])
        _check_pages(pdf, manifest, pages, findings)
        intact = check_contents(attachments, expected, findings)
        findings += check_forms(attachments, expected, MANIFEST_NAME, str(manifest["anchor"]["utc"]))
        facts = _check_evidence(pdf, attachments, manifest, intact, findings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        findings.append(Finding("broken", MANIFEST_NAME, f"it is not as this program writes it: {error!r}"))
        return []
    return [("pages", str(len(pages))), ("attachments", str(len(expected) + 1)), *facts]


def _check_pages(
    pdf: pikepdf.Pdf, manifest: dict[str, Any], pages: list[str], findings: list[Finding]
) -> None:
    if len(pdf.pages) != len(pages):
        message = f"the report was written with {len(pages)} pages; the file has {len(pdf.pages)}"
        findings.append(Finding("broken", "pages", message))
    digester = PageDigester(pdf)
    for index in range(min(len(pdf.pages), len(pages))):
        if digester.page(index) != pages[index]:
            where = f"page {index + 1}{_section_of(index, manifest)}"
            findings.append(Finding("broken", where, "it was changed after the report was written"))
    if foreign := digester.foreign_keys():
        message = f"the page tree holds what this program does not write there: {', '.join(foreign)}"
        findings.append(Finding("broken", "document", message))
    if digester.catalogue() != manifest["catalogue"]:
        message = (
            "outline, document information, descriptions of pictures or viewer settings were changed, "
            "or active content was added"
        )
        findings.append(Finding("broken", "document", message))


def _section_of(index: int, manifest: dict[str, Any]) -> str:
    for number, (first, last) in manifest["image_pages"].items():
        if first <= index <= last:
            return f" (image {number})"
    return ""


def _check_evidence(
    pdf: pikepdf.Pdf,
    attachments: Attachments,
    manifest: dict[str, Any],
    intact: set[str],
    findings: list[Finding],
) -> list[tuple[str, str]]:
    """Whether the attachments agree with one another and with the pages."""
    anchor = manifest["anchor"]
    facts = [("session", str(anchor["session_id"])), ("chain head", str(anchor["head_sha256"]))]
    if ANCHOR_NAME in intact and json.loads(attachments.read(ANCHOR_NAME)) != anchor:
        findings.append(Finding("broken", ANCHOR_NAME, "it names another end of the chain than the manifest"))
    witness = None
    if TRAIL_NAME in intact:
        events = json.loads(attachments.read(TRAIL_NAME))
        findings += check_chain(events, anchor)
        facts.append(("audit entries", str(len(events))))
        witness = TrailWitness([event_from_json(entry) for entry in events])
    if RECORD_NAME in intact:
        record = json.loads(attachments.read(RECORD_NAME))
        if record["anchor"] != anchor:
            findings.append(
                Finding("broken", RECORD_NAME, "it names another end of the chain than the manifest")
            )
        findings += _own_doubts(record)
        checker = EvidenceChecker(pdf, attachments.read, intact, manifest["image_pages"], witness)
        findings += checker.check(record)
        facts.append(("images", str(len(record["images"]))))
    return facts


def _own_doubts(record: Mapping[str, Any]) -> Iterator[Finding]:
    """What the report itself says against the record it was made from; earlier versions did not ask."""
    doubts = record.get("record_check", {}).get("findings", ())
    for doubt in doubts[:1]:
        message = (
            f"the report itself says that its record did not hold when it was written, for {len(doubts)} "
            f"reason(s), the first: {doubt['where']}: {doubt['message']}"
        )
        yield Finding("warning", RECORD_NAME, message)
