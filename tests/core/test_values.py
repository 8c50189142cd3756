"""Graphs, audit entries and documents behave as their docstrings say."""

from __future__ import annotations

import random
import struct
from dataclasses import replace

import numpy as np
import pytest

from mmel_desktop.core.annotation import Annotation, Geometry, annotation_from_json, annotation_to_json
from mmel_desktop.core.audit_event import AuditEvent, FieldChange, chain_root, entry_bytes, entry_sha256
from mmel_desktop.core.canonical import (
    MOST_NESTED,
    array_sha256,
    canonical_bytes,
    canonical_bytes_of_json,
    is_canonical,
    json_value,
)
from mmel_desktop.core.explanation_document import from_document, to_document
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.errors import BadInputError, MmelError
from tests.factories import make_explanation

GRAPH = RelationGraph(
    0,
    1,
    (1, 2, 3),
    (RelationEdge(1, 2, 0.9, 0.1), RelationEdge(1, 3, 0.5, 0.7), RelationEdge(2, 3, 0.2, 0.3, -0.4)),
)


def test_strongest_edges_per_node() -> None:
    """Each node contributes its strongest edge; the weakest is nobody's first choice."""
    assert [(e.source, e.target) for e in GRAPH.strongest("semantic", 1)] == [(1, 2), (1, 3)]
    assert [(e.source, e.target) for e in GRAPH.strongest("attention", 1)] == [(1, 3), (2, 3)]


def test_weak_and_unmeasured_edges_are_left_out() -> None:
    """A minimum drops weak edges; interaction ranks by magnitude and skips what was not measured."""
    assert len(GRAPH.strongest("semantic", 3, minimum=0.4)) == 2
    assert [e.interaction for e in GRAPH.strongest("interaction", 3)] == [-0.4]
    with pytest.raises(ValueError, match="unknown relation kind"):
        GRAPH.strongest("magic", 1)


def test_audit_hash_depends_on_every_field_and_on_the_entry_before() -> None:
    """Changing any field, or the previous hash, changes the entry's hash."""
    event = AuditEvent(
        1, "2026-01-01T00:00:00Z", 60, False, "a", "A", "analyst", "annotation.created", "annotation", "x",
        (FieldChange("severity", None, "critical"),), "", chain_root("s"), "",
    )  # fmt: skip
    original = entry_sha256(event.previous_sha256, entry_bytes(event))
    changed = [
        replace(event, utc="2026-01-01T00:00:01Z"),
        replace(event, changes=(FieldChange("severity", None, "marginal"),)),
        replace(event, reason="because"),
        replace(event, clock_went_back=True),
    ]
    hashes = {entry_sha256(one.previous_sha256, entry_bytes(one)) for one in changed}
    hashes.add(entry_sha256(chain_root("other"), entry_bytes(event)))
    assert len(hashes) == 5
    assert original not in hashes


def test_annotation_round_trip() -> None:
    """JSON and back is the same annotation."""
    annotation = Annotation(
        "id",
        "image",
        3,
        Geometry.box(9, 8, 1, 2),
        "a dog",
        "A2",
        ("clutter",),
        ("background",),
        comment="<b>&",
    )
    assert annotation_from_json(annotation_to_json(annotation)) == annotation
    assert annotation.geometry.bounding_box_xyxy_px == (1, 2, 9, 8)


def test_array_hash_knows_shape_and_type() -> None:
    """The same bytes in another shape or type are another array."""
    values = np.arange(6, dtype=np.int32)
    hashes = {array_sha256(values), array_sha256(values.reshape(2, 3)), array_sha256(values.astype(np.int64))}
    assert len(hashes) == 3
    assert array_sha256(values) == array_sha256(values.astype(">i4"))


def test_explanation_document_is_canonical_and_complete() -> None:
    """A document survives canonical JSON, and an unknown schema is refused by name."""
    explanation = make_explanation()
    document = to_document(explanation)
    assert to_document(from_document(document, explanation.arrays())) == document
    assert canonical_bytes(document) == canonical_bytes(to_document(explanation))
    with pytest.raises(BadInputError, match="mmel-explanation/99"):
        from_document({**document, "schema": "mmel-explanation/99"}, explanation.arrays())


