"""The text that stands on a page, read back from its drawing instructions."""

from __future__ import annotations

import re

import pikepdf

_MAP_ENTRY = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4,})>")
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})


class PageTextReader:
    """Reads pages of a report; tables of shared fonts are read once."""

    def __init__(self) -> None:
        self._tables: dict[tuple[int, int], dict[int, str]] = {}

    def read(self, page: pikepdf.Page) -> str:
        """All text of a page in drawing order, without any white space (line breaks do not tell words apart).

        Header and footer are drawn through a form of their own; see :meth:`read_form`.
        """
        return self._read(page.obj, page)

    def read_form(self, form: pikepdf.Object) -> str:
        """The text of a form drawn on a page, in the same shape."""
        return self._read(form, form)

    def _read(self, holder: pikepdf.Object, content: pikepdf.Page | pikepdf.Object) -> str:
        resources = holder.get("/Resources", pikepdf.Dictionary())
        fonts = resources.get("/Font", pikepdf.Dictionary())
        table: dict[int, str] = {}
        pieces: list[str] = []
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            if operator == "Tf":
                table = self._table(fonts.get(str(instruction.operands[0])))
            elif operator in _SHOWING:
                operand = instruction.operands[-1]
                shown = operand if isinstance(operand, pikepdf.Array) else [operand]
                pieces += [
                    "".join(table.get(code, "\ufffd") for code in bytes(part))
                    for part in shown
                    if isinstance(part, pikepdf.String)
                ]
        return "".join("".join(pieces).split())

    def _table(self, font: pikepdf.Object | None) -> dict[int, str]:
        """Characters by code, from the font's ``ToUnicode`` table."""
        if font is None or "/ToUnicode" not in font:
            return {}
        stream = font.ToUnicode
        if stream.objgen not in self._tables:
            self._tables[stream.objgen] = {
                int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be", "replace")
                for code, letters in _MAP_ENTRY.findall(stream.read_bytes())
            }
        return self._tables[stream.objgen]
