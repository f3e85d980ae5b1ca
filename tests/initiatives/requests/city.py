"""A small city for these tests, and one whole request written as its leader would write it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from shapely import MultiPolygon, box

from civic.core.coordinates import LonLat
from civic.core.db import db, transaction
from civic.core.geo import polygon_to_db
from civic.initiatives.requests import services
from civic.initiatives.requests.models import Member
from civic.initiatives.requests.rules import (
    ApplicantKind,
    Draft,
    Group,
    Land,
    Line,
    LineKind,
    ScheduleStep,
    Scope,
    Side,
    Who,
    answers,
)
from civic.initiatives.requests.services import Invited
from civic.places.models import Area

ZLOTY = 100
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
IN_OLD_TOWN = LonLat(19.01, 52.01)
NEAR = LonLat(19.012, 52.01)
IN_PORT = LonLat(19.03, 52.01)
ON_BORDER = LonLat(19.02, 52.01)
OUTSIDE = LonLat(19.05, 52.01)

WORK = Line(
    side=Side.RESIDENTS, kind=LineKind.WORK, name="Kopanie", people=10, quantity=Decimal(40), unit="h", rate="ordinary",
    unit_cost=30 * ZLOTY,
)  # fmt: skip
PLANTS = Line(
    side=Side.CITY, kind=LineKind.MATERIALS, name="Sadzonki", quantity=Decimal(100), unit="szt.", unit_cost=10 * ZLOTY
)  # fmt: skip
DIGGING = ScheduleStep(what="Sadzenie", side=Who.BOTH, starts_on=date(2026, 5, 9), ends_on=date(2026, 5, 10))
IDEA = answers.Idea(
    title="Zielony skwer przy Lipowej", summary="Posadzimy krzewy i postawimy ławki.", scope=Scope.GREENERY
)
DRAFT = Draft(
    title=IDEA.title,
    summary=IDEA.summary,
    scope=IDEA.scope,
    located=True,
    location_text="trawnik przy Lipowej",
    land=Land.CITY,
    description="Zaniedbany trawnik zamienimy w skwer.",
    goal="Miejsce odpoczynku dla sąsiadów.",
    lines=(WORK, PLANTS),
    steps=(DIGGING,),
    participants=12,
    group=Group(confirmed=2),
    declares_residence=True,
)


def money_line(grosz: int) -> Line:
    """Money of residents."""
    return Line(side=Side.RESIDENTS, kind=LineKind.MONEY, name="Składka", unit_cost=grosz)


def city_line(grosz: int) -> Line:
    """Works of the city."""
    return Line(side=Side.CITY, kind=LineKind.WORKS, name="Roboty", unit_cost=grosz)


def make_areas() -> None:
    """The city of Miłogród with the districts Stare Miasto (west) and Port (east)."""
    with transaction():
        city = _area("Miłogród", 19.00, 19.04, code="milogrod", kind="city")
        db.session.flush()
        _area("Stare Miasto", 19.00, 19.02, code="stare-miasto", kind="district", parent_id=city.id)
        _area("Port", 19.02, 19.04, code="port", kind="district", parent_id=city.id)


def _area(name: str, west: float, east: float, **more: object) -> Area:
    area = Area(name=name, geom=polygon_to_db(MultiPolygon([box(west, 52.00, east, 52.02)])), **more)
    db.session.add(area)
    return area


def make_draft(
    leader_id: int, title: str = IDEA.title, *, now: datetime = NOW, confirmed: int = 2, point: LonLat | None = IN_OLD_TOWN,
    lines: tuple[Line, ...] = (WORK, PLANTS), kind: ApplicantKind = ApplicantKind.GROUP, scope: Scope = Scope.GREENERY,
) -> int:  # fmt: skip
    """A whole draft, saved step by step, with neighbours who confirmed."""
    if db.session.query(Area).count() == 0:
        make_areas()
    made = services.start(leader_id, replace(IDEA, title=title, scope=scope), now)
    for answer in (
        answers.Place(point=point, location_text="trawnik przy Lipowej", land=Land.CITY),
        answers.Description(description=DRAFT.description, goal=DRAFT.goal),
        answers.Estimate(
            side=Side.RESIDENTS, lines=tuple(each for each in lines if each.side is Side.RESIDENTS)
        ),
        answers.Estimate(side=Side.CITY, lines=tuple(each for each in lines if each.side is Side.CITY)),
        answers.Schedule(steps=(DIGGING,)),
        answers.Applicant(kind=kind, participants=12, address="Lipowa 12", phone="600 700 800"),
        answers.Declarations(declares_residence=True),
    ):
        services.save(made, leader_id, answer, now)
    for number in range(confirmed):
        invite(made, leader_id, f"sasiad{number}@example.org", now)
        services.answer(key_of(made, f"sasiad{number}@example.org"), joins=True, now=now)
    return made


def invite(initiative_id: int, leader_id: int, email: str, now: datetime = NOW, **more: bool) -> int:
    """Ask somebody; gives the member's id."""
    return services.invite(initiative_id, leader_id, Invited(name="Jan Sąsiad", email=email, **more), now)


def key_of(initiative_id: int, email: str) -> str:
    """The key in somebody's invitation."""
    key = db.session.query(Member.key).filter_by(initiative_id=initiative_id, email=email).scalar()
    assert key is not None
    return key
