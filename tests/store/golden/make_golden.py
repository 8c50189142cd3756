"""Write the golden dump of the present schema: run once when a schema is released, never again for it.

python -m tests.store.golden.make_golden
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.factories import ACTOR, make_explanation, write_image


def main() -> None:
    """Make a small session with one of everything and dump it as text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "golden.mmel"
        image = replace(write_image(Path(folder) / "street.png", size_wh=(24, 16)), path="/images/street.png")
        with CaseStore.create(path, actor=ACTOR, name="Golden", prompts=("a pedestrian",)) as store:
            record = store.add_image(image)
            explanation = make_explanation(record.identity, prompts=("a pedestrian",), grid=4, blocks=1)
            store.add_explanation(record.image_id, explanation)
            store.add_explanation(record.image_id, explanation, for_comparison=True)
            store.add_unfinished_run(record.image_id, ExplanationRequest(("a",)), "cancelled", "stopped")
            annotation = store.add_annotation(record.image_id, Geometry.box(1, 2, 3, 4), severity="critical")
            store.edit_annotation(replace(annotation, comment="보행자 missed"), "found later")
            store.set_review(ImageReview(record.image_id, "wrong"))
            store.undo()
        target = Path(__file__).parent / f"schema_{SCHEMA_VERSION}.sql"
        with closing(sqlite3.connect(path)) as connection, target.open("x", encoding="utf-8") as dump:
            dump.write(
                f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {SCHEMA_VERSION};\n"
            )
            dump.writelines(f"{line}\n" for line in connection.iterdump())


if __name__ == "__main__":
    main()
