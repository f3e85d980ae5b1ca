"""Money by score: the examples of the rules."""

import pytest

from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.inputs import Allocation, PoolRules, Project, TieInputs, TieStep
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
