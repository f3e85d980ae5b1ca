"""Writing a draft: each section by itself. What is still missing is no obstacle; what is wrong is."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from shapely import MultiPolygon
from sqlalchemy import delete, exists, func, select

from civic.consultations.notices import queries
from civic.consultations.notices.events import ConsultationDrafted, ConsultationSaved
from civic.consultations.notices.models import Consultation, ConsultationArea, ConsultationForm
from civic.consultations.notices.rules import (
    FormKind,
    PlannedForm,
    Refusal,
    Regime,
    Section,
    Status,
    Terms,
    usual_terms,
)
from civic.consultations.notices.rules.plan import Plan, findings_of_form, period_findings, term_findings
from civic.consultations.notices.rules.why_not import why_not_edit
from civic.consultations.notices.services.common import locked, subject
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.geo import polygon_to_db
from civic.core.refusal import Refused
from civic.places.models import Area


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What is asked and why."""

    title: str
    summary: str
    goal: str
    subject: str
    justification: str
    influence: str
    questions: str
    audience: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Territory:
    """Where: areas by code, or a shape (WGS84), or the whole city. ``keep_shape``: the shape stays as it was."""

    areas: tuple[str, ...] = ()
    shape: MultiPolygon | None = None
    keep_shape: bool = False


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When. Moments are aware, half open."""

    notice_on: date | None
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who runs it and how to ask. ``cost`` is grosz."""

    unit_id: int | None
    initiator: str
    contact: str
    accessibility: str
    anonymous: bool
    has_discussion: bool
    cost: int | None


@dataclass(frozen=True, kw_only=True)
class FormText:
    """A form as it is planned, with who leads it."""

    planned: PlannedForm
    host: str = ""
    agenda: str = ""


Answer = Texts | Territory | Calendar | Contact | Terms

SECTION: Mapping[type, Section] = {
    Texts: Section.SUBJECT,
    Territory: Section.TERRITORY,
    Calendar: Section.CALENDAR,
    Contact: Section.CONTACT,
    Terms: Section.CHANNELS,
}


def create(regime: Regime, title: str, by_id: int, now: datetime) -> int:
    """Begin a draft with the regime's usual terms and remarks in writing; gives its id. Refused without a title."""
    if not title.strip():
        raise Refused(Refusal.TITLE_MISSING)
    terms = usual_terms(regime)
    with transaction():
        row = Consultation(
            status=Status.DRAFT.value,
            regime=regime.value,
            title=title.strip(),
            lead_days=terms.lead_days,
            min_days=terms.min_days,
            report_days=terms.report_days,
            channels=[channel.value for channel in terms.channels],
            created_by_id=by_id,
            created_at=now,
            saved_at=now,
        )
        db.session.add(row)
        db.session.flush()
        db.session.add(ConsultationForm(consultation_id=row.id, kind=FormKind.REMARKS_FORM.value))
        record(ConsultationDrafted(subject=subject(row.id), actor_id=by_id, regime=regime.value))
        return row.id


def save(consultation_id: int, by_id: int, answer: Answer, now: datetime) -> None:
    """Write down one section of a draft.

    Refused when it is no draft any more, when the calendar gives people less time than the regime and the city's rules,
    when terms are shorter than the law's, or when the territory is not in the city.
    """
    with transaction():
        row = _draft(consultation_id)
        if isinstance(answer, Territory):
            _set_territory(row, answer)
        elif isinstance(answer, Terms):
            _set_terms(row, answer)
        else:
            if isinstance(answer, Calendar):
                _check_calendar(row, answer)
            _set(row, {field.name: getattr(answer, field.name) for field in fields(answer)})
        row.saved_at = now
        section = SECTION[type(answer)].value
        record(ConsultationSaved(subject=subject(row.id), actor_id=by_id, section=section))


def save_form(
    consultation_id: int, by_id: int, form: FormText, now: datetime, form_id: int | None = None
) -> int:
    """Add a form, or change one; gives its id. Refused with the first reason why it cannot be held so."""
    with transaction():
        row = _draft(consultation_id)
        if found := findings_of_form(queries.case(consultation_id).plan, form.planned):
            raise found[0].refused
        made = _form(consultation_id, form_id) if form_id else ConsultationForm(consultation_id=row.id)
        planned = form.planned
        _set(
            made,
            {
                "kind": planned.kind.value,
                "title": planned.title,
                "online": planned.online,
                "place": planned.place,
                "starts_at": planned.starts,
                "ends_at": planned.ends,
                "accessible": [each.value for each in planned.accessible],
                "presents_draft": planned.presents_draft,
                "host": form.host,
                "agenda": form.agenda,
            },
        )
        db.session.add(made)
        row.saved_at = now
        record(ConsultationSaved(subject=subject(row.id), actor_id=by_id, section=Section.FORMS.value))
        db.session.flush()
        return made.id


def remove_form(consultation_id: int, by_id: int, form_id: int, now: datetime) -> None:
    """Take a form out of a draft; NoResultFound when it is not there."""
    with transaction():
        row = _draft(consultation_id)
        db.session.delete(_form(consultation_id, form_id))
        row.saved_at = now
        record(ConsultationSaved(subject=subject(row.id), actor_id=by_id, section=Section.FORMS.value))


def _draft(consultation_id: int) -> Consultation:
    row = locked(consultation_id)
    if no := why_not_edit(Status(row.status)):
        raise no
    return row


def _form(consultation_id: int, form_id: int) -> ConsultationForm:
    query = select(ConsultationForm).filter_by(id=form_id, consultation_id=consultation_id)
    return db.session.scalars(query).one()


def _set(row: object, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _check_calendar(row: Consultation, calendar: Calendar) -> None:
    plan = Plan(
        regime=Regime(row.regime),
        terms=queries.case(row.id).terms,
        notice_on=calendar.notice_on,
        opens=calendar.opens_at,
        closes=calendar.closes_at,
    )
    for found in period_findings(plan):
        raise found.refused


def _set_terms(row: Consultation, terms: Terms) -> None:
    plan = Plan(regime=Regime(row.regime), terms=terms)
    for found in term_findings(plan):
        raise found.refused
    row.lead_days, row.min_days, row.report_days = terms.lead_days, terms.min_days, terms.report_days
    row.channels = [channel.value for channel in terms.channels]


def _set_territory(row: Consultation, territory: Territory) -> None:
    known = db.session.scalars(select(Area.id).where(Area.code.in_(territory.areas))).all()
    if len(known) != len(set(territory.areas)):
        raise Refused(Refusal.AREA_UNKNOWN)
    db.session.execute(delete(ConsultationArea).filter_by(consultation_id=row.id))
    for area_id in known:
        db.session.add(ConsultationArea(consultation_id=row.id, area_id=area_id))
    if territory.shape is not None:
        shape = polygon_to_db(territory.shape)
        touched = select(exists().where(func.ST_Intersects(Area.geom, shape)))
        if not db.session.scalar(touched):
            raise Refused(Refusal.TERRITORY_OUTSIDE)
        row.territory = shape
    elif not territory.keep_shape:
        row.territory = None
