"""File names that mean the same on every system."""

from __future__ import annotations

import re
import unicodedata

from mmel_desktop.core.source_image import printable_name

_LONGEST_NAME_BYTES = 200
# Windows gives these to devices, whatever follows the first dot and however many spaces stand before it; it
# takes raised digits for digits (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL
)


def is_reserved_name(name: str) -> bool:
    """Whether some system takes a name, without folders, for a device."""
    return _RESERVED.fullmatch(name) is not None


def folded_name(name: str) -> str:
    """The same text for names that some system takes for the same, whatever their case and accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe_file_name(name: str) -> str:
    """A file name like ``name`` that is valid on every system: no separators, controls or reserved names."""
    text = printable_name(name).replace("\\", "_")
    text = "".join(
        "_" if character in '<>:"/|?*' or not character.isprintable() else character for character in text
    )
    text = text.strip(" .") or "unnamed"
    if is_reserved_name(text):
        device, dot, rest = text.partition(".")
        text = f"{device.rstrip(' ')}_{dot}{rest}"
    stem, dot, suffix = text.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem else (text, "")
    room = _LONGEST_NAME_BYTES - len(suffix.encode())
    return stem.encode()[: max(room, 1)].decode("utf-8", "ignore") + (suffix if room > 0 else "")
