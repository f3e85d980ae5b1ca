"""What the count says: a decision with its reason for every project, and how every tie was settled."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .inputs import TieStep


class Decision(StrEnum):
    SELECTED = "SELECTED"
    FUNDED_EXTRA = "FUNDED_EXTRA"
    NOT_SELECTED = "NOT_SELECTED"
    PENDING = "PENDING"

    @property
    def funded(self) -> bool:
        return self in (Decision.SELECTED, Decision.FUNDED_EXTRA)


class Reason(StrEnum):
    """Why a project was decided so; ``CONFLICT`` and ``LOST_TIE`` point at the other project and the tie."""

    SELECTED = "SELECTED"
    REDUCED_TO_FIT = "REDUCED_TO_FIT"
    GUARANTEED = "GUARANTEED"
    FUNDED_EXTRA = "FUNDED_EXTRA"
    NO_FUNDS = "NO_FUNDS"
    NO_SUPPORT = "NO_SUPPORT"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    CONFLICT = "CONFLICT"
    AREA_CAP = "AREA_CAP"
    LOST_TIE = "LOST_TIE"
    WITHDRAWN = "WITHDRAWN"
    TIE_PENDING = "TIE_PENDING"


class Source(StrEnum):
    """Whose money pays for a FUNDED_EXTRA."""

    RESERVE = "RESERVE"
    CITYWIDE_LEFTOVERS = "CITYWIDE_LEFTOVERS"
    HIGHEST_TURNOUT = "HIGHEST_TURNOUT"
    POOLED_LEFTOVERS = "POOLED_LEFTOVERS"
    SECOND_PASS = "SECOND_PASS"  # noqa: S105 - a pass through the list
    TURNOUT_BONUS = "TURNOUT_BONUS"


class State(StrEnum):
    COUNTED = "COUNTED"
    TIE_PENDING = "TIE_PENDING"


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that decided about money: who was tied, what was left, what settled it and in which order.

    ``settled_by`` and ``order`` are empty while it is pending; ``needs`` then says which step waits for a
    person.
    """

    projects: tuple[str, ...]
    remaining: int
    settled_by: TieStep | None = None
    order: tuple[str, ...] = ()
    protocol: str = ""
    needs: TieStep | None = None


class TiePendingError(Exception):
    """Counting cannot go on before the tie is drawn or decided."""

    def __init__(self, tie: Tie) -> None:
        super().__init__(f"tie pending between {', '.join(tie.projects)}")
        self.tie = tie


@dataclass(frozen=True, slots=True)
class Shares:
    """Equal Shares: how a project was paid for.

    ``payment`` is the most one supporter paid (grosz), ``full_payers`` paid exactly that and ``part_payers``
    gave together ``part_paid``, all they had left. Always ``payment * full_payers + part_paid == cost``.
    """

    place: int
    effective_votes: Fraction
    payment: Fraction
    full_payers: int
    part_payers: int
    part_paid: Fraction


@dataclass(frozen=True, slots=True)
class ProjectResult:
    """One row of the result. ``awarded`` is all the money it gets, ``extra`` the part from outside the
    pool's budget.

    ``running`` is what the pool had spent and ``remaining`` what it had left after this row.
    """

    id: str
    score: int
    voters: int
    cost: int
    decision: Decision
    reason: Reason
    awarded: int = 0
    extra: int = 0
    source: Source | None = None
    running: int = 0
    remaining: int = 0
    conflict_with: str | None = None
    tie: int | None = None
    shares: Shares | None = None


@dataclass(frozen=True, slots=True)
class SharesSummary:
    """Equal Shares over the whole pool; ``greedy_preferred`` is set where the comparison was made."""

    endowment: Fraction
    prefer_shares: int | None = None
    prefer_greedy: int | None = None
    greedy_preferred: bool | None = None


@dataclass(frozen=True, slots=True)
class PoolResult:
    """Rows in the order of the count. ``ballots`` are the valid ones; ``budget`` includes money moved in."""

    pool: str
    state: State
    budget: int
    ballots: int
    rows: tuple[ProjectResult, ...]
    ties: tuple[Tie, ...] = ()
    shares: SharesSummary | None = None

    @property
    def spent(self) -> int:
        """Paid from the pool's own budget."""
        return sum(row.awarded - row.extra for row in self.rows)

    @property
    def left(self) -> int:
        return self.budget - self.spent

    @property
    def funded(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.rows if row.decision.funded)

    @property
    def pending(self) -> Tie | None:
        return self.ties[-1] if self.state is State.TIE_PENDING else None

    def row(self, project: str) -> ProjectResult:
        return next(row for row in self.rows if row.id == project)
