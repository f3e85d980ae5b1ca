"""Repeating a published result: count by the rule in META and compare with ``selected``.

A file does not say how ties were settled, nor which projects exclude each other. So a tie counts as repeated if some
order of the tied gives the published winners, and under ``greedy-exclusive`` a project left out counts as excluded if
a better one was selected. Both are said in the verdict.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from civic.budget.counting.tally.inputs import Allocation, PoolRules
from civic.budget.counting.tally.results import PoolResult, ProjectResult

from .attempts import Case, agrees, count_case
from .election import Election
from .meaning import (
    Scale,
    ballots_of,
    described,
    official_totals,
    official_winners,
    projects_of,
    rule_name,
    rules_of,
)
from .verdict import Difference, Note, Remark, Status, Verdict


def verify(election: Election) -> Verdict:
    """Count the file and compare; raises PabulibError only for damage inside cells."""
    rule, marks = rule_name(election), official_winners(election)
    if marks is None:
        return Verdict(Status.NOT_COMPARABLE, rule, remarks=(Remark(Note.NO_SELECTED),))
    if rule == "unknown":
        return Verdict(Status.NOT_COMPARABLE, rule, remarks=(Remark(Note.RULE_UNKNOWN),))
    scale = Scale.of(election)
    rules = rules_of(election, scale)
    if rules is None:
        return Verdict(Status.DIFFERENT, rule, remarks=(Remark(Note.RULE_NOT_DESCRIBED),))
    case, counted = _closest(_case(election, rules, scale), marks)
    remarks = [*case.remarks, *_oddities(election, case)]
    if not described(election):
        remarks.append(Remark(Note.RULE_NOT_DESCRIBED))
    elsewhere = tuple(name for name, mark in marks.items() if mark and name not in case.official)
    if elsewhere:
        remarks.append(Remark(Note.FUNDED_FROM_ELSEWHERE, elsewhere))
    differences = tuple(
        _difference(row, scale) for row in counted.rows if row.decision.funded != (row.id in case.official)
    )
    return Verdict(Status.DIFFERENT if differences else Status.REPRODUCED, rule, differences, tuple(remarks))


def _case(election: Election, rules: PoolRules, scale: Scale) -> Case:
    return Case(
        rules,
        tuple(projects_of(election, scale)),
        ballots_of(election, scale),
        frozenset(),
        rule_name(election) == "greedy-exclusive",
        official_totals(election, scale),
    )


def _closest(case: Case, marks: Mapping[str, int]) -> tuple[Case, PoolResult]:
    """Read ``selected``: 1 is a winner, 2 the topped-up project of Poznań, else 2 and 3 are money from elsewhere.

    Files differ in the use of 2 and 3; where the usual reading does not agree, the others are tried.
    """
    usual = {1, 2} if case.rules.allocation is Allocation.GREEDY_STOP_TOPUP else {1}
    first = None
    for wins in (usual, {1, 2}, {1, 2, 3}):
        official = frozenset(name for name, mark in marks.items() if mark in wins)
        if first is not None and official == first[0].official:
            continue
        read = replace(case, official=official, remarks=[])
        counted = count_case(read)
        if agrees(read, counted):
            return read, counted
        first = first or (read, counted)
    assert first is not None
    return first


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
