"""Add1: raise what every voter has, one unit at a time, until the next step would overspend."""

from collections.abc import Sequence
from fractions import Fraction

from .equal_shares import Electorate, Purchase, TieBreak, equal_shares


def add1(
    electorate: Electorate,
    costs: Sequence[int],
    budget: int,
    break_tie: TieBreak,
    *,
    unit: int,
    stop_when_exhaustive: bool = False,
) -> tuple[int, list[Purchase]]:
    """Raise everyone's endowment by ``unit`` until the next step would overspend: (endowment, purchases).

    As long as the supporters of no unbought project could pay for it with all they have, nothing but what is bought
    now can be bought, so no step overspends: those steps are passed over.
    """
    voters = int(electorate.weight.sum())
    if not voters:
        return 0, []
    endowment = budget // voters // unit * unit
    bought = equal_shares(electorate, costs, Fraction(endowment), break_tie)
    while not (stop_when_exhaustive and _exhaustive(costs, bought, budget)):
        quiet = _quiet_until(electorate, costs, bought, unit)
        if quiet is None:
            break
        if quiet > endowment:
            endowment, bought = quiet, equal_shares(electorate, costs, Fraction(quiet), break_tie)
            continue
        richer = equal_shares(electorate, costs, Fraction(endowment + unit), break_tie)
        if sum(costs[purchase.project] for purchase in richer) > budget:
            break
        endowment, bought = endowment + unit, richer
    return endowment, bought


def _quiet_until(
    electorate: Electorate, costs: Sequence[int], bought: Sequence[Purchase], unit: int
) -> int | None:
    """The highest endowment that surely buys nothing else; None if every supported project is bought."""
    have = {purchase.project for purchase in bought}
    missing = [c for c, backing in enumerate(electorate.backing) if backing and c not in have]
    if not missing:
        return None
    return min((costs[c] - 1) // electorate.backing[c] // unit * unit for c in missing)


def _exhaustive(costs: Sequence[int], bought: Sequence[Purchase], budget: int) -> bool:
    have = {purchase.project for purchase in bought}
    left = budget - sum(costs[c] for c in have)
    return not any(cost <= left for c, cost in enumerate(costs) if c not in have)
