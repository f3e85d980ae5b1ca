"""Points and polygons in the database: WGS84 longitude and latitude, in this order, everywhere inside."""

from typing import Annotated, Any

from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import from_shape, to_shape
from shapely import MultiPolygon, Point, get_coordinates
from sqlalchemy.orm import mapped_column

from civic.core.coordinates import WGS84, LonLat

__all__ = ["WGS84", "LonLat", "MultiPolygonColumn", "PointColumn", "from_db", "polygon_to_db", "to_db"]

PointColumn = Annotated[WKBElement, mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))]
MultiPolygonColumn = Annotated[
    WKBElement, mapped_column(Geometry("MULTIPOLYGON", srid=WGS84, spatial_index=False))
]


def to_db(point: LonLat) -> Any:
    """The point as the database keeps it."""
    return from_shape(Point(point.lon, point.lat), srid=WGS84)


def from_db(column: WKBElement) -> LonLat:
    """The point that a point column holds."""
    lon, lat = get_coordinates(to_shape(column))[0]
    return LonLat(float(lon), float(lat))


def polygon_to_db(shape: MultiPolygon) -> Any:
    """The area as the database keeps it."""
    return from_shape(shape, srid=WGS84)
