"""What the office did with a request."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from civic.core.db import db
from civic.initiatives.assessment.models import Act, Kind
from civic.people.models import Person

DECIDED = frozenset({Kind.ACCEPTED, Kind.REJECTED, Kind.FORMAL_REJECTED})
"""What ends with a public reason."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """One act, as read. ``by``: the officer's name, for the office only; "" when the account is gone."""

    kind: Kind
    on: date
    due_on: date | None
    old_due_on: date | None
    reason: str
    against_score: str
    body: str
    document_number: str
    answers: dict[str, Any]
    late: bool
    by_id: int
    by: str
    at: datetime


def acts(initiative_id: int) -> list[Done]:
    """All of them, the first first. One statement."""
    rows = db.session.execute(
        select(
            Act.kind, Act.on, Act.due_on, Act.old_due_on, Act.reason, Act.against_score, Act.body, Act.document_number,
            Act.answers, Act.late, Act.by_id, Person.name.label("by"), Act.at,
        )
        .outerjoin(Person, Person.id == Act.by_id)
        .where(Act.initiative_id == initiative_id)
        .order_by(Act.id)
    ).mappings()  # fmt: skip
    return [Done(**{**row, "kind": Kind(row["kind"]), "by": row["by"] or ""}) for row in rows]


def newest(done: list[Done], *kinds: Kind) -> Done | None:
    """The newest act of these kinds."""
    return next((each for each in reversed(done) if each.kind in kinds), None)
