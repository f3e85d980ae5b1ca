"""Sound rules of a small invented city, for tests to bend."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from civic.budget.editions.rules import (
    Act,
    ActKind,
    Allocation,
    AllocationRule,
    AreaChoice,
    BallotList,
    Calendar,
    Channel,
    Channels,
    Counting,
    IdentityMethod,
    IdentityRoute,
    Method,
    PaperVoting,
    Params,
    Pool,
    PoolKind,
    ProjectRules,
    Rules,
    SignatureRule,
    Signatures,
    Threshold,
    ThresholdKind,
)
from civic.core.deadlines import Interval, closes_at, opens_at

MILLION = 100_000_000


def period(first: date, last: date) -> Interval:
    return Interval(opens_at(first), closes_at(last))


CALENDAR = Calendar(
    submission=period(date(2026, 3, 2), date(2026, 4, 1)),
    formal=period(date(2026, 3, 2), date(2026, 5, 1)),
    merit=period(date(2026, 3, 9), date(2026, 6, 30)),
    results_of_merit=date(2026, 7, 1),
    appeals=period(date(2026, 7, 1), date(2026, 7, 8)),
    list_published=date(2026, 7, 29),
    ballot_draw=date(2026, 7, 30),
    voting=period(date(2026, 9, 1), date(2026, 9, 15)),
    paper_entry=datetime(2026, 9, 18, 22, tzinfo=UTC),
    results=date(2026, 10, 1),
    budget_due=date(2026, 11, 15),
)

CITY = Pool(id="city", name="Ogólnomiejska", kind=PoolKind.CITY, amount=2 * MILLION, residents=50_000)
OLD_TOWN = Pool(
    id="district-stare-miasto",
    name="Stare Miasto",
    kind=PoolKind.AREA,
    areas=("stare-miasto",),
    amount=MILLION,
    residents=30_000,
)
GARDENS = replace(
    OLD_TOWN, id="district-ogrody", name="Ogrody", areas=("ogrody",), amount=MILLION, residents=20_000
)

CITYWIDE = BallotList(
    id="citywide",
    name="Projekty ogólnomiejskie",
    pools=("city",),
    method=Method.APPROVAL,
    params=Params(min=1, max=5),
)
DISTRICTS = BallotList(
    id="districts",
    name="Projekty dzielnicowe",
    pools=("district-stare-miasto", "district-ogrody"),
    method=Method.APPROVAL,
    params=Params(min=1, max=5),
    area_choice=AreaChoice.ANY_ONE,
)

ONLINE = IdentityRoute(
    id="email", name="Przez internet", channel=Channel.ONLINE, methods=(IdentityMethod.EMAIL_LINK,)
)
PAPER = IdentityRoute(
    id="paper", name="Na papierze", channel=Channel.PAPER, methods=(IdentityMethod.SIGNATURE,)
)

RULES = Rules(
    name="Budżet obywatelski 2026",
    year=2026,
    total=4 * MILLION,
    cc_rights=True,
    expenditure=800 * MILLION,
    legal_basis=(Act(kind=ActKind.RESOLUTION, number="XII/34/2026", date=date(2026, 1, 15)),),
    pools=(CITY, OLD_TOWN, GARDENS),
    lists=(CITYWIDE, DISTRICTS),
    identity=(ONLINE, PAPER),
    calendar=CALENDAR,
    projects=ProjectRules(signatures=Signatures(rule=SignatureRule.FIXED, number=10)),
    channels=Channels(paper=PaperVoting()),
    counting=Counting(
        thresholds=(Threshold(kind=ThresholdKind.ABS_VOTES, value=Decimal(50), applies_to=("districts",)),),
        allocations=(Allocation(rule=AllocationRule.GREEDY_SKIP),),
    ),
)


def with_pool(place: int, **changes: object) -> Rules:
    """The sample with one pool changed."""
    pools = list(RULES.pools)
    pools[place] = replace(pools[place], **changes)
    return replace(RULES, pools=tuple(pools))


def with_list(place: int, **changes: object) -> Rules:
    """The sample with one list changed."""
    lists = list(RULES.lists)
    lists[place] = replace(lists[place], **changes)
    return replace(RULES, lists=tuple(lists))


def with_counting(**changes: object) -> Rules:
    """The sample with the counting changed."""
    return replace(RULES, counting=replace(RULES.counting, **changes))


def with_calendar(**changes: object) -> Rules:
    """The sample with the calendar changed."""
    return replace(RULES, calendar=replace(RULES.calendar, **changes))
