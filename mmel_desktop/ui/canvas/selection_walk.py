"""Walking over the regions: to a neighbour, up to the region that holds one, down to its strongest part."""

from __future__ import annotations

from mmel_desktop.core.region_tree import Region
from mmel_desktop.ui.canvas.canvas_layers import CanvasLayers
from mmel_desktop.ui.review_state import ReviewState


class SelectionWalk:
    """Moves the selection of the review state.

    Args:
        state: whose selection is moved.
        layers: know which region lies where.
    """

    def __init__(self, state: ReviewState, layers: CanvasLayers) -> None:
        self._state = state
        self._layers = layers

    def selected(self) -> list[Region]:
        """The selected regions, first selected first."""
        index = self._layers.index
        if index is None:
            return []
        return [region for i in self._state.selected_regions if (region := index.region(i)) is not None]

    def go_to(self, region: Region | None) -> None:
        """Show a region's level and select it; nothing happens without a region."""
        if region is not None:
            # Choosing a level clears the selection, so it comes first.
            self._state.select_level(region.level)
            self._state.select_regions((region.region_id,))

    def to_parent(self, region_id: int | None = None) -> None:
        """Go one level up from a region, the first selected one when None."""
        start = self._start(region_id)
        if self._layers.index is not None and start is not None:
            self.go_to(self._layers.index.parent(start))

    def to_strongest_part(self) -> None:
        """Go one level down, to the part of the first selected region that holds the most evidence."""
        start = self._start(None)
        if self._layers.index is not None and start is not None:
            self.go_to(self._layers.index.strongest_part(start, self._state.prompt_index))

    def to_neighbour(self, direction: str, *, add: bool = False) -> Region | None:
        """Select the next region (``left``, ``right``, ``up``, ``down``), or add it to the selection.

        Without a selection the region with the most evidence is selected.

        Returns:
            The region that was selected; None when there is none that way.
        """
        index, selected = self._layers.index, self._state.selected_regions
        if index is None:
            return None
        region = (
            index.neighbour(selected[-1], direction)
            if selected
            else index.strongest(self._state.region_level, self._state.prompt_index)
        )
        if region is not None:
            kept = tuple(i for i in selected if i != region.region_id) if add else ()
            self._state.select_regions((*kept, region.region_id))
        return region

    def toggle(self, region_id: int) -> None:
        """Add a region to the selection, or take it out."""
        selected = self._state.selected_regions
        kept = tuple(i for i in selected if i != region_id)
        self._state.select_regions(kept if region_id in selected else (*selected, region_id))

    def _start(self, region_id: int | None) -> int | None:
        if region_id is not None:
            return region_id
        selected = self._state.selected_regions
        return selected[0] if selected else None
