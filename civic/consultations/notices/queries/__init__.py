"""Everything read about consultations."""

from civic.consultations.notices.queries.case import (
    Case,
    ExtensionMade,
    HeldForm,
    case,
    extensions,
    people_of_unit,
)
from civic.consultations.notices.queries.facts import (
    ConsultationFacts,
    consultation,
    locked,
    public_consultation,
)
from civic.consultations.notices.queries.lists import (
    PAGE,
    Counts,
    Filters,
    Found,
    Group,
    Listed,
    OpenNow,
    count,
    counts,
    feed,
    found,
    map_points,
    open_now,
    page_of,
)
from civic.consultations.notices.queries.maps import territory_geojson
from civic.consultations.notices.queries.office import OFFICE_PAGE, OfficeListed, office_count, office_list

__all__ = [
    "OFFICE_PAGE",
    "PAGE",
    "Case",
    "ConsultationFacts",
    "Counts",
    "ExtensionMade",
    "Filters",
    "Found",
    "Group",
    "HeldForm",
    "Listed",
    "OfficeListed",
    "OpenNow",
    "case",
    "consultation",
    "count",
    "counts",
    "extensions",
    "feed",
    "found",
    "locked",
    "map_points",
    "office_count",
    "office_list",
    "open_now",
    "page_of",
    "people_of_unit",
    "public_consultation",
    "territory_geojson",
]
