"""The audit trail as a witness for everything else a report says.

Tables can be changed behind the program's back, and a report can be made anew with other verdicts. Neither
changes the trail, whose entries hang together and are anchored elsewhere: what images, runs, judgements and
marks are said to be is held against what the trail gives.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.case import Finding, ImageReview
from mmel_desktop.core.evidence_fields import ADDED_LATER, EVIDENCE_FIELDS, changed_evidence
from mmel_desktop.core.explanation import most_serious
from mmel_desktop.core.second_opinion import opinions_in
from mmel_desktop.core.visible_text import quoted
from mmel_desktop.report.evidence import plain_json

_NOT_COMPARED = frozenset({"path"})  # where a file lies is stored in a form of its own


class TrailWitness:
    """What the trail gives, by kind of thing and id.

    Args:
        events: the whole trail, oldest first.

    Raises:
        KeyError: an entry about a second opinion is none (TypeError, ValueError likewise).
    """

    def __init__(self, events: Sequence[AuditEvent]) -> None:
        self._states: dict[str, dict[str, dict[str, Any]]] = {entity: {} for entity in EVIDENCE_FIELDS}
        for event in events:
            names = changed_evidence(event)
            if not names:
                continue
            unsaid = ADDED_LATER.get(event.entity, {})
            state = self._states[event.entity].setdefault(event.entity_id, dict(unsaid))
            state.update({change.field: change.new for change in event.changes if change.field in names})
        self._opinions = opinions_in(events)
        self._of_image: dict[tuple[str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
        for entity in ("run", "annotation"):
            for key, state in self._states[entity].items():
                self._of_image[entity, str(state.get("image_id"))][key] = state

    def session(self, said: Mapping[str, Any]) -> Iterator[Finding]:
        """What the trail says otherwise about the session; ``said`` holds its fields as JSON values."""
        yield from _differences("session", self._states["session"].get(str(said["session_id"])), said)

    def images(self, image_ids: Sequence[str]) -> Iterator[Finding]:
        """Whether these are the images, in their order."""
        states = self._states["image"].items()
        known = [image_id for image_id, _ in sorted(states, key=lambda item: _position(item[1]))]
        if list(image_ids) != known:
            message = (
                f"the report lists {len(image_ids)} and the audit trail {len(known)}, or in another order"
            )
            yield Finding("broken", "images", message)

    def image(self, said: Mapping[str, Any]) -> Iterator[Finding]:
        """What the trail says otherwise about an image; ``said`` is its evidence document."""
        record = said["image"]
        where, image_id = f"image {said['number']}", str(record["image_id"])
        fields = {
            **{name: value for name, value in record.items() if name != "identity"},
            **record["identity"],
        }
        yield from _differences(where, self._states["image"].get(image_id), fields)
        yield from self._set_of("run", where, image_id, said["runs"])
        for run in said["runs"]:
            yield from self._explanation(where, run)
        review = {**asdict(ImageReview(image_id)), **self._states["review"].get(image_id, {})}
        yield from _differences(f"review of {where}", review, said["review"])
        yield from self._set_of("annotation", where, image_id, said["annotations"])
        opinions = [asdict(opinion) for opinion in self._opinions.get(image_id, ())]
        if not _same(opinions, said["second_opinions"]):
            yield Finding("broken", where, "its second opinions are not those of the audit trail")

    def _set_of(
        self, entity: str, where: str, image_id: str, said: Sequence[Mapping[str, Any]]
    ) -> Iterator[Finding]:
        states = self._of_image.get((entity, image_id), {})
        known = {key: state for key, state in states.items() if not state.get("deleted")}
        stated = {str(entry[f"{entity}_id"]): entry for entry in said}
        for key, entry in stated.items():
            yield from _differences(_place(entity, entry, where), known.get(key), entry)
        for key in sorted(known.keys() - stated.keys()):
            yield Finding("broken", _place(entity, known[key], where), "the report leaves it out")

    def _explanation(self, where: str, run: Mapping[str, Any]) -> Iterator[Finding]:
        """Model, maps, scores and outcomes of checks: all that the trail itself holds of an explanation."""
        explanation = run["explanation"]
        if explanation is None:
            return
        said = {
            "model_sha256": explanation["model"]["sha256"],
            "arrays": {name: array["sha256"] for name, array in explanation["arrays"].items()},
            "prompts": [prompt["text"] for prompt in explanation["prompts"]],
            "scores": [prompt["score"] for prompt in explanation["prompts"]],
            "softmaxes": [prompt["softmax"] for prompt in explanation["prompts"]],
            "worst_verdicts": [
                most_serious(check["verdict"] for check in checks) for checks in explanation["checks"]
            ],
        }
        state = self._states["run"].get(str(run["run_id"]), {})
        yield from _differences(_place("run", run, where), state, said)


def _differences(where: str, state: Mapping[str, Any] | None, said: Mapping[str, Any]) -> Iterator[Finding]:
    """Field by field; what only one of the two knows was added by another version and is passed over."""
    if state is None:
        yield Finding("broken", where, "the report has it, the audit trail does not")
        return
    for name in sorted((state.keys() & said.keys()) - _NOT_COMPARED):
        if not _same(state[name], said[name]):
            message = (
                f"field {name}: the audit trail says {quoted(state[name])}, "
                f"the report says {quoted(said[name])}"
            )
            yield Finding("broken", where, message)


def _same(one: Any, other: Any) -> bool:
    """1 is 1.0 here, as in canonical JSON; True is neither."""
    try:
        return canonical_bytes(plain_json(one)) == canonical_bytes(plain_json(other))
    except ValueError:  # what has no canonical form was not written by this program
        return False


def _position(state: Mapping[str, Any]) -> float:
    """Where an image stands; one whose place is no number, which this program never writes, comes last."""
    position = state.get("position", 0)
    return position if isinstance(position, int | float) else math.inf


def _place(entity: str, entry: Mapping[str, Any], where: str) -> str:
    if entity == "annotation":
        return f"annotation {entry.get('number')} on {where}"
    return f"explanation run {str(entry.get('run_id', ''))[:8]} of {where}"
