"""The relationship graph of one prompt over the image, with a table of its strongest relations."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.measured_probes import MeasuredProbes, with_interactions
from mmel_desktop.core.region_tree import Region
from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.report.blocks import Block, Columns, Gap, Stack
from mmel_desktop.report.figure_text import count_text, measured_text, percent_text
from mmel_desktop.report.map_pictures import MapPrinter
from mmel_desktop.report.overlays import region_outlines, relation_lines, unseen_hatching
from mmel_desktop.report.page_style import SMALL, SMALL_INK
from mmel_desktop.report.section_parts import headed, shown_level
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock, clip

MOST_REGIONS = 6
MOST_RELATIONS = 7
GRAPH_HEIGHT = 192.0
_KIND_WORDS = {
    "semantic": "semantic relation (solid lines)",
    "attention": "attention flow (dashed lines)",
    "interaction": "measured interaction (dash-dotted lines)",
}
_TIGHT = SMALL_INK.with_(leading=10.0)


def relation_blocks(
    printer: MapPrinter,
    explanation: Explanation,
    display: DisplaySettings,
    prompt_index: int,
    probes: MeasuredProbes,
) -> list[Block]:
    """Regions on the picture under the window's numbers, their strongest relations, and both as tables."""
    level = shown_level(explanation, display)
    regions = {region.region_id: region for region in explanation.regions.at_level(level)}
    edges = strongest_relations(explanation, prompt_index, level, display, probes)
    if not regions:
        return []
    shown = shown_regions(regions, edges, prompt_index)
    picture = printer.plain(
        [
            unseen_hatching(explanation.geometry),
            region_outlines([regions[key] for key in shown]),
            relation_lines(regions, shown, edges, display.relation_kind),
        ],
        "with the numbered regions and the lines between them that the tables beside it list",
        GRAPH_HEIGHT,
    )
    every = count_text(len(regions), "region")
    count = f"{len(shown)} of {every}" if len(shown) < len(regions) else every
    caption = (
        f"{explanation.regions.level_names[level].capitalize()} level, {count}, each number inside its "
        f"region and the same as in the program. Lines: {_KIND_WORDS[display.relation_kind]}; wider is "
        "stronger."
    )
    left = Stack([picture, Gap(4), TextBlock(caption, SMALL.with_(leading=10.0))])
    right = Stack(
        [
            _region_table(regions, shown, prompt_index),
            Gap(8),
            *_relation_table(edges, display.relation_kind),
        ]
    )
    prompt = explanation.prompts[prompt_index].text
    note = f"For “{clip(prompt, 160)}”. The attached record holds every region and relation of every level."
    return headed("Regions and their relations", Columns([left, right], (1.0, 1.08)), note=note)


def strongest_relations(
    explanation: Explanation,
    prompt_index: int,
    level: int,
    display: DisplaySettings,
    probes: MeasuredProbes | None = None,
) -> tuple[RelationEdge, ...]:
    """The edges that are drawn and listed: as many per region as on the screen, measured ones first."""
    try:
        graph = with_interactions(explanation.graph(prompt_index, level), probes or MeasuredProbes())
    except KeyError:
        return ()
    minimum = max(display.relation_minimum, 1e-6)
    strongest = graph.strongest(display.relation_kind, display.relations_per_region, minimum)
    measured = tuple(edge for edge in graph.edges if edge.interaction is not None)
    return tuple(dict.fromkeys((*measured, *strongest)))[:MOST_RELATIONS]


def shown_regions(
    regions: dict[int, Region], edges: tuple[RelationEdge, ...], prompt_index: int
) -> tuple[int, ...]:
    """Ids of the regions of the listed relations and those with the largest shares, by falling share."""
    by_share = sorted(regions.values(), key=lambda region: (-region.shares[prompt_index], region.region_id))
    related = {region_id for edge in edges for region_id in (edge.source, edge.target)}
    kept = {region.region_id for region in by_share[:MOST_REGIONS]} | related
    return tuple(region.region_id for region in by_share if region.region_id in kept)


def _region_table(regions: dict[int, Region], shown: tuple[int, ...], prompt_index: int) -> Block:
    shares = (0.7, 1.0, 0.9, 0.8)
    header = _tight(("Region", "Evidence", "Alignment", "Area"), shares, header=True)
    seen_area = sum(region.area_px for region in regions.values()) or 1.0
    rows: list[Block] = [
        _tight(
            (
                str(region_id),
                percent_text(regions[region_id].shares[prompt_index]),
                measured_text(regions[region_id].alignments[prompt_index]),
                percent_text(regions[region_id].area_px / seen_area),
            ),
            shares,
        )
        for region_id in shown
    ]
    return Table(header, rows)


def _relation_table(edges: tuple[RelationEdge, ...], kind: str) -> list[Block]:
    if not edges:
        return [TextBlock(f"No {kind} relation between these regions was found or measured.", SMALL_INK)]
    shares = (0.7, 0.8, 0.8, 1.7)
    header = _tight(("Relation", "Semantic", "Attention", "Interaction (measured)"), shares, header=True)
    rows: list[Block] = [
        _tight(
            (
                f"{edge.source} – {edge.target}",
                measured_text(edge.semantic),
                measured_text(edge.attention),
                _interaction_words(edge.interaction),
            ),
            shares,
        )
        for edge in edges
    ]
    return [Table(header, rows)]


def _tight(cells: Sequence[str], shares: Sequence[float], *, header: bool = False) -> TableRow:
    return TableRow(
        cells, shares, header=header, right=(1, 2, 3), style=_TIGHT, gap=6.0, inset=3.0, padding_y=1.0
    )


def _interaction_words(interaction: float | None) -> str:
    if interaction is None:
        return "–"
    if abs(interaction) < 5e-4:
        return "0.000 independent"
    meaning = "need one another" if interaction > 0 else "either suffices"
    return f"{measured_text(interaction)} {meaning}"
