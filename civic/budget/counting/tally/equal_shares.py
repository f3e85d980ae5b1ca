"""The Method of Equal Shares, exact and fast.

Balances and prices are kept twice. As scaled integers (``2**scale`` units to the grosz) with a bound on
their error: that is quick in numpy and settles nearly everything. As exact rationals over one common
denominator: a price is ``(cost - what the poorer supporters have left) / number of richer supporters``,
and what a voter has left is the endowment less the prices paid in full, so counting who paid for what
gives the exact price in a few integer steps. Whatever the bound cannot tell apart is compared exactly; no
float takes part. Source: polish-rules 2.8, MES_ADD1.

Bound: a price is rounded down by less than one unit, so after ``r`` purchases a balance is off by at most
``r + 1``. If ``n`` supporters are each off by ``e`` and at least ``k`` of them surely pay the full price,
the price is off by at most ``n * (e + 1) / k + 1``; where too few surely pay, the exact price is computed
instead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np
from numpy.typing import NDArray

from .ballots import Ballots, Indexes, Ints

FIXED = 64
TieBreak = Callable[[Sequence[int]], int]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Purchase:
    """One project bought: ``price`` is what a full payer pays, in grosz."""

    project: int
    price: Fraction
    full_payers: int
    part_payers: int
    part_paid: Fraction


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who supports what, prepared once for all runs over the same ballots."""

    weight: Ints
    supporters: tuple[Indexes, ...]
    weights: tuple[Ints, ...]
    backing: tuple[int, ...]

    @classmethod
    def of(cls, ballots: Ballots, projects: Sequence[int] | None = None) -> "Electorate":
        """Supporters of the projects at these places of the list (all by default); every voter counts."""
        everyone = ballots.supporters()
        supporters = tuple(everyone if projects is None else [everyone[project] for project in projects])
        weights = tuple(ballots.weight[group] for group in supporters)
        return cls(ballots.weight, supporters, weights, tuple(int(w.sum()) for w in weights))


@dataclass(slots=True)
class _Offer:
    """What is known of a project still to be bought: bounds on price / cost, its supporters with money
    left.
    """

    project: int
    cost: int
    group: Indexes
    weight: Ints
    voters: int
    low: int
    high: int = 0
    start: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Deal:
    """An exact price: ``need / (payers * denominator)``; masks over the offer's group."""

    need: int
    payers: int
    price: Fraction
    poor: Bools
    level: Bools
    poor_paid: Fraction


