"""The map of Miłogród, drawn by code: a city on a river with eight districts. Deterministic; no such city exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, pi, radians, sin

import numpy as np
from shapely import (
    GeometryCollection,
    LineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    coverage_simplify,
    coverage_union_all,
    set_precision,
    transform,
    voronoi_polygons,
)
from shapely.geometry.base import BaseGeometry

CENTRE = (18.62, 52.03)
KM_NORTH = 1 / 111.2
KM_EAST = 1 / (111.3 * cos(radians(CENTRE[1])))
GRID = 1e-6


@dataclass(frozen=True)
class SampleArea:
    """A district: its name, where its heart lies (km east and north of the market square), how many live there."""

    code: str
    name: str
    east: float
    north: float
    population: int


DISTRICTS = (
    SampleArea("stare-miasto", "Stare Miasto", 0.0, 0.2, 11_900),
    SampleArea("nadrzecze", "Nadrzecze", 2.4, -0.6, 14_200),
    SampleArea("kolonia-fabryczna", "Kolonia Fabryczna", -2.3, -1.2, 9_475),
    SampleArea("zielone-wzgorze", "Zielone Wzgórze", 0.6, 3.1, 17_800),
    SampleArea("osiedle-kolejowe", "Osiedle Kolejowe", -2.4, 1.9, 12_650),
    SampleArea("podlesie", "Podlesie", 3.6, 2.2, 8_140),
    SampleArea("mlynowka", "Młynówka", 0.3, -3.0, 10_325),
    SampleArea("jasne-pola", "Jasne Pola", -4.9, 0.2, 6_480),
)
NAME = "Miłogród"
CODE = "milogrod"


def place(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of a point given in km east and north of the market square."""
    return CENTRE[0] + east * KM_EAST, CENTRE[1] + north * KM_NORTH


@cache
def districts() -> Mapping[str, MultiPolygon]:
    """The district's polygon by its code: valid, without gaps or overlaps."""
    seeds = MultiPoint([(area.east, area.north) for area in DISTRICTS])
    cells: GeometryCollection = voronoi_polygons(seeds, extend_to=_outline().buffer(3), ordered=True)
    bent = [_bend(cell.intersection(_outline())) for cell in cells.geoms]
    fitted = coverage_simplify([set_precision(polygon, GRID) for polygon in bent], GRID)
    return {area.code: _multi(polygon) for area, polygon in zip(DISTRICTS, fitted, strict=True)}


def city() -> MultiPolygon:
    """The whole city: exactly the districts together."""
    return _multi(coverage_union_all(list(districts().values())))


def river() -> LineString:
    """The river Miła, from north-west to south-east."""
    return LineString([place(x, -0.9 + 0.45 * sin(x * 0.8) - 0.1 * x) for x in np.arange(-6.0, 6.01, 0.25)])


def point_in(code: str, number: int) -> tuple[float, float]:
    """The ``number``-th made-up place in a district: (longitude, latitude), always inside it."""
    area = next(area for area in DISTRICTS if area.code == code)
    polygon = districts()[code].buffer(-0.0008)
    for attempt in range(200):
        angle = 2.399963 * (number * 7 + attempt)
        reach = 0.25 + 1.15 * ((number * 0.618034 + attempt * 0.137) % 1)
        lon, lat = place(area.east + reach * cos(angle), area.north + reach * sin(angle))
        if polygon.contains(Point(lon, lat)):
            return round(lon, 6), round(lat, 6)
    raise LookupError(code)


def _outline() -> Polygon:
    angles = [2 * pi * step / 72 for step in range(72)]
    reach = [4.9 + 0.55 * sin(3 * a + 0.4) + 0.3 * sin(5 * a) for a in angles]
    return Polygon([(1.25 * r * cos(a) - 0.6, 0.92 * r * sin(a)) for a, r in zip(angles, reach, strict=True)])


def _bend(shape: BaseGeometry) -> BaseGeometry:
    """Straight borders become lanes and streams: one smooth shift of the whole plane, so neighbours still fit."""

    def shift(points: np.ndarray) -> np.ndarray:
        x, y = np.round(points, 6).T
        x2 = x + 0.16 * np.sin(2.1 * y) + 0.05 * np.sin(5.3 * y + x)
        y2 = y + 0.14 * np.sin(1.7 * x + 0.5) + 0.05 * np.sin(4.7 * x - y)
        return np.column_stack([CENTRE[0] + x2 * KM_EAST, CENTRE[1] + y2 * KM_NORTH])

    return transform(shape.segmentize(0.2), shift)


def _multi(shape: BaseGeometry) -> MultiPolygon:
    if isinstance(shape, MultiPolygon):
        return shape
    if not isinstance(shape, Polygon):
        raise TypeError(shape.geom_type)
    return MultiPolygon([shape])
