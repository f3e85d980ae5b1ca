"""What clerks and moderators do."""

import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Status
from civic.consultations.remarks import queries
from civic.consultations.remarks.models import Opinion
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from tests.consultations.remarks.city import IN_TIME, LATE, make_document, make_open, send
from tests.consultations.remarks.test_pages import errors, follow, picture, remarks
from tests.factories import make_person
from tests.page import Page

LETTER = {
    "channel": "PAPER",
    "received_on": "2026-03-09",
    "kind": "RESIDENT",
    "name": "Jan Lis",
    "address": "Polna 3",
    "text": "Za mało ławek w parku.",
    "keep": "y",
}


@pytest.fixture
def consultation_id(app):
    return make_open()


@pytest.fixture
def url(consultation_id):
    return f"/urzad/konsultacje/{consultation_id}/uwagi"


@pytest.fixture
def clerk(app):
    with time_machine.travel(IN_TIME, tick=False):
        yield Page(app, make_person([Role.POINT_CLERK]))


@pytest.fixture
def moderator(app):
    with time_machine.travel(IN_TIME, tick=False):
        yield Page(app, make_person([Role.COORDINATOR]))


def opinions():
    db.session.expire_all()
    return db.session.scalars(select(Opinion).order_by(Opinion.id)).all()


def value(page, name):
    return page.doc.xpath(f"//*[@name='{name}']")[0].get("value")


def test_paper_remarks_one_after_another(clerk, url, consultation_id):
    make_document(consultation_id)
    clerk.get(f"{url}/wpisz")
    assert value(clerk, "received_on") == "2026-03-10"
    clerk.post(f"{url}/wpisz", {**LETTER, "unit": "§ 2", "proposed": "Wolno."})
    follow(clerk)
    assert "Numer na etykietę: K/2026/" in clerk.text
    assert "/U/0001" in clerk.text
    assert [value(clerk, name) for name in ("received_on", "name", "address")] == [
        "2026-03-09",
        "Jan Lis",
        "Polna 3",
    ]
    assert clerk.doc.xpath("//textarea[@name='text']")[0].text.strip() == ""
    first, opinion = remarks()[0], opinions()[0]
    assert (first.number, first.anchor, first.quote) == (1, "par-2", "W parku nie wolno jeździć rowerem.")
    assert (opinion.channel, opinion.name, opinion.late) == ("PAPER", "Jan Lis", False)
    assert opinion.entered_by_id is not None
    assert opinion.received_at == datetime(2026, 3, 9, 11, tzinfo=UTC)
    clerk.post(f"{url}/wpisz", {**LETTER, "text": "W parku za mało ławek.", "keep": ""})
    follow(clerk)
    assert "Podobne uwagi" in clerk.text
    assert value(clerk, "name") in {None, ""}
    assert [each.number for each in remarks()] == [1, 2]


def test_the_same_words_of_the_same_author_are_asked_about_once(clerk, url):
    clerk.post(f"{url}/wpisz", LETTER)
    clerk.post(f"{url}/wpisz", LETTER, 422)
    assert errors(clerk)[0].startswith(
        "Błąd: Taka sama uwaga tego autora jest już wpisana pod numerem K/2026/"
    )
    clerk.post(f"{url}/wpisz", {**LETTER, "name": "Ewa Mak"})
    clerk.post(f"{url}/wpisz", {**LETTER, "again": "y"})
    assert [each.number for each in remarks()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"received_on": "2026-03-11"}, "Data wpływu nie może być późniejsza niż dzisiaj."),
        ({"received_on": ""}, "Podaj datę wpływu."),
        ({"posted_on": "2026-03-10"}, "Data nadania nie może być późniejsza niż data wpływu."),
        ({"text": ""}, "Napisz, co myślisz, albo zmień tekst, który proponujesz zapisać inaczej."),
        ({"email": "jan"}, "Wpisz adres e-mail w takiej postaci: jan@example.org."),
        ({"krs": "x"}, "To nie jest numer KRS: ma najwyżej 10 cyfr. Sprawdź go albo zostaw puste pole."),
    ],
)
def test_what_cannot_be_entered_stays_in_the_form(clerk, url, typed, words):
    clerk.post(f"{url}/wpisz", {**LETTER, **typed}, 422)
    assert errors(clerk) == [f"Błąd: {words}"]
    assert value(clerk, "address") == "Polna 3"
    assert remarks() == []


def test_what_came_before_the_opening_is_refused(clerk, url):
    clerk.post(f"{url}/wpisz", {**LETTER, "received_on": "2026-03-01"}, 422)
    assert "Uwagi przyjmujemy od 2 marca 2026, 09:00." in clerk.text


def test_a_scan_is_attached_and_a_wrong_one_refused(clerk, url):
    clerk.post(
        f"{url}/wpisz",
        {**LETTER, "files": [(picture(), "skan.jpg")], "last": "1"},
        content_type="multipart/form-data",
    )
    follow(clerk)
    assert "skan.jpg" in clerk.text
    assert "Jan Lis" in clerk.text
    broken = {**LETTER, "name": "Ewa", "files": [(io.BytesIO(b"?"), "skan.jpg")]}
    clerk.post(f"{url}/wpisz", broken, 422, content_type="multipart/form-data")
    assert errors(clerk) == ["Błąd: Przyjmujemy tylko pliki PDF i zdjęcia JPEG, PNG albo WebP."]
    assert "Wybrane pliki trzeba wskazać jeszcze raz" in clerk.text
    assert len(remarks()) == 1


