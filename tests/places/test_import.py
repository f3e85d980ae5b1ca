"""Storing boundaries, on PostGIS, through the services and the command line."""

import pytest
import shapely
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from civic.core import migrations
from civic.core.audit import AuditEvent
from civic.core.coordinates import PL1992, WEB_MERCATOR, WGS84, project
from civic.core.db import db, transaction
from civic.core.geo import LonLat, from_db, polygon_to_db, to_db
from civic.core.refusal import Refused
from civic.places import queries
from civic.places.models import AddressPoint, Area
from civic.places.rules import Kind, Refusal
from civic.places.rules.geojson import Draft, Reading
from civic.places.services import Imported, Order, import_areas, set_populations
from tests.conftest import connect
from tests.places.conftest import CITY, LEFT, LOWER, RIGHT, UPPER, put
from tests.places.draw import document, draft, feature, of_areas, rectangle


def names() -> list[str]:
    return [area.name for area in queries.areas()]


def store(*drafts: Draft, kind: Kind = Kind.DISTRICT, **order: object) -> Imported:
    return import_areas(Reading(list(drafts), []), Order(kind, **order))  # type: ignore[arg-type]


def refused(*drafts: Draft, **order: object) -> Refused:
    before = snapshot()
    with pytest.raises(Refused) as caught:
        store(*drafts, **order)
    db.session.remove()
    assert snapshot() == before, "something was stored"
    return caught.value


def snapshot() -> list[object]:
    query = text("SELECT code, name, population, ST_AsBinary(geom), xmin::text FROM area ORDER BY id")
    return [tuple(row) for row in db.session.execute(query)]


def door(name: str, lon: float, lat: float, code: str) -> AddressPoint:
    area = queries.area_of_code(code)
    assert area is not None
    return AddressPoint(
        external_id=name, street="Kwiatowa", number="1", town="Miłogród", point=to_db(LonLat(lon, lat)), area_id=area.id
    )  # fmt: skip


def test_a_tree_of_areas(city):
    (root,) = queries.area_tree()
    assert (root.area.code, root.area.population) == ("milogrod", 90_970)
    assert [branch.area.code for branch in root.children] == ["lewa", "prawa"]
    assert [branch.area.name for branch in root.children[0].children] == ["Łąki", "Ogrody"]
    assert [area.code for area in queries.areas(Kind.ESTATE)] == ["laki", "ogrody"]
    assert queries.area_of_code("nie-ma") is None


def test_names_are_in_polish_order(app):
    letters = ["Ława", "Lasek", "Ćmielów", "Cegielnia", "Zdrój", "Żabno", "Źródła", "Ósmy", "Orlik"]
    put(Kind.DISTRICT, *(draft(name, rectangle(n, 0, n + 1, 1)) for n, name in enumerate(letters)))
    assert names() == ["Cegielnia", "Ćmielów", "Lasek", "Ława", "Orlik", "Ósmy", "Zdrój", "Źródła", "Żabno"]


def test_the_same_again_changes_nothing(city):
    before = snapshot()
    done = store(LEFT, RIGHT, parent="milogrod")
    assert (done.added, done.changed, list(done.unchanged)) == ([], [], ["Lewa", "Prawa"])
    assert snapshot() == before
    assert db.session.query(AuditEvent).count() == 3


def test_a_failed_check_stores_nothing(app):
    put(Kind.CITY, CITY)
    error = refused(LEFT, draft("Prawa", rectangle(1, 0, 4, 2)), parent="milogrod")
    assert error.reason is Refusal.CHECK_FAILED
    assert [f.problem.value for f in error.facts["findings"]] == ["overlap"]  # type: ignore[attr-defined]


def test_changing_asks_for_replace(city):
    moved = [draft("Lewa", rectangle(0, 0, 1, 2)), draft("Prawa", rectangle(1, 0, 4, 2))]
    error = refused(*moved, parent="milogrod")
    assert (error.reason, error.facts["areas"]) == (Refusal.WOULD_REPLACE, ["Lewa", "Prawa"])
    done = store(*moved, parent="milogrod", replace=True)
    assert done.changed == ["Lewa", "Prawa"]
    assert shapely.from_wkb(bytes(db.session.query(Area).filter_by(code="lewa").one().geom.data)).equals(
        rectangle(0, 0, 1, 2)
    )


