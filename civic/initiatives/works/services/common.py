"""What every verb needs: the locked case, who may act for which side, telling the others."""

from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from civic.core import web
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.initiatives.agreements import queries as agreements
from civic.initiatives.assessment import queries as assessment
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Side
from civic.initiatives.works import letters, queries
from civic.initiatives.works.rules import Refusal, Work


@dataclass(frozen=True)
class Case:
    """A locked initiative and where its work stands."""

    initiative: InitiativeFacts
    work: Work

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"initiative:{self.initiative.id}"


def locked_case(initiative_id: int, person_id: int, side: Side) -> Case:
    """The case nobody else changes until this transaction ends, opened by one who may act for the side.

    NoResultFound for somebody who does not speak for the residents; Refused for an officer whose own initiative it is.
    """
    initiative = requests.locked(initiative_id)
    if side is Side.RESIDENTS and not agreements.speaks(initiative, person_id):
        raise NoResultFound
    if side is Side.CITY and assessment.is_party(initiative_id, person_id):
        raise Refused(Refusal.OWN_INITIATIVE)
    return Case(initiative, queries.work_of(initiative))


def tell(initiative: InitiativeFacts, sides: tuple[Side, ...], which: str, **facts: object) -> None:
    """Mail to those who act for these sides, where they left an address."""
    subject, text = letters.MAIL[which]
    said = {"title": initiative.title, **{name: letters.shown(value) for name, value in facts.items()}}
    for side in sides:
        residents = side is Side.RESIDENTS
        to = agreements.residents_mail(initiative) if residents else agreements.office_mail(initiative.id)
        page = "works.show" if residents else "works_office.show"
        for address in to:
            queue_mail(
                address,
                "initiatives/news",
                subject=str(subject) % said,
                text=str(text) % said,
                signature=initiative.signature,
                url=web.address(page, initiative_id=initiative.id),
            )
