"""The written report: same bytes, right text, embedded fonts, everything shown as what it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import tracemalloc
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import OperationCancelled, ReportError
from mmel_desktop.report.page_text import PageTextReader
from mmel_desktop.report.pdf import write_report
from tests.factories import write_image
from tests.report.conftest import WrittenReport, page_texts
from tests.report.report_case import (
    COMMENTS,
    PROMPTS,
    CaseInMemory,
    draw_street,
    empty_case,
    full_case,
    realistic_explanation,
)


def squeezed(text: str) -> str:
    """Text as the page reader gives it: without white space."""
    return "".join(text.split())


@pytest.fixture
def street(tmp_path: Path) -> SourceImage:
    """A small drawn scene on disk."""
    return draw_street(tmp_path / "street.png", size_wh=(320, 240))


def test_same_record_gives_same_bytes(tmp_path: Path) -> None:
    """Two exports of one record are equal to the last byte."""
    case = full_case(tmp_path, images=1)
    first = write_report(case, tmp_path / "first.pdf")
    second = write_report(case, tmp_path / "second.pdf")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.sha256 == second.sha256 == sha256_hex(first.path.read_bytes())


def test_another_record_gives_another_report(written: WrittenReport, tmp_path: Path) -> None:
    """One more audit entry shows in the bytes."""
    case = replace(written.case, events=list(written.case.events))
    case.record("session.renamed", "session", "s", FieldChange("name", "a", "b"))
    assert write_report(case, tmp_path / "other.pdf").sha256 != written.outcome.sha256


@pytest.mark.parametrize("script", ["Korean", "Japanese", "Chinese", "Russian", "Greek", "Markup"])
def test_comments_print_as_written(written: WrittenReport, script: str) -> None:
    """Text of many scripts, and text that looks like markup, stands on the pages as it was typed."""
    assert squeezed(COMMENTS[script]) in written.text


def test_controls_and_uncovered_characters_print_as_code_points(written: WrittenReport) -> None:
    """Nothing invisible stays invisible, and no character is replaced by a box."""
    for label in ("U+202E", "U+200B", "U+0007", "U+1F6A6"):
        assert label in written.text
    for character in ("\u202e", "\u200b", "\x07", "■", "\ufffd"):
        assert character not in written.text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("script", ["Korean", "Japanese", "Chinese", "Russian", "Greek", "Arabic", "Hebrew"])
def test_an_independent_reader_finds_the_text(written: WrittenReport, script: str) -> None:
    """Poppler extracts the comments in logical order (Arabic up to presentation forms of ligatures)."""
    output = subprocess.run(
        ["pdftotext", str(written.outcome.path), "-"], capture_output=True, check=True
    ).stdout.decode()
    embeddings = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u2066\u2067\u2069\u200e\u200f"))
    found = unicodedata.normalize("NFKC", output.translate(embeddings))
    wanted = unicodedata.normalize("NFKC", COMMENTS[script].split("(")[0].rstrip(". "))
    assert wanted in found


def test_characters_beyond_the_basic_plane_can_be_read_back(tmp_path: Path, street: SourceImage) -> None:
    """A smiling face that a font has is printed as itself, also for those who search or copy."""
    case = empty_case()
    case.annotate(case.add_image(street), Geometry("image"), comment="fine \U0001f600 \U0001d54f here")
    text = "".join(page_texts(write_report(case, tmp_path / "r.pdf").path))
    assert "fine\U0001f600\U0001d54fhere" in text


def test_all_fonts_are_embedded_truetype(written: WrittenReport) -> None:
    """No viewer has to guess a font: every one travels in the file, and none of the built-in ones is used."""
    with pikepdf.open(written.outcome.path) as pdf:
        fonts = [
            entry
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/Font"
        ]
        assert len(fonts) > 5
        for font in fonts:
            assert font.Subtype == "/TrueType"
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_every_page_says_which_of_how_many_it_is(written: WrittenReport) -> None:
    """Footers carry page numbers, the session and the chain head."""
    reader = PageTextReader()
    with pikepdf.open(written.outcome.path) as pdf:
        footers = [reader.read_form(page.obj.Resources.XObject.Furniture) for page in pdf.pages]
    total = written.outcome.pages
    assert len(footers) == total
    for number, footer in enumerate(footers, start=1):
        assert f"Page{number}of{total}" in footer
        assert written.case.anchor().head_sha256[:16] in footer


def test_outline_and_contents_lead_to_the_images(written: WrittenReport) -> None:
    """Bookmarks exist for every chapter and image; contents lines link to the pages they name."""
    with pikepdf.open(written.outcome.path) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        images = next(item for item in outline.root if item.title == "Images")
        assert titles[:3] == ["Cover", "Contents", "Summary"]
        assert [item.title for item in images.children] == [
            "1  street_01.png",
            "2  street_02.png",
            "3  street_failed.png",
        ]
        links = [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]
        targets = {link.Dest[0].objgen for link in links}
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        linked = sorted(pages[target] for target in targets)
    first = next(index for index, text in enumerate(written.pages) if text.startswith("1street_01.png"))
    assert first in linked


def test_document_information_comes_from_the_record(written: WrittenReport) -> None:
    """Title, dates and subject name the session and its last entry, not the time of export."""
    with pikepdf.open(written.outcome.path) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Audit report: Crossing at Elm Street"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260131120")
        assert written.case.anchor().head_sha256 in str(pdf.docinfo["/Subject"])


def test_scores_checks_and_verdicts_stand_on_the_pages(written: WrittenReport) -> None:
    """What the engine measured and what the human said are printed."""
    first = next(index for index, text in enumerate(written.pages) if text.startswith("1street_01.png"))
    section = "".join(written.pages[first : first + 5])
    assert "0.300" in section
    assert "FAIL" in section
    assert "Promptspecificity0.970(limit≤0.900)" in section
    assert "notrun" in section
    assert "wrong–therevieweroverridesthemodel" in section
    assert "unknowntothemodel’straining:road" in section


def test_failed_image_is_shown_as_failed(written: WrittenReport) -> None:
    """A failed run has its section, its reason, and its place in the contents; no map is painted."""
    section = next(text for text in written.pages if text.startswith("3street_failed.png"))
    assert "ThenewestrunFAILED" in section
    assert "outofmemoryafterblock7" in section
    assert "Thereisnofinishedrun." in section
    assert "Fusedmap" not in section
    assert "EXPLANATIONFAILED" in written.pages[1]


def test_never_explained_and_cancelled_images_are_named_so(tmp_path: Path) -> None:
    """No image silently lacks its explanation."""
    case = empty_case()
    case.add_image(draw_street(tmp_path / "never.png", size_wh=(160, 120)))
    cancelled = case.add_image(draw_street(tmp_path / "stopped.png", size_wh=(160, 120), seed=1))
    case.add_unfinished_run(cancelled, "cancelled", "")
    text = "".join(page_texts(write_report(case, tmp_path / "r.pdf").path))
    assert "Thisimagewasneverexplained" in text
    assert "Thenewestrunwascancelled" in text
    assert "1imageneverexplained." in text


def test_a_failed_run_after_a_finished_one_is_not_hidden(tmp_path: Path, street: SourceImage) -> None:
    """The older explanation is printed, with the newer failure above it."""
    case = empty_case()
    record = case.add_image(street)
    case.add_explanation(record, realistic_explanation(street))
    case.add_unfinished_run(record, "failed", "NaN in block 3")
    text = "".join(page_texts(write_report(case, tmp_path / "r.pdf").path))
    assert "NaNinblock3" in text
    assert "Whatfollowsisthefinishedrunof" in text
    assert "Fusedmapfor" in text


def test_without_evidence_words_stand_instead_of_paint(tmp_path: Path, street: SourceImage) -> None:
    """A prompt without positive evidence is reported, and its picture is the plain image."""
    plain = realistic_explanation(street, prompts=PROMPTS[:1])
    empty = replace(
        plain, prompts=(replace(plain.prompts[0], evidence_found=False),), heatmap=plain.heatmap * 0
    )
    case = empty_case()
    case.add_explanation(case.add_image(street), empty)
    path = write_report(case, tmp_path / "r.pdf").path
    text = "".join(page_texts(path))
    assert text.count("noevidencefound") >= 5  # fused, three levels, score table
    with pikepdf.open(path) as pdf:
        first = next(index for index, page in enumerate(page_texts(path)) if page.startswith("1street.png"))
        forms = pdf.pages[first].obj.Resources.XObject
        pictures = {bytes(form.read_raw_bytes()) for form in forms.values() if form.Subtype == "/Image"}
    assert len(pictures) == 1, "every map of the page is the unpainted image"


@pytest.mark.parametrize("what", ["vanished", "changed"])
def test_file_that_is_no_longer_what_was_imported(what: str, tmp_path: Path, street: SourceImage) -> None:
    """The section says so and draws the maps on grey, never on another picture."""
    case = empty_case()
    case.add_explanation(case.add_image(street), realistic_explanation(street))
    if what == "vanished":
        Path(street.path).unlink()
    else:
        draw_street(Path(street.path), size_wh=(320, 240), seed=7)
    text = "".join(page_texts(write_report(case, tmp_path / "r.pdf").path))
    expected = "Thefilecannotbereadanymore" if what == "vanished" else "Thefile’spixelshavechangedsinceimport"
    assert expected in text
    assert "picturenotavailable" in text
    assert "1imagefilevanishedorchangedsinceimport." in text


def test_huge_text_is_cut_with_a_note_and_kept_in_the_evidence(tmp_path: Path, street: SourceImage) -> None:
    """A comment of 200,000 characters does not fill the report; the attachment has it whole."""
    case = empty_case()
    record = case.add_image(street)
    comment = "word " * 40_000 + "end"
    case.annotate(record, Geometry("image"), comment=comment)
    outcome = write_report(case, tmp_path / "r.pdf")
    assert outcome.pages < 20
    assert "cuthere:200,003charactersinall" in "".join(page_texts(outcome.path))
    with pikepdf.open(outcome.path) as pdf:
        data = pdf.attachments["image-00001.json"].get_file().read_bytes()
    assert json.loads(data)["annotations"][0]["comment"] == comment


@pytest.mark.parametrize("size_wh", [(2000, 40), (40, 2000), (16, 16), (1, 1)])
def test_extreme_pictures_fit_the_page(size_wh: tuple[int, int], tmp_path: Path) -> None:
    """Panoramas, towers and single pixels are laid out without failing."""
    image = write_image(tmp_path / "odd.png", size_wh=size_wh)
    case = empty_case()
    case.add_explanation(case.add_image(image), realistic_explanation(image))
    assert write_report(case, tmp_path / "r.pdf").pages >= 8


def test_empty_session_gives_a_report(tmp_path: Path) -> None:
    """A session without images still has cover, method, trail and appendix."""
    outcome = write_report(empty_case(), tmp_path / "r.pdf")
    text = "".join(page_texts(outcome.path))
    assert "NOTSIGNEDOFF" in text
    assert "session.created" in text


class StoppingListener:
    """Sets the token when a given step is reached."""

    def __init__(self, token: CancelToken, at: int) -> None:
        self.token, self.at = token, at
        self.reports: list[ProgressReport] = []

    def __call__(self, report: ProgressReport) -> None:
        self.reports.append(report)
        if report.done >= self.at:
            self.token.cancel()


@pytest.mark.parametrize("at", [0, 1, 3])
def test_cancelled_export_leaves_nothing(at: int, tmp_path: Path) -> None:
    """No report, no part files; an older report of the same name stays."""
    case = full_case(tmp_path, images=1)
    out = tmp_path / "out"
    out.mkdir()
    target = out / "report.pdf"
    target.write_bytes(b"older report")
    token = CancelToken()
    with pytest.raises(OperationCancelled):
        write_report(case, target, progress=StoppingListener(token, at), cancel=token)
    assert [entry.name for entry in out.iterdir()] == ["report.pdf"]
    assert target.read_bytes() == b"older report"


def test_progress_counts_images_to_the_end(tmp_path: Path) -> None:
    """Steps rise from 0 to the total."""
    case = full_case(tmp_path, images=1)
    listener = StoppingListener(CancelToken(), at=99)
    write_report(case, tmp_path / "r.pdf", progress=listener)
    done = [report.done for report in listener.reports]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, listener.reports[-1].total)


def test_edit_during_the_export_is_refused(tmp_path: Path, street: SourceImage) -> None:
    """Pages and trail must not speak of different states of the record."""
    case = empty_case()
    case.add_image(street)

    def edit(report: ProgressReport) -> None:
        if report.done == 1:
            case.record("session.renamed", "session", "s")

    with pytest.raises(ReportError, match="changed while its report"):
        write_report(case, tmp_path / "r.pdf", progress=edit)
    assert not (tmp_path / "r.pdf").exists()


def test_unwritable_folder_is_a_clear_error(tmp_path: Path) -> None:
    """The error names the file and what to do."""
    with pytest.raises(ReportError, match=r"cannot write report 'r\.pdf'.*choose another place"):
        write_report(empty_case(), tmp_path / "no" / "such" / "r.pdf")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_memory_stays_flat_over_many_images(tmp_path: Path) -> None:
    """Slow: writes 120 images. The second sixty must not need noticeably more memory than the first."""
    case = full_case(tmp_path, images=2)
    few, many = case_repeated(case, 20), case_repeated(case, 120)
    peaks = []
    for number, repeated in enumerate((few, many)):
        tracemalloc.start()
        write_report(repeated, tmp_path / f"{number}.pdf")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 24 * 1024 * 1024


def case_repeated(case: CaseInMemory, count: int) -> CaseInMemory:
    """The first image of a case, many times under new ids."""
    first, run = case.image_list[0], case.run_list[0]
    images = [replace(first, image_id=f"i{index}", position=index) for index in range(count)]
    runs = [replace(run, run_id=f"r{index}", image_id=f"i{index}") for index in range(count)]
    explanations = {entry.run_id: case.explanations[run.run_id] for entry in runs}
    return replace(
        case, image_list=images, run_list=runs, explanations=explanations, annotation_list=[], review_map={}
    )
