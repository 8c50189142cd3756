"""The appendix: hashes, versions, settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mmel_desktop.report.blocks import Block, Gap, Stack
from mmel_desktop.report.content import CaseHeader, CaseTotals
from mmel_desktop.report.evidence_spool import Attachment
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import CODE, HEADING_1, SMALL, SMALL_INK
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Table, TableRow, facts
from mmel_desktop.report.text import TextBlock, clip, shorten

_HASH = CODE.with_(size=6.2, leading=8.5)


def write_appendix(
    flow: PageFlow,
    header: CaseHeader,
    totals: CaseTotals,
    attachments: Sequence[Attachment],
    program: str,
) -> None:
    """Everything a reader needs to identify the exact objects this report is about.

    Args:
        attachments: of the record as a whole; those of single images stand in their sections.
    """
    flow.begin_page("Appendix")
    flow.bookmark("Appendix: hashes, versions, settings", 0)
    flow.add(TextBlock("Appendix: hashes, versions, settings", HEADING_1))
    flow.add(*headed("Audit chain", facts(_chain_pairs(header))))
    flow.add(*headed("Settings", facts(_setting_pairs(header))))
    flow.add(*headed("Versions", facts(_version_pairs(header, totals, program))))
    shares = (2.0, 4.4, 1.0)
    flow.add(
        *headed(
            "Attached evidence",
            Table(
                TableRow(("Attachment", "SHA-256", "Bytes"), shares, header=True, right=(2,)),
                [
                    TableRow(
                        (entry.name, TextBlock(entry.sha256, _HASH), f"{entry.size:,}"), shares, right=(2,)
                    )
                    for entry in attachments
                ],
            ),
            note="Those of single images stand in their sections; manifest.json lists all.",
        )
    )
    flow.keep_room(160)
    flow.add(
        *headed("Images", TextBlock("SHA-256 of the file above that of the decoded, oriented RGB.", SMALL))
    )
    flow.add(Gap(4))
    image_shares = (0.5, 2.6, 4.4)
    flow.add_rows(
        TableRow(("No.", "Name", "SHA-256"), image_shares, header=True), _image_rows(header, image_shares)
    )


def _chain_pairs(header: CaseHeader) -> list[tuple[str, Any]]:
    anchor = header.anchor
    return [
        ("Session", TextBlock(anchor.session_id, CODE)),
        ("Entries", f"{anchor.sequence:,}"),
        ("Head", TextBlock(anchor.head_sha256, _HASH)),
        ("Time of the head entry", anchor.utc),
    ]


def _setting_pairs(header: CaseHeader) -> list[tuple[str, Any]]:
    session, display = header.session, header.display
    level_words = "fused" if display.level < 0 else str(display.level + 1)
    return [
        ("Model of the session", session.model_spec),
        ("Method, view", f"{session.method}, {session.view}"),
        ("Prompts of the session", "\n".join(shorten(prompt, 600, 4) for prompt in session.prompts)),
        (
            "Display",
            f"colour map {display.colour_map}, opacity {display.opacity:.2f}, threshold "
            f"{display.threshold:.2f}, prompt {display.prompt_index + 1}, level {level_words}, "
            f"relations by {display.relation_kind}",
        ),
    ]


def _version_pairs(header: CaseHeader, totals: CaseTotals, program: str) -> list[tuple[str, Any]]:
    packages = "\n".join(
        f"{package} {', '.join(sorted(versions))}" for package, versions in sorted(totals.versions.items())
    )
    session = header.session
    form = f"; {session.form_note}" if session.form_note else ""
    return [
        ("Report made with", program),
        ("Session file", f"schema {session.schema_version}, SQLite {session.sqlite_version}{form}"),
        ("Runs made with", packages or "no finished run"),
    ]


def _image_rows(header: CaseHeader, shares: Sequence[float]) -> Iterator[Block]:
    for number, record in enumerate(header.images, start=1):
        identity = record.identity
        yield TableRow(
            (
                str(number),
                TextBlock(clip(identity.name, 120), SMALL_INK),
                Stack([TextBlock(identity.file_sha256, _HASH), TextBlock(identity.rgb_sha256, _HASH)]),
            ),
            shares,
            right=(0,),
            padding_y=1.0,
        )
