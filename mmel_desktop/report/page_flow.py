"""Pours blocks into pages and writes the pages out in parts, so that a long report needs no more memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from mmel_desktop.report.blocks import Block, Gap
from mmel_desktop.report.fonts import REGULAR, report_fonts
from mmel_desktop.report.page_style import (
    CONTENT_HEIGHT,
    CONTENT_WIDTH,
    MARGIN_TOP,
    MARGIN_X,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)
from mmel_desktop.report.page_tags import PageTags

PAGES_PER_PART = 48
"""Pages held in memory before they are written to a part file."""

_ROOM_FOR_A_CHAPTER = 0.7
"""Of a page; less begins a new one."""


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline and of the contents page.

    Attributes:
        title: plain text.
        depth: 0 for chapters, 1 for what lies inside them.
        page: 0-based, counted from the flow's first page.
        note: short remark for the contents page, e.g. a verdict.
    """

    title: str
    depth: int
    page: int
    note: str = ""


@dataclass(frozen=True)
class PageLink:
    """A rectangle that leads to a bookmark of the same report, by its position in the list of bookmarks."""

    page: int
    rectangle: tuple[float, float, float, float]
    bookmark: int


@dataclass
class FlowResult:
    """Everything a finished flow leaves behind.

    Attributes:
        parts: part files in page order.
        running_titles: one per page.
        bookmarks, links: with page numbers relative to this flow.
        journal: the pages' logical structure; None for a flow without pages.
    """

    parts: list[Path] = field(default_factory=list)
    running_titles: list[str] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    journal: Path | None = None


def new_canvas(path: Path) -> Any:
    """A reportlab canvas with fixed dates and identifiers and without the built-in fonts."""
    report_fonts()
    # Binary streams: the ASCII form would only make parts larger before they are merged.
    rl_config.useA85 = 0
    return Canvas(
        str(path),
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        initialFontSize=9,
    )


class PageFlow:
    """Adds blocks from top to bottom, page after page.

    Args:
        directory: where part files are written.
        name: start of the part files' names.
    """

    def __init__(self, directory: Path, name: str) -> None:
        self.result = FlowResult()
        self._directory = directory
        self._name = name
        self._canvas: Any = None
        self._pages_in_part = 0
        self._room = 0.0
        self._title = ""
        self._repeated: Block | None = None
        self._tags = PageTags(directory / f"{name}.tags")

    @property
    def page_count(self) -> int:
        """Pages begun so far."""
        return len(self.result.running_titles)

    def begin_page(self, running_title: str) -> None:
        """Start a fresh page; its header and those of the following pages show this title."""
        self._title = running_title
        self._repeated = None
        self._new_page()

    def begin_chapter(self, title: str) -> None:
        """Start a chapter on a fresh page, or below a chapter of a few lines."""
        if self._room > _ROOM_FOR_A_CHAPTER * CONTENT_HEIGHT:
            self.result.running_titles[-1] = self._title = f"{self._title} · {title}"
            self.add(Gap(24.0))
        else:
            self.begin_page(title)

    def bookmark(self, title: str, depth: int, note: str = "") -> None:
        """Let the outline point at the current page, where a new section begins."""
        self.result.bookmarks.append(Bookmark(title, depth, self.page_count - 1, note))
        self._tags.section(depth)

    def element(self, role: str) -> AbstractContextManager[None]:
        """A structure element around the blocks added meanwhile, over all their pages."""
        return self._tags.element(role)

    def add(self, *blocks: Block) -> None:
        """Place blocks below one another, breaking pages where needed."""
        for block in blocks:
            self._place(block)

    def add_rows(self, header: Block, rows: Iterable[Block], targets: Sequence[int] = ()) -> None:
        """Place a table whose header row stands again at the top of each further page.

        Args:
            header: the header row.
            rows: the other rows.
            targets: for each row the bookmark it leads to, by its position in the final list; may be empty.
        """
        iterator = iter(rows)
        first = next(iterator, None)
        needed = header.measure(CONTENT_WIDTH) + (first.measure(CONTENT_WIDTH) if first else 0.0)
        if needed > self._room:
            self._new_page()
        with self.element("Table"):
            self.add(header)
            self._repeated = header
            placed = iterator if first is None else chain((first,), iterator)
            for position, row in enumerate(placed):
                if targets:
                    self.add_link(row, targets[position])
                else:
                    self.add(row)
            self._repeated = None

    def add_at_bottom(self, block: Block) -> None:
        """Place a block at the foot of the page, or of the next one when it does not fit any more."""
        height = block.measure(CONTENT_WIDTH)
        self.keep_room(height)
        self._room = max(height, 0.0)
        self.add(block)

    def keep_room(self, height: float) -> None:
        """Go to a new page unless this much height is left."""
        if self._room < height:
            self._new_page()

    def add_link(self, block: Block, bookmark: int) -> None:
        """Place a block that leads to a bookmark (position in the final list)."""
        self._tags.announce_link(len(self.result.links))
        self.add(block)
        bottom = PAGE_HEIGHT - MARGIN_TOP - (CONTENT_HEIGHT - self._room)
        rectangle = (MARGIN_X, bottom, MARGIN_X + CONTENT_WIDTH, bottom + block.measure(CONTENT_WIDTH))
        self.result.links.append(PageLink(self.page_count - 1, rectangle, bookmark))

    def finish(self) -> FlowResult:
        """Write the last part and hand over what was made."""
        self._close_part()
        self._tags.finish()
        self.result.journal = self._tags.journal
        return self.result

    def _place(self, block: Block) -> None:
        at_top = self._room == CONTENT_HEIGHT
        height = block.measure(CONTENT_WIDTH)
        if isinstance(block, Gap) and (at_top or height > self._room):
            return
        if height <= self._room:
            block.draw(self._canvas, MARGIN_X, self._top(), CONTENT_WIDTH)
            self._room -= height
            return
        parts = block.split_if_wanted(CONTENT_WIDTH, self._room)
        if parts is not None:
            parts[0].draw(self._canvas, MARGIN_X, self._top(), CONTENT_WIDTH)
            self._new_page()
            self._place(parts[1])
            return
        assert not at_top, f"a block of {height:.0f} points cannot be split: {type(block).__name__}"
        self._new_page()
        self._place(block)

    def _top(self) -> float:
        return PAGE_HEIGHT - MARGIN_TOP - (CONTENT_HEIGHT - self._room)

    def _new_page(self) -> None:
        if self._canvas is not None:
            self._show_page()
            self._pages_in_part += 1
            if self._pages_in_part >= PAGES_PER_PART:
                self._save_part()
        if self._canvas is None:
            path = self._directory / f"{self._name}-{len(self.result.parts):04d}.pdf"
            self._canvas = new_canvas(path)
            self.result.parts.append(path)
            self._canvas.tags = self._tags
        self._tags.begin_page(self._canvas, self.page_count)
        self.result.running_titles.append(self._title)
        self._room = CONTENT_HEIGHT
        if self._repeated is not None:
            repeated, self._repeated = self._repeated, None
            with self._tags.decoration():
                self.add(repeated)
            self._repeated = repeated

    def _close_part(self) -> None:
        if self._canvas is not None:
            self._show_page()
            self._save_part()

    def _show_page(self) -> None:
        self._tags.end_page()
        self._canvas.showPage()

    def _save_part(self) -> None:
        self._canvas.save()
        self._tags.save()
        self._canvas = None
        self._pages_in_part = 0
