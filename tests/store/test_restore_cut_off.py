"""A restore that dies at any moment has either not begun or is done; what lies there verifies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.restore import restore_backup
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR

BOX = Geometry.box(1, 2, 3, 4)
_PROGRAM = """
import os, sys
from pathlib import Path
import platformdirs
platformdirs.user_data_dir = lambda *_args, **_options: sys.argv[4]
from mmel_desktop.store import restore
from tests.factories import ACTOR
when, name = sys.argv[3].split()
holder = restore.CaseStore if name == "open" else restore
whole = getattr(holder, name)
def dying(*args, **options):
    if when == "after":
        whole(*args, **options)
    os._exit(9)
setattr(holder, name, dying)
restore.restore_backup(Path(sys.argv[1]), Path(sys.argv[2]), actor=ACTOR)
"""

MOMENTS = {
    "before _record": "old",
    "after _record": "old",
    "after note_restore": "old",
    "after _set_aside": "none",
    "before _part_anchors": "restored",
    "after _part_anchors": "restored",
    "after open": "restored",
}
"""Where the program dies, and which file then lies under the session's name."""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_restore_that_is_cut_off(
    store: CaseStore, street: ImageRecord, session_path: Path, own_ledger: Path, moment: str
) -> None:
    """And the next restore ends what was left, with every file of the way honest evidence."""
    backup = store.back_up()
    for _ in range(4):
        store.add_annotation(street.image_id, BOX)
        store.anchor()
    store.close()
    arguments = [str(session_path), str(backup), moment, str(own_ledger)]
    root = Path(__file__).parents[2]
    died = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert died.returncode == 9
    lying = "none"
    if session_path.exists():
        with CaseStore.open(session_path, actor=ACTOR, read_only=True) as left:
            lying = "old" if len(left.annotations()) == 4 else "restored"
        assert_honest(session_path)
    assert lying == MOMENTS[moment]
    restore_backup(session_path, backup, actor=ACTOR).close()
    for file in (session_path, *session_path.parent.glob("case.replaced-*.mmel")):
        assert_honest(file)
    assert not list(session_path.parent.glob(".*.new*"))


def assert_honest(path: Path) -> None:
    result = verify_session(path)
    assert result.passed, result.findings