@pytest.mark.parametrize(
    "colours",
    [np.zeros((20, 16, 3), np.uint8), np.zeros((72, 72, 3), np.uint8), np.zeros((16, 16, 3), np.float32)],
)
def test_cells_that_do_not_fit_the_patches_are_refused(colours: np.ndarray) -> None:
    """Eight by eight patches: not 20 by 16 cells, not nine to a patch's side, and no other numbers."""
    spoiled = replace(make_explanation(), cell_colours=colours)
    with pytest.raises(BadInputError, match="cell_colours"):
        from_document(to_document(spoiled), spoiled.arrays())


def test_explanations_older_than_cells_are_read_without_them() -> None:
    """And painted evenly."""
    older = replace(make_explanation(), cell_colours=None)
    again = from_document(to_document(older), older.arrays())
    assert again.cell_colours is None
    assert again.map_painter.edges is None


def test_errors_say_what_found_expected_and_action_in_one_line() -> None:
    """The line a user sees has all four parts and no line break."""
    error = MmelError("cannot read\nit", found="rubbish", expected="an image", action="look again")
    assert str(error) == "cannot read it; found rubbish; expected an image; look again"


def test_the_number_of_an_annotation_stands_on_its_outline() -> None:
    """The corner of the bounding box of a slanted shape lies on something else."""
    slanted = Geometry("polygon", (((10.0, 0.0), (20.0, 10.0), (10.0, 20.0), (6.0, 8.0)),))
    assert slanted.call_out_xy_px == (10.0, 0.0)
    assert Geometry.box(4.0, 9.0, 2.0, 3.0).call_out_xy_px == (2.0, 3.0)
    assert Geometry("image").call_out_xy_px is None


@pytest.mark.parametrize(
    "value",
    [
        {"b": [1, "x", None, True], "a": {"ü": "\u2028\x1f\n"}},
        [0.1, 1e-7, 1e21, -5, 100, 1.5, -0.25],
        {"\ue000": 1, "\U0001f600": 2},
        {"actor": "김하늘", "utc": "2026-01-01T00:00:00.000000Z"},
    ],
)
def test_canonical_bytes_are_known_as_such(value: object) -> None:
    """Whatever way is taken to find out."""
    assert is_canonical(canonical_bytes(value))


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1, "b":2}',
        b'{"a":1,"a":2}',
        b"[1.0]",
        b"[1e-05]",
        b"[-0]",
        b"[9007199254740993]",
        b"[NaN]",
        b'["\\u0061"]',
        b'["\\ud800"]',
        '{"\ue000":1,"\U0001f600":2}'.encode(),
        b" [1]",
        b"1e5",
    ],
)
def test_other_bytes_are_not_canonical(data: bytes) -> None:
    """Another order, space, number form, escape, key twice: what other readers might understand otherwise."""
    assert not is_canonical(data)


def test_json_nested_deeper_than_any_record_is_refused() -> None:
    """Lists side by side are no depth; far too deep and a little too deep are refused alike."""
    fits = "[" * MOST_NESTED + "]" * MOST_NESTED
    assert canonical_bytes(json_value(fits)) == fits.encode()
    assert json_value("[" + "[]," * 500 + "[]]") == [[]] * 501
    for deep in (f"[{fits}]", '{"a":' * 61 + "1" + "}" * 61, "[" * 900 + "]" * 900, "[" * 100_000):
        for data in (deep, deep.encode()):
            with pytest.raises(ValueError, match="nested too deeply"):
                json_value(data)


def test_the_quick_way_to_canonical_bytes_gives_the_same_bytes() -> None:
    """Numbers of every size and form, and what has no canonical form at all."""
    rng = random.Random(7)
    numbers = [rng.uniform(-1, 1) * 10.0 ** rng.randrange(-12, 24) for _ in range(2_000)]
    numbers += [struct.unpack("<d", rng.randbytes(8))[0] for _ in range(2_000)]
    numbers += [float(rng.randrange(-9, 9)) for _ in range(20)] + [-0.0, 5e-324, 1e16, 0.1 + 0.2]
    numbers += [rng.randrange(-(10**size), 10**size) for size in range(1, 20) for _ in range(20)]
    for number in numbers:
        value = {"of": [number, "text, -1e5"], "\ufb00": number}
        try:
            expected = canonical_bytes(value)
        except ValueError:
            with pytest.raises(ValueError, match=r"(?s).*"):
                canonical_bytes_of_json(value)
            continue
        assert canonical_bytes_of_json(value) == expected
