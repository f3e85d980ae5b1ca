"""Money by score: the examples of the rules."""

from fractions import Fraction
from hashlib import sha256
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.inputs import (
    Allocation,
    AreaCap,
    Draw,
    PoolRules,
    Project,
    Threshold,
    ThresholdKind,
    TieDecision,
    TieInputs,
    TieStep,
)
from civic.budget.counting.tally.pool import count_pool
from civic.budget.counting.tally.results import Decision, Reason, Source, State

ZL = 100


def cast(votes: dict[str, int]) -> Ballots:
    """One ballot for one project at a time."""
    return Ballots.approvals(list(votes), ((project,) for project, n in votes.items() for _ in range(n)))


def pool(budget: int, *table: tuple[str, int, int], **rules: object):
    """``table`` rows: id, votes, cost in zł."""
    projects = [Project(name, cost * ZL, order=i) for i, (name, _, cost) in enumerate(table, 1)]
    ties = rules.pop("inputs", TieInputs())
    ballots = cast({name: votes for name, votes, _ in table})
    return count_pool(PoolRules("p", budget * ZL, **rules), projects, ballots, ties)


FOUR = (("P1", 50, 60), ("P2", 40, 50), ("P3", 30, 40), ("P4", 20, 10))


@pytest.mark.parametrize(
    ("allocation", "winners"),
    [
        (Allocation.GREEDY_SKIP, ("P1", "P3")),
        (Allocation.GREEDY_STOP, ("P1",)),
        (Allocation.GREEDY_STOP_TOPUP, ("P1", "P2")),
    ],
)
def test_allocation(allocation: Allocation, winners: tuple[str, ...]) -> None:
    """2.13 (3): skip funds P1 and P3, stop P1, stop with a top-up of 80 % P1 and P2."""
    assert pool(100, *FOUR, allocation=allocation).funded == winners


def test_topup_is_paid_from_the_reserve() -> None:
    """2.13 (3): P2 gets 10 from the reserve; if it cost 51 there would be no top-up."""
    result = pool(100, *FOUR, allocation=Allocation.GREEDY_STOP_TOPUP)
    row = result.row("P2")
    assert (row.decision, row.source, row.awarded, row.extra) == (
        Decision.FUNDED_EXTRA,
        Source.RESERVE,
        50 * ZL,
        10 * ZL,
    )
    assert result.left == 0
    dearer = (FOUR[0], ("P2", 40, 51), *FOUR[2:])
    assert pool(100, *dearer, allocation=Allocation.GREEDY_STOP_TOPUP).funded == ("P1",)


TIED = (("A", 389, 59_400), ("B", 389, 62_000), ("first", 400, 28_590))


def test_cheaper_wins_the_tie() -> None:
    """2.13 (11): 389-389, 71 410 left, LOWER_COST: the first wins, the second has LOST_TIE."""
    result = pool(100_000, *TIED, ties=(TieStep.LOWER_COST,))
    assert result.funded == ("first", "A")
    assert result.row("B").reason is Reason.LOST_TIE
    assert result.ties[result.row("B").tie].remaining == 71_410 * ZL


def test_draw_stops_the_count() -> None:
    """2.13 (11): with PUBLIC_DRAW counting stops in TIE_PENDING until a protocol is attached."""
    result = pool(100_000, *TIED, ties=(TieStep.PUBLIC_DRAW,))
    assert result.state is State.TIE_PENDING
    assert result.pending.projects == ("A", "B")
    assert result.pending.needs is TieStep.PUBLIC_DRAW
    assert result.row("first").decision is Decision.SELECTED
    assert {result.row(p).decision for p in "AB"} == {Decision.PENDING}


def test_only_the_best_of_a_place_is_funded() -> None:
    """A group of projects for the same place: the loser names the winner; the money goes further down."""
    groups = (frozenset({"P1", "P3"}),)
    result = pool(100, *FOUR, conflicts=groups)
    assert result.funded == ("P1", "P4")
    assert (result.row("P3").reason, result.row("P3").conflict_with) == (Reason.CONFLICT, "P1")


def test_if_the_best_of_a_place_does_not_fit_the_next_may_win() -> None:
    result = pool(55, *FOUR, conflicts=(frozenset({"P1", "P2"}),))
    assert result.funded == ("P2",)