def test_replacing_removes_what_is_not_in_the_file(city):
    done = store(draft("Cała", rectangle(0, 0, 2, 2)), kind=Kind.ESTATE, parent="lewa", replace=True)
    assert (done.added, done.removed) == (["Cała"], ["Łąki", "Ogrody"])
    assert [area.name for area in queries.areas(Kind.ESTATE)] == ["Cała"]
    event = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert event is not None
    assert (event.kind, event.data) == (
        "AreasImported",
        {"parent": "lewa", "added": 1, "changed": [], "removed": ["laki", "ogrody"]},
    )


def test_an_area_with_areas_in_it_stays(city):
    error = refused(draft("Cała", rectangle(0, 0, 4, 2)), parent="milogrod", replace=True)
    assert (error.reason, error.facts["area"], error.facts["count"]) == (Refusal.HAS_CHILDREN, "Lewa", 2)


def test_addresses_refer_until_it_is_agreed_that_they_move(city):
    with transaction():
        db.session.add_all([door("a", 20.015, 52.005, "laki"), door("b", 20.005, 52.005, "laki")])
    moved = [draft("Łąki", rectangle(0, 0, 1, 2)), draft("Ogrody", rectangle(1, 0, 2, 2))]
    error = refused(*moved, kind=Kind.ESTATE, parent="lewa", replace=True)
    assert (error.reason, error.facts["count"]) == (Refusal.ADDRESSES_REFER, 2)
    done = store(*moved, kind=Kind.ESTATE, parent="lewa", replace=True, reassign=True)
    assert (done.addresses.moved, done.addresses.dropped) == (1, 0)
    areas = dict(db.session.query(AddressPoint.external_id, Area.code).join(Area).all())
    assert areas == {"a": "ogrody", "b": "laki"}


def test_more_detailed_areas_take_over_the_addresses(app):
    put(Kind.CITY, CITY)
    with transaction():
        db.session.add(door("a", 20.015, 52.005, "milogrod"))
    done = store(LEFT, RIGHT, parent="milogrod")
    assert done.addresses.moved == 1
    assert db.session.query(Area.code).join(AddressPoint).scalar() == "lewa"


@pytest.mark.parametrize("column", ["code", "id"])
def test_what_other_features_refer_to_stays_where_it_is(city, database, column):
    """Whatever table has a foreign key to areas: here one that this test makes."""
    kind = {"code": "varchar", "id": "integer"}[column]
    with connect(database) as admin:
        admin.execute(f"CREATE TABLE thing (area {kind} REFERENCES area ({column}))")
        admin.execute(f"INSERT INTO thing SELECT {column} FROM area WHERE code = 'laki'")
        admin.execute("GRANT SELECT ON thing TO civic_app")
        try:
            one = draft("Cała", rectangle(0, 0, 2, 2))
            error = refused(one, kind=Kind.ESTATE, parent="lewa", replace=True)
            assert (error.reason, error.facts["table"], error.facts["count"]) == (
                Refusal.STILL_USED,
                "thing",
                1,
            )
            renamed = Draft("Łączki", "laki", None, LOWER.shape)
            assert store(renamed, UPPER, kind=Kind.ESTATE, parent="lewa", replace=True).changed == ["Łączki"]
        finally:
            db.session.remove()
            admin.execute("DROP TABLE thing")


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"kind": Kind.CITY, "parent": "milogrod"}, Refusal.PARENT_OF_CITY),
        ({"parent": "nie-ma"}, Refusal.NO_SUCH_PARENT),
        ({"parent": "prawa"}, Refusal.PARENT_NOT_WIDER),
        ({"kind": Kind.ESTATE, "parent": "prawa"}, Refusal.CODE_TAKEN),
    ],
)
def test_areas_lie_in_wider_ones(city, order, reason):
    assert refused(draft("Lewa", rectangle(2, 0, 4, 2)), **order).reason is reason


def test_the_parent_may_be_given_by_name(app):
    put(Kind.CITY, CITY)
    store(LEFT, RIGHT, parent="MIŁOGRÓD")
    assert {area.parent_id for area in queries.areas(Kind.DISTRICT)} == {queries.areas(Kind.CITY)[0].id}


def test_another_part_of_the_set_may_come_later(app):
    put(Kind.DISTRICT, LEFT)
    assert store(RIGHT).added == ["Prawa"]
    assert refused(draft("Środek", rectangle(1, 0, 3, 2))).reason is Refusal.CHECK_FAILED


