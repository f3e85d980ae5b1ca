"""The Team on PostgreSQL: declarations, cards, the minutes, criteria by version, the decision."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from civic.core import scores
from civic.core.access import Role
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.core.scores import Criterion, How
from civic.initiatives.assessment import queries, services
from civic.initiatives.assessment.queries import criteria as sets
from civic.initiatives.assessment.rules import DEFAULT, WORK, CardState, Refusal
from civic.initiatives.requests.rules import Status
from tests.factories import make_person
from tests.initiatives.assessment.stage import (
    ACCEPTED,
    APRIL_20,
    OK,
    REJECTED,
    events,
    finish_card,
    mails,
    make_assessed,
    make_checked,
    make_team,
    points,
    status,
)
from tests.initiatives.factories import WORK as WORK_LINE
from tests.initiatives.factories import make_initiative


@pytest.fixture
def officer_id(app):
    return make_person([Role.COORDINATOR], name="Olga Urzędowa", email="olga@example.org")


@pytest.fixture
def mayor_id(app):
    return make_person([Role.EXECUTIVE], name="Maria Prezydent")


def refused(act, *args, **more):
    with pytest.raises(Refused) as no:
        act(*args, **more)
    return no.value.reason


def test_a_draft_is_kept_and_a_finished_card_does_not_change(officer_id):
    initiative_id, member_id = make_checked(officer_id), make_team(1)[0]
    services.declare(initiative_id, member_id, APRIL_20, conflict=False)
    services.write(initiative_id, member_id, {WORK: 5}, {WORK: "dużo"}, APRIL_20, finish=False)
    own = queries.card(initiative_id, member_id)
    assert (own.state, own.points, own.notes) == (CardState.DRAFT, {WORK: 5}, {WORK: "dużo"})
    write = services.write
    assert (
        refused(write, initiative_id, member_id, {WORK: 5}, {}, APRIL_20, finish=True)
        is Refusal.POINTS_MISSING
    )
    write(initiative_id, member_id, points(3), {}, APRIL_20, finish=True)
    assert (
        refused(write, initiative_id, member_id, points(5), {}, APRIL_20, finish=True)
        is Refusal.CARD_FINISHED
    )
    with pytest.raises(ProgrammingError, match="does not change"), transaction():
        db.session.execute(text("UPDATE score_card SET points = '{}'"))
    assert queries.card(initiative_id, member_id).points == points(3)


def test_a_conflict_is_for_good_and_takes_the_draft_away(officer_id):
    initiative_id, member_id = make_checked(officer_id), make_team(1)[0]
    declare = services.declare
    declare(initiative_id, member_id, APRIL_20, conflict=False)
    services.write(initiative_id, member_id, {WORK: 5}, {}, APRIL_20, finish=False)
    assert refused(declare, initiative_id, member_id, APRIL_20, conflict=True) is Refusal.REASON_MISSING
    declare(initiative_id, member_id, APRIL_20, conflict=True, reason="Mieszkam w tym bloku.")
    own = queries.card(initiative_id, member_id)
    assert (own.state, own.points) == (CardState.CONFLICT, {})
    assert refused(declare, initiative_id, member_id, APRIL_20, conflict=False) is Refusal.CONFLICT_DECLARED
    assert (
        refused(services.write, initiative_id, member_id, points(), {}, APRIL_20, finish=True)
        is Refusal.CONFLICT_DECLARED
    )
    with pytest.raises(ProgrammingError, match="does not change"), transaction():
        db.session.execute(text("DELETE FROM score_card"))
    assert "blok" not in str([event.data for event in events("ScoringDeclared")])


def test_whoever_asks_has_a_conflict_by_rule(officer_id):
    member_id = make_person([Role.TEAM_MEMBER], name="Zenon Wnioskodawca")
    initiative_id = make_checked(officer_id, leader_id=member_id)
    assert (
        refused(services.declare, initiative_id, member_id, APRIL_20, conflict=False) is Refusal.OWN_REQUEST
    )
    for other in make_team():
        finish_card(initiative_id, other, points())
    services.close(initiative_id, officer_id, APRIL_20)
    excluded = queries.assessment(initiative_id).minutes.excluded
    assert [(each.name, each.own) for each in excluded] == [("Zenon Wnioskodawca", True)]


def test_enough_cards_make_it_ready_once_and_tell_the_officer(officer_id):
    initiative_id = make_checked(officer_id)
    for count, member_id in enumerate(make_team(4), 1):
        finish_card(initiative_id, member_id, points())
        assert (queries.assessment(initiative_id).ready_at is not None) is (count >= 3)
    assert [event.data["cards"] for event in events("InitiativeReadyToClose")] == [3]
    assert [mail.subject for mail in mails("olga@example.org")] == [
        next(mail.subject for mail in mails("olga@example.org") if "zamknąć" in mail.subject)
    ]


def test_the_minutes_say_who_what_and_what_follows(officer_id):
    leader_id = make_person(email="lider@example.org")
    initiative_id = make_checked(officer_id, leader_id=leader_id)
    first, second, third, conflicted, slow = make_team(5)
    assert refused(services.close, initiative_id, officer_id, APRIL_20) is Refusal.CARDS_TOO_FEW
    services.declare(initiative_id, conflicted, APRIL_20, conflict=True, reason="Brat.")
    services.declare(initiative_id, slow, APRIL_20, conflict=False)
    given = [points(4), points(3, work=5), points(0)]
    for member_id, card in zip((first, second, third), given, strict=True):
        finish_card(initiative_id, member_id, card)
    assert (
        refused(services.close, initiative_id, officer_id, APRIL_20, confirmed=False) is Refusal.NOT_CONFIRMED
    )
    services.close(initiative_id, officer_id, APRIL_20, remarks="Zespół obradował raz.")
    minutes = queries.assessment(initiative_id).minutes
    assert status(initiative_id) is Status.ASSESSED
    assert [each.name for each in minutes.members] == ["Adam Pierwszy", "Barbara Druga", "Celina Trzecia"]
    assert [each.score for each in minutes.members] == [80, 72, 0]
    assert [each.name for each in minutes.excluded] == ["Dorota Czwarta"]
    assert minutes.unfinished == ("Edward Piąty",)
    assert minutes.score == Fraction(152, 3) == scores.result(DEFAULT.criteria, given, How.MEAN).score
    assert minutes.points[WORK] == 3
    assert minutes.passed
    assert (minutes.remarks, minutes.closed_by) == ("Zespół obradował raz.", "Olga Urzędowa")
    assert "50,67%" in mails("lider@example.org")[-1].body
    with pytest.raises(ProgrammingError, match="does not change"), transaction():
        db.session.execute(text("UPDATE initiative_assessment SET score = 100"))
    assert (
        refused(services.write, initiative_id, slow, points(), {}, APRIL_20, finish=True)
        is Refusal.STATUS_WRONG
    )
    assert refused(services.close, initiative_id, officer_id, APRIL_20) is Refusal.STATUS_WRONG


def test_a_score_just_under_the_threshold_has_not_reached_it(officer_id):
    """Rounded for the list it may look like 50; what decides is the exact score."""
    new = replace(
        DEFAULT,
        criteria=(Criterion(key=WORK, name="Praca", weight=1, max_points=10),),
        threshold=34,
        members=3,
    )
    services.save_criteria(new, officer_id, 1, APRIL_20)
    initiative_id = make_checked(officer_id)
    for member_id, given in zip(make_team(), (3, 3, 4), strict=True):
        finish_card(initiative_id, member_id, {WORK: given})
    services.close(initiative_id, officer_id, APRIL_20)
    minutes = queries.assessment(initiative_id).minutes
    assert (minutes.score, minutes.passed) == (Fraction(100, 3), False)


def heavier(**more):
    """The default set with community work at 10."""
    work, *rest = DEFAULT.criteria
    return replace(DEFAULT, criteria=(replace(work, weight=10), *rest), **more)


def test_saving_criteria_adds_a_version_and_leaves_the_old_to_those_under_way(officer_id):
    before = make_checked(officer_id)
    assert services.save_criteria(heavier(members=5), officer_id, 1, APRIL_20) == 2
    after = make_checked(officer_id)
    assert queries.assessment(before).criteria == DEFAULT
    assert queries.assessment(after).criteria == heavier(members=5)
    assert [(each.version, each.used) for each in sets.versions()] == [(2, 1), (1, 1)]
    with pytest.raises(ProgrammingError, match="permission denied"), transaction():
        db.session.execute(text("UPDATE criteria_version SET threshold = 1"))


def test_five_members_where_the_city_wants_five(officer_id):
    """Sokolniki."""
    services.save_criteria(replace(DEFAULT, members=5), officer_id, 1, APRIL_20)
    initiative_id, team = make_checked(officer_id), make_team(5)
    for member_id in team[:4]:
        finish_card(initiative_id, member_id, points())
    assert refused(services.close, initiative_id, officer_id, APRIL_20) is Refusal.CARDS_TOO_FEW
    finish_card(initiative_id, team[4], points())
    services.close(initiative_id, officer_id, APRIL_20)


def test_criteria_without_community_work_are_not_saved(officer_id):
    """4.6 (6): when the coordinator saves weight 0, nothing is saved."""
    work, *rest = DEFAULT.criteria
    without = replace(DEFAULT, criteria=(replace(work, weight=0), *rest))
    assert refused(services.save_criteria, without, officer_id, 1, APRIL_20) is Refusal.WORK_WEIGHS_NOTHING
    assert sets.newest() == (1, DEFAULT)


def test_two_who_change_criteria_at_once_do_not_overwrite_each_other(officer_id):
    services.save_criteria(heavier(), officer_id, 1, APRIL_20)
    other = replace(DEFAULT, threshold=60)
    assert (
        refused(services.save_criteria, other, officer_id, 1, APRIL_20) is Refusal.CRITERIA_CHANGED_MEANWHILE
    )


def test_accepted_with_reasons(officer_id, mayor_id):
    initiative_id = make_assessed(officer_id, leader_id=make_person(email="lider@example.org"))
    assert services.decide(initiative_id, mayor_id, ACCEPTED, APRIL_20) is Status.ACCEPTED
    assert "Skwer jest potrzebny osiedlu." in mails("lider@example.org")[-1].body
    assert "Z/12/2026" in mails("lider@example.org")[-1].body
    assert refused(services.decide, initiative_id, mayor_id, REJECTED, APRIL_20) is Refusal.STATUS_WRONG


def test_a_rejection_tells_of_the_complaint(officer_id, mayor_id):
    initiative_id = make_assessed(officer_id, leader_id=make_person(email="lider@example.org"))
    assert services.decide(initiative_id, mayor_id, REJECTED, APRIL_20) is Status.REJECTED
    assert "skargę (art. 227 KPA)" in mails("lider@example.org")[-1].body


def test_below_the_threshold_accepting_needs_its_own_reason(officer_id, mayor_id):
    initiative_id = make_assessed(officer_id, given=2)
    assert refused(services.decide, initiative_id, mayor_id, ACCEPTED, APRIL_20) is Refusal.BELOW_THRESHOLD
    services.decide(initiative_id, mayor_id, replace(ACCEPTED, against_score="Jedyny skwer."), APRIL_20)
    done = queries.acts(initiative_id)[-1]
    assert (done.against_score, done.late) == ("Jedyny skwer.", False)
    assert events("InitiativeDecided")[0].data["below_threshold"] is True


def test_a_late_decision_is_taken_and_marked(officer_id, mayor_id):
    """4.6 (2), sibling: overdue never blocks."""
    initiative_id = make_assessed(officer_id, received_on=date(2026, 3, 31), due_on=date(2026, 4, 30))
    services.decide(initiative_id, mayor_id, ACCEPTED, datetime(2026, 5, 1, 6, tzinfo=UTC))
    assert queries.acts(initiative_id)[-1].late is True
    assert events("InitiativeDecided")[0].data["late"] is True


def test_the_executive_does_not_decide_about_their_own_request(officer_id):
    mayor_id = make_person([Role.EXECUTIVE])
    initiative_id = make_assessed(officer_id, leader_id=mayor_id)
    assert refused(services.decide, initiative_id, mayor_id, ACCEPTED, APRIL_20) is Refusal.OWN_REQUEST


def test_the_ranking_breaks_ties_by_work_then_people_then_time(officer_id):
    more_work = {**WORK_LINE, "quantity": 80}
    made = {
        "late": make_assessed(officer_id, received_on=date(2026, 4, 3)),
        "early": make_assessed(officer_id, received_on=date(2026, 4, 2)),
        "crowd": make_assessed(officer_id, participants=40),
        "work": make_assessed(officer_id, lines=[more_work]),
        "best": make_assessed(officer_id, given=5),
    }
    by_id = {initiative_id: name for name, initiative_id in made.items()}
    assert [by_id[each.id] for each in queries.ranking()] == ["best", "work", "crowd", "early", "late"]


def test_my_cards_by_deadline(officer_id):
    member_id = make_team(1)[0]
    late, soon, done = (
        make_checked(officer_id, title=title, due_on=due_on)
        for title, due_on in (
            ("Późny", date(2026, 6, 1)),
            ("Pilny", date(2026, 4, 22)),
            ("Zrobiony", date(2026, 4, 1)),
        )
    )
    make_initiative(Status.SUBMITTED, title="Jeszcze nie")
    finish_card(done, member_id, points())
    services.declare(late, member_id, APRIL_20, conflict=False)
    found = queries.mine(member_id)
    assert [(each.id, each.state, each.waits) for each in found] == [
        (soon, CardState.NONE, True), (late, CardState.DRAFT, True), (done, CardState.FINISHED, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE score_card SET conflict = true", "conflict_gives_no_points"),
        ("UPDATE score_card SET points = '{}', finished_at = now()", "finished_has_points"),
        ("UPDATE initiative_assessment SET ready_at = now(), closed_at = now()", "whole_once_closed"),
    ],
)
def test_the_database_knows_what_a_card_needs(officer_id, change, constraint):
    initiative_id, member_id = make_checked(officer_id), make_team(1)[0]
    services.declare(initiative_id, member_id, APRIL_20, conflict=False)
    services.write(initiative_id, member_id, {WORK: 5}, {}, APRIL_20, finish=False)
    with pytest.raises(IntegrityError, match=constraint), transaction():
        db.session.execute(text(change))


def test_the_formal_check_is_done_once(officer_id):
    initiative_id = make_checked(officer_id)
    assert refused(services.check_formally, initiative_id, officer_id, OK, APRIL_20) is Refusal.STATUS_WRONG
