"""The way to the planted failure: a hard hat that the model sees because of a fence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.taxonomy import EFFECTS, TRIGGERS, label_of
from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.taxonomy_texts import term_label
from mmel_desktop.ui.tour.tour_step import TourStep
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.ui.main_window import MainWindow

PLANTED_IMAGE = "17_hard_hat_at_fence.jpg"
"""A worker with a hard hat at an orange fence: the answer is right, and rests on the fence alone."""
FENCE_XY_PX = (350.0, 420.0)
"""A place on the fence."""
CLAIM = "a worker with a hard hat"
COUNTER_CLAIM = "a worker without a hard hat"
PLANTED_EFFECT, PLANTED_TRIGGER = "A10", "spurious_context"
UNNAMED_EFFECT = Annotation("", "", 0, Geometry("image")).effect
TELLING_VERDICTS = ("wrong", "right_wrong_reason")


def tour_steps() -> tuple[TourStep, ...]:
    """The steps, in the user's language."""
    return (
        TourStep(
            tr("Find a failure in two minutes"),
            lambda _: tr(
                "The demo model has learned a dangerous shortcut. In a few steps you find it, mark it and "
                "write the report. The tour waits for you; “Show me” does a step in your place."
            ),
            lambda _: None,
        ),
        TourStep(
            tr("Choose the suspicious image"),
            lambda _: tr(
                "Click the image “17_hard_hat_at_fence”. A worker with a hard hat stands at an orange fence."
            ),
            lambda window: window.gallery,
            prepare=_prepare_gallery,
            done=lambda window: _planted_is_shown(window),
            show_me=_choose_planted,
            spot=_planted_row,
        ),
        *map(_about_planted, _steps_to_the_cause()),
        TourStep(
            tr("Can the map be trusted?"),
            _describe_checks,
            lambda window: window.evidence,
            prepare=_prepare_checks,
        ),
        *map(_about_planted, _steps_of_judging()),
        TourStep(
            tr("Write the report"),
            lambda window: tr(
                "Press {export} and choose where the PDF goes. It holds the images, maps, verdicts and "
                "marks, and the whole record behind them."
            ).format(export=window.commands.key_or_name("file.export")),
            lambda window: window.jobs_bar,
            done=_report_was_written,
            show_me=lambda window: window.commands["file.export"].trigger(),
        ),
        TourStep(
            tr("That is the whole way"),
            lambda window: tr(
                "Drop your own images on the window, or go on here: in image 19 the fence stands without a "
                "hard hat. {keys} lists all keys; Help › Guided tour starts over."
            ).format(keys=window.commands.key_or_name("help.shortcuts")),
            lambda _: None,
        ),
    )


def _steps_to_the_cause() -> tuple[TourStep, ...]:
    """What the model says of the planted image, what that rests on, and whether it is the cause."""
    return (
        TourStep(
            tr("What does the model say?"),
            _describe_scores,
            lambda window: window.prompts,
            prepare=_prepare_prompts,
            done=_claim_is_shown,
            show_me=_choose_claim,
            spot=_claim_row,
        ),
        _about_claim(
            TourStep(
                tr("What does that rest on?"),
                lambda _: tr(
                    "The heat is the evidence for “a worker with a hard hat”. It lies on the worker, and on "
                    "the fence beside: click the fence."
                ),
                lambda window: window.canvas,
                done=lambda window: bool(window.parts.state.selected_regions),
                show_me=_select_fence,
            )
        ),
        _about_claim(
            TourStep(
                tr("Is it the cause?"),
                lambda window: tr(
                    "A map only suggests. Press {remove} to take the selected part away: the model is asked "
                    "again without it, and the image shows at once how the score changes. The hat is still "
                    "there."
                ).format(remove=window.commands.key_or_name("tools.probe_remove")),
                lambda window: window.canvas,
                prepare=lambda window: window.docks["evidence"].raise_(),
                done=lambda window: bool(window.parts.state.probes.regions),
                show_me=_remove_selected,
            )
        ),
    )


