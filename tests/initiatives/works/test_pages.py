"""The works as each side sees them, and what everybody sees."""

import csv
import io
import json

import pytest

from civic.core.access import Role
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Status
from civic.initiatives.works import queries
from tests.factories import make_person
from tests.initiatives.agreements import steps as agreement
from tests.initiatives.agreements.test_pages import Count, form_of
from tests.initiatives.factories import make_initiative
from tests.initiatives.works import steps
from tests.initiatives.works.test_services import photo
from tests.page import Page


def urls(initiative_id: int) -> tuple[str, str]:
    """The works' address for residents and for the office."""
    return f"/inicjatywy/{initiative_id}/praca", f"/urzad/inicjatywy/{initiative_id}/praca"


def test_from_start_to_settled_in_the_browser(app):
    initiative_id, leader, officer = steps.signed()
    home, office = urls(initiative_id)
    resident, clerk = Page(app, leader), Page(app, officer)
    finance = Page(app, make_person([Role.FINANCE]))
    resident.get(home)
    resident.post(f"{home}/zacznij", {"day": "2099-01-01"}, 422)
    assert "Ten dzień jeszcze nie nadszedł." in resident.text
    resident.post(f"{home}/zacznij", {"day": steps.ago(8).isoformat()})
    entry = {
        "line": "1",
        "day": steps.ago(5).isoformat(),
        "people": "10",
        "hours_each": "3,5",
        "what": "Kopanie",
    }
    resident.post(f"{home}/godziny", entry | {"people": "0"}, 422)
    assert "Wpisz, ile osób pracowało: od 1 do 1000." in resident.text
    resident.post(f"{home}/godziny", entry)
    resident.get(home)
    assert "10 × 3,5" in resident.text
    thing = {
        "name": "Taczka",
        "quantity": "2",
        "unit": "szt.",
        "condition": "nowa",
        "day": steps.ago(6).isoformat(),
    }
    clerk.post(f"{office}/rzeczy", thing)
    clerk.get(office)
    assert "Taczka, 2 szt." in clerk.text
    clerk.get(f"{office}/protokol")
    assert "nowa" in clerk.text
    assert clerk.get(f"{office}/protokol.pdf").data.startswith(b"%PDF-")
    resident.post(f"{home}/zakoncz", {"day": steps.ago(1).isoformat()})
    resident.get(f"{home}/rozliczenie")
    assert "Brakuje protokołów rzeczy użyczonych" in resident.text
    values = form_of(resident) | {"summary": "Zrobione."}
    assert values["rows-0-quantity"] == "35"
    resident.post(f"{home}/rozliczenie", values)
    resident.post(f"{home}/rozliczenie", values | {"send": "1"}, 422)
    assert "Brakuje: Taczka." in resident.text
    back = {"outcome": "DAMAGED", "note": "pęknięte koło", "day": steps.ago().isoformat()}
    clerk.post(f"{office}/rzeczy/1", back)
    resident.post(f"{home}/rozliczenie", values | {"send": "1"}, 422)
    assert "Napisz, skąd różnica między planem a wykonaniem: Kopanie i sadzenie." in resident.text
    resident.post(f"{home}/rozliczenie", values | {"send": "1", "rows-0-reason": "Padało"})
    resident.get(f"{home}/rozliczenie")
    assert "Padało" in resident.text
    finance.get(f"{office}/rozliczenie")
    finance.post(f"{office}/rozliczenie/zwroc", {"note": "Dopisz, co z sadzonkami."})
    resident.get(f"{home}/rozliczenie")
    assert "Dopisz, co z sadzonkami." in resident.text
    resident.post(f"{home}/rozliczenie", values | {"send": "1", "rows-0-reason": "Padało"})
    finance.post(f"{office}/rozliczenie/przyjmij")
    assert requests.initiative(initiative_id).status is Status.SETTLED
    resident.get(home)
    resident.get(f"{home}/rozliczenie")
    finance.get(f"{office}/rozliczenie")