def in_areas(budget: int, table: dict[str, tuple[int, int, str]], **rules: object):
    projects = [Project(name, cost, i, area) for i, (name, (_, cost, area)) in enumerate(table.items(), 1)]
    ballots = cast({name: votes for name, (votes, _, _) in table.items()})
    return count_pool(PoolRules("p", budget, **rules), projects, ballots)


AREAS = {"a": (9, 50, "x"), "b": (8, 20, "x"), "c": (7, 20, "x"), "d": (6, 20, "x"), "e": (5, 50, "y")}


def test_caps_per_area() -> None:
    """Lublin 2018: one large and two small projects per area."""
    caps = (AreaCap(max_winners=1, min_cost=50), AreaCap(max_winners=2, max_cost=49))
    result = in_areas(200, AREAS, area_caps=caps)
    assert result.funded == ("a", "b", "c", "e")
    assert result.row("d").reason is Reason.AREA_CAP


def test_amount_cap_per_area() -> None:
    """Rzeszów: an area gets at most so much."""
    assert in_areas(200, AREAS, area_caps=(AreaCap(max_amount=75),)).funded == ("a", "b", "e")


def test_every_area_is_guaranteed_its_best_small_project() -> None:
    """Money for two: the guarantee takes b and f before the ranking spends on a."""
    table = {**AREAS, "f": (1, 25, "y")}
    result = in_areas(60, table, guarantee=30)
    assert {row.id: row.reason for row in result.rows if row.decision.funded} == {
        "b": Reason.GUARANTEED,
        "f": Reason.GUARANTEED,
    }
    assert in_areas(60, table).funded == ("a",)


def test_a_cost_may_be_reduced_to_fit() -> None:
    """Kielce: the leader agreed to 35 at least and 40 is left of 60 asked for."""
    projects = [Project("a", 60, 1), Project("b", 60, 2, least_cost=35), Project("c", 60, 3, least_cost=41)]
    ballots = cast({"a": 3, "b": 2, "c": 1})
    result = count_pool(PoolRules("p", 100, cost_reduction=True), projects, ballots)
    assert (result.row("b").reason, result.row("b").awarded, result.left) == (Reason.REDUCED_TO_FIT, 40, 0)
    assert count_pool(PoolRules("p", 100), projects, ballots).funded == ("a",)


@pytest.mark.parametrize(
    ("kind", "value", "below"),
    [
        (ThresholdKind.ABS_VOTES, 30, {"P4"}),
        (ThresholdKind.ABS_POINTS, 31, {"P3", "P4"}),
        (ThresholdKind.PCT_VALID_BALLOTS, Fraction(300, 14), {"P4"}),
        (ThresholdKind.PCT_VALID_BALLOTS, Fraction(301, 14), {"P3", "P4"}),
        (ThresholdKind.COST_PROPORTIONAL, Fraction(7, 4), {"P3"}),
    ],
)
def test_thresholds(kind: ThresholdKind, value: Fraction, below: set[str]) -> None:
    """140 ballots; exactly at the threshold is enough. P2: 40/140 = 50/(1.75 * 100)."""
    result = pool(100, *FOUR, thresholds=(Threshold(kind, Fraction(value)),))
    assert {row.id for row in result.rows if row.reason is Reason.BELOW_THRESHOLD} == below


def test_a_withdrawn_project_neither_wins_nor_stops_the_others() -> None:
    projects = [Project("a", 10**11, 1, withdrawn=True), Project("b", 50, 2)]
    rules = PoolRules("p", 100, Allocation.GREEDY_STOP)
    result = count_pool(rules, projects, cast({"a": 9, "b": 1}))
    assert (result.funded, result.row("a").reason) == (("b",), Reason.WITHDRAWN)


@pytest.mark.parametrize(
    ("chain", "winner"),
    [
        ((TieStep.LOWER_COST,), "cheap"),
        ((TieStep.HIGHER_COST,), "dear"),
        ((TieStep.MORE_VOTERS,), "dear"),
        ((TieStep.MORE_FIRST_PREFERENCES,), "cheap"),
        ((TieStep.EARLIER_SUBMISSION,), "dear"),
        ((TieStep.FUND_BOTH_IF_POSSIBLE, TieStep.HIGHER_COST), "dear"),
    ],
)
def test_each_link_of_the_chain(chain: tuple[TieStep, ...], winner: str) -> None:
    """cheap: 3 points from one first place; dear: 3 points from two voters; money for one."""
    names = ["cheap", "dear", "other"]
    ballots = Ballots.pointed(
        names, [[("cheap", 3)], [("other", 5), ("dear", 2)], [("other", 5), ("dear", 1)]]
    )
    projects = [Project("cheap", 50, 2), Project("dear", 60, 1), Project("other", 10, 3)]
    result = count_pool(PoolRules("p", 80, ties=chain), projects, ballots)
    assert set(result.funded) == {"other", winner}


