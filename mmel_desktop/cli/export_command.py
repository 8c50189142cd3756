"""``mmel-desktop export``: the record, or what was judged, for other programs."""

from __future__ import annotations

import argparse

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import check_suffix, given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.counted import counted
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import printable_name

# Named here too, because the workflow brings the store and `--help` must not wait for it; a test compares.
FORMATS = {"json": ".json", "csv": "", "coco": ".json", "geojson": ""}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "export",
        help="write a session for other programs: JSON, CSV, COCO, GeoJSON",
        description=(
            "json: the whole record as one canonical document; csv: a folder of tables for spreadsheets; "
            "coco: the annotations as COCO instances; geojson: a folder with one file for each annotated "
            "image, for QuPath. The export is itself recorded in the session, unless that was made by an "
            "earlier version of the program: then it is left unchanged. Exit code 3: it was written, but the "
            "session's record does not hold, as the export itself says."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("session", type=given_path, metavar="FILE.mmel", help="the session file")
    parser.add_argument("--format", choices=tuple(FORMATS), required=True, help="what to write")
    parser.add_argument(
        "--out",
        type=given_path,
        required=True,
        metavar="PATH",
        help="FILE.json (json, coco) or a folder (csv, geojson)",
    )
    parser.add_argument("--json", action="store_true", help="print the files and their hashes as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the export and say what was written."""
    from mmel_desktop.workflow.export_session import export_session
    from mmel_desktop.workflow.open_session import open_session

    if FORMATS[arguments.format]:
        check_suffix(arguments.out, FORMATS[arguments.format], "--out")
    with (
        terminal.progress() as listener,
        open_session(arguments.session, actor=Actor.from_environment(), upgrade=False) as store,
    ):
        terminal.report_form(store.session())
        outcome = export_session(
            store, arguments.format, arguments.out, progress=listener, cancel=terminal.cancel
        )
    terminal.report_check(outcome.record_check)
    code = ExitCode.DONE if outcome.record_check.passed else ExitCode.NOT_PASSED
    if arguments.json:
        terminal.result_json(
            {
                "format": outcome.format_code,
                "path": printable_name(str(outcome.path)),
                "counts": dict(outcome.counts),
                "record_check": outcome.record_check.to_json(),
                "files": [
                    {"path": printable_name(str(file.path)), "sha256": file.sha256, "bytes": file.size_bytes}
                    for file in outcome.files
                ],
            }
        )
        return code
    counts = ", ".join(counted(count, name.removesuffix("s"), name) for name, count in outcome.counts)
    terminal.result(f"exported {counts} as {outcome.format_code}")
    for file in outcome.files:
        terminal.result(f"  {shown(file.path)}: sha256 {file.sha256}")
    return code
