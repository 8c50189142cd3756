"""How failures are named. Codes are stable; texts may be improved; the version goes into the record."""

from __future__ import annotations

from dataclasses import dataclass

TAXONOMY_VERSION = "mmel-failures/1"


@dataclass(frozen=True)
class Term:
    """One entry of a taxonomy.

    Attributes:
        code: stable; what the record keeps.
        label: a few words.
        meaning: one sentence that explains it.
        label_ko: the label in Korean; only a team's own terms carry it, the program's are translated with it.
        by_team: whether a team added it to those of the program.
        offered: False for a term that is known, but is not to be chosen any more.
    """

    code: str
    label: str
    meaning: str
    label_ko: str = ""
    by_team: bool = False
    offered: bool = True


EFFECTS = (
    Term("A0", "not a failure", "The model's answer is acceptable."),
    Term("A1", "missed", "Something that is there was not recognised."),
    Term("A2", "hallucinated", "Something was recognised that is not there."),
    Term("A3", "wrong class, coarse", "Taken for something of a quite different kind."),
    Term("A4", "wrong class, fine", "Taken for something of a similar kind."),
    Term("A5", "wrong attribute", "A colour, state or other property is wrong or bound to the wrong object."),
    Term("A6", "wrong relation", "How objects stand to one another is wrong."),
    Term("A7", "wrong count", "The number of objects is wrong."),
    Term("A8", "negation or word order ignored", "The sentence's structure was not respected."),
    Term("A9", "wrong text reading", "Writing in the image was misread, or outweighed what is shown."),
    Term(
        "A10", "right answer for the wrong reason", "The answer is right, but rests on something irrelevant."
    ),
    Term("A11", "ambiguous score", "The scores do not separate the alternatives."),
    Term("A12", "other", "None of these; described in words."),
)

NO_FAILURE = "A0"
"""The effect of a mark that says that something is acceptable."""

OTHER_EFFECT = "A12"
"""The effect that says nothing without words."""

TRIGGERS = (
    Term("spurious_context", "spurious context", "Something beside the subject drove the score."),
    Term("typographic", "typographic overlay", "Writing in the scene drove the score."),
    Term("occlusion", "occlusion", "The subject is partly hidden."),
    Term("small_or_far", "small or far", "The subject covers few pixels."),
    Term("viewpoint", "viewpoint", "An unusual angle or crop of the subject."),
    Term("low_light_or_glare", "low light or glare", "Too dark or too bright."),
    Term("weather", "weather", "Rain, fog, snow or spray."),
    Term("blur_noise_compression", "blur, noise, compression", "The image is degraded."),
    Term("sensor_artefact", "sensor artefact", "Dead pixels, banding, flare or dirt on the lens."),
    Term("clutter", "clutter", "Many objects compete."),
    Term("look_alike", "look-alike", "Something resembles the subject."),
    Term("unusual_appearance", "unusual appearance", "The subject looks unlike its kind."),
    Term("out_of_domain", "out of domain", "The scene is unlike what the model was made for."),
    Term("manipulation", "manipulation", "The image seems to have been altered on purpose."),
    Term("prompt_wording", "prompt wording", "Another wording changes the result."),
    Term("preprocessing_or_crop", "preprocessing or crop", "Cropping or resizing removed what matters."),
    Term("label_error", "label error", "The expected answer itself is wrong."),
    Term("unknown", "unknown", "No condition is suspected yet."),
)

EVIDENCE = (
    Term("on_target", "on target", "The heat lies on the subject."),
    Term("partly", "partly", "Some of the heat lies on the subject."),
    Term("background", "background", "The heat lies on the surroundings."),
    Term("text_or_logo", "text or logo", "The heat lies on writing or a sign."),
    Term("border_or_artefact", "border or artefact", "The heat lies on the border or on a defect."),
    Term("diffuse", "diffuse", "The heat lies nowhere in particular."),
    Term("contradicts_other_method", "contradicts another method", "Another method points elsewhere."),
    Term("unreliable", "unreliable", "The trust checks warn or fail."),
)

CAUSAL_STATUSES = (
    Term("hypothesis", "hypothesis", "Suggested by the heat map alone."),
    Term(
        "supported", "supported by a probe", "Removing or keeping the region changed the score as expected."
    ),
    Term("refuted", "refuted", "A probe spoke against it."),
)

CONFIDENCES = (
    Term("low", "low", "A guess."),
    Term("medium", "medium", "More likely than not."),
    Term("high", "high", "Sure."),
)

STATUSES = (
    Term("open", "open", "Noted, not yet reviewed."),
    Term("reviewed", "reviewed", "Confirmed by a review."),
    Term("disputed", "disputed", "A second reviewer disagrees."),
    Term("closed", "closed", "Dealt with."),
)

SEVERITIES = (
    Term("not_assessed", "not assessed", "No severity was given."),
    Term("no_safety_effect", "no safety effect", "No credible harm."),
    Term("negligible", "negligible", "Less than a minor injury or a small loss."),
    Term("marginal", "marginal", "Minor injury or moderate loss."),
    Term("critical", "critical", "Severe injury or large loss."),
    Term("catastrophic", "catastrophic", "Death, permanent disability or irreversible loss."),
)

REVIEW_VERDICTS = (
    Term("unreviewed", "unreviewed", "No judgement yet."),
    Term("right", "right", "The model is right, for the right reason."),
    Term("wrong", "wrong", "The model is wrong."),
    Term("right_wrong_reason", "right, wrong reason", "Right answer resting on the wrong evidence."),
    Term("unclear", "unclear", "Cannot be decided from this image."),
)


def label_of(terms: tuple[Term, ...], code: str) -> str:
    """The label of a code; the code itself when a newer taxonomy defined it."""
    return next((term.label for term in terms if term.code == code), code)
