"""The course of one edition of the sample, from its rules to its results: the real services, at the moments of its calendar."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from random import Random

from civic.budget.assessment import services as assessment
from civic.budget.assessment.rules import Verdict
from civic.budget.counting import services as counting
from civic.budget.editions import services as editions
from civic.budget.editions.rules import Action, BallotOrder, Rules
from civic.budget.projects import services as projects
from civic.budget.projects.rules import Category, Outcome, Stage
from civic.budget.projects.rules.answers import Consents, PoolChoice
from civic.budget.voting import queries as voting_queries
from civic.budget.voting import services as voting
from civic.budget.voting.rules import Choice, Paper
from civic.budget.voting.services import MadeUp
from civic.core.deadlines import WARSAW
from civic.sample import geography, people, voters
from civic.sample.calendars import Days
from civic.sample.rules import CITY
from civic.sample.texts import Text

RESIDENTS = {area.code: area.population for area in geography.DISTRICTS}
COMPLETE = "Projekt jest kompletny, mieści się w zadaniach miasta i w puli, o którą się ubiega."
FEASIBLE = "Projekt można wykonać w ciągu roku, w podanym miejscu i za podany koszt."
CHEAPER = "Projekt można wykonać. Koszt sprawdziliśmy w cenniku miasta i wpisaliśmy niższy."
_ROADS = frozenset({Category.INFRASTRUCTURE, Category.SAFETY, Category.SPORT})
_ROUTES = ("email", "konto", "email", "oswiadczenie", "email")

Choices = Callable[[Paper, list[Choice]], list[Choice]]


@dataclass
class Course:
    """One edition under way. ``ids``: of the cast's people; ``seed``: names its made-up voters, whatever the year."""

    slug: str
    rules: Rules
    days: Days
    ids: Mapping[str, int]
    seed: str
    edition_id: int = 0
    texts: dict[int, Text] = field(default_factory=dict)

    @cached_property
    def coordinator(self) -> int:
        return self.ids[people.COORDINATOR.key]

    @cached_property
    def chair(self) -> int:
        return self.ids[people.COMMITTEE[0].key]

    def announce(self) -> None:
        """Make the edition and announce it, a month before projects may be sent."""
        self.edition_id = editions.create(
            self.rules, slug=self.slug, actor_id=self.coordinator, now=self.days.at(-30)
        )
        editions.decide(self.edition_id, Action.CONFIGURE, actor_id=self.coordinator)
        editions.decide(
            self.edition_id,
            Action.ANNOUNCE,
            actor_id=self.ids[people.EXECUTIVE.key],
            document_number=f"{self.rules.year - 1}/BO/{self.edition_id}",
        )

    def collect(self, texts: Sequence[Text], within: int = 28) -> None:
        """Leaders write the projects and send them, spread over so many days."""
        for place, text in enumerate(texts):
            leader = self.ids[self._leader(place, text, texts).key]
            at = self.days.at(place * within // len(texts), time(9 + place % 11, place * 17 % 60))
            project_id = self._write(text, leader, at)
            if not text.draft:
                projects.submit(project_id, leader, at)
                self.texts[project_id] = text

    def _leader(self, place: int, text: Text, texts: Sequence[Text]) -> people.Member:
        """Drafts belong to those who are on the list of accounts, the first one of it first; the rest to everybody."""
        if text.draft:
            return people.LEADERS[[each for each in texts if each.draft].index(text)]
        everyone = (*people.LEADERS, *people.OTHERS)
        return everyone[(place * 5 + len(self.seed)) % len(everyone)]

    def _write(self, text: Text, leader: int, at: datetime) -> int:
        project_id = projects.create_draft(self.edition_id, leader, text.idea, at)
        pool = CITY if text.asks_city or len(self.rules.pools) == 1 else text.area
        consents = Consents(
            declares_residence=True, agrees_to_publish=True, name_public=len(text.idea.title) % 2 == 0
        )
        answers = (text.place, PoolChoice(pool=pool), text.description, text.costs, consents)
        for answer in answers[:2] if text.draft else answers:
            projects.save(project_id, leader, answer, at)
        return project_id

    def assess(self, formal: int | None = None, merit: int | None = None) -> None:
        """The office decides about the first ``formal`` and ``merit`` projects; about all of them by default."""
        at = self.days.assessing
        for project_id, text in list(self.texts.items())[:formal]:
            self._decide(project_id, text, Stage.FORMAL, at)
        passed = [item for item in self.texts.items() if not self._failed(item[1], Stage.FORMAL)]
        for project_id, text in passed[:merit]:
            self._decide(project_id, text, Stage.MERIT, at + timedelta(days=9))
            if text.group:
                assessment.set_conflict_group(
                    project_id, self.coordinator, text.group, at + timedelta(days=9)
                )

    def _decide(self, project_id: int, text: Text, stage: Stage, at: datetime) -> None:
        good = COMPLETE if stage is Stage.FORMAL else FEASIBLE if text.verified is None else CHEAPER
        failed = self._failed(text, stage)
        verdict = Verdict(
            stage=stage,
            outcome=Outcome.NEGATIVE if failed else Outcome.POSITIVE,
            reason=text.refused[1] if text.refused and failed else good,
            verified_cost=text.verified if stage is Stage.MERIT else None,
        )
        roads, greenery = (self.ids[member.key] for member in people.VERIFIERS)
        expert = roads if _ROADS.intersection(text.description.categories) else greenery
        assessment.decide(project_id, self.coordinator if stage is Stage.FORMAL else expert, verdict, at)

    @staticmethod
    def _failed(text: Text, stage: Stage) -> bool:
        return text.refused is not None and text.refused[0] is stage

    def publish(self) -> None:
        """The results of the assessment are announced."""
        assessment.publish_assessment(self.edition_id, self.coordinator, self.days.publishing)

    def fix_list(self) -> None:
        """The list of projects is fixed; where its order is drawn, the numbers drawn in public are known."""
        seed = f"7 19 23 31 40 44 {self.slug}" if self.rules.ballot_order is BallotOrder.DRAW else None
        assessment.fix_list(self.edition_id, self.coordinator, self.days.listing, seed)

    def open_voting(self) -> str:
        """The commission makes the key and opens voting; gives the one share that opens the box."""
        holder = people.COMMITTEE[0].name
        ceremony = voting.make_key(
            self.edition_id, 1, [holder], actor_id=self.chair, now=self.days.making_key
        )
        share = ceremony.shares[0][1]
        voting.rehearse(self.edition_id, [share], actor_id=self.chair, now=self.days.making_key)
        counting.commit_draw(self.edition_id, self.chair, self.days.making_key)
        voting.open_voting(self.edition_id, actor_id=self.chair, now=self.days.opening_voting)
        return share

    def vote(self, count: int, now: datetime, arrange: Choices = lambda _, choices: choices) -> Paper:
        """So many residents vote between the opening and now or the close."""
        paper = voting_queries.paper(self.edition_id)
        choices = arrange(paper, list(voters.choices(paper, RESIDENTS, count, self.seed)))
        voting.cast_many(paper, self.envelopes(paper, choices, min(now, paper.closes)))
        return paper

    def envelopes(self, paper: Paper, choices: Iterable[Choice], until: datetime) -> Iterator[MadeUp]:
        """Each choice with a voter and the moment it was cast, mostly in the evening."""
        chance = Random(f"{self.seed}|moments")  # noqa: S311 - a play, not a secret
        for number, choice in enumerate(choices):
            at = paper.opens + (until - paper.opens) * chance.random()
            evening = at.astimezone(WARSAW).replace(hour=int(chance.triangular(6, 23, 19)))
            at = evening if paper.opens <= evening < until else at
            yield MadeUp(f"{self.slug}:{number}", choice, at, _ROUTES[number % len(_ROUTES)])

    def count(self, share: str) -> None:
        """The commission opens the box and counts; two people stand by the result, and it is public."""
        voting.open_envelopes(self.edition_id, [share], actor_id=self.chair, now=self.days.opening_box)
        number = counting.count(self.edition_id, self.chair, self.days.opening_box + timedelta(hours=1))
        for member in (people.COMMITTEE[0], people.EXECUTIVE):
            counting.approve(
                self.edition_id,
                number,
                self.ids[member.key],
                f"{self.rules.year - 1}/P/1",
                self.days.approving,
            )
