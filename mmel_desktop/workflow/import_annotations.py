"""Bring annotations drawn elsewhere into a session: added as one edit, never over what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.counted import counted
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError, MmelError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.coco_reading import is_coco, read_coco
from mmel_desktop.workflow.drawn_shapes import geometry_of, is_inside, stated_geometry
from mmel_desktop.workflow.foreign_marks import ForeignMark, ImageHint, read_json
from mmel_desktop.workflow.geojson_reading import is_geojson, read_geojson

LONGEST_TEXT = 20_000

_CODES = ("effect", "causal_status", "confidence", "status", "severity")
_CODE_LISTS = ("triggers", "evidence")
_TEXTS = ("prompt", "use_context", "consequence", "comment")


@dataclass(frozen=True)
class AnnotationImportOutcome:
    """What became of a file's annotations.

    Attributes:
        added: the new annotations.
        skipped: one error for each that was left out, or for each image that is not in the session.
        source_format: ``COCO`` or ``GeoJSON``.
        already_there: those of the skipped that the session, or the file itself, holds already.
    """

    added: tuple[Annotation, ...]
    skipped: tuple[MmelError, ...]
    source_format: str
    already_there: tuple[MmelError, ...] = ()

    @property
    def refused(self) -> tuple[MmelError, ...]:
        """Those left out for another reason than being there already."""
        return tuple(error for error in self.skipped if error not in self.already_there)


def import_annotations(
    store: CaseStore, path: str | Path, *, image_id: str | None = None
) -> AnnotationImportOutcome:
    """Add the annotations of a COCO or GeoJSON file; its content decides which it is.

    Images are recognised by their hashes, where the file gives them, else by file name and size; codes are
    those that the session knows, its team's among them. What cannot be placed or understood, and what is in
    the session already, is left out and said. Verdicts on images are not taken over, whoever gave them:
    judging is an act of the person at work. A bundle carries them.

    Args:
        store: the session.
        path: the file.
        image_id: the image a GeoJSON file without any mention of an image lies on; by default the one named
            like the file.

    Raises:
        BadInputError: the file cannot be read, or is neither of the two formats.
        SessionReadOnlyError: the session cannot be edited.
    """
    path = Path(path)
    document, data = read_json(path)
    marks, source_format = _read_marks(document, path)
    placed, skipped = _place(marks, store.images(), image_id)
    taxonomy = store.taxonomy()
    # The same judgement of the same spot is not added twice, whoever drew it.
    known = {_content(annotation): annotation.number for annotation in store.annotations()}
    found: list[Annotation] = []
    twice: list[MmelError] = []
    for mark, image in placed:
        try:
            annotations = _annotations_of(mark, image, taxonomy)
        except BadInputError as error:
            skipped.append(error)
            continue
        for annotation in annotations:
            content = _content(annotation)
            if content in known:
                where = (
                    f"annotation {known[content]} of the session" if known[content] else "in the file twice"
                )
                twice.append(_left_out(mark, f"it is there already: {where}"))
                skipped.append(twice[-1])
                continue
            known[content] = 0
            found.append(annotation)
    added = store.import_annotations(
        found, file_name=printable_name(path.name), file_sha256=sha256_hex(data), skipped=len(skipped)
    )
    return AnnotationImportOutcome(added, tuple(skipped), source_format, tuple(twice))


def _read_marks(document: Any, path: Path) -> tuple[tuple[ForeignMark, ...], str]:
    if is_coco(document):
        return read_coco(document), "COCO"
    if is_geojson(document):
        return read_geojson(document, path.stem), "GeoJSON"
    raise BadInputError(
        f"{printable_name(path.name)!r} holds no annotations this program can read",
        found="a JSON document of another kind",
        expected="COCO (lists of images and annotations) or GeoJSON (features)",
        action="export it again from its program",
    )


def _place(
    marks: Sequence[ForeignMark], images: Sequence[ImageRecord], image_id: str | None
) -> tuple[list[tuple[ForeignMark, ImageRecord]], list[MmelError]]:
    """Each mark with its image of the session; one error for each image that is not there."""
    by_hint: dict[ImageHint | None, list[ForeignMark]] = {}
    for mark in marks:
        by_hint.setdefault(mark.image, []).append(mark)
    placed: list[tuple[ForeignMark, ImageRecord]] = []
    errors: list[MmelError] = []
    for hint, group in by_hint.items():
        if hint is None:
            errors += [_left_out(mark, mark.problem) for mark in group]
            continue
        image, problem = _find_image(hint, images, image_id)
        if image is None:
            count = counted(len(group), "annotation")
            errors.append(
                BadInputError(
                    f"{count} on image {printable_name(hint.file_name)!r} left out",
                    found=problem,
                    action="import that image first",
                )
            )
        else:
            placed += [(mark, image) for mark in group]
    return placed, errors


def _find_image(
    hint: ImageHint, images: Sequence[ImageRecord], image_id: str | None
) -> tuple[ImageRecord | None, str]:
    """The image a hint means, or why there is none."""
    if hint.stem_only and image_id is not None:
        chosen = next((image for image in images if image.image_id == image_id), None)
        return chosen, "" if chosen else "the chosen image is not in the session"
    if hint.rgb_sha256:
        same = [image for image in images if image.identity.rgb_sha256 == hint.rgb_sha256]
        # The same picture may be in the session under two names.
        named = [image for image in same if image.identity.name == hint.file_name]
        if same:
            return (named or same)[0], ""
        return None, "no image of the session has these pixels"
    name = PurePosixPath(hint.file_name.replace("\\", "/")).name
    named = [
        image
        for image in images
        if name in {image.identity.name, Path(image.identity.name).stem if hint.stem_only else ""}
    ]
    fitting = [
        image
        for image in named
        if not hint.width_px
        or not hint.height_px
        or (image.identity.width_px, image.identity.height_px) == (hint.width_px, hint.height_px)
    ]
    if len(fitting) == 1:
        return fitting[0], ""
    if len(fitting) > 1:
        return None, f"{len(fitting)} images of the session have that name"
    if named:
        size = f"{named[0].identity.width_px} × {named[0].identity.height_px}"
        return (
            None,
            f"the session's image of that name is {size}, the file says {hint.width_px} × {hint.height_px}",
        )
    return None, "no image of the session has that name"


def _annotations_of(mark: ForeignMark, image: ImageRecord, taxonomy: Taxonomy) -> list[Annotation]:
    """The annotations a mark gives: one for each of its pieces.

    Raises:
        BadInputError: it cannot be used; the text says why.
    """
    if mark.problem:
        raise _left_out(mark, mark.problem)
    image_hw = (image.identity.height_px, image.identity.width_px)
    fields = _judgement(mark, taxonomy)
    stated = stated_geometry(mark.stated.get("geometry"))
    annotations = []
    for shape in mark.shapes:
        if not is_inside(shape, image_hw):
            raise _left_out(mark, f"it lies outside the image of {image_hw[1]} × {image_hw[0]} pixels")
        geometry = geometry_of(shape, stated, image_hw)
        if geometry is None:
            raise _left_out(mark, "it is a line, which is no mark of this program")
        annotations.append(Annotation(image_id=image.image_id, number=0, geometry=geometry, **fields))
    return annotations


def _judgement(mark: ForeignMark, taxonomy: Taxonomy) -> dict[str, Any]:
    """The judgement fields; of another program's marks only the class is known."""
    stated = mark.stated
    source = {
        "annotation_id": _short_text(mark, "annotation_id"),
        "created_by": _short_text(mark, "created_by"),
        "created_utc": _short_text(mark, "created_utc"),
    }
    if not stated:
        effect = _effect_of(mark.label, taxonomy)
        comment = (
            f"labelled {mark.label[:LONGEST_TEXT]!r} where it was drawn" if mark.label and not effect else ""
        )
        return {**source, "effect": effect or "A12", "comment": comment}
    fields: dict[str, Any] = dict(source)
    for name in _TEXTS:
        fields[name] = _short_text(mark, name)
    for name in _CODES:
        if name in stated:
            fields[name] = _code(mark, name, stated[name], taxonomy)
    for name in _CODE_LISTS:
        codes = stated.get(name, [])
        if not isinstance(codes, list):
            raise _left_out(mark, f"its {name} are no list")
        fields[name] = tuple(_code(mark, name, code, taxonomy) for code in codes)
    return fields


