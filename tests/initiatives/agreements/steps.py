"""Makers of negotiations: from the request accepted to the agreement signed, by the services alone."""

from dataclasses import replace
from datetime import date, timedelta

from civic.core import clock
from civic.core.access import Role
from civic.core.deadlines import in_poland
from civic.initiatives.agreements import queries, rules, services
from civic.initiatives.agreements.rules import Draft, Plan, Terms, Way
from civic.initiatives.agreements.rules.contract import STANDARD
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Side, Status
from tests.factories import make_person
from tests.initiatives.factories import make_initiative


def today() -> date:
    """The day in Poland."""
    return in_poland(clock.now())


def accepted(**more) -> tuple[int, int, int]:
    """An accepted initiative, its leader and an officer."""
    leader = more.setdefault("leader_id", make_person(name="Zofia Sąsiadka"))
    officer = make_person([Role.COORDINATOR], name="Olga Urzędniczka")
    return make_initiative(Status.ACCEPTED, **more), leader, officer


def negotiated(**more) -> tuple[int, int, int]:
    """The same, with version 1 on the table."""
    initiative_id, leader, officer = accepted(**more)
    services.begin(initiative_id, officer, clock.now())
    return initiative_id, leader, officer


def plan_of(initiative_id: int) -> Plan:
    """The newest version."""
    return queries.newest_plan(queries.table(requests.initiative(initiative_id)))


def changed(plan: Plan, **of_first_line) -> Plan:
    """The plan with its first line changed."""
    return Plan((replace(plan.lines[0], **of_first_line), *plan.lines[1:]), plan.steps)


def draft(**more) -> Draft:
    """Whole terms."""
    terms = Terms(
        **{
            **STANDARD.__dict__,
            "starts_on": today(),
            "ends_on": today() + timedelta(days=90),
            "city_party": "Gmina Miłogród",
            "budget_line": "dział 900, rozdział 90004, § 4300",
            **more,
        }
    )
    return Draft(terms, "Zofia Sąsiadka, ul. Lipowa 12")


def write(initiative_id: int, person_id: int, side: Side, **of_first_line) -> int:
    """The next version, its first line changed."""
    found = queries.table(requests.initiative(initiative_id))
    plan = changed(queries.newest_plan(found), **of_first_line)
    return services.write_version(
        initiative_id, person_id, side, plan, based_on=found.negotiation.newest, note="", now=clock.now()
    )


def agree(initiative_id: int, leader: int, officer: int) -> int:
    """Both confirm the newest version; gives its number."""
    newest = queries.table(requests.initiative(initiative_id)).negotiation.newest
    services.confirm(initiative_id, leader, Side.RESIDENTS, newest, clock.now())
    services.confirm(initiative_id, officer, Side.CITY, newest, clock.now())
    return newest


def signed(**more) -> tuple[int, int, int]:
    """An initiative with a signed agreement, its leader and an officer."""
    initiative_id, leader, officer = negotiated(**more)
    agree(initiative_id, leader, officer)
    sign(initiative_id, officer)
    return initiative_id, leader, officer


def sign(initiative_id: int, officer: int, **more) -> str:
    """Prepare and sign on paper; gives the number."""
    services.prepare(initiative_id, officer, draft(), clock.now())
    executive = make_person([Role.EXECUTIVE])
    values = {"signed_on": today(), "applicant_on": today(), "now": clock.now(), **more}
    return services.sign(initiative_id, executive, Way.PAPER, **values)


def rules_agreed(initiative_id: int) -> int | None:
    """The version both sides agreed on, if any."""
    return rules.agreed(queries.table(requests.initiative(initiative_id)).negotiation)
