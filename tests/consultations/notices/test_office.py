"""The office's pages: from choosing the regime to the archive."""

from datetime import date

import pytest
import time_machine

from civic.consultations.notices import queries, services
from civic.consultations.notices.rules import FormKind, Regime, Status
from civic.core import publications
from civic.core.access import Role
from civic.core.publications import Channel
from tests.consultations.factories import make_consultation
from tests.consultations.notices.cases import NOW, announced, clerk, drafted, ordered, publish
from tests.consultations.notices.plans import at
from tests.factories import make_unit
from tests.page import Page

OFFICE = "/urzad/konsultacje"


@pytest.fixture
def coordinator(app) -> Page:
    return Page(app, clerk())


@pytest.fixture
def executive(app) -> Page:
    return Page(app, clerk(Role.EXECUTIVE))


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_regime_comes_first_with_its_articles(coordinator):
    coordinator.get(f"{OFFICE}/nowe")
    assert coordinator.get(f"{OFFICE}/nowe?regime=PLANNING", 303).location.endswith("/nowe/PLANNING")
    coordinator.get(f"{OFFICE}/nowe/PLANNING")
    assert "art. 8j pkt 1 ustawy o planowaniu i zagospodarowaniu przestrzennym" in coordinator.text
    assert "29 kwietnia 2026" in coordinator.text
    coordinator.get(f"{OFFICE}/nowe/INNE", 404)
    coordinator.post(f"{OFFICE}/nowe/PLANNING", {"title": " "}, 422)
    assert "Wpisz tytuł konsultacji." in coordinator.text
    made = coordinator.post(f"{OFFICE}/nowe/PLANNING", {"title": "Plan Nadrzecze"}).location
    coordinator.get(made)
    assert "Co jeszcze brakuje" in coordinator.text


@pytest.mark.parametrize("regime", Regime)
def test_every_regime_says_what_it_demands(coordinator, regime):
    coordinator.get(f"{OFFICE}/nowe/{regime.value}")
    assert "art. " in coordinator.text


def test_a_calendar_that_is_too_short_shows_the_earliest_day(coordinator):
    """3.9 (1): the page refuses 2026-03-31 and says 2026-04-01."""
    made = services.create(Regime.REVITALISATION, "Rewitalizacja", clerk(), NOW)
    typed = {"notice_on": "2026-03-02", "opens_on": "2026-03-09", "closes_on": "31.03.2026"}
    coordinator.post(f"{OFFICE}/{made}/kalendarz", typed, 422)
    assert "do końca dnia 1 kwietnia 2026" in coordinator.text
    assert "art. 6 ust. 5 ustawy o rewitalizacji" in coordinator.text
    assert coordinator.doc.get_element_by_id("closes_on").get("value") == "31.03.2026"
    coordinator.post(f"{OFFICE}/{made}/kalendarz", typed | {"closes_on": "2026-04-01"})
    assert queries.case(made).plan.first_day == date(2026, 3, 9)


def test_the_calendar_is_checked_while_it_is_typed(coordinator):
    """3.9 (1), before anything is sent; a day not typed yet is no mistake."""
    made = services.create(Regime.REVITALISATION, "Rewitalizacja", clerk(), NOW)
    coordinator.get(f"{OFFICE}/{made}/kalendarz")
    address = coordinator.doc.xpath("//form/@data-check")[0]
    typed = "notice_on=2026-03-02&opens_on=2026-03-09"
    assert coordinator.get(f"{address}?{typed}").json == {"findings": []}
    (said,) = coordinator.get(f"{address}?{typed}&closes_on=2026-03-31").json["findings"]
    assert "1 kwietnia 2026" in said
    assert coordinator.get(f"{address}?{typed}&closes_on=2026-04-01").json == {"findings": []}
    unread = coordinator.get(f"{address}?notice_on=jutro").json["findings"]
    assert unread == ["Wpisz dzień, na przykład 30.09.2026."]


