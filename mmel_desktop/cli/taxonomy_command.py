"""``mmel-desktop taxonomy``: the failure terms of a session, and those of a team."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import check_suffix, given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.counted import counted
from mmel_desktop.core.identity import Actor
from mmel_desktop.errors import BadInputError

if TYPE_CHECKING:
    from mmel_desktop.core.known_terms import Taxonomy
    from mmel_desktop.workflow.change_taxonomy import TaxonomyPlan


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "taxonomy",
        help="show the failure terms of a session, or add a team's own",
        description=(
            "Without an option, list the terms that a session knows. A team's file adds effects, triggers "
            "and kinds of evidence to those of the program; it is recorded in the session, which then needs "
            "the file no more. Codes that the session knows stay known."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("session", nargs="?", type=given_path, metavar="FILE.mmel", help="the session file")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument(
        "--use", type=given_path, metavar="FILE.toml", help="put the terms of a file (TOML or JSON) in force"
    )
    wanted.add_argument(
        "--program-only", action="store_true", help="offer the program's own terms alone again"
    )
    wanted.add_argument(
        "--example", type=given_path, metavar="FILE.toml", help="write a file to start from; needs no session"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--json", action="store_true", help="print the session's terms as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """List, change, or write an example."""
    from mmel_desktop.workflow.change_taxonomy import write_example

    if arguments.example is not None:
        check_suffix(arguments.example, ".toml", "--example")
        terminal.result(f"example {shown(write_example(arguments.example))}")
        return ExitCode.DONE
    if arguments.session is None:
        raise BadInputError(
            "no session was named",
            expected="FILE.mmel, or --example FILE.toml",
            action="see 'mmel-desktop taxonomy --help'",
        )
    return _on_session(arguments, terminal)


def _on_session(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    from mmel_desktop.workflow.change_taxonomy import apply_plan, plan_program_terms, plan_taxonomy
    from mmel_desktop.workflow.exported_terms import terms_document
    from mmel_desktop.workflow.open_session import open_session

    changing = arguments.use is not None or arguments.program_only
    only_looking = arguments.dry_run or not changing
    with open_session(arguments.session, actor=Actor.from_environment(), read_only=only_looking) as store:
        terminal.report_form(store.session())
        if changing:
            plan = plan_taxonomy(store, arguments.use) if arguments.use else plan_program_terms(store)
            if not arguments.dry_run:
                apply_plan(store, plan)
            if not arguments.json:
                say_what_changes(terminal, plan, done=not arguments.dry_run)
        taxonomy = store.taxonomy()
    if arguments.json:
        terminal.result_json(terms_document(taxonomy))
    elif not changing:
        _list_terms(terminal, taxonomy)
    return ExitCode.DONE


def say_what_changes(terminal: Terminal, plan: TaxonomyPlan, *, done: bool) -> None:
    """A line for each term that changes; one line when none does."""
    change = plan.change
    if change.is_nothing:
        terminal.result("failure terms: as they are, nothing to change")
        return
    name = f"“{shown(change.after.title)}”" if change.after.title else "the program's own terms alone"
    terminal.result(f"failure terms: {name}{'' if done else ' (not done: --dry-run)'}")
    for line in _lines(plan):
        terminal.result(f"  {line}")


def _lines(plan: TaxonomyPlan) -> Iterator[str]:
    change = plan.change
    for term in change.added:
        yield f"new: {term.code} {term.label}"
    for term in change.returned:
        yield f"offered again: {term.code} {term.label}"
    for before, after in change.reworded:
        used = counted(plan.marks.get(after.code, 0), "annotation")
        yield f"reworded: {after.code} {before.label!r} → {after.label!r}, in {used}"
    for term in change.retired:
        used = counted(plan.marks.get(term.code, 0), "annotation")
        yield f"no longer offered, still known: {term.code} {term.label}, in {used}"
    for code in change.hidden:
        used = counted(plan.marks.get(code, 0), "annotation")
        yield f"hidden, still known: {code}, in {used}"
    for code in change.unhidden:
        yield f"shown again: {code}"


def _list_terms(terminal: Terminal, taxonomy: Taxonomy) -> None:
    from mmel_desktop.core.known_terms import PROGRAM_TERMS

    terminal.result(f"taxonomy {shown(taxonomy.version)}")
    for field in PROGRAM_TERMS:
        terminal.result(f"{field}:")
        for term in taxonomy.terms(field):
            notes = ", ".join(["team"] * term.by_team + ["not offered"] * (not term.offered))
            terminal.result(f"  {term.code}  {term.label}{f' ({notes})' if notes else ''}: {term.meaning}")
