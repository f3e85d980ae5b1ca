"""Points and polygons: WGS84 longitude and latitude, in this order, everywhere inside."""

from typing import Annotated, Any, NamedTuple

from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy.orm import mapped_column

WGS84 = 4326

PointColumn = Annotated[WKBElement, mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))]
MultiPolygonColumn = Annotated[WKBElement, mapped_column(Geometry("MULTIPOLYGON", srid=WGS84, spatial_index=False))]


class LonLat(NamedTuple):
    """A place on the map in degrees."""

    lon: float
    lat: float


def to_db(point: LonLat) -> Any:
    """The point as the database keeps it."""
    return from_shape(Point(point.lon, point.lat), srid=WGS84)
