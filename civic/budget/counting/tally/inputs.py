"""What the count is given: projects, the rules of a pool, and what people decided about ties."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256


class Allocation(StrEnum):
    """How the money of a pool is given out (polish-rules 2.8)."""

    GREEDY_SKIP = "GREEDY_SKIP"
    GREEDY_STOP = "GREEDY_STOP"
    GREEDY_STOP_TOPUP = "GREEDY_STOP_TOPUP"
    MES = "MES"
    MES_ADD1 = "MES_ADD1"

    @property
    def equal_shares(self) -> bool:
        return self in (Allocation.MES, Allocation.MES_ADD1)


class ThresholdKind(StrEnum):
    """What a project must reach before money is asked about."""

    ABS_VOTES = "ABS_VOTES"
    ABS_POINTS = "ABS_POINTS"
    PCT_VALID_BALLOTS = "PCT_VALID_BALLOTS"
    COST_PROPORTIONAL = "COST_PROPORTIONAL"


class TieStep(StrEnum):
    """One link of the chain that settles a tie (polish-rules 2.9)."""

    LOWER_COST = "LOWER_COST"
    HIGHER_COST = "HIGHER_COST"
    MORE_VOTERS = "MORE_VOTERS"
    MORE_FIRST_PREFERENCES = "MORE_FIRST_PREFERENCES"
    EARLIER_SUBMISSION = "EARLIER_SUBMISSION"
    FUND_BOTH_IF_POSSIBLE = "FUND_BOTH_IF_POSSIBLE"
    PUBLIC_DRAW = "PUBLIC_DRAW"
    EXECUTIVE_DECISION = "EXECUTIVE_DECISION"
    RUN_OFF = "RUN_OFF"


class Leftover(StrEnum):
    """Where money goes that a pool did not spend; several are tried in the order configured."""

    NONE = "NONE"
    TO_CITYWIDE_POOL = "TO_CITYWIDE_POOL"
    TO_HIGHEST_TURNOUT_AREAS = "TO_HIGHEST_TURNOUT_AREAS"
    POOLED_NEXT_BEST = "POOLED_NEXT_BEST"
    SECOND_PASS = "SECOND_PASS"  # noqa: S105 - a pass through the list
    NEXT_YEAR = "NEXT_YEAR"


DEFAULT_TIES = (TieStep.FUND_BOTH_IF_POSSIBLE, TieStep.PUBLIC_DRAW)
EQUAL_SHARES_TIES = (TieStep.LOWER_COST, TieStep.MORE_VOTERS, TieStep.PUBLIC_DRAW)


@dataclass(frozen=True, slots=True)
class Project:
    """A project on the ballot of one pool.

    ``cost`` in grosz. ``order`` is the place in the order of submission (1 = first). ``least_cost``: the
    lowest cost the leader agreed to, where the city may reduce a cost to fit. ``withdrawn`` after voting:
    listed, never funded.
    """

    id: str
    cost: int
    order: int = 0
    area: str | None = None
    least_cost: int | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if self.cost < 0 or (self.least_cost is not None and not 0 <= self.least_cost <= self.cost):
            raise ValueError(f"impossible cost of project {self.id}")


@dataclass(frozen=True, slots=True)
class Threshold:
    """``value``: votes, points, per cent of valid ballots, or the divisor of COST_PROPORTIONAL (Świecie:
    3).
    """

    kind: ThresholdKind
    value: Fraction

    def __post_init__(self) -> None:
        if self.value < 0 or (self.kind is ThresholdKind.COST_PROPORTIONAL and self.value == 0):
            raise ValueError("impossible threshold")


@dataclass(frozen=True, slots=True)
class AreaCap:
    """At most ``max_winners`` projects, or ``max_amount`` grosz, for each area.

    It looks only at projects that cost ``min_cost`` to ``max_cost``: "1 large and 2 small" is two caps.
    Empty ``areas`` = all.
    """

    max_winners: int | None = None
    max_amount: int | None = None
    min_cost: int = 0
    max_cost: int | None = None
    areas: frozenset[str] = frozenset()

    def covers(self, project: Project) -> bool:
        return (
            project.area is not None
            and (not self.areas or project.area in self.areas)
            and self.min_cost <= project.cost
            and (self.max_cost is None or project.cost <= self.max_cost)
        )


@dataclass(frozen=True, slots=True)
class PoolRules:
    """How one pool is counted; ``pool`` is its id, ``budget`` is in grosz.

    ``topup_share``: GREEDY_STOP_TOPUP funds the first project that does not fit if this share of its cost is
    left; ``reserve`` is how many grosz it may take from outside the pool (None: no limit). ``conflicts``: groups of ids for the same place; once one is funded the others are out.
    ``guarantee``: the best project of every area costing at most this is funded first. ``unit``: grosz in
    one step of Add1.
    """

    pool: str
    budget: int
    allocation: Allocation = Allocation.GREEDY_SKIP
    topup_share: Fraction = Fraction(4, 5)
    reserve: int | None = None
    thresholds: tuple[Threshold, ...] = ()
    ties: tuple[TieStep, ...] = DEFAULT_TIES
    conflicts: tuple[frozenset[str], ...] = ()
    area_caps: tuple[AreaCap, ...] = ()
    guarantee: int | None = None
    cost_reduction: bool = False
    comparison: bool = False
    stop_when_exhaustive: bool = False
    unit: int = 100

    def __post_init__(self) -> None:
        if self.budget < 0 or self.unit < 1 or not 0 <= self.topup_share <= 1:
            raise ValueError(f"impossible rules of pool {self.pool}")
        if self.allocation.equal_shares and (self.conflicts or self.area_caps or self.guarantee is not None):
            raise ValueError("Equal Shares is not defined with exclusive groups, caps or guarantees")


@dataclass(frozen=True, slots=True)
class Draw:
    """A public draw that anyone can repeat.

    ``commitment`` = SHA-256 (hex) of ``seed``, published before voting opened; ``public_part`` is what was
    said or rolled in public at the draw. A project's lot is SHA-256 of ``seed|public_part|pool|project`` in
    UTF-8; the lowest goes first.
    """

    seed: str
    commitment: str
    public_part: str = ""
    protocol: str = ""

    def __post_init__(self) -> None:
        if sha256(self.seed.encode()).hexdigest() != self.commitment:
            raise ValueError("the seed is not the one that was committed to")

    def lot(self, pool: str, project: str) -> str:
        return sha256(f"{self.seed}|{self.public_part}|{pool}|{project}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TieDecision:
    """A recorded decision of the executive, or the result of a run-off: the tied projects in their order."""

    step: TieStep
    order: tuple[str, ...]
    protocol: str = ""


@dataclass(frozen=True, slots=True)
class TieInputs:
    """All that was drawn or decided about ties so far."""

    draw: Draw | None = None
    decisions: tuple[TieDecision, ...] = field(default=())

    def decided(self, step: TieStep, tied: Sequence[str]) -> TieDecision | None:
        for decision in self.decisions:
            if decision.step is step and sorted(decision.order) == sorted(tied):
                return decision
        return None
