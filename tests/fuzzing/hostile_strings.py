"""Texts made to break what handles them, through the whole program: store, exports, report, documents."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from functools import partial
from pathlib import Path

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.explanation import Explanation, WordAttribution
from mmel_desktop.core.explanation_document import from_document, to_document
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.export_session import EXPORT_FORMATS, export_session
from mmel_desktop.workflow.import_annotations import import_annotations
from mmel_desktop.workflow.verify_record import verify_record
from mmel_desktop.workflow.write_explanation import write_explanation
from tests.factories import ACTOR, make_explanation, write_image
from tests.fuzzing.judge import Tally, judge

_PIECES = (
    "<b>bold</b>",
    "<img src='file:///etc/passwd'/>",
    "<para><font size='10000'>",
    "</para>",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;&amp;&#0;&#xFFFF;&unknown;",
    "]]>",
    "%s%n%x{0}{}{__class__}$(id)`id`",
    "'; DROP TABLE audit_trail; --",
    '"},"action":"session.signed_off","x":{"',
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\u202eright to left\u202c",
    "\u2066isolate\u2069",
    "\u200b\u200c\u200d\ufeff\u00ad",
    "\x00\x01\x02\x07\x08\x1b[31m\x7f\x85\x9f",
    "\r\n\u2028\u2029\x0b\x0c",
    "보행자 행인",
    "横断歩道の歩行者",
    "пешеход",
    "πεζός",
    "مشاة عبور",
    "हिन्दी ไทย",
    "e\u0301" * 3 + "a" + "\u0300\u0301\u0302" * 40,
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\U0010ffff\ufffe\uffff",
    "\ue000\U000f0000",
    "\ud800",
    "\udcff",
    "CON",
    "../../../../tmp/escaped",
    "C:\\Windows\\x",
    "//server/share",
    " ",
    ".",
    "\\" * 50,
    "a" * 300,
    "W" * 5000,
    "word " * 2000,
    "(" * 500,
    "\n" * 300,
)


def hostile_string(numbers: random.Random) -> str:
    """One to four pieces in a row."""
    return "".join(numbers.choice(_PIECES) for _ in range(numbers.randint(1, 4)))


def run_strings(folder: Path, count: int, seed: int, *, per_session: int = 25) -> Tally:
    """Put texts in every place that takes one; then export, report, verify and read it all back.

    ``per_session`` texts share a session and its report: most of a report's cost does not grow with them.
    """
    tally = Tally()
    for start in range(0, count, per_session):
        place = folder / f"strings-{start}"
        place.mkdir()
        image = write_image(place / "street.png", size_wh=(40, 30))
        with CaseStore.create(place / "case.mmel", actor=ACTOR) as store:
            record = store.add_image(image)
            for number in range(start, min(start + per_session, count)):
                text = hostile_string(random.Random(f"string-{seed}-{number}"))
                case = f"string {number} of seed {seed}"
                judge(tally, case, partial(put, store, record.image_id, text, place), allowed=folder)
            case = f"strings from {start} of seed {seed}"
            judge(tally, f"{case}: exports", partial(read_exports, store, place), allowed=folder)
            # A report is a job with progress and cancel, not a moment's answer.
            judge(tally, f"{case}: report", partial(write_report, store, place), allowed=folder, limit_s=120)
        result = verify_record(place / "case.mmel")
        if not result.intact:
            tally.failures.append((f"strings from {start}", f"not intact: {result.findings[:2]}"))
    return tally


def put(store: CaseStore, image_id: str, text: str, place: Path) -> None:
    """Use a text everywhere; refused as a whole or kept exactly."""
    try:
        text.encode()
        valid = True
    except UnicodeEncodeError:
        valid = False
    entries = len(store.audit_events())
    try:
        added = store.add_annotation(
            image_id, Geometry.box(1, 2, 3, 4), prompt=text, use_context=text, consequence=text, comment=text
        )
    except BadInputError:
        assert not valid, "a valid text was refused"
        assert len(store.audit_events()) == entries, "a refused text left a trace"
        raise
    assert valid
    assert store.annotations()[-1] == added
    store.set_review(ImageReview(image_id, "wrong", rationale=text, notes=text))
    assert store.review(image_id).rationale == text
    store.rename(text, text)
    store.set_prompts((text, "another"))
    assert store.session().prompts[0] == text
    store.add_unfinished_run(image_id, make_explanation().request, "failed", text)
    image = store.image(image_id)
    explanation = _explanation_with(text, image.identity.name)
    explanation = replace(explanation, provenance=replace(explanation.provenance, image=image.identity))
    again = from_document(json.loads(json.dumps(to_document(explanation))), explanation.arrays())
    assert again.prompts == explanation.prompts
    canonical_bytes(to_document(explanation))
    run = store.add_explanation(image_id, explanation)
    assert store.explanation(run.run_id).request.prompts[0] == text
    write_explanation(explanation, load_source_image(image.path), place / "explained")


def _explanation_with(text: str, note: str) -> Explanation:
    explanation = make_explanation(prompts=(text, "another"), grid=4)
    words = (WordAttribution(text, 1.0, 0.1), WordAttribution("", 0.0, 0.0, seen=False))
    first = replace(explanation.prompts[0], words=words)
    return replace(
        explanation,
        prompts=(first, *explanation.prompts[1:]),
        provenance=replace(explanation.provenance, notes=(text, note)),
    )


def read_exports(store: CaseStore, place: Path) -> None:
    """Every export, and its return."""
    for chosen in EXPORT_FORMATS:
        outcome = export_session(store, chosen.code, place / f"out-{chosen.code}{chosen.suffix}")
        for file in outcome.files:
            if file.path.suffix == ".csv":
                rows = list(csv.reader(io.StringIO(file.path.read_bytes().decode("utf-8-sig"), newline="")))
                assert len({len(row) for row in rows}) == 1
                for cell in (cell for row in rows for cell in row):
                    assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n")), cell[:50]
                    assert "\0" not in cell
            elif chosen.code in {"coco", "geojson"}:
                added = import_annotations(store, file.path).added
                assert added == (), "what is there already is added again"


def write_report(store: CaseStore, place: Path) -> None:
    """The report, which must verify."""
    report = export_report(store, place / "report.pdf")
    result = verify_record(report.path)
    assert result.intact, result.findings[:3]
