"""Everything read about projects: a leader's own drafts, the public list and page, the list of the vote."""

from civic.budget.projects.queries.ballot import Admitted, admitted
from civic.budget.projects.queries.own import (
    area_code,
    cost_lines,
    draft_of,
    nearby,
    own_project,
    own_projects,
    similar,
    submitted_by,
    terms,
)
from civic.budget.projects.queries.public import Filters, Group, Judged, Listed, Shown, Sort, matches

__all__ = [
    "Admitted",
    "Filters",
    "Group",
    "Judged",
    "Listed",
    "Shown",
    "Sort",
    "admitted",
    "area_code",
    "cost_lines",
    "draft_of",
    "matches",
    "nearby",
    "own_project",
    "own_projects",
    "similar",
    "submitted_by",
    "terms",
]
