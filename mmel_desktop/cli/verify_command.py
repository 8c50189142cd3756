"""``mmel-desktop verify``: is a session, a report or a bundle still what was recorded?"""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.json_documents import add_json_option, verification_document
from mmel_desktop.cli.request_options import given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.case import VerificationResult


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "verify",
        help="check that a session, a report or a bundle is intact",
        description="A session: its hash chain is recomputed and replayed against what the file holds. A "
        "report: its pages and attachments are compared with the hashes inside it, and with its session "
        "where that lies beside it. A bundle: its files are compared with its manifest. An exported file is "
        "compared with the session given by --session. Exit code 0: intact; 3: not intact, or not the "
        "record that was known at that place; what differs and where is printed.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=given_path,
        metavar="FILE",
        help="session (.mmel), report (.pdf), bundle or exported file",
    )
    parser.add_argument(
        "--session",
        type=given_path,
        metavar="FILE.mmel",
        help="compare reports and files of exports with this session, wherever it lies",
    )
    add_json_option(parser, "the findings")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Verify each file; one that cannot be verified at all gets its line."""
    from mmel_desktop.errors import MmelError
    from mmel_desktop.workflow.verify_record import verify_record

    results: list[VerificationResult] = []
    for file in arguments.files:
        if terminal.cancel.cancelled:
            break
        try:
            results.append(verify_record(file, session_path=arguments.session))
        except MmelError as error:
            terminal.report_error(error)
    if arguments.json:
        terminal.result_json([verification_document(result) for result in results])
    else:
        for result in results:
            _print(result, terminal)
    if not all(result.passed for result in results):
        return ExitCode.NOT_PASSED
    return ExitCode.BAD_INPUT if terminal.error_count else ExitCode.DONE


def _print(result: VerificationResult, terminal: Terminal) -> None:
    verdict = "intact" if result.intact else "NOT INTACT"
    if result.intact and not result.passed:
        verdict = "WARNING, intact in itself"
    terminal.result(f"{verdict}: {shown(result.subject)}")
    for name, value in result.facts:
        terminal.result(f"  {name}: {shown(value)}")
    for finding in result.findings:
        terminal.result(f"  {finding.severity}: {shown(finding.where)}: {shown(finding.message)}")
