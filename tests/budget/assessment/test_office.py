"""The office's pages of assessment, as a browser without a script sees them."""

import pytest
import time_machine

from civic.budget.assessment import services
from civic.budget.editions.queries import edition
from civic.budget.projects import services as leaders
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Status
from civic.core.access import Role
from civic.core.db import db
from tests.budget.assessment.test_services import BAD, GOOD, YES
from tests.budget.projects.city import IN_PORT, make_edition, make_project
from tests.budget.projects.examples import IN_AUGUST, IN_MARCH, IN_MAY, ZLOTY
from tests.factories import make_grant, make_person
from tests.page import Page

URL = "/urzad/2026/ocena"
FINE = {"outcome": "POSITIVE", "reason": "Sprawdziliśmy, wszystko się zgadza."}


@pytest.fixture
def edition_id(app):
    return make_edition()


@pytest.fixture
def officer_id(app):
    return make_person([Role.COORDINATOR])


@pytest.fixture
def officer(app, officer_id):
    with time_machine.travel(IN_MAY, tick=False):
        yield Page(app, officer_id)


def status(number=1):
    db.session.expire_all()
    return db.session.query(Project.status).filter_by(number=number).scalar()


def said(page):
    return " ".join(page.text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("path", ["", "/1", "/lista"])
def test_only_the_office_comes_in(app, edition_id, visitor, path):
    make_project(edition_id, make_person())
    visitor.get(URL + path, 302)
    Page(app, make_person()).get(URL + path, 403)
    Page(app, make_person([Role.AUDITOR])).get(URL + path, 403)
    other = make_edition(slug="2027")
    elsewhere = make_person()
    make_grant(elsewhere, Role.COORDINATOR, edition_id=other)
    Page(app, elsewhere).get(URL + path, 403)


@pytest.mark.parametrize("path", ["/1/formalna", "/1/merytoryczna", "/1/wykluczenia", "/oglos", "/ustal"])
def test_only_the_office_decides(app, edition_id, visitor, path):
    make_project(edition_id, make_person())
    visitor.post(URL + path, FINE, 403)
    Page(app, make_person()).post(URL + path, FINE, 403)
    assert status() == Status.SUBMITTED


def test_a_verifier_assesses_but_does_not_fix_the_list(app, edition_id):
    make_project(edition_id, make_person())
    verifier = Page(app, make_person([Role.VERIFIER]))
    verifier.get(URL)
    assert "Lista do głosowania" not in verifier.text
    verifier.get(f"{URL}/lista", 403)
    verifier.post(f"{URL}/ustal", status=403)


def test_the_queue_filters_and_says_how_old_a_card_is(edition_id, officer, officer_id):
    make_project(edition_id, make_person(), "Ławki nad stawem")
    make_project(edition_id, make_person(), "Żagle", place=IN_PORT, pool="miasto", summary="Żeglowanie.")
    make_project(edition_id, officer_id, "Mój własny", summary="Pomysł urzędnika.")
    leaders.withdraw(
        make_project(edition_id, make_person(), "Wycofany"),
        db.session.query(Project.leader_id).filter_by(title="Wycofany").scalar(),
        IN_MARCH,
    )
    officer.get(URL)
    assert "3 karty" in said(officer) or "3 kart" in said(officer)
    assert "63" in said(officer)
    assert "Po terminie" in said(officer)
    assert "Twój projekt: oceni go ktoś inny" in said(officer)
    for query, found in (
        ("obszar=port", "Żagle"),
        ("pula=miasto", "Żagle"),
        ("q=lawki", "Ławki nad stawem"),
        ("q=2", "Żagle"),
    ):
        officer.get(f"{URL}?{query}")
        assert [each.text_content() for each in officer.doc.xpath("//tbody//th/a")] == [found]
    officer.get(f"{URL}?etap=MERIT")
    assert "Nie ma takich kart." in said(officer)
    officer.get(f"{URL}?etap=wszystkie&page=77")
    assert len(officer.doc.xpath("//tbody/tr")) == 4


def test_a_whole_assessment_of_a_card(edition_id, officer):
    make_project(edition_id, make_person())
    card = f"{URL}/1"
    officer.get(card)
    assert "Dla starszych osób" in said(officer)
    assert officer.post(f"{card}/formalna", FINE).location == card
    officer.get(card)
    assert "Ocena formalna: pozytywna" in said(officer)
    assert officer.post(f"{card}/merytoryczna", {**FINE, "verified_cost": "12 000"}).location == card
    officer.get(card)
    assert "12 000,00 zł" in said(officer)
    assert not officer.doc.xpath("//button[contains(., 'Zapisz ocenę')]")
    assert status() == Status.POSITIVE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"outcome": "", "reason": "Dobrze."}, "Zaznacz wynik oceny."),
        ({"outcome": "MAYBE", "reason": "Dobrze."}, "Zaznacz wynik oceny."),
        ({"outcome": "POSITIVE", "reason": " "}, "Napisz, dlaczego."),
        ({"outcome": "NEGATIVE", "reason": "Nie da się."}, "co najmniej 8 słów (teraz: 3)"),
        ({"outcome": "POSITIVE", "reason": "ł" * 4001}, "zmieści się najwyżej 4000 znaków"),
    ],
)
def test_a_verdict_that_is_not_one_is_refused_and_kept(edition_id, officer, data, words):
    make_project(edition_id, make_person())
    officer.post(f"{URL}/1/formalna", data, 422)
    assert words in said(officer)
    assert officer.doc.xpath("//textarea[@name='reason']")[0].text_content().strip() == data["reason"].strip()
    assert status() == Status.SUBMITTED


