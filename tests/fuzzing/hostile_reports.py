"""Reports spoiled as files and as PDF objects, verified: broken, or still saying the same, never a bug."""

from __future__ import annotations

import io
import random
from functools import partial
from pathlib import Path

import pikepdf

from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, make_explanation, write_image
from tests.fuzzing.judge import Tally, judge
from tests.fuzzing.mutations import mutate

_TOKENS = (
    *(b"/EF", b"/F", b"/UF", b"/AF", b"/Names", b"/Kids", b"/Params", b"/Type", b"/Parent", b"/Contents"),
    *(b"/Resources", b"/Font", b"/ToUnicode", b"/Filter", b"/Annots", b"/Outlines", b" Tf", b" Tj"),
)
_REPLACEMENTS = (b"null", b"5", b"-1", b"[]", b"<<>>", b"(x)", b"1 0 R", b"9 0 R", b"/X", b" Tf Tj", b"")


def run_reports(folder: Path, count: int, seed: int) -> Tally:
    """Verify reports that were spoiled packed or unpacked, where every object lies open."""
    tally = Tally()
    packed = whole_report(folder)
    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(packed)) as pdf:
        pdf.save(unpacked, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for number in range(count):
        numbers = random.Random(f"report-{seed}-{number}")
        kind = numbers.choice(("packed", "unpacked", "objects", "objects"))
        content = packed if kind == "packed" else unpacked.getvalue()
        spoiled = spoil_objects(content, numbers) if kind == "objects" else mutate(content, [packed], numbers)
        path = folder / f"{number}.pdf"
        path.write_bytes(spoiled)
        case = f"report {number} of seed {seed} ({kind})"
        judge(tally, case, partial(verify_record, path), allowed=folder)
        path.unlink()
    return tally


def whole_report(folder: Path) -> bytes:
    """A report of one explained image; its session does not lie beside it."""
    case = folder / "case"
    case.mkdir()
    with CaseStore.create(case / "case.mmel", actor=ACTOR, prompts=("a pedestrian", "a red car")) as store:
        image = store.add_image(write_image(case / "street.png", size_wh=(40, 30)))
        store.add_explanation(image.image_id, make_explanation(image.identity, grid=4))
        return export_report(store, case / "report.pdf").path.read_bytes()


def spoil_objects(content: bytes, numbers: random.Random) -> bytes:
    """One to five names or operators of an unpacked file replaced by something of another kind."""
    spoiled = bytearray(content)
    for _ in range(numbers.randint(1, 5)):
        token = numbers.choice(_TOKENS)
        place = spoiled.find(token, numbers.randrange(len(spoiled)))
        if place >= 0:
            end = place + len(token)
            value = numbers.choice(_REPLACEMENTS)
            if numbers.random() < 0.5:  # what follows the name, up to the end of its line
                place, end = end, max(spoiled.find(b"\n", end), end)
                value = b" " + value
            spoiled[place:end] = value
    return bytes(spoiled)
