"""People leave: accounts closed in the middle of a case, representation ended, data forgotten after years."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import NoResultFound

from civic.core import clock
from civic.core.access import Role
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.initiatives.agreements import queries as talks
from civic.initiatives.agreements import services as agreements
from civic.initiatives.agreements.models import Agreement, PlanMessage
from civic.initiatives.agreements.rules import Refusal, Way
from civic.initiatives.assessment import services as assessment
from civic.initiatives.assessment.rules import Refusal as CaseRefusal
from civic.initiatives.requests import queries, services
from civic.initiatives.requests.rules import Side, Status
from civic.initiatives.works import services as works
from civic.initiatives.works.rules import Outcome, Termination
from civic.organisations.models import Organisation, Representative
from civic.people.models import Person
from tests.factories import make_person
from tests.initiatives.agreements import steps as table
from tests.initiatives.assessment.stage import APRIL_20, OK, make_team
from tests.initiatives.factories import make_initiative
from tests.initiatives.works import steps
from tests.page import Page

YEARS = timedelta(days=5 * 366)


def close_account(person_id: int) -> None:
    """As ``people.services.close`` leaves an account."""
    with transaction():
        person = db.session.get_one(Person, person_id)
        person.email, person.name, person.password_hash, person.closed_at = None, "", None, clock.now()


def through_organisation(leader: int) -> int:
    """An organisation the leader may speak for."""
    officer = make_person()
    with transaction():
        made = Organisation(
            name="Fundacja Lipa",
            kind="FOUNDATION",
            krs=None,
            register_number="1",
            seat="Miłogród",
            created_at=clock.now(),
        )
        db.session.add(made)
        db.session.flush()
        represents(made.id, leader, officer)
        return made.id


def represents(organisation_id: int, person_id: int, officer: int) -> None:
    db.session.add(
        Representative(
            organisation_id=organisation_id, person_id=person_id, function="prezeska", declared_at=clock.now(),
            confirmed_at=clock.now(), confirmed_by_id=officer,
        )
    )  # fmt: skip


@pytest.mark.parametrize("status", Status)
def test_no_page_breaks_when_the_leader_closed_the_account(app, visitor, status):
    leader = make_person(name="Zofia Sąsiadka")
    made = make_initiative(status, leader_id=leader)
    close_account(leader)
    office = Page(app, make_person([Role.COORDINATOR, Role.EXECUTIVE]))
    expected = 404 if status is Status.DRAFT else 200
    visitor.get(f"/inicjatywy/{made}", expected)
    for end in ("", "/ocena", "/uzgodnienia", "/praca"):
        office.get(f"/urzad/inicjatywy/{made}{end}", expected)
    assert office.client.get(f"/urzad/inicjatywy/{made}/uzgodnienia/umowa").status_code in {200, 404}


def test_the_office_goes_on_when_the_leader_closed_the_account(app):
    """Nobody of the residents can act here any more: what they confirm and sign on paper is written down by the office."""
    made, leader, officer = table.negotiated()
    with pytest.raises(Refused) as no:
        agreements.confirm_on_paper(made, officer, 1, clock.now())
    assert no.value.reason is Refusal.LEADER_HAS_ACCOUNT
    close_account(leader)
    agreements.confirm_on_paper(made, officer, 1, clock.now())
    agreements.confirm(made, officer, Side.CITY, 1, clock.now())
    table.sign(made, officer)
    works.start(made, officer, Side.CITY, table.today(), clock.now())
    works.finish(made, officer, Side.CITY, table.today(), clock.now())
    report = steps.report_of(made, reason="Nikt nie przyszedł.")
    works.submit_report(made, officer, Side.CITY, report, clock.now())
    works.accept(made, make_person(), clock.now())
    assert queries.initiative(made).status is Status.SETTLED


def test_who_no_longer_represents_the_organisation_signs_nothing_for_it(app):
    """Ended in the middle of the case: the leader acts no more, whoever represents it now does."""
    leader, heir = make_person(), make_person()
    organisation = through_organisation(leader)
    made, _, officer = table.negotiated(
        leader_id=leader, organisation_id=organisation, applicant_kind="ORGANISATION"
    )
    table.agree(made, leader, officer)
    agreements.prepare(made, officer, table.draft(), clock.now())
    with transaction():
        row = db.session.get_one(Representative, (organisation, leader))
        row.ended_at = clock.now()
    with pytest.raises(NoResultFound):
        agreements.accept_text(made, leader, clock.now())
    assert talks.speak_online(queries.initiative(made)) is False
    Page(app, leader).get(f"/inicjatywy/{made}/uzgodnienia/umowa", 404)
    with transaction():
        represents(organisation, heir, officer)
    agreements.accept_text(made, heir, clock.now())
    executive = make_person([Role.EXECUTIVE])
    agreements.sign(made, executive, Way.ELECTRONIC, signed_on=table.today(), now=clock.now())
    Page(app, heir).get(f"/inicjatywy/{made}/praca")


@pytest.mark.parametrize("typed", ["Adam@Example.ORG", "ADAM@EXAMPLE.ORG", "adam@example.org"])
def test_a_member_of_the_team_in_the_group_never_scores(app, typed):
    """Known by the e-mail address, however it is written; so is an executive who leads the request."""
    team = make_person([Role.TEAM_MEMBER], email="adam@example.org")
    officer = make_person([Role.COORDINATOR])
    made = make_initiative(members=[{"name": "Adam", "email": typed, "confirmed_at": clock.now()}])
    assessment.check_formally(made, officer, OK, APRIL_20)
    with pytest.raises(Refused):
        assessment.declare(made, team, APRIL_20, conflict=False)
    with pytest.raises(Refused):
        assessment.write(made, team, {"work": 5}, {}, APRIL_20, finish=True)


def test_when_all_of_the_team_are_in_conflict_nothing_is_assessed(app):
    """Not a mean of nothing: it cannot be closed, and the page says so."""
    officer = make_person([Role.COORDINATOR])
    made = make_initiative()
    assessment.check_formally(made, officer, OK, APRIL_20)
    for member in make_team(3):
        assessment.declare(made, member, APRIL_20, conflict=True, reason="Mieszkam obok.")
    with pytest.raises(Refused) as no:
        assessment.close(made, officer, APRIL_20)
    assert no.value.reason in set(CaseRefusal)
    page = Page(app, officer)
    page.get(f"/urzad/inicjatywy/{made}/zamkniecie")
    page.get(f"/urzad/inicjatywy/{made}/ocena")
    page.get("/urzad/inicjatywy/ranking")


def test_an_executive_who_leads_decides_signs_and_ends_nothing_of_their_own(app):
    executive = make_person([Role.EXECUTIVE, Role.COORDINATOR, Role.FINANCE])
    made, *_ = steps.signed(leader_id=executive)
    for verb in (
        lambda: agreements.sign(made, executive, Way.PAPER, signed_on=table.today(), now=clock.now()),
        lambda: works.terminate(made, executive, Termination.NOTICE, "Powód", table.today(), clock.now()),
        lambda: works.hand_over(made, executive, "Łopata", 1, "szt.", "dobra", table.today(), clock.now()),
        lambda: agreements.confirm(made, executive, Side.CITY, 1, clock.now()),
    ):
        with pytest.raises(Refused) as no:
            verb()
        assert no.value.reason == "OWN_INITIATIVE"


def test_a_thing_that_is_lost_is_an_answer_and_one_still_out_stops_the_end(app):
    """4.6 (9), siblings: lost settles, also in a termination; one of two still out does not."""
    made, _, officer = steps.started()
    lost, out = steps.lend(made, officer), steps.lend(made, officer, "Taczka")
    steps.back(made, officer, lost, Outcome.LOST)
    executive = make_person([Role.EXECUTIVE])
    end = (made, executive, Termination.AGREEMENT, "Koniec.", steps.ago(), clock.now())
    with pytest.raises(Refused) as no:
        works.terminate(*end)
    assert no.value.facts["things"] == ("Taczka",)
    steps.back(made, officer, out, Outcome.DAMAGED)
    works.terminate(*end)
    assert queries.initiative(made).status is Status.TERMINATED


@pytest.mark.parametrize("days", [11, 9_000])
def test_nothing_under_the_agreement_happens_before_it(app, days):
    """A slip of the pen in a year: neither a thing handed over nor an end before the signature."""
    made, _, officer = steps.signed()
    early = steps.ago(days)
    with pytest.raises(Refused) as no:
        works.hand_over(made, officer, "Łopata", 1, "szt.", "dobra", early, clock.now())
    assert no.value.reason == "BEFORE_AGREEMENT"
    with pytest.raises(Refused) as no:
        works.terminate(made, officer, Termination.NOTICE, "Powód", early, clock.now())
    assert no.value.reason == "BEFORE_AGREEMENT"


WORDS = (
    "Zofia Sąsiadka",
    "Jan Cichy",
    "cichy@example.org",
    "600 111 222",
    "Ukryta 7",
    "Lipowa 12",
    "Sekretny list",
)


def everything() -> dict[str, str]:
    """Every table that has a row, as text."""
    tables = db.session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    apart = {"spatial_ref_sys", "person", "outgoing_mail", "address_point", "area"}
    read = []
    for name in set(tables) - apart:
        with db.session.begin_nested():
            may = db.session.scalar(text("SELECT has_table_privilege(:name, 'SELECT')"), {"name": name})
        if may:
            read.append(name)
    return {
        name: "\n".join(db.session.scalars(text(f'SELECT to_jsonb(t)::text FROM "{name}" t')).all())
        for name in read
    }


@pytest.mark.parametrize("end", ["SETTLED", "TERMINATED", "WITHDRAWN"])
def test_nobodys_name_is_left_anywhere_after_the_years(app, end):
    """Members, contacts, who signed, letters between the sides: erased on the day, in each end; the register stays."""
    leader = make_person(name="Zofia Sąsiadka")
    people = [
        {"role": "LEADER", "name": "Zofia Sąsiadka", "address": "Lipowa 12", "phone": "600 111 222"},
        {
            "name": "Jan Cichy",
            "email": "cichy@example.org",
            "address": "Ukryta 7",
            "confirmed_at": clock.now(),
        },
    ]
    more = {"leader_id": leader, "members": people, "location_text": "skwer"}
    if end == "WITHDRAWN":
        made, _, officer = table.negotiated(**more)
        agreements.send_message(made, leader, Side.RESIDENTS, "Sekretny list", clock.now())
        agreements.prepare(made, officer, table.draft(), clock.now())
        services.withdraw(made, leader, clock.now())
    else:
        made, _, officer = steps.started(**more)
        agreements.send_message(made, leader, Side.RESIDENTS, "Sekretny list", clock.now())
        if end == "TERMINATED":
            works.terminate(made, officer, Termination.NOTICE, "Brak czasu.", steps.ago(), clock.now())
        else:
            works.finish(made, leader, Side.RESIDENTS, steps.ago(), clock.now())
            works.submit_report(
                made, leader, Side.RESIDENTS, steps.report_of(made, reason="Mało czasu."), clock.now()
            )
            works.accept(made, make_person(), clock.now())
    before = {word for word in WORDS for held in everything().values() if word in held}
    assert before == set(WORDS)
    services.erase(made, clock.now() + timedelta(days=4 * 365))
    assert db.session.scalar(select(PlanMessage.id)) is not None
    services.erase(made, clock.now() + YEARS)
    db.session.expire_all()
    left = {(word, name) for word in WORDS for name, held in everything().items() if word in held}
    assert left == set()
    assert queries.initiative(made).status is Status(end)
    paper = db.session.scalars(select(Agreement)).one()
    assert paper.erased_at is not None
    assert (paper.snapshot is None) == (end == "WITHDRAWN")
    Page(app, officer).get(f"/urzad/inicjatywy/{made}/uzgodnienia/umowa")
    Page(app, officer).get(f"/urzad/inicjatywy/{made}")
