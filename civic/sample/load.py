"""A big vote for load: one edition with any number of envelopes, streamed into the database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from flask import current_app

from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Phase
from civic.budget.voting import queries as voting_queries
from civic.budget.voting import services as voting
from civic.budget.voting.services import MadeUp
from civic.core.db import all_or_nothing
from civic.core.deadlines import in_poland
from civic.sample import accounts, people, rules, voters
from civic.sample.calendars import Days
from civic.sample.course import RESIDENTS, Course
from civic.sample.texts import texts

EVERY = 10_000

Progress = Callable[[int, float], None]


def slug(count: int) -> str:
    """The address of the big edition."""
    return f"duza-{count}"


def is_built(count: int) -> bool:
    """Whether that many have voted already."""
    return editions.id_of_slug(slug(count)) is not None


def build(count: int, now: datetime, progress: Progress = lambda _made, _seconds: None) -> float:
    """An edition one votes in now with so many envelopes; gives the seconds the envelopes took. All or nothing.

    ``progress`` hears how many there are and after how many seconds. Memory does not grow with ``count``.
    """
    days = Days.in_phase(Phase.VOTING, now)
    yearly = rules.budget(in_poland(now).year + 1, 6 * rules.MILLION, days.calendar)
    named = replace(yearly, name=f"Wielkie głosowanie ({count})")
    course = Course(slug(count), named, days, people.ids(), "voting")
    with all_or_nothing():
        course.announce()
        course.collect(texts("budget-voting"))
        course.assess()
        course.publish()
        course.fix_list()
        share = course.open_voting()
        began = time.monotonic()
        paper = voting_queries.paper(course.edition_id)
        choices = voters.choices(paper, RESIDENTS, count, course.seed)
        made = course.envelopes(paper, choices, min(now, paper.closes))
        voting.cast_many(paper, _told(made, began, progress))
    accounts.add_share(current_app.config["CIVIC"], course.slug, share)
    return time.monotonic() - began


def _told(made: Iterator[MadeUp], began: float, progress: Progress) -> Iterator[MadeUp]:
    for number, each in enumerate(made, 1):
        yield each
        if number % EVERY == 0:
            progress(number, time.monotonic() - began)
