"""Two people do something to one comment at the same moment."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL

from civic.consultations.discussion import queries, services
from civic.consultations.discussion.models import Comment, Moderation, Report
from civic.consultations.discussion.rules import Decision, Ground, Refusal, Rule, Standing, Verdict
from civic.consultations.discussion.services import Said
from civic.consultations.notices.rules import Status
from civic.core import clock
from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.core.refusal import Refused
from tests.conftest import connect
from tests.consultations.discussion.talk import write
from tests.consultations.factories import make_consultation
from tests.factories import make_person
from tests.races.test_casting import wait_until

pytestmark = pytest.mark.race

HIDE = Decision(verdict=Verdict.HIDE, rule=Rule.OFFENSIVE, reason="Wulgaryzmy.")
LEAVE = Decision(verdict=Verdict.LEAVE)


def at_once(app, count: int, act: Callable[[int], object]) -> Counter[str]:
    """What came of everybody doing it at the same moment: "done" or the refusal."""
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
                outcomes[repr(error)] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def said(app) -> tuple[int, int, int]:
    """A consultation, an author, a comment."""
    consultation, anna = make_consultation(), make_person(name="Anna Nowak")
    return consultation, anna, write(consultation, anna, "Ty taka i owaka")


def count(model: type, *wanted: object) -> int:
    """How many rows there are now."""
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(model).where(*wanted)).one()  # type: ignore[arg-type]


def test_moderators_who_decide_differently_leave_one_decision(app, said):
    """One wins; every other is told who decided, and nothing of theirs is kept."""
    consultation, _, comment = said
    officers = [make_person(name=f"Moderator {number}") for number in range(6)]
    told: list[object] = []

    def act(number: int) -> None:
        try:
            services.moderate(
                consultation,
                comment,
                officers[number],
                None,
                HIDE if number % 2 else LEAVE,
                clock.now(),
                seen=0,
            )
        except Refused as no:
            told.append(no.facts["verdict"])
            raise

    assert at_once(app, 6, act) == {"done": 1, Refusal.ALREADY_DECIDED: 5}
    (made,) = queries.case(comment)
    assert told == [made.verdict] * 5
    hidden = queries.one(consultation, comment).standing is Standing.HIDDEN
    assert hidden == (made.verdict is Verdict.HIDE)
    assert count(AuditEvent, AuditEvent.kind == "CommentModerated") == 1


def test_one_person_reports_once_in_many_tabs(app, said):
    consultation, _, comment = said
    jan = make_person(name="Jan Kowal")
    outcomes = at_once(
        app, 6, lambda _: services.report(consultation, comment, jan, Ground.OFFENSIVE, "", clock.now())
    )
    assert outcomes == {"done": 1, Refusal.ALREADY_REPORTED: 5}
    assert count(AuditEvent, AuditEvent.kind == "CommentReported") == 1


def test_reports_of_many_and_a_decision_lose_none(app, said):
    """A report either came before the decision and is settled by it, or came after it and waits."""
    consultation, _, comment = said
    people = [make_person(name=f"Osoba {number}") for number in range(6)]
    olga = make_person(name="Olga Moderatorka")

    def act(number: int) -> None:
        if number == 3:
            services.moderate(consultation, comment, olga, None, LEAVE, clock.now(), seen=0)
        else:
            services.report(consultation, comment, people[number], Ground.OFFENSIVE, "", clock.now())

    assert at_once(app, 6, act) == {"done": 6}
    settled, waiting = (
        count(Report, Report.moderation_id.is_not(None)),
        count(Report, Report.moderation_id.is_(None)),
    )
    assert settled + waiting == 5
    decided_at = db.session.scalars(select(AuditEvent.id).where(AuditEvent.kind == "CommentModerated")).one()
    after = AuditEvent.id > decided_at
    assert count(AuditEvent, AuditEvent.kind == "CommentReported", after) == waiting


def test_an_objection_is_decided_once(app, said):
    consultation, anna, comment = said
    olga = make_person(name="Olga Moderatorka")
    services.moderate(consultation, comment, olga, None, HIDE, clock.now(), seen=0)
    services.object_to(consultation, comment, anna, "To cytat.", clock.now())
    (waiting,) = queries.objections_waiting(consultation)
    others = [make_person(name=f"Moderator {number}") for number in range(4)]

    def act(number: int) -> None:
        services.decide_objection(
            consultation, comment, waiting.moderation_id, others[number], None, clock.now(),
            restore=bool(number % 2), reason="Tak.",
        )  # fmt: skip

    assert at_once(app, 4, act) == {"done": 1, Refusal.ALREADY_DECIDED: 3}
    assert count(Moderation) == 2


def test_the_same_words_in_many_tabs_are_said_once(app, said):
    consultation, anna, _ = said
    words = Said(text="Więcej drzew")
    outcomes = at_once(app, 6, lambda _: services.comment(consultation, anna, words, clock.now()))
    assert outcomes == {"done": 1, Refusal.SAID_ALREADY: 5}


def test_nobody_writes_into_a_consultation_that_is_being_cancelled(app, said, database: URL):
    """The writer waits for whoever moves the consultation, and then is refused."""
    consultation, anna, _ = said
    outcomes: Counter[str] = Counter()

    def act() -> None:
        outcomes.update(
            at_once(
                app, 1, lambda _: services.comment(consultation, anna, Said(text="Za późno"), clock.now())
            )
        )

    db.session.remove()
    writer = threading.Thread(target=act)
    with connect(database) as admin:
        admin.execute("BEGIN")
        admin.execute(
            "UPDATE consultation SET status = %s, cancel_reason = 'Rada zmieniła zamiar.' WHERE id = %s",
            (Status.CANCELLED.value, consultation),
        )
        writer.start()
        wait_until(
            database,
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%consultation%'",
        )
        admin.execute("COMMIT")
    writer.join()
    assert outcomes == {Refusal.CLOSED: 1}
    assert count(Comment) == 1


def test_with_no_constraint_nothing_is_taken(app, said, database: URL):
    """It fails closed: without what keeps words from being said twice, nothing is written."""
    consultation, anna, _ = said
    db.session.remove()
    with connect(database) as admin:
        admin.execute("ALTER TABLE comment DROP CONSTRAINT uq_comment_said_once")
        try:
            with pytest.raises(Exception, match="uq_comment_said_once"):
                services.comment(consultation, anna, Said(text="Więcej drzew"), clock.now())
        finally:
            db.session.remove()
            admin.execute(
                "ALTER TABLE comment ADD CONSTRAINT uq_comment_said_once UNIQUE (consultation_id, author_id, fingerprint)"
            )
    assert db.session.execute(text("SELECT count(*) FROM comment")).scalar_one() == 1
