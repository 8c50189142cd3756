"""What a session holds, as the store hands it out: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass

from mmel_desktop.core.identity import Actor, ImageIdentity


@dataclass(frozen=True)
class SessionInfo:
    """The session itself.

    Attributes:
        session_id: UUID.
        name, purpose: as the analyst named it.
        created_utc: ISO 8601.
        created_by: who created it.
        schema_version: version of the file format, of the file itself also where it is read through a copy.
        model_spec: model the session reviews, e.g. ``demo``.
        prompts: the session's current prompts, in order.
        method, view: how explanations are made unless told otherwise.
        signed_off: True when the last act on it was a sign-off.
        read_only: True when this process may not write it.
        read_only_reason: why, in words; empty when writable.
        form_note: that the file has an older format, in words, where it is read through an upgraded copy and
            left unchanged; else empty.
        upgrade_note: that opening it has just upgraded it, in words, and which backup was made before; else
            empty.
        sqlite_version: library that wrote it.
    """

    session_id: str
    name: str
    purpose: str
    created_utc: str
    created_by: Actor
    schema_version: int
    model_spec: str
    prompts: tuple[str, ...]
    method: str
    view: str
    signed_off: bool
    read_only: bool
    read_only_reason: str
    sqlite_version: str
    form_note: str = ""
    upgrade_note: str = ""


@dataclass(frozen=True)
class ImageRecord:
    """An image of the session.

    Attributes:
        image_id: never reused.
        position: order in the gallery, from 0.
        identity: name, hashes and size.
        path: where it was when imported (absolute; may have moved since).
        file_size_bytes, detected_format, mode, exif_orientation, frame_index, frame_count: facts of the file.
        conversions: what was done to get 8-bit RGB, in words.
    """

    image_id: str
    position: int
    identity: ImageIdentity
    path: str
    file_size_bytes: int
    detected_format: str
    mode: str
    exif_orientation: int
    frame_index: int
    frame_count: int
    conversions: tuple[str, ...]


@dataclass(frozen=True)
class RunRecord:
    """One run of the engine on one image, finished or not.

    Attributes:
        run_id: never reused; also the explanation's id when ``status`` is ``finished``.
        image_id: the image explained.
        status: ``finished``, ``failed`` or ``cancelled``.
        prompts, method, view: what was asked.
        scores: cosine per prompt; empty unless finished.
        softmaxes: softmax per prompt; empty unless finished.
        worst_verdicts: per prompt the most serious verdict of the trust checks; empty unless finished.
        message: why it failed; empty otherwise.
        finished_utc: when it ended.
        model_sha256: hash of the model that answered; empty unless finished.
        for_comparison: it was made to be compared with, and is never the answer of its image.
    """

    run_id: str
    image_id: str
    status: str
    prompts: tuple[str, ...]
    method: str
    view: str
    scores: tuple[float, ...]
    softmaxes: tuple[float, ...]
    worst_verdicts: tuple[str, ...]
    message: str
    finished_utc: str
    model_sha256: str = ""
    for_comparison: bool = False


@dataclass(frozen=True)
class ImageReview:
    """The human judgement of one image.

    Attributes:
        image_id: the image.
        verdict: code of ``REVIEW_VERDICTS``.
        agrees: whether the reviewer agrees with the model; None while undecided.
        rationale, notes: free text.
        confidence: code of ``CONFIDENCES``.
        judged_blind: True when the verdict was given before the explanation was shown.
        reviewer, reviewed_utc: filled by the store.
    """

    image_id: str
    verdict: str = "unreviewed"
    agrees: bool | None = None
    rationale: str = ""
    notes: str = ""
    confidence: str = "medium"
    judged_blind: bool = False
    reviewer: str = ""
    reviewed_utc: str = ""


@dataclass(frozen=True)
class DisplaySettings:
    """What the reviewer actually saw; kept with the case so that the report shows the same.

    Attributes:
        prompt_index, level: selected prompt and region level (-1: the fused map).
        opacity: of the heat layer, 0..1.
        threshold: heat below it is transparent, 0..1.
        colour_map: name known to :mod:`mmel_desktop.core.heatmap`.
        show_regions, show_relations: overlays.
        whole_patches: heat is painted with one value per patch instead of smoothly.
        relation_kind: ``semantic``, ``attention`` or ``interaction``.
        relations_per_region: how many of its strongest relations each region may show.
        relation_minimum: relations weaker than this are not shown, 0..1.
    """

    prompt_index: int = 0
    level: int = -1
    opacity: float = 0.6
    threshold: float = 0.03
    colour_map: str = "inferno"
    show_regions: bool = True
    show_relations: bool = True
    relation_kind: str = "semantic"
    relations_per_region: int = 3
    relation_minimum: float = 0.0
    whole_patches: bool = False


@dataclass(frozen=True)
class NextStep:
    """The edit that an undo or a redo would be about.

    Attributes:
        author: who made it.
        image_ids: every image concerned; empty when the session itself was changed.
    """

    author: str
    image_ids: tuple[str, ...]


@dataclass(frozen=True)
class EditOutcome:
    """What an undo or a redo changed, so that only the affected views refresh.

    Attributes:
        image_id: the image concerned; empty when the session itself changed.
        entity: ``annotation``, ``review`` or ``session``.
        entity_id: id of the annotation, the reviewed image or the session.
        text: the edit in words for a menu or a status line, e.g. "add annotation 3 on street.png".
        image_ids: every image concerned: an import of annotations is one edit on many; ``image_id`` first.
    """

    image_id: str
    entity: str
    entity_id: str
    text: str
    image_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Something a verification found.

    Attributes:
        severity: ``broken`` (the record is not intact), ``warning`` (it is intact in itself, but may not be
            the one that is meant) or ``note`` (worth knowing).
        where: table, page or file, and which entry.
        message: what was expected and what was found.
    """

    severity: str
    where: str
    message: str


@dataclass(frozen=True)
class VerificationResult:
    """Outcome of verifying a session or a report.

    Attributes:
        subject: file that was verified.
        findings: everything worth saying; intact when none is ``broken``.
        facts: (name, value) pairs for the reader, e.g. entries checked, chain head.
    """

    subject: str
    findings: tuple[Finding, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def intact(self) -> bool:
        """True when nothing is broken."""
        return all(finding.severity != "broken" for finding in self.findings)

    @property
    def passed(self) -> bool:
        """True when it is intact and nothing warns that it may be another record than the one meant."""
        return self.intact and all(finding.severity != "warning" for finding in self.findings)
