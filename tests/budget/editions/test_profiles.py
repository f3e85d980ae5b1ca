"""Profiles of cities: readable, sound, and saying what the cities do."""

import re
from dataclasses import fields, replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.document import from_yaml, to_yaml
from civic.budget.editions.profiles import load_profile, profile_names, profile_text
from civic.budget.editions.rules import (
    AllocationRule,
    AreaChoice,
    BallotOrder,
    Code,
    Duplicates,
    Leader,
    Leftover,
    Method,
    PartialBallot,
    PoolKind,
    Refusal,
    Rules,
    ThresholdKind,
    TieRule,
    check,
    cost_limits,
    errors,
    required_signatures,
)
from civic.budget.editions.rules.instantiate import instantiate
from civic.budget.editions.rules.profile import CityArea, Profile
from civic.core.refusal import Refused
from tests.budget.editions.sample_rules import MILLION

AREAS = (
    CityArea("miasto", "Miłogród", "city", 120_000),
    *(CityArea(f"dzielnica-{n}", f"Dzielnica {n}", "district", n * 20_000) for n in (1, 2, 3)),
    *(CityArea(f"osiedle-{n}", f"Osiedle {n}", "estate", n * 2_000) for n in range(1, 11)),
)
CODES = {area.code for area in AREAS}


def made(name: str, areas=AREAS, **more) -> Rules:
    profile = load_profile(name)
    given = {"year": 2027, "start": date(2026, 3, 2), "total": profile.total or 40 * MILLION, **more}
    return instantiate(profile, areas, **given)


def methods(rules):
    return {each.id: (each.method, each.max_choices) for each in rules.lists}


def thresholds(rules, list_id):
    return [(each.kind, each.value) for each in rules.thresholds_of(rules.ballot_list(list_id).pools[0])]


