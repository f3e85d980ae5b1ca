"""What a consultation waits for in the office, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from civic.consultations.notices.rules.status import Phase, Standing, Status
from civic.core.deadlines import Term, in_poland
from civic.core.publications.rules import Channel


class Wait(StrEnum):
    """The next thing somebody has to do."""

    DECISION = "DECISION"
    FIX = "FIX"
    ORDER = "ORDER"
    PUBLICATION = "PUBLICATION"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    START = "START"
    END = "END"
    REPORT = "REPORT"
    APPROVAL = "APPROVAL"
    ACT = "ACT"
    ARCHIVING = "ARCHIVING"
    NOTHING = "NOTHING"


@dataclass(frozen=True)
class Waiting:
    """What for, until which day (None: no term), and in which channels the notice still lacks."""

    what: Wait
    due: date | None = None
    channels: tuple[Channel, ...] = ()


def last_day(closes: datetime) -> date:
    """The last day of a period that closes (half open) at that moment."""
    return in_poland(closes - timedelta(microseconds=1))


def report_due(closes: datetime, report_days: int) -> date:
    """Until when the report is due: so many days after the last day for remarks."""
    return Term(report_days).ends(last_day(closes))


_BY_STATUS = {
    Status.REFUSED: Wait.NOTHING,
    Status.CANCELLED: Wait.NOTHING,
    Status.ARCHIVED: Wait.NOTHING,
    Status.DECIDED: Wait.ARCHIVING,
    Status.REPORT_PUBLISHED: Wait.ACT,
    Status.REQUESTED: Wait.DECISION,
    Status.FIX_CALLED: Wait.FIX,
}


def waits_for(
    standing: Standing,
    now: datetime,
    *,
    notice_on: date | None,
    report_days: int,
    lacking: Sequence[Channel] = (),
) -> Waiting:
    """What it waits for. ``lacking``: required channels where the notice is not yet."""
    if standing.status in _BY_STATUS:
        return Waiting(_BY_STATUS[standing.status])
    if standing.status is Status.DRAFT:
        return Waiting(Wait.ORDER, notice_on)
    if standing.status is Status.ORDERED:
        return Waiting(Wait.PUBLICATION if lacking else Wait.ANNOUNCEMENT, notice_on, tuple(lacking))
    return _announced(standing, now, report_days)


def _announced(standing: Standing, now: datetime, report_days: int) -> Waiting:
    if standing.opens is None or standing.closes is None:
        return Waiting(Wait.NOTHING)
    due = report_due(standing.closes, report_days)
    if standing.status is Status.REPORT_DRAFT:
        return Waiting(Wait.APPROVAL, due)
    return {
        Phase.UPCOMING: Waiting(Wait.START, in_poland(standing.opens)),
        Phase.OPEN: Waiting(Wait.END, last_day(standing.closes)),
    }.get(standing.phase(now), Waiting(Wait.REPORT, due))
