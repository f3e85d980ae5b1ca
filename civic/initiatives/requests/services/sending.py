"""Sending a request, completing it after a call, taking it back; entering one that came on paper."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select, text
from werkzeug.datastructures import FileStorage

from civic.core import files, web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.core.mail import queue_mail
from civic.core.money import LARGEST
from civic.core.refusal import Refused
from civic.initiatives.requests import queries, rules
from civic.initiatives.requests.events import (
    InitiativeCompleted,
    InitiativeSubmitted,
    InitiativeWithdrawn,
)
from civic.initiatives.requests.models import Initiative, Member
from civic.initiatives.requests.rules import (
    EDGES,
    Action,
    ApplicantKind,
    Channel,
    Line,
    Role,
    ScheduleStep,
    Status,
    Step,
    signature,
)
from civic.initiatives.requests.rules.answers import Description, Idea, Place
from civic.initiatives.requests.services.drafts import own_locked, set_lines, set_place, set_schedule
from civic.initiatives.requests.services.settings import pinned
from civic.people import queries as people

_NUMBERS = 4927011
"""The advisory lock behind which numbers of a year are given."""

ON_COMPLETED: list[Callable[[int, int, datetime], None]] = []
"""What a later feature does, inside the same transaction, when a leader completed a request: (initiative, leader, now)."""


class Person(NamedTuple):
    """Somebody of the group on a paper request."""

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    representative: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A request as it came to the office other than by the form. The month runs from ``received_on``."""

    received_on: date
    idea: Idea
    place: Place
    description: Description
    channel: Channel = Channel.PAPER
    applicant_kind: ApplicantKind = ApplicantKind.GROUP
    organisation_name: str = ""
    organisation_id: int | None = None
    lines: tuple[Line, ...] = ()
    steps: tuple[ScheduleStep, ...] = ()
    people: tuple[Person, ...] = ()
    participants: int | None = None
    supporters: int | None = None
    case_number: str = ""
    declares_residence: bool = False


def submit(initiative_id: int, leader_id: int, now: datetime) -> str:
    """Send the draft; gives its signature, IL/2026/0007.

    The request's row is locked, then the year's numbers: so the group is counted as it is, and no number is given twice.
    The settings in force now are those it is judged by; community work is valued by their rates.
    """
    with transaction():
        found = own_locked(initiative_id, leader_id)
        settings = pinned(now)
        draft = queries.draft_of(found, settings.document)
        if no := rules.why_not_submit(draft, settings.document):
            raise no
        set_lines(found, draft.lines)
        _receive(found, in_poland(now), now, settings.id)
        given = _record_submitted(found, leader_id, draft.group.confirmed)
        _mail_receipts(found, given)
        return given


def complete(initiative_id: int, leader_id: int, now: datetime) -> None:
    """Send a request again after the office called to complete it. Late is not refused: the office decides about that."""
    with transaction():
        found = own_locked(initiative_id, leader_id)
        settings = queries.settings_of(initiative_id)
        draft = queries.draft_of(found, settings.document)
        if no := rules.why_not_complete(draft, settings.document):
            raise no
        _move(found, Action.COMPLETE, now)
        found.reopened, found.fix_until, found.saved_at = [], None, now
        record(
            InitiativeCompleted(
                subject=f"initiative:{initiative_id}", actor_id=leader_id, to_status=found.status
            )
        )
        for then in ON_COMPLETED:
            then(initiative_id, leader_id, now)


def withdraw(initiative_id: int, leader_id: int, now: datetime) -> None:
    """Take the request back, for good; those who joined are told."""
    with transaction():
        found = own_locked(initiative_id, leader_id)
        before = Status(found.status)
        if no := rules.why_not_withdraw(before):
            raise no
        _move(found, Action.WITHDRAW, now)
        found.withdrawn_at = now
        record(
            InitiativeWithdrawn(subject=f"initiative:{initiative_id}", actor_id=leader_id, from_status=before)
        )
        given = signature(found.year, found.number)
        for email, _ in _readers(found):
            queue_mail(email, "initiatives/withdrawn", title=found.title, signature=given)


def reopen(initiative_id: int, steps: Collection[Step], until: date) -> None:
    """Inside a transaction of the office's call to complete: which steps the leader may mend (none is all), until when."""
    found = db.session.get_one(Initiative, initiative_id)
    found.reopened, found.fix_until = [str(step) for step in steps], until


