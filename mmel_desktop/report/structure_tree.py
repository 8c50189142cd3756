"""Makes the document's structure tree from the journals that were written while its pages were drawn."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from mmel_desktop.report.page_tags import CELLS

LONGEST_DESCRIPTION = 2_000


@dataclass(frozen=True)
class Journal:
    """The structure of consecutive pages.

    Attributes:
        path: as written by ``PageTags``.
        first_page: position of its first page in the report.
    """

    path: Path
    first_page: int


def add_structure(
    pdf: pikepdf.Pdf,
    journals: Sequence[Journal],
    links: Sequence[pikepdf.Object],
    step: Callable[[], None],
) -> None:
    """Add structure tree, and the numbers that lead from pages and links back into it.

    Args:
        pdf: with all its pages.
        journals: in page order.
        links: link annotations by number in the journals.
        step: called now and then; may raise to stop.
    """
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    builder = _Builder(pdf, root, links)
    for journal in journals:
        with journal.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                builder.follow(json.loads(line), journal.first_page)
                if number % 5000 == 0:
                    step()
    root.K = builder.finish()
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=builder.parents()))
    root.ParentTreeNextKey = len(builder.pages) + len(links)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


@dataclass
class _Open:
    """An element whose end was not met yet."""

    role: str
    element: pikepdf.Object
    page: int = -1
    kids: list[Any] = field(default_factory=list)


class _Builder:
    def __init__(self, pdf: pikepdf.Pdf, root: pikepdf.Object, links: Sequence[pikepdf.Object]) -> None:
        self.pages = [page.obj for page in pdf.pages]
        self._pdf = pdf
        self._links = links
        self._marked = [pikepdf.Array() for _ in self.pages]
        self._link_elements: dict[int, pikepdf.Object] = {}
        self._scopes = {
            scope: pdf.make_indirect(
                pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name("/" + scope))
            )
            for scope in ("Column", "Row")
        }
        self._document = _Open("Document", self._new("Document", root))
        self._stack = [self._document]

    def follow(self, entry: list[Any], first_page: int) -> None:
        """Take one line of a journal."""
        match entry:
            case ["open", role, given]:
                self._stack.append(
                    _Open(role, self._describe(self._new(role, self._stack[-1].element), given))
                )
            case ["close"]:
                self._close()
            case ["mark", page, mark]:
                self._mark(first_page + page, mark)
            case ["link", page, number]:
                self._link(first_page + page, number)

    def finish(self) -> pikepdf.Object:
        """The element of the whole document."""
        assert len(self._stack) == 1, "a journal ended inside an element"
        self._set_kids(self._document)
        return self._document.element

    def parents(self) -> pikepdf.Array:
        """By number: the elements of a page's marks, then the elements of the links."""
        numbers = pikepdf.Array()
        for index, (page, elements) in enumerate(zip(self.pages, self._marked, strict=True)):
            page.StructParents = index
            # The tab key then goes through links in reading order.
            page.Tabs = pikepdf.Name.S
            numbers.append(index)
            numbers.append(self._pdf.make_indirect(elements))
        for number, element in sorted(self._link_elements.items()):
            self._links[number].StructParent = len(self.pages) + number
            numbers.append(len(self.pages) + number)
            numbers.append(element)
        return numbers

    def _new(self, role: str, parent: pikepdf.Object) -> pikepdf.Object:
        return self._pdf.make_indirect(pikepdf.Dictionary(S=_name(role), P=parent))

    def _describe(self, element: pikepdf.Object, given: dict[str, Any]) -> pikepdf.Object:
        if "alt" in given:
            element.Alt = pikepdf.String(_readable(given["alt"]))
        if "actual" in given:
            element.ActualText = pikepdf.String(_readable(given["actual"]))
        if "language" in given:
            element.Lang = pikepdf.String(given["language"])
        if "scope" in given:
            element.A = self._scopes[given["scope"]]
        if "box" in given:
            box = [round(value, 2) for value in given["box"]]
            element.A = pikepdf.Dictionary(O=pikepdf.Name.Layout, Placement=pikepdf.Name.Block, BBox=box)
        return element

    def _close(self) -> None:
        closed = self._stack.pop()
        # Nothing drawn, nothing to read; only a table needs its empty cells.
        if closed.kids or closed.role in CELLS:
            self._set_kids(closed)
            self._stack[-1].kids.append(closed.element)

    def _set_kids(self, closed: _Open) -> None:
        if closed.kids:
            closed.element.K = closed.kids[0] if len(closed.kids) == 1 else pikepdf.Array(closed.kids)

    def _mark(self, page: int, mark: int) -> None:
        owner, marked = self._stack[-1], self._marked[page]
        assert mark == len(marked), f"mark {mark} of page {page} is out of order"
        marked.append(owner.element)
        if owner.page < 0:
            owner.page = page
            owner.element.Pg = self.pages[page]
        if owner.page == page:
            owner.kids.append(mark)
        else:
            kid = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=self.pages[page], MCID=mark)
            owner.kids.append(kid)

    def _link(self, page: int, number: int) -> None:
        owner, annotation = self._stack[-1], self._links[number]
        reference = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Pg=self.pages[page], Obj=annotation)
        owner.kids.append(reference)
        self._link_elements[number] = owner.element


def _readable(text: str) -> str:
    """Text for a description: no half characters, of bounded length."""
    return text.encode("utf-8", "replace").decode()[:LONGEST_DESCRIPTION]


def _name(word: str) -> pikepdf.Name:
    return pikepdf.Name("/" + word)
