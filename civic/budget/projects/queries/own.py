"""What a leader's own pages and the services read: drafts, the terms of the edition, projects like this one."""

from datetime import datetime
from typing import Any, NamedTuple

from geoalchemy2 import Geography
from sqlalchemy import Select, cast, func, select
from sqlalchemy.orm import aliased

from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Kind
from civic.budget.projects import rules
from civic.budget.projects.models import CostLineRow, Project
from civic.budget.projects.rules import Category, CostLine, Draft, Status, Terms
from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.core.geo import from_db, to_db
from civic.places.models import Area
from civic.places.queries import locate

LIKE_ENOUGH = 0.35
"""Trigram likeness from which two ideas are worth showing side by side; 1 is the same words."""
NEARBY_METRES = 300


class Likely(NamedTuple):
    """A project somebody may want to look at before sending the same again."""

    number: int
    title: str
    summary: str
    status: str
    area: str | None


class Mine(NamedTuple):
    """A line of a leader's list of own projects; ``cost`` is grosz."""

    id: int
    number: int | None
    title: str
    status: str
    cost: int
    saved_at: datetime


def terms(edition_id: int) -> Terms:
    """The edition as the rules of projects see it."""
    edition = editions.edition(edition_id)
    return Terms(edition.status, edition.rules)


def own_project(edition_id: int, project_id: int, leader_id: int) -> Project:
    """The leader's project; NoResultFound for anybody else's, whatever its status."""
    mine = select(Project).filter_by(id=project_id, edition_id=edition_id, leader_id=leader_id)
    return db.session.execute(mine).scalar_one()


def own_projects(edition_id: int, leader_id: int) -> list[Mine]:
    """The leader's projects in the edition, the newest first."""
    columns = (Project.id, Project.number, Project.title, Project.status, Project.cost, Project.saved_at)
    mine = select(*columns).filter_by(edition_id=edition_id, leader_id=leader_id).order_by(Project.id.desc())
    return [Mine(*row) for row in db.session.execute(mine)]


def submitted_by(edition_id: int, leader_id: int) -> int:
    """How many of the leader's projects stand in the edition: sent, and not gone."""
    stands = select(func.count()).where(
        Project.edition_id == edition_id,
        Project.leader_id == leader_id,
        Project.status.not_in([Status.DRAFT, *rules.GONE]),
    )
    return db.session.execute(stands).scalar_one()


def draft_of(project: Project) -> Draft:
    """The project as the rules see it."""
    areas = locate(from_db(project.point)).chain if project.point is not None else ()
    return Draft(
        status=Status(project.status),
        title=project.title,
        summary=project.summary,
        description=project.description,
        justification=project.justification,
        kind=Kind(project.kind) if project.kind else None,
        categories=tuple(Category(each) for each in project.categories if each in set(Category)),
        citywide=project.citywide,
        area_codes=frozenset(area.code for area in areas),
        area_name=next((area.name for area in areas if area.id == project.area_id), ""),
        pool=project.pool,
        costs=cost_lines(project.id),
        declares_residence=project.declares_residence,
        agrees_to_publish=project.agrees_to_publish,
    )


def cost_lines(project_id: int) -> tuple[CostLine, ...]:
    """The cost table, in its order."""
    lines = (
        select(CostLineRow.name, CostLineRow.quantity, CostLineRow.unit, CostLineRow.unit_cost)
        .filter_by(project_id=project_id)
        .order_by(CostLineRow.place)
    )
    return tuple(
        CostLine(name=name, quantity=quantity, unit=unit, unit_cost=unit_cost)
        for name, quantity, unit, unit_cost in db.session.execute(lines)
    )


def area_code(area_id: int | None) -> str:
    """The code of an area; empty for none."""
    return db.session.scalar(select(Area.code).filter_by(id=area_id)) or ""


def similar(edition_id: int, project_id: int, limit: int = 5) -> list[Likely]:
    """Sent projects of the edition whose title, or title and summary, read like this one's; the most alike first."""
    mine = aliased(Project)
    of_title = func.similarity(func.fold(Project.title), func.fold(mine.title))
    likeness = func.greatest(of_title, func.similarity(Project.words, mine.words))
    alike = (
        _sent(edition_id, project_id)
        .join(mine, mine.id == project_id)
        .where(likeness >= LIKE_ENOUGH)
        .order_by(likeness.desc(), Project.number)
    )
    return [Likely(*row) for row in db.session.execute(alike.limit(limit))]


def nearby(edition_id: int, project_id: int, point: LonLat, limit: int = 5) -> list[Likely]:
    """Sent projects of the edition within ``NEARBY_METRES`` of the point, the nearest first."""
    here, there = cast(to_db(point), Geography), cast(Project.point, Geography)
    near = (
        _sent(edition_id, project_id)
        .where(func.ST_DWithin(there, here, NEARBY_METRES))
        .order_by(func.ST_Distance(there, here), Project.number)
    )
    return [Likely(*row) for row in db.session.execute(near.limit(limit))]


def _sent(edition_id: int, but: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Project.number, Project.title, Project.summary, Project.status, Area.name)
        .outerjoin(Area, Area.id == Project.area_id)
        .where(
            Project.edition_id == edition_id,
            Project.id != but,
            Project.status.not_in([Status.DRAFT, *rules.GONE]),
        )
    )
