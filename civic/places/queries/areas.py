"""The tree of areas, without shapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text

from civic.core.db import db
from civic.places.models import Area
from civic.places.rules import Kind
from civic.places.rules.location import AreaName

POLISH = "pl-x-icu"


@dataclass(frozen=True)
class Branch:
    """An area with the areas inside it, in Polish alphabetical order."""

    area: AreaName
    children: tuple["Branch", ...] = ()


_COLUMNS = (Area.id, Area.code, Area.name, Area.kind, Area.parent_id, Area.population)


def _named(row: Any) -> AreaName:
    return AreaName(row.id, row.code, row.name, Kind(row.kind), row.parent_id, row.population)


def areas(kind: Kind | None = None) -> list[AreaName]:
    """All areas, or those of one kind, in Polish alphabetical order."""
    query = select(*_COLUMNS).order_by(Area.name.collate(POLISH), Area.code)
    if kind is not None:
        query = query.where(Area.kind == kind)
    return [_named(row) for row in db.session.execute(query)]


def main_kind() -> Kind:
    """The kind by which people of this city know where they are: districts, else estates, else the city itself."""
    there = set(db.session.scalars(select(Area.kind).distinct()))
    return next((kind for kind in (Kind.DISTRICT, Kind.ESTATE) if kind in there), Kind.CITY)


def area_of_code(code: str) -> AreaName | None:
    """The area with this code."""
    row = db.session.execute(select(*_COLUMNS).where(Area.code == code)).first()
    return _named(row) if row is not None else None


def area_tree() -> tuple[Branch, ...]:
    """All areas as trees; usually one, the city's."""
    everything = areas()
    return _branches(None, everything)


def _branches(parent_id: int | None, everything: Iterable[AreaName]) -> tuple[Branch, ...]:
    return tuple(
        Branch(area, _branches(area.id, everything)) for area in everything if area.parent_id == parent_id
    )


def areas_version() -> str:
    """Changes whenever any area does; for caches. Made of the numbers of the transactions that wrote the rows."""
    query = "SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM area"
    count, transactions = db.session.execute(text(query)).one()
    return f"{count}-{transactions}"
