"""What a verification found speaks the user's language: every fixed text stands in the tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import mmel_desktop.errors
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.ui.dialogs.verification_view import VerificationView
from mmel_desktop.ui.finding_phrases import FACT_NAMES, MESSAGES, PLACES
from mmel_desktop.ui.finding_texts import fact_name, fact_text, message_text, place_text
from mmel_desktop.ui.translation import install_language

PACKAGE = Path(mmel_desktop.errors.__file__).parent
ROOMS = ("store", "report", "workflow")
SAID_ELSEWHERE = {
    "str(error)": "an error, whose words test_error_texts covers",
    "str(problem)": "SQLite's own words",
    "finding.message": "another verification's finding",
    "message": "assigned from one of the literals of the function",
    "NOT_CHECKED": "a constant, looked up below",
    "str(entry['message'])": "what whoever made a bundle had found",
}
HANGUL = re.compile("[가-힣]")


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    """Korean while a test runs."""
    install_language(qapp, "ko")
    yield
    install_language(qapp, "en")


def test_every_message_of_a_finding_can_be_translated() -> None:
    """A new finding needs its words in ``finding_phrases``, or Korean users read English."""
    texts = {text for call, scope in _finding_calls() for text in _literals(call.args[2], scope)}
    assert len(texts) >= 60
    assert texts - set(MESSAGES) == set()


def test_every_rule_of_the_trail_can_be_translated() -> None:
    """What an entry of this program never says is yielded as text alone."""
    sources = (PACKAGE / "core" / name for name in ("trail_rules.py", "taxonomy_trail.py"))
    texts = {
        text
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Yield) and node.value is not None and (text := _template(node.value))
    }
    assert len(texts) >= 13
    assert texts - set(MESSAGES) == set()


def test_a_message_that_is_no_literal_is_known() -> None:
    """What cannot be compared with the tables is listed, with the reason."""
    unknown = {
        ast.unparse(call.args[2])
        for call, scope in _finding_calls()
        if not list(_literals(call.args[2], scope)) and ast.unparse(call.args[2]) not in SAID_ELSEWHERE
    }
    assert unknown == set()


def test_every_place_of_a_finding_can_be_translated() -> None:
    """Names of tables, pages and files stand inside; ``{0} {1}`` is a kind of schema object and its name."""
    texts = {text for call, scope in _finding_calls() for text in _literals(call.args[1], scope)}
    described = set(_returned_by_describe())
    assert len(texts) >= 20
    assert len(described) >= 6
    known = {*PLACES, "{0} {1}", "{0}: {1}", "page {0}{1}"}
    assert (texts | described) - known == set()


def test_every_name_of_a_fact_can_be_translated() -> None:
    """Facts are pairs of two strings in the modules that verify."""
    files = ("store/session_verification.py", "report/verification.py", "workflow/open_bundle.py")
    names = {
        text
        for file in (*files, "workflow/verify_record.py")
        for node in ast.walk(ast.parse((PACKAGE / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.List)
        for pair in node.elts
        if isinstance(pair, ast.Tuple) and len(pair.elts) == 2 and (text := _template(pair.elts[0]))
    }
    assert len(names) >= 12
    assert names - set(FACT_NAMES) == set()


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("audit trail, entry 7: annotation 2 on a car.png", "감사 추적, 항목 7: a car.png의 주석 2"),
        ("explanation run 1 of b.png: array 'heatmap'", "b.png의 설명 실행 1: 배열 'heatmap'"),
        ("report, page 4 (image 2)", "보고서, 4페이지 (이미지 2)"),
        ("trigger audit_trail_is_kept", "트리거 audit_trail_is_kept"),
        ("image session", "이미지 session"),
    ],
)
def test_a_place_keeps_its_names(korean: None, where: str, shown: str) -> None:
    """Also an image that is called like a place."""
    assert place_text(where) == shown


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("entries 3 to 5 are missing before it", "이 항목 앞에 빠진 것: 항목 3~5"),
        ("its content was changed: found other numbers", "내용이 변경되었습니다. 확인된 것: 다른 값"),
        (
            "field effect: the audit trail says 'A1', the table says 'A2'",
            "필드 effect: 감사 추적은 'A1', 테이블은 'A2'입니다",
        ),
        ("database disk image is malformed", "database disk image is malformed"),
    ],
)
def test_a_message_keeps_its_figures(korean: None, message: str, shown: str) -> None:
    """What SQLite says itself stays as it is."""
    assert message_text(message) == shown


def test_a_sign_off_among_the_facts_is_translated_whole(korean: None) -> None:
    """Its meaning, its signature and whether it still stands."""
    assert fact_name("sign-off") == "최종 서명"
    text = fact_text(
        "approval by Ana Lyst on 2026-01-02T03:04:05Z, entry 9, no digital signature; "
        "no longer in force: reopened on 2026-02-03T04:05:06Z by Bo Ss (a typing error)"
    )
    assert "Ana Lyst" in text
    assert "a typing error" in text
    assert not {"approval", "signature", "force", "entry"} & set(re.findall("[a-z]+", text))


def test_english_stays_as_it_was_written() -> None:
    """The tables repeat the source: nothing changes for readers of English."""
    assert message_text("entry 4 is missing before it") == "entry 4 is missing before it"
    assert place_text("page 3 (image 1)") == "page 3 (image 1)"
    assert fact_name("chain head") == "Chain head"


def test_the_window_shows_a_verification_in_korean(korean: None, qapp: QApplication) -> None:
    """Every line of the dialog but names and figures."""
    result = VerificationResult(
        "case.mmel",
        (
            Finding("broken", "review of a.png", "the audit trail has it, the table does not"),
            Finding("note", "images", "2 of 3 files are not where they were imported from"),
        ),
        (("audit entries", "12"), ("cannot be found", "none")),
    )
    parent = QWidget()
    view = VerificationView(result, parent)
    english = {
        label.text()
        for label in view.findChildren(QLabel)
        if re.search("[A-Za-z]", label.text()) and not HANGUL.search(label.text())
    }
    assert english == {"case.mmel"}
    view.close()


def _finding_calls() -> Iterator[tuple[ast.Call, ast.FunctionDef]]:
    for room in ROOMS:
        for file in sorted((PACKAGE / room).glob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            if not re.search(r"core\.case import .*\bFinding\b", ast.unparse(tree)):
                continue
            for scope in ast.walk(tree):
                if isinstance(scope, ast.FunctionDef):
                    for call in ast.walk(scope):
                        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Finding":
                            yield call, scope


def _literals(value: ast.expr, scope: ast.FunctionDef) -> Iterator[str]:
    """The literals a value may be, through the names of its function and both branches of a choice."""
    if isinstance(value, ast.IfExp):
        yield from _literals(value.body, scope)
        yield from _literals(value.orelse, scope)
    elif isinstance(value, ast.Name):
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and value.id in {
                getattr(target, "id", "") for target in node.targets
            }:
                yield from _literals(node.value, scope)
    elif (text := _template(value)) is not None:
        yield text


def _returned_by_describe() -> Iterator[str]:
    tree = ast.parse((PACKAGE / "store" / "audit_replay.py").read_text(encoding="utf-8"))
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef) and scope.name == "describe":
            for node in ast.walk(scope):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from _literals(node.value, scope)


def _template(node: ast.expr) -> str | None:
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
