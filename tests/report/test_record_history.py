"""What the report tells from the audit trail alone: later changes, deletions, probes, opinions, sign-offs."""

from __future__ import annotations

import itertools
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.measured_probes import MeasuredRegions, probe_to_json
from mmel_desktop.core.sign_off import Oversight, Signature, new_sign_off, sign_off_context
from mmel_desktop.errors import ReportError
from mmel_desktop.report.judgement_blocks import change_text
from mmel_desktop.report.pdf import write_report
from mmel_desktop.report.record_history import read_history
from tests.factories import ACTOR
from tests.report.conftest import page_texts
from tests.report.report_case import (
    SESSION_ID,
    CaseInMemory,
    draw_street,
    empty_case,
    realistic_explanation,
)

KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


@pytest.fixture
def case(tmp_path: Path) -> CaseInMemory:
    """One explained and judged image with one annotation."""
    case = empty_case()
    image = draw_street(tmp_path / "street.png", size_wh=(320, 240))
    record = case.add_image(image)
    case.add_explanation(record, realistic_explanation(image))
    case.judge(ImageReview(record.image_id, "right", agrees=True, judged_blind=True))
    case.annotate(record, Geometry.box(10, 10, 90, 90), effect="A1", severity="critical")
    return case


def sign(case: CaseInMemory, *, judged_blind: int = 1, signature: Signature | None = None) -> None:
    """Sign the case off as the store does."""
    sign_off = new_sign_off(
        ACTOR,
        meaning="approval",
        reason="all judged",
        head_sequence=len(case.events),
        head_sha256=case.events[-1].sha256,
        record_sha256="ab" * 32,
        oversight=Oversight(images=1, judged=1, judged_blind=judged_blind),
        utc="2026-01-31T13:00:00.000000Z",
    )
    sign_off = replace(sign_off, signature=signature)
    changes = [FieldChange(name, None, value) for name, value in sign_off_context(sign_off).items()]
    case.record("session.signed_off", "session", SESSION_ID, *changes, reason="all judged")
    case.session_info = replace(case.session_info, signed_off=True)


def pages(case: CaseInMemory, folder: Path) -> tuple[str, ...]:
    return page_texts(write_report(case, folder / "r.pdf").path)


def test_signature_stands_on_the_cover_and_its_page(case: CaseInMemory, tmp_path: Path) -> None:
    """Meaning, person, blind-first flag, record hash, and that no key was used."""
    sign(case)
    texts = pages(case, tmp_path)
    assert "SIGNEDOFFTessTester,analyst" in texts[0]
    assert "meaningofthesignature:approval·judgedblindfirst:yes" in texts[0]
    assert "ab" * 32 in texts[0]
    whole = "".join(texts)
    assert "SIGNEDOFF:approval“Iapprovethisrecordforitsstatedpurpose.”" in whole
    assert "1of1imagejudged;blindfirst:allofthembeforetheexplanationwasseen" in whole
    assert "none:onlytheaudittrailbindsthissign-offtotherecord" in whole


def test_one_judgement_after_the_explanation_is_said_on_the_cover(case: CaseInMemory, tmp_path: Path) -> None:
    """The flag is never left to be guessed."""
    sign(case, judged_blind=0)
    texts = pages(case, tmp_path)
    assert "judgedblindfirst:no" in texts[0]
    assert "NOTblindfirst:0ofthem" in "".join(texts)


def test_digital_signature_is_printed_whole(case: CaseInMemory, tmp_path: Path) -> None:
    """Public key and signature can be typed off the page."""
    sign(case, signature=Signature("Ed25519", KEY, "5e" * 64))
    texts = pages(case, tmp_path)
    assert "Ed25519key" in texts[0]
    whole = "".join(texts)
    assert KEY in whole
    assert "5e" * 64 in whole


def test_reopened_session_shows_the_signature_as_no_longer_valid(case: CaseInMemory, tmp_path: Path) -> None:
    """Nobody can take an ended signature for one in force."""
    sign(case)
    case.record("session.reopened", "session", SESSION_ID, reason="one image was missed")
    case.session_info = replace(case.session_info, signed_off=False)
    texts = pages(case, tmp_path)
    assert "thatsignaturenolongerstands" in texts[0]
    assert "NOTSIGNEDOFF" in texts[0]
    assert "meaningofthesignature" not in texts[0]
    whole = "".join(texts)
    assert "NOLONGERVALID:approval,endedbyreopening" in whole
    assert "oneimagewasmissed" in whole


