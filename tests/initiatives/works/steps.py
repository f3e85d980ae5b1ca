"""Makers of work: from the signed agreement to the settlement, by the services alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from civic.core import clock
from civic.initiatives.requests.rules import Side
from civic.initiatives.works import queries, rules, services
from civic.initiatives.works.rules import Entry, Outcome, Report
from tests.factories import make_person
from tests.initiatives.agreements import steps

R, C = Side.RESIDENTS, Side.CITY


def ago(days: int = 0) -> date:
    """A day in Poland, so many days ago."""
    return steps.today() - timedelta(days=days)


def signed(**more) -> tuple[int, int, int]:
    """A signed agreement, dated ten days ago."""
    initiative_id, leader, officer = steps.negotiated(**{"received_on": ago(40), **more})
    steps.agree(initiative_id, leader, officer)
    steps.sign(initiative_id, officer, signed_on=ago(10), applicant_on=ago(10))
    return initiative_id, leader, officer


def started(**more) -> tuple[int, int, int]:
    """The work began eight days ago."""
    initiative_id, leader, officer = signed(**more)
    services.start(initiative_id, leader, R, ago(8), clock.now())
    return initiative_id, leader, officer


def log(
    initiative_id: int, leader: int, people: int = 10, hours: str = "4", line: int = 1, days: int = 5
) -> int:
    """A day of work; gives the entry."""
    entry = Entry(ago(days), line, people, Decimal(hours), "Sadzenie krzewów")
    return services.log_hours(initiative_id, leader, R, entry, clock.now())


def lend(initiative_id: int, officer: int, name: str = "Glebogryzarka") -> int:
    """A thing handed over; gives its number."""
    return services.hand_over(
        initiative_id, officer, name, Decimal(1), "szt.", "sprawna", ago(7), clock.now()
    )


def back(initiative_id: int, officer: int, thing: int, outcome: Outcome = Outcome.RETURNED) -> None:
    """What became of it."""
    services.take_back(initiative_id, officer, thing, outcome, "bez uwag", ago(1), clock.now())


def finished(**more) -> tuple[int, int, int]:
    """Forty hours logged as planned, the work finished yesterday."""
    initiative_id, leader, officer = started(**more)
    log(initiative_id, leader)
    services.finish(initiative_id, leader, R, ago(1), clock.now())
    return initiative_id, leader, officer


def report_of(initiative_id: int, *, reason: str = "", summary: str = "Posadziliśmy krzewy.") -> Report:
    """The report as the log and the plan make it."""
    logged = queries.logged_hours(queries.log(initiative_id))
    rows = rules.planned_rows(queries.planned(initiative_id), logged)
    return Report(tuple(replace(row, reason=reason if row.differs else "") for row in rows), summary)


def submitted(**more) -> tuple[int, int, int]:
    """The report sent by the leader."""
    initiative_id, leader, officer = finished(**more)
    services.submit_report(initiative_id, leader, R, report_of(initiative_id), clock.now())
    return initiative_id, leader, officer


def settled(**more) -> tuple[int, int, int]:
    """All done."""
    initiative_id, leader, officer = submitted(**more)
    services.accept(initiative_id, make_person(), clock.now())
    return initiative_id, leader, officer
