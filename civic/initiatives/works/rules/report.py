"""The settlement report: what was planned against what was done, line by line, on both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from civic.core.money import LARGEST, round_half_up
from civic.core.refusal import Refused
from civic.initiatives.requests.rules import LineKind, Side, Status
from civic.initiatives.works.rules.work import NOTE_MAX, Refusal, ReportStatus, Work, missing_things

SUMMARY_MAX = 4000


@dataclass(frozen=True)
class Planned:
    """A line of the agreed estimate, in the report's terms; values are grosz."""

    key: int
    side: Side
    kind: LineKind
    name: str
    unit: str
    quantity: Decimal
    unit_cost: int
    total: int


@dataclass(frozen=True)
class Actual:
    """What became of a planned line. ``total`` is grosz; ``reason``: why it differs, "" where it does not."""

    planned: Planned
    quantity: Decimal
    total: int
    reason: str = ""

    @property
    def difference(self) -> int:
        """More (positive) or less than planned, in grosz."""
        return self.total - self.planned.total

    @property
    def differs(self) -> bool:
        """In value or in quantity."""
        return self.difference != 0 or self.quantity != self.planned.quantity


@dataclass(frozen=True)
class Report:
    """The whole report."""

    rows: tuple[Actual, ...] = ()
    summary: str = ""

    def of(self, side: Side) -> tuple[Actual, ...]:
        """The rows of one side."""
        return tuple(row for row in self.rows if row.planned.side is side)


@dataclass(frozen=True)
class Settled:
    """Sums of what was really given, in grosz."""

    hours: Decimal
    work: int
    things: int
    money: int
    city: int

    @property
    def residents(self) -> int:
        """All that residents gave."""
        return self.work + self.things + self.money


def planned_rows(planned: Iterable[Planned], logged: Mapping[int, Decimal]) -> tuple[Actual, ...]:
    """What the report begins with: as planned, but work with the hours of the log."""
    return tuple(
        worth(each, logged.get(each.key, Decimal()))
        if each.kind is LineKind.WORK
        else Actual(each, each.quantity, each.total)
        for each in planned
    )


def worth(planned: Planned, quantity: Decimal) -> Actual:
    """This much of it, at the agreed price."""
    return Actual(planned, quantity, round_half_up(Fraction(quantity) * planned.unit_cost))


def settled(report: Report) -> Settled:
    """The sums."""

    def of(kind: LineKind) -> int:
        return sum(
            row.total
            for row in report.rows
            if row.planned.side is Side.RESIDENTS and row.planned.kind is kind
        )

    hours = (row.quantity for row in report.rows if row.planned.kind is LineKind.WORK)
    return Settled(
        hours=sum(hours, Decimal()),
        work=of(LineKind.WORK),
        things=of(LineKind.THING),
        money=of(LineKind.MONEY),
        city=sum(row.total for row in report.rows if row.planned.side is Side.CITY),
    )


def why_not_save(work: Work, report: Report) -> Refused | None:
    """Write the report: after the work, until it is sent. What is still missing is no obstacle."""
    if work.status is not Status.COMPLETED:
        return Refused(Refusal.NOT_COMPLETED)
    if work.report in {ReportStatus.SUBMITTED, ReportStatus.ACCEPTED}:
        return Refused(Refusal.ALREADY_SUBMITTED)
    if len(report.summary) > SUMMARY_MAX or any(len(row.reason) > NOTE_MAX for row in report.rows):
        return Refused(Refusal.TOO_LONG, max=NOTE_MAX)
    unclear = next((row for row in report.rows if row.quantity < 0 or not 0 <= row.total <= LARGEST), None)
    return Refused(Refusal.ROW_UNCLEAR, name=unclear.planned.name) if unclear else None


def why_not_submit(work: Work, report: Report) -> Refused | None:
    """Send the report: every difference explained, every thing back or noted (4.6 (9))."""
    if no := why_not_save(work, report):
        return no
    if missing := missing_things(work.things):
        return Refused(Refusal.THINGS_NOT_BACK, things=missing)
    unexplained = tuple(row.planned.name for row in report.rows if row.differs and not row.reason.strip())
    if unexplained:
        return Refused(Refusal.DIFFERENCE_UNEXPLAINED, lines=unexplained)
    return None if report.summary.strip() else Refused(Refusal.SUMMARY_MISSING)


def why_not_accept(work: Work, officer_id: int, *, party: bool) -> Refused | None:
    """Accept the report: somebody of the office who neither wrote it nor asked for the initiative; things back."""
    if no := _why_not_check(work, officer_id, party=party):
        return no
    missing = missing_things(work.things)
    return Refused(Refusal.THINGS_NOT_BACK, things=missing) if missing else None


def why_not_send_back(work: Work, officer_id: int, note: str, *, party: bool) -> Refused | None:
    """Send the report back, saying what is wrong."""
    if no := _why_not_check(work, officer_id, party=party):
        return no
    if not note.strip():
        return Refused(Refusal.NOTE_MISSING)
    return Refused(Refusal.TOO_LONG, max=NOTE_MAX) if len(note) > NOTE_MAX else None


def _why_not_check(work: Work, officer_id: int, *, party: bool) -> Refused | None:
    if work.status is not Status.COMPLETED:
        return Refused(Refusal.NOT_COMPLETED)
    if work.report is not ReportStatus.SUBMITTED:
        return Refused(Refusal.NOT_SUBMITTED)
    if party:
        return Refused(Refusal.OWN_INITIATIVE)
    return Refused(Refusal.SAME_PERSON) if work.written_by == officer_id else None
