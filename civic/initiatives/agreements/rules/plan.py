"""The plan of an initiative: lines of the cost estimate (kosztorys), steps of the schedule (harmonogram), differences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from civic.core import money
from civic.initiatives.requests.rules import LineKind, Side, Who

LINES_MAX = 60
STEPS_MAX = 40
QUANTITY_MAX = Decimal(999_999)

OTHER: Mapping[Side, Side] = {Side.RESIDENTS: Side.CITY, Side.CITY: Side.RESIDENTS}
"""The side that each talks with."""


@dataclass(frozen=True)
class Line:
    """One line. ``key`` is the line's own for its whole life, whatever is changed in it; 0 until it is given one.

    ``unit_cost`` is grosz; for WORK, ``quantity`` is hours of all ``people`` together.
    """

    key: int
    side: Side
    kind: LineKind
    name: str
    quantity: Decimal
    unit: str
    unit_cost: int
    people: int | None = None

    @property
    def total(self) -> int:
        """Its value in grosz."""
        return money.round_half_up(Fraction(self.quantity) * self.unit_cost)


@dataclass(frozen=True)
class Step:
    """One step, its last day included."""

    key: int
    what: str
    doer: Who
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Plan:
    """The estimate and the schedule of one version."""

    lines: tuple[Line, ...] = ()
    steps: tuple[Step, ...] = ()

    def of(self, side: Side) -> tuple[Line, ...]:
        """The lines of one side."""
        return tuple(line for line in self.lines if line.side is side)


@dataclass(frozen=True)
class Totals:
    """Sums of a plan, in grosz; ``hours`` of community work."""

    hours: Decimal
    work: int
    things: int
    money: int
    city: int

    @property
    def residents(self) -> int:
        """All that residents give."""
        return self.work + self.things + self.money

    @property
    def whole(self) -> int:
        """Both sides together."""
        return self.residents + self.city


def totals(lines: Iterable[Line]) -> Totals:
    """The sums of these lines."""
    lines = tuple(lines)

    def of(kind: LineKind) -> int:
        return sum(line.total for line in lines if line.side is Side.RESIDENTS and line.kind is kind)

    return Totals(
        hours=sum((line.quantity for line in lines if line.kind is LineKind.WORK), Decimal()),
        work=of(LineKind.WORK),
        things=of(LineKind.THING),
        money=of(LineKind.MONEY),
        city=sum(line.total for line in lines if line.side is Side.CITY),
    )


def keyed(plan: Plan, before: Plan) -> Plan:
    """The plan with a key for every row: those of the version before keep theirs, others get new ones.

    A key the version before does not have, or that stands twice, counts as none.
    """
    return Plan(_keyed(plan.lines, before.lines), _keyed(plan.steps, before.steps))


Row = TypeVar("Row", bound=Line | Step)


def _keyed(rows: Sequence[Row], before: Sequence[Row]) -> tuple[Row, ...]:
    known = {row.key for row in before}
    highest, made = max(known, default=0), list[Row]()
    seen = set[int]()
    for row in rows:
        key = row.key
        if key not in known or key in seen:
            highest += 1
            key = highest
        seen.add(key)
        made.append(replace(row, key=key))
    return tuple(made)


class Mark(StrEnum):
    """What became of a row since the version before."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    NEW = "NEW"
    GONE = "GONE"


@dataclass(frozen=True)
class Change(Generic[Row]):
    """A row beside what it was. ``row``: as it is, for GONE as it was; ``cells``: names of what differs."""

    mark: Mark
    row: Row
    before: Row | None = None
    cells: frozenset[str] = frozenset()


def compare(before: Sequence[Row], after: Sequence[Row]) -> tuple[Change[Row], ...]:
    """Rows of the newer version in its order, then those that are gone."""
    old = {row.key: row for row in before}
    kept = {row.key for row in after}
    return (
        *(_changed(old.get(row.key), row) for row in after),
        *(Change(Mark.GONE, row, row) for row in before if row.key not in kept),
    )


def _changed(before: Row | None, after: Row) -> Change[Row]:
    if before is None:
        return Change(Mark.NEW, after)
    cells = frozenset(
        each.name for each in fields(after) if getattr(before, each.name) != getattr(after, each.name)
    )
    if isinstance(before, Line) and isinstance(after, Line) and before.total != after.total:
        cells |= {"total"}
    return Change(Mark.CHANGED if cells else Mark.SAME, after, before, cells)
