"""Requests for local initiatives when several people press at once: numbers, the group, the settings, the answer to a link."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.initiatives.requests import queries, services
from civic.initiatives.requests.models import Initiative, SettingsVersion
from civic.initiatives.requests.rules import Action, Refusal, Status
from tests.factories import make_person
from tests.initiatives.factories import make_initiative
from tests.initiatives.requests.city import NOW, invite, key_of, make_areas, make_draft
from tests.initiatives.requests.test_services import CITY, paper

pytestmark = pytest.mark.race


def at_once(app: Flask, *verbs: Callable[[], object]) -> Counter[str]:
    """What came of everybody doing theirs at the same moment: "done" or the refusal."""
    gate, outcomes = threading.Barrier(len(verbs)), Counter[str]()

    def go(verb: Callable[[], object]) -> None:
        with app.app_context():
            db.session.connection()
            gate.wait(60)
            try:
                verb()
                outcomes["done"] += 1
            except Refused as refused:
                outcomes[str(refused.reason)] += 1
            except BaseException as error:  # noqa: BLE001 - counted, and then no outcome that is expected
                outcomes[repr(error)] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def leader_id(app):
    make_areas()
    return make_person(name="Zofia Sąsiadka")


def test_requests_sent_at_the_same_moment_have_different_numbers(app, leader_id):
    clerk = make_person()
    services.save_settings(CITY, None, clerk, NOW)
    drafts = [make_draft(leader_id) for _ in range(6)]
    verbs = [lambda made=made: services.submit(made, leader_id, NOW) for made in drafts]
    verbs += [lambda: services.enter(paper(received_on=date(2026, 3, 9)), clerk, (), NOW) for _ in range(2)]
    assert at_once(app, *verbs) == {"done": 8}
    db.session.expire_all()
    given = [each.number for each in db.session.query(Initiative)]
    assert sorted(given) == list(range(1, 9))


def test_the_first_requests_of_a_city_make_one_version_of_its_settings(app, leader_id):
    drafts = [make_draft(leader_id) for _ in range(4)]
    verbs = [lambda made=made: services.submit(made, leader_id, NOW) for made in drafts]
    assert at_once(app, *verbs) == {"done": 4}
    assert db.session.query(SettingsVersion).count() == 1


def test_joining_waits_for_whoever_signs(app):
    """The agreement is being signed: an answer that comes meanwhile is too late, not half in."""
    made = make_initiative(
        Status.NEGOTIATION, members=[{"name": "Jan", "email": "j@example.org", "key": "k"}]
    )
    begun, go_on = threading.Event(), threading.Event()

    def sign() -> None:
        with app.app_context():
            with transaction():
                queries.locked(made)
                begun.set()
                go_on.wait(30)
                services.move(made, Action.SIGN, NOW)
            db.session.remove()

    signing = threading.Thread(target=sign)
    signing.start()
    begun.wait(30)
    later = threading.Timer(0.7, go_on.set)
    later.start()
    outcome = at_once(app, lambda: services.answer("k", joins=True, now=NOW))
    signing.join()
    assert outcome == {Refusal.TOO_LATE_TO_JOIN: 1}


def test_one_draft_sent_from_many_tabs_is_sent_once(app, leader_id):
    made = make_draft(leader_id)
    outcomes = at_once(app, *[lambda: services.submit(made, leader_id, NOW)] * 6)
    assert outcomes == {"done": 1, Refusal.ALREADY_SUBMITTED: 5}


def test_a_neighbour_confirms_while_the_leader_sends(app, leader_id):
    """Whatever comes first, what was sent had enough people when it was sent."""
    for turn in range(8):
        made = make_draft(leader_id, confirmed=1)
        invite(made, leader_id, "ostatni@example.org")
        key = key_of(made, "ostatni@example.org")
        outcomes = at_once(
            app,
            lambda made=made: services.submit(made, leader_id, NOW),
            lambda key=key: services.answer(key, joins=True, now=NOW),
        )
        assert outcomes in ({"done": 2}, {"done": 1, Refusal.MEMBERS_TOO_FEW: 1}), turn
        db.session.expire_all()
        assert queries.group_of(queries.members(made), listed=False).confirmed == 2


def test_somebody_is_taken_off_while_the_leader_sends(app, leader_id):
    """Two tabs of the leader: a request is never sent with fewer people than the city asks for."""
    for _ in range(12):
        made = make_draft(leader_id)
        last = max(each.id for each in queries.members(made))
        at_once(
            app,
            lambda made=made: services.submit(made, leader_id, NOW),
            lambda made=made, last=last: services.remove(made, leader_id, last),
        )
        db.session.expire_all()
        confirmed = queries.group_of(queries.members(made), listed=False).confirmed
        assert (queries.initiative(made).status is Status.SUBMITTED) == (confirmed == 2)


def test_a_link_is_answered_once_in_many_tabs(app, leader_id):
    made = make_draft(leader_id, confirmed=0)
    invite(made, leader_id, "jan@example.org")
    key = key_of(made, "jan@example.org")
    outcomes = at_once(
        app, *[lambda joins=joins: services.answer(key, joins=joins, now=NOW) for joins in (True, False) * 3]
    )
    assert outcomes["done"] == 1
    assert sum(outcomes.values()) == 6


def test_withdrawn_twice_at_once_is_withdrawn_once(app, leader_id):
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    outcomes = at_once(app, *[lambda: services.withdraw(made, leader_id, NOW)] * 4)
    assert outcomes == {"done": 1, Refusal.ALREADY_WITHDRAWN: 3}


def test_two_coordinators_save_settings_at_once(app, leader_id):
    first = services.save_settings(CITY, None, leader_id, NOW)
    outcomes = at_once(app, *[lambda: services.save_settings(CITY, first, leader_id, NOW)] * 4)
    assert outcomes == {"done": 1, Refusal.SETTINGS_CHANGED_MEANWHILE: 3}