def test_a_meeting_in_working_hours_is_refused_where_it_is_typed(coordinator):
    """3.9 (3): 10:00 on a Wednesday off-line, and the window."""
    made = drafted(Regime.PLANNING, notice=date(2026, 4, 13))
    typed = {
        "kind": "MEETING", "day": "2026-04-22", "hour": "10:00", "end_hour": "12:00", "place": "Urząd",
        "accessible": ["LIFT"], "presents_draft": "y",
    }  # fmt: skip
    coordinator.get(f"{OFFICE}/{made}/formy/dodaj")
    coordinator.post(f"{OFFICE}/{made}/formy/dodaj", typed, 422)
    assert "po godzinach pracy, od 16:00, albo przez internet (art. 8h ust. 3" in coordinator.text
    coordinator.post(f"{OFFICE}/{made}/formy/dodaj", typed | {"day": "2026-04-19"}, 422)
    assert "najwcześniejszy dzień to 20 kwietnia 2026" in coordinator.text
    coordinator.post(f"{OFFICE}/{made}/formy/dodaj", typed | {"hour": "17:00", "end_hour": "19:00"})
    assert len(queries.case(made).forms) == 4


def test_every_section_is_shown_and_saved(coordinator):
    made = drafted()
    before = queries.case(made)
    for part in ("o-co-pytamy", "teren", "formy", "kalendarz", "kontakt", "ogloszenie-i-terminy"):
        coordinator.get(f"{OFFICE}/{made}/{part}")
    unit = make_unit("Wydział Zieleni")
    contact = {
        "unit": str(unit),
        "initiator": "RESIDENTS",
        "contact": "tel. 1",
        "has_discussion": "y",
        "cost": "1 200,50",
    }
    coordinator.post(f"{OFFICE}/{made}/kontakt", contact)
    texts = {
        name: getattr(before, name)
        for name in ("summary", "goal", "subject", "justification", "influence", "basis")
    }
    coordinator.post(f"{OFFICE}/{made}/o-co-pytamy", texts | {"title": "Nowy tytuł"})
    coordinator.post(f"{OFFICE}/{made}/o-co-pytamy", texts | {"title": ""}, 422)
    terms = {"channels": ["BIP", "WEBSITE", "PRESS"], "lead_days": "7", "min_days": "21", "report_days": "30"}
    coordinator.post(f"{OFFICE}/{made}/ogloszenie-i-terminy", terms)
    coordinator.post(f"{OFFICE}/{made}/ogloszenie-i-terminy", terms | {"min_days": "0"}, 422)
    coordinator.post(f"{OFFICE}/{made}/ogloszenie-i-terminy", terms | {"channels": []}, 422)
    coordinator.post(f"{OFFICE}/{made}/teren", {"scope": "areas"}, 422)
    coordinator.post(f"{OFFICE}/{made}/teren", {"scope": "city"})
    after = queries.case(made)
    assert (after.title, after.unit_id, after.cost, after.anonymous) == ("Nowy tytuł", unit, 120050, False)
    assert (after.min_days, after.initiator, Channel.PRESS in after.channels) == (21, "RESIDENTS", True)


def test_a_form_is_shown_as_it_was_saved(coordinator):
    made = drafted()
    walk = next(form for form in queries.case(made).forms if form.kind is FormKind.STUDY_WALK)
    coordinator.get(f"{OFFICE}/{made}/formy/{walk.id}")
    doc = coordinator.doc
    assert doc.get_element_by_id("day").get("value") == "2026-04-25"
    assert (doc.get_element_by_id("hour").get("value"), doc.get_element_by_id("end_hour").get("value")) == (
        "17:00",
        "19:00",
    )
    coordinator.get(f"{OFFICE}/{made}/formy/{walk.id}/usun")
    coordinator.post(f"{OFFICE}/{made}/formy/{walk.id}/usun")
    coordinator.get(f"{OFFICE}/{made}/formy/{walk.id}", 404)


