"""Counting one pool: thresholds, then money by score or by Equal Shares, with a reason for every project."""

from collections.abc import Sequence

from .ballots import Ballots
from .by_score import count_greedy
from .eligibility import facts_of, ruled_out
from .inputs import PoolRules, Project, TieInputs
from .results import PoolResult
from .shares import count_shares
from .ties import TieBook


def count_pool(
    rules: PoolRules, projects: Sequence[Project], ballots: Ballots, ties: TieInputs | None = None
) -> PoolResult:
    """The result of one pool on its own, before leftovers.

    ``ballots.projects`` must be the ids of ``projects``, in that order. A tie that nobody has drawn or
    decided yet gives ``State.TIE_PENDING`` with the tied projects in ``pending``; what was decided before
    it stands.
    """
    if ballots.projects != tuple(project.id for project in projects):
        raise ValueError("ballots and projects are not of the same list")
    facts = facts_of(projects, ballots)
    outs = ruled_out(rules, facts, ballots.count)
    book = TieBook.of(rules, facts, ties or TieInputs())
    hopeful = [project for project in projects if project.id not in outs]
    if rules.allocation.equal_shares:
        return count_shares(rules, ballots, hopeful, outs, book)
    return count_greedy(rules, book, ballots.count, hopeful, outs)
