"""Everything a leader does with a project. One function, one verb, one transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, func, select

from civic.budget.editions.models import Edition
from civic.budget.projects import queries, rules
from civic.budget.projects.events import DraftDiscarded, DraftStarted, ProjectSubmitted, ProjectWithdrawn
from civic.budget.projects.models import CostLineRow, Project
from civic.budget.projects.rules import Action, Status
from civic.budget.projects.rules.answers import Answer, Costs, Idea, Place
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.core.refusal import Refused
from civic.places.queries import locate


def create_draft(edition_id: int, leader_id: int, idea: Idea, now: datetime) -> int:
    """Begin a project; gives its id. Refused outside the time of submission."""
    with transaction():
        if no := rules.why_not_start(queries.terms(edition_id), now):
            raise no
        project = Project(edition_id=edition_id, leader_id=leader_id, created_at=now, saved_at=now)
        _set(project, asdict(idea))
        db.session.add(project)
        db.session.flush()
        record(DraftStarted(subject=f"project:{project.id}", actor_id=leader_id, edition_id=edition_id))
        return project.id


def save(project_id: int, leader_id: int, answer: Answer, now: datetime) -> None:
    """Write down one step of the leader's draft. What is still missing is no obstacle; a place outside the city is.

    NoResultFound when the leader has no such project.
    """
    with transaction():
        project = _locked(project_id, leader_id)
        if no := rules.why_not_edit(Status(project.status), queries.terms(project.edition_id), now):
            raise no
        if isinstance(answer, Place):
            _set_place(project, answer)
        elif isinstance(answer, Costs):
            _set_costs(project, answer)
        else:
            _set(project, asdict(answer))
        project.saved_at = now


def submit(project_id: int, leader_id: int, now: datetime) -> int:
    """Send the draft; gives the number it will always have.

    The edition's row is locked first, as everywhere where both are locked, so that numbers and the leader's limit hold
    whatever is sent at the same moment.
    """
    with transaction():
        of_project = (
            select(Edition.id).join(Project, Project.edition_id == Edition.id).where(Project.id == project_id)
        )
        db.session.execute(of_project.with_for_update(key_share=True, of=Edition))
        project = _locked(project_id, leader_id)
        terms = queries.terms(project.edition_id)
        submitted = queries.submitted_by(project.edition_id, leader_id)
        if no := rules.why_not_submit(queries.draft_of(project), terms, submitted, now):
            raise no
        highest = db.session.scalar(select(func.max(Project.number)).filter_by(edition_id=project.edition_id))
        project.number = (highest or 0) + 1
        project.status = Status.SUBMITTED
        project.submitted_at = now
        record(
            ProjectSubmitted(
                subject=f"project:{project.id}",
                actor_id=leader_id,
                number=project.number,
                pool=project.pool or "",
                cost=project.cost,
                area=queries.area_code(project.area_id),
            )
        )
        return project.number


def withdraw(project_id: int, leader_id: int, now: datetime) -> None:
    """Take the project back, for good."""
    with transaction():
        project = _locked(project_id, leader_id)
        before = Status(project.status)
        if no := rules.why_not_withdraw(before, queries.terms(project.edition_id), now):
            raise no
        after = rules.after(before, Action.WITHDRAW)
        project.status = after or before
        project.withdrawn_at = now
        record(ProjectWithdrawn(subject=f"project:{project.id}", actor_id=leader_id, from_status=before))


def discard(project_id: int, leader_id: int) -> None:
    """Throw a draft away. Nothing of it is kept but the fact; one may do it also after the time of submission."""
    with transaction():
        project = _locked(project_id, leader_id)
        if project.status != Status.DRAFT:
            raise Refused(rules.Refusal.ALREADY_SUBMITTED)
        record(DraftDiscarded(subject=f"project:{project.id}", actor_id=leader_id))
        db.session.delete(project)


def _locked(project_id: int, leader_id: int) -> Project:
    mine = select(Project).filter_by(id=project_id, leader_id=leader_id)
    return db.session.execute(mine.with_for_update().execution_options(populate_existing=True)).scalar_one()


def _set(project: Project, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(project, name, list(value) if isinstance(value, tuple) else value)


def _set_place(project: Project, place: Place) -> None:
    project.citywide = place.citywide
    project.location_text = place.location_text
    project.point = project.area_id = None
    if place.citywide or place.point is None:
        return
    located = locate(place.point)
    if no := rules.why_not_place(located):
        raise no
    project.point = to_db(place.point)
    project.area_id = rules.shown_area(located.chain, queries.terms(project.edition_id).rules).id


def _set_costs(project: Project, costs: Costs) -> None:
    db.session.execute(delete(CostLineRow).filter_by(project_id=project.id))
    for place, line in enumerate(costs.lines, 1):
        db.session.add(CostLineRow(project_id=project.id, place=place, total=line.total, **asdict(line)))
    project.cost = rules.total_cost(costs.lines)
    project.running_costs = costs.running_costs
    project.running_cost_yearly = costs.running_cost_yearly
