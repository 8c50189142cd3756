"""Pictures of the report: the same composition as on the screen, in the right place."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.heatmap import blend, compose_heat_rgba
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY
from mmel_desktop.core.map_painting import MapPainter
from mmel_desktop.core.measured_probes import MeasuredInteraction, MeasuredProbes
from mmel_desktop.core.session_charts import ChartCounts
from mmel_desktop.report.chart_plots import LyingBars
from mmel_desktop.report.figure_text import measured_text
from mmel_desktop.report.figures import (
    Frame,
    base_picture,
    encode_jpeg,
    fitted_size,
    heat_picture,
    raster_hw,
)
from mmel_desktop.report.overlays import free_places, half_of_evidence_contour
from mmel_desktop.report.relation_blocks import MOST_RELATIONS, shown_regions, strongest_relations
from tests.factories import make_explanation


def test_frame_maps_pixels_to_the_page() -> None:
    """Image rows run down, page coordinates run up."""
    frame = Frame(100, 200, 320, 240, (480, 640))
    assert frame.point(0, 0) == (100, 440)
    assert frame.point(640, 480) == (420, 200)
    assert frame.point(320, 120) == (260, 380)


def test_heat_is_composed_as_on_the_screen() -> None:
    """The picture is the core's composition at the report's size, pixel by pixel."""
    display = DisplaySettings(colour_map="viridis", opacity=0.8, threshold=0.3)
    geometry = GridGeometry((60, 80), (10, 0, 70, 60), (4, 4))
    heat = np.linspace(0, 1, 16, dtype=np.float32).reshape(4, 4)
    base = np.full((120, 160, 3), 90, np.uint8)
    expected = blend(
        base,
        compose_heat_rgba(
            geometry.sample_map(heat, (120, 160), 2.0), colour_map="viridis", opacity=0.8, threshold=0.3
        ),
    )
    picture = heat_picture(base, MapPainter(geometry, 2.0), heat, display)
    np.testing.assert_array_equal(picture, expected)
    np.testing.assert_array_equal(picture[:, :18], base[:, :18])


def test_pictures_are_scaled_to_print_size() -> None:
    """A large source is reduced to 200 dots per inch; a tiny one is enlarged so that the heat is smooth."""
    assert max(raster_hw((3000, 4000), 240, 240)) == round(240 / 72 * 200)
    assert max(raster_hw((48, 64), 240, 240)) == 320
    assert max(raster_hw((400, 500), 240, 240)) == 500


def test_reducing_keeps_the_picture(tmp_path: object) -> None:
    """A huge even gradient looks the same after reducing."""
    rgb = np.broadcast_to(np.linspace(0, 255, 2000)[None, :, None], (1500, 2000, 3)).astype(np.uint8)
    small = base_picture(rgb, (150, 200))
    assert small.shape == (150, 200, 3)
    np.testing.assert_allclose(small[75, :, 0], np.linspace(0, 255, 200), atol=4)


def test_missing_picture_is_even_grey() -> None:
    """Nothing is invented in its place."""
    assert len(np.unique(base_picture(None, (30, 40)))) == 1


@pytest.mark.parametrize("image_hw", [(10, 5000), (5000, 10), (300, 400)])
def test_pictures_fit_their_box(image_hw: tuple[int, int]) -> None:
    """Neither side leaves the box nor vanishes."""
    width, height = fitted_size(image_hw, 240, 200)
    assert 24 <= width <= 240
    assert 24 <= height <= 200


def test_jpeg_bytes_repeat_and_stay_close() -> None:
    """The same pixels give the same bytes, and coding loses little."""
    picture = base_picture(None, (64, 64)) // 2
    data = encode_jpeg(picture)
    assert data == encode_jpeg(picture.copy())
    assert np.abs(np.asarray(Image.open(io.BytesIO(data))).astype(int) - picture).max() <= 3


def test_shown_regions_are_those_of_the_listed_relations_and_the_largest() -> None:
    """They come by falling share, under their own ids: the numbers that the window shows."""
    explanation = make_explanation()
    regions = {region.region_id: region for region in explanation.regions.at_level(1)}
    edges = strongest_relations(explanation, 0, 1, DisplaySettings())
    shown = shown_regions(regions, edges, 0)
    shares = [regions[region_id].shares[0] for region_id in shown]
    assert shares == sorted(shares, reverse=True)
    assert {edge.source for edge in edges} | {edge.target for edge in edges} <= set(shown) <= set(regions)
    assert len(edges) == MOST_RELATIONS


def test_measured_relations_are_listed_before_stronger_ones() -> None:
    """What was tested on the model must not be crowded out by what is only computed."""
    explanation = make_explanation()
    graph = explanation.graph(0, 1)
    weakest = min(graph.edges, key=lambda edge: edge.semantic)
    pair = (weakest.source, weakest.target)
    probes = MeasuredProbes().with_interaction(MeasuredInteraction(pair, (0.25, 0.0, 0.0)))
    listed = strongest_relations(explanation, 0, 1, DisplaySettings(), probes)
    assert (listed[0].source, listed[0].target, listed[0].interaction) == (*pair, 0.25)


class RecordingCanvas:
    """Keeps the points of the paths drawn on it."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []

    def beginPath(self) -> RecordingCanvas:
        return self

    def moveTo(self, x: float, y: float) -> None:
        self.points.append((x, y))

    def lineTo(self, x: float, y: float) -> None:
        self.points.append((x, y))

    def drawPath(self, path: object, **options: object) -> None: ...

    def setLineWidth(self, width: float) -> None: ...

    def setStrokeColorRGB(self, red: float, green: float, blue: float) -> None: ...


