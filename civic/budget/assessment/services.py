"""Everything the office does with submitted projects. One function, one verb, one transaction."""

import secrets
from collections import Counter
from datetime import datetime

from sqlalchemy import select

from civic.budget.assessment import queries, rules
from civic.budget.assessment.rules import Refusal, Verdict
from civic.budget.editions import services as editions
from civic.budget.editions.models import Edition
from civic.budget.editions.rules import Action as EditionAction
from civic.budget.editions.rules import BallotOrder, Rules
from civic.budget.projects import queries as projects
from civic.budget.projects.events import (
    AssessmentPublished,
    CardDecided,
    ConflictGroupSet,
    ListFixed,
    ProjectAdmitted,
)
from civic.budget.projects.models import Decision, FixedList, Project
from civic.budget.projects.rules import REJECTED, UNDER_ASSESSMENT, Action, Status, after
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused

SEED_BYTES = 16


def decide(project_id: int, officer_id: int, verdict: Verdict, now: datetime) -> Status:
    """Write a verdict on the card of a project; gives its new status.

    The card is locked before the rule is asked: of two officers deciding at once the second is told that the first
    has decided. NoResultFound for a project that does not exist.
    """
    with transaction():
        project = _locked(project_id)
        card, terms = queries.card(project), projects.terms(project.edition_id)
        if no := rules.why_not_decide(card, verdict, officer_id, terms, now):
            raise no
        to = rules.status_after(card.status, verdict)
        if to is None:
            raise Refused(Refusal.FORMAL_FIRST)
        project.status = to
        if verdict.verified_cost is not None:
            project.verified_cost = verdict.verified_cost
        db.session.add(
            Decision(
                project_id=project_id,
                stage=verdict.stage,
                outcome=verdict.outcome,
                reason=verdict.reason.strip(),
                by_id=officer_id,
                at=now,
            )
        )
        record(
            CardDecided(
                subject=f"project:{project_id}",
                actor_id=officer_id,
                reason=verdict.reason.strip(),
                stage=verdict.stage,
                outcome=verdict.outcome,
                from_status=card.status,
                to_status=to,
                verified_cost=verdict.verified_cost,
            )
        )
        return to


def set_conflict_group(project_id: int, officer_id: int, group: str, now: datetime) -> None:
    """Say which group of projects that exclude each other this one belongs to; an empty name is none."""
    with transaction():
        project = _locked(project_id)
        if no := rules.why_not_touch(
            queries.card(project), officer_id, projects.terms(project.edition_id), now
        ):
            raise no
        before, name = project.conflict_group or "", " ".join(group.split())[: rules.GROUP_MAX]
        if name == before:
            return
        project.conflict_group = name or None
        record(
            ConflictGroupSet(
                subject=f"project:{project_id}", actor_id=officer_id, from_group=before, to_group=name
            )
        )


def publish_assessment(edition_id: int, officer_id: int, now: datetime) -> None:
    """Announce the results of the assessment; every project must have one. Appeals follow."""
    with transaction():
        _lock_all(edition_id)
        statuses = queries.statuses(edition_id)
        if no := rules.why_not_publish(statuses, projects.terms(edition_id), now):
            raise no
        editions.advance(edition_id, EditionAction.PUBLISH_ASSESSMENT, actor_id=officer_id)
        counted = Counter(statuses.values())
        record(
            AssessmentPublished(
                subject=f"edition:{edition_id}",
                actor_id=officer_id,
                positive=sum(counted[status] for status in UNDER_ASSESSMENT),
                negative=sum(counted[status] for status in REJECTED),
            )
        )


def fix_list(edition_id: int, officer_id: int, now: datetime, seed: str | None = None) -> FixedList:
    """Admit every project that passed, give the list its order, and close it for good.

    ``seed``: of the draw, where the edition draws (BallotOrder.DRAW) and somebody drew one in public; without it one
    is drawn here. It is published with the list, and ``rules.draw_key`` says how the order follows from it.
    """
    with transaction():
        _lock_all(edition_id)
        terms, seed = projects.terms(edition_id), " ".join((seed or "").split())[: rules.SEED_MAX] or None
        if no := rules.why_not_fix_list(queries.statuses(edition_id), terms, seed, now):
            raise no
        order = terms.rules.ballot_order
        if order is BallotOrder.DRAW and seed is None:
            seed = secrets.token_hex(SEED_BYTES)
        admitted = _admit(edition_id, officer_id, terms.rules, seed)
        editions.advance(edition_id, EditionAction.FIX_LIST, actor_id=officer_id)
        fixed = FixedList(
            edition_id=edition_id, ballot_order=order, seed=seed, admitted=admitted, by_id=officer_id, at=now
        )
        db.session.add(fixed)
        record(
            ListFixed(
                subject=f"edition:{edition_id}",
                actor_id=officer_id,
                ballot_order=order,
                admitted=admitted,
                seed=seed,
            )
        )
        return fixed


def _admit(edition_id: int, officer_id: int, of_edition: Rules, seed: str | None) -> int:
    passed = [
        project
        for project in db.session.scalars(select(Project).filter_by(edition_id=edition_id))
        if after(Status(project.status), Action.ADMIT)
    ]
    for ballot_list in of_edition.lists:
        on_it = {project.number: project for project in passed if project.pool in ballot_list.pools}
        placed = rules.ballot_positions(
            of_edition.ballot_order, seed, (each for each in on_it if each is not None)
        )
        for number, position in placed.items():
            project = on_it[number]
            before, project.status = project.status, Status.ADMITTED
            project.ballot_position = position
            db.session.flush()
            record(
                ProjectAdmitted(
                    subject=f"project:{project.id}",
                    actor_id=officer_id,
                    number=number,
                    from_status=before,
                    position=position,
                )
            )
    return len(passed)


def _locked(project_id: int) -> Project:
    """The row, locked and as it is now, whatever this session read of it before."""
    one = select(Project).filter_by(id=project_id).with_for_update()
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one()


def _lock_all(edition_id: int) -> None:
    """The edition, so that nothing is submitted meanwhile, then every project, so that nothing is decided."""
    db.session.execute(select(Edition.id).filter_by(id=edition_id).with_for_update())
    every = select(Project).filter_by(edition_id=edition_id).order_by(Project.id).with_for_update()
    db.session.execute(every.execution_options(populate_existing=True)).all()
