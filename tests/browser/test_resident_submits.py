"""A resident without an account signs up, writes a project by keyboard on a phone, sends it and finds it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts, axe
from tests.browser.acts import NOW

pytestmark = pytest.mark.browser

EMAIL = "kasia.nowa@przyklad.example"
PASSWORD = "zielony balkon z pelargonią"
TITLE = "Ławki z oparciem nad stawem"


def sign_up(page: Page) -> None:
    """Make an account and confirm it by the mailed link."""
    page.goto("/konto/zaloz")
    page.get_by_label("Imię i nazwisko").fill("Kasia Nowa")
    page.get_by_label("Adres e-mail").fill(EMAIL)
    page.get_by_label("Hasło", exact=True).fill(PASSWORD)
    acts.press(page, "Załóż konto")
    acts.follow_mail(page, EMAIL)
    page.get_by_label("Hasło", exact=True).fill(PASSWORD)
    acts.press(page, "Potwierdź i wejdź")
    expect(page.get_by_text("Konto jest gotowe, a ty jesteś w środku.")).to_be_visible()


def on(page: Page) -> None:
    """Go to the next step, with the keyboard."""
    axe.check(page)
    acts.press_key(page, page.get_by_role("button", name="Zapisz i dalej"))


def test_from_an_account_to_my_project(page: Page) -> None:
    sign_up(page)
    page.goto(f"/budzet/{NOW.submission}/zglos")
    page.get_by_role("link", name="Zacznij").click()
    write_idea(page)
    show_place(page)
    acts.heading(page, "Z jakich pieniędzy?")
    expect(page.get_by_text(re.compile(r"^To miejsce leży w: .+\.$"))).to_be_visible()
    page.get_by_role("radio").first.check()
    on(page)
    describe(page)
    say_costs(page)
    acts.heading(page, "Oświadczenia i zgody")
    page.get_by_label("Oświadczam, że mieszkam w tym mieście.").check()
    page.get_by_label(re.compile("^Treść projektu jest moja")).check()
    on(page)
    acts.heading(page, "Sprawdź swój projekt")
    expect(page.locator("dl")).to_contain_text(TITLE)
    axe.check(page)
    acts.press(page, "Wyślij projekt")
    expect(page.locator("main")).to_contain_text("Numer projektu:")
    axe.check(page)
    page.get_by_role("link", name="Zobacz swój projekt").click()
    expect(page.locator("h1")).to_contain_text(TITLE)
    axe.check(page)
    page.goto("/moje")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def write_idea(page: Page) -> None:
    """The first step; a forgotten sentence is asked for and the title stays."""
    acts.heading(page, "Jaki masz pomysł?")
    acts.tab_to(page, page.get_by_label("Jak nazwiesz swój projekt?"))
    page.keyboard.type(TITLE)
    acts.press_key(page, page.get_by_role("button", name="Zapisz i dalej"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Jak nazwiesz swój projekt?")).to_have_value(TITLE)
    acts.tab_to(page, page.get_by_label("Na czym polega?"))
    page.keyboard.type("Sześć ławek z oparciem i podłokietnikami wokół stawu.")
    on(page)
    if page.locator("h1").inner_text() == "Podobne pomysły":
        axe.check(page)
        page.get_by_role("link", name="Mój pomysł jest inny, dalej").click()


def show_place(page: Page) -> None:
    """A point on the map with the arrows and one press; the page says at once where it lies."""
    acts.heading(page, "Gdzie to będzie?")
    acts.press_key(page, page.get_by_label("Tak, pokażę je na mapie"), "Space")
    canvas = page.locator("#mapa .map__canvas")
    expect(page.locator("#mapa")).to_have_class(re.compile("map--ready"))
    acts.tab_to(page, canvas)
    page.keyboard.press("ArrowLeft")
    acts.press_key(page, page.get_by_role("button", name="Zaznacz miejsce pod krzyżykiem"))
    expect(page.locator("#mapa").get_by_role("status")).to_contain_text(re.compile("To miejsce leży w: .+"))
    on(page)


def describe(page: Page) -> None:
    """What and for whom."""
    acts.heading(page, "Co i dla kogo?")
    words = "Ustawimy sześć ławek z oparciem, podłokietnikami i koszami na śmieci. "
    acts.tab_to(page, page.get_by_label("Co dokładnie ma powstać albo się wydarzyć?"))
    page.keyboard.insert_text(words * (3))
    acts.tab_to(page, page.get_by_label("Dla kogo to jest i dlaczego jest potrzebne?"))
    page.keyboard.insert_text("Starsi mieszkańcy spacerują wokół stawu i nie mają gdzie odpocząć. " * 3)
    acts.press_key(
        page, page.get_by_role("group", name="Co to za projekt?").get_by_role("radio").first, "Space"
    )
    acts.press_key(
        page, page.get_by_role("group", name="Czego dotyczy?").get_by_role("checkbox").first, "Space"
    )
    page.get_by_label("Kiedy i dla kogo będzie dostępne?").fill("Cały rok, dla wszystkich.")
    universal = page.get_by_role("group", name="Czy każdy będzie mógł skorzystać?")
    if universal.count():
        universal.get_by_role("radio").first.check()
        page.get_by_label("Co trzeba zrobić, żeby każdy mógł skorzystać?").fill(
            "Utwardzone dojście bez progu."
        )
    on(page)


def say_costs(page: Page) -> None:
    """One line of costs, as people write money."""
    acts.heading(page, "Ile to będzie kosztować?")
    row = page.get_by_role("group", name="Wiersz 1", exact=True)
    row.get_by_label("Co", exact=True).fill("Ławka z oparciem")
    row.get_by_label("Ile", exact=True).fill("6")
    row.get_by_label("Jednostka").fill("szt.")
    row.get_by_label(re.compile("^Cena za")).fill("2 500,50")
    on(page)
