"""Where the commission's evening stands: the last count, draws, rulings."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from civic.budget.counting import rules
from civic.budget.counting.bundle.contents import (
    from_json,
)
from civic.budget.counting.models import Count, CountApproval, TieDraw, TieRuling
from civic.budget.counting.tally.edition import EditionResult
from civic.budget.counting.tally.inputs import Draw, TieDecision, TieInputs, TieStep
from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Status
from civic.budget.voting import queries as voting
from civic.core.db import db
from civic.people.models import Person


@dataclass(frozen=True)
class Counted:
    """The last count of an edition. ``approved_by``: names by person id."""

    id: int
    number: int
    result: EditionResult
    raw: str
    statistics: Mapping[str, Mapping[str, int | None]]
    approved_by: Mapping[int, str]


def evening(edition_id: int) -> rules.Evening:
    """Where the evening stands."""
    opening = voting.opening(edition_id)
    last = last_count(edition_id)
    draw = db.session.get(TieDraw, edition_id)
    pending = (
        None if last is None else next((p.pending for p in last.result.pools if p.pending is not None), None)
    )
    status = editions.edition(edition_id).status
    return rules.Evening(
        opened_at=opening.opened_at if opening else None,
        counts=last.number if last else 0,
        needs=pending.needs if pending else None,
        tied=frozenset(pending.projects) if pending else frozenset(),
        committed_at=draw.committed_at if draw else None,
        drawn=draw is not None and draw.drawn_at is not None,
        inputs_changed=_inputs_changed(edition_id, draw),
        published=status in {Status.RESULTS, Status.BUDGETED, Status.CLOSED},
    )


def last_count(edition_id: int) -> Counted | None:
    """The count that stands, or None before the first."""
    row = db.session.scalars(
        select(Count).filter_by(edition_id=edition_id).order_by(Count.number.desc()).limit(1)
    ).first()
    if row is None:
        return None
    people = db.session.execute(
        select(Person.id, Person.name)
        .join(CountApproval, CountApproval.person_id == Person.id)
        .where(CountApproval.count_id == row.id)
        .order_by(CountApproval.at)
    )
    result = from_json(row.results.encode(), EditionResult)
    approved_by = {each.id: each.name for each in people}
    return Counted(row.id, row.number, result, row.results, row.statistics, approved_by)


def ties(edition_id: int) -> TieInputs:
    """What was drawn or decided about ties so far."""
    draw = db.session.get(TieDraw, edition_id)
    drawn = None
    if draw is not None and draw.public_part is not None:
        drawn = Draw(draw.seed, draw.commitment, draw.public_part, draw.witnesses)
    rulings = db.session.scalars(select(TieRuling).filter_by(edition_id=edition_id).order_by(TieRuling.id))
    return TieInputs(
        drawn, tuple(TieDecision(TieStep(r.step), tuple(r.projects), r.protocol) for r in rulings)
    )


def draw(edition_id: int) -> TieDraw | None:
    """The edition's draw, or None before the commitment. The seed is public only once ``drawn_at`` is set."""
    return db.session.get(TieDraw, edition_id)


def _inputs_changed(edition_id: int, draw: TieDraw | None) -> bool:
    counted_at = db.session.scalar(select(func.max(Count.counted_at)).where(Count.edition_id == edition_id))
    if counted_at is None:
        return False
    ruled_at = db.session.scalar(select(func.max(TieRuling.at)).where(TieRuling.edition_id == edition_id))
    moments = [moment for moment in (ruled_at, draw.drawn_at if draw else None) if moment is not None]
    return any(moment > counted_at for moment in moments)
