"""Terms of the Administrative Procedure Code (KPA) that run while a request waits, and how they may be moved."""

from datetime import date

from civic.core.deadlines import Term
from civic.core.refusal import Refused
from civic.initiatives.assessment.rules.refusals import Refusal
from civic.initiatives.requests.rules import AWAITING_DECISION, EDGES, Action, Due, Status

MIN_COMPLETION_DAYS = 7
"""The shortest term of a call to complete (KPA art. 64(2))."""
MAX_COMPLETION_DAYS = 60
BODY_MAX = 200

_R = Refusal


def clock(last: date, today: date) -> Due:
    """How a term stands: on its last day nothing is late yet, the day after it is overdue."""
    return Due(last, (last - today).days)


def complete_by(called_on: date, days: int) -> date:
    """The last day to complete, counted from the day the call was sent."""
    return Term(days).ends(called_on)


def why_not_forward(status: Status, body: str, reason: str, *, party: bool) -> Refused | None:
    """Why a request cannot be sent to another body. Being late is no reason: it is shown, never blocked."""
    if EDGES.after(status, Action.FORWARD) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    if party:
        return Refused(_R.OWN_REQUEST)
    if not body.strip():
        return Refused(_R.BODY_MISSING)
    return None if reason.strip() else Refused(_R.REASON_MISSING)


def may_extend(status: Status) -> bool:
    """Whether a term runs that could be moved."""
    return status in AWAITING_DECISION


def why_not_extend(
    status: Status, due_on: date, new: date | None, reason: str, today: date, *, party: bool
) -> Refused | None:
    """Why the term cannot be moved to ``new`` (KPA art. 245): only forward, and never without telling why."""
    if not may_extend(status):
        return Refused(_R.STATUS_WRONG, status=status)
    if party:
        return Refused(_R.OWN_REQUEST)
    if new is None:
        return Refused(_R.NEW_DATE_MISSING)
    if new <= today:
        return Refused(_R.NEW_DATE_NOT_LATER_THAN_TODAY)
    if new <= due_on:
        return Refused(_R.NEW_DATE_NOT_LATER, due=due_on)
    return None if reason.strip() else Refused(_R.REASON_MISSING)
