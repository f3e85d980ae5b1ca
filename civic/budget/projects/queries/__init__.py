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

__all__ = [
    "Admitted",
    "admitted",
    "area_code",
    "cost_lines",
    "draft_of",
    "nearby",
    "own_project",
    "own_projects",
    "similar",
    "submitted_by",
    "terms",
]
