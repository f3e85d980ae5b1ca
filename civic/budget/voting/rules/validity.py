"""Whether a ballot counts. A limit is a property of the whole ballot: one look at one set of values."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from civic.budget.editions.rules import AreaChoice, EmptyBallot, Method, OverLimit, PartialBallot
from civic.budget.voting.rules.paper import Choice, Paper, PaperList, PaperPool, Problem, Refusal


@dataclass(frozen=True)
class Validity:
    """What a ballot is worth. ``ballot``: why the whole of it is invalid; ``lists``: why single lists of it are."""

    ballot: Refusal | None
    lists: Mapping[str, Refusal]

    def counts(self, list_id: str) -> bool:
        """Whether the choices on this list count."""
        return self.ballot is None and list_id not in self.lists


def why_not_cast(paper: Paper, choice: Choice, now: datetime) -> tuple[Problem, ...]:
    """Every reason this choice cannot be cast at this moment, the first one to say first; none when it can."""
    if now < paper.opens:
        return (Problem(Refusal.NOT_YET, facts={"opens": paper.opens}),)
    if now >= paper.closes:
        return (Problem(Refusal.CLOSED, facts={"closes": paper.closes}),)
    return problems(paper, choice)


def problems(paper: Paper, choice: Choice) -> tuple[Problem, ...]:
    """Everything wrong with the ballot itself, whatever its consequence; the online form refuses all of it."""
    found = [problem for problem, _ in _faults(paper, choice)]
    if not found and choice.is_empty and paper.empty_ballot is EmptyBallot.INVALID:
        found = [Problem(Refusal.EMPTY_BALLOT)]
    return tuple(found)


def validity(paper: Paper, choice: Choice) -> Validity:
    """What a ballot that was cast is worth, by the edition's own consequences (polish-rules 2.7)."""
    whole: Refusal | None = None
    lists: dict[str, Refusal] = {}
    for problem, spoils_all in _faults(paper, choice):
        if spoils_all or problem.list_id is None:
            whole = whole or problem.reason
        else:
            lists.setdefault(problem.list_id, problem.reason)
    if whole is None and choice.is_empty and paper.empty_ballot is EmptyBallot.INVALID:
        whole = Refusal.EMPTY_BALLOT
    return Validity(whole, lists)


def _faults(paper: Paper, choice: Choice) -> Iterator[tuple[Problem, bool]]:
    """Each fault with whether it makes the whole ballot invalid."""
    for list_id in choice.lists:
        if paper.ballot_list(list_id) is None:
            yield Problem(Refusal.NOT_ON_THE_LIST, None), True
    for each in paper.lists:
        chosen = choice.of(each.id)
        reason, facts = _fault_of(each, chosen, choice.area)
        if reason is not None:
            yield Problem(reason, each.id, {"list": each.rules.name, **facts}), _spoils_all(each, reason)
        elif area_problem := _area_fault(paper, each, choice):
            yield area_problem, each.rules.over_limit is OverLimit.BALLOT_INVALID
    yield from _cross_faults(paper, choice)


def _spoils_all(each: PaperList, reason: Refusal) -> bool:
    if reason is Refusal.INCOMPLETE:
        return each.rules.partial_ballot is PartialBallot.BALLOT_INVALID
    return each.rules.over_limit is OverLimit.BALLOT_INVALID


def _fault_of(
    each: PaperList, chosen: Mapping[int, int], area: str
) -> tuple[Refusal | None, Mapping[str, object]]:
    """What is wrong with the choices of one list, looked at alone."""
    rules = each.rules
    if not chosen.keys() <= each.by_id.keys() or min(chosen.values(), default=1) < 1:
        return Refusal.NOT_ON_THE_LIST, {}
    if (
        rules.max_choices is not None
        and len(chosen) > rules.max_choices
        and rules.method is not Method.POINTS_FREE
    ):
        return Refusal.TOO_MANY_PROJECTS, {"limit": rules.max_choices, "chosen": len(chosen)}
    over = _METHOD_FAULTS[rules.method](each, chosen) if chosen else None
    if over is not None:
        return over
    given = sum(chosen.values()) if by_sum(each) else len(chosen)
    if (
        rules.partial_ballot is not PartialBallot.ALLOWED
        and (chosen or not rules.may_be_empty)
        and given < needed(each, area)
    ):
        return Refusal.INCOMPLETE, {"needed": needed(each, area), "chosen": given}
    return None, {}


def needed(each: PaperList, area: str) -> int:
    """How many projects (or points, where all points must be given) a filled list must have; never more than somebody
    of this area finds there."""
    found = sum(
        1
        for project in each.projects
        if each.rules.area_choice is not AreaChoice.OWN
        or not each.pool_by_id[project.pool].areas
        or area in each.pool_by_id[project.pool].covers
    )
    if by_sum(each):
        return min(each.rules.params.total or 0, found * each.rules.max_points_per_project)
    return min(each.rules.min_choices, found)


