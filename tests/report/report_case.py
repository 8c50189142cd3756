"""A case in memory for report tests: real picture files and audit chain, explanations without the engine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from mmel_desktop.core.annotation import Annotation, Geometry, annotation_to_json
from mmel_desktop.core.audit_event import (
    Anchor,
    AuditEvent,
    FieldChange,
    chain_root,
    entry_bytes,
    entry_sha256,
)
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview, RunRecord, SessionInfo
from mmel_desktop.core.explanation import Explanation, TrustCheck, WordAttribution
from mmel_desktop.core.source_image import SourceImage, load_source_image
from tests.factories import ACTOR, make_explanation

SESSION_ID = "3f0c1c1e-6a1d-4a55-9a2e-2f6f3f0c1c1e"
PROMPTS = ("a pedestrian crossing the road", "a red car", "a traffic light showing green")


@dataclass
class CaseInMemory:
    """Fulfils :class:`mmel_desktop.report.content.CaseReader`."""

    session_info: SessionInfo
    shown: DisplaySettings = field(default_factory=DisplaySettings)
    image_list: list[ImageRecord] = field(default_factory=list)
    run_list: list[RunRecord] = field(default_factory=list)
    explanations: dict[str, Explanation] = field(default_factory=dict)
    annotation_list: list[Annotation] = field(default_factory=list)
    review_map: dict[str, ImageReview] = field(default_factory=dict)
    events: list[AuditEvent] = field(default_factory=list)

    def session(self) -> SessionInfo:
        return self.session_info

    def display(self) -> DisplaySettings:
        return self.shown

    def images(self) -> tuple[ImageRecord, ...]:
        return tuple(self.image_list)

    def runs(self, image_id: str | None = None) -> tuple[RunRecord, ...]:
        return tuple(run for run in self.run_list if image_id in {None, run.image_id})

    def explanation(self, run_id: str) -> Explanation:
        return self.explanations[run_id]

    def annotations(self, image_id: str | None = None) -> tuple[Annotation, ...]:
        return tuple(entry for entry in self.annotation_list if image_id in {None, entry.image_id})

    def reviews(self) -> dict[str, ImageReview]:
        return dict(self.review_map)

    def audit_events(self, after_sequence: int = 0) -> tuple[AuditEvent, ...]:
        return tuple(event for event in self.events if event.sequence > after_sequence)

    def anchor(self) -> Anchor:
        head = self.events[-1].sha256 if self.events else chain_root(SESSION_ID)
        return Anchor(SESSION_ID, len(self.events), head, "2026-02-01T00:00:00.000000Z")

    def record(
        self, action: str, entity: str, entity_id: str, *changes: FieldChange, reason: str = ""
    ) -> None:
        """Append an entry to the chain."""
        sequence = len(self.events) + 1
        previous = self.events[-1].sha256 if self.events else chain_root(SESSION_ID)
        event = AuditEvent(
            sequence=sequence,
            utc=f"2026-01-31T12:{sequence // 60 % 60:02d}:{sequence % 60:02d}.000000Z",
            local_offset_minutes=60,
            clock_went_back=False,
            actor_id=ACTOR.actor_id,
            actor_name=ACTOR.full_name,
            actor_role=ACTOR.role,
            action=action,
            entity=entity,
            entity_id=entity_id,
            changes=changes,
            reason=reason,
            previous_sha256=previous,
            sha256="",
        )
        self.events.append(replace(event, sha256=entry_sha256(previous, entry_bytes(event))))

    def add_image(self, image: SourceImage) -> ImageRecord:
        """Take an image file into the case."""
        number = len(self.image_list)
        record = ImageRecord(
            image_id=f"image-{number + 1}",
            position=number,
            identity=image.identity,
            path=image.path,
            file_size_bytes=image.file_size_bytes,
            detected_format=image.detected_format,
            mode=image.mode,
            exif_orientation=image.exif_orientation,
            frame_index=image.frame_index,
            frame_count=image.frame_count,
            conversions=image.conversions,
        )
        self.image_list.append(record)
        facts = {**asdict(record), **asdict(record.identity)}
        del facts["identity"], facts["path"]
        self.record("image.imported", "image", record.image_id, *_created(facts))
        return record

    def add_explanation(self, record: ImageRecord, explanation: Explanation) -> RunRecord:
        """Take a finished run into the case."""
        run = RunRecord(
            run_id=f"run-{len(self.run_list) + 1:04d}",
            image_id=record.image_id,
            status="finished",
            prompts=tuple(prompt.text for prompt in explanation.prompts),
            method="mmel",
            view="model",
            scores=tuple(prompt.score for prompt in explanation.prompts),
            softmaxes=tuple(prompt.softmax for prompt in explanation.prompts),
            worst_verdicts=tuple(explanation.worst_verdict(i) for i in range(len(explanation.prompts))),
            message="",
            finished_utc="2026-01-31T12:00:00.000000Z",
            model_sha256=explanation.provenance.model.sha256,
        )
        self.run_list.append(run)
        self.explanations[run.run_id] = explanation
        self.record("run.finished", "run", run.run_id, *_created(asdict(run)))
        return run

    def add_unfinished_run(self, record: ImageRecord, status: str, message: str) -> None:
        """Take a failed or cancelled run into the case."""
        run_id = f"run-{len(self.run_list) + 1:04d}"
        run = RunRecord(
            run_id,
            record.image_id,
            status,
            PROMPTS,
            "mmel",
            "model",
            (),
            (),
            (),
            message,
            "2026-01-31T12:30:00Z",
        )
        self.run_list.append(run)
        self.record(f"run.{status}", "run", run_id, *_created(asdict(run)))

    def annotate(self, record: ImageRecord, geometry: Geometry, **fields: Any) -> Annotation:
        """Mark something on an image."""
        number = len(self.annotation_list) + 1
        annotation = Annotation(
            f"annotation-{number}",
            record.image_id,
            number,
            geometry,
            created_by=ACTOR.full_name,
            created_utc="2026-01-31T12:10:00Z",
            **fields,
        )
        self.annotation_list.append(annotation)
        self.record(
            "annotation.created",
            "annotation",
            annotation.annotation_id,
            *_created({**annotation_to_json(annotation), "deleted": False}),
        )
        return annotation

    def judge(self, review: ImageReview) -> None:
        """Record a human verdict."""
        review = replace(review, reviewer=ACTOR.full_name, reviewed_utc="2026-01-31T12:20:00Z")
        before = asdict(self.review_map.get(review.image_id, ImageReview(review.image_id)))
        self.review_map[review.image_id] = review
        changes = [
            FieldChange(name, before[name], value)
            for name, value in asdict(review).items()
            if before[name] != value
        ]
        self.record("review.set", "review", review.image_id, *changes)


def _created(fields: dict[str, Any]) -> list[FieldChange]:
    """As the store records what comes into being: every field, as JSON has it."""
    return [FieldChange(name, None, value) for name, value in json.loads(json.dumps(fields)).items()]


def empty_case(name: str = "Crossing at Elm Street", purpose: str = "") -> CaseInMemory:
    """A session without images."""
    purpose = purpose or (
        "Review of the crossing detector after the near miss of 12 January: which parts of the scene did "
        "the model rely on when it scored the pedestrian, and can those maps be trusted?"
    )
    case = CaseInMemory(
        SessionInfo(
            session_id=SESSION_ID,
            name=name,
            purpose=purpose,
            created_utc="2026-01-31T11:59:00.000000Z",
            created_by=ACTOR,
            schema_version=1,
            model_spec="demo",
            prompts=PROMPTS,
            method="mmel",
            view="model",
            signed_off=False,
            read_only=False,
            read_only_reason="",
            sqlite_version="3.46.0",
        )
    )
    case.record("session.created", "session", SESSION_ID, FieldChange("name", None, name))
    return case


def draw_street(path: Path, *, size_wh: tuple[int, int] = (640, 480), seed: int = 0) -> SourceImage:
    """Write a drawn street scene (houses, road, crossing, car, pedestrian, traffic light) and load it."""
    width, height = size_wh
    random = np.random.default_rng(seed)
    rows = np.linspace(0, 1, height)[:, None, None]
    sky = np.array([150, 190, 225]) * (1 - rows) + np.array([225, 230, 235]) * rows
    pixels = np.broadcast_to(sky, (height, width, 3)) + random.normal(0, 3, (height, width, 3))
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    horizon = int(height * 0.55)
    for left in range(0, width, width // 6):
        shade = int(random.integers(120, 200))
        top = int(horizon * random.uniform(0.25, 0.6))
        pen.rectangle((left, top, left + width // 6 - 4, horizon), fill=(shade, shade - 15, shade - 30))
        for window in range(top + 12, horizon - 16, 26):
            for column in range(left + 10, left + width // 6 - 20, 24):
                pen.rectangle((column, window, column + 10, window + 14), fill=(235, 225, 170))
    pen.rectangle((0, horizon, width, height), fill=(92, 94, 98))
    for stripe in range(0, width, width // 10):
        pen.polygon(
            [
                (stripe, height * 0.8),
                (stripe + width // 20, height * 0.8),
                (stripe + width // 24, height * 0.93),
                (stripe - width // 60, height * 0.93),
            ],
            fill=(235, 235, 230),
        )
    car = (width * 0.58, horizon + height * 0.04, width * 0.88, horizon + height * 0.2)
    pen.rounded_rectangle(car, 14, fill=(190, 30, 36))
    for wheel in (0.63, 0.8):
        x, y = width * wheel, car[3]
        pen.ellipse((x - 16, y - 16, x + 16, y + 16), fill=(25, 25, 28))
    x, feet = width * 0.3, height * 0.88
    pen.rectangle((x - 11, feet - 92, x + 11, feet - 38), fill=(40, 90, 170))
    pen.rectangle((x - 10, feet - 38, x - 2, feet), fill=(30, 32, 40))
    pen.rectangle((x + 2, feet - 38, x + 10, feet), fill=(30, 32, 40))
    pen.ellipse((x - 9, feet - 112, x + 9, feet - 93), fill=(225, 180, 150))
    pen.rectangle((width * 0.93, horizon - 150, width * 0.94, horizon + 20), fill=(50, 50, 52))
    pen.rectangle((width * 0.915, horizon - 160, width * 0.955, horizon - 100), fill=(30, 30, 32))
    pen.ellipse((width * 0.923, horizon - 120, width * 0.947, horizon - 105), fill=(40, 200, 90))
    image.save(path)
    return load_source_image(path)


CHECKS = (
    TrustCheck(
        "completeness", 3.1e-7, 1e-4, "at_most", "pass", "The parts of the map add up to the whole score."
    ),
    TrustCheck(
        "direct_versus_full", 0.94, 0.8, "at_least", "pass", "Two ways of computing agree in rank order."
    ),
    TrustCheck(
        "deletion_gap",
        0.021,
        0.05,
        "at_least",
        "warn",
        "Removing the marked patches lowers the score little.",
    ),
    TrustCheck(
        "prompt_specificity", 0.97, 0.9, "at_most", "fail", "An unrelated prompt gives nearly the same map."
    ),
    TrustCheck("stability", None, 0.8, "at_least", "not_run", "Not run: time limit reached."),
)


def realistic_explanation(
    image: SourceImage, *, prompts: tuple[str, ...] = PROMPTS, seed: int = 0, grid: int = 4
) -> Explanation:
    """A well-formed explanation with several checks, an unseen word and measured interactions."""
    plain = make_explanation(image.identity, prompts=prompts, grid=grid, blocks=5, seed=seed)
    graphs = tuple(
        replace(
            graph,
            edges=tuple(
                replace(edge, interaction=round(edge.semantic - 0.5, 3) if index % 3 == 0 else None)
                for index, edge in enumerate(graph.edges)
            ),
        )
        for graph in plain.graphs
    )
    first = plain.prompts[0]
    words = (
        *first.words[:-1],
        WordAttribution(first.words[-1].word, first.words[-1].weight, 0.02, seen=False),
    )
    checks = tuple(CHECKS if index % 2 == 0 else CHECKS[:2] for index in range(len(prompts)))
    return replace(
        plain, graphs=graphs, checks=checks, prompts=(replace(first, words=words), *plain.prompts[1:])
    )


COMMENTS = {
    "Korean": "보행자가 신호등 뒤에 가려져 있어 모델이 놓쳤다.",
    "Japanese": "歩行者は信号機の後ろに隠れている。",
    "Chinese": "行人被信号灯遮挡，模型没有识别。",
    "Arabic": "المشاة خلف الإشارة لا يظهر في الخريطة (3 أمتار).",
    "Hebrew": "הולך הרגל מוסתר מאחורי הרמזור.",
    "Russian": "Пешеход закрыт светофором.",
    "Greek": "Ο πεζός κρύβεται πίσω από το φανάρι.",
    "Markup": '<img src="file:///etc/passwd"> & <b>bold</b> &amp; <para>',
    "Controls": "right-to-left override \u202e here, zero width\u200b space, bell \x07, emoji \U0001f6a6",
}


def full_case(folder: Path, *, images: int = 3, grid: int = 4) -> CaseInMemory:
    """A case with explained images, annotations in many scripts, verdicts, and one failed image."""
    case = empty_case()
    comments = list(COMMENTS.values())
    for index in range(images):
        size = (640, 480) if index % 3 else (720, 405)
        image = draw_street(folder / f"street_{index + 1:02d}.png", size_wh=size, seed=index)
        record = case.add_image(image)
        width, height = size
        case.add_explanation(record, realistic_explanation(image, seed=index, grid=grid))
        verdicts = ("wrong", "right", "right_wrong_reason", "unclear")
        case.judge(
            ImageReview(
                record.image_id,
                verdicts[index % 4],
                agrees=index % 2 == 1,
                rationale=comments[index % len(comments)],
                judged_blind=index % 2 == 0,
            )
        )
        for place, comment in enumerate(comments if index == 0 else comments[index % 5 : index % 5 + 1]):
            left = width * (0.1 + 0.08 * place)
            case.annotate(
                record,
                Geometry.box(left, height * 0.5, left + width * 0.12, height * 0.9),
                prompt=PROMPTS[0],
                effect=("A1", "A10", "A4", "A12")[(place + index) % 4],
                severity=("critical", "not_assessed", "marginal")[(place + index) % 3],
                triggers=("occlusion", "look_alike") if place % 2 else (),
                evidence=("background",),
                comment=comment,
            )
    failed = case.add_image(draw_street(folder / "street_failed.png", seed=99))
    case.add_unfinished_run(
        failed, "failed", "out of memory after block 7; found 2.1 GB, expected at most 2 GB"
    )
    return case
