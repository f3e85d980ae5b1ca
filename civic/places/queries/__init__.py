"""Everything read about places. Points go in as LonLat (WGS84), areas come out as AreaName."""

from civic.places.queries.addresses import Suggestion, has_addresses, suggest
from civic.places.queries.areas import Branch, area_of_code, area_tree, areas, areas_version, main_kind
from civic.places.queries.bulk import locate_many
from civic.places.queries.location import area_of_point, locate
from civic.places.queries.maps import GeoJson, districts_geojson
from civic.places.rules.location import AreaName, Located, Verdict

__all__ = [
    "AreaName",
    "Branch",
    "GeoJson",
    "Located",
    "Suggestion",
    "Verdict",
    "area_of_code",
    "area_of_point",
    "area_tree",
    "areas",
    "areas_version",
    "districts_geojson",
    "has_addresses",
    "locate",
    "locate_many",
    "main_kind",
    "suggest",
]
