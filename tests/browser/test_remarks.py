"""Remarks in Chromium: an 80-year-old with big letters and no mouse, an organisation on ten paragraphs, a clerk with ten letters."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Locator, Page, expect

from civic.core import clock
from civic.core.deadlines import in_poland
from tests.browser import acts, axe
from tests.browser.acts import Watch
from tests.browser.conftest import DESK, PATIENCE, PHONE

pytestmark = pytest.mark.browser

MARKET = "Jak mamy korzystać z Rynku?"
CLOSED = "Strategia rozwoju Miłogrodu do roku 2035"
BIG = 24
"""Letters of a browser whose owner chose text at 150 %, in px; 16 is what browsers come with."""
NUMBER = re.compile(r"K/\d{4}/\d{3}/U/(\d{4})")
CODE = re.compile(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b")
EARLIER = "3. Ogródek zamyka się o godzinie 22, a w piątki i soboty o godzinie 23."
BETTER = "3. Ogródek zamyka się o godzinie 21, także w piątki i soboty."
WORDS = "Mam 80 lat i okno nad ogródkiem. Po dziewiątej chcę spać."


@pytest.fixture(scope="module")
def big_letters(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A Chromium whose owner made the letters bigger in its settings."""
    flags = [*browser_type_launch_args["args"], f"--blink-settings=defaultFontSize={BIG}"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": flags})
    yield browser
    browser.close()


@pytest.fixture
def big_page(big_letters: Browser, browser_context_args: dict[str, Any], site: str) -> Iterator[Page]:
    """A phone of that browser, watched, nobody signed in."""
    context = big_letters.new_context(**browser_context_args)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watch(page, site)
    yield page
    watch.check()
    context.close()


def look(page: Page, lang: str = "pl") -> None:
    """The page, in its language and with its big letters, without a fault and no wider than the phone."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("html")).to_have_css("font-size", f"{BIG * 1.125:g}px")
    axe.check(page)


def numbers(page: Page) -> list[int]:
    """The numbers on the page that says it is sent: all of them, from the first to the last."""
    shown = page.locator(".remark__number").inner_text()
    first = NUMBER.search(shown)
    assert first, shown
    last = re.search(r"– (\d{4})", shown)
    return list(range(int(first[1]), int(last[1] if last else first[1]) + 1))


def code(page: Page) -> str:
    """The code of the receipt."""
    found = CODE.search(page.locator(".copy__text").inner_text())
    assert found
    return found[0]


def key_in(page: Page, field: Locator, words: str) -> None:
    """Go to the field with Tab and type."""
    acts.tab_to(page, field)
    page.keyboard.type(words)


def beside(page: Page, label: str) -> Locator:
    """The link beside that paragraph of the document."""
    return page.get_by_role("link", name=re.compile(rf"^Dodaj uwagę\s*: {re.escape(label)}\s*$"))


def test_an_80_year_old_says_it_without_a_mouse(big_page: Page) -> None:
    page = big_page
    page.goto("/")
    look(page)
    acts.press_key(page, page.locator("main").get_by_role("link", name=MARKET))
    acts.heading(page, MARKET)
    look(page)
    acts.press_key(page, page.get_by_role("link", name="Dokument", exact=True))
    acts.heading(page, "Regulamin Rynku")
    look(page)
    acts.press_key(page, page.locator("summary", has_text="Spis treści"))
    acts.press_key(page, page.get_by_role("link", name=re.compile(r"^Rozdział 3")))
    acts.press_key(page, beside(page, "§ 5 ust. 3"))
    write_by_keyboard(page)
    say_who_by_keyboard(page)
    acts.heading(page, "Sprawdź i wyślij")
    expect(page.locator("ins.difference").first).to_contain_text("21")
    expect(page.locator("del.difference").first).to_contain_text("22")
    expect(page.locator("main")).to_contain_text(WORDS)
    look(page)
    acts.press_key(page, page.get_by_role("button", name="Wyślij uwagę"))
    acts.heading(page, "Uwaga wysłana")
    look(page)
    (number,) = numbers(page)
    receipt = code(page)
    acts.press_key(page, page.get_by_role("link", name="Otwórz swoją stronę"))
    shows_the_remark(page, number)
    return_with_the_code(page, receipt, number)


def write_by_keyboard(page: Page) -> None:
    """Forgets the words first: it says so, and the proposal is where it was; then writes both."""
    acts.heading(page, "Napisz uwagę")
    expect(page.locator("blockquote")).to_have_text(EARLIER)
    look(page)
    acts.press_key(page, page.get_by_role("button", name="Dalej", exact=True))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page.locator("blockquote")).to_have_text(EARLIER)
    look(page)
    key_in(page, page.get_by_label("Co o tym myślisz?"), WORDS)
    acts.press_key(page, page.locator("summary", has_text="Jak to zapisać inaczej?"))
    proposed = page.locator("#proposed")
    acts.tab_to(page, proposed)
    expect(proposed).to_have_value(EARLIER)
    page.keyboard.press("Control+a")
    page.keyboard.type(BETTER)
    look(page)
    acts.press_key(page, page.get_by_role("button", name="Dalej", exact=True))


def say_who_by_keyboard(page: Page) -> None:
    """Half an address is asked about again, and the name stays; then only the name."""
    acts.heading(page, "Kim jesteś?")
    look(page)
    key_in(page, page.get_by_label("Imię i nazwisko", exact=False).first, "Jadwiga Osiemdziesiąt")
    key_in(page, page.locator("#email"), "jadwiga@")
    acts.press_key(page, page.get_by_role("button", name="Dalej"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#name")).to_have_value("Jadwiga Osiemdziesiąt")
    expect(page.locator("#email")).to_have_value("jadwiga@")
    look(page)
    acts.tab_to(page, page.locator("#email"))
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    acts.press_key(page, page.get_by_role("button", name="Dalej"))


def shows_the_remark(page: Page, number: int) -> None:
    """The author's own page: the number, the words, the difference."""
    acts.heading(page, f"Twoje uwagi: {MARKET}")
    expect(page.locator("main")).to_contain_text(f"/U/{number:04}")
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator("ins.difference").first).to_contain_text("21")
    look(page)


