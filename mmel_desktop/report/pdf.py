"""Writes the audit report of a case: page by page, with progress, cancellable, all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from mmel_desktop import __version__
from mmel_desktop.core.audit_event import Anchor, AuditEvent
from mmel_desktop.core.case import Finding
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.errors import ReportError
from mmel_desktop.report.appendix import write_appendix
from mmel_desktop.report.assembly import ReportParts, assemble
from mmel_desktop.report.audit_pages import write_audit_trail
from mmel_desktop.report.content import CaseHeader, CaseReader, CaseTotals, read_header, read_images
from mmel_desktop.report.cover import write_contents, write_cover
from mmel_desktop.report.evidence import (
    ANCHOR_NAME,
    RECORD_NAME,
    TRAIL_NAME,
    anchor_document,
    audit_document,
    image_document,
    image_document_name,
    image_maps_name,
    maps_archive,
    record_document,
)
from mmel_desktop.report.evidence_spool import Attachment, EvidenceSpool
from mmel_desktop.report.finding_pages import write_findings
from mmel_desktop.report.image_section import write_image_section
from mmel_desktop.report.method_pages import write_method
from mmel_desktop.report.page_flow import Bookmark, FlowResult, PageFlow
from mmel_desktop.report.page_furniture import write_furniture
from mmel_desktop.report.run_conditions import ConditionsRegister, write_run_conditions
from mmel_desktop.report.sign_off_pages import write_sign_off
from mmel_desktop.report.structure_tree import Journal
from mmel_desktop.report.summary import write_summary
from mmel_desktop.report.term_pages import write_terms
from mmel_desktop.report.trail_witness import TrailWitness
from mmel_desktop.report.word_pages import write_words

PROGRAM = f"MMEL Desktop {__version__}"
IMAGES_TITLE = "Images"
_MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class ReportOutcome:
    """A written report.

    Attributes:
        path: the file.
        sha256: of the whole file.
        pages: how many it has.
        anchor: the end of the audit trail it was made from.
        record_check: whether the record held; the report says so, too.
    """

    path: Path
    sha256: str
    pages: int
    anchor: Anchor
    record_check: RecordCheck = field(default_factory=RecordCheck)


def write_report(
    reader: CaseReader,
    out_path: str | Path,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
    record_check: RecordCheck | None = None,
) -> ReportOutcome:
    """Write the audit report of a case; the same record gives the same bytes.

    The file appears under its name only when it is complete; an older file of that name stays until then.

    Args:
        reader: the case; it is only read.
        out_path: where the PDF goes.
        progress: told after each image.
        cancel: checked after each image.
        record_check: what speaks against the record that its own trail cannot tell, such as a cut-off end.

    Raises:
        ReportError: the file cannot be written.
        OperationCancelled: ``cancel`` was set; nothing is left behind.
    """
    target = Path(out_path).absolute()
    token = cancel or CancelToken()
    try:
        with tempfile.TemporaryDirectory(prefix=".mmel-report-", dir=target.parent) as directory:
            check = record_check or RecordCheck()
            writer = _ReportWriter(reader, Path(directory), progress, token, check)
            return writer.write(target)
    except OSError as error:
        raise ReportError(
            f"cannot write report '{target.name}'",
            found=error.strerror or type(error).__name__,
            expected=f"a writable folder with room at '{target.parent}'",
            action="choose another place",
        ) from error


class _ReportWriter:
    """One export; its parts lie in a folder that vanishes with it."""

    def __init__(
        self,
        reader: CaseReader,
        directory: Path,
        progress: ProgressListener,
        cancel: CancelToken,
        record_check: RecordCheck,
    ) -> None:
        self.reader = reader
        self.directory = directory
        self.progress = progress
        self.cancel = cancel
        self.events: tuple[AuditEvent, ...] = reader.audit_events()
        self.header: CaseHeader = read_header(reader, self.events)
        self.witness = TrailWitness(self.events)
        self.totals = CaseTotals(session_differences=self._session_differences(), record_check=record_check)
        self.conditions = ConditionsRegister()
        self.image_pages: dict[int, tuple[int, int]] = {}
        self.steps = len(self.header.images) + 2

    def write(self, target: Path) -> ReportOutcome:
        with EvidenceSpool(self.directory) as evidence:
            images = self._write_images(evidence)
            self._refuse_if_changed()
            general = self._add_general_evidence(evidence)
            back = self._write_back(general)
            front = self._write_front(images, back)
            flows = (front, images, back)
            report = self._report_parts(flows)
            self._report(len(self.header.images) + 1, "putting the file together")
            finished = self.directory / "report.pdf"
            pages = assemble(report, self.header, evidence, finished, self.cancel.raise_if_cancelled)
        sha256 = _sync_and_hash(finished)
        self.cancel.raise_if_cancelled()
        finished.replace(target)
        self.progress(ProgressReport(self.steps, self.steps, "report written"))  # too late to cancel
        return ReportOutcome(target, sha256, pages, self.header.anchor, self.totals.record_check)

    def _session_differences(self) -> tuple[Finding, ...]:
        image_ids = [record.image_id for record in self.header.images]
        return (*self.witness.session(asdict(self.header.session)), *self.witness.images(image_ids))

    def _report(self, done: int, step: str) -> None:
        self.progress(ProgressReport(done, self.steps, step))
        self.cancel.raise_if_cancelled()

    def _write_images(self, evidence: EvidenceSpool) -> FlowResult:
        flow = PageFlow(self.directory, "images")
        self._report(0, "reading the record")
        for case in read_images(self.reader, self.header):
            first = flow.page_count
            document = image_document(case, self.reader)
            differences = tuple(self.witness.image(json.loads(document)))
            attached: list[Attachment] = [evidence.add(image_document_name(case.number), document)]
            if case.explanation is not None:
                maps = maps_archive(case.explanation.arrays())
                attached.append(evidence.add(image_maps_name(case.number), maps))
            letter = self.conditions.letter_for(case.explanation, case.number) if case.explanation else ""
            write_image_section(
                flow, case, self.header.display, attached, letter, differences, self.header.history.taxonomy
            )
            self.image_pages[case.number] = (first, flow.page_count - 1)
            self.totals.add(case)
            self.totals.differences += len(differences)
            self._report(case.number, f"image {case.number} of {len(self.header.images)}")
        return flow.finish()

    def _refuse_if_changed(self) -> None:
        """Pages and audit trail must speak of the same state of the record."""
        newer = self.reader.audit_events(self.header.anchor.sequence)
        if newer:
            raise ReportError(
                "the session was changed while its report was being written",
                found=f"a new audit entry: {newer[0].action}",
                expected="no change during the export",
                action="let running work finish, then export again",
            )

    def _add_general_evidence(self, evidence: EvidenceSpool) -> list[Attachment]:
        return [
            evidence.add(RECORD_NAME, record_document(self.header, self.totals, PROGRAM)),
            evidence.add(TRAIL_NAME, audit_document(self.events)),
            evidence.add(ANCHOR_NAME, anchor_document(self.header.anchor)),
        ]

    def _write_back(self, general: list[Attachment]) -> FlowResult:
        flow = PageFlow(self.directory, "back")
        write_run_conditions(flow, self.conditions)
        write_method(flow, self.totals)
        write_terms(flow, self.header.history)
        write_words(flow)
        write_audit_trail(flow, self.events)
        write_appendix(flow, self.header, self.totals, general, PROGRAM)
        return flow.finish()

    def _write_front(self, images: FlowResult, back: FlowResult) -> FlowResult:
        """Cover to sign-off; they name pages that depend on their own length: set until it is stable."""
        known = FlowResult()
        for attempt in range(_MOST_ATTEMPTS):
            pages = len(known.running_titles)
            front = self._set_front(
                f"front{attempt}", _merged_bookmarks(known.bookmarks, images, back, pages)
            )
            if (front.bookmarks, len(front.running_titles)) == (known.bookmarks, pages):
                return front
            known = front
        raise AssertionError("the front pages change their length with every page number")

    def _set_front(self, name: str, bookmarks: list[Bookmark]) -> FlowResult:
        flow = PageFlow(self.directory, name)
        sections = [(index, entry.page) for index, entry in enumerate(bookmarks) if entry.depth == 1]
        write_cover(flow, self.header, self.totals, PROGRAM)
        write_contents(flow, bookmarks)
        write_summary(flow, self.header, self.totals)
        taxonomy = self.header.history.taxonomy
        write_findings(flow, self.totals, taxonomy, dict(enumerate(sections, start=1)))
        write_sign_off(flow, self.header, self.totals)
        return flow.finish()

    def _report_parts(self, flows: tuple[FlowResult, FlowResult, FlowResult]) -> ReportParts:
        front, images, back = flows
        offset = len(front.running_titles)
        titles = [title for flow in flows for title in flow.running_titles]
        return ReportParts(
            parts=tuple(path for flow in flows for path in flow.parts),
            furniture=tuple(write_furniture(self.directory, self.header, titles)),
            bookmarks=tuple(_merged_bookmarks(front.bookmarks, images, back, offset)),
            links=tuple(front.links),
            journals=_journals(flows),
            image_pages={
                number: (first + offset, last + offset) for number, (first, last) in self.image_pages.items()
            },
            program=PROGRAM,
        )


def _journals(flows: Sequence[FlowResult]) -> tuple[Journal, ...]:
    journals: list[Journal] = []
    pages = 0
    for flow in flows:
        if flow.journal is not None:
            journals.append(Journal(flow.journal, pages))
        pages += len(flow.running_titles)
    return tuple(journals)


def _merged_bookmarks(
    front: list[Bookmark], images: FlowResult, back: FlowResult, front_pages: int
) -> list[Bookmark]:
    """Bookmarks of the whole report in page order; the images get a chapter of their own."""
    image_pages = len(images.running_titles)
    merged = list(front)
    if images.bookmarks:
        merged.append(Bookmark(IMAGES_TITLE, 0, front_pages))
    merged += [replace(entry, page=entry.page + front_pages) for entry in images.bookmarks]
    merged += [replace(entry, page=entry.page + front_pages + image_pages) for entry in back.bookmarks]
    return merged


def _sync_and_hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb+") as file:
        while block := file.read(1 << 20):
            digest.update(block)
        os.fsync(file.fileno())
    return digest.hexdigest()
