"""The office's pages of answers: who may come, what one sees, how one works through the queue."""

import pytest
import time_machine

from civic.consultations.answers import queries, services
from civic.consultations.answers.rules import State
from civic.consultations.notices.rules import Status
from civic.core.access import Role
from tests.consultations.answers.case import (
    NOW,
    YES,
    answer,
    closed_consultation,
    coordinator,
    executive,
    make_remark,
    set_status,
    writer,
)
from tests.factories import make_person, make_unit
from tests.page import Page


@pytest.fixture
def case(app):
    with time_machine.travel(NOW, tick=False):
        made = closed_consultation()
        for words in ("Więcej ławek w parku.", "Więcej ławek w parku, proszę.", "Mniej betonu na rynku."):
            make_remark(made, words)
        yield made


@pytest.fixture
def by() -> int:
    return writer()


@pytest.fixture
def clerk(app, by) -> Page:
    return Page(app, person_id=by)


@pytest.fixture
def chief(app) -> Page:
    return Page(app, person_id=coordinator())


def base(case: int) -> str:
    return f"/urzad/konsultacje/{case}/odpowiedzi"


FILLED = {"decision": "REJECTED", "reasons": "Nie ma miejsca.", "seen": ""}


@pytest.mark.parametrize("role", [None, Role.RESIDENT, Role.POINT_CLERK, Role.AUDITOR])
def test_who_may_not_come(app, case, role):
    person = make_person([role] if role and role is not Role.RESIDENT else [])
    for path in ("", "/1", "/tematy", "/opinie"):
        Page(app, person_id=person).get(base(case) + path, 403)


def test_only_some_approve(app, case, clerk):
    other = coordinator()
    answer(case, 1, by=other)
    for path in ("/1/zatwierdz", "/1/odeslij", "/1/wycofaj", "/udostepnij", "/zasady"):
        clerk.post(base(case) + path, {"version": "1", "note": "x"}, 403)
    clerk.post(f"{base(case)}/zbiorczo", {"co": "zatwierdz", "uwaga": "1:1-1"}, 403)
    assert queries.card(case, 1).state == State.WAITING


def test_the_executive_reads_and_approves_but_does_not_write(app, case):
    answer(case, 1, by=writer())
    chief = Page(app, person_id=executive())
    chief.get(f"/urzad/konsultacje/{case}")
    assert "Odpowiedzi" in chief.text
    chief.get(base(case))
    assert "Zatwierdź odpowiedzi" in chief.text
    assert "Odpowiedz wspólnie" not in chief.text
    for path, status in (("/2", 200), ("/tematy", 403), ("/opinie", 403)):
        chief.get(base(case) + path, status)
        assert "Zapisz szkic" not in chief.text
    for act in ("odpowiedz", "przekaz", "uporzadkuj"):
        chief.post(f"{base(case)}/zbiorczo", {"co": act, "uwaga": "1:1-1"}, 403)
    chief.post(f"{base(case)}/1", FILLED, 403)
    chief.get(f"{base(case)}/1")
    assert "Zapisz szkic" not in chief.text
    chief.post(f"{base(case)}/1/zatwierdz", {"version": str(queries.card(case, 1).version)})
    assert queries.card(case, 1).state == State.APPROVED


def test_the_table(case, clerk):
    answer(case, 1, 2, by=writer())
    clerk.get(base(case))
    assert "czeka na zatwierdzenie" in clerk.text
    assert "wspólna z 1 uwagą" in clerk.text
    clerk.get(f"{base(case)}?stan=ANSWER")
    assert "Mniej betonu" in clerk.text
    assert "Więcej ławek" not in clerk.text
    clerk.get(f"{base(case)}?q=nic+takiego")
    assert "Nie ma takich uwag." in clerk.text


