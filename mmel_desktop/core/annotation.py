"""A reviewer's mark on an image: where, what kind of failure, how bad, how sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mmel_desktop.core.taxonomy import TAXONOMY_VERSION

GEOMETRY_KINDS = ("box", "polygon", "point", "region", "edge", "image")


@dataclass(frozen=True)
class Geometry:
    """Where an annotation lies, in source image pixels.

    Attributes:
        kind: ``box``, ``polygon``, ``point``, ``region`` (outline copied from a region), ``edge`` (a place
            inside each of two regions) or ``image`` (the whole image, no points).
        rings: ``box``: one ring of its two opposite corners (x0, y0), (x1, y1); ``polygon`` and ``region``:
            outer ring then holes; ``point``: one ring of one point; ``edge``: one ring of two points.
        explanation_id, level, region_ids: for ``region`` and ``edge``: what it was taken from.
    """

    kind: str
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    explanation_id: str = ""
    level: int = -1
    region_ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in GEOMETRY_KINDS:
            raise ValueError(f"geometry kind {self.kind!r}; expected one of {', '.join(GEOMETRY_KINDS)}")

    @classmethod
    def box(cls, x0: float, y0: float, x1: float, y1: float) -> Geometry:
        """An upright rectangle; corners in any order."""
        return cls("box", (((min(x0, x1), min(y0, y1)), (max(x0, x1), max(y0, y1))),))

    @property
    def bounding_box_xyxy_px(self) -> tuple[float, float, float, float] | None:
        """Smallest upright rectangle around it; None for ``image``."""
        points = [point for ring in self.rings for point in ring]
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def call_out_xy_px(self) -> tuple[float, float] | None:
        """Where its number stands: its own point nearest to the upper left corner; None for ``image``.

        The corner of the bounding box may lie on something else, which the number would then seem to mean.
        """
        return min((point for ring in self.rings for point in ring), key=sum, default=None)


@dataclass(frozen=True)
class Annotation:
    """A marked failure (or a marked non-failure). Codes are those of the session's taxonomy.

    Attributes:
        annotation_id: never reused.
        image_id: the image it lies on.
        number: call-out number, unique in the session, shown on the canvas and in the report.
        geometry: where.
        prompt: the prompt it concerns; may be empty.
        effect: one code of ``EFFECTS``, or of the effects that a team added.
        triggers: codes of ``TRIGGERS``, or a team's own.
        evidence: codes of ``EVIDENCE``, or a team's own.
        causal_status, confidence, status, severity: one code each.
        use_context, consequence: what the severity refers to, in words.
        comment: free text, plain.
        taxonomy: name and version of the taxonomy the codes belong to.
        created_by, created_utc: filled by the store.
    """

    annotation_id: str
    image_id: str
    number: int
    geometry: Geometry
    prompt: str = ""
    effect: str = "A12"
    triggers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    causal_status: str = "hypothesis"
    confidence: str = "medium"
    status: str = "open"
    severity: str = "not_assessed"
    use_context: str = ""
    consequence: str = ""
    comment: str = ""
    taxonomy: str = TAXONOMY_VERSION
    created_by: str = ""
    created_utc: str = field(default="")


def annotation_to_json(annotation: Annotation) -> dict[str, Any]:
    """JSON-ready form; :func:`annotation_from_json` reads it back."""
    return {
        "annotation_id": annotation.annotation_id,
        "image_id": annotation.image_id,
        "number": annotation.number,
        "geometry": {
            "kind": annotation.geometry.kind,
            "rings": [[list(point) for point in ring] for ring in annotation.geometry.rings],
            "explanation_id": annotation.geometry.explanation_id,
            "level": annotation.geometry.level,
            "region_ids": list(annotation.geometry.region_ids),
        },
        "prompt": annotation.prompt,
        "effect": annotation.effect,
        "triggers": list(annotation.triggers),
        "evidence": list(annotation.evidence),
        "causal_status": annotation.causal_status,
        "confidence": annotation.confidence,
        "status": annotation.status,
        "severity": annotation.severity,
        "use_context": annotation.use_context,
        "consequence": annotation.consequence,
        "comment": annotation.comment,
        "taxonomy": annotation.taxonomy,
        "created_by": annotation.created_by,
        "created_utc": annotation.created_utc,
    }


def annotation_from_json(entry: Mapping[str, Any]) -> Annotation:
    """Inverse of :func:`annotation_to_json`."""
    geometry = entry["geometry"]
    plain = {key: entry[key] for key in entry if key not in {"geometry", "triggers", "evidence"}}
    return Annotation(
        geometry=Geometry(
            geometry["kind"],
            tuple(tuple((point[0], point[1]) for point in ring) for ring in geometry["rings"]),
            geometry["explanation_id"],
            geometry["level"],
            tuple(geometry["region_ids"]),
        ),
        triggers=tuple(entry["triggers"]),
        evidence=tuple(entry["evidence"]),
        **plain,
    )
