"""Whether a record holds, asked before something is made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mmel_desktop.core.case import Finding


@dataclass(frozen=True)
class RecordCheck:
    """What a check of a session's audit trail found.

    It is no verification: images, models and stored maps were not looked at, and the file that something is
    exported to can still be changed. It says what was known when that was written.

    Attributes:
        findings: what is broken, and what warns that it may be another record than the one meant.
        unchecked: why nothing could be checked; empty when it was.
    """

    findings: tuple[Finding, ...] = ()
    unchecked: str = ""

    @property
    def passed(self) -> bool:
        """True when nothing speaks against the record."""
        return not self.findings

    @property
    def intact(self) -> bool:
        """True when nothing is broken."""
        return all(finding.severity != "broken" for finding in self.findings)

    @property
    def verdict(self) -> str:
        """In a few words, for people."""
        if not self.intact:
            return "NOT INTACT"
        if not self.passed:
            return "in doubt"
        return f"not checked: {self.unchecked}" if self.unchecked else "held when it was checked"

    def to_json(self) -> dict[str, Any]:
        """As exports carry it, as JSON values."""
        return {
            "verdict": self.verdict,
            "passed": self.passed and not self.unchecked,
            "findings": [
                {"severity": finding.severity, "where": finding.where, "message": finding.message}
                for finding in self.findings
            ],
        }
