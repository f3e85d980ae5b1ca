"""Terms (terminy) by Polish law: Administrative Procedure Code (KPA) art. 57, Civil Code art. 111-115.

Days are ``datetime.date`` in Poland; moments are aware ``datetime``. The day of the triggering event is
never counted. Periods are half open, ``[opens, closes)``: the moment ``closes`` is already too late.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")
LAST_MINUTE = time(23, 59)
"""The usual closing time: the day counts to its very end."""

WARN_DAYS_BEFORE = (60, 30, 14, 7)


class Unit(StrEnum):
    DAYS = "DAYS"
    WORKING_DAYS = "WORKING_DAYS"
    WEEKS = "WEEKS"
    MONTHS = "MONTHS"


class PostalRule(StrEnum):
    """What decides whether a letter is in time."""

    DISPATCH_DATE = "DISPATCH_DATE"
    """The post office's or the e-delivery system's stamp (KPA art. 57(5))."""
    RECEIPT_DATE = "RECEIPT_DATE"
    """The day it reached the office (data wpływu), where the local rules say so."""


class Urgency(StrEnum):
    """How near a fixed date is. OVERDUE is shown, but never blocks a late action."""

    CALM = "CALM"
    DAYS_60 = "DAYS_60"
    DAYS_30 = "DAYS_30"
    DAYS_14 = "DAYS_14"
    DAYS_7 = "DAYS_7"
    OVERDUE = "OVERDUE"


@dataclass(frozen=True)
class Interval:
    """A half-open period ``[opens, closes)``. Kept in UTC whatever zone it was given in.

    Refuses (ValueError) moments without a zone and a close that is not after the opening.
    """

    opens: datetime
    closes: datetime

    def __post_init__(self) -> None:
        if self.opens.utcoffset() is None or self.closes.utcoffset() is None:
            raise ValueError("a moment needs its time zone")
        object.__setattr__(self, "opens", self.opens.astimezone(UTC))
        object.__setattr__(self, "closes", self.closes.astimezone(UTC))
        if self.opens >= self.closes:
            raise ValueError("a period must open before it closes")

    def __contains__(self, moment: datetime) -> bool:
        return self.opens <= moment < self.closes

    @property
    def first_day(self) -> date:
        return self.opens.astimezone(WARSAW).date()

    @property
    def last_day(self) -> date:
        """The last day with at least one moment of the period."""
        return (self.closes - timedelta(microseconds=1)).astimezone(WARSAW).date()

    @property
    def days(self) -> int:
        """Calendar days touched, both ends included."""
        return (self.last_day - self.first_day).days + 1


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Days free from work by the act of 18 January 1951, as in force from 2011; 24 December from 2025."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=after) for after in (0, 1, 49, 60)}  # Pentecost +49, Corpus Christi +60
    fixed = [(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]
    if year >= 2025:
        fixed.append((12, 24))
    return frozenset(moving | {date(year, month, day) for month, day in fixed})


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (computus: golden number, century corrections, weekday)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    skipped_leaps, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped_leaps - moon_shift + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a public holiday (dzień roboczy)."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def roll(day: date) -> date:
    """The day itself, or the next one that is neither a Saturday, a Sunday nor a public holiday."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Term:
    """A term of ``n`` units. ``ends`` gives its last day, on which one is still in time."""

    n: int
    unit: Unit = Unit.DAYS

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError("a term cannot be negative")

    def ends(self, event: date) -> date:
        """The last day of the term after the day of the event, rolled to a working day (KPA art. 57(4))."""
        match self.unit:
            case Unit.DAYS:
                return roll(event + timedelta(days=self.n))
            case Unit.WEEKS:
                return roll(event + timedelta(weeks=self.n))
            case Unit.MONTHS:
                return roll(add_months(event, self.n))
            case Unit.WORKING_DAYS:
                return add_working_days(event, self.n)


def add_months(day: date, n: int) -> date:
    """The same day number ``n`` months later, or that month's last day; not rolled."""
    years, month0 = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_working_days(event: date, n: int) -> date:
    """The n-th working day after the event."""
    day = event
    for _ in range(n):
        day = roll(day + timedelta(days=1))
    return roll(day)


def working_days_between(first: date, last: date) -> int:
    """How many working days there are from ``first`` to ``last``, both included."""
    return sum(is_working_day(day) for day in _days(first, last))


def last_day_of_work(starts: date, days: int) -> date:
    """The last day of work of at most ``days`` days, the first included. Not rolled: it is a limit."""
    return starts + timedelta(days=days - 1)


def opens_at(day: date, at: time = time(0)) -> datetime:
    """The moment (UTC) a period opens at this Polish time; on a clock change the earlier of two readings."""
    return min(_readings(day, at))


def closes_at(day: date, at: time = LAST_MINUTE) -> datetime:
    """The moment (UTC) from which it is too late: at 23:59 the end of that day, else the stated time itself.

    On a clock change the later of two readings counts, so that nobody's time is shortened.
    """
    if at == LAST_MINUTE:
        return opens_at(day + timedelta(days=1))
    return max(_readings(day, at))


def closing_shown(closes: datetime) -> datetime:
    """The closing moment as people read it, in Polish time: midnight is shown as 23:59 of the day before."""
    local = closes.astimezone(WARSAW)
    return local - timedelta(minutes=1) if local.time() == time(0) else local


def in_poland(moment: datetime) -> date:
    """Which day it is in Poland at that moment."""
    return moment.astimezone(WARSAW).date()


def in_time(rule: PostalRule, last_day: date, *, received: date, dispatched: date | None = None) -> bool:
    """Whether a letter met a term ending on ``last_day``; without a stamp the day of receipt counts."""
    stamped = dispatched if rule is PostalRule.DISPATCH_DATE else None
    return (stamped or received) <= last_day


def urgency(due: date, today: date) -> Urgency:
    """How near a fixed date ("by 30 November") is. Fixed dates do not roll."""
    left = (due - today).days
    if left < 0:
        return Urgency.OVERDUE
    near = [days for days in WARN_DAYS_BEFORE if left <= days]
    return Urgency(f"DAYS_{min(near)}") if near else Urgency.CALM


def _readings(day: date, at: time) -> tuple[datetime, datetime]:
    naive = datetime.combine(day, at)
    early, late = (naive.replace(tzinfo=WARSAW, fold=fold).astimezone(UTC) for fold in (0, 1))
    return early, late


def _days(first: date, last: date) -> Iterator[date]:
    for after in range((last - first).days + 1):
        yield first + timedelta(days=after)