def test_changed_judgements_are_marked_where_they_stand(case: CaseInMemory, tmp_path: Path) -> None:
    """Verdict and annotation say who changed what, why, and in which entry."""
    case.record(
        "review.set",
        "review",
        "image-1",
        FieldChange("verdict", "right", "wrong"),
        FieldChange("reviewed_utc", "a", "b"),
    )
    case.record(
        "annotation.edited",
        "annotation",
        "annotation-1",
        FieldChange("severity", "critical", "marginal"),
        reason="a second look",
    )
    last = len(case.events)
    whole = "".join(pages(case, tmp_path))
    assert f"Changedsinceentryonce(verdict);lastbyTessTester,2026-01-3112:00:{last - 1:02d}UTC" in whole
    assert f"(severity);lastbyTessTester,2026-01-3112:00:{last:02d}UTC,auditentry{last}:asecondlook." in whole
    assert "1verdictwaschangedafteritwasgiven" in whole


def test_the_first_verdict_is_no_change(case: CaseInMemory) -> None:
    """Giving a verdict where there was none is entering it."""
    case.record("review.set", "review", "image-1", FieldChange("verdict", "unreviewed", "wrong"))
    assert read_history(case.events).changes == {}


def describe(case: CaseInMemory, annotation: str, name: str, old: object, new: object) -> None:
    """One edit of one field, as the form makes it."""
    case.record("annotation.edited", "annotation", annotation, FieldChange(name, old, new))


def test_describing_a_fresh_mark_is_no_change(case: CaseInMemory) -> None:
    """What was not stated yet may be stated; stating it anew, or after it was given out, is a change."""
    (record,) = case.image_list
    mark = case.annotate(record, Geometry.box(20, 20, 80, 80)).annotation_id
    describe(case, mark, "triggers", [], ["spurious_context"])
    describe(case, mark, "severity", "not_assessed", "marginal")
    describe(case, mark, "effect", "A12", "A10")
    assert ("annotation", mark) not in read_history(case.events).changes
    describe(case, mark, "effect", "A10", "A2")
    assert read_history(case.events).changes["annotation", mark].fields == ("effect",)
    other = case.annotate(record, Geometry.box(20, 20, 60, 60)).annotation_id
    case.record("export.exported", "session", SESSION_ID, FieldChange("file", None, "marks.json"))
    describe(case, other, "severity", "not_assessed", "critical")
    assert read_history(case.events).changes["annotation", other].fields == ("severity",)


def test_a_place_and_another_persons_description_are_changes(case: CaseInMemory) -> None:
    """Moving a mark changes it; so does whoever describes what somebody else drew."""
    (record,) = case.image_list
    moved = case.annotate(record, Geometry("image")).annotation_id
    describe(case, moved, "geometry", {"kind": "image"}, {"kind": "box"})
    assert read_history(case.events).changes["annotation", moved].fields == ("geometry",)
    taken = case.annotate(record, Geometry.box(5, 5, 50, 50)).annotation_id
    describe(case, taken, "effect", "A12", "A1")
    *before, last = case.events
    events = [*before, replace(last, actor_id="somebody else")]
    assert read_history(events).changes["annotation", taken].fields == ("effect",)


def test_the_reason_given_once_is_told_after_later_changes_too(case: CaseInMemory) -> None:
    """Who changes a judgement again is not asked again; the line must not say that nobody gave a reason."""
    (record,) = case.image_list
    mark = case.annotate(record, Geometry.box(20, 20, 80, 80)).annotation_id
    severities = ["critical", "marginal", "negligible", "critical"]
    case.record("export.exported", "session", SESSION_ID, FieldChange("file", None, "marks.json"))
    told = []
    for number, (old, new) in enumerate(itertools.pairwise(severities)):
        case.record(
            "annotation.edited",
            "annotation",
            mark,
            FieldChange("severity", old, new),
            reason="a second look" if number == 0 else "",
        )
        told.append(change_text(read_history(case.events).changes["annotation", mark]))
    first = len(case.events) - 2
    assert told[0].endswith(f"audit entry {first}: a second look.")
    for text in told[1:]:
        assert f"no further reason given; the change of entry {first}: a second look." in text


def test_deleted_annotation_is_named_until_it_is_restored(case: CaseInMemory, tmp_path: Path) -> None:
    """A gap in the numbers is explained; undoing the deletion ends the mark."""
    created = (
        FieldChange("number", None, 7),
        FieldChange("image_id", None, "image-1"),
        FieldChange("deleted", None, False),
    )
    case.record("annotation.created", "annotation", "a7", *created)
    case.record(
        "annotation.deleted", "annotation", "a7", FieldChange("deleted", False, True), reason="wrong image"
    )
    assert "Deleted,keptintheaudittrail:annotation7byTessTester" in "".join(pages(case, tmp_path))
    case.record("annotation.undone", "annotation", "a7", FieldChange("deleted", True, False))
    assert read_history(case.events).deleted == ()


