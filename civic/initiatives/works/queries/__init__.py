"""Everything read about the works and the register."""

from civic.initiatives.works.queries.register import (
    PAGE,
    Filters,
    Listed,
    Registered,
    Sums,
    count,
    page_of,
    points,
    register,
    summed,
    years,
)
from civic.initiatives.works.queries.work import (
    Dates,
    Lent,
    Logged,
    Outside,
    PhotoShown,
    SettlementShown,
    dates,
    lent,
    log,
    logged_hours,
    outside,
    photos,
    planned,
    settlement,
    work_of,
)

__all__ = [
    "PAGE", "Dates", "Filters", "Lent", "Listed", "Logged", "Outside", "PhotoShown", "Registered", "SettlementShown", "Sums",
    "count", "dates", "lent", "log", "logged_hours", "outside", "page_of", "photos", "planned", "points", "register",
    "settlement", "summed", "work_of", "years",
]  # fmt: skip
