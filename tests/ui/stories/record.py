"""What a story leaves behind: the session file and the PDF, read without the window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.report.page_text import PageTextReader
from tests.ui.conftest import TestBench

EXPORT_MS = 300_000


@dataclass(frozen=True)
class Report:
    """A written PDF.

    Attributes:
        text: of all pages, without white space.
        attachments: name → bytes.
    """

    text: str
    attachments: dict[str, bytes]

    def document(self, name: str) -> Any:
        """An attached JSON document."""
        return json.loads(self.attachments[name])


def squeezed(text: str) -> str:
    """A text as it stands in :attr:`Report.text`."""
    return "".join(text.split())


def export_report(bench: TestBench, workbench: Workbench, qtbot: QtBot, name: str = "report.pdf") -> Report:
    """Ctrl+E: write the PDF where the analyst says, wait for the message, read the file."""
    path = bench.folder / name
    bench.paths.answer = path
    written = workbench.session.reports_written
    workbench.window.commands["file.export"].trigger()
    qtbot.waitUntil(lambda: workbench.session.reports_written == written + 1, timeout=EXPORT_MS)
    bench.wait_idle(workbench)
    return read_report(path)


def read_report(path: Path) -> Report:
    """Pages and attachments of a PDF."""
    reader = PageTextReader()
    with pikepdf.open(path) as pdf:
        text = "".join(reader.read(page) for page in pdf.pages)
        files = {name: bytes(held.get_file().read_bytes()) for name, held in pdf.attachments.items()}
    return Report(text, files)
