"""``mmel-desktop review``: a session file with every image explained, and its report."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.json_documents import add_json_option, error_texts, path_text, report_document
from mmel_desktop.cli.request_options import (
    add_device_option,
    add_dtype_option,
    add_model_option,
    add_request_options,
    check_suffix,
    given_path,
    request_from,
)
from mmel_desktop.cli.taxonomy_command import say_what_changes
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.counted import counted
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import find_image_files, printable_name
from mmel_desktop.errors import MmelError

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore
    from mmel_desktop.workflow.export_report import ReportOutcome
    from mmel_desktop.workflow.review_images import ReviewOutcome


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "review",
        help="explain images into a session file, ready to be judged",
        description=(
            "Import images into a session, explain each and, if asked, write the report. An existing "
            "session is continued: images already explained in the same way are kept as they are."
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "paths", nargs="+", type=given_path, metavar="PATH", help="image files or folders of images"
    )
    add_request_options(parser)
    add_model_option(parser)
    add_device_option(parser)
    add_dtype_option(parser)
    parser.add_argument(
        "--session", type=given_path, required=True, metavar="FILE.mmel", help="the session file"
    )
    parser.add_argument(
        "--taxonomy",
        type=given_path,
        metavar="FILE.toml",
        help="a team's own failure terms (TOML or JSON), recorded in the session",
    )
    parser.add_argument("--report", type=given_path, metavar="FILE.pdf", help="also write the audit report")
    add_json_option(parser, "where session and report lie, and counts of what was done,")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Import, explain, store and report."""
    from mmel_desktop.core.taxonomy_file import read_taxonomy_file
    from mmel_desktop.workflow.change_taxonomy import apply_plan, plan_taxonomy
    from mmel_desktop.workflow.explain_image import load_explainer, refuse_random_weights
    from mmel_desktop.workflow.export_report import export_report
    from mmel_desktop.workflow.open_session import check_opened
    from mmel_desktop.workflow.review_images import review_images

    request = request_from(arguments)
    refuse_random_weights(arguments.model)
    check_suffix(arguments.session, ".mmel", "--session")
    if arguments.report:
        check_suffix(arguments.report, ".pdf", "--report")
    if arguments.taxonomy:
        read_taxonomy_file(arguments.taxonomy)  # what is wrong with it is said before anything is made
    files, errors = find_image_files(arguments.paths)
    terminal.report_errors(errors)
    if not files:
        return ExitCode.BAD_INPUT
    with terminal.progress() as listener:
        # Before the session is touched: a model that cannot be loaded must leave no empty session behind.
        explainer = load_explainer(arguments.model, arguments.device, listener, dtype=arguments.dtype)
        with _open_or_create(arguments.session, arguments.model, request) as store:
            terminal.report_form(store.session())
            terminal.report_opened(check_opened(store))
            if arguments.taxonomy:
                plan = plan_taxonomy(store, arguments.taxonomy)
                apply_plan(store, plan)
            outcome = review_images(
                store, explainer, files, request, progress=listener, cancel=terminal.cancel
            )
            report = None
            if arguments.report and outcome.images and not terminal.cancel.cancelled:
                report = export_report(store, arguments.report, progress=listener, cancel=terminal.cancel)
    if arguments.json:
        _print_json(terminal, arguments.session, outcome, report, errors)
    else:
        if arguments.taxonomy:
            say_what_changes(terminal, plan, done=True)
        say_what_was_done(terminal, arguments.session, outcome, report)
    if report is not None and not report.record_check.passed:
        return ExitCode.NOT_PASSED
    return ExitCode.BAD_INPUT if terminal.error_count else ExitCode.DONE


def say_what_was_done(
    terminal: Terminal, session: Path, outcome: ReviewOutcome, report: ReportOutcome | None
) -> None:
    """Errors one by one, then where session and report lie."""
    terminal.report_errors(outcome.errors)
    kept = f", {len(outcome.kept)} already explained and kept" if outcome.kept else ""
    images = counted(len(outcome.images), "image")
    terminal.result(f"session {shown(session)}: {images}, {len(outcome.explained)} explained{kept}")
    if report is not None:
        say_where_the_report_is(terminal, report)


def _print_json(
    terminal: Terminal,
    session: Path,
    outcome: ReviewOutcome,
    report: ReportOutcome | None,
    unread: Sequence[MmelError],
) -> None:
    """``unread``: about paths that could not even be tried; reported before."""
    terminal.report_errors(outcome.errors)
    if report is not None:
        terminal.report_check(report.record_check)
    errors = [*unread, *outcome.errors]
    terminal.result_json(
        {
            "session": path_text(session),
            "counts": {
                "images": len(outcome.images),
                "explained": len(outcome.explained),
                "kept": len(outcome.kept),
                "errors": len(errors),
            },
            "errors": error_texts(errors),
            "report": report_document(report) if report is not None else None,
        }
    )


def say_where_the_report_is(terminal: Terminal, report: ReportOutcome) -> None:
    """Its place, size and hash, which the session's trail holds too."""
    pages = counted(report.pages, "page")
    terminal.result(f"report {shown(report.path)}: {pages}, sha256 {report.sha256}")
    terminal.report_check(report.record_check)


def _open_or_create(path: Path, model_spec: str, request: ExplanationRequest) -> CaseStore:
    from mmel_desktop.workflow.open_session import create_session, open_session

    actor = Actor.from_environment()
    if os.path.exists(path):  # noqa: PTH110 - Path.exists raises where making it has more to say
        return open_session(path, actor=actor)
    return create_session(
        path,
        actor=actor,
        name=printable_name(path.stem),
        model_spec=model_spec,
        prompts=request.prompts,
        method=request.method,
        view=request.view,
    )
