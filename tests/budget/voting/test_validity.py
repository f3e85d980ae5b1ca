"""The verdict on a whole ballot."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.rules import AreaChoice, EmptyBallot, Method, OverLimit, Params, PartialBallot
from civic.budget.voting.rules import (
    Choice,
    PaperList,
    PaperPool,
    PaperProject,
    Refusal,
    problems,
    validity,
    why_not_cast,
)
from tests.budget.voting.papers import KRAKOW, NOON, WARSAW, city_list, district_list, paper


def choice(area: str = "stare-miasto", **lists: dict[int, int]) -> Choice:
    return Choice(lists, area)


def votes(*ids: int) -> dict[int, int]:
    return dict.fromkeys(ids, 1)


def reasons(sheet, made: Choice) -> list[Refusal]:
    return [problem.reason for problem in why_not_cast(sheet, made, NOON)]


POINTS = paper(city_list(Method.POINTS_FREE, Params(total=10, max_per_project=6)))
KNAPSACK = paper(district_list(Method.KNAPSACK, Params(), area_choice=AreaChoice.ALL))
OWN = paper(district_list(area_choice=AreaChoice.OWN))
BIALYSTOK = paper(
    district_list(Method.APPROVAL, Params(max=4), area_choice=AreaChoice.ALL, cross_list_total=4),
    city_list(Method.APPROVAL, Params(max=4), cross_list_total=4),
)

EXAMPLES = {
    Refusal.EMPTY_BALLOT: (WARSAW, choice()),
    Refusal.NOT_ON_THE_LIST: (WARSAW, choice(cw=votes(99))),
    Refusal.INCOMPLETE: (paper(city_list(params=Params(min=3))), choice(cw=votes(1, 2))),
    Refusal.TOO_MANY_PROJECTS: (WARSAW, choice(cw=votes(1, 2, 3, 4, 5, 6))),
    Refusal.SUM_EXCEEDED: (POINTS, choice(cw={1: 6, 2: 5})),
    Refusal.TOO_MANY_POINTS: (POINTS, choice(cw={1: 7})),
    Refusal.WRONG_POINTS: (KRAKOW, choice(d={11: 3, 12: 3, 13: 1}, cw={1: 3, 2: 2, 3: 1})),
    Refusal.COST_EXCEEDED: (
        paper(
            replace(city_list(Method.KNAPSACK, Params()), pools=(replace(city_list().pools[0], amount=1),))
        ),
        choice(cw=votes(1)),
    ),
    Refusal.CROSS_TOTAL_EXCEEDED: (BIALYSTOK, choice(d=votes(11, 21), cw=votes(1, 2, 3))),
    Refusal.TOO_MANY_AREAS: (WARSAW, choice(d=votes(11, 21))),
    Refusal.NOT_YOUR_AREA: (OWN, choice("port", d=votes(11))),
    Refusal.AREA_MISSING: (OWN, choice("", d=votes(11))),
}


@pytest.mark.parametrize(("reason", "example"), EXAMPLES.items())
def test_refused(reason, example):
    assert reasons(*example)[0] is reason


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (WARSAW.opens - timedelta(microseconds=1), Refusal.NOT_YET),
        (WARSAW.opens, None),
        (WARSAW.closes - timedelta(microseconds=1), None),
        (WARSAW.closes, Refusal.CLOSED),
    ],
)
def test_voting_is_half_open(moment, reason):
    found = why_not_cast(WARSAW, choice(cw=votes(1)), moment)
    assert [problem.reason for problem in found] == ([reason] if reason else [])


def test_krakow_incomplete_warsaw_not():
    """2.13 (5): three citywide and two district projects: INCOMPLETE in Kraków, and the whole ballot; valid in Warsaw."""
    three_and_two = choice(cw={1: 3, 2: 2, 3: 1}, d={11: 3, 12: 2})
    assert reasons(KRAKOW, three_and_two) == [Refusal.INCOMPLETE]
    assert validity(KRAKOW, three_and_two).ballot is Refusal.INCOMPLETE
    assert not validity(KRAKOW, three_and_two).counts("cw")
    assert reasons(WARSAW, choice(cw=votes(1, 2, 3), d=votes(11, 12))) == []
    assert reasons(KRAKOW, choice(cw={1: 3, 2: 2, 3: 1}, d={11: 3, 12: 2, 13: 1})) == []


def test_krakow_an_untouched_list_is_incomplete_too():
    assert reasons(KRAKOW, choice(cw={1: 3, 2: 2, 3: 1})) == [Refusal.INCOMPLETE]


def test_nobody_is_asked_for_more_than_there_is():
    """A district with two admitted projects, where three must be chosen."""
    two = replace(KRAKOW.lists[0], projects=KRAKOW.lists[0].projects[:2])
    made = replace(KRAKOW, lists=(two, KRAKOW.lists[1]))
    assert reasons(made, choice(cw={1: 3, 2: 2, 3: 1}, d={11: 3, 12: 2})) == []
    assert reasons(made, choice("port", cw={1: 3, 2: 2, 3: 1})) == []
    assert reasons(made, choice(cw={1: 3, 2: 2, 3: 1}, d={11: 3})) == [Refusal.INCOMPLETE]


def test_eleven_points_of_ten():
    """2.13 (6): ten points at most: a paper ballot with eleven is invalid under SUM_EXCEEDED; online it is refused."""
    eleven = choice(cw={1: 6, 2: 5})
    by_dbp = paper(city_list(Method.POINTS_FREE, Params(total=10), over_limit=OverLimit.BALLOT_INVALID))
    assert validity(by_dbp, eleven).ballot is Refusal.SUM_EXCEEDED
    assert validity(POINTS, eleven).lists == {"cw": Refusal.SUM_EXCEEDED}
    assert reasons(by_dbp, eleven) == [Refusal.SUM_EXCEEDED]
    assert reasons(POINTS, choice(cw={1: 6, 2: 4})) == []


def test_a_purse_of_5_200_000():
    """2.13 (7): KNAPSACK with 5 200 000 zł: chosen costs of 5 200 001 zł are refused, 5 200 000 zł are not."""
    for last, wanted in ((200_000_00, []), (200_001_00, [Refusal.COST_EXCEEDED])):
        sheet = KNAPSACK.lists[0]
        costs = {11: 2_500_000_00, 12: 2_500_000_00, 13: last}
        changed = tuple(replace(each, cost=costs.get(each.id, each.cost)) for each in sheet.projects)
        made = paper(replace(sheet, projects=changed))
        assert reasons(made, choice(d=votes(11, 12, 13))) == wanted


def test_a_purse_per_pool():
    poor = replace(KNAPSACK.lists[0].pools[1], amount=80_000_00)
    made = paper(replace(KNAPSACK.lists[0], pools=(KNAPSACK.lists[0].pools[0], poor)))
    assert reasons(made, choice(d=votes(11, 21, 22))) == []
    (problem,) = why_not_cast(made, choice(d=votes(11, 21, 22, 23)), NOON)
    assert problem.facts == {"list": "Dzielnicowe", "cost": 120_000_00, "amount": 80_000_00, "pool": "Port"}


@pytest.mark.parametrize(
    ("policy", "counts", "ballot"),
    [
        (PartialBallot.ALLOWED, True, None),
        (PartialBallot.LIST_INVALID, False, None),
        (PartialBallot.BALLOT_INVALID, False, Refusal.INCOMPLETE),
    ],
)
def test_what_choosing_too_few_means(policy, counts, ballot):
    made = paper(district_list(), city_list(params=Params(min=3), partial_ballot=policy))
    verdict = validity(made, choice(cw=votes(1), d=votes(11)))
    assert (verdict.counts("cw"), verdict.ballot) == (counts, ballot)
    assert verdict.counts("d") is (ballot is None)


def test_one_district_for_both_its_lists():
    small = replace(district_list(same_area_as="d").rules, id="small", same_area_as="d")
    made = paper(district_list(), replace(district_list(), rules=small))
    assert reasons(made, choice(d=votes(11), small=votes(12))) == []
    assert reasons(made, choice(d=votes(11), small=votes(21))) == [Refusal.TOO_MANY_AREAS]


def test_estates_of_one_district():
    """Warsaw: local projects from any estate of the one district chosen for the district list."""
    castle, shore, harbour = (
        PaperPool(code, code, 1, (code,), frozenset({code}))
        for code in ("podzamcze", "nadbrzeze", "port-zachod")
    )
    local = replace(
        district_list().rules, id="local", same_area_as="d", pools=("podzamcze", "nadbrzeze", "port-zachod")
    )
    offered = tuple(
        PaperProject(at, str(at), "", 1, pool.id) for at, pool in ((31, castle), (32, shore), (33, harbour))
    )
    town = replace(district_list().pools[0], covers=frozenset({"stare-miasto", "podzamcze", "nadbrzeze"}))
    port = replace(district_list().pools[1], covers=frozenset({"port", "port-zachod"}))
    made = paper(
        replace(district_list(), pools=(town, port)), PaperList(local, (castle, shore, harbour), offered)
    )
    assert reasons(made, choice(d=votes(11), local=votes(31, 32))) == []
    assert reasons(made, choice(local=votes(31, 32))) == []
    assert reasons(made, choice(local=votes(31, 33))) == [Refusal.TOO_MANY_AREAS]
    assert reasons(made, choice(d=votes(21), local=votes(31))) == [Refusal.TOO_MANY_AREAS]


def test_two_districts_of_two():
    made = paper(district_list(area_choice=AreaChoice.ANY_N, areas_max=2))
    assert reasons(made, choice(d=votes(11, 21))) == []


def test_an_estate_lies_in_its_district():
    assert reasons(OWN, choice("podzamcze", d=votes(11))) == []


def test_four_votes_in_all():
    assert reasons(BIALYSTOK, choice(d=votes(11, 21), cw=votes(1, 2))) == []
    assert validity(BIALYSTOK, choice(d=votes(11, 21), cw=votes(1, 2, 3))).lists.keys() == {"d", "cw"}


def test_every_free_point_or_only_some():
    exact = paper(city_list(Method.POINTS_FREE, Params(total=3, exact=True)))
    assert reasons(exact, choice(cw={1: 2})) == [Refusal.INCOMPLETE]
    assert reasons(exact, choice(cw={1: 2, 2: 1})) == []


def test_an_empty_ballot_where_the_city_counts_it():
    assert reasons(replace(WARSAW, empty_ballot=EmptyBallot.VALID), choice()) == []


def test_a_list_nobody_offered():
    assert reasons(WARSAW, choice(other=votes(1))) == [Refusal.NOT_ON_THE_LIST]


chosen = st.dictionaries(st.integers(0, 24), st.integers(-1, 8), max_size=12)


@given(st.sampled_from([WARSAW, KRAKOW, POINTS, KNAPSACK, OWN, BIALYSTOK]), chosen, chosen)
def test_what_may_be_cast_keeps_every_limit_and_counts(sheet, district, city):
    """T2: whatever a browser sends, what passes is within every limit, and then nothing of it is invalid."""
    made = choice(**{each.id: picked for each, picked in zip(sheet.lists, (district, city), strict=False)})
    if problems(sheet, made):
        return
    assert validity(sheet, made).ballot is None
    assert not validity(sheet, made).lists
    for each in sheet.lists:
        picked, rules = made.of(each.id), each.rules
        assert picked.keys() <= each.by_id.keys()
        assert len(picked) <= (rules.max_choices or 99)
        assert all(1 <= points <= rules.max_points_per_project for points in picked.values())
        if rules.method is Method.POINTS_FREE:
            assert sum(picked.values()) <= 10
