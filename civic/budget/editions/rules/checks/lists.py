"""Lists of the ballot: their pools, the parameters of their methods, the choice of area."""

from collections.abc import Callable, Mapping

from civic.budget.editions.rules.ballot import AreaChoice, BallotList, Method, Params
from civic.budget.editions.rules.checks.findings import Code, Finding, Findings
from civic.budget.editions.rules.edition import Rules

_KNOWN: Mapping[Method, frozenset[str]] = {
    Method.SINGLE: frozenset(),
    Method.APPROVAL: frozenset({"min", "max"}),
    Method.KNAPSACK: frozenset(),
    Method.POINTS_FREE: frozenset({"total", "max_per_project", "exact"}),
    Method.RANK_POINTS: frozenset({"points", "exact"}),
    Method.FORUM_CONSENSUS: frozenset(),
}
_NEEDED: Mapping[Method, frozenset[str]] = {
    Method.POINTS_FREE: frozenset({"total"}),
    Method.RANK_POINTS: frozenset({"points"}),
}
_SOUND: Mapping[str, Callable[[Params], bool]] = {
    "min": lambda params: params.min is None or params.min >= 1,
    "max": lambda params: params.max is None or params.max >= (params.min or 1),
    "total": lambda params: params.total is None or params.total >= 1,
    "max_per_project": lambda params: (
        params.max_per_project is None or 1 <= params.max_per_project <= (params.total or 0)
    ),
    "points": lambda params: (
        all(point >= 1 for point in params.points)
        and all(higher > lower for higher, lower in zip(params.points, params.points[1:], strict=False))
    ),
}


def check_lists(rules: Rules) -> Findings:
    """Every list, and every pool on exactly one of them."""
    if not rules.lists:
        yield Finding(Code.NO_LISTS, "lists")
    pools = {pool.id for pool in rules.pools}
    for place, each in enumerate(rules.lists):
        path = f"lists[{place}]"
        if not each.name.strip():
            yield Finding(Code.NAME_EMPTY, f"{path}.name")
        if not each.pools:
            yield Finding(Code.LIST_WITHOUT_POOLS, f"{path}.pools", {"list": each.name})
        for unknown in sorted(set(each.pools) - pools):
            yield Finding(Code.UNKNOWN_POOL, f"{path}.pools", {"list": each.name, "pool": unknown})
        yield from _check_params(each, f"{path}.params")
        yield from _check_area_choice(rules, place)
        yield from _check_cross_total(rules, place)
    yield from _check_placement(rules)


def _check_placement(rules: Rules) -> Findings:
    for place, pool in enumerate(rules.pools):
        standing = sum(each.pools.count(pool.id) for each in rules.lists)
        if standing == 0:
            yield Finding(Code.POOL_WITHOUT_LIST, f"pools[{place}]", {"pool": pool.name})
        elif standing > 1:
            yield Finding(Code.POOL_ON_TWO_LISTS, f"pools[{place}]", {"pool": pool.name})


def _check_params(each: BallotList, path: str) -> Findings:
    for name in ("min", "max", "total", "max_per_project", "points", "exact"):
        value = getattr(each.params, name)
        given = value is not None and value is not False and value != ()
        facts = {"param": name, "method": each.method, "list": each.name}
        if given and name not in _KNOWN[each.method]:
            yield Finding(Code.PARAM_UNUSED, f"{path}.{name}", facts)
        elif not given and name in _NEEDED.get(each.method, ()):
            yield Finding(Code.PARAM_MISSING, f"{path}.{name}", facts)
        elif given and name in _SOUND and not _SOUND[name](each.params):
            yield Finding(Code.PARAM_WRONG, f"{path}.{name}", facts)


def _check_area_choice(rules: Rules, place: int) -> Findings:
    each, path = rules.lists[place], f"lists[{place}]"
    if (each.area_choice is AreaChoice.ANY_N) != (each.areas_max is not None) or (
        each.areas_max is not None and each.areas_max < 1
    ):
        yield Finding(Code.AREAS_MAX, f"{path}.areas_max", {"list": each.name})
    on_it = [pool for pool in rules.pools if pool.id in each.pools]
    if each.area_choice is not AreaChoice.ALL and any(not pool.areas for pool in on_it):
        yield Finding(Code.AREA_CHOICE_WITHOUT_AREAS, f"{path}.area_choice", {"list": each.name})
    if each.same_area_as is not None:
        earlier = [other for other in rules.lists[:place] if other.id == each.same_area_as]
        if (
            not earlier
            or earlier[0].area_choice is AreaChoice.ALL
            or each.area_choice is not earlier[0].area_choice
        ):
            yield Finding(Code.SAME_AREA_WRONG, f"{path}.same_area_as", {"list": each.name})


def _check_cross_total(rules: Rules, place: int) -> Findings:
    mine = rules.lists[place].cross_list_total
    if mine is None:
        return
    sharing = [each.cross_list_total for each in rules.lists if each.cross_list_total is not None]
    if mine < 1 or len(sharing) < 2 or len(set(sharing)) > 1:
        facts = {"list": rules.lists[place].name}
        yield Finding(Code.CROSS_TOTAL_WRONG, f"lists[{place}].cross_list_total", facts)
