"""``mmel-desktop bundle``: a session with its images and report in one file, and back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.json_documents import (
    add_json_option,
    error_texts,
    path_text,
    verification_document,
)
from mmel_desktop.cli.request_options import check_suffix, given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.counted import counted
from mmel_desktop.core.identity import Actor

if TYPE_CHECKING:
    from mmel_desktop.workflow.open_bundle import OpenedBundle

SUFFIX = ".mmelbundle"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "bundle",
        help="pack a session with images and report into one file, or open such a file",
        description="One file that opens on another machine; `mmel-desktop verify` checks it as it is.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="make|open")
    make = actions.add_parser(
        "make",
        help="pack a session",
        description="Pack a session with its images and a report into one file. Without --report a report is "
        "written for the bundle.",
        allow_abbrev=False,
    )
    make.add_argument("session", type=given_path, metavar="FILE.mmel", help="the session file")
    make.add_argument(
        "--out", type=given_path, required=True, metavar=f"FILE{SUFFIX}", help="the bundle to write"
    )
    reports = make.add_mutually_exclusive_group()
    reports.add_argument("--report", type=given_path, metavar="FILE.pdf", help="take this report along")
    reports.add_argument("--no-report", action="store_true", help="write no report into the bundle")
    add_json_option(make, "place, size and hash of the bundle")
    make.set_defaults(run=run_make)
    opened = actions.add_parser(
        "open",
        help="unpack a bundle",
        description="Unpack a bundle into a new folder and verify the record in it. Exit code 3 if it is not "
        "intact.",
        allow_abbrev=False,
    )
    opened.add_argument("bundle", type=given_path, metavar=f"FILE{SUFFIX}", help="the bundle")
    opened.add_argument(
        "--out", type=given_path, required=True, metavar="DIR", help="a folder that does not exist yet"
    )
    add_json_option(opened, "what was unpacked, and the verification,")
    opened.set_defaults(run=run_open)


def run_make(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Pack; images that are gone get a line each."""
    from mmel_desktop.workflow.open_session import open_session
    from mmel_desktop.workflow.session_bundle import make_bundle

    check_suffix(arguments.out, SUFFIX, "--out")
    with (
        terminal.progress() as listener,
        open_session(arguments.session, actor=Actor.from_environment()) as store,
    ):
        terminal.report_form(store.session())
        outcome = make_bundle(
            store,
            arguments.out,
            report_path=arguments.report,
            with_report=not arguments.no_report,
            progress=listener,
            cancel=terminal.cancel,
        )
    terminal.report_errors(outcome.missing)
    terminal.report_check(outcome.record_check)
    if arguments.json:
        terminal.result_json(
            {
                "path": path_text(outcome.path),
                "bytes": outcome.size_bytes,
                "sha256": outcome.sha256,
                "counts": {"images": outcome.images, "missing": len(outcome.missing)},
                "errors": error_texts(outcome.missing),
                "record_check": outcome.record_check.to_json(),
            }
        )
    else:
        size = f"{outcome.size_bytes:,} bytes"
        images = counted(outcome.images, "image")
        terminal.result(f"bundle {shown(outcome.path)}: {images}, {size}, sha256 {outcome.sha256}")
    if not outcome.record_check.passed:
        return ExitCode.NOT_PASSED
    return ExitCode.BAD_INPUT if outcome.missing else ExitCode.DONE


def run_open(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Unpack and verify; exit code 3 when the record is not intact."""
    from mmel_desktop.workflow.open_bundle import open_bundle

    with terminal.progress() as listener:
        opened = open_bundle(
            arguments.bundle,
            arguments.out,
            actor=Actor.from_environment(),
            progress=listener,
            cancel=terminal.cancel,
        )
    terminal.report_errors(opened.missing)
    if opened.upgrade_note:
        note = f"{opened.upgrade_note}; the bundle itself was left unchanged"
        terminal.note(f"note: session {shown(opened.session_path)}: {shown(note)}")
    if arguments.json:
        terminal.result_json(_opened_document(opened))
    else:
        _print_opened(opened, terminal)
    if not opened.verification.intact:
        return ExitCode.NOT_PASSED
    return ExitCode.BAD_INPUT if opened.missing else ExitCode.DONE


def _print_opened(opened: OpenedBundle, terminal: Terminal) -> None:
    terminal.result(f"session {shown(opened.session_path)}: {counted(opened.images, 'image')}")
    if opened.report_path is not None:
        terminal.result(f"report {shown(opened.report_path)}")
    terminal.result("the record is intact" if opened.verification.intact else "the record is NOT INTACT")
    for finding in opened.verification.findings:
        terminal.result(f"  {finding.severity}: {shown(finding.where)}: {shown(finding.message)}")


def _opened_document(opened: OpenedBundle) -> dict[str, Any]:
    report = opened.report_path
    return {
        "folder": path_text(opened.folder),
        "session": path_text(opened.session_path),
        "report": path_text(report) if report is not None else None,
        "counts": {"images": opened.images, "missing": len(opened.missing)},
        "errors": error_texts(opened.missing),
        "verification": verification_document(opened.verification),
    }
