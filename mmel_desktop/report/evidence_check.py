"""Whether a report's attachments agree with one another and with what is printed on the pages."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pikepdf

from mmel_desktop.core.canonical import array_sha256
from mmel_desktop.core.case import Finding
from mmel_desktop.report.content import CaseTotals
from mmel_desktop.report.evidence import (
    image_document_name,
    image_maps_name,
    printed_figures,
    shown_run,
    totals_document,
)
from mmel_desktop.report.page_text import PageTextReader
from mmel_desktop.report.trail_witness import TrailWitness

_EARLIER_FORMS = {"> 99.9 %": "100.0 %", "< 0.1 %": "0.0 %"}
"""How reports of earlier versions print the same figures."""


class EvidenceChecker:
    """Goes through the images one at a time.

    Args:
        pdf: the report.
        read: content of an attachment by name.
        intact: attachments that match the manifest; others were reported already and are passed over.
        image_pages: by image number (as text), first and last page.
        witness: the attached audit trail; None when it cannot be read.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        read: Callable[[str], bytes],
        intact: set[str],
        image_pages: Mapping[str, list[int]],
        witness: TrailWitness | None = None,
    ) -> None:
        self._pdf = pdf
        self._read = read
        self._intact = intact
        self._image_pages = image_pages
        self._witness = witness
        self._texts = PageTextReader()
        self._totals = CaseTotals()

    def check(self, record: Mapping[str, Any]) -> Iterator[Finding]:
        """All images against their maps, their pages and the trail, then the totals of cover and summary."""
        complete = True
        if self._witness is not None:
            yield from self._witness.session(record["session"])
            yield from self._witness.images([str(entry["image_id"]) for entry in record["images"]])
        for entry in record["images"]:
            number = int(entry["number"])
            if entry["document"] != image_document_name(number) or entry["document"] not in self._intact:
                complete = False
                continue
            image = json.loads(self._read(entry["document"]))
            if image["image"]["image_id"] != entry["image_id"]:
                yield Finding("broken", entry["document"], "it describes another image than the record says")
            if self._witness is not None:
                yield from self._witness.image(image)
            self._count(image)
            yield from self._check_maps(number, image)
            yield from self._check_pages(number, image)
        if complete:
            # Through JSON, so that both sides hold the same kinds of values.
            counted = json.loads(json.dumps(totals_document(self._totals)))
            for name, value in record["totals"].items():
                if _without_zeros(value) != _without_zeros(counted.get(name)):
                    message = f"the record says {value}, the images say {counted.get(name)}"
                    yield Finding("broken", f"totals: {name.replace('_', ' ')}", message)

    def _count(self, image: Mapping[str, Any]) -> None:
        totals = self._totals
        totals.statuses[image["status"]] += 1
        totals.verdicts[image["review"]["verdict"]] += 1
        totals.pictures_missing += bool(image["picture_problem"])
        totals.annotations += len(image["annotations"])
        for annotation in image["annotations"]:
            totals.effects[annotation["effect"], annotation["severity"]] += 1
        run = shown_run(image)
        if run is None:
            return
        for prompt in run["explanation"]["prompts"]:
            totals.without_evidence += not prompt["evidence_found"]
        for checks in run["explanation"]["checks"]:
            for check in checks:
                totals.check_verdicts.setdefault(check["name"], Counter())[check["verdict"]] += 1

    def _check_maps(self, number: int, image: Mapping[str, Any]) -> Iterator[Finding]:
        run = shown_run(image)
        name = image_maps_name(number)
        if run is None or name not in self._intact:
            return
        expected = {key: facts["sha256"] for key, facts in run["explanation"]["arrays"].items()}
        try:
            with np.load(io.BytesIO(self._read(name)), allow_pickle=False) as archive:
                found = {key: array_sha256(archive[key]) for key in archive.files}
        except (ValueError, OSError, zipfile.BadZipFile) as error:
            yield Finding("broken", f"attachment {name}", f"its arrays cannot be read: {error}")
            return
        for key in sorted(expected.keys() | found.keys()):
            if expected.get(key) != found.get(key):
                message = "it is not the array that the explanation names"
                yield Finding("broken", f"attachment {name}, array {key}", message)
        scores = [prompt["score"] for prompt in run["explanation"]["prompts"]]
        if list(run["scores"]) != scores:
            message = f"the run's scores {run['scores']} are not the explanation's {scores}"
            yield Finding("broken", f"image {number}", message)

    def _check_pages(self, number: int, image: Mapping[str, Any]) -> Iterator[Finding]:
        first, last = self._image_pages[str(number)]
        pages = [self._pdf.pages[index] for index in range(first, min(last + 1, len(self._pdf.pages)))]
        where = f"pages {first + 1} to {last + 1} (image {number})"
        try:
            text = "".join(self._texts.read(page) for page in pages)
        except (pikepdf.PdfError, ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
            yield Finding("broken", where, f"their text cannot be read: {error!r}")
            return
        for figure in dict.fromkeys(printed_figures(image)):
            forms = (figure, _EARLIER_FORMS.get(figure, figure))
            if not any("".join(form.split()) in text for form in forms):
                yield Finding("broken", where, f"the figure {figure!r} of the evidence is not printed there")


def _without_zeros(value: Any) -> Any:
    """Counts with their zero entries left out, which say the same."""
    if isinstance(value, dict):
        return {key: _without_zeros(entry) for key, entry in value.items() if entry != 0}
    return value