def test_a_tie_that_decides_nothing_is_never_asked_about() -> None:
    """Both fit together; or only one of them fits at all; or none does."""
    for left in (120, 61, 30):
        result = pool(left, ("A", 5, 50), ("B", 5, 70), ties=(TieStep.PUBLIC_DRAW,))
        assert result.state is State.COUNTED
        assert result.ties == ()


def test_only_the_commissioned_decision_counts() -> None:
    """An executive decision about other projects does not settle this tie; the right one does, with its protocol."""
    chain = (TieStep.EXECUTIVE_DECISION,)
    wrong = TieInputs(decisions=(TieDecision(TieStep.EXECUTIVE_DECISION, ("A", "first")),))
    assert pool(100_000, *TIED, ties=chain, inputs=wrong).state is State.TIE_PENDING
    run_off = TieInputs(decisions=(TieDecision(TieStep.RUN_OFF, ("B", "A")),))
    assert pool(100_000, *TIED, ties=chain, inputs=run_off).state is State.TIE_PENDING
    right = TieInputs(decisions=(TieDecision(TieStep.EXECUTIVE_DECISION, ("B", "A"), "zarządzenie 7/2026"),))
    result = pool(100_000, *TIED, ties=chain, inputs=right)
    assert result.funded == ("first", "B")
    assert result.ties[0].protocol == "zarządzenie 7/2026"


def test_a_draw_needs_the_seed_that_was_committed_to() -> None:
    commitment = sha256(b"before the vote").hexdigest()
    with pytest.raises(ValueError, match="committed"):
        Draw("after the vote", commitment)
    assert Draw("before the vote", commitment, "4 8 15").commitment == commitment


@pytest.mark.parametrize("public_part", ["4 8 15", "16 23 42", "1", "2", "3", "4"])
def test_a_draw_can_be_repeated_by_hand(public_part: str) -> None:
    """The lot is SHA-256 of seed|public part|pool|project; the lowest goes first."""
    draw = Draw("seed", sha256(b"seed").hexdigest(), public_part)
    result = pool(100_000, *TIED, ties=(TieStep.PUBLIC_DRAW,), inputs=TieInputs(draw))
    lots = {name: sha256(f"seed|{public_part}|p|{name}".encode()).hexdigest() for name in "AB"}
    assert result.funded == ("first", min(lots, key=lots.__getitem__))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from([1, 2, 3, 5, 8])), min_size=1, max_size=6),
    st.integers(0, 14),
    st.sets(st.frozensets(st.integers(0, 5), min_size=2, max_size=3), max_size=2),
)
def test_a_tie_is_asked_about_exactly_if_it_changes_the_winners(table, budget, places) -> None:
    """Against every order of the projects that respects the votes."""
    names = [f"p{i}" for i in range(len(table))]
    groups = tuple(
        frozenset(names[i] for i in group if i < len(names)) for group in sorted(places, key=sorted)
    )
    projects = [Project(name, cost, i) for i, (name, (_, cost)) in enumerate(zip(names, table, strict=True))]
    ballots = cast({name: votes for name, (votes, _) in zip(names, table, strict=True)})
    result = count_pool(
        PoolRules("p", budget, conflicts=groups, ties=(TieStep.PUBLIC_DRAW,)), projects, ballots
    )
    outcomes = set()
    for order in permutations(range(len(table))):
        if all(table[a][0] >= table[b][0] for a, b in pairwise(order)):
            outcomes.add(frozenset(by_hand([(names[i], table[i][1]) for i in order], budget, groups)))
    assert (result.state is State.TIE_PENDING) == (len(outcomes) > 1)
    if len(outcomes) == 1:
        assert frozenset(result.funded) in outcomes


def by_hand(order: list[tuple[str, int]], budget: int, groups: tuple[frozenset[str], ...]) -> list[str]:
    won: list[str] = []
    for name, cost in order:
        if cost <= budget and not any(name in group and group.intersection(won) for group in groups):
            won.append(name)
            budget -= cost
    return won