def by_sum(each: PaperList) -> bool:
    """Whether a list is full when all its points are given, however many projects get them."""
    return each.rules.method is Method.POINTS_FREE and each.rules.params.exact


Found = tuple[Refusal, Mapping[str, object]] | None


def _votes(each: PaperList, chosen: Mapping[int, int]) -> Found:
    return (Refusal.WRONG_POINTS, {}) if any(points != 1 for points in chosen.values()) else None


def _knapsack(each: PaperList, chosen: Mapping[int, int]) -> Found:
    spent: Counter[str] = Counter()
    for project_id in chosen:
        project = each.by_id[project_id]
        spent[project.pool] += project.cost
    for pool in each.pools:
        if spent[pool.id] > pool.amount:
            return Refusal.COST_EXCEEDED, {"cost": spent[pool.id], "amount": pool.amount, "pool": pool.name}
    return _votes(each, chosen)


def _points_free(each: PaperList, chosen: Mapping[int, int]) -> Found:
    total, most = each.rules.params.total or 0, each.rules.max_points_per_project
    if sum(chosen.values()) > total:
        return Refusal.SUM_EXCEEDED, {"limit": total, "chosen": sum(chosen.values())}
    if max(chosen.values()) > most:
        return Refusal.TOO_MANY_POINTS, {"points": most}
    return None


def _rank_points(each: PaperList, chosen: Mapping[int, int]) -> Found:
    spare = Counter(each.rules.params.points)
    spare.subtract(chosen.values())
    if min(spare.values()) < 0:
        return Refusal.WRONG_POINTS, {"points": ", ".join(map(str, each.rules.params.points))}
    return None


def _not_here(each: PaperList, chosen: Mapping[int, int]) -> Found:
    return Refusal.NOT_ON_THE_LIST, {"list": each.rules.name, "chosen": len(chosen)}


_METHOD_FAULTS: Mapping[Method, Callable[[PaperList, Mapping[int, int]], Found]] = {
    Method.SINGLE: _votes,
    Method.APPROVAL: _votes,
    Method.KNAPSACK: _knapsack,
    Method.POINTS_FREE: _points_free,
    Method.RANK_POINTS: _rank_points,
    Method.FORUM_CONSENSUS: _not_here,
}


def _pools_of(each: PaperList, choice: Choice) -> Iterator[PaperPool]:
    """The pools for a part of the city that were chosen from on this list."""
    for project_id in choice.of(each.id):
        pool = each.pool_by_id[each.by_id[project_id].pool] if project_id in each.by_id else None
        if pool is not None and pool.areas:
            yield pool


def _area_fault(paper: Paper, each: PaperList, choice: Choice) -> Problem | None:
    if each.rules.area_choice is AreaChoice.OWN:
        return _own_area_fault(each, choice)
    limit = {AreaChoice.ANY_ONE: 1, AreaChoice.ANY_N: each.rules.areas_max or 1}.get(each.rules.area_choice)
    if limit is None or not choice.of(each.id):
        return None
    other = paper.ballot_list(each.rules.same_area_as or "")
    units = {_unit(pool, other) for pool in _pools_of(each, choice)}
    if other is not None:
        units |= {pool.areas for pool in _pools_of(other, choice)}
    if len(units) > limit:
        return Problem(
            Refusal.TOO_MANY_AREAS, each.id, {"list": each.rules.name, "limit": limit, "chosen": len(units)}
        )
    return None


def _own_area_fault(each: PaperList, choice: Choice) -> Problem | None:
    pools = list(_pools_of(each, choice))
    if pools and not choice.area:
        return Problem(Refusal.AREA_MISSING, each.id)
    if any(choice.area not in pool.covers for pool in pools):
        return Problem(Refusal.NOT_YOUR_AREA, each.id, {"list": each.rules.name})
    return None


def _unit(pool: PaperPool, other: PaperList | None) -> tuple[str, ...]:
    """The part of the city a pool counts as: where another list sets the area (Warsaw: the district an estate lies in),
    that list's part, else its own."""
    around = (
        (each.areas for each in other.pools if each.covers.issuperset(pool.areas))
        if other is not None
        else iter(())
    )
    return next((areas for areas in around if areas), pool.areas)


def _cross_faults(paper: Paper, choice: Choice) -> Iterator[tuple[Problem, bool]]:
    """Lists with the same cross-list total share one limit of choices (Białystok: four votes in all)."""
    for total in sorted({each.rules.cross_list_total for each in paper.lists} - {None}, key=int):  # type: ignore[arg-type]
        together = [each for each in paper.lists if each.rules.cross_list_total == total]
        chosen = sum(len(choice.of(each.id)) for each in together)
        if total is not None and chosen > total:
            for each in together:
                facts = {"limit": total, "chosen": chosen}
                yield (
                    Problem(Refusal.CROSS_TOTAL_EXCEEDED, each.id, facts),
                    each.rules.over_limit is OverLimit.BALLOT_INVALID,
                )
