"""What a ``.pb`` file means for the count: projects, ballots, rules, official totals and winners."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.inputs import (
    EQUAL_SHARES_TIES,
    Allocation,
    PoolRules,
    Project,
    Threshold,
    ThresholdKind,
    TieStep,
)

from .election import WITHDRAWN_COST, Damage, Election, PabulibError, blank, decimals, number

RULES: Mapping[str, tuple[Allocation, bool]] = {
    "greedy": (Allocation.GREEDY_SKIP, False),
    "greedy-threshold": (Allocation.GREEDY_SKIP, False),
    "greedy-exclusive": (Allocation.GREEDY_SKIP, False),
    "greedy-no-skip": (Allocation.GREEDY_STOP, False),
    "greedy-custom": (Allocation.GREEDY_STOP_TOPUP, False),
    "equalshares": (Allocation.MES, False),
    "equalshares-comparison": (Allocation.MES, True),
    "equalshares/add1": (Allocation.MES_ADD1, False),
    "equalshares/add1-comparison": (Allocation.MES_ADD1, True),
}
TOPUP = re.compile(r"at least (\d{1,3})\s*%")
MOST_POINTS = 10**6
FINEST = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """How the file's amounts and points become whole numbers: minor units per unit of money, and per point."""

    money: int
    points: int

    @classmethod
    def of(cls, election: Election) -> "Scale":
        amounts = [
            election.number("budget"),
            *(number(row.get("cost"), row.line, "cost") for row in election.projects),
        ]
        places = max(2, *(decimals(amount) for amount in amounts))
        given = (
            {cell for cell in election.column("points") if "." in cell} if counts_points(election) else set()
        )
        fine = max((decimals(Decimal(part)) for cell in given for part in cell.split(",")), default=0)
        return cls(10**places, 10**fine)


def rule_name(election: Election) -> str:
    """The rule of META in one spelling; ``unknown`` where none is given."""
    return election.meta.get("rule", "").strip().lower().replace("_", "-").replace(" ", "") or "unknown"


def counts_points(election: Election) -> bool:
    return (
        election.meta["vote_type"].lower() in ("cumulative", "scoring") and "points" in election.vote_columns
    )


def projects_of(election: Election, scale: Scale) -> list[Project]:
    """Costs in minor units. Cost 999999999 marks a project withdrawn after the vote."""
    found = []
    for order, row in enumerate(election.projects, start=1):
        cost = number(row.get("cost"), row.line, "cost")
        area = row.get("district") or row.get("neighborhood") or None
        withdrawn = cost == WITHDRAWN_COST
        found.append(
            Project(row.get("project_id"), int(cost * scale.money), order, area, withdrawn=withdrawn)
        )
    return found


def rules_of(election: Election, scale: Scale, ties: tuple[TieStep, ...] | None = None) -> PoolRules | None:
    """The rules META names; None where the name is not known. A custom rule nobody described is taken as greedy."""
    name = rule_name(election)
    if name not in RULES:
        return None
    allocation, comparison = RULES[name]
    share = _topup_share(election)
    if name == "greedy-custom" and share is None:
        allocation = Allocation.GREEDY_SKIP
    if allocation.equal_shares and scale.money > 10**FINEST:
        line = election.meta_lines.get("budget", 1)
        raise PabulibError(Damage.NOT_A_NUMBER, line, field="cost", value=f"10^-{len(str(scale.money)) - 1}")
    threshold = election.number("min_project_score_threshold", Decimal(0))
    thresholds = (
        (Threshold(ThresholdKind.ABS_POINTS, Fraction(threshold) * scale.points),) if threshold else ()
    )
    usual = EQUAL_SHARES_TIES if allocation.equal_shares else (TieStep.PUBLIC_DRAW,)
    return PoolRules(
        pool=election.meta.get("subunit") or election.meta.get("unit") or "",
        budget=int(election.number("budget") * scale.money),
        allocation=allocation,
        topup_share=share or Fraction(4, 5),
        thresholds=thresholds,
        ties=usual if ties is None else ties,
        comparison=comparison,
        unit=scale.money,
    )


def described(election: Election) -> bool:
    """Whether the rule's name, or the comment of a custom one, says how to count."""
    return rule_name(election) != "greedy-custom" or _topup_share(election) is not None


def _topup_share(election: Election) -> Fraction | None:
    """Of a custom rule: Poznań's top-up, with the share its comment names (80 % where it names none)."""
    named = TOPUP.search(election.meta.get("comment", ""))
    if named and 0 < int(named.group(1)) <= 100:
        return Fraction(int(named.group(1)), 100)
    return Fraction(4, 5) if election.meta.get("unit", "").lower().startswith("pozna") else None


