"""How the workbench starts: at once, without the model, where the analyst left off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.kept_layout import DOCKS, GEOMETRY
from mmel_desktop.ui.main_window import INITIAL_SIZE
from tests.factories import write_image
from tests.ui.conftest import TestBench

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from mmel_desktop import app

def look():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "workbench")
    assert window.isVisible()
    heavy = {"torch", "open_clip", "sqlalchemy", "reportlab", "pikepdf"} & set(sys.modules)
    print("loaded:", sorted(heavy))
    window.close()

QTimer.singleShot(0, lambda: QTimer.singleShot(0, look))
sys.exit(app.main([]))
"""


def test_the_window_is_visible_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    """Neither torch nor the database and PDF libraries delay the first picture."""
    folders = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **folders, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip() == "loaded: []"


def test_the_first_start_invites(bench: TestBench) -> None:
    """Without a session the window says how to begin."""
    workbench = bench.open()
    assert workbench.window.welcome.isVisible()
    assert workbench.window.welcome.demo_button.isVisible()
    assert not workbench.window.commands["file.export"].isEnabled()


def test_the_last_session_is_reopened(bench: TestBench, qtbot: QtBot) -> None:
    """The next start shows the session that was open, with its images."""
    first = bench.open_idle(images=2)
    bench.close(first)
    second = bench.open_last()
    assert len(second.session.index) == 2
    assert second.window.dock_area.isVisible()
    assert "case" in second.window.windowTitle()


def test_opening_another_session_than_the_one_known_there_is_said(
    bench: TestBench, qtbot: QtBot, tmp_path: Path
) -> None:
    """The program goes on, and the analyst knows that the file is not the one that was left there."""
    from mmel_desktop.store.case_store import CaseStore
    from tests.factories import ACTOR

    path = tmp_path / "known.mmel"
    for place in (path, tmp_path / "other.mmel"):
        CaseStore.create(place, actor=ACTOR).close()
    (tmp_path / "other.mmel").replace(path)
    workbench = bench.open()
    note = workbench.window.doubt_note
    with qtbot.waitSignal(workbench.session.checked, timeout=60_000):
        workbench.session.open(path)
    assert note.isVisible()
    assert note.text.text().startswith("This session’s record is in doubt: session: another session belongs")
    assert note.button.text() == "Verify"
    with qtbot.waitSignal(workbench.session.closed, timeout=60_000):
        workbench.session.close()
    assert note.isHidden()


def test_opening_a_record_that_was_changed_is_said_until_it_is_closed(
    bench: TestBench, qtbot: QtBot, tmp_path: Path
) -> None:
    """Nobody has to ask for it; what was left as it should be gives no word."""
    from mmel_desktop.store.case_store import CaseStore
    from tests.factories import ACTOR
    from tests.store.breaking import tamper

    path = tmp_path / "case.mmel"
    CaseStore.create(path, actor=ACTOR).close()
    workbench = bench.open()
    note = workbench.window.doubt_note
    with qtbot.waitSignal(workbench.session.checked, timeout=60_000):
        workbench.session.open(path)
    assert note.isHidden()
    with qtbot.waitSignal(workbench.session.closed, timeout=60_000):
        workbench.session.close()
    bench.wait_idle(workbench)
    tamper(path, "UPDATE audit_trail SET sha256 = previous_sha256 WHERE sequence = 2", drop_triggers=True)
    with qtbot.waitSignal(workbench.session.checked, timeout=60_000):
        workbench.session.open(path)
    assert note.isVisible()
    text = note.text.text()
    assert text.startswith(
        "This session’s record is not intact: audit trail, entry 2: its text does not match"
    )
    assert "more)" in text
    with qtbot.waitSignal(workbench.session.problem, timeout=60_000) as told:
        workbench.session.work.export_report(tmp_path / "report.pdf")
    assert told.args
    problem = told.args[0]
    assert problem.what == "The record of this session does not hold, and what was written says so"
    assert "entry 2: its text does not match its hash" in problem.detail


def test_a_session_closed_on_purpose_is_not_reopened(bench: TestBench, qtbot: QtBot) -> None:
    """Closing it is a wish; it stays in the list of recent ones."""
    workbench = bench.open_idle(images=1)
    workbench.window.commands["file.close"].trigger()
    qtbot.waitUntil(workbench.window.welcome.isVisible, timeout=60_000)
    assert workbench.commands.recent.last is None
    assert [path.name for path in workbench.commands.recent.paths] == ["case.mmel"]


def test_the_layout_is_kept(bench: TestBench) -> None:
    """A panel that was closed stays closed at the next start."""
    first = bench.open()
    bench.open_session(first, images=0)
    first.window.arrange_docks()
    first.window.docks["audit"].close()
    bench.close(first)
    second = bench.open()
    assert second.window.docks["audit"].isHidden()
    assert not second.window.docks["gallery"].isHidden()


