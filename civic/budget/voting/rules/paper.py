"""The ballot paper of one edition and a choice made on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from civic.budget.editions.rules import AreaChoice, BallotList, BallotOrder, EmptyBallot, Minors
from civic.core.money import Grosz


class Refusal(StrEnum):
    """Why a ballot, a link, a key or an envelope is refused."""

    NOT_YET = "voting-not-yet"
    CLOSED = "voting-closed"
    NOT_OPENED = "voting-not-opened"
    EMPTY_BALLOT = "voting-empty-ballot"
    NOT_ON_THE_LIST = "voting-not-on-the-list"
    INCOMPLETE = "voting-incomplete"
    TOO_MANY_PROJECTS = "voting-too-many-projects"
    SUM_EXCEEDED = "voting-sum-exceeded"
    TOO_MANY_POINTS = "voting-too-many-points"
    WRONG_POINTS = "voting-wrong-points"
    COST_EXCEEDED = "voting-cost-exceeded"
    CROSS_TOTAL_EXCEEDED = "voting-cross-total-exceeded"
    TOO_MANY_AREAS = "voting-too-many-areas"
    NOT_YOUR_AREA = "voting-not-your-area"
    AREA_MISSING = "voting-area-missing"
    NO_DECLARATION = "voting-no-declaration"
    AGE_MISSING = "voting-age-missing"
    AGE_IMPOSSIBLE = "voting-age-impossible"
    NAME_MISSING = "voting-name-missing"
    ADDRESS_MISSING = "voting-address-missing"
    EMAIL_WRONG = "voting-email-wrong"
    GUARDIAN_REQUIRED = "voting-guardian-required"
    CONSENT_REQUIRED = "voting-consent-required"
    NO_SUCH_ROUTE = "voting-no-such-route"
    SIGN_IN_FIRST = "voting-sign-in-first"
    LINK_INVALID = "voting-link-invalid"
    LINK_EXPIRED = "voting-link-expired"
    LINK_USED = "voting-link-used"
    TOO_MANY_LINKS = "voting-too-many-links"
    CONTACT_LIMIT = "voting-contact-limit"
    ALREADY_VOTED = "voting-already-voted"
    ENVELOPE_ANNULLED = "voting-envelope-annulled"
    NO_KEY = "voting-no-key"
    KEY_EXISTS = "voting-key-exists"
    KEY_NUMBERS = "voting-key-numbers"
    HOLDER_MISSING = "voting-holder-missing"
    TOO_FEW_SHARES = "voting-too-few-shares"
    SHARE_MISTYPED = "voting-share-mistyped"
    SHARES_DO_NOT_FIT = "voting-shares-do-not-fit"
    NO_PROJECTS = "voting-no-projects"
    STILL_OPEN = "voting-still-open"
    PAPER_STILL_OPEN = "voting-paper-still-open"
    ALREADY_OPENED = "voting-already-opened"
    DOUBTFUL_UNDECIDED = "voting-doubtful-undecided"
    ENVELOPES_DAMAGED = "voting-envelopes-damaged"
    ENVELOPES_CLOSED = "voting-envelopes-closed"
    REASON_MISSING = "voting-reason-missing"
    NOT_QUARANTINED = "voting-not-quarantined"
    NOT_VALID_NOW = "voting-not-valid-now"
    SAME_PERSON = "voting-same-person"
    NOTHING_PROPOSED = "voting-nothing-proposed"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a ballot. ``facts`` fill the sentence; ``list_id`` None: the whole ballot."""

    reason: Refusal
    list_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperArea:
    """An area a voter may name as theirs, or pick. ``covers``: the codes of every area lying in it, itself included."""

    code: str
    name: str
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PaperPool:
    """A pool on a list. ``areas``: codes of the areas it is for, as the edition names them (none: the whole city);
    ``covers``: the codes of every area lying in them, themselves included."""

    id: str
    name: str
    amount: Grosz
    areas: tuple[str, ...] = ()
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PaperProject:
    """An admitted project as it stands on the paper. ``position``: its drawn place, None where none was drawn."""

    id: int
    number: str
    title: str
    cost: Grosz
    pool: str
    position: int | None = None
    summary: str = ""
    place: str = ""
    category: str = ""