def test_photos_are_seen_by_whom_they_may_be(app, visitor):
    initiative_id, leader, officer = steps.started()
    home, _office = urls(initiative_id)
    resident = Page(app, leader)
    upload = {"caption": "Sąsiedzi przy pracy"}
    resident.post(f"{home}/zdjecia", upload, 422)
    assert "Wybierz zdjęcie." in resident.text
    resident.post(f"{home}/zdjecia", upload | {"photo": (io.BytesIO(b"x"), "x.jpg")}, 422)
    picture = photo().stream.read()
    resident.post(f"{home}/zdjecia", upload | {"photo": (io.BytesIO(picture), "x.jpg")})
    resident.post(
        f"{home}/zdjecia", {"photo": (io.BytesIO(picture), "y.jpg"), "caption": "Krzewy", "agreed": "y"}
    )
    resident.get(home)
    hidden, shown = resident.doc.xpath("//ul[@class='photos']//img/@src")
    assert resident.client.get(hidden).status_code == 200
    assert Page(app, officer).client.get(hidden).status_code == 200
    assert visitor.client.get(hidden).status_code == 404
    visitor.get(f"/inicjatywy/{initiative_id}")
    assert visitor.doc.xpath("//ul[@class='photos']//img/@src") == [shown]
    assert visitor.client.get(shown).status_code == 200


def test_others_go_to_the_public_page(app, visitor):
    initiative_id, _, _ = steps.started()
    home, office = urls(initiative_id)
    visitor.get(home, 302)
    other = Page(app, make_person())
    other.get(home, 303)
    other.get(f"{home}/rozliczenie", 404)
    other.get(office, 403)
    auditor = Page(app, make_person([Role.AUDITOR]))
    auditor.get(office)
    auditor.post(f"{office}/zakoncz", {"day": steps.ago().isoformat()}, 403)
    auditor.post(f"{office}/rozliczenie/przyjmij", status=403)


def test_the_public_page_shows_the_agreement_the_plan_and_the_settlement(app, visitor):
    initiative_id, _, _ = steps.settled()
    visitor.get(f"/inicjatywy/{initiative_id}")
    text = visitor.text.replace("\xa0", " ")
    assert f"Umowa UIL/{steps.ago(10).year}/0001" in text
    assert "Mieszkańcy przepracowali 40 z 40 zaplanowanych godzin" in text
    assert "Uzgodniony plan" in text
    assert "Rozliczenie: plan i wykonanie" in text
    assert "Zofia" not in visitor.response.text
    with Count() as counted:
        visitor.get(f"/inicjatywy/{initiative_id}")
    assert len(counted.statements) <= 8, counted.statements


def test_pages_stay_within_eight_statements(app):
    initiative_id, leader, officer = steps.submitted()
    home, office = urls(initiative_id)
    for person_id, address in ((leader, home), (officer, office)):
        page = Page(app, person_id)
        for path in ("", "/rozliczenie", "/protokol"):
            with Count() as counted:
                page.get(address + path)
            assert len(counted.statements) <= 8, (address + path, counted.statements)


def test_the_list_is_searched_and_filtered(app, visitor):
    first = make_initiative(Status.SUBMITTED, title="Ławki przy stawie", scope="INFRASTRUCTURE")
    settled, _, _ = steps.settled()
    make_initiative(Status.DRAFT, title="Tajny szkic")
    visitor.get("/inicjatywy")
    assert "Znaleziono 2 inicjatyw" in visitor.text
    assert "Tajny szkic" not in visitor.text
    assert "to coś, co mieszkańcy robią razem z miastem" in visitor.text
    visitor.get("/inicjatywy?stan=rozliczone")
    assert visitor.doc.xpath("//main//ul[@class='columns']//a/@href") == [f"/inicjatywy/{settled}"]
    visitor.get("/inicjatywy?q=ławki&zakres=INFRASTRUCTURE&rok=1999&stan=nie-ma")
    assert visitor.doc.xpath("//main//ul[@class='columns']//a/@href") == [f"/inicjatywy/{first}"]
    visitor.get("/inicjatywy?q=niczegotakiego")
    assert "Nie ma takich inicjatyw" in visitor.text
    visitor.get("/inicjatywy?page=99")


