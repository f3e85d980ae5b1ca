"""What only the owner of a mailbox may do: ask, get a mail with a signed link, follow it within a day, once.

Asking never looks up the address: a job does, later, so neither the answer nor its time tells who has an account.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from flask import current_app
from flask_babel import force_locale
from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import insert

from civic.core import clock, jobs, limits, web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.limits import Limit
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.people import passwords, queries
from civic.people.events import AccountConfirmed, PasswordReset
from civic.people.models import AccountRequest, Person
from civic.people.rules import PRIVACY_VERSION, Refusal, why_not_password

LIFE = timedelta(hours=24)
PER_ADDRESS = Limit("mail-to", 5, timedelta(hours=1))
PER_NETWORK = Limit("mail-from", 300, timedelta(hours=1))  # a mobile operator shows many people as one
PER_LINK = Limit("link", 10, timedelta(hours=1))


def ask_sign_up(email: str, name: str, password: str, lang: str, network: str) -> None:
    """Ask for an account. It begins when the mailbox answers; until then nothing of it can be used."""
    if reason := why_not_password(password, email, name):
        raise Refused(reason)
    _count(email, network)
    _ask(
        "sign-up",
        email,
        lang,
        name=name,
        password_hash=passwords.hashed(password),
        privacy_version=PRIVACY_VERSION,
    )


def ask_again(email: str, lang: str, network: str) -> None:
    """Ask for the sign-up mail once more."""
    _count(email, network)
    _ask("again", email, lang)


def ask_reset(email: str, lang: str, network: str) -> None:
    """Ask for a link to set a new password."""
    _count(email, network)
    _ask("reset", email, lang)


def answer(request_id: int) -> None:
    """Job: look the address up and send it what is due, if anything is."""
    with transaction():
        asked = db.session.get(AccountRequest, request_id, with_for_update=True)
        if asked is None:
            return
        person = queries.by_email(asked.email)
        member = person is not None and person.confirmed_at is not None
        with force_locale(asked.lang):
            if asked.purpose == "reset":
                useful = _answer_reset(asked, person)
            elif member:
                queue_mail(
                    asked.email,
                    "people/member",
                    sign_in=web.address("people.sign_in"),
                    forgot=web.address("people.forgot"),
                )
                useful = False
            else:
                useful = _answer_sign_up(asked)
        if not useful:
            db.session.delete(asked)


def forget(request_id: int) -> None:
    """Job: after a day what was asked is gone."""
    with transaction():
        db.session.execute(
            delete(AccountRequest).where(
                AccountRequest.id == request_id, AccountRequest.expires_at <= clock.now()
            )
        )


def check_link(token: str, purpose: str) -> AccountRequest:
    """What the link stands for; Refused(LINK_DEAD or LINK_USED) otherwise."""
    try:
        key = _signer(purpose).unsign(token).decode()
    except BadSignature as error:
        raise Refused(Refusal.LINK_DEAD) from error
    asked = queries.request_by_key(key, purpose)
    if asked is None or asked.expires_at <= clock.now():
        raise Refused(Refusal.LINK_DEAD)
    if asked.used_at is not None:
        raise Refused(Refusal.LINK_USED)
    return asked


def confirm(token: str, password: str) -> tuple[int, int]:
    """Begin the account this link was sent for; gives the person's id and session version.

    Asks for the password again: whoever typed in somebody else's address cannot have its owner begin the account for them.
    """
    asked = check_link(token, "sign-up")
    if not limits.take(PER_LINK, asked.key):
        raise Refused(Refusal.TOO_MANY_TRIES)
    if not passwords.fits(asked.password_hash, password):
        raise Refused(Refusal.NOT_YOURS)
    with transaction():
        _claim(asked.id)
        values = {
            "name": asked.name,
            "password_hash": asked.password_hash,
            "confirmed_at": clock.now(),
            "lang": asked.lang,
            "privacy_version": asked.privacy_version,
        }
        row = insert(Person).values(email=asked.email, session_version=0, created_at=clock.now(), **values)
        row = row.on_conflict_do_update(
            index_elements=[func.lower(Person.email)], set_=values, where=Person.confirmed_at.is_(None)
        )
        made = db.session.execute(row.returning(Person.id, Person.session_version)).one_or_none()
        if made is None:
            raise Refused(Refusal.LINK_USED)
        shown = asked.privacy_version
        record(AccountConfirmed(subject=f"person:{made.id}", actor_id=made.id, privacy_version=shown))
    return made.id, made.session_version


def reset(token: str, password: str) -> tuple[int, int]:
    """Set a new password by the link sent to the mailbox; ends every session. Gives the person's id and session version."""
    asked = check_link(token, "reset")
    person = db.session.get_one(Person, asked.person_id)
    if reason := why_not_password(password, person.email or "", person.name):
        raise Refused(reason)
    if not limits.take(PER_LINK, asked.key):
        raise Refused(Refusal.TOO_MANY_TRIES)
    password_hash = passwords.hashed(password)
    with transaction():
        _claim(asked.id)
        person = db.session.get_one(Person, asked.person_id, with_for_update=True)
        if person.closed_at is not None or person.email is None:
            raise Refused(Refusal.LINK_DEAD)
        person.password_hash = password_hash
        person.confirmed_at = person.confirmed_at or clock.now()
        person.session_version += 1
        others = AccountRequest.person_id == person.id, AccountRequest.id != asked.id
        db.session.execute(delete(AccountRequest).where(*others))
        record(PasswordReset(subject=f"person:{person.id}", actor_id=person.id))
        queue_mail(person.email, "people/password", forgot=web.address("people.forgot"))
        return person.id, person.session_version


def link(purpose: str, key: str) -> str:
    """The token of a link: the request's key, signed for this purpose."""
    return _signer(purpose).sign(key).decode()


def _signer(purpose: str) -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt=f"people.{purpose}", digest_method=sha256)


def _count(email: str, network: str) -> None:
    if not limits.take(PER_ADDRESS, email.lower()) or not limits.take(PER_NETWORK, network):
        raise Refused(Refusal.TOO_MANY_TRIES)


def _ask(purpose: str, email: str, lang: str, **more: str) -> None:
    now = clock.now()
    with transaction():
        asked = AccountRequest(
            purpose=purpose,
            key=secrets.token_urlsafe(16),
            email=email,
            lang=lang,
            requested_at=now,
            expires_at=now + LIFE,
            **more,
        )
        db.session.add(asked)
        db.session.flush()
        jobs.queue("people.answer", request_id=asked.id)
        jobs.queue("people.forget", at=asked.expires_at, request_id=asked.id)


def _answer_reset(asked: AccountRequest, person: Person | None) -> bool:
    if person is None:
        return False
    asked.person_id = person.id
    page = web.address("people.reset", token=link("reset", asked.key))
    queue_mail(asked.email, "people/reset", link=page)
    return True


def _answer_sign_up(asked: AccountRequest) -> bool:
    """Send the link of the request itself, or of the newest sign-up that waits when the mail is wanted again."""
    first = asked if asked.purpose == "sign-up" else queries.waiting_sign_up(asked.email, clock.now())
    if first is not None:
        page = web.address("people.confirm", token=link("sign-up", first.key))
        queue_mail(asked.email, "people/confirm", link=page)
    return first is asked


def _claim(request_id: int) -> None:
    """Use the request up; Refused(LINK_USED) when somebody was faster."""
    used = db.session.execute(
        update(AccountRequest)
        .where(AccountRequest.id == request_id, AccountRequest.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(AccountRequest.id)
    ).scalar_one_or_none()
    if used is None:
        raise Refused(Refusal.LINK_USED)
