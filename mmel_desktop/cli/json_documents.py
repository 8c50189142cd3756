"""What commands print with ``--json`` where several print the same, as JSON values."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import MmelError

if TYPE_CHECKING:
    from mmel_desktop.workflow.export_report import ReportOutcome


def add_json_option(parser: argparse.ArgumentParser, what: str) -> None:
    """``--json``; ``what`` is printed as JSON then: one document on standard output, nothing else there."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON")


def path_text(path: Path) -> str:
    """A path that can be printed."""
    return printable_name(str(path))


def error_texts(errors: Iterable[MmelError]) -> list[str]:
    """What the lines on standard error say, too."""
    return [str(error) for error in errors]


def report_document(report: ReportOutcome) -> dict[str, Any]:
    """Where a report lies, its pages and hash, and whether the record held that it was made from."""
    return {
        "path": path_text(report.path),
        "pages": report.pages,
        "sha256": report.sha256,
        "record_check": report.record_check.to_json(),
    }


def verification_document(result: VerificationResult) -> dict[str, Any]:
    """What a verification found."""
    return {
        "file": result.subject,
        "intact": result.intact,
        "passed": result.passed,
        "facts": dict(result.facts),
        "findings": [
            {"severity": finding.severity, "where": finding.where, "message": finding.message}
            for finding in result.findings
        ],
    }
