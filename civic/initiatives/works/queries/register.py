"""The public list, the map and the yearly register: columns only, no person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from civic.core.db import db
from civic.initiatives.agreements.models import Agreement
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.queries.public import matches
from civic.initiatives.requests.rules import PUBLIC, Status, signature
from civic.initiatives.works.models import Settlement
from civic.organisations.models import Organisation
from civic.places.models import Area

PAGE = 20
_STREAM = 500


@dataclass(frozen=True)
class Filters:
    """What is looked for. ``area``: a code, its parts included; ``statuses``: empty for all public ones."""

    text: str = ""
    area: str = ""
    scope: str = ""
    statuses: frozenset[Status] = frozenset()
    year: int | None = None


class Listed(NamedTuple):
    """An initiative on the public list. Values are grosz."""

    id: int
    year: int
    number: int
    title: str
    summary: str
    status: str
    scope: str
    area: str | None
    location_text: str
    residents_value: int
    city_value: int
    lon: float | None
    lat: float | None

    @property
    def signature(self) -> str:
        """IL/2026/0007."""
        return signature(self.year, self.number)


class Registered(NamedTuple):
    """A line of the register. ``applicant``: an organisation's name, "" for residents. Values are grosz: what was settled,

    else what was agreed, else 0 with ``hours`` 0; ``settled`` says which. ``contract`` of the agreement: year and number.
    """

    id: int
    year: int
    number: int
    title: str
    status: str
    scope: str
    area: str | None
    location_text: str
    applicant_kind: str
    applicant: str
    received_on: date
    contract_year: int | None
    contract_number: int | None
    signed_on: date | None
    settled: bool
    hours: Decimal
    work: int
    things: int
    money: int
    city: int
    lon: float | None
    lat: float | None

    @property
    def signature(self) -> str:
        """IL/2026/0007."""
        return signature(self.year, self.number)

    @property
    def residents(self) -> int:
        """All that residents give, in grosz."""
        return self.work + self.things + self.money


class Sums(NamedTuple):
    """Totals of a year: requests, agreements, settlements; what residents and the city really gave where it was settled."""

    requests: int
    agreements: int
    settled: int
    hours: Decimal
    work: int
    things: int
    money: int
    city: int

    @property
    def residents(self) -> int:
        """The value residents added, in grosz."""
        return self.work + self.things + self.money


_LON, _LAT = func.ST_X(Initiative.point), func.ST_Y(Initiative.point)


def count(wanted: Filters) -> int:
    """How many there are on all pages."""
    return db.session.execute(
        select(func.count()).select_from(Initiative).where(_wanted(wanted))
    ).scalar_one()


def page_of(wanted: Filters, page: int) -> list[Listed]:
    """A page of the list, the newest first."""
    return [Listed(*row) for row in db.session.execute(_listed(wanted).limit(PAGE).offset((page - 1) * PAGE))]


def points(wanted: Filters) -> Iterator[Listed]:
    """All that have a place, read in portions."""
    query = _listed(wanted).where(Initiative.point.is_not(None))
    for row in db.session.execute(query, execution_options={"yield_per": _STREAM}):
        yield Listed(*row)


_LISTED: tuple[Any, ...] = (
    Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.summary, Initiative.status,
    Initiative.scope, Area.name, Initiative.location_text, Initiative.residents_value, Initiative.city_value, _LON, _LAT,
)  # fmt: skip


def _listed(wanted: Filters) -> Select[Any]:
    return (
        select(*_LISTED)
        .outerjoin(Area, Area.id == Initiative.area_id)
        .where(_wanted(wanted))
        .order_by(Initiative.year.desc(), Initiative.number.desc())
    )


def _wanted(wanted: Filters) -> ColumnElement[bool]:
    said: list[ColumnElement[bool]] = [Initiative.status.in_(wanted.statuses or PUBLIC)]
    if wanted.scope:
        said.append(Initiative.scope == wanted.scope)
    if wanted.year is not None:
        said.append(Initiative.year == wanted.year)
    if wanted.area:
        inside = select(Area.id).where(Area.code == wanted.area).scalar_subquery()
        of_part = select(Area.id).where(or_(Area.code == wanted.area, Area.parent_id == inside))
        said.append(Initiative.area_id.in_(of_part))
    if wanted.text:
        said.append(matches(wanted.text))
    return and_(*said)


def years() -> list[int]:
    """Years with requests, the newest first."""
    return list(
        db.session.scalars(
            select(Initiative.year)
            .where(Initiative.year.is_not(None))
            .distinct()
            .order_by(Initiative.year.desc())
        )
    )


def register(year: int, *, page: int | None = None) -> Iterator[Registered]:
    """The year's register in the order of numbers; a page of it, or all, read in portions."""
    query = _registered().where(Initiative.year == year).order_by(Initiative.number)
    if page is not None:
        query = query.limit(PAGE).offset((page - 1) * PAGE)
    for row in db.session.execute(query, execution_options={"yield_per": _STREAM}):
        yield Registered(*row)


def _registered() -> Select[Any]:
    settled = Settlement.initiative_id.is_not(None)
    in_force = (
        select(Agreement.initiative_id, func.max(Agreement.annex).label("annex"))
        .where(Agreement.signed_at.is_not(None))
        .group_by(Agreement.initiative_id)
        .subquery()
    )

    def value(name: str) -> ColumnElement[Any]:
        return func.coalesce(getattr(Settlement, name), getattr(Agreement, name), 0)

    main = select(Agreement.signed_on).filter_by(annex=0).where(Agreement.initiative_id == Initiative.id)
    columns: tuple[Any, ...] = (
            Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.status, Initiative.scope,
            Area.name, Initiative.location_text, Initiative.applicant_kind,
            func.coalesce(Organisation.name, Initiative.organisation_name), Initiative.received_on,
            Agreement.year, Agreement.number, main.correlate(Initiative).scalar_subquery(), settled,
            value("work_hours"), value("work_value"), value("things_value"), value("money_value"), value("city_value"),
            _LON, _LAT,
        )  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Area, Area.id == Initiative.area_id)
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .outerjoin(in_force, in_force.c.initiative_id == Initiative.id)
        .outerjoin(
            Agreement,
            and_(Agreement.initiative_id == Initiative.id, Agreement.annex == in_force.c.annex),
        )
        .outerjoin(
            Settlement, and_(Settlement.initiative_id == Initiative.id, Settlement.accepted_at.is_not(None))
        )
        .where(Initiative.status.in_(PUBLIC))
    )  # fmt: skip


def summed(year: int) -> Sums:
    """The year's totals; what residents added counts once it is settled."""
    of = [func.coalesce(func.sum(getattr(Settlement, name)), 0) for name in _VALUES]
    row = db.session.execute(
        select(func.count(Initiative.id), func.count(Agreement.initiative_id), func.count(Settlement.initiative_id), *of)
        .select_from(Initiative)
        .outerjoin(
            Agreement,
            and_(Agreement.initiative_id == Initiative.id, Agreement.annex == 0, Agreement.signed_at.is_not(None)),
        )
        .outerjoin(
            Settlement, and_(Settlement.initiative_id == Initiative.id, Settlement.accepted_at.is_not(None))
        )
        .where(Initiative.status.in_(PUBLIC), Initiative.year == year)
    ).one()  # fmt: skip
    return Sums(row[0], row[1], row[2], row[3], *(int(value) for value in row[4:]))


_VALUES = ("work_hours", "work_value", "things_value", "money_value", "city_value")
