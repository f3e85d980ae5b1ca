"""The whole configuration of one edition, and look-ups in it."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from civic.budget.editions.rules.ballot import AreaChoice, BallotList, BallotOrder, EmptyBallot
from civic.budget.editions.rules.calendar import Calendar
from civic.budget.editions.rules.counting import Allocation, Counting, Threshold
from civic.budget.editions.rules.pools import CostRange, Pool
from civic.budget.editions.rules.procedure import Act, Process, Publication, Retention
from civic.budget.editions.rules.projects import Kind, ProjectRules, SignatureRule
from civic.budget.editions.rules.voters import Channels, Duplicates, Eligibility, IdentityRoute
from civic.core.money import Grosz, statutory_maximum, statutory_minimum

Part = TypeVar("Part")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One edition = one document. Every change is a new version; when voting opens it is frozen and hashed.

    ``cc_rights``: a city with county rights, where the statute sets the minimum. ``expenditure``: of the
    gmina, from the last budget-execution report, in grosz.
    """

    name: str
    year: int
    total: Grosz
    cc_rights: bool
    pools: tuple[Pool, ...]
    lists: tuple[BallotList, ...]
    identity: tuple[IdentityRoute, ...]
    calendar: Calendar
    expenditure: Grosz | None = None
    min_share: Decimal = Decimal("0.005")
    legal_basis: tuple[Act, ...] = ()
    projects: ProjectRules = field(default_factory=ProjectRules)
    eligibility: Eligibility = field(default_factory=Eligibility)
    channels: Channels = field(default_factory=Channels)
    duplicates: Duplicates = Duplicates.ALL_INVALID
    empty_ballot: EmptyBallot = EmptyBallot.INVALID
    ballot_order: BallotOrder = BallotOrder.DRAW
    counting: Counting = field(default_factory=Counting)
    process: Process = field(default_factory=Process)
    publication: Publication = field(default_factory=Publication)
    retention: Retention = field(default_factory=Retention)
    schema: int = 1

    def pool(self, pool_id: str) -> Pool:
        """The pool with this id; KeyError when there is none."""
        return _only(pool_id, (pool for pool in self.pools if pool.id == pool_id))

    def ballot_list(self, list_id: str) -> BallotList:
        """The list with this id; KeyError when there is none."""
        return _only(list_id, (found for found in self.lists if found.id == list_id))

    def list_of(self, pool_id: str) -> BallotList:
        """The list a pool stands on; KeyError when it stands on none."""
        return _only(pool_id, (found for found in self.lists if pool_id in found.pools))

    def route(self, route_id: str) -> IdentityRoute:
        """The way to vote with this id; KeyError when there is none."""
        return _only(route_id, (route for route in self.identity if route.id == route_id))

    def open_pools(self, list_id: str, areas: AbstractSet[str]) -> tuple[Pool, ...]:
        """The pools of a list a voter may choose from.

        ``areas``: codes of the areas the voter chose (or lives in), with every area inside and around them.
        """
        found = self.ballot_list(list_id)
        pools = tuple(self.pool(pool_id) for pool_id in found.pools)
        if found.area_choice is AreaChoice.ALL:
            return pools
        return tuple(pool for pool in pools if not pool.areas or not areas.isdisjoint(pool.areas))

    def applies(self, applies_to: tuple[str, ...], pool_id: str) -> bool:
        """Whether a counting rule for these ids of pools or lists (none: all) touches the pool."""
        return not applies_to or pool_id in applies_to or self.list_of(pool_id).id in applies_to

    def allocation_of(self, pool_id: str) -> Allocation:
        """How the pool is spent: the allocation naming it, else naming its list, else the one naming
        nothing.
        """
        by_list = self.list_of(pool_id).id
        rank = {pool_id: 0, by_list: 1}
        found = [
            (min((rank.get(name, 9) for name in allocation.applies_to), default=2), place, allocation)
            for place, allocation in enumerate(self.counting.allocations)
        ]
        best = min(found, key=lambda each: each[:2], default=None)
        if best is None or best[0] == 9:
            raise KeyError(pool_id)
        return best[2]

    def thresholds_of(self, pool_id: str) -> tuple[Threshold, ...]:
        """Every threshold a project of the pool must pass."""
        return tuple(each for each in self.counting.thresholds if self.applies(each.applies_to, pool_id))


def min_pool(expenditure: int, share: Decimal = Decimal("0.005")) -> int:
    """The least total of a city with county rights: 0.5 % of expenditure, up to the grosz (u.s.g. art.
    5a(5)).
    """
    return statutory_minimum(expenditure, share)


def max_signatures(residents: int, per_mille: int = 1) -> int:
    """The most signatures that may be asked for: 0.1 % of the residents of the pool's area, down."""
    return residents * per_mille // 1000


def required_signatures(rules: Rules, pool: Pool) -> int:
    """How many people must support a project of this pool."""
    asked = rules.projects.signatures
    match asked.rule:
        case SignatureRule.FIXED:
            return asked.number or 0
        case SignatureRule.PER_POOL:
            return pool.signatures or 0
        case SignatureRule.PER_MILLE_FLOOR:
            return max_signatures(pool.residents or 0, asked.cap_per_mille)


def cost_limits(rules: Rules, pool: Pool, kind: Kind = Kind.HARD) -> CostRange:
    """What a project of this pool may cost: the narrowest of the edition's and the pool's limits, and the
    pool.
    """
    own = rules.projects
    lowest = [limit for limit in (own.min_cost, pool.costs.min) if limit is not None]
    highest = [limit for limit in (own.max_cost, pool.costs.max, pool.amount) if limit is not None]
    percents = [limit for limit in (own.max_percent_of_pool, pool.max_percent_of_pool) if limit is not None]
    highest += [statutory_maximum(pool.amount, Decimal(percent) / 100) for percent in percents]
    if kind is Kind.SOFT:
        highest += [limit for limit in (own.soft_max_cost, pool.soft_max_cost) if limit is not None]
    return CostRange(min=max(lowest, default=None), max=min(highest))


def _only(name: str, found: Iterable[Part]) -> Part:
    for each in found:
        return each
    raise KeyError(name)
