"""What a leader's own pages, the services and later features read: the parts of a request, the city's settings."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import exists, func, select

from civic.core import files
from civic.core.db import db
from civic.initiatives.requests.models import (
    Initiative,
    InitiativeLine,
    InitiativeStep,
    Member,
    SettingsVersion,
)
from civic.initiatives.requests.rules import (
    DEFAULT,
    ApplicantKind,
    Draft,
    Group,
    InitiativeSettings,
    Land,
    Line,
    LineKind,
    Role,
    ScheduleStep,
    Scope,
    Side,
    Status,
    Who,
    signature,
)
from civic.organisations import queries as organisations
from civic.places.models import Area

ATTACHMENT, CONSENT, PAPER_LIST = "initiative-attachment", "initiative-consent", "initiative-list"
"""Kinds of files of a request: anything, the owner's consent, the paper list of participants. The last two are personal."""


@dataclass(frozen=True)
class Settings:
    """A version of the city's settings. ``id`` is None while nothing was ever set: then the defaults hold."""

    id: int | None
    document: InitiativeSettings
    at: datetime | None = None
    by_id: int | None = None


class Mine(NamedTuple):
    """A line of somebody's own initiatives."""

    id: int
    year: int | None
    number: int | None
    title: str
    status: str
    saved_at: datetime

    @property
    def signature(self) -> str:
        """IL/2026/0007, or ""."""
        return signature(self.year, self.number)


class Participant(NamedTuple):
    """Somebody of the group. Personal: never on a public page."""

    id: int
    role: str
    name: str
    address: str
    email: str
    phone: str
    on_paper: bool
    invited_at: datetime | None
    confirmed_at: datetime | None
    declined_at: datetime | None


def settings_in_force() -> Settings:
    """The city's settings as they are now."""
    row = db.session.scalars(select(SettingsVersion).order_by(SettingsVersion.id.desc()).limit(1)).first()
    return _settings(row)


def settings_of(initiative_id: int) -> Settings:
    """The settings this request is judged by: those in force when it was sent; a draft's are those of now."""
    own = select(Initiative.settings_id).where(Initiative.id == initiative_id).scalar_subquery()
    order = ((SettingsVersion.id == own).desc().nulls_last(), SettingsVersion.id.desc())
    return _settings(db.session.scalars(select(SettingsVersion).order_by(*order).limit(1)).first())


def settings_history() -> list[Settings]:
    """Every version, the newest first."""
    rows = db.session.scalars(select(SettingsVersion).order_by(SettingsVersion.id.desc()))
    return [_settings(row) for row in rows]


def _settings(row: SettingsVersion | None) -> Settings:
    if row is None:
        return Settings(None, DEFAULT)
    return Settings(row.id, msgspec.convert(row.document, InitiativeSettings), row.at, row.by_id)


def own_initiative(initiative_id: int, leader_id: int) -> Initiative:
    """The leader's request; NoResultFound for anybody else's."""
    return db.session.execute(
        select(Initiative).filter_by(id=initiative_id, leader_id=leader_id)
    ).scalar_one()


def own_initiatives(leader_id: int) -> list[Mine]:
    """The leader's requests, the newest first."""
    columns = (
        Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.status, Initiative.saved_at,
    )  # fmt: skip
    mine = select(*columns).filter_by(leader_id=leader_id).order_by(Initiative.id.desc())
    return [Mine(*row) for row in db.session.execute(mine)]


def lines(initiative_id: int) -> tuple[Line, ...]:
    """The cost estimate in its order: what residents bring, then what the city is asked for."""
    row = InitiativeLine
    query = (
        select(row.side, row.kind, row.name, row.people, row.quantity, row.unit, row.rate, row.unit_cost)
        .filter_by(initiative_id=initiative_id)
        .order_by(row.side.desc(), row.place)
    )
    return tuple(
        Line(
            side=Side(side), kind=LineKind(kind), name=name, people=people, quantity=quantity, unit=unit, rate=rate,
            unit_cost=unit_cost,
        )
        for side, kind, name, people, quantity, unit, rate, unit_cost in db.session.execute(query)
    )  # fmt: skip


