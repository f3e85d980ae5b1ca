"""One initiative at work: dates, things, hours, photos, the settlement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select

from civic.core.db import db
from civic.initiatives.agreements import queries as agreements
from civic.initiatives.agreements.models import Agreement
from civic.initiatives.agreements.rules import number_words
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import LineKind
from civic.initiatives.works import document
from civic.initiatives.works.models import LentThing, Photo, Progress, Settlement, WorkEntry
from civic.initiatives.works.rules import Outcome, Planned, Report, ReportStatus, Thing, Work


@dataclass(frozen=True)
class Dates:
    """The days of an initiative with an agreement. ``number``: UIL/2026/0003; ``way``: of its termination."""

    number: str = ""
    signed_on: date | None = None
    settlement_days: int = 30
    started_on: date | None = None
    finished_on: date | None = None
    settle_by: date | None = None
    terminated_on: date | None = None
    way: str | None = None
    reason: str = ""


class Lent(NamedTuple):
    """A thing lent, as the protocols say it."""

    id: int
    name: str
    quantity: Decimal
    unit: str
    condition: str
    handed_on: date
    outcome: str | None
    outcome_on: date | None
    outcome_note: str


class Logged(NamedTuple):
    """An entry of the log."""

    id: int
    line_key: int
    day: date
    people: int
    hours_each: Decimal
    what: str

    @property
    def hours(self) -> Decimal:
        """Hours of all of them together."""
        return self.people * self.hours_each


class PhotoShown(NamedTuple):
    """A photo with its words."""

    file_id: uuid.UUID
    caption: str
    agreed: bool


@dataclass(frozen=True)
class SettlementShown:
    """The settlement report as it stands."""

    status: ReportStatus
    report: Report
    written_by_id: int
    submitted_at: datetime | None
    sent_back_note: str
    accepted_at: datetime | None


def dates(initiative_id: int) -> Dates:
    """Its days; empty while nothing is signed."""
    row = db.session.execute(
        select(
            Agreement.year, Agreement.number, Agreement.signed_on, Agreement.terms["settlement_days"].label("days"),
            Progress.started_on, Progress.finished_on, Progress.settle_by, Progress.terminated_on, Progress.way,
            Progress.reason,
        )
        .outerjoin(Progress, Progress.initiative_id == Agreement.initiative_id)
        .where(Agreement.initiative_id == initiative_id, Agreement.annex == 0, Agreement.signed_at.is_not(None))
    ).one_or_none()  # fmt: skip
    if row is None:
        return Dates()
    return Dates(
        number_words(row.year, row.number, 0), row.signed_on, int(row.days), row.started_on, row.finished_on,
        row.settle_by, row.terminated_on, row.way, row.reason or "",
    )  # fmt: skip


def lent(initiative_id: int) -> list[Lent]:
    """Things lent, in the order they were handed over."""
    columns = [getattr(LentThing, name) for name in Lent._fields]
    rows = db.session.execute(
        select(*columns).filter_by(initiative_id=initiative_id).order_by(LentThing.handed_on, LentThing.id)
    )
    return [Lent(*row) for row in rows]


def log(initiative_id: int) -> list[Logged]:
    """The log, day by day."""
    columns = [getattr(WorkEntry, name) for name in Logged._fields]
    rows = db.session.execute(
        select(*columns).filter_by(initiative_id=initiative_id).order_by(WorkEntry.day, WorkEntry.id)
    )
    return [Logged(*row) for row in rows]


def logged_hours(entries: Sequence[Logged]) -> dict[int, Decimal]:
    """Hours by the plan's line."""
    found: dict[int, Decimal] = {}
    for entry in entries:
        found[entry.line_key] = found.get(entry.line_key, Decimal()) + entry.hours
    return found


def photos(initiative_id: int, *, public: bool) -> list[PhotoShown]:
    """Photos, oldest first; only those that may be published, or all."""
    query = select(Photo.file_id, Photo.caption, Photo.agreed).filter_by(initiative_id=initiative_id)
    rows = db.session.execute(
        (query.filter_by(agreed=True) if public else query).order_by(Photo.at, Photo.file_id)
    )
    return [PhotoShown(*row) for row in rows]


def planned(initiative_id: int) -> tuple[Planned, ...]:
    """The lines of the plan in force."""
    return tuple(
        Planned(
            line.key, line.side, line.kind, line.name, line.unit, line.quantity, line.unit_cost, line.total
        )
        for line in agreements.plan_in_force(initiative_id).lines
    )


def work_lines(lines: Sequence[Planned]) -> list[Planned]:
    """Those that are hours of work."""
    return [line for line in lines if line.kind is LineKind.WORK]


def settlement(initiative_id: int) -> SettlementShown | None:
    """The report, if one was begun."""
    row = db.session.scalars(
        select(Settlement).filter_by(initiative_id=initiative_id).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    return SettlementShown(
        ReportStatus(row.status), document.report(row.document), row.written_by_id, row.submitted_at,
        row.sent_back_note, row.accepted_at,
    )  # fmt: skip


def work_of(initiative: InitiativeFacts) -> Work:
    """Where it stands, for the rules; after ``requests.queries.locked`` nobody changes it."""
    found = dates(initiative.id)
    report = db.session.execute(
        select(Settlement.status, Settlement.written_by_id).filter_by(initiative_id=initiative.id)
    ).one_or_none()
    first, last = db.session.execute(
        select(func.min(WorkEntry.day), func.max(WorkEntry.day)).filter_by(initiative_id=initiative.id)
    ).one()
    return made(
        initiative, found, lent(initiative.id), (first, last) if first else None,
        (ReportStatus(report.status), report.written_by_id) if report else None,
    )  # fmt: skip


def made(
    initiative: InitiativeFacts,
    found: Dates,
    things: Sequence[Lent],
    logged: tuple[date, date] | None,
    report: tuple[ReportStatus, int] | None,
) -> Work:
    """The same from what was read already."""
    return Work(
        status=initiative.status,
        signed_on=found.signed_on,
        started_on=found.started_on,
        log=logged,
        things=tuple(
            Thing(each.id, each.name, each.handed_on, Outcome(each.outcome) if each.outcome else None)
            for each in things
        ),
        report=report[0] if report else None,
        written_by=report[1] if report else None,
    )


class Outside(NamedTuple):
    """Sums of the log for everybody."""

    entries: int
    hours: Decimal


def outside(initiative_id: int) -> Outside:
    """How much was worked so far."""
    row = db.session.execute(
        select(func.count(), func.coalesce(func.sum(WorkEntry.people * WorkEntry.hours_each), 0)).filter_by(
            initiative_id=initiative_id
        )
    ).one()
    return Outside(row[0], Decimal(row[1]))
