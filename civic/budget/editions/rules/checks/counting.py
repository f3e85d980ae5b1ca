"""Counting: every pool spent by exactly one rule that fits its method; thresholds, ties, leftovers."""

from collections import Counter
from collections.abc import Iterable

from civic.budget.editions.rules.ballot import Method
from civic.budget.editions.rules.checks.findings import Code, Finding, Findings
from civic.budget.editions.rules.counting import (
    DECIDES_ALWAYS,
    Allocation,
    AllocationRule,
    Leftover,
    Threshold,
    ThresholdKind,
    TieRule,
)
from civic.budget.editions.rules.edition import Rules
from civic.budget.editions.rules.pools import PoolKind

_POINTS = frozenset({Method.POINTS_FREE, Method.RANK_POINTS})
_MES = frozenset({Method.APPROVAL, Method.SINGLE, Method.KNAPSACK})


def check_counting(rules: Rules) -> Findings:
    """All of it."""
    yield from _check_targets(rules)
    yield from _check_allocations(rules)
    for place, threshold in enumerate(rules.counting.thresholds):
        yield from _check_threshold(rules, threshold, f"counting.thresholds[{place}]")
    yield from _check_ties(rules)
    yield from _check_leftovers(rules)
    yield from _check_extras(rules)


def _methods(rules: Rules, applies_to: tuple[str, ...]) -> set[Method]:
    """Methods of the lists a counting rule touches."""
    return {
        each.method
        for each in rules.lists
        if not applies_to or each.id in applies_to or not set(each.pools).isdisjoint(applies_to)
    }


def _check_targets(rules: Rules) -> Findings:
    known = {pool.id for pool in rules.pools} | {each.id for each in rules.lists}
    counting = rules.counting
    named = {
        "allocations": [each.applies_to for each in counting.allocations],
        "thresholds": [each.applies_to for each in counting.thresholds],
        "area_caps": [each.applies_to for each in counting.area_caps],
        "turnout_bonus": [each.applies_to for each in counting.turnout_bonus],
    }
    for name, targets in named.items():
        for place, applies_to in enumerate(targets):
            for unknown in sorted(set(applies_to) - known):
                path = f"counting.{name}[{place}].applies_to"
                yield Finding(Code.UNKNOWN_TARGET, path, {"id": unknown})


def _check_allocations(rules: Rules) -> Findings:
    allocations = rules.counting.allocations
    named = Counter(name for each in allocations for name in set(each.applies_to) or {""})
    for name in sorted(name for name, times in named.items() if times > 1):
        yield Finding(Code.ALLOCATED_TWICE, "counting.allocations", {"id": name})
    for each in rules.lists:
        for pool_id in each.pools:
            if not named.keys() & {"", pool_id, each.id}:
                yield Finding(Code.POOL_WITHOUT_ALLOCATION, "counting.allocations", {"id": pool_id})
    for place, allocation in enumerate(allocations):
        yield from _check_allocation(rules, allocation, f"counting.allocations[{place}]")


def _check_allocation(rules: Rules, allocation: Allocation, path: str) -> Findings:
    tops_up, shares = (
        allocation.rule is rule for rule in (AllocationRule.GREEDY_STOP_TOPUP, AllocationRule.MES_ADD1)
    )
    percent = allocation.topup_percent
    if tops_up and (percent is None or not 0 < percent <= 100):
        yield Finding(Code.TOPUP_WRONG, f"{path}.topup_percent")
    unused = {
        "topup_percent": percent is not None and not tops_up,
        "reserve": allocation.reserve is not None and not tops_up,
        "comparison": allocation.comparison and not shares,
        "stop_when_exhausted": allocation.stop_when_exhausted and not shares,
    }
    for name in (name for name, is_unused in unused.items() if is_unused):
        yield Finding(
            Code.ALLOCATION_OPTION_UNUSED, f"{path}.{name}", {"option": name, "rule": allocation.rule}
        )
    if shares and not _methods(rules, allocation.applies_to) <= _MES:
        yield Finding(Code.MES_NEEDS_APPROVAL, f"{path}.rule")


def _check_threshold(rules: Rules, threshold: Threshold, path: str) -> Findings:
    kind, value = threshold.kind, threshold.value
    absolute = kind in {ThresholdKind.ABS_VOTES, ThresholdKind.ABS_POINTS}
    sound = (
        value.is_finite()
        and value > 0
        and not (absolute and value != value.to_integral_value())
        and not (kind is ThresholdKind.PCT_VALID and value > 100)
    )
    if not sound:
        yield Finding(Code.THRESHOLD_VALUE, f"{path}.value", {"kind": kind})
    if kind is ThresholdKind.ABS_POINTS and not _methods(rules, threshold.applies_to) <= _POINTS:
        yield Finding(Code.THRESHOLD_NEEDS_POINTS, f"{path}.kind")


def _check_ties(rules: Rules) -> Findings:
    ties = rules.counting.ties
    if not ties or ties[-1] not in DECIDES_ALWAYS or not DECIDES_ALWAYS.isdisjoint(ties[:-1]):
        yield Finding(Code.TIES_UNDECIDED, "counting.ties")
    yield from _check_repeated(ties, "counting.ties")
    ranked = any(each.method is Method.RANK_POINTS for each in rules.lists)
    if TieRule.MORE_FIRST_PREFERENCES in ties and not ranked:
        yield Finding(Code.TIE_RULE_USELESS, "counting.ties", {"rule": TieRule.MORE_FIRST_PREFERENCES})


def _check_leftovers(rules: Rules) -> Findings:
    leftovers = rules.counting.leftovers
    yield from _check_repeated(leftovers, "counting.leftovers")
    if not leftovers or (Leftover.NONE in leftovers and len(leftovers) > 1):
        yield Finding(Code.LEFTOVER_ALONE, "counting.leftovers")
    has_city = any(pool.kind is PoolKind.CITY for pool in rules.pools)
    has_areas = any(pool.areas for pool in rules.pools)
    if (Leftover.TO_CITYWIDE_POOL in leftovers and not has_city) or (
        Leftover.TO_HIGHEST_TURNOUT_AREAS in leftovers and not has_areas
    ):
        yield Finding(Code.LEFTOVER_NO_TARGET, "counting.leftovers")


def _check_extras(rules: Rules) -> Findings:
    for place, cap in enumerate(rules.counting.area_caps):
        path = f"counting.area_caps[{place}]"
        if cap.max_winners < 1:
            yield Finding(Code.NOT_POSITIVE, f"{path}.max_winners", {"value": cap.max_winners})
        if (
            not 0
            <= (cap.costs.min or 0)
            <= (cap.costs.max if cap.costs.max is not None else cap.costs.min or 0)
        ):
            yield Finding(Code.EMPTY_RANGE, f"{path}.costs", {"pool": ""})
    for place, bonus in enumerate(rules.counting.turnout_bonus):
        path = f"counting.turnout_bonus[{place}]"
        if bonus.areas < 1 or bonus.projects < 1:
            yield Finding(Code.NOT_POSITIVE, path, {"value": min(bonus.areas, bonus.projects)})
        touched = [
            pool
            for each in rules.lists
            for pool in rules.pools
            if pool.id in each.pools and (not bonus.applies_to or {each.id, pool.id} & set(bonus.applies_to))
        ]
        if not any(pool.areas for pool in touched):
            yield Finding(Code.BONUS_NEEDS_AREAS, path)


def _check_repeated(chain: Iterable[str], path: str) -> Findings:
    for name in sorted(name for name, times in Counter(chain).items() if times > 1):
        yield Finding(Code.REPEATED, path, {"rule": name})