@dataclass(frozen=True)
class PaperList:
    """A list of the ballot with its pools and projects; ``rules`` are the edition's own."""

    rules: BallotList
    pools: tuple[PaperPool, ...]
    projects: tuple[PaperProject, ...]

    @property
    def id(self) -> str:
        return self.rules.id

    @cached_property
    def by_id(self) -> Mapping[int, PaperProject]:
        return {project.id: project for project in self.projects}

    @cached_property
    def pool_by_id(self) -> Mapping[str, PaperPool]:
        return {pool.id: pool for pool in self.pools}

    def open_to(self, area: PaperArea) -> tuple[PaperProject, ...]:
        """The projects somebody of this area, or who picked it, may choose from."""
        if self.rules.area_choice is AreaChoice.ALL:
            return self.projects
        pools = {
            pool.id
            for pool in self.pools
            if not pool.areas
            or area.code in pool.covers
            or (self.picks and area.covers.issuperset(pool.areas))
        }
        return tuple(project for project in self.projects if project.pool in pools)

    @property
    def picks(self) -> bool:
        """Whether the voter picks the area freely."""
        return self.rules.area_choice in {AreaChoice.ANY_ONE, AreaChoice.ANY_N}

    @property
    def by_area(self) -> bool:
        """Whether some of its pools belong to a part of the city only."""
        return any(pool.areas for pool in self.pools)

    def most(self) -> int:
        """The most projects one ballot can name here."""
        limit = self.rules.max_choices
        return len(self.projects) if limit is None else min(limit, len(self.projects))


@dataclass(frozen=True)
class Paper:
    """All that decides about a ballot of one edition. ``opens`` and ``closes`` are aware moments, half open."""

    edition_id: int
    slug: str
    name: str
    lists: tuple[PaperList, ...]
    opens: datetime
    closes: datetime
    areas: tuple[PaperArea, ...] = ()
    empty_ballot: EmptyBallot = EmptyBallot.INVALID
    order: BallotOrder = BallotOrder.DRAW
    minors: Minors = Minors()  # noqa: RUF009 - frozen
    may_change: bool = False
    by_name: bool = False
    """Whether every way to vote knows people by name and address (see ``known_by_name``)."""
    per_mailbox: int = 1
    """How many people may vote from one mailbox."""
    rewards_more: frozenset[str] = frozenset()
    """Lists counted so that naming more projects helps a voter (Equal Shares)."""

    def ballot_list(self, list_id: str) -> PaperList | None:
        """The list with this id, or None."""
        return next((found for found in self.lists if found.id == list_id), None)

    @property
    def asks_area(self) -> bool:
        """Whether a voter has to say, or pick, an area before the lists can be shown."""
        return any(each.by_area and each.rules.area_choice is not AreaChoice.ALL for each in self.lists)

    @property
    def asks_home(self) -> bool:
        """Whether that area must be the one where the voter lives."""
        return any(each.by_area and each.rules.area_choice is AreaChoice.OWN for each in self.lists)

    @property
    def areas_max(self) -> int:
        """How many areas a voter may pick; 1 where they name their own."""
        if self.asks_home:
            return 1
        return max(
            (each.rules.areas_max or 1 for each in self.lists if each.rules.area_choice is AreaChoice.ANY_N),
            default=1,
        )

    def area(self, code: str) -> PaperArea | None:
        """The area with this code among those that may be named, or None."""
        return next((area for area in self.areas if area.code == code), None)

    @property
    def projects(self) -> Iterator[PaperProject]:
        for each in self.lists:
            yield from each.projects


@dataclass(frozen=True)
class Choice:
    """What is sealed: list -> project -> points (1 where a vote is a vote), and what statistics need.

    ``area`` is a code: where the voter lives, or the area they picked where the edition lets them pick. ``area``,
    ``age_band`` and ``sex`` stay empty where the edition does not ask.
    """

    lists: Mapping[str, Mapping[int, int]]
    area: str = ""
    age_band: str = ""
    sex: str = ""
    channel: str = "ONLINE"

    def of(self, list_id: str) -> Mapping[int, int]:
        """What was chosen on a list; empty where nothing was."""
        return self.lists.get(list_id, {})

    @property
    def is_empty(self) -> bool:
        return not any(self.lists.values())
