"""The other side of a comparison: a review state of its own that follows the main one in everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr

ListRuns = Callable[[], tuple[RunRecord, ...]]
"""The finished runs of the shown image, oldest first."""
LoadRun = Callable[[str], Explanation | None]
"""Run id → its explanation; None when it cannot be read (the reason was told by then)."""
NameModel = Callable[[str], str]
"""Run id → specification of the model that was asked; "" when it is not known."""


@dataclass(frozen=True)
class OtherSide:
    """What the main canvas is compared with.

    Attributes:
        kind: ``prompt`` (another prompt of the same explanation), ``run`` (another explanation of the image),
            ``bare`` (the image alone) or ``ask`` (a run by another method or model, to be made).
        prompt_index: for ``prompt``.
        run_id: for ``run``.
    """

    kind: str
    prompt_index: int = 0
    run_id: str = ""


BARE = OtherSide("bare")
ASK = OtherSide("ask")


class ComparedState(QObject):
    """Keeps the second canvas's state equal to the first one's, but for what is compared.

    Attributes:
        other: the state of the second canvas.
        side_changed: what it shows, an :class:`OtherSide`; the old choice may be gone with another image.
        another_requested: the analyst wants an explanation by another method or model to compare with.
        may_ask: whether that can be had.
        returning: True while what was selected on the second canvas is selected in the review.

    Args:
        main: the state of the review.
        list_runs, load_run: where other explanations of the image come from.
        name_model: tells runs of several models apart.
        parent: Qt owner.
    """

    side_changed = Signal(object)
    another_requested = Signal()

    def __init__(
        self,
        main: ReviewState,
        list_runs: ListRuns,
        load_run: LoadRun,
        name_model: NameModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._main = main
        self._list_runs = list_runs
        self._load_run = load_run
        self._name_model = name_model
        self.may_ask = False
        self._waits = False
        self.returning = False
        self._active = False
        self.other = ReviewState(self)
        self.side: OtherSide | None = None
        main.image_changed.connect(self._follow)
        main.pixels_changed.connect(self._follow)
        main.explanation_changed.connect(self._take_explanation)
        main.display_changed.connect(self._follow_display)
        main.tone_changed.connect(self.other.change_tone)
        main.annotations_changed.connect(self._follow)
        main.tool_changed.connect(self._follow_tool)
        main.selected_regions_changed.connect(self._follow_regions)
        main.hovered_region_changed.connect(self._follow_regions)
        main.selected_annotation_changed.connect(self._follow)
        main.probe_view_changed.connect(self._follow_regions)
        self._answer_other()

    def _answer_other(self) -> None:
        """What is done on the second canvas happens in the review, where it can."""
        other, main = self.other, self._main
        other.geometry_drawn.connect(self._return_geometry)
        other.tool_changed.connect(main.choose_tool)
        other.level_changed.connect(main.select_level)
        other.selected_annotation_changed.connect(main.select_annotation)
        other.selected_regions_changed.connect(self._return_regions)
        other.hovered_region_changed.connect(self._return_hovered)
        other.probe_requested.connect(self._return_probe)

    # ---------------------------------------------------------------- choosing

    @property
    def same_explanation(self) -> bool:
        """True when both sides show one explanation, so that its regions can be selected on either."""
        return self.side is not None and self.side.kind == "prompt"

    def sides(self) -> tuple[tuple[str, OtherSide], ...]:
        """What there is to compare with: (name, side), the other prompts first."""
        explanation = self._main.explanation
        found: list[tuple[str, OtherSide]] = []
        if explanation is not None:
            found += [
                (tr("prompt: {text}").format(text=prompt.text), OtherSide("prompt", index))
                for index, prompt in enumerate(explanation.prompts)
                if index != self._main.prompt_index
            ]
        for run in reversed(self._list_runs()):
            if run.run_id != self._main.explanation_id:
                found.append((self._name_of(run), OtherSide("run", run_id=run.run_id)))
        found.append((tr("the bare image"), BARE))
        if self.may_ask and explanation is not None:
            found.append((tr("another method or model…"), ASK))
        return tuple(found)

    def _name_of(self, run: RunRecord) -> str:
        """Method and time, and the model where it is not the one the review shows."""
        time = run.finished_utc.replace("T", " ")[:16]
        model = self._name_model(run.run_id)
        method = f"{model} · {run.method}" if self._is_another_model(model) else run.method
        if run.for_comparison:
            return tr("comparison: {method} · {time} UTC").format(method=method, time=time)
        return tr("run: {method} · {time} UTC").format(method=method, time=time)

    def differs_in_model(self, side: OtherSide) -> bool:
        """Whether the other side is known to have been made by another model than what the review shows."""
        return side.kind == "run" and self._is_another_model(self._name_model(side.run_id))

    def _is_another_model(self, model: str) -> bool:
        shown = self._main.explanation
        return bool(model) and (shown is None or model != shown.provenance.model.spec)

    def activate(self, active: bool) -> None:
        """Begin or end to follow; nothing is computed for a canvas that nobody sees."""
        self._active = active
        if active:
            self._take_explanation()

    def choose(self, side: OtherSide) -> None:
        """Show another side; one that must be made first is asked for, and the shown one stays meanwhile."""
        self._waits = side == ASK  # whoever chooses something else waits for nothing any more
        if side == ASK:
            self.side_changed.emit(self.side)
            self.another_requested.emit()
        else:
            self._show(side)

    def show_made(self, run: RunRecord) -> bool:
        """Show a run that was asked for, now that it is on record, unless something else was turned to.

        Returns:
            Whether its image is compared now, so that it can at least be chosen.
        """
        image = self._main.image
        if not self._active or image is None or image.image_id != run.image_id or not self._main.explanation:
            return False
        if self._waits:
            self._show(OtherSide("run", run_id=run.run_id))
        else:
            self.side_changed.emit(self.side)  # there is one more to choose from
        return True

    def _show(self, side: OtherSide) -> None:
        if side != self.side:
            self.side = side
            self.side_changed.emit(side)
        self._follow()

    # ---------------------------------------------------------------- following the review

    @Slot()
    @Slot(object)
    def _take_explanation(self, _: object = None) -> None:
        if not self._active:
            return
        self._keep_side()
        self._follow()

    def _keep_side(self) -> None:
        """Go on comparing with the same, as long as it is there and differs from the review."""
        if self._main.explanation is None:
            return  # on the way to another image; what is there to compare is known when it has been read
        sides = [side for _, side in self.sides()]
        if self.side not in sides:
            self.side = self._strongest_rival(self._main.explanation) or sides[0]
        self.side_changed.emit(self.side)

    def _strongest_rival(self, explanation: Explanation) -> OtherSide | None:
        """The other prompt with the highest score: what the model would have taken the image for instead."""
        rivals = [index for index in range(len(explanation.prompts)) if index != self._main.prompt_index]
        if not rivals:
            return None
        return OtherSide("prompt", max(rivals, key=lambda index: explanation.prompts[index].score))

    @Slot()
    @Slot(object)
    @Slot(tuple)
    @Slot(str)
    def _follow(self, _: object = None) -> None:
        if not self._active:
            return
        main, other = self._main, self.other
        other.show_image(main.image)
        other.show_pixels(main.pixels)
        explanation, run_id = self._explanation()
        other.show_explanation(explanation, run_id)
        other.show_annotations(main.annotations)
        other.select_annotation(main.selected_annotation)
        self._follow_tool(main.tool)
        self._follow_display()
        self._follow_regions()

    def _explanation(self) -> tuple[Explanation | None, str]:
        if self.same_explanation or self._main.explanation is None:
            return self._main.explanation, self._main.explanation_id
        if self.side is not None and self.side.kind == "run":
            if self.other.explanation_id == self.side.run_id:
                return self.other.explanation, self.side.run_id
            loaded = self._load_run(self.side.run_id)
            return loaded, self.side.run_id if loaded is not None else ""
        return None, ""

    @Slot()
    @Slot(object)
    def _follow_display(self, _: object = None) -> None:
        if not self._active:
            return
        # A slider asks often: the runs on record, which only the file knows, are not what changed.
        if self.same_explanation and self._prompt_index() == self._main.prompt_index:
            self._keep_side()
        display = replace(self._main.display, prompt_index=self._prompt_index())
        level_changed = display.level != self.other.display.level
        if level_changed:
            self.other.select_level(display.level)
        prompt_changed = display.prompt_index != self.other.display.prompt_index
        if display != self.other.display:
            self.other.display = display
            self.other.display_changed.emit(display)
        if prompt_changed:
            self.other.prompt_changed.emit(display.prompt_index)

    def _prompt_index(self) -> int:
        if self.side is not None and self.side.kind == "prompt":
            return self.side.prompt_index
        main, shown = self._main.explanation, self.other.explanation
        if main is None or shown is None:
            return 0
        wanted = main.prompts[self._main.prompt_index].text
        return next((i for i, prompt in enumerate(shown.prompts) if prompt.text == wanted), 0)

    @Slot(str)
    def _follow_tool(self, tool: str) -> None:
        if self._active:
            self.other.choose_tool(tool)

    @Slot()
    @Slot(object)
    @Slot(tuple)
    @Slot(str)
    def _follow_regions(self, _: object = None) -> None:
        if not self._active or not self.same_explanation:
            return
        self.other.select_regions(self._main.selected_regions)
        self.other.hover_region(self._main.hovered_region)
        self.other.show_probes(self._main.probes, recorded=self._main.probes_recorded)
        self.other.show_probe_view(self._main.probe_view)

    # ---------------------------------------------------------------- answering the second canvas

    @Slot(object)
    def _return_geometry(self, geometry: Geometry) -> None:
        """A mark concerns the prompt of its side; the bare image has none, so the review's prompt holds."""
        if self.other.explanation is None:
            self._main.geometry_drawn.emit(geometry)
        else:
            self._main.geometry_drawn_beside.emit(geometry, self.other)

    @Slot(tuple)
    def _return_regions(self, region_ids: tuple[int, ...]) -> None:
        if self.same_explanation:
            self.returning = True
            try:
                self._main.select_regions(region_ids)
            finally:
                self.returning = False

    @Slot(object)
    def _return_hovered(self, region_id: int | None) -> None:
        if self.same_explanation:
            self._main.hover_region(region_id)

    @Slot(str)
    def _return_probe(self, view: str) -> None:
        if self.same_explanation:
            self._main.probe_requested.emit(view)
