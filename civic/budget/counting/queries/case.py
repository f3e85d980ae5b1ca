"""An edition as the count and the bundle take it: rules, ballots, protocol, statistics."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from civic.budget.counting import from_rules, rules
from civic.budget.counting.bundle.contents import (
    PoolPart,
    ProjectCard,
    ProtocolFile,
    PublishedBallot,
    RulesFile,
)
from civic.budget.counting.from_rules import Contender
from civic.budget.counting.queries.evening import ties
from civic.budget.counting.tally.inputs import PoolRules, TieInputs
from civic.budget.editions import document
from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import BallotField, Method, Pool
from civic.budget.projects import queries as projects
from civic.budget.projects.queries import Admitted
from civic.budget.voting import queries as voting
from civic.budget.voting.models import Ballot, Envelope
from civic.budget.voting.rules import Choice, EnvelopeStatus
from civic.core.db import db
from civic.places import queries as places
from civic.places.rules import Kind


@dataclass(frozen=True)
class Case:
    """All that a count needs, and that the bundle will say. ``ballots`` by pool id."""

    edition: EditionFacts
    rules: RulesFile
    ballots: Mapping[str, list[PublishedBallot]]
    protocol: ProtocolFile
    document: bytes
    statistics: Mapping[str, Mapping[str, int | None]]


def case(edition_id: int) -> Case:
    """The edition ready to be counted."""
    edition = editions.edition(edition_id)
    on_list = projects.admitted(edition_id)
    choices = list(voting.ballots(edition_id))
    inside = _inside(edition)
    parts = tuple(
        _part(edition, pool, on_list, choices, inside, ties(edition_id)) for pool in edition.rules.pools
    )
    ballots = {pool.id: _published(edition, pool, on_list, choices) for pool in edition.rules.pools}
    return Case(
        edition,
        RulesFile(edition.slug, from_rules.edition_rules(edition.rules), parts, edition.rules_hash),
        ballots,
        _protocol(edition_id, Counter(choice.channel for choice in choices)),
        document.canonical(editions.stored_document(edition_id)),
        _statistics(edition, choices),
    )


def protocol(edition_id: int) -> ProtocolFile:
    """Envelopes by channel, the annulled by reason, residents."""
    channels = (
        select(Ballot.channel, func.count().label("number"))
        .where(Ballot.edition_id == edition_id)
        .group_by(Ballot.channel)
    )
    return _protocol(edition_id, Counter({row.channel: row.number for row in db.session.execute(channels)}))


def pool_rules(edition: EditionFacts, on_list: Iterable[Admitted]) -> dict[str, PoolRules]:
    """How each pool was counted, by its id."""
    everyone = list(on_list)
    return {
        pool.id: from_rules.pool_rules(
            edition.rules, pool, [_contender(p) for p in everyone if p.pool == pool.id]
        )
        for pool in edition.rules.pools
    }


def residents_by_area() -> dict[str, tuple[str, int]]:
    """Each district's code -> its name and how many live there."""
    return {area.code: (area.name, area.population or 0) for area in places.areas(Kind.DISTRICT)}


def file_name(pool_id: str) -> str:
    """A pool's id as the name of its files: a-z, 0-9 and hyphens."""
    bare = unicodedata.normalize("NFKD", pool_id.lower().replace("ł", "l"))
    return re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode()).strip("-") or "pool"


def _inside(edition: EditionFacts) -> Mapping[str, frozenset[str]]:
    """Pool id -> codes of all areas lying in it; empty for the whole city."""
    paper = voting.paper(edition.id)
    return {
        pool.id: pool.covers if pool.areas else frozenset() for each in paper.lists for pool in each.pools
    }


def _part(
    edition: EditionFacts,
    pool: Pool,
    on_list: Iterable[Admitted],
    choices: list[Choice],
    inside: Mapping[str, frozenset[str]],
    settled: TieInputs,
) -> PoolPart:
    mine = [project for project in on_list if project.pool == pool.id]
    contenders = [_contender(project) for project in mine]
    codes = inside.get(pool.id, frozenset())
    voters = sum(1 for choice in choices if not codes or choice.area in codes)
    return PoolPart(
        file=file_name(pool.id),
        rules=from_rules.pool_rules(edition.rules, pool, contenders),
        projects=tuple(contender.project() for contender in contenders),
        cards={str(project.number): _card(project) for project in mine},
        meta=_meta(edition, pool),
        points=from_rules.carries_points(edition.rules, pool),
        ties=settled,
        citywide=from_rules.is_citywide(pool),
        voters=voters,
        residents=pool.residents or 0,
    )


