"""The office's list of consultations with what each waits for. Columns only."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.queries.lists import matches
from civic.consultations.notices.rules import Regime, Standing, Status, Waiting, signature, waits_for
from civic.core.db import db
from civic.core.publications import Channel, Publication
from civic.people.models import OfficeUnit

OFFICE_PAGE = 50
_ENDED = (Status.REFUSED, Status.CANCELLED, Status.ARCHIVED)


class OfficeListed(NamedTuple):
    """A consultation on the office's list, with what it waits for."""

    id: int
    title: str
    status: Status
    regime: Regime
    signature: str
    unit: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    waiting: Waiting


def office_count(text: str, *, ended: bool) -> int:
    """How many the office sees: what goes on, or what ended."""
    return db.session.execute(
        select(func.count()).select_from(Consultation).where(_of_office(text, ended=ended))
    ).scalar_one()


def office_list(text: str, now: datetime, page: int, *, ended: bool) -> list[OfficeListed]:
    """One page of the office's list, what has the nearest day first."""
    standing = (
        select(func.array_agg(Publication.channel))
        .where(
            Publication.subject == func.concat("consultation:", Consultation.id),
            Publication.document == "NOTICE",
            Publication.withdrawn_at.is_(None),
        )
        .correlate(Consultation)
        .scalar_subquery()
    )
    nearest = func.coalesce(Consultation.closes_at, Consultation.opens_at, Consultation.saved_at)
    query = (
        select(
            Consultation.id, Consultation.title, Consultation.status, Consultation.regime, Consultation.year,
            Consultation.number, OfficeUnit.name.label("unit"), Consultation.opens_at, Consultation.closes_at,
            Consultation.announced_at, Consultation.notice_on, Consultation.report_days, Consultation.channels, standing.label("there"),
        )
        .outerjoin(OfficeUnit, OfficeUnit.id == Consultation.unit_id)
        .where(_of_office(text, ended=ended))
        .order_by(nearest.desc() if ended else nearest, Consultation.id)
        .limit(OFFICE_PAGE)
        .offset((page - 1) * OFFICE_PAGE)
    )  # fmt: skip
    return [_office_row(row, now) for row in db.session.execute(query)]


def _of_office(text: str, *, ended: bool) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [
        Consultation.status.in_(_ENDED) if ended else Consultation.status.not_in(_ENDED)
    ]
    if text:
        wanted.append(matches(text))
    return and_(*wanted)


def _office_row(row: Any, now: datetime) -> OfficeListed:
    lacking = [channel for channel in Channel if channel in row.channels and channel not in (row.there or ())]
    standing = Standing(Status(row.status), row.opens_at, row.closes_at, row.announced_at is not None)
    return OfficeListed(
        id=row.id,
        title=row.title,
        status=standing.status,
        regime=Regime(row.regime),
        signature=signature(row.year, row.number),
        unit=row.unit,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        waiting=waits_for(
            standing, now, notice_on=row.notice_on, report_days=row.report_days, lacking=lacking
        ),
    )
