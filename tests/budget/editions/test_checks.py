"""Every finding has an example, and the sample is sound."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.rules import (
    Allocation,
    AllocationRule,
    AreaCap,
    AreaChoice,
    BallotOrder,
    Channel,
    Channels,
    Code,
    CostRange,
    Eligibility,
    IdentityMethod,
    Leftover,
    Method,
    Minors,
    Params,
    PoolKind,
    Severity,
    SignatureRule,
    Signatures,
    Split,
    SplitMethod,
    Threshold,
    ThresholdKind,
    TieRule,
    TurnoutBonus,
    check,
    errors,
    max_signatures,
    min_pool,
)
from civic.budget.editions.rules.checks import WARNINGS
from tests.budget.editions.sample_rules import (
    CALENDAR,
    CITY,
    CITYWIDE,
    DISTRICTS,
    MILLION,
    ONLINE,
    PAPER,
    RULES,
    period,
    with_calendar,
    with_counting,
    with_list,
    with_pool,
)

PESEL = replace(ONLINE, methods=(IdentityMethod.PESEL_FULL, IdentityMethod.EMAIL_LINK))


def with_signatures(**changes):
    return replace(RULES, projects=replace(RULES.projects, signatures=Signatures(**changes)))


def with_threshold(kind, value, applies_to=()):
    return with_counting(thresholds=(Threshold(kind=kind, value=Decimal(value), applies_to=applies_to),))


def with_allocation(**changes):
    return with_counting(allocations=(Allocation(**changes),))


def with_process(**changes):
    return replace(RULES, process=replace(RULES.process, **changes))


EXAMPLES = {
    Code.NAME_EMPTY: [(replace(RULES, name=" "), "name"), (with_pool(1, name=""), "pools[1].name")],
    Code.YEAR_WRONG: [(replace(RULES, year=10**15), "year"), (replace(RULES, year=26), "year")],
    Code.LEGAL_BASIS_MISSING: [(replace(RULES, legal_basis=()), "legal_basis")],
    Code.DUPLICATE_ID: [
        (with_list(0, id="city"), "lists[0].id"),
        (replace(RULES, identity=(ONLINE, replace(PAPER, id="email"))), "identity[1].id"),
    ],
    Code.BAD_ID: [(with_list(0, id="Całe miasto"), "lists[0].id"), (with_list(0, id="x" * 81), "lists[0].id")],
    Code.NOT_POSITIVE: [
        (replace(RULES, total=0), "total"),
        (with_pool(1, amount=0), "pools[1].amount"),
        (with_pool(1, residents=-1), "pools[1].residents"),
        (with_process(appeal_days=0), "process.appeal_days"),
        (replace(RULES, retention=replace(RULES.retention, voter_identity_days=0)), "retention.voter_identity_days"),
        (replace(RULES, projects=replace(RULES.projects, years=0)), "projects.years"),
        (with_counting(area_caps=(AreaCap(max_winners=0),)), "counting.area_caps[0].max_winners"),
        (with_counting(turnout_bonus=(TurnoutBonus(areas=0),)), "counting.turnout_bonus[0]"),
        (replace(RULES, identity=(replace(ONLINE, max_per_email=0),)), "identity[0].max_per_email"),
        (with_signatures(rule=SignatureRule.FIXED, number=-1), "projects.signatures"),
    ],
    Code.TOTAL_BELOW_MINIMUM: [(replace(RULES, expenditure=801 * MILLION), "total")],
    Code.MIN_SHARE_BELOW_STATUTE: [(replace(RULES, min_share=Decimal("0.004")), "min_share")],
    Code.EXPENDITURE_UNKNOWN: [(replace(RULES, expenditure=None), "expenditure")],
    Code.POOLS_DO_NOT_SUM: [(replace(RULES, total=4 * MILLION + 1), "total")],
    Code.NO_POOLS: [(replace(RULES, pools=()), "pools")],
    Code.POOL_AREAS: [
        (with_pool(0, areas=("ogrody",)), "pools[0].areas"),
        (with_pool(1, areas=()), "pools[1].areas"),
        (with_pool(1, areas=("a", "b")), "pools[1].areas"),
        (with_pool(1, kind=PoolKind.AREA_GROUP), "pools[1].areas"),
    ],
    Code.AREA_UNKNOWN: [(with_pool(1, areas=("nowhere",)), "pools[1].areas")],
    Code.AMOUNT_RANGE_MISSING: [(with_pool(0, kind=PoolKind.AMOUNT), "pools[0].costs")],
    Code.EMPTY_RANGE: [
        (with_pool(0, costs=CostRange(min=200, max=100)), "pools[0].costs"),
        (replace(RULES, projects=replace(RULES.projects, min_cost=200, max_cost=100)), "projects.max_cost"),
    ],
    Code.NO_PROJECT_FITS: [(with_pool(0, costs=CostRange(min=3 * MILLION)), "pools[0].costs")],
    Code.PERCENT_WRONG: [
        (with_pool(0, max_percent_of_pool=101), "pools[0].max_percent_of_pool"),
        (replace(RULES, projects=replace(RULES.projects, max_percent_of_pool=0)), "projects.max_percent_of_pool"),
    ],
    Code.SPLIT_INCOMPLETE: [
        (with_pool(1, split=Split(method=SplitMethod.MIX, population=50, area=30)), "pools[1].split"),
        (with_pool(1, split=Split(method=SplitMethod.EQUAL, population=50)), "pools[1].split"),
    ],
    Code.THEMATIC_POOL: [(with_pool(0, kind=PoolKind.THEMATIC), "pools[0].kind")],
    Code.SIGNATURES_OVER_LIMIT: [(with_pool(2, residents=9_999), "projects.signatures")],
    Code.SIGNATURES_CAP: [(with_signatures(cap_per_mille=2), "projects.signatures.cap_per_mille")],
    Code.SIGNATURES_MISSING: [
        (with_signatures(rule=SignatureRule.FIXED), "projects.signatures.number"),
        (with_signatures(rule=SignatureRule.PER_POOL), "pools[0].signatures"),
    ],
    Code.RESIDENTS_UNKNOWN: [(with_pool(1, residents=None), "pools[1].residents")],
    Code.NO_KINDS: [(replace(RULES, projects=replace(RULES.projects, kinds=())), "projects.kinds")],
    Code.NO_LISTS: [(replace(RULES, lists=()), "lists")],
    Code.LIST_WITHOUT_POOLS: [(with_list(0, pools=()), "lists[0].pools")],
    Code.UNKNOWN_POOL: [(with_list(0, pools=("city", "moon")), "lists[0].pools")],
    Code.POOL_WITHOUT_LIST: [(with_list(1, pools=("district-ogrody",)), "pools[1]")],
    Code.POOL_ON_TWO_LISTS: [(with_list(1, pools=(*DISTRICTS.pools, "city")), "pools[0]")],
    Code.PARAM_MISSING: [
        (with_list(0, method=Method.POINTS_FREE, params=Params()), "lists[0].params.total"),
        (with_list(0, method=Method.RANK_POINTS, params=Params()), "lists[0].params.points"),
    ],
    Code.PARAM_UNUSED: [
        (with_list(0, method=Method.SINGLE), "lists[0].params.max"),
        (with_list(0, method=Method.KNAPSACK, params=Params(exact=True)), "lists[0].params.exact"),
    ],
    Code.PARAM_WRONG: [
        (with_list(0, params=Params(min=3, max=2)), "lists[0].params.max"),
        (with_list(0, params=Params(min=0)), "lists[0].params.min"),
        (with_list(0, method=Method.POINTS_FREE, params=Params(total=0)), "lists[0].params.total"),
        (
            with_list(0, method=Method.POINTS_FREE, params=Params(total=3, max_per_project=4)),
            "lists[0].params.max_per_project",
        ),
        (with_list(0, method=Method.RANK_POINTS, params=Params(points=(3, 3, 1))), "lists[0].params.points"),
        (with_list(0, method=Method.RANK_POINTS, params=Params(points=(2, 1, 0))), "lists[0].params.points"),
    ],
    Code.AREAS_MAX: [
        (with_list(1, area_choice=AreaChoice.ANY_N), "lists[1].areas_max"),
        (with_list(1, areas_max=2), "lists[1].areas_max"),
        (with_list(1, area_choice=AreaChoice.ANY_N, areas_max=0), "lists[1].areas_max"),
    ],
    Code.AREA_CHOICE_WITHOUT_AREAS: [(with_list(0, area_choice=AreaChoice.OWN), "lists[0].area_choice")],
    Code.SAME_AREA_WRONG: [
        (with_list(1, same_area_as="moon"), "lists[1].same_area_as"),
        (with_list(1, same_area_as="citywide"), "lists[1].same_area_as"),
    ],
    Code.CROSS_TOTAL_WRONG: [
        (with_list(0, cross_list_total=4), "lists[0].cross_list_total"),
        (
            replace(RULES, lists=(replace(CITYWIDE, cross_list_total=4), replace(DISTRICTS, cross_list_total=5))),
            "lists[1].cross_list_total",
        ),
    ],
    Code.MIN_AGE: [(replace(RULES, eligibility=Eligibility(min_age=16)), "eligibility.min_age")],
    Code.MINORS_WRONG: [
        (replace(RULES, eligibility=Eligibility(minors=Minors(consent_below=12))), "eligibility.minors"),
        (replace(RULES, eligibility=Eligibility(minors=Minors(consent_below=19))), "eligibility.minors"),
    ],
    Code.NO_ROUTE_WITHOUT_PESEL: [
        (replace(RULES, identity=(PESEL,), channels=Channels()), "identity"),
        (replace(RULES, identity=(), channels=Channels()), "identity"),
        (replace(RULES, identity=(replace(ONLINE, methods=(IdentityMethod.WK_LOGIN,)),)), "identity"),
    ],
    Code.ROUTE_WITHOUT_METHOD: [
        (replace(RULES, identity=(ONLINE, replace(PAPER, methods=()))), "identity[1].methods")
    ],
    Code.ROUTE_NEEDS_PAPER: [
        (replace(RULES, channels=Channels()), "identity[1].channel"),
        (
            replace(RULES, channels=Channels(), identity=(ONLINE, replace(PAPER, channel=Channel.POST))),
            "identity[1].channel",
        ),
    ],
    Code.PAPER_WITHOUT_ROUTE: [(replace(RULES, identity=(ONLINE,)), "channels.paper")],
    Code.CONTACT_LIMIT_UNUSED: [
        (replace(RULES, identity=(replace(ONLINE, max_per_phone=5), PAPER)), "identity[0].max_per_phone")
    ],
    Code.UNKNOWN_TARGET: [
        (with_threshold(ThresholdKind.ABS_VOTES, 50, ("moon",)), "counting.thresholds[0].applies_to"),
        (with_counting(turnout_bonus=(TurnoutBonus(areas=1, applies_to=("districts", "moon")),)),
         "counting.turnout_bonus[0].applies_to"),
    ],
    Code.POOL_WITHOUT_ALLOCATION: [
        (with_allocation(rule=AllocationRule.GREEDY_SKIP, applies_to=("citywide",)), "counting.allocations"),
        (with_counting(allocations=()), "counting.allocations"),
    ],
    Code.ALLOCATED_TWICE: [
        (with_counting(allocations=RULES.counting.allocations * 2), "counting.allocations"),
    ],
    Code.TOPUP_WRONG: [
        (with_allocation(rule=AllocationRule.GREEDY_STOP_TOPUP), "counting.allocations[0].topup_percent"),
        (with_allocation(rule=AllocationRule.GREEDY_STOP_TOPUP, topup_percent=101),
         "counting.allocations[0].topup_percent"),
    ],
    Code.ALLOCATION_OPTION_UNUSED: [
        (with_allocation(rule=AllocationRule.GREEDY_STOP, topup_percent=80), "counting.allocations[0].topup_percent"),
        (with_allocation(rule=AllocationRule.GREEDY_STOP, reserve=80), "counting.allocations[0].reserve"),
        (with_allocation(rule=AllocationRule.GREEDY_STOP, comparison=True), "counting.allocations[0].comparison"),
        (with_allocation(rule=AllocationRule.GREEDY_SKIP, stop_when_exhausted=True),
         "counting.allocations[0].stop_when_exhausted"),
    ],
    Code.MES_NEEDS_APPROVAL: [
        (
            replace(
                with_list(0, method=Method.RANK_POINTS, params=Params(points=(3, 2, 1))),
                counting=replace(RULES.counting, allocations=(Allocation(rule=AllocationRule.MES_ADD1),)),
            ),
            "counting.allocations[0].rule",
        )
    ],
    Code.THRESHOLD_NEEDS_POINTS: [
        (with_threshold(ThresholdKind.ABS_POINTS, 50, ("districts",)), "counting.thresholds[0].kind")
    ],
    Code.THRESHOLD_VALUE: [
        (with_threshold(ThresholdKind.ABS_VOTES, "0.5"), "counting.thresholds[0].value"),
        (with_threshold(ThresholdKind.ABS_VOTES, 0), "counting.thresholds[0].value"),
        (with_threshold(ThresholdKind.PCT_VALID, 101), "counting.thresholds[0].value"),
        (with_threshold(ThresholdKind.COST_PROPORTIONAL, -1), "counting.thresholds[0].value"),
        (with_threshold(ThresholdKind.COST_PROPORTIONAL, "NaN"), "counting.thresholds[0].value"),
    ],
    Code.TIES_UNDECIDED: [
        (with_counting(ties=()), "counting.ties"),
        (with_counting(ties=(TieRule.LOWER_COST,)), "counting.ties"),
        (with_counting(ties=(TieRule.PUBLIC_DRAW, TieRule.RUN_OFF)), "counting.ties"),
    ],
    Code.TIE_RULE_USELESS: [
        (with_counting(ties=(TieRule.MORE_FIRST_PREFERENCES, TieRule.PUBLIC_DRAW)), "counting.ties")
    ],
    Code.REPEATED: [
        (with_counting(ties=(TieRule.LOWER_COST, TieRule.LOWER_COST, TieRule.PUBLIC_DRAW)), "counting.ties"),
        (with_counting(leftovers=(Leftover.SECOND_PASS, Leftover.SECOND_PASS)), "counting.leftovers"),
    ],
    Code.LEFTOVER_ALONE: [
        (with_counting(leftovers=(Leftover.NONE, Leftover.NEXT_YEAR)), "counting.leftovers"),
        (with_counting(leftovers=()), "counting.leftovers"),
    ],
    Code.LEFTOVER_NO_TARGET: [
        (
            replace(
                with_pool(0, kind=PoolKind.THEMATIC),
                counting=replace(RULES.counting, leftovers=(Leftover.TO_CITYWIDE_POOL,)),
            ),
            "counting.leftovers",
        ),
        (
            replace(
                RULES,
                pools=(replace(CITY, amount=RULES.total),),
                lists=(CITYWIDE,),
                counting=replace(
                    RULES.counting, thresholds=(), leftovers=(Leftover.TO_HIGHEST_TURNOUT_AREAS,)
                ),
            ),
            "counting.leftovers",
        ),
    ],
    Code.BONUS_NEEDS_AREAS: [
        (with_counting(turnout_bonus=(TurnoutBonus(areas=1, applies_to=("citywide",)),)), "counting.turnout_bonus[0]")
    ],
    Code.CALENDAR_ORDER: [
        (with_calendar(results_of_merit=date(2026, 6, 29)), "calendar.results_of_merit"),
        (with_calendar(list_published=date(2026, 9, 2)), "calendar.voting.opens"),
        (with_calendar(ballot_draw=date(2026, 9, 2)), "calendar.voting.opens"),
        (with_calendar(results=date(2026, 9, 14)), "calendar.results"),
        (with_calendar(paper_entry=CALENDAR.voting.closes - timedelta(1)), "calendar.paper_entry"),
        (with_calendar(appeals=period(date(2026, 7, 1), date(2026, 9, 2))), "calendar.voting.opens"),
    ],
    Code.VOTING_TOO_SHORT: [
        (with_calendar(voting=period(date(2026, 9, 1), date(2026, 9, 6))), "calendar.voting.closes")
    ],
    Code.APPEALS_TOO_SHORT: [
        (with_calendar(appeals=period(date(2026, 7, 1), date(2026, 7, 7))), "calendar.appeals.closes")
    ],
    Code.DRAW_DAY_MISSING: [(with_calendar(ballot_draw=None), "calendar.ballot_draw")],
    Code.PAPER_ENTRY_MISSING: [(with_calendar(paper_entry=None), "calendar.paper_entry")],
    Code.WITHDRAWAL_TOO_LATE: [(with_process(withdraw_until=date(2026, 9, 1)), "process.withdraw_until")],
    Code.RESULTS_LATE: [
        (with_calendar(results=date(2026, 11, 16)), "calendar.results"),
        (with_calendar(results=date(2026, 11, 30), budget_due=date(2026, 12, 31)), "calendar.results"),
    ],
    Code.NOWHERE_PUBLISHED: [
        (replace(RULES, publication=replace(RULES.publication, channels=())), "publication.channels")
    ],
}  # fmt: skip


def test_the_sample_is_sound():
    assert check(RULES, {"stare-miasto", "ogrody"}) == ()


@pytest.mark.parametrize(
    ("code", "rules", "path"),
    [(code, rules, path) for code, examples in EXAMPLES.items() for rules, path in examples],
)
def test_found_where_it_is(code, rules, path):
    found = {(finding.code, finding.path) for finding in check(rules, {"stare-miasto", "ogrody", "a", "b"})}
    assert (code, path) in found


def test_every_finding_has_an_example():
    assert EXAMPLES.keys() == set(Code)


def test_warnings_do_not_forbid_saving():
    for code in WARNINGS:
        assert all(code not in {each.code for each in errors(check(rules))} for rules, _ in EXAMPLES[code])


def test_errors_come_first():
    found = check(replace(RULES, legal_basis=(), total=1))
    assert [each.severity for each in found][-1] is Severity.WARNING
    assert found[0].severity is Severity.ERROR


def test_the_minimum_of_a_city_with_county_rights():
    """2.13 (1): total 6 172 839.45 of expenditure 1 234 567 890.12 is refused, 6 172 839.46 is the minimum."""
    asked = replace(
        RULES,
        expenditure=123_456_789_012,
        total=617_283_945,
        pools=(replace(CITY, amount=617_283_945),),
        lists=(CITYWIDE,),
        counting=replace(RULES.counting, thresholds=()),
    )
    (found,) = errors(check(asked))
    assert (found.code, found.facts["minimum"]) == (Code.TOTAL_BELOW_MINIMUM, 617_283_946)
    enough = replace(asked, total=617_283_946, pools=(replace(CITY, amount=617_283_946),))
    assert errors(check(enough)) == ()
    assert errors(check(replace(asked, cc_rights=False))) == ()


def test_the_most_signatures_a_pool_may_ask_for():
    """2.13 (2): a pool with 1 475 residents: 2 refused (max 1); with 495 residents only 0."""
    by_pool = with_signatures(rule=SignatureRule.PER_POOL)

    def found(residents, signatures):
        pools = tuple(replace(pool, signatures=signatures, residents=residents) for pool in RULES.pools)
        return [each.facts for each in errors(check(replace(by_pool, pools=pools)))]

    assert {each["maximum"] for each in found(1_475, 2)} == {1}
    assert found(1_475, 1) == []
    assert {each["maximum"] for each in found(495, 1)} == {0}
    assert found(495, 0) == []


def test_plocks_table_of_signatures():
    """2.1: max_signatures: 495 -> 0, 1 475 -> 1, 11 901 -> 11."""
    assert [max_signatures(residents) for residents in (495, 1_475, 11_901)] == [0, 1, 11]


@given(st.integers(0, 10**13))
def test_the_minimum_is_never_below_half_a_percent(expenditure):
    minimum = min_pool(expenditure)
    assert minimum * 200 >= expenditure
    assert (minimum - 1) * 200 < expenditure


@given(st.integers(0, 10**7))
def test_signatures_never_pass_a_thousandth(residents):
    assert max_signatures(residents) * 1000 <= residents < (max_signatures(residents) + 1) * 1000


def test_a_period_that_ends_at_midnight_ends_the_day_before():
    assert check(with_calendar(results=date(2026, 9, 18))) == ()
    assert check(with_calendar(results=date(2026, 9, 17)))[0].code is Code.CALENDAR_ORDER


def test_no_draw_no_day_of_the_draw():
    assert check(replace(with_calendar(ballot_draw=None), ballot_order=BallotOrder.NUMBER)) == ()
