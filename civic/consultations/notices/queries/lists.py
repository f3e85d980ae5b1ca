"""Lists of consultations for residents: the list, the front page, search, the feed, the map. Columns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.types import Text

from civic.consultations.notices.models import Consultation, ConsultationArea
from civic.consultations.notices.rules import PUBLIC, Standing, Status, signature
from civic.core.db import db
from civic.core.searching import LONGEST, has_words
from civic.places.models import Area

PAGE = 20
FEED = 50


class Group(StrEnum):
    """How residents sort consultations."""

    OPEN = "OPEN"
    UPCOMING = "UPCOMING"
    ENDED = "ENDED"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is looked for. ``area``: a code; what concerns the whole city or a part of that area counts too."""

    text: str = ""
    area: str = ""
    group: Group | None = None


class Listed(NamedTuple):
    """A consultation on a list. ``areas``: names, empty for the whole city or a shape of its own (``has_shape``)."""

    id: int
    title: str
    summary: str
    status: Status
    year: int | None
    number: int | None
    opens_at: datetime
    closes_at: datetime
    announced_at: datetime
    saved_at: datetime
    has_shape: bool
    areas: Sequence[str]

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return Standing(self.status, self.opens_at, self.closes_at, announced=True)

    @property
    def signature(self) -> str:
        """K/2026/014."""
        return signature(self.year, self.number)


class OpenNow(NamedTuple):
    """A consultation to which remarks can be sent now."""

    id: int
    title: str
    summary: str
    closes_at: datetime
    areas: Sequence[str]


class Counts(NamedTuple):
    """How many residents see."""

    open: int
    upcoming: int
    ended: int


class Found(NamedTuple):
    """What a search found: how many in all, and one page of them."""

    total: int
    listed: Sequence[Listed]


_public = and_(Consultation.status.in_(PUBLIC), Consultation.announced_at.is_not(None))

_area_names: Any = (
    select(func.coalesce(func.array_agg(Area.name), literal_column("'{}'::text[]")))
    .select_from(ConsultationArea)
    .join(Area, Area.id == ConsultationArea.area_id)
    .where(ConsultationArea.consultation_id == Consultation.id)
    .correlate(Consultation)
    .scalar_subquery()
)


def _grouped(now: datetime) -> dict[Group, ColumnElement[bool]]:
    going = Consultation.status == Status.ANNOUNCED
    return {
        Group.OPEN: and_(going, Consultation.opens_at <= now, Consultation.closes_at > now),
        Group.UPCOMING: and_(going, Consultation.opens_at > now),
        Group.ENDED: or_(~going, Consultation.closes_at <= now),
    }


def _listed() -> Any:
    return select(
        Consultation.id, Consultation.title, Consultation.summary, Consultation.status, Consultation.year,
        Consultation.number, Consultation.opens_at, Consultation.closes_at, Consultation.announced_at,
        Consultation.saved_at, Consultation.territory.is_not(None), _area_names,
    )  # fmt: skip


def _wanted(filters: Filters, now: datetime) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [_public]
    if filters.group:
        wanted.append(_grouped(now)[filters.group])
    if filters.area:
        wanted.append(_concerns(filters.area))
    if filters.text:
        wanted.append(matches(filters.text))
    return and_(*wanted)


def _concerns(code: str) -> ColumnElement[bool]:
    """It concerns the area, one within it or one it lies in; its own shape touches it; or it is for the whole city."""
    area = select(Area.id, Area.parent_id, Area.geom).where(Area.code == code).subquery()
    own = select(area.c.id).scalar_subquery()
    above = select(area.c.parent_id).scalar_subquery()
    linked = (
        select(ConsultationArea.area_id, Area.parent_id)
        .join(Area, Area.id == ConsultationArea.area_id)
        .where(ConsultationArea.consultation_id == Consultation.id)
        .correlate(Consultation)
        .subquery()
    )
    named = exists().where(or_(linked.c.area_id == own, linked.c.parent_id == own, linked.c.area_id == above))
    shape = func.ST_Intersects(Consultation.territory, select(area.c.geom).scalar_subquery())
    everywhere = and_(Consultation.territory.is_(None), ~exists().where(linked.c.area_id.is_not(None)))
    return or_(named, shape, everywhere)


