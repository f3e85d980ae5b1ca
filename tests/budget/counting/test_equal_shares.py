"""The fast Equal Shares against the plain one, on small elections full of ties, and its own laws."""

from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.budget.counting.tally.add1 import add1 as fast_add1
from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.equal_shares import Electorate, Purchase
from civic.budget.counting.tally.equal_shares import equal_shares as fast
from civic.budget.counting.tally.inputs import (
    EQUAL_SHARES_TIES,
    Allocation,
    Draw,
    PoolRules,
    Project,
    Threshold,
    ThresholdKind,
    TieInputs,
    TieStep,
)
from civic.budget.counting.tally.pool import count_pool
from civic.budget.counting.tally.results import Reason, State
from tests.budget.counting import oracle

NAMES = "abcdefgh"


@st.composite
def elections(draw: st.DrawFn) -> tuple[dict[str, int], list[list[str]]]:
    """Few costs and few voters, so that equal prices, exact fits and exhausted voters are common."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    costs = {name: draw(st.sampled_from([1, 2, 3, 4, 6, 7, 10, 12, 60, 97, 1000])) for name in names}
    ballot = st.lists(st.sampled_from(names), max_size=5, unique=True).map(sorted)
    return costs, draw(st.lists(ballot, min_size=1, max_size=14))


def plain_order(costs: dict[str, int], ballots: Ballots):
    """The tie rule of the oracle for the fast one."""
    names, voters = list(costs), ballots.voters()
    return lambda tied: min(tied, key=lambda i: (costs[names[i]], -voters[i], i))


def as_pairs(bought: list[Purchase], names: list[str]) -> list[tuple[str, Fraction]]:
    return [(names[purchase.project], purchase.price) for purchase in bought]


@settings(max_examples=400, deadline=None)
@given(elections(), st.fractions(0, 400, max_denominator=60))
def test_same_purchases_and_prices_as_the_oracle(election, endowment):
    costs, votes = election
    names = list(costs)
    ballots = Ballots.approvals(names, votes)
    bought = fast(Electorate.of(ballots), list(costs.values()), endowment, plain_order(costs, ballots))
    assert as_pairs(bought, names) == oracle.equal_shares(costs, votes, endowment, names)


@settings(max_examples=300, deadline=None)
@given(elections(), st.integers(0, 600), st.sampled_from([1, 1, 2, 5]))
def test_same_add1_as_the_oracle(election, budget, unit):
    costs, votes = election
    names = list(costs)
    ballots = Ballots.approvals(names, votes)
    endowment, bought = fast_add1(
        Electorate.of(ballots), list(costs.values()), budget, plain_order(costs, ballots), unit=unit
    )
    assert (endowment, as_pairs(bought, names)) == oracle.add1(costs, votes, budget, unit, names)


@settings(max_examples=200, deadline=None)
@given(elections(), st.integers(1, 300))
def test_every_project_is_paid_to_the_last_grosz(election, endowment):
    costs, votes = election
    ballots = Ballots.approvals(list(costs), votes)
    for purchase in fast(Electorate.of(ballots), list(costs.values()), Fraction(endowment), min):
        paid = purchase.price * purchase.full_payers + purchase.part_paid
        assert paid == list(costs.values())[purchase.project]


def test_a_difference_no_float_sees():
    """Two prices one grosz apart in 8 * 10**16: the lower wins, though its name comes later."""
    endowment, share = 10**17, 6 * 10**16
    costs = {"b": 12 * 10**16, "a": 12 * 10**16, "y": 4 * share, "z": 4 * (share + 1)}
    votes = [["a", "y"], ["b", "z"], ["a"], ["b"], *[["y"]] * 3, *[["z"]] * 3]
    ballots = Ballots.approvals(list(costs), votes)
    assert 8 * 10**16 / costs["a"] == (8 * 10**16 + 1) / costs["b"], "equal as floats"
    asked = []
    bought = fast(
        Electorate.of(ballots),
        list(costs.values()),
        Fraction(endowment),
        lambda tied: asked.append(tied) or tied[0],
    )
    assert [list(costs)[purchase.project] for purchase in bought] == ["y", "z", "a", "b"]
    assert [purchase.price for purchase in bought[2:]] == [8 * 10**16, 8 * 10**16 + 1]
    assert asked == [[2, 3]], "only y and z, with four effective votes each, are tied"


def test_one_grosz_short_is_short_however_large_the_sum():
    """Four voters with 10**17 each cannot pay 4 * 10**17 + 1."""
    ballots = Ballots.approvals(["a"], [["a"]] * 4)
    electorate = Electorate.of(ballots)
    assert fast(electorate, [4 * 10**17 + 1], Fraction(10**17), min) == []
    assert len(fast(electorate, [4 * 10**17], Fraction(10**17), min)) == 1


def test_exactly_enough_is_enough():
    """Three voters with a third of the cost each can pay it."""
    ballots = Ballots.approvals(["a"], [["a"]] * 3)
    bought = fast(Electorate.of(ballots), [100], Fraction(100, 3), min)
    assert as_pairs(bought, ["a"]) == [("a", Fraction(100, 3))]
    assert fast(Electorate.of(ballots), [101], Fraction(100, 3), min) == []


def rules(**changes: object) -> PoolRules:
    return PoolRules(
        "p", **{"budget": 100, "allocation": Allocation.MES, "ties": EQUAL_SHARES_TIES, "unit": 1, **changes}
    )


def test_effective_votes_and_payments_are_published():
    """Two voters share a; the third has nothing to buy."""
    projects = [Project("a", 60, 1), Project("b", 50, 2)]
    ballots = Ballots.approvals(["a", "b"], [["a"], ["a", "b"], ["b"], []])
    result = count_pool(rules(), projects, ballots)
    assert result.shares.endowment == 25
    assert result.funded == ("b",), "60 is more than two endowments of 25"
    shares = result.row("b").shares
    assert (shares.effective_votes, shares.payment, shares.full_payers, shares.part_payers) == (2, 25, 2, 0)
    assert result.row("a").reason is Reason.NO_FUNDS


TIE = [Project("a", 50, 1), Project("b", 50, 2)]
TIE_BALLOTS = Ballots.approvals(["a", "b"], [["a", "b"]] * 2)


def test_a_decisive_tie_waits_for_the_draw():
    """Same cost, same voters, money for one: without a drawn seed the count stops and names them."""
    result = count_pool(rules(budget=50), TIE, TIE_BALLOTS)
    assert result.state is State.TIE_PENDING
    assert (result.pending.projects, result.pending.needs) == (("a", "b"), TieStep.PUBLIC_DRAW)
    assert {row.reason for row in result.rows} == {Reason.TIE_PENDING}


@pytest.mark.parametrize("seed", [f"seed {i}" for i in range(8)])
def test_the_draw_decides(seed):
    """The lowest lot wins and the other is told it lost the tie."""
    draw = Draw(seed, sha256(seed.encode()).hexdigest())
    result = count_pool(rules(budget=50), TIE, TIE_BALLOTS, TieInputs(draw))
    winner = min("ab", key=lambda name: draw.lot("p", name))
    assert result.funded == (winner,)
    loser = result.row("b" if winner == "a" else "a")
    assert (loser.reason, result.ties[loser.tie].order[0]) == (Reason.LOST_TIE, winner)


def test_a_tie_that_changes_nothing_is_not_asked_about():
    """Both are bought in either order."""
    result = count_pool(rules(budget=100), TIE, TIE_BALLOTS)
    assert (result.state, result.funded) == (State.COUNTED, ("a", "b"))


def test_cost_proportional_threshold():
    """Świecie: votes / voters must reach cost / (3 * budget); exactly that is enough."""
    threshold = (Threshold(ThresholdKind.COST_PROPORTIONAL, Fraction(3)),)
    projects = [Project("a", 150, 1), Project("b", 151, 2)]
    ballots = Ballots.approvals(["a", "b"], [["a", "b"], []])
    result = count_pool(rules(budget=100, thresholds=threshold), projects, ballots)
    assert result.row("a").reason is not Reason.BELOW_THRESHOLD
    assert result.row("b").reason is Reason.BELOW_THRESHOLD


def test_comparison_gives_way_to_more_voters():
    """Three voters for one dear project, two for a cheap one of their own: by votes more people get more."""
    projects = [Project("dear", 90, 1), Project("cheap", 20, 2)]
    ballots = Ballots.approvals(["dear", "cheap"], [["dear"]] * 3 + [["cheap"]] * 2)
    shares = count_pool(rules(), projects, ballots)
    compared = count_pool(rules(comparison=True), projects, ballots)
    assert (shares.funded, compared.funded) == (("cheap",), ("dear",))
    assert (compared.shares.prefer_greedy, compared.shares.prefer_shares) == (3, 2)
    even = Ballots.approvals(["dear", "cheap"], [["dear"]] * 3 + [["cheap"]] * 3)
    result = count_pool(rules(comparison=True, ties=(TieStep.HIGHER_COST,)), projects, even)
    assert (result.funded, result.shares.prefer_greedy, result.shares.prefer_shares) == (("cheap",), 3, 3)


def test_add1_ends_although_nobody_could_ever_pay():
    """A project of 10**9 with one supporter, who also paid 5 for another, does not make 10**9 steps."""
    projects = [Project("a", 10, 1), Project("b", 10**9, 2)]
    ballots = Ballots.approvals(["a", "b"], [["a"], ["a", "b"]])
    result = count_pool(rules(budget=500, allocation=Allocation.MES_ADD1), projects, ballots)
    assert (result.funded, result.shares.endowment) == (("a",), 10**9 + 4)


def test_add1_publishes_the_prices_of_its_last_step():
    """With 8 each the second project costs its richer supporter 7; with all they have in the end both pay 5."""
    projects = [Project("a", 10, 1), Project("d", 10, 2), Project("big", 10**6, 3)]
    ballots = Ballots.approvals(["a", "d", "big"], [["a", "d"], ["a", "big"], ["d"]])
    start = count_pool(rules(budget=24, allocation=Allocation.MES), projects, ballots)
    assert start.row("d").shares.payment == 7
    result = count_pool(rules(budget=24, allocation=Allocation.MES_ADD1), projects, ballots)
    assert (result.row("d").shares.payment, result.shares.endowment) == (5, 10**6 + 4)
    _, bought = fast_add1(Electorate.of(ballots), [10, 10, 10**6], 24, min, unit=1)
    assert [purchase.price for purchase in bought] == [5, 5]
