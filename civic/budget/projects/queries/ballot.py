"""The list of the vote, for voting, counting and exports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from civic.budget.projects import rules
from civic.budget.projects.models import Project
from civic.core.db import db
from civic.places.models import Area


class Admitted(NamedTuple):
    """A project one votes on. ``cost`` is grosz: the office's figure where it has one.

    ``ballot_position``: its place on its ballot list, from 1; None where every voter sees another order.
    ``area_code`` and ``area``: of its place, None for the whole city. ``submitted_at`` gives the order of
    submission; numbers go the same way.
    """

    id: int
    number: int
    pool: str
    title: str
    summary: str
    cost: int
    area_code: str | None
    area: str | None
    categories: Sequence[str]
    location_text: str
    lon: float | None
    lat: float | None
    ballot_position: int | None
    conflict_group: str | None
    submitted_at: datetime


def admitted(edition_id: int) -> list[Admitted]:
    """Every project on the edition's list, whatever became of it after the vote, by its number. One statement.

    A project withdrawn after the list was fixed is not on it any more.
    """
    on_the_list: Select[*tuple[Any, ...]] = (
        select(
            Project.id,
            Project.number,
            Project.pool,
            Project.title,
            Project.summary,
            func.coalesce(Project.verified_cost, Project.cost),
            Area.code,
            Area.name,
            Project.categories,
            Project.location_text,
            func.ST_X(Project.point),
            func.ST_Y(Project.point),
            Project.ballot_position,
            Project.conflict_group,
            Project.submitted_at,
        )
        .outerjoin(Area, Area.id == Project.area_id)
        .where(Project.edition_id == edition_id, Project.status.in_(rules.ON_THE_LIST))
        .order_by(Project.number)
    )
    return [Admitted(*row) for row in db.session.execute(on_the_list)]
