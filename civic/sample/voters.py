"""Made-up voters: choices on a paper that look like a real city's. Deterministic for a seed."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from civic.budget.editions.rules import AreaChoice, Method
from civic.budget.voting.rules import Choice, Paper, PaperList, PaperProject

AGE_BANDS = {
    "0-12": 5,
    "13-17": 9,
    "18-24": 8,
    "25-34": 17,
    "35-44": 23,
    "45-54": 14,
    "55-64": 10,
    "65-74": 10,
    "75+": 4,
}
CHANNELS = {"ONLINE": 100}


def choices(paper: Paper, residents: Mapping[str, int], count: int, seed: str) -> Iterator[Choice]:
    """``count`` valid choices. ``residents``: how many people live in each area, by code.

    Projects differ in appeal; voters differ in taste for categories, in how many projects they choose, and a few
    choose only a single one.
    """
    chance = Random(f"{seed}|voters")  # noqa: S311 - a play, not a secret
    appeal = {project.id: _appeal(project, seed) for project in paper.projects}
    codes, weights = list(residents), list(residents.values())
    bands, shares = list(AGE_BANDS), list(AGE_BANDS.values())
    while count > 0:
        area = chance.choices(codes, weights)[0] if codes else ""
        taste = {
            category: chance.lognormvariate(0, 0.9)
            for category in sorted({p.category for p in paper.projects})
        }
        lists = {each.id: _fill(each, area, appeal, taste, chance) for each in paper.lists}
        choice = Choice({k: v for k, v in lists.items() if v}, area, chance.choices(bands, shares)[0])
        if not choice.is_empty:
            count -= 1
            yield choice


def _appeal(project: PaperProject, seed: str) -> float:
    return Random(f"{seed}|{project.title}").paretovariate(1.6)  # noqa: S311 - a play, not a secret


def _fill(
    each: PaperList, area: str, appeal: Mapping[int, float], taste: Mapping[str, float], chance: Random
) -> dict[int, int]:
    offered = _offered(each, area)
    if not offered or (each.rules.may_be_empty and chance.random() < 0.08):
        return {}
    wanted = _how_many(each, len(offered), chance)
    order = sorted(
        offered, key=lambda p: chance.random() ** (1 / (appeal[p.id] * taste[p.category])), reverse=True
    )
    return _mark(each, order[:wanted], chance)


def _offered(each: PaperList, area: str) -> list[PaperProject]:
    if not each.by_area or each.rules.area_choice is AreaChoice.ALL:
        return list(each.projects)
    pools = {pool.id for pool in each.pools if not pool.areas or area in pool.covers}
    return [project for project in each.projects if project.pool in pools]


def _how_many(each: PaperList, offered: int, chance: Random) -> int:
    least, most = each.rules.min_choices, each.rules.max_choices or min(10, offered)
    if least > offered:
        return 0
    return min(offered, max(least, min(most, 1 + int(chance.triangular(0, most, most * 0.8)))))


def _mark(each: PaperList, chosen: Sequence[PaperProject], chance: Random) -> dict[int, int]:
    rules = each.rules
    match rules.method:
        case Method.RANK_POINTS:
            points = rules.params.points
            full = len(chosen) == len(points) or not rules.params.exact
            return {project.id: given for project, given in zip(chosen, points, strict=False)} if full else {}
        case Method.POINTS_FREE:
            return _share(rules.params.total or 1, rules.max_points_per_project, chosen, chance)
        case Method.KNAPSACK:
            return _pack(each, chosen)
        case _:
            return {project.id: 1 for project in chosen}


def _share(total: int, most: int, chosen: Sequence[PaperProject], chance: Random) -> dict[int, int]:
    marks = {project.id: 1 for project in chosen[:total]}
    for _ in range(total - len(marks)):
        room = [project for project, given in marks.items() if given < most]
        if room:
            marks[chance.choice(room)] += 1
    return marks


def _pack(each: PaperList, chosen: Sequence[PaperProject]) -> dict[int, int]:
    left = {pool.id: pool.amount for pool in each.pools}
    marks = {}
    for project in chosen:
        if project.cost <= left[project.pool]:
            left[project.pool] -= project.cost
            marks[project.id] = 1
    return marks
