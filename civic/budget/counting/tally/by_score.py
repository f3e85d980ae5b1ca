"""Counting a pool by score: the ranking, its rows, and what is left open by a pending tie."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from .greedy import Till, Verdict, as_row, guarantee_areas
from .inputs import PoolRules, Project
from .results import Decision, PoolResult, ProjectResult, Reason, State, Tie, TiePendingError
from .ties import Facts, TieBook


def ranking(projects: Iterable[Project], facts: Facts) -> list[list[Project]]:
    """Groups of equal score, best first."""

    def score(project: Project) -> int:
        return -facts.score[project.id]

    return [list(group) for _, group in groupby(sorted(projects, key=score), key=score)]


def count_greedy(
    rules: PoolRules, book: TieBook, ballots: int, hopeful: Sequence[Project], outs: Mapping[str, Verdict]
) -> PoolResult:
    """``hopeful`` may be funded; ``outs`` are the verdicts of those ruled out; ``ballots`` how many are
    valid.
    """
    facts = book.facts
    till = Till.of(rules, book)
    groups = ranking(hopeful, facts)
    pending = None
    try:
        if rules.guarantee is not None:
            guarantee_areas(till, groups, rules.guarantee)
        till.walk([p for p in group if p.id not in till.verdicts] for group in groups)
    except TiePendingError as stop:
        pending = stop.tie
    rows = rows_of({**till.verdicts, **outs}, facts)
    return PoolResult(rules.pool, state_of(pending), rules.budget, ballots, rows, ties_of(book, pending))


def rows_of(verdicts: Mapping[str, Verdict], facts: Facts) -> tuple[ProjectResult, ...]:
    """By score; inside a tie in the order of the count, the undecided and the ruled out last."""
    place = {project: number for number, project in enumerate(verdicts)}
    last = len(place)
    order = sorted(facts.projects, key=lambda p: (-facts.score[p], place.get(p, last)))
    return tuple(
        as_row(verdicts.get(p) or undecided(facts.projects[p]), facts.score[p], facts.voters[p])
        for p in order
    )


def undecided(project: Project) -> Verdict:
    return Verdict(project, Decision.PENDING, Reason.TIE_PENDING)


def state_of(pending: Tie | None) -> State:
    return State.COUNTED if pending is None else State.TIE_PENDING


def ties_of(book: TieBook, pending: Tie | None) -> tuple[Tie, ...]:
    """Ties in the order they arose; a pending one is last and takes the place of its open record."""
    settled = tuple(tie for tie in book.ties if tie.settled_by is not None)
    return settled if pending is None else (*settled, pending)
