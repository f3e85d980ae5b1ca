"""The Team's cards, and closing the assessment with minutes."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from civic.core import scores
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.initiatives.assessment import events, queries, rules
from civic.initiatives.assessment.models import Assessment, Kind, ScoreCard
from civic.initiatives.assessment.queries import AssessmentFacts
from civic.initiatives.assessment.rules import CardFacts, CardState
from civic.initiatives.assessment.services import letters
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Action
from civic.initiatives.requests.services import move
from civic.people.queries import names


def declare(initiative_id: int, member_id: int, now: datetime, *, conflict: bool, reason: str = "") -> None:
    """A member says that they have a conflict of interest in this case, or none. A conflict is for good."""
    with transaction():
        about = requests.locked(initiative_id)
        card, party = queries.card(initiative_id, member_id), queries.is_party(initiative_id, member_id)
        if no := rules.why_not_declare(about.status, card, conflict=conflict, reason=reason, party=party):
            raise no
        row = _row(initiative_id, member_id)
        if row is None:
            row = ScoreCard(
                initiative_id=initiative_id, member_id=member_id, declared_at=now, saved_at=now, conflict=conflict
            )  # fmt: skip
            db.session.add(row)
        row.conflict, row.conflict_reason, row.points, row.notes = conflict, reason, {}, {}
        row.declared_at = row.saved_at = now
        db.session.flush()
        record(
            events.ScoringDeclared(
                subject=f"initiative:{initiative_id}", actor_id=member_id, conflict=conflict
            )
        )


def write(
    initiative_id: int,
    member_id: int,
    points: dict[str, int],
    notes: dict[str, str],
    now: datetime,
    *,
    finish: bool,
) -> None:
    """Save a member's card as a draft, or finish it, after which it does not change.

    The request is locked first, so of members finishing at once each one's card is counted, and the one that makes
    them enough says so, once.
    """
    with transaction():
        about, open_ = requests.locked(initiative_id), queries.assessment(initiative_id)
        card, party = queries.card(initiative_id, member_id), queries.is_party(initiative_id, member_id)
        criteria = open_.criteria.criteria if open_ is not None else ()
        written = CardFacts(member_id=member_id, points=points, notes=notes)
        if no := rules.why_not_write(about.status, card, criteria, written, finish=finish, party=party):
            raise no
        row = _row(initiative_id, member_id)
        if row is None or open_ is None:
            return
        row.points, row.notes, row.saved_at = points, notes, now
        row.finished_at = now if finish else None
        db.session.flush()
        if finish:
            record(events.ScoreCardFinished(subject=f"initiative:{initiative_id}", actor_id=member_id))
            _ready(about, open_, member_id, now)


def _row(initiative_id: int, member_id: int) -> ScoreCard | None:
    one = select(ScoreCard).filter_by(initiative_id=initiative_id, member_id=member_id)
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one_or_none()


def _assessment(initiative_id: int) -> Assessment:
    one = select(Assessment).filter_by(initiative_id=initiative_id)
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one()


def _ready(about: InitiativeFacts, open_: AssessmentFacts, member_id: int, now: datetime) -> None:
    """Say once that enough cards are finished: to the officer who ended the formal check."""
    row, cards = _assessment(about.id), queries.cards(about.id)
    if row.ready_at is not None or not rules.ready(cards, open_.criteria.members):
        return
    row.ready_at = now
    done = sum(card.state is CardState.FINISHED for card in cards)
    record(events.InitiativeReadyToClose(subject=f"initiative:{about.id}", actor_id=member_id, cards=done))
    checked = queries.newest(queries.acts(about.id), Kind.FORMAL_OK)
    if checked is not None:
        letters.to_officer(checked.by_id, about, "ready", cards=done)


def close(
    initiative_id: int, officer_id: int, now: datetime, *, remarks: str = "", confirmed: bool = True
) -> None:
    """Close the assessment with minutes; then the executive decides. Cards not finished do not count."""
    with transaction():
        about, open_ = requests.locked(initiative_id), queries.assessment(initiative_id)
        cards, needed = queries.cards(initiative_id), open_.criteria.members if open_ is not None else 1
        party = queries.is_party(initiative_id, officer_id)
        if no := rules.why_not_close(about.status, cards, needed, party=party, confirmed=confirmed):
            raise no
        if open_ is None:
            return
        row, kept = _assessment(initiative_id), minutes_now(initiative_id, open_, officer_id, now, remarks)
        row.closed_at, row.closed_by_id, row.minutes = now, officer_id, kept
        row.passed, row.score = kept["passed"], Decimal(kept["shown"].replace(",", "."))
        move(initiative_id, Action.ASSESS, now)
        record(
            events.InitiativeAssessed(
                subject=f"initiative:{initiative_id}",
                actor_id=officer_id,
                score=kept["score"],
                cards=len(kept["members"]),
                passed=kept["passed"],
            )
        )
        letters.to_applicant(
            about, "scored", score=kept["shown"], threshold=kept["threshold"], passed=kept["passed"]
        )


def minutes_now(
    initiative_id: int, open_: AssessmentFacts, officer_id: int, now: datetime, remarks: str
) -> dict[str, Any]:
    """The minutes as they would be if the assessment were closed now, as kept; exact numbers are fractions as text."""
    cards, of = queries.cards(initiative_id), open_.criteria
    finished = [card for card in cards if card.state is CardState.FINISHED]
    result = scores.result(of.criteria, [card.points for card in finished], of.how)
    team = queries.team()
    own = queries.parties(initiative_id, {each.id for each in team} | {each.member_id for each in cards})
    said = {card.member_id: card.name for card in cards if card.state is CardState.CONFLICT}
    excluded = said | {each.id: each.name for each in team if each.id in own}
    return {
        "criteria": [asdict(each) for each in of.criteria],
        "criteria_version": open_.criteria_version,
        "how": of.how.value,
        "threshold": of.threshold,
        "needed": of.members,
        "members": [
            {
                "name": card.name,
                "points": dict(card.points),
                "notes": {key: note for key, note in card.notes.items() if note},
                "score": str(scores.score(of.criteria, card.points)),
            }
            for card in finished
        ],
        "excluded": [
            {"name": name, "own": person_id in own}
            for person_id, name in sorted(excluded.items(), key=lambda each: (each[1], each[0]))
        ],
        "unfinished": [card.name for card in cards if card.state is CardState.DRAFT],
        "score": str(result.score),
        "shown": scores.shown(result.score),
        "points": {key: str(value) for key, value in result.points.items()},
        "passed": scores.passes(result.score, of.threshold),
        "remarks": remarks,
        "closed_by": names({officer_id}).get(officer_id, ""),
        "closed_on": in_poland(now).isoformat(),
    }
