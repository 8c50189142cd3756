"""Header and footer of every page, drawn last, when the number of pages is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mmel_desktop.report.content import CaseHeader
from mmel_desktop.report.figure_text import short_hash
from mmel_desktop.report.page_flow import PAGES_PER_PART, new_canvas
from mmel_desktop.report.page_style import (
    CONTENT_WIDTH,
    LINE,
    MARGIN_X,
    PAGE_HEIGHT,
    SMALL,
)
from mmel_desktop.report.text import draw_text, fit_text

_STYLE = SMALL.with_(size=7.0)


def write_furniture(directory: Path, header: CaseHeader, running_titles: Sequence[str]) -> list[Path]:
    """Write part files with as many pages as the report, each with its header and footer only.

    Args:
        directory: where the parts go.
        header: names session and chain head.
        running_titles: one per page; an empty one (the cover) gets no header.
    """
    name = fit_text(header.session.name or "Unnamed session", _STYLE, CONTENT_WIDTH * 0.45)
    foot = (
        f"Session {header.session.session_id} · chain head {short_hash(header.anchor.head_sha256)} "
        f"(entry {header.anchor.sequence})"
    )
    paths: list[Path] = []
    total = len(running_titles)
    for start in range(0, total, PAGES_PER_PART):
        path = directory / f"furniture-{len(paths):04d}.pdf"
        canvas = new_canvas(path)
        for index, title in enumerate(running_titles[start : start + PAGES_PER_PART], start=start + 1):
            canvas.setStrokeColorRGB(*LINE)
            canvas.setLineWidth(0.5)
            if title:
                draw_text(canvas, f"Audit report · {name}", MARGIN_X, PAGE_HEIGHT - 44, _STYLE)
                right = fit_text(title, _STYLE, CONTENT_WIDTH * 0.4)
                draw_text(
                    canvas, right, MARGIN_X + CONTENT_WIDTH, PAGE_HEIGHT - 44, _STYLE.with_(align="right")
                )
                canvas.line(MARGIN_X, PAGE_HEIGHT - 52, MARGIN_X + CONTENT_WIDTH, PAGE_HEIGHT - 52)
            canvas.line(MARGIN_X, 48, MARGIN_X + CONTENT_WIDTH, 48)
            draw_text(canvas, foot, MARGIN_X, 36, _STYLE)
            page = f"Page {index} of {total}"
            draw_text(canvas, page, MARGIN_X + CONTENT_WIDTH, 36, _STYLE.with_(align="right"))
            canvas.showPage()
        canvas.save()
        paths.append(path)
    return paths