def test_the_register_adds_up(app, visitor):
    year = steps.ago().year
    _initiative_id, _, _ = steps.settled()
    _planned, _, _ = steps.started()
    make_initiative(Status.REJECTED)
    visitor.get(f"/inicjatywy/rejestr/{year}")
    text = visitor.text.replace("\xa0", " ")
    assert "Mieszkańcy dodali 1 200,00 zł" in text
    assert "40 godz." in text
    assert "w planie" in text
    sums = queries.summed(year)
    assert (sums.requests, sums.agreements, sums.settled, sums.residents, sums.city) == (
        3,
        2,
        1,
        120_000,
        100_000,
    )
    table = list(csv.reader(io.StringIO(visitor.get(f"/inicjatywy/rejestr/{year}.csv").text)))
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    assert len(rows) == 3
    assert [row["rozliczona"] for row in rows] == ["tak", "nie", "nie"]
    assert rows[0]["wklad_mieszkancow"] == rows[1]["wklad_mieszkancow"] == "1200.00"
    assert rows[0]["umowa"].startswith("UIL/")
    assert rows[2]["umowa"] == ""
    assert "CC0" in rows[0]["licencja"]
    visitor.get("/inicjatywy/rejestr/1990", 404)
    visitor.get("/inicjatywy/rejestr/1990.csv", 404)


def test_an_annex_counts_in_the_register_instead_of_what_was_first_agreed(app):
    initiative_id, leader, officer = steps.started()
    agreement.write(initiative_id, officer, steps.C, quantity=50)
    agreement.agree(initiative_id, leader, officer)
    agreement.sign(initiative_id, officer)
    (row,) = queries.register(steps.ago().year)
    assert (row.hours, row.work, row.signed_on) == (50, 150_000, steps.ago(10))


def test_geojson_is_whole_and_names_nobody(app, visitor):
    year = steps.ago().year
    point = "SRID=4326;POINT(21.01 52.23)"
    here, _, _ = steps.settled(point=point)
    steps.started()
    found = json.loads(visitor.get("/inicjatywy/mapa.geojson").data)
    assert found["type"] == "FeatureCollection"
    assert [each["geometry"] for each in found["features"]] == [
        {"type": "Point", "coordinates": [21.01, 52.23]}
    ]
    assert found["features"][0]["properties"]["url"] == f"/inicjatywy/{here}"
    response = visitor.get(f"/inicjatywy/rejestr/{year}.geojson")
    assert response.mimetype == "application/geo+json"
    assert int(response.headers["Content-Length"]) == len(response.data)
    both = json.loads(response.data)
    assert [each["geometry"] is None for each in both["features"]] == [False, True]
    assert "CC0" in both["license"]
    for content in (response.text, visitor.get(f"/inicjatywy/rejestr/{year}.csv").text):
        assert "Zofia" not in content
        assert "example.org" not in content


@pytest.mark.parametrize(
    "path", ["", "/rejestr/2026", "/mapa.geojson", "/rejestr/2026.csv", "/rejestr/2026.geojson"]
)
def test_an_empty_city_has_its_pages_too(app, visitor, path):
    visitor.get(f"/inicjatywy{path}")


def test_public_lists_stay_within_eight_statements(app, visitor):
    steps.settled()
    for path in ("", f"/rejestr/{steps.ago().year}", "/mapa.geojson"):
        with Count() as counted:
            visitor.get(f"/inicjatywy{path}")
        assert len(counted.statements) <= 8, (path, counted.statements)


def test_a_report_counts_in_the_register_once_it_is_accepted(app):
    steps.submitted()
    (row,) = queries.register(steps.ago().year)
    assert row.settled is False
    assert queries.summed(steps.ago().year).settled == 0
