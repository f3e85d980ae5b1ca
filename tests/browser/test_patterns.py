"""The pattern page in Chromium: what the components do, how they look to axe, and what the first view weighs."""

from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import axe
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

PAGES = ["/wzory", "/wzory/karta", "/wzory/oddano", "/wzory/wynik", "/wzory/urzad"]
FIRST_VIEW = 200_000


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(
    page: Page, size: ViewportSize, scheme: Literal["light", "dark"], lang: str
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{path}?lang={lang}")
        page.wait_for_load_state("networkidle")
        axe.check(page)


@pytest.mark.parametrize("path", PAGES)
def test_text_at_200_percent_fits_a_phone(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '36px'")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_first_view_is_light_even_uncompressed(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto("/wzory/karta")
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) < FIRST_VIEW, sorted(sizes.items(), key=lambda pair: -pair[1])


def test_list_of_mistakes_has_the_focus_and_its_links_lead_to_the_fields(page: Page) -> None:
    page.goto("/wzory")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Napisz w kilku zdaniach").click()
    expect(page.locator("#b-about")).to_be_focused()
    assert (
        page.locator("#b-about").get_attribute("aria-describedby")
        == "b-about-hint b-about-error b-about-info"
    )


def test_characters_are_counted_and_too_many_are_kept(page: Page) -> None:
    page.goto("/wzory")
    page.locator("#about").fill("ł" * 503)
    expect(page.locator("#about-info")).to_have_text("Za dużo znaków o: 3")
    assert len(page.locator("#about").input_value()) == 503


def test_table_sorts_by_value_and_says_so(page: Page) -> None:
    page.goto("/wzory")
    table = page.locator("table[data-sortable]")
    table.get_by_role("button", name="Koszt").click()
    expect(table.locator("tbody tr").first).to_contain_text("Ławki wzdłuż Zielonej")
    table.get_by_role("button", name="Koszt").click()
    expect(table.locator("tbody tr").first).to_contain_text("Kryta pływalnia")
    expect(table.get_by_role("columnheader", name="Koszt")).to_have_attribute("aria-sort", "descending")


def test_password_can_be_seen_and_goes_back_when_sent(page: Page) -> None:
    page.goto("/wzory")
    page.locator("#password").fill("tajne")
    page.get_by_role("button", name="Pokaż hasło").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.get_by_role("button", name="Ukryj hasło").click()
    assert page.locator("#password").get_attribute("type") == "password"


def test_ballot_says_how_many_are_chosen_and_keeps_the_draft(page: Page) -> None:
    page.goto("/wzory/karta")
    bar = page.locator(".ballot-bar")
    expect(bar).to_contain_text("Wybrano 0 z 3. Głos jeszcze nie oddany.")
    for number in (1, 2, 3, 4):
        page.locator(f"#projects-{number}").focus()
        page.keyboard.press("Space")
    expect(bar).to_contain_text("Wybrano 4 z 3.")
    expect(bar.get_by_text("To za dużo.")).to_be_visible()
    page.locator("#projects-4").uncheck(force=True)
    expect(bar.get_by_text("To za dużo.")).to_be_hidden()
    page.reload()
    expect(bar).to_contain_text("Wybrano 3 z 3.")
    expect(page.locator("#projects-1")).to_be_checked()


def test_second_press_is_not_sent(page: Page) -> None:
    page.goto("/wzory")
    page.evaluate(
        "window.sent = 0; document.addEventListener('submit', event => { event.preventDefault(); window.sent += 1; })"
    )
    page.get_by_role("button", name="Zapisz i przejdź dalej").dblclick()
    assert page.evaluate("window.sent") == 1


def test_place_is_picked_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/wzory")
    picker = page.locator("#picker")
    expect(picker).to_have_class("map map--picker map--ready")
    picker.locator(".map__canvas").focus()
    page.keyboard.press("ArrowLeft")
    picker.get_by_role("button", name="Zaznacz miejsce pod krzyżykiem").focus()
    page.keyboard.press("Enter")
    expect(picker.get_by_role("status")).to_contain_text("Zaznaczono: 52.")
    assert page.locator("#lon").input_value().startswith("19.4")
    assert page.locator("#lat").input_value().startswith("52.1")


def test_map_shows_pins_with_names_and_says_when_it_is_empty_or_broken(page: Page) -> None:
    page.set_viewport_size(DESK)  # on a phone pins that would lie close together are one mark
    page.goto("/wzory")
    pins = page.locator("#mapa .map-pin")
    expect(pins).to_have_count(3)
    page.locator("#mapa").get_by_role("button", name="1, Park kieszonkowy przy Młynie, wygrał").press("Enter")
    expect(
        page.locator("#mapa .leaflet-popup").get_by_role("link", name="Park kieszonkowy przy Młynie")
    ).to_be_visible()
    expect(page.locator("#pusta .map__state")).to_have_text("Na mapie nie ma jeszcze żadnego punktu.")
    expect(page.locator("#zepsuta .map__state")).to_contain_text("Mapa się nie wczytała.")


def test_no_choice_leaves_the_browser_before_the_form_is_sent(page: Page) -> None:
    page.goto("/wzory/karta")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#projects-2").check(force=True)
    page.wait_for_timeout(500)
    assert asked == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_is_there_without_script(browser, site: str, path: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(site + path)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".map__frame:visible")).to_have_count(0)
    for button in page.get_by_role("button").all():
        assert button.is_visible()
    context.close()
