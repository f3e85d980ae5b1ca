"""The ground of Miłogród: its boundary, districts, residents and addresses, stored as any city's are."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from shapely import MultiPolygon

from civic.places import services
from civic.places.rules import Kind
from civic.places.rules.geojson import Fields, read
from civic.places.services import AddressOrder, Order
from civic.sample import geography, streets

_FIELDS = Fields("name", population="population", code="code")


def lay() -> None:
    """Store the city, its districts and its addresses."""
    everybody = sum(area.population for area in geography.DISTRICTS)
    whole = _file([(geography.CODE, geography.NAME, everybody, geography.city())])
    services.import_areas(read(whole, _FIELDS), Order(kind=Kind.CITY))
    shapes = geography.districts()
    parts = _file((area.code, area.name, area.population, shapes[area.code]) for area in geography.DISTRICTS)
    services.import_areas(read(parts, _FIELDS), Order(kind=Kind.DISTRICT, parent=geography.CODE))
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "milogrod.xml"
        register.write_text(streets.register(), encoding="utf-8")
        services.import_addresses([register], AddressOrder())


def _file(areas: Iterable[tuple[str, str, int, MultiPolygon]]) -> bytes:
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "population": population},
            "geometry": shape.__geo_interface__,
        }
        for code, name, population, shape in areas
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
