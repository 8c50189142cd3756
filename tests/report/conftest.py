"""One written report shared by the tests that only read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.report.page_text import PageTextReader
from mmel_desktop.report.pdf import ReportOutcome, write_report
from mmel_desktop.report.verification import verify_report
from tests.report.report_case import CaseInMemory, full_case

Tamper = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True)
class WrittenReport:
    """A report, the case it was made from and the text of its pages without white space."""

    outcome: ReportOutcome
    case: CaseInMemory
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.pages)


def page_texts(path: Path) -> tuple[str, ...]:
    """Text of every page without white space; header and footer are left out."""
    reader = PageTextReader()
    with pikepdf.open(path) as pdf:
        return tuple(reader.read(page) for page in pdf.pages)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> WrittenReport:
    """Two explained images with annotations in many scripts, and one whose explanation failed."""
    folder = tmp_path_factory.mktemp("report")
    case = full_case(folder, images=2)
    outcome = write_report(case, folder / "report.pdf")
    return WrittenReport(outcome, case, page_texts(outcome.path))


@pytest.fixture
def tampered(written: WrittenReport, tmp_path: Path) -> Callable[[Tamper], VerificationResult]:
    """Changes a copy of the report and verifies it."""

    def change(tamper: Tamper) -> VerificationResult:
        path = tmp_path / "tampered.pdf"
        with pikepdf.open(written.outcome.path) as pdf:
            tamper(pdf)
            pdf.save(path)
        return verify_report(path)

    return change


def broken(result: VerificationResult) -> list[str]:
    """Where something is broken, and what."""
    return [
        f"{finding.where}: {finding.message}" for finding in result.findings if finding.severity == "broken"
    ]
