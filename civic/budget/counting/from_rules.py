"""From the edition's frozen document to the inputs of the count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from civic.budget.counting.tally import edition as tally
from civic.budget.counting.tally import inputs
from civic.budget.editions.rules import AllocationRule, Method, Pool, PoolKind, Rules, Threshold
from civic.budget.editions.rules import counting as configured

_THRESHOLDS = {
    configured.ThresholdKind.ABS_VOTES: inputs.ThresholdKind.ABS_VOTES,
    configured.ThresholdKind.ABS_POINTS: inputs.ThresholdKind.ABS_POINTS,
    configured.ThresholdKind.PCT_VALID: inputs.ThresholdKind.PCT_VALID_BALLOTS,
    configured.ThresholdKind.COST_PROPORTIONAL: inputs.ThresholdKind.COST_PROPORTIONAL,
}


@dataclass(frozen=True)
class Contender:
    """An admitted project as far as counting goes: ``id`` is its public number, ``order`` that of submission."""

    id: str
    pool: str
    cost: int
    order: int
    area: str | None
    conflict_group: str | None
    withdrawn: bool = False

    def project(self) -> inputs.Project:
        """As the count takes it."""
        return inputs.Project(self.id, self.cost, self.order, self.area, withdrawn=self.withdrawn)


def pool_rules(rules: Rules, pool: Pool, contenders: Iterable[Contender]) -> inputs.PoolRules:
    """How this pool is counted. Exclusive groups hold among the pool's own projects."""
    allocation = rules.allocation_of(pool.id)
    equal_shares = allocation.rule is AllocationRule.MES_ADD1
    percent = allocation.topup_percent if allocation.topup_percent is not None else 80
    return inputs.PoolRules(
        pool=pool.id,
        budget=pool.amount,
        allocation=inputs.Allocation(allocation.rule.value),
        topup_share=Fraction(percent, 100),
        thresholds=tuple(_threshold(each) for each in rules.thresholds_of(pool.id)),
        ties=tuple(inputs.TieStep(step.value) for step in rules.counting.ties),
        conflicts=() if equal_shares else _conflicts(rules, contenders),
        area_caps=tuple(
            inputs.AreaCap(cap.max_winners, min_cost=cap.costs.min or 0, max_cost=cap.costs.max)
            for cap in rules.counting.area_caps
            if rules.applies(cap.applies_to, pool.id)
        ),
        guarantee=pool.guarantee_per_area,
        cost_reduction=rules.counting.cost_reduction,
        comparison=allocation.comparison,
        stop_when_exhaustive=allocation.stop_when_exhausted,
    )


def edition_rules(rules: Rules) -> tally.EditionRules:
    """What happens over all pools: leftovers, turnout bonuses, the reserve that top-ups draw on."""
    bonuses = [
        tally.TurnoutBonus(
            frozenset(pool.id for pool in rules.pools if rules.applies(bonus.applies_to, pool.id)),
            bonus.areas,
        )
        for bonus in rules.counting.turnout_bonus
        for _ in range(bonus.projects)
    ]
    reserves = [
        tally.Reserve(
            frozenset(pool.id for pool in rules.pools if rules.allocation_of(pool.id) == allocation),
            allocation.reserve,
        )
        for allocation in rules.counting.allocations
        if allocation.reserve is not None
    ]
    leftovers = tuple(inputs.Leftover(each.value) for each in rules.counting.leftovers)
    return tally.EditionRules(leftovers, tuple(bonuses), tuple(reserves))


def is_citywide(pool: Pool) -> bool:
    """Whether leftovers of the areas may flow to this pool."""
    return pool.kind is PoolKind.CITY


def carries_points(rules: Rules, pool: Pool) -> bool:
    """Whether ballots of this pool carry points rather than votes."""
    return rules.list_of(pool.id).method in {Method.POINTS_FREE, Method.RANK_POINTS}


def _threshold(each: Threshold) -> inputs.Threshold:
    return inputs.Threshold(_THRESHOLDS[each.kind], Fraction(each.value))


def _conflicts(rules: Rules, contenders: Iterable[Contender]) -> tuple[frozenset[str], ...]:
    if not rules.counting.conflict_groups:
        return ()
    groups: dict[str, set[str]] = defaultdict(set)
    for contender in contenders:
        if contender.conflict_group:
            groups[contender.conflict_group].add(contender.id)
    return tuple(frozenset(group) for _, group in sorted(groups.items()) if len(group) > 1)
