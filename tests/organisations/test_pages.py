"""The pages of organisations, as people and officers use them."""

import pytest

from civic.core.access import Role
from civic.organisations import queries, services
from civic.organisations.rules import Standing
from tests.factories import make_person
from tests.organisations.test_services import KRS, said
from tests.page import Page

FORM = {
    "name": "Zielony  Zakątek", "kind": "ASSOCIATION", "krs": KRS, "seat": "Miłogród", "function": "prezeska",
    "declared": "y",
}  # fmt: skip


@pytest.fixture
def anna(app) -> int:
    return make_person(name="Anna Nowak")


@pytest.fixture
def officer(app) -> int:
    return make_person([Role.COORDINATOR], name="Olga Urząd")


def test_from_the_account_to_the_confirmation(app, anna, officer):
    browser = Page(app, anna)
    browser.get("/konto")
    assert browser.doc.xpath("//a[@href='/organizacje']")
    browser.get("/organizacje")
    assert "Nie masz tu jeszcze żadnej organizacji" in browser.text
    browser.get("/organizacje/dodaj")
    browser.post("/organizacje/dodaj", FORM)
    browser.get("/organizacje")
    assert "Zielony Zakątek" in browser.text
    assert "czeka na potwierdzenie" in browser.text
    (row,) = queries.listed(Standing.WAITING)
    desk = Page(app, officer)
    desk.get("/urzad/organizacje")
    assert "Na potwierdzenie czeka 1 zgłoszenie." in desk.text
    card = f"/urzad/organizacje/{row.organisation_id}/{anna}"
    desk.get(card)
    desk.post(card, {"act": "confirm", "name": "Zielony Zakątek", "seat": "Miłogród"})
    browser.get("/organizacje")
    assert "potwierdzone" in browser.text
    desk.get("/urzad/organizacje?stan=potwierdzone")
    assert "Zielony Zakątek" in desk.text
    desk.get(card)
    desk.post(card, {"act": "end", "reason": ""}, status=422)
    desk.post(card, {"act": "end", "reason": "koniec kadencji"})
    browser.get("/organizacje")
    assert "Powód podany przez urząd: koniec kadencji" in browser.text


@pytest.mark.parametrize(
    ("changed", "said_then"),
    [
        ({"krs": "123"}, "Numer KRS ma 10 cyfr"),
        ({"krs": "00001234567"}, "Numer KRS ma 10 cyfr"),
        ({"krs": "abc"}, "Numer KRS ma 10 cyfr"),
        ({"krs": ""}, "Podaj numer KRS albo numer z innego rejestru"),
        ({"kind": "BANK"}, "Zaznacz rodzaj organizacji."),
        ({"name": " "}, "Wpisz nazwę organizacji."),
        ({"name": "\u200b"}, "Wpisz nazwę organizacji."),
        ({"name": "a" * 201}, "najwyżej 200 znaków"),
        ({"declared": ""}, "Bez tego oświadczenia"),
    ],
)
def test_bad_input_is_explained_and_kept(app, anna, changed, said_then):
    """11 (1): a KRS of bad length is an error; what was typed stays."""
    browser = Page(app, anna)
    browser.post("/organizacje/dodaj", {**FORM, **changed}, status=422)
    assert said_then in browser.text
    assert browser.doc.xpath("//input[@name='function']/@value") == ["prezeska"]
    if "krs" in changed:
        assert browser.doc.xpath("//input[@name='krs']/@value") == [changed["krs"]]


def test_leaving_by_oneself(app, anna):
    made = services.declare(anna, said())
    browser = Page(app, anna)
    browser.get(f"/organizacje/{made}/zakoncz")
    browser.post(f"/organizacje/{made}/zakoncz")
    browser.post(f"/organizacje/{made}/zakoncz", status=422)
    Page(app, make_person(name="Ktoś Inny")).get(f"/organizacje/{made}/zakoncz", status=404)


def test_an_officer_does_not_confirm_oneself(app, officer):
    made = services.declare(officer, said())
    desk = Page(app, officer)
    card = f"/urzad/organizacje/{made}/{officer}"
    desk.get(card)
    assert not desk.doc.xpath("//main//form")
    desk.post(card, {"act": "confirm", "name": "A", "seat": ""}, status=422)
    assert "Musi je rozpatrzyć ktoś inny" in desk.text
    desk.post(card, {"act": "cokolwiek"}, status=422)


def test_only_those_who_may_confirm_see_the_list(app, anna):
    Page(app, anna).get("/urzad/organizacje", status=403)