def test_from_order_to_announcement(app, coordinator, executive):
    made = drafted()
    coordinator.get(f"{OFFICE}/{made}/zarzadz", 403)
    executive.get(f"{OFFICE}/{made}")
    assert "Niczego nie brakuje" in executive.text
    executive.get(f"{OFFICE}/{made}/zarzadz")
    executive.post(f"{OFFICE}/{made}/zarzadz", {"number": "", "day": "2026-04-01"}, 422)
    executive.post(f"{OFFICE}/{made}/zarzadz", {"number": "120/2026", "day": "2026-04-01"})
    executive.get(f"{OFFICE}/{made}")
    assert "K/2026/001" in executive.text
    coordinator.post(f"{OFFICE}/{made}/oglos", status=422)
    assert (
        "Ogłoszenia nie ma jeszcze tutaj: Biuletyn Informacji Publicznej, strona internetowa miasta"
        in coordinator.text
    )
    address = f"{OFFICE}/{made}/publikacje/NOTICE"
    coordinator.get(f"{address}/WEBSITE")
    assert coordinator.doc.get_element_by_id("link").get("value") == f"http://localhost/konsultacje/{made}"
    typed = {"day": "2026-04-01", "hour": "8:00", "link": "https://bip.milogrod.example/1"}
    coordinator.post(f"{address}/BIP", typed | {"link": ""}, 422)
    assert "dowód publikacji" in coordinator.text
    coordinator.post(f"{address}/BIP", typed | {"link": "javascript:alert(1)"}, 422)
    coordinator.get(f"{address}/INNY", 404)
    for channel in ("BIP", "WEBSITE"):
        coordinator.post(f"{address}/{channel}", typed)
    coordinator.get(f"{OFFICE}/{made}")
    coordinator.get(f"{OFFICE}/{made}/oglos")
    coordinator.post(f"{OFFICE}/{made}/oglos")
    assert queries.consultation(made).status is Status.ANNOUNCED
    coordinator.get(f"{OFFICE}/{made}")


def test_a_late_notice_says_what_to_do(app):
    made = ordered()
    late = at(date(2026, 4, 9), 12)
    for channel in (Channel.BIP, Channel.WEBSITE):
        publish(made, channel, late)
    with time_machine.travel(late, tick=False):
        coordinator, executive = Page(app, clerk()), Page(app, clerk(Role.EXECUTIVE))
        coordinator.post(f"{OFFICE}/{made}/oglos", status=422)
        assert "początek najwcześniej 16 kwietnia 2026" in coordinator.text
        assert "Przesuń terminy nowym zarządzeniem" in coordinator.text
        executive.get(f"{OFFICE}/{made}")
        assert "Popraw i zarządź od nowa" in executive.text
        executive.get(f"{OFFICE}/{made}/popraw")
        executive.post(f"{OFFICE}/{made}/popraw", {"reason": "Za późno."})
        executive.get(f"{OFFICE}/{made}")
    assert "Wycofane publikacje" in executive.text


def test_extend_cancel_and_withdraw(app):
    made = announced()
    with time_machine.travel(at(date(2026, 4, 20), 9), tick=False):
        coordinator, executive = Page(app, clerk()), Page(app, clerk(Role.EXECUTIVE))
        executive.get(f"{OFFICE}/{made}/przedluz")
        typed = {"closes_on": "2026-05-01", "reason": "Powódź.", "number": "130/2026", "day": "2026-04-20"}
        executive.post(f"{OFFICE}/{made}/przedluz", typed, 422)
        assert "Czas można tylko wydłużyć" in executive.text
        executive.post(f"{OFFICE}/{made}/przedluz", typed | {"closes_on": "2026-05-20"})
        executive.get(f"{OFFICE}/{made}")
        assert "Ogłoszenie o przedłużeniu" in executive.text
        first = publications.of(f"consultation:{made}")[0]
        coordinator.get(f"{OFFICE}/{made}/wycofaj/{first.id}")
        coordinator.post(f"{OFFICE}/{made}/wycofaj/{first.id}", {"reason": ""}, 422)
        coordinator.post(f"{OFFICE}/{made}/wycofaj/{first.id}", {"reason": "Literówka."})
        executive.get(f"{OFFICE}/{made}/odwolaj")
        executive.post(f"{OFFICE}/{made}/odwolaj", {"reason": ""}, 422)
        executive.post(f"{OFFICE}/{made}/odwolaj", {"reason": "Rada zmieniła zamiar."})
        executive.get(f"{OFFICE}/{made}")
    assert "Ogłoszenie o odwołaniu" in executive.text


