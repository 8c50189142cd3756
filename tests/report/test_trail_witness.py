"""A report says what the audit trail says; where it does not, its pages and its verification tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.canonical import array_sha256, sha256_hex
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.measured_probes import MeasuredRegions, probe_to_json
from mmel_desktop.report.content import read_header, read_images
from mmel_desktop.report.evidence import image_document
from mmel_desktop.report.pdf import write_report
from mmel_desktop.report.trail_witness import TrailWitness
from mmel_desktop.report.verification import verify_report
from tests.report.conftest import broken, page_texts
from tests.report.report_case import CaseInMemory, draw_street, empty_case, realistic_explanation


@pytest.fixture
def case(tmp_path: Path) -> CaseInMemory:
    """One explained and judged image with one annotation."""
    case = empty_case()
    image = draw_street(tmp_path / "street.png", size_wh=(320, 240))
    record = case.add_image(image)
    case.add_explanation(record, realistic_explanation(image))
    case.judge(ImageReview(record.image_id, "wrong", agrees=False))
    case.annotate(record, Geometry.box(10, 10, 90, 90), effect="A1", severity="critical")
    return case


def change_verdict(case: CaseInMemory) -> None:
    review = case.review_map["image-1"]
    case.review_map["image-1"] = replace(review, verdict="right")


def change_severity(case: CaseInMemory) -> None:
    case.annotation_list[0] = replace(case.annotation_list[0], severity="negligible")


def leave_out_annotation(case: CaseInMemory) -> None:
    case.annotation_list.clear()


def add_annotation(case: CaseInMemory) -> None:
    case.annotation_list.append(replace(case.annotation_list[0], annotation_id="foreign", number=2))


def change_score(case: CaseInMemory) -> None:
    run = case.run_list[0]
    case.run_list[0] = replace(run, scores=(0.5, *run.scores[1:]))


def change_image_name(case: CaseInMemory) -> None:
    record = case.image_list[0]
    case.image_list[0] = replace(record, identity=replace(record.identity, name="avenue.png"))


def change_purpose(case: CaseInMemory) -> None:
    case.record("session.edited", "session", case.session_info.session_id, FieldChange("purpose", None, "a"))
    case.session_info = replace(case.session_info, purpose="b")


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (change_verdict, "review of image 1: field verdict: the audit trail says 'wrong', the report says"),
        (change_severity, "annotation 1 on image 1: field severity: the audit trail says 'critical', the"),
        (leave_out_annotation, "annotation 1 on image 1: the report leaves it out"),
        (add_annotation, "annotation 2 on image 1: the report has it, the audit trail does not"),
        (change_score, "explanation run run-0001 of image 1: field scores: the audit trail says"),
        (change_image_name, "image 1: field name: the audit trail says 'street.png', the report says"),
        (change_purpose, "session: field purpose: the audit trail says 'a', the report says 'b'"),
    ],
)
def test_what_the_tables_say_otherwise_is_printed_and_found(
    case: CaseInMemory, tmp_path: Path, tamper: Callable[[CaseInMemory], None], finding: str
) -> None:
    """A session whose tables were changed gives no report that looks clean, and none that verifies."""
    tamper(case)
    outcome = write_report(case, tmp_path / "report.pdf")
    text = "".join(page_texts(outcome.path))
    assert "THISRECORDISNOTINTACT" in page_texts(outcome.path)[0]
    assert "NOTASRECORDED" in text
    assert "1statementdiffersfromtheaudittrail" in text
    found = broken(verify_report(outcome.path))
    assert len([line for line in found if line.startswith(finding)]) == 1


def test_an_untouched_case_agrees_with_its_trail(case: CaseInMemory, tmp_path: Path) -> None:
    """Nothing is told where nothing differs."""
    outcome = write_report(case, tmp_path / "report.pdf")
    text = "".join(page_texts(outcome.path))
    assert "NOTASRECORDED" not in text
    assert "NOTINTACT" not in text
    assert verify_report(outcome.path).findings == ()


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("prompts", 0, "score"), 0.123, "scores"),
        (("prompts", 0, "text"), "a dog", "prompts"),
        (("checks", 0), [], "worst_verdicts"),
        (("model", "sha256"), "0" * 64, "model_sha256"),
        (("arrays", "heatmap", "sha256"), "0" * 64, "arrays"),
    ],
)
def test_an_explanation_is_held_against_what_the_trail_says_of_its_run(
    case: CaseInMemory, path: tuple[Any, ...], value: Any, field: str
) -> None:
    """Model, maps, scores and the worst outcome of the checks of every prompt."""
    explanation = case.explanations["run-0001"]
    hashes = {name: array_sha256(array) for name, array in explanation.arrays().items()}
    model = FieldChange("model_sha256", None, explanation.provenance.model.sha256)
    case.record("run.finished", "run", "run-0001", model, FieldChange("arrays", None, hashes))
    header = read_header(case, case.audit_events())
    (image,) = read_images(case, header)
    document = json.loads(image_document(image, case))
    witness = TrailWitness(case.audit_events())
    assert list(witness.image(document)) == []
    place = document["runs"][0]["explanation"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    (finding,) = witness.image(document)
    assert finding.where == "explanation run run-0001 of image 1"
    assert finding.message.startswith(f"field {field}: the audit trail says")


def test_a_cause_that_only_somebody_claims_to_have_probed_is_told(case: CaseInMemory, tmp_path: Path) -> None:
    """A box in a form is no measurement; with a probe on record the words stand."""
    case.annotate(case.image_list[0], Geometry.box(1, 1, 9, 9), effect="A1", causal_status="supported")
    claimed = "".join(page_texts(write_report(case, tmp_path / "claimed.pdf").path))
    assert "supportedbyaprobe–sothereviewersays;noprobeofthisimageisonrecord" in claimed
    assert "supportedbyaprobe–noprobeonrecord" in claimed
    assert "1failurewhosecauseissaidtobeprobed,withoutaprobeofitsimageonrecord" in claimed
    count = len(case.explanations["run-0001"].prompts)
    probe = probe_to_json(MeasuredRegions((0,), (0.1,) * count, (0.1,) * count, (0.1,) * count))
    case.record("run.probed", "run", "run-0001", FieldChange("probe", None, probe))
    probed = "".join(page_texts(write_report(case, tmp_path / "probed.pdf").path))
    assert "noprobeofthisimageisonrecord" not in probed
    assert "Removingorkeepingtheregionchangedthescoreasexpected" in probed


def test_a_file_changed_in_its_description_only_is_told(case: CaseInMemory, tmp_path: Path) -> None:
    """The picture may be printed; that the file is another one may not be passed over."""
    description = Image.Exif()
    description[0x010E] = "another place"
    path = tmp_path / "street.png"
    with Image.open(path) as opened:
        opened.load()
        opened.save(path, exif=description)
    text = "".join(page_texts(write_report(case, tmp_path / "report.pdf").path))
    assert "1imagefilechangedsinceimport,thoughnotinitspixels" in text
    assert sha256_hex(path.read_bytes()) in text


def test_reviews_without_an_entry_differ(case: CaseInMemory) -> None:
    """An image that nobody judged, by the trail, cannot have a verdict."""
    case.events = [event for event in case.events if event.action != "review.set"]
    header = read_header(case, case.audit_events())
    (image,) = read_images(case, header)
    found = TrailWitness(case.audit_events()).image(json.loads(image_document(image, case)))
    fields = set(asdict(ImageReview("image-1"))) - {"image_id", "rationale", "notes", "confidence"}
    assert {finding.message.split(":")[0].removeprefix("field ") for finding in found} == fields - {
        "judged_blind"
    }


def test_a_failure_of_an_unnamed_kind_says_that_nothing_was_said(case: CaseInMemory, tmp_path: Path) -> None:
    """“Other” is described in words; without any it says nothing."""
    case.annotate(case.image_list[0], Geometry.box(1, 1, 9, 9), effect="A12", comment="a reflection")
    words = "Nowordwasgivenonwhatthis“other”failureis."
    assert words not in "".join(page_texts(write_report(case, tmp_path / "told.pdf").path))
    case.annotate(case.image_list[0], Geometry.box(1, 1, 9, 9), effect="A12", comment=" ")
    assert words in "".join(page_texts(write_report(case, tmp_path / "untold.pdf").path))


def test_a_picture_that_is_gone_is_told_in_whole_sentences(case: CaseInMemory, tmp_path: Path) -> None:
    """The error has no full stop of its own."""
    (tmp_path / "street.png").unlink()
    text = "".join(page_texts(write_report(case, tmp_path / "report.pdf").path))
    assert "permissions.Themapsaredrawnongrey" in text


def test_places_of_different_kinds_are_a_finding_and_no_fault(case: CaseInMemory) -> None:
    """An entry made outside the program may say anything."""
    first = next(event for event in case.events if event.action == "image.imported")
    other = replace(
        first,
        entity_id="image-2",
        changes=tuple(
            replace(change, new="first of all") if change.field == "position" else change
            for change in first.changes
        ),
    )
    witness = TrailWitness([*case.events, other])
    (finding,) = witness.images(["image-2", "image-1"])
    assert finding.message.startswith("the report lists 2 and the audit trail 2")
    assert list(witness.images(["image-1", "image-2"])) == []