def return_with_the_code(page: Page, receipt: str, number: int) -> None:
    """Another day, on the same phone that remembers nothing: the code, typed without dashes in small letters."""
    page.context.clear_cookies()
    page.goto("/konsultacje")
    look(page)
    acts.press_key(page, page.locator("main").get_by_role("link", name=MARKET))
    acts.press_key(page, page.get_by_role("link", name="Uwagi", exact=True))
    look(page)
    acts.press_key(page, page.get_by_role("link", name="Mam kod potwierdzenia: pokaż moje uwagi"))
    look(page)
    key_in(page, page.get_by_label("Kod z potwierdzenia"), receipt.replace("-", "").lower())
    page.keyboard.press("Enter")
    shows_the_remark(page, number)


def test_the_same_pages_in_english(big_page: Page) -> None:
    page = big_page
    page.goto("/konsultacje?lang=en")
    look(page, "en")
    page.locator("main").get_by_role("link", name=MARKET).click()
    look(page, "en")
    page.locator("nav.tabs a[href$='/dokument']").click()
    look(page, "en")
    page.locator("a[href*='/uwagi/napisz?']").nth(12).click()
    look(page, "en")
    page.locator("main form .actions button").first.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "en")
    page.locator("#text").fill("Too late for me.")
    page.locator("main form .actions button").first.click()
    look(page, "en")
    page.locator("main form .actions button").first.click()
    look(page, "en")
    page.locator("main form .actions button").first.click()
    expect(page.locator(".remark__number")).to_be_visible()
    look(page, "en")
    receipt = code(page)
    page.goto("/konsultacje/uwagi/kod")
    look(page, "en")
    page.locator("#code").fill(receipt)
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Too late for me.")
    look(page, "en")


