"""Writing a request: begin, save a step, throw away. After a call to complete the same verb mends what was asked for."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from werkzeug.datastructures import FileStorage

from civic.core import files
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.core.money import LARGEST
from civic.core.refusal import Refused
from civic.initiatives.requests import queries, rules
from civic.initiatives.requests.events import InitiativeDiscarded, InitiativeStarted
from civic.initiatives.requests.models import Initiative, InitiativeLine, InitiativeStep, Member
from civic.initiatives.requests.rules import (
    KINDS,
    Line,
    LineKind,
    Role,
    ScheduleStep,
    Side,
    Status,
    Step,
    Values,
    values_of,
)
from civic.initiatives.requests.rules.answers import (
    Answer,
    Applicant,
    Declarations,
    Description,
    Estimate,
    Idea,
    Place,
    Schedule,
)
from civic.initiatives.requests.rules.facts import LINES_MAX
from civic.organisations import queries as organisations
from civic.people import queries as people
from civic.people.rules import PRIVACY_VERSION
from civic.places.queries import locate

_STEP = {
    Idea: Step.IDEA, Place: Step.PLACE, Description: Step.DESCRIPTION, Schedule: Step.SCHEDULE, Applicant: Step.APPLICANT,
    Declarations: Step.DECLARATIONS,
}  # fmt: skip


def start(leader_id: int, idea: Idea, now: datetime) -> int:
    """Begin a request; gives its id."""
    with transaction():
        made = Initiative(leader_id=leader_id, created_at=now, saved_at=now, status_at=now, **asdict(idea))
        db.session.add(made)
        db.session.flush()
        record(InitiativeStarted(subject=f"initiative:{made.id}", actor_id=leader_id))
        return made.id


def save(initiative_id: int, leader_id: int, answer: Answer, now: datetime) -> None:
    """Write down one step: of a draft, or of a request the office called to complete (then only what it asked for).

    What is still missing is no obstacle; a place outside the city, or an organisation of others, is. NoResultFound when
    the leader has no such request.
    """
    with transaction():
        found = own_locked(initiative_id, leader_id)
        _may_edit(found, step_of(answer))
        if isinstance(answer, Place):
            set_place(found, answer)
        elif isinstance(answer, Estimate):
            _set_side(found, answer)
        elif isinstance(answer, Schedule):
            set_schedule(found, answer.steps)
        elif isinstance(answer, Applicant):
            _set_applicant(found, answer, leader_id, now)
        else:
            for name, value in asdict(answer).items():
                setattr(found, name, value)
            if isinstance(answer, Declarations):
                found.privacy_version = PRIVACY_VERSION
        found.saved_at = now


def attach(
    initiative_id: int,
    leader_id: int,
    step: Step,
    kind: str,
    uploads: Iterable[FileStorage],
    removed: Collection[UUID],
) -> None:
    """Keep and forget files of one kind of ``queries.ATTACHMENT``, ``CONSENT``, ``PAPER_LIST``; refused as ``files.attach``."""
    with transaction():
        _may_edit(own_locked(initiative_id, leader_id), step)
        files.attach(uploads, kind=kind, subject_id=initiative_id, removed=removed, kept_by=leader_id)


def discard(initiative_id: int, leader_id: int) -> None:
    """Throw a draft away with its people and files. Nothing of it is kept but the fact."""
    with transaction():
        found = own_locked(initiative_id, leader_id)
        if found.status != Status.DRAFT:
            raise Refused(rules.Refusal.ALREADY_SUBMITTED)
        for kind in (queries.ATTACHMENT, queries.CONSENT, queries.PAPER_LIST):
            for file in files.of(kind, initiative_id):
                files.forget(file.id)
        record(InitiativeDiscarded(subject=f"initiative:{initiative_id}", actor_id=leader_id))
        db.session.delete(found)


def step_of(answer: Answer) -> Step:
    """The step an answer belongs to."""
    if isinstance(answer, Estimate):
        return Step.GIVING if answer.side is Side.RESIDENTS else Step.ASKING
    return _STEP[type(answer)]


def own_locked(initiative_id: int, leader_id: int) -> Initiative:
    """The leader's request, as it is now, with nobody else moving it until the transaction ends."""
    mine = select(Initiative).filter_by(id=initiative_id, leader_id=leader_id)
    lock = mine.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.execute(lock).scalar_one()


