"""Says of everything on a page what it is: heading, paragraph, table cell, figure, link, or mere decoration.

Screen readers follow these tags instead of the drawing, which they cannot see (ISO 32000-1, 14.7 and 14.8).
While pages are drawn, marks are set into them and a journal of the logical structure is written to disk; the
structure tree is made from it when the report is put together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]

CELLS = frozenset({"TD", "TH"})
_HOLDS_TEXT = CELLS | {"P", "H1", "H2", "Link", "TOCI", "Span"}
"""A paragraph that begins inside one of these is part of it, not an element of its own."""


class PageTags:
    """Tags of one run of pages.

    What is drawn outside :meth:`content` is decoration: nothing is forgotten, and nothing is read out that
    means nothing. Nothing may be open when a page ends but elements; content belongs to one page.

    Args:
        journal: file that the structure is appended to, one JSON array per line.
    """

    def __init__(self, journal: Path) -> None:
        self.journal = journal
        self._lines: list[str] = []
        self._canvas: Any = None
        self._page = -1
        self._marks = 0
        self._open: list[str] = []
        self._sections: list[int] = []
        self._quiet = 0
        self._waiting_link: int | None = None

    def begin_page(self, canvas: Any, page: int) -> None:
        """Go on with another page; ``page`` counts from 0."""
        self._canvas, self._page, self._marks = canvas, page, 0
        canvas.addLiteral("/Artifact BMC")

    def end_page(self) -> None:
        """To be called before the page is handed to the file."""
        self._canvas.addLiteral("EMC")

    def save(self) -> None:
        """Write what was noted since the last time to the journal, so that it takes no memory."""
        with self.journal.open("a", encoding="utf-8") as file:
            file.writelines(self._lines)
        self._lines.clear()

    def finish(self) -> None:
        """End the last section and write the rest."""
        while self._sections:
            self._sections.pop()
            self._note("close")
        self.save()

    def section(self, depth: int) -> None:
        """Begin a chapter (depth 0) or a part of one (depth 1); it lasts until the next of its kind."""
        assert not self._open, f"a section begins inside {self._open}"
        while self._sections and self._sections[-1] >= depth:
            self._sections.pop()
            self._note("close")
        self._sections.append(depth)
        self._note("open", "Sect", {})

    def inside(self, role: str) -> bool:
        """Whether the innermost element has this role."""
        return bool(self._open) and self._open[-1] == role

    @contextmanager
    def element(
        self,
        role: str,
        *,
        alt: str = "",
        actual: str = "",
        language: str = "",
        scope: str = "",
        box: Box | None = None,
    ) -> Iterator[None]:
        """A structure element around what is drawn meanwhile.

        Args:
            role: a standard structure type, e.g. ``Table``.
            alt: what a figure shows, in words.
            actual: the text as it was written, where its drawing has another order.
            language: tag of the text's language where it is not that of the document, e.g. ``ko``.
            scope: of a header cell, ``Column`` or ``Row``.
            box: of a figure on the page, points: left, bottom, right, top.
        """
        if self._quiet:
            yield
            return
        given = {"alt": alt, "actual": actual, "language": language, "scope": scope, "box": box}
        self._note("open", role, {key: value for key, value in given.items() if value})
        self._open.append(role)
        yield
        self._open.pop()
        self._note("close")

    @contextmanager
    def content(self, read_as: str = "") -> Iterator[None]:
        """What is drawn meanwhile is content of the innermost element.

        Args:
            read_as: ASCII words that stand for a sign, e.g. ``warning`` for a triangle.
        """
        if self._quiet or not self._open:
            yield
            return
        words = f" /ActualText ({read_as} )" if read_as else ""
        assert read_as.isascii()
        assert not set(read_as) & set("()\\")
        self._canvas.addLiteral(f"EMC\n/{self._open[-1]} <</MCID {self._marks}{words}>> BDC")
        self._note("mark", self._page, self._marks)
        self._marks += 1
        self._quiet += 1
        yield
        self._quiet -= 1
        self._canvas.addLiteral("EMC\n/Artifact BMC")

    @contextmanager
    def paragraph(self, role: str = "P", *, actual: str = "", language: str = "") -> Iterator[None]:
        """An element for text, or nothing where the innermost element holds text already."""
        with ExitStack() as stack:
            if not self._open or self._open[-1] not in _HOLDS_TEXT:
                stack.enter_context(self.element(role, actual=actual, language=language))
            elif actual or language:
                stack.enter_context(self.element("Span", actual=actual, language=language))
            yield

    @contextmanager
    def figure(self, alt: str, box: Box) -> Iterator[None]:
        """A picture or plot: one piece of content with words for those who do not see it."""
        with self.element("Figure", alt=alt, box=box), self.content():
            yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Nothing drawn meanwhile is read out, e.g. a table's header that stands again on the next page."""
        self._quiet += 1
        yield
        self._quiet -= 1

    def announce_link(self, number: int) -> None:
        """The next text that can be one is the link with this number; see :meth:`link`."""
        self._waiting_link = number

    @contextmanager
    def link(self) -> Iterator[None]:
        """Around the text of a link; nothing where none was announced."""
        if self._waiting_link is None or self._quiet:
            yield
            return
        number, self._waiting_link = self._waiting_link, None
        with self.element("Link"):
            yield
            self._note("link", self._page, number)

    def _note(self, *entry: Any) -> None:
        self._lines.append(json.dumps(entry) + "\n")


class NoTags(PageTags):
    """For drawings that belong to no tagged page, such as headers and footers."""

    def __init__(self) -> None:
        self._quiet = 1
        self._open = []
        self._waiting_link = None


_NONE = NoTags()


def tags_of(canvas: Any) -> PageTags:
    """The tags of the page that is being drawn; they do nothing on a canvas without."""
    found = getattr(canvas, "tags", None)
    return found if isinstance(found, PageTags) else _NONE
