"""The clock of a request: it is a motion under the Administrative Procedure Code (KPA art. 241 and following)."""

from dataclasses import dataclass
from datetime import date

from civic.core.deadlines import Term, Unit, add_months
from civic.initiatives.requests.rules.statuses import Status

AWAITING_DECISION = frozenset({Status.SUBMITTED, Status.FIX_CALLED, Status.FORMAL_OK, Status.ASSESSED})
"""The month of KPA art. 244 runs here."""
ENDED = frozenset(
    {
        Status.FORWARDED,
        Status.LEFT_UNCONSIDERED,
        Status.REJECTED,
        Status.SETTLED,
        Status.TERMINATED,
        Status.WITHDRAWN,
    }
)
"""Nothing more will happen."""


def decide_by(received_on: date) -> date:
    """The last day to decide: a month from receipt (KPA art. 244 with 237), rolled to a working day."""
    return Term(1, Unit.MONTHS).ends(received_on)


def forward_by(received_on: date) -> date:
    """The last day to hand a request over to the right body: seven days (KPA art. 243)."""
    return Term(7).ends(received_on)


@dataclass(frozen=True)
class Due:
    """How much time is left for the decision. ``left``: days, negative once overdue."""

    on: date
    left: int

    @property
    def overdue(self) -> bool:
        """The day has passed: the notice of KPA art. 245, with a reason and a new date, must be sent."""
        return self.left < 0


def due(status: Status, due_on: date | None, today: date) -> Due | None:
    """Until when the city must decide; None where no decision is awaited."""
    if due_on is None or status not in AWAITING_DECISION:
        return None
    return Due(due_on, (due_on - today).days)


def erase_on(ended_on: date, years: int) -> date:
    """The day from which nothing personal of an ended request is kept (polish-rules 4.5)."""
    return add_months(ended_on, 12 * years)


def may_be_erased(status: Status, ended_on: date, years: int, today: date) -> bool:
    """Whether personal data of a request goes now: only once it ended, and that many years ago."""
    return status in ENDED and today >= erase_on(ended_on, years)
