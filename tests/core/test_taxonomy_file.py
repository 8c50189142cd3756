"""A team's file is read whole or refused in words; nothing in it can be taken for something else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.taxonomy import EFFECTS, TAXONOMY_VERSION
from mmel_desktop.core.taxonomy_file import EXAMPLE, MOST_BYTES, MOST_TERMS, read_taxonomy_file
from mmel_desktop.errors import BadInputError


def written(path: Path, text: str) -> Path:
    """A file with a text."""
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path, text: str) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(BadInputError) as caught:
        read_taxonomy_file(written(path, text))
    return str(caught.value)


def test_the_example_extends_the_programs_terms(tmp_path: Path) -> None:
    """Two effects, a trigger and a place of the evidence; two of the program's terms are hidden, not gone."""
    read = read_taxonomy_file(written(tmp_path / "terms.toml", EXAMPLE))
    taxonomy = Taxonomy(read.team)
    assert taxonomy.version == f"{TAXONOMY_VERSION} + Example road safety 1"
    assert [term.code for term in taxonomy.terms("effect")] == [
        *(term.code for term in EFFECTS),
        "ROAD-E1",
        "ROAD-E2",
    ]
    assert taxonomy.label("effect", "ROAD-E1") == "wrong lane"
    assert taxonomy.label("triggers", "ROAD-T1") == "road works"
    assert taxonomy.label("evidence", "ROAD-V1") == "lane marking"
    offered = [term.code for field in ("effect", "triggers") for term in taxonomy.offered(field)]
    assert "A9" not in offered
    assert "typographic" not in offered
    assert taxonomy.label("effect", "A9") == "wrong text reading"
    term = taxonomy.term("effect", "ROAD-E1")
    assert term is not None
    assert (term.by_team, term.label_ko) == (True, "차로 오인")


def test_the_file_in_the_readme_can_be_used(tmp_path: Path) -> None:
    """As it stands there."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    read = read_taxonomy_file(written(tmp_path / "readme.toml", text))
    assert Taxonomy(read.team).label("effect", "ROAD-E1") == "wrong lane"


def test_json_says_the_same_as_toml(tmp_path: Path) -> None:
    """The terms and their hash are the same; the file's own hash is not."""
    toml = read_taxonomy_file(written(tmp_path / "terms.toml", EXAMPLE))
    lists = {
        name: [
            {"code": term.code, "label": term.label, "meaning": term.meaning, "label_ko": term.label_ko}
            for term in toml.team.terms(field)
        ]
        for name, field in (("effects", "effect"), ("triggers", "triggers"), ("evidence", "evidence"))
    }
    document = {
        "schema": "mmel-team-taxonomy/1",
        "name": toml.team.name,
        "version": "1",
        "hide": list(toml.team.hidden),
        **lists,
    }
    read = read_taxonomy_file(written(tmp_path / "terms.json", json.dumps(document)))
    assert read.team == toml.team
    assert read.team.sha256 == toml.team.sha256
    assert read.sha256 != toml.sha256


