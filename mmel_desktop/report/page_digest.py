"""A hash of what a page shows: its drawing, pictures, fonts and links, whatever the file's outer form.

Compressing or reordering the file leaves it unchanged; another character, picture, glyph or note does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

DIGEST_DOMAIN = b"mmel-desktop/page/1\x00"

_ENCODING_KEYS = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})
_UPWARD_KEYS = frozenset({"/Parent", "/P"})
_ABOVE = ("/Page", "/Pages")
_INHERITED_KEYS = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_NODE_KEYS = frozenset({"/Type", "/Kids", "/Count", "/Parent", *_INHERITED_KEYS})
_OUTLINE_LINKS = frozenset({"/Parent", "/Prev", "/Next", "/First", "/Last"})
_DEEPEST_PAGE_TREE = 64


class PageDigester:
    """Hashes pages of one document; what several pages share (fonts, pictures) is hashed once.

    Args:
        pdf: the document; it must stay open and unchanged meanwhile.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._known: dict[tuple[int, int], bytes] = {}

    def page(self, index: int) -> str:
        """SHA-256 over everything a page draws and links to, as hex digits."""
        digest = hashlib.sha256(DIGEST_DOMAIN)
        page = self._pdf.pages[index].obj
        self._dictionary(digest, page, _leading_up(page))
        for key in _INHERITED_KEYS:
            if key not in page and (inherited := _inherited(page, key)) is not None:
                digest.update(b"inherited " + key.encode() + b"\x00")
                self._feed(digest, inherited)
        return digest.hexdigest()

    def foreign_keys(self) -> list[str]:
        """What the nodes of the page tree hold beside pages and what these take from them, e.g. an action."""
        found: set[str] = set()
        waiting, seen = [self._pdf.Root.get("/Pages")], set[tuple[int, int]]()
        while waiting:
            node = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary) or node.get("/Type") != "/Pages":
                continue
            if node.is_indirect and node.objgen in seen:
                continue
            seen.add(node.objgen)
            found |= set(node.keys()) - _NODE_KEYS
            kids = node.get("/Kids")
            waiting += list(kids) if isinstance(kids, pikepdf.Array) else []
        return sorted(found)

    def catalogue(self) -> str:
        """SHA-256 over outline, viewer settings, actions, metadata and document information, as hex."""
        digest = hashlib.sha256(DIGEST_DOMAIN)
        left_out = frozenset({"/Pages", "/Names", "/AF", "/Version", "/Outlines"})
        self._dictionary(digest, self._pdf.Root, left_out)
        for depth, item in self._outline_items():
            digest.update(b"outline %d\x00" % depth)
            self._dictionary(digest, item, _OUTLINE_LINKS)
        names = self._pdf.Root.get("/Names", pikepdf.Dictionary())
        self._dictionary(digest, names, frozenset({"/EmbeddedFiles"}))
        self._feed(digest, self._pdf.trailer.get("/Info"))
        return digest.hexdigest()

    def _outline_items(self) -> Iterator[tuple[int, pikepdf.Object]]:
        """Outline items in reading order; a list of thousands is too long a chain to follow by recursion."""
        seen: set[tuple[int, int]] = set()
        waiting = [(0, self._pdf.Root.get("/Outlines"))]
        while waiting:
            depth, item = waiting.pop()
            if not isinstance(item, pikepdf.Dictionary) or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            yield depth, item
            waiting += [(depth, item.get("/Next")), (depth + 1, item.get("/First"))]

    def _feed(self, digest: Any, value: Any) -> None:
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            number = value.objgen
            if number in self._pages:
                digest.update(b"page %d\x00" % self._pages[number])
                return
            if number not in self._known:
                # A cycle meets its own placeholder and ends there.
                self._known[number] = b"(above)"
                own = hashlib.sha256()
                self._direct(own, value)
                self._known[number] = own.digest()
            digest.update(b"object\x00" + self._known[number])
            return
        self._direct(digest, value)

    def _direct(self, digest: Any, value: Any) -> None:
        if isinstance(value, pikepdf.Stream):
            digest.update(b"stream\x00")
            self._dictionary(digest, value, _ENCODING_KEYS)
            data, coding = _decoded(value)
            digest.update(b"%d\x00" % len(data))
            digest.update(data)
            digest.update(coding)
        elif isinstance(value, pikepdf.Dictionary):
            self._dictionary(digest, value, _leading_up(value))
        elif isinstance(value, pikepdf.Array):
            digest.update(b"array %d\x00" % len(value))
            for entry in value:
                self._feed(digest, entry)
        elif isinstance(value, pikepdf.Object):
            digest.update(value.unparse() + b"\x00")
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            # 1, 1.0 and 1.00 are the same number, and writing a file may turn one into another.
            number = format(Decimal(str(value)).normalize(), "f")
            digest.update(f"number {number}".encode() + b"\x00")
        else:
            digest.update(repr(value).encode() + b"\x00")

    def _dictionary(self, digest: Any, value: Any, left_out: frozenset[str]) -> None:
        keys = sorted(key for key in value.keys() if key not in left_out)  # noqa: SIM118  # pikepdf, not dict
        digest.update(b"dictionary %d\x00" % len(keys))
        for key in keys:
            digest.update(key.encode() + b"\x00")
            self._feed(digest, value[key])


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """What a page takes from the nodes above it in the page tree."""
    node = page.get("/Parent")
    for _ in range(_DEEPEST_PAGE_TREE):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(key)


def _leading_up(value: Any) -> frozenset[str]:
    """The keys that lead back to a page or its tree, not to something that hides under such a name."""
    return frozenset(
        key
        for key in _UPWARD_KEYS
        if isinstance(above := value.get(key), pikepdf.Dictionary) and above.get("/Type") in _ABOVE
    )


def _decoded(stream: pikepdf.Stream) -> tuple[bytes, bytes]:
    """The stream's content without lossless packing, and how a viewer must read what is left.

    JPEG data stays as it is; that it is plain JPEG, which is all that the report writes, needs no words.
    """
    try:
        return bytes(stream.read_bytes()), b""
    except pikepdf.PdfError:
        filters, parameters = (_entries(stream.get(key)) for key in ("/Filter", "/DecodeParms"))
        is_plain_jpeg = filters == ["/DCTDecode"] and not any(parameters)
        coding = b"" if is_plain_jpeg else repr((filters, parameters)).encode() + b"\x00"
        return bytes(stream.read_raw_bytes()), coding


def _entries(value: pikepdf.Object | None) -> list[str]:
    """One or several filters, or their parameters, as text; empty text stands for none."""
    entries = list(value) if isinstance(value, pikepdf.Array) else [value]
    return ["" if entry is None else _text(entry) for entry in entries]


def _text(entry: pikepdf.Object) -> str:
    return str(entry) if isinstance(entry, pikepdf.Name) else repr(entry)