EXPECTED = {  # name -> methods by list, allocation of the first pool of each list, ties, leftovers
    "warszawa-2026": (
        {"districts": (Method.APPROVAL, 5), "locals": (Method.APPROVAL, 5), "citywide": (Method.APPROVAL, 5)},
        AllocationRule.GREEDY_SKIP, TieRule.LOWER_COST, Leftover.NONE),
    "krakow-2024": (
        {"citywide": (Method.RANK_POINTS, 3), "districts": (Method.RANK_POINTS, 3)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "lodz-2025": (
        {"estates": (Method.APPROVAL, 5), "citywide": (Method.APPROVAL, 5)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.TO_CITYWIDE_POOL),
    "gdansk": (
        {"districts": (Method.POINTS_FREE, 5), "citywide": (Method.SINGLE, 1), "green-districts": (Method.SINGLE, 1),
         "green-citywide": (Method.SINGLE, 1)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "gdynia-2025": (
        dict.fromkeys(("citywide", "climate-list", "districts-large", "districts-small"), (Method.APPROVAL, 3)),
        AllocationRule.GREEDY_STOP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "poznan-2025": (
        dict.fromkeys(("citywide-small", "citywide-large", "citywide-green", "districts-small", "districts-large"),
                      (Method.SINGLE, 1)),
        AllocationRule.GREEDY_STOP_TOPUP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.POOLED_NEXT_BEST),
    "wroclaw-2025": (
        {"estates": (Method.SINGLE, 1), "citywide": (Method.SINGLE, 1)},
        AllocationRule.GREEDY_STOP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "katowice-2025": (
        {"districts": (Method.POINTS_FREE, 3), "citywide": (Method.POINTS_FREE, 3)},
        AllocationRule.GREEDY_SKIP, TieRule.LOWER_COST, Leftover.NONE),
    "czestochowa-2025": (
        {"districts": (Method.POINTS_FREE, 10), "citywide": (Method.POINTS_FREE, 10)},
        AllocationRule.GREEDY_SKIP, TieRule.LOWER_COST, Leftover.TO_HIGHEST_TURNOUT_AREAS),
    "lublin": (
        {"districts": (Method.APPROVAL, 2), "citywide": (Method.APPROVAL, 2)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "plock": (
        {"citywide": (Method.SINGLE, 1), "estates": (Method.SINGLE, 1)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "bialystok": (
        {"citywide": (Method.APPROVAL, 4), "estates-list": (Method.APPROVAL, 4)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "dabrowa-gornicza": (
        {"citywide": (Method.KNAPSACK, None)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "wieliczka-2023": (
        {"projects": (Method.APPROVAL, None)}, AllocationRule.MES_ADD1, TieRule.LOWER_COST, Leftover.NONE),
    "swiecie-2023": (
        {"projects": (Method.APPROVAL, None)}, AllocationRule.MES_ADD1, TieRule.LOWER_COST, Leftover.NONE),
    "kielce-2026": (
        {"citywide": (Method.SINGLE, 1), "regions": (Method.APPROVAL, 2)},
        AllocationRule.GREEDY_STOP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.NONE),
    "radom-2026": (
        {"projects": (Method.POINTS_FREE, 3)},
        AllocationRule.GREEDY_SKIP, TieRule.FUND_BOTH_IF_POSSIBLE, Leftover.POOLED_NEXT_BEST),
}  # fmt: skip


def test_the_cities_asked_for_are_there():
    assert set(profile_names()) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_profile_gives_complete_valid_rules(name):
    """16: every profile, with the city's own areas, a year and a sum, passes the checks that guard saving."""
    rules = made(name, expenditure=200 * MILLION)
    assert errors(check(rules, CODES)) == ()
    assert sum(pool.amount for pool in rules.pools) == rules.total
    assert from_yaml(to_yaml(rules)) == rules


@pytest.mark.parametrize("name", EXPECTED)
def test_a_profile_says_what_the_city_does(name):
    """15: ballot, counting, ties and leftovers of each city."""
    lists, allocation, tie, leftover = EXPECTED[name]
    rules = made(name)
    assert methods(rules) == lists
    assert rules.allocation_of(rules.lists[0].pools[0]).rule is allocation
    assert rules.counting.ties[0] is tie
    assert rules.counting.ties[-1] is TieRule.PUBLIC_DRAW
    assert rules.counting.leftovers[0] is leftover


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_not_seen_is_marked(name):
    text = profile_text(name)
    assert re.search(r"# .*not seen", text)
    assert ("total: not seen" in text) is (load_profile(name).total is None)


def test_an_unknown_profile():
    with pytest.raises(KeyError):
        load_profile("../document")


def test_krakow_wants_all_six_and_warsaw_does_not():
    """2.13 (5): Kraków: three citywide and two district make the ballot invalid; in Warsaw two are valid."""
    for each in made("krakow-2024").lists:
        assert (each.min_choices, each.partial_ballot) == (3, PartialBallot.BALLOT_INVALID)
        assert not each.may_be_empty
    assert made("krakow-2024").ballot_list("districts").area_choice is AreaChoice.OWN
    warsaw = made("warszawa-2026").ballot_list("districts")
    assert warsaw.min_choices <= 2 <= warsaw.max_choices


def test_ten_points_are_ten():
    """2.13 (6): POINTS_FREE(10): a sum of 11 is over the total of every list."""
    assert {each.params.total for each in made("czestochowa-2025").lists} == {10}


def test_a_knapsack_holds_its_pool():
    """2.13 (7): KNAPSACK pool 5 200 000: one złoty more is refused."""
    rules = made("dabrowa-gornicza")
    assert rules.pool("city").amount == 5_200_000_00
    assert rules.ballot_list("citywide").method is Method.KNAPSACK


def test_warsaw():
    rules = made("warszawa-2026")
    assert thresholds(rules, "locals") == [(ThresholdKind.ABS_VOTES, 30)]
    assert thresholds(rules, "districts") == [(ThresholdKind.ABS_VOTES, 150)]
    assert thresholds(rules, "citywide") == [(ThresholdKind.ABS_VOTES, 3000)]
    assert rules.ballot_list("locals").same_area_as == "districts"
    together = {
        kind: sum(p.amount for p in rules.pools if p.id.startswith(kind)) for kind in ("local-", "district-")
    }
    assert together["local-"] == pytest.approx(together["district-"], abs=100)
    for name, percent, asked in (
        ("local-osiedle-10", 80, 5),
        ("district-dzielnica-1", 50, 10),
        ("city", 20, 15),
    ):
        pool = rules.pool(name)
        assert cost_limits(rules, pool).max == pool.amount * percent // 100
        assert required_signatures(rules, pool) == asked
    assert (
        required_signatures(rules, rules.pool("local-osiedle-1")) == 2
    )  # 2 000 residents: the statute's limit
    assert rules.counting.conflict_groups
    assert rules.channels.paper.home_pickup


def test_krakow():
    rules = made("krakow-2024")
    assert (rules.total, rules.pool("city").amount) == (51_000_000_00, 10_200_000_00)
    limits = cost_limits(rules, rules.pool("city"))
    assert (limits.min, limits.max) == (25_000_00, 2_000_000_00)
    assert cost_limits(rules, rules.pool("district-dzielnica-1")).min == 2_500_00
    assert rules.ballot_list("citywide").params.points == (3, 2, 1)


def test_katowice_and_czestochowa_count_points_against_thresholds():
    for name, district, city in (("katowice-2025", 50, 200), ("czestochowa-2025", 300, 1000)):
        rules = made(name)
        assert thresholds(rules, "districts") == [(ThresholdKind.ABS_POINTS, district)]
        assert thresholds(rules, "citywide") == [(ThresholdKind.ABS_POINTS, city)]
    katowice = made("katowice-2025")
    assert katowice.projects.leader is Leader.NATURAL_PERSON
    assert katowice.lists[0].params.exact
    assert required_signatures(katowice, katowice.pool("city")) == 50


def test_gdynia_and_poznan_close_at_noon():
    for name in ("gdynia-2025", "poznan-2025"):
        assert load_profile(name).calendar.closing_time == time(12)
        assert made(name).calendar.voting.closes.hour == 10
    gdynia = made("gdynia-2025")
    bonus = [(each.areas, each.projects) for each in gdynia.counting.turnout_bonus]
    assert bonus == [(1, 1), (2, 1)]
    assert thresholds(gdynia, "citywide") == [(ThresholdKind.ABS_VOTES, 1000)]
    assert thresholds(gdynia, "districts-small") == [(ThresholdKind.ABS_VOTES, 50)]


def test_poznan_tops_up_at_eighty_percent():
    rules = made("poznan-2025")
    assert rules.allocation_of("city-small").topup_percent == 80
    assert rules.projects.max_per_leader == 3


def test_bialystok_shares_four_votes_over_two_lists():
    rules = made("bialystok")
    assert {each.cross_list_total for each in rules.lists} == {4}
    estates = rules.pool("estates")
    assert (estates.kind, len(estates.areas), estates.amount) == (PoolKind.AREA_GROUP, 10, 7_000_000_00)
    assert not any(route.needs_pesel for route in rules.identity)


def test_swiecie_asks_for_three_and_a_share_of_the_cost():
    rules = made("swiecie-2023")
    assert rules.lists[0].min_choices == 3
    assert thresholds(rules, "projects") == [(ThresholdKind.COST_PROPORTIONAL, 3)]
    assert rules.allocation_of("gmina").comparison


def test_kielce_counts_its_two_lists_differently():
    rules = made("kielce-2026")
    assert rules.pool("city").amount * 100 == rules.total * 40
    assert rules.allocation_of("city").rule is AllocationRule.GREEDY_STOP
    assert rules.allocation_of("region-dzielnica-1").rule is AllocationRule.GREEDY_SKIP
    assert rules.counting.cost_reduction


def test_radom_has_three_categories_without_a_gap():
    rules = made("radom-2026")
    for cost in (1, 100_000_00, 100_000_01, 600_000_00, 600_000_01, 10**10):
        assert sum(cost in pool.costs for pool in rules.pools) == 1


def test_every_city_has_a_way_without_pesel():
    """16: missing no_pesel_route is an error, so every profile has one."""
    for name in profile_names():
        assert not all(route.needs_pesel for route in load_profile(name).identity), name


def test_defaults_are_those_of_a_new_edition():
    profile = load_profile("lublin")
    assert profile.duplicates is Duplicates.ALL_INVALID
    assert profile.ballot_order is BallotOrder.DRAW


def test_a_profile_without_a_sum_asks_for_it():
    with pytest.raises(Refused) as refused:
        made("lodz-2025", total=None)
    assert refused.value.reason is Refusal.PROFILE_NEEDS_TOTAL


def test_a_city_without_areas_cannot_have_pools_of_areas():
    with pytest.raises(Refused) as refused:
        made("lodz-2025", areas=AREAS[:1])
    assert refused.value.reason is Refusal.PROFILE_NEEDS_AREAS
    assert made("radom-2026", areas=()).pools


def test_a_city_with_another_kind_of_areas_uses_it():
    rules = made("lodz-2025", areas=AREAS[:4])
    assert [pool.areas for pool in rules.pools[:3]] == [("dzielnica-1",), ("dzielnica-2",), ("dzielnica-3",)]


def test_fixed_amounts_must_fit_the_sum():
    """Lublin: 400 000 for each district leaves nothing of a million."""
    with pytest.raises(Refused) as refused:
        made("lublin", total=MILLION)
    assert refused.value.reason is Refusal.PROFILE_TOTAL_TOO_SMALL
    assert made("lublin", total=2 * MILLION).pool("city").amount == 80_000_000


def test_given_sums_keep_their_proportion_in_another_total():
    rules = made("bialystok", total=24 * MILLION)
    assert [pool.amount for pool in rules.pools] == [10 * MILLION, 14 * MILLION]


@given(
    st.sampled_from(profile_names()),
    st.integers(20 * MILLION, 10**12),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=30),
)
def test_no_grosz_is_lost(name, total, people):  # fmt: skip
    areas = [CityArea(f"a{n}", f"A{n}", "district", residents) for n, residents in enumerate(people)]
    rules = made(name, areas=areas, total=total)
    assert sum(pool.amount for pool in rules.pools) == total
    assert Code.SIGNATURES_OVER_LIMIT not in {each.code for each in check(rules)}


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.sampled_from(profile_names()))
def test_a_calendar_is_in_order_whenever_it_starts(start, name):
    found = {each.code for each in errors(check(made(name, start=start)))}
    assert found == set()


def test_whatever_profile_and_rules_share_is_carried_over():
    shared = {each.name for each in fields(Profile)} & {each.name for each in fields(Rules)}
    profile = load_profile("warszawa-2026")
    rules = made("warszawa-2026")
    changed = {"year", "total", "pools", "lists", "calendar", "projects", "counting", "process"}
    assert all(getattr(rules, name) == getattr(profile, name) for name in shared - changed)
    assert replace(rules.projects, signatures=profile.projects.signatures) == profile.projects


def test_percent_and_money_are_exact():
    assert load_profile("kielce-2026").pools[0].percent == Decimal(40)
