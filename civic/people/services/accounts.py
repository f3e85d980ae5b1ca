"""What people do with their own accounts."""

from datetime import timedelta

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert

from civic.core import clock, limits, web
from civic.core.access import Actor
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.limits import Limit
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.people import passwords, queries
from civic.people.events import AccountClosed, PasswordChanged, SignedOutEverywhere
from civic.people.models import AccountRequest, EndedSession, Person, RoleGrant
from civic.people.rules import Refusal, why_not_password, why_not_take_admin
from civic.people.services.office import other_admins

PER_ACCOUNT_AND_NETWORK = Limit("sign-in", 10, timedelta(minutes=15))
PER_ACCOUNT = Limit("sign-in-account", 100, timedelta(hours=1))
PER_NETWORK = Limit("sign-in-network", 300, timedelta(minutes=15))
PER_PERSON = Limit("password-of-own", 10, timedelta(minutes=15))

SESSION_LIFE = timedelta(hours=24)
"""Twice as long as a session cookie is honoured."""


def sign_in(email: str, password: str, network: str) -> Actor:
    """Who this is; the answer and its time are the same for a wrong password and for an unknown address."""
    who = email.lower()
    tries = ((PER_ACCOUNT_AND_NETWORK, (who, network)), (PER_ACCOUNT, (who,)), (PER_NETWORK, (network,)))
    if not all(limits.take(limit, *somebody) for limit, somebody in tries):
        raise Refused(Refusal.TOO_MANY_TRIES)
    person = queries.by_email(email)
    kept = person.password_hash if person and person.confirmed_at else None
    if not passwords.fits(kept, password) or person is None or kept is None:
        raise Refused(Refusal.WRONG_SIGN_IN)
    person_id, version = person.id, person.session_version
    limits.give_back(PER_ACCOUNT_AND_NETWORK, who, network)
    limits.give_back(PER_ACCOUNT, who)
    limits.undo(PER_NETWORK, network)
    if passwords.outdated(kept):
        fresh = passwords.hashed(password)
        with transaction():
            db.session.get_one(Person, person_id, with_for_update=True).password_hash = fresh
    found = queries.load_actor(person_id, version)
    if found is None:
        raise Refused(Refusal.WRONG_SIGN_IN)
    return found


def sign_out(session_key: str) -> None:
    """End one session: a copy of its cookie opens nothing any more."""
    now = clock.now()
    with transaction():
        db.session.execute(delete(EndedSession).where(EndedSession.until <= now))
        ended = insert(EndedSession).values(key=session_key, until=now + SESSION_LIFE)
        db.session.execute(ended.on_conflict_do_nothing())


def sign_out_everywhere(person_id: int) -> None:
    """End every session of the person, this one too."""
    with transaction():
        db.session.get_one(Person, person_id, with_for_update=True).session_version += 1
        record(SignedOutEverywhere(subject=f"person:{person_id}", actor_id=person_id))


def change_profile(person_id: int, name: str, lang: str) -> None:
    """Another name, another language."""
    with transaction():
        person = db.session.get_one(Person, person_id, with_for_update=True)
        person.name, person.lang = name, lang


def change_password(person_id: int, old: str, new: str) -> int:
    """A new password in place of the old one; ends every session. Gives the version of sessions from now on."""
    person = _proved(person_id, old)
    if reason := why_not_password(new, person.email or "", person.name):
        raise Refused(reason)
    password_hash = passwords.hashed(new)
    with transaction():
        person = db.session.get_one(Person, person_id, with_for_update=True)
        person.password_hash = password_hash
        person.session_version += 1
        record(PasswordChanged(subject=f"person:{person_id}", actor_id=person_id))
        queue_mail(person.email or "", "people/password", forgot=web.address("people.forgot"))
        return person.session_version


def close(person_id: int, password: str) -> None:
    """Close the account: name, address and password go, roles too; what hangs on the number stays, without a name."""
    _proved(person_id, password)
    with transaction():
        person = db.session.get_one(Person, person_id, with_for_update=True)
        if person.email is None:
            return
        others, mine = other_admins(person_id)
        if mine and (reason := why_not_take_admin(others)):
            raise Refused(reason)
        email = person.email
        db.session.execute(delete(RoleGrant).where(RoleGrant.person_id == person_id))
        db.session.execute(delete(AccountRequest).where(func.lower(AccountRequest.email) == email.lower()))
        person.email, person.name, person.password_hash = None, "", None
        person.closed_at = clock.now()
        person.session_version += 1
        record(AccountClosed(subject=f"person:{person_id}", actor_id=person_id))
        queue_mail(email, "people/closed")


def _proved(person_id: int, password: str) -> Person:
    """The person, when the password is theirs."""
    if not limits.take(PER_PERSON, str(person_id)):
        raise Refused(Refusal.TOO_MANY_TRIES)
    person = db.session.get_one(Person, person_id)
    if not passwords.fits(person.password_hash, password):
        raise Refused(Refusal.NOT_YOURS)
    return person
