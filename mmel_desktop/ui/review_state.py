"""What the analyst is looking at now: one object that all panels share and observe.

Panels receive the state in their constructor, change it through its methods and redraw on its signals; they
never
talk to one another. Nothing here touches the engine: changing level, opacity or colours never goes to the
worker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import DisplaySettings, ImageRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.measured_probes import MeasuredProbes, with_interactions
from mmel_desktop.core.relation_graph import RelationGraph
from mmel_desktop.core.source_image import SourceImage

TOOLS = ("select", "box", "polygon", "brush", "point")
PROBE_VIEWS = ("remove", "keep")


@dataclass(frozen=True)
class ImageTone:
    """How the picture is lit on the screen; the model and the report know the original pixels only.

    Attributes:
        brightness: added to every channel, in [-1, 1] of the full range.
        contrast: -1 is a quarter of the picture's contrast, 0 its own, 1 four times as much.
    """

    brightness: float = 0.0
    contrast: float = 0.0

    @property
    def is_original(self) -> bool:
        """True when pixels are shown as they are."""
        return self == ImageTone()


class ReviewState(QObject):
    """Observable state of the review.

    Signals carry the new value; each is emitted only when something really changed.

    Attributes:
        image_changed: another image is shown; the value is its ``ImageRecord`` or None.
        pixels_changed: the shown image's decoded pixels arrived; ``SourceImage`` or None.
        explanation_changed: ``Explanation`` of the shown image, or None while there is none.
        prompt_changed: index of the prompt whose map is shown.
        level_changed: shown level of the region tree; -1 is the fused map.
        hovered_region_changed: region id under the pointer, or None.
        selected_regions_changed: tuple of selected region ids, first selected first.
        display_changed: ``DisplaySettings`` (opacity, threshold, colour map, overlays, ...).
        annotations_changed: the shown image's annotations, a tuple ordered by number.
        selected_annotation_changed: annotation id, or "" for none.
        tool_changed: active canvas tool, one of ``TOOLS``.
        geometry_drawn: the analyst finished drawing; a ``core.annotation.Geometry`` to annotate.
        geometry_drawn_beside: the same on the other side of a comparison; the geometry and that side's
            ``ReviewState``, whose prompt is meant.
        probes_changed: what was measured of the shown explanation, a ``MeasuredProbes``.
        probe_view_changed: the selected regions are shown removed (``remove``), alone (``keep``) or neither.
        probing_changed: True while a probe of the shown explanation runs.
        probe_requested: the analyst asks for the selected regions removed, alone, or ("") as they are.
        tone_changed: the picture is lit in another way; an ``ImageTone``.
        withheld_changed: True while the shown image's explanation is kept back until a verdict is given.
        interactions_requested: the analyst asks for the interaction of pairs of region ids.
        taxonomy_changed: the session knows other failure terms; a ``Taxonomy``.
        removal_requested: the analyst asks for deletion and insertion of a prompt's map; its index.
    """

    image_changed = Signal(object)
    pixels_changed = Signal(object)
    explanation_changed = Signal(object)
    prompt_changed = Signal(int)
    level_changed = Signal(int)
    hovered_region_changed = Signal(object)
    selected_regions_changed = Signal(tuple)
    display_changed = Signal(object)
    annotations_changed = Signal(tuple)
    selected_annotation_changed = Signal(str)
    tool_changed = Signal(str)
    geometry_drawn = Signal(object)
    geometry_drawn_beside = Signal(object, object)
    probes_changed = Signal(object)
    probe_view_changed = Signal(str)
    probing_changed = Signal(bool)
    probe_requested = Signal(str)
    interactions_requested = Signal(tuple)
    removal_requested = Signal(int)
    tone_changed = Signal(object)
    withheld_changed = Signal(bool)
    taxonomy_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image: ImageRecord | None = None
        self.pixels: SourceImage | None = None
        self.explanation: Explanation | None = None
        self.explanation_id = ""
        self.hovered_region: int | None = None
        self.selected_regions: tuple[int, ...] = ()
        self.display = DisplaySettings()
        self.annotations: tuple[Annotation, ...] = ()
        self.selected_annotation = ""
        self.tool = "select"
        self.probes = MeasuredProbes()
        self.probes_recorded = True
        self.probe_view = ""
        self.probing = False
        self.tone = ImageTone()
        self.withheld = False
        self.taxonomy = DEFAULT_TAXONOMY
        self._graph_of: tuple[RelationGraph, MeasuredProbes] | None = None
        self._graph: RelationGraph | None = None

    @property
    def prompt_index(self) -> int:
        """Index of the prompt whose map is shown; always valid while there is an explanation."""
        count = len(self.explanation.prompts) if self.explanation else 1
        return min(self.display.prompt_index, max(count - 1, 0))

    @property
    def level(self) -> int:
        """Shown level of the region tree; -1 is the fused map."""
        return self.display.level

    @property
    def region_level(self) -> int:
        """Level whose regions are outlined: the shown level, or the object level under the fused map."""
        if self.explanation is None:
            return 0
        levels = len(self.explanation.regions.level_names)
        return self.level if 0 <= self.level < levels else min(1, levels - 1)

    def graph(self) -> RelationGraph | None:
        """The relation graph of the shown prompt and level with the interactions measured so far."""
        if self.explanation is None:
            return None
        try:
            graph = self.explanation.graph(self.prompt_index, self.region_level)
        except KeyError:
            return None
        if self._graph_of is None or self._graph_of[0] is not graph or self._graph_of[1] is not self.probes:
            # Made once: panels ask for it on each selection, and a graph may hold thousands of edges.
            self._graph_of, self._graph = (graph, self.probes), with_interactions(graph, self.probes)
        return self._graph

    def show_image(
        self,
        image: ImageRecord | None,
        *,
        pixels: SourceImage | None = None,
        explanation: Explanation | None = None,
        explanation_id: str = "",
        annotations: tuple[Annotation, ...] = (),
    ) -> None:
        """Show another image with what is at hand of it; the rest follows through the other methods.

        Everything has changed before the first signal is sent, so that nobody draws the new image with the
        old explanation, and nobody draws anything twice.
        """
        if image == self.image:
            return
        self.select_regions(())
        self.hover_region(None)
        self.show_probing(False)
        self.select_annotation("")
        other_pixels = pixels is not self.pixels
        other_explanation = explanation is not self.explanation
        other_annotations = annotations != self.annotations
        self.image, self.pixels, self.annotations = image, pixels, annotations
        if other_explanation:
            self._take_explanation(explanation, explanation_id)
        self.image_changed.emit(image)
        if other_pixels:
            self.pixels_changed.emit(pixels)
        if other_explanation:
            self.explanation_changed.emit(explanation)
        if other_annotations:
            self.annotations_changed.emit(annotations)

    def withhold(self, withheld: bool) -> None:
        """Say whether the explanation of the image that is shown, or about to be, is kept back."""
        if withheld != self.withheld:
            self.withheld = withheld
            self.withheld_changed.emit(withheld)

    def show_taxonomy(self, taxonomy: Taxonomy) -> None:
        """Name failures by other terms from now on: those of the open session."""
        if taxonomy != self.taxonomy:
            self.taxonomy = taxonomy
            self.taxonomy_changed.emit(taxonomy)

    def show_pixels(self, pixels: SourceImage | None) -> None:
        """Hand over the decoded pixels of the shown image."""
        if pixels is not self.pixels:
            self.pixels = pixels
            self.pixels_changed.emit(pixels)

    def show_explanation(self, explanation: Explanation | None, explanation_id: str) -> None:
        """Show an explanation of the shown image; region selections belong to one and are cleared."""
        if explanation is self.explanation:
            return
        self.select_regions(())
        self.hover_region(None)
        self.show_probing(False)
        self._take_explanation(explanation, explanation_id)
        self.explanation_changed.emit(explanation)

    def _take_explanation(self, explanation: Explanation | None, explanation_id: str) -> None:
        self.explanation, self.explanation_id = explanation, explanation_id
        self.probes, self.probes_recorded = MeasuredProbes(), True

    def show_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        """Replace the shown image's annotations."""
        if annotations == self.annotations:
            return
        self.annotations = annotations
        if self.selected_annotation not in {annotation.annotation_id for annotation in annotations}:
            self.select_annotation("")
        self.annotations_changed.emit(annotations)

    def select_prompt(self, prompt_index: int) -> None:
        """Show another prompt's map."""
        if prompt_index != self.display.prompt_index:
            self.change_display(prompt_index=prompt_index)
            self.prompt_changed.emit(prompt_index)

    def select_level(self, level: int) -> None:
        """Show another level; -1 is the fused map. Clears the region selection: its regions are not drawn."""
        if level != self.display.level:
            self.select_regions(())
            self.hover_region(None)
            self.change_display(level=level)
            self.level_changed.emit(level)

    def hover_region(self, region_id: int | None) -> None:
        """Name the region under the pointer."""
        if region_id != self.hovered_region:
            self.hovered_region = region_id
            self.hovered_region_changed.emit(region_id)

    def select_regions(self, region_ids: tuple[int, ...]) -> None:
        """Select regions of the shown explanation."""
        if region_ids != self.selected_regions:
            self.show_probe_view("")
            self.selected_regions = region_ids
            self.selected_regions_changed.emit(region_ids)

    def change_display(self, **changes: Any) -> None:
        """Change display settings by field name, e.g. ``change_display(opacity=0.4)``."""
        display = replace(self.display, **changes)
        if display != self.display:
            self.display = display
            self.display_changed.emit(display)

    def select_annotation(self, annotation_id: str) -> None:
        """Select one annotation; "" selects none."""
        if annotation_id != self.selected_annotation:
            self.selected_annotation = annotation_id
            self.selected_annotation_changed.emit(annotation_id)

    def choose_tool(self, tool: str) -> None:
        """Activate a canvas tool."""
        if tool not in TOOLS:
            raise ValueError(f"tool {tool!r}; expected one of {', '.join(TOOLS)}")
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def ask_probe(self, view: str) -> None:
        """Ask for the selected regions removed or alone; asking for what is shown already ends it."""
        if view and view not in PROBE_VIEWS:
            raise ValueError(f"probe view {view!r}; expected one of {', '.join(PROBE_VIEWS)}")
        self.probe_requested.emit("" if view == self.probe_view else view)

    def ask_interaction(self) -> bool:
        """Ask how much the two selected regions need one another; False unless two are selected."""
        if len(self.selected_regions) != 2:
            return False
        self.interactions_requested.emit((self.selected_regions,))
        return True

    def ask_removal(self) -> bool:
        """Ask for deletion and insertion of the shown prompt's map; False without an explanation."""
        if self.explanation is None:
            return False
        self.removal_requested.emit(self.prompt_index)
        return True

    def show_probes(self, probes: MeasuredProbes, *, recorded: bool) -> None:
        """Replace what was measured of the shown explanation; ``recorded``: all of it is on record."""
        if probes != self.probes or recorded != self.probes_recorded:
            self.probes, self.probes_recorded = probes, recorded
            self.probes_changed.emit(probes)

    def show_probe_view(self, view: str) -> None:
        """Show the selected regions removed, alone, or ("") as they are."""
        if view != self.probe_view:
            self.probe_view = view
            self.probe_view_changed.emit(view)

    def show_probing(self, probing: bool) -> None:
        """Say whether a probe runs."""
        if probing != self.probing:
            self.probing = probing
            self.probing_changed.emit(probing)

    def change_tone(self, tone: ImageTone) -> None:
        """Light the picture in another way; kept for the sitting, not in the record."""
        if tone != self.tone:
            self.tone = tone
            self.tone_changed.emit(tone)