def test_the_whole_queue_by_handing_over_and_next(case, clerk):
    """Three remarks, three answers, each "hand over and next", until the list is done."""
    clerk.get(f"{base(case)}/1?stan=ANSWER")
    for number, following in ((1, "/2?stan=ANSWER"), (2, "/3?stan=ANSWER"), (3, "?stan=ANSWER")):
        response = clerk.post(f"{base(case)}/{number}?stan=ANSWER", {**FILLED, "co": "przekaz-nastepna"})
        assert response.location.endswith(following)
        assert queries.card(case, number).state == State.WAITING
    clerk.get(f"{base(case)}?stan=ANSWER")
    assert clerk.doc is not None
    assert "To była ostatnia uwaga na tej liście." in clerk.doc.text_content()


def test_the_next_remark_is_none_of_those_answered_together(case, clerk):
    together = {**FILLED, "co": "zapisz-nastepna", "razem": ["2"]}
    assert clerk.post(f"{base(case)}/1", together).location.endswith("/3")
    all_of_them = {**FILLED, "co": "zapisz-nastepna", "razem": ["1", "2"], "seen": ""}
    assert clerk.post(f"{base(case)}/3", all_of_them, 422)


def test_when_all_are_answered_together_the_list_is_done(case, clerk):
    together = {**FILLED, "co": "przekaz-nastepna", "razem": ["2", "3"]}
    assert clerk.post(f"{base(case)}/1", together).location.endswith("odpowiedzi")


def test_similar_remarks_are_offered_and_answered_together(case, clerk):
    clerk.get(f"{base(case)}/1")
    assert "Więcej ławek w parku, proszę." in clerk.text
    assert "Mniej betonu" not in clerk.text
    clerk.post(f"{base(case)}/1", {**FILLED, "co": "zapisz", "razem": ["2"]})
    answer_id = queries.card(case, 1).answer_id
    assert queries.members(answer_id) == [1, 2]
    clerk.get(f"{base(case)}/2")
    assert "Wyjmij tę uwagę" in clerk.text
    clerk.post(f"{base(case)}/2/wyjmij", {"version": str(queries.card(case, 2).version)})
    assert queries.members(answer_id) == [1]


def test_a_refused_answer_keeps_what_was_typed(case, clerk):
    clerk.post(f"{base(case)}/1", {"decision": "", "reasons": "Długi tekst.", "co": "przekaz"}, 422)
    assert "Wybierz rozstrzygnięcie." in clerk.text
    assert "Długi tekst." in clerk.text
    clerk.post(f"{base(case)}/1", {"decision": "NOTED", "reasons": " ", "co": "przekaz"}, 422)
    assert "Napisz uzasadnienie." in clerk.text
    assert queries.card(case, 1).answer_id is None


def test_the_slower_officer_keeps_the_text_and_sees_the_other(case, clerk, chief):
    """Two open the same remark; the second keeps what was typed, sees the first one's text, and may replace it."""
    clerk.get(f"{base(case)}/1")
    chief.get(f"{base(case)}/1")
    clerk.post(f"{base(case)}/1", {**FILLED, "reasons": "Pierwszy był szybszy.", "co": "zapisz"})
    chief.post(f"{base(case)}/1", {**FILLED, "reasons": "Drugi pisał dłużej.", "co": "zapisz"}, 422)
    assert "Pierwszy był szybszy." in chief.text
    assert "Drugi pisał dłużej." in chief.text
    assert chief.doc is not None
    (seen,) = chief.doc.xpath("//input[@name='seen']/@value")
    chief.post(f"{base(case)}/1", {**FILLED, "reasons": "Drugi pisał dłużej.", "seen": seen, "co": "zapisz"})
    assert queries.card(case, 1).reasons == "Drugi pisał dłużej."


