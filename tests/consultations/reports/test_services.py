"""The whole way of a report, on the database: guards, freezing, what it says."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from civic.consultations.answers import services as answers
from civic.consultations.answers.rules import Decision, Outcome, Writing
from civic.consultations.notices import queries as notices
from civic.consultations.notices.models import Consultation, ConsultationForm, Extension
from civic.consultations.notices.rules import Phase, Status
from civic.consultations.remarks import services as remarks
from civic.consultations.remarks.rules import MaskReason
from civic.consultations.reports import queries, services
from civic.consultations.reports.rules import Found, Parts, Refusal, Where
from civic.core import publications
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.mail import OutgoingMail
from civic.core.publications import Channel
from civic.core.refusal import Refused
from tests.consultations.answers.case import (
    CLOSED,
    NO,
    NOW,
    YES,
    answer,
    closed_consultation,
    coordinator,
    executive,
    make_remark,
    writer,
)
from tests.consultations.reports.case import CHANGES, ORDER, answered, handed_over, published, written


@pytest.fixture
def case(app):
    """A closed consultation at a known moment."""
    with time_machine.travel(NOW, tick=False):
        yield closed_consultation()


def no(action) -> Refused:
    with pytest.raises(Refused) as refused:
        action()
    db.session.rollback()
    return refused.value


def press_approve(case: int) -> Refused:
    return no(lambda: services.publish(case, executive(), ORDER, NOW))


def status(case: int) -> Status:
    return notices.consultation(case).status


def test_37_remarks_of_which_one_has_no_response(case):
    """3.9 (6): 37 remarks, one without a response: "approve report" is blocked with the number of that remark."""
    by, other = writer(), coordinator()
    for _ in range(37):
        make_remark(case)
    answer(case, *(number for number in range(1, 38) if number != 23), by=by, approved_by=other)
    written(case)
    refused = no(lambda: services.hand_over(case, other, NOW))
    assert (refused.reason, refused.facts["number"], refused.facts["count"]) == (Refusal.UNANSWERED, 23, 1)
    with transaction():
        db.session.get_one(Consultation, case).status = Status.REPORT_DRAFT
    refused = press_approve(case)
    assert (refused.reason, refused.facts["number"], refused.facts["count"]) == (Refusal.UNANSWERED, 23, 1)
    assert status(case) is Status.REPORT_DRAFT
    answer(case, 23, by=by, approved_by=other)
    services.publish(case, executive(), ORDER, NOW)
    assert status(case) is Status.REPORT_PUBLISHED


def test_an_answer_that_is_not_approved_blocks_it_too(case):
    """3.9 (6): a sibling: the answer is there, but nobody approved it."""
    answered(case, 2)
    waiting = make_remark(case, "Trzecia uwaga.")
    answer(case, waiting, by=writer())
    handed_over(case)
    refused = press_approve(case)
    assert (refused.reason, refused.facts["number"]) == (Refusal.UNAPPROVED, waiting)


def test_an_approval_withdrawn_after_handing_over_blocks_it(case):
    """3.9 (6): whatever the order of clicks: handed over with everything approved, then one approval withdrawn."""
    number = make_remark(case)
    answer_id = answer(case, number, by=writer(), approved_by=coordinator())
    handed_over(case)
    answers.withdraw(case, coordinator(), answer_id, "Pomyłka.")
    assert press_approve(case).reason is Refusal.UNAPPROVED


def test_a_paper_remark_entered_after_handing_over_blocks_it(case):
    """3.9 (6): it came in time, and was typed in when the report already waited."""
    answered(case, 2)
    handed_over(case)
    number = make_remark(case, "List z 3 maja.")
    refused = press_approve(case)
    assert (refused.reason, refused.facts["number"]) == (Refusal.UNANSWERED, number)


def test_a_draft_without_a_decision_is_no_response(case):
    """3.9 (6): an empty draft of an answer does not count."""
    number = make_remark(case)
    answers.save(case, writer(), Writing(), [number], NOW)
    written(case)
    assert no(lambda: services.hand_over(case, coordinator(), NOW)).facts["number"] == number


def test_a_late_remark_stands_in_an_annex_and_not_in_the_statistics(case):
    """3.9 (7): kept with LATE, shown in a separate annex, not in the statistics; it needs no response."""
    answered(case, 3)
    late = make_remark(case, "Minutę po czasie.", late=True, received=CLOSED + timedelta(minutes=1))
    published(case)
    contents = queries.draft(case).contents
    assert contents is not None
    assert (contents.statistics.remarks, contents.statistics.late, contents.statistics.authors) == (3, 1, 3)
    assert contents.statistics.by_decision == {"ACCEPTED": 3}
    assert [row.number for row in queries.page_of(case, 1)[1]] == [1, 2, 3]
    (annexed,) = queries.page_of(case, 1, late=True)[1]
    assert (annexed.number, annexed.text, annexed.decision) == (late, "Minutę po czasie.", None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Proszę o odpowiedź na jan.kowalski@example.org.", Found.EMAIL),
        ("Mój telefon to 601 234 567, czekam.", Found.PHONE),
        ("PESEL 44051401359.", Found.PESEL),
        ("Konto 61 1090 1014 0000 0712 1981 2874.", Found.ACCOUNT),
    ],
)
def test_personal_data_in_a_remark_blocks_publication_until_it_is_masked(case, words, kind):
    """3.9 (9): found, the place is named, and after masking the same report is published with 0 findings."""
    number = make_remark(case, words)
    answer(case, number, by=writer(), approved_by=coordinator())
    handed_over(case)
    assert press_approve(case).reason is Refusal.PERSONAL_DATA
    (found,) = services.check(case, NOW)
    assert (found.where, found.kind, found.number) == (Where.REMARK, kind, number)
    remark_id = db.session.execute(text("SELECT id FROM remark")).scalar_one()
    fragment = {
        Found.EMAIL: "jan.kowalski@example.org",
        Found.PHONE: "601 234 567",
        Found.PESEL: "44051401359",
    }
    remarks.mask(
        remark_id,
        [fragment.get(kind, "61 1090 1014 0000 0712 1981 2874")],
        MaskReason.PERSONAL,
        coordinator(),
    )
    assert services.check(case, NOW) == []
    services.publish(case, executive(), ORDER, NOW)
    (row,) = queries.page_of(case, 1)[1]
    assert row.masked
    assert fragment.get(kind, "1090") not in row.text


@pytest.mark.parametrize(
    ("where", "spoil"),
    [
        (Where.REPORT, lambda case: written(case, course="Zadzwoń: 601 234 567.")),
        (Where.REASONS, lambda case: _answered_with(case, "Napisaliśmy na anna@example.org.")),
        (Where.CHANGE, lambda case: _answered_with(case, "Bo tak.", "Kontakt: anna@example.org.")),
        (Where.PROPOSED, lambda case: _answered_remark(case, proposed="§ 1. Pisać na anna@example.org.")),
        (Where.CASE, lambda case: _form_summed_up(case, "Lista obecności: anna@example.org.")),
    ],
)
def test_personal_data_are_found_in_every_text(case, where, spoil):
    """3.9 (9): the scan looks at every text of the report, not at the remarks alone."""
    answered(case, 1)
    spoil(case)
    assert [found.where for found in services.check(case, NOW)] == [where]


def _answered_with(case: int, reasons: str, change: str = "") -> None:
    number = make_remark(case)
    writing = Writing(Decision.PARTLY, reasons, change)
    answer(case, number, by=writer(), approved_by=coordinator(), writing=writing)


def _answered_remark(case: int, **more: str) -> None:
    answer(case, make_remark(case, **more), by=writer(), approved_by=coordinator())


def _body_said(case: int, words: str) -> None:
    asked = answers.ask_body(case, writer(), "Rada Seniorów", date(2026, 5, 5), NOW)
    answers.enter_opinion(case, writer(), asked, NOW.date(), Outcome.POSITIVE, NOW, text=words)


def _form_summed_up(case: int, words: str) -> None:
    with transaction():
        db.session.add(
            ConsultationForm(consultation_id=case, kind="MEETING", summary=words, summarised_at=NOW)
        )


def test_no_author_is_named(case):
    """3.9 (9): natural persons by kind, even one who agreed to be named; organisations by name; an own name in the text
    is found."""
    make_remark(
        case, "Więcej ławek.", name="Grażyna Brzęczyszczykiewicz", email="g@example.org", name_public=True
    )
    make_remark(
        case, "Mniej ławek.", author_kind="NGO", organisation_name="Stowarzyszenie Rzeka", name="Jan Prezes"
    )
    signed = make_remark(
        case, "Z poważaniem, Grażyna Brzęczyszczykiewicz", name="Grażyna  Brzęczyszczykiewicz"
    )
    answer(case, 1, 2, signed, by=writer(), approved_by=coordinator())
    handed_over(case)
    (found,) = services.check(case, NOW)
    assert (found.kind, found.number) == (Found.NAME, signed)
    masked = db.session.execute(text(f"SELECT id FROM remark WHERE number = {signed}")).scalar_one()
    remarks.mask(masked, ["Grażyna Brzęczyszczykiewicz"], MaskReason.PERSONAL, coordinator())
    services.publish(case, executive(), ORDER, NOW)
    first, second, _ = queries.page_of(case, 1)[1]
    assert (first.author, second.author) == ("", "Stowarzyszenie Rzeka")
    everything = db.session.execute(text("SELECT string_agg(r::text, '') FROM report_remark r")).scalar_one()
    frozen = db.session.execute(text("SELECT contents::text FROM report")).scalar_one()
    for name in ("Brzęczyszczykiewicz", "Jan Prezes", "g@example.org", "Ewa", "Piotr"):
        assert name not in everything
        assert name not in frozen


def test_a_telephone_in_the_citys_own_text_is_covered_in_the_quotation(case):
    """3.9 (9): nobody can mask a paragraph of the draft itself; the export has 0 patterns all the same."""
    quote = "Dyżur pod numerem telefonu 601 234 567 w urzędzie."
    number = make_remark(case, "Zły numer.", quote=quote, proposed="Dyżur w urzędzie.")
    answer(case, number, by=writer(), approved_by=coordinator())
    make_remark(case, "Zwykła.")
    answer(case, number + 1, by=writer(), approved_by=coordinator())
    published(case)
    shown = {row.number: row.quote for row in queries.page_of(case, 1)[1]}
    assert "601" not in shown[number]
    assert shown[number].startswith("Dyżur pod numerem")
    assert len(shown) == 2


def test_a_body_that_still_has_time_stops_the_report_and_silence_lets_it_go_on(case):
    """3.9 (11): delivered on 2026-05-05: until 2026-05-19 the report waits; when 2026-05-20 begins, NO_OPINION and on."""
    answered(case, 1)
    answers.ask_body(case, writer(), "Rada Działalności Pożytku Publicznego", date(2026, 5, 5), NOW)
    handed_over(case)
    refused = press_approve(case)
    assert (refused.reason, refused.facts["day"]) == (Refusal.BODY_HAS_TIME, date(2026, 5, 19))
    last, after = NOW.replace(day=19, hour=21, minute=59), NOW.replace(day=19, hour=22, minute=0)
    assert no(lambda: services.publish(case, executive(), ORDER, last)).reason is Refusal.BODY_HAS_TIME
    services.publish(case, executive(), ORDER, after)
    contents = queries.draft(case).contents
    assert contents is not None
    assert contents.opinions[0].outcome == "NO_OPINION"


def test_a_consultation_without_remarks_still_has_a_report(case):
    published(case)
    contents = queries.draft(case).contents
    assert contents is not None
    assert contents.statistics.remarks == 0
    assert queries.page_of(case, 1) == (0, [])


def test_it_cannot_go_before_the_end_nor_without_its_parts(app):
    with time_machine.travel(NOW, tick=False):
        going_on = closed_consultation(closes=NOW + timedelta(hours=1))
        written(going_on)
        assert no(lambda: services.hand_over(going_on, coordinator(), NOW)).reason is Refusal.STILL_OPEN
        after = closed_consultation()
        assert no(lambda: services.hand_over(after, coordinator(), NOW)).reason is Refusal.CHANGES_MISSING
        written(after)
        assert press_approve(after).reason is Refusal.NOT_HANDED_OVER
        services.hand_over(after, coordinator(), NOW)
        missing = no(lambda: services.publish(after, executive(), " ", NOW))
        assert missing.reason is Refusal.NUMBER_MISSING


def test_two_coordinators_at_one_report(case):
    written(case)
    stale = no(lambda: services.save_parts(case, coordinator(), Parts(changes="Inne."), 0, NOW))
    assert stale.reason is Refusal.CHANGED_MEANWHILE
    assert queries.draft(case).parts.changes == CHANGES


def test_what_it_says(case):
    """3.6 (4): basis and subject, course and publications, participants, remarks, opinions, what changes, cost, approval."""
    with transaction():
        row = db.session.get_one(Consultation, case)
        row.cost = 1_250_050
        db.session.add(
            ConsultationForm(
                consultation_id=case, kind="MEETING", title="Spotkanie w szkole", place="SP 3", attendees=41,
                starts_at=CLOSED - timedelta(days=9), ends_at=CLOSED - timedelta(days=9) + timedelta(hours=2),
                summary="Rozmawiano o ławkach.", summarised_at=NOW,
            )
        )  # fmt: skip
        db.session.add(
            Extension(
                consultation_id=case, from_closes_at=CLOSED - timedelta(days=7), to_closes_at=CLOSED, reason="Święta.",
                order_number="130/2026", by_id=row.created_by_id, at=NOW,
            )
        )  # fmt: skip
        publications.note(
            f"consultation:{case}", "NOTICE", Channel.BIP, CLOSED - timedelta(days=28), row.created_by_id
        )
    answered(case, 2)
    rejected = make_remark(case, "Zburzyć ratusz.", received=CLOSED - timedelta(days=1))
    answer(case, rejected, by=writer(), approved_by=coordinator(), writing=NO)
    published(case, participants="Byli także uczniowie.", cost_note="druk i sala")
    found = queries.draft(case)
    contents = found.contents
    assert contents is not None
    assert contents.basis == "Uchwała nr VI/64/15 Rady Miasta"
    assert [form.attendees for form in contents.forms] == [41]
    assert [each.reason for each in contents.extensions] == ["Święta."]
    assert [each.channel for each in contents.publications] == ["BIP"]
    assert (contents.changes, contents.cost, contents.cost_note) == (CHANGES, 1_250_050, "druk i sala")
    assert contents.statistics.by_kind == {"RESIDENT": {"ACCEPTED": 2, "REJECTED": 1}}
    assert contents.statistics.share == pytest.approx(2 / 3)
    assert contents.statistics.mean_days == 7  # 8, 8 and 6 days
    assert (found.document_number, found.published_at) == (ORDER, NOW)


def test_publication_moves_the_case_and_tells_everybody(case):
    number = make_remark(case, email="anna@example.org")
    answer(case, number, by=writer(), approved_by=coordinator())
    published(case)
    facts = notices.consultation(case)
    assert (facts.status, facts.phase(NOW)) == (Status.REPORT_PUBLISHED, Phase.REPORTED)
    assert db.session.get_one(Consultation, case).report_published_at == NOW
    assert [each.channel for each in publications.standing(f"consultation:{case}", "REPORT")] == [
        Channel.WEBSITE
    ]
    events = select(AuditEvent.kind).filter_by(subject=f"consultation:{case}").order_by(AuditEvent.id)
    kinds = db.session.scalars(events).all()
    assert kinds == ["ReportSaved", "ReportHandedOver", "ReportPublished"]
    waiting = db.session.execute(text("SELECT task_name FROM procrastinate_jobs ORDER BY id")).scalars().all()
    assert {"reports.make", "answers.tell"} <= set(waiting)
    assert db.session.scalars(select(OutgoingMail)).all() == []


ADD_ONE = (
    "INSERT INTO report_remark SELECT consultation_id, 99, true, received_on, author_kind, '', '', '', '', '', '', NULL,"
    " false, NULL, '', '', '', '', NULL FROM report_remark LIMIT 1"
)


def test_after_publication_nothing_in_it_changes(case):
    answered(case, 2)
    published(case)
    assert (
        no(lambda: services.save_parts(case, coordinator(), Parts(), 1, NOW)).reason
        is Refusal.ALREADY_PUBLISHED
    )
    assert press_approve(case).reason is Refusal.ALREADY_PUBLISHED
    for statement in (
        "UPDATE report SET changes = 'inne'",
        "DELETE FROM report",
        "UPDATE report_remark SET reasons = 'inne'",
        "DELETE FROM report_remark",
        ADD_ONE,
        "UPDATE answer SET reasons = 'inne'",
        "DELETE FROM report_file",
    ):
        with pytest.raises(DBAPIError, match=r"published|append-only|permission denied"), transaction():
            db.session.execute(text(statement))


def test_masking_a_remark_later_does_not_change_the_published_report(case):
    number = make_remark(case, "Brzydkie słowo.")
    answer(case, number, by=writer(), approved_by=coordinator(), writing=YES)
    published(case)
    with transaction():
        db.session.execute(text("UPDATE remark SET masked = '***', mask_reason = 'OFFENSIVE'"))
    assert queries.page_of(case, 1)[1][0].text == "Brzydkie słowo."
