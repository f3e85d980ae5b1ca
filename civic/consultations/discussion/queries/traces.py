"""What everybody may know about the moderation of one consultation's discussion."""

from dataclasses import dataclass

from sqlalchemy import func, select

from civic.consultations.discussion.models import Comment, Moderation, Objection, Report
from civic.consultations.discussion.queries.facts import Trace, all_traces, trace
from civic.consultations.discussion.rules import Rule, Standing, Verdict
from civic.core.db import db

TRACES_PAGE = 50


@dataclass(frozen=True)
class Counts:
    """How much was written, reported, decided. ``rules``: for which rule something was masked or hidden."""

    comments: int
    removed: int
    masked: int
    hidden: int
    reported: int
    waiting: int
    verdicts: dict[Verdict, int]
    rules: dict[Rule, int]
    objections: int
    restored: int


def counts(consultation_id: int) -> Counts:
    """Counted now. Four statements."""
    here = Comment.consultation_id == consultation_id
    standing = [func.count().filter(Comment.standing == each) for each in _STANDINGS]
    stood = db.session.execute(select(func.count(), *standing).where(here)).one()
    reported, waiting = _reported(consultation_id)
    decided = db.session.execute(
        select(Moderation.verdict, Moderation.rule, func.count())
        .join(Comment, Comment.id == Moderation.comment_id)
        .where(here)
        .group_by(Moderation.verdict, Moderation.rule)
    ).all()
    objections, restored = db.session.execute(
        select(func.count(), func.count().filter(Objection.restored.is_(True)))
        .select_from(Objection)
        .join(Comment, Comment.id == Objection.comment_id)
        .where(here)
    ).one()
    touched = {Verdict.MASK, Verdict.HIDE}
    return Counts(
        comments=stood[0],
        removed=stood[1],
        masked=stood[2],
        hidden=stood[3],
        reported=reported,
        waiting=waiting,
        verdicts={each: sum(n for verdict, _, n in decided if verdict == each) for each in Verdict},
        rules={
            each: sum(n for verdict, rule, n in decided if rule == each and verdict in touched)
            for each in Rule
        },
        objections=objections,
        restored=restored,
    )


def _reported(consultation_id: int) -> tuple[int, int]:
    """How many comments were reported, and how many of them wait for a decision."""
    waits = Report.moderation_id.is_(None), Comment.standing.in_([Standing.MASKED, Standing.SHOWN])
    comments = func.count(Report.comment_id.distinct())
    row = db.session.execute(
        select(comments, comments.filter(*waits))
        .select_from(Report)
        .join(Comment, Comment.id == Report.comment_id)
        .where(Comment.consultation_id == consultation_id)
    ).one()
    return row[0], row[1]


_STANDINGS = (Standing.REMOVED, Standing.MASKED, Standing.HIDDEN)


def traces(consultation_id: int, before: int | None = None) -> tuple[list[Trace], bool]:
    """A page of decisions, the newest first, older than number ``before``; and whether more follow."""
    wanted = (
        all_traces()
        .join(Comment, Comment.id == Moderation.comment_id)
        .where(Comment.consultation_id == consultation_id)
        .order_by(Moderation.id.desc())
        .limit(TRACES_PAGE + 1)
    )
    if before is not None:
        wanted = wanted.where(Moderation.id < before)
    rows = db.session.execute(wanted).all()
    return [trace(row) for row in rows[:TRACES_PAGE]], len(rows) > TRACES_PAGE


def history(comment_id: int) -> list[Trace]:
    """Every decision about one comment, the first first."""
    rows = db.session.execute(all_traces().where(Moderation.comment_id == comment_id).order_by(Moderation.id))
    return [trace(row) for row in rows]
