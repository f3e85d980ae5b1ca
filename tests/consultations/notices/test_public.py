"""What residents see: the list, one consultation in each phase, its notice, feeds and calendars."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from xml.etree.ElementTree import fromstring

import pytest
import time_machine
from sqlalchemy import event

from civic.consultations.notices import icalendar, queries, services
from civic.consultations.notices.rules import FormKind, Regime, Status
from civic.core import clock
from civic.core.db import db
from civic.core.deadlines import closes_at
from tests.consultations.factories import make_consultation
from tests.consultations.notices.cases import announced, clerk, ordered
from tests.consultations.notices.plans import at
from tests.page import Page

OPEN = at(date(2026, 4, 20), 12)
ATOM = "{http://www.w3.org/2005/Atom}"


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the page asked the database."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(OPEN, tick=False):
        yield


def test_what_is_open_stands_first(visitor, now):
    later = make_consultation(title="Ulica Długa", closes=OPEN + timedelta(days=9))
    make_consultation(title="Zakończone", opens=OPEN - timedelta(days=60), closes=OPEN - timedelta(days=30))
    make_consultation(title="Wkrótce", opens=OPEN + timedelta(days=3))
    first = make_consultation(title="Park nad rzeką", closes=OPEN + timedelta(days=2))
    make_consultation(Status.DRAFT, title="Szkic")
    make_consultation(Status.CANCELLED, title="Odwołane po cichu")
    visitor.get("/konsultacje")
    titles = visitor.doc.xpath("//main//h2/a/text()")
    assert titles == ["Park nad rzeką", "Ulica Długa", "Wkrótce", "Zakończone"]
    assert "zostały 2 dni" in visitor.text
    assert [each.id for each in queries.open_now(OPEN)] == [first, later]
    assert queries.counts(OPEN) == (2, 1, 1)


def test_the_list_is_filtered_by_words_and_phase(visitor, now):
    make_consultation(title="Park nad rzeką")
    make_consultation(title="Ulica Długa", summary="Ścieżka rowerowa", year=2026, number=77)
    visitor.get("/konsultacje?q=sciezka")
    assert visitor.doc.xpath("//main//h2/a/text()") == ["Ulica Długa"]
    visitor.get("/konsultacje?q=k/2026/077")
    assert visitor.doc.xpath("//main//h2/a/text()") == ["Ulica Długa"]
    visitor.get("/konsultacje?stan=zakonczone")
    assert "Nie ma takich konsultacji" in visitor.text
    visitor.get("/konsultacje?stan=inny&obszar=inny&page=99")
    assert queries.found("park", 1, OPEN).total == 1


def test_an_open_consultation_says_until_when_and_that_it_does_not_bind(app, visitor):
    made = announced(Regime.PLANNING, notice=date(2026, 4, 13), moment=at(date(2026, 4, 13), 8))
    with time_machine.travel(OPEN, tick=False):
        visitor.get(f"/konsultacje/{made}")
    assert "Uwagi do 11 maja 2026, 23:59 (zostało 21 dni)" in visitor.text
    assert "Wynik konsultacji nie jest wiążący" in visitor.text
    assert "art. 8k ust. 2 ustawy o planowaniu i zagospodarowaniu przestrzennym" in visitor.text
    assert "art. 5a ust. 4 ustawy o samorządzie gminnym" in visitor.text
    assert "nie można zabudować wałów" in visitor.text
    assert "Biuletyn Informacji Publicznej" in visitor.text
    assert "Prezydent Miasta (Miłogród)" in visitor.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.REPORT_DRAFT, "Czytamy uwagi"),
        (Status.REPORT_PUBLISHED, "Jest raport"),
        (Status.DECIDED, "Dodano ławki."),
        (Status.ARCHIVED, "XII/80/26"),
    ],
)
def test_past_phases_say_so(visitor, now, status, words):
    made = make_consultation(status, opens=OPEN - timedelta(days=60), closes=OPEN - timedelta(days=30))
    visitor.get(f"/konsultacje/{made}")
    assert words in visitor.text
    assert "Dodaj do kalendarza" not in visitor.text


def test_one_that_comes_and_one_that_was_cancelled_say_so(app, visitor):
    made = announced()
    with time_machine.travel(at(date(2026, 4, 8), 12), tick=False):
        visitor.get(f"/konsultacje/{made}")
        assert "Uwagi od 13 kwietnia 2026 do 11 maja 2026." in visitor.text
        services.cancel(made, clerk(), "Rada zmieniła zamiar.", clock.now())
        visitor.get(f"/konsultacje/{made}")
    assert "Rada zmieniła zamiar." in visitor.text


@pytest.mark.parametrize(
    "page", ["", "/ogloszenie", "/ogloszenie.pdf", "/ogloszenie.json", "/teren.geojson", "/kalendarz.ics"]
)
def test_what_is_not_announced_is_not_there(app, visitor, page):
    visitor.get(f"/konsultacje/{ordered()}{page}", 404)
    visitor.get(f"/konsultacje/999{page}", 404)


def test_an_extension_is_told(app, visitor):
    made = announced()
    with time_machine.travel(OPEN, tick=False):
        by = services.deciding.Order("130/2026", date(2026, 4, 20))
        services.extend(made, clerk(), closes_at(date(2026, 5, 20)), "Powódź.", by, OPEN)
        visitor.get(f"/konsultacje/{made}")
        assert "Powódź." in visitor.text
        assert "Uwagi do 20 maja 2026, 23:59" in visitor.text
        visitor.get(f"/konsultacje/{made}/ogloszenie")
        assert "Termin wydłużono do 20 maja 2026, 23:59" in visitor.text


def test_the_notice_says_all_it_must(app, visitor):
    """Polish-rules 3.6 (1)."""
    made = announced(Regime.PLANNING, notice=date(2026, 4, 13), moment=at(date(2026, 4, 13), 8))
    visitor.get(f"/konsultacje/{made}/ogloszenie")
    for heading in (
        "Podstawa prawna", "Przedmiot i cel", "Teren", "Formy konsultacji", "Jak i do kiedy wysłać uwagę",
        "Kto rozpatrzy uwagi", "Kontakt", "Dane osobowe (RODO)",
    ):  # fmt: skip
        assert heading in visitor.text
    assert "Spotkanie otwarte; sobota, 25 kwietnia 2026, 17:00–19:00; Szkoła nr 3; winda" in visitor.text
    assert "Kto składa uwagę, podaje imię i nazwisko" in visitor.text
    assert visitor.get(f"/konsultacje/{made}/ogloszenie.pdf").data.startswith(b"%PDF")


def test_the_notice_is_data_for_the_bip(app, visitor):
    made = announced()
    first = queries.case(made)
    data = visitor.get(f"/konsultacje/{made}/ogloszenie.json").json
    assert (data["signature"], data["produced_by"]) == (first.signature, "Miłogród")
    assert {each["channel"] for each in data["published"]} == {"BIP", "WEBSITE"}
    assert data["published"][0]["published_by"] == "Ewa Urzędniczka"
    assert data["forms"][-1]["accessibility"] == ["winda"]


def test_the_feed_is_atom(app, visitor):
    made = make_consultation(title="Park & rzeka <b>")
    root = fromstring(visitor.get("/konsultacje/kanal.xml").data)
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == ["Park & rzeka <b>"]
    assert root.find(f"{ATOM}entry").findtext(f"{ATOM}id") == f"http://localhost/konsultacje/{made}"


def test_a_meeting_goes_into_a_calendar(app, visitor):
    made = announced()
    walk = next(form for form in queries.case(made).forms if form.kind is FormKind.STUDY_WALK)
    text = visitor.get(f"/konsultacje/{made}/spotkanie/{walk.id}.ics").text
    assert "DTSTART:20260425T150000Z\r\nDTEND:20260425T170000Z\r\n" in text
    assert "LOCATION:Szkoła nr 3\r\n" in text
    assert visitor.get(f"/konsultacje/{made}/kalendarz.ics").text.count("BEGIN:VEVENT") == 2
    remarks = next(form for form in queries.case(made).forms if form.kind is FormKind.REMARKS_FORM)
    visitor.get(f"/konsultacje/{made}/spotkanie/{remarks.id}.ics", 404)


def test_calendar_lines_are_escaped_and_folded():
    """RFC 5545: 3.1 (75 octets, no letter cut), 3.3.11 (commas, semicolons, backslashes, line ends)."""
    entry = icalendar.Entry("a@b", OPEN, None, "Ślad; a, b\\c\nd" + "ż" * 100)
    written = icalendar.write([entry], OPEN)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    whole = written.replace("\r\n ", "")
    assert "SUMMARY:Ślad\\; a\\, b\\\\c\\nd" + "ż" * 100 in whole
    assert "DTEND:20260420T110000Z" in whole


def test_pages_ask_little_of_the_database(app, visitor):
    """At most 8 statements, however many there are."""
    made = announced()
    for number in range(25):
        make_consultation(title=f"Sprawa {number}")
    office = Page(app, clerk())
    for page, address in (
        (visitor, "/konsultacje"),
        (visitor, f"/konsultacje/{made}"),
        (visitor, "/konsultacje/kanal.xml"),
        (visitor, "/konsultacje/mapa.geojson"),
        (visitor, f"/konsultacje/{made}/ogloszenie.json"),
        (office, "/urzad/konsultacje"),
        (office, f"/urzad/konsultacje/{made}"),
    ):
        with statements() as asked:
            page.get(address)
        assert len(asked) <= 8, (address, asked)


def test_the_same_page_in_english(app, visitor):
    made = announced()
    visitor.get(f"/konsultacje/{made}?lang=en")
    visitor.get("/konsultacje?lang=en")
