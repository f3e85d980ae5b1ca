"""The Team and the office press at the same moment: every card counts, a case is ready once, closed once, decided once."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from civic.core.access import Role
from civic.core.db import db
from civic.core.refusal import Refused
from civic.initiatives.assessment import queries, services
from civic.initiatives.assessment.rules import CardState, Refusal
from civic.initiatives.requests.rules import Status
from tests.factories import make_person
from tests.initiatives.assessment.stage import (
    ACCEPTED,
    APRIL_20,
    CALL,
    OK,
    REJECT,
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
from tests.initiatives.factories import make_initiative

pytestmark = pytest.mark.race

TIMES = 12


@pytest.fixture
def officer_id(app):
    return make_person([Role.COORDINATOR], email="olga@example.org")


def at_once(app: Flask, *acts: Callable[[], object]) -> Counter[str]:
    """What came of everybody doing theirs at the same moment: "done" or the refusal."""
    gate, outcomes = threading.Barrier(len(acts)), Counter[str]()

    def go(act: Callable[[], object]) -> None:
        with app.app_context():
            db.session.connection()
            gate.wait(60)
            try:
                act()
                outcomes["done"] += 1
            except Refused as refused:
                outcomes[str(refused.reason)] += 1
            except BaseException as error:  # noqa: BLE001 - counted, and then no outcome that is expected
                outcomes[repr(error)] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return outcomes


def finishing(initiative_id: int, member_id: int) -> Callable[[], object]:
    return lambda: services.write(initiative_id, member_id, points(), {}, APRIL_20, finish=True)


def test_two_members_finishing_at_once_both_count_and_it_is_ready_once(app, officer_id):
    """Bar 3: with one card finished and three needed, two finish at the same moment."""
    team = make_team(3)
    for turn in range(1, TIMES + 1):
        initiative_id = make_checked(officer_id)
        finish_card(initiative_id, team[0], points())
        for member_id in team[1:]:
            services.declare(initiative_id, member_id, APRIL_20, conflict=False)
        outcomes = at_once(app, *(finishing(initiative_id, member_id) for member_id in team[1:]))
        assert outcomes == {"done": 2}
        assert [card.state for card in queries.cards(initiative_id)] == [CardState.FINISHED] * 3
        assert queries.assessment(initiative_id).ready_at is not None
        assert len(events("InitiativeReadyToClose")) == turn
        assert sum("zamknąć" in mail.subject for mail in mails("olga@example.org")) == turn


def test_five_finishing_at_once_are_ready_once(app, officer_id):
    team = make_team(5)
    for turn in range(1, TIMES + 1):
        initiative_id = make_checked(officer_id)
        for member_id in team:
            services.declare(initiative_id, member_id, APRIL_20, conflict=False)
        assert at_once(app, *(finishing(initiative_id, member_id) for member_id in team)) == {"done": 5}
        assert [event.data["cards"] for event in events("InitiativeReadyToClose")] == [3] * turn


def test_a_card_finished_in_two_tabs_is_finished_once(app, officer_id):
    member_id = make_team(1)[0]
    for turn in range(1, TIMES + 1):
        initiative_id = make_checked(officer_id)
        services.declare(initiative_id, member_id, APRIL_20, conflict=False)
        act = finishing(initiative_id, member_id)
        assert at_once(app, act, act, act) == {"done": 1, Refusal.CARD_FINISHED: 2}
        assert len(events("ScoreCardFinished")) == turn


def test_a_card_finished_while_the_assessment_is_closed_is_in_the_minutes_or_refused(app, officer_id):
    *team, last = make_team(4)
    for _ in range(TIMES):
        initiative_id = make_checked(officer_id)
        for member_id in team:
            finish_card(initiative_id, member_id, points())
        services.declare(initiative_id, last, APRIL_20, conflict=False)
        outcomes = at_once(
            app,
            finishing(initiative_id, last),
            lambda given=initiative_id: services.close(given, officer_id, APRIL_20),
        )
        minutes = queries.assessment(initiative_id).minutes
        if outcomes == {"done": 2}:
            assert len(minutes.members) == 4
        else:
            assert outcomes == {"done": 1, Refusal.STATUS_WRONG: 1}
            assert (len(minutes.members), len(minutes.unfinished)) == (3, 1)


def test_one_verdict_one_minutes_one_decision(app, officer_id):
    mayor_id = make_person([Role.EXECUTIVE])
    for _ in range(TIMES):
        initiative_id = make_initiative()
        outcomes = at_once(
            app,
            *(
                lambda given=verdict, on=initiative_id: services.check_formally(
                    on, officer_id, given, APRIL_20
                )
                for verdict in (OK, CALL)
            ),
        )
        assert outcomes == {"done": 1, Refusal.STATUS_WRONG: 1}
        assert len(queries.acts(initiative_id)) == 1
        assessed = make_assessed(officer_id)
        outcomes = at_once(
            app,
            *(
                lambda given=decision, on=assessed: services.decide(on, mayor_id, given, APRIL_20)
                for decision in (ACCEPTED, REJECTED)
            ),
        )
        assert outcomes == {"done": 1, Refusal.STATUS_WRONG: 1}
        assert status(assessed) in {Status.ACCEPTED, Status.REJECTED}


def test_the_first_need_of_criteria_writes_them_once(app, officer_id):
    made = [make_initiative() for _ in range(4)]
    acts = [lambda on=each: services.check_formally(on, officer_id, OK, APRIL_20) for each in made]
    assert at_once(app, *acts) == {"done": 4}
    assert db.session.execute(text("SELECT count(*) FROM criteria_version")).scalar_one() == 1


def test_a_request_called_and_rejected_at_once_ends_once(app, officer_id):
    for _ in range(TIMES):
        initiative_id = make_initiative()
        services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
        outcomes = at_once(
            app,
            lambda on=initiative_id: services.check_formally(on, officer_id, REJECT, APRIL_20),
            lambda on=initiative_id: services.enter_completion(on, officer_id, "Przyszło.", APRIL_20),
        )
        assert outcomes["done"] == 2 or outcomes == {"done": 1, Refusal.STATUS_WRONG: 1}
        assert status(initiative_id) is Status.REJECTED or outcomes["done"] == 1