@dataclass(frozen=True, slots=True)
class Reading:
    """Ballots of a file, and how much in them had to be passed over."""

    ballots: Ballots
    unknown_choices: int
    repeated_choices: int
    unmatched_points: int


def ballots_of(election: Election, scale: Scale) -> Reading:
    """Approval: one point each. Cumulative and scoring: the points. Ordinal: ``max_length`` less the place.

    Choices of projects that are not on the list are left out and counted.
    """
    names = [row.get("project_id") for row in election.projects]
    known = frozenset(names)
    votes = [split(cell) for cell in election.column("vote")]
    repeated = sum(len(vote) - len(set(vote)) for vote in votes)
    unknown = sum(project not in known for vote in votes for project in vote)
    unmatched = 0
    if counts_points(election):
        pairs = list(pairs_of(election, votes, scale))
        cells = election.column("points")
        unmatched = sum(len(split(cell)) != len(vote) for cell, vote in zip(cells, votes, strict=True))
        ballots = Ballots.pointed(names, ([p for p in pair if p[0] in known] for pair in pairs))
    elif election.meta["vote_type"].lower() == "ordinal":
        kept = [[p for p in vote if p in known] for vote in votes] if unknown else votes
        ballots = Ballots.ranked(names, kept, ordinal_scale(election, votes))
    else:
        kept = [[p for p in vote if p in known] for vote in votes] if unknown else votes
        ballots = Ballots.approvals(names, kept)
    return Reading(ballots, unknown, repeated, unmatched)


def split(cell: str) -> list[str]:
    """A list cell; a comma at its end or a space beside one means nothing."""
    return [part for part in (piece.strip() for piece in cell.split(",")) if part]


def ordinal_scale(election: Election, votes: Sequence[Sequence[str]]) -> tuple[int, ...]:
    longest = max(map(len, votes), default=0)
    length = max(int(election.number("max_length", Decimal(longest))), longest)
    return tuple(range(length, 0, -1))


def pairs_of(election: Election, votes: Sequence[list[str]], scale: Scale) -> Iterator[list[tuple[str, int]]]:
    """Project and points; where the file gives points for fewer or more projects, those that match."""
    names = [row.get("project_id") for row in election.projects]
    scoring = election.meta["vote_type"].lower() == "scoring"
    default = int(election.number("default_score", Decimal(0)) * scale.points) if scoring else 0
    for vote, cell, line in zip(votes, election.column("points"), election.vote_lines, strict=True):
        points = [int(_points(part, line) * scale.points) for part in split(cell)]
        given = list(zip(vote, points, strict=False))
        yield given + [(name, default) for name in names if default and name not in vote]


def _points(text: str, line: int) -> Decimal:
    negative = text.startswith("-")
    value = number(text[negative:], line, "points")
    if value > MOST_POINTS:
        raise PabulibError(Damage.NOT_A_NUMBER, line, field="points", value=text[:40])
    return -value if negative else value


def official_totals(election: Election, scale: Scale) -> dict[str, int] | None:
    """The file's own totals, those the vote type counts by; None where it gives none for some project."""
    points = election.meta["vote_type"].lower() in ("cumulative", "scoring", "ordinal")
    column = "score" if points or "votes" not in election.project_columns else "votes"
    if column not in election.project_columns:
        return None
    if any(blank(row.get(column)) for row in election.projects):
        return None
    unit = scale.points
    return {r.get("project_id"): int(number(r.get(column), r.line, column) * unit) for r in election.projects}


def official_winners(election: Election) -> dict[str, int] | None:
    """``selected`` per project (0, 1, or 2 and 3 for money from elsewhere); None where the file does not say."""
    if "selected" not in election.project_columns:
        return None
    if all(blank(row.get("selected")) for row in election.projects):
        return None
    return {
        row.get("project_id"): 0
        if blank(row.get("selected"))
        else int(number(row.get("selected"), row.line, "selected"))
        for row in election.projects
    }


def require_known_choices(election: Election) -> None:
    """Raise for the first ballot that names a project not on the list (an import stores nothing then)."""
    known = {row.get("project_id") for row in election.projects}
    for cell, line in zip(election.column("vote"), election.vote_lines, strict=True):
        for project in split(cell):
            if project not in known:
                raise PabulibError(Damage.UNKNOWN_PROJECT, line, project=project[:40])
