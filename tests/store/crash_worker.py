"""Works on a session without end and says what was acknowledged; made to be killed.

python -m tests.store.crash_worker SESSION IMAGE SEED
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.source_image import SourceImage, load_source_image
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.factories import ACTOR, make_explanation

ACTS = (
    "image",
    "run",
    "failed",
    "annotate",
    "annotate",
    "edit",
    "delete",
    "review",
    "undo",
    "redo",
    "backup",
    "batch",
    "import",
    "sign",
    "export",
    "bundle",
)


def main() -> None:
    """Edit at random; say what is begun, and after it number and hash of the new audit entries."""
    path, image_path, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    random_acts = random.Random(seed)
    source = load_source_image(image_path)
    store = CaseStore.open(path, actor=ACTOR) if path.exists() else CaseStore.create(path, actor=ACTOR)
    if store.session().signed_off:
        store.reopen("the last one was killed before it could")
    assert not store.session().read_only, store.session().read_only_reason
    known = 0

    def acknowledge() -> None:
        nonlocal known
        for event in store.audit_events(known):
            known = event.sequence
            print(event.sequence, event.sha256, flush=True)  # noqa: T201 - the parent listens

    for number in itertools.count():
        act(store, source, random_acts, f"{seed}-{number}", path.parent / "exports", acknowledge)
        if number % 7 == 0:
            store.anchor()
        acknowledge()


def act(
    store: CaseStore,
    source: SourceImage,
    random_acts: random.Random,
    name: str,
    exports: Path,
    acknowledge: Callable[[], None],
) -> None:
    """One act of any kind; what consists of several edits acknowledges each."""
    images = store.images()
    kind = random_acts.choice(ACTS) if images else "image"
    print("begins", kind, flush=True)  # noqa: T201 - the parent listens
    if kind == "image":
        identity = replace(source.identity, name=f"{name}.png")
        store.add_image(replace(source, identity=identity))
        return
    image_id = random_acts.choice(images).image_id
    annotations = store.annotations()
    if kind == "run":
        store.add_explanation(image_id, make_explanation(source.identity, seed=random_acts.randrange(1000)))
    elif kind == "batch":
        for image in images[:3]:
            store.add_explanation(image.image_id, make_explanation(source.identity, grid=4))
            acknowledge()
    elif kind == "import":
        marks = [Annotation("", image_id, 0, Geometry.box(1, 2, 3, 4), comment=name) for _ in range(5)]
        store.import_annotations(marks, file_name=name, file_sha256="0" * 64)
    elif kind == "sign":
        store.sign_off("review")
        acknowledge()
        store.reopen(name)
    elif kind == "export":
        chosen = random_acts.choice(["csv", "coco", "geojson"])
        export_session(store, chosen, exports / (f"{name}.json" if chosen == "coco" else name))
    elif kind == "bundle":
        make_bundle(store, exports / f"{name}.mmelbundle", with_report=False)
    elif kind == "failed":
        store.add_unfinished_run(image_id, ExplanationRequest(("a",)), "failed", name)
    elif kind == "edit" and annotations:
        store.edit_annotation(replace(random_acts.choice(annotations), comment=name))
    elif kind == "delete" and annotations:
        store.delete_annotation(random_acts.choice(annotations).annotation_id)
    elif kind == "undo" and store.undo_text():
        store.undo()
    elif kind == "redo" and store.redo_text():
        store.redo()
    elif kind == "backup":
        store.back_up()
    elif kind == "review":
        store.set_review(ImageReview(image_id, random_acts.choice(["right", "wrong"]), notes=name))
    else:
        store.add_annotation(image_id, Geometry.box(1, 2, 3, 4), comment=name)


if __name__ == "__main__":
    main()
