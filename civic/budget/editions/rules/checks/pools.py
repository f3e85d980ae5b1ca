"""Money, pools and projects: the statute's minimum, sums, areas, limits of cost and support."""

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from decimal import Decimal

from civic.budget.editions.rules.checks.findings import Code, Finding, Findings
from civic.budget.editions.rules.edition import (
    Rules,
    cost_limits,
    max_signatures,
    min_pool,
    required_signatures,
)
from civic.budget.editions.rules.pools import CostRange, Pool, PoolKind, SplitMethod
from civic.budget.editions.rules.projects import SignatureRule

FIRST_YEAR, LAST_YEAR = 2011, 2200
STATUTORY_SHARE = Decimal("0.005")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_head(rules: Rules) -> Findings:
    """The name, the legal basis, the ids."""
    if not rules.name.strip():
        yield Finding(Code.NAME_EMPTY, "name")
    if not FIRST_YEAR <= rules.year <= LAST_YEAR:
        yield Finding(Code.YEAR_WRONG, "year")
    if not rules.legal_basis:
        yield Finding(Code.LEGAL_BASIS_MISSING, "legal_basis")
    if rules.schema < 1:
        yield Finding(Code.NOT_POSITIVE, "schema", {"value": rules.schema})
    named = [(f"pools[{place}].id", pool.id) for place, pool in enumerate(rules.pools)]
    named += [(f"lists[{place}].id", each.id) for place, each in enumerate(rules.lists)]
    seen = Counter(name for _, name in named)
    routes = [(f"identity[{place}].id", route.id) for place, route in enumerate(rules.identity)]
    seen_routes = Counter(name for _, name in routes)
    for path, name in (*named, *routes):
        if not _ID.fullmatch(name) or len(name) > 80:
            yield Finding(Code.BAD_ID, path, {"id": name})
        if (seen_routes if path.startswith("identity") else seen)[name] > 1:
            yield Finding(Code.DUPLICATE_ID, path, {"id": name})


def check_money(rules: Rules) -> Findings:
    """The total: the statutory minimum and the sum of the pools."""
    if rules.total <= 0:
        yield Finding(Code.NOT_POSITIVE, "total", {"value": rules.total})
    if rules.cc_rights:
        yield from _check_minimum(rules)
    if not rules.pools:
        yield Finding(Code.NO_POOLS, "pools")
    elif (together := sum(pool.amount for pool in rules.pools)) != rules.total:
        facts = {"sum": together, "total": rules.total, "difference": abs(together - rules.total)}
        yield Finding(Code.POOLS_DO_NOT_SUM, "total", facts)


def _check_minimum(rules: Rules) -> Findings:
    if rules.min_share < STATUTORY_SHARE:
        yield Finding(Code.MIN_SHARE_BELOW_STATUTE, "min_share", {"percent": rules.min_share * 100})
    if rules.expenditure is None:
        yield Finding(Code.EXPENDITURE_UNKNOWN, "expenditure")
        return
    minimum = min_pool(rules.expenditure, max(rules.min_share, STATUTORY_SHARE))
    if rules.total < minimum:
        facts = {"minimum": minimum, "total": rules.total, "expenditure": rules.expenditure}
        yield Finding(Code.TOTAL_BELOW_MINIMUM, "total", facts)


def check_pools(rules: Rules, known_areas: AbstractSet[str] | None) -> Findings:
    """Each pool by itself."""
    for place, pool in enumerate(rules.pools):
        path = f"pools[{place}]"
        if not pool.name.strip():
            yield Finding(Code.NAME_EMPTY, f"{path}.name")
        if pool.amount <= 0:
            yield Finding(Code.NOT_POSITIVE, f"{path}.amount", {"value": pool.amount})
        if pool.residents is not None and pool.residents < 0:
            yield Finding(Code.NOT_POSITIVE, f"{path}.residents", {"value": pool.residents})
        yield from _check_areas(pool, path, known_areas)
        yield from _check_costs(rules, pool, path)
        yield from _check_split(pool, path)
        if pool.kind is PoolKind.THEMATIC:
            yield Finding(Code.THEMATIC_POOL, f"{path}.kind", {"pool": pool.name})


