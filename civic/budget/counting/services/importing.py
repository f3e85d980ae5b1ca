"""Bringing in an election somebody else counted: from a Pabulib file to a counted edition with projects on the map."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import insert, select

from civic.budget.counting import queries
from civic.budget.counting.bundle import write
from civic.budget.counting.bundle.contents import to_json
from civic.budget.counting.events import ElectionImported
from civic.budget.counting.models import Count
from civic.budget.counting.pabulib import meaning
from civic.budget.counting.pabulib.election import Election, Row
from civic.budget.counting.pabulib.importing import LIST, edition_rules, marks, positions
from civic.budget.counting.rules import Refusal
from civic.budget.counting.services.evening import settle
from civic.budget.editions import document
from civic.budget.editions.models import Edition, EditionVersion
from civic.budget.editions.rules import Rules, Status, check, errors
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Status as ProjectStatus
from civic.budget.voting.models import BallotOpening
from civic.budget.voting.rules import age_band
from civic.budget.voting.services.copying import copy_rows
from civic.core import clock
from civic.core.audit import record
from civic.core.coordinates import LonLat
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.core.refusal import Refused
from civic.places import queries as places
from civic.places.rules.location import AreaName

CHANNELS = {"internet": "ONLINE", "paper": "PAPER", "both": "ONLINE"}
TITLE = 120


@dataclass(frozen=True)
class Imported:
    """What came of it. ``outside``: numbers of projects whose point lies in no area; ``without``: those with no point."""

    edition_id: int
    slug: str
    projects: int
    ballots: int
    winners: int
    outside: tuple[int, ...]
    without: int
    exchanged: bool


def import_election(election: Election, slug: str, raw: bytes) -> Imported:
    """Store and count the election as an edition with published results, all or nothing.

    Refuses SLUG_TAKEN, RULE_UNKNOWN, RULES_IMPOSSIBLE; raises PabulibError for a ballot that names an unknown project.
    """
    meaning.require_known_choices(election)
    rules = edition_rules(election, clock.now().date())
    if rules is None:
        raise Refused(Refusal.RULE_UNKNOWN, rule=meaning.rule_name(election))
    if errors(check(rules)):
        raise Refused(Refusal.RULES_IMPOSSIBLE)
    with transaction():
        edition_id = _edition(rules, slug)
        found = _projects(edition_id, rules, election)
        ballots = _ballots(edition_id, election, found.ids)
        winners = _count(edition_id, rules)
        record(
            ElectionImported(
                subject=f"edition:{edition_id}", file_hash=sha256(raw).hexdigest(), ballots=ballots
            )
        )
    return Imported(
        edition_id, slug, len(found.ids), ballots, winners, found.outside, found.without, found.exchanged
    )


def _edition(rules: Rules, slug: str) -> int:
    if db.session.scalar(select(Edition.id).where(Edition.slug == slug)) is not None:
        raise Refused(Refusal.SLUG_TAKEN, slug=slug)
    data, now = document.to_json(rules), clock.now()
    made = document.rules_hash(data)
    edition = Edition(
        slug=slug, name=rules.name, year=rules.year, status=Status.RESULTS, rules=data, version=1, rules_hash=made,
        frozen_at=rules.calendar.voting.opens, created_at=now,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    db.session.add(
        EditionVersion(edition_id=edition.id, version=1, rules=data, rules_hash=made, saved_at=now)
    )
    db.session.flush()
    return edition.id


@dataclass(frozen=True)
class _Found:
    ids: Mapping[str, int]
    outside: tuple[int, ...]
    without: int
    exchanged: bool


def _projects(edition_id: int, rules: Rules, election: Election) -> _Found:
    """Store the projects; an area is the one that covers the point."""
    scale = meaning.Scale.of(election)
    known = meaning.projects_of(election, scale)
    points, exchanged = positions(election)
    placed = [number for number, point in enumerate(points) if point is not None]
    located = places.locate_many([point for point in points if point is not None]) if places.areas() else []
    areas = {number: where.area for number, where in zip(placed, located, strict=False)}
    ids, outside, at = {}, [], rules.calendar.submission.opens
    for number, (row, project, point) in enumerate(zip(election.projects, known, points, strict=True)):
        area = areas.get(number)
        if located and point is not None and area is None:
            outside.append(number + 1)
        withdrawn_at = rules.calendar.voting.closes if project.withdrawn else None
        made = Project(
            edition_id=edition_id, number=number + 1, pool=rules.pools[0].id, created_at=at, saved_at=at, submitted_at=at,
            status=ProjectStatus.WITHDRAWN if project.withdrawn else ProjectStatus.ADMITTED,
            cost=max(1, project.cost * 100 // scale.money), citywide=point is None, withdrawn_at=withdrawn_at,
            **_texts(row), **_place(point, area),
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        ids[project.id] = made.id
    return _Found(ids, tuple(outside), points.count(None), exchanged)


def _texts(row: Row) -> dict[str, object]:
    name = " ".join((row.get("name") or f"Projekt {row.get('project_id')}").split())
    return {
        "title": name if len(name) <= TITLE else name[: TITLE - 1] + "…",
        "description": name if len(name) > TITLE else "",
        "categories": meaning.split(row.get("category")),
        "location_text": row.get("neighborhood") or row.get("district"),
    }


def _place(point: LonLat | None, area: AreaName | None) -> dict[str, object]:
    return {"point": None if point is None else to_db(point), "area_id": None if area is None else area.id}


def _ballots(edition_id: int, election: Election, ids: Mapping[str, int]) -> int:
    """Store the ballots, in the order of random ids, as after an opening."""
    names = {area.name: area.code for area in places.areas()}
    votes = sorted(_rows(edition_id, election, ids, names), key=lambda row: str(row[0]))
    copy_rows("ballot (id, edition_id, channel, area, age_band, sex, choice)", votes)
    now = clock.now()
    db.session.execute(
        insert(BallotOpening).values(
            edition_id=edition_id,
            opened_at=now,
            shares=[],
            envelopes=len(votes),
            annulled=0,
            ballots=len(votes),
        )
    )
    return len(votes)


def _rows(
    edition_id: int, election: Election, ids: Mapping[str, int], areas: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    columns = (election.column(name) for name in ("age", "sex", "voting_method", "district"))
    for chosen, age, sex, method, district in zip(marks(election), *columns, strict=True):
        choice = {LIST: {str(ids[project]): points for project, points in chosen}} if chosen else {}
        band = age_band(int(age)) if age.isascii() and age.isdecimal() and int(age) <= 130 else ""
        yield (
            uuid.uuid4(), edition_id, CHANNELS.get(method, "ONLINE"), areas.get(district, ""), band,
            sex if sex in {"F", "M"} else "", json.dumps(choice),
        )  # fmt: skip


def _count(edition_id: int, rules: Rules) -> int:
    case = queries.case(edition_id)
    result = write.count(case.rules, case.ballots)
    db.session.add(
        Count(
            edition_id=edition_id, number=1, counted_at=clock.now(), state=result.state, rules_hash=case.edition.rules_hash,
            results=to_json(result).decode(), statistics=case.statistics,
        )
    )  # fmt: skip
    settle(edition_id, result, None)
    return sum(len(pool.funded) for pool in result.pools)
