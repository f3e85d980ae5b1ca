"""What the office reads: the queue with its deadlines, one request whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from civic.core import files
from civic.core.db import db
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.queries.public import matches
from civic.initiatives.requests.rules import AWAITING_DECISION, PUBLIC, Due, Status, due, signature
from civic.organisations.models import Organisation
from civic.people.models import Person
from civic.places.models import Area

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is looked for; empty is everything that was sent. ``area``: a code; areas inside it count too."""

    text: str = ""
    status: Status | None = None
    area: str = ""
    overdue: bool = False


class Queued(NamedTuple):
    """A request in the queue. ``applicant``: an organisation's name, or ""."""

    id: int
    year: int
    number: int
    title: str
    status: str
    applicant_kind: str
    applicant: str
    channel: str
    area: str | None
    residents_value: int
    city_value: int
    received_on: date
    due_on: date | None

    @property
    def signature(self) -> str:
        """IL/2026/0007."""
        return signature(self.year, self.number)

    def due(self, today: date) -> Due | None:
        """Until when the city must decide."""
        return due(Status(self.status), self.due_on, today)


class Waiting(NamedTuple):
    """How many wait for a decision, and of them how many too long, or to be due within a week."""

    waiting: int
    overdue: int
    soon: int


class Filed(NamedTuple):
    """What only the office sees of a request, beside what is public."""

    channel: str
    case_number: str
    entered_by_id: int | None
    leader_id: int | None
    land_note: str
    declares_residence: bool
    privacy_version: str
    fix_until: date | None
    created_at: datetime
    erased_at: datetime | None
    leader: str
    entered_by: str


def queue(wanted: Filters, today: date, page: int = 1) -> list[Queued]:
    """One page of requests: those that await a decision first, the most urgent on top; then the others, newest first."""
    awaiting = case((Initiative.status.in_(AWAITING_DECISION), 0), else_=1)
    urgent = case((Initiative.status.in_(AWAITING_DECISION), Initiative.due_on))
    named = func.coalesce(Organisation.name, Initiative.organisation_name)
    columns = (
        Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.status, Initiative.applicant_kind,
        named, Initiative.channel, Area.name, Initiative.residents_value, Initiative.city_value, Initiative.received_on,
        Initiative.due_on,
    )  # fmt: skip
    query: Select[*tuple[Any, ...]] = (
        select(*columns)
        .outerjoin(Area, Area.id == Initiative.area_id)
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .where(_wanted(wanted, today))
        .order_by(awaiting, urgent, Initiative.received_on.desc(), Initiative.id.desc())
    )
    return [Queued(*row) for row in db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))]


def queue_length(wanted: Filters, today: date) -> int:
    """How many requests the queue has over all pages."""
    query = select(func.count()).select_from(Initiative).outerjoin(Area, Area.id == Initiative.area_id)
    return db.session.execute(query.where(_wanted(wanted, today))).scalar_one()


def waiting(today: date, soon: date) -> Waiting:
    """How much waits. ``soon``: the last day that is still soon."""
    query = select(
        func.count(),
        func.count().filter(Initiative.due_on < today),
        func.count().filter(Initiative.due_on.between(today, soon)),
    ).where(Initiative.status.in_(AWAITING_DECISION))
    return Waiting(*db.session.execute(query).one())


def filed(initiative_id: int) -> Filed:
    """The office's own facts about a request that was sent."""
    leader, clerk = aliased(Person), aliased(Person)
    columns = [getattr(Initiative, name) for name in Filed._fields[:-2]]
    query: Select[*tuple[Any, ...]] = (
        select(*columns, func.coalesce(leader.name, ""), func.coalesce(clerk.name, ""))
        .outerjoin(leader, leader.id == Initiative.leader_id)
        .outerjoin(clerk, clerk.id == Initiative.entered_by_id)
        .where(Initiative.id == initiative_id, Initiative.status.in_(PUBLIC))
    )
    return Filed(*db.session.execute(query).one())


def files_of(initiative_id: int, kinds: Collection[str]) -> list[files.StoredFile]:
    """The request's files of these kinds, in one statement."""
    query = select(files.StoredFile).where(
        files.StoredFile.kind.in_(kinds), files.StoredFile.subject_id == initiative_id
    )
    return list(db.session.scalars(query.order_by(files.StoredFile.kept_at, files.StoredFile.id)))


def _wanted(wanted: Filters, today: date) -> ColumnElement[bool]:
    asked: list[Any] = [Initiative.status.in_([wanted.status] if wanted.status else PUBLIC)]
    if wanted.overdue:
        asked += [Initiative.status.in_(AWAITING_DECISION), Initiative.due_on < today]
    if wanted.area:
        inside = select(Area.id).where(Area.code == wanted.area).scalar_subquery()
        asked.append(or_(Area.id == inside, Area.parent_id == inside))
    if wanted.text:
        asked.append(or_(matches(wanted.text), Initiative.case_number == wanted.text.strip()))
    return and_(*asked)
