"""Miłogród from nothing: its ground, its people, editions, consultations and local initiatives in every phase, the same
whenever it is built."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, exists, select, text

from civic.budget.editions import services as editions
from civic.budget.editions.rules import Calendar, Phase, Rules
from civic.budget.voting import queries as voting_queries
from civic.budget.voting import services as voting
from civic.budget.voting.rules import Choice, Paper
from civic.core.db import all_or_nothing, db
from civic.core.deadlines import in_poland
from civic.core.mail import OutgoingMail
from civic.places.models import Area
from civic.sample import accounts, consultations, ground, initiatives, organisations, people, rules
from civic.sample.calendars import Days
from civic.sample.course import Course
from civic.sample.rules import DISTRICT_LIST, THOUSAND
from civic.sample.texts import texts

ENVELOPES = {"voting": 1_500, "counting": 900, "results": 2_400, "shares": 900}
PROFILE = "czestochowa-2025"
RULES: Mapping[str, tuple[Callable[[int, int, Calendar], Rules], int, int]] = {
    "submission": (rules.budget, 2, 6_600 * THOUSAND),
    "verification": (rules.green, 1, 750 * THOUSAND),
    "appeals": (rules.culture, 1, 200 * THOUSAND),
    "before_voting": (rules.youth, 1, 250 * THOUSAND),
    "voting": (rules.budget, 1, 6_000 * THOUSAND),
    "counting": (rules.estates, 1, 60 * THOUSAND),
    "results": (rules.budget_before, 0, 5_400 * THOUSAND),
    "shares": (rules.green, 0, 600 * THOUSAND),
}
"""Each edition's rules, how many years ahead it spends, and its money in grosz (the estates': each of them)."""


@dataclass(frozen=True)
class Slugs:
    """The editions of the sample by what they show; their years follow the year in which it is built."""

    draft: str
    submission: str
    verification: str
    appeals: str
    before_voting: str
    voting: str
    counting: str
    results: str
    shares: str


def slugs(now: datetime) -> Slugs:
    """The addresses of the sample's editions when it is built now."""
    year = in_poland(now).year
    return Slugs(
        draft=f"{year + 3}",
        submission=f"{year + 2}",
        verification=f"zielony-{year + 1}",
        appeals=f"kultura-{year + 1}",
        before_voting=f"mlodzi-{year + 1}",
        voting=f"{year + 1}",
        counting=f"osiedla-{year + 1}",
        results=f"{year}",
        shares=f"zielony-{year}",
    )


def is_built() -> bool:
    """Whether there is a city already, this one or another."""
    return bool(db.session.scalar(select(exists().where(Area.id.is_not(None)))))


def build(now: datetime) -> None:
    """Build everything around this moment, or nothing; the shares of the keys go to the file of accounts only."""
    with all_or_nothing():
        ids = people.settle(Days.in_phase(Phase.RESULTS, now).at(-60))
        ground.lay()
        city = _City(now, ids, slugs(now), in_poland(now).year)
        city.past()
        shares = city.present()
        city.future()
        known = organisations.enter(ids)
        consultations.build(now, ids, known)
        initiatives.build(now, ids, known)
        _post_has_gone()
    accounts.write(
        current_app.config["CIVIC"], {city.slugs.voting: shares[0], city.slugs.counting: shares[1]}
    )


def _post_has_gone() -> None:
    """What was mailed in those months arrived long ago: nobody is written to today."""
    db.session.execute(delete(OutgoingMail))
    db.session.execute(text("DELETE FROM procrastinate_jobs WHERE task_name = 'mail.send'"))


@dataclass(frozen=True)
class _City:
    now: datetime
    ids: Mapping[str, int]
    slugs: Slugs
    year: int

    def past(self) -> None:
        """What is over: last year's budget and the green one."""
        results = self._course("results", Days.in_phase(Phase.RESULTS, self.now), "budget-results")
        share = results.open_voting()
        results.vote(ENVELOPES["results"], self.now)
        results.count(share)
        shares = self._course("shares", Days.in_phase(Phase.RESULTS, self.now, earlier=-220), "green-results")
        share = shares.open_voting()
        shares.vote(ENVELOPES["shares"], self.now)
        shares.count(share)

    def present(self) -> tuple[str, str]:
        """What is voted on now and what waits for the commission; the shares that open the two boxes."""
        now = self.now
        open_now = self._course("voting", Days.in_phase(Phase.VOTING, now), "budget-voting")
        own = open_now.open_voting()
        paper = open_now.vote(ENVELOPES["voting"], now)
        self._doubt(open_now, paper)
        closed = self._course("counting", Days.in_phase(Phase.COUNTING, now), "estates")
        other = closed.open_voting()
        closed.vote(ENVELOPES["counting"], now, tie)
        return own, other

    def future(self) -> None:
        """What is still being prepared, and a draft from another city's profile."""
        self._course("before_voting", Days.in_phase(Phase.BEFORE_VOTING, self.now), "youth")
        appeals = self._begun("appeals", Days.in_phase(Phase.APPEALS, self.now))
        appeals.collect(texts("culture"))
        appeals.assess()
        appeals.publish()
        verified = self._begun("verification", Days.in_phase(Phase.VERIFICATION, self.now))
        verified.collect(texts("green-verification"))
        verified.assess(formal=6, merit=3)
        self._begun("submission", Days.in_phase(Phase.SUBMISSION, self.now)).collect(
            texts("budget-submission"), within=10
        )
        editions.create_from_profile(
            PROFILE, slug=self.slugs.draft, year=self.year + 3, start=in_poland(self.now) + timedelta(days=200),
            actor_id=self.ids[people.COORDINATOR.key], total=7_200 * THOUSAND, expenditure=rules.EXPENDITURE,
            now=self.now,
        )  # fmt: skip

    def _begun(self, name: str, days: Days) -> Course:
        course = Course(getattr(self.slugs, name), self._rules(name, days), days, self.ids, name)
        course.announce()
        return course

    def _course(self, name: str, days: Days, written: str) -> Course:
        """An edition up to its fixed list."""
        course = self._begun(name, days)
        course.collect(texts(written))
        course.assess()
        course.publish()
        course.fix_list()
        return course

    def _rules(self, name: str, days: Days) -> Rules:
        make, years_ahead, money = RULES[name]
        return make(self.year + years_ahead, money, days.calendar)

    def _doubt(self, course: Course, paper: Paper) -> None:
        """Somebody says that one of the ballots was not theirs."""
        tracker = min(tracker for tracker, _ in voting_queries.trackers(paper.edition_id))
        voting.put_aside(
            paper.edition_id, tracker, "DISPUTED", "Mieszkanka zgłosiła, że ktoś zagłosował za nią.",
            actor_id=course.chair, now=self.now,
        )  # fmt: skip


def tie(paper: Paper, choices: list[Choice]) -> list[Choice]:
    """The same choices, but where three projects compete the two best have as many votes: lots must be drawn."""
    each = next(each for each in paper.lists if each.id == DISTRICT_LIST)
    rivals = next(
        found for pool in each.pools if len(found := [p.id for p in each.projects if p.pool == pool.id]) == 3
    )
    votes = Counter(project for choice in choices for project in choice.of(each.id))
    first, second, third = sorted(rivals, key=lambda project: (-votes[project], project))
    ahead, moved = votes[first] - votes[second], []
    for choice in choices:
        if ahead and first in choice.of(each.id):
            goes_to = second if ahead > 1 else third
            ahead -= 2 if ahead > 1 else 1
            choice = replace(choice, lists={**choice.lists, each.id: {goes_to: 1}})  # noqa: PLW2901
        moved.append(choice)
    return moved
