"""Leftovers, reserves and the turnout bonus over several pools."""

from fractions import Fraction

import pytest

from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.edition import (
    EditionResult,
    EditionRules,
    PoolCount,
    Reserve,
    TurnoutBonus,
    count_edition,
)
from civic.budget.counting.tally.inputs import (
    Allocation,
    Leftover,
    PoolRules,
    Project,
    Threshold,
    ThresholdKind,
)
from civic.budget.counting.tally.results import Decision, Reason, Source, State


def pool(name: str, budget: int, table: dict[str, tuple[int, int]], **more: object) -> PoolCount:
    """``table``: id -> (votes, cost in grosz). Rules may be given by name; the rest goes to the pool."""
    rules = {key: more.pop(key) for key in ("allocation", "thresholds") if key in more}
    projects = tuple(Project(p, cost, i) for i, (p, (_, cost)) in enumerate(table.items(), 1))
    ballots = Ballots.approvals(list(table), ((p,) for p, (votes, _) in table.items() for _ in range(votes)))
    return PoolCount(PoolRules(name, budget, **rules), projects, ballots, **more)


def sources(result: EditionResult) -> dict[str, Source]:
    return {row.id: row.source for part in result.pools for row in part.rows if row.source is not None}


NORTH = pool("north", 100, {"n1": (9, 60), "n2": (8, 50), "n3": (3, 45)}, voters=30, residents=100)
SOUTH = pool("south", 100, {"s1": (7, 70), "s2": (6, 55)}, voters=40, residents=200)
CITY = pool("city", 100, {"c1": (20, 80), "c2": (15, 60), "c3": (5, 30)}, citywide=True)


def test_nothing_is_done_with_leftovers_unless_asked() -> None:
    result = count_edition(EditionRules(), (NORTH, SOUTH, CITY))
    assert (sources(result), result.unspent) == ({}, 40 + 30 + 20)


def test_leftovers_enlarge_the_citywide_pool() -> None:
    """Łódź: 70 from two estates; the second citywide project is funded only thanks to them."""
    result = count_edition(EditionRules((Leftover.TO_CITYWIDE_POOL,)), (NORTH, SOUTH, CITY))
    assert result.moved_to_citywide == 70
    assert result.pool("city").budget == 170
    assert sources(result) == {"c2": Source.CITYWIDE_LEFTOVERS, "c3": Source.CITYWIDE_LEFTOVERS}
    assert result.unspent == 0


def test_leftovers_go_to_the_highest_turnout_first() -> None:
    """Częstochowa: north has 30 % turnout, south 20 %: the 90 left pay for n2 first; 40 is too little for s2."""
    result = count_edition(EditionRules((Leftover.TO_HIGHEST_TURNOUT_AREAS,)), (SOUTH, NORTH, CITY))
    assert sources(result) == {"n2": Source.HIGHEST_TURNOUT}
    assert result.unspent == 40


def test_pooled_leftovers_pay_for_the_next_best_of_all() -> None:
    """Radom: 90 left; c2 (15 votes, 60) is the best unfunded of all pools, then 30 pay for c3."""
    result = count_edition(EditionRules((Leftover.POOLED_NEXT_BEST,)), (NORTH, SOUTH, CITY))
    assert sources(result) == {"c2": Source.POOLED_LEFTOVERS, "c3": Source.POOLED_LEFTOVERS}
    row = result.pool("city").row("c2")
    assert (row.decision, row.reason, row.awarded, row.extra) == (
        Decision.FUNDED_EXTRA,
        Reason.FUNDED_EXTRA,
        60,
        60,
    )


def test_second_pass_and_next_year() -> None:
    """A pool that stopped goes on with what it has left; the rest is carried over."""
    stopped = pool("p", 100, {"a": (9, 60), "b": (8, 50), "c": (7, 30)}, allocation=Allocation.GREEDY_STOP)
    result = count_edition(EditionRules((Leftover.SECOND_PASS, Leftover.NEXT_YEAR)), (stopped,))
    assert sources(result) == {"c": Source.SECOND_PASS}
    assert result.pool("p").spent == 90
    assert (result.unspent, result.next_year) == (10, 10)


