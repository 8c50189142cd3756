"""Mends the tables that say which text a glyph stands for, so that search and copy find what was written."""

from __future__ import annotations

import re
import unicodedata

import pikepdf

_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4,6})>")


def mend_unicode_maps(pdf: pikepdf.Pdf) -> None:
    """Rewrite the ``ToUnicode`` tables of a document's fonts where reportlab's are wrong or of little use.

    A shaped Arabic letter is printed through a presentation form (U+FB50 to U+FEFC); it is mapped back to the
    letter that was written. Ligatures stay as they are: readers disagree on the order of their parts in
    right-to-left text, but all normalise them. Characters beyond U+FFFF, which reportlab writes as five
    digits, become surrogate pairs.
    """
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
    if "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc":
        letters = unicodedata.normalize("NFKC", character)
        character = letters if len(letters) == 1 else character
    elif character <= "\uffff":
        return match[0]
    return b"<" + character.encode("utf-16-be").hex().upper().encode() + b">"
