"""The relationship graph as a file: a picture (PNG, SVG) or data for other graph programs (GraphML)."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.relation_graph import RelationGraph
from mmel_desktop.errors import BadInputError
from mmel_desktop.ui.panels.graph_view import GraphView
from mmel_desktop.ui.theme import theme_colours

FORMATS = ("png", "svg", "graphml")
PNG_SCALE = 4.0
"""PNG pixels per scene unit: sharp on paper at the size it has on the screen."""
MARGIN = 8.0


def export_graph(path: Path, view: GraphView, explanation: Explanation, graph: RelationGraph) -> None:
    """Write the graph in the format that the file name's ending asks for.

    The pictures show what the panel shows; GraphML holds every relation of the graph, filtered or not.

    Args:
        path: ends with one of ``FORMATS``; an existing file is replaced.
        view: what is drawn.
        explanation: which the graph belongs to.
        graph: of the shown prompt and level.

    Raises:
        BadInputError: another ending, or the file cannot be written.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise BadInputError(
            f"cannot write the graph as {path.name!r}",
            found=f"the ending {path.suffix!r}",
            expected=", ".join(f".{name}" for name in FORMATS),
            action="choose a name with one of these endings",
        )
    try:
        if kind == "graphml":
            path.write_text(graphml_text(explanation, graph), encoding="utf-8")
            return
        view.finish_drawing()
        written = _write_png(path, view) if kind == "png" else _write_svg(path, view)
        if not written:
            raise OSError("the picture could not be encoded")
    except OSError as error:
        raise BadInputError(
            f"cannot write {str(path)!r}",
            found=error.strerror or str(error),
            action="choose a place that can be written",
        ) from error


def graphml_text(explanation: Explanation, graph: RelationGraph) -> str:
    """The graph as GraphML: regions with share, alignment, area and place; relations with their strengths.

    An interaction that was not measured is left out: zero would be a claim.
    """
    # networkx takes a quarter of a second to import, which the start of the program must not pay.
    import networkx

    result = networkx.Graph(
        prompt=explanation.prompts[graph.prompt_index].text,
        level=explanation.regions.level_names[graph.level],
        image=explanation.provenance.image.name,
        image_sha256=explanation.provenance.image.file_sha256,
        model=explanation.provenance.model.spec,
        model_sha256=explanation.provenance.model.sha256,
        method=explanation.request.method,
    )
    for region in explanation.regions.at_level(graph.level):
        x_px, y_px = region.centroid_xy_px
        result.add_node(
            region.region_id,
            share=region.shares[graph.prompt_index],
            alignment=region.alignments[graph.prompt_index],
            area_px=float(region.area_px),
            patches=region.patch_count,
            x_px=float(x_px),
            y_px=float(y_px),
            **({} if region.parent is None else {"parent": region.parent}),
        )
    for edge in graph.edges:
        measured = {} if edge.interaction is None else {"interaction": edge.interaction}
        result.add_edge(
            edge.source, edge.target, semantic=edge.semantic, attention=edge.attention, **measured
        )
    return "\n".join(networkx.generate_graphml(result)) + "\n"


def _picture_rect(view: GraphView) -> QRectF:
    return view.content_rect.marginsAdded(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))


def _write_png(path: Path, view: GraphView) -> bool:
    rect = _picture_rect(view)
    size = QSize(math.ceil(rect.width() * PNG_SCALE), math.ceil(rect.height() * PNG_SCALE))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    # Lines have widths in screen pixels; the picture's own pixels are smaller.
    image.setDevicePixelRatio(PNG_SCALE)
    image.fill(QColor(theme_colours().surface))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    view.scene().render(painter, QRectF(0, 0, rect.width(), rect.height()), rect)
    painter.end()
    return image.save(str(path), "PNG")  # type: ignore[call-overload, no-any-return, unused-ignore]


def _write_svg(path: Path, view: GraphView) -> bool:
    from PySide6.QtSvg import QSvgGenerator

    rect = _picture_rect(view)
    target = QRectF(0, 0, rect.width(), rect.height())
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(target.size().toSize())
    generator.setViewBox(target)
    generator.setTitle(view.accessibleName())
    painter = QPainter()
    if not painter.begin(generator):
        return False
    painter.fillRect(target, QColor(theme_colours().surface))
    # What is cached for a smooth screen would come out as one coarse picture instead of lines.
    cached = {item: item.cacheMode() for item in view.scene().items()}
    for item in cached:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    view.scene().render(painter, target, rect)
    for item, mode in cached.items():
        item.setCacheMode(mode)
    return painter.end()
