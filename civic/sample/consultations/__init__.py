"""What Miłogród asks its residents about: one consultation in each phase."""

from collections.abc import Mapping
from datetime import datetime

from civic.people import queries as people_queries
from civic.sample.consultations.course import Course
from civic.sample.consultations.texts import consultations


def build(now: datetime, ids: Mapping[str, int], organisations: Mapping[str, int]) -> None:
    """All of them, the oldest first, so that their numbers follow their dates."""
    units = {unit.name: unit.id for unit in people_queries.units()}
    courses = [Course(asked, now, ids, organisations, units) for asked in consultations()]
    for course in sorted(courses, key=lambda each: each.begun):
        course.run()
