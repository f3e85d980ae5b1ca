"""Statuses of a consultation and the only ways between them, as one table (polish-rules 3.3).

OPEN and CLOSED are not statuses: an announced consultation is open when the clock says so.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from civic.core.cases import Edges


class Status(StrEnum):
    """What people have decided about a consultation so far."""

    REQUESTED = "REQUESTED"
    FIX_CALLED = "FIX_CALLED"
    REFUSED = "REFUSED"
    DRAFT = "DRAFT"
    ORDERED = "ORDERED"
    ANNOUNCED = "ANNOUNCED"
    REPORT_DRAFT = "REPORT_DRAFT"
    REPORT_PUBLISHED = "REPORT_PUBLISHED"
    DECIDED = "DECIDED"
    ARCHIVED = "ARCHIVED"
    CANCELLED = "CANCELLED"


class Action(StrEnum):
    """What somebody does that moves a consultation."""

    CALL_TO_FIX = "CALL_TO_FIX"
    FIX = "FIX"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    ORDER = "ORDER"
    CORRECT = "CORRECT"
    ANNOUNCE = "ANNOUNCE"
    EXTEND = "EXTEND"
    DRAFT_REPORT = "DRAFT_REPORT"
    PUBLISH_REPORT = "PUBLISH_REPORT"
    DECIDE = "DECIDE"
    ARCHIVE = "ARCHIVE"
    CANCEL = "CANCEL"


class Phase(StrEnum):
    """Where a consultation is, by its status and the clock; what residents see."""

    PREPARED = "PREPARED"
    UPCOMING = "UPCOMING"
    OPEN = "OPEN"
    ANSWERING = "ANSWERING"
    REPORTED = "REPORTED"
    DECIDED = "DECIDED"
    CANCELLED = "CANCELLED"


_S, _A = Status, Action

EDGES: Edges[Status, Action] = Edges(
    {
        (_S.REQUESTED, _A.CALL_TO_FIX): _S.FIX_CALLED,
        (_S.REQUESTED, _A.ACCEPT): _S.DRAFT,
        (_S.REQUESTED, _A.REFUSE): _S.REFUSED,
        (_S.FIX_CALLED, _A.FIX): _S.REQUESTED,
        (_S.FIX_CALLED, _A.REFUSE): _S.REFUSED,
        (_S.DRAFT, _A.ORDER): _S.ORDERED,
        (_S.ORDERED, _A.CORRECT): _S.DRAFT,
        (_S.ORDERED, _A.ANNOUNCE): _S.ANNOUNCED,
        (_S.ANNOUNCED, _A.EXTEND): _S.ANNOUNCED,
        (_S.ANNOUNCED, _A.DRAFT_REPORT): _S.REPORT_DRAFT,
        (_S.REPORT_DRAFT, _A.PUBLISH_REPORT): _S.REPORT_PUBLISHED,
        (_S.REPORT_PUBLISHED, _A.DECIDE): _S.DECIDED,
        (_S.DECIDED, _A.ARCHIVE): _S.ARCHIVED,
        **{(status, _A.CANCEL): _S.CANCELLED for status in (_S.DRAFT, _S.ORDERED, _S.ANNOUNCED)},
    }
)
"""(from, action) -> to. What is not here cannot happen."""

PUBLIC = frozenset(
    {_S.ANNOUNCED, _S.REPORT_DRAFT, _S.REPORT_PUBLISHED, _S.DECIDED, _S.ARCHIVED, _S.CANCELLED}
)
"""Statuses in which residents may see it. One cancelled before it was announced stays unseen (``announced_at``)."""

_PHASES = {
    _S.CANCELLED: Phase.CANCELLED,
    _S.REPORT_DRAFT: Phase.ANSWERING,
    _S.REPORT_PUBLISHED: Phase.REPORTED,
    _S.DECIDED: Phase.DECIDED,
    _S.ARCHIVED: Phase.DECIDED,
}


@dataclass(frozen=True)
class Standing:
    """Where a consultation stands: what the questions of every later feature need to know.

    ``opens``, ``closes``: of the remarks, half open, aware UTC; None while not planned. ``announced``: it was ever public.
    """

    status: Status
    opens: datetime | None
    closes: datetime | None
    announced: bool = False

    def phase(self, now: datetime) -> Phase:
        """Where it is at that moment."""
        decided = _PHASES.get(self.status)
        if decided is not None:
            return decided
        if self.status is not Status.ANNOUNCED or self.opens is None or self.closes is None:
            return Phase.PREPARED
        if now < self.opens:
            return Phase.UPCOMING
        return Phase.OPEN if now < self.closes else Phase.ANSWERING
