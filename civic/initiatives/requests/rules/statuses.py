"""Statuses of a local initiative and the only ways between them, as one table (polish-rules 4.2)."""

from enum import StrEnum

from civic.core.cases import Edges


class Status(StrEnum):
    """What people have decided about a request so far."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    FORWARDED = "FORWARDED"
    FIX_CALLED = "FIX_CALLED"
    LEFT_UNCONSIDERED = "LEFT_UNCONSIDERED"
    FORMAL_OK = "FORMAL_OK"
    ASSESSED = "ASSESSED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    NEGOTIATION = "NEGOTIATION"
    CONTRACTED = "CONTRACTED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    SETTLED = "SETTLED"
    TERMINATED = "TERMINATED"
    WITHDRAWN = "WITHDRAWN"


class Action(StrEnum):
    """What somebody does that moves a request."""

    SUBMIT = "SUBMIT"
    FORWARD = "FORWARD"
    CALL_TO_COMPLETE = "CALL_TO_COMPLETE"
    COMPLETE = "COMPLETE"
    LEAVE_UNCONSIDERED = "LEAVE_UNCONSIDERED"
    ACCEPT_FORMAL = "ACCEPT_FORMAL"
    ASSESS = "ASSESS"
    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    NEGOTIATE = "NEGOTIATE"
    SIGN = "SIGN"
    START = "START"
    FINISH = "FINISH"
    SETTLE = "SETTLE"
    TERMINATE = "TERMINATE"
    WITHDRAW = "WITHDRAW"


_S, _A = Status, Action

BEFORE_CONTRACT = frozenset(
    {_S.SUBMITTED, _S.FIX_CALLED, _S.FORMAL_OK, _S.ASSESSED, _S.ACCEPTED, _S.NEGOTIATION}
)
PUBLIC = frozenset(_S) - {_S.DRAFT}

EDGES: Edges[Status, Action] = Edges(
    {
        (_S.DRAFT, _A.SUBMIT): _S.SUBMITTED,
        (_S.SUBMITTED, _A.FORWARD): _S.FORWARDED,
        (_S.SUBMITTED, _A.CALL_TO_COMPLETE): _S.FIX_CALLED,
        (_S.SUBMITTED, _A.ACCEPT_FORMAL): _S.FORMAL_OK,
        (_S.FIX_CALLED, _A.COMPLETE): _S.SUBMITTED,
        (_S.FIX_CALLED, _A.LEAVE_UNCONSIDERED): _S.LEFT_UNCONSIDERED,
        (_S.FORMAL_OK, _A.ASSESS): _S.ASSESSED,
        (_S.ASSESSED, _A.ACCEPT): _S.ACCEPTED,
        (_S.ASSESSED, _A.REJECT): _S.REJECTED,
        (_S.SUBMITTED, _A.REJECT): _S.REJECTED,
        (_S.FIX_CALLED, _A.REJECT): _S.REJECTED,
        (_S.ACCEPTED, _A.NEGOTIATE): _S.NEGOTIATION,
        (_S.NEGOTIATION, _A.SIGN): _S.CONTRACTED,
        (_S.CONTRACTED, _A.START): _S.IN_PROGRESS,
        (_S.IN_PROGRESS, _A.FINISH): _S.COMPLETED,
        (_S.COMPLETED, _A.SETTLE): _S.SETTLED,
        (_S.CONTRACTED, _A.TERMINATE): _S.TERMINATED,
        (_S.IN_PROGRESS, _A.TERMINATE): _S.TERMINATED,
        **{(status, _A.WITHDRAW): _S.WITHDRAWN for status in sorted(BEFORE_CONTRACT)},
    }
)
"""(from, action) -> to. What is not here cannot happen."""


def signature(year: int | None, number: int | None) -> str:
    """The request's signature, IL/2026/0007; "" while it is a draft."""
    return f"IL/{year}/{number:04}" if year is not None and number is not None else ""
