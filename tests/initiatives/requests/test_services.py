"""What is written down: numbers, settings by version, the group, calls to complete, paper, erasing, traces."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import FileStorage

from civic.core import files, limits
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.mail import OutgoingMail
from civic.core.refusal import Refused
from civic.initiatives.requests import jobs, queries, rules, services
from civic.initiatives.requests.models import Initiative, Member
from civic.initiatives.requests.rules import (
    DEFAULT,
    ENDED,
    Action,
    ApplicantKind,
    Channel,
    Rate,
    Refusal,
    Scope,
    Side,
    Status,
    Step,
    answers,
)
from civic.initiatives.requests.services import Paper, Person
from civic.organisations.models import Organisation, Representative
from tests.factories import make_person
from tests.initiatives.factories import make_initiative
from tests.initiatives.requests.city import (
    DIGGING,
    IDEA,
    IN_OLD_TOWN,
    NOW,
    ON_BORDER,
    OUTSIDE,
    PLANTS,
    WORK,
    city_line,
    invite,
    key_of,
    make_draft,
)

CITY = replace(DEFAULT, basis="uchwała nr XII/80/26")


def refused(call, *args: object, **more: object) -> object:
    with pytest.raises(Refused) as no:
        call(*args, **more)
    return no.value.reason


def row(initiative_id: int) -> Initiative:
    db.session.expire_all()
    return db.session.get_one(Initiative, initiative_id)


def events() -> list[str]:
    return [each.kind for each in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def scan(name: str = "lista.png") -> FileStorage:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(made, "PNG")
    made.seek(0)
    return FileStorage(made, filename=name)


def paper(**more: object) -> Paper:
    """A request on paper, received at the end of March."""
    plain: dict[str, object] = {
        "received_on": date(2026, 3, 9),
        "idea": IDEA,
        "place": answers.Place(point=IN_OLD_TOWN, location_text="przy Lipowej"),
        "description": answers.Description(description="Skwer.", goal="Dla sąsiadów."),
        "lines": (WORK, PLANTS),
        "steps": (DIGGING,),
        "people": (Person("Maria Lipa", "Lipowa 1", "maria@example.org", "600", True), Person("Jan Lipa")),
        "participants": 8,
        "case_number": "OR.152.3.2026",
    }
    return Paper(**{**plain, **more})  # type: ignore[arg-type]


def test_numbers_follow_each_other_in_their_year(app, leader_id):
    first, second = (make_draft(leader_id) for _ in range(2))
    assert services.submit(second, leader_id, NOW) == "IL/2026/0001"
    assert services.submit(first, leader_id, NOW) == "IL/2026/0002"
    third = make_draft(leader_id)
    assert services.submit(third, leader_id, datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == "IL/2026/0003"
    fourth = make_draft(leader_id)
    assert services.submit(fourth, leader_id, datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == "IL/2027/0001"
    assert row(fourth).received_on == date(2027, 1, 1)


def test_a_number_once_given_stays(app):
    made = make_initiative()
    for change in ("number = 99", "year = 2020", "received_on = '2020-01-01'", "status = 'DRAFT'"):
        with pytest.raises(DBAPIError, match="its number stays"):
            db.session.execute(text(f"UPDATE initiative SET {change} WHERE id = {made}"))
        db.session.rollback()
    with pytest.raises(DBAPIError, match="its number stays"):
        db.session.execute(text(f"DELETE FROM initiative WHERE id = {made}"))
    db.session.rollback()


def test_the_database_dates_a_status_that_nobody_dated(app):
    made = make_initiative()
    before = row(made).status_at
    db.session.execute(text(f"UPDATE initiative SET status = 'FORMAL_OK' WHERE id = {made}"))
    db.session.commit()
    assert row(made).status_at > before
    dated = datetime(2025, 1, 1, tzinfo=UTC)
    with transaction():
        queries.locked(made)
        assert services.move(made, Action.ASSESS, dated) is Status.ASSESSED
    assert (row(made).status, row(made).status_at) == (Status.ASSESSED, dated)
    with pytest.raises(ValueError, match="ASSESSED SIGN"), transaction():
        services.move(made, Action.SIGN, dated)


def test_judged_by_the_settings_of_the_day_it_was_sent(app, leader_id):
    """The rates and limits in force at the sending; a later version changes nothing for it."""
    draft = make_draft(leader_id, lines=(WORK, city_line(100_000)))
    dear = replace(CITY, rates=(Rate(id="ordinary", name="praca", hourly=4_000),), max_city_share=Decimal(40))
    first = services.save_settings(dear, None, leader_id, NOW)
    assert queries.draft_of(row(draft), dear).values.residents == 160_000
    services.submit(draft, leader_id, NOW)
    assert (row(draft).residents_value, row(draft).settings_id) == (160_000, first)
    services.save_settings(replace(dear, max_city_share=Decimal(10)), first, leader_id, NOW)
    assert queries.settings_of(draft).document == dear
    assert (
        rules.why_not_values(rules.values_of(queries.lines(draft)), queries.settings_of(draft).document)
        is None
    )
    late = make_draft(leader_id, lines=(WORK, city_line(100_000)))
    assert refused(services.submit, late, leader_id, NOW) is Refusal.CITY_SHARE_TOO_HIGH
    assert row(late).status == Status.DRAFT


def test_the_defaults_become_a_version_when_first_needed(app, leader_id):
    assert queries.settings_in_force().id is None
    services.submit(make_draft(leader_id), leader_id, NOW)
    assert queries.settings_in_force() == queries.Settings(1, DEFAULT, NOW, None)


def test_limits_stop_a_request(app, leader_id):
    """4.6 (5): a city share of 52 % is refused when the request is sent; 50 % is accepted."""
    services.save_settings(
        replace(CITY, max_city_share=Decimal(50), max_city_amount=2_000_000), None, leader_id, NOW
    )
    over = make_draft(leader_id, lines=(WORK, city_line(130_000)))
    assert refused(services.submit, over, leader_id, NOW) is Refusal.CITY_SHARE_TOO_HIGH
    services.save(over, leader_id, answers.Estimate(side=Side.CITY, lines=(city_line(120_001),)), NOW)
    assert refused(services.submit, over, leader_id, NOW) is Refusal.CITY_SHARE_TOO_HIGH
    services.save(over, leader_id, answers.Estimate(side=Side.CITY, lines=(city_line(120_000),)), NOW)
    services.submit(over, leader_id, NOW)


def test_settings_are_versions_that_stay(app, leader_id):
    first = services.save_settings(CITY, None, leader_id, NOW)
    assert refused(services.save_settings, CITY, None, leader_id, NOW) is Refusal.SETTINGS_CHANGED_MEANWHILE
    assert (
        refused(services.save_settings, replace(CITY, rates=()), first, leader_id, NOW)
        is Refusal.RATES_MISSING
    )
    assert [each.id for each in queries.settings_history()] == [first]
    with pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE initiative_settings SET document = '{}'"))
    db.session.rollback()


@pytest.mark.parametrize(
    ("point", "no"),
    [(OUTSIDE, Refusal.PLACE_OUTSIDE_CITY), (ON_BORDER, Refusal.PLACE_ON_BORDER), (IN_OLD_TOWN._replace(lon=52.01, lat=19.01), Refusal.PLACE_SWAPPED)],
)  # fmt: skip
def test_a_place_must_be_in_the_city(app, leader_id, point, no):
    made = services.start(leader_id, IDEA, NOW)
    assert refused(services.save, made, leader_id, answers.Place(point=point), NOW) is no
    services.save(made, leader_id, answers.Place(point=IN_OLD_TOWN), NOW)
    assert (
        db.session.execute(text("SELECT code FROM area JOIN initiative ON area_id = area.id")).scalar_one()
        == "stare-miasto"
    )


def test_without_areas_nobody_knows_the_place(app):
    leader_id = make_person()
    made = services.start(leader_id, IDEA, NOW)
    assert (
        refused(services.save, made, leader_id, answers.Place(point=IN_OLD_TOWN), NOW)
        is Refusal.PLACE_UNKNOWN
    )


def test_only_who_speaks_for_an_organisation_asks_through_it(app, leader_id):
    officer = make_person()
    with transaction():
        found = Organisation(name="Stowarzyszenie Lipa", kind="ASSOCIATION", krs="0000000001", created_at=NOW)
        db.session.add(found)
        db.session.flush()
        organisation_id = found.id
    made = make_draft(leader_id, confirmed=0)
    asks = answers.Applicant(kind=ApplicantKind.ORGANISATION, organisation_id=organisation_id, participants=5)
    assert refused(services.save, made, leader_id, asks, NOW) is Refusal.NOT_REPRESENTATIVE
    with transaction():
        right = Representative(
            organisation_id=organisation_id, person_id=leader_id, function="prezeska", declared_at=NOW, confirmed_at=NOW,
            confirmed_by_id=officer,
        )  # fmt: skip
        db.session.add(right)
    services.save(made, leader_id, asks, NOW)
    db.session.execute(text("UPDATE representative SET ended_at = now()"))
    db.session.commit()
    assert refused(services.submit, made, leader_id, NOW) is Refusal.NOT_REPRESENTATIVE
    db.session.execute(text("UPDATE representative SET ended_at = NULL"))
    db.session.commit()
    services.submit(made, leader_id, NOW)
    assert queries.shown(made).applicant == "Stowarzyszenie Lipa"


def test_the_group_has_room_for_three_who_sign_and_nobody_twice(app, leader_id):
    made = make_draft(leader_id, confirmed=0)
    invite(made, leader_id, "a@example.org", representative=True)
    invite(made, leader_id, "b@example.org", representative=True)
    assert (
        refused(invite, made, leader_id, "c@example.org", representative=True)
        is Refusal.TOO_MANY_REPRESENTATIVES
    )
    assert refused(invite, made, leader_id, "A@Example.org") is Refusal.MEMBER_TWICE
    assert refused(invite, made, leader_id, "ZOFIA@example.org") is Refusal.MEMBER_IS_LEADER
    services.answer(key_of(made, "a@example.org"), joins=True, now=NOW)
    assert [each.role for each in queries.representatives(made)] == ["LEADER", "REPRESENTATIVE"]
    services.answer(key_of(made, "b@example.org"), joins=False, now=NOW)
    invite(made, leader_id, "b@example.org", representative=True)


def test_the_group_is_not_a_mailing_list(app, leader, leader_id):
    made = make_draft(leader_id, confirmed=0)
    with transaction():
        for number in range(50):
            db.session.add(Member(initiative_id=made, name="x", email=f"{number}@example.org"))
    assert refused(invite, made, leader_id, "jeden@example.org") is Refusal.TOO_MANY_MEMBERS
    for _ in range(60):
        limits.take(limits.Limit("initiative-invitation", 60, timedelta(days=1)), str(leader_id))
    leader.post(f"/inicjatywy/zloz/{made}/grupa", {"name": "A", "email": "nowa@example.org"}, 422)
    assert "bardzo dużo zaproszeń" in leader.text


def test_joining_is_over_once_the_agreement_is_signed(app, leader_id):
    made = make_initiative(Status.CONTRACTED, members=[{"name": "Jan", "email": "j@example.org", "key": "k"}])
    assert refused(services.answer, "k", joins=True, now=NOW) is Refusal.TOO_LATE_TO_JOIN
    assert row(made).status == Status.CONTRACTED


def test_a_group_too_small_is_not_sent(app, leader_id):
    made = make_draft(leader_id, confirmed=1)
    assert refused(services.submit, made, leader_id, NOW) is Refusal.MEMBERS_TOO_FEW
    services.attach(made, leader_id, Step.MEMBERS, queries.PAPER_LIST, [scan()], ())
    services.submit(made, leader_id, NOW)


def test_completing_after_a_call_opens_what_was_asked_for(app, leader_id):
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    better = answers.Description(description="Lepiej.", goal="Dla sąsiadów.")
    assert refused(services.save, made, leader_id, better, NOW) is Refusal.ALREADY_SUBMITTED
    assert refused(services.complete, made, leader_id, NOW) is Refusal.NOT_CALLED
    with transaction():
        queries.locked(made)
        services.move(made, Action.CALL_TO_COMPLETE, NOW)
        services.reopen(made, [Step.DESCRIPTION], date(2026, 3, 17))
    assert refused(services.save, made, leader_id, answers.Schedule(steps=()), NOW) is Refusal.NOT_REOPENED
    assert refused(services.remove, made, leader_id, 1) is Refusal.NOT_REOPENED
    services.save(made, leader_id, answers.Description(description="", goal=""), NOW)
    assert refused(services.complete, made, leader_id, NOW) is Refusal.DESCRIPTION_MISSING
    services.save(made, leader_id, better, NOW)
    told = []
    services.ON_COMPLETED.append(lambda *what: told.append(what))
    try:
        services.complete(made, leader_id, NOW)
    finally:
        services.ON_COMPLETED.pop()
    assert told == [(made, leader_id, NOW)]
    found = row(made)
    assert (found.status, found.description, found.reopened, found.fix_until) == (
        Status.SUBMITTED,
        "Lepiej.",
        [],
        None,
    )
    assert (found.number, found.due_on) == (1, date(2026, 4, 10))


def test_the_leader_completes_in_the_browser(app, leader, leader_id):
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    with transaction():
        services.move(made, Action.CALL_TO_COMPLETE, NOW)
        services.reopen(made, [Step.DESCRIPTION], date(2026, 3, 17))
    leader.get(f"/inicjatywy/moje/{made}")
    assert "Termin: 17 marca 2026 (zostało 7 dni)" in leader.text
    leader.get(f"/inicjatywy/zloz/{made}/sprawdz")
    changes = leader.doc.xpath("//dd[contains(@class,'summary__action')]/a/@href")
    assert set(changes) == {f"/inicjatywy/zloz/{made}/opis?do=sprawdz"}
    at = leader.post(
        f"/inicjatywy/zloz/{made}/opis?do=sprawdz", {"description": "Nowy", "goal": "Cel"}
    ).location
    leader.get(at)
    leader.post(at)
    assert row(made).status == Status.SUBMITTED


def test_paper_is_registered_whatever_is_missing(app, leader_id):
    """The clock runs from the day it came; blanks and limits are for the formal check, not for the desk."""
    services.save_settings(replace(CITY, max_city_share=Decimal(1)), None, leader_id, NOW)
    made = services.enter(paper(), leader_id, [scan()], NOW)
    found = row(made)
    assert (found.year, found.number, found.channel, found.due_on) == (
        2026,
        1,
        Channel.PAPER,
        date(2026, 4, 9),
    )
    assert (found.residents_value, found.city_value, found.leader_id) == (120_000, 100_000, None)
    assert [each.role for each in queries.members(made)] == ["REPRESENTATIVE", "PARTICIPANT"]
    assert all(each.on_paper and each.confirmed_at for each in queries.members(made))
    assert len(files.of(queries.PAPER_LIST, made)) == 1
    bare = paper(
        received_on=date(2025, 12, 30), place=answers.Place(), lines=(), steps=(), people=(), participants=None,
        description=answers.Description(description="", goal=""), idea=answers.Idea(title="Skwer", summary="", scope=Scope.GREENERY),
    )  # fmt: skip
    assert queries.initiative(services.enter(bare, leader_id, (), NOW)).signature == "IL/2025/0001"
    assert (
        refused(services.enter, paper(received_on=date(2026, 3, 11)), leader_id, (), NOW)
        is Refusal.RECEIVED_IN_FUTURE
    )
    assert db.session.query(OutgoingMail).count() == 0


def test_everything_leaves_its_trace_without_people(app, leader_id):
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    services.withdraw(made, leader_id, NOW)
    assert events() == [
        "InitiativeStarted", "MemberInvited", "MemberAnswered", "MemberInvited", "MemberAnswered", "InitiativeSubmitted",
        "InitiativeWithdrawn",
    ]  # fmt: skip
    said = " ".join(str(each.data) for each in db.session.query(AuditEvent))
    assert "@" not in said
    assert "Jan" not in said


@pytest.mark.parametrize("status", sorted(ENDED))
def test_people_are_forgotten_five_years_after_the_end(app, leader_id, status):
    """4.5: contacts, lists and consents go; what the city did and for how much stays."""
    people = [
        {"name": "Jan", "email": "j@example.org", "phone": "600", "address": "Lipowa 1", "confirmed_at": NOW}
    ]
    made = make_initiative(
        status, leader_id=leader_id, members=people, status_at=NOW, land_note="Zgoda pana Lipy"
    )
    young = make_initiative(status, members=people, status_at=NOW + timedelta(days=2))
    with transaction():
        for kind in (queries.CONSENT, queries.PAPER_LIST, queries.ATTACHMENT):
            files.keep(scan(), kind=kind, subject_id=made)
    with time_machine.travel(datetime(2031, 3, 9, 12, tzinfo=UTC), tick=False):
        jobs.erase()
    assert row(made).leader_id == leader_id
    with time_machine.travel(datetime(2031, 3, 10, 12, tzinfo=UTC), tick=False):
        jobs.erase()
        jobs.erase()
    found, (member,) = row(made), queries.members(made)
    assert (member.name, member.email, member.phone, member.address) == ("", "", "", "")
    assert (found.leader_id, found.land_note, found.title) == (None, "", "Zielony skwer przy Lipowej")
    assert not any(files.of(kind, made) for kind in (queries.CONSENT, queries.PAPER_LIST, queries.ATTACHMENT))
    assert queries.members(young)[0].name == "Jan"
    assert events().count("InitiativeErased") == 1


def test_what_still_goes_on_is_never_erased(app, leader_id):
    made = make_initiative(Status.IN_PROGRESS, leader_id=leader_id, status_at=NOW)
    with time_machine.travel(datetime(2041, 3, 10, tzinfo=UTC), tick=False):
        jobs.erase()
        services.erase(made, datetime(2041, 3, 10, tzinfo=UTC))
    assert row(made).leader_id == leader_id