def test_summary_act_and_archive(app):
    made = announced()
    walk = next(form for form in queries.case(made).forms if form.kind is FormKind.STUDY_WALK)
    with time_machine.travel(at(date(2026, 4, 28), 9), tick=False):
        coordinator = Page(app, clerk())
        coordinator.get(f"{OFFICE}/{made}/podsumowanie/{walk.id}")
        coordinator.post(
            f"{OFFICE}/{made}/podsumowanie/{walk.id}", {"attendees": "x", "summary": "Było."}, 422
        )
        coordinator.post(f"{OFFICE}/{made}/podsumowanie/{walk.id}", {"attendees": "12", "summary": "Było."})
        coordinator.get(f"{OFFICE}/{made}")
        assert "12 osób" in coordinator.text
        coordinator.get(f"{OFFICE}/{made}/podsumowanie/999", 404)
    coordinator, reported = Page(app, clerk()), make_consultation(Status.REPORT_PUBLISHED)
    act = {"number": "XII/80/26", "day": "2026-06-01", "link": "", "what_changed": "Dodano ławki."}
    coordinator.get(f"{OFFICE}/{reported}/akt")
    coordinator.post(f"{OFFICE}/{reported}/akt", act | {"what_changed": ""}, 422)
    coordinator.post(f"{OFFICE}/{reported}/akt", act)
    coordinator.get(f"{OFFICE}/{reported}/archiwum")
    coordinator.post(f"{OFFICE}/{reported}/archiwum")
    coordinator.get(f"{OFFICE}/{reported}")
    assert "XII/80/26" in coordinator.text


def test_the_list_says_what_each_waits_for(coordinator):
    drafted()
    ordered()
    make_consultation(Status.CANCELLED, title="Dawna sprawa")
    coordinator.get(OFFICE)
    assert (
        "Publikacja ogłoszenia, Biuletyn Informacji Publicznej, strona internetowa miasta, zostało 5 dni"
        in coordinator.text
    )
    assert "Dawna sprawa" not in coordinator.text
    coordinator.get(f"{OFFICE}?stan=zakonczone")
    assert "Dawna sprawa" in coordinator.text
    coordinator.get(f"{OFFICE}?q=nie+ma+takiej")
    assert "Nie ma takich konsultacji." in coordinator.text


def test_a_late_report_is_said_aloud(coordinator):
    make_consultation(opens=at(date(2026, 1, 2), 0), closes=at(date(2026, 2, 1), 0))
    coordinator.get(OFFICE)
    assert "po terminie od 30 dni" in coordinator.text


def test_the_notice_can_be_read_before_it_is_published(coordinator):
    made = drafted()
    coordinator.get(f"{OFFICE}/{made}/ogloszenie")
    assert "Dane osobowe (RODO)" in coordinator.text
    made_pdf = coordinator.get(f"{OFFICE}/{made}/ogloszenie.pdf")
    assert made_pdf.data.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["o-co-pytamy", "teren", "kalendarz", "kontakt", "ogloszenie-i-terminy"])
def test_what_is_ordered_is_not_edited(coordinator, path):
    made = ordered()
    coordinator.get(f"{OFFICE}/{made}/{path}")
    assert "To nie jest już szkic" in coordinator.text
    coordinator.post(f"{OFFICE}/{made}/{path}", {"title": "X", "scope": "city", "initiator": "COUNCIL"}, 422)