def test_approving_sending_back_and_withdrawing(case, chief):
    answer(case, 1, by=writer())
    answer(case, 2, by=writer())
    chief.get(f"{base(case)}/1?stan=WAITING")
    response = chief.post(f"{base(case)}/1/zatwierdz?stan=WAITING", {"version": "1"})
    assert response.location.endswith("/2?stan=WAITING")
    chief.post(f"{base(case)}/2/odeslij", {"version": "1", "note": ""}, 422)
    assert "Napisz, dlaczego." in chief.text
    chief.post(f"{base(case)}/2/odeslij", {"version": "1", "note": "Podaj paragraf."})
    chief.get(f"{base(case)}/2")
    assert "Podaj paragraf." in chief.text
    chief.get(f"{base(case)}/1")
    assert "Cofnij zatwierdzenie" in chief.text
    chief.post(f"{base(case)}/1/wycofaj", {"version": "2", "note": "Pomyłka."})
    assert queries.card(case, 1).state == State.DRAFT


def test_what_was_not_read_is_not_approved(case, chief):
    by = writer()
    answer_id = answer(case, 1, by=by)
    services.save(case, by, YES, [1], NOW, expected=(answer_id, 1), hand_over=True)
    chief.post(f"{base(case)}/1/zatwierdz", {"version": "1"}, 422)
    assert "Ktoś zmienił tę odpowiedź" in chief.text


def test_ones_own_answer_has_no_button(app, case):
    own = coordinator()
    answer(case, 1, by=own)
    page = Page(app, person_id=own)
    page.get(f"{base(case)}/1")
    assert "To twoja odpowiedź. Musi ją zatwierdzić ktoś inny." in page.text
    assert "Zatwierdź i następna" not in page.text
    page.post(f"{base(case)}/1/zatwierdz", {"version": "1"}, 422)


def test_many_at_once(case, chief, clerk):
    unit = make_unit()
    clerk.post(f"{base(case)}/zbiorczo", {"co": "uporzadkuj"}, 422)
    assert "Zaznacz co najmniej jedną uwagę." in clerk.text
    clerk.post(f"{base(case)}/tematy", {"co": "dodaj", "name": "Zieleń"})
    topic = queries.topics(case)[0][0]
    ticked = ["1:-", "2:-"]
    clerk.post(
        f"{base(case)}/zbiorczo",
        {"co": "uporzadkuj", "uwaga": ticked, "na_temat": str(topic), "do_jednostki": str(unit)},
    )
    assert queries.topics(case) == [(topic, "Zieleń", 2)]
    response = clerk.post(f"{base(case)}/zbiorczo", {"co": "odpowiedz", "uwaga": ["1:-", "3:-"]})
    clerk.get(response.location)
    assert clerk.doc is not None
    assert clerk.doc.xpath("//input[@name='razem'][@checked]/@value") == ["3"]
    clerk.post(f"{base(case)}/1", {**FILLED, "co": "zapisz", "razem": ["3"]})
    card = queries.card(case, 1)
    clerk.post(f"{base(case)}/zbiorczo", {"co": "przekaz", "uwaga": [f"1:{card.answer_id}-{card.version}"]})
    card = queries.card(case, 1)
    assert card.state == State.WAITING
    chief.post(f"{base(case)}/zbiorczo", {"co": "zatwierdz", "uwaga": [f"1:{card.answer_id}-{card.version}"]})
    assert queries.card(case, 3).state == State.APPROVED


def test_topics_page(case, clerk):
    clerk.get(f"{base(case)}/tematy")
    assert "Nie ma jeszcze tematów." in clerk.text
    clerk.post(f"{base(case)}/tematy", {"co": "dodaj", "name": ""}, 422)
    clerk.post(f"{base(case)}/tematy", {"co": "dodaj", "name": "Zieleń"})
    clerk.post(f"{base(case)}/tematy", {"co": "dodaj", "name": "zieleń"}, 422)
    assert "Temat „zieleń” już jest." in clerk.text
    clerk.post(f"{base(case)}/tematy", {"co": "dodaj", "name": "Beton"})
    beton, green = (each[0] for each in queries.topics(case))
    clerk.post(f"{base(case)}/tematy", {"co": "zmien", "temat": str(beton), "name": "Rynek"})
    clerk.post(f"{base(case)}/tematy", {"co": "polacz", "temat": str(beton), "do": str(green)})
    assert [name for _, name, _ in queries.topics(case)] == ["Zieleń"]


