"""The machine-readable record inside the report."""

from __future__ import annotations

import io
import json

import numpy as np
import pikepdf

from mmel_desktop.core.canonical import array_sha256, canonical_bytes
from mmel_desktop.core.explanation_document import from_document
from mmel_desktop.report.evidence import maps_archive, printed_figures
from mmel_desktop.report.page_digest import PageDigester
from tests.report.conftest import WrittenReport


def attached(report: WrittenReport) -> dict[str, bytes]:
    """Every attachment by name, read through pikepdf's own interface."""
    with pikepdf.open(report.outcome.path) as pdf:
        return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}


def test_everything_is_attached_as_data(written: WrittenReport) -> None:
    """Record, trail, anchor, manifest, two files per explained image; all marked as data of the document."""
    with pikepdf.open(written.outcome.path) as pdf:
        names = set(pdf.attachments)
        assert all(spec.AFRelationship == "/Data" for spec in pdf.Root.AF)
        assert len(pdf.Root.AF) == len(names)
    assert names == {
        "record.json",
        "audit-trail.json",
        "anchor.json",
        "manifest.json",
        "image-00001.json",
        "image-00001-maps.npz",
        "image-00002.json",
        "image-00002-maps.npz",
        "image-00003.json",
    }


def test_json_attachments_are_canonical(written: WrittenReport) -> None:
    """Each is exactly the RFC 8785 form of itself."""
    for name, data in attached(written).items():
        if name.endswith(".json"):
            assert canonical_bytes(json.loads(data)) == data, name


def test_the_explanation_can_be_rebuilt_from_the_attachments(written: WrittenReport) -> None:
    """JSON and maps together give back the engine's answer; every array has its hash."""
    files = attached(written)
    image = json.loads(files["image-00001.json"])
    with np.load(io.BytesIO(files["image-00001-maps.npz"]), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    rebuilt = from_document(image["runs"][0]["explanation"], arrays)
    original = written.case.explanations["run-0001"]
    assert rebuilt.prompts == original.prompts
    assert rebuilt.checks == original.checks
    np.testing.assert_array_equal(rebuilt.levels, original.levels)


def test_record_names_session_anchor_and_counts(written: WrittenReport) -> None:
    """What cover and summary print is in the record too."""
    record = json.loads(attached(written)["record.json"])
    assert record["session"]["name"] == "Crossing at Elm Street"
    assert record["anchor"]["head_sha256"] == written.case.anchor().head_sha256
    assert record["totals"]["statuses"] == {"explained": 2, "failed": 1}
    assert record["totals"]["annotations"] == len(written.case.annotation_list)
    assert len(json.loads(attached(written)["audit-trail.json"])) == len(written.case.events)


def test_archive_bytes_depend_only_on_the_arrays() -> None:
    """Order of the names and memory layout make no difference; a value does."""
    a, b = np.arange(6, dtype=np.float32).reshape(2, 3), np.eye(2, dtype=np.int32)
    archive = maps_archive({"a": a, "b": b})
    assert archive == maps_archive({"b": b, "a": np.asfortranarray(a)})
    assert archive != maps_archive({"a": a + 1, "b": b})
    with np.load(io.BytesIO(archive), allow_pickle=False) as loaded:
        assert array_sha256(loaded["a"]) == array_sha256(a)


def test_printed_figures_are_those_of_the_shown_run(written: WrittenReport) -> None:
    """Hash, run, scores, shares and measured checks; only the hash without an explanation."""
    files = attached(written)
    figures = printed_figures(json.loads(files["image-00001.json"]))
    assert "run-0001" in figures
    assert "0.300" in figures
    assert "0.970" in figures
    failed = json.loads(files["image-00003.json"])
    assert printed_figures(failed) == [failed["image"]["identity"]["rgb_sha256"]]


def test_page_digest_tells_pages_apart_and_repeats() -> None:
    """Equal pages have equal digests, whatever their object numbers; other drawing gives another."""

    def build(text: bytes, extra_objects: int) -> list[str]:
        with pikepdf.new() as pdf:
            for _ in range(extra_objects):
                pdf.make_indirect(pikepdf.Dictionary(Unused=1))
            pdf.add_blank_page()
            pdf.pages[0].Contents = pdf.make_stream(b"q Q")
            pdf.add_blank_page()
            pdf.pages[1].Contents = pdf.make_stream(text)
            digester = PageDigester(pdf)
            return [digester.page(0), digester.page(1)]

    assert build(b"1 0 0 rg", 0) == build(b"1 0 0 rg", 5)
    first, second = build(b"1 0 0 rg", 0), build(b"0 1 0 rg", 0)
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_outline_of_thousands_is_hashed_and_every_title_counts() -> None:
    """An outline is one long chain; 3,000 images must not be too many for it."""

    def digest_with(title: str) -> str:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem("Images", 0))
                outline.root[0].children.extend(
                    pikepdf.OutlineItem(f"{number} image", 0) for number in range(3000)
                )
                outline.root[0].children[2500].title = title
            return PageDigester(pdf).catalogue()

    assert digest_with("2500 image") == digest_with("2500 image")
    assert digest_with("2500 image") != digest_with("another")
