"""What an explanation says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.factories import make_explanation, write_image


def test_maps_are_interpolated_as_their_parameters_say(tmp_path: Path) -> None:
    """Maps of the hierarchy in its degree; other methods, and explanations older than it, evenly."""
    explanation = make_explanation(write_image(tmp_path / "street.png").identity)
    request, older = explanation.request, (("relation_power", 4.0),)
    assert (explanation.map_degree, explanation.level_degree) == (3.0, 3.0)
    direct = replace(explanation, request=replace(request, method="direct"))
    assert (direct.map_degree, direct.level_degree) == (1.0, 3.0)
    before = replace(explanation, parameters=older)
    assert (before.map_degree, before.level_degree) == (1.0, 1.0)
