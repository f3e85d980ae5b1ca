"""Counting a published file: from its ballots, with ties as published, with exclusions as published, from its totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil

from civic.budget.counting.tally.by_score import count_greedy
from civic.budget.counting.tally.eligibility import ruled_out
from civic.budget.counting.tally.inputs import PoolRules, Project, TieDecision, TieInputs, TieStep
from civic.budget.counting.tally.pool import count_pool
from civic.budget.counting.tally.results import PoolResult, State
from civic.budget.counting.tally.ties import Facts, TieBook

from .meaning import Reading
from .verdict import Note, Remark


@dataclass(frozen=True, slots=True)
class Case:
    """One file made ready to count. ``official`` are the winners by the pool's own rule."""

    rules: PoolRules
    projects: tuple[Project, ...]
    reading: Reading
    official: frozenset[str]
    exclusive: bool
    totals: Mapping[str, int] | None
    remarks: list[Remark] = field(default_factory=list)


def count_case(case: Case) -> PoolResult:
    """The count that comes closest to the published result by honest means; they are noted in ``case.remarks``."""
    return _shares(case) if case.rules.allocation.equal_shares else _by_score(case)


def agrees(case: Case, result: PoolResult) -> bool:
    """Whether the count gives exactly the published winners."""
    return result.state is State.COUNTED and frozenset(result.funded) == case.official


def _by_score(case: Case) -> PoolResult:
    """Winners from the ballots; if they are not the published ones, from the published totals."""
    names = case.reading.ballots.projects
    scores = dict(zip(names, case.reading.ballots.scores(), strict=True))
    counted = _attempt(case, scores)
    if not agrees(case, counted) and case.totals is not None and case.totals != scores:
        again = _attempt(case, case.totals)
        if agrees(case, again):
            case.remarks.append(Remark(Note.BY_PUBLISHED_TOTALS))
            return again
    return counted


def _attempt(case: Case, scores: Mapping[str, int]) -> PoolResult:
    """Plain count; then with ties in the published order; then with exclusions as published."""
    plain = _count(case.rules, case.projects, scores)
    if agrees(case, plain):
        return plain
    ordered, rules = _published_order(case, scores)
    counted = _count(rules, case.projects, ordered)
    if agrees(case, counted):
        case.remarks.append(Remark(Note.TIE_AS_PUBLISHED, tuple(sorted(_decisive(case, scores)))))
    elif case.exclusive:
        counted = _with_exclusions(case, rules, ordered)
    true_scores = [replace(row, score=scores[row.id], voters=scores[row.id]) for row in counted.rows]
    return replace(counted, rows=tuple(true_scores))


def _count(
    rules: PoolRules, projects: Sequence[Project], scores: Mapping[str, int], ties: TieInputs | None = None
) -> PoolResult:
    facts = Facts({project.id: project for project in projects}, scores, scores, dict.fromkeys(scores, 0))
    outs = ruled_out(rules, facts, 0)
    hopeful = [project for project in projects if project.id not in outs]
    return count_greedy(rules, TieBook.of(rules, facts, ties or TieInputs()), 0, hopeful, outs)


def _published_order(case: Case, scores: Mapping[str, int]) -> tuple[dict[str, int], PoolRules]:
    """Scores with no ties left: among equals the published winners first, then the dearest.

    If any order of the equals gives the published winners, this one does: the winners must fit together, and what is left
    must not fit after them.
    """
    size = len(case.projects) + 1
    costs = {project.id: project.cost for project in case.projects}
    order = sorted(costs, key=lambda name: (name not in case.official, -costs[name], name))
    finer = {name: scores[name] * size + len(order) - place for place, name in enumerate(order)}
    thresholds = tuple(replace(t, value=Fraction(ceil(t.value) * size)) for t in case.rules.thresholds)
    return finer, replace(case.rules, thresholds=thresholds)


def _decisive(case: Case, scores: Mapping[str, int]) -> set[str]:
    """Projects in ties that had to be settled as published."""
    rules = replace(case.rules, ties=(TieStep.EXECUTIVE_DECISION,))
    decisions: list[TieDecision] = []
    tied: set[str] = set()
    while True:
        result = _count(rules, case.projects, scores, TieInputs(decisions=tuple(decisions)))
        if result.pending is None:
            return tied
        tied.update(result.pending.projects)
        order = sorted(result.pending.projects, key=lambda name: (name not in case.official, name))
        decisions.append(TieDecision(TieStep.EXECUTIVE_DECISION, tuple(order)))


def _with_exclusions(case: Case, rules: PoolRules, scores: Mapping[str, int]) -> PoolResult:
    """Take projects left out as excluded by a better winner, as far as that explains the published result."""
    excluded: list[str] = []
    while True:
        projects = [replace(p, withdrawn=p.withdrawn or p.id in excluded) for p in case.projects]
        counted = _count(rules, projects, scores)
        best = max((scores[name] for name in case.official), default=0)
        odd = next(
            (name for name in counted.funded if name not in case.official and scores[name] < best), None
        )
        if odd is None:
            break
        excluded.append(odd)
    if agrees(case, counted):
        case.remarks.append(Remark(Note.EXCLUDED_AS_PUBLISHED, tuple(excluded)))
    return counted


def _shares(case: Case) -> PoolResult:
    """Equal Shares; a tie beyond lower cost and more votes is settled as published."""
    decisions: list[TieDecision] = []
    tied: set[str] = set()
    while True:
        result = count_pool(
            case.rules, case.projects, case.reading.ballots, TieInputs(decisions=tuple(decisions))
        )
        if result.pending is None:
            break
        tied.update(result.pending.projects)
        order = sorted(result.pending.projects, key=lambda name: (name not in case.official, name))
        step = result.pending.needs or TieStep.PUBLIC_DRAW
        decisions.append(TieDecision(step, tuple(order)))
    if tied:
        case.remarks.append(Remark(Note.TIE_AS_PUBLISHED, tuple(sorted(tied))))
    return result
