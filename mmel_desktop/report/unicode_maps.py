"""Lets Arabic be searched and copied: shaped letters are mapped back to the letters that were written.

A shaped letter is printed through a presentation form (U+FB50 to U+FEFF), and that is what reportlab tells readers the
text is; searching for the written word would find nothing.
"""

from __future__ import annotations

import re
import unicodedata

import pikepdf

_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>")


def mend_unicode_maps(pdf: pikepdf.Pdf) -> None:
    """Rewrite the ``ToUnicode`` tables of all fonts of a document that hold presentation forms."""
    done: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        fonts = resources.get("/Font", pikepdf.Dictionary())
        for key in list(fonts.keys()):
            table = fonts[key].get("/ToUnicode")
            if table is None or table.objgen in done:
                continue
            done.add(table.objgen)
            data = table.read_bytes()
            mended = _ENTRY.sub(_written_letter, data)
            if mended != data:
                table.write(mended)


def _written_letter(match: re.Match[bytes]) -> bytes:
    character = chr(int(match[1], 16))
    if not ("\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc"):
        return match[0]
    letters = unicodedata.normalize("NFKC", character)
    return b"<" + letters.encode("utf-16-be").hex().upper().encode() + b">"
