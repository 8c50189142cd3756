"""Whether something was added around a report after it was written: a later revision, bytes before or behind.

A PDF may be changed by appending to it: viewers then show the last revision, while everything written first
still lies in the file. It may also be made to look like a file of another kind by what stands before its
beginning. The report itself is written in one piece.
"""

from __future__ import annotations

import hashlib
import mmap
import re
from collections.abc import Iterator
from pathlib import Path

from mmel_desktop.core.case import Finding

_BEGINNING = b"%PDF-"
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[ \t\r]*\n?")
"""The last lines of a revision. A linearised file begins with one that points to offset 0, ending nothing."""


def check_revisions(path: Path) -> Iterator[Finding]:
    """At most three findings: bytes before its beginning, later revisions, bytes after the last one's end.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size == 0:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if (beginning := data.find(_BEGINNING)) > 0:
                yield Finding("broken", "file structure", f"{beginning:,} bytes stand before its beginning")
            ends = [match.end() for match in _END.finditer(data) if int(match[1]) != 0]
            if len(ends) > 1:
                first = hashlib.sha256(memoryview(data)[: ends[0]]).hexdigest()
                yield Finding(
                    "broken",
                    "file structure",
                    f"{len(ends) - 1} later revision(s) of {size - ends[0]:,} bytes were appended; the first "
                    f"{ends[0]:,} bytes alone have SHA-256 {first}",
                )
            if ends and data[ends[-1] : size].strip(b"\x00\t\n\x0c\r "):
                message = f"{size - ends[-1]:,} bytes stand after its end"
                yield Finding("broken", "file structure", message)
