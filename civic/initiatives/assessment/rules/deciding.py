"""The executive's decision on an assessed request."""

from dataclasses import dataclass
from datetime import date

from civic.core.refusal import Refused
from civic.initiatives.assessment.rules.formal import why_not_reason
from civic.initiatives.assessment.rules.refusals import Refusal
from civic.initiatives.requests.rules import EDGES, Action, Status

DOCUMENT_MAX = 60
_R = Refusal


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the executive decides. ``reason`` is public. ``against_score``: why it is accepted below the threshold."""

    accepted: bool
    reason: str
    document_number: str
    against_score: str = ""


def why_not_open_decision(status: Status, *, party: bool) -> Refused | None:
    """Why nothing can be decided about this request now, whatever the decision."""
    if EDGES.after(status, Action.ACCEPT) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    return Refused(_R.OWN_REQUEST) if party else None


def why_not_decide(status: Status, passed: bool, decision: Decision, *, party: bool) -> Refused | None:
    """Why this decision cannot be written down. Being late is no reason: it is shown, never blocked.

    ``passed``: the score reached the city's threshold.
    """
    if no := why_not_open_decision(status, party=party):
        return no
    if no := why_not_reason(decision.reason):
        return no
    if not decision.document_number.strip():
        return Refused(_R.DOCUMENT_MISSING)
    if decision.accepted and not passed and not decision.against_score.strip():
        return Refused(_R.BELOW_THRESHOLD)
    return None


def late(decided_on: date, due_on: date) -> bool:
    """Whether it was decided after its term."""
    return decided_on > due_on
