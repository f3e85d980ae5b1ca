"""Versions of the plan: begun, written in turn, confirmed by both."""

from datetime import datetime

from sqlalchemy import update

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.initiatives.agreements import document, queries, rules
from civic.initiatives.agreements.events import (
    NegotiationBegun,
    PlanConfirmed,
    PlanMessageWritten,
    PlanWritten,
)
from civic.initiatives.agreements.models import (
    Agreement,
    NegotiationRow,
    PlanConfirmation,
    PlanMessage,
    PlanVersion,
)
from civic.initiatives.agreements.queries import Table
from civic.initiatives.agreements.rules import OTHER, Plan
from civic.initiatives.agreements.services.common import locked_table, move, tell
from civic.initiatives.requests.rules import Action, Side


def begin(initiative_id: int, officer_id: int, now: datetime) -> None:
    """The office gets in touch: version 1 is what the request asked for, written by the residents' side."""
    with transaction():
        found = locked_table(initiative_id, officer_id, Side.CITY)
        if no := rules.why_not_begin(found.negotiation):
            raise no
        move(found.initiative, Action.NEGOTIATE, now)
        db.session.add(NegotiationRow(initiative_id=initiative_id, officer_id=officer_id, begun_at=now))
        record(NegotiationBegun(subject=f"initiative:{initiative_id}", actor_id=officer_id))
        author_id = found.initiative.leader_id or officer_id
        _write(found, author_id, Side.RESIDENTS, queries.requested_plan(initiative_id), "", now)
        tell(found.initiative, (Side.RESIDENTS,), "begun")


def write_version(
    initiative_id: int, person_id: int, side: Side, plan: Plan, *, based_on: int, note: str, now: datetime
) -> int:
    """Write the next version; gives its number. Confirmations of earlier ones no longer count.

    ``based_on``: the version the writer saw; Refused(OVERTAKEN) when it is not the newest any more.
    """
    with transaction():
        found = locked_table(initiative_id, person_id, side)
        before = queries.newest_plan(found)
        plan = rules.keyed(plan, before)
        if no := rules.why_not_write(found.negotiation, based_on, plan, before, note):
            raise no
        number = _write(found, person_id, side, plan, note.strip(), now)
        tell(found.initiative, (OTHER[side],), "written", version=number)
        return number


def _write(found: Table, person_id: int, side: Side, plan: Plan, note: str, now: datetime) -> int:
    number, summed, initiative_id = (
        found.negotiation.newest + 1,
        rules.totals(plan.lines),
        found.initiative.id,
    )
    db.session.add(
        PlanVersion(
            initiative_id=initiative_id,
            number=number,
            side=side.value,
            by_id=person_id,
            at=now,
            note=note,
            document=document.to_json(plan),
        )
    )
    unsigned = update(Agreement).where(
        Agreement.initiative_id == initiative_id, Agreement.signed_at.is_(None)
    )
    db.session.execute(unsigned.values(applicant_signed_on=None, applicant_signed_by_id=None))
    record(
        PlanWritten(
            subject=f"initiative:{initiative_id}",
            actor_id=person_id,
            reason=note,
            version=number,
            side=side.value,
            residents_value=summed.residents,
            city_value=summed.city,
        )
    )
    return number


def confirm(initiative_id: int, person_id: int, side: Side, version: int, now: datetime) -> bool:
    """One side confirms the newest version; gives whether both have now."""
    with transaction():
        return _confirm(locked_table(initiative_id, person_id, side), person_id, side, version, now)


def confirm_on_paper(initiative_id: int, officer_id: int, version: int, now: datetime) -> bool:
    """An officer writes down that residents without an account confirmed the version in writing."""
    with transaction():
        found = locked_table(initiative_id, officer_id, Side.CITY)
        if no := rules.why_not_confirm_on_paper(speaks_online=queries.speak_online(found.initiative)):
            raise no
        return _confirm(found, officer_id, Side.RESIDENTS, version, now, on_paper=True)


def _confirm(
    found: Table, person_id: int, side: Side, version: int, now: datetime, *, on_paper: bool = False
) -> bool:
    if no := rules.why_not_confirm(found.negotiation, version, side, queries.newest_plan(found)):
        raise no
    db.session.add(
        PlanConfirmation(
            initiative_id=found.initiative.id,
            version=version,
            side=side.value,
            by_id=person_id,
            on_paper=on_paper,
            at=now,
        )
    )
    both = OTHER[side] in found.negotiation.confirmed
    record(
        PlanConfirmed(
            subject=f"initiative:{found.initiative.id}",
            actor_id=person_id,
            version=version,
            side=side.value,
            both=both,
            on_paper=on_paper,
        )
    )
    if both:
        tell(found.initiative, tuple(Side), "agreed", version=version)
    else:
        tell(found.initiative, (OTHER[side],), "confirmed", version=version)
    return both


def send_message(initiative_id: int, person_id: int, side: Side, text: str, now: datetime) -> None:
    """Write to the other side; it stands at the newest version."""
    with transaction():
        found = locked_table(initiative_id, person_id, side)
        if no := rules.why_not_message(found.negotiation, text):
            raise no
        version = found.negotiation.newest
        db.session.add(
            PlanMessage(
                initiative_id=initiative_id,
                version=version,
                side=side.value,
                by_id=person_id,
                at=now,
                text=text.strip(),
            )
        )
        record(
            PlanMessageWritten(
                subject=f"initiative:{initiative_id}", actor_id=person_id, version=version, side=side.value
            )
        )
        tell(found.initiative, (OTHER[side],), "message")
