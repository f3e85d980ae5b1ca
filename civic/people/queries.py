"""Everything read about people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select

from civic.core.access import Actor, Grant, Role
from civic.core.db import db
from civic.people.models import AccountRequest, EndedSession, OfficeUnit, Person, RoleGrant


def load_actor(person_id: int, session_version: int, session_key: str = "") -> Actor | None:
    """Who is signed in with this session; None when it was ended or the account closed. One statement."""
    rows = db.session.execute(
        select(
            Person.name, Person.email, Person.lang, RoleGrant.role, RoleGrant.unit_id, RoleGrant.edition_id
        )
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            Person.id == person_id,
            Person.session_version == session_version,
            Person.confirmed_at.is_not(None),
            Person.closed_at.is_(None),
            ~exists().where(EndedSession.key == session_key),
        )
        .order_by(RoleGrant.id)
    ).all()
    if not rows:
        return None
    grants = tuple(Grant(Role(row.role), row.unit_id, row.edition_id) for row in rows if row.role is not None)
    first = rows[0]
    return Actor(person_id, first.name, first.email, grants, session_version, session_key, first.lang)


def person(person_id: int) -> Person:
    """An account by its number."""
    return db.session.get_one(Person, person_id)


def by_email(email: str) -> Person | None:
    """The open account of this address, in any case of letters."""
    return db.session.scalars(
        select(Person).where(func.lower(Person.email) == func.lower(email))
    ).one_or_none()


def request_by_key(key: str, purpose: str) -> AccountRequest | None:
    """What waits for this mailbox to answer."""
    return db.session.scalars(select(AccountRequest).filter_by(key=key, purpose=purpose)).one_or_none()


def waiting_sign_up(email: str, now: datetime) -> AccountRequest | None:
    """The newest sign-up of this address that is neither used nor too old."""
    query = select(AccountRequest).where(
        AccountRequest.purpose == "sign-up",
        func.lower(AccountRequest.email) == func.lower(email),
        AccountRequest.used_at.is_(None),
        AccountRequest.expires_at > now,
    )
    return db.session.scalars(query.order_by(AccountRequest.id.desc()).limit(1)).first()


@dataclass(frozen=True)
class Unit:
    """An office unit in its tree; ``depth`` 0 is the top, ``path`` its name after those of the units above."""

    id: int
    name: str
    path: str
    depth: int
    parent_id: int | None
    closed: bool
    people: int

    @property
    def above(self) -> str:
        """The path of the unit it stands under; "" at the top."""
        return self.path.rpartition(" › ")[0]


def units() -> list[Unit]:
    """Every unit, parents before children, names in alphabetical order beside each other."""
    people = (
        select(RoleGrant.unit_id, func.count(RoleGrant.person_id.distinct()).label("people"))
        .group_by(RoleGrant.unit_id)
        .subquery()
    )
    rows = db.session.execute(
        select(OfficeUnit.id, OfficeUnit.name, OfficeUnit.parent_id, OfficeUnit.closed_at, people.c.people)
        .outerjoin(people, people.c.unit_id == OfficeUnit.id)
        .order_by(OfficeUnit.name, OfficeUnit.id)
    ).all()
    below: dict[int | None, list[Row[Any]]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[Unit] = []

    def descend(parent_id: int | None, above: tuple[str, ...]) -> None:
        for row in below.get(parent_id, ()):
            path = (*above, row.name)
            closed = row.closed_at is not None
            found.append(
                Unit(row.id, row.name, " › ".join(path), len(above), row.parent_id, closed, row.people or 0)
            )
            descend(row.id, path)

    descend(None, ())
    return found


def unit(unit_id: int) -> OfficeUnit:
    """One unit; NoResultFound when there is none."""
    return db.session.get_one(OfficeUnit, unit_id)


@dataclass(frozen=True)
class Granted:
    """A role somebody has, as the office sees it."""

    id: int
    role: Role
    unit: str | None
    edition_id: int | None
    granted_at: datetime
    person_id: int
    name: str
    email: str | None


def granted() -> list[Granted]:
    """Every granted role, by the person's name."""
    rows = db.session.execute(_granted()).mappings()
    return [Granted(**{**row, "role": Role(row["role"])}) for row in rows]


def granted_one(grant_id: int) -> Granted:
    """One granted role; NoResultFound when it is not there any more."""
    row = db.session.execute(_granted().where(RoleGrant.id == grant_id)).mappings().one()
    return Granted(**{**row, "role": Role(row["role"])})


def _granted() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RoleGrant.id, RoleGrant.role, OfficeUnit.name.label("unit"), RoleGrant.edition_id, RoleGrant.granted_at,
            Person.id.label("person_id"), Person.name, Person.email,
        )
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(OfficeUnit, OfficeUnit.id == RoleGrant.unit_id)
        .order_by(Person.name, Person.id, RoleGrant.role, RoleGrant.id)
    )  # fmt: skip


def names(person_ids: set[int]) -> dict[int, str]:
    """Names by number; a closed account has none."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids))).all()
    return {row.id: row.name for row in rows if row.name}
