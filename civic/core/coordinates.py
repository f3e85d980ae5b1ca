"""Coordinates without a database: longitude and latitude, Polish plane systems, metres.

Inside Civic a place is always WGS84 longitude, latitude, in this order. Plane coordinates are easting, northing.
"""

from functools import cache
from math import isfinite
from typing import Any, NamedTuple, TypeVar

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

WGS84 = 4326
PL1992 = 2180  # the national plane system; 1 m on it is 1 m on the ground within 0.1 %
WEB_MERCATOR = 3857
SYSTEMS = (WGS84, PL1992, WEB_MERCATOR, 2176, 2177, 2178, 2179)
"""EPSG numbers that Polish offices publish maps in; 2176-2179 are the zones of PL-2000."""

POLAND = (14.0, 48.9, 24.3, 55.1)
"""West, south, east, north of Poland with its sea, in degrees, generously."""

Shape = TypeVar("Shape", bound=BaseGeometry)


class LonLat(NamedTuple):
    """A place on the map in degrees, WGS84."""

    lon: float
    lat: float


def is_on_earth(point: LonLat) -> bool:
    """Whether the two numbers are a longitude and a latitude at all."""
    return isfinite(point.lon) and isfinite(point.lat) and abs(point.lon) <= 180 and abs(point.lat) <= 90


def in_poland(point: LonLat) -> bool:
    """Whether the point lies in the rectangle around Poland."""
    west, south, east, north = POLAND
    return west <= point.lon <= east and south <= point.lat <= north


def looks_swapped(point: LonLat) -> bool:
    """Latitude was given first: the point is nowhere near Poland, but with its numbers exchanged it is."""
    return not in_poland(point) and in_poland(LonLat(point.lat, point.lon))


def parse_degrees(text: str) -> float:
    """A number of degrees as people write it: "52,2297", "52.2297°"; ValueError otherwise. ASCII digits only."""
    try:
        value = float(text)
    except ValueError:
        text = text.strip().removesuffix("°").rstrip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
        value = float(text)
    if not (isfinite(value) and text.isascii()) or "_" in text:
        raise ValueError(text)
    return value


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def project_points(
    x: np.ndarray[Any, Any], y: np.ndarray[Any, Any], source: int, target: int
) -> np.ndarray[Any, Any]:
    """Coordinates in another system, one row per point; infinite where the target has no such place."""
    return np.column_stack(_transformer(source, target).transform(x, y))


def project(shape: Shape, source: int, target: int) -> Shape:
    """The shape in another system; x is easting or longitude, y northing or latitude, in both."""
    if source == target:
        return shape

    return shapely.transform(shape, lambda xy: project_points(xy[:, 0], xy[:, 1], source, target))


def in_metres(shape: Shape) -> Shape:
    """A WGS84 shape on the national plane, where lengths are metres and areas square metres (within 0.2 %)."""
    return project(shape, WGS84, PL1992)
