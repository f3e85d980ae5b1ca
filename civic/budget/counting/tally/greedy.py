"""Giving money by score: skip, stop, stop with a top-up; exclusive groups, caps, guarantees, reduced costs.

``Till`` is the money and what was decided so far. Projects come as groups of equal score, best first. A
tie is asked about only if it is decisive, that is if the order inside the group changes who is funded.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction

from .inputs import Allocation, AreaCap, PoolRules, Project, TieStep
from .results import Decision, ProjectResult, Reason, Source
from .ties import ORDERINGS, TieBook


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one project."""

    project: Project
    decision: Decision
    reason: Reason
    awarded: int = 0
    extra: int = 0
    source: Source | None = None
    running: int = 0
    remaining: int = 0
    conflict_with: str | None = None
    tie: int | None = None


@dataclass(slots=True)
class Limits:
    """Winners so far, as exclusive groups and area caps see them."""

    conflicts: tuple[frozenset[str], ...]
    caps: tuple[AreaCap, ...]
    winners: dict[str, Project] = field(default_factory=dict)

    def bar(self, project: Project) -> tuple[Reason, str | None] | None:
        """Why the project may not be funded whatever money is left."""
        for group in self.conflicts:
            if project.id in group:
                rival = next((winner for winner in self.winners if winner in group), None)
                if rival is not None:
                    return Reason.CONFLICT, rival
        if any(cap.covers(project) and self._full(cap, project) for cap in self.caps):
            return Reason.AREA_CAP, None
        return None

    def _full(self, cap: AreaCap, project: Project) -> bool:
        mates = [w for w in self.winners.values() if w.area == project.area and cap.covers(w)]
        too_many = cap.max_winners is not None and len(mates) >= cap.max_winners
        amount = sum(mate.cost for mate in mates) + project.cost
        return too_many or (cap.max_amount is not None and amount > cap.max_amount)

    def copy(self) -> "Limits":
        return replace(self, winners=dict(self.winners))


