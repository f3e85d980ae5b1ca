"""The case of one consultation in the browser: who opens it, and its way from a draft to the announcement."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy.engine import URL

from civic.core import clock
from civic.core.deadlines import in_poland, is_working_day
from tests.browser import acts, axe
from tests.browser.conftest import DESK
from tests.conftest import connect

TITLE = "Nowy regulamin parku Nad Miłą"
TEXT = """# Regulamin parku

## Rozdział 1. Godziny

§ 1. Park jest otwarty od 6:00 do 22:00.

§ 2. 1. Psy wchodzą do parku tylko na smyczy.

2. Rowerem jedzie się wolno i ustępuje pieszym.
"""
EMAIL = "stary.park@example.org"
REMARK = "Starsi ludzie chodzą z psem późno, kiedy jest chłodniej. Park jest potrzebny do północy."
PAPER = f"Park powinien być otwarty do północy, bo starsi ludzie chodzą z psem późno. Mój e-mail: {EMAIL}"
REASONS = "Latem park będzie otwarty do północy. Zimą nie mamy pieniędzy na oświetlenie całą noc."
CHANGES = "W § 1 dopiszemy: od maja do września do 24:00. Regulamin wejdzie w życie wiosną."
ORDER = "Zarządzenie nr 150/2026"
AUTHOR = "helena.mazur@example.org"
"""Where the resident without an account wants the answer."""


class City:
    """The people at their desks and with their phones, by what they do; each page is watched for errors."""

    def __init__(self, as_somebody: Callable[[str], Page], database: URL) -> None:
        self.database = database
        self._page_of = as_somebody

    def desk(self, key: str) -> Page:
        """An officer, at a computer."""
        page = self._page_of(key)
        page.set_viewport_size(DESK)
        return page

    def phone(self, key: str = "") -> Page:
        """A resident, with a phone."""
        return self._page_of(key)

    def case(self, key: str, tab: str = "") -> Page:
        """An officer opens the consultation by links alone, then one of its tabs."""
        page = self.desk(key)
        into_office(page)
        page.get_by_role("link", name=TITLE).click()
        acts.heading(page, TITLE)
        if tab:
            page.locator("nav.tabs").get_by_role("link", name=tab, exact=True).click()
        return page

    def sql(self, statement: str) -> None:
        """Change the row of this consultation as the superuser."""
        with connect(self.database) as admin:
            admin.execute(f"UPDATE consultation SET {statement} WHERE title = %s", (TITLE,))


def into_office(page: Page) -> None:
    """From any page to the list of consultations in the office."""
    page.get_by_role("banner").get_by_role("link", name="Urząd").click()
    page.get_by_role("navigation", name="Urząd").get_by_role("link", name="Konsultacje").click()


def save(page: Page) -> None:
    """Save a part of the draft and come back to the case."""
    acts.press(page, "Zapisz")
    expect(page.get_by_text("Zapisane.")).to_be_visible()


def write_the_draft(city: City) -> None:
    page = city.desk("artur.wilczek")
    into_office(page)
    axe.check(page)
    page.get_by_role("link", name="Nowe konsultacje").click()
    axe.check(page)
    page.get_by_label("Zwykłe konsultacje społeczne").check()
    acts.press(page, "Dalej")
    axe.check(page)
    page.get_by_label("Tytuł konsultacji").fill(TITLE)
    acts.press(page, "Zacznij szkic")
    acts.heading(page, TITLE)
    axe.check(page)
    page.get_by_role("link", name="O co pytamy", exact=True).click()
    page.get_by_label("O co pytacie, w jednym zdaniu").fill("Jak mamy korzystać z parku?")
    page.get_by_label("Cel konsultacji").fill("Regulamin, który służy wszystkim.")
    page.get_by_label("Przedmiot konsultacji").fill("Godziny otwarcia, psy i rowery.")
    page.get_by_label("Dlaczego teraz").fill("Park po remoncie otwieramy wiosną.")
    page.get_by_label("Co można zmienić, a czego nie").fill("Zmienić można wszystko poza zakazem wjazdu aut.")
    axe.check(page)
    save(page)
    page.get_by_role("link", name="Teren", exact=True).click()
    page.get_by_label("Wybranych części miasta").check()
    page.get_by_label("Stare Miasto").check()
    axe.check(page)
    save(page)
    page.get_by_role("link", name="Kto prowadzi i kontakt", exact=True).click()
    page.get_by_label("Jednostka, która prowadzi").select_option(label="Biuro Konsultacji i Inicjatyw")
    page.get_by_label("Kontakt dla mieszkańców").fill("22 555 01 00, ratusz, pokój 12")
    page.get_by_label("Przyjmujemy uwagi bez nazwiska").check()
    page.get_by_label("Dyskusja w internecie jest włączona").check()
    axe.check(page)
    save(page)


def calendar_refuses_what_is_too_short(city: City) -> None:
    page = city.desk("artur.wilczek")
    day = in_poland(clock.now())
    first, last = day + timedelta(days=7), day + timedelta(days=21)
    page.get_by_role("link", name="Kalendarz", exact=True).click()
    page.get_by_label("Ogłoszenie będzie").fill(f"{day}")
    page.get_by_label("Uwagi od dnia").fill(f"{first - timedelta(days=4)}")
    page.get_by_label("Uwagi do dnia").fill(f"{last - timedelta(days=4)}")
    acts.press(page, "Zapisz")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(shown(first))
    expect(page.locator("#closes_on-error")).to_contain_text(shown(working(last)))
    expect(page.get_by_label("Uwagi od dnia")).to_have_value(f"{first - timedelta(days=4)}")
    axe.check(page)
    page.get_by_label("Uwagi od dnia").fill(f"{first}")
    page.get_by_label("Uwagi do dnia").fill(f"{working(last)}")
    save(page)
    page.get_by_role("link", name="Formy konsultacji", exact=True).click()
    axe.check(page)
    page.get_by_role("link", name="Dodaj formę").click()
    page.get_by_label("Rodzaj").select_option(label="Spotkanie otwarte")
    page.get_by_label("Nazwa").fill("Spotkanie w parku")
    page.get_by_label("Dzień", exact=False).first.fill(f"{first + timedelta(days=1)}")
    page.get_by_label("Od godziny").fill("17:00")
    page.get_by_label("Do godziny").fill("19:00")
    page.get_by_label("Miejsce i adres").fill("Altana w parku Nad Miłą")
    axe.check(page)
    save(page)
    page.get_by_role("navigation", name="Gdzie jesteś").get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("Niczego nie brakuje")).to_be_visible()
    axe.check(page)


def shown(day: date) -> re.Pattern[str]:
    """A day as the site writes it."""
    return re.compile(rf"\b{day.day}\s\w+\s{day.year}")


def working(day: date) -> date:
    """The same day, or the next working one."""
    return next(each for each in (day + timedelta(days=n) for n in range(9)) if is_working_day(each))


def a_document_is_published(city: City) -> None:
    page = city.case("artur.wilczek", "Dokument")
    axe.check(page)
    page.get_by_role("link", name="Dodaj dokument").click()
    page.get_by_label("Tytuł dokumentu").fill("Regulamin parku")
    page.get_by_label("Plik z tekstem").set_input_files(
        {"name": "regulamin.md", "mimeType": "text/markdown", "buffer": TEXT.encode()}
    )
    axe.check(page)
    acts.press(page, "Wczytaj i pokaż")
    expect(page.locator(".text")).to_contain_text("Park jest otwarty od 6:00 do 22:00.")
    axe.check(page)
    acts.press(page, "Opublikuj tę wersję")
    expect(page.get_by_text("Wersja jest opublikowana.")).to_be_visible()
    axe.check(page)


def it_is_ordered_and_announced(city: City) -> None:
    page = city.case("robert.majewski")
    axe.check(page)
    page.get_by_role("link", name="Zarządź", exact=True).click()
    page.get_by_label("Numer zarządzenia").fill("120/2026")
    page.get_by_label("Data zarządzenia").fill(f"{in_poland(clock.now())}")
    axe.check(page)
    acts.press(page, "Zarządź konsultacje")
    expect(page.get_by_text("Konsultacje są zarządzone.")).to_be_visible()
    page = city.case("ilona.kruk")
    page.get_by_role("link", name="Ogłoś", exact=True).click()
    acts.press(page, "Ogłoś")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe.check(page)
    page.get_by_role("link", name="Wróć").click()
    for channel in ("Biuletyn Informacji Publicznej", "Strona internetowa"):
        row = page.locator("tr", has_text=channel)
        row.get_by_role("link", name="Zapisz publikację").click()
        link = page.get_by_label("Link do ogłoszenia")
        link.fill(link.input_value() or "https://bip.milogrod.example/120")
        axe.check(page)
        acts.press(page, "Zapisz publikację")
        expect(page.get_by_text("Publikacja zapisana.")).to_be_visible()
    page.get_by_role("link", name="Ogłoś", exact=True).click()
    axe.check(page)
    acts.press(page, "Ogłoś")
    expect(page.get_by_text("Konsultacje są ogłoszone")).to_be_visible()
    axe.check(page)
