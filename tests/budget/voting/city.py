"""An edition that can be voted in, on a real database: areas, projects, a fixed list, a key."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text

from civic.budget.editions import services as editions
from civic.budget.editions.models import Edition
from civic.budget.editions.rules import (
    BallotOrder,
    Channel,
    Channels,
    IdentityMethod,
    IdentityRoute,
    Rules,
    Status,
)
from civic.budget.projects.models import Project
from civic.budget.voting import queries, services
from civic.budget.voting.rules import Choice, Paper
from civic.budget.voting.services import Identity
from civic.core.db import db, transaction
from civic.core.deadlines import Interval
from tests.budget.editions.sample_rules import CALENDAR, RULES

ACCOUNT = IdentityRoute(
    id="konto", name="Przez konto", channel=Channel.ONLINE, methods=(IdentityMethod.ACCOUNT,)
)
EMAIL = IdentityRoute(
    id="email", name="Przez e-mail", channel=Channel.ONLINE, methods=(IdentityMethod.EMAIL_LINK,)
)
DECLARATION = IdentityRoute(
    id="oswiadczenie", name="Bez konta", channel=Channel.ONLINE, methods=(IdentityMethod.DECLARATION_ONLY,)
)
AREAS = {"stare-miasto": "Stare Miasto", "ogrody": "Ogrody"}
DAY = timedelta(days=1)


def open_now() -> Rules:
    """The sample rules with voting on since yesterday, for two weeks more."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    return voting_at(
        replace(RULES, identity=(ACCOUNT, EMAIL, DECLARATION), ballot_order=BallotOrder.NUMBER), now - DAY
    )


def voting_at(rules: Rules, opens: datetime, days: int = 15) -> Rules:
    """The same with the whole calendar moved so that voting opens then."""
    by = opens - CALENDAR.voting.opens
    calendar = replace(
        CALENDAR,
        submission=_moved(CALENDAR.submission, by),
        formal=_moved(CALENDAR.formal, by),
        merit=_moved(CALENDAR.merit, by),
        results_of_merit=CALENDAR.results_of_merit + by,
        appeals=_moved(CALENDAR.appeals, by),
        list_published=CALENDAR.list_published + by,
        ballot_draw=None,
        voting=Interval(opens, opens + days * DAY),
        paper_entry=None,
        results=CALENDAR.results + by,
        budget_due=CALENDAR.budget_due + by,
    )
    channels = Channels(change_until_close=rules.channels.change_until_close)
    return replace(rules, calendar=calendar, channels=channels)


def changeable(rules: Rules) -> Rules:
    """The same where a vote may be changed until the close."""
    return replace(rules, channels=replace(rules.channels, change_until_close=True))


def make_areas() -> None:
    """A square city with two districts."""
    with transaction():
        db.session.execute(
            text(
                "INSERT INTO area (code, kind, name, population, geom) VALUES"
                " ('miasto', 'city', 'Miasto', 50000, ST_Multi(ST_MakeEnvelope(20, 50, 22, 52, 4326)))"
            )
        )
        for number, (code, name) in enumerate(AREAS.items()):
            db.session.execute(
                text(
                    "INSERT INTO area (code, kind, name, parent_id, population, geom) SELECT :code, 'district',"
                    " :name, id, 25000, ST_Multi(ST_MakeEnvelope(:west, 50, :east, 52, 4326)) FROM area WHERE code = 'miasto'"
                ),
                {"code": code, "name": name, "west": 20 + number, "east": 21 + number},
            )


def make_projects(edition_id: int, pools: Sequence[str], each: int = 6, cost: int = 30_000_00) -> None:
    """``each`` admitted projects in every pool, numbered from 1."""
    now = datetime.now(UTC)
    with transaction():
        for number in range(1, each * len(pools) + 1):
            db.session.add(
                Project(
                    edition_id=edition_id, status="ADMITTED", number=number, title=f"Projekt numer {number}",
                    summary="Drzewa i ławki.", pool=pools[(number - 1) // each], cost=cost, citywide=False,
                    ballot_position=number, created_at=now, saved_at=now, submitted_at=now,
                )
            )  # fmt: skip


def make_edition(rules: Rules | None = None, *, each: int = 6) -> int:
    """An edition with areas, projects and a fixed list, as yet without a key."""
    if not db.session.scalar(text("SELECT count(*) FROM area")):
        make_areas()
    rules = rules or open_now()
    edition_id = editions.create(rules, slug="2026")
    make_projects(edition_id, [pool.id for pool in rules.pools], each)
    with transaction():
        db.session.get_one(Edition, edition_id).status = Status.LIST_FIXED
    return edition_id


def open_edition(
    rules: Rules | None = None, *, each: int = 6, k: int = 1, n: int = 1
) -> tuple[Paper, list[str]]:
    """An edition one can vote in; its paper and the shares of its key."""
    rules = rules or open_now()
    edition_id = make_edition(rules, each=each)
    opens = rules.calendar.voting.opens
    made = services.make_key(
        edition_id, k, [f"Osoba {number}" for number in range(1, n + 1)], now=opens - DAY
    )
    services.open_voting(edition_id, now=opens - DAY)
    return queries.paper(edition_id), [share for _, share in made.shares]


def project_ids(list_id: str, paper: Paper) -> list[int]:
    """The ids of a list's projects, by number."""
    found = paper.ballot_list(list_id)
    assert found is not None
    return [project.id for project in found.projects]


def some_choice(paper: Paper, *places: int) -> Choice:
    """A choice of citywide projects by their places from 0."""
    ids = project_ids("citywide", paper)
    return Choice({"citywide": {ids[place]: 1 for place in places or (0,)}})


def somebody(name: str, **more: object) -> Identity:
    """A voter by any name."""
    return Identity(f"test:{name}", "konto", **more)  # type: ignore[arg-type]


def rows(table: str) -> int:
    """How many rows a table has."""
    return db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def edition_id() -> int:
    """The only edition."""
    return db.session.scalars(select(Edition.id)).one()


def _moved(period: Interval, by: timedelta) -> Interval:
    return Interval(period.opens + by, period.closes + by)
