"""What people do in the browser again and again: sign in, walk through the booth, read their mail, press keys."""

import re

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, expect

from civic.core import clock
from civic.sample import people
from civic.sample.city import slugs

NOW = slugs(clock.now())
BOOTH = f"/budzet/{NOW.voting}/glosuj"
DECLARED = "Imię, nazwisko i adres"
TITLE = "box => box.labels[0].querySelector('.govuk-visually-hidden').textContent.replace(/^: /, '')"
_FOCUSED = "el => el === document.activeElement"


class Watch:
    """What a page asked for and complained of since it is watched."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("pageerror", self._error)
        page.on("console", self._console)

    def check(self) -> None:
        """No foreign host, no error in the console; and no more watching."""
        self.page.remove_listener("request", self._request)
        self.page.remove_listener("pageerror", self._error)
        self.page.remove_listener("console", self._console)
        assert self.foreign == []
        assert self.errors == []

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.foreign.append(request.url)

    def _error(self, error: Error) -> None:
        self.errors.append(str(error))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.errors.append(message.text)


def sign_in(page: Page, key: str) -> None:
    """Come in with an account of the sample."""
    page.goto("/konto/zaloguj")
    page.get_by_label("Adres e-mail").fill(f"{key}@{people.HOST}")
    page.get_by_label("Hasło", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.locator("h1")).not_to_have_text("Zaloguj się")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus; fails when the keyboard cannot get there."""
    expect(target).to_have_count(1)
    for _ in range(260):
        page.keyboard.press("Tab")
        if target.evaluate(_FOCUSED):
            return
    raise AssertionError(f"Tab does not lead to {target}")


def press_key(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go there with Tab and press the key."""
    tab_to(page, target)
    page.keyboard.press(key)


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """The page with that heading is there."""
    expect(page.locator("h1")).to_have_text(text)


def enter_booth(page: Page, way: str = DECLARED) -> None:
    """From the front page to the first page of the ballot."""
    page.goto("/")
    page.get_by_role("link", name="Głosuj", exact=True).first.click()
    page.get_by_role("link", name=f"Głosuj: {way}").click()


def choose_area(page: Page, name: str = "Stare Miasto") -> None:
    """Say where one lives."""
    heading(page, "Gdzie mieszkasz?")
    page.get_by_label(name, exact=True).check()
    press(page, "Dalej")


def choose(page: Page, count: int, go_on: bool = True) -> list[str]:
    """Choose the first ``count`` projects of the page; gives their titles."""
    boxes = page.locator(".choose__input")
    titles = []
    for number in range(count):
        boxes.nth(number).check()
        titles.append(str(boxes.nth(number).evaluate(TITLE)))
    if go_on:
        press(page, "Dalej")
    return titles


def say_who(page: Page, name: str, address: str = "Polna 5 m. 7") -> None:
    """Fill in what "Kim jesteś?" asks on this way to vote, and go on."""
    heading(page, "Kim jesteś?")
    page.get_by_label("Imię i nazwisko", exact=True).fill(name)
    if page.get_by_label("Adres zamieszkania").count():
        page.get_by_label("Adres zamieszkania").fill(address)
    if page.get_by_label("Ile masz lat?").count():
        page.get_by_label("Ile masz lat?").fill("42")
    page.get_by_label("Oświadczam, że mieszkam w tym mieście").check()
    press(page, "Dalej")


def envelope_number(page: Page) -> str:
    """The number on the receipt."""
    heading(page, "Oddano głos")
    found = re.search(r"\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b", page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found[0]


def find_envelope(page: Page, number: str) -> None:
    """Look for the envelope, typing its number as people do: small letters, without dashes."""
    page.goto(f"/budzet/{NOW.voting}/koperta")
    page.get_by_label("Numer koperty").fill(number.replace("-", " ").lower())
    press(page, "Sprawdź")
    expect(page.get_by_text("Twoja koperta jest w urnie", exact=True)).to_be_visible()


def follow_mail(page: Page, to: str) -> None:
    """Wait for a mail, open it and follow its link."""
    for _ in range(40):
        page.goto("/poczta")
        letter = page.locator("tr, li, article, .card", has_text=to).get_by_role("link").first
        if letter.count():
            break
        page.wait_for_timeout(250)
    letter.click()
    page.locator("main p a[href^=http]").first.click()
