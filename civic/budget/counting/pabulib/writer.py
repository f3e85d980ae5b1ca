"""Writing a ``.pb`` file: UTF-8, LF, columns in the order of the format, the same bytes for the same election."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from .election import Election

META_ORDER = (
    "description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes", "budget",
    "vote_type", "rule", "date_begin", "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost",
    "min_points", "max_points", "min_sum_points", "max_sum_points", "default_score", "min_project_cost",
    "max_project_cost", "min_project_score_threshold", "neighborhoods", "subdistricts", "categories", "edition",
    "language", "currency", "fully_funded", "experimental", "comment", "acknowledgments", "leftover_budget",
    "budget_per_category", "budget_per_neighborhood", "min_length_per_category", "max_length_per_category",
    "min_sum_cost_per_category", "max_sum_cost_per_category",
)  # fmt: skip
PROJECT_ORDER = (
    "project_id", "cost", "votes", "score", "name", "category", "beneficiaries", "selected", "neighborhood", "subunit",
    "district", "description", "proposer", "public_id", "latitude", "longitude",
)  # fmt: skip
VOTE_ORDER = (
    "voter_id", "vote", "points", "age", "sex", "voting_method", "district", "neighborhood", "education",
)  # fmt: skip
SPACES = re.compile(r"\s+")


def write(election: Election) -> bytes:
    """The whole file. Line ends and doubled spaces inside a cell become one space."""
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    rows.writerow(("META",))
    rows.writerow(("key", "value"))
    rows.writerows((key, plain(election.meta[key])) for key in _order(election.meta, META_ORDER))
    rows.writerow(("PROJECTS",))
    columns = _order(election.project_columns, PROJECT_ORDER)
    rows.writerow(columns)
    rows.writerows([plain(row.get(column)) for column in columns] for row in election.projects)
    rows.writerow(("VOTES",))
    columns = _order(election.vote_columns, VOTE_ORDER)
    rows.writerow(columns)
    rows.writerows(_cells(election.votes, [election.vote_columns.index(column) for column in columns]))
    return out.getvalue().encode()


def plain(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _cells(votes: Iterable[Sequence[str]], places: Sequence[int]) -> Iterator[list[str]]:
    for vote in votes:
        yield [plain(vote[place]) for place in places]


def _order(names: Iterable[str] | Mapping[str, str], known: Sequence[str]) -> list[str]:
    """Known names in the order of the format, then the others as they come."""
    given = list(names)
    return [name for name in known if name in given] + [name for name in given if name not in known]
