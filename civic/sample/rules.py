"""The rules of each of Miłogród's editions: different ways to vote and to count, all of them practised somewhere."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from civic.budget.editions.rules import (
    Act,
    ActKind,
    Allocation,
    AllocationRule,
    AreaChoice,
    BallotList,
    BallotOrder,
    Calendar,
    Channel,
    Channels,
    Counting,
    IdentityMethod,
    IdentityRoute,
    Leftover,
    Method,
    Params,
    Pool,
    PoolKind,
    ProjectRules,
    Rules,
    SignatureRule,
    Signatures,
    Threshold,
    ThresholdKind,
    TieRule,
)
from civic.core.money import split
from civic.sample import geography

ZLOTY = 100
THOUSAND = 1_000 * ZLOTY
MILLION = 1_000 * THOUSAND
EXPENDITURE = 941_300_000 * ZLOTY
RESIDENTS = sum(area.population for area in geography.DISTRICTS)

ROUTES = (
    IdentityRoute(
        id="email", name="Link wysłany e-mailem", channel=Channel.ONLINE, methods=(IdentityMethod.EMAIL_LINK,), max_per_email=5
    ),
    IdentityRoute(id="konto", name="Konto w serwisie", channel=Channel.ONLINE, methods=(IdentityMethod.ACCOUNT,)),
    IdentityRoute(
        id="oswiadczenie", name="Imię, nazwisko i adres", channel=Channel.ONLINE, methods=(IdentityMethod.DECLARATION_ONLY,)
    ),
)  # fmt: skip
CITY = "miasto"
DISTRICT_LIST = "dzielnicowe"
CITY_LIST = "ogolnomiejskie"


def budget(year: int, total: int, calendar: Calendar) -> Rules:
    """The yearly budget: two fifths for the whole city, the rest for the districts; people vote where they live."""
    citywide = total * 2 // 5 // THOUSAND * THOUSAND
    return Rules(
        name=f"Budżet obywatelski {year}",
        year=year,
        total=total,
        cc_rights=True,
        expenditure=EXPENDITURE,
        legal_basis=(_resolution(year, calendar),),
        pools=(_whole_city(citywide), *_districts(total - citywide)),
        lists=(
            BallotList(
                id=DISTRICT_LIST, name="Projekty dzielnicowe", pools=tuple(area.code for area in geography.DISTRICTS),
                method=Method.APPROVAL, params=Params(min=1, max=3), area_choice=AreaChoice.OWN,
            ),
            BallotList(
                id=CITY_LIST, name="Projekty ogólnomiejskie", pools=(CITY,), method=Method.APPROVAL, params=Params(min=1, max=5)
            ),
        ),
        identity=ROUTES,
        calendar=calendar,
        projects=_no_signatures(),
        channels=Channels(change_until_close=True),
        ballot_order=BallotOrder.RANDOM_PER_VOTER,
        counting=Counting(
            thresholds=(Threshold(kind=ThresholdKind.ABS_VOTES, value=Decimal(50)),),
            ties=(TieRule.FUND_BOTH_IF_POSSIBLE, TieRule.LOWER_COST, TieRule.PUBLIC_DRAW),
            leftovers=(Leftover.TO_CITYWIDE_POOL,),
        ),
    )  # fmt: skip


def budget_before(year: int, total: int, calendar: Calendar) -> Rules:
    """The same a year earlier: any one district, fewer choices, a drawn order, thresholds for the districts and the city."""
    rules = budget(year, total, calendar)
    district, city = (
        replace(each, params=Params(min=1, max=most)) for each, most in zip(rules.lists, (2, 3), strict=True)
    )
    return replace(
        rules,
        lists=(replace(district, area_choice=AreaChoice.ANY_ONE), city),
        channels=Channels(),
        ballot_order=BallotOrder.DRAW,
        counting=replace(
            rules.counting,
            thresholds=(
                Threshold(kind=ThresholdKind.ABS_VOTES, value=Decimal(70), applies_to=(DISTRICT_LIST,)),
                Threshold(kind=ThresholdKind.ABS_VOTES, value=Decimal(300), applies_to=(CITY_LIST,)),
            ),
        ),
    )


def green(year: int, total: int, calendar: Calendar) -> Rules:
    """Money for greenery, one pool for the whole city, counted by Equal Shares."""
    rules = _single(f"Zielony Miłogród {year}", year, total, calendar, "Zieleń w całym mieście")
    each = replace(rules.lists[0], method=Method.APPROVAL, params=Params(min=1, max=8))
    shares = Allocation(rule=AllocationRule.MES_ADD1)
    return replace(rules, lists=(each,), counting=replace(rules.counting, allocations=(shares,)))


def youth(year: int, total: int, calendar: Calendar) -> Rules:
    """What pupils propose: three, two and one point."""
    rules = _single(f"Młodzi decydują {year}", year, total, calendar, "Pomysły młodych")
    each = replace(rules.lists[0], method=Method.RANK_POINTS, params=Params(points=(3, 2, 1)))
    ties = (TieRule.MORE_FIRST_PREFERENCES, TieRule.PUBLIC_DRAW)
    return replace(rules, lists=(each,), counting=replace(rules.counting, ties=ties))


def culture(year: int, total: int, calendar: Calendar) -> Rules:
    """Small culture projects: one fills the purse with what one wants."""
    rules = _single(f"Kultura blisko domu {year}", year, total, calendar, "Kultura")
    return replace(rules, lists=(replace(rules.lists[0], method=Method.KNAPSACK),))


def estates(year: int, each: int, calendar: Calendar) -> Rules:
    """The same small sum for each district, one vote for one project; equal votes are settled by a public draw."""
    rules = _single(f"Osiedla decydują {year}", year, each * len(geography.DISTRICTS), calendar, "")
    pools = tuple(replace(pool, amount=each) for pool in _districts(rules.total))
    ballot = BallotList(
        id=DISTRICT_LIST, name="Projekty dzielnicowe", pools=tuple(pool.id for pool in pools), method=Method.SINGLE,
        area_choice=AreaChoice.ANY_ONE,
    )  # fmt: skip
    ties = (TieRule.FUND_BOTH_IF_POSSIBLE, TieRule.PUBLIC_DRAW)
    return replace(rules, pools=pools, lists=(ballot,), counting=Counting(ties=ties))


def _single(name: str, year: int, total: int, calendar: Calendar, pool: str) -> Rules:
    """One pool, one list. Not the budget that art. 5a(5) u.s.g. obliges cities to: its minimum is met by that one."""
    return Rules(
        name=name,
        year=year,
        total=total,
        cc_rights=False,
        legal_basis=(_order(year, calendar),),
        pools=(replace(_whole_city(total), name=pool),),
        lists=(BallotList(id=CITY_LIST, name="Projekty", pools=(CITY,), method=Method.SINGLE),),
        identity=ROUTES,
        calendar=calendar,
        projects=_no_signatures(),
        channels=Channels(change_until_close=True),
        ballot_order=BallotOrder.NUMBER,
        counting=Counting(ties=(TieRule.FUND_BOTH_IF_POSSIBLE, TieRule.LOWER_COST, TieRule.PUBLIC_DRAW)),
    )


def _whole_city(amount: int) -> Pool:
    return Pool(
        id=CITY, name="Projekty ogólnomiejskie", kind=PoolKind.CITY, amount=amount, residents=RESIDENTS
    )


def _districts(total: int) -> tuple[Pool, ...]:
    """Half of the money in equal parts, half by residents; whole thousands, the rest to the first."""
    people = [area.population for area in geography.DISTRICTS]
    equal = split(total // 2 // THOUSAND, [1] * len(people))
    by_people = split(total // THOUSAND - total // 2 // THOUSAND, people)
    return tuple(
        Pool(
            id=area.code, name=area.name, kind=PoolKind.AREA, areas=(area.code,), residents=area.population,
            amount=(one + other) * THOUSAND,
        )
        for area, one, other in zip(geography.DISTRICTS, equal, by_people, strict=True)
    )  # fmt: skip


def _no_signatures() -> ProjectRules:
    return ProjectRules(signatures=Signatures(rule=SignatureRule.FIXED, number=0))


def _resolution(year: int, calendar: Calendar) -> Act:
    return Act(kind=ActKind.RESOLUTION, number=f"XLII/310/{year - 1}", date=_passed(calendar))


def _order(year: int, calendar: Calendar) -> Act:
    return Act(kind=ActKind.ORDER, number=f"118/{year - 1}", date=_passed(calendar))


def _passed(calendar: Calendar) -> date:
    return calendar.submission.first_day - timedelta(days=40)
