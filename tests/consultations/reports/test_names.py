"""3.9 (9): wherever a name, an address or a telephone was typed, no file and no page of the report shows it."""

import io

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import text, update

from civic.consultations.answers import services as answers
from civic.consultations.answers.rules import Decision, Outcome, Writing
from civic.consultations.notices.models import Consultation
from civic.consultations.reports import jobs, services
from civic.consultations.reports.rules import Found, Refusal, Where
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from tests.consultations.answers.case import (
    NOW,
    answer,
    closed_consultation,
    coordinator,
    executive,
    make_remark,
    writer,
)
from tests.consultations.reports.case import ORDER, handed_over, published
from tests.consultations.reports.test_making import bytes_of, pdf_text
from tests.page import Page

NAME = "Grażyna Brzęczyszczykiewicz"
SECRETS = ("Brzęczyszczykiewicz", "601 234 567", "g.b@example.org", "Polna 5/3")


@pytest.fixture
def case(app):
    with time_machine.travel(NOW, tick=False):
        yield closed_consultation()


def shown(app, case: int) -> str:
    """Everything residents can read of the report and of the remarks, in every format."""
    jobs.make_files(case, 1)
    page, seen = Page(app), [pdf_text(bytes_of(case, "PDF"))]
    seen += [bytes_of(case, format_).decode() for format_ in ("CSV", "JSON")]
    book = load_workbook(io.BytesIO(bytes_of(case, "XLSX")))
    seen += [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    for path in ("raport", "raport?termin=tak", "uwagi", "uwagi/1"):
        seen.append(page.get(f"/konsultacje/{case}/{path}").text)
    return "\n".join(seen)


NOBODY_CAN_MASK = {
    "own name in the place": {"unit_text": f"dom, {NAME.upper()}", "name": NAME},
    "telephone in the place": {"unit_text": "działka, tel. 601 234 567"},
    "own address in the place": {"unit_text": "róg Polna  5/3", "address": "Polna 5/3"},
    "in an organisation's name": {"author_kind": "NGO", "organisation_name": "Rzeka, tel. 601 234 567"},
}


@pytest.mark.parametrize("what", NOBODY_CAN_MASK)
def test_what_nobody_can_mask_is_covered_and_stops_nothing(app, case, what):
    """3.9 (9): of a place and of an organisation only what holds no personal data is read, and the report comes out."""
    typed = dict(NOBODY_CAN_MASK[what])
    address = typed.pop("address", "")
    answer(case, make_remark(case, **typed), by=writer(), approved_by=coordinator())
    with transaction():
        db.session.execute(text("UPDATE opinion SET address = :address"), {"address": address})
    published(case)
    seen = shown(app, case)
    assert not [secret for secret in SECRETS if secret.casefold() in seen.casefold()]


def test_what_the_city_wrote_before_is_covered_and_stops_nothing(app, case):
    """3.9 (9): a goal of an announced consultation and the opinion of a body can no longer be written anew."""
    answer(case, make_remark(case, name=NAME), by=writer(), approved_by=coordinator())
    with transaction():
        db.session.execute(
            update(Consultation).values(goal="Pytania: g.b@example.org", basis=f"Wniosek: {NAME}")
        )
    asked = answers.ask_body(case, writer(), "Rada Seniorów", NOW.date(), NOW)
    said = f"{NAME} ma rację. Kontakt: 601 234 567."
    answers.enter_opinion(case, writer(), asked, NOW.date(), Outcome.POSITIVE, NOW, text=said)
    published(case)
    seen = shown(app, case)
    assert "ma rację" in seen
    assert not [secret for secret in SECRETS if secret in seen]


IN_WORDS = {
    "who wrote for an organisation": {"author_kind": "NGO", "organisation_name": "Rzeka", "text": f"Z poważaniem, {NAME}"},
    "a councillor who agreed": {"author_kind": "COUNCILLOR", "name_public": True, "text": f"Radna {NAME}."},
    "surname first": {"text": "BRZĘCZYSZCZYKIEWICZ GRAŻYNA, zamieszkała."},
    "own address": {"text": "Mieszkam: Polna 5/3."},
}  # fmt: skip


@pytest.mark.parametrize("what", IN_WORDS)
def test_the_author_in_the_words_of_the_remark(case, what):
    """3.9 (9): an author's name in either order, or address, is found whoever the author is."""
    number = make_remark(case, name=NAME, **IN_WORDS[what])
    with transaction():
        db.session.execute(text("UPDATE opinion SET address = 'Polna 5/3'"))
    answer(case, number, by=writer(), approved_by=coordinator())
    handed_over(case)
    with pytest.raises(Refused, check=lambda no: no.reason is Refusal.PERSONAL_DATA):
        services.publish(case, executive(), ORDER, NOW)


def _topic(case: int) -> None:
    topic = answers.add_topic(case, coordinator(), f"Sprawa: {NAME}")
    answers.sort(case, coordinator(), [2], topic_id=topic)


def _reasons(case: int) -> None:
    made = make_remark(case, "Mniej ławek.")
    writing = Writing(Decision.REJECTED, f"Inaczej niż {NAME}.")
    answer(case, made, by=writer(), approved_by=coordinator(), writing=writing)


@pytest.mark.parametrize(
    ("where", "spoil", "parts"),
    [
        (Where.TOPIC, _topic, {}),
        (Where.REASONS, _reasons, {}),
        (Where.REPORT, lambda case: None, {"changes": f"Na wniosek: {NAME}."}),
        (Where.REPORT, lambda case: None, {"course": "Pisała Brzęczyszczykiewicz Grażyna."}),
    ],
)
def test_the_office_names_an_author(case, where, spoil, parts):
    """3.9 (9): the author of one remark in the topic or the answer of another, or in the parts of the report."""
    first = make_remark(case, "Więcej ławek.", name=NAME)
    answer(case, first, make_remark(case, "Więcej drzew."), by=writer(), approved_by=coordinator())
    spoil(case)
    handed_over(case, **parts)
    assert {(each.where, each.kind) for each in services.check(case, NOW)} == {(where, Found.NAME)}


def test_common_words_typed_as_a_name_stop_nothing(case):
    """A joker who is called as the office writes cannot hold the report back."""
    number = make_remark(case, "Więcej ławek.", name="Dziękujemy Za Uwagę")
    answer(case, number, by=writer(), approved_by=coordinator())
    other = make_remark(case, "Więcej drzew.")
    answer(
        case,
        other,
        by=writer(),
        approved_by=coordinator(),
        writing=Writing(Decision.NOTED, "Dziękujemy za uwagę."),
    )
    published(case)


def test_personal_data_in_the_number_of_the_approval(case):
    handed_over(case)
    with pytest.raises(Refused, check=lambda no: no.reason is Refusal.NUMBER_WITH_DATA):
        services.publish(case, executive(), "Zarządzenie 120/2026, tel. 601 234 567", NOW)
