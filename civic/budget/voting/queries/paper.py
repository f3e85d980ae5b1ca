"""The ballot paper: an edition's rules, its admitted projects and the city's areas, put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import (
    AllocationRule,
    AreaChoice,
    BallotList,
    Channel,
    IdentityRoute,
    Pool,
    Rules,
    why_not_open_voting,
)
from civic.budget.editions.rules import Refusal as Why
from civic.budget.projects import queries as projects
from civic.budget.voting.queries.keys import Key, key
from civic.budget.voting.rules import (
    Paper,
    PaperArea,
    PaperList,
    PaperPool,
    PaperProject,
    Refusal,
    known_by_name,
)
from civic.core.db import db
from civic.core.refusal import Refused
from civic.places.models import Area

_KEPT: dict[tuple[int, bytes], Paper] = {}
"""Papers of editions whose voting was opened, by edition and key: nothing on them changes any more but the hours."""


@dataclass(frozen=True)
class Poll:
    """An edition as voting sees it, read once for a request."""

    edition: EditionFacts
    key: Key | None
    paper: Paper

    @property
    def routes(self) -> tuple[IdentityRoute, ...]:
        """The ways to vote over the internet."""
        return _online(self.edition.rules)

    def why_closed(self, now: datetime) -> Refused | None:
        """Why no ballot is taken at this moment; None while voting is on."""
        voting = self.edition.rules.calendar.voting
        match why_not_open_voting(self.edition.standing, now):
            case None:
                return None
            case Why.VOTING_OVER:
                return Refused(Refusal.CLOSED, closes=voting.closes)
            case Why.SUSPENDED:
                return Refused(Refusal.NOT_OPENED)
            case _:
                return Refused(
                    Refusal.NOT_YET if now < voting.opens else Refusal.NOT_OPENED, opens=voting.opens
                )


def poll(slug: str) -> Poll:
    """The edition with this slug; NoResultFound when there is none."""
    return _poll(editions.edition_by_slug(slug))


def paper(edition_id: int) -> Paper:
    """The ballot paper of an edition. NoResultFound when there is none."""
    return _poll(editions.edition(edition_id)).paper


def _poll(edition: EditionFacts) -> Poll:
    made = key(edition.id)
    if made is None or made.box_size is None:
        return Poll(edition, made, _build(edition))
    if (edition.id, made.public_key) not in _KEPT:
        _KEPT[edition.id, made.public_key] = _build(edition)
    return Poll(edition, made, _KEPT[edition.id, made.public_key])


@dataclass(frozen=True)
class _Tree:
    """The city's areas by code, with what lies in each."""

    names: Mapping[str, str]
    covers: Mapping[str, frozenset[str]]

    def around(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes of all areas lying in these, themselves included."""
        return frozenset().union(*(self.covers.get(code, frozenset({code})) for code in codes))


def _build(edition: EditionFacts) -> Paper:
    rules = edition.rules
    tree = _areas()
    offered = [_project(row) for row in projects.admitted(edition.id)]
    lists = tuple(_list(rules, each, tree, offered) for each in rules.lists)
    return Paper(
        edition_id=edition.id,
        slug=edition.slug,
        name=rules.name,
        lists=lists,
        opens=rules.calendar.voting.opens,
        closes=rules.calendar.voting.closes,
        areas=_choosable(lists, tree),
        empty_ballot=rules.empty_ballot,
        order=rules.ballot_order,
        minors=rules.eligibility.minors,
        may_change=rules.channels.change_until_close,
        by_name=known_by_name(_online(rules)),
        per_mailbox=max((route.max_per_email or 1 for route in _online(rules)), default=1),
        rewards_more=frozenset(
            rules.list_of(pool.id).id
            for pool in rules.pools
            if rules.allocation_of(pool.id).rule is AllocationRule.MES_ADD1
        ),
    )


def _online(rules: Rules) -> tuple[IdentityRoute, ...]:
    return tuple(route for route in rules.identity if route.channel is Channel.ONLINE)


def _project(row: projects.Admitted) -> PaperProject:
    return PaperProject(
        id=row.id,
        number=str(row.number),
        title=row.title,
        cost=row.cost,
        pool=row.pool,
        position=row.ballot_position,
        summary=row.summary,
        place=row.location_text or row.area or "",
        category=", ".join(row.categories),
    )


def _areas() -> _Tree:
    rows = db.session.execute(select(Area.id, Area.code, Area.name, Area.parent_id)).all()
    covers: dict[str, set[str]] = {row.code: {row.code} for row in rows}
    by_id = {row.id: row for row in rows}
    for row in rows:
        parent = by_id.get(row.parent_id)
        while parent is not None:
            covers[parent.code].add(row.code)
            parent = by_id.get(parent.parent_id)
    return _Tree(
        {row.code: row.name for row in rows}, {code: frozenset(inside) for code, inside in covers.items()}
    )


def _list(rules: Rules, each: BallotList, tree: _Tree, offered: Sequence[PaperProject]) -> PaperList:
    pools = tuple(_pool(rules.pool(pool_id), tree) for pool_id in each.pools)
    return PaperList(each, pools, tuple(project for project in offered if project.pool in each.pools))


def _pool(pool: Pool, tree: _Tree) -> PaperPool:
    return PaperPool(
        pool.id, pool.name, pool.amount, pool.areas, tree.around(pool.areas) if pool.areas else frozenset()
    )


def _choosable(lists: Sequence[PaperList], tree: _Tree) -> tuple[PaperArea, ...]:
    """The areas a voter is asked to name: where a list is for those who live there, the smallest that matter."""
    own = [each for each in lists if each.rules.area_choice is AreaChoice.OWN]
    asked = own or [each for each in lists if each.picks and each.rules.same_area_as is None]
    codes = {code for each in asked for pool in each.pools for code in pool.areas}
    if own:
        codes = {code for code in codes if not (tree.around([code]) - {code}) & codes}
    areas = [PaperArea(code, tree.names.get(code, code), tree.around([code])) for code in codes]
    return tuple(sorted(areas, key=lambda area: area.name))
