"""The two files of ballots of a pool: ``.pb`` and CSV, written sorted and read back."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from civic.budget.counting.pabulib.election import WITHDRAWN_COST, Election, Row
from civic.budget.counting.pabulib.meaning import split
from civic.budget.counting.pabulib.writer import write
from civic.budget.counting.tally.inputs import Allocation, PoolRules, Project, ThresholdKind
from civic.budget.counting.tally.results import PoolResult, ProjectResult, Source

from .contents import PoolPart, PublishedBallot

CSV_COLUMNS = ("ballot", "projects", "points", "area", "age", "sex", "channel")
GREEDY = {
    Allocation.GREEDY_SKIP: "greedy",
    Allocation.GREEDY_STOP: "greedy-no-skip",
    Allocation.GREEDY_STOP_TOPUP: "greedy-custom",
    Allocation.MES: "equalshares",
    Allocation.MES_ADD1: "equalshares/add1",
}


def arranged(ballots: Iterable[PublishedBallot]) -> list[PublishedBallot]:
    """In an order that follows from the content alone; choices by points, then by id."""
    tidy = (
        PublishedBallot(
            tuple(sorted(ballot.choices, key=lambda choice: (-choice[1], choice[0]))),
            ballot.area,
            ballot.age,
            ballot.sex,
            ballot.channel,
        )
        for ballot in ballots
    )
    return sorted(tidy, key=lambda b: (b.choices, b.area, b.age, b.sex, b.channel))


def csv_file(ballots: Sequence[PublishedBallot]) -> bytes:
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for number, ballot in enumerate(ballots, start=1):
        projects = " ".join(name for name, _ in ballot.choices)
        points = " ".join(str(given) for _, given in ballot.choices)
        rows.writerow((number, projects, points, ballot.area, ballot.age, ballot.sex, ballot.channel))
    return out.getvalue().encode()


def pb_file(part: PoolPart, ballots: Sequence[PublishedBallot], result: PoolResult) -> bytes:
    """Valid for pabulib-checker: projects in the order of the result, optional columns only where they are filled."""
    projects = {project.id: project for project in part.projects}
    filled = [column for column in ("name", "category") if any(_card(part, p).get(column) for p in projects)]
    columns = ["project_id", "cost", "votes", *(["score"] if part.points else []), *filled, "selected"]
    if any(card.latitude for card in part.cards.values()):
        columns += ["latitude", "longitude"]
    rows = []
    for row in result.rows:
        cells = {**_card(part, row.id), **_counted(row, projects[row.id])}
        rows.append(Row(0, {column: cells.get(column, "") for column in columns}))
    vote_columns = _vote_columns(part, ballots)
    votes = [_vote(number, ballot, vote_columns) for number, ballot in enumerate(ballots, start=1)]
    meta = {**_meta(part, result, len(ballots)), **part.meta}
    return write(Election(meta, {}, tuple(columns), tuple(rows), tuple(vote_columns), tuple(votes), ()))


def read_pb(election: Election) -> list[PublishedBallot]:
    """The ballots of a ``.pb`` this module wrote."""
    cells = [dict(zip(election.vote_columns, vote, strict=True)) for vote in election.votes]
    return [
        PublishedBallot(
            tuple(zip(split(cell["vote"]), _points(cell), strict=True)),
            cell.get("district", ""),
            cell.get("age", ""),
            cell.get("sex", ""),
            cell.get("voting_method", ""),
        )
        for cell in cells
    ]


def read_csv(raw: bytes) -> list[PublishedBallot]:
    """The ballots of a CSV this module wrote."""
    rows = csv.DictReader(StringIO(raw.decode()))
    return [
        PublishedBallot(
            tuple(zip(row["projects"].split(), map(int, row["points"].split()), strict=True)),
            row["area"],
            row["age"],
            row["sex"],
            row["channel"],
        )
        for row in rows
    ]


def _points(cell: Mapping[str, str]) -> list[int]:
    if "points" in cell:
        return [int(given) for given in split(cell["points"])]
    return [1] * len(split(cell["vote"]))


def _card(part: PoolPart, project: str) -> dict[str, str]:
    card = part.cards.get(project)
    if card is None:
        return {}
    return {
        "name": card.name,
        "category": ",".join(card.categories),
        "latitude": card.latitude,
        "longitude": card.longitude,
    }


def _counted(row: ProjectResult, project: Project) -> dict[str, str]:
    """A withdrawn project gets the format's sentinel cost; a cost of 0, which the format does not know, becomes 1."""
    mark = "0"
    if row.decision.funded:
        mark = (
            "1"
            if row.source in (None, Source.CITYWIDE_LEFTOVERS)
            else "2"
            if row.source is Source.RESERVE
            else "3"
        )
    cost = str(WITHDRAWN_COST) if project.withdrawn else zloty(row.cost or 100)
    return {
        "project_id": row.id,
        "cost": cost,
        "votes": str(row.voters),
        "score": str(row.score),
        "selected": mark,
    }


