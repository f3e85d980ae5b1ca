"""Starting and finishing, things lent, the log of hours, termination."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from civic.core.refusal import Refused
from civic.initiatives.requests.rules import Status

NOTE_MAX = 1000
WHAT_MAX = 300
PEOPLE_MAX = 1000
HOURS_OF_A_DAY = Decimal(24)

AT_WORK = frozenset({Status.CONTRACTED, Status.IN_PROGRESS})
"""Things are handed over and the log is kept from the agreement until the work is finished."""
THINGS_OUT = AT_WORK | {Status.COMPLETED, Status.TERMINATED}
"""Things come back also after the work and after a termination."""


class Outcome(StrEnum):
    """What became of a thing lent."""

    RETURNED = "RETURNED"
    DAMAGED = "DAMAGED"
    LOST = "LOST"


class Termination(StrEnum):
    """How an agreement ends before the work is done."""

    AGREEMENT = "AGREEMENT"
    NOTICE = "NOTICE"


class ReportStatus(StrEnum):
    """Where the settlement report stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    SENT_BACK = "SENT_BACK"
    ACCEPTED = "ACCEPTED"


class Refusal(StrEnum):
    """Why not."""

    NOT_CONTRACTED = "NOT_CONTRACTED"
    NOT_STARTED = "NOT_STARTED"
    NOT_AT_WORK = "NOT_AT_WORK"
    OWN_INITIATIVE = "OWN_INITIATIVE"
    IN_FUTURE = "IN_FUTURE"
    BEFORE_AGREEMENT = "BEFORE_AGREEMENT"
    BEFORE_START = "BEFORE_START"
    DAY_OF_THE_LOG = "DAY_OF_THE_LOG"
    LINE_UNKNOWN = "LINE_UNKNOWN"
    PEOPLE_UNCLEAR = "PEOPLE_UNCLEAR"
    HOURS_UNCLEAR = "HOURS_UNCLEAR"
    WHAT_MISSING = "WHAT_MISSING"
    TOO_LONG = "TOO_LONG"
    THING_UNCLEAR = "THING_UNCLEAR"
    ALREADY_BACK = "ALREADY_BACK"
    BACK_BEFORE_HANDED = "BACK_BEFORE_HANDED"
    OUTCOME_NOTE_MISSING = "OUTCOME_NOTE_MISSING"
    THINGS_NOT_BACK = "THINGS_NOT_BACK"
    REASON_MISSING = "REASON_MISSING"
    CAPTION_MISSING = "CAPTION_MISSING"
    NOT_COMPLETED = "NOT_COMPLETED"
    ALREADY_SUBMITTED = "ALREADY_SUBMITTED"
    NOT_SUBMITTED = "NOT_SUBMITTED"
    ROW_UNCLEAR = "ROW_UNCLEAR"
    DIFFERENCE_UNEXPLAINED = "DIFFERENCE_UNEXPLAINED"
    SUMMARY_MISSING = "SUMMARY_MISSING"
    NOTE_MISSING = "NOTE_MISSING"
    SAME_PERSON = "SAME_PERSON"


@dataclass(frozen=True)
class Thing:
    """A thing lent, with what became of it."""

    id: int
    name: str
    handed_on: date
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Entry:
    """A day of community work. ``line``: key of the plan's line of work; 0 for work that was not planned."""

    day: date
    line: int
    people: int
    hours_each: Decimal
    what: str

    @property
    def hours(self) -> Decimal:
        """Hours of all of them together."""
        return self.people * self.hours_each


@dataclass(frozen=True)
class Work:
    """Where an initiative stands. ``signed_on``: the agreement; ``log``: first and last day of the log."""

    status: Status
    signed_on: date | None = None
    started_on: date | None = None
    log: tuple[date, date] | None = None
    things: tuple[Thing, ...] = ()
    report: ReportStatus | None = None
    written_by: int | None = None


def hours_of(entries: Iterable[Entry]) -> Decimal:
    """All hours together."""
    return sum((entry.hours for entry in entries), Decimal())


def settle_by(finished_on: date, days: int) -> date:
    """The last day for the settlement report: a term of the agreement, so it rolls no further than it says."""
    return finished_on + timedelta(days=days)


def overdue(due: date | None, today: date) -> int:
    """Days after the term; 0 while in time."""
    return max(0, (today - due).days) if due else 0


def missing_things(things: Iterable[Thing]) -> tuple[str, ...]:
    """Names of what has neither a return protocol nor a note of damage or loss (4.6 (9))."""
    return tuple(thing.name for thing in things if thing.outcome is None)


def why_not_start(work: Work, day: date, today: date) -> Refused | None:
    """Begin the work: after the agreement, once."""
    if work.status is not Status.CONTRACTED or work.signed_on is None:
        return Refused(Refusal.NOT_CONTRACTED)
    return _why_not_under_agreement(work, day, today)