class _Run:
    """One run at one endowment (grosz per voter)."""

    def __init__(self, electorate: Electorate, costs: Sequence[int], endowment: Fraction) -> None:
        self.electorate = electorate
        self.endowment = endowment
        money = int(endowment * int(electorate.weight.sum())) + 1
        self.scale = max(0, 60 - money.bit_length())
        self.margin = 1 << (self.scale // 2 + 4)
        groups = len(electorate.weight)
        self.balance = np.full(
            groups, (endowment.numerator << self.scale) // endowment.denominator, dtype=np.int64
        )
        self.broke = np.zeros(groups, dtype=np.bool_)
        self.paid = np.zeros((groups, 64), dtype=np.bool_)
        self.prices: list[int] = []
        self.denominator = endowment.denominator
        self.gift = endowment.numerator
        self.bought: list[Purchase] = []
        self.offers = [
            _Offer(c, cost, electorate.supporters[c], electorate.weights[c], n, (1 << FIXED) // n)
            for c, (cost, n) in enumerate(zip(costs, electorate.backing, strict=True))
            if n and 0 < cost <= money
        ]
        for project, cost in enumerate(costs):
            if cost == 0 and electorate.backing[project]:
                self.bought.append(
                    Purchase(project, Fraction(0), electorate.backing[project], 0, Fraction(0))
                )

    @property
    def error(self) -> int:
        return len(self.prices) + 1

    def go(self, break_tie: TieBreak) -> list[Purchase]:
        while (chosen := self._best(break_tie)) is not None:
            self._buy(chosen)
        return self.bought

    def _best(self, break_tie: TieBreak) -> _Offer | None:
        """The offer with the lowest price per grosz of cost, that is the most effective votes."""
        self.offers.sort(key=lambda offer: offer.low)
        rivals: list[_Offer] = []
        gone: set[int] = set()
        best_high: int | None = None
        for offer in self.offers:
            if best_high is not None and offer.low > best_high:
                break
            if not self._refresh(offer):
                gone.add(offer.project)
                continue
            rivals.append(offer)
            best_high = offer.high if best_high is None else min(best_high, offer.high)
        if gone:
            self.offers = [offer for offer in self.offers if offer.project not in gone]
        rivals = [offer for offer in rivals if best_high is not None and offer.low <= best_high]
        return self._exactly_best(rivals, break_tie) if len(rivals) > 1 else next(iter(rivals), None)

    def _exactly_best(self, rivals: list[_Offer], break_tie: TieBreak) -> _Offer:
        relative = {offer.project: self._exact(offer).price / offer.cost for offer in rivals}
        lowest = min(relative.values())
        tied = [offer for offer in rivals if relative[offer.project] == lowest]
        if len(tied) == 1:
            return tied[0]
        chosen = break_tie([offer.project for offer in tied])
        return next(offer for offer in tied if offer.project == chosen)

    def _refresh(self, offer: _Offer) -> bool:
        """Bring the bounds up to date; False when its supporters cannot pay for it any more."""
        broke = self.broke[offer.group]
        if broke.any():
            offer.group, offer.weight = offer.group[~broke], offer.weight[~broke]
            offer.voters = int(offer.weight.sum())
        balance = self.balance[offer.group]
        held = balance * offer.weight
        total, need = int(held.sum()), offer.cost << self.scale
        slack = offer.voters * self.error
        if total + slack < need:
            return False
        if total - slack < need and self._held(offer.group, offer.weight) < offer.cost * self.denominator:
            return False
        spread = self._approximate(offer, balance, held, need)
        offer.sure = spread is not None
        unit = offer.cost << self.scale
        if spread is not None:
            offer.low = (max(offer.start - spread, 0) << FIXED) // unit
            offer.high = -((-(offer.start + spread) << FIXED) // unit)
        else:
            relative = self._exact(offer).price / offer.cost
            offer.low = (relative.numerator << FIXED) // relative.denominator
            offer.high = offer.low + 1
        return True

    def _approximate(self, offer: _Offer, balance: Ints, held: Ints, need: int) -> int | None:
        """Set ``start`` to the price in scaled units; how far it can be off, or None if that cannot be
        bounded.
        """
        price = max(offer.start, need // offer.voters)
        while True:
            poor = balance < price
            payers = offer.voters - int(offer.weight[poor].sum())
            if payers <= 0:
                return None
            higher = (need - int(held[poor].sum())) // payers
            if higher <= price:
                break
            price = higher
        offer.start = price
        surely = int(offer.weight[balance >= price + self.margin].sum())
        if surely == 0:
            return None
        spread = offer.voters * (self.error + 1) // surely + 1
        return spread if spread + self.error <= self.margin else None

    def _held(self, group: Indexes, weight: Ints) -> int:
        """Exactly what these supporters have left together, times the common denominator."""
        times = weight @ self.paid[group, : len(self.prices)]
        spent = sum(price * int(often) for price, often in zip(self.prices, times, strict=True))
        return self.gift * int(weight.sum()) - spent

    def _exact(self, offer: _Offer) -> _Deal:
        balance = self.balance[offer.group]
        if offer.sure:
            poor = balance < offer.start - self.margin
            near = ~poor & (balance <= offer.start + self.margin)
        else:
            poor = np.zeros(len(balance), dtype=np.bool_)
            near = ~poor
        poor_held = self._held(offer.group[poor], offer.weight[poor])
        need = offer.cost * self.denominator - poor_held
        payers = offer.voters - int(offer.weight[poor].sum())
        level = np.zeros(len(balance), dtype=np.bool_)
        for value, members in self._values(offer.group, np.flatnonzero(near)):
            if need <= value * payers:
                if need == value * payers:
                    level[members] = True
                break
            voters = int(offer.weight[members].sum())
            need -= value * voters
            poor_held += value * voters
            payers -= voters
            poor[members] = True
        price = Fraction(need, payers * self.denominator)
        return _Deal(need, payers, price, poor, level, Fraction(poor_held, self.denominator))

    def _values(self, group: Indexes, members: NDArray[np.intp]) -> list[tuple[int, NDArray[np.intp]]]:
        """Members by their exact balance (times the common denominator), poorest first."""
        if not len(members):
            return []
        histories, which = np.unique(
            self.paid[group[members], : len(self.prices)], axis=0, return_inverse=True
        )
        by_value: dict[int, list[int]] = {}
        for history, row in enumerate(histories):
            value = self.gift - sum(price for price, paid in zip(self.prices, row, strict=True) if paid)
            by_value.setdefault(value, []).append(history)
        flat = which.reshape(-1)
        return [(value, members[np.isin(flat, alike)]) for value, alike in sorted(by_value.items())]

    def _buy(self, offer: _Offer) -> None:
        deal = self._exact(offer)
        done = deal.poor | deal.level
        rich, spent = offer.group[~done], offer.group[done]
        part_payers = int(offer.weight[deal.poor].sum())
        self.bought.append(Purchase(offer.project, deal.price, deal.payers, part_payers, deal.poor_paid))
        self._room(len(self.prices))
        self.paid[rich, len(self.prices)] = True
        self.balance[rich] -= (deal.price.numerator << self.scale) // deal.price.denominator
        self.balance[spent] = 0
        self.broke[spent] = True
        common = gcd(deal.need, deal.payers)
        factor = deal.payers // common
        self.prices = [price * factor for price in self.prices]
        self.prices.append(deal.need // common)
        self.denominator *= factor
        self.gift *= factor
        self.offers = [other for other in self.offers if other is not offer]

    def _room(self, column: int) -> None:
        if column >= self.paid.shape[1]:
            self.paid = np.hstack([self.paid, np.zeros_like(self.paid)])


def equal_shares(
    electorate: Electorate, costs: Sequence[int], endowment: Fraction, break_tie: TieBreak
) -> list[Purchase]:
    """What the voters buy, in order, when each has ``endowment`` grosz. Without supporters nothing is
    bought.
    """
    if not len(electorate.weight):
        return []
    return _Run(electorate, costs, endowment).go(break_tie)
