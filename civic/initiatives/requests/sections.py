"""Where later features add to pages of a request without being known here: what is public, the way, the next thing to do.

Whoever comes later registers functions when its views are imported. Each gets the initiative's id and reads for itself,
in one statement, and gives nothing when it has nothing to say:

    @sections.section(20)
    def decision(initiative_id: int, status: Status) -> Section | None: ...
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Status


@dataclass(frozen=True)
class Section:
    """A part of the public page: a heading, and a template that gets ``context``. Nothing personal may be in it."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """Something that happened on the way of a request, for its timeline."""

    text: str
    at: date | datetime
    note: str = ""


@dataclass(frozen=True)
class Next:
    """The one thing the leader has to do or to know now. ``href``, ``action``: where it is done. ``until``: the last day."""

    text: str
    action: str = ""
    href: str = ""
    until: date | None = None


MakeSection = Callable[[int, Status], Section | None]
MakeMoments = Callable[[int, Status], list[Moment]]
MakeNext = Callable[[InitiativeFacts], Next | None]

SECTIONS: list[tuple[int, MakeSection]] = []
MOMENTS: list[MakeMoments] = []
NEXT: dict[Status, MakeNext] = {}


def section(place: int) -> Callable[[MakeSection], MakeSection]:
    """Register a section of the public page; smaller places stand higher."""

    def register(make: MakeSection) -> MakeSection:
        SECTIONS.append((place, make))
        SECTIONS.sort(key=lambda each: each[0])
        return make

    return register


def moments(make: MakeMoments) -> MakeMoments:
    """Register what happened on the way."""
    MOMENTS.append(make)
    return make


def next_thing(*statuses: Status) -> Callable[[MakeNext], MakeNext]:
    """Register what the leader has to do while the request stands so."""

    def register(make: MakeNext) -> MakeNext:
        NEXT.update(dict.fromkeys(statuses, make))
        return make

    return register


def sections_of(initiative_id: int, status: Status) -> list[Section]:
    """The further sections of the public page."""
    made = [make(initiative_id, status) for _, make in SECTIONS]
    return [each for each in made if each is not None]


def moments_of(initiative_id: int, status: Status) -> list[Moment]:
    """What happened on the way, the oldest first."""
    found = [moment for make in MOMENTS for moment in make(initiative_id, status)]
    return sorted(found, key=lambda each: each.at.date() if isinstance(each.at, datetime) else each.at)
