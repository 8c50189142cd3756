"""A mark says who made it, when, and whether the image had been explained by then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.case import RunRecord
from mmel_desktop.ui.local_time import local_time
from mmel_desktop.ui.panels.annotation_origin import origin_text
from mmel_desktop.ui.panels.annotation_table import AnnotationTableModel
from tests.ui.conftest import TestBench

MADE = "2026-03-01T12:00:00.000000Z"
MARK = Annotation("mark", "image", 1, Geometry("image"), created_by="Ada", created_utc=MADE)


def run_at(utc: str) -> RunRecord:
    """A finished run."""
    return RunRecord("run", "image", "finished", (), "direct", "model", (), (), (), "", utc)


@pytest.mark.parametrize(
    ("finished", "standing"),
    [
        ((), ""),
        (("2026-03-01T11:59:59.000000Z",), " · after the image was explained"),
        (("2026-03-01T12:00:01.000000Z",), " · before the image was explained"),
        (
            ("2026-03-01T11:00:00.000000Z", "2026-03-01T13:00:00.000000Z"),
            " · after the image was explained",
        ),
    ],
)
def test_the_first_finished_run_decides(finished: tuple[str, ...], standing: str) -> None:
    """Later runs do not make an informed mark blind."""
    assert origin_text(MARK, [run_at(utc) for utc in finished]) == f"Ada · {local_time(MADE)}{standing}"


def test_a_mark_that_is_not_on_record_says_nothing() -> None:
    """Nobody is named who is not in the record."""
    assert origin_text(replace(MARK, created_utc=""), [run_at(MADE)]) == ""


def test_the_row_of_the_table_says_who_and_when() -> None:
    """In the tooltip and for assistive technology, between the codes and the comment."""
    model = AnnotationTableModel()
    model.show((replace(MARK, comment="the fence"),))
    text = model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert text.splitlines()[1:] == [f"Ada · {local_time(MADE)}", "the fence"]


def test_the_panel_says_who_made_the_selected_mark(bench: TestBench) -> None:
    """And follows when the image is explained meanwhile."""
    workbench = bench.open_idle(images=1, prompts=())
    panel, state = workbench.window.annotations, workbench.state
    state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
    assert panel.origin.text().startswith("Tess Tester · ")
    assert "explained" not in panel.origin.text()
    workbench.session.set_prompts(("a pedestrian",))
    bench.wait_idle(workbench)
    assert "the image was explained" in panel.origin.text()
    state.select_annotation("")
    assert panel.origin.isHidden()
