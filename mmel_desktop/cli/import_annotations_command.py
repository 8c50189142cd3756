"""``mmel-desktop import-annotations``: annotations drawn in another program, into a session."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.json_documents import add_json_option, error_texts, path_text
from mmel_desktop.cli.request_options import given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.counted import counted
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError, MmelError, SessionReadOnlyError

if TYPE_CHECKING:
    from mmel_desktop.workflow.import_annotations import AnnotationImportOutcome


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "import-annotations",
        help="add annotations from COCO or GeoJSON files to a session",
        description=(
            "Add the annotations of each file as one edit that can be undone. Nothing that is there is "
            "changed; what cannot be placed or understood, or is there already, is left out with a line that "
            "says why."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("session", type=given_path, metavar="FILE.mmel", help="the session file")
    parser.add_argument(
        "files", nargs="+", type=given_path, metavar="FILE", help="COCO (.json) or GeoJSON files"
    )
    parser.add_argument(
        "--image",
        metavar="NAME",
        help="the session's image that a GeoJSON file belongs to, where the file does not name it (QuPath's "
        "own exports do not)",
    )
    add_json_option(parser, "what each file gave")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Import each file; one that cannot be used gets its line, the others are still imported."""
    from mmel_desktop.workflow.import_annotations import import_annotations
    from mmel_desktop.workflow.open_session import check_opened, open_session

    with open_session(arguments.session, actor=Actor.from_environment()) as store:
        terminal.report_form(store.session())
        terminal.report_opened(check_opened(store))
        if store.session().read_only:
            raise SessionReadOnlyError(
                f"session {printable_name(store.path.name)!r} cannot be edited",
                found=store.session().read_only_reason,
                action="make it writable, close it elsewhere or reopen it, and try again",
            )
        image_id = None
        if arguments.image is not None:
            ids = [image.image_id for image in store.images() if image.identity.name == arguments.image]
            if len(ids) != 1:
                raise BadInputError(
                    f"--image {arguments.image!r} names no one image",
                    found=f"{len(ids)} images of that name in the session",
                    expected="one",
                    action="give the name as the gallery shows it",
                )
            image_id = ids[0]
        documents: list[dict[str, Any]] = []
        for file in arguments.files:
            if terminal.cancel.cancelled:
                break
            try:
                outcome = import_annotations(store, file, image_id=image_id)
            except BadInputError as error:
                terminal.report_error(error)
                documents.append(_document(file, "", errors=[error]))
                continue
            terminal.report_errors(outcome.skipped)
            documents.append(_document(file, outcome.source_format, outcome, outcome.skipped))
            if not arguments.json:
                terminal.result(
                    f"{shown(file.name)}: {counted(len(outcome.added), 'annotation')} added from "
                    f"{outcome.source_format}, {len(outcome.skipped)} left out"
                )
    if arguments.json:
        terminal.result_json({"session": path_text(arguments.session), "files": documents})
    return ExitCode.BAD_INPUT if terminal.error_count else ExitCode.DONE


def _document(
    file: Path,
    source_format: str,
    outcome: AnnotationImportOutcome | None = None,
    errors: Sequence[MmelError] = (),
) -> dict[str, Any]:
    """``outcome`` is None where the file could not be used."""
    return {
        "file": path_text(file),
        "format": source_format,
        "counts": {
            "added": len(outcome.added) if outcome else 0,
            "left_out": len(outcome.skipped) if outcome else 0,
            "already_there": len(outcome.already_there) if outcome else 0,
        },
        "errors": error_texts(errors),
    }
