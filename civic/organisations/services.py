"""Everything written about organisations. One function, one verb, one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import force_locale
from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert

from civic.core import clock, limits, web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.limits import Limit
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.organisations import rules
from civic.organisations.events import (
    OrganisationCorrected,
    OrganisationEntered,
    RepresentativeConfirmed,
    RepresentativeDeclared,
    RepresentativeEnded,
    RepresentativeRefused,
)
from civic.organisations.models import Organisation, Representative
from civic.organisations.rules import Kind, Refusal, Representation
from civic.people.models import Person

PER_PERSON = Limit("organisation-declared", 20, timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What somebody says about an organisation. ``krs``: 10 digits or None; then ``register_number`` is needed."""

    name: str
    kind: Kind
    krs: str | None = None
    register_number: str = ""
    seat: str = ""
    function: str


def declare(person_id: int, said: Declared) -> int:
    """Say to represent an organisation; gives its id. An officer confirms it later.

    One that is here already (the same KRS, or the same other number and name) is joined, not entered twice. What it is
    called is taken over from this declaration only while nobody speaks for it or waits to.
    """
    if not limits.take(PER_PERSON, str(person_id)):
        raise Refused(Refusal.TOO_OFTEN)
    now = clock.now()
    with transaction():
        db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
        organisation_id = _entered(person_id, said, now)
        row = db.session.get(Representative, (organisation_id, person_id), with_for_update=True)
        if no := rules.why_not_declare(
            _facts(row) if row else None, _live(person_id), said.krs, said.register_number
        ):
            raise Refused(no)
        if row is None:
            row = Representative(organisation_id=organisation_id, person_id=person_id)
            db.session.add(row)
        row.function, row.declared_at, row.end_reason = said.function, now, ""
        row.confirmed_at = row.confirmed_by_id = row.ended_at = None
        record(
            RepresentativeDeclared(
                subject=f"organisation:{organisation_id}", actor_id=person_id, person_id=person_id
            )
        )
    return organisation_id


def confirm(organisation_id: int, person_id: int, officer_id: int, *, name: str, seat: str) -> None:
    """Say that this person may speak for the organisation, called and seated as its register has it."""
    with transaction():
        row, person = _locked(organisation_id, person_id)
        if no := rules.why_not_confirm(_facts(row), officer_id, closed=person.closed_at is not None):
            raise Refused(no)
        row.confirmed_at, row.confirmed_by_id = clock.now(), officer_id
        found = db.session.get_one(Organisation, organisation_id, with_for_update=True)
        if (found.name, found.seat) != (name, seat):
            found.name, found.seat = name, seat
            record(OrganisationCorrected(subject=f"organisation:{organisation_id}", actor_id=officer_id))
        record(
            RepresentativeConfirmed(
                subject=f"organisation:{organisation_id}", actor_id=officer_id, person_id=person_id
            )
        )
        _tell(person, "organisations/confirmed", name)


def refuse(organisation_id: int, person_id: int, officer_id: int, reason: str) -> None:
    """Say that this person was not found entitled; ``reason`` is mailed to them."""
    with transaction():
        row, person = _locked(organisation_id, person_id)
        if no := rules.why_not_refuse(_facts(row), officer_id):
            raise Refused(no)
        _end(row, reason)
        record(
            RepresentativeRefused(
                subject=f"organisation:{organisation_id}",
                actor_id=officer_id,
                person_id=person_id,
                reason=reason.strip(),
            )
        )
        _tell(person, "organisations/refused", _name(organisation_id), reason=reason.strip())


def end(organisation_id: int, person_id: int, officer_id: int, reason: str) -> None:
    """The office ends somebody's right to speak for the organisation; ``reason`` is mailed to them."""
    with transaction():
        row, person = _locked(organisation_id, person_id)
        if no := rules.why_not_end(_facts(row), officer_id, by_office=True):
            raise Refused(no)
        _end(row, reason)
        record(
            RepresentativeEnded(
                subject=f"organisation:{organisation_id}",
                actor_id=officer_id,
                person_id=person_id,
                reason=reason.strip(),
            )
        )
        _tell(person, "organisations/ended", _name(organisation_id), reason=reason.strip())


def leave(organisation_id: int, person_id: int) -> None:
    """The person says not to represent the organisation any more, or takes the declaration back."""
    with transaction():
        row, _ = _locked(organisation_id, person_id)
        if no := rules.why_not_end(_facts(row), person_id, by_office=False):
            raise Refused(no)
        row.ended_at = clock.now()
        record(
            RepresentativeEnded(
                subject=f"organisation:{organisation_id}", actor_id=person_id, person_id=person_id
            )
        )


def _entered(person_id: int, said: Declared, now: datetime) -> int:
    """The organisation's id, entered now or found, its row locked."""
    values = {
        "name": said.name, "kind": said.kind.value, "krs": said.krs, "seat": said.seat, "email": "",
        "register_number": said.register_number, "created_at": now,
    }  # fmt: skip
    same = (
        Organisation.krs == said.krs
        if said.krs is not None
        else (func.lower(Organisation.register_number) == said.register_number.lower())
        & (func.lower(Organisation.name) == said.name.lower())
    )
    wanted = select(Organisation).where(same).order_by(Organisation.id).limit(1).with_for_update()
    found = db.session.scalars(wanted).first()
    if found is None:
        new = insert(Organisation).values(values).on_conflict_do_nothing().returning(Organisation.id)
        made = db.session.execute(new).scalar_one_or_none()
        if made is not None:
            record(
                OrganisationEntered(
                    subject=f"organisation:{made}", actor_id=person_id, kind=said.kind, krs=said.krs
                )
            )
            return made
        found = db.session.scalars(wanted).one()
    if not _spoken_for(found.id):
        found.name, found.kind, found.seat = said.name, said.kind, said.seat
    return found.id


def _spoken_for(organisation_id: int) -> bool:
    """Whether somebody speaks for it, ever did, or waits to."""
    anybody = exists().where(
        Representative.organisation_id == organisation_id,
        Representative.ended_at.is_(None) | Representative.confirmed_at.is_not(None),
    )
    return bool(db.session.scalar(select(anybody)))


def _live(person_id: int) -> int:
    rows = (
        select(func.count())
        .select_from(Representative)
        .where(Representative.person_id == person_id, Representative.ended_at.is_(None))
    )
    return db.session.scalars(rows).one()


def _end(row: Representative, reason: str) -> None:
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    row.ended_at, row.end_reason = clock.now(), reason.strip()


def _locked(organisation_id: int, person_id: int) -> tuple[Representative, Person]:
    """The row as it is now, whatever this session read of it before."""
    wanted = (
        select(Representative)
        .filter_by(organisation_id=organisation_id, person_id=person_id)
        .with_for_update()
    )
    row = db.session.execute(wanted.execution_options(populate_existing=True)).scalar_one()
    return row, db.session.get_one(Person, person_id, populate_existing=True)


def _name(organisation_id: int) -> str:
    return db.session.get_one(Organisation, organisation_id).name


def _facts(row: Representative) -> Representation:
    return Representation(row.person_id, row.confirmed_at is not None, row.ended_at is not None)


def _tell(person: Person, template: str, organisation: str, **context: object) -> None:
    if person.email:
        with force_locale(person.lang):
            queue_mail(
                person.email,
                template,
                organisation=organisation,
                link=web.address("organisations.index"),
                **context,
            )
