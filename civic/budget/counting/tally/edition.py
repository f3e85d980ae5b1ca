"""All pools of an edition: each on its own, then what to do with the money left over, then the turnout
bonus.

Leftovers and bonuses only add: nobody who is funded loses it. Thresholds, exclusive groups and area caps
hold for extra winners too. Sources: polish-rules 2.8, step 5 (Łódź, Częstochowa, Radom, Gdynia "Projekt
+1").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from .ballots import Ballots
from .extras import Claim, give
from .inputs import Leftover, PoolRules, Project, TieInputs
from .pool import count_pool
from .results import Decision, PoolResult, Reason, Source, State, Tie, TiePendingError


@dataclass(frozen=True, slots=True)
class PoolCount:
    """One pool to count. ``citywide`` marks the pool that leftovers may flow to.

    ``voters`` (who took part in the area, by any list) and ``residents`` give the turnout of the pool's area.
    """

    rules: PoolRules
    projects: tuple[Project, ...]
    ballots: Ballots
    ties: TieInputs = field(default_factory=TieInputs)
    citywide: bool = False
    voters: int = 0
    residents: int = 0

    @property
    def turnout(self) -> Fraction:
        return Fraction(self.voters, self.residents) if self.residents else Fraction(0)


@dataclass(frozen=True, slots=True)
class TurnoutBonus:
    """One more project in each of the ``areas`` pools with the highest turnout, among ``pools``.

    Gdynia "Projekt +1": one large and two small, that is two bonuses. ``money`` in grosz caps all of it
    together; None = no cap.
    """

    pools: frozenset[str]
    areas: int = 1
    money: int | None = None


@dataclass(frozen=True, slots=True)
class Reserve:
    """Money in grosz from which the top-ups of ``pools`` are paid, in the order in which the pools are given."""

    pools: frozenset[str]
    money: int


@dataclass(frozen=True, slots=True)
class EditionRules:
    """``leftovers`` are tried in order, each with what the one before left over."""

    leftovers: tuple[Leftover, ...] = (Leftover.NONE,)
    bonuses: tuple[TurnoutBonus, ...] = ()
    reserves: tuple[Reserve, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionResult:
    """Pools in the order given. ``moved`` and ``unspent`` in grosz; ``next_year`` is the part of unspent
    carried over.
    """

    state: State
    pools: tuple[PoolResult, ...]
    moved_to_citywide: int = 0
    unspent: int = 0
    next_year: int = 0

    def pool(self, name: str) -> PoolResult:
        return next(pool for pool in self.pools if pool.pool == name)


def count_edition(rules: EditionRules, pools: Sequence[PoolCount]) -> EditionResult:
    """Count everything; ``TIE_PENDING`` if any pool waits, and then nothing that depends on it is given
    out.
    """
    names = [project.id for pool in pools for project in pool.projects]
    if len(names) != len(set(names)) or len(pools) != len({pool.rules.pool for pool in pools}):
        raise ValueError("ids of pools and projects must be unique in the edition")
    results = _each(rules, pools)
    if any(result.state is State.TIE_PENDING for result in results.values()):
        return EditionResult(State.TIE_PENDING, tuple(results.values()))
    desk = _Desk(tuple(pools), results)
    for step in rules.leftovers:
        if not desk.pending:
            desk.step(step)
    for bonus in rules.bonuses:
        if not desk.pending:
            desk.bonus(bonus)
    state = State.TIE_PENDING if desk.pending else State.COUNTED
    final = tuple(desk.results[pool.rules.pool] for pool in pools)
    return EditionResult(state, final, desk.moved, desk.unspent, desk.unspent if desk.carried else 0)


def _each(rules: EditionRules, pools: Sequence[PoolCount]) -> dict[str, PoolResult]:
    """Every pool on its own; top-ups draw on their reserve one pool after the other."""
    left = [reserve.money for reserve in rules.reserves]
    results = {}
    for pool in pools:
        mine = [n for n, reserve in enumerate(rules.reserves) if pool.rules.pool in reserve.pools]
        limits = [left[n] for n in mine] + ([] if pool.rules.reserve is None else [pool.rules.reserve])
        limited = replace(pool.rules, reserve=min(limits, default=None))
        result = count_pool(limited, pool.projects, pool.ballots, pool.ties)
        for n in mine:
            left[n] -= sum(row.extra for row in result.rows)
        results[pool.rules.pool] = result
    return results


@dataclass(slots=True)
class _Desk:
    """Where the leftovers lie while they are given out: ``left`` per pool, and ``pot`` once they are
    pooled.
    """

    pools: tuple[PoolCount, ...]
    results: dict[str, PoolResult]
    pot: int = 0
    moved: int = 0
    carried: bool = False
    pending: bool = False
    left: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = {name: result.left for name, result in self.results.items()}

    @property
    def unspent(self) -> int:
        return self.pot + sum(self.left.values())

    def step(self, step: Leftover) -> None:
        match step:
            case Leftover.TO_CITYWIDE_POOL:
                self._to_citywide()
            case Leftover.SECOND_PASS:
                for pool in self.pools:
                    name = pool.rules.pool
                    self.left[name] = self._give([pool], self.left[name], Source.SECOND_PASS)
            case Leftover.TO_HIGHEST_TURNOUT_AREAS:
                self._pool_money()
                for pool in self._by_turnout(pool for pool in self.pools if not pool.citywide):
                    self.pot = self._give([pool], self.pot, Source.HIGHEST_TURNOUT)
            case Leftover.POOLED_NEXT_BEST:
                self._pool_money()
                self.pot = self._give(list(self.pools), self.pot, Source.POOLED_LEFTOVERS)
            case Leftover.NEXT_YEAR:
                self.carried = True
            case Leftover.NONE:
                pass

    def bonus(self, bonus: TurnoutBonus) -> None:
        money = bonus.money
        entitled = [p for p in self.pools if p.rules.pool in bonus.pools and self._claim(p).candidates]
        for pool in self._by_turnout(entitled)[: bonus.areas]:
            pot = sum(project.cost for project in pool.projects) if money is None else money
            rest = self._give([pool], pot, Source.TURNOUT_BONUS, most=1)
            money = None if money is None else rest

    def _to_citywide(self) -> None:
        city = next((pool for pool in self.pools if pool.citywide), None)
        if city is None:
            return
        name = city.rules.pool
        given = sum(money for pool, money in self.left.items() if pool != name)
        before = self.results[name]
        rules = replace(city.rules, budget=city.rules.budget + given)
        after = count_pool(rules, city.projects, city.ballots, city.ties)
        self.results[name] = _marked(before, after)
        self.pending = after.state is State.TIE_PENDING
        self.left = dict.fromkeys(self.left, 0) | {name: after.left}
        self.moved += given

    def _pool_money(self) -> None:
        self.pot += sum(self.left.values())
        self.left = dict.fromkeys(self.left, 0)

    def _by_turnout(self, pools: Iterable[PoolCount]) -> list[PoolCount]:
        """Highest turnout first; where it is exactly equal more voters, then the id, go first."""
        return sorted(pools, key=lambda pool: (-pool.turnout, -pool.voters, pool.rules.pool))

    def _claim(self, pool: PoolCount) -> Claim:
        return Claim(pool.rules, pool.projects, pool.ballots, pool.ties, self.results[pool.rules.pool])

    def _give(self, pools: list[PoolCount], pot: int, source: Source, most: int | None = None) -> int:
        """Money left; a pending tie is noted in the first pool that has a tied project."""
        if self.pending:
            return pot
        claims = [self._claim(pool) for pool in pools]
        try:
            results, rest = give(claims, pot, source, most)
        except TiePendingError as stop:
            self.pending = True
            self._note(pools, stop.tie)
            return pot
        self.results.update({result.pool: result for result in results})
        return rest

    def _note(self, pools: Sequence[PoolCount], tie: Tie) -> None:
        for pool in pools:
            if any(project.id in tie.projects for project in pool.projects):
                name = pool.rules.pool
                result = self.results[name]
                self.results[name] = replace(result, state=State.TIE_PENDING, ties=(*result.ties, tie))
                return


def _marked(before: PoolResult, after: PoolResult) -> PoolResult:
    """Who is funded only thanks to the money moved in is FUNDED_EXTRA."""
    had = set(before.funded)
    rows = tuple(
        replace(
            row, decision=Decision.FUNDED_EXTRA, reason=Reason.FUNDED_EXTRA, source=Source.CITYWIDE_LEFTOVERS
        )
        if row.decision is Decision.SELECTED and row.id not in had
        else row
        for row in after.rows
    )
    return replace(after, rows=rows)
