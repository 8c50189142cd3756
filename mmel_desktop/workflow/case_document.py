"""A whole session as one canonical JSON document (RFC 8785), for programs and archives.

Schema ``mmel-case/1``, an object with these keys:

- ``anchor``: session id, number and hash of the last audit entry the document tells of, its time;
- ``audit_trail``: every entry with its changes and both hashes, as in the session;
- ``display``: the display settings last in use;
- ``images``: in the order of the gallery, each with ``record`` (name, hashes, size, conversions, path),
  ``runs`` (each with ``explanation``, a document of schema ``mmel-explanation/1`` or null),
  ``review``, ``second_opinions`` (latest of each further reviewer) and ``annotations``;
- ``program``, ``schema``;
- ``record_check``: whether the record held when it was exported (``passed``, ``verdict``), and if not, the
  ``findings`` against it, each with ``severity``, ``where`` and ``message``;
- ``session``: name, purpose, creator, model, prompts, method, view;
- ``sign_offs``: each with what it vouches for and whether it is in force;
- ``taxonomy``: ``version``, and ``terms``: every code with its label and meaning, by the field it stands in.
  Those that a team added have ``by_team`` true and perhaps ``label_ko``, those that are not to be chosen any
  more ``offered`` false; ``team`` (name, version, sha256) is there when a team's terms are in use.

Maps are named by hash in the explanations and are not part of it. Being canonical, the same record gives the
same bytes, and any change of a byte shows in the hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from mmel_desktop.core.annotation import annotation_to_json
from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.core.explanation_document import to_document
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.store.audit_log import recordable_values
from mmel_desktop.store.case_snapshot import CaseSnapshot
from mmel_desktop.workflow.exported_terms import terms_document

CASE_SCHEMA = "mmel-case/1"


def case_document(
    store: CaseSnapshot,
    images: Sequence[ImageRecord],
    anchor: Anchor,
    program: str,
    check: RecordCheck,
    before_image: Callable[[int], None],
) -> Iterator[bytes]:
    """The document in pieces, one image at a time, so that memory does not grow with the session.

    Args:
        store: the session at one moment.
        images: its images.
        anchor: the end of its audit trail.
        program: who writes it.
        check: whether the record held.
        before_image: called with the number of images done; may raise to stop.
    """
    with recordable_values():  # a strange session may hold numbers that have no canonical form
        yield from _pieces(store, images, anchor, program, check, before_image)


def _pieces(
    store: CaseSnapshot,
    images: Sequence[ImageRecord],
    anchor: Anchor,
    program: str,
    check: RecordCheck,
    before_image: Callable[[int], None],
) -> Iterator[bytes]:
    # Canonical form sorts the keys; the pieces stand in that order.
    yield b'{"anchor":' + canonical_bytes(asdict(anchor))
    yield b',"audit_trail":' + canonical_bytes(_plain([asdict(event) for event in store.audit_events()]))
    yield b',"display":' + canonical_bytes(asdict(store.display()))
    yield b',"images":['
    reviews, opinions = store.reviews(), store.second_opinions()
    for done, image in enumerate(images):
        before_image(done)
        comma = b"," if done else b""
        yield comma + canonical_bytes(_plain(_image_document(store, image, reviews, opinions)))
    session = asdict(store.session())
    for name in (
        "read_only",
        "read_only_reason",
        "form_note",
        "upgrade_note",
    ):  # how this process opened the file is no part of the record
        session.pop(name)
    yield b'],"program":' + canonical_bytes(program)
    yield b',"record_check":' + canonical_bytes(_plain(check.to_json()))
    yield b',"schema":' + canonical_bytes(CASE_SCHEMA)
    yield b',"session":' + canonical_bytes(_plain(session))
    yield b',"sign_offs":' + canonical_bytes(
        _plain([{**asdict(sign_off), "in_force": sign_off.in_force} for sign_off in store.sign_offs()])
    )
    yield b',"taxonomy":' + canonical_bytes(terms_document(store.taxonomy())) + b"}"


def _image_document(
    store: CaseSnapshot,
    image: ImageRecord,
    reviews: dict[str, ImageReview],
    opinions: dict[str, tuple[SecondOpinion, ...]],
) -> dict[str, Any]:
    runs = []
    for run in store.runs(image.image_id):
        explanation = to_document(store.explanation(run.run_id)) if run.status == "finished" else None
        runs.append({**asdict(run), "explanation": explanation})
    return {
        "record": asdict(image),
        "runs": runs,
        "review": asdict(reviews.get(image.image_id, ImageReview(image.image_id))),
        "second_opinions": [asdict(opinion) for opinion in opinions.get(image.image_id, ())],
        "annotations": [annotation_to_json(annotation) for annotation in store.annotations(image.image_id)],
    }


def _plain(value: Any) -> Any:
    """JSON values only: tuples become lists; paths that are not valid Unicode are written escaped."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, str):
        return printable_name(value)
    return value
