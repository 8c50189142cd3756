"""``mmel-desktop demo``: the workbench on the bundled session, or the same job where there is no display."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import add_device_option
from mmel_desktop.cli.review_command import say_what_was_done
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.cli.workbench_command import display_available
from mmel_desktop.core.identity import Actor

if TYPE_CHECKING:
    from mmel_desktop.workflow.demo_session import DemoSession


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "demo",
        help="the workbench on the bundled demo session",
        description=(
            "Open the workbench on the bundled demo session. Where there is no display the same job is done "
            "without a window: the samples are explained, stored and reported, and the files are named."
        ),
        allow_abbrev=False,
    )
    add_device_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Open the window where one can be shown; otherwise explain, store and report."""
    if display_available():
        from mmel_desktop.app import run_workbench

        return ExitCode(run_workbench(demo=True, device=arguments.device))
    terminal.note("no display: the demo runs without a window")
    return _run_without_window(arguments.device, terminal)


def _run_without_window(device: str, terminal: Terminal) -> ExitCode:
    from mmel_desktop.workflow.demo_session import (
        DEMO_MODEL,
        DEMO_REQUEST,
        demo_place,
        demo_samples,
        open_demo_session,
    )
    from mmel_desktop.workflow.explain_image import load_explainer
    from mmel_desktop.workflow.export_report import export_report
    from mmel_desktop.workflow.review_images import review_images

    place, samples = demo_place(), demo_samples()
    with terminal.progress() as listener:
        explainer = load_explainer(DEMO_MODEL, device, listener)
        demo = open_demo_session(place, Actor.from_environment(), writable=True)
        with demo.store as store:
            outcome = review_images(
                store, explainer, samples, DEMO_REQUEST, progress=listener, cancel=terminal.cancel
            )
            report = None
            if not terminal.cancel.cancelled:
                report = export_report(store, place.report, progress=listener, cancel=terminal.cancel)
    _say_what_changed(terminal, demo)
    say_what_was_done(terminal, demo.store.path, outcome, report)
    if report is not None and not report.record_check.passed:
        return ExitCode.NOT_PASSED
    return ExitCode.BAD_INPUT if terminal.error_count else ExitCode.DONE


def _say_what_changed(terminal: Terminal, demo: DemoSession) -> None:
    for path in demo.passed_over:
        terminal.note(f"{shown(path)} cannot be used; it was left as it is")
    if demo.stale_samples:
        names = ", ".join(demo.stale_samples)
        terminal.note(f"samples of an earlier version, kept in the record only: {names}")
    if demo.other_model:
        terminal.note("the demo model has changed since; its samples are explained anew")