def zloty(grosz: int) -> str:
    whole, rest = divmod(grosz, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def _vote_columns(part: PoolPart, ballots: Sequence[PublishedBallot]) -> list[str]:
    columns = ["voter_id", "vote"]
    if part.points:
        columns.append("points")
    columns += [name for name in ("age", "sex") if any(getattr(ballot, name) for ballot in ballots)]
    if ballots and all(ballot.channel for ballot in ballots):
        columns.append("voting_method")
    if any(ballot.area for ballot in ballots):
        columns.append("district")
    return columns


def _vote(number: int, ballot: PublishedBallot, columns: Sequence[str]) -> tuple[str, ...]:
    cells = {
        "voter_id": str(number),
        "vote": ",".join(name for name, _ in ballot.choices),
        "points": ",".join(str(given) for _, given in ballot.choices),
        "age": ballot.age,
        "sex": ballot.sex,
        "voting_method": ballot.channel,
        "district": ballot.area,
    }
    return tuple(cells[column] for column in columns)


def _meta(part: PoolPart, result: PoolResult, votes: int) -> dict[str, str]:
    """What follows from rules and result; the budget includes money moved in from other pools."""
    rules = part.rules
    meta = {
        "num_projects": str(len(part.projects)),
        "num_votes": str(votes),
        "budget": zloty(result.budget),
        "rule": rule_of(rules),
        "currency": "PLN",
    }
    threshold = next(
        (t for t in rules.thresholds if t.kind in (ThresholdKind.ABS_VOTES, ThresholdKind.ABS_POINTS)), None
    )
    if threshold is not None:
        meta["min_project_score_threshold"] = str(
            -(-threshold.value.numerator // threshold.value.denominator)
        )
    if sum(project.cost for project in part.projects) <= result.budget:
        meta["fully_funded"] = "1"
    if rules.allocation is Allocation.GREEDY_STOP_TOPUP:
        share = f"{100 * rules.topup_share.numerator // rules.topup_share.denominator}%"
        meta["comment"] = (
            f"#1: Projects are funded by votes until the first that does not fit; if at least {share} of its cost is "
            "left, it is funded too, the rest from a reserve, and marked 2."
        )
    return meta


def rule_of(rules: PoolRules) -> str:
    """The nearest rule the format has a name for."""
    name = GREEDY[rules.allocation]
    if rules.allocation.equal_shares:
        return f"{name}-comparison" if rules.comparison else name
    if rules.area_caps or rules.guarantee is not None or rules.cost_reduction:
        return "greedy-custom"
    if name == "greedy" and rules.conflicts:
        return "greedy-exclusive"
    kinds = {threshold.kind for threshold in rules.thresholds}
    if name == "greedy" and kinds & {ThresholdKind.ABS_VOTES, ThresholdKind.ABS_POINTS}:
        return "greedy-threshold"
    return name
