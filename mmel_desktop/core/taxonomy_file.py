"""A team's failure terms as a small file that people review: TOML, or the same as JSON.

Keys of the file: ``schema`` (``mmel-team-taxonomy/1``), ``name``, ``version``, optionally ``hide`` (codes of
the program's own terms that shall not be offered), and the lists ``effects``, ``triggers`` and ``evidence``.
Each of their terms has ``code``, ``label``, ``meaning`` and optionally ``label_ko``.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mmel_desktop.core.bounded_file import read_bounded
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.core.taxonomy import Term
from mmel_desktop.core.team_taxonomy import TeamTaxonomy
from mmel_desktop.core.team_taxonomy_rules import broken_rules
from mmel_desktop.core.visible_text import on_one_line, quoted
from mmel_desktop.errors import BadInputError

TEAM_TAXONOMY_SCHEMA = "mmel-team-taxonomy/1"
TAXONOMY_SUFFIXES = (".toml", ".json")
MOST_BYTES = 256 * 1024
MOST_TERMS = 200
MOST_DOTS_IN_A_LINE = 32
"""Python's TOML reader keeps every beginning of a dotted key: a long one would fill the memory."""

LISTS = {"effects": "effect", "triggers": "triggers", "evidence": "evidence"}
"""Lists of the file → the fields of an annotation that they extend."""

_TEXTS = ("schema", "name", "version")
_KEYS = {*_TEXTS, "hide", *LISTS}
_TERM_KEYS = ("code", "label", "meaning")

EXAMPLE = f"""\
# Failure terms of one team, beside those of MMEL Desktop. Load it with Review > Failure taxonomy… or with
# mmel-desktop review … --taxonomy FILE. Codes that a session knows stay known; each change has its version.
schema = "{TEAM_TAXONOMY_SCHEMA}"
name = "Example road safety"
version = "1"

# Terms of the program that this team does not use. They are not offered, and stay known.
hide = ["A9", "typographic"]

# Effects: what went wrong. A code is letters, a hyphen, and what you like: ROAD-E1.
[[effects]]
code = "ROAD-E1"
label = "wrong lane"
meaning = "The object is right, but it was taken to be in another lane."
label_ko = "차로 오인"

[[effects]]
code = "ROAD-E2"
label = "right of way misread"
meaning = "Who has to give way was understood wrongly."
label_ko = "통행 우선권 오인"

# Triggers: conditions that may have caused it.
[[triggers]]
code = "ROAD-T1"
label = "road works"
meaning = "Temporary marks, cones or barriers differ from the usual road."
label_ko = "도로 공사"

# Evidence: where the heat lies, as the analyst reads it.
[[evidence]]
code = "ROAD-V1"
label = "lane marking"
meaning = "The heat lies on lane markings."
label_ko = "차선 표시"
"""
"""A file to start from."""


@dataclass(frozen=True)
class TaxonomyFile:
    """A file that was read and found sound.

    Attributes:
        name: of the file, for a person.
        sha256: of its bytes.
        team: what it says.
    """

    name: str
    sha256: str
    team: TeamTaxonomy


def read_taxonomy_file(path: str | Path) -> TaxonomyFile:
    """Read a team's terms; the first thing that is wrong with them is said.

    Raises:
        BadInputError: the file cannot be read, is no such file, or its terms break a rule.
    """
    path = Path(path)
    name = printable_name(path.name)
    subject = f"taxonomy file {name!r}"
    data = read_bounded(
        path,
        MOST_BYTES,
        subject=subject,
        expected="a TOML or JSON file of failure terms",
        if_too_large="keep only the terms, and short ones",
    )
    team = _team_of(subject, _parse(subject, data, is_json=path.suffix.lower() == ".json"))
    for rule in broken_rules(team):
        raise _unusable(subject, f"{rule.where}: {rule.found}", rule.expected)
    return TaxonomyFile(name, sha256_hex(data), team)


