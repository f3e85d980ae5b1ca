"""Equal Shares written a second time, slowly and plainly, voter by voter in fractions. Used only to compare."""

from collections.abc import Mapping, Sequence
from fractions import Fraction


def price(cost: int, balances: Sequence[Fraction]) -> Fraction | None:
    """What the richest supporters pay, if those with less give all they have; None if they cannot afford it."""
    if sum(balances) < cost:
        return None
    paid, left = Fraction(0), len(balances)
    for balance in sorted(balances):
        share = (cost - paid) / Fraction(left)
        if share <= balance:
            return share
        paid += balance
        left -= 1
    raise AssertionError("they could afford it")


def equal_shares(
    costs: Mapping[str, int], ballots: Sequence[Sequence[str]], endowment: Fraction, order: Sequence[str]
) -> list[tuple[str, Fraction]]:
    """Bought projects with their price, in order; ties: lower cost, more votes, then ``order``."""
    balances = [endowment] * len(ballots)
    supporters = {p: [i for i, ballot in enumerate(ballots) if p in ballot] for p in costs}
    waiting = {p for p in costs if supporters[p]}
    bought = []
    while True:
        prices = {p: price(costs[p], [balances[i] for i in supporters[p]]) for p in waiting}
        affordable = {p: rho for p, rho in prices.items() if rho is not None}
        if not affordable:
            return bought
        best = min(
            affordable,
            key=lambda p: (affordable[p] / costs[p], costs[p], -len(supporters[p]), order.index(p)),
        )
        for i in supporters[best]:
            balances[i] -= min(balances[i], affordable[best])
        bought.append((best, affordable[best]))
        waiting = set(affordable) - {best}


def add1(
    costs: Mapping[str, int], ballots: Sequence[Sequence[str]], budget: int, unit: int, order: Sequence[str]
) -> tuple[int, list[tuple[str, Fraction]]]:
    """Endowment and purchases of the last step that does not overspend; stops when all supported are bought."""
    endowment = budget // len(ballots) // unit * unit
    bought = equal_shares(costs, ballots, Fraction(endowment), order)
    supported = {p for ballot in ballots for p in ballot}
    while {p for p, _ in bought} < supported:
        richer = equal_shares(costs, ballots, Fraction(endowment + unit), order)
        if sum(costs[p] for p, _ in richer) > budget:
            break
        endowment, bought = endowment + unit, richer
    return endowment, bought
