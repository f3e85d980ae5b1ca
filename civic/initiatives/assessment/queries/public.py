"""What everybody may know of the assessment: never who gave which points, never what a call asked of a person."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select

from civic.core.db import db
from civic.core.scores import Criterion, How
from civic.initiatives.assessment.models import Act, Assessment, Kind
from civic.initiatives.requests.models import Initiative

_OPEN = (Kind.FORMAL_OK, Kind.CALLED, Kind.LEFT, Kind.FORMAL_REJECTED, Kind.FORWARDED, Kind.EXTENDED, Kind.ACCEPTED, Kind.REJECTED)  # fmt: skip


@dataclass(frozen=True)
class PublicAct:
    """What the office did, for everybody. ``reason`` only of what ended the case."""

    kind: Kind
    on: date
    due_on: date | None
    reason: str
    against_score: str
    body: str
    document_number: str


@dataclass(frozen=True)
class PublicScore:
    """The Team's result: the score in percent and what all members together gave at each criterion."""

    score: Fraction
    threshold: int
    passed: bool
    how: How
    cards: int
    criteria: tuple[Criterion, ...]
    points: dict[str, Fraction]


@dataclass(frozen=True)
class PublicAssessment:
    """What the public page says: the acts in their order, the score once the minutes stand."""

    acts: tuple[PublicAct, ...]
    score: PublicScore | None
    fix_until: date | None

    def newest(self, *kinds: Kind) -> PublicAct | None:
        """The newest act of these kinds."""
        return next((act for act in reversed(self.acts) if act.kind in kinds), None)


def public(initiative_id: int) -> PublicAssessment:
    """Everything public of one request's assessment. One statement; nothing yet for one not touched."""
    acts = (
        select(
            func.jsonb_agg(
                func.jsonb_build_array(
                    Act.kind, Act.on, Act.due_on, Act.reason, Act.against_score, Act.body, Act.document_number, Act.id
                )
            )
        )
        .where(Act.initiative_id == initiative_id, Act.kind.in_(_OPEN))
        .scalar_subquery()
    )  # fmt: skip
    row = db.session.execute(
        select(acts.label("acts"), Assessment.minutes, Initiative.fix_until)
        .select_from(Initiative)
        .outerjoin(Assessment, Assessment.initiative_id == Initiative.id)
        .where(Initiative.id == initiative_id)
    ).one()
    done = sorted(row.acts or (), key=lambda each: int(each[-1]))
    score = _score(row.minutes) if row.minutes else None
    return PublicAssessment(tuple(_act(each) for each in done), score, row.fix_until)


def _act(kept: list[Any]) -> PublicAct:
    kind, on, due_on, reason, against_score, body, document_number, _ = kept
    kind = Kind(kind)
    ends = kind in {Kind.LEFT, Kind.FORMAL_REJECTED, Kind.FORWARDED, Kind.ACCEPTED, Kind.REJECTED}
    return PublicAct(
        kind,
        date.fromisoformat(on),
        date.fromisoformat(due_on) if due_on else None,
        reason if ends else "",
        against_score,
        body,
        document_number,
    )


def _score(kept: dict[str, Any]) -> PublicScore:
    return PublicScore(
        score=Fraction(kept["score"]),
        threshold=kept["threshold"],
        passed=kept["passed"],
        how=How(kept["how"]),
        cards=len(kept["members"]),
        criteria=tuple(Criterion(**each) for each in kept["criteria"]),
        points={key: Fraction(value) for key, value in kept["points"].items()},
    )