PARAGRAPHS = (
    "§ 1", "§ 2 ust. 1", "§ 3 ust. 2", "§ 4 ust. 1", "§ 5 ust. 1", "§ 5 ust. 2", "§ 7 ust. 1", "§ 11 ust. 2", "§ 12", "§ 13",
)  # fmt: skip
LATER = "§ 4 ust. 2"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ORGANISATION = "Stowarzyszenie Miłogród bez Barier"


def test_an_organisation_writes_on_ten_paragraphs(as_somebody: Callable[[str], Page]) -> None:
    page = as_somebody("elzbieta.dolna")
    page.set_viewport_size(DESK)
    page.goto("/konsultacje?lang=pl")
    page.locator("main").get_by_role("link", name=MARKET).click()
    page.get_by_role("link", name="Dokument", exact=True).click()
    for place, label in enumerate(PARAGRAPHS, 1):
        add(page, label, f"Bez barier, {label}: proszę o równe dojście.")
        expect(page.locator(".flashes")).to_contain_text(re.compile(rf"W szkicu (jest|są) {place} uwag"))
    page.locator(".unit:target").get_by_role("link", name="Twoja uwaga w szkicu: sprawdź i wyślij").click()
    speak_for_the_organisation(page)
    acts.heading(page, "Sprawdź i wyślij")
    axe.check(page)
    card(page, "§ 1").get_by_role("link", name="Zmień").click()
    acts.heading(page, "Popraw uwagę")
    page.locator("#text").fill("Zmienione: regulamin ma mówić też o dostępności.")
    axe.check(page)
    acts.press(page, "Zapisz zmiany")
    expect(card(page, "§ 1")).to_contain_text("Zmienione: regulamin ma mówić też o dostępności.")
    card(page, "§ 13").get_by_role("button", name="Usuń").click()
    expect(page.get_by_text("Uwaga usunięta.")).to_be_visible()
    expect(page.locator("article.remark")).to_have_count(9)
    page.get_by_role("link", name="Wróć do dokumentu").click()
    add(page, LATER, "Bez barier: parking ma być przy wejściu.", go_on=True)
    attach(page)
    send_and_read(page)


def add(page: Page, label: str, words: str, *, go_on: bool = False) -> None:
    """One remark, from the link beside its paragraph."""
    beside(page, label).click()
    page.locator("#text").fill(words)
    acts.press(page, "Dalej" if go_on else "Zapisz i wróć do dokumentu")


def card(page: Page, label: str) -> Locator:
    """The remark on that paragraph."""
    about = page.locator(".remark__about", has_text=re.compile(rf"Dotyczy: {re.escape(label)},"))
    found = page.locator("article.remark").filter(has=about)
    expect(found).to_have_count(1)
    return found


def speak_for_the_organisation(page: Page) -> None:
    """The page "Kim jesteś?", when it comes by itself or is asked for."""
    if page.locator("h1").inner_text() != "Kim jesteś?":
        page.get_by_role("link", name="Dalej: kim jesteś").click()
    acts.heading(page, "Kim jesteś?")
    page.get_by_label(ORGANISATION).check()
    axe.check(page)
    acts.press(page, "Dalej")


