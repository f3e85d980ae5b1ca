"""One consultation whole: what is written of it, its forms, its areas. Columns, never the shape of its territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from civic.consultations.notices.models import (
    Consultation,
    ConsultationArea,
    ConsultationForm,
    ConsultationRequest,
    Extension,
)
from civic.consultations.notices.rules import (
    DEMANDS,
    PUBLIC,
    Access,
    Demands,
    Draft,
    FormKind,
    Phase,
    Plan,
    PlannedForm,
    Regime,
    Standing,
    Status,
    Terms,
    signature,
)
from civic.core.db import db
from civic.core.publications.rules import Channel
from civic.people.models import OfficeUnit, Person, RoleGrant
from civic.places.models import Area


@dataclass(frozen=True, kw_only=True)
class HeldForm(PlannedForm):
    """A form with who leads it, and with what came of it once it was held."""

    host: str = ""
    agenda: str = ""
    attendees: int | None = None
    summary: str = ""


class Place(NamedTuple):
    """An area it concerns."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything written of a consultation. ``has_shape``: it has a territory of its own. ``cost`` is grosz."""

    id: int
    status: Status
    year: int | None
    number: int | None
    regime: Regime
    title: str
    summary: str
    goal: str
    subject: str
    justification: str
    influence: str
    questions: str
    audience: str
    basis: str
    initiator: str
    unit_id: int | None
    unit: str | None
    contact: str
    accessibility: str
    anonymous: bool
    has_discussion: bool
    cost: int | None
    lead_days: int
    min_days: int
    report_days: int
    channels: tuple[Channel, ...]
    notice_on: date | None
    opens_at: datetime | None
    closes_at: datetime | None
    order_number: str
    ordered_on: date | None
    announced_at: datetime | None
    cancel_reason: str
    privacy_version: str
    act_number: str
    act_on: date | None
    act_link: str
    what_changed: str
    created_by_id: int
    saved_at: datetime
    has_shape: bool
    forms: tuple[HeldForm, ...] = ()
    areas: tuple[Place, ...] = ()

    @property
    def signature(self) -> str:
        """K/2026/014, or "" before it is ordered."""
        return signature(self.year, self.number)

    @property
    def demands(self) -> Demands:
        """What its regime asks for."""
        return DEMANDS[self.regime]

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return Standing(self.status, self.opens_at, self.closes_at, self.announced_at is not None)

    @property
    def is_public(self) -> bool:
        """Whether residents see it."""
        return self.status in PUBLIC and self.announced_at is not None

    @property
    def whole_city(self) -> bool:
        """Whether it concerns the whole city."""
        return not self.areas and not self.has_shape

    @property
    def terms(self) -> Terms:
        """The city's own terms."""
        return Terms(
            lead_days=self.lead_days,
            min_days=self.min_days,
            report_days=self.report_days,
            channels=self.channels,
        )

    @property
    def plan(self) -> Plan:
        """Its calendar and forms, for the rules."""
        return Plan(
            regime=self.regime,
            terms=self.terms,
            notice_on=self.notice_on,
            opens=self.opens_at,
            closes=self.closes_at,
            forms=self.forms,
        )

    @property
    def draft(self) -> Draft:
        """What is written, for the rules."""
        texts = ("title", "summary", "goal", "subject", "justification", "influence", "basis", "contact")
        written: dict[str, Any] = {name: getattr(self, name) for name in texts}
        return Draft(**written, unit_id=self.unit_id, plan=self.plan)

    def phase(self, now: datetime) -> Phase:
        """Where it is at that moment."""
        return self.standing.phase(now)


_LATER = {"unit", "has_shape", "forms", "areas"}
_COLUMNS = [getattr(Consultation, name) for name in Case.__dataclass_fields__ if name not in _LATER]


def case(consultation_id: int, *, public: bool = False) -> Case:
    """One consultation; NoResultFound when there is none, or (``public``) none that residents see. Three statements."""
    row = db.session.execute(
        select(
            *_COLUMNS, OfficeUnit.name.label("unit"), Consultation.territory.is_not(None).label("has_shape")
        )
        .outerjoin(OfficeUnit, OfficeUnit.id == Consultation.unit_id)
        .where(Consultation.id == consultation_id)
    ).one()
    known: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - the documented name
    known |= {
        "status": Status(row.status),
        "regime": Regime(row.regime),
        "channels": tuple(channel for channel in Channel if channel in row.channels),
    }
    if public and not Case(**known).is_public:
        raise NoResultFound
    return Case(**known, forms=_forms(consultation_id), areas=_areas(consultation_id))


def _forms(consultation_id: int) -> tuple[HeldForm, ...]:
    query = (
        select(ConsultationForm)
        .filter_by(consultation_id=consultation_id)
        .order_by(ConsultationForm.starts_at.nulls_first(), ConsultationForm.id)
    )
    return tuple(held(row) for row in db.session.scalars(query))


def held(row: ConsultationForm) -> HeldForm:
    """A form as the rules and pages see it."""
    return HeldForm(
        kind=FormKind(row.kind),
        id=row.id,
        title=row.title,
        starts=row.starts_at,
        ends=row.ends_at,
        online=row.online,
        place=row.place,
        accessible=tuple(each for each in Access if each in row.accessible),
        presents_draft=row.presents_draft,
        host=row.host,
        agenda=row.agenda,
        attendees=row.attendees,
        summary=row.summary,
    )


def _areas(consultation_id: int) -> tuple[Place, ...]:
    query = (
        select(Area.id, Area.code, Area.name)
        .join(ConsultationArea, ConsultationArea.area_id == Area.id)
        .where(ConsultationArea.consultation_id == consultation_id)
        .order_by(Area.name.collate("pl-x-icu"), Area.code)
    )
    return tuple(Place(*row) for row in db.session.execute(query))


class ExtensionMade(NamedTuple):
    """One extension, as everybody reads it."""

    id: int
    from_closes_at: datetime
    to_closes_at: datetime
    reason: str
    order_number: str
    at: datetime


def extensions(consultation_id: int) -> Sequence[ExtensionMade]:
    """How often the time was made longer, oldest first."""
    query = (
        select(
            Extension.id, Extension.from_closes_at, Extension.to_closes_at, Extension.reason, Extension.order_number,
            Extension.at,
        )
        .filter_by(consultation_id=consultation_id)
        .order_by(Extension.id)
    )  # fmt: skip
    return [ExtensionMade(*row) for row in db.session.execute(query)]


def people_of_unit(unit_id: int) -> list[str]:
    """Where to write to the people of an office unit."""
    query = (
        select(Person.email)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.unit_id == unit_id, Person.email.is_not(None), Person.confirmed_at.is_not(None))
        .distinct()
        .order_by(Person.email)
    )
    return [email for email in db.session.scalars(query) if email]


class RequestMade(NamedTuple):
    """A request for a consultation, for who sent it and for the office."""

    person_id: int
    contact_name: str
    contact_email: str
    place: str
    proposal: str
    supporters: int
    received_at: datetime
    fix_until: date | None
    answer_due: date
    answer: str


def request_made(consultation_id: int) -> RequestMade:
    """The request a consultation began with; NoResultFound when it did not."""
    query = select(*(getattr(ConsultationRequest, name) for name in RequestMade._fields))
    return RequestMade._make(db.session.execute(query.filter_by(consultation_id=consultation_id)).one())
