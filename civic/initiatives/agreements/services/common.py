"""What every verb needs: the locked table, who may speak for which side, moving the case on, telling the others."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import NoResultFound

from civic.core import web
from civic.core.db import db
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.initiatives.agreements import letters, queries
from civic.initiatives.agreements.queries import Table
from civic.initiatives.agreements.rules import Refusal
from civic.initiatives.assessment import queries as assessment
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import EDGES, Action, Side, Status


def locked_table(initiative_id: int, person_id: int, side: Side) -> Table:
    """The table nobody else changes until this transaction ends, opened by one who may speak for the side.

    NoResultFound for somebody who does not speak for the residents; Refused for an officer whose own initiative it is.
    """
    initiative = requests.locked(initiative_id)
    if side is Side.RESIDENTS and not queries.speaks(initiative, person_id):
        raise NoResultFound
    if side is Side.CITY and assessment.is_party(initiative_id, person_id):
        raise Refused(Refusal.OWN_INITIATIVE)
    return queries.table(initiative)


def move(initiative: InitiativeFacts, action: Action, now: datetime) -> Status:
    """Move the locked case along its edge; gives the status it has now."""
    after = EDGES.after(initiative.status, action)
    if after is None:
        raise Refused(Refusal.CLOSED)
    db.session.execute(
        update(Initiative).where(Initiative.id == initiative.id).values(status=after.value, status_at=now)
    )
    return after


def tell(initiative: InitiativeFacts, sides: tuple[Side, ...], which: str, **facts: object) -> None:
    """Mail to those who act for these sides, where they left an address."""
    subject, text = letters.MAIL[which]
    facts = {"title": initiative.title, **facts}
    for side in sides:
        residents = side is Side.RESIDENTS
        to = queries.residents_mail(initiative) if residents else queries.office_mail(initiative.id)
        page = "agreements.show" if residents else "agreements_office.show"
        for address in to:
            queue_mail(
                address,
                "initiatives/news",
                subject=str(subject) % facts,
                text=str(text) % facts,
                signature=initiative.signature,
                url=web.address(page, initiative_id=initiative.id),
            )