def attach(page: Page) -> None:
    """A file beside the remarks, on the page before sending."""
    acts.heading(page, "Sprawdź i wyślij")
    page.locator("#pliki summary").click()
    page.locator("#pliki input[type=file]").set_input_files(
        {"name": "pomiary przejść.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    acts.press(page, "Zapisz pliki")
    expect(page.locator("#pliki")).to_contain_text("pomiary przejść.pdf")
    axe.check(page)


def send_and_read(page: Page) -> None:
    """All at once: ten numbers in a row, one receipt with the file, the organisation's name for everybody."""
    acts.press(page, "Wyślij uwagi (10)")
    acts.heading(page, "Uwagi wysłane")
    given = numbers(page)
    assert len(given) == 10
    axe.check(page)
    page.get_by_role("link", name="Otwórz swoją stronę").click()
    expect(page.locator("article.remark")).to_have_count(10)
    for number in given:
        expect(page.locator("main")).to_contain_text(f"/U/{number:04}")
    expect(page.locator("main")).to_contain_text("pomiary przejść.pdf")
    axe.check(page)
    page.get_by_role("link", name="Uwagi", exact=True).click()
    page.goto(f"{page.url}?q=Bez+barier")
    mine = page.locator("article.remark", has_text="Bez barier: parking ma być przy wejściu.")
    expect(mine).to_contain_text(ORGANISATION)
    expect(page.locator("main")).not_to_contain_text("Elżbieta Dolna")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe.check(page)


LETTERS = [f"List {number}. Proszę o więcej drzew przy ulicy numer {number}." for number in range(1, 9)]
TOO_LATE = "List spóźniony. Brakuje żłobka."


def test_a_clerk_enters_ten_letters_by_keyboard(as_somebody: Callable[[str], Page]) -> None:
    page = as_somebody("teresa.bury")
    page.set_viewport_size(DESK)
    page.goto("/urzad/konsultacje?lang=pl")
    acts.press_key(page, page.locator("main").get_by_role("link", name=CLOSED))
    acts.press_key(page, page.locator("nav.tabs").get_by_role("link", name="Uwagi", exact=True))
    acts.press_key(page, page.get_by_role("link", name="Wpisz uwagę, która przyszła inną drogą"))
    acts.heading(page, f"Wpisz uwagę: {CLOSED}")
    set_day(page, days=-14)
    key_in(page, page.get_by_label("Imię i nazwisko"), "Stanisława Listowa")
    given = [enter(page, words) for words in LETTERS]
    assert given == list(range(given[0], given[0] + 8))
    expect(page.locator("#name")).to_have_value("Stanisława Listowa")
    axe.check(page)
    repeat(page, LETTERS[-1], given[-1] + 1)
    set_day(page, days=-1)
    assert enter(page, TOO_LATE) == given[-1] + 2
    expect(page.locator(".remark-label")).to_contain_text("Po terminie")
    axe.check(page)
    page.goto(re.sub(r"/wpisz.*", "", page.url))
    expect(page.locator("main table")).to_contain_text("List 1.")
    axe.check(page)


def set_day(page: Page, days: int) -> None:
    """Type the day the letter came, as the field of this browser takes it: month, day, year."""
    day = in_poland(clock.now()) + timedelta(days=days)
    acts.tab_to(page, page.get_by_label("Data wpływu"))
    page.keyboard.type(f"{day:%m%d%Y}")
    expect(page.get_by_label("Data wpływu")).to_have_value(f"{day:%Y-%m-%d}")


def enter(page: Page, words: str) -> int:
    """One letter: where the cursor is already, or after Tab; the number on the label."""
    key_in_text(page, words)
    acts.press_key(page, page.get_by_role("button", name="Zapisz i następna"))
    expect(page.locator("#text")).to_have_value("")
    return label_number(page)


def key_in_text(page: Page, words: str) -> None:
    """The second letter is typed at once: the cursor waits in the field."""
    text = page.get_by_label("Treść uwagi")
    if not text.evaluate("el => el === document.activeElement"):
        acts.tab_to(page, text)
    page.keyboard.insert_text(words)


def label_number(page: Page) -> int:
    """The number the clerk writes on the paper."""
    shown = page.locator(".remark-label__number").inner_text()
    found = NUMBER.search(shown)
    assert found, shown
    return int(found[1])


def repeat(page: Page, words: str, expected: int) -> None:
    """The same letter again: asked about, nothing lost; it is another person's copy, so it is entered."""
    key_in_text(page, words)
    acts.press_key(page, page.get_by_role("button", name="Zapisz i następna"))
    again = page.get_by_label("To jest inna uwaga, mimo takich samych słów")
    expect(again).to_be_visible()
    expect(page.locator("#text")).to_have_value(words)
    axe.check(page)
    acts.press_key(page, again, "Space")
    acts.press_key(page, page.get_by_role("button", name="Zapisz i następna"))
    expect(page.locator("#text")).to_have_value("")
    assert label_number(page) == expected
