"""Projects, as the front page, the search and "my activity" need them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select

from civic.budget.editions.models import Edition
from civic.budget.editions.rules import PUBLIC as PUBLIC_EDITIONS
from civic.budget.projects import queries as projects
from civic.budget.projects.models import Project
from civic.budget.projects.queries.public import real_cost
from civic.budget.projects.rules import GONE
from civic.budget.projects.rules import PUBLIC as PUBLIC_PROJECTS
from civic.core.db import db
from civic.places.models import Area

PAGE = 20


@dataclass
class Counts:
    """How many projects an edition shows: all, and by the code of the area they lie in ("" for the whole city)."""

    total: int = 0
    by_area: dict[str, int] = field(default_factory=dict)


class Found(NamedTuple):
    """A project the search found. ``cost`` is grosz."""

    slug: str
    edition: str
    number: int
    title: str
    summary: str
    status: str
    cost: int
    area: str | None
    location_text: str
    citywide: bool | None


class Mine(NamedTuple):
    """A project of somebody's own, in whichever edition."""

    id: int
    edition_id: int
    number: int | None
    title: str
    status: str


def project_counts(edition_ids: Sequence[int]) -> Mapping[int, Counts]:
    """The public projects of these editions, in one statement."""
    query = (
        select(Project.edition_id, func.coalesce(Area.code, ""), func.count())
        .outerjoin(Area, Area.id == Project.area_id)
        .where(Project.edition_id.in_(edition_ids), Project.status.in_(PUBLIC_PROJECTS - GONE))
        .group_by(Project.edition_id, Area.code)
    )
    found: dict[int, Counts] = defaultdict(Counts)
    for edition_id, code, number in db.session.execute(query):
        found[edition_id].total += number
        found[edition_id].by_area[code] = number
    return found


def found_count(text: str) -> int:
    """How many projects of public editions fit the text."""
    counted = select(func.count()).select_from(Project).join(Edition, Edition.id == Project.edition_id)
    return db.session.execute(counted.where(_fits(text))).scalar_one()


def found_page(text: str, page: int) -> list[Found]:
    """One page of them, from 1: newer editions first, the most alike first within each."""
    likeness = func.word_similarity(func.fold(text), Project.words)
    query: Select[*tuple[Any, ...]] = (
        select(
            Edition.slug, Edition.name, Project.number, Project.title, Project.summary, Project.status, real_cost,
            Area.name, Project.location_text, Project.citywide,
        )
        .join(Edition, Edition.id == Project.edition_id)
        .outerjoin(Area, Area.id == Project.area_id)
        .where(_fits(text))
        .order_by(Edition.year.desc(), Edition.id.desc(), likeness.desc(), Project.number)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )  # fmt: skip
    return [Found(*row) for row in db.session.execute(query)]


def own_projects(person_id: int) -> list[Mine]:
    """Every project somebody leads, the newest first."""
    columns = (Project.id, Project.edition_id, Project.number, Project.title, Project.status)
    own = select(*columns).where(Project.leader_id == person_id).order_by(Project.id.desc())
    return [Mine(*row) for row in db.session.execute(own)]


def _fits(text: str) -> ColumnElement[bool]:
    return and_(
        Edition.status.in_(PUBLIC_EDITIONS),
        Project.status.in_(PUBLIC_PROJECTS - GONE),
        projects.matches(text),
    )
