"""What a page is built from: blocks that know their height, draw themselves and may break over pages.

reportlab's own page-layout engine keeps a whole document in memory and numbers pages only at its end; these
blocks let pages be written out while the next images are still being read.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from mmel_desktop.report.page_style import CONTENT_HEIGHT, LINE, PANEL, Colour

_TALL = 0.9 * CONTENT_HEIGHT
"""Taller blocks may fit on no page once a panel's padding or a heading is added."""


class Block(ABC):
    """Something with a height at a given width. Lengths are points, ``top`` counts up from the page's foot.

    ``breakable`` blocks flow over a page's end; others move to the next page whole when they fit there.
    """

    breakable = False

    @abstractmethod
    def measure(self, width: float) -> float:
        """Height needed at this width."""

    @abstractmethod
    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:  # noqa: ARG002  # not splittable
        """Two blocks of which the first fits into ``height``; None when it cannot be split there."""
        return None

    def split_if_wanted(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Split what is made to flow or fits on no page; None for what should move to the next page whole."""
        wanted = self.breakable or self.measure(width) > _TALL
        return self.split(width, height) if wanted else None


class Gap(Block):
    """Empty space; left out at the top of a page."""

    def __init__(self, height: float) -> None:
        self.height = height

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.height

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Nothing to draw."""


class Rule(Block):
    """A hairline across the column."""

    def __init__(self, thickness: float = 0.5, colour: Colour = LINE, height: float = 8.0) -> None:
        self.thickness = thickness
        self.colour = colour
        self.height = height

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.height

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        canvas.setStrokeColorRGB(*self.colour)
        canvas.setLineWidth(self.thickness)
        canvas.line(x, top - self.height / 2, x + width, top - self.height / 2)


class Drawing(Block):
    """A fixed-height drawing made by a function.

    Args:
        height: points.
        paint: called with canvas, x, top and width; it tags what it draws that is more than decoration.
    """

    def __init__(self, height: float, paint: Callable[[Any, float, float, float], None]) -> None:
        self.height = height
        self.paint = paint

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.height

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        self.paint(canvas, x, top, width)


class Stack(Block):
    """Blocks below one another, kept together where a page allows it.

    ``breakable`` says that the stack may be broken between its children even if it would fit on a fresh page.
    """

    def __init__(self, children: Sequence[Block], *, breakable: bool = False) -> None:
        self.children = tuple(children)
        self.breakable = breakable

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return sum(child.measure(width) for child in self.children)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        for child in self.children:
            child.draw(canvas, x, top, width)
            top -= child.measure(width)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None."""
        used = 0.0
        for index, child in enumerate(self.children):
            needed = child.measure(width)
            if used + needed > height:
                parts = child.split_if_wanted(width, height - used)
                if parts:
                    first, rest = (*self.children[:index], parts[0]), (parts[1], *self.children[index + 1 :])
                elif index:
                    first, rest = self.children[:index], self.children[index:]
                else:
                    return None
                return type(self)(first, breakable=True), type(self)(rest, breakable=True)
            used += needed
        return None


class Headed(Block):
    """A heading that never stands at a page's foot without the beginning of what it heads."""

    breakable = True

    def __init__(self, head: Block, body: Block) -> None:
        self.head = head
        self.body = body

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self.head.measure(width) + self.body.measure(width)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        self.head.draw(canvas, x, top, width)
        self.body.draw(canvas, x, top - self.head.measure(width), width)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None."""
        parts = self.body.split_if_wanted(width, height - self.head.measure(width))
        return None if parts is None else (Headed(self.head, parts[0]), parts[1])


class Columns(Block):
    """Blocks beside one another, top aligned.

    Args:
        children: the columns' contents.
        shares: relative widths.
        gap: between columns, points.
    """

    def __init__(self, children: Sequence[Block], shares: Sequence[float], gap: float = 16.0) -> None:
        self.children = tuple(children)
        self.shares = tuple(shares)
        self.gap = gap

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        widths = self.widths(width)
        return max(child.measure(own) for child, own in zip(self.children, widths, strict=True))

    def widths(self, width: float) -> tuple[float, ...]:
        """Width of each column, points."""
        room = width - self.gap * (len(self.children) - 1)
        return tuple(room * share / sum(self.shares) for share in self.shares)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        for child, own in zip(self.children, self.widths(width), strict=True):
            child.draw(canvas, x, top, own)
            x += own + self.gap

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None."""
        firsts: list[Block] = []
        rests: list[Block] = []
        for child, own in zip(self.children, self.widths(width), strict=True):
            if child.measure(own) <= height:
                firsts.append(child)
                rests.append(Gap(0.0))
                continue
            parts = child.split(own, height)
            if parts is None:
                return None
            firsts.append(parts[0])
            rests.append(parts[1])
        return Columns(firsts, self.shares, self.gap), Columns(rests, self.shares, self.gap)


class Panel(Block):
    """A block on a tinted ground, with a bar of colour at its left edge when one is given."""

    def __init__(
        self, child: Block, *, padding: float = 8.0, ground: Colour = PANEL, edge: Colour | None = None
    ) -> None:
        self.child = child
        self.padding = padding
        self.ground = ground
        self.edge = edge

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self.child.measure(width - 2 * self.padding) + 2 * self.padding

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        height = self.measure(width)
        canvas.setFillColorRGB(*self.ground)
        canvas.rect(x, top - height, width, height, stroke=0, fill=1)
        if self.edge:
            canvas.setFillColorRGB(*self.edge)
            canvas.rect(x, top - height, 3, height, stroke=0, fill=1)
        self.child.draw(canvas, x + self.padding, top - self.padding, width - 2 * self.padding)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None."""
        parts = self.child.split(width - 2 * self.padding, height - 2 * self.padding)
        if parts is None:
            return None
        first, rest = (
            Panel(part, padding=self.padding, ground=self.ground, edge=self.edge) for part in parts
        )
        return first, rest
