"""The dashboard counts what the case holds; every bar leads to its images."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.case import ImageRecord, ImageReview, RunRecord
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.panels.bar_chart import BarChart
from mmel_desktop.ui.panels.dashboard_figures import Bar, Chart, case_charts
from mmel_desktop.workflow.compare_methods import comparable_runs
from tests.ui.conftest import TestBench


def entry(number: int, *, score: float, checks: str, verdict: str = "unreviewed") -> CaseEntry:
    """An explained image."""
    identity = ImageIdentity(f"{number}.png", "0" * 64, f"{number:064x}", 10, 10)
    image = ImageRecord(f"id-{number}", number, identity, "", 1, "PNG", "RGB", 1, 0, 1, ())
    run = RunRecord(
        f"run-{number}",
        image.image_id,
        "finished",
        ("a car",),
        "mmel",
        "model",
        (score,),
        (1.0,),
        (checks,),
        "",
        f"2026-01-01T00:00:{number:02d}Z",
    )
    return CaseEntry(image, run, ImageReview(image.image_id, verdict))


def failure(number: int, effect: str, *triggers: str, severity: str = "critical") -> Annotation:
    """A mark."""
    return Annotation(
        f"a-{number}",
        "id-0",
        number,
        Geometry("image"),
        effect=effect,
        triggers=triggers,
        severity=severity,
        created_by="Tess",
        created_utc="2026-01-01T00:00:00Z",
    )


@pytest.fixture
def entries() -> tuple[CaseEntry, ...]:
    """Three images: two marks on the first, of which one is no failure."""
    marked = replace(
        entry(0, score=0.31, checks="fail", verdict="wrong"),
        annotations=(failure(1, "A1", "weather", "occlusion"), failure(2, "A0")),
    )
    return (marked, entry(1, score=0.30, checks="pass", verdict="right"), entry(2, score=0.05, checks="pass"))


def chart(charts: tuple[Chart, ...], key: str) -> dict[str, Bar]:
    """Bars of a chart by label."""
    return {bar.label: bar for one in charts if one.key == key for bar in one.bars}


def test_the_figures_are_counted(entries: tuple[CaseEntry, ...]) -> None:
    """Verdicts and checks count images; kinds, triggers and severities count failures."""
    charts = case_charts(entries, "a car")
    assert {label: bar.count for label, bar in chart(charts, "verdicts").items() if bar.count} == {
        "wrong": 1,
        "right": 1,
        "unreviewed": 1,
    }
    assert {label: bar.count for label, bar in chart(charts, "effects").items()} == {"missed": 1}
    assert {label: bar.count for label, bar in chart(charts, "triggers").items()} == {
        "occlusion": 1,
        "weather": 1,
    }
    assert chart(charts, "severities")["critical"].count == 1
    assert chart(charts, "severities")["marginal"].count == 0
    assert chart(charts, "checks")["a check fails"].count == 1
    assert chart(charts, "checks")["all checks pass"].count == 2


def test_a_bar_keeps_just_its_images(entries: tuple[CaseEntry, ...]) -> None:
    """The facet of a bar passes as many images as the bar counts, for every bar that counts images."""
    charts = case_charts(entries, "a car")
    for key in ("verdicts", "checks", "scores"):
        for bar in chart(charts, key).values():
            assert sum(map(bar.facet.keeps, entries)) == bar.count, bar.label
    missed = chart(charts, "effects")["missed"].facet
    assert [one.image.image_id for one in entries if missed.keeps(one)] == ["id-0"]


def test_a_bar_is_chosen_by_pointer_and_by_keyboard(entries: tuple[CaseEntry, ...], qtbot: QtBot) -> None:
    """A click chooses the bar under it; arrows walk and Enter chooses."""
    verdicts = next(one for one in case_charts(entries, "a car") if one.key == "verdicts")
    widget = BarChart()
    qtbot.addWidget(widget)
    widget.show_chart(verdicts)
    widget.resize(300, widget.sizeHint().height())
    widget.show()
    chosen: list[str] = []
    widget.bar_chosen.connect(lambda bar: chosen.append(bar.label))
    middle = widget.bar_rect(1).center().toPoint()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.keyClick(widget, Qt.Key.Key_Down)
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert chosen == [verdicts.bars[1].label, verdicts.bars[2].label]
    assert "wrong: 1" in widget.accessibleDescription() or verdicts.bars[2].label in (
        widget.accessibleDescription()
    )
    assert widget.bar_at(QPointF(5, 10_000)) == -1


def test_a_click_on_the_dashboard_filters_the_gallery(bench: TestBench) -> None:
    """The gallery comes to the front with the bar's images and a chip that takes the filter off."""
    workbench = bench.open_idle(images=3)
    workbench.window.commands["review.wrong"].trigger()
    workbench.window.commands["view.dashboard"].trigger()
    workbench.window.dashboard.refresh()
    section = workbench.window.dashboard.sections["verdicts"]
    wrong = section.chart.bar_rect(0).center().toPoint()
    QTest.mouseClick(section.chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, wrong)
    gallery = workbench.window.gallery
    assert gallery.model.rowCount() == 1
    assert gallery.facet_chip.isVisible()
    assert gallery.facet_chip.text() == "Verdict: wrong"
    QTest.mouseClick(gallery.facet_chip, Qt.MouseButton.LeftButton)
    assert gallery.model.rowCount() == 3


def test_only_runs_of_the_same_question_are_compared() -> None:
    """Another method with the same prompts counts; another prompt or a failed run does not."""
    first = entry(0, score=0.3, checks="pass").run
    assert first is not None
    other = replace(first, run_id="other", method="grad_eclip")
    assert comparable_runs([other, first]) == {"id-0": (first, other)}
    assert comparable_runs([replace(other, prompts=("a bus",)), first]) == {}
    assert comparable_runs([replace(other, status="failed"), first]) == {}
    assert comparable_runs([replace(other, model_sha256="4" * 64), first]) == {}
    assert comparable_runs([first]) == {}
    compared = replace(other, for_comparison=True)
    assert comparable_runs([first, compared]) == {"id-0": (first, compared)}
    assert comparable_runs([compared]) == {}