def _check_areas(pool: Pool, path: str, known_areas: AbstractSet[str] | None) -> Findings:
    number = len(set(pool.areas))
    fitting = {PoolKind.AREA: number == 1, PoolKind.AREA_GROUP: number >= 2, PoolKind.THEMATIC: True}
    wanted = fitting.get(pool.kind, number == 0)
    if not wanted or number != len(pool.areas):
        yield Finding(
            Code.POOL_AREAS, f"{path}.areas", {"pool": pool.name, "kind": pool.kind, "number": number}
        )
    for area in sorted(set(pool.areas) - known_areas) if known_areas is not None else ():
        yield Finding(Code.AREA_UNKNOWN, f"{path}.areas", {"pool": pool.name, "area": area})


def _check_costs(rules: Rules, pool: Pool, path: str) -> Findings:
    if pool.kind is PoolKind.AMOUNT and pool.costs == CostRange():
        yield Finding(Code.AMOUNT_RANGE_MISSING, f"{path}.costs", {"pool": pool.name})
    if (
        not 0
        <= (pool.costs.min or 0)
        <= (pool.costs.max if pool.costs.max is not None else pool.costs.min or 0)
    ):
        yield Finding(Code.EMPTY_RANGE, f"{path}.costs", {"pool": pool.name})
        return
    if pool.max_percent_of_pool is not None and not 0 < pool.max_percent_of_pool <= 100:
        yield Finding(
            Code.PERCENT_WRONG, f"{path}.max_percent_of_pool", {"percent": pool.max_percent_of_pool}
        )
        return
    limits = cost_limits(rules, pool)
    if limits.max is not None and pool.amount > 0 and (limits.min or 0) > limits.max:
        facts = {"pool": pool.name, "minimum": limits.min, "maximum": limits.max}
        yield Finding(Code.NO_PROJECT_FITS, f"{path}.costs", facts)


def _check_split(pool: Pool, path: str) -> Findings:
    parts = (pool.split.population, pool.split.area, pool.split.projects)
    given = [part for part in parts if part is not None]
    if pool.split.method is SplitMethod.MIX:
        sound = len(given) == 3 and min(given) >= 0 and sum(given) == 100
    else:
        sound = not given
    if not sound:
        yield Finding(Code.SPLIT_INCOMPLETE, f"{path}.split", {"pool": pool.name})


def check_projects(rules: Rules) -> Findings:
    """Limits for projects and the support they need."""
    own = rules.projects
    if not own.kinds:
        yield Finding(Code.NO_KINDS, "projects.kinds")
    if not 0 <= (own.min_cost or 0) <= (own.max_cost if own.max_cost is not None else own.min_cost or 0):
        yield Finding(Code.EMPTY_RANGE, "projects.max_cost", {"pool": ""})
    if own.max_percent_of_pool is not None and not 0 < own.max_percent_of_pool <= 100:
        yield Finding(
            Code.PERCENT_WRONG, "projects.max_percent_of_pool", {"percent": own.max_percent_of_pool}
        )
    for name in ("max_per_leader", "years"):
        if (value := getattr(own, name)) is not None and value < 1:
            yield Finding(Code.NOT_POSITIVE, f"projects.{name}", {"value": value})
    if own.max_co_authors < 0:
        yield Finding(Code.NOT_POSITIVE, "projects.max_co_authors", {"value": own.max_co_authors})
    yield from _check_signatures(rules)


def _check_signatures(rules: Rules) -> Findings:
    asked = rules.projects.signatures
    if not 0 <= asked.cap_per_mille <= 1:
        yield Finding(Code.SIGNATURES_CAP, "projects.signatures.cap_per_mille", {"cap": asked.cap_per_mille})
        return
    if asked.rule is SignatureRule.FIXED and asked.number is None:
        yield Finding(Code.SIGNATURES_MISSING, "projects.signatures.number")
        return
    for place, pool in enumerate(rules.pools):
        by_pool = asked.rule is SignatureRule.PER_POOL
        path = f"pools[{place}].signatures" if by_pool else "projects.signatures"
        if by_pool and pool.signatures is None:
            yield Finding(Code.SIGNATURES_MISSING, path, {"pool": pool.name})
            continue
        required = required_signatures(rules, pool)
        if required < 0:
            yield Finding(Code.NOT_POSITIVE, path, {"value": required})
        elif pool.residents is None:
            if required or asked.rule is SignatureRule.PER_MILLE_FLOOR:
                yield Finding(Code.RESIDENTS_UNKNOWN, f"pools[{place}].residents", {"pool": pool.name})
        elif required > (maximum := max_signatures(pool.residents, asked.cap_per_mille)):
            facts = {"pool": pool.name, "required": required, "maximum": maximum, "residents": pool.residents}
            yield Finding(Code.SIGNATURES_OVER_LIMIT, path, facts)