@pytest.mark.parametrize("degree", [1.0, 6.0])
def test_contour_encircles_half_of_the_evidence(degree: float) -> None:
    """A single hot patch in an 8 × 8 grid is surrounded at its own place, also when its value is below 1."""
    geometry = GridGeometry((80, 80), (0, 0, 80, 80), (8, 8))
    heat = np.zeros((8, 8), np.float32)
    heat[2, 5] = 0.4
    canvas = RecordingCanvas()
    half_of_evidence_contour(MapPainter(geometry, degree), heat)(canvas, Frame(0, 0, 80, 80, (80, 80)))
    xs, ys = np.array(canvas.points).T
    # Around the centre (55, 25); y runs up on a page.
    assert (xs.min() + xs.max()) / 2 == pytest.approx(55, abs=0.5)
    assert (ys.min() + ys.max()) / 2 == pytest.approx(55, abs=0.5)
    pixels = geometry.sample_map(heat, degree=degree)
    x, y = np.meshgrid(np.arange(80) + 0.5, 80 - (np.arange(80) + 0.5))
    inside = np.hypot(x - 55, y - 55) < (xs.max() - xs.min() + ys.max() - ys.min()) / 4
    assert pixels[inside].sum() / pixels.sum() == pytest.approx(0.5, abs=0.06)


def test_an_empty_map_has_no_contour() -> None:
    """Nothing is drawn where there is nothing."""
    canvas = RecordingCanvas()
    geometry = GridGeometry((80, 80), (0, 0, 80, 80), (8, 8))
    half_of_evidence_contour(MapPainter(geometry), np.zeros((8, 8), np.float32))(
        canvas, Frame(0, 0, 80, 80, (80, 80))
    )
    assert canvas.points == []


def test_numbers_of_call_outs_never_cover_one_another() -> None:
    """Thirty marks at nearly one place: each number is legible and inside the picture."""
    frame = Frame(100, 100, 240, 180, (480, 640))
    wanted = [(220.0 + 0.3 * index, 190.0) for index in range(30)]
    places = free_places(wanted, [6.4] * 30, frame)
    assert places[0] == wanted[0], "what is alone stays at its place"
    for index, (x, y) in enumerate(places):
        assert 106.4 <= x <= 333.6
        assert 106.4 <= y <= 273.6
        assert all(math.dist((x, y), other) >= 12.8 for other in places[:index])


def test_small_figures_are_printed_as_powers_of_ten() -> None:
    """Readers who never met ``1.9e-07`` can read them; ordinary figures stay plain."""
    assert measured_text(1.94e-7) == "1.9\u00a0×\u00a010⁻⁷"
    assert measured_text(-25_000.0) == "−2.5\u00a0×\u00a010⁴"
    assert measured_text(0.0214) == "0.021"


def test_a_long_chart_goes_on_on_the_next_page() -> None:
    """A team may have more failure terms than a page has lines; no bar is lost, each part is described."""
    counts = ChartCounts()
    counts.triggers.update({f"ROAD-T{number:03d}": 1 + number % 7 for number in range(120)})
    chart = counts.charts(DEFAULT_TAXONOMY, ())[2]
    parts = LyingBars(chart, chart.bars).split(240.0, 400.0)
    assert parts is not None
    first, rest = parts
    assert isinstance(first, LyingBars)
    assert isinstance(rest, LyingBars)
    assert first.measure(240.0) <= 400.0
    assert first.bars + rest.bars == chart.bars
    assert rest.alt().startswith("Failures by trigger. ROAD-T")
    assert LyingBars(chart, chart.bars[:5]).split(240.0, 400.0) is None