def test_a_threshold_holds_for_extra_money_too() -> None:
    threshold = (Threshold(ThresholdKind.ABS_VOTES, Fraction(7)),)
    poor = pool("p", 100, {"a": (9, 60), "b": (6, 60), "c": (5, 10)}, thresholds=threshold)
    rules = EditionRules((Leftover.SECOND_PASS, Leftover.POOLED_NEXT_BEST), (TurnoutBonus(frozenset({"p"})),))
    result = count_edition(rules, (poor,))
    assert result.pool("p").funded == ("a",)
    assert result.pool("p").row("c").reason is Reason.BELOW_THRESHOLD


@pytest.mark.parametrize(
    ("areas", "money", "extra"),
    [(1, None, {"n2"}), (2, None, {"n2", "s2"}), (2, 100, {"n2"}), (2, 40, set())],
)
def test_turnout_bonus(areas: int, money: int | None, extra: set[str]) -> None:
    """Gdynia "Projekt +1": one more project in the areas with the highest turnout, if the money for it suffices."""
    bonus = TurnoutBonus(frozenset({"north", "south"}), areas, money)
    north = pool("north", 100, {"n1": (9, 60), "n2": (8, 50)}, voters=30, residents=100)
    result = count_edition(EditionRules(bonuses=(bonus,)), (SOUTH, north))
    assert sources(result) == dict.fromkeys(sorted(extra), Source.TURNOUT_BONUS)


def test_one_reserve_pays_top_ups_until_it_is_empty() -> None:
    """Both pools lack 10 for their second project; the reserve of 15 pays the first pool's only."""

    def short(name: str) -> PoolCount:
        table = {f"{name}1": (9, 60), f"{name}2": (8, 50)}
        return pool(name, 100, table, allocation=Allocation.GREEDY_STOP_TOPUP)

    both = (short("a"), short("b"))
    assert set(sources(count_edition(EditionRules(), both))) == {"a2", "b2"}
    rules = EditionRules(reserves=(Reserve(frozenset("ab"), 15),))
    assert sources(count_edition(rules, both)) == {"a2": Source.RESERVE}


def test_a_tie_over_leftovers_waits() -> None:
    """Two projects of different pools with the same votes, and money for one."""
    one = pool("one", 100, {"a": (9, 60), "b": (5, 60)})
    two = pool("two", 100, {"c": (9, 80), "d": (5, 60)})
    result = count_edition(EditionRules((Leftover.POOLED_NEXT_BEST,)), (one, two))
    assert result.state is State.TIE_PENDING
    assert result.pool("one").pending.projects == ("b", "d")


def test_money_does_not_pass_by_an_area_whose_tie_waits() -> None:
    """The area with the higher turnout has a tie over the leftovers: the next area gets nothing before it is settled."""
    tied = pool("tied", 100, {"a": (9, 60), "b": (5, 60), "c": (5, 60)}, voters=50, residents=100)
    result = count_edition(EditionRules((Leftover.TO_HIGHEST_TURNOUT_AREAS,)), (tied, NORTH))
    assert (result.state, result.pool("tied").pending.projects) == (State.TIE_PENDING, ("b", "c"))
    assert result.pool("north").funded == ("n1",)


def test_a_pending_pool_stops_everything_that_follows() -> None:
    tied = pool("tied", 100, {"a": (5, 60), "b": (5, 60)})
    result = count_edition(EditionRules((Leftover.POOLED_NEXT_BEST,)), (tied, CITY))
    assert (result.state, sources(result)) == (State.TIE_PENDING, {})
    assert result.pool("city").funded == ("c1",)


def test_ids_are_unique_in_the_edition() -> None:
    with pytest.raises(ValueError, match="unique"):
        count_edition(EditionRules(), (NORTH, NORTH))
