"""One remark with its answer, what is like it, and what residents see of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from civic.consultations.answers.models import Answer, Answering, AnswerRemark, Sorting
from civic.consultations.answers.queries.queue import PLACE, Wanted, filters, joined
from civic.consultations.answers.rules import FROZEN, Customs, Decision, State, Written
from civic.consultations.notices.models import Consultation
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.core.db import db
from civic.people.models import OfficeUnit, Person

SUGGESTED = 12


class Card(NamedTuple):
    """A remark as the office answers it, with its answer (None where there is none yet)."""

    remark_id: int
    number: int
    opinion_id: int
    channel: str
    author_kind: str
    organisation: str
    received_at: datetime
    late: bool
    document: str | None
    place: str
    anchor: str | None
    quote: str
    text: str
    proposed: str | None
    masked: bool
    topic_id: int | None
    sorted_unit_id: int | None
    answer_id: int | None
    version: int | None
    state: str | None
    decision: str | None
    reasons: str | None
    change: str | None
    version_id: int | None
    unit_id: int | None
    note: str | None
    written_by_id: int | None
    written_by: str | None
    written_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None

    @property
    def written(self) -> Written | None:
        """Its answer as the rules see it."""
        if self.answer_id is None or self.version is None or self.written_by_id is None:
            return None
        return Written(self.answer_id, self.version, State(str(self.state)), self.written_by_id)


class Similar(NamedTuple):
    """A remark whose words are like those of another. ``near``: on the same paragraph."""

    number: int
    text: str
    likeness: float
    near: bool
    answer_id: int | None
    decision: str | None
    state: str | None


@dataclass(frozen=True)
class AnswerShown:
    """An approved answer as residents read it. ``link``: (document id, version number, anchor) of what changed.

    ``shown_at``: since when they can read it.
    """

    consultation_id: int
    decision: Decision
    reasons: str
    change: str
    unit: str
    shown_at: datetime
    link: tuple[int, int, str] | None = None


def customs(consultation_id: int) -> Customs:
    """How this consultation is answered."""
    row = db.session.execute(
        select(Answering.reasons_always, Answering.published_at).filter_by(consultation_id=consultation_id)
    ).one_or_none()
    return Customs(row.reasons_always, row.published_at) if row else Customs()


def card(consultation_id: int, number: int) -> Card:
    """One remark; NoResultFound when there is none of this number."""
    writer, approver = aliased(Person), aliased(Person)
    row = db.session.execute(
        joined(
            select(
                Remark.id, Remark.number, Remark.opinion_id, Opinion.channel, Opinion.author_kind, Opinion.organisation_name,
                Opinion.received_at, Remark.late, ConsultedDocument.title, PLACE, Remark.anchor, Remark.quote,
                func.coalesce(Remark.masked, Remark.text), func.coalesce(Remark.masked_proposed, Remark.proposed),
                Remark.mask_reason != "", Sorting.topic_id, Sorting.unit_id, Answer.id, Answer.version, Answer.state,
                Answer.decision, Answer.reasons, Answer.change, Answer.version_id, Answer.unit_id, Answer.note,
                Answer.written_by_id, writer.name, Answer.written_at, approver.name, Answer.approved_at,
            )
        )
        .outerjoin(writer, writer.id == Answer.written_by_id)
        .outerjoin(approver, approver.id == Answer.approved_by_id)
        .where(Remark.consultation_id == consultation_id, Remark.number == number)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NoResultFound
    return Card(*row)


def members(answer_id: int | None) -> list[int]:
    """The numbers of the remarks that share an answer."""
    if answer_id is None:
        return []
    rows = (
        select(Remark.number)
        .join(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .where(AnswerRemark.answer_id == answer_id)
        .order_by(Remark.number)
    )
    return [number for number in db.session.scalars(rows) if number is not None]


def similar(remark_id: int) -> list[Similar]:
    """Remarks of the same consultation whose words are alike, those on the same paragraph first. A person decides."""
    me = aliased(Remark)
    near = and_(Remark.anchor.is_not(None), Remark.anchor == me.anchor, Remark.document_id == me.document_id)
    likeness = func.similarity(Remark.words, me.words)
    rows = (
        select(
            Remark.number,
            func.left(func.coalesce(Remark.masked, Remark.text), 280),
            likeness,
            func.coalesce(near, False).label("near"),
            Answer.id,
            Answer.decision,
            Answer.state,
        )
        .select_from(me)
        .join(Remark, Remark.words.bool_op("%")(me.words))
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(
            me.id == remark_id,
            Remark.consultation_id == me.consultation_id,
            Remark.id != me.id,
            Remark.number.is_not(None),
        )
        .order_by(func.coalesce(near, False).desc(), likeness.desc(), Remark.number)
        .limit(SUGGESTED)
    )
    return [Similar(*row) for row in db.session.execute(rows)]


def neighbours(consultation_id: int, wanted: Wanted, number: int) -> tuple[int | None, int | None]:
    """The numbers before and after, in the queue as filtered. One statement."""
    there = joined(select(Remark.number.label("number"))).where(*filters(consultation_id, wanted)).subquery()
    row = db.session.execute(
        select(
            func.max(there.c.number).filter(there.c.number < number),
            func.min(there.c.number).filter(there.c.number > number),
        )
    ).one()
    return row[0], row[1]


def following(consultation_id: int, wanted: Wanted, number: int, besides: Collection[int] = ()) -> int | None:
    """The next number in the queue as filtered, or the first one again; None when nothing is left ``besides`` these."""
    left = joined(select(Remark.number.label("number"))).where(
        *filters(consultation_id, wanted), Remark.number.not_in(besides)
    )
    there = left.subquery()
    row = db.session.execute(
        select(
            func.min(there.c.number).filter(there.c.number > number),
            func.min(there.c.number).filter(there.c.number != number),
        )
    ).one()
    return row[0] or row[1]


def answers_to(remark_ids: Collection[int]) -> dict[int, AnswerShown]:
    """The approved answers residents may see now, by the remark's id. One statement.

    They see them once the report is published, or earlier when the office published the answers.
    """
    if not remark_ids:
        return {}
    shown = func.greatest(
        Answer.approved_at, func.least(Answering.published_at, Consultation.report_published_at)
    )
    rows = db.session.execute(
        select(
            AnswerRemark.remark_id, Answer.consultation_id, Answer.decision, Answer.reasons, Answer.change,
            OfficeUnit.name, shown, DocumentVersion.document_id, DocumentVersion.number, Paragraph.anchor,
        )
        .join(Answer, Answer.id == AnswerRemark.answer_id)
        .join(Consultation, Consultation.id == Answer.consultation_id)
        .outerjoin(Answering, Answering.consultation_id == Answer.consultation_id)
        .outerjoin(OfficeUnit, OfficeUnit.id == Answer.unit_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Answer.version_id)
        .outerjoin(Paragraph, and_(Paragraph.version_id == Answer.version_id, Paragraph.anchor == Answer.anchor))
        .where(
            AnswerRemark.remark_id.in_(remark_ids),
            Answer.state == State.APPROVED,
            Consultation.status.in_(sorted(FROZEN)) | Answering.published_at.is_not(None),
        )
    )  # fmt: skip
    return {
        row[0]: AnswerShown(
            row[1], Decision(str(row[2])), row[3], row[4], row[5] or "", row[6],
            (row[7], row[8], row[9] or "") if row[7] is not None else None,
        )
        for row in rows
    }  # fmt: skip
