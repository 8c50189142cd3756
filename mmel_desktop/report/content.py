"""What the report says: plain values read from a case, image by image.

The report room does not know the store; it reads through :class:`CaseReader`, which the store fulfils.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from mmel_desktop.core import case as recorded
from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.audit_event import Anchor, AuditEvent
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview, RunRecord, SessionInfo
from mmel_desktop.core.explanation import Explanation, TrustCheck
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.measured_probes import MeasuredProbes
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.session_charts import ChartCounts
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.core.taxonomy import NO_FAILURE
from mmel_desktop.errors import ImageInputError
from mmel_desktop.report.record_history import (
    DeletedAnnotation,
    LaterChange,
    RecordHistory,
    read_history,
)


class CaseReader(Protocol):
    """What a report needs to ask of a case. Nothing here changes the case."""

    def session(self) -> SessionInfo:
        """The session itself."""

    def display(self) -> DisplaySettings:
        """What the reviewer saw."""

    def images(self) -> tuple[ImageRecord, ...]:
        """All images, in gallery order."""

    def runs(self, image_id: str | None = None) -> tuple[RunRecord, ...]:
        """Every run of an image (of all images when None), oldest first."""

    def explanation(self, run_id: str) -> Explanation:
        """The result of a finished run."""

    def annotations(self, image_id: str | None = None) -> tuple[Annotation, ...]:
        """Annotations that were not deleted."""

    def reviews(self) -> dict[str, ImageReview]:
        """Human judgements by image id."""

    def audit_events(self, after_sequence: int = 0) -> tuple[AuditEvent, ...]:
        """The audit trail, oldest first."""

    def anchor(self) -> Anchor:
        """Head of the audit trail."""


@dataclass(frozen=True)
class CaseHeader:
    """What the whole report refers to, read once.

    Attributes:
        session, display: as in the case.
        anchor: head of the audit trail the report was made from; its time is that of the head entry, so that
            the same record gives the same report.
        images: every image.
        reviews: by image id; images without a judgement are missing.
        history: what only the audit trail tells.
    """

    session: SessionInfo
    display: DisplaySettings
    anchor: Anchor
    images: tuple[ImageRecord, ...]
    reviews: dict[str, ImageReview]
    history: RecordHistory


@dataclass(frozen=True)
class ImageCase:
    """Everything the report says about one image.

    Attributes:
        number: 1, 2, 3, … in gallery order.
        record: the image.
        runs: every run, oldest first.
        shown_run: the newest finished run, whose explanation is printed; None when there is none. Runs made
            for comparison are only listed.
        explanation: of ``shown_run``.
        review: the human judgement (``unreviewed`` when none was given).
        annotations: by number.
        rgb: uint8 (H, W, 3) pixels as they were when imported; None when they cannot be had.
        picture_problem: why ``rgb`` is None, in words; empty otherwise.
        file_change: what is different about the file although its pixels are the same; empty otherwise.
        has_probe: whether a region was ever removed or kept alone in any run of this image.
        probes: what was measured of ``shown_run`` by removing and keeping regions.
        opinions: further reviewers' verdicts.
        review_change: that the verdict was changed after it was given.
        annotation_changes: the same by annotation id.
        deleted: annotations that were taken back.
    """

    number: int
    record: ImageRecord
    runs: tuple[RunRecord, ...]
    shown_run: RunRecord | None
    explanation: Explanation | None
    review: ImageReview
    annotations: tuple[Annotation, ...]
    rgb: np.ndarray | None = field(repr=False)
    picture_problem: str
    probes: MeasuredProbes = field(default_factory=MeasuredProbes)
    opinions: tuple[SecondOpinion, ...] = ()
    review_change: LaterChange | None = None
    annotation_changes: Mapping[str, LaterChange] = field(default_factory=dict)
    deleted: tuple[DeletedAnnotation, ...] = ()
    file_change: str = ""
    has_probe: bool = False

    @property
    def last_run(self) -> RunRecord | None:
        """The newest run, finished or not, that was to answer for the image; None when there is none."""
        return next((run for run in reversed(self.runs) if not run.for_comparison), None)

    @property
    def status(self) -> str:
        """``explained``, ``failed``, ``cancelled`` or ``not explained``."""
        if self.shown_run is not None:
            return "explained"
        return self.last_run.status if self.last_run is not None else "not explained"


UNPROBED = "hypothesis"
"""The causal status of a mark that claims no probe."""


@dataclass(frozen=True)
class Finding:
    """A marked failure and where it stands; ``has_probe`` is that of its image."""

    image_number: int
    image_name: str
    annotation: Annotation
    has_probe: bool = False

    @property
    def only_claimed(self) -> bool:
        """Whether its cause is said to be probed, although no probe of the image is on record."""
        return self.annotation.causal_status != UNPROBED and not self.has_probe


@dataclass
class CaseTotals:
    """Counts and figures gathered while the images pass by; small however many images there are.

    Attributes:
        statuses, verdicts, agreement: number of images by status, by human verdict code, by ``agrees``.
        effects: number of annotations by (effect code, severity code).
        causes: number of failure annotations by causal status.
        oversight: number of judged images by (judged blind, agrees).
        check_verdicts: by check name, number of (image, prompt) pairs by verdict.
        check_meanings: by check name, one check as an example of its limit and its sentence.
        charts: what the charts count.
        models: every model that was used, by hash.
        methods: every (method, view) that was used.
        versions: package versions the runs were made with.
        calibrations: names of the layer weights used.
        pictures_missing: images whose file vanished or changed.
        without_evidence: (image, prompt) pairs with no evidence found.
        annotations: how many.
        probed: images of which a region was removed or kept alone.
        claimed: failure annotations whose cause is said to be probed, on images without a probe on record.
        files_changed: images whose file changed since import, its pixels aside.
        differences: statements about images that the audit trail gives otherwise.
        session_differences: the same of the session and its list of images.
        findings: every annotation that marks a failure, for the list of findings.
        record_check: whether the record held when the report was begun.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    agreement: Counter[bool | None] = field(default_factory=Counter)
    effects: Counter[tuple[str, str]] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    oversight: Counter[tuple[bool, bool | None]] = field(default_factory=Counter)
    check_verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    check_meanings: dict[str, TrustCheck] = field(default_factory=dict)
    charts: ChartCounts = field(default_factory=ChartCounts)
    models: dict[str, ModelIdentity] = field(default_factory=dict)
    methods: set[tuple[str, str]] = field(default_factory=set)
    versions: dict[str, set[str]] = field(default_factory=dict)
    calibrations: set[str] = field(default_factory=set)
    pictures_missing: int = 0
    without_evidence: int = 0
    annotations: int = 0
    probed: int = 0
    claimed: int = 0
    files_changed: int = 0
    differences: int = 0
    session_differences: tuple[recorded.Finding, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    record_check: RecordCheck = field(default_factory=RecordCheck)

    def add(self, case: ImageCase) -> None:
        """Take one image into the counts."""
        self.statuses[case.status] += 1
        self.verdicts[case.review.verdict] += 1
        self.agreement[case.review.agrees] += 1
        self.pictures_missing += case.rgb is None
        self.annotations += len(case.annotations)
        self.charts.add(case.review.verdict, case.annotations)
        self.files_changed += bool(case.file_change)
        self.probed += bool(case.probes.regions or case.probes.interactions)
        if case.review.verdict != "unreviewed":
            self.oversight[case.review.judged_blind, case.review.agrees] += 1
        for annotation in case.annotations:
            self.effects[annotation.effect, annotation.severity] += 1
            if annotation.effect != NO_FAILURE:
                self.causes[annotation.causal_status] += 1
                name = case.record.identity.name
                finding = Finding(case.number, name, annotation, case.has_probe)
                self.findings.append(finding)
                self.claimed += finding.only_claimed
        if case.explanation is not None:
            self._add_explanation(case.explanation)

    def _add_explanation(self, explanation: Explanation) -> None:
        provenance = explanation.provenance
        self.models[provenance.model.sha256] = provenance.model
        self.methods.add((explanation.request.method, explanation.request.view))
        self.calibrations.add(provenance.calibration)
        for package, version in provenance.versions:
            self.versions.setdefault(package, set()).add(version)
        prompts = explanation.prompts
        self.charts.add_run(
            [prompt.text for prompt in prompts],
            [prompt.score for prompt in prompts],
            [explanation.worst_verdict(index) for index in range(len(prompts))],
        )
        for prompt, checks in zip(prompts, explanation.checks, strict=True):
            self.without_evidence += not prompt.evidence_found
            for check in checks:
                self.check_verdicts.setdefault(check.name, Counter())[check.verdict] += 1
                self.check_meanings.setdefault(check.name, check)


def read_header(reader: CaseReader, events: tuple[AuditEvent, ...]) -> CaseHeader:
    """Read what the whole report refers to."""
    anchor = reader.anchor()
    if events:
        head = events[-1]
        anchor = Anchor(anchor.session_id, head.sequence, head.sha256, head.utc)
    return CaseHeader(
        session=reader.session(),
        display=reader.display(),
        anchor=anchor,
        images=reader.images(),
        reviews=reader.reviews(),
        history=read_history(events),
    )


def read_images(reader: CaseReader, header: CaseHeader) -> Iterator[ImageCase]:
    """Read the images one at a time, with pixels and explanation."""
    for number, record in enumerate(header.images, start=1):
        runs = reader.runs(record.image_id)
        answers = (run for run in reversed(runs) if run.status == "finished" and not run.for_comparison)
        shown = next(answers, None)
        rgb, problem, file_change = _load_pixels(record)
        history = header.history
        annotations = tuple(sorted(reader.annotations(record.image_id), key=lambda entry: entry.number))
        yield ImageCase(
            number=number,
            record=record,
            runs=runs,
            shown_run=shown,
            explanation=reader.explanation(shown.run_id) if shown else None,
            review=header.reviews.get(record.image_id, ImageReview(record.image_id)),
            annotations=annotations,
            rgb=rgb,
            picture_problem=problem,
            probes=history.probes.get(shown.run_id, MeasuredProbes()) if shown else MeasuredProbes(),
            opinions=history.opinions.get(record.image_id, ()),
            review_change=history.changes.get(("review", record.image_id)),
            annotation_changes={
                entry.annotation_id: change
                for entry in annotations
                if (change := history.changes.get(("annotation", entry.annotation_id)))
            },
            deleted=history.deleted_on(record.image_id),
            file_change=file_change,
            has_probe=any(run.run_id in history.probes for run in runs),
        )


def _load_pixels(record: ImageRecord) -> tuple[np.ndarray | None, str, str]:
    """The image's pixels, or why the picture that was reviewed cannot be shown; and what else changed."""
    try:
        image = load_source_image(record.path, frame_index=record.frame_index)
    except ImageInputError as error:
        return None, f"The file cannot be read any more: {error}", ""
    if image.identity.rgb_sha256 != record.identity.rgb_sha256:
        return (
            None,
            (
                "The file’s pixels have changed since import: the record holds RGB SHA-256 "
                f"{record.identity.rgb_sha256[:16]}…, the file now gives {image.identity.rgb_sha256[:16]}…"
            ),
            "",
        )
    change = ""
    if image.identity.file_sha256 != record.identity.file_sha256:
        change = (
            f"changed since import, though not in its pixels: its SHA-256 is now {image.identity.file_sha256}"
        )
    return image.rgb, "", change
