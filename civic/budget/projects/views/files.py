"""The public list as files, with the same filters: a table for spreadsheets, points for maps."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from civic.budget.editions.rules import Rules
from civic.budget.projects import queries
from civic.budget.projects.queries import Listed
from civic.budget.projects.views import pages
from civic.budget.projects.views.blueprint import bp
from civic.core import spreadsheet
from civic.core.access import Permission, allows
from civic.core.money import plain

HEADER = (
    "numer", "tytul", "streszczenie", "stan", "pula", "obszar", "rodzaj", "kategorie", "koszt", "miejsce", "lon", "lat",
    "grupa_wykluczen",
)  # fmt: skip


@bp.get("/projekty.geojson")
@allows(Permission.ANYONE)
def points(edition: str) -> ResponseReturnValue:
    """The list as points, all pages of it."""
    found = pages.public_edition(edition)
    response = jsonify(as_points(queries.everything(found.id, pages.search_form(found).filters), edition))
    response.mimetype = "application/geo+json"
    return response


@bp.get("/projekty.csv")
@allows(Permission.ANYONE)
def table(edition: str) -> ResponseReturnValue:
    """The list as a table, all pages of it."""
    found = pages.public_edition(edition)
    text = as_csv(queries.everything(found.id, pages.search_form(found).filters), found.rules)
    name = f'attachment; filename="projekty-{found.slug}.csv"'
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": name})


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
