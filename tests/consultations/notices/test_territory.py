"""Where a consultation is: areas, an own shape from a file, and what the map shows."""

import io
import json

import pytest
import time_machine
from shapely import MultiPolygon, box

from civic.consultations.notices import queries, services
from civic.consultations.notices.forms import territory
from civic.consultations.notices.queries import Filters
from civic.consultations.notices.services import Territory
from civic.core.db import db, transaction
from civic.core.geo import polygon_to_db
from civic.places.models import Area
from tests.consultations.factories import make_consultation
from tests.consultations.notices.cases import NOW, clerk, drafted
from tests.page import Page


def area(name, code, kind, shape, parent_id=None):
    with transaction():
        made = Area(
            name=name, code=code, kind=kind, parent_id=parent_id, geom=polygon_to_db(MultiPolygon([shape]))
        )
        db.session.add(made)
        db.session.flush()
        return made.id


@pytest.fixture
def city(app):
    whole = area("Miłogród", "milogrod", "city", box(20.0, 52.0, 20.4, 52.2))
    west = area("Zachód", "zachod", "district", box(20.0, 52.0, 20.2, 52.2), whole)
    area("Wschód", "wschod", "district", box(20.2, 52.0, 20.4, 52.2), whole)
    area("Sady", "sady", "estate", box(20.0, 52.0, 20.1, 52.1), west)
    with time_machine.travel(NOW, tick=False):
        yield


def ticked(shape):
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [list(shape.exterior.coords)]},
    }


def send(page, made, document, **more):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    data = {"scope": "shape", "file": (io.BytesIO(content), "teren.geojson"), **more.pop("data", {})}
    return page.post(f"/urzad/konsultacje/{made}/teren", data, content_type="multipart/form-data", **more)


def test_areas_are_chosen_by_name(city, app):
    made, page = drafted(), Page(app, clerk())
    page.get(f"/urzad/konsultacje/{made}/teren")
    assert "Sady" in page.text
    page.post(f"/urzad/konsultacje/{made}/teren", {"scope": "areas", "areas": ["zachod", "sady"]})
    assert [each.code for each in queries.case(made).areas] == ["sady", "zachod"]
    page.post(f"/urzad/konsultacje/{made}/teren", {"scope": "areas", "areas": ["nigdzie"]}, 422)
    page.post(f"/urzad/konsultacje/{made}/teren", {"scope": "city"})
    assert queries.case(made).whole_city


def test_a_shape_comes_from_a_file_and_is_checked(city, app):
    made, page = drafted(), Page(app, clerk())
    page.post(f"/urzad/konsultacje/{made}/teren", {"scope": "shape"}, 422)
    send(page, made, ticked(box(20.15, 52.05, 20.25, 52.1)))
    assert queries.case(made).has_shape
    page.post(f"/urzad/konsultacje/{made}/teren", {"scope": "shape"})
    assert queries.case(made).has_shape
    send(page, made, {"type": "FeatureCollection", "features": [ticked(box(20.1, 52.1, 20.2, 52.15))]})
    send(page, made, ticked(box(20.1, 52.1, 20.2, 52.15))["geometry"])


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"<gml/>", "XML"),
        (b"PK\x03\x04", "ZIP"),
        (b"[" * 100_000, "GeoJSON"),
        (b"{}", "GeoJSON"),
        (b"\xff\xfe", "GeoJSON"),
        ({"type": "FeatureCollection", "features": []}, "żadnego obszaru"),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [20, 52]}}, "Point"),
        (ticked(box(52.05, 20.15, 52.1, 20.25)), "teren 1"),
        (ticked(box(2.0, 48.0, 2.1, 48.1)), "teren 1"),
    ],
)
def test_a_file_that_is_no_territory_is_refused_with_a_sentence(city, app, document, words):
    made, page = drafted(), Page(app, clerk())
    send(page, made, document, status=422)
    assert words in page.text
    assert queries.case(made).whole_city


def test_a_shape_outside_the_city_is_refused(city, app):
    made, page = drafted(), Page(app, clerk())
    send(page, made, ticked(box(21.0, 52.0, 21.1, 52.1)), status=422)
    assert "poza granicami miasta" in page.text


def test_a_file_too_big_is_refused(city, app, monkeypatch):
    monkeypatch.setattr(territory, "LARGEST", 1000)
    made, page = drafted(), Page(app, clerk())
    send(page, made, b" " * 1001, status=422)
    assert "5 MB" in page.text


def test_the_map_marks_what_it_concerns(city, visitor, app):
    made = drafted()
    services.save(made, clerk(), Territory(areas=("sady", "zachod")), NOW)
    with transaction():
        db.session.execute(db.text("UPDATE consultation SET status = 'ANNOUNCED', announced_at = now(), year = 2026, number = 9, order_number = '1', ordered_on = now()"))  # fmt: skip
    data = visitor.get(f"/konsultacje/{made}/teren.geojson").json
    kinds = {each["properties"]["code"]: each["properties"].get("kind") for each in data["features"]}
    assert kinds == {"sady": "on", "zachod": "on", "wschod": None}
    visitor.get(f"/konsultacje/{made}")
    assert "Sady, Zachód." in visitor.text


def test_the_list_by_area_knows_what_lies_where(city, visitor, app):
    def only(title, **territory):
        made = make_consultation(title=title)
        with transaction():
            db.session.execute(
                db.text("UPDATE consultation SET status = 'DRAFT' WHERE id = :id"), {"id": made}
            )
        services.save(made, clerk(), Territory(**territory), NOW)
        with transaction():
            db.session.execute(
                db.text("UPDATE consultation SET status = 'ANNOUNCED' WHERE id = :id"), {"id": made}
            )

    only("Całe miasto")
    only("Zachód", areas=("zachod",))
    only("Sady", areas=("sady",))
    only("Wschód", areas=("wschod",))
    only("Kształt", shape=MultiPolygon([box(20.15, 52.12, 20.18, 52.15)]))

    def titles(code):
        return {each.title for each in queries.page_of(Filters(area=code), NOW, 1)}

    assert titles("wschod") == {"Całe miasto", "Wschód"}
    assert titles("zachod") == {"Całe miasto", "Zachód", "Sady", "Kształt"}
    assert titles("sady") == {"Całe miasto", "Zachód", "Sady"}
    visitor.get("/konsultacje?obszar=sady")
    assert "Wschód" not in " ".join(visitor.doc.xpath("//main//h2/a/text()"))
    marks = visitor.get("/konsultacje/mapa.geojson").json["features"]
    assert {each["properties"]["title"] for each in marks} == {"Zachód", "Sady", "Wschód", "Kształt"}