def _effect_of(label: str, taxonomy: Taxonomy) -> str:
    """The effect that a class means: its code, its label, or both as this program writes them."""
    wanted = label.strip().casefold()
    for term in taxonomy.terms("effect") if wanted else ():
        names = (term.code, term.label, f"{term.code} {term.label}", term.label_ko)
        if wanted in map(str.casefold, names):
            return term.code
    return ""


def _short_text(mark: ForeignMark, name: str) -> str:
    text = mark.stated.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise _left_out(mark, f"its {name} is no text of at most {LONGEST_TEXT:,} characters")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise _left_out(mark, f"its {name} is not valid Unicode")
    return text


def _code(mark: ForeignMark, name: str, code: Any, taxonomy: Taxonomy) -> str:
    known = taxonomy.term(name, code)
    if known is None:
        raise _left_out(mark, f"its {name} {str(code)[:80]!r} is not in the taxonomy of this session")
    return known.code


def _content(annotation: Annotation) -> Annotation:
    """An annotation without what makes it this one: to tell whether the same was said before."""
    return replace(annotation, annotation_id="", number=0, taxonomy="", created_by="", created_utc="")


def _left_out(mark: ForeignMark, why: str) -> BadInputError:
    if why.startswith("expected "):  # readers of shapes say what would have been right
        return BadInputError(f"{mark.name} left out", expected=why.removeprefix("expected "))
    return BadInputError(f"{mark.name} left out", found=why)
