"""The first pages: cover with sign-off block, and contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mmel_desktop.core.taxonomy import REVIEW_VERDICTS
from mmel_desktop.report.blocks import Block, Columns, Drawing, Gap, Panel, Rule, Stack
from mmel_desktop.report.content import CaseHeader, CaseTotals
from mmel_desktop.report.figure_text import count_text, short_hash, time_text
from mmel_desktop.report.marks import MarkedText
from mmel_desktop.report.method_pages import KEY_SENTENCE
from mmel_desktop.report.page_flow import Bookmark, PageFlow
from mmel_desktop.report.page_style import (
    ACCENT,
    BODY,
    BODY_BOLD,
    CODE,
    HEADING_1,
    LABEL,
    LINE,
    SMALL,
    SMALL_INK,
    TITLE,
    VERDICT_COLOURS,
    TextStyle,
)
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.record_history import RecordHistory
from mmel_desktop.report.sign_off_pages import signing_lines
from mmel_desktop.report.tables import facts
from mmel_desktop.report.text import TextBlock, clip, draw_text, fit_text, shorten

NUMBER_COLUMN, NUMBER_GAP = 18.0, 6.0
"""Of the contents, in points: the images' numbers, and what parts them from the names."""
_FIGURE = TextStyle(font=TITLE.font, size=22, leading=28)


def write_cover(flow: PageFlow, header: CaseHeader, totals: CaseTotals, program: str) -> None:
    """One page (two with very long names or purposes) that says what this is and what came out."""
    flow.begin_page("")
    flow.bookmark("Cover", 0)
    session = header.session
    flow.add(
        TextBlock("AUDIT REPORT OF A MODEL REVIEW", LABEL.with_(colour=ACCENT, size=8.0)),
        Gap(4),
        _title(session.name),
        Gap(4),
        *_not_as_recorded(header, totals),
        TextBlock(
            shorten(session.purpose, 600, 5) or "No purpose was stated.", BODY.with_(size=10, leading=16)
        ),
        Gap(8),
        Rule(1.2, ACCENT),
        Gap(8),
        _counts(totals, len(header.images)),
        Gap(12),
        facts(_pairs(header, totals, program), shares=(1.0, 3.6)),
        Gap(16),
        _verdicts(totals),
    )
    warning = Panel(TextBlock(KEY_SENTENCE, BODY), edge=ACCENT)
    flow.add_at_bottom(Stack([warning, Gap(16), _sign_off_block(header.history)]))


def write_contents(flow: PageFlow, bookmarks: Sequence[Bookmark]) -> None:
    """Chapters and images with their page numbers; each line leads to its page.

    Args:
        bookmarks: of the whole report, pages counted from its first page.
    """
    flow.begin_page("Contents")
    flow.bookmark("Contents", 0)
    flow.add(TextBlock("Contents", HEADING_1), Gap(8))
    with flow.element("TOC"):
        _write_contents_lines(flow, bookmarks)


def _write_contents_lines(flow: PageFlow, bookmarks: Sequence[Bookmark]) -> None:
    for index, bookmark in enumerate(bookmarks):
        if bookmark.title in {"Cover", "Contents"}:
            continue
        if bookmark.depth == 0 and index and bookmarks[index - 1].depth:
            flow.add(Gap(4))  # the next chapter is no image of the list above
        flow.add_link(Drawing(20.0 if bookmark.depth == 0 else 16.0, _contents_line(bookmark)), index)


def _contents_line(bookmark: Bookmark) -> Any:
    style = BODY_BOLD if bookmark.depth == 0 else BODY
    indent = 16.0 * bookmark.depth

    def paint(canvas: Any, x: float, top: float, width: float) -> None:
        tags = tags_of(canvas)
        with tags.element("TOCI"), tags.link(), tags.content():
            write(canvas, x, top - 12, width)
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.3)
        canvas.line(x + indent, top - 15.5, x + width, top - 15.5)

    def write(canvas: Any, x: float, baseline: float, width: float) -> None:
        left = x + indent
        number, parted, name = bookmark.title.partition("  ")
        if parted:  # an image: its number in a column of its own, right-aligned
            left += NUMBER_COLUMN
            draw_text(canvas, number, left - NUMBER_GAP, baseline, style.with_(align="right"))
        title = fit_text(name if parted else number, style, width - (left - x) - 190)
        draw_text(canvas, title, left, baseline, style)
        if bookmark.note:
            note = fit_text(bookmark.note, SMALL, 140)
            draw_text(canvas, note, x + width - 40, baseline, SMALL.with_(align="right"))
        draw_text(canvas, str(bookmark.page + 1), x + width, baseline, style.with_(align="right"))

    return paint


def _not_as_recorded(header: CaseHeader, totals: CaseTotals) -> list[Block]:
    """Before anything else: that the tables and the audit trail contradict one another."""
    differences = totals.differences + len(totals.session_differences)
    foreign = len(header.history.foreign)
    check = totals.record_check
    if differences or foreign:
        text = (
            "THIS RECORD IS NOT INTACT. It was changed by other means than this program: "
            f"{count_text(differences, 'statement')} unlike the audit trail, "
            f"{count_text(foreign, 'audit entry', 'audit entries')} that it never writes. The summary and "
            "“Sign-off and state of the record” say more."
        )
    elif not check.passed:
        first = check.findings[0]
        state = "IN DOUBT" if check.intact else "NOT INTACT"
        text = (
            f"THIS RECORD IS {state}. Its check when this report was begun found "
            f"{count_text(len(check.findings), 'reason')}, the first: {clip(first.where, 80)}: "
            f"{clip(first.message, 400)}. “Sign-off and state of the record” lists them."
        )
    else:
        return []
    return [Panel(MarkedText("fail", text, BODY_BOLD), edge=VERDICT_COLOURS["fail"]), Gap(8)]


