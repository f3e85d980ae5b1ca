"""Counting a pool by Equal Shares: Add1, the comparison with giving money by votes, and ties in effective
votes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import permutations

import numpy as np

from .add1 import add1
from .ballots import Ballots, Ints
from .by_score import count_greedy, rows_of, undecided
from .equal_shares import Electorate, Purchase, equal_shares
from .greedy import Verdict
from .inputs import Allocation, PoolRules, Project, TieStep
from .results import (
    Decision,
    PoolResult,
    ProjectResult,
    Reason,
    Shares,
    SharesSummary,
    State,
    Tie,
    TiePendingError,
)
from .ties import ORDERINGS, TieBook

EXPLORED = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    endowment: Fraction
    bought: tuple[Purchase, ...]

    @property
    def winners(self) -> frozenset[int]:
        return frozenset(purchase.project for purchase in self.bought)


@dataclass(slots=True)
class Breaker:
    """Picks among projects with exactly equal effective votes, and notes what it could not decide.

    ``fallback`` (index -> place) is used, and the tie noted in ``open``, where the chain waits for a person.
    """

    book: TieBook
    names: Sequence[str]
    fallback: Mapping[int, int]
    settled: list[Tie] = field(default_factory=list)
    open: list[Tie] = field(default_factory=list)

    def __call__(self, tied: Sequence[int]) -> int:
        by_id = {self.names[index]: index for index in tied}
        left = [self.book.facts.projects[project] for project in by_id]
        for step in (*self.book.chain, None):
            if step is TieStep.FUND_BOTH_IF_POSSIBLE:
                continue
            if step is not None and step in ORDERINGS:
                left = self.book.split(left, step)[0]
                if len(left) == 1:
                    self.settled.append(Tie(tuple(sorted(by_id)), 0, step, (left[0].id,)))
                    return by_id[left[0].id]
                continue
            try:
                order, protocol = self.book.settle([project.id for project in left], step, 0)
            except TiePendingError as stop:
                self.open.append(stop.tie)
                return min((by_id[project.id] for project in left), key=self.fallback.__getitem__)
            self.settled.append(
                Tie(tuple(sorted(by_id)), 0, step or TieStep.EXECUTIVE_DECISION, tuple(order), protocol)
            )
            return by_id[order[0]]
        raise AssertionError("the chain always ends with a decision or a pending tie")


@dataclass(frozen=True, slots=True)
class SharesCount:
    """One pool by Equal Shares; indexes are places in ``projects``."""

    rules: PoolRules
    projects: tuple[Project, ...]
    electorate: Electorate
    book: TieBook

    def run(self, fallback: Mapping[int, int]) -> tuple[Outcome, Breaker]:
        names = [project.id for project in self.projects]
        costs = [project.cost for project in self.projects]
        voters = int(self.electorate.weight.sum())
        if self.rules.allocation is Allocation.MES_ADD1:
            scout = Breaker(self.book, names, fallback)
            budget, unit = self.rules.budget, self.rules.unit
            exhaustive = self.rules.stop_when_exhaustive
            whole, _ = add1(self.electorate, costs, budget, scout, unit=unit, stop_when_exhaustive=exhaustive)
            endowment = Fraction(whole)
            open_before = scout.open
        else:
            endowment = Fraction(self.rules.budget, max(voters, 1))
            open_before = []
        breaker = Breaker(self.book, names, fallback)
        bought = equal_shares(self.electorate, costs, endowment, breaker)
        breaker.open = breaker.open or open_before
        return Outcome(endowment, tuple(bought)), breaker

    def decide(self) -> tuple[Outcome, Breaker]:
        """The outcome, if no open tie can change who wins; else TiePendingError naming the first open tie."""
        in_order = sorted(
            range(len(self.projects)), key=lambda i: (self.projects[i].order, self.projects[i].id)
        )
        fallback = {index: place for place, index in enumerate(in_order)}
        outcome, breaker = self.run(fallback)
        if breaker.open and not self._harmless(outcome, breaker, fallback):
            raise TiePendingError(breaker.open[0])
        return outcome, breaker

    def _harmless(self, outcome: Outcome, breaker: Breaker, fallback: Mapping[int, int]) -> bool:
        """Whether every order of the openly tied projects gives the same winners."""
        names = {project.id: index for index, project in enumerate(self.projects)}
        tied = sorted({names[project] for tie in breaker.open for project in tie.projects})
        if len(tied) > EXPLORED:
            return False
        for order in permutations(tied):
            places = {**fallback, **{index: place - len(tied) for place, index in enumerate(order)}}
            other, asked = self.run(places)
            if other.winners != outcome.winners:
                return False
            if any(names[project] not in tied for tie in asked.open for project in tie.projects):
                return False
        return True


def count_shares(
    rules: PoolRules, ballots: Ballots, hopeful: Sequence[Project], outs: Mapping[str, Verdict], book: TieBook
) -> PoolResult:
    facts = book.facts
    places = {project: place for place, project in enumerate(ballots.projects)}
    electorate = Electorate.of(ballots, [places[project.id] for project in hopeful])
    count = SharesCount(rules, tuple(hopeful), electorate, book)
    try:
        outcome, breaker = count.decide()
    except TiePendingError as stop:
        verdicts = {**{project.id: undecided(project) for project in hopeful}, **outs}
        rows = rows_of(verdicts, facts)
        return PoolResult(rules.pool, State.TIE_PENDING, rules.budget, ballots.count, rows, (stop.tie,))
    won = {hopeful[place].id for place in outcome.winners}
    ties = tuple(dict.fromkeys(tie for tie in breaker.settled if not won.issuperset(tie.projects)))
    rows = _rows(count, outcome, ties, outs)
    summary = SharesSummary(outcome.endowment)
    result = PoolResult(rules.pool, State.COUNTED, rules.budget, ballots.count, rows, ties, summary)
    return _compared(count, result, ballots, outs) if rules.comparison else result


def _rows(
    count: SharesCount, outcome: Outcome, ties: Sequence[Tie], outs: Mapping[str, Verdict]
) -> tuple[ProjectResult, ...]:
    """The bought in the order of purchase, then the others by votes."""
    budget, spent = count.rules.budget, 0
    verdicts: dict[str, Verdict] = {}
    shares: dict[str, Shares] = {}
    for place, purchase in enumerate(outcome.bought, start=1):
        project = count.projects[purchase.project]
        spent += project.cost
        verdicts[project.id] = Verdict(
            project, Decision.SELECTED, Reason.SELECTED, project.cost, running=spent, remaining=budget - spent
        )
        shares[project.id] = _shares(place, project, purchase)
    for project in count.projects:
        if project.id not in verdicts:
            tie = next((number for number, tie in enumerate(ties) if project.id in tie.projects), None)
            unsupported = count.book.facts.voters[project.id] == 0
            reason = Reason.NO_SUPPORT if unsupported else Reason.NO_FUNDS if tie is None else Reason.LOST_TIE
            verdicts[project.id] = Verdict(
                project, Decision.NOT_SELECTED, reason, running=spent, remaining=budget - spent, tie=tie
            )
    rows = [
        replace(row, shares=shares.get(row.id)) for row in rows_of({**verdicts, **outs}, count.book.facts)
    ]
    return tuple(sorted(rows, key=lambda row: row.shares.place if row.shares else len(rows) + 1))


def _shares(place: int, project: Project, purchase: Purchase) -> Shares:
    backing = purchase.full_payers + purchase.part_payers
    votes = project.cost / purchase.price if purchase.price else Fraction(backing)
    return Shares(
        place, votes, purchase.price, purchase.full_payers, purchase.part_payers, purchase.part_paid
    )


def _compared(
    count: SharesCount, shares: PoolResult, ballots: Ballots, outs: Mapping[str, Verdict]
) -> PoolResult:
    """Money by votes instead, if strictly more voters have more of their projects funded that way."""
    facts = count.book.facts
    book = TieBook.of(count.rules, facts, count.book.inputs)
    rules = replace(count.rules, allocation=Allocation.GREEDY_SKIP)
    greedy = count_greedy(rules, book, ballots.count, count.projects, outs)
    if greedy.pending is not None:
        return replace(greedy, shares=shares.shares)
    more = _funded_choices(ballots, greedy.funded) - _funded_choices(ballots, shares.funded)
    prefer_greedy, prefer_shares = int(ballots.weight[more > 0].sum()), int(ballots.weight[more < 0].sum())
    chosen = greedy if prefer_greedy > prefer_shares else shares
    assert shares.shares is not None
    summary = SharesSummary(
        shares.shares.endowment, prefer_shares, prefer_greedy, prefer_greedy > prefer_shares
    )
    return replace(chosen, shares=summary)


def _funded_choices(ballots: Ballots, funded: Sequence[str]) -> Ints:
    """Per distinct ballot how many of its projects are funded."""
    is_funded = np.isin(np.array(ballots.projects, dtype=object), list(funded)).astype(np.int64)
    totals = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(is_funded[ballots.choices])])
    chosen: Ints = totals[ballots.start[1:]] - totals[ballots.start[:-1]]
    return chosen
