"""One comment as the rules see it, and what was decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from civic.consultations.discussion.models import Comment, Moderation, Objection, Report
from civic.consultations.discussion.rules import (
    CommentFacts,
    Rule,
    Shown,
    Stance,
    Standing,
    Verdict,
    initials,
)
from civic.core.db import db
from civic.people.models import OfficeUnit, Person


@dataclass(frozen=True)
class Found:
    """A comment with its place. ``text``: as written; only for its author and for moderators. ``author``: as it is signed."""

    id: int
    consultation_id: int
    parent_id: int | None
    thread_id: int | None
    text: str
    masked: str | None
    stance: Stance
    shown_as: Shown
    wants_mail: bool
    author: str
    edited_at: datetime | None
    removed_at: datetime | None
    facts: CommentFacts


def found(consultation_id: int, comment_id: int) -> Found:
    """A comment of this consultation; NoResultFound when there is none."""
    answer = aliased(Comment)
    answered = exists().where(answer.parent_id == Comment.id, answer.office)
    row = db.session.execute(
        select(
            Comment.id, Comment.consultation_id, Comment.parent_id, Comment.thread_id, Comment.text, Comment.masked,
            Comment.stance, Comment.shown_as, Comment.wants_mail, Comment.author_id, Comment.office, Comment.standing,
            Comment.created_at, Comment.edited_at, Comment.removed_at, Person.name, answered.label("answered"),
        ).join(Person, Person.id == Comment.author_id).where(Comment.id == comment_id, Comment.consultation_id == consultation_id)
    ).one()  # fmt: skip
    facts = CommentFacts(row.author_id, row.office, Standing(row.standing), row.created_at, row.answered)
    return Found(
        row.id, row.consultation_id, row.parent_id, row.thread_id, row.text, row.masked, Stance(row.stance),
        Shown(row.shown_as), row.wants_mail, shown_name(row.name, row.shown_as), row.edited_at, row.removed_at, facts,
    )  # fmt: skip


def shown_name(name: str, shown_as: str) -> str:
    """How somebody is signed; "" for a closed account."""
    return name if shown_as == Shown.NAME else initials(name)


def own_text(consultation_id: int, person_id: int, fingerprint: str) -> int | None:
    """The comment in which this person has said the same, if any."""
    wanted = select(Comment.id).filter_by(
        consultation_id=consultation_id, author_id=person_id, fingerprint=fingerprint
    )
    return db.session.scalars(wanted).one_or_none()


def has_reported(comment_id: int, person_id: int) -> bool:
    """Whether this person has reported the comment."""
    return db.session.get(Report, (comment_id, person_id)) is not None


class Trace(NamedTuple):
    """What the office did with a comment, as everybody sees it. ``unit``: "" for the office as a whole."""

    id: int
    comment_id: int
    verdict: Verdict
    rule: Rule | None
    reason: str
    unit: str
    at: datetime


def in_force(comment_ids: Iterable[int]) -> dict[int, Trace]:
    """For comments that are masked or hidden: the decision that did it."""
    rows = db.session.execute(
        all_traces()
        .where(
            Moderation.comment_id.in_(set(comment_ids)), Moderation.verdict.in_([Verdict.MASK, Verdict.HIDE])
        )
        .ext(distinct_on(Moderation.comment_id))
        .order_by(Moderation.comment_id, Moderation.id.desc())
    )
    return {row.comment_id: trace(row) for row in rows}


def last_decision(comment_id: int) -> tuple[Trace | None, bool]:
    """The newest decision about a comment, if any; and whether an objection to one waits."""
    row = db.session.execute(
        all_traces().where(Moderation.comment_id == comment_id).order_by(Moderation.id.desc()).limit(1)
    ).one_or_none()
    waits = exists().where(Objection.comment_id == comment_id, Objection.decided_at.is_(None))
    return trace(row) if row is not None else None, bool(db.session.scalar(select(waits)))


def all_traces() -> Select[*tuple[Any, ...]]:
    """Decisions, each with the name of its unit."""
    return select(
        Moderation.id, Moderation.comment_id, Moderation.verdict, Moderation.rule, Moderation.reason,
        Moderation.at, OfficeUnit.name.label("unit"),
    ).outerjoin(OfficeUnit, OfficeUnit.id == Moderation.unit_id)  # fmt: skip


def trace(row: Row[Any]) -> Trace:
    """A decision from its row."""
    return Trace(
        row.id, row.comment_id, Verdict(row.verdict), Rule(row.rule) if row.rule else None, row.reason,
        row.unit or "", row.at,
    )  # fmt: skip
