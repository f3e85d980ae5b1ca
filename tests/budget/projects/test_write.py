"""A resident writes and sends a project, page by page, as a browser without a script would."""

import re

import pytest
import time_machine

from civic.budget.projects import queries, services
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Status, answers
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.places.models import AddressPoint, Area
from tests.budget.projects.city import IN_PORT, make_draft, make_edition, make_project
from tests.budget.projects.examples import DRAFT, IN_MARCH, IN_MAY, LIMIT, ZLOTY
from tests.factories import make_person
from tests.page import Page

IDEA = {"title": "Ławki nad stawem", "summary": "Sześć ławek z oparciami wokół stawu."}
PLACE = {"where": "place", "place-lat": "52,01", "place-lon": "19.01", "location_text": "nad stawem"}
DESCRIPTION = {
    "description": DRAFT.description,
    "justification": DRAFT.justification,
    "kind": "HARD",
    "categories": ["GREENERY", "PUBLIC_SPACE"],
    "universal_design": "YES",
}
COSTS = {
    "lines-0-name": "Ławka", "lines-0-quantity": "6", "lines-0-unit": "szt.", "lines-0-unit_cost": "1 500",
    "lines-1-name": "Montaż", "lines-1-quantity": "2,5", "lines-1-unit": "dnia", "lines-1-unit_cost": "400,00 zł",
    "lines-2-name": "", "lines-2-quantity": "", "lines-2-unit": "", "lines-2-unit_cost": "",
}  # fmt: skip
CONSENTS = {"declares_residence": "y", "agrees_to_publish": "y"}


@pytest.fixture
def edition_id(app):
    return make_edition()


@pytest.fixture
def leader_id(app):
    return make_person()


@pytest.fixture
def leader(app, leader_id):
    with time_machine.travel(IN_MARCH, tick=False):
        yield Page(app, leader_id)


def the_project():
    db.session.expire_all()
    return db.session.query(Project).one()


def errors(page):
    return [
        " ".join(each.text_content().split())
        for each in page.doc.xpath("//*[contains(@class,'govuk-error-message')]")
    ]


def value(page, name):
    return page.doc.xpath(f"//main//*[@name='{name}']")[0]


def test_the_whole_way(edition_id, leader):
    base = "/budzet/2026/zglos"
    assert "31 marca 2026, 23:59" in (leader.get(base), leader.text)[1]
    leader.get(f"{base}/pomysl")
    answer = leader.post(f"{base}/pomysl", IDEA)
    draft = re.fullmatch(rf"{base}/(\d+)/podobne", answer.location)[1]
    assert leader.get(answer.location, 303).location == f"{base}/{draft}/miejsce"
    for step, data, following in (
        ("miejsce", PLACE, "pula"),
        ("pula", {"pool": "stare-miasto"}, "opis"),
        ("opis", DESCRIPTION, "koszty"),
        ("koszty", COSTS, "zgody"),
        ("zgody", CONSENTS, "sprawdz"),
    ):
        leader.get(f"{base}/{draft}/{step}")
        assert leader.post(f"{base}/{draft}/{step}", data).location == f"{base}/{draft}/{following}"
    leader.get(f"{base}/{draft}/sprawdz")
    for said in (
        "Ławki nad stawem",
        "Stare Miasto",
        "10 000,00 zł",
        "zieleń, place i podwórka",
        "nad stawem",
    ):
        assert said in leader.text
    assert leader.post(f"{base}/{draft}/sprawdz").location == f"{base}/{draft}/wyslano"
    leader.get(f"{base}/{draft}/wyslano")
    assert "Numer projektu: 1." in leader.text
    assert "Głosowanie" in leader.text
    sent = the_project()
    assert (sent.status, sent.number, sent.cost, sent.pool) == (
        Status.SUBMITTED,
        1,
        10_000 * ZLOTY,
        "stare-miasto",
    )


