"""One initiative at work: dates, things, hours, photos, the settlement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from civic.core.db import db
from civic.initiatives.agreements import document as plan_document
from civic.initiatives.agreements import queries as agreements
from civic.initiatives.agreements.models import Agreement, PlanVersion
from civic.initiatives.agreements.rules import Plan, number_words
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
    report: ReportStatus | None = None
    written_by: int | None = None
    sent_back_note: str = ""


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
            Progress.reason, Settlement.status, Settlement.written_by_id, Settlement.sent_back_note,
        )
        .outerjoin(Progress, Progress.initiative_id == Agreement.initiative_id)
        .outerjoin(Settlement, Settlement.initiative_id == Agreement.initiative_id)
        .where(Agreement.initiative_id == initiative_id, Agreement.annex == 0, Agreement.signed_at.is_not(None))
    ).one_or_none()  # fmt: skip
    if row is None:
        return Dates()
    return Dates(
        number_words(row.year, row.number, 0), row.signed_on, int(row.days), row.started_on, row.finished_on,
        row.settle_by, row.terminated_on, row.way, row.reason or "",
        ReportStatus(row.status) if row.status else None, row.written_by_id, row.sent_back_note or "",
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
    first, last = db.session.execute(
        select(func.min(WorkEntry.day), func.max(WorkEntry.day)).filter_by(initiative_id=initiative.id)
    ).one()
    return made(initiative, found, lent(initiative.id), (first, last) if first else None)


def made(
    initiative: InitiativeFacts, found: Dates, things: Sequence[Lent], logged: tuple[date, date] | None
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
        report=found.report,
        written_by=found.written_by,
    )


SETTLED = ("work_hours", "work_value", "things_value", "money_value", "city_value")
"""Columns of what was really given."""


@dataclass(frozen=True)
class PublicWork:
    """All that everybody sees of the agreement and the work. ``settled``: sums really given, once accepted, grosz."""

    number: str
    signed_on: date
    plan: Plan
    progress: dict[str, Any]
    hours: Decimal
    days: int
    photos: tuple[PhotoShown, ...]
    settled: dict[str, Any] | None


def public_work(initiative_id: int) -> PublicWork | None:
    """The same in one statement; None while nothing is signed."""
    mine = Agreement.initiative_id == initiative_id
    newest = select(func.max(Agreement.annex)).where(mine, Agreement.signed_at.is_not(None)).scalar_subquery()
    main = select(Agreement.signed_on).where(mine, Agreement.annex == 0).scalar_subquery()
    logged = select(
        func.json_build_array(
            func.coalesce(func.sum(WorkEntry.people * WorkEntry.hours_each), 0),
            func.count(WorkEntry.day.distinct()),
        )
    ).where(WorkEntry.initiative_id == initiative_id)
    pictures = select(
        func.json_agg(aggregate_order_by(func.json_build_array(Photo.file_id, Photo.caption), Photo.at))
    ).where(Photo.initiative_id == initiative_id, Photo.agreed)
    given = [each for name in SETTLED for each in (literal(name), getattr(Settlement, name))]
    settled = select(func.json_build_object(*given)).where(
        Settlement.initiative_id == initiative_id, Settlement.accepted_at.is_not(None)
    )
    row = db.session.execute(
        select(
            Agreement.year, Agreement.number, main.label("signed_on"), PlanVersion.document,
            Progress.started_on, Progress.finished_on, Progress.settle_by, Progress.terminated_on, Progress.reason,
            logged.scalar_subquery().label("logged"), pictures.scalar_subquery().label("pictures"),
            settled.scalar_subquery().label("settled"),
        )
        .join(PlanVersion, (PlanVersion.initiative_id == Agreement.initiative_id) & (PlanVersion.number == Agreement.version))
        .outerjoin(Progress, Progress.initiative_id == Agreement.initiative_id)
        .where(mine, Agreement.annex == newest)
    ).one_or_none()  # fmt: skip
    return _seen(row) if row is not None else None


def _seen(row: Any) -> PublicWork:
    names = ("started_on", "finished_on", "settle_by", "terminated_on", "reason")
    return PublicWork(
        number=number_words(row.year, row.number, 0),
        signed_on=row.signed_on,
        plan=plan_document.plan(row.document),
        progress={name: getattr(row, name) for name in names},
        hours=Decimal(str(row.logged[0])),
        days=row.logged[1],
        photos=tuple(
            PhotoShown(uuid.UUID(file_id), caption, True) for file_id, caption in row.pictures or ()
        ),
        settled=row.settled,
    )
