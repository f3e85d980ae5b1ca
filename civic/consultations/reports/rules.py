"""What decides about reports (polish-rules 3.3, 3.5, 3.6): when one may be handed over and published, what it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from civic.consultations.notices.rules import EDGES, Action, Phase, Standing, Status
from civic.core import personal_data
from civic.core.refusal import Refused

PART_MAX = 20_000
NUMBER_MAX = 100
VOLUME_REMARKS = 500
VOLUME_SIGNS = 280_000
"""A PDF of more than that needs too much memory: the remarks go into volumes."""
STALLED = timedelta(minutes=10)

PUBLISHED = frozenset({Status.REPORT_PUBLISHED, Status.DECIDED, Status.ARCHIVED})
ACCEPTED_OR_PARTLY = frozenset({"ACCEPTED", "PARTLY"})


class Refusal(StrEnum):
    """Why something cannot be done with a report."""

    NOT_ANNOUNCED = "not-announced"
    CANCELLED = "cancelled"
    STILL_OPEN = "still-open"
    ALREADY_PUBLISHED = "already-published"
    ALREADY_HANDED_OVER = "already-handed-over"
    NOT_HANDED_OVER = "not-handed-over"
    UNANSWERED = "unanswered"
    UNAPPROVED = "unapproved"
    BODY_HAS_TIME = "body-has-time"
    PERSONAL_DATA = "personal-data"
    CHANGES_MISSING = "changes-missing"
    PART_TOO_LONG = "part-too-long"
    CHANGED_MEANWHILE = "changed-meanwhile"
    NUMBER_MISSING = "number-missing"
    NUMBER_TOO_LONG = "number-too-long"
    NUMBER_WITH_DATA = "number-with-data"
    NOT_PUBLISHED = "not-published"
    FILES_ARE_THERE = "files-are-there"
    STILL_MAKING = "still-making"


class Where(StrEnum):
    """In which text something was found."""

    REMARK = "REMARK"
    PROPOSED = "PROPOSED"
    REASONS = "REASONS"
    CHANGE = "CHANGE"
    TOPIC = "TOPIC"
    REPORT = "REPORT"
    CASE = "CASE"


class Found(StrEnum):
    """What was found: of ``core.personal_data``, or an author's own name."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    PESEL = "PESEL"
    ACCOUNT = "ACCOUNT"
    NAME = "NAME"


class Making(StrEnum):
    """How far the making of the files is."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Finding:
    """Personal data in the report: in which text, of which remark (None: elsewhere), of what kind."""

    where: Where
    kind: Found
    number: int | None = None


@dataclass(frozen=True)
class Parts:
    """What people write; the rest follows from the consultation. "" means: take what the consultation says."""

    subject: str = ""
    course: str = ""
    participants: str = ""
    changes: str = ""
    cost_note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them."""
        return (self.subject, self.course, self.participants, self.changes, self.cost_note)


@dataclass(frozen=True)
class Lacking:
    """How many remarks in time lack something, and the number of the first."""

    count: int = 0
    first: int | None = None


@dataclass(frozen=True)
class State:
    """What the guards ask; read inside the transaction that writes, with the consultation locked.

    ``waiting_for``: bodies that still have time, with the last day of each.
    """

    standing: Standing
    unanswered: Lacking = Lacking()
    unapproved: Lacking = Lacking()
    waiting_for: Sequence[tuple[str, date]] = ()
    findings: Sequence[Finding] = ()
    changes: str = ""


@dataclass(frozen=True)
class Statistics:
    """What a report counts, of remarks in time only (3.9 (7)); ``late`` are counted and no more.

    ``by_decision``: remarks by decision; ``by_kind``: the same for each kind of author. ``authors``: opinions sent.
    ``days``: the sum of days from receipt to the approved answer.
    """

    remarks: int = 0
    late: int = 0
    authors: int = 0
    days: int = 0
    by_decision: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """Accepted or partly, of all in time, 0 to 1; None without remarks."""
        good = sum(count for decision, count in self.by_decision.items() if decision in ACCEPTED_OR_PARTLY)
        return good / self.remarks if self.remarks else None

    @property
    def mean_days(self) -> int | None:
        """Days from receipt to answer on average, rounded half up; None without remarks."""
        return (2 * self.days + self.remarks) // (2 * self.remarks) if self.remarks else None


def counted(rows: Iterable[tuple[bool, str, str, int, int, int]]) -> Statistics:
    """The statistics of (late, author kind, decision, remarks, opinions, days) rows; a decision may be "" (not yet)."""
    remarks = late = authors = days = 0
    by_decision: dict[str, int] = {}
    by_kind: dict[str, dict[str, int]] = {}
    for is_late, kind, decision, count, opinions, took in rows:
        if is_late:
            late += count
            continue
        remarks, authors, days = remarks + count, authors + opinions, days + took
        by_decision[decision] = by_decision.get(decision, 0) + count
        of_kind = by_kind.setdefault(kind, {})
        of_kind[decision] = of_kind.get(decision, 0) + count
    return Statistics(remarks, late, authors, days, by_decision, by_kind)


