"""The place of a project: shown, looked up, refused, never moved."""

import pytest

from civic.budget.projects import queries, services
from civic.budget.projects.rules import answers
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.places.models import AddressPoint, Area
from tests.budget.projects.city import IN_PORT, make_draft
from tests.budget.projects.examples import IN_MARCH
from tests.budget.projects.typed import PLACE, errors, field


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
    edition_id, leader, leader_id, lat, lon, said, the_project
):
    draft_id = services.create_draft(
        edition_id, leader_id, answers.Idea(title="Ławki", summary="x"), IN_MARCH
    )
    leader.post(f"/budzet/2026/zglos/{draft_id}/miejsce", {**PLACE, "place-lat": lat, "place-lon": lon}, 422)
    assert said in errors(leader)[0]
    assert (field(leader, "place-lat").get("value"), field(leader, "place-lon").get("value")) == (lat, lon)
    assert field(leader, "location_text").get("value") == "nad stawem"
    assert the_project().point is None


def test_the_whole_city_needs_no_point(edition_id, leader, leader_id, the_project):
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


def test_an_address_is_put_on_the_map_before_anything_is_saved(
    addresses, edition_id, leader, leader_id, the_project
):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/miejsce"
    leader.post(url, {**PLACE, "address": "kwiatowa 7", "find": "1"}, 200)
    assert field(leader, "place-lon").get("value") == "19.030000"
    assert queries.draft_of(the_project()).area_name == "Stare Miasto"
    leader.post(url, {**PLACE, "address": "kwiatowa", "find": "1"}, 200)
    offered = [each.get("value") for each in leader.doc.xpath("//button[@name='pick']")]
    assert len(offered) == 2
    leader.post(url, {**PLACE, "address": "kwiatowa", "pick": offered[0]}, 200)
    assert field(leader, "place-lon").get("value") == "19.030000"
    leader.post(url, {**PLACE, "address": "Nieznana 1", "find": "1"}, 422)
    assert "Nie znaleźliśmy takiego adresu" in errors(leader)[0]


def test_an_address_alone_is_enough_when_it_is_beyond_doubt(
    addresses, edition_id, leader, leader_id, the_project
):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/miejsce"
    leader.post(url, {"where": "place", "address": "Kwiatowa 5", "place-lat": "", "place-lon": ""})
    assert queries.draft_of(the_project()).area_name == "Port"


def test_a_point_stays_exactly_where_it_was_put(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/miejsce"
    typed = {**PLACE, "place-lat": "52.0123456789", "place-lon": "19.0098765432"}
    leader.post(url, typed)
    where = db.text("SELECT ST_X(point), ST_Y(point) FROM project")
    assert tuple(db.session.execute(where).one()) == (19.0098765432, 52.0123456789)
    leader.get(url)
    shown = {name: field(leader, name).get("value") for name in ("place-lat", "place-lon")}
    assert shown == {"place-lat": "52.012346", "place-lon": "19.009877"}
    leader.post(url, {**PLACE, **shown})
    assert tuple(db.session.execute(where).one()) == (19.0098765432, 52.0123456789)