def _contender(project: Admitted) -> Contender:
    return Contender(
        str(project.number),
        project.pool,
        project.cost,
        project.number,
        project.area_code,
        project.conflict_group,
    )


def _published(
    edition: EditionFacts, pool: Pool, on_list: Iterable[Admitted], choices: Iterable[Choice]
) -> list[PublishedBallot]:
    """What the ballots say about this pool, with only the fields the city publishes."""
    numbers = {project.id: str(project.number) for project in on_list if project.pool == pool.id}
    list_id, shown = edition.rules.list_of(pool.id).id, set(edition.rules.publication.fields)
    found = []
    for choice in choices:
        marks = tuple((numbers[p], given) for p, given in sorted(choice.of(list_id).items()) if p in numbers)
        if marks:
            found.append(
                PublishedBallot(
                    marks,
                    choice.area if BallotField.AREA in shown else "",
                    choice.age_band if BallotField.AGE_BAND in shown else "",
                    choice.sex if BallotField.SEX in shown else "",
                    choice.channel if BallotField.CHANNEL in shown else "",
                )
            )
    return found


def _card(project: Admitted) -> ProjectCard:
    lat = f"{project.lat:.6f}" if project.lat is not None else ""
    lon = f"{project.lon:.6f}" if project.lon is not None else ""
    return ProjectCard(project.title, tuple(project.categories), lat, lon)


_VOTE_TYPES = {Method.SINGLE: "choose-1", Method.POINTS_FREE: "cumulative", Method.RANK_POINTS: "cumulative"}


def _meta(edition: EditionFacts, pool: Pool) -> dict[str, str]:
    ballot_list = edition.rules.list_of(pool.id)
    meta = {
        "description": f"{edition.name}: {pool.name}",
        "country": "Poland",
        "unit": edition.slug,
        "subunit": pool.name,
        "instance": str(edition.year),
        "vote_type": _VOTE_TYPES.get(ballot_list.method, "approval"),
        "date_begin": edition.rules.calendar.voting.opens.strftime("%d.%m.%Y"),
        "date_end": edition.rules.calendar.voting.closes.strftime("%d.%m.%Y"),
    }
    if meta["vote_type"] == "approval" and ballot_list.max_choices is not None:
        meta |= {"min_length": str(ballot_list.min_choices), "max_length": str(ballot_list.max_choices)}
    if meta["vote_type"] == "cumulative":
        total = ballot_list.params.total or sum(ballot_list.params.points)
        meta |= {"max_sum_points": str(total), "max_points": str(ballot_list.max_points_per_project)}
    return meta


def _protocol(edition_id: int, cast: Counter[str]) -> ProtocolFile:
    valid = sum(cast.values())
    annulled = db.session.execute(
        select(Envelope.channel, Envelope.doubt, func.count())
        .where(Envelope.edition_id == edition_id, Envelope.status == EnvelopeStatus.ANNULLED)
        .group_by(Envelope.channel, Envelope.doubt)
    )
    invalid: Counter[str] = Counter()
    for channel, doubt, number in annulled:
        cast[channel] += number
        invalid[doubt or "OTHER"] += number
    return ProtocolFile(dict(sorted(cast.items())), valid, dict(sorted(invalid.items())), _residents())


def _residents() -> int:
    return sum(people for _, people in residents_by_area().values())


def _statistics(edition: EditionFacts, choices: Iterable[Choice]) -> dict[str, dict[str, int | None]]:
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for choice in choices:
        cells["area"][choice.area] += 1
        cells["age"][choice.age_band] += 1
        cells["channel"][choice.channel] += 1
    least = edition.rules.publication.suppress_below
    return {
        name: rules.suppressed(dict(sorted(counted.items())), least)
        for name, counted in sorted(cells.items())
    }
