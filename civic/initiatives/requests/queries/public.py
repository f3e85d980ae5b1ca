"""What everybody sees: one initiative, those found by words, those like another. Columns, never entities, no people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from geoalchemy2 import Geography
from sqlalchemy import ColumnElement, Select, cast, func, select
from sqlalchemy.orm import aliased

from civic.core import searching
from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.core.geo import to_db
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import PUBLIC, Status, signature
from civic.organisations.models import Organisation
from civic.places.models import Area

PAGE = 20
LIKE_ENOUGH = 0.35
"""Trigram likeness from which two ideas are worth showing side by side; 1 is the same words."""
NEARBY_METRES = 500
RECENT = 6
_GONE = frozenset({Status.WITHDRAWN, Status.FORWARDED, Status.LEFT_UNCONSIDERED, Status.REJECTED})


class Shown(NamedTuple):
    """Everything public about one request (polish-rules 4.5). ``applicant``: the organisation's name, "" for residents."""

    id: int
    status: str
    year: int
    number: int
    title: str
    summary: str
    scope: str
    description: str
    goal: str
    readiness: str
    location_text: str
    land: str
    starts_on: date | None
    ends_on: date | None
    participants: int | None
    supporters: int | None
    applicant_kind: str
    residents_value: int
    city_value: int
    received_on: date
    submitted_at: datetime
    due_on: date | None
    withdrawn_at: datetime | None
    status_at: datetime | None
    area: str | None
    lon: float | None
    lat: float | None
    applicant: str

    @property
    def signature(self) -> str:
        """IL/2026/0007."""
        return signature(self.year, self.number)

    @property
    def total(self) -> int:
        """Grosz, both sides."""
        return self.residents_value + self.city_value


class Listed(NamedTuple):
    """An initiative on a list. Values are grosz."""

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
    received_on: date

    @property
    def signature(self) -> str:
        """IL/2026/0007."""
        return signature(self.year, self.number)


class Point(NamedTuple):
    """An initiative on the map."""

    id: int
    signature: str
    title: str
    status: Status
    lon: float
    lat: float


_LISTED = (
    Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.summary, Initiative.status,
    Initiative.scope, Area.name, Initiative.location_text, Initiative.residents_value, Initiative.city_value,
    Initiative.received_on,
)  # fmt: skip


def shown(initiative_id: int) -> Shown:
    """One initiative; NoResultFound for a draft. One statement."""
    named = func.coalesce(Organisation.name, Initiative.organisation_name)
    columns = (
        *(getattr(Initiative, name) for name in Shown._fields[:-4]),
        Area.name,
        func.ST_X(Initiative.point),
        func.ST_Y(Initiative.point),
        named,
    )
    query = (
        select(*columns)
        .outerjoin(Area, Area.id == Initiative.area_id)
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .where(Initiative.id == initiative_id, Initiative.status.in_(PUBLIC))
    )
    return Shown(*db.session.execute(query).one())


def found(text: str, page: int = 1) -> list[Listed]:
    """Public initiatives with these words in title or summary, or with this signature; the nearest first, 20 a page."""
    nearness = searching.nearness(Initiative.words, text)
    order = (nearness.desc(), Initiative.received_on.desc(), Initiative.id.desc())
    query = _listed().where(matches(text)).order_by(*order)
    return [Listed(*row) for row in db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))]


def count_found(text: str) -> int:
    """How many ``found`` gives over all pages."""
    query = select(func.count()).select_from(Initiative).where(Initiative.status.in_(PUBLIC), matches(text))
    return db.session.execute(query).scalar_one()


def recent(most: int = RECENT) -> list[Listed]:
    """The newest initiatives that were not refused or taken back."""
    query = _listed().where(Initiative.status.not_in(_GONE)).order_by(Initiative.submitted_at.desc())
    return [Listed(*row) for row in db.session.execute(query.limit(most))]


def map_points() -> list[Point]:
    """Every initiative that has a place and was not refused or taken back."""
    query = (
        select(
            Initiative.id, Initiative.year, Initiative.number, Initiative.title, Initiative.status,
            func.ST_X(Initiative.point).label("lon"), func.ST_Y(Initiative.point).label("lat"),
        )
        .where(Initiative.status.in_(PUBLIC - _GONE), Initiative.point.is_not(None))
        .order_by(Initiative.id)
    )  # fmt: skip
    return [
        Point(row.id, signature(row.year, row.number), row.title, Status(row.status), row.lon, row.lat)
        for row in db.session.execute(query)
    ]


def similar(initiative_id: int, limit: int = 5) -> list[Listed]:
    """Public initiatives whose title, or title and summary, read like this one's; the most alike first."""
    mine = aliased(Initiative)
    of_title = func.similarity(func.fold(Initiative.title), func.fold(mine.title))
    likeness = func.greatest(of_title, func.similarity(Initiative.words, mine.words))
    query = (
        _others(initiative_id)
        .join(mine, mine.id == initiative_id)
        .where(likeness >= LIKE_ENOUGH)
        .order_by(likeness.desc(), Initiative.id.desc())
    )
    return [Listed(*row) for row in db.session.execute(query.limit(limit))]


def nearby(initiative_id: int, point: LonLat, limit: int = 5) -> list[Listed]:
    """Public initiatives within ``NEARBY_METRES`` of the point, the nearest first."""
    here, there = cast(to_db(point), Geography), cast(Initiative.point, Geography)
    query = (
        _others(initiative_id)
        .where(func.ST_DWithin(there, here, NEARBY_METRES))
        .order_by(func.ST_Distance(there, here), Initiative.id)
    )
    return [Listed(*row) for row in db.session.execute(query.limit(limit))]


def matches(text: str) -> ColumnElement[bool]:
    """Every word is in title or summary, or nearly; or it is the signature."""
    number = func.concat(
        "il/", Initiative.year, "/", func.lpad(func.cast(Initiative.number, db.Text), 4, "0")
    )
    return searching.has_words(Initiative.words, text) | (number == text.strip().lower())


def _others(initiative_id: int) -> Select[*tuple[Any, ...]]:
    return _listed().where(Initiative.id != initiative_id, Initiative.status.not_in(_GONE))


def _listed() -> Select[*tuple[Any, ...]]:
    joined = select(*_LISTED).select_from(Initiative).outerjoin(Area, Area.id == Initiative.area_id)
    return joined.where(Initiative.status.in_(PUBLIC))


def listed(rows: Sequence[int]) -> list[Listed]:
    """These initiatives, in the order of their ids."""
    query = _listed().where(Initiative.id.in_(rows)).order_by(Initiative.id)
    return [Listed(*row) for row in db.session.execute(query)]
