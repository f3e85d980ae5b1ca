"""The ballot: its lists, how one votes on each, and what makes a list or the ballot invalid."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How one votes on a list. What each needs in ``Params`` stands beside it."""

    SINGLE = "SINGLE"
    """One project; no parameters."""
    APPROVAL = "APPROVAL"
    """From ``min`` (1) to ``max`` (any number) different projects."""
    KNAPSACK = "KNAPSACK"
    """Any projects whose costs together fit the pool; no parameters."""
    POINTS_FREE = "POINTS_FREE"
    """``total`` points shared freely, at most ``max_per_project`` each; all of them when ``exact``."""
    RANK_POINTS = "RANK_POINTS"
    """``points`` by place, e.g. 3, 2, 1; exactly that many projects when ``exact``."""
    FORUM_CONSENSUS = "FORUM_CONSENSUS"
    """Agreed at a residents' forum; nothing is voted online."""


class AreaChoice(StrEnum):
    """Whose pools of a list a voter may vote in."""

    OWN = "OWN"
    ANY_ONE = "ANY_ONE"
    ANY_N = "ANY_N"
    ALL = "ALL"


class PartialBallot(StrEnum):
    """What it means to choose fewer than the method asks for."""

    ALLOWED = "ALLOWED"
    LIST_INVALID = "LIST_INVALID"
    BALLOT_INVALID = "BALLOT_INVALID"


class OverLimit(StrEnum):
    """What it means to choose more than the method allows; online the form refuses such a ballot."""

    LIST_INVALID = "LIST_INVALID"
    BALLOT_INVALID = "BALLOT_INVALID"


class EmptyBallot(StrEnum):
    """A ballot with no choice at all; online the form refuses an invalid one."""

    INVALID = "INVALID"
    VALID = "VALID"


class BallotOrder(StrEnum):
    """The order of projects on the ballot."""

    DRAW = "DRAW"
    NUMBER = "NUMBER"
    RANDOM_PER_VOTER = "RANDOM_PER_VOTER"


@dataclass(frozen=True, kw_only=True)
class Params:
    """Parameters of a method; those it does not know must be absent."""

    min: int | None = None
    max: int | None = None
    total: int | None = None
    max_per_project: int | None = None
    points: tuple[int, ...] = ()
    exact: bool = False


@dataclass(frozen=True, kw_only=True)
class BallotList:
    """One list of the ballot. Every pool stands on exactly one list.

    ``areas_max`` is the n of ANY_N. ``same_area_as`` names an earlier list: the area chosen there holds
    here too (one district for both its large and its small projects). ``may_be_empty``: leaving the list
    untouched is no fault; else it counts as choosing too few. Lists with ``cross_list_total`` (the same
    number on each) share one limit of choices.
    """

    id: str
    name: str
    pools: tuple[str, ...]
    method: Method
    params: Params = Params()
    area_choice: AreaChoice = AreaChoice.ALL
    areas_max: int | None = None
    same_area_as: str | None = None
    partial_ballot: PartialBallot = PartialBallot.LIST_INVALID
    over_limit: OverLimit = OverLimit.LIST_INVALID
    may_be_empty: bool = True
    cross_list_total: int | None = None

    @property
    def min_choices(self) -> int:
        """The fewest projects a filled list may have."""
        if self.method is Method.RANK_POINTS and self.params.exact:
            return len(self.params.points)
        if self.method is Method.APPROVAL:
            return self.params.min or 1
        return 1

    @property
    def max_choices(self) -> int | None:
        """The most projects one may choose; None is no such limit (KNAPSACK: the money limits)."""
        match self.method:
            case Method.SINGLE:
                return 1
            case Method.APPROVAL:
                return self.params.max
            case Method.POINTS_FREE:
                return self.params.total
            case Method.RANK_POINTS:
                return len(self.params.points)
            case Method.KNAPSACK | Method.FORUM_CONSENSUS:
                return None

    @property
    def max_points_per_project(self) -> int:
        """The most points one project can get from one voter; 1 where a vote is a vote."""
        match self.method:
            case Method.POINTS_FREE:
                return self.params.max_per_project or self.params.total or 1
            case Method.RANK_POINTS:
                return max(self.params.points, default=1)
            case _:
                return 1
