"""How numbers, times and hashes are written in the report; the verification reads them back the same way."""

from __future__ import annotations

from mmel_desktop.core.counted import counted
from mmel_desktop.core.explanation import TrustCheck

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def cosine_text(score: float) -> str:
    """A cosine score with its sign, three decimals."""
    # Rounding may leave a negative zero, which would read as evidence against.
    return f"{round(score, 3) + 0.0:.3f}".replace("-", "−")


def percent_text(share: float) -> str:
    """A share in [0, 1] as per cent, one decimal; what is not quite nothing or everything never looks it."""
    if 0 < share < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= share < 1:
        return "> 99.9 %"
    return f"{share * 100:.1f} %"


def pixel_text(value_px: float) -> str:
    """A position in pixels: whole ones as such, others to a tenth."""
    return f"{value_px:.1f}".removesuffix(".0").replace("-", "−")


def measured_text(value: float | None) -> str:
    """A measured figure: three decimals, powers of ten (``1.9 × 10⁻⁷``) for very small or large ones."""
    if value is None:
        return "not measured"
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        text = f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    else:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa}\u00a0×\u00a010{str(int(exponent)).translate(_RAISED)}"
    return text.replace("-", "−")


def limit_text(check: TrustCheck) -> str:
    """The limit a check is held against, e.g. ``≤ 0.800``."""
    # A limit is a round number: 0.0001 says more to most readers than a power of ten.
    limit = f"{check.threshold:.6f}".rstrip("0") if 1e-6 <= check.threshold < 1e-3 else None
    return ("≤ " if check.passes_when == "at_most" else "≥ ") + (limit or measured_text(check.threshold))


def check_title(name: str) -> str:
    """A check's stable identifier as words, e.g. ``Model randomisation``."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def time_text(utc: str) -> str:
    """An ISO 8601 time to the second, e.g. ``2026-01-31 12:00:00 UTC``."""
    return f"{utc[:10]} {utc[11:19]} UTC" if len(utc) >= 19 else (utc or "–")


def count_text(count: int, singular: str, plural: str = "") -> str:
    """``1 image``, ``3 images``, ``1,024 images``."""
    return counted(count, singular, plural, separator=",")


def short_hash(digest: str, length: int = 16) -> str:
    """The beginning of a hash; the appendix and the evidence hold it whole."""
    return digest if len(digest) <= length else digest[:length] + "…"
