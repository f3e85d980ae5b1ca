"""The way through the booth: which pages there are and what each of them still needs."""

from dataclasses import dataclass, replace
from functools import cached_property

from civic.budget.editions.rules import Asked, IdentityMethod, IdentityRoute
from civic.budget.voting.forms import Draft
from civic.budget.voting.rules import (
    Choice,
    Paper,
    PaperArea,
    PaperList,
    PaperProject,
    Problem,
    Refusal,
    age_band,
    list_pages,
    problems,
    why_not_vote,
)
from civic.budget.voting.services.routes import adapter_of, asked_by

AREA, WHO, CHECK = "area", "who", "check"


@dataclass(frozen=True)
class Booth:
    """One voter's way: the paper, the route they took, and the draft they carry."""

    paper: Paper
    route: IdentityRoute
    draft: Draft

    @property
    def by_email(self) -> bool:
        """Whether the way began with a link by e-mail, which is one step more."""
        adapter = adapter_of(self.route)
        return adapter is not None and adapter.method is IdentityMethod.EMAIL_LINK

    @cached_property
    def asks(self) -> frozenset[Asked]:
        return asked_by(self.route, self.paper)

    @cached_property
    def areas(self) -> tuple[PaperArea, ...]:
        """The areas the voter named or picked."""
        found = (self.paper.area(code) for code in self.draft.areas)
        return tuple(area for area in found if area is not None)

    @cached_property
    def pages(self) -> dict[str, tuple[PaperList, ...]]:
        """The pages with lists, by the name of the page; lists with nothing for this voter are left out."""
        before_and_after = 4 + self.by_email + self.paper.asks_area
        laid_out = list_pages(self.paper, before_and_after)
        pages = {}
        for number, ids in enumerate(laid_out, start=1):
            lists = tuple(each for each in self.paper.lists if each.id in ids and self.projects(each))
            if lists:
                pages[f"list-{number}"] = lists
        return pages

    @cached_property
    def steps(self) -> list[str]:
        """The names of the pages in their order, from the first question to "Sprawdź swój głos"."""
        first = [AREA] if self.paper.asks_area else []
        if first and not self.areas:
            lists = [
                f"list-{number}"
                for number in range(1, len(list_pages(self.paper, 4 + self.by_email + 1)) + 1)
            ]
        else:
            lists = list(self.pages)
        return [*first, *lists, WHO, CHECK]

    def number(self, step: str) -> int:
        """Which step of the whole way this is; the first one is the start page."""
        return self.steps.index(step) + 2 + self.by_email

    @property
    def total(self) -> int:
        return len(self.steps) + 2 + self.by_email

    def projects(self, each: PaperList) -> tuple[PaperProject, ...]:
        """The projects of a list this voter may choose from."""
        if not each.by_area or not self.paper.asks_area:
            return each.projects
        open_ids = {project.id for area in self.areas for project in each.open_to(area)}
        return tuple(project for project in each.projects if project.id in open_ids)

    @cached_property
    def choice(self) -> Choice:
        """What would be sealed."""
        lists = {list_id: dict(chosen) for list_id, chosen in self.draft.lists.items() if chosen}
        area = self.areas[0].code if self.areas else ""
        voter = self.draft.voter
        age = voter.age if Asked.AGE in self.asks else None
        sex = voter.sex if Asked.SEX in self.asks else ""
        return Choice(lists, area, age_band(age), sex, str(self.route.channel))

    def after(self, step: str) -> str:
        """The page that comes next."""
        if self.draft.seen and not any(self.needs(each) for each in self.steps):
            return CHECK
        at = self.steps.index(step) if step in self.steps else -1
        return self.steps[min(at + 1, len(self.steps) - 1)]

    def before(self, step: str) -> str | None:
        """The page before, None for the first."""
        at = self.steps.index(step)
        return self.steps[at - 1] if at > 0 else None

    def needs(self, step: str) -> tuple[Problem, ...]:
        """What is still wrong on a page, as far as it can be known there."""
        if step == AREA:
            return self._area_needs()
        if step == WHO:
            return tuple(
                Problem(reason) for reason in why_not_vote(self.draft.voter, self.paper.minors, self.asks)
            )
        found = problems(self.paper, self.choice)
        if step == CHECK:
            return found
        here = {each.id for each in self.pages.get(step, ())}
        return tuple(problem for problem in found if problem.list_id in here)

    def first_fault(self) -> str | None:
        """The first page on which something is wrong, None when the ballot may be cast."""
        return next((step for step in self.steps if self.needs(step)), None)

    def _area_needs(self) -> tuple[Problem, ...]:
        if not self.areas:
            return (Problem(Refusal.AREA_MISSING),)
        limit = self.paper.areas_max
        if len(self.areas) > limit:
            return (
                Problem(
                    Refusal.TOO_MANY_AREAS,
                    None,
                    {"list": self.paper.name, "limit": limit, "chosen": len(self.areas)},
                ),
            )
        return ()

    def without_closed_projects(self) -> "tuple[Booth, bool]":
        """The same without choices this voter's area does not open; whether any were dropped."""
        kept = {}
        for each in self.paper.lists:
            open_ids = {project.id for project in self.projects(each)}
            kept[each.id] = {
                project: points
                for project, points in self.draft.lists.get(each.id, {}).items()
                if project in open_ids
            }
        before = sum(
            len(chosen) for list_id, chosen in self.draft.lists.items() if self.paper.ballot_list(list_id)
        )
        dropped = sum(map(len, kept.values())) < before
        return replace(self, draft=replace(self.draft, lists=kept)), dropped
