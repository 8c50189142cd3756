"""Errors and trust checks speak the user's language: every fixed text of the source stands in the tables."""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import mmel_desktop.errors
from mmel_desktop.errors import ImageInputError, MmelError, SessionReadOnlyError
from mmel_desktop.store import session_file, sqlite_connection
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.error_phrases import ACTIONS, CHECKS, WHAT
from mmel_desktop.ui.error_texts import check_text, error_text
from mmel_desktop.ui.progress_texts import STEPS, step_text
from mmel_desktop.ui.translation import install_language

PACKAGE = Path(mmel_desktop.errors.__file__).parent
ROOMS = ("core", "engine", "store", "report", "workflow")
"""Rooms whose errors reach the window."""
ERRORS = {
    name
    for name, value in vars(mmel_desktop.errors).items()
    if isinstance(value, type) and issubclass(value, MmelError)
}


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    """Korean while a test runs."""
    install_language(qapp, "ko")
    yield
    install_language(qapp, "en")


@pytest.mark.parametrize(("part", "table"), [("what", WHAT), ("action", ACTIONS)])
def test_every_error_that_is_raised_can_be_translated(part: str, table: tuple[str, ...]) -> None:
    """A new error needs its words in ``error_phrases``, or Korean users read English."""
    missing = {text for text in _texts_of_errors(part) if text not in table}
    assert missing == set()


def test_every_trust_check_can_be_translated() -> None:
    """The sentences of ``trust_checks`` stand in the table."""
    tree = ast.parse((PACKAGE / "engine" / "trust_checks.py").read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    sentences = {
        text.removeprefix("{0} ").strip()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr)
        and id(node) not in documentation | parts
        and (text := _template(node)) is not None
        and text.endswith(".")
    }
    assert len(sentences) >= 9
    assert sentences <= set(CHECKS)


def test_every_failure_of_the_database_can_be_translated() -> None:
    """SQLite's own failures get their words from a table and from where the database was used."""
    advice = {*sqlite_connection._ACTIONS.values(), sqlite_connection._ADVICE}
    what: set[str] = set()
    for call in _calls_in_store("known_failures"):
        what.add(f"{_template(call.args[1])} {{0}}")
        for word in call.keywords:
            advice |= set(_constants(word.value))
    assert len(what) >= 7
    assert advice - set(ACTIONS) == set()
    assert what - set(WHAT) == set()


def test_an_action_of_two_parts_is_translated_part_by_part(korean: None) -> None:
    """What to do, then what was not done: each stands in the table by itself."""
    text = error_text("free some space and try again; the edit was not made, the session is whole")
    assert text == "공간을 확보하고 다시 시도하세요; 편집은 적용되지 않았으며 세션은 온전합니다"


def test_an_error_is_shown_in_korean_with_its_names_and_figures(korean: None) -> None:
    """What, found, expected and action; the error itself keeps its English words."""
    error = ImageInputError(
        "image 'street.png' is empty", found="0 bytes", expected="an image file", action="copy it again"
    )
    problem = Problem.from_error(error, "")
    assert problem.what == "이미지 'street.png': 비어 있습니다"
    assert "0바이트" in problem.detail
    assert "이미지 파일" in problem.detail
    assert problem.action == "다시 복사하세요"
    assert str(error).startswith("image 'street.png' is empty; found 0 bytes")


def test_a_reason_inside_an_error_is_translated_too(korean: None) -> None:
    """A value may be a sentence of the record."""
    error = SessionReadOnlyError("session 'case.mmel' cannot be edited: it is signed off")
    assert "signed off" not in Problem.from_error(error, "").what


def test_two_sentences_of_a_check_are_both_translated(korean: None) -> None:
    """A check that was not run says what it measures, then why it was not run."""
    text = check_text(
        "Highest rank correlation with another prompt's map; near 1 means the map ignores the words. "
        "Needs at least two prompts."
    )
    assert text.endswith("프롬프트가 두 개 이상 필요합니다.")
    assert "correlation" not in text


def test_every_step_of_a_job_can_be_translated() -> None:
    """What the strip at the bottom says while the model thinks; a new step needs its words in ``STEPS``."""
    told: set[str] = set()
    for room in ROOMS:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and _called(call) in ("ProgressReport", "step", "_report"):
                    told |= {text for text in map(_template, call.args[-1:]) if text}
    assert {"reading the prompts", "importing {0}", "image {0} of {1}", "fitting layer weights"} <= told
    assert told - set(STEPS) == set()


def test_a_step_is_told_in_korean_with_its_names(korean: None) -> None:
    """Names and figures stay; a text that is Korean already stays as it is."""
    assert step_text("checking whether it can be trusted") != "checking whether it can be trusted"
    assert "a.png" in step_text("importing a.png")
    assert "importing" not in step_text("importing a.png")
    assert step_text("24개 중 3") == "24개 중 3"


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_a_text_nobody_knows_stays_as_it_is(korean: None) -> None:
    """English is better than nothing."""
    assert error_text("the moon is full") == "the moon is full"
    assert check_text("The moon is full.") == "The moon is full."


def _calls_in_store(name: str) -> Iterator[ast.Call]:
    for file in sorted((PACKAGE / "store").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def _constants(value: ast.expr) -> Iterator[str]:
    """A literal, or the value of a constant of ``session_file``, where edits are made."""
    text = _template(value)
    if text is not None:
        yield text
    elif isinstance(value, ast.Name):
        yield str(getattr(session_file, value.id))


def _texts_of_errors(part: str) -> Iterator[str]:
    for room in ROOMS:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                    yield from _texts_of(node, part)


def _texts_of(call: ast.Call, part: str) -> Iterator[str]:
    values = call.args[:1] if part == "what" else [word.value for word in call.keywords if word.arg == part]
    for value in values:
        text = _template(value)
        if text is not None and any(letter.isalpha() for letter in text):
            yield text


def _template(node: ast.expr | ast.AST) -> str | None:
    """A literal with ``{0}``, ``{1}`` … for its values; None for what is no literal."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    text, values = "", 0
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            text += str(piece.value)
        else:
            text += f"{{{values}}}"
            values += 1
    return text


def test_the_systems_words_stand_inside_the_sentence(qapp: QApplication) -> None:
    """Not "Found: No such file or directory"; in Korean not in English at all."""
    error = ImageInputError(
        "cannot read image 'a.png'", found=os.strerror(errno.ENOENT), action="look for it"
    )
    assert Problem.from_error(error, "").detail == "Found: no such file or directory"
    install_language(qapp, "ko")
    try:
        assert "no such file" not in Problem.from_error(error, "").detail
    finally:
        install_language(qapp, "en")