@time_machine.travel(IN_MARCH, tick=False)
def test_nothing_is_written_without_an_account(edition_id, visitor):
    visitor.get("/budzet/2026/zglos")
    assert "Zacznij" in visitor.text
    assert "/konto/" in visitor.get("/budzet/2026/zglos/pomysl", 302).location
    visitor.client.post("/budzet/2026/zglos/pomysl", data=IDEA)
    assert db.session.query(Project).count() == 0


def test_an_edition_nobody_announced_has_no_pages(app, leader):
    make_edition()
    with transaction():
        db.session.execute(db.text("UPDATE edition SET status = 'DRAFT'"))
    for url in ("zglos", "zglos/pomysl", "moje", "projekty", "projekty.csv", "projekty.geojson"):
        leader.get(f"/budzet/2026/{url}", 404)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title": "Ław", "summary": "x"}, "Błąd: Wpisz tytuł: co najmniej 5 znaków."),
        (
            {"title": "Ławki", "summary": ""},
            "Błąd: Napisz w jednym lub dwóch zdaniach, na czym polega pomysł.",
        ),
        ({"title": "Ł" * 121, "summary": "x"}, "Błąd: Skróć tytuł: zmieści się najwyżej 120 znaków."),
        (
            {"title": "Ławki", "summary": "ł" * 501},
            "Błąd: Skróć opis w zdaniu: zmieści się najwyżej 500 znaków.",
        ),
    ],
)
def test_an_idea_that_is_not_one_is_refused_and_kept(edition_id, leader, data, said):
    leader.post("/budzet/2026/zglos/pomysl", data, 422)
    assert errors(leader) == [said]
    assert value(leader, "title").get("value") == data["title"]
    assert value(leader, "summary").text_content().strip() == data["summary"]
    assert db.session.query(Project).count() == 0


def test_likely_twins_are_shown_first(edition_id, leader):
    make_project(edition_id, make_person(), "Ławki nad stawem miejskim", now=IN_MARCH)
    answer = leader.post("/budzet/2026/zglos/pomysl", IDEA)
    leader.get(answer.location)
    assert "Ławki nad stawem miejskim" in leader.text
    assert "Mój pomysł jest inny, dalej" in leader.text


def test_the_district_is_said_before_sending_and_no_pool_elsewhere_is_offered(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2026/zglos/{draft_id}/pula")
    assert "To miejsce leży w: Stare Miasto." in leader.text
    assert "Jeden projekt może kosztować najwyżej 100 000,00 zł" in leader.text
    services.save(draft_id, leader_id, answers.Place(citywide=False, point=IN_PORT), IN_MARCH)
    leader.get(f"/budzet/2026/zglos/{draft_id}/pula")
    assert "To miejsce leży w: Port." in leader.text
    assert [each.get("value") for each in leader.doc.xpath("//input[@name='pool']")] == ["miasto"]
    leader.post(f"/budzet/2026/zglos/{draft_id}/pula", {"pool": "stare-miasto"}, 422)
    assert (
        "Miejsce projektu leży w: Port, a pula „Stare Miasto” jest dla innej części miasta"
        in errors(leader)[0]
    )


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        ("52.01", "19.05", "poza granicami miasta"),
        ("52.01", "19.02", "dokładnie na granicy: Port, Stare Miasto"),
        ("19.01", "52.01", "współrzędne są zamienione"),
        ("1e999", "19.01", "Wpisz liczbę stopni"),
        ("NaN", "19.01", "Wpisz liczbę stopni"),
        ("٥٢", "19.01", "Wpisz liczbę stopni"),
        ("95", "19.01", "poza granicami"),
        ("52.01", "", "Podaj obie współrzędne"),
        ("", "", "Wskaż miejsce projektu"),
    ],
)
def test_a_place_that_cannot_be_gets_its_sentence_and_is_not_moved(
    edition_id, leader, leader_id, lat, lon, said
):
    draft_id = services.create_draft(
        edition_id, leader_id, answers.Idea(title="Ławki", summary="x"), IN_MARCH
    )
    leader.post(f"/budzet/2026/zglos/{draft_id}/miejsce", {**PLACE, "place-lat": lat, "place-lon": lon}, 422)
    assert said in errors(leader)[0]
    assert (value(leader, "place-lat").get("value"), value(leader, "place-lon").get("value")) == (lat, lon)
    assert value(leader, "location_text").get("value") == "nad stawem"
    assert the_project().point is None


