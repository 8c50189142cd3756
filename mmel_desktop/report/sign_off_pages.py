"""Who answers for this record, whether that still stands, and what happened to the record before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mmel_desktop.core.sign_off import SIGN_OFF_MEANINGS, SignOff
from mmel_desktop.report.blocks import Block, Drawing, Gap, Headed, Panel, Stack
from mmel_desktop.report.content import CaseHeader, CaseTotals
from mmel_desktop.report.figure_text import count_text, short_hash, time_text
from mmel_desktop.report.marks import MarkedText, draw_verdict_mark
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import (
    ACCENT,
    BODY,
    BODY_BOLD,
    CODE,
    HEADING_1,
    INK,
    LABEL,
    SMALL,
    SMALL_INK,
    SOFT,
    VERDICT_COLOURS,
)
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.record_history import RecordHistory
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Cell, Table, TableRow, facts
from mmel_desktop.report.text import TextBlock, clip, draw_text, fit_text, shorten

MOST_LISTED = 40
_HASH = CODE.with_(size=6.2)


def write_sign_off(flow: PageFlow, header: CaseHeader, totals: CaseTotals) -> None:
    """The sign-offs, newest first; then what was changed, deleted, reported before, and left out."""
    flow.begin_chapter("Sign-off and state of the record")
    flow.bookmark("Sign-off and state of the record", 0, sign_off_state(header.history))
    flow.add(TextBlock("Sign-off and state of the record", HEADING_1), Gap(4))
    history = header.history
    if history.sign_off is None:
        words = f"{_why_unsigned(history)}: nobody answers for the record as it is printed here."
        flow.add(Panel(MarkedText("warn", words, BODY_BOLD), edge=VERDICT_COLOURS["warn"]), Gap(8))
        flow.add(signing_lines(), Gap(8))
    for sign_off in reversed(history.sign_offs):
        flow.add(_sign_off(sign_off), Gap(8))
    flow.add(*headed("Changed after it was first recorded", *_changes(history, totals)))
    if history.deleted:
        flow.add(*headed("Deleted annotations", _deleted(header)))
    if history.reports:
        flow.add(*headed("Earlier reports of this session", *_reports(history)))
    flow.add(*headed("What this report holds, and what it leaves out", *_extent(header, totals)))


def sign_off_state(history: RecordHistory) -> str:
    """In few words whether somebody answers for the record now."""
    sign_off = history.sign_off
    if sign_off is not None:
        return f"signed off: {sign_off.meaning}"
    if history.sign_offs and history.sign_offs[-1].overrun_sequence:
        return "changed after its sign-off"
    return "reopened, not signed off" if history.sign_offs else "not signed off"


def _why_unsigned(history: RecordHistory) -> str:
    if not history.sign_offs:
        return "The session was never signed off"
    if overrun := history.sign_offs[-1].overrun_sequence:
        return f"The record was changed after its sign-off, by audit entry {overrun}"
    return "The session is open"


def signing_lines() -> Block:
    """Empty lines for a signature on paper."""

    def paint(canvas: Any, x: float, top: float, width: float) -> None:
        tags = tags_of(canvas)
        draw_verdict_mark(canvas, "not_run", x, top - 9, 7)
        with tags.paragraph(), tags.content():
            draw_text(canvas, "NOT SIGNED OFF – the record was still open", x + 12, top - 8.6, LABEL)
        labels = ("Name", "Meaning (review, approval …)", "Date", "Signature")
        step = (width - 3 * 12) / 4
        for index, label in enumerate(labels):
            left = x + index * (step + 12)
            canvas.setStrokeColorRGB(*INK)
            canvas.setLineWidth(0.6)
            canvas.line(left, top - 48, left + step, top - 48)
            style = SMALL.with_(colour=SOFT, size=6.5)
            with tags.paragraph(), tags.content():
                draw_text(canvas, fit_text(label, style, step), left, top - 58, style)

    return Panel(Drawing(60, paint))


def meaning_sentence(code: str) -> str:
    """What a signer states with a meaning; the code itself when this version does not know it."""
    return next((term.meaning for term in SIGN_OFF_MEANINGS if term.code == code), code)


def _sign_off(sign_off: SignOff) -> Block:
    if sign_off.in_force:
        head: Block = MarkedText("pass", f"SIGNED OFF: {sign_off.meaning}", BODY_BOLD)
        edge = ACCENT
    else:
        why = "the record was changed after it" if sign_off.overrun_sequence else "ended by reopening"
        head = MarkedText("fail", f"NO LONGER VALID: {sign_off.meaning}, {why}", BODY_BOLD)
        edge = VERDICT_COLOURS["fail"]
    children: list[Block] = [head, TextBlock(f"“{meaning_sentence(sign_off.meaning)}”", BODY), Gap(2)]
    children.append(facts(_sign_off_pairs(sign_off), shares=(1.0, 3.4)))
    return Panel(Stack(children, breakable=True), edge=edge)


def _sign_off_pairs(sign_off: SignOff) -> list[tuple[str, Cell]]:
    known = (
        "authenticated by the operating system" if sign_off.authenticated else "declared, not authenticated"
    )
    pairs: list[tuple[str, Cell]] = [
        ("By", f"{sign_off.actor_name}, {sign_off.actor_role} (name {known}; id {sign_off.actor_id})"),
        ("When", f"{time_text(sign_off.utc)}, audit entry {sign_off.sequence}"),
        ("Statement", shorten(sign_off.reason, 600, 6) or "none given"),
        ("Rests on", _oversight_words(sign_off)),
        ("Record set SHA-256", TextBlock(sign_off.record_sha256 or "not recorded", _HASH)),
        (
            "Vouches for the trail",
            f"up to entry {sign_off.head_sequence}, {short_hash(sign_off.head_sha256, 32)}",
        ),
        ("Digital signature", _signature(sign_off)),
    ]
    if sign_off.overrun_sequence:
        overrun = (
            f"by audit entry {sign_off.overrun_sequence}, without reopening the session: the program refuses "
            "that, the entry was made by other means"
        )
        pairs.append(("Changed after it", MarkedText("fail", overrun, SMALL_INK)))
    if sign_off.ended_sequence:
        ended = (
            f"{time_text(sign_off.ended_utc)} by {sign_off.ended_by}, audit entry {sign_off.ended_sequence}: "
            f"{shorten(sign_off.ended_reason, 600, 6) or 'no reason given'}"
        )
        pairs.append(("Ended", MarkedText("fail", ended, SMALL_INK)))
    return pairs


def _oversight_words(sign_off: SignOff) -> str:
    seen = sign_off.oversight
    if seen is None:
        return "not recorded (signed by an earlier version)"
    words = f"{seen.judged} of {count_text(seen.images, 'image')} judged"
    if sign_off.blind_first:
        return f"{words}; blind first: all of them before the explanation was seen"
    return f"{words}; NOT blind first: {seen.judged_blind} of them before the explanation was seen"


def _signature(sign_off: SignOff) -> Cell:
    signature = sign_off.signature
    if signature is None:
        return "none: only the audit trail binds this sign-off to the record"
    return Stack(
        [
            TextBlock(
                f"{signature.algorithm}, key {signature.fingerprint}; whose key it is, the record cannot "
                "know. “mmel-desktop verify” checks it.",
                SMALL_INK,
            ),
            TextBlock(f"public key {signature.public_key_hex}", _HASH),
            TextBlock(f"signature {signature.signature_hex}", _HASH),
        ]
    )


def _changes(history: RecordHistory, totals: CaseTotals) -> list[Block]:
    annotations = sum(kind == "annotation" for kind, _ in history.changes)
    reviews = sum(kind == "review" for kind, _ in history.changes)
    lines: list[Block] = []
    for count, one, many in (
        (reviews, "verdict was changed after it was given", "verdicts were changed after they were given"),
        (annotations, "annotation was changed after entry", "annotations were changed after entry"),
    ):
        if count:
            text = f"{count_text(count, one, many)}; each is marked where it stands."
            lines.append(MarkedText("warn", text, SMALL_INK))
    if history.clock_went_back:
        text = (
            f"{count_text(history.clock_went_back, 'audit entry carries', 'audit entries carry')} a time "
            "before that of the entry above: the clock was set back, and times there cannot be relied on."
        )
        lines.append(MarkedText("warn", text, SMALL_INK))
    for finding in totals.record_check.findings[:MOST_LISTED]:
        state = "NOT INTACT" if finding.severity == "broken" else "IN DOUBT"
        text = f"{state}: {finding.where}: {shorten(finding.message, 400, 3)}."
        lines.append(MarkedText("fail", text, SMALL_INK))
    lines += _and_more(len(totals.record_check.findings) - MOST_LISTED)
    if totals.record_check.unchecked:
        text = f"Whether this record holds was not checked: {totals.record_check.unchecked}."
        lines.append(MarkedText("warn", text, SMALL_INK))
    for finding in totals.session_differences:
        text = f"NOT AS RECORDED: {finding.where}: {shorten(finding.message, 400, 3)}."
        lines.append(MarkedText("fail", text, SMALL_INK))
    if totals.differences:
        text = (
            f"NOT AS RECORDED: {count_text(totals.differences, 'statement')} about images "
            f"{'differs' if totals.differences == 1 else 'differ'} from the audit trail; each stands at the "
            "head of its image."
        )
        lines.append(MarkedText("fail", text, SMALL_INK))
    for sequence, message in history.foreign[:MOST_LISTED]:
        lines.append(MarkedText("fail", f"Audit entry {sequence} cannot be relied on: {message}.", SMALL_INK))
    lines += _and_more(len(history.foreign) - MOST_LISTED)
    return lines or [MarkedText("pass", "No judgement was changed after it was given.", SMALL_INK)]


def _deleted(header: CaseHeader) -> Block:
    names = {record.image_id: (number, record) for number, record in enumerate(header.images, start=1)}
    shares = (0.6, 2.6, 1.6, 2.0, 3.0)
    rows: list[Block] = []
    for entry in header.history.deleted[:MOST_LISTED]:
        number, record = names.get(entry.image_id, (0, None))
        image = f"{number}  {clip(record.identity.name, 60)}" if record else "no image of this report"
        cells = (
            str(entry.number),
            image,
            clip(entry.by, 40),
            time_text(entry.utc),
            clip(entry.reason, 160) or "no reason given",
        )
        rows.append(TableRow(cells, shares))
    head = TableRow(("No.", "Image", "Deleted by", "When", "Reason"), shares, header=True)
    left_out = len(header.history.deleted) - MOST_LISTED
    return Stack([Table(head, rows), *_and_more(left_out)], breakable=True)


def _reports(history: RecordHistory) -> list[Block]:
    shares = (0.6, 2.1, 2.0, 4.4)
    newest = history.reports[-MOST_LISTED:]
    rows: list[Block] = [
        TableRow(
            (
                str(entry.sequence),
                time_text(entry.utc),
                clip(entry.file, 60),
                TextBlock(entry.sha256, _HASH),
            ),
            shares,
        )
        for entry in newest
    ]
    words = (
        f"This report supersedes {count_text(len(history.reports), 'report')}, listed below. A later report "
        "may supersede this one; the session’s audit trail tells."
    )
    head = TableRow(("Entry", "Written", "File", "SHA-256 of the file"), shares, header=True)
    listed = Headed(TextBlock(words, SMALL_INK), Table(head, rows))
    return [listed, *_and_more(len(history.reports) - len(newest))]


def _and_more(count: int) -> Sequence[Block]:
    return [TextBlock(f"And {count:,} more in the audit trail.", SMALL)] if count > 0 else []


def _extent(header: CaseHeader, totals: CaseTotals) -> list[Block]:
    lines = (
        (
            "Printed",
            f"Every image of the session ({len(header.images):,}), of each the newest finished run, every "
            "annotation that was not deleted, every verdict, and the whole audit trail.",
        ),
        (
            "Attached, not printed",
            "Older runs, raw maps as arrays, every region and relation at every level, texts too long to "
            "print.",
        ),
        (
            "Left out",
            "The images in full resolution and the model’s weights (both identified by their SHA-256), and "
            "what was never entered into the session.",
        ),
        ("Cannot be concluded", _not_concluded(header, totals)),
    )
    return [facts(lines, shares=(1.0, 3.6))]


def _not_concluded(header: CaseHeader, totals: CaseTotals) -> str:
    explained = totals.statuses["explained"]
    untested = explained - totals.probed
    parts = [
        f"why the model answered as it did on the {count_text(untested, 'image')} where no region was probed"
        if untested
        else "",
        "how it would answer on other images, prompts or versions",
        "that a failure which nobody marked did not happen",
    ]
    if len(header.images) > explained:
        missing = count_text(len(header.images) - explained, "image")
        parts.append(f"anything about the model on the {missing} not explained")
    words = "; ".join(part for part in parts if part)
    return f"{words[:1].upper()}{words[1:]}."