def matches(text: str) -> ColumnElement[bool]:
    """The words are in the title or summary, or the text is the signature."""
    name = func.concat("K/", Consultation.year, "/", func.lpad(func.cast(Consultation.number, Text), 3, "0"))
    return or_(has_words(Consultation.words, text), name == text[:LONGEST].strip().upper())


def count(filters: Filters, now: datetime) -> int:
    """How many residents see."""
    return db.session.execute(
        select(func.count()).select_from(Consultation).where(_wanted(filters, now))
    ).scalar_one()


def page_of(filters: Filters, now: datetime, page: int) -> list[Listed]:
    """One page, from 1: what is open by how soon it ends, then what comes by when, then what ended, the newest first."""
    groups = _grouped(now)
    rank = case((groups[Group.OPEN], 0), (groups[Group.UPCOMING], 1), else_=2)
    soonest = case(
        (groups[Group.OPEN], Consultation.closes_at), (groups[Group.UPCOMING], Consultation.opens_at)
    )
    query = (
        _listed()
        .where(_wanted(filters, now))
        .order_by(rank, soonest.asc(), Consultation.closes_at.desc(), Consultation.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [_made(row) for row in db.session.execute(query)]


def _made(row: Any) -> Listed:
    values: list[Any] = list(row)
    values[3] = Status(values[3])
    return Listed(*values)


def counts(now: datetime) -> Counts:
    """How many are open, how many come, how many ended."""
    groups = _grouped(now)
    query = select(*(func.count().filter(groups[group]) for group in Group)).where(_public)
    return Counts._make(db.session.execute(query).one())


def open_now(now: datetime) -> list[OpenNow]:
    """What residents can take part in now, what ends first at the top."""
    query = (
        select(Consultation.id, Consultation.title, Consultation.summary, Consultation.closes_at, _area_names)
        .where(_public, _grouped(now)[Group.OPEN])
        .order_by(Consultation.closes_at, Consultation.id)
    )
    return [OpenNow(*row) for row in db.session.execute(query)]


def found(text: str, page: int, now: datetime) -> Found:
    """A search of the whole site: one page of consultations and how many there are."""
    filters = Filters(text=text)
    return Found(count(filters, now), page_of(filters, now, page))


def feed() -> list[Listed]:
    """What was announced last, for the feed."""
    query = _listed().where(_public).order_by(Consultation.announced_at.desc(), Consultation.id.desc())
    return [_made(row) for row in db.session.execute(query.limit(FEED))]


class MapPoint(NamedTuple):
    """A consultation's mark on the map: a point inside its territory."""

    id: int
    title: str
    opens_at: datetime
    closes_at: datetime
    status: str
    lon: float
    lat: float


def map_points(filters: Filters, now: datetime) -> list[MapPoint]:
    """Where what is open or comes lies; what concerns the whole city has no mark."""
    areas = (
        select(func.ST_Union(Area.geom))
        .join(ConsultationArea, ConsultationArea.area_id == Area.id)
        .where(ConsultationArea.consultation_id == Consultation.id)
        .correlate(Consultation)
        .scalar_subquery()
    )
    groups = _grouped(now)
    within = (
        select(
            Consultation.id, Consultation.title, Consultation.opens_at, Consultation.closes_at, Consultation.status,
            func.ST_PointOnSurface(func.coalesce(Consultation.territory, areas)).label("place"),
        )
        .where(_wanted(filters, now), or_(groups[Group.OPEN], groups[Group.UPCOMING]))
        .order_by(Consultation.closes_at)
        .limit(200)
        .subquery()
    )  # fmt: skip
    query = select(
        within.c.id, within.c.title, within.c.opens_at, within.c.closes_at, within.c.status,
        func.ST_X(within.c.place), func.ST_Y(within.c.place),
    ).where(within.c.place.is_not(None))  # fmt: skip
    return [MapPoint(*row) for row in db.session.execute(query)]
