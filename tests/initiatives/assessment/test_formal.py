"""The formal check on PostgreSQL: what each verdict does, what it writes, what cannot be taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from civic.core.access import Role
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.initiatives.assessment import queries, services
from civic.initiatives.assessment.models import Act, Kind
from civic.initiatives.assessment.queries.public import public
from civic.initiatives.assessment.rules import Refusal
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Land, Status, Step
from civic.initiatives.requests.sections import NEXT
from civic.initiatives.requests.services import ON_COMPLETED
from tests.factories import make_person
from tests.initiatives.assessment.stage import (
    APRIL_20,
    CALL,
    OK,
    REJECT,
    events,
    initiative,
    mails,
    make_team,
    status,
)
from tests.initiatives.factories import make_initiative

MAY_1 = datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.fixture
def officer_id(app):
    return make_person([Role.COORDINATOR], name="Olga Urzędowa")


def leader(email="lider@example.org"):
    return make_person(name="Lidia Liderka", email=email)


def refused(act, *args, **more):
    with pytest.raises(Refused) as no:
        act(*args, **more)
    return no.value.reason


def kinds(initiative_id):
    return [done.kind for done in queries.acts(initiative_id)]


def test_a_complete_request_goes_to_the_team(officer_id):
    make_team()
    initiative_id = make_initiative(leader_id=leader())
    assert services.check_formally(initiative_id, officer_id, OK, APRIL_20) is Status.FORMAL_OK
    assert status(initiative_id) is Status.FORMAL_OK
    assert kinds(initiative_id) == [Kind.FORMAL_OK]
    assert queries.assessment(initiative_id).criteria_version == 1
    assert len(mails()) == 4
    assert "jest kompletny" in mails("lider@example.org")[0].subject
    assert len(events("InitiativeFormallyAccepted")) == 1


def test_a_member_of_the_team_who_asks_is_not_asked_to_score(officer_id):
    member_id = make_person([Role.TEAM_MEMBER], email="czlonek@example.org")
    initiative_id = make_initiative(leader_id=member_id)
    services.check_formally(initiative_id, officer_id, OK, APRIL_20)
    assert [mail.subject.endswith("twoją ocenę") for mail in mails("czlonek@example.org")] == [False]


def test_a_private_road_stays_where_it_is_until_called_or_rejected(officer_id):
    """4.6 (1): in the office, not only in the rule."""
    road = {"scope": "INFRASTRUCTURE", "land": "PRIVATE"}
    initiative_id = make_initiative(**road)
    assert (
        refused(services.check_formally, initiative_id, officer_id, OK, APRIL_20)
        is Refusal.ONLY_CITY_PROPERTY
    )
    assert status(initiative_id) is Status.SUBMITTED
    assert services.check_formally(initiative_id, officer_id, CALL, APRIL_20) is Status.FIX_CALLED
    assert services.check_formally(initiative_id, officer_id, REJECT, APRIL_20) is Status.REJECTED
    assert kinds(initiative_id) == [Kind.CALLED, Kind.FORMAL_REJECTED]


def test_the_owner_found_out_by_the_office_is_written_down_with_its_source(officer_id):
    initiative_id = make_initiative(scope="INFRASTRUCTURE", land="UNKNOWN")
    assert (
        refused(services.check_formally, initiative_id, officer_id, OK, APRIL_20)
        is Refusal.ONLY_CITY_PROPERTY
    )
    services.set_land(initiative_id, officer_id, Land.CITY, "Ewidencja gruntów: działka 12/3.", APRIL_20)
    assert initiative(initiative_id).land == "CITY"
    assert services.check_formally(initiative_id, officer_id, OK, APRIL_20) is Status.FORMAL_OK
    assert kinds(initiative_id) == [Kind.LAND_SET, Kind.FORMAL_OK]


def test_a_call_says_what_and_until_when(officer_id):
    initiative_id = make_initiative(leader_id=leader())
    verdict = replace(CALL, reopened=(Step.SCHEDULE,))
    services.check_formally(initiative_id, officer_id, verdict, datetime(2026, 4, 24, 10, tzinfo=UTC))
    row = initiative(initiative_id)
    assert (row.fix_until, row.reopened) == (date(2026, 5, 4), ["SCHEDULE"])
    body = mails("lider@example.org")[0].body
    assert "Dołącz zgodę właściciela płotu." in body
    assert "4 maja 2026" in body
    assert f"/inicjatywy/{initiative_id}" in body


def test_what_came_on_paper_is_entered_by_a_clerk(officer_id):
    initiative_id = make_initiative()
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    assert (
        refused(services.enter_completion, initiative_id, officer_id, "", APRIL_20) is Refusal.REASON_MISSING
    )
    services.enter_completion(initiative_id, officer_id, "Zgoda przyszła pocztą.", APRIL_20)
    row = initiative(initiative_id)
    assert (row.status, row.fix_until, row.reopened) == (Status.SUBMITTED, None, [])
    assert services.check_formally(initiative_id, officer_id, OK, APRIL_20) is Status.FORMAL_OK


def test_nobody_is_left_unconsidered_before_the_term_passed_nor_by_the_clock(officer_id):
    initiative_id = make_initiative(leader_id=leader())
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    leave = services.leave_unconsidered
    last = datetime(2026, 4, 27, 21, 59, tzinfo=UTC)
    assert (
        refused(leave, initiative_id, officer_id, "Nic.", last, confirmed=True) is Refusal.CALL_STILL_RUNNING
    )
    first = datetime(2026, 4, 27, 22, tzinfo=UTC)
    assert refused(leave, initiative_id, officer_id, "Nic.", first, confirmed=False) is Refusal.NOT_CONFIRMED
    assert refused(leave, initiative_id, officer_id, " ", first, confirmed=True) is Refusal.REASON_MISSING
    assert status(initiative_id) is Status.FIX_CALLED
    leave(initiative_id, officer_id, "Nie przyszło nic.", first, confirmed=True)
    assert status(initiative_id) is Status.LEFT_UNCONSIDERED
    assert "bez rozpoznania" in mails("lider@example.org")[-1].subject


def test_a_powiat_road_is_forwarded_within_seven_days(officer_id):
    """4.6 (3): received 2026-04-02: forward by 2026-04-09."""
    initiative_id = make_initiative(
        scope="INFRASTRUCTURE", land="OTHER_PUBLIC", received_on=date(2026, 4, 2), leader_id=leader()
    )
    by = services.forward(
        initiative_id, officer_id, "Starosta Miłogrodzki", "To droga powiatowa.", datetime(2026, 4, 9, 12, tzinfo=UTC)
    )  # fmt: skip
    assert by == date(2026, 4, 9)
    assert status(initiative_id) is Status.FORWARDED
    done = queries.acts(initiative_id)[0]
    assert (done.body, done.due_on, done.late) == ("Starosta Miłogrodzki", date(2026, 4, 9), False)
    assert "Starosta Miłogrodzki" in mails("lider@example.org")[0].body


def test_forwarding_late_is_written_down_not_refused(officer_id):
    """4.6 (3), sibling."""
    initiative_id = make_initiative(received_on=date(2026, 4, 2))
    services.forward(initiative_id, officer_id, "Starosta", "Droga.", datetime(2026, 4, 10, 8, tzinfo=UTC))
    assert queries.acts(initiative_id)[0].late is True


def test_a_longer_time_needs_a_reason_and_a_later_day(officer_id):
    """4.6 (2): the notice of art. 245 on the day it is overdue."""
    initiative_id = make_initiative(
        received_on=date(2026, 3, 31), due_on=date(2026, 4, 30), leader_id=leader()
    )
    extend = services.extend
    assert refused(extend, initiative_id, officer_id, date(2026, 5, 29), "", MAY_1) is Refusal.REASON_MISSING
    assert refused(extend, initiative_id, officer_id, None, "Opinia.", MAY_1) is Refusal.NEW_DATE_MISSING
    today = refused(extend, initiative_id, officer_id, date(2026, 5, 1), "Opinia.", MAY_1)
    assert today is Refusal.NEW_DATE_NOT_LATER_THAN_TODAY
    extend(initiative_id, officer_id, date(2026, 5, 29), "Czekamy na opinię zarządcy.", MAY_1)
    extend(initiative_id, officer_id, date(2026, 6, 30), "Opinia się spóźnia.", MAY_1)
    assert initiative(initiative_id).due_on == date(2026, 6, 30)
    assert [(done.old_due_on, done.due_on) for done in queries.acts(initiative_id)] == [
        (date(2026, 4, 30), date(2026, 5, 29)),
        (date(2026, 5, 29), date(2026, 6, 30)),
    ]
    assert "29 maja 2026" in mails("lider@example.org")[0].body
    assert "Czekamy na opinię zarządcy." in mails("lider@example.org")[0].body


@pytest.mark.parametrize("how", ["leader", "in the group", "for the organisation"])
def test_nobody_deals_with_their_own_request(app, how):
    officer_id = make_person([Role.COORDINATOR], email="Olga@Example.org")
    more = {"leader_id": officer_id} if how == "leader" else {}
    if how == "in the group":
        more["members"] = [{"name": "Olga", "email": "olga@example.org"}]
    initiative_id = make_initiative(**more)
    if how == "for the organisation":
        _represent(initiative_id, officer_id)
    for act in (
        lambda: services.check_formally(initiative_id, officer_id, OK, APRIL_20),
        lambda: services.set_land(initiative_id, officer_id, Land.PRIVATE, "księga", APRIL_20),
        lambda: services.forward(initiative_id, officer_id, "Starosta", "droga", APRIL_20),
        lambda: services.extend(initiative_id, officer_id, date(2026, 12, 1), "biegły", APRIL_20),
    ):
        assert refused(act) is Refusal.OWN_REQUEST
    services.check_formally(initiative_id, make_person([Role.COORDINATOR]), CALL, APRIL_20)
    for act in (
        lambda: services.enter_completion(initiative_id, officer_id, "zgoda przyszła", APRIL_20),
        lambda: services.leave_unconsidered(
            initiative_id, officer_id, "nic nie przyszło", APRIL_20 + timedelta(days=60), confirmed=True
        ),
    ):
        assert refused(act) is Refusal.OWN_REQUEST


def _represent(initiative_id, person_id):
    by = make_person()
    with transaction():
        organisation = db.session.execute(
            text("INSERT INTO organisation (name, kind, register_number, seat, email, created_at) VALUES ('Lipa', 'ASSOCIATION', '', '', '', now()) RETURNING id")
        ).scalar_one()  # fmt: skip
        db.session.execute(
            text("INSERT INTO representative (organisation_id, person_id, function, declared_at, confirmed_at, confirmed_by_id, end_reason) VALUES (:o, :p, 'prezes', now(), now(), :by, '')"),
            {"o": organisation, "p": person_id, "by": by},
        )  # fmt: skip
        db.session.execute(
            text("UPDATE initiative SET organisation_id = :o, applicant_kind = 'ORGANISATION' WHERE id = :i"),
            {"o": organisation, "i": initiative_id},
        )


def test_a_request_of_nobody_with_an_address_is_dealt_with_all_the_same(officer_id):
    initiative_id = make_initiative(leader_id=None, entered_by_id=officer_id, channel="PAPER")
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    assert mails() == []


def test_a_paper_request_is_answered_to_its_first_representative(officer_id):
    initiative_id = make_initiative(
        leader_id=None, entered_by_id=officer_id, channel="PAPER",
        members=[
            {"name": "Ktoś", "email": "uczestnik@example.org"},
            {"name": "Ewa", "email": "ewa@example.org", "role": "REPRESENTATIVE"},
        ],
    )  # fmt: skip
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    assert [mail.to for mail in mails()] == ["ewa@example.org"]


def test_the_letter_is_in_the_leaders_language(officer_id):
    initiative_id = make_initiative(leader_id=make_person(email="en@example.org", lang="en"))
    services.extend(initiative_id, officer_id, date(2027, 5, 31), "Opinia.", APRIL_20)
    assert "31 May 2027" in mails("en@example.org")[0].body


@pytest.mark.parametrize(
    "change", ["UPDATE initiative_act SET reason = 'inaczej'", "DELETE FROM initiative_act"]
)
def test_what_the_office_did_stays(officer_id, change):
    initiative_id = make_initiative()
    services.check_formally(initiative_id, officer_id, REJECT, APRIL_20)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction():
        db.session.execute(text(change))


def test_a_request_ends_once(officer_id):
    initiative_id = make_initiative()
    services.check_formally(initiative_id, officer_id, REJECT, APRIL_20)
    again = {"initiative_id": initiative_id, "on": date(2026, 4, 20), "by_id": officer_id, "at": APRIL_20}
    with pytest.raises(IntegrityError, match="uq_initiative_act_one_end"), transaction():
        db.session.add(Act(kind=Kind.ACCEPTED, reason="a", document_number="1", **again))


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"kind": "ODD", "reason": "x"}, "kind_known"),
        ({"kind": Kind.LEFT}, "reason_given"),
        ({"kind": Kind.CALLED, "reason": "x"}, "term_of_its_kind"),
        ({"kind": Kind.EXTENDED, "reason": "x", "due_on": date(2026, 5, 4)}, "old_term_of_extension"),
        ({"kind": Kind.EXTENDED, "reason": "x", "due_on": date(2026, 4, 30), "old_due_on": date(2026, 4, 30)}, "extended_forward"),
        ({"kind": Kind.FORWARDED, "reason": "x", "due_on": date(2026, 5, 4)}, "body_of_its_kind"),
        ({"kind": Kind.ACCEPTED, "reason": "x"}, "decision_numbered"),
        ({"kind": Kind.REJECTED, "reason": "x", "document_number": "1", "against_score": "x"}, "against_score_only_accepted"),
    ],
)  # fmt: skip
def test_the_database_knows_what_an_act_needs(officer_id, broken, constraint):
    initiative_id = make_initiative()
    common = {"initiative_id": initiative_id, "on": date(2026, 4, 20), "by_id": officer_id, "at": APRIL_20}
    with pytest.raises(IntegrityError, match=constraint), transaction():
        db.session.add(Act(**common, **broken))


def test_what_a_call_asks_of_a_person_is_not_public_and_is_told_to_the_leader(app, officer_id):
    initiative_id = make_initiative(leader_id=leader())
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    seen = public(initiative_id)
    assert [(act.kind, act.reason) for act in seen.acts] == [(Kind.CALLED, "")]
    with app.test_request_context():
        said = NEXT[Status.FIX_CALLED](requests.initiative(initiative_id))
    assert CALL.reason in said.text
    assert (said.until, said.href) == (date(2026, 4, 27), f"/inicjatywy/zloz/{initiative_id}/sprawdz")


def test_the_officer_who_called_hears_that_the_leader_completed(officer_id):
    leader_id = leader()
    initiative_id = make_initiative(leader_id=leader_id)
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    with transaction():
        for then in ON_COMPLETED:
            then(initiative_id, leader_id, APRIL_20)
    assert "uzupełniony" in mails()[-1].subject