def _title(name: str) -> TextBlock:
    """The session's name; a long one in smaller letters, a very long one cut (the evidence has it)."""
    style = TITLE if len(name) <= 60 else TITLE.with_(size=18.0, leading=24.0)
    return TextBlock(clip(name, 200) or "Unnamed session", style)


def _counts(totals: CaseTotals, images: int) -> Block:
    failed, cancelled = totals.statuses["failed"], totals.statuses["cancelled"]
    never = totals.statuses["not explained"]
    cells = [
        (images, "image" if images == 1 else "images"),
        (totals.statuses["explained"], "explained"),
        (
            failed + cancelled + never,
            f"not explained ({failed} failed, {cancelled} cancelled, {never} never run)",
        ),
        (totals.annotations, "annotation" if totals.annotations == 1 else "annotations"),
    ]
    return Columns(
        [Stack([TextBlock(f"{count:,}", _FIGURE), TextBlock(label, SMALL)]) for count, label in cells],
        (1, 1, 2, 1),
    )


def _pairs(header: CaseHeader, totals: CaseTotals, program: str) -> list[tuple[str, Any]]:
    session, anchor = header.session, header.anchor
    actor = session.created_by
    authenticated = "authenticated" if actor.authenticated else "name declared, not authenticated"
    further = {opinion.reviewer for opinions in header.history.opinions.values() for opinion in opinions}
    reviewers = sorted(
        {review.reviewer for review in header.reviews.values() if review.reviewer} | further - {""}
    )
    blind = sum(review.judged_blind for review in header.reviews.values())
    return [
        ("Session", TextBlock(session.session_id, CODE)),
        ("Opened", f"{time_text(session.created_utc)} by {actor.full_name}, {actor.role} ({authenticated})"),
        (
            "Record",
            f"as of {time_text(anchor.utc)}, "
            f"{count_text(anchor.sequence, 'audit entry', 'audit entries')}, chain head "
            f"{short_hash(anchor.head_sha256, 24)}",
        ),
        ("Model", "\n".join(model_lines(totals)) or f"{session.model_spec} (no finished run)"),
        ("Method and view", _methods(totals) or f"{session.method}, {session.view} (no finished run)"),
        ("Prompts", _prompts(header, totals)),
        (
            "Protocol",
            f"{count_text(len(header.reviews), 'image')} judged, {blind} of them before the explanation "
            f"was seen; layer weights: {', '.join(sorted(totals.calibrations)) or 'none used'}",
        ),
        ("Reviewers", shorten(", ".join(reviewers), 300, 3) or "nobody yet"),
        ("Made with", f"{program}; the machine-readable record is attached to this file"),
    ]


def model_lines(totals: CaseTotals) -> list[str]:
    """One line per model that was used: name, architecture, hash."""
    return [
        f"{model.spec} – {model.architecture}, SHA-256 {short_hash(model.sha256, 24)}"
        + (" – RANDOM WEIGHTS" if model.random_weights else "")
        for _, model in sorted(totals.models.items())
    ]


def _methods(totals: CaseTotals) -> str:
    return "; ".join(f"{method}, view {view}" for method, view in sorted(totals.methods))


def _prompts(header: CaseHeader, totals: CaseTotals) -> str:
    prompts = list(totals.charts.scores) or list(header.session.prompts)
    listed = "; ".join(f"“{clip(prompt, 80)}”" for prompt in prompts[:12])
    return listed + (f" and {len(prompts) - 12} more" if len(prompts) > 12 else "") or "none"


def _verdicts(totals: CaseTotals) -> Block:
    cells = [
        Stack([TextBlock(f"{totals.verdicts[term.code]:,}", BODY_BOLD), TextBlock(term.label, SMALL)])
        for term in REVIEW_VERDICTS
    ]
    return Stack([TextBlock("HUMAN VERDICTS ON IMAGES", LABEL), Columns(cells, (1,) * len(cells), gap=8)])


def _sign_off_block(history: RecordHistory) -> Block:
    """The sign-off in force; else empty lines to sign on, and the last one that no longer stands."""
    sign_off = history.sign_off
    if sign_off is not None:
        signature = sign_off.signature
        signed = f" · {signature.algorithm} key {signature.fingerprint}" if signature else ""
        blind = "yes" if sign_off.blind_first else "no"
        return Panel(
            Stack(
                [
                    TextBlock("SIGNED OFF", LABEL),
                    TextBlock(
                        f"{clip(sign_off.actor_name, 120)}, {clip(sign_off.actor_role, 120)}", BODY_BOLD
                    ),
                    TextBlock(
                        f"{time_text(sign_off.utc)} · meaning of the signature: "
                        f"{clip(sign_off.meaning, 80)} · judged blind first: {blind} · audit entry "
                        f"{sign_off.sequence}{signed}",
                        SMALL_INK,
                    ),
                    TextBlock(f"record set SHA-256 {sign_off.record_sha256 or 'not recorded'}", CODE),
                ]
            ),
            edge=ACCENT,
        )
    if not history.sign_offs:
        return signing_lines()
    ended = history.sign_offs[-1]
    end = f"REOPENED by {clip(ended.ended_by, 80)} on {time_text(ended.ended_utc)}"
    if ended.overrun_sequence:
        end = f"CHANGED AFTERWARDS without reopening (audit entry {ended.overrun_sequence})"
    text = (
        f"Signed off by {clip(ended.actor_name, 80)} on {time_text(ended.utc)}, {end}: that signature no "
        "longer stands."
    )
    return Stack([Panel(MarkedText("fail", text, SMALL_INK), edge=VERDICT_COLOURS["fail"]), signing_lines()])
