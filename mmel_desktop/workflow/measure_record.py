"""What keeping a record costs on this machine: committing an edit, opening a large session, verifying it."""

from __future__ import annotations

import math
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import SourceImage, load_source_image
from mmel_desktop.workflow.demo_session import demo_samples

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

_PROMPTS = ("a worker with a hard hat", "a worker without a hard hat")
_IMAGES_FOR_EACH_MARK = 10
_OPENINGS = 3


@dataclass(frozen=True)
class RecordFigures:
    """What was measured.

    Attributes:
        images: in the session, each explained and judged, every tenth with an annotation.
        entries: of its audit trail.
        file_mib: size of the session file.
        commits_ms: median and 95th percentile of one committed edit, by its kind.
        open_s: opening the session and reading what the gallery shows, median of three.
        verify_s: verifying it, trail against tables included.
        backup_s: a checked backup of it.
    """

    images: int
    entries: int
    file_mib: float
    commits_ms: dict[str, tuple[float, float]]
    open_s: float
    verify_s: float
    backup_s: float

    def text(self) -> str:
        """A table for a person."""
        lines = [
            f"session of {self.images:,} images, {self.entries:,} audit entries, {self.file_mib:.1f} MiB"
        ]
        for kind, (median, slow) in self.commits_ms.items():
            lines.append(f"  commit {kind}: median {median:.1f} ms, 95 % under {slow:.1f} ms")
        lines.append(f"  open and read what the gallery shows: {self.open_s:.2f} s")
        lines.append(f"  verify: {self.verify_s:.2f} s")
        lines.append(f"  checked backup: {self.backup_s:.2f} s")
        return "\n".join(lines)


def measure_record(
    images: int = 2_000,
    *,
    model: str = "demo",
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> RecordFigures:
    """Make a session in a temporary folder the way the program makes one, and measure.

    One sample is explained once; its explanation is recorded for every image, each under a name of its own,
    so that what is measured is the record and not the model.

    Args:
        images: how many.
        model: explains the sample.
        progress: told after each image.
        cancel: checked after each image.

    Raises:
        OperationCancelled: ``cancel`` was set.
        MmelError: what loading the model or writing the session raises.
    """
    from mmel_desktop.store.case_store import CaseStore
    from mmel_desktop.store.session_verification import verify_session

    token = cancel or CancelToken()
    source = load_source_image(demo_samples()[0])
    explanation = _explain(source, model)
    actor = Actor.from_environment()
    with tempfile.TemporaryDirectory(prefix="mmel-desktop-record-") as folder:
        path = Path(folder) / "measured.mmel"
        with CaseStore.create(path, actor=actor, model_spec=model, prompts=_PROMPTS) as store:
            commits = _Commits()
            for number in range(images):
                _work_on(store, source, explanation, number, commits)
                token.raise_if_cancelled()
                progress(ProgressReport(number + 1, images, "recording"))
        CaseStore.open(path, actor=actor).close()  # the last sitting's backup is made once
        open_s = statistics.median(_seconds(lambda: _open(path, actor)) for _ in range(_OPENINGS))
        verify_s = _seconds(lambda: verify_session(path))
        with CaseStore.open(path, actor=actor) as store:
            entries = store.anchor().sequence
            backup_s = _seconds(store.back_up)
        return RecordFigures(
            images=images,
            entries=entries,
            file_mib=path.stat().st_size / 1024**2,
            commits_ms=commits.figures(),
            open_s=open_s,
            verify_s=verify_s,
            backup_s=backup_s,
        )


class _Commits:
    """Times of committed edits by kind."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = {}

    def timed(self, kind: str, edit: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = edit()
        self._times.setdefault(kind, []).append(1000 * (time.perf_counter() - start))
        return result

    def figures(self) -> dict[str, tuple[float, float]]:
        return {
            kind: (statistics.median(times), sorted(times)[math.ceil(0.95 * len(times)) - 1])
            for kind, times in self._times.items()
        }


def _explain(source: SourceImage, model: str) -> Explanation:
    from mmel_desktop.workflow.explain_image import load_explainer

    explainer = load_explainer(model, "cpu")
    explainer.set_image(source)
    return explainer.explain_request(ExplanationRequest(_PROMPTS))


def _work_on(
    store: CaseStore, source: SourceImage, explanation: Explanation, number: int, commits: _Commits
) -> None:
    identity = replace(source.identity, name=f"{number:06d}.png")
    own = replace(explanation, provenance=replace(explanation.provenance, image=identity))
    image = commits.timed("of an image", lambda: store.add_image(replace(source, identity=identity)))
    commits.timed("of an explanation", lambda: store.add_explanation(image.image_id, own))
    review = ImageReview(image.image_id, "wrong", agrees=False, rationale="made up for measuring")
    commits.timed("of a verdict", lambda: store.set_review(review))
    if number % _IMAGES_FOR_EACH_MARK == 0:
        box = Geometry.box(10, 10, 40, 40)
        commits.timed("of an annotation", lambda: store.add_annotation(image.image_id, box, effect="A1"))


def _open(path: Path, actor: Actor) -> None:
    from mmel_desktop.store.case_store import CaseStore

    with CaseStore.open(path, actor=actor) as store:
        store.images(), store.latest_runs(), store.reviews(), store.annotations(), store.second_opinions()


def _seconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
