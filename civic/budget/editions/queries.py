"""Everything read about editions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from civic.budget.editions import document
from civic.budget.editions.events import EditionMoved
from civic.budget.editions.models import Edition, EditionVersion
from civic.budget.editions.rules import PUBLIC, Phase, Rules, Standing, Status, phase, why_not_open_voting
from civic.budget.editions.rules.profile import CityArea
from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.people.models import Person
from civic.places import queries as places

_COLUMNS = (
    Edition.id,
    Edition.slug,
    Edition.name,
    Edition.year,
    Edition.status,
    Edition.suspended_from,
    Edition.version,
    Edition.rules_hash,
    Edition.frozen_at,
)

_BY_INTEREST = (
    Phase.VOTING,
    Phase.SUBMISSION,
    Phase.COUNTING,
    Phase.APPEALS,
    Phase.BEFORE_VOTING,
    Phase.VERIFICATION,
)


@dataclass(frozen=True)
class EditionFacts:
    """An edition as everybody else reads it."""

    id: int
    slug: str
    name: str
    year: int
    status: Status
    suspended_from: Status | None
    version: int
    rules_hash: str
    frozen_at: datetime | None
    rules: Rules

    @property
    def standing(self) -> Standing:
        """What ``why_not_edit``, ``why_not_freeze`` and ``why_not_open_voting`` ask for."""
        return Standing(status=self.status, calendar=self.rules.calendar, frozen=self.frozen_at is not None)

    @property
    def public(self) -> bool:
        """Whether residents see it."""
        return self.status in PUBLIC

    def phase(self, now: datetime) -> Phase:
        """What the calendar says it is time for."""
        return phase(self.rules.calendar, now)


@dataclass(frozen=True)
class Version:
    """A saved version; ``saved_by`` is the name of the person, "" for the system."""

    version: int
    saved_at: datetime
    saved_by: str
    rules_hash: str


def id_of_slug(slug: str) -> int | None:
    """The edition's id by the slug in the URL; None when there is none."""
    return db.session.scalar(select(Edition.id).where(Edition.slug == slug))


def edition(edition_id: int) -> EditionFacts:
    """The edition with this id; NoResultFound when there is none."""
    return _facts(db.session.execute(select(*_COLUMNS).where(Edition.id == edition_id)).one())


def edition_by_slug(slug: str) -> EditionFacts:
    """The edition with this slug; NoResultFound when there is none."""
    return _facts(db.session.execute(select(*_COLUMNS).where(Edition.slug == slug)).one())


def rules(edition_id: int) -> Rules:
    """The newest rules of the edition; NoResultFound when there is none."""
    return edition(edition_id).rules


def editions(*, public: bool = True) -> list[EditionFacts]:
    """Editions, the newest first; without ``public`` also those residents do not see yet."""
    query = select(*_COLUMNS).order_by(Edition.year.desc(), Edition.id.desc())
    if public:
        query = query.where(Edition.status.in_(PUBLIC))
    return [_facts(row) for row in db.session.execute(query)]


def by_interest(found: Iterable[EditionFacts], now: datetime) -> list[EditionFacts]:
    """What people most likely look for comes first: voting, then whatever is on, then results; the newer
    of equals.
    """
    ranks = {phase: rank for rank, phase in enumerate(_BY_INTEREST)}

    def rank(each: EditionFacts) -> int:
        if each.status in {Status.SUSPENDED, Status.CANCELLED}:
            return len(Phase)
        phase = each.phase(now)
        if phase is Phase.VOTING and why_not_open_voting(each.standing, now):
            phase = Phase.BEFORE_VOTING
        return ranks.get(phase, len(ranks))

    return sorted(found, key=rank)


def current_edition(now: datetime) -> EditionFacts | None:
    """The public edition people most likely look for."""
    alive = (each for each in editions() if each.status is not Status.CANCELLED)
    return next(iter(by_interest(alive, now)), None)


def versions(edition_id: int) -> list[Version]:
    """The history of the rules, the newest first."""
    query = (
        select(EditionVersion.version, EditionVersion.saved_at, Person.name, EditionVersion.rules_hash)
        .outerjoin(Person, Person.id == EditionVersion.saved_by)
        .where(EditionVersion.edition_id == edition_id)
        .order_by(EditionVersion.version.desc())
    )
    return [Version(row[0], row[1], row[2] or "", row[3]) for row in db.session.execute(query)]


def rules_of_version(edition_id: int, version: int) -> Rules:
    """The rules as they were saved in that version; NoResultFound when there is none."""
    query = select(EditionVersion.rules).where(
        EditionVersion.edition_id == edition_id, EditionVersion.version == version
    )
    return document.from_json(db.session.execute(query).scalar_one())


def last_reason(edition_id: int) -> str:
    """Why the edition was last moved, as the decision said; "" where it said nothing."""
    query = (
        select(AuditEvent.data)
        .where(AuditEvent.subject == f"edition:{edition_id}", AuditEvent.kind == EditionMoved.__name__)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    data = db.session.execute(query).scalar_one_or_none() or {}
    return str(data.get("reason", ""))


def stored_document(edition_id: int) -> Mapping[str, Any]:
    """The rules as plain JSON values, as stored: what ``rules_hash`` is the hash of."""
    return db.session.execute(select(Edition.rules).where(Edition.id == edition_id)).scalar_one()


def city_areas() -> Sequence[CityArea]:
    """The city's areas as profiles and checks need them."""
    return [CityArea(area.code, area.name, area.kind, area.population) for area in places.areas()]


def _facts(row: Any) -> EditionFacts:
    return EditionFacts(
        id=row.id,
        slug=row.slug,
        name=row.name,
        year=row.year,
        status=Status(row.status),
        suspended_from=Status(row.suspended_from) if row.suspended_from else None,
        version=row.version,
        rules_hash=row.rules_hash,
        frozen_at=row.frozen_at,
        rules=_parsed(row.rules_hash),
    )


@lru_cache(maxsize=64)
def _parsed(rules_hash: str) -> Rules:
    """Rules by the hash of their document: the same hash is the same document, whichever edition it
    stands in.
    """
    query = select(EditionVersion.rules).where(EditionVersion.rules_hash == rules_hash).limit(1)
    return document.from_json(db.session.execute(query).scalar_one())
