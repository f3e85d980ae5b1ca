"""Writing, approving, grouping and telling, on the database."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from civic.consultations.answers import jobs, queries, services
from civic.consultations.answers.models import Answer, AnswerRemark, BodyOpinion
from civic.consultations.answers.queries import Waits, Wanted
from civic.consultations.answers.rules import Decision, Outcome, Refusal, State, Writing
from civic.consultations.notices.rules import Status
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.mail import OutgoingMail
from civic.core.refusal import Refused
from tests.consultations.answers.case import (
    NO,
    NOW,
    YES,
    answer,
    closed_consultation,
    coordinator,
    make_remark,
    opinion_of,
    set_status,
    writer,
)
from tests.factories import make_unit


@pytest.fixture
def case(app):
    """A closed consultation with three remarks, at a known moment."""
    with time_machine.travel(NOW, tick=False):
        made = closed_consultation()
        for words in ("Więcej ławek w parku.", "Więcej ławek w parku, proszę.", "Mniej betonu na rynku."):
            make_remark(made, words)
        yield made


def refused(action) -> Refusal:
    with pytest.raises(Refused) as no:
        action()
    db.session.rollback()
    return no.value.reason


def state(case: int, number: int) -> str | None:
    return queries.card(case, number).state


def test_written_by_one_approved_by_another(case):
    by, other = writer(), coordinator()
    answer_id = answer(case, 1, by=by)
    assert state(case, 1) == State.WAITING
    assert refused(lambda: services.approve(case, by, answer_id, NOW)) is Refusal.OWN_ANSWER
    services.approve(case, other, answer_id, NOW)
    assert state(case, 1) == State.APPROVED
    kinds = db.session.scalars(
        select(AuditEvent.kind).filter_by(subject=f"answer:{answer_id}").order_by(AuditEvent.id)
    ).all()
    assert kinds == ["AnswerWritten", "AnswerApproved"]


def test_four_eyes_are_a_constraint_too(case):
    by = writer()
    answer_id = answer(case, 1, by=by)
    with pytest.raises(DBAPIError, match="four_eyes"), transaction():
        values = {"state": "APPROVED", "approved_by_id": by, "approved_at": NOW}
        db.session.execute(update(Answer).filter_by(id=answer_id).values(values))


def test_who_wrote_last_cannot_approve(case):
    by, other = writer(), coordinator()
    saved = services.save(case, by, YES, [1], NOW, hand_over=True)
    again = services.save(case, other, NO, [1], NOW, expected=(saved.id, saved.version), hand_over=True)
    assert refused(lambda: services.approve(case, other, again.id, NOW)) is Refusal.OWN_ANSWER
    services.approve(case, by, again.id, NOW)


def test_one_answer_for_many_and_a_remark_taken_out(case):
    by = writer()
    answer_id = answer(case, 1, 2, by=by)
    assert queries.members(answer_id) == [1, 2]
    services.take_out(case, by, 2)
    assert queries.members(answer_id) == [1]
    assert queries.card(case, 2).answer_id is None
    assert refused(lambda: services.take_out(case, by, 1)) is Refusal.LAST_OF_ANSWER
    assert refused(lambda: services.take_out(case, by, 3)) is Refusal.CHANGED_MEANWHILE


def test_a_remark_has_one_answer(case):
    by = writer()
    first = answer(case, 1, by=by)
    assert refused(lambda: services.save(case, by, NO, [1, 3], NOW)) is Refusal.ALREADY_ANSWERED
    assert queries.card(case, 3).answer_id is None
    with pytest.raises(DBAPIError, match="pk_answer_remark"), transaction():
        remark_id = queries.card(case, 1).remark_id
        db.session.execute(text(f"INSERT INTO answer_remark VALUES ({remark_id}, {first})"))


def test_more_remarks_join_an_answer_that_is_there(case):
    by = writer()
    saved = services.save(case, by, YES, [1], NOW)
    services.save(case, by, YES, [1, 2, 3], NOW, expected=(saved.id, saved.version))
    assert queries.members(saved.id) == [1, 2, 3]


def test_the_second_officer_is_told_and_the_first_text_stays(case):
    by, other = writer(), coordinator()
    saved = services.save(case, by, YES, [1], NOW)
    services.save(case, by, NO, [1], NOW, expected=(saved.id, saved.version))
    stale = lambda: services.save(case, other, YES, [1], NOW, expected=(saved.id, saved.version))  # noqa: E731
    assert refused(stale) is Refusal.CHANGED_MEANWHILE
    assert queries.card(case, 1).reasons == NO.reasons


def test_only_what_was_read_is_approved(case):
    by, other = writer(), coordinator()
    saved = services.save(case, by, YES, [1], NOW, hand_over=True)
    services.save(case, by, NO, [1], NOW, expected=(saved.id, saved.version), hand_over=True)
    blind = lambda: services.approve(case, other, saved.id, NOW, seen_version=saved.version)  # noqa: E731
    assert refused(blind) is Refusal.CHANGED_MEANWHILE


def test_sent_back_with_a_note_the_writer_reads(case):
    by, other = writer(), coordinator()
    answer_id = answer(case, 1, by=by)
    assert refused(lambda: services.send_back(case, other, answer_id, "")) is Refusal.NOTE_MISSING
    services.send_back(case, other, answer_id, "Podaj paragraf.")
    card = queries.card(case, 1)
    assert (card.state, card.note) == (State.DRAFT, "Podaj paragraf.")
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert "Podaj paragraf." in mail.body
    assert f"/urzad/konsultacje/{case}/odpowiedzi/1" in mail.body


def test_an_approved_answer_changes_only_after_its_approval_is_withdrawn(case):
    by, other = writer(), coordinator()
    answer_id = answer(case, 1, 2, by=by, approved_by=other)
    version = queries.card(case, 1).version
    edit = lambda: services.save(case, by, NO, [1], NOW, expected=(answer_id, version))  # noqa: E731
    assert refused(edit) is Refusal.APPROVED_ALREADY
    assert refused(lambda: services.take_out(case, by, 1)) is Refusal.APPROVED_ALREADY
    assert refused(lambda: services.withdraw(case, other, answer_id, " ")) is Refusal.NOTE_MISSING
    services.withdraw(case, other, answer_id, "Pomylony paragraf.")
    card = queries.card(case, 1)
    assert (card.state, card.note, card.approved_by) == (State.DRAFT, "Pomylony paragraf.", None)


@pytest.mark.parametrize("status", [Status.REPORT_PUBLISHED, Status.DECIDED, Status.ARCHIVED])
def test_with_the_report_published_nothing_changes(case, status):
    by, other = writer(), coordinator()
    answer_id = answer(case, 1, by=by, approved_by=other)
    waiting = answer(case, 2, 3, by=by)
    set_status(case, Status.REPORT_PUBLISHED)
    for act in (
        lambda: services.withdraw(case, other, answer_id, "Pomyłka."),
        lambda: services.approve(case, other, waiting, NOW),
        lambda: services.take_out(case, by, 2),
        lambda: services.save(case, by, YES, [1], NOW),
        lambda: services.add_topic(case, by, "Zieleń"),
        lambda: services.ask_body(case, by, "RDPP", NOW.date(), NOW),
    ):
        assert refused(act) is Refusal.REPORT_IS_PUBLISHED


def test_the_database_refuses_too_once_the_report_is_published(case):
    by, other = writer(), coordinator()
    answer_id = answer(case, 1, by=by, approved_by=other)
    services.ask_body(case, by, "RDPP", NOW.date(), NOW)
    set_status(case, Status.REPORT_PUBLISHED)
    for statement in (
        f"UPDATE answer SET reasons = 'inne' WHERE id = {answer_id}",
        f"DELETE FROM answer_remark WHERE answer_id = {answer_id}",
        "UPDATE body_opinion SET days = 30",
        "DELETE FROM body_opinion",
    ):
        with pytest.raises(DBAPIError, match="is published"), transaction():
            db.session.execute(text(statement))
    assert db.session.execute(select(func.count()).select_from(AnswerRemark)).scalar_one() == 1
    assert db.session.execute(select(func.count()).select_from(BodyOpinion)).scalar_one() == 1


def test_links_are_checked(case):
    by = writer()
    elsewhere = Writing(Decision.PARTLY, "Bo.", version_id=999)
    assert refused(lambda: services.save(case, by, elsewhere, [1], NOW)) is Refusal.CHANGE_ELSEWHERE
    nobody = Writing(Decision.PARTLY, "Bo.", unit_id=999)
    assert refused(lambda: services.save(case, by, nobody, [1], NOW)) is Refusal.UNIT_UNKNOWN


def test_topics_and_units(case):
    by, unit = writer(), make_unit()
    green, grey = services.add_topic(case, by, " Zieleń  miejska "), services.add_topic(case, by, "Beton")
    assert services.sort(case, by, [1, 2], topic_id=green, unit_id=unit) == 2
    assert services.sort(case, by, [3], topic_id=grey) == 1
    assert [name for _, name, _ in queries.topics(case)] == ["Beton", "Zieleń miejska"]
    services.rename_topic(case, by, grey, "Rynek")
    assert services.merge_topics(case, by, grey, green) == 1
    assert queries.topics(case) == [(green, "Zieleń miejska", 3)]
    assert queries.card(case, 1).sorted_unit_id == unit
    assert refused(lambda: services.sort(case, by, [1], topic_id=grey)) is Refusal.TOPIC_UNKNOWN
    services.sort(case, by, [1], topic_id=0)
    assert (queries.card(case, 1).topic_id, queries.card(case, 1).sorted_unit_id) == (None, unit)


def test_the_queue_is_filtered(case):
    by, other, unit = writer(), coordinator(), make_unit()
    green = services.add_topic(case, by, "Zieleń")
    services.sort(case, by, [2], topic_id=green, unit_id=unit)
    answer(case, 1, by=by, approved_by=other)
    answer(case, 2, by=by, writing=NO)
    make_remark(case, "Za późno, ale piszę.", late=True)

    def numbers(**wanted) -> list[int]:
        return [line.number for line in queries.queue(case, Wanted(**wanted))[1]]

    assert numbers() == [1, 2, 3, 4]
    assert numbers(waits=Waits.ANSWER) == [3, 4]
    assert numbers(waits=Waits.APPROVED) == [1]
    assert numbers(decision="REJECTED") == [2]
    assert numbers(topic=green) == [2]
    assert numbers(topic=0) == [1, 3, 4]
    assert numbers(unit=unit) == [2]
    assert numbers(late=True) == [4]
    assert numbers(text="lawek park") == [1, 2]
    assert numbers(text="K/2026/001/U/0003") == [3]
    assert numbers(text="100%") == []
    summary = queries.summary(case)
    assert (summary.waits[Waits.ANSWER], summary.waits[Waits.WAITING], summary.late, summary.total) == (
        1,
        1,
        1,
        3,
    )


def test_similar_remarks_are_suggested_and_a_person_groups_them(case):
    found = queries.similar(queries.card(case, 1).remark_id)
    assert [each.number for each in found] == [2]
    assert found[0].answer_id is None


def test_bulk_approving_passes_over_what_one_may_not(case):
    by, other = writer(), coordinator()
    foreign, own = answer(case, 1, by=by), answer(case, 2, by=other)
    assert services.approve_many(case, other, {foreign: 1, own: 1}, NOW) == (1, 1)
    assert (state(case, 1), state(case, 2)) == (State.APPROVED, State.WAITING)


def test_bulk_handing_over_passes_over_what_is_not_whole(case):
    by = writer()
    whole = services.save(case, by, YES, [1], NOW)
    bare = services.save(case, by, Writing(), [2], NOW)
    assert services.hand_over_many(case, by, [whole.id, bare.id], NOW) == 1
    assert (state(case, 1), state(case, 2)) == (State.WAITING, State.DRAFT)


def test_the_city_may_let_accepted_remarks_stand_alone(case):
    by, other = writer(), coordinator()
    bare = Writing(Decision.ACCEPTED, "")
    assert refused(lambda: services.save(case, by, bare, [1], NOW, hand_over=True)) is Refusal.REASONS_MISSING
    services.set_custom(case, other, reasons_always=False)
    services.save(case, by, bare, [1], NOW, hand_over=True)
    assert state(case, 1) == State.WAITING


def mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_each_author_gets_one_mail_with_all_the_answers_to_own_remarks(case):
    by, other = writer(), coordinator()
    first = make_remark(case, "Posadźcie drzewa.", email="anna@example.org")
    second = make_remark(case, "I ławki.", opinion_id=opinion_of(case, first))
    alone = make_remark(case, "More benches, please.", email="john@example.org", lang="en")
    answer(case, first, by=by, approved_by=other)
    answer(case, alone, by=by, approved_by=other, writing=NO)
    jobs.tell(case)
    assert mails() == []
    services.publish_answers(case, other, NOW)
    jobs.tell(case)
    assert [mail.to for mail in mails()] == ["john@example.org"]
    answer(case, second, by=by, approved_by=other, writing=NO)
    jobs.tell(case)
    jobs.tell(case)
    assert [mail.to for mail in mails()] == ["john@example.org", "anna@example.org"]
    anna = mails()[1].body
    assert YES.reasons in anna
    assert NO.reasons in anna
    assert f"U/{first:04}" in anna
    assert f"U/{alone:04}" not in anna
    assert "anna@example.org" not in anna


def test_an_answer_made_anew_is_mailed_anew(case):
    by, other = writer(), coordinator()
    number = make_remark(case, "Posadźcie drzewa.", email="anna@example.org")
    answer_id = answer(case, number, by=by, approved_by=other)
    services.publish_answers(case, other, NOW)
    jobs.tell(case)
    services.withdraw(case, other, answer_id, "Pomyłka w paragrafie.")
    version = queries.card(case, number).version
    services.save(case, by, NO, [number], NOW, expected=(answer_id, version), hand_over=True)
    services.approve(case, other, answer_id, NOW)
    jobs.tell(case)
    sent = [mail for mail in mails() if mail.to == "anna@example.org"]
    assert [YES.reasons in mail.body for mail in sent] == [True, False]


def test_residents_see_an_answer_only_once_it_is_published(case):
    by, other = writer(), coordinator()
    answer(case, 1, by=by, approved_by=other)
    answer(case, 2, by=by)
    ids = [queries.card(case, number).remark_id for number in (1, 2, 3)]
    assert queries.answers_to(ids) == {}
    services.publish_answers(case, other, NOW)
    assert {key: each.decision for key, each in queries.answers_to(ids).items()} == {
        ids[0]: Decision.ACCEPTED
    }
    assert refused(lambda: services.publish_answers(case, other, NOW)) is Refusal.ANSWERS_PUBLISHED


def test_bodies(case):
    """3.9 (11): the same by the services: asked, silent, and by the clock no opinion; the process goes on."""
    by = writer()
    delivered = date(2026, 5, 5)
    opinion = services.ask_body(case, by, "Rada Działalności Pożytku Publicznego", delivered, NOW)
    (body,) = queries.bodies(case)
    assert body.outcome(NOW) is None
    assert body.outcome(NOW + timedelta(days=10)) is Outcome.NO_OPINION
    services.enter_opinion(
        case, by, opinion, NOW.date(), Outcome.POSITIVE_WITH_REMARKS, NOW, document_number="3/2026"
    )
    (body,) = queries.bodies(case)
    assert body.outcome(NOW + timedelta(days=10)) is Outcome.POSITIVE_WITH_REMARKS
    again = lambda: services.enter_opinion(case, by, opinion, NOW.date(), Outcome.NEGATIVE, NOW)  # noqa: E731
    assert refused(again) is Refusal.BODY_ANSWERED
