"""Everybody sends at the same moment: numbers follow each other, drafts are one, the report waits or the remark does."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from civic.consultations.notices import queries as notices
from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Status
from civic.consultations.remarks import services
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import Author, AuthorKind, Refusal, Written
from civic.consultations.remarks.services import Writer
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from tests.consultations.remarks.city import CLOSES, IN_TIME, make_open, send
from tests.factories import make_person

pytestmark = pytest.mark.race

SENDERS = 32
CONNECTIONS = 8


def all_at_once(app: Flask, verbs: list[Callable[[], Any]]) -> list[Any]:
    """Every verb in a thread with its own connection, behind one barrier; gives what each gave or raised."""
    barrier, answers = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(place: int, verb: Callable[[], Any]) -> None:
        with app.app_context():
            barrier.wait(60)
            try:
                answers[place] = verb()
            except Exception as error:  # noqa: BLE001 - the test looks at it
                answers[place] = error
            finally:
                db.session.remove()

    db.session.remove()
    threads = [threading.Thread(target=run, args=each) for each in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def numbers(consultation_id: int) -> list[int | None]:
    db.session.expire_all()
    found = select(Remark.number).filter_by(consultation_id=consultation_id).order_by(Remark.number)
    return list(db.session.scalars(found))


def test_thirty_two_people_send_at_once_and_get_numbers_without_gaps(app):
    consultation_id = make_open()
    rounds = SENDERS // CONNECTIONS
    given = []
    for turn in range(rounds):
        verbs = [
            lambda who=turn * CONNECTIONS + each: send(consultation_id, f"{who} a", f"{who} b", f"{who} c")
            for each in range(CONNECTIONS)
        ]
        given += all_at_once(app, verbs)
    assert not [each for each in given if isinstance(each, Exception)]
    assert sorted(number for each in given for number in each.numbers) == list(range(1, SENDERS * 3 + 1))
    assert all(each.numbers[2] - each.numbers[0] == 2 for each in given), (
        "one opinion's numbers stand together"
    )
    assert numbers(consultation_id) == list(range(1, SENDERS * 3 + 1))


def test_one_draft_pressed_twice_is_sent_once(app):
    consultation_id, writer = make_open(), Writer(make_person())
    with time_machine.travel(IN_TIME, tick=False):
        services.add(consultation_id, writer, Written(text="a"))
    answers = all_at_once(
        app, [lambda: services.send(consultation_id, writer, now=lambda: IN_TIME) for _ in range(CONNECTIONS)]
    )
    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == CONNECTIONS - 1
    assert {each.reason for each in refused} == {Refusal.DRAFT_GONE}
    assert numbers(consultation_id) == [1]


def test_two_windows_make_one_draft(app):
    consultation_id, writer = make_open(), Writer(make_person())
    with time_machine.travel(IN_TIME, tick=False):
        answers = all_at_once(
            app,
            [lambda: services.add(consultation_id, writer, Written(text="a")) for _ in range(CONNECTIONS)],
        )
    assert answers == [None] * CONNECTIONS
    assert len(db.session.scalars(select(Opinion)).all()) == 1
    places = db.session.scalars(select(Remark.place).order_by(Remark.place)).all()
    assert places == list(range(1, CONNECTIONS + 1))


def test_the_clock_is_read_behind_the_lock(app):
    """3.9 (7): who waited for the others while the time ran out is late: the moment is read inside, not at the door."""
    consultation_id = make_open()
    held, release, seen = threading.Event(), threading.Event(), []

    def hold() -> None:
        with transaction():
            notices.locked(consultation_id)
            held.set()
            assert release.wait(60)

    def wait_and_send() -> services.Given:
        assert held.wait(60)

        def now():
            seen.append(release.is_set())
            return CLOSES if release.is_set() else IN_TIME

        threading.Timer(0.5, release.set).start()
        return services.submit(
            consultation_id, Author(kind=AuthorKind.ANONYMOUS), [Written(text="a")], now=now
        )  # fmt: skip

    answers = all_at_once(app, [hold, wait_and_send])
    assert seen == [True]
    assert answers[1].late


def test_a_remark_and_the_published_report_never_cross(app):
    """Either the remark was there before the report, or it is refused: never a remark after the report."""
    for _ in range(6):
        consultation_id = make_open(status=Status.REPORT_DRAFT)

        def publish(of: int = consultation_id) -> int:
            with transaction():
                notices.locked(of)
                there = db.session.query(Remark).filter_by(consultation_id=of).count()
                db.session.get_one(Consultation, of).status = Status.REPORT_PUBLISHED
                return there

        verbs = [publish, *(lambda of=consultation_id: send(of, "a", now=CLOSES) for _ in range(4))]
        seen, *sent = all_at_once(app, verbs)
        taken = [each for each in sent if not isinstance(each, Exception)]
        assert {each.reason for each in sent if isinstance(each, Exception)} <= {Refusal.REPORTED}
        assert len(numbers(consultation_id)) == len(taken) == seen