def test_bodies_page(case, clerk):
    clerk.get(f"{base(case)}/opinie")
    assert "Nikogo jeszcze nie poproszono o opinię." in clerk.text
    clerk.post(f"{base(case)}/opinie", {"body": "RDPP", "on": "2026-05-11", "days": "14"}, 422)
    assert "Ten dzień jeszcze nie nadszedł." in clerk.text
    clerk.post(f"{base(case)}/opinie", {"body": "RDPP", "on": "2026-05-05", "days": "14"})
    clerk.get(f"{base(case)}/opinie")
    assert "19 maja 2026" in clerk.text
    assert "zostało 9 dni" in clerk.text
    body = queries.bodies(case)[0].id
    clerk.get(f"{base(case)}/opinie/{body}")
    clerk.post(f"{base(case)}/opinie/{body}", {"on": "2026-05-08"}, 422)
    assert "Wybierz, jaka jest opinia." in clerk.text
    clerk.post(f"{base(case)}/opinie/{body}", {"on": "2026-05-08", "said": "NEGATIVE", "number": "3/2026"})
    clerk.get(f"{base(case)}/opinie")
    assert "negatywna" in clerk.text
    clerk.get(f"{base(case)}/opinie/{body}", 303)


def test_silence_reads_as_no_opinion(app, case, clerk, by):
    """3.9 (11): on the page too, by the clock alone."""
    clerk.post(f"{base(case)}/opinie", {"body": "RDPP", "on": "2026-05-05", "days": "14"})
    with time_machine.travel(NOW.replace(day=19, hour=22), tick=False):
        later = Page(app, person_id=by)
        later.get(f"{base(case)}/opinie")
    assert "brak opinii" in later.text


def test_answers_before_the_report(case, chief, visitor):
    answer(case, 1, by=writer(), approved_by=coordinator())
    chief.get(base(case))
    assert "Udostępnij zatwierdzone odpowiedzi już teraz" in chief.text
    visitor.get(f"/konsultacje/{case}/uwagi/1")
    assert YES.reasons not in visitor.text
    chief.post(f"{base(case)}/udostepnij")
    chief.get(base(case))
    assert "Mieszkańcy widzą zatwierdzone odpowiedzi od" in chief.text
    visitor.get(f"/konsultacje/{case}/uwagi/1")
    assert YES.reasons in visitor.text
    chief.post(f"{base(case)}/udostepnij", {}, 422)


def test_the_city_chooses_when_reasons_are_needed(case, chief):
    chief.post(f"{base(case)}/zasady", {})
    assert not queries.customs(case).reasons_always
    chief.post(f"{base(case)}/zasady", {"reasons_always": "y"})
    assert queries.customs(case).reasons_always


def test_with_the_report_published_the_pages_are_for_reading(case, clerk):
    answer(case, 1, by=writer(), approved_by=coordinator())
    set_status(case, Status.REPORT_PUBLISHED)
    for path in ("", "/1", "/2", "/tematy", "/opinie"):
        clerk.get(base(case) + path)
        assert clerk.doc is not None
        assert not clerk.doc.xpath("//main//form[@method='post']//button[@name='co']")
    clerk.post(f"{base(case)}/2", {**FILLED, "co": "zapisz"}, 422)


def test_reloading_a_refused_action_leads_back(case, clerk):
    for path in ("/1/zatwierdz", "/1/wyjmij"):
        assert clerk.get(base(case) + path, 303).location.endswith(f"{base(case)}/1")
    for path in ("/zbiorczo", "/udostepnij", "/zasady"):
        assert clerk.get(base(case) + path, 303).location.endswith(base(case))


def test_nothing_there(case, clerk):
    clerk.get(f"{base(case)}/99", 404)
    clerk.get("/urzad/konsultacje/999/odpowiedzi", 404)
    clerk.post(f"{base(case)}/1", {**FILLED, "co": "zapisz", "razem": ["77"]}, 422)
    assert "nie ma uwagi numer 77" in clerk.text
