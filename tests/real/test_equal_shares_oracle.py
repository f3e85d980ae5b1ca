"""The fast Equal Shares against the plain second implementation, on the ballots of real elections."""

from fractions import Fraction
from pathlib import Path

import pytest

from civic.budget.counting.pabulib.meaning import Scale, projects_of, split
from civic.budget.counting.pabulib.reader import read
from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.equal_shares import Electorate, equal_shares
from tests.budget.counting import oracle

pytestmark = pytest.mark.real
MOST_CHOICES = 8_000
"""Larger elections take the plain one too long; Łódź 2022 and Warszawa 2026 agreed when it was let run to its end."""


def test_same_purchases_and_prices(pabulib_files: list[Path]) -> None:
    compared = 0
    for path in pabulib_files:
        election = read(path)
        votes = [sorted(set(split(cell))) for cell in election.column("vote")]
        if sum(map(len, votes)) > MOST_CHOICES:
            continue
        scale = Scale.of(election)
        costs = {project.id: project.cost for project in projects_of(election, scale)}
        names = list(costs)
        endowment = Fraction(int(election.number("budget") * scale.money), len(votes))
        ballots = Ballots.approvals(names, votes)
        support = ballots.voters()
        bought = equal_shares(
            Electorate.of(ballots),
            list(costs.values()),
            endowment,
            lambda tied, costs=costs, names=names, support=support: min(
                tied, key=lambda i: (costs[names[i]], -support[i], i)
            ),
        )
        expected = oracle.equal_shares(costs, votes, endowment, names)
        assert [(names[purchase.project], purchase.price) for purchase in bought] == expected, path.name
        compared += 1
    assert compared > 100
