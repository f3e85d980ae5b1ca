"""A request as the office sees it: its facts, who asks, whom to write to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from geoalchemy2 import functions as geo
from sqlalchemy import ColumnElement, func, or_, select

from civic.core.access import Role
from civic.core.db import db
from civic.core.files import StoredFile
from civic.initiatives.assessment.rules import Request
from civic.initiatives.requests.models import Initiative, InitiativeLine, InitiativeStep, Member
from civic.initiatives.requests.queries import ATTACHMENT, CONSENT, PAPER_LIST
from civic.initiatives.requests.rules import (
    InitiativeSettings,
    Land,
    Scope,
    Status,
    Values,
    decide_by,
    signature,
    why_not_values,
)
from civic.organisations.models import Organisation, Representative
from civic.people.models import Person, RoleGrant
from civic.places.models import Area


@dataclass(frozen=True, kw_only=True)
class Case:
    """A sent request, for the office. Values are grosz; ``work_value``: of community work alone; ``steps``: how many the schedule has.

    ``due_on``: until when it must be decided. ``fix_until``: the last day of the call under way. ``party``: the viewer
    belongs to those who ask.
    """

    id: int
    status: Status
    signature: str
    title: str
    summary: str
    scope: Scope | None
    description: str
    goal: str
    readiness: str
    location_text: str
    lon: float | None
    lat: float | None
    area: str | None
    land: Land
    land_note: str
    starts_on: date | None
    ends_on: date | None
    participants: int | None
    supporters: int | None
    residents_value: int
    city_value: int
    work_value: int
    steps: int
    applicant_kind: str
    organisation: str
    declares_residence: bool
    received_on: date
    due_on: date
    fix_until: date | None
    leader_id: int | None
    channel: str
    case_number: str
    party: bool

    def request(self, settings: InitiativeSettings) -> Request:
        """What the formal check reads of it, under the settings it is judged by."""
        values = Values(work=self.residents_value, city=self.city_value)
        return Request(
            status=self.status,
            scope=self.scope,
            land=self.land,
            through_organisation=self.applicant_kind == "ORGANISATION",
            declares_residence=self.declares_residence,
            residents_value=self.residents_value,
            city_value=self.city_value,
            steps=self.steps,
            within_limits=why_not_values(values, settings) is None,
        )


def _columns() -> tuple[Any, ...]:
    """What ``case`` reads of the request, its area and its organisation, with the sums of its lines and steps."""
    work = (
        select(func.coalesce(func.sum(InitiativeLine.total), 0))
        .where(
            InitiativeLine.initiative_id == Initiative.id,
            InitiativeLine.side == "RESIDENTS",
            InitiativeLine.kind == "WORK",
        )
        .scalar_subquery()
    )
    steps = (
        select(func.count())
        .select_from(InitiativeStep)
        .where(InitiativeStep.initiative_id == Initiative.id)
        .scalar_subquery()
    )
    return (
        Initiative.id, Initiative.status, Initiative.year, Initiative.number, Initiative.title, Initiative.summary,
        Initiative.scope, Initiative.description, Initiative.goal, Initiative.readiness, Initiative.location_text,
        geo.ST_X(Initiative.point).label("lon"), geo.ST_Y(Initiative.point).label("lat"), Area.name.label("area"),
        Initiative.land, Initiative.land_note, Initiative.starts_on, Initiative.ends_on, Initiative.participants,
        Initiative.supporters, Initiative.residents_value, Initiative.city_value, work.label("work_value"),
        steps.label("steps"), Initiative.applicant_kind,
        func.coalesce(Organisation.name, Initiative.organisation_name).label("organisation"),
        Initiative.declares_residence, Initiative.received_on, Initiative.due_on, Initiative.fix_until,
        Initiative.leader_id, Initiative.channel, Initiative.case_number,
    )  # fmt: skip


def case(initiative_id: int, viewer_id: int | None = None) -> Case:
    """A sent request; NoResultFound when there is none, or it is still a draft. One statement."""
    party = select(Person.id).where(Person.id == viewer_id, _belongs(initiative_id)).exists()
    row = db.session.execute(
        select(*_columns(), party.label("party"))
        .outerjoin(Area, Area.id == Initiative.area_id)
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .where(Initiative.id == initiative_id, Initiative.status != Status.DRAFT)
    ).mappings().one()  # fmt: skip
    found = dict(row)
    year, number = found.pop("year"), found.pop("number")
    return Case(
        **{
            **found,
            "status": Status(row["status"]),
            "signature": signature(year, number),
            "scope": Scope(row["scope"]) if row["scope"] else None,
            "land": Land(row["land"]),
            "work_value": int(row["work_value"]),
            "due_on": row["due_on"] or decide_by(row["received_on"]),
        }
    )


def attached(initiative_id: int, *, personal: bool) -> list[StoredFile]:
    """The files of the request, for the office; the ``personal`` ones only for those who keep the case. One statement."""
    kinds = (ATTACHMENT, CONSENT, PAPER_LIST) if personal else (ATTACHMENT,)
    query = select(StoredFile).where(StoredFile.kind.in_(kinds), StoredFile.subject_id == initiative_id)
    return list(db.session.scalars(query.order_by(StoredFile.kept_at, StoredFile.id)))


def _belongs(initiative_id: int) -> ColumnElement[bool]:
    """Whether Person belongs to those who ask; Initiative must be the one with this id.

    Members of the group have no account here; they are known by their e-mail address.
    """
    in_group = (
        select(Member.id)
        .where(
            Member.initiative_id == initiative_id,
            Member.email != "",
            Member.declined_at.is_(None),
            func.lower(Member.email) == func.lower(Person.email),
        )
        .exists()
    )
    speaks = (
        select(Representative.person_id)
        .where(
            Representative.organisation_id == Initiative.organisation_id,
            Representative.person_id == Person.id,
            Representative.confirmed_at.is_not(None),
            Representative.ended_at.is_(None),
        )
        .exists()
    )
    return or_(Initiative.leader_id == Person.id, in_group, speaks)


def parties(initiative_id: int, person_ids: Collection[int]) -> frozenset[int]:
    """Which of these people belong to those who ask: the leader, who is in the group, who speaks for the organisation."""
    found = db.session.scalars(
        select(Person.id)
        .join(Initiative, Initiative.id == initiative_id)
        .where(Person.id.in_(set(person_ids)), _belongs(initiative_id))
    )
    return frozenset(found)


def is_party(initiative_id: int, person_id: int) -> bool:
    """Whether this person belongs to those who ask."""
    return bool(parties(initiative_id, {person_id}))


class Address(NamedTuple):
    """Where a mail goes and in which language."""

    email: str
    lang: str


def applicant(initiative_id: int) -> Address | None:
    """Where letters about the request go: the leader, else who stands first among its people, else the organisation."""
    first = (
        select(Member.email)
        .where(Member.initiative_id == initiative_id, Member.email != "", Member.role != "PARTICIPANT")
        .order_by(Member.role, Member.id)
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            func.coalesce(func.nullif(Person.email, ""), first, func.nullif(Organisation.email, "")).label("email"),
            func.coalesce(Person.lang, "pl").label("lang"),
        )
        .select_from(Initiative)
        .outerjoin(Person, Person.id == Initiative.leader_id)
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .where(Initiative.id == initiative_id)
    ).one()  # fmt: skip
    return Address(row.email, row.lang) if row.email else None


class TeamMember(NamedTuple):
    """Somebody of the Team for local initiatives."""

    id: int
    name: str
    email: str | None
    lang: str


def team() -> list[TeamMember]:
    """Everybody who has the role of the Team now, by name."""
    rows = db.session.execute(
        select(Person.id, Person.name, Person.email, Person.lang)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.role == Role.TEAM_MEMBER, Person.confirmed_at.is_not(None), Person.closed_at.is_(None)
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [TeamMember(*row) for row in rows]


def address_of(person_id: int) -> Address | None:
    """Where a mail to somebody with an account goes; None when the account is closed."""
    row = db.session.execute(
        select(Person.email, Person.lang).where(Person.id == person_id, Person.closed_at.is_(None))
    ).one_or_none()
    return Address(row.email, row.lang) if row is not None and row.email else None