def steps(initiative_id: int) -> tuple[ScheduleStep, ...]:
    """The schedule in its order."""
    row = InitiativeStep
    query = select(row.what, row.side, row.starts_on, row.ends_on).filter_by(initiative_id=initiative_id)
    return tuple(
        ScheduleStep(what=what, side=Who(side), starts_on=starts_on, ends_on=ends_on)
        for what, side, starts_on, ends_on in db.session.execute(query.order_by(row.place))
    )


def members(initiative_id: int) -> list[Participant]:
    """Everybody of the group on record, the leader's own contact first, then representatives."""
    order = func.array_position(["LEADER", "REPRESENTATIVE", "PARTICIPANT"], Member.role)
    columns = [getattr(Member, name) for name in Participant._fields]
    query = select(*columns).filter_by(initiative_id=initiative_id).order_by(order, Member.id)
    return [Participant(*row) for row in db.session.execute(query)]


def representatives(initiative_id: int) -> list[Participant]:
    """The one to three people who sign for the group: the leader and representatives who confirmed."""
    return [
        each
        for each in members(initiative_id)
        if each.role == Role.LEADER or (each.role == Role.REPRESENTATIVE and each.confirmed_at)
    ]


def group_of(people: list[Participant], *, listed: bool) -> Group:
    """The people counted for the rules."""
    others = [each for each in people if each.role != Role.LEADER and each.declined_at is None]
    return Group(
        confirmed=sum(each.confirmed_at is not None for each in others),
        listed=listed,
        representatives=1 + sum(each.role == Role.REPRESENTATIVE for each in others),
    )


def revalued(found: tuple[Line, ...], settings: InitiativeSettings) -> tuple[Line, ...]:
    """The lines with community work at the rates of these settings; a rate that is gone leaves its line as it was."""
    return tuple(
        replace(line, unit_cost=rate.hourly)
        if line.kind is LineKind.WORK and (rate := settings.rate(line.rate))
        else line
        for line in found
    )


def draft_of(
    initiative: Initiative,
    settings: InitiativeSettings,
    people: list[Participant] | None = None,
    *,
    listed: bool | None = None,
) -> Draft:
    """The request as the rules see it, work valued by these settings. Five statements at most.

    ``people``, ``listed``: the group, and whether a paper list is attached, where the caller has read them already.
    """
    people = members(initiative.id) if people is None else people
    if listed is None:
        kept = exists().where(
            files.StoredFile.kind == PAPER_LIST, files.StoredFile.subject_id == initiative.id
        )
        listed = db.session.execute(select(kept)).scalar_one()
    kind = ApplicantKind(initiative.applicant_kind)
    return Draft(
        status=Status(initiative.status),
        title=initiative.title,
        summary=initiative.summary,
        scope=Scope(initiative.scope) if initiative.scope else None,
        located=initiative.point is not None,
        location_text=initiative.location_text,
        land=Land(initiative.land),
        description=initiative.description,
        goal=initiative.goal,
        readiness=initiative.readiness,
        lines=revalued(lines(initiative.id), settings),
        steps=steps(initiative.id),
        applicant_kind=kind,
        organisation_id=initiative.organisation_id,
        represents=kind is ApplicantKind.ORGANISATION and _represents(initiative),
        participants=initiative.participants,
        group=group_of(people, listed=listed),
        declares_residence=initiative.declares_residence,
    )


def _represents(initiative: Initiative) -> bool:
    if initiative.leader_id is None or initiative.organisation_id is None:
        return False
    speaks_for = organisations.represented_by(initiative.leader_id)
    return initiative.organisation_id in {each.id for each in speaks_for}


class Invitation(NamedTuple):
    """What somebody invited must know before they answer."""

    member_id: int
    initiative_id: int
    status: str
    title: str
    summary: str
    location_text: str
    leader_id: int | None
    role: str
    area: str | None


def invitation(key: str) -> Invitation:
    """The invitation this key opens; NoResultFound when it was answered, taken back, or never was."""
    query = (
        select(
            Member.id, Initiative.id, Initiative.status, Initiative.title, Initiative.summary, Initiative.location_text,
            Initiative.leader_id, Member.role, Area.name,
        )
        .join(Initiative, Initiative.id == Member.initiative_id)
        .outerjoin(Area, Area.id == Initiative.area_id)
        .where(Member.key == key)
    )  # fmt: skip
    return Invitation(*db.session.execute(query).one())