def test_a_verified_cost_over_the_limit_is_refused_with_both_amounts(edition_id, officer, officer_id):
    services.decide(make_project(edition_id, make_person()), officer_id, YES, IN_MAY)
    officer.post(f"{URL}/1/merytoryczna", {**FINE, "verified_cost": "100 000,01"}, 422)
    assert "Sprawdzony koszt to 100 000,01 zł" in said(officer)
    assert "najwyżej 100 000,00 zł" in said(officer)
    assert status() == Status.FORMAL_OK


def test_the_second_officer_is_told_and_the_words_are_not_lost(edition_id, officer):
    project_id = make_project(edition_id, make_person())
    officer.get(f"{URL}/1")
    services.decide(project_id, make_person([Role.VERIFIER]), YES, IN_MAY)
    officer.post(f"{URL}/1/formalna", {"outcome": "POSITIVE", "reason": "Napisałam to starannie."}, 422)
    assert "Ktoś już zapisał na tej karcie: ocena formalna, wynik pozytywny (12 maja 2026, 14:00)." in said(
        officer
    )
    assert "Napisałam to starannie." in said(officer)
    assert status() == Status.FORMAL_OK


def test_an_own_project_can_be_read_but_not_assessed(edition_id, officer, officer_id):
    make_project(edition_id, officer_id)
    officer.get(f"{URL}/1")
    assert "To twój własny projekt. Musi go ocenić ktoś inny." in said(officer)
    assert not officer.doc.xpath("//main//form")
    officer.post(f"{URL}/1/formalna", FINE, 422)
    assert status() == Status.SUBMITTED


def test_projects_that_exclude_each_other_are_named(edition_id, officer):
    make_project(edition_id, make_person())
    officer.post(f"{URL}/1/wykluczenia", {"group": "skwer"})
    officer.get(f"{URL}/1")
    assert officer.doc.xpath("//datalist/option/@value") == ["skwer"]
    officer.post(f"{URL}/1/wykluczenia", {"group": "x" * 81}, 422)
    officer.post(f"{URL}/1/wykluczenia", {"group": ""})
    assert db.session.query(Project.conflict_group).scalar() is None


def test_a_refused_page_can_be_loaded_again(edition_id, officer):
    make_project(edition_id, make_person())
    officer.post(f"{URL}/1/formalna", {}, 422)
    english = officer.doc.xpath("//a[@hreflang='en']/@href")[0]
    assert officer.get(english, 303).location == f"{URL}/1"
    officer.post(f"{URL}/ustal", {}, 422)
    assert officer.get(f"{URL}/ustal", 303).location == f"{URL}/lista"


def test_cards_nobody_has_are_not_there(edition_id, officer):
    officer.get(f"{URL}/1", 404)
    officer.post(f"{URL}/99/formalna", FINE, 404)
    officer.get("/urzad/1999/ocena", 404)


def test_the_list_is_published_and_fixed_once(app, edition_id, officer, officer_id):
    for verdict in (GOOD, BAD, GOOD):
        project_id = make_project(edition_id, make_person())
        services.decide(project_id, officer_id, YES, IN_MAY)
        services.decide(project_id, officer_id, verdict, IN_MAY)
    waiting = make_project(edition_id, make_person())
    officer.get(f"{URL}/lista")
    assert "Karta numer 4" in said(officer)
    officer.post(f"{URL}/oglos", status=422)
    assert "Brakuje ocen: 1; pierwszy z tych projektów ma numer 4." in said(officer)
    services.decide(waiting, officer_id, YES, IN_MAY)
    services.decide(waiting, officer_id, BAD, IN_MAY)
    officer.post(f"{URL}/oglos")
    officer.post(f"{URL}/oglos", status=422)
    officer.post(f"{URL}/ustal", status=422)
    assert "Odwołania można składać do 14 lipca 2026, 23:59." in said(officer)
    with time_machine.travel(IN_AUGUST, tick=False):
        later = Page(app, officer_id)
        later.post(f"{URL}/ustal", {"seed": "x" * 201}, 422)
        later.post(f"{URL}/ustal", {"seed": "liczby 4 8 15"})
        later.get(f"{URL}/lista")
        assert "liczby 4 8 15" in said(later)
        assert len(later.doc.xpath("//tbody/tr")) == 2
        later.post(f"{URL}/ustal", status=422)
        visitor = Page(app)
        visitor.get("/budzet/2026/projekty?stan=lista")
        assert "printf '%s' 'liczby 4 8 15|17' | sha256sum" in said(visitor)
        visitor.get("/budzet/2026/projekty/1")
        assert "Na liście do głosowania" in said(visitor)
    assert edition(edition_id).status == "LIST_FIXED"


def test_decisions_are_public_with_their_reasons(app, edition_id, officer_id, visitor):
    project_id = make_project(edition_id, make_person(), cost=9_000 * ZLOTY)
    services.decide(project_id, officer_id, YES, IN_MAY)
    services.decide(project_id, officer_id, BAD, IN_MAY)
    visitor.get("/budzet/2026/projekty/1")
    assert "Ocena merytoryczna: negatywna" in said(visitor)
    assert BAD.reason in said(visitor)