def move(initiative_id: int, action: Action, now: datetime) -> Status:
    """Inside a transaction in which the request is ``queries.locked``: move it along ``EDGES``; ValueError where there is none."""
    found = db.session.get_one(Initiative, initiative_id, populate_existing=True)
    return _move(found, action, now)


def enter(paper: Paper, clerk_id: int, scans: Collection[FileStorage], now: datetime) -> int:
    """Register a request that came on paper, by mail or e-delivery, whatever is missing in it; gives its id."""
    with transaction():
        if no := rules.why_not_enter(
            paper.idea.title, paper.idea.scope, paper.received_on, in_poland(now), paper.lines,
            [each.email for each in paper.people],
        ):  # fmt: skip
            raise no
        settings = pinned(now)
        lines = queries.revalued(paper.lines, settings.document)
        if rules.values_of(lines).total > LARGEST:
            raise Refused(rules.Refusal.SUM_TOO_LARGE)
        found = Initiative(
            entered_by_id=clerk_id, channel=paper.channel, applicant_kind=paper.applicant_kind,
            organisation_id=paper.organisation_id, organisation_name=paper.organisation_name, title=paper.idea.title,
            summary=paper.idea.summary, scope=paper.idea.scope, description=paper.description.description,
            goal=paper.description.goal, readiness=paper.description.readiness, participants=paper.participants,
            supporters=paper.supporters, case_number=paper.case_number, declares_residence=paper.declares_residence,
            created_at=now, saved_at=now,
        )  # fmt: skip
        set_place(found, paper.place)
        _receive(found, paper.received_on, now, settings.id)
        db.session.add(found)
        db.session.flush()
        set_lines(found, lines)
        set_schedule(found, paper.steps)
        _set_people(found, paper, now)
        files.attach(scans, kind=queries.PAPER_LIST, subject_id=found.id, kept_by=clerk_id)
        _record_submitted(found, clerk_id, len(paper.people))
        return found.id


def _receive(found: Initiative, received_on: date, now: datetime, settings_id: int | None) -> None:
    year = received_on.year
    db.session.execute(text("SELECT pg_advisory_xact_lock(:lock, :year)"), {"lock": _NUMBERS, "year": year})
    highest = db.session.scalar(select(func.max(Initiative.number)).filter_by(year=year))
    found.year, found.number = year, (highest or 0) + 1
    found.received_on, found.due_on = received_on, rules.decide_by(received_on)
    found.submitted_at, found.settings_id = now, settings_id
    found.status, found.status_at = Status.SUBMITTED, now
    db.session.add(found)
    db.session.flush()


def _move(found: Initiative, action: Action, now: datetime) -> Status:
    after = EDGES.after(Status(found.status), action)
    if after is None:
        raise ValueError(f"{found.status} {action}")
    found.status, found.status_at = after, now
    return after


def _set_people(found: Initiative, paper: Paper, now: datetime) -> None:
    for each in paper.people:
        role = Role.REPRESENTATIVE if each.representative else Role.PARTICIPANT
        db.session.add(
            Member(
                initiative_id=found.id, role=role, name=each.name, address=each.address, email=each.email, phone=each.phone,
                on_paper=True, confirmed_at=now,
            )
        )  # fmt: skip


def _record_submitted(found: Initiative, actor_id: int, confirmed: int) -> str:
    given = signature(found.year, found.number)
    record(
        InitiativeSubmitted(
            subject=f"initiative:{found.id}", actor_id=actor_id, signature=given, scope=found.scope or "",
            channel=found.channel, residents_value=found.residents_value, city_value=found.city_value,
            confirmed=confirmed, settings=found.settings_id, document_number=found.case_number,
        )
    )  # fmt: skip
    return given


def _readers(found: Initiative) -> list[tuple[str, bool]]:
    """Addresses of the leader and of those who joined, each with whether it is the leader's."""
    leader = people.person(found.leader_id).email if found.leader_id else None
    joined = [
        each.email
        for each in queries.members(found.id)
        if each.role != Role.LEADER and each.confirmed_at and each.email
    ]
    return [*([(leader, True)] if leader else []), *((email, False) for email in joined)]


def _mail_receipts(found: Initiative, given: str) -> None:
    for email, leads in _readers(found):
        page = "initiatives.mine_one" if leads else "initiatives.show"
        queue_mail(
            email,
            "initiatives/receipt",
            title=found.title,
            signature=given,
            due=web.day(found.due_on) if found.due_on else "",
            link=web.address(page, initiative_id=found.id),
        )
