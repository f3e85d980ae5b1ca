"""Where answering stands: what reports and services ask before they write."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from civic.consultations.answers.models import Answer, AnswerRemark, AnswerSent
from civic.consultations.answers.rules import State, Written
from civic.consultations.remarks.models import Opinion, Remark
from civic.core.db import db


@dataclass(frozen=True)
class Unanswered:
    """How many remarks lack something, and the number of the first."""

    count: int
    first: int | None


def unanswered(consultation_id: int) -> Unanswered:
    """Remarks in time without a decision and its reasons."""
    return _lacking(consultation_id, Answer.id.is_(None) | Answer.decision.is_(None))


def unapproved(consultation_id: int) -> Unanswered:
    """Remarks in time whose answer is not approved, or that have none."""
    return _lacking(consultation_id, Answer.id.is_(None) | (Answer.state != State.APPROVED))


def _lacking(consultation_id: int, lack: object) -> Unanswered:
    row = db.session.execute(
        select(func.count(), func.min(Remark.number))
        .select_from(Remark)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(
            Remark.consultation_id == consultation_id,
            Remark.number.is_not(None),
            Remark.late.is_(False),
            lack,  # type: ignore[arg-type]
        )
    ).one()
    return Unanswered(row[0], row[1])


def approved_count(consultation_id: int) -> int:
    """How many answers are approved."""
    rows = select(func.count()).select_from(Answer)
    return db.session.execute(
        rows.filter_by(consultation_id=consultation_id, state=State.APPROVED)
    ).scalar_one()


def standing_of(consultation_id: int, numbers: Collection[int]) -> dict[int, tuple[int, Written | None]]:
    """Of the remarks of these numbers that are there: the id, and the answer each has now."""
    rows = db.session.execute(
        select(Remark.number, Remark.id, Answer.id, Answer.version, Answer.state, Answer.written_by_id)
        .select_from(Remark)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(Remark.consultation_id == consultation_id, Remark.number.in_(set(numbers)))
    )
    return {
        row[0] or 0: (row[1], Written(row[2], row[3], State(row[4]), row[5]) if row[2] is not None else None)
        for row in rows
    }


def locked_answer(consultation_id: int, answer_id: int) -> Answer:
    """The answer, as it is now; nobody else changes it until this transaction ends. NoResultFound when there is none."""
    one = select(Answer).filter_by(id=answer_id, consultation_id=consultation_id).with_for_update()
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one()


def to_tell(consultation_id: int, limit: int) -> list[tuple[int, str, str, str]]:
    """Opinions whose author left an e-mail and was not told yet, all of whose remarks have an approved answer.

    (id, e-mail, language, receipt); late remarks are not waited for. Locked, so that two workers never tell one author
    twice.
    """
    pending = (
        select(Remark.id)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(
            Remark.opinion_id == Opinion.id,
            Remark.late.is_(False),
            Answer.id.is_(None) | (Answer.state != State.APPROVED),
        )
        .exists()
    )
    answered = (
        select(Remark.id)
        .join(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .where(Remark.opinion_id == Opinion.id)
        .exists()
    )
    told = select(AnswerSent.opinion_id).where(AnswerSent.opinion_id == Opinion.id).exists()
    rows = (
        select(Opinion.id, Opinion.email, Opinion.lang, Opinion.receipt)
        .where(
            Opinion.consultation_id == consultation_id,
            Opinion.sent_at.is_not(None),
            Opinion.email != "",
            answered,
            ~pending,
            ~told,
        )
        .order_by(Opinion.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Opinion)
    )
    return [(row[0], row[1], row[2], row[3] or "") for row in db.session.execute(rows)]