def _steps_of_judging() -> tuple[TourStep, ...]:
    """The verdict on the planted image, and the mark of its failure."""
    return (
        TourStep(
            tr("Give your verdict"),
            lambda window: tr(
                "Press {right} if the answer is right for the wrong reason, or {wrong} if the model is "
                "wrong. Every verdict is saved at once, and Undo takes it back."
            ).format(
                right=window.commands.key_or_name("review.right_wrong_reason"),
                wrong=window.commands.key_or_name("review.wrong"),
            ),
            lambda window: window.verdict_bar,
            done=_verdict_is_given,
            show_me=lambda window: window.parts.review.judge(verdict="right_wrong_reason"),
        ),
        _about_claim(
            TourStep(
                tr("Mark the failure"),
                lambda window: tr(
                    "Press {mark} to mark the selected region, or draw a box ({box}) around the fence. Then "
                    "say what kind of failure it is, for example “{effect}”, caused by “{trigger}”."
                ).format(
                    mark=window.commands.key_or_name("review.annotate_region"),
                    box=window.commands.key_or_name("tool.box"),
                    effect=term_label(label_of(EFFECTS, PLANTED_EFFECT)),
                    trigger=term_label(label_of(TRIGGERS, PLANTED_TRIGGER)),
                ),
                lambda window: window.annotations,
                prepare=lambda window: window.docks["annotations"].raise_(),
                done=_failure_is_marked,
                show_me=_mark_planted,
            )
        ),
    )


def _about_planted(step: TourStep) -> TourStep:
    """The step, tied to the planted image: while another is shown, card and “Show me” lead back to it."""
    return _only_while(step, _planted_is_shown, _way_to_planted, _choose_planted)


def _about_claim(step: TourStep) -> TourStep:
    """The step, tied to the claim's own map: while another prompt's is shown, it leads back to that one."""
    return _only_while(step, _no_other_prompt_is_shown, _way_to_claim, _choose_claim)


def _only_while(
    step: TourStep,
    holds: Callable[[MainWindow], bool],
    way_back: Callable[[], str],
    lead_back: Callable[[MainWindow], None],
) -> TourStep:
    done, show_me = step.done, step.show_me
    assert done is not None
    assert show_me is not None
    return replace(
        step,
        text=lambda window: step.text(window) if holds(window) else way_back(),
        done=lambda window: holds(window) and done(window),
        show_me=lambda window: (show_me if holds(window) else lead_back)(window),
    )


def planted_entry(window: MainWindow) -> CaseEntry | None:
    """The gallery's entry of the planted failure; None when the open session does not hold it."""
    entries = window.parts.session.index.entries
    # An older demo session may also hold the image of that name of an earlier version, before this one.
    return next((entry for entry in reversed(entries) if entry.image.identity.name == PLANTED_IMAGE), None)


def _prepare_checks(window: MainWindow) -> None:
    window.docks["evidence"].raise_()
    window.evidence.scroll_to_checks()


def _prepare_gallery(window: MainWindow) -> None:
    window.gallery.show_all()
    entry = planted_entry(window)
    if entry is not None:
        window.gallery.scroll_to(entry.image.image_id)


def _planted_row(window: MainWindow) -> tuple[QAbstractItemView, int] | None:
    entry, ids = planted_entry(window), window.gallery.model.image_ids
    if entry is None or entry.image.image_id not in ids:
        return None
    return window.gallery.view, ids.index(entry.image.image_id)


def _prepare_prompts(window: MainWindow) -> None:
    window.docks["prompts"].raise_()
    row = _claim_row(window)
    if row is not None:
        row[0].scrollTo(row[0].model().index(row[1], 0))


def _claim_row(window: MainWindow) -> tuple[QAbstractItemView, int] | None:
    row = window.prompts.model.row_of(CLAIM)
    return None if row < 0 else (window.prompts.view, row)


def _planted_is_shown(window: MainWindow) -> bool:
    image = window.parts.state.image
    return image is not None and image.identity.name == PLANTED_IMAGE


def _choose_planted(window: MainWindow) -> None:
    entry = planted_entry(window)
    if entry is not None:
        window.parts.review.show_image(entry.image.image_id)


