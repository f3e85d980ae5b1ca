"""From a city's profile to complete rules: pools for the areas, amounts to the grosz, a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from civic.budget.editions.rules.calendar import BUDGET_DUE, Calendar
from civic.budget.editions.rules.counting import Counting
from civic.budget.editions.rules.edition import Rules, max_signatures
from civic.budget.editions.rules.pools import Pool, PoolKind, SplitMethod
from civic.budget.editions.rules.profile import CityArea, PoolTemplate, Profile
from civic.budget.editions.rules.projects import SignatureRule
from civic.budget.editions.rules.status import Refusal
from civic.core.deadlines import Interval, Term, closes_at, opens_at, roll
from civic.core.money import split
from civic.core.refusal import Refused

_AS_THEY_ARE = (
    "identity",
    "eligibility",
    "channels",
    "duplicates",
    "empty_ballot",
    "ballot_order",
    "publication",
    "retention",
)


def instantiate(
    profile: Profile,
    areas: Sequence[CityArea],
    *,
    year: int,
    start: date,
    name: str | None = None,
    total: int | None = None,
    expenditure: int | None = None,
    cc_rights: bool | None = None,
    residents: int | None = None,
) -> Rules:
    """Complete rules: pools for the city's own areas, amounts from the total, a calendar from ``start``.

    ``residents`` of the whole city: by default the sum over the areas. Numbers of signatures are lowered to
    what the statute allows. Refuses with PROFILE_NEEDS_TOTAL, PROFILE_NEEDS_AREAS, PROFILE_TOTAL_TOO_SMALL.
    """
    total = profile.total if total is None else total
    if total is None:
        raise Refused(Refusal.PROFILE_NEEDS_TOTAL)
    pools = _make_pools(profile, areas, total, residents)
    made = {template: tuple(pool.id for pool in group) for template, group in pools.items()}
    calendar = draw_calendar(profile, start)
    withdraw = calendar.voting.first_day - timedelta(days=profile.calendar.withdraw_days_before_voting)
    signatures = replace(profile.projects.signatures, rule=SignatureRule.PER_POOL, number=None)
    return Rules(
        name=name or f"Budżet obywatelski {year}",
        year=year,
        total=total,
        cc_rights=profile.cc_rights if cc_rights is None else cc_rights,
        expenditure=expenditure,
        pools=tuple(pool for group in pools.values() for pool in group),
        lists=tuple(replace(each, pools=_expanded(each.pools, made)) for each in profile.lists),
        calendar=calendar,
        projects=replace(profile.projects, signatures=signatures),
        counting=_retargeted(profile.counting, made),
        process=replace(profile.process, withdraw_until=withdraw),
        **{each: getattr(profile, each) for each in _AS_THEY_ARE},
    )


def share_out(
    templates: Sequence[PoolTemplate], groups: Mapping[str, Sequence[Sequence[CityArea]]], total: int
) -> dict[str, list[int]]:
    """Amounts of each template's pools, together exactly the total; whole złoty where the total is whole."""
    unit = (
        1 if any(each % 100 for each in (total, *(template.amount or 0 for template in templates))) else 100
    )
    given: dict[str, int] = {}
    resting: list[str] = []
    for template in templates:
        number = len(groups[template.id])
        if template.amount is not None:
            given[template.id] = template.amount * number
        elif template.percent is not None:
            given[template.id] = int(total * template.percent / 100) // unit * unit
        else:
            resting.append(template.id)
    left = total - sum(given.values())
    if resting and left > 0:
        parts = split(left // unit, [1] * len(resting))
        given |= {name: part * unit for name, part in zip(resting, parts, strict=True)}
    elif resting:
        raise Refused(Refusal.PROFILE_TOTAL_TOO_SMALL, total=total, needed=sum(given.values()))
    elif left:
        scaled = split(total // unit, list(given.values()))
        given = {name: part * unit for name, part in zip(given, scaled, strict=True)}
    return {each.id: _among_areas(each, groups[each.id], given[each.id], unit) for each in templates}


def draw_calendar(profile: Profile, start: date) -> Calendar:
    """The stages one after another from the day submission opens."""
    stages, process = profile.calendar, profile.process

    def period(first: date, last: date) -> Interval:
        return Interval(opens_at(first), closes_at(last, stages.closing_time))

    submitted = start + timedelta(days=stages.submission_days - 1)
    assessed = roll(submitted + timedelta(days=stages.verification_days))
    formal_until = submitted + timedelta(days=max(stages.verification_days // 3, 1))
    published = roll(assessed + timedelta(days=1))
    appealed = Term(process.appeal_days).ends(published)
    listed = roll(appealed + timedelta(days=stages.appeals_decided_days))
    votes_from = listed + timedelta(days=stages.list_to_voting_days)
    votes_until = votes_from + timedelta(days=stages.voting_days - 1)
    entered = votes_until + timedelta(days=stages.paper_entry_days)
    results = roll(votes_until + timedelta(days=stages.results_days))
    return Calendar(
        submission=period(start, submitted),
        formal=period(start, formal_until),
        merit=period(submitted + timedelta(days=1), assessed),
        results_of_merit=published,
        appeals=period(published, appealed),
        list_published=listed,
        ballot_draw=roll(listed + timedelta(days=1)),
        voting=period(votes_from, votes_until),
        paper_entry=closes_at(entered) if profile.channels.paper else None,
        results=results,
        budget_due=date(results.year, *BUDGET_DUE),
    )


def _make_pools(
    profile: Profile, areas: Sequence[CityArea], total: int, residents: int | None
) -> dict[str, list[Pool]]:
    groups = {template.id: _areas_of(template, areas) for template in profile.pools}
    amounts = share_out(profile.pools, groups, total)
    return {
        template.id: [
            _pool(profile, template, own, amount, _residents(own, areas, residents))
            for own, amount in zip(groups[template.id], amounts[template.id], strict=True)
        ]
        for template in profile.pools
    }


def _areas_of(template: PoolTemplate, areas: Sequence[CityArea]) -> list[tuple[CityArea, ...]]:
    """The areas of each pool of a template; a city without that kind of areas gives its most numerous
    other kind.
    """
    wanted = template.per_area or template.group_of
    if wanted is None:
        return [()]
    own = [area for area in areas if area.kind == wanted]
    if not own:
        kinds = [area.kind for area in areas if area.kind != "city"]
        own = [area for area in areas if kinds and area.kind == max(sorted(kinds), key=kinds.count)]
    if not own:
        raise Refused(Refusal.PROFILE_NEEDS_AREAS, kind=wanted)
    return [(area,) for area in own] if template.per_area else [tuple(own)]


def _among_areas(
    template: PoolTemplate, groups: Sequence[Sequence[CityArea]], together: int, unit: int
) -> list[int]:
    if template.amount is not None and together == template.amount * len(groups):
        return [template.amount] * len(groups)
    people = [sum(area.residents or 0 for area in group) for group in groups]
    by_people = template.split.method in {SplitMethod.PER_CAPITA, SplitMethod.MIX} and all(people)
    parts = split(together // unit, people if by_people else [1] * len(groups))
    parts = [part * unit for part in parts]
    parts[0] += together - sum(parts)
    return parts


def _residents(own: Sequence[CityArea], areas: Sequence[CityArea], city: int | None) -> int | None:
    """Of the pool's areas; of the whole city, the sum over the kind of areas that has most."""
    if own:
        known = [area.residents for area in own]
        return None if None in known else sum(number or 0 for number in known)
    if city is not None:
        return city
    by_kind: dict[str, int] = {}
    for area in areas:
        by_kind[area.kind] = by_kind.get(area.kind, 0) + (area.residents or 0)
    return max(by_kind.values(), default=0) or None


def _pool(
    profile: Profile, template: PoolTemplate, own: Sequence[CityArea], amount: int, residents: int | None
) -> Pool:
    single = bool(template.per_area)
    alone = template.kind is PoolKind.AREA_GROUP and len(own) == 1
    return Pool(
        id=f"{template.id}-{own[0].code}" if single else template.id,
        name=template.name.replace("{area}", own[0].name) if single else template.name,
        kind=PoolKind.AREA if alone else template.kind,
        amount=amount,
        areas=tuple(area.code for area in own),
        residents=residents,
        costs=template.costs,
        max_percent_of_pool=template.max_percent_of_pool,
        soft_max_cost=template.soft_max_cost,
        signatures=_signatures(profile, template, residents),
        split=template.split,
        guarantee_per_area=template.guarantee_per_area,
    )


def _signatures(profile: Profile, template: PoolTemplate, residents: int | None) -> int:
    """What the profile asks for, at most what the statute allows; where it says nothing, as the statute
    allows.
    """
    asked = profile.projects.signatures
    wanted = template.signatures if asked.rule is SignatureRule.PER_POOL else asked.number
    if asked.rule is SignatureRule.PER_MILLE_FLOOR or wanted is None:
        return max_signatures(residents or 0, asked.cap_per_mille)
    return wanted if residents is None else min(wanted, max_signatures(residents, asked.cap_per_mille))


def _expanded(named: Sequence[str], made: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ids of templates become the ids of their pools; ids of lists stay."""
    return tuple(each for name in named for each in made.get(name, (name,)))


def _retargeted(counting: Counting, made: Mapping[str, Sequence[str]]) -> Counting:
    return replace(
        counting,
        allocations=tuple(
            replace(each, applies_to=_expanded(each.applies_to, made)) for each in counting.allocations
        ),
        thresholds=tuple(
            replace(each, applies_to=_expanded(each.applies_to, made)) for each in counting.thresholds
        ),
        area_caps=tuple(
            replace(each, applies_to=_expanded(each.applies_to, made)) for each in counting.area_caps
        ),
        turnout_bonus=tuple(
            replace(each, applies_to=_expanded(each.applies_to, made)) for each in counting.turnout_bonus
        ),
    )
