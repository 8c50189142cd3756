"""An :class:`Explanation` as a JSON document plus arrays, and back again.

The document is what ``explanation.json`` holds and what the session file stores; its schema is public. Arrays
travel beside it (``maps.npz`` or content-addressed blobs) and are named in ``arrays`` with their hashes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mmel_desktop.core.canonical import array_sha256
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.explanation import (
    EXPLANATION_SCHEMA,
    Explanation,
    ExplanationRequest,
    PromptResult,
    Provenance,
    TrustCheck,
    WordAttribution,
)
from mmel_desktop.core.identity import ImageIdentity, ModelIdentity
from mmel_desktop.core.image_cells import MOST_CELLS_ALONG_A_PATCH
from mmel_desktop.core.region_tree import Region, RegionTree
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.errors import BadInputError

Document = dict[str, Any]


def to_document(explanation: Explanation) -> Document:
    """Everything but the array contents, as JSON-ready values (finite floats only)."""
    return {
        "schema": EXPLANATION_SCHEMA,
        "image": _image_document(explanation.provenance.image),
        "model": _model_document(explanation.provenance.model),
        "method": {"name": explanation.request.method, "parameters": dict(explanation.parameters)},
        "request": {
            "run_checks": explanation.request.run_checks,
            "seed": explanation.request.seed,
            "parameters": dict(explanation.request.parameters),
        },
        "view": {
            "name": explanation.request.view,
            "box_xyxy_px": list(explanation.geometry.box_xyxy_px),
            "grid_hw": list(explanation.geometry.grid_hw),
            "image_hw": list(explanation.geometry.image_hw),
        },
        "prompts": [_prompt_document(prompt) for prompt in explanation.prompts],
        "layer_weights": [float(weight) for weight in explanation.layer_weights],
        "scale_weights": [[float(weight) for weight in row] for row in explanation.scale_weights],
        "level_names": list(explanation.regions.level_names),
        "regions": [_region_document(region) for region in explanation.regions.regions],
        "graph": [_prompt_graph_document(explanation, index) for index in range(len(explanation.prompts))],
        "checks": [[_check_document(check) for check in checks] for checks in explanation.checks],
        "provenance": _provenance_document(explanation.provenance),
        "arrays": {
            name: {"dtype": array.dtype.str, "shape": list(array.shape), "sha256": array_sha256(array)}
            for name, array in explanation.arrays().items()
        },
    }


def from_document(document: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Explanation:
    """Rebuild the explanation; the arrays must be those the document names.

    Raises:
        BadInputError: unknown schema, or an array is missing or differs from its hash.
    """
    if document.get("schema") != EXPLANATION_SCHEMA:
        raise BadInputError(
            "cannot read an explanation",
            found=f"schema {document.get('schema')!r}",
            expected=repr(EXPLANATION_SCHEMA),
            action="open it with the version of MMEL Desktop that wrote it",
        )
    _refuse_other_arrays(document["arrays"], arrays)
    view = document["view"]
    return Explanation(
        request=_read_request(document),
        geometry=GridGeometry(_pair(view["image_hw"]), _box(view["box_xyxy_px"]), _pair(view["grid_hw"])),
        prompts=tuple(_read_prompt(prompt) for prompt in document["prompts"]),
        heatmap=arrays["heatmap"],
        signed=arrays["signed"],
        layers=arrays["layers"],
        levels=arrays["levels"],
        layer_weights=arrays["layer_weights"],
        scale_weights=arrays["scale_weights"],
        regions=RegionTree(
            tuple(document["level_names"]),
            arrays["region_labels"],
            tuple(_read_region(region) for region in document["regions"]),
        ),
        graphs=tuple(
            graph for index, entry in enumerate(document["graph"]) for graph in _read_graphs(index, entry)
        ),
        checks=tuple(tuple(_read_check(check) for check in checks) for checks in document["checks"]),
        provenance=_read_provenance(document),
        parameters=tuple(document["method"]["parameters"].items()),
        cell_colours=_cell_colours(arrays, _pair(view["grid_hw"])),
    )


def _refuse_other_arrays(named: Mapping[str, Document], arrays: Mapping[str, np.ndarray]) -> None:
    for name, facts in named.items():
        if name not in arrays or array_sha256(arrays[name]) != facts["sha256"]:
            raise BadInputError(
                f"array {name!r} of an explanation is missing or was changed",
                expected=f"SHA-256 {facts['sha256'][:16]}…",
                action="explain the image again",
            )


def _read_request(document: Mapping[str, Any]) -> ExplanationRequest:
    return ExplanationRequest(
        prompts=tuple(prompt["text"] for prompt in document["prompts"]),
        method=document["method"]["name"],
        view=document["view"]["name"],
        seed=document["request"]["seed"],
        run_checks=document["request"]["run_checks"],
        parameters=tuple(document["request"]["parameters"].items()),
    )


def _provenance_document(provenance: Provenance) -> Document:
    """Image and model stand in parts of their own."""
    return {
        "versions": dict(provenance.versions),
        "device": provenance.device,
        "dtype": provenance.dtype,
        "seed": provenance.seed,
        "deterministic": provenance.deterministic,
        "started": provenance.started_utc,
        "finished": provenance.finished_utc,
        "calibration": provenance.calibration,
        "notes": list(provenance.notes),
    }


def _read_provenance(document: Mapping[str, Any]) -> Provenance:
    entry = document["provenance"]
    return Provenance(
        image=_read_image(document["image"]),
        model=_read_model(document["model"]),
        versions=tuple(entry["versions"].items()),
        device=entry["device"],
        dtype=entry["dtype"],
        seed=entry["seed"],
        deterministic=entry["deterministic"],
        started_utc=entry["started"],
        finished_utc=entry["finished"],
        calibration=entry["calibration"],
        notes=tuple(entry["notes"]),
    )


def _image_document(image: ImageIdentity) -> Document:
    return {
        "name": image.name,
        "file_sha256": image.file_sha256,
        "rgb_sha256": image.rgb_sha256,
        "width": image.width_px,
        "height": image.height_px,
    }


def _read_image(entry: Document) -> ImageIdentity:
    return ImageIdentity(
        entry["name"], entry["file_sha256"], entry["rgb_sha256"], entry["width"], entry["height"]
    )


def _model_document(model: ModelIdentity) -> Document:
    return {
        "spec": model.spec,
        "architecture": model.architecture,
        "source": model.source,
        "sha256": model.sha256,
        "files": [{"name": name, "sha256": digest} for name, digest in model.files],
        "parameters": model.parameters,
        "random_weights": model.random_weights,
    }


def _read_model(entry: Document) -> ModelIdentity:
    return ModelIdentity(
        entry["spec"],
        entry["architecture"],
        entry["source"],
        entry["sha256"],
        tuple((file["name"], file["sha256"]) for file in entry["files"]),
        entry["parameters"],
        entry["random_weights"],
    )


def _cell_colours(arrays: Mapping[str, np.ndarray], grid_hw: tuple[int, int]) -> np.ndarray | None:
    """The image in cells, which explanations made before there was such a thing do not have."""
    colours = arrays.get("cell_colours")
    if colours is None:
        return None
    rows, columns = grid_hw
    sizes = [(rows * cells, columns * cells, 3) for cells in range(1, MOST_CELLS_ALONG_A_PATCH + 1)]
    if colours.dtype != np.uint8 or colours.shape not in sizes:
        raise BadInputError(
            "array 'cell_colours' of an explanation does not fit its patches",
            found=f"{colours.dtype} {colours.shape}",
            expected=f"uint8 ({rows} · S, {columns} · S, 3) with S from 1 to {MOST_CELLS_ALONG_A_PATCH}",
            action="explain the image again",
        )
    return colours


def _prompt_document(prompt: PromptResult) -> Document:
    return {
        "text": prompt.text,
        "token_count": prompt.token_count,
        "tokens": [word.word for word in prompt.words],
        "truncated": prompt.truncated,
        "score": prompt.score,
        "softmax": prompt.softmax,
        "evidence_found": prompt.evidence_found,
        "word_attribution": [
            {"word": word.word, "weight": word.weight, "signed": word.signed, "seen": word.seen}
            for word in prompt.words
        ],
    }


def _read_prompt(entry: Document) -> PromptResult:
    words = tuple(
        WordAttribution(word["word"], word["weight"], word["signed"], word["seen"])
        for word in entry["word_attribution"]
    )
    return PromptResult(
        text=entry["text"],
        token_count=entry["token_count"],
        truncated=entry["truncated"],
        score=entry["score"],
        softmax=entry["softmax"],
        words=words,
        evidence_found=entry["evidence_found"],
    )


def _region_document(region: Region) -> Document:
    return {
        "id": region.region_id,
        "level": region.level,
        "label": region.label,
        "parent": region.parent,
        "polygon": [[list(point) for point in ring] for ring in region.outline],
        "centroid": list(region.centroid_xy_px),
        "area": region.area_px,
        "patch_count": region.patch_count,
        "share": list(region.shares),
        "alignment": list(region.alignments),
    }


def _read_region(entry: Document) -> Region:
    return Region(
        region_id=entry["id"],
        level=entry["level"],
        label=entry["label"],
        parent=entry["parent"],
        outline=tuple(tuple((point[0], point[1]) for point in ring) for ring in entry["polygon"]),
        centroid_xy_px=(entry["centroid"][0], entry["centroid"][1]),
        area_px=entry["area"],
        patch_count=entry["patch_count"],
        shares=tuple(entry["share"]),
        alignments=tuple(entry["alignment"]),
    )


def _prompt_graph_document(explanation: Explanation, prompt_index: int) -> Document:
    graphs = [graph for graph in explanation.graphs if graph.prompt_index == prompt_index]
    return {
        "nodes": [{"id": node, "level": graph.level} for graph in graphs for node in graph.nodes],
        "edges": [
            {
                "level": graph.level,
                "source": edge.source,
                "target": edge.target,
                "semantic": edge.semantic,
                "attention": edge.attention,
                "interaction": edge.interaction,
            }
            for graph in graphs
            for edge in graph.edges
        ],
    }


def _read_graphs(prompt_index: int, entry: Document) -> list[RelationGraph]:
    levels = sorted({node["level"] for node in entry["nodes"]})
    return [
        RelationGraph(
            prompt_index,
            level,
            tuple(node["id"] for node in entry["nodes"] if node["level"] == level),
            tuple(
                RelationEdge(
                    edge["source"], edge["target"], edge["semantic"], edge["attention"], edge["interaction"]
                )
                for edge in entry["edges"]
                if edge["level"] == level
            ),
        )
        for level in levels
    ]


def _check_document(check: TrustCheck) -> Document:
    return {
        "name": check.name,
        "value": check.value,
        "threshold": check.threshold,
        "passes_when": check.passes_when,
        "verdict": check.verdict,
        "explanation": check.explanation,
    }


def _read_check(entry: Document) -> TrustCheck:
    return TrustCheck(
        entry["name"],
        entry["value"],
        entry["threshold"],
        entry["passes_when"],
        entry["verdict"],
        entry["explanation"],
    )


def _pair(values: list[int]) -> tuple[int, int]:
    return values[0], values[1]


def _box(values: list[float]) -> tuple[float, float, float, float]:
    return values[0], values[1], values[2], values[3]
