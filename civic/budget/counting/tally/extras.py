"""Giving extra money to projects that were not funded: leftovers and bonuses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .ballots import Ballots
from .by_score import ranking
from .eligibility import facts_of
from .greedy import Limits, Till, Verdict
from .inputs import AreaCap, PoolRules, Project, TieInputs
from .results import Decision, PoolResult, ProjectResult, Reason, Source, Tie
from .ties import Facts, TieBook


@dataclass(frozen=True, slots=True)
class Claim:
    """A counted pool whose unfunded projects may get extra money."""

    rules: PoolRules
    projects: tuple[Project, ...]
    ballots: Ballots
    ties: TieInputs
    result: PoolResult

    @property
    def candidates(self) -> list[Project]:
        """Neither funded nor ruled out by threshold, withdrawal or want of support."""
        closed = (Reason.BELOW_THRESHOLD, Reason.WITHDRAWN, Reason.NO_SUPPORT)
        rows = {row.id: row for row in self.result.rows}
        return [
            p for p in self.projects if not rows[p.id].decision.funded and rows[p.id].reason not in closed
        ]

    def scoped(self, project: Project) -> Project:
        """The same project with its area made this pool's own, so that caps of several pools can stand
        together.
        """
        return replace(project, area=None if project.area is None else f"{self.rules.pool}|{project.area}")


def give(
    claims: Sequence[Claim], pot: int, source: Source, most: int | None = None
) -> tuple[list[PoolResult], int]:
    """Fund the best candidates of all ``claims`` together that fit the pot: (results in the same order,
    money left).

    Raises TiePendingError. What a winner gets counts as extra, except in a second pass over the pool's
    own money.
    """
    book = _book(claims)
    limits = Limits(
        _conflicts(claims), tuple(cap for claim in claims for cap in _caps(claim)), _winners(claims)
    )
    till = Till(pot, limits, book, source=source, most=most)
    till.walk(ranking([claim.scoped(p) for claim in claims for p in claim.candidates], book.facts))
    funded = {name: verdict for name, verdict in till.verdicts.items() if verdict.decision.funded}
    return [_merged(claim.result, funded, book.ties) for claim in claims], till.remaining


def _merged(result: PoolResult, funded: Mapping[str, Verdict], ties: Iterable[Tie]) -> PoolResult:
    rows: list[ProjectResult] = []
    for row in result.rows:
        verdict = funded.get(row.id)
        rows.append(row if verdict is None else _extra(row, verdict))
    names = {row.id for row in rows}
    mine = tuple(tie for tie in ties if names.intersection(tie.projects))
    return replace(result, rows=tuple(rows), ties=result.ties + mine)


def _extra(row: ProjectResult, verdict: Verdict) -> ProjectResult:
    return replace(
        row,
        decision=Decision.FUNDED_EXTRA,
        reason=Reason.FUNDED_EXTRA,
        awarded=verdict.awarded,
        extra=0 if verdict.source is Source.SECOND_PASS else verdict.awarded,
        source=verdict.source,
        conflict_with=None,
        tie=None,
    )


def _book(claims: Sequence[Claim]) -> TieBook:
    every = [facts_of(claim.projects, claim.ballots) for claim in claims]
    facts = Facts(
        {name: project for facts in every for name, project in facts.projects.items()},
        {name: score for facts in every for name, score in facts.score.items()},
        {name: voters for facts in every for name, voters in facts.voters.items()},
        {name: first for facts in every for name, first in facts.first_preferences.items()},
    )
    draw = next((claim.ties.draw for claim in claims if claim.ties.draw), None)
    decisions = tuple(decision for claim in claims for decision in claim.ties.decisions)
    chain = claims[0].rules.ties if claims else ()
    pool = claims[0].rules.pool if len(claims) == 1 else "leftovers"
    return TieBook(pool, chain, facts, TieInputs(draw, decisions))


def _conflicts(claims: Sequence[Claim]) -> tuple[frozenset[str], ...]:
    return tuple(group for claim in claims for group in claim.rules.conflicts)


def _caps(claim: Claim) -> list[AreaCap]:
    areas = {project.area for project in claim.projects if project.area is not None}
    return [
        replace(cap, areas=frozenset(f"{claim.rules.pool}|{area}" for area in (cap.areas or areas)))
        for cap in claim.rules.area_caps
    ]


def _winners(claims: Sequence[Claim]) -> dict[str, Project]:
    winners = {}
    for claim in claims:
        funded = set(claim.result.funded)
        winners.update({p.id: claim.scoped(p) for p in claim.projects if p.id in funded})
    return winners
