"""``mmel-desktop models``: which models there are, what they are, and whether they work here."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import MODEL_SPECS, add_device_option, given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.identity import ModelIdentity

if TYPE_CHECKING:
    from mmel_desktop.engine.model_description import ModelDescription


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its five parts."""
    parser = commands.add_parser(
        "models",
        help="list, show, fetch, import or check models",
        description="Which models there are, what they are, and whether they work here.",
        epilog=f"SPEC: {MODEL_SPECS}",
        allow_abbrev=False,
    )
    parts = parser.add_subparsers(dest="part", metavar="list|show|fetch|import|check", required=True)

    listing = parts.add_parser(
        "list",
        help="every model of open_clip's registry, and the demo model",
        description="One line per model: its SPEC, whether it can be explained, and how or why not.",
        allow_abbrev=False,
    )
    listing.add_argument("--supported", action="store_true", help="only those that can be explained")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    listing.set_defaults(run=run_list)

    show = parts.add_parser(
        "show",
        help="facts of one model, without its weights",
        description="Size, patches, blocks and kind of a model, read from its configuration; nothing is "
        "downloaded.",
        allow_abbrev=False,
    )
    show.add_argument("model", metavar="SPEC", help=MODEL_SPECS)
    show.add_argument("--json", action="store_true", help="print as JSON")
    show.set_defaults(run=run_show)

    fetch = parts.add_parser(
        "fetch",
        help="download a model's weights once",
        description="Load the model once, which downloads its weights where they are not there yet, and "
        "print its identity.",
        allow_abbrev=False,
    )
    fetch.add_argument("model", metavar="SPEC", help=MODEL_SPECS)
    fetch.set_defaults(run=run_fetch)

    importing = parts.add_parser(
        "import",
        help="copy a model folder into your model library",
        description="Copy a model folder into your model library and print the SPEC to ask for it with.",
        allow_abbrev=False,
    )
    importing.add_argument("folder", type=given_path, metavar="PATH", help="folder in open_clip's layout")
    importing.set_defaults(run=run_import)

    check = parts.add_parser(
        "check",
        help="self-test: exact, finite, repeatable? exit 3 if not",
        description="Explain a drawn test picture with the model and check that the explanation is exact, "
        "finite and the same twice on this machine. Exit code 3 if it is not.",
        allow_abbrev=False,
    )
    check.add_argument("model", metavar="SPEC", help=MODEL_SPECS)
    check.add_argument("--json", action="store_true", help="print as JSON")
    add_device_option(check)
    check.set_defaults(run=run_check)


def run_list(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """One line per model: specification, whether it can be explained, how or why not."""
    from mmel_desktop.engine.model_catalog import list_models

    entries = [entry for entry in list_models() if entry.supported or not arguments.supported]
    if arguments.json:
        terminal.result_json([asdict(entry) for entry in entries])
        return ExitCode.DONE
    width = max(len(entry.spec) for entry in entries)
    for entry in entries:
        terminal.result(f"{entry.spec:<{width}}  {'yes' if entry.supported else 'no ':<3}  {entry.how}")
    supported = sum(entry.supported for entry in entries)
    terminal.note(f"{supported} of {len(entries)} can be explained")
    return ExitCode.DONE


def run_show(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Facts of the configuration; nothing is fetched."""
    from mmel_desktop.engine.model_description import describe

    description = describe(arguments.model)
    if arguments.json:
        terminal.result_json(asdict(description))
    else:
        for name, value in _facts(description):
            terminal.result(f"{name:<18} {value}")
    return ExitCode.DONE


def run_fetch(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Load the model once, which brings its weights onto this machine and checks them."""
    from mmel_desktop.workflow.explain_image import load_explainer

    with terminal.progress() as listener:
        identity = load_explainer(arguments.model, "cpu", listener).identity
    _print_identity(identity, terminal)
    return ExitCode.DONE


def run_import(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Copy a folder into the library and say how to ask for it."""
    from mmel_desktop.workflow.import_model import import_model

    with terminal.progress() as listener:
        imported = import_model(arguments.folder, progress=listener)
    _print_identity(imported.identity, terminal)
    terminal.result(f"use it with      --model {shown(imported.spec)}")
    return ExitCode.DONE


def run_check(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Self-test of one model on this machine."""
    from mmel_desktop.workflow.check_model import EXACTNESS_CHECKS, PROMPTS, check_model
    from mmel_desktop.workflow.explain_image import load_explainer

    with terminal.progress() as listener:
        explainer = load_explainer(arguments.model, arguments.device, listener)
        outcome = check_model(explainer, progress=listener, cancel=terminal.cancel)
    if arguments.json:
        terminal.result_json(asdict(outcome) | {"prompts": PROMPTS, "passed": outcome.passed})
        return ExitCode.DONE if outcome.passed else ExitCode.NOT_PASSED
    terminal.result(
        f"{'passed' if outcome.passed else 'NOT PASSED'}: {outcome.model.spec} on {outcome.device}"
    )
    terminal.result(f"  finite maps: {_yes(outcome.finite)}; same bytes twice: {_yes(outcome.repeatable)}")
    for prompt, checks in zip(PROMPTS, outcome.checks, strict=True):
        for check in checks:
            value = "–" if check.value is None else f"{check.value:.3g}"
            bound = f"{check.passes_when.replace('_', ' ')} {check.threshold:g}"
            terminal.result(f"  {check.verdict:<7} {check.name:<14} {value:>9} ({bound})  {prompt}")
    decisive = " and ".join(EXACTNESS_CHECKS)
    terminal.result(
        f"  {decisive} decide, with the line above them. The other checks judge the explanation of a drawn "
        "test picture, not whether the model works here."
    )
    return ExitCode.DONE if outcome.passed else ExitCode.NOT_PASSED


def _facts(description: ModelDescription) -> list[tuple[str, Any]]:
    answer = {True: "yes", False: f"no: {description.reason}", None: "known after it was fetched"}
    facts = [
        ("specification", description.spec),
        ("kind", description.kind),
        ("name", shown(description.name)),
        ("can be explained", answer[description.supported]),
        ("how", description.how),
        ("input", _pixels(description.image_size_px)),
        ("patch", _pixels(description.patch_size_px)),
        ("blocks", description.blocks),
        ("width", description.width),
        ("context length", description.context_length),
        ("embedding", description.embedding_size),
        ("published weights", ", ".join(description.published_weights)),
    ]
    return [(name, value) for name, value in facts if value not in (None, "")]


def _print_identity(identity: ModelIdentity, terminal: Terminal) -> None:
    terminal.result(f"model            {identity.spec}")
    terminal.result(f"architecture     {identity.architecture}")
    terminal.result(f"source           {shown(identity.source)}")
    terminal.result(f"parameters       {identity.parameters:,}")
    terminal.result(f"sha256           {identity.sha256}")
    for name, digest in identity.files:
        terminal.result(f"  {digest}  {name}")


def _pixels(side: int | None) -> str:
    return "" if side is None else f"{side} × {side} pixels"


def _yes(value: bool) -> str:
    return "yes" if value else "NO"
