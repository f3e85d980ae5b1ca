"""Small makers of rows. Each commits, gives the new id and takes what the test cares about; the rest is ordinary."""

from collections.abc import Iterable
from itertools import count

from civic.core import clock
from civic.core.access import Role
from civic.core.db import db, transaction
from civic.people.models import OfficeUnit, Person, RoleGrant

_number = count(1)


def make_person(
    roles: Iterable[Role] = (), *, name: str = "Anna Nowak", email: str | None = "", **more: object
) -> int:
    """A confirmed account, with roles that hold everywhere; ``Page(app, person_id=...)`` signs it in."""
    with transaction():
        person = Person(
            **{
                "name": name,
                "email": f"osoba{next(_number)}@example.org" if email == "" else email,
                "created_at": clock.now(),
                "confirmed_at": clock.now(),
                "privacy_version": "1",
                **more,
            }
        )
        db.session.add(person)
        db.session.flush()
        for role in roles:
            db.session.add(RoleGrant(person_id=person.id, role=role.value, granted_at=clock.now()))
        return person.id


def make_grant(
    person_id: int, role: Role, *, unit_id: int | None = None, edition_id: int | None = None
) -> int:
    """A role of a person, for one unit and/or one edition."""
    with transaction():
        grant = RoleGrant(
            person_id=person_id,
            role=role.value,
            unit_id=unit_id,
            edition_id=edition_id,
            granted_at=clock.now(),
        )
        db.session.add(grant)
        db.session.flush()
        return grant.id


def make_unit(name: str = "Wydział Dróg", parent_id: int | None = None) -> int:
    """An office unit."""
    with transaction():
        unit = OfficeUnit(name=name, parent_id=parent_id)
        db.session.add(unit)
        db.session.flush()
        return unit.id
