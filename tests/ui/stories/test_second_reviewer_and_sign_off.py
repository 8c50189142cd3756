"""Story: a second reviewer disagrees, the session is signed off, and reopened for a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.ui.dialogs.reopen_dialog import ReopenDialog
from mmel_desktop.ui.dialogs.reviewer_dialog import ReviewerDialog
from mmel_desktop.ui.dialogs.sign_off_dialog import SignOffDialog
from tests.ui.conftest import TestBench
from tests.ui.stories.keyboard import Keyboard
from tests.ui.stories.record import export_report, squeezed

SECOND = "Second Sam"
REASON = "image_1 was judged too fast"


@pytest.fixture(autouse=True)
def people_in_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs are filled in and accepted, as a person would."""

    def become_second(dialog: ReviewerDialog) -> int:
        dialog.name.selectAll()
        QTest.keyClicks(dialog.name, SECOND)
        dialog.role.setCurrentIndex(dialog.role.findData("second reviewer"))
        return int(dialog.accept_button.isEnabled())

    def sign(dialog: SignOffDialog) -> int:
        QTest.keyClicks(dialog.reason, "first round")
        return int(dialog.accept_button.isEnabled())

    def reopen(dialog: ReopenDialog) -> int:
        assert not dialog.accept_button.isEnabled()
        QTest.keyClicks(dialog._reason, REASON)
        return int(dialog.accept_button.isEnabled())

    monkeypatch.setattr(ReviewerDialog, "exec", become_second)
    monkeypatch.setattr(SignOffDialog, "exec", sign)
    monkeypatch.setattr(ReopenDialog, "exec", reopen)


def test_disagreement_sign_off_and_reopening(bench: TestBench, qtbot: QtBot) -> None:
    """Both verdicts stay; signed off nothing can be changed; reopened it can, and the record says why."""
    workbench = bench.open_idle(images=2)
    window = workbench.window
    for _ in range(2):
        window.verdict_bar.buttons["right"].click()
        window.commands["review.next"].trigger()

    with qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        window.commands["review.reviewer"].trigger()
    qtbot.waitUntil(lambda: workbench.state.image is not None, timeout=60_000)
    assert SECOND in window.windowTitle()
    assert "Tess Tester: right" in window.verdict_bar.others.text()
    window.verdict_bar.buttons["wrong"].click()
    assert "you disagree" in window.verdict_bar.others.text()
    filters = window.gallery.status_filter
    filters.setCurrentIndex(filters.findData("disputed"))
    assert window.gallery.model.rowCount() == 1
    window.gallery.show_all()
    bench.wait_idle(workbench)

    window.commands["review.sign_off"].trigger()
    qtbot.waitUntil(lambda: not workbench.session.writable, timeout=60_000)
    bench.wait_idle(workbench)
    assert "signed off" in window.read_only_note.text.text()
    store = workbench.session.store
    assert store is not None
    signed = len(store.audit_events())
    keyboard = Keyboard(qtbot, workbench)
    window.canvas.setFocus()
    for key in (Qt.Key.Key_R, Qt.Key.Key_A):
        keyboard.press(key)
    assert len(store.audit_events()) == signed
    assert not window.verdict_bar.buttons["wrong"].isEnabled()
    report = export_report(bench, workbench, qtbot)
    assert squeezed(SECOND) in report.text
    assert squeezed("Tess Tester") in report.text

    window.commands["review.reopen"].trigger()
    assert workbench.session.writable
    assert "Reopened" in window.jobs_bar.messages[-1].what_label.text()
    window.verdict_bar.buttons["right"].click()
    entry = workbench.review.entry
    assert entry is not None
    assert not entry.is_disputed
    actions = [event.action for event in store.audit_events()]
    assert actions.index("session.signed_off") < actions.index("session.reopened")
    assert next(e for e in store.audit_events() if e.action == "session.reopened").reason == REASON

    verified: list[VerificationResult] = []
    workbench.session.verified.connect(verified.append)
    window.commands["tools.verify"].trigger()
    qtbot.waitUntil(lambda: bool(verified), timeout=60_000)
    assert verified[0].intact, verified[0].findings
