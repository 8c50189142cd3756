"""Sign a session off, or open it again; what to know before doing so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.counted import counted
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.sign_off import Oversight, Signer, SignOff
from mmel_desktop.core.taxonomy import OTHER_EFFECT
from mmel_desktop.store.case_store import CaseStore


@dataclass(frozen=True)
class SignOffReadiness:
    """What a person should know before signing. Nothing here forbids it: the record says what it is.

    Attributes:
        oversight: images, how many were judged, how many of them blind.
        unexplained: images without a finished explanation.
        contested: images on which two reviewers gave different verdicts.
        open_annotations, disputed_annotations: annotations of that status.
        undescribed_annotations: those of the effect "other" without a comment that says what it is.
        cautions: what is unfinished, one sentence each; empty when nothing is.
    """

    oversight: Oversight
    unexplained: int
    contested: int
    open_annotations: int
    disputed_annotations: int
    undescribed_annotations: int
    cautions: tuple[str, ...]


def sign_off_readiness(store: CaseStore, kept_back: Collection[str] = ()) -> SignOffReadiness:
    """Look for what is unfinished.

    Args:
        store: the session.
        kept_back: ids of images that a blind reviewer has not judged yet, which are not counted: how many
            others judged, marked or dispute would tell.

    Raises:
        SessionError: the session cannot be read.
    """
    told = {image.image_id for image in store.images()}.difference(kept_back)
    images = [image for image in store.images() if image.image_id in told]
    reviews = {image_id: review for image_id, review in store.reviews().items() if image_id in told}
    judged = [review for review in reviews.values() if review.verdict != "unreviewed"]
    oversight = Oversight(len(images), len(judged), sum(review.judged_blind for review in judged))
    explained = store.latest_runs()
    unexplained = sum(image.image_id not in explained for image in images)
    contested = _contested(reviews, store.second_opinions())
    annotations = [annotation for annotation in store.annotations() if annotation.image_id in told]
    statuses = [annotation.status for annotation in annotations]
    undescribed = sum(
        annotation.effect == OTHER_EFFECT and not annotation.comment.strip() for annotation in annotations
    )
    opened, disputed = statuses.count("open"), statuses.count("disputed")
    remarks = (
        (not images and not kept_back, "The session holds no images."),
        (
            len(judged) < len(images),
            f"{_images(len(images) - len(judged))} not been judged.",
        ),
        (bool(unexplained), f"{_images(unexplained)} no finished explanation."),
        (bool(contested), f"{_images(contested)} different verdicts by different reviewers."),
        (bool(opened), f"{_annotations(opened)} still open."),
        (bool(disputed), f"{_annotations(disputed)} disputed."),
        (bool(undescribed), f"{_annotations(undescribed)} marked as “other” without a word on what it is."),
    )
    cautions = tuple(text for applies, text in remarks if applies)
    return SignOffReadiness(oversight, unexplained, contested, opened, disputed, undescribed, cautions)


def sign_off_session(
    store: CaseStore, meaning: str, *, reason: str = "", key: Signer | None = None
) -> SignOff:
    """Close the session for editing and vouch for it as it stands.

    Args:
        store: the session.
        meaning: code of :data:`mmel_desktop.core.sign_off.SIGN_OFF_MEANINGS`.
        reason: free text.
        key: the user's own (see :mod:`mmel_desktop.workflow.signing_key`); without one only the audit trail
            and its anchors bind the signature.

    Raises:
        BadInputError: an unknown meaning, or a text that cannot be recorded.
        SessionReadOnlyError: it is signed off already, or cannot be written.
    """
    return store.sign_off(meaning, reason, signer=key)


def reopen_session(store: CaseStore, reason: str) -> None:
    """Open a signed-off session for editing; its signature stays in the record as no longer in force.

    Raises:
        BadInputError: no reason was given, or it is not signed off.
        SessionReadOnlyError: the file cannot be written.
    """
    store.reopen(reason)


def _contested(first: Mapping[str, ImageReview], further: Mapping[str, tuple[SecondOpinion, ...]]) -> int:
    """Images on which reviewers gave different verdicts; one that was taken back does not count."""
    verdicts = [
        {first[image_id].verdict, *(opinion.verdict for opinion in opinions)} - {"unreviewed"}
        for image_id, opinions in further.items()
        if image_id in first
    ]
    return sum(len(different) > 1 for different in verdicts)


def _images(count: int) -> str:
    return counted(count, "image has", "images have")


def _annotations(count: int) -> str:
    return counted(count, "annotation is", "annotations are")
