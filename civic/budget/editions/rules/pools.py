"""Pools (pule): the money an edition shares out, each counted by itself."""

from dataclasses import dataclass
from enum import StrEnum

from civic.core.money import Grosz


class PoolKind(StrEnum):
    """What the pool is for. The statute knows the gmina, its parts and amount categories (u.s.g. art.
    5a(6)).
    """

    CITY = "CITY"
    AREA = "AREA"
    AREA_GROUP = "AREA_GROUP"
    AMOUNT = "AMOUNT"
    THEMATIC = "THEMATIC"
    """Practised widely, but its legality was disputed."""


class SplitMethod(StrEnum):
    """How the amounts of the pools of areas came about."""

    FIXED = "FIXED"
    EQUAL = "EQUAL"
    PER_CAPITA = "PER_CAPITA"
    MIX = "MIX"


@dataclass(frozen=True, kw_only=True)
class Split:
    """``MIX`` needs the three parts in percent, together 100 (Poznań: 50 population, 30 area, 20
    projects).
    """

    method: SplitMethod = SplitMethod.FIXED
    population: int | None = None
    area: int | None = None
    projects: int | None = None


@dataclass(frozen=True, kw_only=True)
class CostRange:
    """Costs from ``min`` to ``max``, both included; None is no limit on that side."""

    min: Grosz | None = None
    max: Grosz | None = None

    def __contains__(self, cost: int) -> bool:
        return (self.min is None or cost >= self.min) and (self.max is None or cost <= self.max)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """One pool. ``id`` is what projects, lists and counting rules refer to.

    ``areas`` are codes of areas: one for AREA, several for AREA_GROUP, else none. ``residents`` is the
    number of people living there, for the signature limit and the turnout. The limits on projects narrow
    those of the whole edition. ``guarantee_per_area`` (Lublin): each area gets its best project up to
    that cost first.
    """

    id: str
    name: str
    kind: PoolKind
    amount: Grosz
    areas: tuple[str, ...] = ()
    residents: int | None = None
    costs: CostRange = CostRange()
    max_percent_of_pool: int | None = None
    soft_max_cost: Grosz | None = None
    signatures: int | None = None
    split: Split = Split()
    guarantee_per_area: Grosz | None = None
