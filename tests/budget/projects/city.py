"""A small city for these tests: two districts side by side, an announced edition, people and projects in it."""

from dataclasses import replace
from decimal import Decimal

from shapely import MultiPolygon, box

from civic.budget.editions import services as editions
from civic.budget.editions.rules import Action, Rules
from civic.budget.projects import services
from civic.budget.projects.rules import CostLine, answers
from civic.core.coordinates import LonLat
from civic.core.db import db, transaction
from civic.core.geo import polygon_to_db
from civic.places.models import Area
from tests.budget.projects.examples import DRAFT, IN_MARCH, RULES, ZLOTY

IN_OLD_TOWN = LonLat(19.01, 52.01)
IN_PORT = LonLat(19.03, 52.01)
ON_BORDER = LonLat(19.02, 52.01)
OUTSIDE = LonLat(19.05, 52.01)


def make_areas() -> None:
    """The city of Miłogród with the districts Stare Miasto (west) and Port (east)."""
    with transaction():
        city = _area("Miłogród", 19.00, 19.04, code="milogrod", kind="city")
        db.session.flush()
        _area("Stare Miasto", 19.00, 19.02, code="stare-miasto", kind="district", parent_id=city.id)
        _area("Port", 19.02, 19.04, code="port", kind="district", parent_id=city.id)


def _area(name: str, west: float, east: float, **more: object) -> Area:
    shape = polygon_to_db(MultiPolygon([box(west, 52.00, east, 52.02)]))
    area = Area(name=name, geom=shape, **more)
    db.session.add(area)
    return area


def make_edition(rules: Rules = RULES, slug: str = "2026") -> int:
    """An announced edition with its areas."""
    if db.session.query(Area).count() == 0:
        make_areas()
    edition_id = editions.create(rules, slug=slug)
    editions.decide(edition_id, Action.CONFIGURE)
    editions.decide(edition_id, Action.ANNOUNCE)
    return edition_id


def make_draft(
    edition_id: int, leader_id: int, title: str = DRAFT.title, *, place: LonLat | None = IN_OLD_TOWN,
    pool: str | None = None, cost: int = 9_000 * ZLOTY,
    summary: str = DRAFT.summary, now=IN_MARCH, **description: object,
) -> int:  # fmt: skip
    """A whole draft; without a place for the whole city. Saved step by step, as its leader would."""
    project_id = services.create_draft(edition_id, leader_id, answers.Idea(title=title, summary=summary), now)
    described = answers.Description(
        description=DRAFT.description, justification=DRAFT.justification, kind=DRAFT.kind, categories=DRAFT.categories
    )  # fmt: skip
    for answer in (
        answers.Place(citywide=place is None, point=place, location_text="nad stawem"),
        answers.PoolChoice(pool=pool or ("miasto" if place is None else "stare-miasto")),
        replace(described, **description),  # type: ignore[arg-type]
        answers.Costs(lines=(CostLine(name="Ławka", quantity=Decimal(1), unit="szt.", unit_cost=cost),)),
        answers.Consents(declares_residence=True, agrees_to_publish=True),
    ):
        services.save(project_id, leader_id, answer, now)
    return project_id


def make_project(edition_id: int, leader_id: int, title: str = DRAFT.title, **more) -> int:
    """A submitted project; gives its id."""
    now = more.setdefault("now", IN_MARCH)
    project_id = make_draft(edition_id, leader_id, title, **more)
    services.submit(project_id, leader_id, now)
    return project_id
