"""A city's way of doing it, as a template: with another city's areas, a year and a sum it becomes rules."""

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from civic.budget.editions.rules.ballot import BallotList, BallotOrder, EmptyBallot
from civic.budget.editions.rules.counting import Counting
from civic.budget.editions.rules.pools import CostRange, PoolKind, Split, SplitMethod
from civic.budget.editions.rules.procedure import Process, Publication, Retention
from civic.budget.editions.rules.projects import ProjectRules
from civic.budget.editions.rules.voters import Channels, Duplicates, Eligibility, IdentityRoute
from civic.core.deadlines import LAST_MINUTE
from civic.core.money import Grosz


@dataclass(frozen=True)
class CityArea:
    """What a profile needs to know of an area: its code, name, kind (district, estate) and residents if
    known.
    """

    code: str
    name: str
    kind: str
    residents: int | None = None


@dataclass(frozen=True, kw_only=True)
class PoolTemplate:
    """One pool, or one for each area.

    ``per_area``: a kind of areas, each gets a pool with the id "<id>-<code>"; "{area}" in the name
    becomes the area's name. ``group_of``: a kind of areas that share one pool. ``amount`` is of each
    pool, ``percent`` of the total for all pools of this template; templates with neither share equally
    what the others leave. Where none does, the given sums keep their proportion. ``split`` shares out
    among areas; PER_CAPITA and MIX go by residents where they are known, else equally.
    """

    id: str
    name: str
    kind: PoolKind
    per_area: str | None = None
    group_of: str | None = None
    amount: Grosz | None = None
    percent: Decimal | None = None
    split: Split = field(default_factory=lambda: Split(method=SplitMethod.PER_CAPITA))
    costs: CostRange = field(default_factory=CostRange)
    max_percent_of_pool: int | None = None
    soft_max_cost: Grosz | None = None
    signatures: int | None = None
    guarantee_per_area: Grosz | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarTemplate:
    """How long each stage lasts, in days; appeals last as long as the process says. ``closing_time``: of
    every period.
    """

    submission_days: int = 31
    verification_days: int = 90
    appeals_decided_days: int = 21
    list_to_voting_days: int = 14
    voting_days: int = 15
    paper_entry_days: int = 3
    results_days: int = 14
    withdraw_days_before_voting: int = 14
    closing_time: time = LAST_MINUTE


@dataclass(frozen=True, kw_only=True)
class Profile:
    """``lists`` and counting rules name templates by id; ``total`` None means it was not seen and must be
    given.
    """

    city: str
    year: int | None = None
    about: str
    total: Grosz | None = None
    cc_rights: bool = True
    pools: tuple[PoolTemplate, ...]
    lists: tuple[BallotList, ...]
    identity: tuple[IdentityRoute, ...]
    calendar: CalendarTemplate = field(default_factory=CalendarTemplate)
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
