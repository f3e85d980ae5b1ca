"""One list of the ballot as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from civic.budget.editions.rules import Method
from civic.budget.voting.rules import Paper, PaperList, PaperProject, ordered
from civic.budget.voting.views.steps import Booth
from civic.core import money

POINTS = (Method.POINTS_FREE, Method.RANK_POINTS)


@dataclass(frozen=True)
class Section:
    """A list with the projects this voter may choose from, in their order.

    ``unit`` and ``limit`` are what the bar at the bottom counts in ("projects", "points" or "money" in grosz) and up to;
    ``offers``: the points a project can be given; empty where a vote is a vote. ``groups``: (name of the pool, projects).
    """

    id: str
    name: str
    sentence: str
    unit: str
    limit: int
    used: int
    offers: tuple[int, ...]
    groups: tuple[tuple[str, tuple[PaperProject, ...]], ...]
    chosen: dict[int, int]


def section(booth: Booth, each: PaperList, seed: str) -> Section:
    """The list as this voter sees it."""
    projects = ordered(booth.projects(each), booth.paper.order, seed)
    chosen = dict(booth.draft.lists.get(each.id, {}))
    unit, limit = _limit(booth.paper, each, projects)
    return Section(
        id=each.id,
        name=each.rules.name,
        sentence=sentence(each, limit),
        unit=unit,
        limit=limit - _used_elsewhere(booth, each),
        used=_used(each, chosen, unit),
        offers=_offers(each),
        groups=_groups(each, projects),
        chosen=chosen,
    )


def sentence(each: PaperList, limit: int) -> str:
    """How one votes on this list, in one sentence."""
    if each.rules.method is Method.KNAPSACK:
        return _("Wybierz projekty, które razem kosztują najwyżej %(amount)s.", amount=money.show(limit))
    return _points_sentence(each) if each.rules.method in POINTS else _votes_sentence(each)


def _points_sentence(each: PaperList) -> str:
    params = each.rules.params
    points = ", ".join(map(str, params.points))
    facts = {
        "total": params.total,
        "most": each.rules.max_points_per_project,
        "points": points,
    }
    if each.rules.method is Method.RANK_POINTS:
        if params.exact:
            return ngettext(
                "Wskaż %(num)s projekt. Daj mu tyle punktów: %(points)s.",
                "Wskaż %(num)s różnych projektów. Daj im kolejno punkty: %(points)s.",
                len(params.points),
                points=points,
            )
        return _("Daj różnym projektom punkty: %(points)s. Każdą liczbę punktów tylko raz.", **facts)
    if params.exact:
        return _("Rozdaj wszystkie punkty: %(total)s. Jeden projekt może dostać najwyżej %(most)s.", **facts)
    return _("Masz punkty do rozdania: %(total)s. Jeden projekt może dostać najwyżej %(most)s.", **facts)


def _votes_sentence(each: PaperList) -> str:
    least, most = each.rules.min_choices, each.rules.max_choices
    if most is None:
        return (
            ngettext("Wybierz co najmniej %(num)s projekt.", "Wybierz co najmniej %(num)s projektów.", least)
            if least > 1
            else _("Wybierz tyle projektów, ile chcesz.")
        )
    if least > 1 and least == most:
        return ngettext("Wybierz dokładnie %(num)s projekt.", "Wybierz dokładnie %(num)s projektów.", most)
    if least > 1:
        return _("Wybierz od %(least)s do %(most)s projektów.", least=least, most=most)
    return ngettext("Wybierz %(num)s projekt.", "Wybierz najwyżej %(num)s projektów.", most)


def _limit(paper: Paper, each: PaperList, projects: Sequence[PaperProject]) -> tuple[str, int]:
    rules = each.rules
    if rules.method is Method.KNAPSACK:
        pools = {project.pool for project in projects}
        return "money", sum(pool.amount for pool in each.pools if pool.id in pools)
    if rules.method is Method.POINTS_FREE:
        return "points", rules.params.total or 0
    if rules.method is Method.RANK_POINTS:
        return "points", sum(rules.params.points)
    limits = [len(projects), rules.max_choices, rules.cross_list_total]
    return "projects", min(limit for limit in limits if limit is not None)


def _used(each: PaperList, chosen: dict[int, int], unit: str) -> int:
    if unit == "money":
        return sum(each.by_id[project].cost for project in chosen if project in each.by_id)
    return sum(chosen.values()) if unit == "points" else len(chosen)


def _used_elsewhere(booth: Booth, each: PaperList) -> int:
    """What lists on other pages took of a limit shared with this one."""
    total = each.rules.cross_list_total
    if total is None:
        return 0
    others = [
        other for other in booth.paper.lists if other.rules.cross_list_total == total and other.id != each.id
    ]
    used = sum(len(booth.draft.lists.get(other.id, {})) for other in others)
    return max(0, used - max(0, total - (each.rules.max_choices or total)))


def _offers(each: PaperList) -> tuple[int, ...]:
    if each.rules.method is Method.POINTS_FREE:
        return tuple(range(1, each.rules.max_points_per_project + 1))
    if each.rules.method is Method.RANK_POINTS:
        return tuple(dict.fromkeys(each.rules.params.points))
    return ()


def _groups(
    each: PaperList, projects: Sequence[PaperProject]
) -> tuple[tuple[str, tuple[PaperProject, ...]], ...]:
    """Projects by pool where several pools stand side by side; one unnamed group else."""
    pools = {project.pool for project in projects}
    if len(pools) < 2:
        return (("", tuple(projects)),)
    return tuple(
        (pool.name, tuple(project for project in projects if project.pool == pool.id))
        for pool in each.pools
        if pool.id in pools
    )
