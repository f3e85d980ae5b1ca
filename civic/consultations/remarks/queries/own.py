"""What an author sees of the own: the draft, what was sent, by account, browser or receipt."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import signature
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.queries.shown import Shown, rows, shown
from civic.core import files
from civic.core.db import db

FILES = "remark-attachment"
"""The kind of files attached to opinions; their subject is the opinion."""


class Sent(NamedTuple):
    """An opinion of mine on a list. ``numbers``: of its remarks."""

    consultation_id: int
    title: str
    signature: str
    receipt: str
    remarks: int
    first: int
    last: int
    sent_at: datetime
    late: bool


def draft(consultation_id: int, person_id: int | None, key: uuid.UUID | None) -> Opinion | None:
    """The draft of this account, else of this browser; None when there is none."""
    mine = _mine(person_id, key)
    if not mine:
        return None
    query = select(Opinion).where(
        Opinion.consultation_id == consultation_id, Opinion.sent_at.is_(None), or_(*mine)
    )
    return db.session.scalars(query.order_by(Opinion.person_id.is_(None), Opinion.id).limit(1)).first()


def waiting(
    consultation_id: int, person_id: int | None, key: uuid.UUID | None
) -> list[tuple[int | None, str | None]]:
    """Where the remarks of the draft stand: a document and an anchor each; one statement, none for a stranger."""
    mine = _mine(person_id, key)
    if not mine:
        return []
    query = select(Remark.document_id, Remark.anchor).join(Opinion, Opinion.id == Remark.opinion_id)
    query = query.where(Opinion.consultation_id == consultation_id, Opinion.sent_at.is_(None), or_(*mine))
    return [(document_id, anchor) for document_id, anchor in db.session.execute(query)]


def remarks_of(opinion_id: int) -> list[Shown]:
    """The remarks of one opinion in the author's order, as they were written."""
    query = rows(public=False).where(Remark.opinion_id == opinion_id).order_by(Remark.place)
    return [shown(row) for row in db.session.execute(query)]


def by_receipt(consultation_id: int, receipt: str) -> Opinion:
    """What was sent, by its code; NoResultFound when there is none."""
    query = select(Opinion).filter_by(consultation_id=consultation_id, receipt=receipt)
    return db.session.scalars(query).one()


def opinion(opinion_id: int) -> Opinion | None:
    """One opinion, sent or not."""
    return db.session.get(Opinion, opinion_id)


def consultation_of_receipt(receipt: str) -> int | None:
    """Where a code leads."""
    return db.session.scalar(select(Opinion.consultation_id).filter_by(receipt=receipt))


def supplements_of(opinion_id: int) -> Sequence[Opinion]:
    """What the author added later."""
    query = select(Opinion).where(Opinion.supplements_id == opinion_id, Opinion.sent_at.is_not(None))
    return db.session.scalars(query.order_by(Opinion.id)).all()


def attachments(opinion_id: int) -> Sequence[files.StoredFile]:
    """The files of one opinion."""
    return files.of(FILES, opinion_id)


def sent_by(person_id: int) -> list[Sent]:
    """Everything this account sent, the newest first."""
    query = (
        select(
            Opinion.consultation_id, Consultation.title, Consultation.year, Consultation.number, Opinion.receipt,
            func.count(Remark.id), func.min(Remark.number), func.max(Remark.number), Opinion.sent_at, Opinion.late,
        )
        .join(Consultation, Consultation.id == Opinion.consultation_id)
        .join(Remark, Remark.opinion_id == Opinion.id)
        .where(Opinion.person_id == person_id, Opinion.sent_at.is_not(None))
        .group_by(Opinion.id, Consultation.id)
        .order_by(Opinion.sent_at.desc())
    )  # fmt: skip
    found: Iterable[Any] = db.session.execute(query)
    return [Sent(row[0], row[1], signature(row[2], row[3]), *row[4:]) for row in found]


def _mine(person_id: int | None, key: uuid.UUID | None) -> list[ColumnElement[bool]]:
    """Whose opinion it is: an account's, unless a clerk entered it; or a browser's."""
    mine = []
    if person_id is not None:
        mine.append(and_(Opinion.person_id == person_id, Opinion.entered_by_id.is_(None)))
    if key is not None:
        mine.append(and_(Opinion.draft_key == key, Opinion.person_id.is_(None)))
    return mine