def test_korean_letters_in_pieces_are_put_together(tmp_path: Path) -> None:
    """As some systems write them: two files that look the same say the same."""
    pieces = EXAMPLE.replace("차로 오인", "\u110e\u1161\u1105\u1169 \u110b\u1169\u110b\u1175\u11ab")
    whole = read_taxonomy_file(written(tmp_path / "whole.toml", EXAMPLE))
    assert read_taxonomy_file(written(tmp_path / "pieces.toml", pieces)).team == whole.team


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # codes
        ("ROAD-E2", "ROAD-E1", "looks like 'ROAD-E1' of effect 1"),
        ("ROAD-E2", "ROAD-EI", "'ROAD-EI', which looks like 'ROAD-E1'"),
        ("ROAD-T1", "road.e-1", "'road.e-1'"),
        ("ROAD-T1", "ROAD-E-1", "looks like 'ROAD-E1' of effect 1"),
        ("ROAD-E2", "A-10", "looks like the program's own 'A10'"),
        ("ROAD-E2", "A-lO", "looks like the program's own 'A10'"),
        ("ROAD-T1", "low-light-or-glare", "looks like the program's own 'low_light_or_glare'"),
        ("ROAD-E2", "A13", "expected at most 40 characters: letters, then a hyphen"),
        ("ROAD-E2", "R\u041eAD-E2", r"'R\u041eAD-E2'"),
        ("ROAD-E2", "ROAD-E2\u202e", r"'ROAD-E2\u202e'"),
        ("ROAD-E2", "ROAD-" + "E" * 36, "expected at most 40 characters"),
        # labels and meanings
        ("right of way misread", "missed", "'missed', which is that of 'A1', too"),
        ("right of way misread", "Wrong  Lane", "spaces that cannot be told apart"),
        ("right of way misread", "WRONG LANE", "'WRONG LANE', which is that of 'ROAD-E1', too"),
        ("right of way misread", "wr\u043eng lane", "letters of several alphabets that look the same"),
        ("right of way misread", "right\u202e of way", r"cannot be seen, in 'right\u202e of way'"),
        ("right of way misread", "right\u200b of way", r"cannot be seen, in 'right\u200b of way'"),
        ("right of way misread", "\u3164", r"cannot be seen, in '\u3164'"),
        ("right of way misread", "right\\u0007", r"cannot be seen, in 'right\x07'"),
        ("right of way misread", "right\u00a0of way", "spaces that cannot be told apart"),
        ("right of way misread", "", "the label of effect 2: nothing"),
        ("right of way misread", "r" * 61, "the label of effect 2: 61 characters"),
        ("통행 우선권 오인", "차로 오인", "the Korean label of 'ROAD-E2'"),
        ("Temporary marks", "T" * 300 + " marks", "the meaning of triggers 1"),
        ("Temporary marks", "Temporary\\nmarks", "characters that cannot be seen"),
        # the rest of the file
        ('"A9"', '"A0"', "'A0', which the program needs"),
        ('"A9"', '"A99"', "the list of hidden terms: 'A99'"),
        ('"A9"', '"typographic"', "'typographic' twice"),
        ("label =", "lable =", "found 'lable' in effect 1"),
        ('label = "wrong lane"\n', "", "found effect 1: no label"),
        ("hide =", "hidden =", "found 'hidden' in the file"),
        ('version = "1"', "version = 1", "found version: 1; expected a text in quotes"),
        ('version = "1"', 'version = ""', "the version: nothing"),
        ('name = "Example', 'name = "\u2066Example', r"the name: characters that cannot be seen"),
        ("mmel-team-taxonomy/1", "mmel-team-taxonomy/2", "found the schema 'mmel-team-taxonomy/2'"),
        ("schema =", "# schema =", "found no schema"),
        ('hide = ["A9", "typographic"]', 'hide = "A9"', "found hide: 'A9'; expected a list"),
        ("[[effects]]", "[[[effects]]]", "cannot be read as TOML"),
    ],
)
def test_what_is_wrong_is_said_and_shown(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What, where, what was expected, what to do; a hidden character stands there as its code."""
    assert old in EXAMPLE
    message = refusal(tmp_path / "terms.toml", EXAMPLE.replace(old, new, 1))
    assert "taxonomy file 'terms.toml'" in message
    assert said in message
    assert message.endswith("correct the file; the example file shows the form")
    assert message.isprintable()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", "x = " + "[" * 100_000, "lists nested too deeply"),
        ("a.json", "[" * 100_000, "lists nested too deeply"),
        ("a.toml", "a." * 30_000 + "b = 1", "more than 32 dots in a line"),
        ("a.toml", "a" + " . a" * 30_000 + " = 1", "more than 32 dots in a line"),
        ("a.json", "[]", "a document of another kind"),
        ("a.json", '{"schema": "x", "schema": "y"}', "a key that stands in an object twice"),
        ("a.json", '{"schema": "mmel-team-taxonomy/1", "effects": [7]}', "found effect 1: 7"),
        ("a.json", '{"schema": "mmel-team-taxonomy/1", "name": "\\ud800"}', "cannot be seen"),
        ("a.toml", "#" * MOST_BYTES + "#", f"expected at most {MOST_BYTES:,} bytes"),
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    """Nested, doubled, huge, or of another kind."""
    if "ud800" in text:
        text = text[:-1] + ', "version": "1", "hide": ["A9"]}'
    assert said in refusal(tmp_path / name, text)


def test_more_terms_than_anyone_reviews_are_refused(tmp_path: Path) -> None:
    """The number is said."""
    term = '[[effects]]\ncode = "X-{n}"\nlabel = "l{n}"\nmeaning = "m"\n'
    many = "".join(term.format(n=n) for n in range(MOST_TERMS + 1))
    head = 'schema = "mmel-team-taxonomy/1"\nname = "n"\nversion = "1"\n'
    assert f"{MOST_TERMS + 1} terms" in refusal(tmp_path / "a.toml", head + many)


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    """As for every file that somebody names."""
    with pytest.raises(BadInputError, match="a folder"):
        read_taxonomy_file(tmp_path)
    with pytest.raises(BadInputError, match=r"cannot read taxonomy file 'none\.toml'"):
        read_taxonomy_file(tmp_path / "none.toml")


def test_without_a_team_everything_is_as_the_program_has_it() -> None:
    """Every term is offered, none is a team's."""
    assert DEFAULT_TAXONOMY.version == TAXONOMY_VERSION
    assert DEFAULT_TAXONOMY.terms("effect") == DEFAULT_TAXONOMY.offered("effect") == EFFECTS
    assert DEFAULT_TAXONOMY.label("effect", "Z-9") == "Z-9"
    assert DEFAULT_TAXONOMY.term("effect", "Z-9") is None