def why_not_write(standing: Standing) -> Refused | None:
    """Why the parts of the report cannot be written now."""
    if standing.status in PUBLISHED:
        return Refused(Refusal.ALREADY_PUBLISHED)
    if standing.status is Status.CANCELLED:
        return Refused(Refusal.CANCELLED)
    if standing.status not in {Status.ANNOUNCED, Status.REPORT_DRAFT}:
        return Refused(Refusal.NOT_ANNOUNCED)
    return None


def why_not_save(standing: Standing, parts: Parts, version: int, expected: int) -> Refused | None:
    """Why the parts cannot be saved. ``expected``: the version the officer was looking at, 0 for none."""
    if no := why_not_write(standing):
        return no
    if any(len(text) > PART_MAX for text in parts.texts):
        return Refused(Refusal.PART_TOO_LONG, max=PART_MAX)
    return Refused(Refusal.CHANGED_MEANWHILE) if version != expected else None


def why_not_hand_over(state: State, now: datetime) -> Refused | None:
    """Why the report cannot go to the executive (3.3: every remark has a response and reasons)."""
    if no := why_not_write(state.standing):
        return no
    if EDGES.after(state.standing.status, Action.DRAFT_REPORT) is None:
        return Refused(Refusal.ALREADY_HANDED_OVER)
    if state.standing.phase(now) is not Phase.ANSWERING:
        return Refused(Refusal.STILL_OPEN, closed=state.standing.closes)
    if state.unanswered.count:
        return Refused(Refusal.UNANSWERED, count=state.unanswered.count, number=state.unanswered.first)
    return Refused(Refusal.CHANGES_MISSING) if not state.changes.strip() else None


def why_not_publish(state: State, document_number: str) -> Refused | None:
    """Why the report cannot be approved and published, whatever was pressed before (3.9 (6), (9), (11))."""
    if no := why_not_write(state.standing):
        return no
    if EDGES.after(state.standing.status, Action.PUBLISH_REPORT) is None:
        return Refused(Refusal.NOT_HANDED_OVER)
    return _why_not_complete(state) or _why_not_number(document_number)


def why_not_make(
    standing: Standing, making: Making | None, at: datetime | None, now: datetime
) -> Refused | None:
    """Why the files cannot be made anew: they are there, or somebody is making them and moved lately."""
    if standing.status not in PUBLISHED:
        return Refused(Refusal.NOT_PUBLISHED)
    if making is Making.DONE:
        return Refused(Refusal.FILES_ARE_THERE)
    busy = making in {Making.WAITING, Making.RUNNING} and at is not None and now - at < STALLED
    return Refused(Refusal.STILL_MAKING) if busy else None


def volumes(sizes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Remarks (number, signs) in order, parted into volumes: first and last number of each."""
    made: list[tuple[int, int]] = []
    count = signs = 0
    for number, size in sizes:
        if not made or count >= VOLUME_REMARKS or signs + size > VOLUME_SIGNS:
            made.append((number, number))
            count = signs = 0
        made[-1] = (made[-1][0], number)
        count, signs = count + 1, signs + size
    return made


def kinds_found(findings: Iterable[Finding]) -> Mapping[Found, int]:
    """How many of each kind, all kinds named: what the check reports (3.9 (9))."""
    counts = dict.fromkeys(Found, 0)
    for each in findings:
        counts[each.kind] += 1
    return counts


def _why_not_number(document_number: str) -> Refused | None:
    if not document_number.strip():
        return Refused(Refusal.NUMBER_MISSING)
    if len(document_number.strip()) > NUMBER_MAX:
        return Refused(Refusal.NUMBER_TOO_LONG, max=NUMBER_MAX)
    return Refused(Refusal.NUMBER_WITH_DATA) if personal_data.find(document_number) else None


def _why_not_complete(state: State) -> Refused | None:
    for lacking, refusal in ((state.unanswered, Refusal.UNANSWERED), (state.unapproved, Refusal.UNAPPROVED)):
        if lacking.count:
            return Refused(refusal, count=lacking.count, number=lacking.first)
    for body, last_day in state.waiting_for:
        return Refused(Refusal.BODY_HAS_TIME, body=body, day=last_day)
    if not state.changes.strip():
        return Refused(Refusal.CHANGES_MISSING)
    return Refused(Refusal.PERSONAL_DATA, count=len(state.findings)) if state.findings else None
