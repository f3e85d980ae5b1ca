"""Reports, decisions, objections: traces for everybody, four eyes, nobody about the own words."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from civic.consultations.discussion import queries, services
from civic.consultations.discussion.models import Comment
from civic.consultations.discussion.queries import View
from civic.consultations.discussion.rules import MASK, Decision, Ground, Refusal, Rule, Standing, Verdict
from civic.consultations.discussion.services import REPORTS_PER_DAY
from civic.core import clock
from civic.core.db import db
from tests.consultations.discussion.talk import kinds, refused, write
from tests.consultations.factories import make_consultation
from tests.factories import make_person, make_unit
from tests.page import Page
from tests.work import letters

HIDE = Decision(verdict=Verdict.HIDE, rule=Rule.OFFENSIVE, reason="Wulgaryzmy wobec radnej.")
LEAVE = Decision(verdict=Verdict.LEAVE)


@pytest.fixture
def consultation(app) -> int:
    return make_consultation(title="Park nad rzeką")


@pytest.fixture
def anna(app) -> int:
    return make_person(name="Anna Nowak", email="anna@example.org")


@pytest.fixture
def olga(app) -> int:
    return make_person(name="Olga Moderatorka")


@pytest.fixture
def adam(app) -> int:
    return make_person(name="Adam Moderator")


def report(
    consultation: int, comment: int, person: int | None = None, ground=Ground.OFFENSIVE, **more
) -> None:
    services.report(
        consultation,
        comment,
        person or make_person(),
        ground,
        more.get("words", ""),
        more.get("now") or clock.now(),
    )


def moderate(
    consultation: int, comment: int, officer: int, wanted: Decision, seen: int = 0, unit=None
) -> None:
    services.moderate(consultation, comment, officer, unit, wanted, clock.now(), seen=seen)


def test_a_report_waits_until_somebody_decides(consultation, anna, olga):
    made = write(consultation, anna, "Więcej drzew")
    jan = make_person(name="Jan Kowal")
    report(consultation, made, jan)
    report(consultation, made, ground=Ground.OTHER, words="nudne")
    with refused(Refusal.ALREADY_REPORTED):
        report(consultation, made, jan)
    with refused(Refusal.OWN_REPORT):
        report(consultation, made, anna)
    (waiting,) = queries.queue(consultation, most_reported=False)
    assert (waiting.comment_id, waiting.reports, set(waiting.grounds)) == (
        made,
        2,
        {Ground.OFFENSIVE, Ground.OTHER},
    )
    moderate(consultation, made, olga, LEAVE)
    assert queries.queue(None, most_reported=False) == []
    assert queries.queue_length(None) == 0
    assert queries.one(consultation, made).text == "Więcej drzew"
    with refused(Refusal.ALREADY_REPORTED):
        report(consultation, made, jan)
    report(consultation, made)
    assert queries.queue_length(consultation) == 1


def test_who_reported_is_told_what_was_decided(app, consultation, anna, olga):
    made = write(consultation, anna, "Ty taka i owaka")
    report(consultation, made, make_person(email="jan@example.org"))
    report(consultation, made, make_person(email="ewa@example.org", lang="en"))
    letters(app)
    moderate(consultation, made, olga, HIDE)
    found = {to: body for to, _, body in letters(app)}
    assert found.keys() == {"anna@example.org", "jan@example.org", "ewa@example.org"}
    assert "i go ukrył." in found["jan@example.org"]
    assert "Wulgaryzmy wobec radnej." in found["jan@example.org"]
    moderate(consultation, made, olga, Decision(verdict=Verdict.LEAVE, reason="Pomyłka."), seen=1)
    assert [to for to, _, _ in letters(app)] == ["anna@example.org"]


def test_the_oldest_or_the_most_reported_first(consultation, anna):
    now = clock.now()
    old, loud = write(consultation, anna, "Pierwszy"), write(consultation, anna, "Drugi")
    report(consultation, loud, now=now)
    report(consultation, loud, now=now)
    report(consultation, old, now=now - timedelta(days=1))
    elsewhere = make_consultation()
    report(elsewhere, write(elsewhere, anna, "Trzeci"), now=now - timedelta(days=2))
    assert [each.comment_id for each in queries.queue(consultation, most_reported=False)] == [old, loud]
    assert [each.comment_id for each in queries.queue(consultation, most_reported=True)] == [loud, old]
    assert queries.queue(None, most_reported=False)[0].consultation_id == elsewhere
    assert queries.queue_length(None) == 3


def test_hiding_leaves_a_trace_and_tells_the_author(app, consultation, anna, olga):
    """3.7: masked with a visible mark; the original stays in the file."""
    unit = make_unit("Biuro Konsultacji")
    made = write(consultation, anna, "Ty taka i owaka")
    moderate(consultation, made, olga, HIDE, unit=unit)
    ((listed,), _) = queries.threads(consultation, View())
    assert (listed.standing, listed.text) == (Standing.HIDDEN, "")
    assert listed.trace is not None
    assert (listed.trace.unit, listed.trace.rule, listed.trace.reason) == (
        "Biuro Konsultacji", Rule.OFFENSIVE, "Wulgaryzmy wobec radnej.",
    )  # fmt: skip
    assert db.session.get_one(Comment, made).text == "Ty taka i owaka"
    ((to, subject, body),) = letters(app)
    assert (to, subject) == ("anna@example.org", "Ukryliśmy twój komentarz: Park nad rzeką")
    assert "Wulgaryzmy wobec radnej." in body
    assert "obraża albo poniża" in body
    assert f"/dyskusja/{made}/sprzeciw" in body
    assert "CommentModerated" in kinds()


def test_masking_takes_out_parts(app, consultation, anna, olga):
    made = write(consultation, anna, "Dzwońcie do Nowaka 600 100 200, on wie")
    mask = Decision(
        verdict=Verdict.MASK,
        rule=Rule.PERSONAL_DATA,
        reason="Numer telefonu.",
        masked=f"Dzwońcie do {MASK}, on wie",
    )
    moderate(consultation, made, olga, mask)
    read = queries.one(consultation, made)
    assert (read.standing, read.text) == (Standing.MASKED, f"Dzwońcie do {MASK}, on wie")
    ((_, subject, _),) = letters(app)
    assert subject.startswith("Zasłoniliśmy fragmenty")
    with refused(Refusal.ONLY_MASKS):
        moderate(
            consultation,
            made,
            olga,
            Decision(verdict=Verdict.MASK, rule=Rule.OFFENSIVE, reason="x", masked=f"Lubię {MASK}"),
            seen=1,
        )
    with refused(Refusal.GONE):
        services.edit(consultation, made, anna, services.Said(text="inaczej"), clock.now())


def test_nobody_decides_about_the_own_comment(consultation, olga, adam):
    made = write(consultation, olga, "Moje zdanie")
    with refused(Refusal.OWN_COMMENT):
        moderate(consultation, made, olga, LEAVE)
    moderate(consultation, made, adam, LEAVE)


def test_who_decides_second_is_told_what_the_first_did(consultation, anna, olga, adam):
    unit = make_unit("Biuro Konsultacji")
    made = write(consultation, anna, "Ty taka i owaka")
    moderate(consultation, made, olga, HIDE, unit=unit)
    with refused(Refusal.ALREADY_DECIDED) as no:
        moderate(consultation, made, adam, LEAVE)
    assert (no.value.facts["unit"], no.value.facts["verdict"]) == ("Biuro Konsultacji", Verdict.HIDE)
    (first,) = queries.case(made)
    assert first.by == "Olga Moderatorka"
    back = Decision(verdict=Verdict.LEAVE, reason="To cytat z uchwały.")
    moderate(consultation, made, adam, back, seen=first.id)
    assert queries.one(consultation, made).text == "Ty taka i owaka"
    assert [each.verdict for each in queries.case(made)] == [Verdict.HIDE, Verdict.RESTORE]


def test_an_objection_is_decided_by_somebody_else(app, consultation, anna, olga, adam):
    made = write(consultation, anna, "Ty taka i owaka")
    with refused(Refusal.NOTHING_TO_OBJECT):
        services.object_to(consultation, made, anna, "bo tak", clock.now())
    moderate(consultation, made, olga, HIDE)
    with refused(Refusal.NOT_YOURS):
        services.object_to(consultation, made, adam, "bo tak", clock.now())
    with refused(Refusal.REASON_MISSING):
        services.object_to(consultation, made, anna, "  ", clock.now())
    services.object_to(consultation, made, anna, "To był cytat.", clock.now())
    with refused(Refusal.ALREADY_OBJECTED):
        services.object_to(consultation, made, anna, "Jeszcze raz", clock.now())
    (waiting,) = queries.objections_waiting(consultation)
    decide = lambda officer, **more: services.decide_objection(  # noqa: E731
        consultation, made, waiting.moderation_id, officer, None, clock.now(),
        **{"restore": True, "reason": "Rzeczywiście cytat.", **more},
    )  # fmt: skip
    with refused(Refusal.FOUR_EYES):
        decide(olga)
    with refused(Refusal.OBJECTION_WAITS):
        moderate(consultation, made, adam, HIDE, seen=waiting.moderation_id)
    with refused(Refusal.REASON_MISSING):
        decide(adam, reason=" ")
    decide(adam)
    with refused(Refusal.ALREADY_DECIDED):
        decide(make_person(name="Ktoś Trzeci"))
    assert queries.one(consultation, made).text == "Ty taka i owaka"
    assert queries.objections_waiting(None) == []
    assert [subject for _, subject, _ in letters(app)] == [
        "Ukryliśmy twój komentarz: Park nad rzeką", "Twój sprzeciw był słuszny: Park nad rzeką",
    ]  # fmt: skip
    counts = queries.counts(consultation)
    assert (counts.hidden, counts.objections, counts.restored, counts.rules[Rule.OFFENSIVE]) == (0, 1, 1, 1)


def test_an_upheld_decision_stays(app, consultation, anna, olga, adam):
    made = write(consultation, anna, "Ty taka i owaka")
    moderate(consultation, made, olga, HIDE)
    services.object_to(consultation, made, anna, "Nie zgadzam się.", clock.now())
    (waiting,) = queries.objections_waiting(consultation)
    services.decide_objection(
        consultation, made, waiting.moderation_id, adam, None, clock.now(), restore=False, reason="Obraża."
    )
    read = queries.one(consultation, made)
    assert (read.standing, read.text) == (Standing.HIDDEN, "")
    assert read.trace is not None
    assert read.trace.verdict is Verdict.HIDE
    counts = queries.counts(consultation)
    assert (counts.hidden, counts.objections, counts.restored) == (1, 1, 0)
    author = Page(app, anna)
    author.get(f"/konsultacje/{consultation}/dyskusja/{made}/sprzeciw")
    assert "już do nas dotarł" in author.text
    with refused(Refusal.ALREADY_OBJECTED):
        services.object_to(consultation, made, anna, "Jednak nie", clock.now())


def test_an_author_who_moderates_does_not_decide_the_own_objection(consultation, olga, adam):
    made = write(consultation, olga, "Ty taka i owaka")
    moderate(consultation, made, adam, HIDE)
    services.object_to(consultation, made, olga, "Nie zgadzam się.", clock.now())
    (waiting,) = queries.objections_waiting(consultation)
    with refused(Refusal.OWN_COMMENT):
        services.decide_objection(
            consultation, made, waiting.moderation_id, olga, None, clock.now(), restore=True, reason="Moje."
        )


def test_what_the_author_took_back_waits_for_nobody(consultation, anna, olga):
    made = write(consultation, anna, "Ty taka i owaka")
    report(consultation, made)
    services.remove(consultation, made, anna, clock.now())
    assert queries.queue_length(consultation) == 0
    with refused(Refusal.GONE):
        moderate(consultation, made, olga, HIDE)
    with refused(Refusal.GONE):
        report(consultation, made)


def test_reports_are_limited(consultation, anna):
    jan = make_person(name="Jan Kowal")
    for number in range(REPORTS_PER_DAY.tries):
        report(consultation, write(consultation, anna, f"Komentarz {number}"), jan)
    with refused(Refusal.TOO_MANY_TODAY):
        report(consultation, write(consultation, anna, "Jeszcze jeden"), jan)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comment_moderation SET reason = 'inny'",
        "DELETE FROM comment_moderation",
        "DELETE FROM comment",
        "DELETE FROM comment_report",
        "DELETE FROM comment_objection",
    ],
)
def test_traces_cannot_be_changed_by_the_application(consultation, anna, olga, statement):
    moderate(consultation, write(consultation, anna, "Ty taka i owaka"), olga, HIDE)
    with pytest.raises(ProgrammingError) as no:
        db.session.execute(text(statement))
    assert isinstance(no.value.orig, psycopg.errors.InsufficientPrivilege)
    db.session.rollback()


def test_four_eyes_are_held_by_the_database_too(consultation, anna, olga):
    made = write(consultation, anna, "Ty taka i owaka")
    moderate(consultation, made, olga, HIDE)
    services.object_to(consultation, made, anna, "Nie zgadzam się.", clock.now())
    with pytest.raises(Exception, match="four_eyes"):
        db.session.execute(
            text(
                "UPDATE comment_objection SET decided_by_id = moderated_by_id, decided_at = now(), restored = true"
            )
        )
    db.session.rollback()
