"""``mmel-desktop report``: the audit PDF of a session."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.json_documents import add_json_option, report_document
from mmel_desktop.cli.request_options import check_suffix, given_path
from mmel_desktop.cli.review_command import say_where_the_report_is
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.core.identity import Actor


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "report",
        help="write the audit PDF of a session",
        description="Write the audit PDF of a session; the export is itself recorded in the session, unless "
        "that was made by an earlier version of the program: then it is left unchanged. Exit code 3: it was "
        "written, but the session's record does not hold, as the report itself says.",
        allow_abbrev=False,
    )
    parser.add_argument("session", type=given_path, metavar="FILE.mmel", help="the session file")
    parser.add_argument(
        "--out", type=given_path, required=True, metavar="FILE.pdf", help="the report to write"
    )
    add_json_option(parser, "place, pages and hash of the report")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Export the report."""
    from mmel_desktop.workflow.export_report import export_report
    from mmel_desktop.workflow.open_session import open_session

    check_suffix(arguments.out, ".pdf", "--out")
    with (
        terminal.progress() as listener,
        open_session(arguments.session, actor=Actor.from_environment(), upgrade=False) as store,
    ):
        terminal.report_form(store.session())
        report = export_report(store, arguments.out, progress=listener, cancel=terminal.cancel)
    if arguments.json:
        terminal.report_check(report.record_check)
        terminal.result_json(report_document(report))
    else:
        say_where_the_report_is(terminal, report)
    return ExitCode.DONE if report.record_check.passed else ExitCode.NOT_PASSED
