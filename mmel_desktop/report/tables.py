"""Rows of a table and lists of facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mmel_desktop.report.blocks import Block, Columns, Stack
from mmel_desktop.report.page_style import CONTENT_HEIGHT, LABEL, LINE, PANEL, SMALL_INK, SOFT, TextStyle
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.text import TextBlock, shorten

Cell = Block | str


class TableRow(Block):
    """One row: cells beside one another with a hairline below; the header has a tinted ground.

    Args:
        cells: blocks, or texts set in ``style``.
        shares: relative column widths.
        header: set as a header.
        named: the first cell says what the others are about, as in a list of facts.
        right: indices of columns whose texts are right aligned (figures).
        style: of texts.
        inset: room left and right of the outer cells, points.
        gap: between cells, points.
        padding_y: room above and below the cells, points.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        shares: Sequence[float],
        *,
        header: bool = False,
        named: bool = False,
        right: Sequence[int] = (),
        style: TextStyle = SMALL_INK,
        inset: float = 6.0,
        gap: float = 12.0,
        padding_y: float = 2.0,
    ) -> None:
        chosen = LABEL if header else style
        blocks = [
            TextBlock(cell, chosen.with_(align="right") if index in right else chosen)
            if isinstance(cell, str)
            else cell
            for index, cell in enumerate(cells)
        ]
        self.columns = Columns(blocks, shares, gap=gap)
        self.header = header
        self.named = named
        self.inset = inset
        self.padding_y = padding_y

    @classmethod
    def _of(cls, columns: Columns, inset: float, padding_y: float, named: bool) -> TableRow:
        row = cls((), (), inset=inset, padding_y=padding_y, named=named)
        row.columns = columns
        return row

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self.columns.measure(width - 2 * self.inset) + 2 * self.padding_y

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        height = self.measure(width)
        if self.header:
            canvas.setFillColorRGB(*PANEL)
            canvas.rect(x, top - height, width, height, stroke=0, fill=1)
        canvas.setStrokeColorRGB(*(SOFT if self.header else LINE))
        canvas.setLineWidth(0.6 if self.header else 0.4)
        canvas.line(x, top - height, x + width, top - height)
        self._draw_cells(canvas, x + self.inset, top - self.padding_y, width - 2 * self.inset)

    def _draw_cells(self, canvas: Any, x: float, top: float, width: float) -> None:
        tags = tags_of(canvas)
        if not tags.inside("Table"):  # a row that stands alone is no table
            self.columns.draw(canvas, x, top, width)
            return
        with tags.element("TR"):
            widths = self.columns.widths(width)
            for index, (cell, own) in enumerate(zip(self.columns.children, widths, strict=True)):
                scope = "Column" if self.header else "Row" if self.named and index == 0 else ""
                with tags.element("TH" if scope else "TD", scope=scope), tags.link():
                    cell.draw(canvas, x, top, own)
                x += own + self.columns.gap

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None."""
        parts = self.columns.split(width - 2 * self.inset, height - 2 * self.padding_y)
        if parts is None:
            return None
        first, rest = (
            self._of(part, self.inset, self.padding_y, self.named)
            for part in parts
            if isinstance(part, Columns)
        )
        return first, rest


class Table(Block):
    """Rows below one another; over a page's end the header is repeated.

    Args:
        header: None for a table without one.
        rows: at least one.
    """

    breakable = True
    fewest_rows = 2

    def __init__(self, header: TableRow | None, rows: Sequence[Block]) -> None:
        self.header = header
        self.rows = tuple(rows)

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self._header_height(width) + sum(row.measure(width) for row in self.rows)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        with tags_of(canvas).element("Table"):
            for row in (*((self.header,) if self.header else ()), *self.rows):
                row.draw(canvas, x, top, width)
                top -= row.measure(width)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None; no part has a single row."""
        used, count = self._header_height(width), 0
        for row in self.rows:
            used += row.measure(width)
            if used > height:
                break
            count += 1
        count = min(count, len(self.rows) - self.fewest_rows)
        if count >= self.fewest_rows:
            return Table(self.header, self.rows[:count]), Table(self.header, self.rows[count:])
        if self.measure(width) <= CONTENT_HEIGHT:
            return None
        # A row taller than a page: rows alone know how to break.
        return _Rows([*((self.header,) if self.header else ()), *self.rows]).split(width, height)

    def _header_height(self, width: float) -> float:
        return self.header.measure(width) if self.header else 0.0


class _Rows(Stack):
    """Rows of a table that is broken wherever it must be."""

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        with tags_of(canvas).element("Table"):
            super().draw(canvas, x, top, width)


def facts(
    pairs: Sequence[tuple[str, Cell]],
    *,
    shares: tuple[float, float] = (1.0, 3.0),
    style: TextStyle = SMALL_INK,
) -> Table:
    """A list of names and values."""
    rows: list[Block] = []
    for name, value in pairs:
        block = TextBlock(shorten(value) if value else "–", style) if isinstance(value, str) else value
        rows.append(TableRow((TextBlock(name, LABEL), block), shares, inset=0.0, named=True))
    return Table(None, rows)
