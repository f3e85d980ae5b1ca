"""What the front page, the search and "my activity" read: of all three pillars, over all editions at once."""

from civic.home.queries.pillars import (
    FoundConsultation,
    FoundInitiative,
    OwnInitiative,
    OwnOpinion,
    found_consultations,
    found_counts,
    found_initiatives,
    newest_initiatives,
    open_consultations,
    own_initiatives,
    own_opinions,
)
from civic.home.queries.projects import (
    PAGE,
    Counts,
    Found,
    Mine,
    found_count,
    found_page,
    own_projects,
    project_counts,
)

__all__ = [
    "PAGE",
    "Counts",
    "Found",
    "FoundConsultation",
    "FoundInitiative",
    "Mine",
    "OwnInitiative",
    "OwnOpinion",
    "found_consultations",
    "found_count",
    "found_counts",
    "found_initiatives",
    "found_page",
    "newest_initiatives",
    "open_consultations",
    "own_initiatives",
    "own_opinions",
    "own_projects",
    "project_counts",
]
