"""What moderators read: what waits for them, and everything about one comment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from civic.consultations.discussion.models import Comment, Moderation, Objection, Report
from civic.consultations.discussion.rules import Ground, Rule, Standing, Verdict
from civic.consultations.notices.models import Consultation
from civic.core.db import db
from civic.people.models import OfficeUnit, Person

QUEUE_PAGE = 50
EXCERPT = 140
_READABLE = (Standing.MASKED, Standing.SHOWN)


class Waiting(NamedTuple):
    """A reported comment that nobody has decided about yet."""

    comment_id: int
    consultation_id: int
    title: str
    excerpt: str
    reports: int
    since: datetime
    grounds: list[Ground]


def queue(consultation_id: int | None, *, most_reported: bool, page: int = 1) -> list[Waiting]:
    """One page of what waits, everywhere or in one consultation: reported longest ago first, or most often."""
    reports, since = func.count().label("reports"), func.min(Report.at).label("since")
    order = (reports.desc(), since, Report.comment_id) if most_reported else (since, Report.comment_id)
    waiting = (
        _waiting(consultation_id)
        .add_columns(
            Report.comment_id, reports, since, func.array_agg(Report.ground.distinct()).label("grounds")
        )
        .group_by(Report.comment_id)
        .order_by(*order)
        .limit(QUEUE_PAGE)
        .offset((page - 1) * QUEUE_PAGE)
        .subquery()
    )
    outer = (
        (waiting.c.reports.desc(), waiting.c.since, waiting.c.comment_id)
        if most_reported
        else (waiting.c.since, waiting.c.comment_id)
    )
    rows = db.session.execute(
        select(
            Comment.id, Comment.consultation_id, Consultation.title,
            func.left(func.coalesce(Comment.masked, Comment.text), EXCERPT), waiting.c.reports, waiting.c.since,
            waiting.c.grounds,
        )
        .join(waiting, waiting.c.comment_id == Comment.id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .order_by(*outer)
    )  # fmt: skip
    return [
        Waiting(row[0], row[1], row[2], row[3], row[4], row[5], [Ground(each) for each in row[6]])
        for row in rows
    ]


def queue_length(consultation_id: int | None) -> int:
    """How many comments wait."""
    waiting = _waiting(consultation_id).add_columns(func.count(Report.comment_id.distinct()))
    return db.session.execute(waiting).scalar_one()


def _waiting(consultation_id: int | None) -> Select[*tuple[Any, ...]]:
    wanted = (
        select()
        .select_from(Report)
        .join(Comment, Comment.id == Report.comment_id)
        .where(Report.moderation_id.is_(None), Comment.standing.in_(_READABLE))
    )
    return wanted if consultation_id is None else wanted.where(Comment.consultation_id == consultation_id)


class ObjectionWaiting(NamedTuple):
    """An objection nobody has decided yet. ``moderated_by_id``: who may not."""

    moderation_id: int
    comment_id: int
    consultation_id: int
    title: str
    verdict: Verdict
    at: datetime
    moderated_by_id: int


def objections_waiting(consultation_id: int | None) -> list[ObjectionWaiting]:
    """Objections that wait, the oldest first; no more than a page of them."""
    wanted = (
        select(
            Objection.moderation_id, Objection.comment_id, Comment.consultation_id, Consultation.title,
            Moderation.verdict, Objection.at, Objection.moderated_by_id,
        )
        .join(Comment, Comment.id == Objection.comment_id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .join(Moderation, Moderation.id == Objection.moderation_id)
        .where(Objection.decided_at.is_(None), Comment.standing != Standing.REMOVED)
        .order_by(Objection.at, Objection.moderation_id)
        .limit(QUEUE_PAGE)
    )  # fmt: skip
    if consultation_id is not None:
        wanted = wanted.where(Comment.consultation_id == consultation_id)
    return [
        ObjectionWaiting(row[0], row[1], row[2], row[3], Verdict(row[4]), row[5], row[6])
        for row in db.session.execute(wanted)
    ]


class Complaint(NamedTuple):
    """A report as a moderator sees it: not by whom. ``settled``: a decision answered it."""

    ground: Ground
    words: str
    at: datetime
    settled: bool


def complaints(comment_id: int) -> list[Complaint]:
    """Reports of a comment, waiting ones first; no more than a page of them."""
    rows = db.session.execute(
        select(Report.ground, Report.words, Report.at, Report.moderation_id.is_not(None))
        .where(Report.comment_id == comment_id)
        .order_by(Report.moderation_id.is_not(None), Report.at, Report.person_id)
        .limit(QUEUE_PAGE)
    )
    return [Complaint(Ground(row[0]), *row[1:]) for row in rows]


@dataclass(frozen=True)
class Case:
    """A decision about a comment, with who took it, and the objection to it, if any."""

    id: int
    verdict: Verdict
    rule: Rule | None
    reason: str
    by: str
    unit: str
    at: datetime
    moderated_by_id: int
    objection: str
    objected_at: datetime | None
    objection_decided: bool


def case(comment_id: int) -> list[Case]:
    """Every decision about a comment, the first first."""
    rows = db.session.execute(
        select(
            Moderation.id, Moderation.verdict, Moderation.rule, Moderation.reason, Person.name,
            OfficeUnit.name.label("unit"), Moderation.at, Moderation.by_id, Objection.text,
            Objection.at.label("objected_at"), Objection.decided_at,
        )
        .join(Person, Person.id == Moderation.by_id)
        .outerjoin(OfficeUnit, OfficeUnit.id == Moderation.unit_id)
        .outerjoin(Objection, Objection.moderation_id == Moderation.id)
        .where(Moderation.comment_id == comment_id)
        .order_by(Moderation.id)
    )  # fmt: skip
    return [
        Case(
            row.id, Verdict(row.verdict), Rule(row.rule) if row.rule else None, row.reason, row.name, row.unit or "",
            row.at, row.by_id, row.text or "", row.objected_at, row.decided_at is not None,
        )
        for row in rows
    ]  # fmt: skip