def test_the_sizes_of_panels_are_kept(bench: TestBench, qtbot: QtBot) -> None:
    """A panel that was made wide is as wide at the next start, though a window not yet shown is small."""
    first = bench.open()
    bench.open_session(first, images=0)
    # The panels have found their first places.
    qtbot.waitUntil(lambda: first.window.layout_keeper.was_kept, timeout=60_000)
    docks = first.window.docks
    first.window.dock_area.resizeDocks(
        [docks["gallery"], docks["prompts"]], [320, 480], Qt.Orientation.Horizontal
    )
    qtbot.waitUntil(lambda: docks["prompts"].width() > 450, timeout=60_000)
    left, right = docks["gallery"].width(), docks["prompts"].width()
    bench.close(first)
    docks = bench.open_last().window.docks
    qtbot.waitUntil(lambda: docks["prompts"].width() == right, timeout=10_000)
    assert docks["gallery"].width() == left


def test_panels_of_a_tall_screen_do_not_overlap_on_a_low_one(bench: TestBench, qtbot: QtBot) -> None:
    """Three groups one below the other where there is no room for them become two."""
    first = bench.open()
    bench.open_session(first, images=0)
    qtbot.waitUntil(lambda: first.window.layout_keeper.was_kept, timeout=60_000)
    first.window.dock_area.arrange(tall=True)
    first.window.docks["graph"].raise_()
    bench.close(first)
    second = bench.open()
    # As a desktop does whose screen is lower than what the window asks for.
    second.window.setFixedHeight(520)
    with qtbot.waitSignal(second.session.opened, timeout=60_000):
        second.commands.open_last()
    docks = second.window.docks
    qtbot.waitUntil(lambda: docks["evidence"] in second.window.dock_area.tabifiedDockWidgets(docks["levels"]))
    assert second.window.dock_area.minimumSizeHint().height() <= second.window.dock_area.height()


def test_the_layout_is_kept_without_closing_the_window(bench: TestBench, qtbot: QtBot) -> None:
    """A program that is ended by a crash or a power cut loses neither size nor places."""
    first = bench.open()
    bench.open_session(first, images=0)
    kept = first.window.layout_keeper
    qtbot.waitUntil(lambda: kept.was_kept, timeout=60_000)  # the panels have found their first places
    first.window.docks["audit"].close()
    first.window.resize(1234, 777)
    qtbot.waitUntil(lambda: kept._pause.isActive(), timeout=60_000)
    qtbot.waitUntil(lambda: not kept._pause.isActive(), timeout=60_000)
    second = bench.open()
    assert second.window.docks["audit"].isHidden()
    assert bench.settings.value(GEOMETRY) == first.window.saveGeometry()
    bench.close(second)


@pytest.mark.parametrize("font_px", [13, 19])
def test_no_title_of_a_panel_is_cut_off(bench: TestBench, qtbot: QtBot, font_px: int) -> None:
    """As narrow as the panels on the right can be made, in small letters and in large ones."""
    workbench = bench.open()
    bench.open_session(workbench, images=0)
    area = workbench.window.dock_area
    area.setStyleSheet(f"QTabBar {{ font-size: {font_px}px; }}")
    workbench.window.arrange_docks()
    area.resizeDocks([workbench.window.docks["levels"]], [10], Qt.Orientation.Horizontal)

    def all_in_full() -> bool:
        bars = [bar for bar in area.findChildren(QTabBar) if bar.isVisible() and bar.count() > 2]
        return bool(bars) and all(bar.sizeHint().width() <= bar.width() for bar in bars)

    qtbot.waitUntil(all_in_full, timeout=10_000)


def test_a_start_without_a_session_forgets_no_places(bench: TestBench) -> None:
    """Panels that are not on the screen have no sizes to keep."""
    first = bench.open()
    bench.open_session(first, images=0)
    first.window.arrange_docks()
    first.window.layout_keeper.save()
    kept = bench.settings.value(DOCKS)
    bench.close(first)
    bench.close(bench.open())
    assert bench.settings.value(DOCKS) == kept


def test_dropped_images_start_a_session(bench: TestBench, qtbot: QtBot, tmp_path: Path) -> None:
    """Nothing has to be decided before the first image is on the screen."""
    from tests.factories import write_image

    write_image(tmp_path / "street.png")
    workbench = bench.open()
    with qtbot.waitSignal(workbench.session.imported, timeout=60_000):
        workbench.window.paths_dropped.emit((str(tmp_path / "street.png"),))
    assert workbench.state.image is not None
    assert workbench.state.image.identity.name == "street.png"


