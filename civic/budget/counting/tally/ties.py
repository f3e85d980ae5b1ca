"""Chains that settle ties (polish-rules 2.9)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .inputs import PoolRules, Project, TieInputs, TieStep
from .results import Tie, TiePendingError


@dataclass(frozen=True, slots=True)
class Facts:
    """What the chains may look at, per project id."""

    projects: Mapping[str, Project]
    score: Mapping[str, int]
    voters: Mapping[str, int]
    first_preferences: Mapping[str, int]


ORDERINGS: Mapping[TieStep, Callable[[Facts, Project], int]] = {
    TieStep.LOWER_COST: lambda facts, project: project.cost,
    TieStep.HIGHER_COST: lambda facts, project: -project.cost,
    TieStep.MORE_VOTERS: lambda facts, project: -facts.voters[project.id],
    TieStep.MORE_FIRST_PREFERENCES: lambda facts, project: -facts.first_preferences[project.id],
    TieStep.EARLIER_SUBMISSION: lambda facts, project: project.order,
}


@dataclass(slots=True)
class TieBook:
    """Settles ties and keeps a record of each. One book serves one pool."""

    pool: str
    chain: tuple[TieStep, ...]
    facts: Facts
    inputs: TieInputs
    ties: list[Tie] = field(default_factory=list)

    @classmethod
    def of(cls, rules: PoolRules, facts: Facts, inputs: TieInputs) -> "TieBook":
        return cls(rules.pool, rules.ties, facts, inputs)

    def open(self, tied: Sequence[str], remaining: int) -> int:
        """Number of a new tie, still unsettled."""
        self.ties.append(Tie(tuple(sorted(tied)), remaining))
        return len(self.ties) - 1

    def close(self, number: int, order: Sequence[str], step: TieStep, protocol: str = "") -> None:
        tie = self.ties[number]
        self.ties[number] = Tie(tie.projects, tie.remaining, step, tuple(order), protocol)

    def split(self, tied: Sequence[Project], step: TieStep) -> list[list[Project]]:
        """Those still equal after an ordering step, best first."""
        key = ORDERINGS[step]
        groups: dict[int, list[Project]] = {}
        for project in tied:
            groups.setdefault(key(self.facts, project), []).append(project)
        return [groups[value] for value in sorted(groups)]

    def settle(self, tied: Sequence[str], step: TieStep | None, remaining: int) -> tuple[list[str], str]:
        """Full order by a draw or a recorded decision, with its protocol; pending while there is none."""
        if step is TieStep.PUBLIC_DRAW and self.inputs.draw is not None:
            draw = self.inputs.draw
            return sorted(tied, key=lambda project: (draw.lot(self.pool, project), project)), draw.protocol
        for wanted in (step,) if step else (TieStep.EXECUTIVE_DECISION, TieStep.RUN_OFF):
            decision = self.inputs.decided(wanted, tied)
            if decision is not None:
                return list(decision.order), decision.protocol
        needs = step or TieStep.EXECUTIVE_DECISION
        raise TiePendingError(Tie(tuple(sorted(tied)), remaining, needs=needs))
