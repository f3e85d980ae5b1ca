"""Every page of the journeys in Chromium: axe finds nothing, nothing scrolls sideways, in both languages, on a phone and a desk.

The pages of accounts and of setting an edition up are looked at in test_people and test_editions, those of
consultations in test_consultation_pages.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.acts import NOW

pytestmark = pytest.mark.browser

VISITOR = {
    "home": "/",
    "search": "/szukaj?q=drzewa",
    "search-nothing": "/szukaj?q=qqqq",
    "accessibility": "/dostepnosc",
    "privacy": "/prywatnosc",
    "how-we-count": "/jak-liczymy",
    "editions": "/budzet",
    "edition-voting": f"/budzet/{NOW.voting}",
    "edition-results": f"/budzet/{NOW.results}",
    "rules": f"/budzet/{NOW.voting}/zasady",
    "projects": f"/budzet/{NOW.voting}/projekty",
    "projects-none-found": f"/budzet/{NOW.voting}/projekty?q=qqqq",
    "project": f"/budzet/{NOW.voting}/projekty/3",
    "project-won-or-lost": f"/budzet/{NOW.results}/projekty/3",
    "project-in-appeals": f"/budzet/{NOW.appeals}/projekty/1",
    "submit": f"/budzet/{NOW.submission}/zglos",
    "submit-closed": f"/budzet/{NOW.voting}/zglos",
    "voting-not-yet": f"/budzet/{NOW.before_voting}/glosuj",
    "voting-closed": f"/budzet/{NOW.counting}/glosuj",
    "tracker": f"/budzet/{NOW.voting}/koperta",
    "tracker-unknown": f"/budzet/{NOW.voting}/koperta?numer=ABCDE",
    "tracker-closed": f"/budzet/{NOW.counting}/koperta",
    "results": f"/budzet/{NOW.results}/wyniki",
    "results-pool": f"/budzet/{NOW.results}/wyniki/miasto",
    "results-district": f"/budzet/{NOW.results}/wyniki/stare-miasto",
    "results-equal-shares": f"/budzet/{NOW.shares}/wyniki/miasto",
    "results-protocol": f"/budzet/{NOW.results}/wyniki/protokol",
    "results-not-yet": f"/budzet/{NOW.voting}/wyniki",
    "places": "/miejsca",
    "places-outside": "/miejsca?lon=21&lat=52",
    "area": "/miejsca/obszar/stare-miasto",
    "sign-in": "/konto/zaloguj",
}
OFFICE = "/urzad"
EDITION = f"{OFFICE}/edycje/{NOW.draft}"
SIGNED_IN = {
    "mine": ("jan.lipinski", "/moje"),
    "my-projects": ("jan.lipinski", f"/budzet/{NOW.submission}/moje"),
    "idea": ("jan.lipinski", f"/budzet/{NOW.submission}/zglos/pomysl"),
    "editions": ("barbara.krol", f"{OFFICE}/edycje"),
    "from-document": ("barbara.krol", f"{OFFICE}/nowa-edycja/dokument"),
    "edition": ("barbara.krol", EDITION),
    "edition-frozen": ("barbara.krol", f"{OFFICE}/edycje/{NOW.voting}"),
    "assessment": ("barbara.krol", f"{OFFICE}/{NOW.verification}/ocena"),
    "ballot-list": ("barbara.krol", f"{OFFICE}/{NOW.verification}/ocena/lista"),
    "ballot-list-fixed": ("barbara.krol", f"{OFFICE}/{NOW.voting}/ocena/lista"),
    "card": ("zofia.lasota", f"{OFFICE}/{NOW.verification}/ocena/6"),
    "card-decided": ("zofia.lasota", f"{OFFICE}/{NOW.verification}/ocena/1"),
    "voting-office": ("halina.wojcik", f"{OFFICE}/{NOW.voting}/glosowanie"),
    "key": ("halina.wojcik", f"{OFFICE}/{NOW.before_voting}/glosowanie/klucz"),
    "rehearsal": ("halina.wojcik", f"{OFFICE}/{NOW.voting}/glosowanie/proba"),
    "doubtful": ("halina.wojcik", f"{OFFICE}/{NOW.voting}/glosowanie/watpliwe"),
    "opening-not-yet": ("halina.wojcik", f"{OFFICE}/{NOW.voting}/glosowanie/koperty"),
    "counting-not-yet": ("halina.wojcik", f"{OFFICE}/{NOW.voting}/liczenie"),
    "counted": ("halina.wojcik", f"{OFFICE}/{NOW.results}/liczenie"),
}
PAGES = {
    **{name: ("", path) for name, path in VISITOR.items()},
    **{f"in-{name}": each for name, each in SIGNED_IN.items()},
}
ERRORS = {
    "nobody-may-see-it": ("jan.lipinski", f"{OFFICE}/edycje", 403),
    "no-such-page": ("", "/nie-ma-takiej", 404),
    "no-such-project": ("", f"/budzet/{NOW.voting}/projekty/9999", 404),
    "no-such-edition": ("", "/budzet/nie-ma/projekty", 404),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(as_somebody: Callable[[str], Page], name: str) -> None:
    key, path = PAGES[name]
    axe.look(as_somebody(key), path, 200)


@pytest.mark.parametrize("name", ERRORS)
def test_axe_finds_nothing_where_something_is_wrong(as_somebody: Callable[[str], Page], name: str) -> None:
    key, path, status = ERRORS[name]
    axe.look(as_somebody(key), path, status)


@pytest.mark.parametrize(
    "name", ["home", "project", "results", "results-equal-shares", "in-card", "in-doubtful"]
)
def test_axe_finds_nothing_in_the_dark(as_somebody: Callable[[str], Page], name: str) -> None:
    key, path = PAGES[name]
    page = as_somebody(key)
    page.emulate_media(color_scheme="dark")
    try:
        page.goto(f"{path}?lang=pl")
        axe.check(page)
    finally:
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", ["home", "projects", "tracker", "results", "results-pool", "in-edition"])
def test_text_twice_as_big_fits_a_phone(as_somebody: Callable[[str], Page], name: str) -> None:
    key, path = PAGES[name]
    page = as_somebody(key)
    page.goto(f"{path}?lang=pl")
    page.evaluate("document.documentElement.style.fontSize = '36px'")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
