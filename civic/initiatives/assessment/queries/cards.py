"""The Team's cards and what they make together."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from civic.core import scores
from civic.core.db import db
from civic.core.scores import Criterion, Entry, How, Placed
from civic.initiatives.assessment.models import Assessment, CriteriaVersion, ScoreCard
from civic.initiatives.assessment.queries.criteria import read
from civic.initiatives.assessment.rules import CardFacts, CardState, CriteriaSet, ties
from civic.initiatives.requests.models import Initiative, InitiativeLine
from civic.initiatives.requests.rules import Status, signature
from civic.people.models import Person

PAGE = 50


@dataclass(frozen=True)
class Card(CardFacts):
    """A member's card with their name."""

    name: str = ""
    conflict_reason: str = ""
    finished_at: datetime | None = None


def _state(row: Any) -> CardState:
    if row.conflict:
        return CardState.CONFLICT
    return CardState.DRAFT if row.finished_at is None else CardState.FINISHED


_CARD = (
    ScoreCard.member_id, ScoreCard.conflict, ScoreCard.conflict_reason, ScoreCard.points, ScoreCard.notes,
    ScoreCard.finished_at, Person.name,
)  # fmt: skip


def _card(row: Any) -> Card:
    return Card(
        member_id=row.member_id,
        state=_state(row),
        points=row.points,
        notes=row.notes,
        name=row.name,
        conflict_reason=row.conflict_reason,
        finished_at=row.finished_at,
    )


def cards(initiative_id: int) -> list[Card]:
    """Every card begun, by the member's name."""
    rows = db.session.execute(
        select(*_CARD)
        .join(Person, Person.id == ScoreCard.member_id)
        .where(ScoreCard.initiative_id == initiative_id)
        .order_by(Person.name, Person.id)
    )
    return [_card(row) for row in rows]


def card(initiative_id: int, member_id: int) -> CardFacts:
    """One member's card; an untouched one when there is none."""
    row = db.session.execute(
        select(ScoreCard.conflict, ScoreCard.points, ScoreCard.notes, ScoreCard.finished_at).where(
            ScoreCard.initiative_id == initiative_id, ScoreCard.member_id == member_id
        )
    ).one_or_none()
    if row is None:
        return CardFacts(member_id=member_id)
    return CardFacts(member_id=member_id, state=_state(row), points=row.points, notes=row.notes)


@dataclass(frozen=True)
class Scored:
    """A card as the minutes have it: points and notes by criterion key, the whole card's score in percent."""

    name: str
    points: dict[str, int]
    notes: dict[str, str]
    score: Fraction


@dataclass(frozen=True)
class Excluded:
    """Who did not score. ``own``: they belong to those who ask; else they declared a conflict themselves."""

    name: str
    own: bool


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """The minutes of a closed assessment. ``points``: of all members together, by criterion key; scores in percent."""

    criteria: tuple[Criterion, ...]
    criteria_version: int
    how: How
    threshold: int
    needed: int
    members: tuple[Scored, ...]
    excluded: tuple[Excluded, ...]
    unfinished: tuple[str, ...]
    score: Fraction
    points: dict[str, Fraction]
    passed: bool
    remarks: str
    closed_by: str
    closed_on: date


def minutes_of(kept: dict[str, Any]) -> Minutes:
    """The minutes as kept, read."""
    return Minutes(
        criteria=tuple(Criterion(**each) for each in kept["criteria"]),
        criteria_version=kept["criteria_version"],
        how=How(kept["how"]),
        threshold=kept["threshold"],
        needed=kept["needed"],
        members=tuple(
            Scored(each["name"], each["points"], each["notes"], Fraction(each["score"]))
            for each in kept["members"]
        ),
        excluded=tuple(Excluded(**each) for each in kept["excluded"]),
        unfinished=tuple(kept["unfinished"]),
        score=Fraction(kept["score"]),
        points={key: Fraction(value) for key, value in kept["points"].items()},
        passed=kept["passed"],
        remarks=kept["remarks"],
        closed_by=kept["closed_by"],
        closed_on=date.fromisoformat(kept["closed_on"]),
    )


