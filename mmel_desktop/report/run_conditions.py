"""The conditions runs were made under: printed once, and named by a letter wherever a run used them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mmel_desktop.core.explanation import Explanation, Parameter
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.report.blocks import Block, Columns, Gap
from mmel_desktop.report.figure_text import count_text, percent_text
from mmel_desktop.report.page_flow import PageFlow
from mmel_desktop.report.page_style import CODE, HEADING_1, SMALL
from mmel_desktop.report.plots import Bar
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.tables import Cell, Table, TableRow, facts
from mmel_desktop.report.text import TextBlock

_HASH = CODE.with_(size=6.2)


@dataclass(frozen=True)
class RunConditions:
    """What makes two runs comparable: the same model, method, settings and machine.

    Attributes:
        model: with every hash.
        method, view, parameters, seed: of the request, defaults included.
        calibration, layer_weights: how much each block of the model counts.
        device, dtype, deterministic, versions: of the machine and the program.
    """

    model: ModelIdentity
    method: str
    view: str
    parameters: tuple[tuple[str, Parameter], ...]
    seed: int
    calibration: str
    layer_weights: tuple[float, ...]
    device: str
    dtype: str
    deterministic: bool
    versions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, explanation: Explanation) -> RunConditions:
        """Those of one explanation."""
        provenance = explanation.provenance
        return cls(
            model=provenance.model,
            method=explanation.request.method,
            view=explanation.request.view,
            parameters=explanation.parameters,
            seed=provenance.seed,
            calibration=provenance.calibration,
            layer_weights=tuple(float(weight) for weight in explanation.layer_weights),
            device=provenance.device,
            dtype=provenance.dtype,
            deterministic=provenance.deterministic,
            versions=provenance.versions,
        )


@dataclass
class ConditionsRegister:
    """Gives each set of conditions a letter, in the order in which the images use them.

    Attributes:
        images: by conditions, the numbers of the images that used them.
    """

    images: dict[RunConditions, list[int]] = field(default_factory=dict)

    def letter_for(self, explanation: Explanation, image_number: int) -> str:
        """The letter of an explanation's conditions, counted A to Z, then AA, AB and so on."""
        conditions = RunConditions.of(explanation)
        self.images.setdefault(conditions, []).append(image_number)
        return letters(list(self.images).index(conditions))


def letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number_ranges(numbers: Sequence[int]) -> str:
    """Rising numbers in print: ``1–4, 7, 9–12``."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return ", ".join(str(group[0]) if len(group) == 1 else f"{group[0]}–{group[-1]}" for group in groups)


def write_run_conditions(flow: PageFlow, register: ConditionsRegister) -> None:
    """Every set of conditions in full: a run can be repeated from it."""
    flow.begin_page("Run conditions")
    flow.bookmark("Run conditions", 0, count_text(len(register.images), "set"))
    note = (
        "How the printed explanations were computed. Images name the letter; two images with the same letter "
        "were explained by the same model, method, settings, program and machine, and may be compared."
    )
    flow.add(TextBlock("Run conditions", HEADING_1), TextBlock(note, SMALL))
    if not register.images:
        flow.add(Gap(8), TextBlock("No image was explained.", SMALL))
    for index, (conditions, images) in enumerate(register.images.items()):
        used = f"Used for {count_text(len(images), 'image')}: {number_ranges(images)}."
        flow.add(*headed(f"Conditions {letters(index)}", facts(_pairs(conditions)), note=used))
        flow.add(Gap(8), *_layer_weights(conditions.layer_weights))


def _pairs(conditions: RunConditions) -> list[tuple[str, Cell]]:
    model = conditions.model
    parameters = ", ".join(f"{name} = {value}" for name, value in conditions.parameters)
    random = "; RANDOM WEIGHTS: nothing can be concluded" if model.random_weights else ""
    repeatable = "repeatable bit by bit on this machine" if conditions.deterministic else "not bit-repeatable"
    pairs: list[tuple[str, Cell]] = [
        ("Model", f"{model.spec} – {model.architecture}, {model.parameters:,} parameters{random}"),
        ("Source of the weights", model.source),
        ("SHA-256 of the model", TextBlock(model.sha256, _HASH)),
    ]
    pairs += [(name, TextBlock(digest, _HASH)) for name, digest in model.files]
    return [
        *pairs,
        ("Method and view", f"{conditions.method}, view {conditions.view}"),
        ("Parameters", parameters or "none"),
        ("Layer weights", conditions.calibration),
        ("Arithmetic", f"{conditions.device}, {conditions.dtype}, seed {conditions.seed}, {repeatable}"),
        ("Versions", ", ".join(f"{package} {version}" for package, version in conditions.versions)),
    ]


def _layer_weights(weights: Sequence[float]) -> list[Block]:
    """How much each block of the model counts in the fused map, four columns beside one another."""
    if not weights:
        return []
    columns = min(4, len(weights))
    size = -(-len(weights) // columns)
    shares = (0.9, 1.6, 1.3)
    tables: list[Block] = []
    for start in range(0, columns * size, size):
        rows: list[Block] = [
            TableRow(
                (str(index + 1), Bar(weights[index], 0.0, max(weights)), percent_text(weights[index])),
                shares,
                right=(2,),
                inset=0.0,
                gap=6.0,
            )
            for index in range(start, min(start + size, len(weights)))
        ]
        header = TableRow(("Block", "", "Weight"), shares, header=True, right=(2,), inset=0.0, gap=6.0)
        tables.append(Table(header, rows) if rows else Gap(0.0))
    return [
        TextBlock("How much each block of the model counts in the fused map:", SMALL),
        Columns(tables, (1,) * len(tables), gap=16),
    ]
