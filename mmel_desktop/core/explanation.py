"""What is asked of the engine and what it answers: frozen values with numpy arrays, no torch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.identity import ImageIdentity, ModelIdentity
from mmel_desktop.core.map_painting import MOST_REACH, MapPainter, edges_within
from mmel_desktop.core.read_only import read_only
from mmel_desktop.core.region_tree import RegionTree
from mmel_desktop.core.relation_graph import RelationGraph

EXPLANATION_SCHEMA = "mmel-explanation/1"

HIERARCHY_METHODS = ("mmel", "mmel-refined")
"""Methods that paint, or start from, the map the semantic hierarchy fuses."""

Parameter = str | int | float | bool
VERDICTS = ("pass", "warn", "fail", "not_run")


@dataclass(frozen=True)
class ExplanationRequest:
    """What to explain and how.

    Attributes:
        prompts: texts to compare with the image; at least one, none empty, no duplicates.
        method: ``mmel``, ``mmel-refined``, ``direct``, ``full`` or ``grad_eclip``.
        view: ``model`` (the model's own preprocessing), ``whole`` or ``tiles``.
        seed: seed of everything random.
        run_checks: also run the trust checks.
        parameters: (name, value) overrides of the method's defaults.
        generation: number that tells a newer request from an older one; not part of the record.
    """

    prompts: tuple[str, ...]
    method: str = "mmel"
    view: str = "model"
    seed: int = 0
    run_checks: bool = True
    parameters: tuple[tuple[str, Parameter], ...] = ()
    generation: int = field(default=0, compare=False)


@dataclass(frozen=True)
class WordAttribution:
    """How much the score hangs on one word of the prompt.

    Attributes:
        word: the word as the tokenizer decoded it.
        weight: min-max scaled over the prompt's own words, in [0, 1].
        signed: the unscaled contribution to the cosine score.
        seen: False when the model's training never touched the word's tokens (only known for some models).
    """

    word: str
    weight: float
    signed: float
    seen: bool = True


@dataclass(frozen=True)
class PromptResult:
    """Scores and words of one prompt.

    Attributes:
        text: the prompt exactly as given.
        token_count: tokens including start and end, before truncation.
        truncated: True when the model's context length cut the prompt.
        score: cosine between image and text embedding, in [-1, 1].
        softmax: probability among the request's prompts at the model's own temperature.
        words: word-level attribution.
        evidence_found: False when the positive map is empty or constant; its heat map is zero and must be
            shown as "no evidence found", never painted.
    """

    text: str
    token_count: int
    truncated: bool
    score: float
    softmax: float
    words: tuple[WordAttribution, ...]
    evidence_found: bool

    @property
    def unseen_words(self) -> tuple[str, ...]:
        """Words the model's training never touched."""
        return tuple(word.word for word in self.words if not word.seen)


@dataclass(frozen=True)
class TrustCheck:
    """One check of whether the explanation can be trusted.

    Attributes:
        name: stable identifier, e.g. ``completeness``.
        value: the measured figure; None when not run.
        threshold: the limit the figure is held against.
        passes_when: ``at_most`` or ``at_least``.
        verdict: ``pass``, ``warn``, ``fail`` or ``not_run``.
        explanation: one sentence for the reader: what was measured and what the verdict means.
    """

    name: str
    value: float | None
    threshold: float
    passes_when: str
    verdict: str
    explanation: str


@dataclass(frozen=True)
class Provenance:
    """Everything needed to run the explanation again.

    Attributes:
        image, model: identities with hashes.
        versions: (package, version) pairs, MMEL Desktop first.
        device: e.g. ``cpu`` or ``cuda:0 NVIDIA H200``.
        dtype: arithmetic of the run, e.g. ``float32``.
        seed: seed used.
        deterministic: whether the same request gives the same bytes on the same machine.
        started_utc, finished_utc: ISO 8601.
        calibration: name of the layer weights used: ``uniform`` or a calibration's id.
        notes: anything the reader must know (fallbacks, conversions of the image, ...).
    """

    image: ImageIdentity
    model: ModelIdentity
    versions: tuple[tuple[str, str], ...]
    device: str
    dtype: str
    seed: int
    deterministic: bool
    started_utc: str
    finished_utc: str
    calibration: str = "uniform"
    notes: tuple[str, ...] = ()


# Without a generated __eq__: comparing arrays has no one answer; two runs are compared by their documents.
@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """The answer to one request on one image.

    P prompts, L blocks, S scales, patch grid gh × gw, C levels of regions. Arrays are read-only; copy one to
    work on it. Two explanations are equal only when they are the same object.

    Attributes:
        request: what was asked.
        geometry: where the grid lies in the source image.
        prompts: P results.
        heatmap: float32 (P, gh, gw) in [0, 1]; what is painted: the evidence for the prompt.
        signed: float32 (P, gh, gw); evidence for less evidence against, in cosine units.
        layers: float32 (P, L, gh, gw), signed contribution of each explained block.
        levels: float32 (P, S, gh, gw) in [0, 1]; the map at each scale, coarse (context) to fine (part), in
            the order of ``regions.level_names``.
        layer_weights: float32 (L,), sums to 1.
        scale_weights: float32 (P, S), each row sums to 1.
        regions: the region tree.
        graphs: one graph per (prompt, level), prompts outermost.
        checks: per prompt, the trust checks.
        provenance: how it was made.
        parameters: every parameter of the method with the value used, defaults included.
        cell_colours: uint8 (gh · S, gw · S, 3), the image in S × S cells to a patch; what painted maps follow
            the edges of. None in explanations made before there was such a thing.
    """

    request: ExplanationRequest
    geometry: GridGeometry
    prompts: tuple[PromptResult, ...]
    heatmap: np.ndarray
    signed: np.ndarray
    layers: np.ndarray
    levels: np.ndarray
    layer_weights: np.ndarray
    scale_weights: np.ndarray
    regions: RegionTree
    graphs: tuple[RelationGraph, ...]
    checks: tuple[tuple[TrustCheck, ...], ...]
    provenance: Provenance
    parameters: tuple[tuple[str, Parameter], ...] = ()
    cell_colours: np.ndarray | None = None

    def __post_init__(self) -> None:
        for name, array in self.arrays().items():
            if name != "region_labels":
                object.__setattr__(self, name, read_only(array))

    def __repr__(self) -> str:
        """What a notebook shows: image, model and request, then each prompt with score and worst verdict."""
        rows, columns = self.geometry.grid_hw
        prompts = ", ".join(
            f"{prompt.text!r} {prompt.score:+.3f} ({self.worst_verdict(index)})"
            for index, prompt in enumerate(self.prompts)
        )
        return (
            f"<Explanation of {self.provenance.image.name!r} by {self.provenance.model.spec!r}: "
            f"method {self.request.method!r}, view {self.request.view!r}, {rows} × {columns} patches, "
            f"{len(self.regions.regions)} regions; {prompts}>"
        )

    def painted(
        self,
        prompt_index: int,
        level: int | None = None,
        output_hw: tuple[int, int] | None = None,
        *,
        whole_patches: bool = False,
    ) -> np.ndarray:
        """A map as it lies over the image, one value per pixel.

        Args:
            prompt_index: whose map.
            level: a scale of ``levels``; the fused ``heatmap`` when None.
            output_hw: size of the result, which always spans the whole image; the source size when None.
            whole_patches: one value per patch, as it was computed.

        Returns:
            float32 (height, width) in [0, 1]; NaN where the model never saw the image.
        """
        painter, grid_map = (
            (self.map_painter, self.heatmap[prompt_index])
            if level is None
            else (self.level_painter, self.levels[prompt_index, level])
        )
        return painter.in_whole_patches(whole_patches).paint(grid_map, output_hw)

    @cached_property
    def level_painter(self) -> MapPainter:
        """How ``levels`` are laid over the image.

        Explanations made before a parameter of it was there were painted evenly, and still are.
        """
        parameters = dict(self.parameters)
        reach, colours = min(int(parameters.get("edge_reach", 0)), MOST_REACH), self.cell_colours
        edges = None if colours is None else edges_within(reach, colours, self.geometry)
        degree = max(1.0, float(parameters.get("interpolation_degree", 1.0)))
        return MapPainter(self.geometry, degree, edges)

    @cached_property
    def map_painter(self) -> MapPainter:
        """How ``heatmap`` and ``signed`` are laid over the image: evenly unless the hierarchy made them."""
        return self.level_painter if self.request.method in HIERARCHY_METHODS else self.even_painter

    @property
    def even_painter(self) -> MapPainter:
        """How single blocks are laid over the image."""
        return MapPainter(self.geometry)

    def graph(self, prompt_index: int, level: int) -> RelationGraph:
        """The relation graph of one prompt at one level.

        Raises:
            KeyError: no such graph.
        """
        for graph in self.graphs:
            if graph.prompt_index == prompt_index and graph.level == level:
                return graph
        raise KeyError(
            f"no graph of prompt {prompt_index} at level {level}; found {len(self.prompts)} prompts and "
            f"{len(self.regions.level_names)} levels, both counted from 0"
        )

    def arrays(self) -> dict[str, np.ndarray]:
        """The arrays under their public names (those of ``maps.npz``, plus the two weight tables)."""
        return {
            "heatmap": self.heatmap,
            "signed": self.signed,
            "layers": self.layers,
            "levels": self.levels,
            "region_labels": self.regions.labels,
            "layer_weights": self.layer_weights,
            "scale_weights": self.scale_weights,
        } | ({} if self.cell_colours is None else {"cell_colours": self.cell_colours})

    def worst_verdict(self, prompt_index: int) -> str:
        """The most serious verdict among a prompt's checks: ``fail`` > ``warn`` > ``pass`` > ``not_run``."""
        return most_serious(check.verdict for check in self.checks[prompt_index])


def most_serious(verdicts: Iterable[str]) -> str:
    """The most serious of several verdicts of trust checks; ``not_run`` when there are none."""
    given = set(verdicts)
    return next((verdict for verdict in ("fail", "warn", "pass") if verdict in given), "not_run")
