"""Residents ask where a place is."""

import gzip
import json

import pytest

from civic.core.coordinates import LonLat
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.places import queries
from civic.places.models import AddressPoint
from civic.places.rules import Kind
from civic.places.services import set_populations
from tests.places.conftest import put
from tests.places.draw import draft, rectangle


@pytest.fixture
def doors(city):
    area = queries.area_of_code("laki")
    assert area is not None
    with transaction():
        for street, number in (("Kwiatowa", "5"), ("Kwiatowa", "51"), ("Kwietna", "1")):
            db.session.add(
                AddressPoint(
                    external_id=f"{street}{number}",
                    street=street,
                    number=number,
                    postcode=None,
                    town="Miłogród",
                    point=to_db(LonLat(20.005, 52.005)),
                    area_id=area.id,
                )
            )
    return city


def test_by_a_point_on_the_map(city, visitor):
    visitor.get("/miejsca?lon=20.005&lat=52.005")
    assert "To miejsce leży w: Łąki, Lewa." in visitor.text
    assert visitor.doc.xpath("//a[@href='/miejsca/obszar/laki']")
    assert visitor.doc.xpath("//input[@name='lon']/@value") == ["20.005"]


@pytest.mark.parametrize("typed", ["ul. Kwietna 1", "Kwiatowa 51", "Kwiatowa 5, Miłogród"])
def test_by_address(doors, visitor, typed):
    visitor.get("/miejsca", query_string={"adres": typed})
    assert "To miejsce leży w: Łąki, Lewa." in visitor.text


def test_an_address_that_may_be_several_is_asked_about(doors, visitor):
    visitor.get("/miejsca?adres=kwiatowa")
    assert "Który adres masz na myśli?" in visitor.text
    (link, *_) = visitor.doc.xpath("//main//li/a/@href")
    visitor.get(link)
    assert "To miejsce leży w: Łąki, Lewa." in visitor.text
    visitor.get("/miejsca?adres=kwi")
    assert [link.text for link in visitor.doc.xpath("//main//li/a")] == [
        "Kwiatowa, Miłogród",
        "Kwietna, Miłogród",
    ]


def test_an_unknown_address_shows_the_other_ways(doors, visitor):
    visitor.get("/miejsca?adres=Nieznana+7")
    assert "Nie znaleźliśmy takiego adresu" in visitor.text
    assert visitor.doc.xpath("//input[@name='adres']/@value") == ["Nieznana 7"]


def test_by_the_list(city, visitor):
    visitor.get("/miejsca")
    assert [link.text for link in visitor.doc.xpath("//table//a")] == ["Lewa", "Prawa"]
    assert "Lewa50 000" in visitor.text
    visitor.get("/miejsca/obszar/lewa")
    assert "Miłogród" in visitor.text
    assert [link.text for link in visitor.doc.xpath("//main//ul//a")] == ["Łąki", "Ogrody"]
    visitor.get("/miejsca/obszar/nie-ma", status=404)


@pytest.mark.parametrize(
    ("query", "words", "status"),
    [
        ("lon=20.02&lat=52.015", "dokładnie na granicy: Lewa i Prawa", 200),
        ("lon=20.05&lat=52.005", "Najbliżej jest Prawa", 200),
        ("lon=52.005&lat=20.005", "wyglądają na zamienione", 200),
        ("lon=20,005&lat=52,005", "Łąki", 200),
        ("lon=999&lat=999", "To nie są współrzędne", 200),
        ("lon=abc&lat=52.005", "Wpisz liczbę stopni", 422),
        ("lon=nan&lat=1e999", "Wpisz liczbę stopni", 422),
        ("lon=20.005", "Podaj obie współrzędne", 422),
        ("adres=" + "a" * 201, "najwyżej 200 znaków", 422),
        ("adres=%00%ff%d0", "Gdzie to jest", 200),
        ("lon=20.005&lon=1&lat=52.005", "Łąki", 200),
    ],
)
def test_every_question_has_an_answer(doors, visitor, query, words, status):
    visitor.get(f"/miejsca?{query}", status=status)
    assert words in visitor.text