def _parse(subject: str, data: bytes, *, is_json: bool) -> Mapping[str, Any]:
    kind = "JSON" if is_json else "TOML"
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=_unique) if is_json else tomllib.loads(_modest(text))
    except RecursionError as error:
        raise _no_file(subject, kind, "lists nested too deeply") from error
    except ValueError as error:  # not UTF-8, or not of the format
        raise _no_file(subject, kind, on_one_line(str(error))) from error
    if not isinstance(document, dict):
        raise _no_file(subject, kind, "a document of another kind")
    return document


def _modest(text: str) -> str:
    """A TOML text that can be read in little memory, as it is."""
    if any(line.count(".") > MOST_DOTS_IN_A_LINE for line in text.split("\n")):
        raise ValueError(f"more than {MOST_DOTS_IN_A_LINE} dots in a line")
    return text


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; what one reader sees first and another last must not stand in it twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key that stands in an object twice")
    return found


def _team_of(subject: str, document: Mapping[str, Any]) -> TeamTaxonomy:
    schema = document.get("schema")
    if schema != TEAM_TAXONOMY_SCHEMA:
        expected = f'schema = "{TEAM_TAXONOMY_SCHEMA}"'
        raise _unusable(subject, f"the schema {quoted(schema)}" if schema else "no schema", expected)
    _refuse_unknown(subject, "the file", document, _KEYS)
    entries = {field: _list(subject, name, document.get(name, [])) for name, field in LISTS.items()}
    count = sum(map(len, entries.values()))
    if count > MOST_TERMS:
        raise _unusable(subject, f"{count:,} terms", f"at most {MOST_TERMS}")
    hidden = _list(subject, "hide", document.get("hide", []))
    return TeamTaxonomy(
        _text(subject, "name", document.get("name", "")),
        _text(subject, "version", document.get("version", "")),
        **{
            field: tuple(
                _term(subject, f"{field} {number}", one) for number, one in enumerate(terms, start=1)
            )
            for field, terms in entries.items()
        },
        hidden=tuple(_text(subject, "a code in hide", code) for code in hidden),
    )


def _term(subject: str, where: str, entry: Any) -> Term:
    if not isinstance(entry, dict):
        raise _unusable(subject, f"{where}: {quoted(entry)}", "a table with code, label and meaning")
    _refuse_unknown(subject, where, entry, {*_TERM_KEYS, "label_ko"})
    for name in _TERM_KEYS:
        if name not in entry:
            raise _unusable(subject, f"{where}: no {name}", "code, label and meaning of each term")
    code, label, meaning = (_text(subject, f"the {name} of {where}", entry[name]) for name in _TERM_KEYS)
    korean = _text(subject, f"the label_ko of {where}", entry.get("label_ko", ""))
    return Term(code, label, meaning, korean, by_team=True)


def _refuse_unknown(subject: str, where: str, entry: Mapping[str, Any], known: set[str]) -> None:
    for key in entry:
        if key not in known:
            raise _unusable(subject, f"{quoted(key)} in {where}", f"only {', '.join(sorted(known))}")


def _text(subject: str, where: str, value: Any) -> str:
    """A text in Unicode's form NFC, in which the same letters are the same text."""
    if not isinstance(value, str):
        raise _unusable(subject, f"{where}: {quoted(value)}", "a text in quotes")
    return unicodedata.normalize("NFC", value)


def _list(subject: str, name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _unusable(subject, f"{name}: {quoted(value)}", "a list")
    return value


def _no_file(subject: str, kind: str, found: str) -> BadInputError:
    return BadInputError(
        f"{subject} cannot be read as {kind}",
        found=found,
        expected="a TOML or JSON file of failure terms",
        action="correct the file; the example file shows the form",
    )


def _unusable(subject: str, found: str, expected: str) -> BadInputError:
    return BadInputError(
        f"the failure terms of {subject} cannot be used",
        found=found,
        expected=expected,
        action="correct the file; the example file shows the form",
    )