def test_similar_ones_can_be_looked_for_before_saving(clerk, url):
    clerk.post(f"{url}/wpisz", LETTER)
    clerk.post(f"{url}/wpisz", {**LETTER, "text": "Za mało jest ławek w parku", "check": "1"}, 200)
    assert "Podobne uwagi" in clerk.text
    assert len(remarks()) == 1


def test_a_letter_posted_in_time_is_not_late_whenever_it_comes(app, url, consultation_id):
    """3.9 (7): a letter posted on the last day is in time; one that only came after it is late and not counted."""
    with time_machine.travel(LATE, tick=False):
        clerk = Page(app, make_person([Role.POINT_CLERK]))
        clerk.post(f"{url}/wpisz", {**LETTER, "received_on": "2026-03-31", "posted_on": "2026-03-30"})
        clerk.post(f"{url}/wpisz", {**LETTER, "received_on": "2026-03-31", "text": "Inna."})
        follow(clerk)
        assert "Po terminie" in clerk.text
    assert [each.late for each in remarks()] == [False, True]
    assert queries.count(consultation_id) == 1


def test_nothing_is_entered_once_the_report_is_out(clerk, url, consultation_id):
    with transaction():
        db.session.get_one(Consultation, consultation_id).status = Status.REPORT_PUBLISHED
    clerk.post(f"{url}/wpisz", LETTER, 422)
    assert "Raport z tych konsultacji jest już opublikowany" in clerk.text
    assert remarks() == []


def test_the_office_sees_all_with_names_and_filters(clerk, url, consultation_id):
    send(consultation_id, "Zofia pisze: 600 100 200.", name="Zofia Lis")
    clerk.post(f"{url}/wpisz", {**LETTER, "kind": "NGO", "organisation_name": "Fundacja Park"})
    clerk.get(url)
    assert "Zofia Lis" in clerk.text
    assert "600 100 200" in clerk.text
    for query, found in [
        ("droga=PAPER", 1),
        ("zakryte=y", 1),
        ("kto=NGO", 1),
        ("spoznione=y", 0),
        ("q=fundacja", 1),
    ]:
        clerk.get(f"{url}?{query}")
        assert len(clerk.doc.xpath("//tbody/tr[th]")) == found, query


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.POINT_CLERK, (200, 200, 200, 403)),
        (Role.VERIFIER, (200, 403, 200, 403)),
        (Role.COORDINATOR, (200, 200, 200, 422)),
        (Role.FINANCE, (403, 403, 403, 403)),
    ],
)
def test_who_may_do_what(app, url, consultation_id, role, statuses):
    send(consultation_id)
    page = Page(app, make_person([role]))
    found = [page.client.get(f"{url}{rest}").status_code for rest in ("", "/wpisz", "/1")]
    found.append(
        page.client.post(f"{url}/1/zakryj", data={"fragments": "", "reason": "PERSONAL"}).status_code
    )
    assert tuple(found) == statuses


def test_covering_and_showing_again(app, moderator, visitor, url, consultation_id):
    send(consultation_id, "Sąsiad Kowalski z trzeciego pali śmieci. Tel. 600 100 200.")
    public = f"/konsultacje/{consultation_id}/uwagi/1"
    moderator.get(f"{url}/1")
    assert "Zakryte: dane osobowe." in moderator.text
    moderator.post(f"{url}/1/zakryj", {"fragments": "Kowalski\nNowak", "reason": "PERSONAL"}, 422)
    assert errors(moderator) == ["Błąd: Fragmentu z wiersza 2 nie ma w uwadze. Skopiuj go dokładnie."]
    moderator.post(
        f"{url}/1/zakryj", {"fragments": "kowalski  z trzeciego", "reason": "PERSONAL", "why": "sąsiad"}
    )
    visitor.get(public)
    assert "Sąsiad [zakryto: dane osobowe] pali śmieci. Tel. [zakryto: dane osobowe]." in visitor.text
    assert remarks()[0].text.startswith("Sąsiad Kowalski"), "the original stays in the file"
    moderator.post(f"{url}/1/odkryj", {"un-why": ""}, 422)
    assert errors(moderator) == ["Błąd: Podaj powód."]
    moderator.post(f"{url}/1/odkryj", {"un-why": "To firma."})
    visitor.get(public)
    assert "Kowalski" in visitor.text
    moderator.post(f"{url}/1/odkryj", {"un-why": "Jeszcze raz."}, 422)
    assert "nic nie jest zakryte" in moderator.text
    kinds = [row.kind for row in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert kinds == ["OpinionSent", "RemarkMasked", "RemarkUnmasked"]
    for verb in ("zakryj", "odkryj"):
        moderator.get(f"{url}/1/{verb}", 303)


def test_days_are_those_of_poland(app, url):
    with time_machine.travel(datetime(2026, 3, 10, 23, 30, tzinfo=UTC), tick=False):
        clerk = Page(app, make_person([Role.POINT_CLERK]))
        clerk.get(f"{url}/wpisz")
        assert value(clerk, "received_on") == date(2026, 3, 11).isoformat()
