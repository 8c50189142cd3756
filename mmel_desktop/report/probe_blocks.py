"""What the model answered when regions were removed or kept alone: the only tested causes."""

from __future__ import annotations

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.measured_probes import MeasuredProbes
from mmel_desktop.report.at_a_glance import region_words, removal_words
from mmel_desktop.report.blocks import Block
from mmel_desktop.report.figure_text import cosine_text, count_text
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import clip

_SHARES = (1.5, 2.6, 0.9, 0.9, 0.9, 2.2)
MOST_ROWS = 12


def probe_blocks(explanation: Explanation, probes: MeasuredProbes, prompt_index: int) -> list[Block]:
    """Probed regions with their scores: of every prompt while there are few rows, else of the printed one."""
    measured = list(probes.regions.values())
    if not measured:
        return []
    prompts = range(len(explanation.prompts))
    shown = list(prompts) if len(measured) * len(prompts) <= MOST_ROWS else [prompt_index]
    header = TableRow(
        ("Removed", "Prompt", "Whole image", "Without", "Alone", "Reading"),
        _SHARES,
        header=True,
        right=(2, 3, 4),
        gap=8.0,
    )
    rows: list[Block] = [
        TableRow(
            (
                region_words(entry.region_ids) if index == shown[0] else "",
                clip(explanation.prompts[index].text, 80),
                cosine_text(entry.scores[index]),
                cosine_text(entry.scores_without[index]),
                cosine_text(entry.scores_alone[index]),
                removal_words(entry, index),
            ),
            _SHARES,
            right=(2, 3, 4),
            gap=8.0,
        )
        for entry in measured[:MOST_ROWS]
        for index in shown
    ]
    left_out = max(0, len(measured) - MOST_ROWS)
    more = f" The attached audit trail holds {count_text(left_out, 'further probe')}." if left_out else ""
    return headed(
        "Measured: regions removed and kept alone",
        Table(header, rows),
        note=f"Cosine scores of the model on the changed image.{more}",
    )
