"""Small invented areas for tests: rectangles on a grid near 20° E, 52° N, and GeoJSON of them."""

import json
from collections.abc import Mapping

from shapely import MultiPolygon, Polygon, box

from civic.places.rules import slug
from civic.places.rules.geojson import Draft, Fields, How, Reading, read

LON, LAT = 20.0, 52.0
STEP = 0.01  # about 690 m east, 1110 m north
NAME = Fields("name")


def rectangle(west: float, south: float, east: float, north: float) -> Polygon:
    """A rectangle on the grid; whole numbers are grid lines."""
    return box(LON + west * STEP, LAT + south * STEP, LON + east * STEP, LAT + north * STEP)


def draft(name: str, *parts: Polygon, population: int | None = None) -> Draft:
    """An area of some parts."""
    return Draft(name, slug(name), population, MultiPolygon(parts))


def feature(name: str, coordinates: object, kind: str = "Polygon", **properties: object) -> dict[str, object]:
    """A feature as it stands in a file."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def ring(west: float = 0, south: float = 0, east: float = 1, north: float = 1) -> list[list[float]]:
    """A closed ring on the grid."""
    return [list(point) for point in rectangle(west, south, east, north).exterior.coords]


def document(*features: object, **members: object) -> bytes:
    """A FeatureCollection as bytes."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def of_areas(areas: Mapping[str, Polygon | MultiPolygon], **members: object) -> bytes:
    """A FeatureCollection of named shapes."""
    return document(
        *(
            {"type": "Feature", "properties": {"name": name}, "geometry": shape.__geo_interface__}
            for name, shape in areas.items()
        ),
        **members,
    )


def reading(**areas: Polygon) -> Reading:
    """What reading a file of these areas gives."""
    return read(of_areas(areas), NAME, How())
