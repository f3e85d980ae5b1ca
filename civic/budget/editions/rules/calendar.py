"""The calendar of an edition. Which phase it is follows from it and the clock; nothing has to be moved at
midnight.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from civic.core.deadlines import Interval, in_poland

BUDGET_DUE = (11, 15)
"""Month and day the draft budget goes to the council and the regional chamber of accounts (u.f.p. art.
238).
"""


class Phase(StrEnum):
    """What the calendar says it is time for. Whether it really happens also needs the people's decisions."""

    BEFORE = "BEFORE"
    SUBMISSION = "SUBMISSION"
    VERIFICATION = "VERIFICATION"
    APPEALS = "APPEALS"
    BEFORE_VOTING = "BEFORE_VOTING"
    VOTING = "VOTING"
    COUNTING = "COUNTING"
    RESULTS = "RESULTS"


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Periods are half open; days are days in Poland.

    ``results_of_merit``: when the assessments are published. ``list_published``: when the admitted list
    is. ``paper_entry``: the moment after which no paper ballot may be entered; None where there is no
    paper. ``results``: the day they are announced. ``budget_due``: the day the draft budget is due
    (u.f.p. art. 238). The checks demand the order; a calendar itself can hold any.
    """

    submission: Interval
    formal: Interval
    merit: Interval
    results_of_merit: date
    appeals: Interval
    list_published: date
    ballot_draw: date | None = None
    voting: Interval
    paper_entry: datetime | None = None
    results: date
    budget_due: date

    def __post_init__(self) -> None:
        if self.paper_entry is None:
            return
        if self.paper_entry.utcoffset() is None:
            raise ValueError("a moment needs its time zone")
        object.__setattr__(self, "paper_entry", self.paper_entry.astimezone(UTC))


def phase(calendar: Calendar, now: datetime) -> Phase:
    """The phase at this moment (aware). The results' phase begins on their day in Poland."""
    for on_now, ends in _ends(calendar):
        if now < ends:
            return on_now
    return Phase.COUNTING if in_poland(now) < calendar.results else Phase.RESULTS


def next_change(calendar: Calendar, now: datetime) -> datetime | None:
    """When the phase that is on now ends by the clock; None once only the day of the results is ahead."""
    return next((ends for _, ends in _ends(calendar) if now < ends), None)


def _ends(calendar: Calendar) -> Iterator[tuple[Phase, datetime]]:
    """Each phase that ends by the clock, in order."""
    yield Phase.BEFORE, calendar.submission.opens
    yield Phase.SUBMISSION, calendar.submission.closes
    yield Phase.VERIFICATION, calendar.appeals.opens
    yield Phase.APPEALS, calendar.appeals.closes
    yield Phase.BEFORE_VOTING, calendar.voting.opens
    yield Phase.VOTING, calendar.voting.closes
