"""Advisory bodies that were asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from civic.consultations.answers.models import BodyOpinion
from civic.consultations.answers.rules import Asked, Outcome
from civic.core.db import db


@dataclass(frozen=True)
class Body:
    """A body, what it was asked and what it said. ``asked.outcome(now)`` is what counts."""

    id: int
    name: str
    asked: Asked
    document_number: str
    text: str

    def outcome(self, now: datetime) -> Outcome | None:
        """What counts as its opinion at that moment."""
        return self.asked.outcome(now)


def bodies(consultation_id: int) -> list[Body]:
    """Every body that was asked, in the order of asking."""
    rows = db.session.execute(
        select(
            BodyOpinion.id, BodyOpinion.body, BodyOpinion.delivered_on, BodyOpinion.days, BodyOpinion.answered_on,
            BodyOpinion.said, BodyOpinion.document_number, BodyOpinion.text,
        )
        .filter_by(consultation_id=consultation_id)
        .order_by(BodyOpinion.delivered_on, BodyOpinion.id)
    )  # fmt: skip
    return [
        Body(
            row.id,
            row.body,
            Asked(row.delivered_on, row.days, row.answered_on, Outcome(row.said) if row.said else None),
            row.document_number,
            row.text,
        )
        for row in rows
    ]
