"""A request brought to a stage of its assessment, and what the tests ask about it."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.core.mail import OutgoingMail
from civic.initiatives.assessment import services
from civic.initiatives.assessment.rules import DEFAULT, Answer, Decision, Met, Outcome, Point, Verdict
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import Status
from tests.factories import make_person
from tests.initiatives.factories import make_initiative

APRIL_20 = datetime(2026, 4, 20, 10, tzinfo=UTC)
ALL_YES = {point: Answer(Met.YES) for point in Point}
OK = Verdict(outcome=Outcome.OK, answers=ALL_YES)
CALL = Verdict(outcome=Outcome.CALL, reason="Dołącz zgodę właściciela płotu.")
REJECT = Verdict(
    outcome=Outcome.REJECT, reason="Droga jest prywatna, a remontować można tylko własność miasta."
)
ACCEPTED = Decision(accepted=True, reason="Skwer jest potrzebny osiedlu.", document_number="Z/12/2026")
REJECTED = replace(ACCEPTED, accepted=False, reason="Miasto przebuduje ten plac w całości.")


def points(given: int = 4, **other: int) -> dict[str, int]:
    """A whole card of the default criteria: the same points everywhere but where told otherwise."""
    return {each.key: given for each in DEFAULT.criteria} | other


def make_team(count: int = 3) -> list[int]:
    """Members of the Team."""
    names = ("Adam Pierwszy", "Barbara Druga", "Celina Trzecia", "Dorota Czwarta", "Edward Piąty")
    return [make_person([Role.TEAM_MEMBER], name=name) for name in names[:count]]


def make_checked(officer_id: int, now: datetime = APRIL_20, **more: object) -> int:
    """A request whose formal check ended well."""
    initiative_id = make_initiative(Status.SUBMITTED, **more)
    services.check_formally(initiative_id, officer_id, OK, now)
    return initiative_id


def finish_card(initiative_id: int, member_id: int, given: dict[str, int], now: datetime = APRIL_20) -> None:
    """Declare no conflict, then finish a card."""
    services.declare(initiative_id, member_id, now, conflict=False)
    services.write(initiative_id, member_id, given, {}, now, finish=True)


def make_assessed(officer_id: int, given: int = 4, now: datetime = APRIL_20, **more: object) -> int:
    """A request assessed by three who all gave the same."""
    initiative_id = make_checked(officer_id, now, **more)
    for member_id in make_team():
        finish_card(initiative_id, member_id, points(given), now)
    services.close(initiative_id, officer_id, now)
    return initiative_id


def initiative(initiative_id: int) -> Initiative:
    """The row as it is now."""
    one = select(Initiative).filter_by(id=initiative_id).execution_options(populate_existing=True)
    return db.session.execute(one).scalar_one()


def status(initiative_id: int) -> Status:
    """The request's status now."""
    return Status(initiative(initiative_id).status)


def mails(to: str | None = None) -> list[OutgoingMail]:
    """Mails that wait, the oldest first."""
    found = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    return [mail for mail in found if to is None or mail.to == to]


def events(kind: str) -> list[AuditEvent]:
    """What the journal says of this kind."""
    return list(db.session.scalars(select(AuditEvent).filter_by(kind=kind).order_by(AuditEvent.id)))
