"""A team's file of failure terms, spoiled: what is accepted can stand in a session and be read back."""

from __future__ import annotations

import json
import random
from functools import partial
from pathlib import Path

from mmel_desktop.core.taxonomy_file import EXAMPLE, LISTS, TEAM_TAXONOMY_SCHEMA, read_taxonomy_file
from mmel_desktop.core.team_taxonomy import team_from_json, team_to_json
from mmel_desktop.core.visible_text import on_one_line
from tests.fuzzing.hostile_strings import hostile_string
from tests.fuzzing.judge import Tally, judge
from tests.fuzzing.mutations import mutate


def run_taxonomies(folder: Path, count: int, seed: int) -> Tally:
    """Bytes spoiled, or hostile texts in place of codes, labels and meanings; read each."""
    tally = Tally()
    for number in range(count):
        numbers = random.Random(f"taxonomy-{seed}-{number}")
        kind = numbers.choice(("toml", "json", "texts", "texts"))
        path = folder / f"terms-{number}.{'toml' if kind == 'toml' else 'json'}"
        path.write_bytes(_spoiled(kind, numbers))
        judge(tally, f"taxonomy {number} of seed {seed} ({kind})", partial(_read, path), allowed=folder)
        path.unlink()
    return tally


def _spoiled(kind: str, numbers: random.Random) -> bytes:
    whole = EXAMPLE.encode()
    if kind == "toml":
        return mutate(whole, [whole], numbers)
    terms = {
        name: [{"code": f"R-{name[0]}{n}", "label": f"{name} {n}", "meaning": "m"} for n in range(2)]
        for name in LISTS
    }
    document = {"schema": TEAM_TAXONOMY_SCHEMA, "name": "Road", "version": "1", "hide": ["A9"], **terms}
    if kind == "json":
        content = json.dumps(document).encode()
        return mutate(content, [content, whole], numbers)
    term = numbers.choice(terms[numbers.choice(sorted(LISTS))])
    term[numbers.choice(("code", "label", "meaning", "label_ko"))] = hostile_string(numbers)
    return json.dumps(document).encode()


def _read(path: Path) -> None:
    team = read_taxonomy_file(path).team
    assert team_from_json(team_to_json(team)) == team
    for _, term in team.by_code.values():
        assert term.code.isascii()
        for text in (term.label, term.meaning, term.label_ko):
            assert on_one_line(text) == text
