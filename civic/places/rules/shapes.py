"""One area as a shape: is it where and what it should be; mending it where that is unambiguous."""

import re
from collections.abc import Iterator

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from civic.core.coordinates import (
    PL1992,
    WEB_MERCATOR,
    WGS84,
    LonLat,
    in_metres,
    in_poland,
    is_on_earth,
    looks_swapped,
    project,
)
from civic.places.rules.findings import Finding, Problem
from civic.places.rules.geojson import Draft

LARGEST_AREA = 2_000_000_000.0
"""Square metres; four times Warsaw."""

LARGEST_CHANGE = 0.001
"""A repair may change an area's surface by this part at most; more is not a slip of the pen."""


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of any geometry, without the lines and points that overlays leave."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def square_metres(shape: BaseGeometry) -> float:
    """The surface of a WGS84 shape."""
    return float(in_metres(shape).area)


def place_in(shape: BaseGeometry) -> LonLat:
    """A point inside, to say where it is."""
    point = shape.representative_point()
    return LonLat(point.x, point.y)


def check_shape(draft: Draft, system: int) -> list[Finding]:
    """What is wrong with one area; ``system`` is the EPSG number its file was read by."""
    return list(_position(draft, system)) or list(_form(draft))


def exchanged(shape: MultiPolygon, system: int) -> MultiPolygon:
    """The shape as it would be had the file's two axes been read the other way round."""
    flipped = shapely.transform(project(shape, WGS84, system), lambda xy: xy[:, ::-1])
    return project(flipped, system, WGS84)


def _corners(shape: BaseGeometry) -> tuple[LonLat, LonLat]:
    west, south, east, north = shape.bounds
    return LonLat(west, south), LonLat(east, north)


def _position(draft: Draft, system: int) -> Iterator[Finding]:
    facts = {"area": draft.name}
    if draft.shape.is_empty:
        yield Finding(Problem.NO_SURFACE, facts)
        return
    corners = _corners(draft.shape)
    if all(map(in_poland, corners)):
        return
    finite = bool(np.isfinite(shapely.get_coordinates(draft.shape)).all())
    if system == WGS84 and not all(map(is_on_earth, corners)):
        yield Finding(Problem.OTHER_SYSTEM, {**facts, "srid": _guess(corners[0])})
    elif finite and _would_fit_exchanged(draft.shape, system):
        yield Finding(Problem.SWAPPED_AXES, facts)
    else:
        yield Finding(Problem.NOT_IN_POLAND, {**facts, "where": corners[0]})


def _would_fit_exchanged(shape: MultiPolygon, system: int) -> bool:
    if system == WGS84:
        return all(map(looks_swapped, _corners(shape)))
    other = exchanged(shape, system)
    return bool(np.isfinite(shapely.get_coordinates(other)).all()) and all(map(in_poland, _corners(other)))


def _guess(corner: LonLat) -> str:
    """The system that such large numbers are probably of, as the EPSG number to give."""
    x, y = corner
    if 5_300_000 < x < 8_700_000 and 5_300_000 < y < 6_200_000:
        return str(
            2176 + int(x // 1_000_000) - 5
        )  # PL-2000: the zone's number is the first digit of the easting
    if 1_500_000 < x < 2_800_000 and 6_000_000 < y < 7_500_000:
        return str(WEB_MERCATOR)
    return str(PL1992)


def _form(draft: Draft) -> Iterator[Finding]:
    shape = draft.shape
    if not shape.is_valid:
        reason, where = why_invalid(shape)
        yield Finding(Problem.INVALID, {"area": draft.name, "reason": reason, "where": where})
        return
    size = square_metres(shape)
    if size < 1:
        yield Finding(Problem.NO_SURFACE, {"area": draft.name})
    elif size > LARGEST_AREA:
        yield Finding(Problem.TOO_LARGE, {"area": draft.name, "size": size, "most": LARGEST_AREA})


def why_invalid(shape: BaseGeometry) -> tuple[str, LonLat]:
    """GEOS's reason ("Self-intersection") and the place."""
    text = explain_validity(shape)
    found = re.fullmatch(r"([^\[]+)\[(\S+) (\S+)\]", text)
    if found is None:
        return text, place_in(shape.envelope)
    return found.group(1), LonLat(float(found.group(2)), float(found.group(3)))


def mend(draft: Draft) -> tuple[MultiPolygon, Finding] | None:
    """The area made valid, when it only crosses itself and nothing of note is won or lost; None when it is ambiguous.

    Both ways to make a shape valid that GEOS knows (keep what the lines enclose, or what the rings mean) must give the
    same surface as the shape was drawn with, within LARGEST_CHANGE.
    """
    reason, where = why_invalid(draft.shape)
    if reason not in {"Self-intersection", "Ring Self-intersection"}:
        return None
    before = square_metres(draft.shape)
    mended = shapely.make_valid(draft.shape, method="structure", keep_collapsed=False)
    for candidate in (mended, shapely.make_valid(draft.shape)):
        after = square_metres(MultiPolygon(polygons(candidate)))
        if before <= 0 or abs(after - before) > LARGEST_CHANGE * before:
            return None
    shape = MultiPolygon(polygons(mended))
    size = abs(square_metres(shape) - before)
    return shape, Finding(Problem.MADE_VALID, {"area": draft.name, "where": where, "size": size})
