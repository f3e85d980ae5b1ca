"""Which areas cover a point: PostGIS decides (ST_Covers)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely import STRtree
from sqlalchemy import func, select, text

from civic.core.coordinates import PL1992, WGS84, LonLat, in_metres, project_points
from civic.core.db import db
from civic.core.geo import to_db
from civic.places.models import Area
from civic.places.queries.areas import areas, areas_version
from civic.places.rules import Kind
from civic.places.rules.location import AreaName, Covering, Located, decide, outside, why_no_place

Numbers = np.ndarray[Any, Any]


def locate(point: LonLat) -> Located:
    """Where the point lies, with an answer for every pair of numbers."""
    if (verdict := why_no_place(point)) is not None:
        return Located(verdict)
    names = {area.id: area for area in areas()}
    covering = what_covers(point)
    return decide(covering, names) if covering else nearest([point], names)[0]


def area_of_point(point: LonLat, kind: Kind | None = None) -> AreaName | None:
    """The area of that kind (the most detailed one by default) in which the point lies; None outside the city.

    A point on a border belongs to the area that ``locate`` names first.
    """
    located = locate(point)
    return located.area if kind is None else located.of_kind(kind)


def what_covers(point: LonLat) -> list[Covering]:
    """The areas that cover the point, and whether it is inside them or on their border."""
    place = to_db(point)
    query = select(Area.id, func.ST_Contains(Area.geom, place)).where(func.ST_Covers(Area.geom, place))
    return [Covering(area_id, inside) for area_id, inside in db.session.execute(query)]


def nearest(points: Sequence[LonLat], names: Mapping[int, AreaName]) -> list[Located]:
    """Of points in no area: which is nearest, and how far."""
    if not points or not names:
        return [outside(names, {}) for _ in points]
    tree, owners = _borders(areas_version())
    lon, lat = np.array(points, dtype=float).T
    places: Any = shapely.points(project_points(lon, lat, WGS84, PL1992))
    _, shortest = tree.query_nearest(places, return_distance=True, all_matches=False)
    # a city and its district share a border that two offices may have rounded: all within a metre are compared
    near, pieces = tree.query(places, predicate="dwithin", distance=shortest + 1)
    metres: list[dict[int, float]] = [{} for _ in points]
    distances = shapely.distance(places[near], tree.geometries[pieces])
    for point, area_id, distance in zip(
        near.tolist(), owners[pieces].tolist(), distances.tolist(), strict=True
    ):
        metres[point][area_id] = min(distance, metres[point].get(area_id, distance))
    return [outside(names, each) for each in metres]


@lru_cache(maxsize=2)
def _borders(version: str) -> tuple[STRtree, Numbers]:
    """Every straight piece of every border on the national plane, and whose it is; kept until an area changes."""
    pieces, owners = [np.empty((0, 2, 2))], [np.empty(0, dtype=int)]
    for area_id, wkb in db.session.execute(text("SELECT id, ST_AsBinary(geom) FROM area ORDER BY id")):
        for ring in shapely.get_rings(shapely.get_parts(in_metres(shapely.from_wkb(wkb)))):
            corners = shapely.get_coordinates(ring)
            pieces.append(np.stack([corners[:-1], corners[1:]], axis=1))
            owners.append(np.full(len(corners) - 1, area_id))
    lines: Any = shapely.linestrings(np.concatenate(pieces))
    return STRtree(lines), np.concatenate(owners)
