"""The frozen document of an edition as the count takes it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from civic.budget.counting.from_rules import Contender, edition_rules, pool_rules
from civic.budget.counting.tally import edition as tally
from civic.budget.counting.tally import inputs
from civic.budget.editions.rules import (
    Allocation,
    AllocationRule,
    AreaCap,
    CostRange,
    Leftover,
    Threshold,
    ThresholdKind,
    TieRule,
    TurnoutBonus,
)
from tests.budget.editions.sample_rules import CITY, OLD_TOWN, RULES, with_counting

TOPUP = Allocation(
    rule=AllocationRule.GREEDY_STOP_TOPUP, applies_to=("districts",), topup_percent=75, reserve=500_00
)
REST = Allocation(rule=AllocationRule.GREEDY_SKIP)


def test_each_pool_is_counted_by_its_own_allocation() -> None:
    rules = with_counting(allocations=(TOPUP, REST))
    district, city = pool_rules(rules, OLD_TOWN, ()), pool_rules(rules, CITY, ())
    assert (district.allocation, district.topup_share) == (
        inputs.Allocation.GREEDY_STOP_TOPUP,
        Fraction(3, 4),
    )
    assert city.allocation is inputs.Allocation.GREEDY_SKIP
    assert (district.budget, district.pool) == (OLD_TOWN.amount, OLD_TOWN.id)


def test_the_reserve_is_shared_by_the_pools_of_its_allocation() -> None:
    districts = frozenset(pool.id for pool in RULES.pools if pool.id != CITY.id)
    rules = edition_rules(with_counting(allocations=(TOPUP, REST)))
    assert rules.reserves == (tally.Reserve(districts, 500_00),)
    assert edition_rules(with_counting(allocations=(replace(TOPUP, reserve=None), REST))).reserves == ()


@pytest.mark.parametrize("kind", list(ThresholdKind))
def test_thresholds_keep_their_meaning_and_place(kind: ThresholdKind) -> None:
    threshold = Threshold(kind=kind, value=Decimal("2.5"), applies_to=("districts",))
    rules = with_counting(thresholds=(threshold,))
    found = pool_rules(rules, OLD_TOWN, ()).thresholds
    assert [(each.kind.value.removesuffix("_BALLOTS"), each.value) for each in found] == [
        (kind.value, Fraction(5, 2))
    ]
    assert pool_rules(rules, CITY, ()).thresholds == ()


def test_every_link_leftover_and_bonus_has_its_counterpart() -> None:
    rules = with_counting(
        ties=tuple(TieRule),
        leftovers=tuple(Leftover),
        turnout_bonus=(TurnoutBonus(areas=2, projects=2, applies_to=("districts",)),),
    )
    assert [step.value for step in pool_rules(rules, CITY, ()).ties] == [step.value for step in TieRule]
    whole = edition_rules(rules)
    assert [step.value for step in whole.leftovers] == [step.value for step in Leftover]
    assert [(bonus.areas, CITY.id in bonus.pools) for bonus in whole.bonuses] == [(2, False), (2, False)]


def test_exclusive_groups_and_caps() -> None:
    """Groups of two and more; caps by cost."""
    cap = AreaCap(max_winners=1, costs=CostRange(min=100), applies_to=(CITY.id,))
    rules = with_counting(area_caps=(cap,))
    contenders = [
        Contender(str(number), CITY.id, 100, number, None, group)
        for number, group in enumerate(("skwer", "skwer", None, "plac"), 1)
    ]
    found = pool_rules(rules, CITY, contenders)
    assert found.conflicts == (frozenset({"1", "2"}),)
    assert found.area_caps == (inputs.AreaCap(1, min_cost=100),)
    assert pool_rules(rules, OLD_TOWN, ()).area_caps == ()
    assert pool_rules(with_counting(conflict_groups=False), CITY, contenders).conflicts == ()