@dataclass(frozen=True, kw_only=True)
class AssessmentFacts:
    """The Team's assessment of a request: by which criteria, how far it is, its minutes once closed."""

    criteria_version: int
    criteria: CriteriaSet
    opened_at: datetime
    ready_at: datetime | None
    closed_at: datetime | None
    minutes: Minutes | None


def assessment(initiative_id: int) -> AssessmentFacts | None:
    """The assessment, with its criteria; None before the formal check ended well."""
    return scoring(initiative_id)[0]


def scoring(initiative_id: int) -> tuple[AssessmentFacts | None, list[Card]]:
    """The assessment with every card begun; once it is closed its minutes say it all and no card comes. One statement."""
    rows = db.session.execute(
        select(Assessment, CriteriaVersion, *_CARD)
        .join(CriteriaVersion, CriteriaVersion.version == Assessment.criteria_version)
        .outerjoin(
            ScoreCard,
            and_(ScoreCard.initiative_id == Assessment.initiative_id, Assessment.closed_at.is_(None)),
        )
        .outerjoin(Person, Person.id == ScoreCard.member_id)
        .where(Assessment.initiative_id == initiative_id)
        .order_by(Person.name, Person.id)
        .execution_options(populate_existing=True)
    ).all()
    if not rows:
        return None, []
    found, criteria = rows[0][:2]
    facts = AssessmentFacts(
        criteria_version=found.criteria_version,
        criteria=read(criteria),
        opened_at=found.opened_at,
        ready_at=found.ready_at,
        closed_at=found.closed_at,
        minutes=minutes_of(found.minutes) if found.minutes is not None else None,
    )
    return facts, [_card(row) for row in rows if row.member_id is not None]


class Mine(NamedTuple):
    """A request in a member's own list."""

    id: int
    signature: str
    title: str
    due_on: date
    state: CardState
    waits: bool


def mine(member_id: int) -> list[Mine]:
    """What this member has to score, the most urgent first, then what they have scored of the undecided; at most 50."""
    waits = and_(ScoreCard.finished_at.is_(None), func.coalesce(ScoreCard.conflict, False).is_(False))
    rows = db.session.execute(
        select(
            Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.due_on,
            Initiative.leader_id, ScoreCard.member_id, ScoreCard.conflict, ScoreCard.finished_at, waits.label("waits"),
        )
        .outerjoin(ScoreCard, and_(ScoreCard.initiative_id == Initiative.id, ScoreCard.member_id == member_id))
        .where(Initiative.status == Status.FORMAL_OK)
        .order_by(waits.desc(), Initiative.due_on, Initiative.id)
        .limit(PAGE)
    )  # fmt: skip
    return [
        Mine(
            row.id,
            signature(row.year, row.number),
            row.title,
            row.due_on,
            CardState.NONE if row.member_id is None else _state(row),
            row.waits,
        )
        for row in rows
    ]


class Ranked(NamedTuple):
    """A request that waits for the decision, with its place. ``work_value`` is grosz."""

    id: int
    signature: str
    title: str
    score: Fraction
    passed: bool
    city_value: int
    work_value: int
    participants: int | None
    received_on: date
    due_on: date
    placed: Placed


def ranking() -> list[Ranked]:
    """Every assessed request that waits for the decision, from the best. For when money is short."""
    work = (
        select(func.coalesce(func.sum(InitiativeLine.total), 0))
        .where(InitiativeLine.initiative_id == Initiative.id, InitiativeLine.kind == "WORK")
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.city_value, work.label("work"),
            Initiative.participants, Initiative.received_on, Initiative.due_on, Assessment.passed,
            Assessment.minutes["score"].astext.label("score"),
        )
        .join(Assessment, Assessment.initiative_id == Initiative.id)
        .where(Initiative.status == Status.ASSESSED)
    ).all()  # fmt: skip
    by_id = {row.id: row for row in rows}
    placed = scores.ranking(
        [
            Entry(row.id, Fraction(row.score), ties(int(row.work), row.participants, row.received_on))
            for row in rows
        ]
    )
    return [_ranked(by_id[each.id], each) for each in placed]


def _ranked(row: Any, placed: Placed) -> Ranked:
    return Ranked(
        row.id, signature(row.year, row.number), row.title, Fraction(row.score), row.passed, row.city_value, int(row.work),
        row.participants, row.received_on, row.due_on, placed,
    )  # fmt: skip
