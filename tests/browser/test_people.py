"""Accounts and the office's people in Chromium: a journey on a phone, axe on every page in both languages."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from civic.core.access import Role
from civic.sample import people
from tests.browser import axe
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

OPEN = [
    "/konto/zaloz",
    "/konto/zaloguj",
    "/konto/nie-pamietam",
    "/konto/jeszcze-raz",
    "/konto/list-wyslany/konto",
    "/konto/list-wyslany/haslo",
    "/konto/potwierdz/x",
    "/poczta",
    "/dziennik",
]
OFFICE = [
    "/konto",
    "/konto/haslo",
    "/konto/usun",
    "/urzad/osoby",
    "/urzad/osoby/nadaj",
    "/urzad/osoby/role/1/odbierz",
    "/urzad/uprawnienia",
    "/urzad/jednostki",
    "/urzad/jednostki/nowa",
    "/urzad/dziennik",
]


def sign_in(page: Page, role: Role) -> None:
    account = next(member for member in people.CAST if role in member.roles)
    page.goto("/konto/zaloguj")
    page.get_by_label("Adres e-mail").fill(account.email)
    page.get_by_label("Hasło", exact=True).fill(people.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Zaloguj się").click()
    expect(page).to_have_url(re.compile("/konto$"))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_axe_finds_nothing_on_open_pages(page: Page, size: ViewportSize, lang: str) -> None:
    page.set_viewport_size(size)
    for path in OPEN:
        page.goto(f"{path}?lang={lang}")
        axe.check(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_axe_finds_nothing_behind_the_door(page: Page, size: ViewportSize, lang: str) -> None:
    sign_in(page, Role.ADMIN)
    page.set_viewport_size(size)
    for path in OFFICE:
        page.goto(f"{path}?lang={lang}")
        axe.check(page)


def test_an_account_from_the_first_word_to_the_last(page: Page) -> None:
    page.goto("/konto/zaloz")
    main = page.get_by_role("main")
    main.get_by_label("Imię i nazwisko").fill("Janina Kos")
    main.get_by_label("Adres e-mail").fill("janina@poczta.example")
    main.get_by_label("Hasło", exact=True).fill("1234567890")
    main.get_by_role("button", name="Załóż konto").click()
    expect(main.get_by_role("alert")).to_contain_text("To hasło łatwo zgadnąć")
    axe.check(page)
    main.get_by_label("Hasło", exact=True).fill("okno parasol kasztan")
    main.get_by_role("button", name="Załóż konto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź swoją pocztę")
    open_mail(page, "Potwierdź swój adres e-mail")
    axe.check(page)
    main.get_by_role("link", name=re.compile("potwierdz")).click()
    main.get_by_label("Hasło", exact=True).fill("okno parasol kasztan")
    main.get_by_role("button", name="Potwierdź i wejdź").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moje konto")
    expect(main).to_contain_text("janina@poczta.example")
    main.get_by_role("link", name="Usuń konto").click()
    main.get_by_label("Hasło", exact=True).fill("okno parasol kasztan")
    main.get_by_role("button", name="Usuń moje konto na zawsze").click()
    expect(page.get_by_role("status").first).to_contain_text("Konto jest usunięte")


def open_mail(page: Page, subject: str) -> None:
    """Wait for the worker, as somebody who tries the sample does, by looking again."""
    for _ in range(60):
        page.goto("/poczta")
        found = page.get_by_role("main").get_by_role("link", name=subject)
        if found.count():
            found.first.click()
            return
        page.wait_for_timeout(500)
    pytest.fail("the mail did not come")