def test_the_whole_city_needs_no_point(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    leader.post(f"/budzet/2026/zglos/{draft_id}/miejsce", {**PLACE, "where": "city"})
    assert (the_project().citywide, the_project().point) == (True, None)


@pytest.fixture
def addresses(edition_id):
    with transaction():
        area_id = db.session.query(Area.id).filter_by(code="port").scalar()
        for number in ("5", "7"):
            db.session.add(
                AddressPoint(
                    external_id=f"x{number}", street="Kwiatowa", number=number, town="Miłogród",
                    point=to_db(IN_PORT), area_id=area_id,
                )
            )  # fmt: skip


def test_an_address_is_put_on_the_map_before_anything_is_saved(addresses, edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/miejsce"
    leader.post(url, {**PLACE, "address": "kwiatowa 7", "find": "1"}, 200)
    assert value(leader, "place-lon").get("value") == "19.030000"
    assert queries.draft_of(the_project()).area_name == "Stare Miasto"
    leader.post(url, {**PLACE, "address": "kwiatowa", "find": "1"}, 200)
    offered = [each.get("value") for each in leader.doc.xpath("//button[@name='pick']")]
    assert len(offered) == 2
    leader.post(url, {**PLACE, "address": "kwiatowa", "pick": offered[0]}, 200)
    assert value(leader, "place-lon").get("value") == "19.030000"
    leader.post(url, {**PLACE, "address": "Nieznana 1", "find": "1"}, 422)
    assert "Nie znaleźliśmy takiego adresu" in errors(leader)[0]


def test_an_address_alone_is_enough_when_it_is_beyond_doubt(addresses, edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/miejsce"
    leader.post(url, {"where": "place", "address": "Kwiatowa 5", "place-lat": "", "place-lon": ""})
    assert queries.draft_of(the_project()).area_name == "Port"


def test_a_step_can_be_taken_again_and_keeps_what_was_saved(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2026/zglos/{draft_id}/opis")
    assert value(leader, "description").text_content().strip() == DRAFT.description
    assert value(leader, "kind").get("checked") is not None
    leader.get(f"/budzet/2026/zglos/{draft_id}/miejsce")
    assert value(leader, "place-lat").get("value") == "52.010000"
    leader.get(f"/budzet/2026/zglos/{draft_id}/koszty")
    assert [value(leader, f"lines-0-{name}").get("value") for name in ("name", "quantity", "unit", "unit_cost")] == [
        "Ławka", "1", "szt.", "9\u00a0000,00",
    ]  # fmt: skip
    answer = leader.post(
        f"/budzet/2026/zglos/{draft_id}/pomysl?do=sprawdz", {"title": "Inny tytuł", "summary": "Inny."}
    )
    assert answer.location.endswith("/podobne")
    assert the_project().title == "Inny tytuł"


def test_an_unfinished_step_is_saved_and_says_what_is_missing(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    leader.post(
        f"/budzet/2026/zglos/{draft_id}/opis", {**DESCRIPTION, "justification": "", "categories": []}, 422
    )
    assert len(errors(leader)) == 2
    assert (the_project().justification, the_project().categories) == ("", [])
    leader.get(f"/budzet/2026/zglos/{draft_id}/sprawdz")
    assert "Napisz, dla kogo jest projekt" in leader.text
    assert not leader.doc.xpath("//button[contains(., 'Wyślij projekt')]")
    leader.post(f"/budzet/2026/zglos/{draft_id}/sprawdz", status=422)
    assert the_project().status == Status.DRAFT


def test_a_choice_that_does_not_exist_counts_as_none(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    hostile = {
        **DESCRIPTION,
        "kind": "BOTH",
        "categories": ["GREENERY", "<script>"],
        "universal_design": "MAYBE",
    }
    leader.post(f"/budzet/2026/zglos/{draft_id}/opis", hostile, 422)
    assert errors(leader) == ["Błąd: Zaznacz, czy coś ma powstać, czy się wydarzyć."]
    assert the_project().categories == ["GREENERY"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"lines-0-quantity": "dużo"}, "Wpisz ilość liczbą, na przykład 6 albo 2,5."),
        ({"lines-0-quantity": "-1"}, "Wpisz ilość liczbą, na przykład 6 albo 2,5."),
        (
            {"lines-0-quantity": "0,0001"},
            "Ilość musi być większa od zera i mieć najwyżej trzy miejsca po przecinku.",
        ),
        ({"lines-0-quantity": "٦"}, "Wpisz ilość liczbą, na przykład 6 albo 2,5."),
        ({"lines-0-quantity": ""}, "Wpisz, ile tego potrzeba."),
        ({"lines-0-unit_cost": "0"}, "Wpisz cenę większą od zera."),
        ({"lines-0-unit_cost": "1.000"}, "Wpisz kwotę w złotych, na przykład 12 500 albo 12 500,50."),
        ({"lines-0-name": ""}, "Napisz, co to jest."),
        ({"lines-0-name": "x" * 201}, "Skróć: zmieści się najwyżej 200 znaków."),
    ],
)
def test_a_strange_row_is_refused_at_its_field_and_the_table_stays(edition_id, leader, leader_id, row, said):
    draft_id = make_draft(edition_id, leader_id)
    leader.post(f"/budzet/2026/zglos/{draft_id}/koszty", {**COSTS, **row}, 422)
    assert errors(leader) == [f"Błąd: {said}"]
    ((name, typed),) = row.items()
    assert value(leader, name).get("value") == typed
    assert value(leader, "lines-1-name").get("value") == "Montaż"
    assert the_project().cost == 9_000 * ZLOTY


def test_costs_over_the_limit_are_kept_and_the_page_says_by_how_much(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/koszty"
    leader.post(url, {**COSTS, "lines-0-unit_cost": "20 000"}, 422)
    assert "Za dużo o 21 000,00 zł" in leader.text
    assert the_project().cost == 121_000 * ZLOTY
    leader.post(url, {**COSTS, "more": "1"})
    leader.get(url)
    assert "Zostało 90 000,00 zł" in leader.text
    assert len(leader.doc.xpath("//fieldset[@class='cost-row']")) == 4


def test_a_table_of_a_hundred_rows_is_no_trouble(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    rows = {}
    for place in range(100):
        rows |= {
            f"lines-{place}-name": "x",
            f"lines-{place}-quantity": "1",
            f"lines-{place}-unit_cost": "300",
        }
    leader.post(f"/budzet/2026/zglos/{draft_id}/koszty", rows, 422)
    assert "Zmieści się najwyżej 30 wierszy" in leader.text


def test_the_deadline_passed_meanwhile(app, edition_id, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    with time_machine.travel(IN_MAY, tick=False):
        late = Page(app, leader_id)
        late.post(f"/budzet/2026/zglos/{draft_id}/opis", {**DESCRIPTION, "description": "Nowy opis"}, 422)
        assert "Nabór projektów zakończył się 31 marca 2026, 23:59" in late.text
        assert value(late, "description").text_content().strip() == "Nowy opis"
        assert late.get(f"/budzet/2026/zglos/{draft_id}/opis", 303).location.endswith("/sprawdz")
        late.get(f"/budzet/2026/zglos/{draft_id}/sprawdz")
        assert DRAFT.description in late.text
        assert not late.doc.xpath("//main//button")
        late.post(f"/budzet/2026/zglos/{draft_id}/sprawdz", status=422)
        late.post("/budzet/2026/zglos/pomysl", IDEA, 422)
        assert "Nabór projektów zakończył się" in late.text
        late.get("/budzet/2026/zglos")
        assert "Zacznij" not in late.text
    assert the_project().description == DRAFT.description


def test_another_persons_draft_and_project_are_not_there(app, edition_id, leader):
    stranger_id = make_person()
    for their_id in (make_draft(edition_id, stranger_id), make_project(edition_id, stranger_id)):
        for url in (
            *(
                f"zglos/{their_id}/{slug}"
                for slug in ("pomysl", "miejsce", "pula", "opis", "koszty", "zgody")
            ),
            *(f"zglos/{their_id}/{slug}" for slug in ("podobne", "sprawdz", "wyslano", "usun")),
            f"moje/{their_id}",
            f"moje/{their_id}/wycofaj",
        ):
            leader.get(f"/budzet/2026/{url}", 404)
            if not url.endswith(("podobne", "wyslano", str(their_id))):
                leader.post(f"/budzet/2026/{url}", {}, 404)


def test_a_project_of_another_edition_is_not_there(app, edition_id, leader, leader_id):
    make_edition(slug="2027")
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2027/zglos/{draft_id}/opis", 404)
    leader.get(f"/budzet/2027/moje/{draft_id}", 404)


def test_my_project_says_the_one_next_thing(app, edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2026/moje/{draft_id}")
    assert "Dokończ projekt i wyślij go do 31 marca 2026, 23:59. Zostało 21 dni." in leader.text
    services.submit(draft_id, leader_id, IN_MARCH)
    leader.get(f"/budzet/2026/moje/{draft_id}")
    assert "Teraz nasza kolej" in leader.text
    assert "Projekt możesz wycofać do 28 sierpnia 2026, 23:59." in leader.text
    leader.get("/budzet/2026/moje")
    assert "1. Ławki nad stawem" in leader.text


def test_withdrawing_is_asked_about_once_and_is_for_good(app, edition_id, leader, leader_id):
    sent_id = make_project(edition_id, leader_id)
    url = f"/budzet/2026/moje/{sent_id}"
    leader.get(f"{url}/wycofaj")
    assert "Tego nie da się cofnąć." in leader.text
    assert the_project().status == Status.SUBMITTED
    assert leader.post(f"{url}/wycofaj").location == url
    leader.get(url)
    assert "Wycofany przez autora" in leader.text
    leader.post(f"{url}/wycofaj", status=422)
    assert "Ten projekt jest już wycofany." in leader.text


def test_throwing_a_draft_away_is_asked_about_once(app, edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/usun"
    leader.get(url)
    assert the_project().status == Status.DRAFT
    leader.post(url)
    assert db.session.query(Project).count() == 0


def test_a_second_click_on_send_finds_it_sent(app, edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}"
    leader.post(f"{url}/sprawdz")
    assert leader.post(f"{url}/sprawdz").location == f"/budzet/2026/moje/{draft_id}"
    assert the_project().number == 1


def test_over_the_leaders_limit_the_draft_stays_readable(app, edition_id, leader, leader_id):
    make_project(edition_id, leader_id)
    make_project(edition_id, leader_id)
    third = make_draft(edition_id, leader_id)
    leader.post(f"/budzet/2026/zglos/{third}/sprawdz", status=422)
    assert "najwyżej tyle projektów: 2" in leader.text


def test_a_cost_limit_is_a_limit(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id, cost=LIMIT)
    leader.get(f"/budzet/2026/zglos/{draft_id}/koszty")
    assert "Zostało 0,00 zł" in leader.text
    assert leader.post(f"/budzet/2026/zglos/{draft_id}/sprawdz").location.endswith("wyslano")


def test_a_point_stays_exactly_where_it_was_put(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/miejsce"
    typed = {**PLACE, "place-lat": "52.0123456789", "place-lon": "19.0098765432"}
    leader.post(url, typed)
    where = db.text("SELECT ST_X(point), ST_Y(point) FROM project")
    assert tuple(db.session.execute(where).one()) == (19.0098765432, 52.0123456789)
    leader.get(url)
    shown = {name: value(leader, name).get("value") for name in ("place-lat", "place-lon")}
    assert shown == {"place-lat": "52.012346", "place-lon": "19.009877"}
    leader.post(url, {**PLACE, **shown})
    assert tuple(db.session.execute(where).one()) == (19.0098765432, 52.0123456789)