def set_place(found: Initiative, place: Place) -> None:
    """Put it there; the district is found by the database."""
    found.location_text, found.land, found.land_note = place.location_text, place.land, place.land_note
    found.point = found.area_id = None
    if place.point is None:
        return
    located = locate(place.point)
    if no := rules.why_not_place(located):
        raise no
    found.point = to_db(place.point)
    found.area_id = rules.shown_area(tuple(located.chain)).id


def set_lines(found: Initiative, lines: Iterable[Line]) -> Values:
    """Exchange the whole cost estimate; gives the sums."""
    lines = tuple(lines)
    db.session.execute(delete(InitiativeLine).filter_by(initiative_id=found.id))
    for side, first in ((Side.RESIDENTS, 1), (Side.CITY, LINES_MAX + 1)):
        own = [line for line in lines if line.side is side]
        for place, line in enumerate(own, first):
            db.session.add(
                InitiativeLine(initiative_id=found.id, place=place, total=line.total, **asdict(line))
            )
    values = values_of(lines)
    found.residents_value, found.city_value = values.residents, values.city
    return values


def set_schedule(found: Initiative, steps: Iterable[ScheduleStep]) -> None:
    """Exchange the whole schedule; the request begins with its first step and ends with its last."""
    steps = tuple(steps)
    db.session.execute(delete(InitiativeStep).filter_by(initiative_id=found.id))
    for place, step in enumerate(steps, 1):
        db.session.add(InitiativeStep(initiative_id=found.id, place=place, **asdict(step)))
    found.starts_on = min((step.starts_on for step in steps), default=None)
    found.ends_on = max((step.ends_on for step in steps), default=None)


def _may_edit(found: Initiative, step: Step) -> None:
    reopened = [Step(each) for each in found.reopened]
    if no := rules.why_not_edit(Status(found.status), step, reopened):
        raise no


def _set_side(found: Initiative, estimate: Estimate) -> None:
    """Exchange one side; work is valued by the city's rates now, or by those the request is judged by."""
    document = (queries.settings_of(found.id) if found.settings_id else queries.settings_in_force()).document
    others = tuple(line for line in queries.lines(found.id) if line.side is not estimate.side)
    written = queries.revalued(estimate.lines, document)
    if any(line.kind is LineKind.WORK and document.rate(line.rate) is None for line in written):
        raise Refused(rules.Refusal.RATE_UNKNOWN)
    if len(written) > LINES_MAX:
        raise Refused(rules.Refusal.TOO_MANY_LINES, max=LINES_MAX, side=estimate.side)
    if any(line.kind not in KINDS[estimate.side] for line in written):
        raise ValueError(estimate.side)
    if values_of((*written, *others)).total > LARGEST:
        raise Refused(rules.Refusal.SUM_TOO_LARGE)
    set_lines(found, (*written, *others))


def _set_applicant(found: Initiative, answer: Applicant, leader_id: int, now: datetime) -> None:
    through = answer.kind is rules.ApplicantKind.ORGANISATION
    organisation_id = answer.organisation_id if through else None
    speaks_for = organisations.represented_by(leader_id) if organisation_id is not None else []
    named = {each.id: each.name for each in speaks_for}
    if organisation_id is not None and organisation_id not in named:
        raise Refused(rules.Refusal.NOT_REPRESENTATIVE)
    found.organisation_name = named[organisation_id] if organisation_id is not None else ""
    found.applicant_kind, found.organisation_id = answer.kind, organisation_id
    found.participants, found.supporters = answer.participants, answer.supporters
    leader = db.session.execute(
        select(Member).filter_by(initiative_id=found.id, role=Role.LEADER)
    ).scalar_one_or_none()
    if leader is None:
        leader = Member(initiative_id=found.id, role=Role.LEADER, name="", confirmed_at=now)
        db.session.add(leader)
    leader.name = people.person(leader_id).name
    leader.address, leader.phone = answer.address, answer.phone
