"""A resident votes on a phone: by keyboard alone, without script, by a mailed link, with mistakes, a second time."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlalchemy.engine import URL

from tests.browser import acts, axe
from tests.browser.acts import BOOTH
from tests.browser.conftest import DESK, PHONE
from tests.conftest import connect

pytestmark = pytest.mark.browser

NOT_CAST = "Głos jeszcze nie oddany."


def test_by_keyboard_alone_from_the_front_page_to_the_envelope(page: Page) -> None:
    page.goto("/")
    acts.press_key(page, page.locator("main").get_by_role("link", name="Głosuj", exact=True).first)
    acts.press_key(page, page.get_by_role("link", name=f"Głosuj: {acts.DECLARED}"))
    acts.heading(page, "Gdzie mieszkasz?")
    acts.press_key(page, page.get_by_label("Jasne Pola", exact=True), "Space")
    page.keyboard.press("Enter")
    for _ in ("district", "city"):
        choice = page.locator(".choose__input").nth(1)
        acts.press_key(page, choice, "Space")
        expect(choice).to_be_checked()
        expect(page.get_by_role("status").filter(has_text=NOT_CAST)).to_contain_text("Wybrano 1 z")
        acts.press_key(page, page.get_by_role("button", name="Dalej"))
    type_who_by_keyboard(page)
    acts.heading(page, "Sprawdź swój głos")
    acts.press_key(page, page.get_by_role("button", name="Oddaj głos"))
    number = acts.envelope_number(page)
    acts.press_key(page, page.get_by_role("link", name="Sprawdź, czy koperta jest w urnie"))
    expect(page.get_by_text("Twoja koperta jest w urnie", exact=True)).to_be_visible()
    expect(page.get_by_label("Numer koperty")).to_have_value(number)


def type_who_by_keyboard(page: Page) -> None:
    """The page "Kim jesteś?", typed as somebody without a mouse types it."""
    acts.heading(page, "Kim jesteś?")
    acts.tab_to(page, page.get_by_label("Imię i nazwisko", exact=True))
    page.keyboard.type("Zofia Klawiatura")
    acts.tab_to(page, page.get_by_label("Adres zamieszkania"))
    page.keyboard.type("Polna 5 m. 7")
    if page.get_by_label("Ile masz lat?").count():
        acts.tab_to(page, page.get_by_label("Ile masz lat?"))
        page.keyboard.type("78")
    acts.press_key(page, page.get_by_label("Oświadczam, że mieszkam w tym mieście"), "Space")
    acts.press_key(page, page.get_by_role("button", name="Dalej"))


def test_without_script(browser: Browser, browser_context_args: dict[str, Any]) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    acts.enter_booth(page)
    acts.choose_area(page)
    titles = acts.choose(page, 2) + acts.choose(page, 1)
    acts.say_who(page, "Jan Bezskryptu")
    acts.heading(page, "Sprawdź swój głos")
    for title in titles:
        expect(page.locator("dl.summary")).to_contain_text(title)
    expect(page.get_by_text(NOT_CAST)).to_be_visible()
    acts.press(page, "Oddaj głos")
    acts.find_envelope(page, acts.envelope_number(page))
    context.close()


def test_by_a_mailed_link(page: Page) -> None:
    acts.enter_booth(page, "Link wysłany e-mailem")
    page.get_by_label("Adres e-mail").fill("ola.listowa@przyklad.example")
    page.get_by_role("button", name=re.compile("[Ww]yślij")).click()
    acts.heading(page, "Sprawdź skrzynkę")
    expect(page.get_by_text(NOT_CAST)).to_be_visible()
    acts.follow_mail(page, "ola.listowa@przyklad.example")
    link = page.url
    acts.choose_area(page, "Podlesie")
    acts.choose(page, 1)
    acts.choose(page, 2)
    acts.say_who(page, "Ola Listowa")
    acts.press(page, "Oddaj głos")
    acts.find_envelope(page, acts.envelope_number(page))
    page.goto(link)
    expect(
        page.get_by_text("Z tego linku już oddano głos. Z jednego linku można zagłosować raz.")
    ).to_be_visible()


def test_too_many_projects_says_which_limit_and_keeps_everything(page: Page) -> None:
    acts.enter_booth(page)
    acts.choose_area(page)
    acts.choose(page, 4, go_on=False)
    bar = page.locator("[data-ballot-bar]")
    expect(bar).to_contain_text("Wybrano 4 z 3.")
    expect(bar).to_contain_text("To za dużo.")
    acts.press(page, "Dalej")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(
        "Za dużo projektów na liście „Projekty dzielnicowe”: wybrano 4, a można najwyżej 3. Odznacz coś."
    )
    expect(page.locator(".choose__input:checked")).to_have_count(4)
    page.locator(".choose__input").nth(3).uncheck()
    acts.press(page, "Dalej")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def test_leaving_warns_once_something_is_chosen_and_not_before(page: Page) -> None:
    asked: list[str] = []

    def stay_once(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay_once)
    acts.enter_booth(page)
    acts.choose_area(page)
    page.goto("/")
    assert asked == []
    acts.enter_booth(page)
    acts.choose_area(page)
    acts.choose(page, 1, go_on=False)
    page.goto("/")
    assert asked == ["beforeunload"]


def test_going_back_and_a_closed_phone_lose_nothing(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    acts.enter_booth(page)
    acts.choose_area(page)
    acts.choose(page, 2)
    page.get_by_role("button", name="Wstecz").click()
    expect(page.locator(".choose__input:checked")).to_have_count(2)
    page.goto("about:blank")
    page.goto(BOOTH)
    expect(page.get_by_text("Na tym urządzeniu jest zaczęty głos")).to_be_visible()
    page.get_by_role("link", name=f"Głosuj: {acts.DECLARED}").click()
    acts.choose_area(page)
    expect(page.locator(".choose__input:checked")).to_have_count(2)


def cast(page: Page, name: str) -> None:
    """A whole ballot by declaration, up to the last press."""
    acts.enter_booth(page)
    acts.choose_area(page)
    acts.choose(page, 1)
    acts.choose(page, 1)
    acts.say_who(page, name)
    acts.press(page, "Oddaj głos")


def test_a_changed_mind_replaces_the_envelope(page: Page) -> None:
    cast(page, "Anna Zmienna")
    first = acts.envelope_number(page)
    cast(page, "Anna Zmienna")
    second = acts.envelope_number(page)
    assert first != second
    expect(page.get_by_text("Nowa koperta zastąpiła poprzednią.")).to_be_visible()
    acts.find_envelope(page, second)
    page.get_by_label("Numer koperty").fill(first)
    acts.press(page, "Sprawdź")
    expect(page.get_by_text("Nie ma takiej koperty", exact=True)).to_be_visible()


def test_who_voted_on_paper_is_told_when_and_how(page: Page, sample_database: URL) -> None:
    cast(page, "Ewa Papierowa")
    number = acts.envelope_number(page)
    with connect(sample_database) as database:  # as if it had been a clerk who put that ballot into the box
        database.execute("UPDATE envelope SET channel = 'PAPER' WHERE tracker = %s", (number,))
    cast(page, "Ewa Papierowa")
    acts.heading(page, "Twój głos jest już w urnie")
    told = (
        r"Głos z tymi danymi oddano na papierze, około \d+ \w+ \d{4}, \d\d:\d\d\. Drugiego nie można oddać\."
    )
    expect(page.locator("main")).to_contain_text(re.compile(told))
    expect(page.get_by_role("heading", name="To nie był twój głos?")).to_be_visible()
    axe.check(page)
    acts.find_envelope(page, number)


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_axe_finds_nothing_in_the_booth(page: Page, lang: str) -> None:
    page.goto(f"{BOOTH}?lang={lang}")
    look(page, lang)
    page.locator("a[href*='droga/email']").click()
    look(page, lang)
    page.goto(f"{BOOTH}/droga/oswiadczenie")
    look(page, lang)
    go_on(page)
    look(page, lang)
    page.locator("input[name=area]").first.check()
    for chosen in (4, -1, 1):
        if chosen > 0:
            go_on(page)
            acts.choose(page, chosen, go_on=False)
        elif chosen < 0:
            go_on(page)
            look(page, lang)
            page.locator(".choose__input").nth(3).uncheck()
    go_on(page)
    look(page, lang)
    go_on(page)
    look(page, lang)
    page.locator("#name").fill("Oko Dwa")
    page.locator("#address").fill("Polna 6")
    if page.locator("#age").count():
        page.locator("#age").fill("30")
    page.locator("#declared").check()
    go_on(page)
    look(page, lang)
    page.locator("[data-cast]").click()
    look(page, lang)


def go_on(page: Page) -> None:
    """Press the one main button of the page."""
    page.locator(".ballot-bar__button").click()


def look(page: Page, lang: str) -> None:
    """axe on the page as it is, on a phone and on a desk; in the language asked for."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe.check(page)
