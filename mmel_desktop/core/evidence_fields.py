"""The fields of the record by kind of thing: what its audit trail must account for."""

from __future__ import annotations

from typing import Any

from mmel_desktop.core.audit_event import AuditEvent

EVIDENCE_FIELDS: dict[str, tuple[str, ...]] = {
    "session": (
        *("session_id", "name", "purpose", "created_utc", "created_by"),
        *("model_spec", "prompts", "method", "view", "signed_off"),
    ),
    "image": (
        *("image_id", "position", "name", "file_sha256", "rgb_sha256", "width_px", "height_px", "path"),
        *("file_size_bytes", "detected_format", "mode", "exif_orientation", "frame_index", "frame_count"),
        "conversions",
    ),
    "run": (
        *("ordinal", "run_id", "image_id", "status", "prompts", "method", "view", "request", "scores"),
        *("softmaxes", "worst_verdicts", "model_sha256", "message", "finished_utc", "document_sha256"),
        *("arrays", "for_comparison"),
    ),
    "annotation": (
        *("annotation_id", "image_id", "number", "geometry", "prompt", "effect", "triggers", "evidence"),
        *("causal_status", "confidence", "status", "severity", "use_context", "consequence", "comment"),
        *("taxonomy", "created_by", "created_utc", "deleted"),
    ),
    "review": (
        *("image_id", "verdict", "agrees", "rationale", "notes", "confidence", "judged_blind"),
        *("reviewer", "reviewed_utc"),
    ),
}
"""As the store's tables have them; a test holds the two together."""

ADDED_LATER: dict[str, dict[str, Any]] = {"run": {"for_comparison": False}}
"""Fields that a later version added, with what they are where an entry of an earlier one is silent."""


def changed_evidence(event: AuditEvent) -> set[str]:
    """The fields of the record that an entry changes; what else it tells is no field of anything."""
    return {change.field for change in event.changes}.intersection(EVIDENCE_FIELDS.get(event.entity, ()))