def test_a_probe_turns_the_hypothesis_into_a_measurement(case: CaseInMemory, tmp_path: Path) -> None:
    """Without one the section says that the cause is a guess; with one it gives the scores."""
    before = "".join(pages(case, tmp_path))
    assert "HYPOTHESIS,nottested:noregionwasremovedorkeptalone" in before
    assert "1explainedimagewherenoregionwasprobed" in before
    measured = MeasuredRegions((4,), (0.3, 0.2, 0.1), (0.111, 0.2, 0.3), (0.25, 0.1, 0.0))
    case.record("run.probed", "run", "run-0001", FieldChange("probe", None, probe_to_json(measured)))
    after = "".join(pages(case, tmp_path))
    assert "MEASURED:removingregion4lowersthescorefrom0.300to0.111;keptalone,itgives0.250" in after
    assert "hardlychangesthescore" in after
    assert "raisesthescore" in after
    assert "noregionwasprobed" not in after


def test_second_opinion_stands_beside_the_first(case: CaseInMemory, tmp_path: Path) -> None:
    """It never replaces the first verdict; taken back, it is gone from the pages."""
    said = {"reviewer": "Jon Adeyemi", "verdict": "wrong", "rationale": "I see no one.", "judged_blind": True}
    changes = [FieldChange(name, None, value) for name, value in said.items()]
    case.record("second_opinion.given", "second_opinion", "image-1", *changes)
    whole = "".join(pages(case, tmp_path))
    assert "Secondopinion:wrong–differsfromthefirstverdict" in whole
    assert "right–therevieweragreeswiththemodel" in whole
    case.record(
        "second_opinion.given",
        "second_opinion",
        "image-1",
        FieldChange("reviewer", "Jon Adeyemi", "Jon Adeyemi"),
        FieldChange("verdict", "wrong", "unreviewed"),
    )
    assert read_history(case.events).opinions == {}


def test_earlier_reports_are_named_with_their_hashes(case: CaseInMemory, tmp_path: Path) -> None:
    """A board that holds two reports can tell which came first."""
    case.record(
        "report.exported",
        "report",
        "cd" * 32,
        FieldChange("file", None, "first.pdf"),
        FieldChange("sha256", None, "cd" * 32),
    )
    whole = "".join(pages(case, tmp_path))
    assert "Thisreportsupersedes1report" in whole
    assert "cd" * 32 in whole


def test_marked_failures_are_listed_gravest_first_with_their_pages(
    case: CaseInMemory, tmp_path: Path
) -> None:
    """The list names the page on which the image's section really begins; acceptable answers are left out."""
    record = case.image_list[0]
    case.annotate(record, Geometry("image"), effect="A2", severity="catastrophic")
    case.annotate(record, Geometry("image"), effect="A0")
    texts = pages(case, tmp_path)
    section = next(index for index, text in enumerate(texts) if text.startswith("1street.png"))
    listed = next(text for text in texts if text.startswith("Markedfailures"))
    assert listed.index("A2hallucinated") < listed.index("A1missed")
    assert "A0" not in listed
    assert f"open{section + 1}Sign-off" in listed, "the next chapter begins below a short list"


def test_unreadable_entry_is_a_clear_error(case: CaseInMemory) -> None:
    """A probe without figures names its entry instead of printing half a table."""
    case.record("run.probed", "run", "run-0001", FieldChange("probe", None, {"region_ids": [1]}))
    with pytest.raises(ReportError, match=rf"entry {len(case.events)} of the audit trail, run\.probed"):
        read_history(case.events)


def test_history_is_plain_data(case: CaseInMemory) -> None:
    """Nothing in it holds on to the trail, which may be long."""
    history = asdict(read_history(case.events))
    assert set(history) == {
        "changes",
        "deleted",
        "probes",
        "opinions",
        "sign_offs",
        "reports",
        "clock_went_back",
        "foreign",
        "names",
        "taxonomy",
        "taxonomy_set",
    }


def test_a_change_after_the_sign_off_is_told(case: CaseInMemory, tmp_path: Path) -> None:
    """An entry that the program would have refused ends the sign-off in the report, too."""
    assert read_history(case.events).foreign == ()
    sign(case)
    case.record("review.set", "review", "image-1", FieldChange("verdict", "right", "wrong"))
    changed = case.events[-1].sequence
    history = read_history(case.events)
    assert [sequence for sequence, _ in history.foreign] == [changed]
    assert (history.sign_off, history.sign_offs[-1].overrun_sequence) == (None, changed)
    text = "".join(page_texts(write_report(case, tmp_path / "report.pdf").path))
    for words in (
        f"CHANGED AFTERWARDS without reopening (audit entry {changed})",
        "NO LONGER VALID: approval, the record was changed after it",
        f"Audit entry {changed} cannot be relied on",
    ):
        assert "".join(words.split()) in "".join(text.split())
