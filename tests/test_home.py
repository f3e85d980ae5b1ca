"""The front page of a city that has nothing yet, the pages about the platform, the links of every page."""

from dataclasses import replace

import pytest

from civic.core.access import Role
from tests.factories import make_person
from tests.page import Page


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize(
    "url", ["/", "/dostepnosc", "/prywatnosc", "/jak-liczymy", "/szukaj", "/szukaj?q=park"]
)
def test_every_page_about_us_is_a_good_page(visitor, url, lang):
    visitor.get(f"{url}{'&' if '?' in url else '?'}lang={lang}")


def test_the_accessibility_statement_has_the_required_parts(visitor):
    visitor.get("/dostepnosc")
    ids = set(visitor.doc.xpath("//@id"))
    assert {
        "a11y-wstep", "a11y-podmiot", "a11y-url", "a11y-data-publikacja", "a11y-data-aktualizacja", "a11y-status",
        "a11y-data-sporzadzenie", "a11y-kontakt", "a11y-osoba", "a11y-email", "a11y-telefon", "a11y-procedura", "a11y-architektura",
    } <= ids  # fmt: skip


def test_without_an_edition_the_front_page_says_what_will_be_there(visitor):
    visitor.get("/")
    assert "Nie ma jeszcze żadnej edycji budżetu obywatelskiego" in visitor.text


def addresses(page: Page, part: str) -> list[str]:
    assert page.doc is not None
    return page.doc.xpath(f"//{part}//a/@href")


def test_a_visitor_is_shown_no_door_that_is_closed(app, visitor):
    visitor.get("/")
    assert "/konto/zaloguj" in addresses(visitor, "header")
    assert not [each for each in addresses(visitor, "header") if each.startswith(("/urzad", "/moje"))]
    someone = Page(app, make_person())
    someone.get("/")
    assert "/moje" in addresses(someone, "header")
    assert not [each for each in addresses(someone, "header") if each.startswith("/urzad")]


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.COORDINATOR, {"/urzad/edycje", "/urzad/dziennik"}, {"/urzad/osoby"}),
        (Role.ADMIN, {"/urzad/edycje", "/urzad/osoby", "/urzad/jednostki", "/urzad/dziennik"}, set()),
        (Role.VERIFIER, {"/urzad/edycje"}, {"/urzad/osoby", "/urzad/dziennik"}),
    ],
)
def test_the_office_is_shown_the_doors_of_its_roles(app, role, shown, hidden):
    page = Page(app, make_person([role]))
    page.get("/urzad/edycje")
    there = set(addresses(page, "nav[contains(@class, 'office-nav')]"))
    assert there >= shown
    assert not there & hidden


def test_the_source_is_linked_only_when_somebody_said_where_it_is(app, visitor, monkeypatch):
    visitor.get("/")
    assert "Kod źródłowy" not in visitor.doc.xpath("//footer//a/text()")
    settings = app.config["CIVIC"]
    monkeypatch.setitem(app.config, "CIVIC", replace(settings, source_url="https://kod.example/civic"))
    visitor.get("/")
    assert "https://kod.example/civic" in addresses(visitor, "footer")
    monkeypatch.setitem(app.config, "CIVIC", replace(settings, source_url="javascript:alert(1)"))
    visitor.get("/")
    assert "Kod źródłowy" not in visitor.doc.xpath("//footer//a/text()")


@pytest.mark.parametrize(
    "asked", ["%", "_", "'", '"><script>', "a" * 100, "ŁĄKA", "\u202e", "🌳", "7", "   "]
)
def test_search_takes_whatever_is_typed(visitor, asked):
    visitor.get("/szukaj", query_string={"q": asked})


def test_a_search_that_is_too_long_is_told_so_and_kept(visitor):
    visitor.get("/szukaj", 422, query_string={"q": "b" * 101})
    assert "Wpisz najwyżej 100 znaków." in visitor.text
    assert visitor.doc.xpath("//input[@name='q']/@value") == ["b" * 101]


def test_what_one_has_under_way_is_for_those_signed_in(app, visitor):
    assert visitor.get("/moje", 302).location.startswith("/konto/zaloguj")
    someone = Page(app, make_person())
    someone.get("/moje")
    assert "Nic teraz na ciebie nie czeka" in someone.text
