"""Pages of the report: the office's, and residents'."""

from datetime import timedelta

import pytest
import time_machine

from civic.consultations.notices import queries as notices
from civic.consultations.notices.rules import Status
from civic.consultations.reports import jobs, queries, services
from civic.core.access import Role
from tests.consultations.answers.case import (
    CLOSED,
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
from tests.factories import make_person
from tests.page import Page


@pytest.fixture
def case(app):
    with time_machine.travel(NOW, tick=False):
        yield closed_consultation()


@pytest.fixture
def chief(app) -> Page:
    return Page(app, person_id=coordinator())


@pytest.fixture
def mayor(app) -> Page:
    return Page(app, person_id=executive())


def office(case: int) -> str:
    return f"/urzad/konsultacje/{case}/raport"


def test_until_when_residents_wait(case, visitor):
    """3.5: report_due = end + 30 days: 4 May 2026 + 30 = 3 June."""
    visitor.get(f"/konsultacje/{case}/raport")
    assert "Raport ogłosimy do 3 czerwca 2026." in visitor.text
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        visitor.get(f"/konsultacje/{case}/raport")
        assert "Raport miał być ogłoszony do 3 czerwca 2026." in visitor.text


def test_a_term_that_ends_on_a_day_off_ends_later(app, visitor):
    """3.5 with 1.1: remarks until 5 October 2026, 30 days end on 4 November; from 2 October on Sunday 1 November: Monday."""
    with time_machine.travel(NOW.replace(month=10, day=20), tick=False):
        closes = CLOSED.replace(month=10, day=2)
        late = closed_consultation(opens=closes - timedelta(days=20), closes=closes)
        visitor.get(f"/konsultacje/{late}/raport")
    assert "Raport ogłosimy do 2 listopada 2026." in visitor.text


def test_a_cancelled_one_has_no_report(case, visitor, app):
    gone = closed_consultation(Status.CANCELLED, announced_at=CLOSED - timedelta(days=30))
    visitor.get(f"/konsultacje/{gone}/raport")
    assert "Raportu nie będzie" in visitor.text
    hidden = closed_consultation(Status.DRAFT)
    visitor.get(f"/konsultacje/{hidden}/raport", 404)


def test_from_draft_to_published(case, chief, mayor, visitor):
    answered(case, 2)
    chief.get(office(case))
    assert "zostały 24 dni" in chief.text or "zostało 24 dni" in chief.text
    chief.post(f"{office(case)}/przekaz", {}, 422)
    assert "Napisz, co się zmieni po konsultacjach" in chief.text
    chief.post(office(case), {"version": "0", "changes": CHANGES})
    chief.get(f"{office(case)}/podglad")
    assert CHANGES in chief.text
    assert YES.reasons in chief.text
    chief.get(f"{office(case)}/dane-osobowe")
    assert "Nie znaleziono danych osobowych" in chief.text
    chief.post(f"{office(case)}/przekaz")
    mayor.get(office(case))
    mayor.post(f"{office(case)}/oglos", {"number": ""}, 422)
    assert "Wpisz numer dokumentu" in mayor.text
    mayor.post(f"{office(case)}/oglos", {"number": ORDER})
    mayor.get(office(case))
    assert "Pliki czekają w kolejce." in mayor.text
    visitor.get(f"/konsultacje/{case}/raport")
    for words in (CHANGES, YES.reasons, ORDER, "Pliki do pobrania pojawią się", "Więcej ławek, miejsce 1."):
        assert words in visitor.text
    jobs.make_files(case, 1)
    visitor.get(f"/konsultacje/{case}/raport")
    assert "Raport (PDF)" in visitor.text
    assert queries.files_of(case)[0].sha256 in visitor.text
    mayor.get(f"{office(case)}/podglad", 303)
    mayor.get(f"{office(case)}/dane-osobowe")


def test_pressing_approve_with_a_remark_unanswered(case, mayor):
    """3.9 (6): on the page: refused with the number of the remark, nothing published."""
    answered(case, 2)
    handed_over(case)
    number = make_remark(case, "Z papieru.")
    mayor.post(f"{office(case)}/oglos", {"number": ORDER}, 422)
    assert f"pierwsza z nich to uwaga numer {number}" in mayor.text
    assert notices.consultation(case).status is Status.REPORT_DRAFT


def test_the_check_lists_where_with_a_way_to_mask(case, chief):
    """3.9 (9): each place is named, with a link to where it can be masked."""
    number = make_remark(case, "Piszcie na anna@example.org.")
    answer(case, number, by=writer(), approved_by=coordinator())
    written(case, course="Telefon: 601 234 567.")
    chief.get(f"{office(case)}/dane-osobowe")
    assert chief.doc is not None
    links = chief.doc.xpath("//main//table//a/@href")
    assert links == [f"/urzad/konsultacje/{case}/uwagi/{number}", office(case)]
    assert "adres e-mail" in chief.text


def test_who_may_do_what(app, case, chief, mayor, visitor):
    clerk = Page(app, person_id=make_person([Role.VERIFIER]))
    clerk.get(office(case))
    clerk.post(office(case), {"version": "0", "changes": "x"}, 403)
    clerk.post(f"{office(case)}/przekaz", {}, 403)
    chief.post(f"{office(case)}/oglos", {"number": "1"}, 403)
    visitor.get(office(case), 302)
    Page(app, person_id=make_person()).get(office(case), 403)


def test_two_coordinators(case, chief):
    written(case)
    chief.post(office(case), {"version": "0", "changes": "Mój tekst."}, 422)
    assert "Mój tekst." in chief.text
    assert CHANGES in chief.text
    assert chief.doc is not None
    (version,) = chief.doc.xpath("//input[@name='version']/@value")
    chief.post(office(case), {"version": version, "changes": "Mój tekst."})
    assert queries.draft(case).parts.changes == "Mój tekst."


def test_remarks_page_by_page_by_decision_and_late(case, visitor):
    answered(case, 25)
    make_remark(case, "Za późno.", late=True)
    published(case)
    base = f"/konsultacje/{case}/raport"
    visitor.get(base)
    assert "miejsce 19." in visitor.text
    assert "miejsce 20." not in visitor.text
    visitor.get(f"{base}?page=2")
    assert "miejsce 20." in visitor.text
    visitor.get(f"{base}?wynik=ACCEPTED")
    assert "miejsce 0." in visitor.text
    visitor.get(f"{base}?wynik=REJECTED&page=7")
    visitor.get(f"{base}?termin=tak")
    assert "Za późno." in visitor.text
    assert "miejsce 0." not in visitor.text


def test_no_remarks_is_said(case, visitor, chief):
    written(case)
    chief.get(f"{office(case)}/podglad")
    assert "Nie wpłynęły uwagi." in chief.text
    services.hand_over(case, coordinator(), NOW)
    services.publish(case, executive(), ORDER, NOW)
    visitor.get(f"/konsultacje/{case}/raport")
    assert "Nie wpłynęły uwagi." in visitor.text


def test_files_that_failed_can_be_made_again(case, chief):
    published(case)
    services.making_failed(case, 1, NOW)
    chief.get(office(case))
    assert "Nie udało się zrobić plików raportu." in chief.text
    answer_ = chief.get(f"{office(case)}/postep").get_json()
    assert answer_["done"]
    chief.post(f"{office(case)}/pliki")
    jobs.make_files(case, 2)
    chief.get(office(case))
    assert ".pdf" in chief.text
    chief.post(f"{office(case)}/pliki", {}, 422)
    assert "Pliki raportu są gotowe." in chief.text


def test_progress_in_numbers(case, chief):
    published(case)
    services.making_moved(case, 1, 3, 14, NOW)
    told = chief.get(f"{office(case)}/postep").get_json()
    assert (told["value"], told["maximum"], told["done"]) == (3, 14, False)
    assert told["text"] == "Plik 4 z 14"


def test_in_english(case, visitor):
    published(case)
    visitor.get(f"/konsultacje/{case}/raport?lang=en")


def test_reloading_leads_back(case, chief):
    for path in ("/przekaz", "/oglos", "/pliki"):
        assert chief.get(office(case) + path, 303).location.endswith(office(case))
