"""Score cards: criteria with weights, points of members, a result in percent of the most one can get, and a ranking.

Plain and exact: points and weights are whole numbers, results are fractions; nothing is rounded here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

WHOLE = Fraction(100)
"""Percent of the maximum: the most anybody can get."""


class How(StrEnum):
    """How the results of members become one."""

    MEAN = "MEAN"
    MEDIAN = "MEDIAN"


class PointsRefusal(StrEnum):
    """Why points cannot stand on a finished card."""

    POINTS_MISSING = "POINTS_MISSING"
    POINTS_OUT_OF_RANGE = "POINTS_OUT_OF_RANGE"
    CRITERION_UNKNOWN = "CRITERION_UNKNOWN"


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What one criterion asks. A member gives 0 to ``max_points``; each point counts ``weight`` times.

    ValueError for a negative weight or fewer than one point.
    """

    key: str
    name: str
    weight: int
    max_points: int
    guidance: str = ""

    def __post_init__(self) -> None:
        if self.weight < 0 or self.max_points < 1:
            raise ValueError("a weight is not negative, and there is at least one point to give")

    @property
    def most(self) -> int:
        """The most this criterion can add to a score."""
        return self.weight * self.max_points


Points = Mapping[str, int]
"""What one member gave: points by the criterion's key."""


@dataclass(frozen=True)
class Wrong:
    """What is wrong with points: why, and at which criterion (its key)."""

    reason: PointsRefusal
    key: str


def what_is_wrong(criteria: Sequence[Criterion], points: Points, *, whole: bool = True) -> tuple[Wrong, ...]:
    """Every fault of the points, in the order of the criteria. A draft (not ``whole``) may lack some."""
    found = []
    for each in criteria:
        given = points.get(each.key)
        if given is None:
            if whole:
                found.append(Wrong(PointsRefusal.POINTS_MISSING, each.key))
        elif not 0 <= given <= each.max_points:
            found.append(Wrong(PointsRefusal.POINTS_OUT_OF_RANGE, each.key))
    known = {each.key for each in criteria}
    found += [Wrong(PointsRefusal.CRITERION_UNKNOWN, key) for key in sorted(points.keys() - known)]
    return tuple(found)


def most(criteria: Sequence[Criterion]) -> int:
    """The most a card can have: the sum of weight times most points."""
    return sum(each.most for each in criteria)


def raw(criteria: Sequence[Criterion], points: Points) -> int:
    """``sum(w_i * p_i)`` of one finished card. ValueError for points that are not whole and in range."""
    if what_is_wrong(criteria, points):
        raise ValueError("the points do not fit the criteria")
    return sum(each.weight * points[each.key] for each in criteria)


def score(criteria: Sequence[Criterion], points: Points) -> Fraction:
    """The score of one finished card in percent of the most one can get, 0 to 100.

    ValueError for points that do not fit, or where every weight is zero.
    """
    if not most(criteria):
        raise ValueError("criteria that weigh nothing give no score")
    return WHOLE * raw(criteria, points) / most(criteria)


def mean(values: Sequence[Fraction | int]) -> Fraction:
    """The arithmetic mean. ValueError when there is nothing to take it of."""
    if not values:
        raise ValueError("no mean of nothing")
    return sum(map(Fraction, values), Fraction(0)) / len(values)


def median(values: Sequence[Fraction | int]) -> Fraction:
    """The middle one; of an even number the mean of the two middle ones. ValueError for nothing."""
    if not values:
        raise ValueError("no median of nothing")
    ordered, half = sorted(map(Fraction, values)), len(values) // 2
    return ordered[half] if len(values) % 2 else mean(ordered[half - 1 : half + 1])


def together(values: Sequence[Fraction | int], how: How) -> Fraction:
    """One value of many members'."""
    return mean(values) if how is How.MEAN else median(values)


@dataclass(frozen=True)
class Result:
    """What the cards say together. ``score`` in percent; ``points``: of each criterion by its key; ``members``: how many.

    With the median the points of the criteria need not add up to the score: the score is the median of whole cards.
    """

    score: Fraction
    points: Mapping[str, Fraction]
    members: int


def result(criteria: Sequence[Criterion], cards: Sequence[Points], how: How) -> Result:
    """The result of finished cards. ValueError when there is none, or one does not fit the criteria."""
    return Result(
        score=together([score(criteria, card) for card in cards], how),
        points={each.key: together([card[each.key] for card in cards], how) for each in criteria},
        members=len(cards),
    )


def passes(value: Fraction, threshold: Fraction | int) -> bool:
    """Whether a score reaches the threshold (percent): exactly the threshold is enough."""
    return value >= threshold


@dataclass(frozen=True)
class Entry:
    """What is ranked. ``ties``: what decides between equal scores, one after another; the larger value is better."""

    id: int
    score: Fraction
    ties: tuple[int, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A place in the ranking, from 1. ``shared``: others have the same in everything, and so the same place."""

    id: int
    place: int
    shared: bool = False


def ranking(entries: Sequence[Entry]) -> tuple[Placed, ...]:
    """The entries from the best. Those equal in everything share a place, and the next one is counted after them all.

    The order of those who share a place is by id, so that it is the same each time.
    """

    def worth(entry: Entry) -> tuple[Fraction, tuple[int, ...]]:
        return entry.score, entry.ties

    ordered = sorted(sorted(entries, key=lambda each: each.id), key=worth, reverse=True)
    placed: list[Placed] = []
    for _, equal in groupby(ordered, key=worth):
        group = list(equal)
        place = len(placed) + 1
        placed += [Placed(each.id, place, shared=len(group) > 1) for each in group]
    return tuple(placed)


def shown(value: Fraction, digits: int = 2) -> str:
    """A result as people in Poland read it, rounded half up: ``68,75``; whole numbers without a comma."""
    scale = 10**digits
    rounded = (value.numerator * scale * 2 + value.denominator) // (value.denominator * 2)
    whole, part = divmod(rounded, scale)
    return f"{whole},{part:0{digits}}" if part else str(whole)
