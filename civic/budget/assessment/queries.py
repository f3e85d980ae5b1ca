"""What the office reads: the queue of cards, one card, where the list stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select

from civic.budget.assessment.rules import Card, Decided
from civic.budget.projects import queries as projects
from civic.budget.projects.models import Decision, Project
from civic.budget.projects.rules import Outcome, Stage, Status
from civic.core.db import db
from civic.places.models import Area

PAGE = 50

WAITS_FOR: Mapping[Stage, frozenset[Status]] = {
    Stage.FORMAL: frozenset({Status.SUBMITTED, Status.FORMAL_CHECK, Status.FORMAL_FIX}),
    Stage.MERIT: frozenset({Status.FORMAL_OK, Status.MERIT_CHECK}),
}
"""Which check a project of this status waits for."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cards: waiting for this check (None: also those that wait for none), of this pool and area; words or number."""

    stage: Stage | None = None
    everything: bool = False
    pool: str = ""
    area: str = ""
    text: str = ""


class Waiting(NamedTuple):
    """A card in the queue. ``since``: when it began to wait for the check it is at. ``cost`` is grosz."""

    id: int
    number: int
    title: str
    pool: str
    area: str | None
    cost: int
    status: str
    leader_id: int | None
    since: datetime


def queue(edition_id: int, wanted: Wanted, page: int = 1) -> list[Waiting]:
    """One page of the queue, those waiting longest first."""
    formal = and_(Decision.project_id == Project.id, Decision.stage == Stage.FORMAL)
    since = func.coalesce(Decision.at, Project.submitted_at)
    cards: Select[*tuple[Any, ...]] = (
        select(
            Project.id,
            Project.number,
            Project.title,
            Project.pool,
            Area.name,
            func.coalesce(Project.verified_cost, Project.cost),
            Project.status,
            Project.leader_id,
            since,
        )
        .outerjoin(Area, Area.id == Project.area_id)
        .outerjoin(Decision, formal)
        .where(*_filters(edition_id, wanted))
        .order_by(since, Project.number)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [Waiting(*row) for row in db.session.execute(cards)]


def queue_length(edition_id: int, wanted: Wanted) -> int:
    """How many cards there are."""
    cards = select(func.count()).select_from(Project).outerjoin(Area, Area.id == Project.area_id)
    return db.session.execute(cards.where(*_filters(edition_id, wanted))).scalar_one()


def statuses(edition_id: int) -> dict[int, Status]:
    """The status of every submitted project, by its number."""
    rows = select(Project.number, Project.status).where(
        Project.edition_id == edition_id, Project.status != Status.DRAFT
    )
    return {number: Status(status) for number, status in db.session.execute(rows) if number is not None}


def summary(edition_id: int) -> Counter[Status]:
    """How many submitted projects have each status."""
    return Counter(statuses(edition_id).values())


def project_of_number(edition_id: int, number: int) -> Project:
    """The submitted project; NoResultFound when there is none."""
    return db.session.execute(select(Project).filter_by(edition_id=edition_id, number=number)).scalar_one()


def card(project: Project) -> Card:
    """The project as the rules of assessment see it."""
    made = select(Decision.stage, Decision.outcome, Decision.at).filter_by(project_id=project.id)
    return Card(
        status=Status(project.status),
        leader_id=project.leader_id,
        draft=projects.draft_of(project),
        decided=tuple(
            Decided(stage=Stage(stage), outcome=Outcome(outcome), at=at)
            for stage, outcome, at in db.session.execute(made.order_by(Decision.at))
        ),
    )


def conflict_groups(edition_id: int) -> Sequence[str]:
    """Names of the groups there are, in alphabetical order."""
    named = (
        select(Project.conflict_group)
        .where(Project.edition_id == edition_id, Project.conflict_group.is_not(None))
        .distinct()
        .order_by(Project.conflict_group)
    )
    return [name for name in db.session.scalars(named) if name]


def _filters(edition_id: int, wanted: Wanted) -> list[Any]:
    found: list[Any] = [Project.edition_id == edition_id, Project.status != Status.DRAFT]
    if wanted.stage is not None:
        found.append(Project.status.in_(WAITS_FOR[wanted.stage]))
    elif not wanted.everything:
        found.append(Project.status.in_(WAITS_FOR[Stage.FORMAL] | WAITS_FOR[Stage.MERIT]))
    if wanted.pool:
        found.append(Project.pool == wanted.pool)
    if wanted.area:
        found.append(Area.code == wanted.area)
    if wanted.text:
        found.append(projects.matches(wanted.text))
    return found
