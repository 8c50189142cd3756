"""A team's terms as tests use them."""

from __future__ import annotations

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.core.team_taxonomy import TeamTaxonomy

WRONG_LANE = Term("ROAD-E1", "wrong lane", "Taken to be in another lane.", "차로 오인", by_team=True)
ROAD_WORKS = Term("ROAD-T1", "road works", "Temporary marks differ from the road.", "도로 공사", by_team=True)
LANE_MARKING = Term("ROAD-V1", "lane marking", "The heat lies on lane markings.", "차선 표시", by_team=True)

ROAD_SAFETY = TeamTaxonomy(
    "Road safety", "1", (WRONG_LANE,), (ROAD_WORKS,), (LANE_MARKING,), hidden=("A9", "weather")
)
"""One term of each kind; two of the program's own are hidden."""