def test_dropped_images_do_not_land_in_another_session(
    bench: TestBench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no session could be made for them, the one that is opened next is left as it is."""
    from tests.factories import write_image

    write_image(tmp_path / "street.png")
    workbench = bench.open_idle(images=1)
    assert workbench.session.store is not None
    path = workbench.session.store.path
    workbench.session.close()
    nowhere = tmp_path / "no such folder" / "fresh.mmel"
    monkeypatch.setattr("mmel_desktop.ui.file_commands.fresh_session_path", lambda: nowhere)
    workbench.window.paths_dropped.emit((str(tmp_path / "street.png"),))
    qtbot.waitUntil(lambda: not workbench.jobs.busy, timeout=60_000)
    assert not workbench.session.writable
    with qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        workbench.session.open(path)
    bench.wait_idle(workbench)
    assert [entry.image.identity.name for entry in workbench.session.index.entries] == ["image_0.png"]


def test_the_theme_is_switched_and_kept(bench: TestBench) -> None:
    """Dark first; the switch is remembered."""
    from mmel_desktop.ui.theme import theme_colours

    workbench = bench.open()
    assert theme_colours().is_dark
    workbench.window.commands["view.theme"].trigger()
    assert not theme_colours().is_dark
    assert workbench.window.palette().window().color().lightness() > 200
    bench.close(workbench)
    bench.open()
    assert not theme_colours().is_dark


def test_a_fault_is_said_and_the_program_goes_on(bench: TestBench, qtbot: QtBot) -> None:
    """An exception nobody caught becomes a message that stays until it is dismissed."""
    from mmel_desktop.ui.crash_reports import CrashReports

    workbench = bench.open()
    reports = CrashReports()
    reports.fault.connect(workbench.window.jobs_bar.show_problem)
    reports.install()
    try:
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("division by zero"), None)
    finally:
        reports.uninstall()
    (message,) = workbench.window.jobs_bar.messages
    assert "fault" in message.what_label.text()
    assert "division by zero" in message.detail_label.text()
    QTest.mouseClick(message._close, Qt.MouseButton.LeftButton)
    assert workbench.window.jobs_bar.messages == []


@pytest.mark.parametrize(("screen", "maximised"), [((1366, 768), True), ((1920, 1080), False)])
def test_the_first_window_fits_the_screen(
    bench: TestBench, monkeypatch: pytest.MonkeyPatch, screen: tuple[int, int], maximised: bool
) -> None:
    """On a laptop's small screen no panel begins beyond its edge."""
    window = bench.open().window
    window.hide()
    window.resize(INITIAL_SIZE)

    class Screen:
        def availableSize(self) -> QSize:
            return QSize(*screen)

    monkeypatch.setattr(type(window), "screen", lambda _: Screen())
    window.appear()
    assert window.isMaximized() is maximised
    assert window.normalGeometry().width() <= screen[0]


def test_a_window_that_was_left_keeps_its_place(bench: TestBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Later starts heed what the analyst made of it."""
    first = bench.open()
    bench.close(first)
    window = bench.open().window
    window.hide()
    monkeypatch.setattr(type(window), "screen", lambda _: pytest.fail("the screen was asked"))
    window.appear()
    assert window.isVisible()
    assert not window.isMaximized()


def test_the_invitation_is_readable_in_full(bench: TestBench) -> None:
    """No button of the first screen is narrower than its own text."""
    window = bench.open().window
    QApplication.processEvents()
    for button in (window.welcome.demo_button, window.welcome.images_button, window.welcome.session_button):
        assert button.width() >= button.sizeHint().width(), button.text()


def test_the_first_key_press_opens_the_demo(bench: TestBench, qtbot: QtBot) -> None:
    """The keyboard stands on the main button, not on one at the edge of the window, and Enter presses it."""
    window = bench.open().window
    pressed: list[bool] = []
    window.commands["file.demo"].triggered.disconnect()
    window.commands["file.demo"].triggered.connect(lambda: pressed.append(True))
    window.activateWindow()
    qtbot.waitUntil(lambda: window.welcome.demo_button.hasFocus(), timeout=60_000)
    QTest.keyClick(window.welcome.demo_button, Qt.Key.Key_Return)
    assert len(pressed) == 1


def test_recent_sessions_of_one_name_are_told_apart(bench: TestBench, tmp_path: Path) -> None:
    """Each stands with its folder."""
    welcome = bench.open().window.welcome
    paths = tuple(tmp_path / folder / "review.mmel" for folder in ("monday", "tuesday"))
    welcome.show_recent(paths)
    shown = [
        button.text() for button in welcome.findChildren(QPushButton) if button.text().startswith("review")
    ]
    assert len(set(shown)) == 2
    assert shown[0].endswith("monday")


def test_the_program_may_be_started_with_an_image(bench: TestBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session is made for it; an image is not taken for a session."""
    fresh = bench.folder / "fresh.mmel"
    monkeypatch.setattr("mmel_desktop.ui.file_commands.fresh_session_path", lambda: fresh)
    path = bench.folder / "street.png"
    write_image(path, seed=1)
    workbench = bench.open()
    with bench.qtbot.waitSignal(workbench.session.imported, timeout=60_000):
        workbench.commands.open_given(path)
    assert workbench.session.store is not None
    assert [Path(entry.image.path).name for entry in workbench.session.index.entries] == ["street.png"]


def test_the_program_may_be_started_with_a_session_or_a_bundle(
    bench: TestBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle asks for the folder it is unpacked into, a session just opens."""
    asked: list[str] = []
    workbench = bench.open()
    monkeypatch.setattr(PathChooser, "bundle_folder", lambda _self, _parent, name: asked.append(name))
    workbench.commands.open_given(bench.folder / "case.mmelbundle")
    assert asked == ["case"]
    bench.open_session(workbench, images=1)
    path = bench.folder / "case.mmel"
    workbench.session.close()
    with bench.qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        workbench.commands.open_given(path)
