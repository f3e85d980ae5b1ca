"""Which areas cover a hundred thousand points: one join, and numpy before and after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log2
from typing import Any

import numpy as np
from sqlalchemy import text

from civic.core.coordinates import POLAND, LonLat
from civic.core.db import db
from civic.places.queries.areas import areas, areas_version
from civic.places.queries.arrays import Floats, Ints, allow_arrays
from civic.places.queries.location import Numbers, nearest, what_covers
from civic.places.rules.location import AreaName, Covering, Located, Verdict, decide, why_no_place

_JOIN = """
SELECT area.id, array_agg(pair.point)
FROM unnest(%b::int[], %b::int[], %b::float8[], %b::float8[]) AS pair (point, area, x, y)
JOIN area ON area.id = pair.area
WHERE ST_Covers(area.geom, ST_SetSRID(ST_MakePoint(pair.x, pair.y), 4326))
GROUP BY area.id ORDER BY area.id
"""
_BOXES = "SELECT id, ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM area ORDER BY id"


@dataclass(frozen=True)
class _CityMap:
    """What is known of the areas of one version: names, and boxes as (id, west, south, east, north)."""

    names: Mapping[int, AreaName]
    boxes: Sequence[tuple[int, float, float, float, float]]


def locate_many(points: Sequence[LonLat]) -> list[Located]:
    """As ``locate`` for each point, in one join."""
    if not points:
        return []
    city = _city_map(areas_version())
    x, y = np.fromiter(chain.from_iterable(points), dtype=float, count=2 * len(points)).reshape(-1, 2).T
    west, south, east, north = POLAND
    sound = (x >= west) & (x <= east) & (y >= south) & (y <= north)  # those why_no_place has nothing against
    sets, which = _sets(len(points), _join(x, y, np.flatnonzero(sound), city))
    plain = np.array([_if_plain(area_ids, city.names) for area_ids in sets], dtype=object)
    answers: list[Located | None] = plain[which].tolist()
    for number in np.flatnonzero(~sound).tolist():
        answers[number] = Located(why_no_place(points[number]) or Verdict.NOT_A_PLACE)
    lost = []
    for number in [number for number, answer in enumerate(answers) if answer is None]:
        if sets[which[number]]:
            answers[number] = decide(what_covers(points[number]), city.names)
        else:
            lost.append(number)
    for number, located in zip(lost, nearest([points[number] for number in lost], city.names), strict=True):
        answers[number] = located
    return [answer for answer in answers if answer is not None]


@lru_cache(maxsize=2)
def _city_map(version: str) -> _CityMap:
    boxes = [(row[0], row[1], row[2], row[3], row[4]) for row in db.session.execute(text(_BOXES))]
    return _CityMap({area.id: area for area in areas()}, boxes)


def _if_plain(area_ids: tuple[int, ...], names: Mapping[int, AreaName]) -> Located | None:
    """The answer when there is one area of each kind; none, or several on a border: it depends on the point."""
    kinds = {names[area_id].kind for area_id in area_ids}
    if not area_ids or len(kinds) < len(area_ids):
        return None
    return decide([Covering(area_id, True) for area_id in area_ids], names)


def _join(x: Numbers, y: Numbers, which: Numbers, city: _CityMap) -> list[tuple[int, Numbers]]:
    """For each area the numbers of the points that it covers.

    The boxes of the areas are compared here, so that only pairs worth asking about travel, area by area: PostGIS then
    prepares each polygon once.
    """
    points, area_ids = _pairs(x[which], y[which], which, city)
    connection: Any = db.session.connection().connection.driver_connection
    with connection.cursor(binary=True) as cursor:
        allow_arrays(cursor)
        cursor.execute("SET LOCAL jit = off")  # compiling takes longer than the join
        pairs = (Ints(points), Ints(area_ids), Floats(x[points]), Floats(y[points]))
        found: list[tuple[int, Numbers]] = cursor.execute(_JOIN, pairs).fetchall()
    return found


def _pairs(x: Numbers, y: Numbers, which: Numbers, city: _CityMap) -> tuple[Numbers, Numbers]:
    """Points and the areas in whose box they are."""
    points, area_ids = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    for area_id, west, south, east, north in city.boxes:
        inside = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        points.append(which[inside])
        area_ids.append(np.full(len(inside), area_id))
    return np.concatenate(points), np.concatenate(area_ids)


def _sets(count: int, covered: Sequence[tuple[int, Numbers]]) -> tuple[list[tuple[int, ...]], Numbers]:
    """The different sets of areas that cover some point, and for each point which of the sets.

    A set is written as a number whose digits are the areas. Four digits fit with up to 46 000 areas, more with fewer. A
    set that has more keeps the first ones: it has several of one kind, and so have these, as there are three kinds.
    """
    base = len(covered) + 1
    room = int(62 / log2(base)) if covered else 1
    written, digits = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for digit, (_, numbers) in enumerate(covered, 1):
        fitting = numbers[digits[numbers] < room]
        written[fitting] = written[fitting] * base + digit
        digits[fitting] += 1
    different, which = np.unique(written, return_inverse=True)
    return [_read(int(number), base, covered) for number in different], which


def _read(number: int, base: int, covered: Sequence[tuple[int, Numbers]]) -> tuple[int, ...]:
    area_ids = []
    while number:
        number, digit = divmod(number, base)
        area_ids.append(covered[digit - 1][0])
    return tuple(area_ids)