def test_an_unknown_population_does_not_erase_a_known_one(city):
    silent = Draft("Lewa", "lewa", None, LEFT.shape)
    assert store(silent, RIGHT, parent="milogrod").unchanged == ["Lewa", "Prawa"]
    renamed = Draft("Lewa Strona", "lewa", None, LEFT.shape)
    store(renamed, RIGHT, parent="milogrod", replace=True)
    area = queries.area_of_code("lewa")
    assert area is not None
    assert (area.name, area.population) == ("Lewa Strona", 50_000)


def test_the_database_itself_refuses_what_the_checks_refuse(city):
    bowtie = shapely.MultiPolygon([shapely.Polygon([(20, 52), (20.01, 52.01), (20.01, 52), (20, 52.01)])])
    for change in (
        {"geom": polygon_to_db(bowtie)}, {"code": "Stare Miasto"}, {"name": " "}, {"population": -1}, {"kind": "village"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction():
            db.session.query(Area).filter_by(code="lewa").update(change)  # type: ignore[arg-type]


def test_points_and_polygons_come_back_as_they_went(city):
    with transaction():
        db.session.add(door("a", 20.0123456789, 52.0098765432, "laki"))
    assert from_db(db.session.query(AddressPoint).one().point) == LonLat(20.0123456789, 52.0098765432)


def test_the_version_changes_with_every_change(city):
    versions = {queries.areas_version()}
    set_populations({"lewa": 1})
    versions.add(queries.areas_version())
    store(draft("Daleko", rectangle(10, 0, 11, 1)))
    versions.add(queries.areas_version())
    store(draft("Dalej", rectangle(11, 0, 12, 1)), replace=True)
    versions.add(queries.areas_version())
    assert len(versions) == 4


def test_the_application_may_stage_imports_where_the_public_may_nothing(template):
    """As `make run` sets databases up: nothing for everybody, so the migration itself gives what imports need."""
    url, name = template[0], "civic_test_places_rights"
    with connect(url) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name} OWNER civic_owner")
        admin.execute(f"REVOKE ALL ON DATABASE {name} FROM public")
        admin.execute(f"GRANT CONNECT ON DATABASE {name} TO civic_app")
        try:
            with connect(url.set(database=name)) as fresh:
                fresh.execute("CREATE EXTENSION postgis")
            owner = url.set(database=name, username="civic_owner")
            migrations.upgrade(owner.render_as_string(hide_password=False), "0004")
            with connect(url.set(database=name, username="civic_app")) as application:
                application.execute("CREATE TEMPORARY TABLE staged (n int)")
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


# the command line


def test_import_on_the_command_line(run, tmp_path):
    file = tmp_path / "miasto.geojson"
    file.write_bytes(
        document(feature("Miłogród", [list(CITY.shape.geoms[0].exterior.coords)], "Polygon", ludzie=5))
    )
    done = run("import", file, "--kind", "CITY", "--name-field", "name", "--population-field", "ludzie")
    assert (done.exit_code, done.stdout) == (
        0,
        "Zapisane obszary: nowych 1, zmienionych 0, usuniętych 0, bez zmian 0.\n",
    )
    districts = tmp_path / "dzielnice.geojson"
    districts.write_bytes(of_areas({"Lewa": LEFT.shape, "Prawa": rectangle(3, 0, 4, 2)}))
    wrong = run("import", districts, "--kind", "district", "--name-field", "name", "--parent", "Miłogród")
    assert wrong.exit_code == 1
    assert "W obszarze „Miłogród” zostaje luka: 1,53 km² koło 20.02500° E, 52.01000° N" in wrong.stderr
    assert "Niczego nie zapisano." in wrong.stderr
    assert names() == ["Miłogród"]
    allowed = run(
        "import",
        districts,
        "--kind",
        "district",
        "--name-field",
        "name",
        "--parent",
        "Miłogród",
        "--allow-gaps",
    )
    assert allowed.exit_code == 0
    assert (
        run("list").stdout
        == "Miłogród (miasto, milogrod)\n  Lewa (dzielnica, lewa)\n  Prawa (dzielnica, prawa)\n"
    )


@pytest.mark.parametrize("srid", [PL1992, WEB_MERCATOR])
@pytest.mark.parametrize("said", ["crs", "option"])
def test_plane_files_on_the_command_line(run, tmp_path, srid, said):
    file = tmp_path / "plane.geojson"
    crs = (
        {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{srid}"}}}
        if said == "crs"
        else {}
    )
    file.write_bytes(of_areas({"A": project(LEFT.shape, WGS84, srid)}, **crs))
    options = ["--srid", srid] if said == "option" else []
    assert run("import", file, "--kind", "district", "--name-field", "name", *options).exit_code == 0
    located = queries.locate(LonLat(20.01, 52.01))
    assert located.area is not None
    assert located.area.name == "A"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (document(feature("A", [list(LEFT.shape.geoms[0].exterior.coords)], "MultiPolygon")), "źle zagnieżdżone"),
        (document({"properties": {"POWIAT": "Gdynia"}, "geometry": None}), "Ma pola: POWIAT"),
        (of_areas({"A": project(LEFT.shape, WGS84, PL1992)}), "dodaj --srid 2180"),
        (of_areas({"A": shapely.transform(LEFT.shape, lambda xy: xy[:, ::-1])}), "dodaj --axes yx"),
        (b"<kml/>", "To plik XML"),
        (b"\x00\xff", "To nie jest plik GeoJSON"),
        (b"[" * 100_000, "To nie jest plik GeoJSON"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_a_sentence(run, tmp_path, data, words):
    file = tmp_path / "zły.geojson"
    file.write_bytes(data)
    done = run("import", file, "--kind", "district", "--name-field", "name", "--repair")
    assert done.exit_code == 1
    assert words in done.stderr
    assert "Traceback" not in done.output
    assert queries.areas() == []


def test_repair_says_what_it_changed(run, tmp_path):
    open_ring = list(LEFT.shape.geoms[0].exterior.coords)[:-1]
    file = tmp_path / "otwarty.geojson"
    file.write_bytes(document(feature("A", [open_ring])))
    assert run("import", file, "--kind", "district", "--name-field", "name").exit_code == 1
    done = run("import", file, "--kind", "district", "--name-field", "name", "--repair")
    assert done.exit_code == 0
    assert "Poprawiono: „A”, domknięto linię, która zaczyna się w 20.02000° E, 52.00000° N." in done.stderr


# numbers of residents


def test_populations_by_code_and_by_name(city, run, tmp_path):
    file = tmp_path / "ludność.csv"
    file.write_bytes("\ufeffNazwa;Liczba mieszkańców\r\nlewa;50 000\r\nPRAWA;40 970\r\n;\r\n".encode())
    done = run("population", file)
    assert (done.exit_code, done.stdout) == (0, "Liczba mieszkańców: zmienionych 1, bez zmian 1.\n")
    db.session.remove()
    assert [area.population for area in queries.areas(Kind.DISTRICT)] == [50_000, 40_970]
    event = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert event is not None
    assert (event.kind, event.data) == ("PopulationSet", {"after": 40_970})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("nazwa,ludnosc\nlewa,1\nPrawa,abc\n", "wiersz 3: „abc” to nie liczba mieszkańców"),
        ("nazwa,ludnosc\nlewa,-1\n", "„-1” to nie liczba"),
        ("nazwa,ludnosc\nlewa,1.5\n", "„1.5” to nie liczba"),
        ("nazwa,ludnosc\nlewa," + "9" * 5000 + "\n", "to nie liczba"),
        ("nazwa,ludnosc\nlewa,1\nNowa,2\n", "„Nowa” nie wskazuje dokładnie jednego obszaru"),
        ("nazwa,ludnosc\nlewa,1\nLewa,2\n", "„Lewa” jest w pliku dwa razy"),
        ("nazwa,ludnosc\nlewa,1\nlewa,2\n", "„lewa” jest w pliku dwa razy"),
        ("a,b\nlewa,1\n", "brakuje kolumny „code”. Są: a, b."),
        ("", "to nie jest tabela CSV"),
    ],
)
def test_a_bad_table_of_populations_changes_nothing(city, run, tmp_path, table, words):
    file = tmp_path / "t.csv"
    file.write_text(table)
    before = snapshot()
    done = run("population", file)
    db.session.remove()
    assert done.exit_code == 1
    assert words in done.stderr
    assert snapshot() == before