def _way_to_planted() -> str:
    return tr("Choose the image “17_hard_hat_at_fence” first: “Show me” opens it.")


def _way_to_claim() -> str:
    return tr("Choose the prompt “a worker with a hard hat” first: “Show me” does it.")


def _describe_scores(window: MainWindow) -> str:
    explanation = window.parts.state.explanation
    scores = {result.text: result.score for result in explanation.prompts} if explanation else {}
    if CLAIM not in scores:
        return tr("The image is being explained; its scores appear here in a moment.")
    claim, counter = scores[CLAIM], scores.get(COUNTER_CLAIM, -1.0)
    if claim >= counter:
        return tr(
            "“a worker with a hard hat” scores {claim:.2f}, without one {counter:.2f}: the right answer. "
            "Click “a worker with a hard hat” to see what it rests on."
        ).format(claim=claim, counter=counter)
    return tr(
        "“a worker with a hard hat” scores {claim:.2f}, without one {counter:.2f}. Click “a worker with a "
        "hard hat” to see what it rests on."
    ).format(claim=claim, counter=counter)


def _describe_checks(window: MainWindow) -> str:
    """What the checks of the shown prompt mean: a measured change stands although the map fails one."""
    state = window.parts.state
    failed = state.explanation is not None and state.explanation.worst_verdict(state.prompt_index) == "fail"
    if failed:
        return tr(
            "The checks say how far the map can be relied on. One fails here: read the map with care. What "
            "you measured by removing a part was the model’s own answer and does not rest on the map."
        )
    return tr(
        "The checks say how far the map can be relied on. A map that passes, but lies beside the "
        "subject, is itself a finding: the model looks at the wrong thing."
    )


def _claim_is_shown(window: MainWindow) -> bool:
    state = window.parts.state
    explanation = state.explanation
    return explanation is not None and explanation.prompts[state.prompt_index].text == CLAIM


def _no_other_prompt_is_shown(window: MainWindow) -> bool:
    """False while the map of another prompt is seen and the claim's could be."""
    explanation = window.parts.state.explanation
    known = explanation is not None and any(result.text == CLAIM for result in explanation.prompts)
    return not known or _claim_is_shown(window)


def _choose_claim(window: MainWindow) -> None:
    explanation = window.parts.state.explanation
    for index, result in enumerate(explanation.prompts if explanation else ()):
        if result.text == CLAIM:
            window.parts.state.select_prompt(index)


def _verdict_is_given(window: MainWindow) -> bool:
    entry = window.parts.review.entry
    return entry is not None and entry.review.verdict in TELLING_VERDICTS


def _failure_is_marked(window: MainWindow) -> bool:
    """A fresh mark says "other"; the card asks what kind of failure it is and what causes it."""
    entry = window.parts.review.entry
    return entry is not None and any(
        failure.effect != UNNAMED_EFFECT and failure.triggers for failure in entry.failures
    )


def _mark_planted(window: MainWindow) -> None:
    """Mark the selected region, or the fence, as the failure it is."""
    entry = window.parts.review.entry
    if entry is None or not entry.failures:
        _select_fence(window)
        if not window.canvas.annotate_selected_region():
            window.canvas.annotate_image()
    elif window.annotations.form.annotation is None:
        window.parts.state.select_annotation(entry.failures[-1].annotation_id)
    window.annotations.form.describe(PLANTED_EFFECT, (PLANTED_TRIGGER,))


def _remove_selected(window: MainWindow) -> None:
    _select_fence(window)
    window.parts.state.ask_probe("remove")


def _select_fence(window: MainWindow) -> None:
    """Select the region at the fence, where none is selected."""
    state = window.parts.state
    explanation = state.explanation
    if state.selected_regions or explanation is None:
        return
    patch = explanation.geometry.patch_at(*FENCE_XY_PX)
    if patch is None:
        window.canvas.select_neighbour("right")
    else:
        state.select_regions((explanation.regions.region_at_patch(state.region_level, *patch).region_id,))


def _report_was_written(window: MainWindow) -> bool:
    return window.parts.session.reports_written > 0
