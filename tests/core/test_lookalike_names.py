"""A name that reads like another's is pointed out; honest names of all languages are left alone."""

from __future__ import annotations

import pytest

from mmel_desktop.core.lookalike_names import lookalikes, spelled_out


@pytest.mark.parametrize(
    ("other", "letter"),
    [
        ("\u0391nna Müller", "Greek U+0391"),
        ("\u0410nn\u0430 Müller", "Cyrillic U+0410, Cyrillic U+0430"),
        ("Anna\u200b Müller", "Latin letters"),
    ],
)
def test_a_name_that_reads_like_another_is_found(other: str, letter: str) -> None:
    """Greek or Cyrillic letters in a Latin name are named by code point; a hidden character counts, too."""
    (found,) = lookalikes(["Anna Müller", other])
    assert set(found) == {"Anna Müller", other}
    assert f"“{other}” ({letter})" in spelled_out(found)


def test_a_whole_word_of_another_alphabet_is_found_beside_its_double() -> None:
    """Nothing is mixed in it, so that only the comparison can tell."""
    cyrillic = "\u0421\u043e\u0441\u043e"  # reads as Coco
    assert lookalikes([cyrillic]) == []
    assert lookalikes([cyrillic, "Coco"]) == [("Coco", cyrillic)]


def test_a_single_name_of_mixed_alphabets_is_found() -> None:
    """Also when nobody else is called so here."""
    assert lookalikes(["Ivan", "P\u0435ter"]) == [("P\u0435ter",)]


def test_honest_names_are_left_alone() -> None:
    """Several alphabets may stand in one name, in words of their own; capitals and spaces are no disguise."""
    names = ["김하늘 (Kim Ha-neul)", "Иван Петров", "Γιώργος", "Anna Müller", "ANNA  MÜLLER", "田中 Tanaka"]
    assert lookalikes(names) == []


def test_the_order_of_the_names_does_not_matter() -> None:
    """A report of the same record has the same bytes; names come from a set."""
    names = ["Anna Müller", "ANNA MÜLLER", "\u0391nna Müller"]
    assert lookalikes(names) == lookalikes(reversed(names))
