"""The public list as files: a table for spreadsheets, points for maps."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for

from civic.budget.editions.rules import Rules
from civic.budget.projects.queries import Listed
from civic.core import spreadsheet
from civic.core.money import plain

HEADER = (
    "numer", "tytul", "streszczenie", "stan", "pula", "obszar", "rodzaj", "kategorie", "koszt", "miejsce", "lon", "lat",
    "grupa_wykluczen",
)  # fmt: skip


def as_csv(projects: Iterable[Listed], rules: Rules) -> str:
    """One project a line. Statuses, kinds and categories are codes; money is złoty with a dot; areas and pools are names."""
    pools = {pool.id: pool.name for pool in rules.pools}
    return spreadsheet.csv_text(
        HEADER,
        (
            (
                each.number, each.title, each.summary, each.status, pools.get(each.pool, each.pool), each.area, each.kind,
                " ".join(each.categories), f"{each.cost // 100}.{each.cost % 100:02}", each.location_text, each.lon,
                each.lat, each.conflict_group,
            )
            for each in projects
        ),
    )  # fmt: skip


def as_points(projects: Iterable[Listed], edition: str) -> Mapping[str, Any]:
    """A GeoJSON FeatureCollection of those that have a place, for the component ``map``."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [each.lon, each.lat]},
                "properties": {
                    "number": each.number,
                    "title": each.title,
                    "url": url_for("projects.show", edition=edition, number=each.number),
                    "note": f"{plain(each.cost)} zł",
                },
            }
            for each in projects
            if each.lon is not None
        ],
    }
