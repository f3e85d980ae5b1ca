"""Repeating a published result: count by the rule in META and compare with ``selected``.

A file does not say how ties were settled, nor which projects exclude each other. So a tie counts as repeated if some
order of the tied gives the published winners, and under ``greedy-exclusive`` a project left out counts as excluded if
a better one was selected. Both are said in the verdict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from civic.budget.counting.tally.by_score import count_greedy
from civic.budget.counting.tally.eligibility import ruled_out
from civic.budget.counting.tally.inputs import Allocation, PoolRules, Project, TieDecision, TieInputs, TieStep
from civic.budget.counting.tally.pool import count_pool
from civic.budget.counting.tally.results import PoolResult, ProjectResult, Reason, State
from civic.budget.counting.tally.ties import Facts, TieBook

from .election import Election
from .meaning import (
    Reading,
    Scale,
    ballots_of,
    official_totals,
    official_winners,
    projects_of,
    rule_name,
    rules_of,
)


class Status(StrEnum):
    REPRODUCED = "REPRODUCED"
    DIFFERENT = "DIFFERENT"
    NOT_COMPARABLE = "NOT_COMPARABLE"


class Note(StrEnum):
    """What a reader of the verdict should know."""

    NO_SELECTED = "NO_SELECTED"
    RULE_UNKNOWN = "RULE_UNKNOWN"
    RULE_NOT_DESCRIBED = "RULE_NOT_DESCRIBED"
    TIE_AS_PUBLISHED = "TIE_AS_PUBLISHED"
    EXCLUDED_AS_PUBLISHED = "EXCLUDED_AS_PUBLISHED"
    FUNDED_FROM_ELSEWHERE = "FUNDED_FROM_ELSEWHERE"
    BY_PUBLISHED_TOTALS = "BY_PUBLISHED_TOTALS"
    UNKNOWN_CHOICES = "UNKNOWN_CHOICES"
    REPEATED_CHOICES = "REPEATED_CHOICES"
    UNMATCHED_POINTS = "UNMATCHED_POINTS"
    BALLOTS_MISSING = "BALLOTS_MISSING"
    TOTALS_DIFFER = "TOTALS_DIFFER"


@dataclass(frozen=True, slots=True)
class Remark:
    note: Note
    projects: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A project whose published fate is not the counted one: ``published`` or counted as a winner.

    ``cost`` and ``left`` (what the pool had left after it in the count) are in the file's currency.
    """

    project: str
    published: bool
    score: int
    cost: str
    reason: Reason
    left: str


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    rule: str
    differences: tuple[Difference, ...] = ()
    remarks: tuple[Remark, ...] = ()


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


def verify(election: Election) -> Verdict:
    """Count the file and compare; raises PabulibError only for damage inside cells."""
    rule, winners = rule_name(election), official_winners(election)
    scale = Scale.of(election)
    rules = rules_of(election, scale)
    if winners is None:
        return Verdict(Status.NOT_COMPARABLE, rule, remarks=(Remark(Note.NO_SELECTED),))
    if rule == "unknown":
        return Verdict(Status.NOT_COMPARABLE, rule, remarks=(Remark(Note.RULE_UNKNOWN),))
    if rules is None:
        return Verdict(Status.DIFFERENT, rule, remarks=(Remark(Note.RULE_NOT_DESCRIBED),))
    topup = rules.allocation is Allocation.GREEDY_STOP_TOPUP
    own = frozenset(name for name, mark in winners.items() if mark == 1 or (topup and mark == 2))
    elsewhere = tuple(name for name, mark in winners.items() if mark and name not in own)
    case = Case(
        rules,
        tuple(projects_of(election, scale)),
        ballots_of(election, scale),
        own,
        rule == "greedy-exclusive",
        official_totals(election, scale),
    )
    counted = _shares(case) if rules.allocation.equal_shares else _by_score(case)
    differences = tuple(
        _difference(row, scale) for row in counted.rows if row.decision.funded != (row.id in own)
    )
    if elsewhere:
        case.remarks.append(Remark(Note.FUNDED_FROM_ELSEWHERE, elsewhere))
    status = Status.DIFFERENT if differences else Status.REPRODUCED
    return Verdict(status, rule, differences, (*case.remarks, *_oddities(election, case)))


def _difference(row: ProjectResult, scale: Scale) -> Difference:
    def money(amount: int) -> str:
        return f"{Decimal(amount) / scale.money:.2f}"

    published = not row.decision.funded
    return Difference(row.id, published, row.score, money(row.cost), row.reason, money(row.remaining))


def _oddities(election: Election, case: Case) -> list[Remark]:
    reading = case.reading
    numbers = {
        Note.UNKNOWN_CHOICES: reading.unknown_choices,
        Note.REPEATED_CHOICES: reading.repeated_choices,
        Note.UNMATCHED_POINTS: reading.unmatched_points,
    }
    declared = election.meta.get("num_votes", "")
    if declared.isdecimal():
        numbers[Note.BALLOTS_MISSING] = abs(int(declared) - len(election.votes))
    remarks = [Remark(note, count=count) for note, count in numbers.items() if count]
    if case.totals is not None:
        scores = dict(zip(reading.ballots.projects, reading.ballots.scores(), strict=True))
        differ = tuple(name for name, total in case.totals.items() if scores[name] != total)
        remarks += [Remark(Note.TOTALS_DIFFER, differ)] if differ else []
    return remarks


def _agrees(case: Case, result: PoolResult) -> bool:
    return result.state is State.COUNTED and frozenset(result.funded) == case.official


def _by_score(case: Case) -> PoolResult:
    """Winners from the ballots; if they are not the published ones, from the published totals."""
    names = case.reading.ballots.projects
    scores = dict(zip(names, case.reading.ballots.scores(), strict=True))
    counted = _attempt(case, scores)
    if not _agrees(case, counted) and case.totals is not None and case.totals != scores:
        again = _attempt(case, case.totals)
        if _agrees(case, again):
            case.remarks.append(Remark(Note.BY_PUBLISHED_TOTALS))
            return again
    return counted


def _attempt(case: Case, scores: Mapping[str, int]) -> PoolResult:
    """Plain count; then with ties in the published order; then with exclusions as published."""
    plain = _count(case.rules, case.projects, scores)
    if _agrees(case, plain):
        return plain
    ordered, rules = _published_order(case, scores)
    counted = _count(rules, case.projects, ordered)
    if _agrees(case, counted):
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
    if _agrees(case, counted):
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
