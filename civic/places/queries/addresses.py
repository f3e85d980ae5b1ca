"""Search in the address register: what a person types, with or without marks, with a slip of the finger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.places.models import AddressPoint, Area
from civic.places.queries.areas import POLISH
from civic.places.rules.addresses import Wanted, take_apart

MOST = 8
ALIKE = 0.45  # of 1: "kwiatwoa" is 0.56 like "kwiatowa"


@dataclass(frozen=True)
class Suggestion:
    """A door, or a whole street when no number was typed (then without ``point`` and ``area``).

    ``label`` is how a person writes it, and typing it finds it again. ``area`` is the most detailed area's name.
    """

    label: str
    point: LonLat | None = None
    area: str | None = None
    area_code: str | None = None


def suggest(typed: str, most: int = MOST) -> list[Suggestion]:
    """What the person may mean, the best first. Fewer than three letters find nothing.

    First what has all the words; when there is none, what looks alike.
    """
    wanted = take_apart(typed)
    if not wanted.enough:
        return []
    if found := _suggest(wanted, _by_words(wanted), literal(0), most):
        return found
    alike = literal(" ".join(wanted.words))
    db.session.execute(select(func.set_config("pg_trgm.word_similarity_threshold", str(ALIKE), True)))
    matching = alike.op("<%", is_comparison=True)(AddressPoint.folded)
    return _suggest(wanted, matching, -func.word_similarity(alike, AddressPoint.folded), most)


def _suggest(
    wanted: Wanted, matching: ColumnElement[bool], worse: ColumnElement[Any], most: int
) -> list[Suggestion]:
    """Streets when no number was typed and there are several, doors otherwise; by ``worse``, the smallest first."""
    if not wanted.number:
        streets = _streets(matching, worse, most)
        if len(streets) > 1:
            return [Suggestion(_street_label(row)) for row in streets]
    return _doors(matching, worse, wanted, most)


def has_addresses() -> bool:
    """Whether the register was imported at all."""
    return bool(db.session.execute(select(exists().select_from(AddressPoint))).scalar_one())


def _by_words(wanted: Wanted) -> ColumnElement[bool]:
    """Every word begins a word of the address; fold() leaves only letters, digits and spaces in them."""
    return and_(*(AddressPoint.folded.regexp_match(rf"\m{word}") for word in wanted.words))


def _streets(matching: ColumnElement[bool], worse: ColumnElement[Any], most: int) -> Sequence[Any]:
    name = func.coalesce(AddressPoint.street, AddressPoint.town)
    query = (
        select(AddressPoint.street, AddressPoint.town)
        .where(matching)
        .group_by(AddressPoint.street, AddressPoint.town)
        .order_by(func.min(worse), name.collate(POLISH), AddressPoint.town.collate(POLISH))
        .limit(most)
    )
    return db.session.execute(query).all()


def _doors(
    matching: ColumnElement[bool], worse: ColumnElement[Any], wanted: Wanted, most: int
) -> list[Suggestion]:
    number = func.lower(func.replace(AddressPoint.number, " ", ""))
    if wanted.number:
        matching = and_(matching, or_(number.startswith(wanted.number), number == wanted.with_flat))
    rank = case((number == (wanted.with_flat or wanted.number), 0), (number == wanted.number, 1), else_=2)
    leading = func.coalesce(func.substring(AddressPoint.number, r"^\d{1,9}"), "0").cast(db.Integer)
    area = aliased(Area)
    point = AddressPoint.point
    query = (
        select(
            AddressPoint.street,
            AddressPoint.number,
            AddressPoint.postcode,
            AddressPoint.town,
            func.ST_X(point).label("lon"),
            func.ST_Y(point).label("lat"),
            area.name,
            area.code,
        )
        .join(area, area.id == AddressPoint.area_id)
        .where(matching)
        .order_by(
            worse,
            rank,
            func.coalesce(AddressPoint.street, AddressPoint.town).collate(POLISH),
            AddressPoint.town.collate(POLISH),
            leading,
            AddressPoint.number,
            AddressPoint.id,
        )
        .limit(most)
    )
    return [
        Suggestion(_door_label(row), LonLat(row.lon, row.lat), row.name, row.code)
        for row in db.session.execute(query)
    ]


def _street_label(row: Any) -> str:
    return f"{row.street}, {row.town}" if row.street else row.town


def _door_label(row: Any) -> str:
    place = " ".join(filter(None, (row.postcode, row.town)))
    return f"{row.street} {row.number}, {place}" if row.street else f"{row.town} {row.number}"
