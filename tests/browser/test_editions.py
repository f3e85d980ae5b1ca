"""Setting up an edition in Chromium: axe on every page, and the statute's minimum while somebody types."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from civic.core.access import Role
from civic.sample import people
from tests.browser import axe
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

NEW = "/urzad/nowa-edycja/wzor/plock"
PARTS = [
    "",
    "/pieniadze",
    "/zasady/podstawa",
    "/zasady/liczenie",
    "/zasady/kalendarz",
    "/zasady/glosujacy",
    "/zasady/sposoby",
    "/nowa-pula",
    "/nowa-lista",
    "/historia",
    "/historia/1",
    "/dokument",
    "/decyzje/odwolaj",
]


@pytest.fixture
def coordinator(page: Page) -> Page:
    """Somebody of the budget team, signed in."""
    account = next(member for member in people.CAST if Role.COORDINATOR in member.roles)
    page.goto("/konto/zaloguj")
    page.get_by_label("Adres e-mail").fill(account.email)
    page.get_by_label("Hasło", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()
    return page


def draft(page: Page) -> str:
    """The address of an edition that may still be changed."""
    page.goto("/urzad/edycje")
    return str(page.locator("tr", has_text="szkic").first.get_by_role("link").get_attribute("href"))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_axe_finds_nothing(coordinator: Page, size: ViewportSize, lang: str) -> None:
    address = draft(coordinator)
    coordinator.set_viewport_size(size)
    for path in [
        "/urzad/edycje",
        "/urzad/nowa-edycja",
        NEW,
        "/budzet",
        *(f"{address}{part}" for part in PARTS),
    ]:
        coordinator.goto(f"{path}?lang={lang}")
        axe.check(coordinator)


def test_the_minimum_is_said_while_typing(coordinator: Page) -> None:
    coordinator.goto(NEW)
    said = coordinator.locator("[data-minimum]")
    coordinator.get_by_label("Wydatki gminy").fill("1 234 567 890,12")
    expect(said).to_have_text(re.compile(r"Minimum 0,5 % wydatków: 6\s172\s839,46\szł\.$"))
    coordinator.get_by_label("Kwota całej edycji").fill("6 172 839,45")
    expect(said).to_contain_text("Wpisana kwota jest za mała.")
    coordinator.get_by_label("Kwota całej edycji").fill("6 172 839,46")
    expect(said).not_to_contain_text("za mała")
    coordinator.get_by_label("Miasto na prawach powiatu").uncheck()
    expect(said).to_have_text("")


def test_the_sum_of_pools_is_said_while_typing(coordinator: Page) -> None:
    coordinator.goto(f"{draft(coordinator)}/pieniadze")
    coordinator.locator("#total").fill("1 000 000")
    coordinator.locator("[data-pool-amount]").first.fill("0")
    expect(coordinator.locator("[data-together]")).to_contain_text("Różnica:")


def test_enter_saves_a_section_and_does_not_add_a_row(coordinator: Page) -> None:
    address = draft(coordinator)
    coordinator.goto(f"{address}/zasady/podstawa")
    coordinator.locator("#name").press("Enter")
    expect(coordinator).to_have_url(re.compile(f"{address}$"))