@dataclass(slots=True)
class Till:
    """Money to give, by which rule, and the verdicts so far.

    ``source`` is set while extra money is given out; ``most`` limits how many are funded.
    """

    budget: int
    limits: Limits
    book: TieBook
    stops: bool = False
    topup: Fraction | None = None
    reserve: int | None = None
    reduce: bool = False
    source: Source | None = None
    most: int | None = None
    spent: int = 0
    stopped: bool = False
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: PoolRules, book: TieBook) -> "Till":
        topup = rules.topup_share if rules.allocation is Allocation.GREEDY_STOP_TOPUP else None
        stops = rules.allocation in (Allocation.GREEDY_STOP, Allocation.GREEDY_STOP_TOPUP)
        limits = Limits(rules.conflicts, rules.area_caps)
        return cls(rules.budget, limits, book, stops, topup, rules.reserve, rules.cost_reduction)

    @property
    def remaining(self) -> int:
        return self.budget - self.spent

    def walk(self, groups: Iterable[Sequence[Project]]) -> None:
        for group in groups:
            self.settle(list(group), self.book.chain)

    def can_take(self, project: Project) -> bool:
        return not self.stopped and self.limits.bar(project) is None and self._price(project) is not None

    def _price(self, project: Project) -> int | None:
        """What it would get now, or None if it does not fit."""
        if self.most is not None and sum(v.decision.funded for v in self.verdicts.values()) >= self.most:
            return None
        if project.cost <= self.remaining:
            return project.cost
        if self.reduce and project.least_cost is not None and project.least_cost <= self.remaining:
            return self.remaining
        return None

    def settle(self, group: Sequence[Project], chain: tuple[TieStep, ...]) -> None:
        """Decide projects of equal score; ask the chain only where their order matters.

        Those that fit alone come before those that do not: a tie with a project that cannot be funded
        decides nothing.
        """
        ordered = sorted(group, key=lambda p: (p.order, p.cost, p.id))
        able = [project for project in ordered if self.can_take(project)]
        if len(able) > 1 and not self._all_fit(able):
            self._ask(able, chain)
        else:
            self._decide_all(able)
        others = [project for project in ordered if project not in able]
        topped = [project for project in others if self._topped_up(project)]
        if len(topped) > 1:
            self._ask(topped, chain)
        else:
            self._decide_all(topped)
        self._decide_all([project for project in others if project not in topped])

    def _ask(self, tied: list[Project], chain: tuple[TieStep, ...]) -> None:
        number = self.book.open([p.id for p in tied], self.remaining)
        for place, step in enumerate((*chain, None)):
            if step is TieStep.FUND_BOTH_IF_POSSIBLE:
                continue
            if step is not None and step in ORDERINGS:
                parts = self.book.split(tied, step)
                if len(parts) == 1:
                    continue
                self.book.close(number, [project.id for part in parts for project in part], step)
                for part in parts:
                    self.settle(part, chain[place + 1 :])
                break
            order, protocol = self.book.settle([p.id for p in tied], step, self.remaining)
            self.book.close(number, order, step or TieStep.EXECUTIVE_DECISION, protocol)
            self._decide_all(sorted(tied, key=lambda p: order.index(p.id)))
            break
        self._mark_lost(tied, number)

    def _mark_lost(self, tied: list[Project], number: int) -> None:
        for project in tied:
            verdict = self.verdicts[project.id]
            if not verdict.decision.funded and verdict.reason is not Reason.LOST_TIE:
                lost = replace(verdict, reason=Reason.LOST_TIE, tie=number, conflict_with=None)
                self.verdicts[project.id] = lost

    def _all_fit(self, able: list[Project]) -> bool:
        """Whether all are funded at full cost in any order."""
        trial = copy(self)
        trial.limits, trial.verdicts = self.limits.copy(), {}
        for project in able:
            trial.decide(project)
        verdicts = trial.verdicts.values()
        return all(v.decision.funded and v.reason is not Reason.REDUCED_TO_FIT for v in verdicts)

    def _decide_all(self, projects: Iterable[Project]) -> None:
        for project in projects:
            self.decide(project)

    def _topped_up(self, project: Project) -> bool:
        if self.topup is None or self.stopped or self.limits.bar(project) is not None:
            return False
        missing = project.cost - self.remaining
        if self.reserve is not None and missing > self.reserve:
            return False
        return missing > 0 and self.remaining >= self.topup * project.cost

    def decide(self, project: Project) -> None:
        """Fund it, or say why not."""
        barred = self.limits.bar(project)
        price = None if self.stopped else self._price(project)
        if barred is not None:
            self._refuse(project, *barred)
        elif price is not None:
            reduced = price < project.cost
            reason = Reason.REDUCED_TO_FIT if reduced else Reason.SELECTED
            self._fund(project, reason, price, 0)
        elif self._topped_up(project):
            self._fund(project, Reason.FUNDED_EXTRA, self.remaining, project.cost - self.remaining)
            self.stopped = True
        else:
            self._refuse(project, Reason.NO_FUNDS, None)
            self.stopped = self.stops

    def _refuse(self, project: Project, reason: Reason, rival: str | None) -> None:
        self.verdicts[project.id] = Verdict(
            project,
            Decision.NOT_SELECTED,
            reason,
            running=self.spent,
            remaining=self.remaining,
            conflict_with=rival,
        )

    def _fund(self, project: Project, reason: Reason, own: int, reserve: int) -> None:
        self.spent += own
        self.limits.winners[project.id] = project
        source = Source.RESERVE if reserve else self.source
        extra = reserve + (own if self.source else 0)
        self.verdicts[project.id] = Verdict(
            project,
            Decision.FUNDED_EXTRA if source else Decision.SELECTED,
            Reason.FUNDED_EXTRA if source else reason,
            awarded=own + reserve,
            extra=extra,
            source=source,
            running=self.spent,
            remaining=self.remaining,
        )


def guarantee_areas(till: Till, groups: Sequence[Sequence[Project]], limit: int) -> None:
    """Fund the best project of every area that costs at most ``limit``, areas in the order of their best project."""
    areas = dict.fromkeys(p.area for group in groups for p in group if p.area is not None and p.cost <= limit)
    for area in areas:
        first = replace(till, stops=False, topup=None, most=1, verdicts={})
        first.walk([p for p in group if p.area == area and p.cost <= limit] for group in groups)
        till.spent = first.spent
        for verdict in first.verdicts.values():
            if verdict.decision.funded:
                till.verdicts[verdict.project.id] = replace(verdict, reason=Reason.GUARANTEED)


def as_row(verdict: Verdict, score: int, voters: int) -> ProjectResult:
    return ProjectResult(
        id=verdict.project.id,
        score=score,
        voters=voters,
        cost=verdict.project.cost,
        decision=verdict.decision,
        reason=verdict.reason,
        awarded=verdict.awarded,
        extra=verdict.extra,
        source=verdict.source,
        running=verdict.running,
        remaining=verdict.remaining,
        conflict_with=verdict.conflict_with,
        tie=verdict.tie,
    )
