"""Two officers answer one remark at the same moment: one wins, nothing is lost, nobody approves what they did not read."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from civic.consultations.answers import queries, services
from civic.consultations.answers.rules import Decision, Refusal, State, Writing
from civic.core import clock
from civic.core.db import db
from civic.core.refusal import Refused
from tests.consultations.answers.case import closed_consultation, coordinator, make_remark, writer

pytestmark = pytest.mark.race

ROUNDS = 12


def at_once(app, count: int, act: Callable[[int], object]) -> Counter[str]:
    """What came of everybody doing it at the same moment, each on a connection of their own: "done" or the refusal."""
    gate, outcomes = threading.Barrier(count), Counter[str]()

    def go(number: int) -> None:
        with app.app_context():
            db.session.connection()
            gate.wait(60)
            try:
                act(number)
                outcomes["done"] += 1
            except Refused as refused:
                outcomes[str(refused.reason)] += 1
            except BaseException as error:  # noqa: BLE001 - counted, and then no outcome that is expected
                outcomes[repr(error)[:300]] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return outcomes


def said(number: int) -> Writing:
    """What this officer types."""
    return Writing(Decision.REJECTED, f"Uzasadnienie osoby {number}.")


def test_two_officers_begin_an_answer_to_one_remark(app):
    """Bar 3: one is saved, the other is told so; the remark has one answer, whole, of one of them."""
    case, officers = closed_consultation(), [writer(), coordinator()]
    for _ in range(ROUNDS):
        number = make_remark(case)
        now = clock.now()
        outcomes = at_once(
            app, 2, lambda n, number=number, now=now: services.save(case, officers[n], said(n), [number], now)
        )
        assert outcomes == {"done": 1, Refusal.ALREADY_ANSWERED: 1}
        card = queries.card(case, number)
        assert card.version == 1
        assert card.reasons in {said(0).reasons, said(1).reasons}


def test_two_officers_change_the_answer_they_both_read(app):
    """Bar 3: the second is told that it changed meanwhile; the text of the first stays."""
    case, officers = closed_consultation(), [writer(), coordinator()]
    number = make_remark(case)
    saved = services.save(case, officers[0], said(9), [number], clock.now())
    for _ in range(ROUNDS):
        seen = (saved.id, queries.card(case, number).version or 0)
        now = clock.now()
        outcomes = at_once(
            app,
            2,
            lambda n, seen=seen, now=now: services.save(
                case, officers[n], said(n), [number], now, expected=seen
            ),
        )
        assert outcomes == {"done": 1, Refusal.CHANGED_MEANWHILE: 1}
        assert queries.card(case, number).version == seen[1] + 1


def test_approving_while_the_writer_changes_the_text(app):
    """Bar 3: either what was read is approved and the change refused, or the change stands and nothing is approved."""
    case, author, other = closed_consultation(), writer(), coordinator()
    for _ in range(ROUNDS):
        number = make_remark(case)
        saved = services.save(case, author, said(1), [number], clock.now(), hand_over=True)
        now = clock.now()

        def act(n: int, saved=saved, number=number, now=now) -> None:
            if n == 0:
                services.approve(case, other, saved.id, now, seen_version=saved.version)
            else:
                changed = (saved.id, saved.version)
                services.save(case, author, said(2), [number], now, expected=changed, hand_over=True)

        outcomes = at_once(app, 2, act)
        card = queries.card(case, number)
        assert outcomes == {"done": 1, Refusal.CHANGED_MEANWHILE: 1}
        approved = card.state == State.APPROVED
        assert card.reasons == (said(1).reasons if approved else said(2).reasons)