def test_what_was_typed_wrong_stays(city, visitor):
    visitor.get("/miejsca?lon=%3Cb%3E&lat=52.005", status=422)
    assert visitor.doc.xpath("//input[@name='lon']/@value") == ["<b>"]
    assert visitor.doc.xpath("//input[@name='lat']/@value") == ["52.005"]
    assert [link.get("href") for link in visitor.doc.xpath("//*[@role='alert']//a")] == ["#lon"]


def test_before_anything_is_imported(app, visitor):
    visitor.get("/miejsca?lon=20.005&lat=52.005")
    assert "Miasto nie wczytało jeszcze swoich granic" in visitor.text
    assert visitor.get("/miejsca/obszary.geojson").json == {"type": "FeatureCollection", "features": []}


def test_without_an_address_register_nobody_is_asked_for_an_address(city, visitor):
    visitor.get("/miejsca")
    assert not visitor.doc.xpath("//input[@name='adres']")


def test_the_map_hears_where_a_point_lies(city, visitor):
    assert visitor.get("/miejsca/gdzie?lon=20.005&lat=52.005").json == {
        "sentence": "To miejsce leży w: Łąki, Lewa.", "inside": True, "area": "Łąki", "area_code": "laki",
    }  # fmt: skip
    for query in ("", "lon=x&lat=1", "lon=20.05&lat=52.005", "lon=nan&lat=nan"):
        answer = visitor.get(f"/miejsca/gdzie?{query}").json
        assert answer["inside"] is False
        assert answer["sentence"]


def test_suggestions_as_json(doors, visitor):
    assert visitor.get("/miejsca/adresy?q=kwiatowa+5").json["results"][0] == {
        "label": "Kwiatowa 5, Miłogród", "lon": 20.005, "lat": 52.005, "area": "Łąki", "area_code": "laki",
    }  # fmt: skip
    assert visitor.get("/miejsca/adresy").json == {"results": []}


def test_boundaries_for_the_map(city, visitor):
    answer = visitor.get("/miejsca/obszary.geojson?on=prawa", headers={"Accept-Encoding": "identity"})
    assert answer.mimetype == "application/geo+json"
    features = answer.json["features"]
    assert [feature["properties"] for feature in features] == [
        {"code": "lewa", "name": "Lewa", "population": 50_000},
        {"code": "prawa", "name": "Prawa", "population": None, "kind": "on"},
    ]
    assert features[0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    packed = visitor.get("/miejsca/obszary.geojson?on=prawa", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == answer.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_boundaries_are_fetched_again_only_when_they_changed(city, visitor):
    def ask(tag: str) -> int:
        return visitor.client.get("/miejsca/obszary.geojson", headers={"If-None-Match": tag}).status_code

    tag = visitor.get("/miejsca/obszary.geojson").headers["ETag"]
    assert ask(tag) == 304
    db.session.remove()
    set_populations({"lewa": 7})
    assert ask(tag) == 200
    assert b'"population":7' in visitor.get("/miejsca/obszary.geojson").data


def test_the_map_shows_what_the_city_has(app, visitor):
    put(Kind.ESTATE, draft("Osiedle", rectangle(0, 0, 1, 1)))
    assert len(visitor.get("/miejsca/obszary.geojson").json["features"]) == 1
    assert visitor.get("/miejsca/obszary.geojson?kind=city").json["features"] == []
    visitor.get("/miejsca/obszary.geojson?kind=galaxy", status=404)


def test_neighbours_share_a_border_when_simplified(app):
    """A wavy border of 400 points between two areas: simplified, still no gap and no overlap."""
    wave = [(20.01 + (0.0002 if n % 2 else -0.0002) / (1 + n % 7), 52 + 0.02 * n / 400) for n in range(401)]
    west = [(20.0, 52.0), *wave, (20.0, 52.02)]
    east = [(20.02, 52.0), *wave, (20.02, 52.02)]
    put(
        Kind.DISTRICT,
        *(
            draft(name, type(rectangle(0, 0, 1, 1))(ring))
            for name, ring in (("Zachód", west), ("Wschód", east))
        ),
    )
    one, other = (
        {tuple(point) for point in feature["geometry"]["coordinates"][0][0]}
        for feature in json.loads(queries.districts_geojson().body)["features"]
    )
    assert len(one) < 200
    border = {point for point in one if 20.005 < point[0] < 20.015}
    assert border
    assert border <= other
