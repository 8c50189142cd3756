"""What the window says of a session that an earlier version of the program made."""

from __future__ import annotations

from pathlib import Path

from mmel_desktop.store.backups import backup_folder
from tests.store.older_session import make_older_session
from tests.ui.conftest import TestBench


def test_the_upgrade_of_an_older_session_is_told_with_its_backup(bench: TestBench, tmp_path: Path) -> None:
    """Once, when it happens."""
    path = tmp_path / "older.mmel"
    make_older_session(path)
    workbench = bench.open()
    notices: list[str] = []
    workbench.session.notice.connect(lambda notice: notices.append(notice.text))
    for _ in range(2):
        with bench.qtbot.waitSignal(workbench.session.opened, timeout=60_000):
            workbench.session.open(path)
    bench.wait_idle(workbench)
    assert workbench.session.writable
    told = [notice for notice in notices if "older form" in notice]
    (backup,) = backup_folder(path).glob("*.mmel")
    assert told == [
        "The session was of an older form (schema 1) and was upgraded to schema 2; before that, a backup of "
        f"the old form was made: {backup.name}"
    ]


def test_an_older_backup_is_looked_at_and_says_how(bench: TestBench, tmp_path: Path) -> None:
    """The strip that says why it cannot be edited says, too, that it was read through a copy."""
    folder = backup_folder(tmp_path / "case.mmel")
    folder.mkdir()
    path = folder / "20261122T204121688095Z-9.mmel"
    make_older_session(path)
    before = path.read_bytes()
    workbench = bench.open()
    with bench.qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        workbench.session.open(path)
    bench.wait_idle(workbench)
    assert workbench.window.read_only_note.text.text() == (
        "This session can be read but not edited: it is a backup; restore it to go on from it; it is of an "
        "older form (schema 1), was read through an upgraded copy and itself left unchanged."
    )
    assert len(workbench.state.annotations) == 1
    assert path.read_bytes() == before
