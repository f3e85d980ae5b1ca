"""Ballots grouped: scores, voters, first preferences, and the memory they take."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.counting.tally.ballots import Ballots, UnknownProjectError

NAMES = ("a", "b", "c")


def test_same_ballots_are_kept_once() -> None:
    ballots = Ballots.approvals(NAMES, [("a", "b"), ("a", "b"), (), ("c", "c")])
    assert dict(ballots.each()) == {(("a", 1), ("b", 1)): 2, (): 1, (("c", 1),): 1}
    assert (ballots.count, ballots.scores(), ballots.voters()) == (4, [2, 2, 1], [2, 2, 1])


def test_ranks_give_points_by_place() -> None:
    """3-2-1; a project named twice keeps its better place; a fourth place gets nothing."""
    ballots = Ballots.ranked(NAMES, [("a", "b", "c"), ("b", "a", "b"), ("c", "c", "c", "a")], (3, 2, 1))
    assert ballots.scores() == [5, 5, 4]
    assert ballots.first_preferences() == [1, 1, 1]


def test_points_of_a_project_add_up_and_none_is_no_vote() -> None:
    ballots = Ballots.pointed(NAMES, [(("a", 1), ("a", 2), ("b", 0)), (("c", 2), ("b", 2))])
    assert (ballots.scores(), ballots.voters()) == ([3, 2, 2], [1, 1, 1])
    assert ballots.first_preferences() == [1, 1, 1], "equal points share the first place"


def test_a_choice_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(UnknownProjectError, match="x"):
        Ballots.approvals(NAMES, [("a", "x")])


@given(st.lists(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 9)), max_size=5), max_size=12))
def test_scores_are_the_sums(votes) -> None:
    """Against adding up by hand, in any grouping."""
    total, voters = Counter(), Counter()
    for vote in votes:
        for name, points in vote:
            total[name] += points
        voters.update({name for name, points in vote if points})
    ballots = Ballots.pointed(NAMES, votes)
    assert ballots.scores() == [total[name] for name in NAMES]
    assert ballots.voters() == [voters[name] for name in NAMES]
    assert ballots.count == len(votes)


BIG = """
import random
from pathlib import Path
from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.inputs import EQUAL_SHARES_TIES, Allocation, PoolRules, Project
from civic.budget.counting.tally.pool import count_pool
names = [f"p{i}" for i in range(200)]
draw = random.Random(1)
ballots = Ballots.approvals(names, (draw.sample(names, 30) for _ in range(130_000)))
projects = [Project(name, 10**6 * (37 + i)) for i, name in enumerate(names)]
result = count_pool(PoolRules("p", 13 * 10**8, Allocation.MES, ties=EQUAL_SHARES_TIES), projects, ballots)
assert len(result.funded) > 5
status = Path('/proc/self/status').read_text()  # getrusage would count what started us
print(status.split('VmHWM:')[1].split()[0])
"""


def test_a_big_city_fits_in_memory() -> None:
    """130,000 different ballots of 30 out of 200 projects, counted by Equal Shares, in a process of its own.

    The same with all 200 on every ballot peaks below 900 MiB; it only takes longer to make up.
    """
    done = subprocess.run([sys.executable, "-c", BIG], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400 * 1024, "KiB"
