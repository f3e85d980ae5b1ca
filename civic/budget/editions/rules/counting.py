"""How votes become winners: thresholds, the rule that spends each pool, ties, leftovers."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from civic.budget.editions.rules.pools import CostRange
from civic.core.money import Grosz


class ThresholdKind(StrEnum):
    """What ``Threshold.value`` means."""

    ABS_VOTES = "ABS_VOTES"
    """At least that many voters."""
    ABS_POINTS = "ABS_POINTS"
    """At least that many points."""
    PCT_VALID = "PCT_VALID"
    """At least that percentage of the pool's valid ballots."""
    COST_PROPORTIONAL = "COST_PROPORTIONAL"
    """votes / voters >= cost / (value * pool); Świecie: 3."""


class AllocationRule(StrEnum):
    """How a pool is spent, going down the ranking."""

    GREEDY_SKIP = "GREEDY_SKIP"
    GREEDY_STOP = "GREEDY_STOP"
    GREEDY_STOP_TOPUP = "GREEDY_STOP_TOPUP"
    MES_ADD1 = "MES_ADD1"


class TieRule(StrEnum):
    """One link of the chain that decides between equal scores."""

    FUND_BOTH_IF_POSSIBLE = "FUND_BOTH_IF_POSSIBLE"
    LOWER_COST = "LOWER_COST"
    HIGHER_COST = "HIGHER_COST"
    MORE_VOTERS = "MORE_VOTERS"
    MORE_FIRST_PREFERENCES = "MORE_FIRST_PREFERENCES"
    EARLIER_SUBMISSION = "EARLIER_SUBMISSION"
    PUBLIC_DRAW = "PUBLIC_DRAW"
    EXECUTIVE_DECISION = "EXECUTIVE_DECISION"
    RUN_OFF = "RUN_OFF"


DECIDES_ALWAYS = frozenset({TieRule.PUBLIC_DRAW, TieRule.EXECUTIVE_DECISION, TieRule.RUN_OFF})
"""Rules that leave nobody equal; a chain ends with one of them."""


class Leftover(StrEnum):
    """What happens to money a pool did not spend. NONE stands alone: it stays in the city's budget."""

    NONE = "NONE"
    SECOND_PASS = "SECOND_PASS"  # noqa: S105 - a second pass over the ranking
    TO_CITYWIDE_POOL = "TO_CITYWIDE_POOL"
    TO_HIGHEST_TURNOUT_AREAS = "TO_HIGHEST_TURNOUT_AREAS"
    POOLED_NEXT_BEST = "POOLED_NEXT_BEST"
    NEXT_YEAR = "NEXT_YEAR"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """``applies_to``: ids of pools or lists; none is every pool."""

    kind: ThresholdKind
    value: Decimal
    applies_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """How the pools in ``applies_to`` are spent; none means all pools that no other allocation names.

    ``topup_percent`` (TOPUP): the first project that does not fit is funded from the reserve if at least
    that percentage of its cost is left. ``reserve`` limits all such top-ups of the edition together; None
    is no limit. MES: ``comparison`` lets the greedy outcome win if more voters prefer it;
    ``stop_when_exhausted`` stops raising the endowment as soon as nothing more could be bought.
    """

    rule: AllocationRule
    applies_to: tuple[str, ...] = ()
    topup_percent: int | None = None
    reserve: Grosz | None = None
    comparison: bool = False
    stop_when_exhausted: bool = False


@dataclass(frozen=True, kw_only=True)
class AreaCap:
    """At most ``max_winners`` per area among projects in ``costs`` (Lublin 2018: 1 large and 2 small)."""

    max_winners: int
    costs: CostRange = field(default_factory=CostRange)
    applies_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TurnoutBonus:
    """In each of the ``areas`` with the highest turnout, ``projects`` more are funded (Gdynia's "Projekt
    +1").
    """

    areas: int
    projects: int = 1
    applies_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Counting:
    """``conflict_groups``: of projects that exclude each other only the best may win. ``cost_reduction``:
    the city may lower a cost to fit, with the leader's consent. ``skip_vote_if_all_fit``: no vote in a
    pool that can afford everything.
    """

    allocations: tuple[Allocation, ...] = (Allocation(rule=AllocationRule.GREEDY_SKIP),)
    thresholds: tuple[Threshold, ...] = ()
    conflict_groups: bool = True
    area_caps: tuple[AreaCap, ...] = ()
    cost_reduction: bool = False
    skip_vote_if_all_fit: bool = False
    ties: tuple[TieRule, ...] = (TieRule.FUND_BOTH_IF_POSSIBLE, TieRule.PUBLIC_DRAW)
    leftovers: tuple[Leftover, ...] = (Leftover.NONE,)
    turnout_bonus: tuple[TurnoutBonus, ...] = ()
