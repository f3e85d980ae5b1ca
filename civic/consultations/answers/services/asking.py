"""Asking advisory bodies."""

from datetime import date, datetime

from sqlalchemy import select

from civic.consultations.answers import queries, rules
from civic.consultations.answers.events import BodyAnswered, BodyAsked
from civic.consultations.answers.models import BodyOpinion
from civic.consultations.answers.rules import Asked, Outcome
from civic.consultations.answers.services._common import opened
from civic.core.audit import record
from civic.core.db import db, transaction


def ask_body(
    consultation_id: int, officer_id: int, body: str, delivered_on: date, now: datetime, *, days: int = 14
) -> int:
    """Note that the draft was delivered to a body on that day; it has ``days`` days. Gives the id."""
    body = " ".join(body.split())
    with transaction():
        opened(consultation_id)
        others = [other.name for other in queries.bodies(consultation_id)]
        if no := rules.why_not_ask_body(body, delivered_on, others, now):
            raise no
        row = BodyOpinion(consultation_id=consultation_id, body=body, delivered_on=delivered_on, days=days)
        db.session.add(row)
        subject = f"consultation:{consultation_id}"
        record(BodyAsked(subject=subject, actor_id=officer_id, body=body, on=delivered_on.isoformat()))
        return row.id


def enter_opinion(
    consultation_id: int,
    officer_id: int,
    opinion_id: int,
    answered_on: date,
    said: Outcome | None,
    now: datetime,
    *,
    document_number: str = "",
    text: str = "",
) -> None:
    """Enter what a body said and on which day. After its term it is kept, and what counts stays NO_OPINION."""
    with transaction():
        opened(consultation_id)
        one = select(BodyOpinion).filter_by(id=opinion_id, consultation_id=consultation_id).with_for_update()
        row = db.session.execute(one).scalar_one()
        asked = Asked(row.delivered_on, row.days, row.answered_on)
        if no := rules.why_not_enter_opinion(asked, answered_on, said, now):
            raise no
        row.answered_on, row.said, row.text = answered_on, said, text.strip()
        row.document_number = document_number.strip()
        record(
            BodyAnswered(
                subject=f"consultation:{consultation_id}", actor_id=officer_id, document_number=row.document_number,
                body=row.body, on=answered_on.isoformat(), outcome=said or "",
            )
        )  # fmt: skip
