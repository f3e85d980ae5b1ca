"""Accounts of made-up people, for the sample city: confirmed at once, all with one password."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.people import passwords
from civic.people.events import AccountConfirmed
from civic.people.models import Person
from civic.people.rules import PRIVACY_VERSION, why_not_password


@dataclass(frozen=True)
class MadeUp:
    """Somebody who does not exist."""

    name: str
    email: str
    lang: str = "pl"


def make_accounts(people: Iterable[MadeUp], password: str, at: datetime) -> dict[str, int]:
    """Accounts confirmed at this moment; their numbers by address. Refused when the password would not do for somebody."""
    everyone = list(people)
    for each in everyone:
        if reason := why_not_password(password, each.email, each.name):
            raise Refused(reason)
    password_hash = passwords.hashed(password)
    with transaction():
        made = {
            each.email: Person(
                email=each.email, name=each.name, lang=each.lang, password_hash=password_hash, confirmed_at=at,
                created_at=at, privacy_version=PRIVACY_VERSION,
            )
            for each in everyone
        }  # fmt: skip
        db.session.add_all(made.values())
        db.session.flush()
        for person in made.values():
            record(
                AccountConfirmed(
                    subject=f"person:{person.id}", actor_id=person.id, privacy_version=PRIVACY_VERSION
                )
            )
        return {email: person.id for email, person in made.items()}
