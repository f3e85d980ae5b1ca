"""Which areas cover a point: PostGIS decides (ST_Covers), for one point or for a hundred thousand."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import shapely
from shapely import STRtree
from sqlalchemy import func, select, text

from civic.core.coordinates import PL1992, POLAND, WGS84, LonLat, in_metres, project_points
from civic.core.db import db
from civic.core.geo import to_db
from civic.places.models import Area
from civic.places.queries.areas import areas, areas_version
from civic.places.queries.arrays import Floats, Ints, allow_arrays
from civic.places.rules import Kind
from civic.places.rules.location import (
    AreaName,
    Covering,
    Located,
    Verdict,
    decide,
    outside,
    why_no_place,
)

Numbers = np.ndarray[Any, Any]

_JOIN = """
SELECT pair.point, area.id
FROM unnest(%b::int[], %b::int[], %b::float8[], %b::float8[]) AS pair (point, area, x, y)
JOIN area ON area.id = pair.area
WHERE ST_Covers(area.geom, ST_SetSRID(ST_MakePoint(pair.x, pair.y), 4326))
"""
_BOXES = "SELECT id, ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM area ORDER BY id"


def locate(point: LonLat) -> Located:
    """Where the point lies, with an answer for every pair of numbers."""
    if (verdict := why_no_place(point)) is not None:
        return Located(verdict)
    names = {area.id: area for area in areas()}
    covering = _covering(point)
    return decide(covering, names) if covering else _outside([point], names)[0]


def area_of_point(point: LonLat, kind: Kind | None = None) -> AreaName | None:
    """The area of that kind (the most detailed one by default) in which the point lies; None outside the city.

    A point on a border belongs to the area that ``locate`` names first.
    """
    located = locate(point)
    return located.area if kind is None else located.of_kind(kind)


def locate_many(points: Sequence[LonLat]) -> list[Located]:
    """As ``locate`` for each point, in one join."""
    if not points:
        return []
    x, y = np.fromiter(chain.from_iterable(points), dtype=float, count=2 * len(points)).reshape(-1, 2).T
    west, south, east, north = POLAND
    sound = (x >= west) & (x <= east) & (y >= south) & (y <= north)  # those why_no_place has nothing against
    answers: list[Located | None] = [None] * len(points)
    for number in np.flatnonzero(~sound).tolist():
        answers[number] = Located(why_no_place(points[number]) or Verdict.NOT_A_PLACE)
    names = {area.id: area for area in areas()}
    covered: dict[int, tuple[int, ...]] = {}
    for number, area_id in _join(x, y, np.flatnonzero(sound)):
        covered[number] = (*covered.get(number, ()), area_id)
    known: dict[tuple[int, ...], Located | None] = {}
    for number, area_ids in covered.items():
        if area_ids not in known:
            known[area_ids] = _if_plain(area_ids, names)
        answers[number] = known[area_ids] or decide(_covering(points[number]), names)
    lost = [number for number, answer in enumerate(answers) if answer is None]
    for number, located in zip(lost, _outside([points[number] for number in lost], names), strict=True):
        answers[number] = located
    return [answer for answer in answers if answer is not None]


def _if_plain(area_ids: tuple[int, ...], names: Mapping[int, AreaName]) -> Located | None:
    """The answer when there is one area of each kind; on a border it depends on the point."""
    kinds = {names[area_id].kind for area_id in area_ids}
    if len(kinds) < len(area_ids):
        return None
    return decide([Covering(area_id, True) for area_id in area_ids], names)


def _covering(point: LonLat) -> list[Covering]:
    place = to_db(point)
    query = select(Area.id, func.ST_Contains(Area.geom, place)).where(func.ST_Covers(Area.geom, place))
    return [Covering(area_id, inside) for area_id, inside in db.session.execute(query)]


def _join(x: Numbers, y: Numbers, which: Numbers) -> list[tuple[int, int]]:
    """(number of the point, area id) for each of the points in question and each area that covers it.

    The boxes of the areas are compared here, so that only pairs worth asking about travel, area by area: PostGIS then
    prepares each polygon once.
    """
    points, area_ids = _pairs(x, y, which)
    connection: Any = db.session.connection().connection.driver_connection
    with connection.cursor(binary=True) as cursor:
        allow_arrays(cursor)
        cursor.execute("SET LOCAL jit = off")  # compiling takes longer than the join
        pairs = (Ints(points), Ints(area_ids), Floats(x[points]), Floats(y[points]))
        found: list[tuple[int, int]] = cursor.execute(_JOIN, pairs).fetchall()
    return found


def _pairs(x: Numbers, y: Numbers, which: Numbers) -> tuple[Numbers, Numbers]:
    """Points and the areas in whose box they are."""
    x, y = x[which], y[which]
    points, area_ids = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    for area_id, west, south, east, north in db.session.execute(text(_BOXES)):
        inside = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        points.append(which[inside])
        area_ids.append(np.full(len(inside), area_id))
    return np.concatenate(points), np.concatenate(area_ids)


def _outside(points: Sequence[LonLat], names: Mapping[int, AreaName]) -> list[Located]:
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
