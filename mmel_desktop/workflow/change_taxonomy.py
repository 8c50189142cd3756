"""Put a team's failure terms in force in a session; what that changes is known before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.core.taxonomy_file import EXAMPLE, TaxonomyFile, read_taxonomy_file
from mmel_desktop.core.team_taxonomy import NO_TEAM, TeamChange, team_change
from mmel_desktop.core.team_taxonomy_rules import accepted
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore


@dataclass(frozen=True)
class TaxonomyPlan:
    """What would become of a session's failure terms.

    Attributes:
        source: the file; None to go back to the program's own terms.
        change: what would be different.
        marks: code → how many annotations of the session hold it now.
    """

    source: TaxonomyFile | None
    change: TeamChange
    marks: Mapping[str, int]


def plan_taxonomy(store: CaseStore, path: str | Path) -> TaxonomyPlan:
    """Read a file and see what it would change.

    Raises:
        BadInputError: the file, or its terms beside those the session knows, cannot be used.
    """
    source = read_taxonomy_file(path)
    return _plan(store, source)


def plan_program_terms(store: CaseStore) -> TaxonomyPlan:
    """What would change if the program's own terms alone were offered again."""
    return _plan(store, None)


def apply_plan(store: CaseStore, plan: TaxonomyPlan) -> Taxonomy:
    """Do it, as one audited act; nothing is recorded when nothing changes.

    Raises:
        BadInputError: the session's terms were changed since, and these do not follow them.
        SessionReadOnlyError: the session cannot be edited.
    """
    if plan.source is None:
        return store.set_taxonomy(NO_TEAM)
    source = plan.source
    return store.set_taxonomy(source.team, file_name=source.name, file_sha256=source.sha256)


def write_example(path: str | Path, *, replace: bool = False) -> Path:
    """Write a file to start from.

    Args:
        path: where.
        replace: whether a file of that name may be written over.

    Raises:
        BadInputError: it is there already, or cannot be written.
    """
    path = Path(path)
    try:
        with path.open("w" if replace else "x", encoding="utf-8") as file:
            file.write(EXAMPLE)
    except OSError as error:
        there = isinstance(error, FileExistsError)
        raise BadInputError(
            f"cannot write the example file {printable_name(path.name)!r}",
            found="a file of that name" if there else error.strerror or type(error).__name__,
            expected="a name that is free, in a folder that can be written",
            action="choose another place",
        ) from error
    return path


def _plan(store: CaseStore, source: TaxonomyFile | None) -> TaxonomyPlan:
    before = store.taxonomy().team
    after = accepted(before, source.team if source is not None else NO_TEAM)
    marks: Counter[str] = Counter()
    for annotation in store.annotations():
        marks.update({annotation.effect, *annotation.triggers, *annotation.evidence})
    return TaxonomyPlan(source, team_change(before, after), marks)
