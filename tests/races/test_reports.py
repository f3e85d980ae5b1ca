"""The report is published while a remark arrives: the remark is in the report, or it is refused; never lost between."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import text

from civic.consultations.answers import services as answers
from civic.consultations.remarks import rules as remark_rules
from civic.consultations.remarks import services as remarks
from civic.consultations.remarks.rules import Author, AuthorKind, Written
from civic.consultations.reports import services
from civic.consultations.reports.rules import Refusal
from civic.core import clock
from civic.core.db import db
from tests.consultations.answers.case import (
    NO,
    answer,
    closed_consultation,
    coordinator,
    executive,
    make_remark,
    writer,
)
from tests.consultations.reports.case import ORDER, handed_over
from tests.races.test_answers import at_once

pytestmark = pytest.mark.race

ROUNDS = 8


def lost(case: int) -> int:
    """Sent remarks of a published report that are not in it."""
    return db.session.execute(
        text(
            "SELECT count(*) FROM remark r WHERE consultation_id = :case AND number IS NOT NULL AND NOT EXISTS"
            " (SELECT FROM report_remark p WHERE p.consultation_id = r.consultation_id AND p.number = r.number)"
        ),
        {"case": case},
    ).scalar_one()


def ready() -> int:
    """A report that waits for nothing but the executive."""
    case = closed_consultation()
    answer(case, make_remark(case), by=writer(), approved_by=coordinator())
    handed_over(case)
    return case


def race(app, case: int, other: Callable[[], object], others: int = 1) -> Counter[str]:
    """Publish while others act."""
    by, now = executive(), clock.now()

    def act(n: int) -> None:
        if n == 0:
            services.publish(case, by, ORDER, now)
        else:
            other()

    return at_once(app, others + 1, act)


def send(case: int) -> None:
    """A late remark arrives by the form."""
    remarks.submit(case, Author(kind=AuthorKind.ANONYMOUS), [Written(text="Spóźniona uwaga.")])


def test_a_remark_that_arrives_while_the_report_is_published(app):
    """Bar 3: late ones are in the annex when they came first, and refused when the report did."""
    seen = Counter[str]()
    for _ in range(ROUNDS):
        case = ready()
        outcomes = race(app, case, lambda case=case: send(case), others=3)
        seen += outcomes
        assert set(outcomes) <= {"done", remark_rules.Refusal.REPORTED}, outcomes
        assert lost(case) == 0
    assert seen.total() == ROUNDS * 4


def test_the_check_of_the_race_has_teeth(app, monkeypatch):
    """Bar 3: without the lock on the consultation, the same race loses remarks."""
    case = ready()
    reached, go_on = threading.Event(), threading.Event()
    frozen = services._freeze

    def slow(*arguments: object) -> None:
        frozen(*arguments)  # type: ignore[arg-type]
        reached.set()
        go_on.wait(20)

    monkeypatch.setattr(services, "_freeze", slow)
    monkeypatch.setattr(services.notices, "locked", services.notices.consultation)
    by, now = executive(), clock.now()

    def publishing() -> None:
        with app.app_context():
            services.publish(case, by, ORDER, now)
            db.session.remove()

    publisher = threading.Thread(target=publishing)
    publisher.start()
    assert reached.wait(20)
    send(case)
    go_on.set()
    publisher.join()
    db.session.rollback()
    assert lost(case) == 1


def test_an_approval_is_withdrawn_while_the_report_is_published(app):
    """Bar 3: either the withdrawal came first and the report waits, or the report did and the answer stays."""
    for _ in range(ROUNDS):
        case = closed_consultation()
        answer_id = answer(case, make_remark(case), by=writer(), approved_by=coordinator(), writing=NO)
        handed_over(case)
        by = coordinator()
        outcomes = race(
            app, case, lambda case=case, a=answer_id, by=by: answers.withdraw(case, by, a, "Pomyłka.")
        )
        assert outcomes["done"] == 1, outcomes
        row = db.session.execute(
            text(
                "SELECT c.status, a.state FROM consultation c JOIN answer a ON a.consultation_id = c.id WHERE c.id = :id"
            ),
            {"id": case},
        ).one()
        assert tuple(row) in {("REPORT_PUBLISHED", "APPROVED"), ("REPORT_DRAFT", "DRAFT")}


def test_two_executives_publish_at_once(app):
    case = ready()
    by, now = [executive(), executive()], clock.now()
    outcomes = at_once(app, 2, lambda n: services.publish(case, by[n], ORDER, now))
    assert outcomes == {"done": 1, Refusal.ALREADY_PUBLISHED: 1}
