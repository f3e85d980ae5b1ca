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
    PhotoShown,
    PublicWork,
    SettlementShown,
    dates,
    lent,
    log,
    logged_hours,
    photos,
    planned,
    public_work,
    settlement,
    work_of,
)

__all__ = [
    "PAGE", "Dates", "Filters", "Lent", "Listed", "Logged", "PhotoShown", "PublicWork", "Registered", "SettlementShown", "Sums",
    "count", "dates", "lent", "log", "logged_hours", "page_of", "photos", "planned", "points", "public_work", "register",
    "settlement", "summed", "work_of", "years",
]  # fmt: skip
