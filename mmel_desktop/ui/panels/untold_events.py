"""Which entries of the audit trail a blind reviewer must not read yet."""

from __future__ import annotations

from collections.abc import Iterable

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.second_opinion import OPINION_ENTITY

_ABOUT_THE_WHOLE_REVIEW = ("annotations.imported", "session.signed_off", "session.reopened")
"""Acts that tell, without naming an image, how much others judged or marked."""


class UntoldEvents:
    """Knows of every entry which image it is about, and whether its judgement is kept back.

    Entries about judgements and explanations of images that are kept back are untold, a reviewer's own marks
    apart. While names are hidden, entries that name an image file are untold as well.
    """

    def __init__(self) -> None:
        self._images: dict[str, str] = {}
        self._marked_by: dict[str, str] = {}
        self.kept_back: frozenset[str] = frozenset()
        self.reviewer = ""
        self.names_hidden = False

    def forget(self) -> None:
        """Another session."""
        self._images.clear()
        self._marked_by.clear()

    def learn(self, events: Iterable[AuditEvent]) -> None:
        """Note which image new runs and marks belong to; entries come oldest first."""
        for event in events:
            if event.entity in ("run", "annotation"):
                new = {change.field: change.new for change in event.changes}
                if "image_id" in new:
                    self._images[event.entity_id] = str(new["image_id"])
                    self._marked_by[event.entity_id] = str(new.get("created_by", ""))

    def hides(self, event: AuditEvent) -> bool:
        """Whether an entry is not told now."""
        if self.names_hidden and event.entity == "image":
            return True
        if not self.kept_back:
            return False
        if event.action in _ABOUT_THE_WHOLE_REVIEW:
            return event.actor_name != self.reviewer
        if event.entity in ("review", OPINION_ENTITY):
            return event.entity_id in self.kept_back
        if event.entity not in ("run", "annotation"):
            return False
        own = event.entity == "annotation" and event.actor_name == self.reviewer
        if own and self._marked_by.get(event.entity_id, "") == self.reviewer:
            return False
        image_id = self._images.get(event.entity_id, "")
        return not image_id or image_id in self.kept_back
