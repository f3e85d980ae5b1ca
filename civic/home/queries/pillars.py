"""Consultations and local initiatives, as the front page, the search and "my activity" need them."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import PUBLIC as PUBLIC_CONSULTATIONS
from civic.consultations.notices.rules import Standing
from civic.consultations.notices.rules import Status as ConsultationStatus
from civic.consultations.remarks.models import Opinion, Remark
from civic.core.db import db
from civic.core.searching import has_words, nearness
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import PUBLIC as PUBLIC_INITIATIVES
from civic.initiatives.requests.rules import Status as InitiativeStatus
from civic.places.models import Area

PAGE = 20


class FoundConsultation(NamedTuple):
    """A consultation people see."""

    id: int
    title: str
    summary: str
    standing: Standing


class FoundInitiative(NamedTuple):
    """An initiative people see. ``residents_value``, ``city_value`` are grosz."""

    id: int
    title: str
    summary: str
    status: InitiativeStatus
    area: str | None
    location_text: str
    residents_value: int
    city_value: int


class OwnOpinion(NamedTuple):
    """What somebody sent, or has begun to write, in one consultation."""

    id: int
    consultation_id: int
    title: str
    receipt: str | None
    sent_at: datetime | None
    remarks: int


class OwnInitiative(NamedTuple):
    """A request somebody leads."""

    id: int
    title: str
    status: InitiativeStatus


def open_consultations(now: datetime, most: int) -> list[FoundConsultation]:
    """Those one can speak in now, the one that closes first before the others."""
    is_open = and_(
        Consultation.status == ConsultationStatus.ANNOUNCED,
        Consultation.opens_at <= now,
        Consultation.closes_at > now,
    )
    query = _consultations().where(is_open).order_by(Consultation.closes_at, Consultation.id).limit(most)
    return [_consultation(row) for row in db.session.execute(query)]


def newest_initiatives(most: int) -> list[FoundInitiative]:
    """The initiatives that came last."""
    shown = Initiative.status.in_(PUBLIC_INITIATIVES - {InitiativeStatus.WITHDRAWN})
    query = _initiatives().where(shown).order_by(Initiative.submitted_at.desc(), Initiative.id.desc())
    return [_initiative(row) for row in db.session.execute(query.limit(most))]


def found_consultations(text: str, page: int) -> list[FoundConsultation]:
    """One page, from 1, of the consultations that fit the text, the newest first."""
    query = _consultations().where(_fits_consultation(text))
    query = query.order_by(Consultation.announced_at.desc(), Consultation.id.desc())
    return [_consultation(row) for row in db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))]


def found_initiatives(text: str, page: int) -> list[FoundInitiative]:
    """One page, from 1, of the initiatives that fit the text, the most alike first."""
    query = _initiatives().where(_fits_initiative(text))
    query = query.order_by(nearness(Initiative.words, text).desc(), Initiative.id.desc())
    return [_initiative(row) for row in db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))]


def found_counts(text: str) -> tuple[int, int]:
    """How many consultations and how many initiatives fit the text, in one statement."""
    consultations = select(func.count()).select_from(Consultation).where(_fits_consultation(text))
    initiatives = select(func.count()).select_from(Initiative).where(_fits_initiative(text))
    row = db.session.execute(select(consultations.scalar_subquery(), initiatives.scalar_subquery())).one()
    return row[0], row[1]


def own_opinions(person_id: int) -> list[OwnOpinion]:
    """What somebody sent or began, the newest first."""
    query = (
        select(
            Opinion.id, Opinion.consultation_id, Consultation.title, Opinion.receipt, Opinion.sent_at, func.count(Remark.id),
        )
        .join(Consultation, Consultation.id == Opinion.consultation_id)
        .outerjoin(Remark, Remark.opinion_id == Opinion.id)
        .where(Opinion.person_id == person_id)
        .group_by(Opinion.id, Consultation.title)
        .order_by(Opinion.id.desc())
    )  # fmt: skip
    return [OwnOpinion(*row) for row in db.session.execute(query)]


def own_initiatives(person_id: int) -> list[OwnInitiative]:
    """Requests somebody leads, the newest first."""
    own = select(Initiative.id, Initiative.title, Initiative.status).where(Initiative.leader_id == person_id)
    rows = db.session.execute(own.order_by(Initiative.id.desc()))
    return [OwnInitiative(row.id, row.title, InitiativeStatus(row.status)) for row in rows]


def _consultations() -> Select[*tuple[Any, ...]]:
    return select(
        Consultation.id, Consultation.title, Consultation.summary, Consultation.status, Consultation.opens_at,
        Consultation.closes_at, Consultation.announced_at,
    )  # fmt: skip


def _consultation(row: Any) -> FoundConsultation:
    status = ConsultationStatus(row.status)
    standing = Standing(status, row.opens_at, row.closes_at, row.announced_at is not None)
    return FoundConsultation(row.id, row.title, row.summary, standing)


def _initiatives() -> Select[*tuple[Any, ...]]:
    return select(
        Initiative.id, Initiative.title, Initiative.summary, Initiative.status, Area.name.label("area"),
        Initiative.location_text, Initiative.residents_value, Initiative.city_value,
    ).outerjoin(Area, Area.id == Initiative.area_id)  # fmt: skip


def _initiative(row: Any) -> FoundInitiative:
    found = FoundInitiative(*row)
    return found._replace(status=InitiativeStatus(found.status))


def _fits_consultation(text: str) -> ColumnElement[bool]:
    return and_(
        Consultation.status.in_(PUBLIC_CONSULTATIONS),
        Consultation.announced_at.is_not(None),
        has_words(Consultation.words, text),
    )


def _fits_initiative(text: str) -> ColumnElement[bool]:
    return and_(Initiative.status.in_(PUBLIC_INITIATIVES), has_words(Initiative.words, text))
