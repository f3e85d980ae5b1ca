"""What an import needs besides the count: the edition's rules, where the projects lie, every single ballot's marks."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from civic.budget.counting.pabulib import meaning
from civic.budget.counting.pabulib.election import Election, Row
from civic.budget.counting.tally.inputs import Allocation as Tallied
from civic.budget.counting.tally.inputs import PoolRules
from civic.budget.editions.rules import (
    Allocation,
    AllocationRule,
    BallotList,
    BallotOrder,
    Calendar,
    Channel,
    Counting,
    IdentityMethod,
    IdentityRoute,
    Method,
    Params,
    Pool,
    PoolKind,
    Rules,
    Threshold,
    ThresholdKind,
    TieRule,
)
from civic.core.coordinates import LonLat, in_poland, is_on_earth
from civic.core.deadlines import Interval, closes_at, opens_at

LIST, POOL = "lista", "pula"
WEEK = timedelta(days=7)
DATES = ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y")


def edition_rules(election: Election, today: date) -> Rules | None:
    """The file as an edition with one pool and one list; None where its rule has no counterpart."""
    scale = meaning.Scale.of(election)
    counted = meaning.rules_of(election, scale)
    if counted is None or counted.allocation is Tallied.MES:
        return None
    meta = election.meta
    name = " ".join(part for part in (meta.get("unit"), meta.get("subunit"), meta.get("instance")) if part)
    calendar = _calendar(meta, today)
    budget = counted.budget * 100 // scale.money
    return Rules(
        name=name[:120] or "Pabulib",
        year=calendar.results.year,
        total=budget,
        cc_rights=False,
        pools=(
            Pool(
                id=POOL,
                name=(meta.get("subunit") or meta.get("unit") or name)[:120],
                kind=PoolKind.CITY,
                amount=budget,
            ),
        ),
        lists=(_list(election),),
        identity=(
            IdentityRoute(
                id="import",
                name="Pabulib",
                channel=Channel.ONLINE,
                methods=(IdentityMethod.DECLARATION_ONLY,),
            ),
        ),
        calendar=calendar,
        ballot_order=BallotOrder.NUMBER,
        counting=_counting(election, counted, scale),
    )


def positions(election: Election) -> tuple[list[LonLat | None], bool]:
    """Each project's point, and whether the whole file had latitude and longitude exchanged (Wrocław 2022 has)."""
    found = [_position(row) for row in election.projects]
    given = [point for point in found if point is not None]
    exchanged = (
        bool(given) and not any(map(in_poland, given)) and all(in_poland(LonLat(p.lat, p.lon)) for p in given)
    )
    if exchanged:
        found = [None if point is None else LonLat(point.lat, point.lon) for point in found]
    return found, exchanged


def marks(election: Election) -> Iterator[list[tuple[str, int]]]:
    """Every ballot's projects with their points, in the order of the file; a project named twice once."""
    scale = meaning.Scale.of(election)
    votes = [meaning.split(cell) for cell in election.column("vote")]
    if meaning.counts_points(election):
        for pairs in meaning.pairs_of(election, votes, scale):
            yield [(project, points) for project, points in dict(pairs).items() if points > 0]
    elif election.meta["vote_type"].lower() == "ordinal":
        points = meaning.ordinal_scale(election, votes)
        for vote in votes:
            yield list(zip(dict.fromkeys(vote), points, strict=False))
    else:
        for vote in votes:
            yield [(project, 1) for project in dict.fromkeys(vote)]


def _counting(election: Election, counted: PoolRules, scale: meaning.Scale) -> Counting:
    least: tuple[Threshold, ...] = ()
    if counted.thresholds:
        value = counted.thresholds[0].value / scale.points
        carried = meaning.counts_points(election) or election.meta["vote_type"].lower() == "ordinal"
        kind = ThresholdKind.ABS_POINTS if carried else ThresholdKind.ABS_VOTES
        least = (Threshold(kind=kind, value=Decimal(value.numerator) / value.denominator),)
    topup = counted.allocation is Tallied.GREEDY_STOP_TOPUP
    return Counting(
        allocations=(
            Allocation(
                rule=AllocationRule(counted.allocation.value),
                topup_percent=int(counted.topup_share * 100) if topup else None,
                comparison=counted.comparison,
            ),
        ),
        thresholds=least,
        ties=(TieRule.LOWER_COST, TieRule.MORE_VOTERS, TieRule.EARLIER_SUBMISSION, TieRule.PUBLIC_DRAW),
    )


def _list(election: Election) -> BallotList:
    kind = election.meta["vote_type"].lower()
    votes = [meaning.split(cell) for cell in election.column("vote")]
    most = max([1, *map(len, votes)])
    method, params = Method.APPROVAL, Params(min=1, max=most)
    if kind == "choose-1":
        method, params = Method.SINGLE, Params()
    elif kind == "ordinal":
        method, params = Method.RANK_POINTS, Params(points=meaning.ordinal_scale(election, votes))
    elif meaning.counts_points(election):
        total = max([1, *(sum(points for _, points in each) for each in marks(election))])
        method, params = Method.POINTS_FREE, Params(total=total)
    return BallotList(id=LIST, name="Projekty", pools=(POOL,), method=method, params=params)


def _calendar(meta: Mapping[str, str], today: date) -> Calendar:
    """The dates of the vote from the file; what came before and after is set around them."""
    begins = _day(meta.get("date_begin", "")) or _day(meta.get("instance", "")) or today - 3 * WEEK
    ends = max(_day(meta.get("date_end", "")) or begins, begins + timedelta(days=6))
    submission = Interval(opens_at(begins - 20 * WEEK), closes_at(begins - 16 * WEEK))
    return Calendar(
        submission=submission,
        formal=submission,
        merit=Interval(opens_at(begins - 16 * WEEK), closes_at(begins - 8 * WEEK)),
        results_of_merit=begins - 7 * WEEK,
        appeals=Interval(opens_at(begins - 7 * WEEK), closes_at(begins - 5 * WEEK)),
        list_published=begins - 3 * WEEK,
        voting=Interval(opens_at(begins), closes_at(ends)),
        results=ends + timedelta(days=1),
        budget_due=date(ends.year, 11, 15),
    )


def _day(text: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day in Poland
        except ValueError:
            continue
    return None


def _position(row: Row) -> LonLat | None:
    try:
        point = LonLat(float(Decimal(row.get("longitude"))), float(Decimal(row.get("latitude"))))
    except (InvalidOperation, ValueError):
        return None
    return point if is_on_earth(point) or is_on_earth(LonLat(point.lat, point.lon)) else None