def why_not_finish(work: Work, day: date, today: date) -> Refused | None:
    """Finish the work, not before the last day of the log."""
    if work.status is not Status.IN_PROGRESS or work.started_on is None:
        return Refused(Refusal.NOT_STARTED)
    if day > today:
        return Refused(Refusal.IN_FUTURE)
    if day < work.started_on:
        return Refused(Refusal.BEFORE_START, started=work.started_on)
    if work.log and day < work.log[1]:
        return Refused(Refusal.DAY_OF_THE_LOG, day=work.log[1])
    return None


def why_not_hand(
    work: Work, name: str, quantity: Decimal | None, condition: str, day: date, today: date
) -> Refused | None:
    """Hand a thing over, with its condition."""
    if work.status not in AT_WORK:
        return Refused(Refusal.NOT_AT_WORK)
    if not name.strip() or not condition.strip() or not quantity or quantity <= 0:
        return Refused(Refusal.THING_UNCLEAR)
    if max(len(name), len(condition)) > NOTE_MAX:
        return Refused(Refusal.TOO_LONG, max=NOTE_MAX)
    return _why_not_under_agreement(work, day, today)


def _why_not_under_agreement(work: Work, day: date, today: date) -> Refused | None:
    """What the agreement brings with it happens neither before it nor in the future."""
    if day > today:
        return Refused(Refusal.IN_FUTURE)
    if work.signed_on and day < work.signed_on:
        return Refused(Refusal.BEFORE_AGREEMENT, signed=work.signed_on)
    return None


def why_not_return(work: Work, thing: Thing, note: str, day: date, today: date) -> Refused | None:
    """Take a thing back by protocol, or note that it is damaged or lost."""
    if work.status not in THINGS_OUT:
        return Refused(Refusal.NOT_AT_WORK)
    if thing.outcome is not None:
        return Refused(Refusal.ALREADY_BACK, name=thing.name)
    if not note.strip():
        return Refused(Refusal.OUTCOME_NOTE_MISSING, name=thing.name)
    if len(note) > NOTE_MAX:
        return Refused(Refusal.TOO_LONG, max=NOTE_MAX)
    if day < thing.handed_on:
        return Refused(Refusal.BACK_BEFORE_HANDED, handed=thing.handed_on)
    return Refused(Refusal.IN_FUTURE) if day > today else None


def why_not_log(work: Work, entry: Entry, lines: Iterable[int], today: date) -> Refused | None:
    """Write down a day of work. ``lines``: keys of the plan's lines of work."""
    if work.status is not Status.IN_PROGRESS or work.started_on is None:
        return Refused(Refusal.NOT_STARTED)
    if entry.day > today:
        return Refused(Refusal.IN_FUTURE)
    if entry.day < work.started_on:
        return Refused(Refusal.BEFORE_START, started=work.started_on)
    if entry.line and entry.line not in set(lines):
        return Refused(Refusal.LINE_UNKNOWN)
    return _why_not_entry(entry)


def _why_not_entry(entry: Entry) -> Refused | None:
    if not 0 < entry.people <= PEOPLE_MAX:
        return Refused(Refusal.PEOPLE_UNCLEAR, max=PEOPLE_MAX)
    if not 0 < entry.hours_each <= HOURS_OF_A_DAY:
        return Refused(Refusal.HOURS_UNCLEAR)
    if not entry.what.strip():
        return Refused(Refusal.WHAT_MISSING)
    return Refused(Refusal.TOO_LONG, max=WHAT_MAX) if len(entry.what) > WHAT_MAX else None


def why_not_strike(work: Work) -> Refused | None:
    """Take an entry out of the log: while the work goes on."""
    return None if work.status is Status.IN_PROGRESS else Refused(Refusal.NOT_STARTED)


def why_not_photo(work: Work, caption: str) -> Refused | None:
    """Add a photo, with words for those who do not see it."""
    if work.status not in AT_WORK | {Status.COMPLETED}:
        return Refused(Refusal.NOT_AT_WORK)
    if not caption.strip():
        return Refused(Refusal.CAPTION_MISSING)
    return Refused(Refusal.TOO_LONG, max=WHAT_MAX) if len(caption) > WHAT_MAX else None


def why_not_terminate(work: Work, reason: str, day: date, today: date) -> Refused | None:
    """End the agreement early: with a reason, and only when every thing lent is back or noted."""
    if work.status not in AT_WORK:
        return Refused(Refusal.NOT_AT_WORK)
    if not reason.strip():
        return Refused(Refusal.REASON_MISSING)
    if len(reason) > NOTE_MAX:
        return Refused(Refusal.TOO_LONG, max=NOTE_MAX)
    if no := _why_not_under_agreement(work, day, today):
        return no
    missing = missing_things(work.things)
    return Refused(Refusal.THINGS_NOT_BACK, things=missing) if missing else None
