"""One edition and one whole project, ordinary in every way; a test changes what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from civic.budget.editions.rules import (
    BallotList,
    Calendar,
    Channel,
    CostRange,
    IdentityMethod,
    IdentityRoute,
    Kind,
    Method,
    Pool,
    PoolKind,
    Process,
    ProjectRules,
    Rules,
    Status,
)
from civic.budget.projects.rules import Category, CostLine, Draft, Terms
from civic.core.deadlines import Interval, closes_at, opens_at

ZLOTY = 100
LIMIT = 100_000 * ZLOTY
"""What a project in the district pool may cost at most: half of the pool."""


def _period(first: date, last: date) -> Interval:
    return Interval(opens_at(first), closes_at(last))


CALENDAR = Calendar(
    submission=_period(date(2026, 3, 2), date(2026, 3, 31)),
    formal=_period(date(2026, 4, 1), date(2026, 4, 30)),
    merit=_period(date(2026, 5, 4), date(2026, 6, 30)),
    results_of_merit=date(2026, 7, 6),
    appeals=_period(date(2026, 7, 7), date(2026, 7, 14)),
    list_published=date(2026, 8, 3),
    ballot_draw=date(2026, 8, 5),
    voting=_period(date(2026, 9, 14), date(2026, 9, 27)),
    results=date(2026, 10, 15),
    budget_due=date(2026, 11, 15),
)
RULES = Rules(
    name="Budżet obywatelski 2026",
    year=2026,
    total=1_200_000 * ZLOTY,
    cc_rights=False,
    pools=(
        Pool(id="miasto", name="Pula ogólnomiejska", kind=PoolKind.CITY, amount=1_000_000 * ZLOTY),
        Pool(
            id="stare-miasto",
            name="Stare Miasto",
            kind=PoolKind.AREA,
            amount=200_000 * ZLOTY,
            areas=("stare-miasto",),
            costs=CostRange(max=LIMIT),
        ),
    ),
    lists=(
        BallotList(id="lista-miejska", name="Lista ogólnomiejska", pools=("miasto",), method=Method.SINGLE),
        BallotList(
            id="lista-dzielnicowa", name="Lista dzielnicowa", pools=("stare-miasto",), method=Method.SINGLE
        ),
    ),
    identity=(
        IdentityRoute(id="konto", name="Konto", channel=Channel.ONLINE, methods=(IdentityMethod.ACCOUNT,)),
    ),
    calendar=CALENDAR,
    projects=ProjectRules(max_per_leader=2, min_cost=5_000 * ZLOTY),
    process=Process(withdraw_until=date(2026, 8, 28)),
)
TERMS = Terms(Status.ANNOUNCED, RULES)

IN_MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""While projects are submitted."""
IN_MAY = datetime(2026, 5, 12, 12, tzinfo=UTC)
"""While they are assessed."""
IN_AUGUST = datetime(2026, 8, 5, 12, tzinfo=UTC)
"""When the list is fixed."""
IN_SEPTEMBER = datetime(2026, 9, 20, 12, tzinfo=UTC)
"""During the vote."""

BENCHES = CostLine(name="Ławka z oparciem", quantity=Decimal(6), unit="szt.", unit_cost=1_500 * ZLOTY)
DRAFT = Draft(
    title="Ławki nad stawem",
    summary="Sześć ławek z oparciami wokół stawu.",
    description="Wokół stawu nie ma gdzie usiąść. Stanie tam sześć ławek z oparciami i podłokietnikami.",
    justification="Dla starszych osób i rodziców z małymi dziećmi.",
    kind=Kind.HARD,
    categories=(Category.GREENERY,),
    citywide=False,
    area_codes=frozenset({"stare-miasto"}),
    area_name="Stare Miasto",
    pool="stare-miasto",
    costs=(BENCHES,),
    declares_residence=True,
    agrees_to_publish=True,
)


def costing(grosz: int) -> tuple[CostLine, ...]:
    """One line of exactly this cost."""
    return (CostLine(name="Całość", unit_cost=grosz),)


def terms_with(**projects: object) -> Terms:
    """The edition with other rules for projects."""
    return Terms(Status.ANNOUNCED, replace(RULES, projects=replace(RULES.projects, **projects)))  # type: ignore[arg-type]
