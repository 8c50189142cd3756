"""How an explanation is made, step by step, from the image that is set and a request."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.core.explanation import (
    HIERARCHY_METHODS,
    Explanation,
    ExplanationRequest,
    PromptResult,
    TrustCheck,
)
from mmel_desktop.core.identity import utc_now
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.core.region_tree import RegionTree
from mmel_desktop.core.relation_graph import RelationGraph
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.current_image import CurrentImage, SeenImage
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.numpy_threads import one_numpy_thread
from mmel_desktop.engine.painted_maps import PaintedMaps, as_grids, paint, repaint
from mmel_desktop.engine.preprocessing import PreparedImage
from mmel_desktop.engine.probe_refinement import refine_maps
from mmel_desktop.engine.region_support import painted_support, prompt_support
from mmel_desktop.engine.regions import build_region_tree
from mmel_desktop.engine.relations import build_graphs
from mmel_desktop.engine.request_rules import check_request
from mmel_desktop.engine.run_conditions import notes_for_reader, provenance_of
from mmel_desktop.engine.semantic_hierarchy import (
    LEVEL_NAMES,
    ImageRelations,
    above_other_prompts,
    align_patches,
    fuse,
)
from mmel_desktop.engine.text_tower import TextRecord
from mmel_desktop.engine.trust_checks import run_checks


@one_numpy_thread()
@torch.no_grad()
def make_explanation(
    model: ExplainedModel,
    image: CurrentImage,
    request: ExplanationRequest,
    progress: ProgressListener,
    cancel: CancelToken,
) -> Explanation:
    """Answer a request about an image.

    Args:
        model: that is explained.
        image: that is set.
        request: what is asked.
        progress: told before every step.
        cancel: checked before every step.

    Raises:
        BadInputError: a bad prompt, method, view or parameter.
        OperationCancelled: cancelled between two steps.
    """
    check_request(request)
    settings = HierarchySettings.from_parameters(request.parameters)
    started = utc_now()
    refining = len(request.prompts) if request.method == "mmel-refined" else 0
    steps = 4 + refining + request.run_checks

    def step(done: int, what: str) -> None:
        cancel.raise_if_cancelled()
        progress(ProgressReport(done, steps, what))

    step(0, "reading the image")
    seen = image.seen_by(model, request.view)
    prepared, tower, record = seen.prepared, seen.tower, seen.record
    step(1, "reading the prompts")
    text_record = model.read_prompts(request.prompts)
    text = text_record.embeddings
    step(2, "attributing the score")
    attribution = _attribute(tower, request.method, prepared, record, text)
    relations = seen.relations(model.layer_weights, settings)
    hierarchy = fuse(attribution, model.layer_weights, relations, record.grid_hw, settings)
    maps = paint(request.method, attribution, hierarchy, tower, record, text)
    if refining:
        what = "asking the model about regions, prompt {} of {}"
        refined = refine_maps(
            tower,
            record,
            text,
            hierarchy.positive,
            seen.object_similarity,
            settings.interpolation_degree,
            lambda prompt: step(3 + prompt, what.format(prompt + 1, refining)),
        )
        maps = repaint(maps, refined, hierarchy.negative)
    step(3 + refining, "finding regions and relations")
    scores = (record.unit_embedding.float() @ text.T).cpu().numpy()
    probabilities = model.softmax(scores)
    tree, graphs = _regions_and_graphs(
        seen, text, request.method, attribution, maps, relations, probabilities
    )
    checks: tuple[tuple[TrustCheck, ...], ...] = tuple(() for _ in request.prompts)
    if request.run_checks:
        step(4 + refining, "checking whether it can be trusted")
        checks = run_checks(
            tower,
            model.randomised_for(prepared),
            prepared.pixels,
            record,
            text,
            attribution,
            maps.heatmap.reshape(len(text), -1),
            request.seed,
        )
    progress(ProgressReport(steps, steps, "done"))
    notes = notes_for_reader(model, request.method, prepared, record, text_record)
    return Explanation(
        request=request,
        geometry=prepared.geometry,
        prompts=_prompt_results(model, text_record, record, scores, probabilities, maps.found),
        heatmap=maps.heatmap,
        signed=maps.signed,
        layers=as_grids(attribution.patches, record.grid_hw),
        levels=maps.levels,
        layer_weights=np.asarray(model.layer_weights.cpu().numpy(), dtype=np.float32),
        scale_weights=np.asarray(hierarchy.scale_weights.cpu().numpy(), dtype=np.float32),
        regions=tree,
        graphs=graphs,
        checks=checks,
        cell_colours=seen.cell_colours,
        provenance=provenance_of(model, image.identity, request, started, notes),
        parameters=settings.as_parameters(),
    )


def _attribute(
    tower: ImageTower, method: str, prepared: PreparedImage, record: TowerRecord, text: Tensor
) -> Attribution:
    """The contributions a method is built on."""
    if method == "full":
        return tower.full(prepared.pixels, record, text)
    if method == "direct":
        return tower.direct(record, text)
    return tower.attribute(prepared.pixels, record, text)


def _regions_and_graphs(
    seen: SeenImage,
    text: Tensor,
    method: str,
    attribution: Attribution,
    maps: PaintedMaps,
    relations: ImageRelations,
    probabilities: np.ndarray,
) -> tuple[RegionTree, tuple[RelationGraph, ...]]:
    """The tree of regions and the relations in it, from what supports each prompt."""
    prompts = (
        prompt_support(attribution, probabilities)
        if method in HIERARCHY_METHODS
        else painted_support(maps.signed.reshape(len(text), -1), probabilities)
    )
    tree = build_region_tree(
        seen.object_similarity,
        prompts,
        above_other_prompts(align_patches(seen.patch_embeddings, text)).cpu().numpy(),
        seen.prepared.geometry,
        LEVEL_NAMES,
        seen.cell_affinity,
    )
    attention = relations.attention.cpu().numpy()
    return tree, build_graphs(tree, seen.object_similarity, attention, prompts.support)


def _prompt_results(
    model: ExplainedModel,
    text: TextRecord,
    record: TowerRecord,
    scores: np.ndarray,
    probabilities: np.ndarray,
    found: list[bool],
) -> tuple[PromptResult, ...]:
    words = model.text_tower.attribute_words(text, record.unit_embedding)
    results = []
    for index, tokenized in enumerate(text.tokenized):
        results.append(
            PromptResult(
                text=tokenized.text,
                token_count=tokenized.token_count,
                truncated=tokenized.truncated,
                score=float(scores[index]),
                softmax=float(probabilities[index]),
                words=words[index],
                evidence_found=found[index],
            )
        )
    return tuple(results)
