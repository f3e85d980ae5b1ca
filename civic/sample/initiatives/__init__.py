"""What neighbours in Miłogród do together with the city: one initiative in each state."""

from collections.abc import Mapping
from datetime import datetime

from civic.sample import people
from civic.sample.initiatives.course import Course
from civic.sample.initiatives.texts import Request, requests


def build(now: datetime, ids: Mapping[str, int], organisations: Mapping[str, int]) -> None:
    """All of them, the oldest first, so that their numbers follow their dates."""
    courses = [
        Course(request, now, ids, _leader(place, request), organisations.get(request.organisation))
        for place, request in enumerate(requests())
    ]
    for course in sorted(courses, key=lambda each: each.at(0)):
        course.run()


def _leader(place: int, request: Request) -> people.Member:
    """Who speaks for an organisation leads its request; the others take turns."""
    if request.organisation or place % 2 == 0:
        return people.NEIGHBOURS[0]
    return people.LEADERS[place % len(people.LEADERS)]
