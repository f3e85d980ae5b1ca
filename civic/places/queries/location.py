"""Which areas cover a point: PostGIS decides (ST_Covers), for one point or for a hundred thousand."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from sqlalchemy import func, select, text

from civic.core.coordinates import LonLat, in_metres
from civic.core.db import db
from civic.core.geo import to_db
from civic.places.models import Area
from civic.places.queries.areas import areas, areas_version
from civic.places.rules import Kind
from civic.places.rules.location import AreaName, Covering, Located, decide, outside, why_no_place

_PAIR = np.dtype(
    [("n", ">i2"), ("l0", ">i4"), ("point", ">i4"), ("l1", ">i4"), ("area", ">i4"),
     ("l2", ">i4"), ("x", ">f8"), ("l3", ">i4"), ("y", ">f8")]
)  # fmt: skip
"""A row of PostgreSQL's binary COPY: how many fields, then each with its length."""

_HEAD, _TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"

_JOIN = """
SELECT pair.point, area.id FROM places_pair pair JOIN area ON area.id = pair.area
WHERE ST_Covers(area.geom, ST_SetSRID(ST_MakePoint(pair.x, pair.y), 4326))
"""


def locate(point: LonLat) -> Located:
    """Where the point lies, with an answer for every pair of numbers."""
    if (verdict := why_no_place(point)) is not None:
        return Located(verdict)
    names = {area.id: area for area in areas()}
    covering = _covering(point)
    return decide(covering, names) if covering else _outside(point, names)


def area_of_point(point: LonLat, kind: Kind | None = None) -> AreaName | None:
    """The area of that kind (the most detailed one by default) in which the point lies; None outside the city.

    A point on a border belongs to the area that ``locate`` names first.
    """
    located = locate(point)
    return located.area if kind is None else located.of_kind(kind)


def locate_many(points: Sequence[LonLat]) -> list[Located]:
    """As ``locate`` for each point, in one join. Uses a temporary table of the transaction under way."""
    answers: list[Located | None] = [
        None if (verdict := why_no_place(point)) is None else Located(verdict) for point in points
    ]
    names = {area.id: area for area in areas()}
    covered: dict[int, tuple[int, ...]] = {}
    for number, area_id in _join(points, [number for number, answer in enumerate(answers) if answer is None]):
        covered[number] = (*covered.get(number, ()), area_id)
    known: dict[tuple[int, ...], Located | None] = {}
    for number, area_ids in covered.items():
        if area_ids not in known:
            known[area_ids] = _if_plain(area_ids, names)
        answers[number] = known[area_ids] or decide(_covering(points[number]), names)
    return [answer or _outside(points[number], names) for number, answer in enumerate(answers)]


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


def _join(points: Sequence[LonLat], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(number, area id) for each of the numbered points and each area that covers it.

    The boxes of the areas are compared here, so that one COPY carries only pairs worth asking about, area by area:
    PostGIS then prepares each polygon once.
    """
    pairs = _pairs(points, numbers)
    if not len(pairs):
        return []
    connection: Any = db.session.connection().connection.driver_connection
    with connection.cursor(binary=True) as cursor:
        cursor.execute("SET LOCAL jit = off")  # compiling takes longer than the join
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS places_pair (point int, area int, x float8, y float8)"
            " ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE places_pair")
        with cursor.copy("COPY places_pair FROM STDIN (FORMAT binary)") as copy:
            copy.write(_HEAD + pairs.tobytes() + _TAIL)
        found: list[tuple[int, int]] = cursor.execute(_JOIN).fetchall()
    return found


def _pairs(points: Sequence[LonLat], numbers: Sequence[int]) -> np.ndarray[Any, Any]:
    box = "SELECT id, ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM area ORDER BY id"
    which = np.array(numbers, dtype=np.int64)
    x = np.array([points[number].lon for number in numbers])
    y = np.array([points[number].lat for number in numbers])
    found = [
        (area_id, np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north)))
        for area_id, west, south, east, north in db.session.execute(text(box))
    ]
    pairs = np.empty(sum(len(inside) for _, inside in found), dtype=_PAIR)
    pairs["n"], pairs["l0"], pairs["l1"], pairs["l2"], pairs["l3"] = 4, 4, 4, 8, 8
    start = 0
    for area_id, inside in found:
        part = pairs[start : start + len(inside)]
        part["point"], part["area"], part["x"], part["y"] = which[inside], area_id, x[inside], y[inside]
        start += len(inside)
    return pairs


def _outside(point: LonLat, names: Mapping[int, AreaName]) -> Located:
    place = in_metres(shapely.Point(point))
    ids, shapes = _shapes_in_metres(areas_version()) if names else ((), ())
    return outside(
        names, dict(zip(ids, shapely.distance(shapes, place).tolist(), strict=True)) if ids else {}
    )


@lru_cache(maxsize=2)
def _shapes_in_metres(version: str) -> tuple[tuple[int, ...], Any]:
    """Ids and shapes on the national plane, for distances; kept until an area changes."""
    rows = db.session.execute(text("SELECT id, ST_AsBinary(geom) FROM area ORDER BY id")).all()
    shapes = np.array([in_metres(shapely.from_wkb(wkb)) for _, wkb in rows])
    shapely.prepare(shapes)
    return tuple(area_id for area_id, _ in rows), shapes
