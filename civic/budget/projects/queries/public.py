"""What everybody sees: the list with its filters, the same as map and file, one project's page. Columns, never entities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select

from civic.budget.projects import rules
from civic.budget.projects.models import Decision, FixedList, Project
from civic.budget.projects.rules import IN_GROUP, Group, Sort, Status
from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.core.searching import LONGEST, has_words
from civic.people.models import Person
from civic.places.models import Area

PAGE = 24
POLISH = "pl-x-icu"

real_cost = func.coalesce(Project.verified_cost, Project.cost)
"""What a project costs as far as is known: the office's figure once there is one."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is looked for. Empty is everything but what is gone. ``area``: a code; areas inside it count too."""

    text: str = ""
    pool: str = ""
    area: str = ""
    category: str = ""
    kind: str = ""
    group: Group | None = None


class Listed(NamedTuple):
    """A project on a list. ``cost`` is grosz, ``area`` and ``area_code`` those of its place."""

    number: int
    title: str
    summary: str
    status: str
    pool: str
    kind: str | None
    categories: Sequence[str]
    cost: int
    area: str | None
    area_code: str | None
    citywide: bool | None
    location_text: str
    conflict_group: str | None
    lon: float | None
    lat: float | None


class Shown(NamedTuple):
    """Everything public about one project (polish-rules 2.5). ``leader`` only with consent."""

    id: int
    number: int
    status: str
    title: str
    summary: str
    description: str
    justification: str
    kind: str | None
    categories: Sequence[str]
    citywide: bool | None
    location_text: str
    pool: str
    declared_cost: int
    verified_cost: int | None
    running_costs: str
    running_cost_yearly: int | None
    public_access: str
    universal_design: str | None
    universal_design_note: str
    conflict_group: str | None
    ballot_position: int | None
    submitted_at: datetime
    withdrawn_at: datetime | None
    area: str | None
    lon: float | None
    lat: float | None
    leader: str | None

    @property
    def point(self) -> LonLat | None:
        """Its place."""
        return LonLat(self.lon, self.lat) if self.lon is not None and self.lat is not None else None

    @property
    def cost(self) -> int:
        """Grosz, as far as is known."""
        return self.declared_cost if self.verified_cost is None else self.verified_cost


class Judged(NamedTuple):
    """A decision about a project, as everybody reads it."""

    stage: str
    outcome: str
    reason: str
    at: datetime


_LISTED = (
    Project.number,
    Project.title,
    Project.summary,
    Project.status,
    Project.pool,
    Project.kind,
    Project.categories,
    real_cost,
    Area.name,
    Area.code,
    Project.citywide,
    Project.location_text,
    Project.conflict_group,
    func.ST_X(Project.point),
    func.ST_Y(Project.point),
)


def count(edition_id: int, filters: Filters) -> int:
    """How many projects there are."""
    counted = select(func.count()).select_from(Project).outerjoin(Area, Area.id == Project.area_id)
    return db.session.execute(counted.where(_wanted(edition_id, filters))).scalar_one()


def page_of(edition_id: int, filters: Filters, sort: Sort, seed: str, page: int) -> list[Listed]:
    """One page of the list, from 1. ``seed``: of SHUFFLED, whatever text stays the same for one reader."""
    rows = _list(edition_id, filters).order_by(*_order(sort, seed)).limit(PAGE).offset((page - 1) * PAGE)
    return [Listed(*row) for row in db.session.execute(rows)]


def everything(edition_id: int, filters: Filters) -> list[Listed]:
    """The whole list by number, for the map and the file."""
    return [Listed(*row) for row in db.session.execute(_list(edition_id, filters).order_by(Project.number))]


def shown(edition_id: int, number: int) -> Shown:
    """A project by its number; NoResultFound when no such one was sent."""
    named = case((Project.name_public, Person.name))
    columns = (
        *(getattr(Project, "cost" if name == "declared_cost" else name) for name in Shown._fields[:-4]),
        Area.name,
        func.ST_X(Project.point),
        func.ST_Y(Project.point),
        func.nullif(named, ""),
    )
    query = (
        select(*columns)
        .outerjoin(Area, Area.id == Project.area_id)
        .outerjoin(Person, Person.id == Project.leader_id)
        .where(Project.edition_id == edition_id, Project.number == number)
    )
    return Shown(*db.session.execute(query).one())


def decisions(project_id: int) -> list[Judged]:
    """What was decided about the project, in that order."""
    made = select(Decision.stage, Decision.outcome, Decision.reason, Decision.at).filter_by(
        project_id=project_id
    )
    return [Judged(*row) for row in db.session.execute(made.order_by(Decision.at, Decision.id))]


def rivals(edition_id: int, project: Shown) -> list[tuple[int, str]]:
    """Numbers and titles of projects that exclude this one."""
    if project.conflict_group is None:
        return []
    others = (
        select(Project.number, Project.title)
        .filter_by(edition_id=edition_id, conflict_group=project.conflict_group)
        .where(Project.id != project.id, Project.status.not_in([Status.DRAFT, *rules.GONE]))
        .order_by(Project.number)
    )
    return [(row.number, row.title) for row in db.session.execute(others)]


def fixed_list(edition_id: int) -> FixedList | None:
    """How the list of the vote got its order; None while it is not fixed."""
    return db.session.get(FixedList, edition_id)


def _list(edition_id: int, filters: Filters) -> Select[Any]:
    listed = select(*_LISTED).select_from(Project).outerjoin(Area, Area.id == Project.area_id)
    return listed.where(_wanted(edition_id, filters))


def _order(sort: Sort, seed: str) -> tuple[Any, ...]:
    title = Project.title.collate(POLISH)
    return {
        Sort.SHUFFLED: (func.md5(func.concat(literal(seed), "|", Project.number)), Project.number),
        Sort.TITLE: (title, Project.number),
        Sort.CHEAPEST: (real_cost, title, Project.number),
        Sort.DEAREST: (real_cost.desc(), title, Project.number),
        Sort.NUMBER: (Project.number,),
    }[sort]


def _wanted(edition_id: int, filters: Filters) -> ColumnElement[bool]:
    statuses = IN_GROUP[filters.group] if filters.group else rules.PUBLIC - rules.GONE
    wanted = [Project.edition_id == edition_id, Project.status.in_(statuses)]
    if filters.pool:
        wanted.append(Project.pool == filters.pool)
    if filters.kind:
        wanted.append(Project.kind == filters.kind)
    if filters.category:
        wanted.append(Project.categories.contains([filters.category]))
    if filters.area:
        inside = select(Area.id).where(Area.code == filters.area).scalar_subquery()
        wanted.append(or_(Area.id == inside, Area.parent_id == inside))
    if filters.text:
        wanted.append(matches(filters.text))
    return and_(*wanted)


def matches(text: str) -> ColumnElement[bool]:
    """The text is in the title or summary, word by word or nearly; or it is the project's number."""
    number = cast(Project.number, String) == text[:LONGEST].strip().lstrip("#")
    return or_(has_words(Project.words, text), number)
