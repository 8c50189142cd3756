"""The relationship graph of one prompt over the image, with a table of its strongest relations."""

from __future__ import annotations

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.region_tree import Region
from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.report.blocks import Block, Columns, Gap, Stack
from mmel_desktop.report.figure_text import measured_text, percent_text
from mmel_desktop.report.map_pictures import MapPrinter
from mmel_desktop.report.overlays import region_outlines, relation_lines, unseen_hatching
from mmel_desktop.report.page_style import SMALL, SMALL_INK
from mmel_desktop.report.section_parts import headed, shown_level
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock, clip

MOST_REGIONS = 10
MOST_RELATIONS = 12
GRAPH_HEIGHT = 264.0
_KIND_WORDS = {
    "semantic": "semantic relation (solid lines)",
    "attention": "attention flow (dashed lines)",
    "interaction": "measured interaction (dash-dotted lines)",
}


def relation_blocks(
    printer: MapPrinter, explanation: Explanation, display: DisplaySettings, prompt_index: int
) -> list[Block]:
    """Regions numbered by their share of the evidence, their strongest relations, and both as tables."""
    level = shown_level(explanation, display)
    regions = {region.region_id: region for region in explanation.regions.at_level(level)}
    edges = strongest_relations(explanation, prompt_index, level, display)
    if not regions:
        return []
    numbers = number_regions(regions, edges, prompt_index)
    picture = printer.plain(
        [
            unseen_hatching(explanation.geometry),
            region_outlines([regions[key] for key in numbers]),
            relation_lines(regions, numbers, edges, display.relation_kind),
        ],
        GRAPH_HEIGHT,
    )
    shown = (
        f"{len(numbers)} of {len(regions)} regions"
        if len(numbers) < len(regions)
        else f"{len(regions)} regions"
    )
    caption = (
        f"{explanation.regions.level_names[level].capitalize()} level, {shown}, numbered by their share "
        f"of the evidence. Lines: the strongest relations by {_KIND_WORDS[display.relation_kind]}; wider "
        "is stronger."
    )
    left = Stack([picture, Gap(4), TextBlock(caption, SMALL)])
    prompt = explanation.prompts[prompt_index].text
    return headed(
        "Regions and their relations",
        Columns([left, _region_table(regions, numbers, prompt_index)], (1.25, 1)),
        Gap(12),
        *_relation_table(edges, numbers, display.relation_kind),
        note=f"For “{clip(prompt, 160)}”.",
    )


def strongest_relations(
    explanation: Explanation, prompt_index: int, level: int, display: DisplaySettings
) -> tuple[RelationEdge, ...]:
    """The edges that are drawn and listed: as many per region as on the screen, twelve in all."""
    try:
        graph = explanation.graph(prompt_index, level)
    except KeyError:
        return ()
    minimum = max(display.relation_minimum, 1e-6)
    return graph.strongest(display.relation_kind, display.relations_per_region, minimum)[:MOST_RELATIONS]


def number_regions(
    regions: dict[int, Region], edges: tuple[RelationEdge, ...], prompt_index: int
) -> dict[int, int]:
    """Printed number by region id: the regions of the listed relations and those with the largest shares."""
    by_share = sorted(regions.values(), key=lambda region: (-region.shares[prompt_index], region.region_id))
    related = {region_id for edge in edges for region_id in (edge.source, edge.target)}
    kept = {region.region_id for region in by_share[:MOST_REGIONS]} | related
    ordered = [region.region_id for region in by_share if region.region_id in kept]
    return {region_id: number for number, region_id in enumerate(ordered, start=1)}


def _region_table(regions: dict[int, Region], numbers: dict[int, int], prompt_index: int) -> Block:
    shares = (0.7, 1.2, 1.2, 1.0)
    header = TableRow(
        ("Region", "Evidence share", "Alignment", "Image area"), shares, header=True, right=(1, 2, 3)
    )
    seen_area = sum(region.area_px for region in regions.values()) or 1.0
    rows = [
        TableRow(
            (
                str(number),
                percent_text(regions[region_id].shares[prompt_index]),
                measured_text(regions[region_id].alignments[prompt_index]),
                percent_text(regions[region_id].area_px / seen_area),
            ),
            shares,
            right=(1, 2, 3),
        )
        for region_id, number in numbers.items()
    ]
    return Table(header, rows)


def _relation_table(edges: tuple[RelationEdge, ...], numbers: dict[int, int], kind: str) -> list[Block]:
    if not edges:
        return [TextBlock(f"No {kind} relation between these regions was found or measured.", SMALL_INK)]
    shares = (1.0, 1.0, 1.0, 3.0)
    header = TableRow(
        ("Relation", "Semantic", "Attention", "Interaction (measured by removing regions)"),
        shares,
        header=True,
        right=(1, 2),
    )
    rows = [
        TableRow(
            (
                f"{numbers[edge.source]} – {numbers[edge.target]}",
                measured_text(edge.semantic),
                measured_text(edge.attention),
                _interaction_words(edge.interaction),
            ),
            shares,
            right=(1, 2),
        )
        for edge in edges
    ]
    return [Table(header, rows)]


def _interaction_words(interaction: float | None) -> str:
    if interaction is None:
        return "not measured"
    if interaction == 0:
        return "0.000: independent"
    meaning = "they need one another" if interaction > 0 else "either suffices"
    return f"{measured_text(interaction)}: {meaning}"
