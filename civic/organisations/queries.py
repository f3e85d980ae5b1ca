"""Everything read about organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, literal, select

from civic.core.db import db
from civic.organisations.models import Organisation, Representative
from civic.organisations.rules import Kind, Representation, Standing
from civic.people.models import Person

PAGE = 50


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation as everybody sees it: nothing personal. ``krs``: 10 digits or None; then ``register_number``."""

    id: int
    name: str
    kind: Kind
    krs: str | None
    register_number: str
    seat: str


def represented_by(person_id: int) -> list[OrganisationFacts]:
    """The organisations this person may speak for now: confirmed, not ended. By name."""
    rows = db.session.execute(
        _select()
        .join(Representative, Representative.organisation_id == Organisation.id)
        .where(
            Representative.person_id == person_id,
            Representative.confirmed_at.is_not(None),
            Representative.ended_at.is_(None),
        )
        .order_by(Organisation.name, Organisation.id)
    )
    return [_facts(row) for row in rows]


def organisation(organisation_id: int) -> OrganisationFacts:
    """One organisation; NoResultFound when there is none."""
    return _facts(db.session.execute(_select().where(Organisation.id == organisation_id)).one())


def organisations(ids: Iterable[int]) -> dict[int, OrganisationFacts]:
    """Organisations by id."""
    rows = db.session.execute(_select().where(Organisation.id.in_(set(ids))))
    return {row.id: _facts(row) for row in rows}


def by_krs(krs: str) -> OrganisationFacts | None:
    """The organisation with this KRS number, when it is here already."""
    row = db.session.execute(_select().where(Organisation.krs == krs)).one_or_none()
    return _facts(row) if row is not None else None


class Own(NamedTuple):
    """An organisation its representative looks at. ``reason``: why it was refused or ended."""

    organisation_id: int
    name: str
    kind: Kind
    krs: str | None
    register_number: str
    function: str
    standing: Standing
    reason: str
    declared_at: datetime


def own(person_id: int) -> list[Own]:
    """Every organisation this person ever said to represent, the newest first."""
    rows = db.session.execute(
        select(
            Organisation.id, Organisation.name, Organisation.kind, Organisation.krs, Organisation.register_number,
            Representative.function, Representative.confirmed_at, Representative.ended_at, Representative.end_reason,
            Representative.declared_at,
        )
        .join(Representative, Representative.organisation_id == Organisation.id)
        .where(Representative.person_id == person_id)
        .order_by(Representative.declared_at.desc(), Organisation.id.desc())
    )  # fmt: skip
    return [
        Own(
            row.id, row.name, Kind(row.kind), row.krs, row.register_number, row.function,
            Representation(person_id, row.confirmed_at is not None, row.ended_at is not None).standing,
            row.end_reason, row.declared_at,
        )
        for row in rows
    ]  # fmt: skip


class Listed(NamedTuple):
    """Somebody who represents an organisation, as the office sees it."""

    organisation_id: int
    person_id: int
    name: str
    kind: Kind
    krs: str | None
    register_number: str
    seat: str
    person: str
    email: str
    function: str
    standing: Standing
    declared_at: datetime
    others: int


def listed(standing: Standing, page: int = 1) -> list[Listed]:
    """One page of those who stand so: who waits longest first; the confirmed by the organisation's name."""
    others = (
        select(func.count())
        .where(
            Representative.organisation_id == Organisation.id,
            Representative.confirmed_at.is_not(None),
            Representative.ended_at.is_(None),
        )
        .correlate(Organisation)
        .scalar_subquery()
    )
    order = (
        (Representative.declared_at, Organisation.id)
        if standing is Standing.WAITING
        else (Organisation.name, Organisation.id, Representative.person_id)
    )
    rows = db.session.execute(
        _joined(others).where(*_standing(standing)).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)
    )
    return [_listed(row) for row in rows]


def listed_one(organisation_id: int, person_id: int) -> Listed:
    """One representation; NoResultFound when there is none."""
    wanted = Representative.organisation_id == organisation_id, Representative.person_id == person_id
    return _listed(db.session.execute(_joined(literal(0)).where(*wanted)).one())


def counts() -> dict[Standing, int]:
    """How many stand how."""
    row = db.session.execute(
        select(*[func.count().filter(*_standing(standing)) for standing in Standing]).select_from(
            Representative
        )
    ).one()
    return dict(zip(Standing, row, strict=True))


def _standing(standing: Standing) -> tuple[Any, Any]:
    confirmed, ended = Representative.confirmed_at, Representative.ended_at
    return (
        confirmed.is_not(None) if standing in {Standing.CONFIRMED, Standing.ENDED} else confirmed.is_(None),
        ended.is_not(None) if standing in {Standing.ENDED, Standing.REFUSED} else ended.is_(None),
    )


def _joined(others: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Organisation.id, Organisation.name, Organisation.kind, Organisation.krs, Organisation.register_number,
            Organisation.seat, Representative.person_id, Person.name.label("person"), Person.email,
            Representative.function, Representative.confirmed_at, Representative.ended_at, Representative.declared_at,
            others.label("others"),
        )
        .join(Representative, Representative.organisation_id == Organisation.id)
        .join(Person, Person.id == Representative.person_id)
    )  # fmt: skip


def _listed(row: Row[Any]) -> Listed:
    standing = Representation(row.person_id, row.confirmed_at is not None, row.ended_at is not None).standing
    return Listed(
        row.id, row.person_id, row.name, Kind(row.kind), row.krs, row.register_number, row.seat, row.person,
        row.email or "", row.function, standing, row.declared_at, row.others,
    )  # fmt: skip


def _select() -> Select[*tuple[Any, ...]]:
    return select(
        Organisation.id, Organisation.name, Organisation.kind, Organisation.krs, Organisation.register_number,
        Organisation.seat,
    )  # fmt: skip


def _facts(row: Row[Any]) -> OrganisationFacts:
    return OrganisationFacts(row.id, row.name, Kind(row.kind), row.krs, row.register_number, row.seat)
