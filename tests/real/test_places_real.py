"""Real boundaries, real project points, the real register's samples: what people would do by hand gives the same."""

import csv
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shapely import Point, get_parts, union_all
from sqlalchemy import select, text

from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.core.geo import from_db
from civic.places import queries
from civic.places.cli import places
from civic.places.models import AddressPoint
from civic.places.rules import Kind
from civic.places.rules.geojson import Fields, Reading, read
from civic.places.rules.shapes import square_metres
from civic.places.services import Order, import_areas
from tests.places.draw import draft
from tests.real.conftest import DATA

GEO, PRG = DATA / "geo", DATA / "prg"
POINTS = 7_224

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not GEO.is_dir(), reason=f"the real boundaries are not at {GEO}"),
]


@pytest.fixture
def run(app):
    def invoke(*arguments: object) -> Result:
        done = CliRunner().invoke(places, [str(argument) for argument in arguments], obj=lambda: app)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return invoke


@pytest.fixture
def warsaw(run):
    done = run("import", GEO / "warszawa-districts.geojson", "--kind", "district", "--name-field", "name")
    assert done.exit_code == 0, done.output
    return run


def project_points() -> list[LonLat]:
    """Places of Warsaw's projects as published."""
    points = []
    for path in sorted((DATA / "pabulib").glob("Poland_Warszawa_*.pb")):
        rows = iter(path.read_text("utf-8-sig").splitlines())
        while next(rows) != "PROJECTS":
            pass
        table = csv.DictReader(iter(lambda rows=rows: next(rows), "VOTES"), delimiter=";")  # type: ignore[misc]
        points += [
            LonLat(float(row["longitude"]), float(row["latitude"]))
            for row in table
            if row.get("latitude") and row.get("longitude")
        ]
    return points


def spread(points: list[LonLat], count: int) -> list[LonLat]:
    """The points, and others near them, until there are so many."""
    chance = random.Random(count)
    near = (chance.choice(points) for _ in range(count - len(points)))
    return points + [LonLat(p.lon + chance.gauss(0, 0.01), p.lat + chance.gauss(0, 0.006)) for p in near]


def test_warsaw_has_18_districts_and_may_be_imported_again(warsaw):
    assert len(queries.areas(Kind.DISTRICT)) == 18
    again = warsaw("import", GEO / "warszawa-districts.geojson", "--kind", "district", "--name-field", "name")
    assert "nowych 0, zmienionych 0, usuniętych 0, bez zmian 18." in again.stdout
    sizes = {d.name: square_metres(d.shape) / 1e6 for d in read((GEO / "warszawa-districts.geojson").read_bytes(), Fields("name")).drafts}  # fmt: skip
    assert sum(sizes.values()) == pytest.approx(517.2, rel=0.002), "square kilometres, as the city publishes"
    assert sizes["Wawer"] == pytest.approx(79.7, rel=0.002)


def test_warsaw_repaired_loses_only_slivers(run):
    done = run(
        "import", GEO / "warszawa-districts.geojson", "--kind", "district", "--name-field", "name", "--repair"
    )
    assert done.exit_code == 0
    assert "„Żoliborz” oddaje „Wola” wspólne skrawki (1), razem 2,86 m²" in done.stderr
    assert "„Wola” przejmuje szczeliny (1), razem 3,43 m²" in done.stderr


@pytest.mark.skipif(not (DATA / "pabulib").is_dir(), reason="the published elections are not here")
def test_bar_3_project_points_get_the_same_district_as_by_hand(warsaw, tmp_path: Path):
    real = project_points()
    assert len(real) > 400
    points = spread(real, POINTS)
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["name", "lat", "lon"], *((n, p.lat, p.lon) for n, p in enumerate(points))]
        )
    assert warsaw("locate", "--csv", source, "--out", target).exit_code == 0
    with target.open(newline="") as file:
        answers = [row["area"] for row in csv.DictReader(file)]
    db.session.execute(text("CREATE TEMPORARY TABLE hand (n int, g geometry(Point, 4326))"))
    db.session.execute(
        text("INSERT INTO hand VALUES (:n, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326))"),
        [{"n": n, "lon": p.lon, "lat": p.lat} for n, p in enumerate(points)],
    )
    by_hand = dict(
        db.session.execute(
            text('SELECT n, min(name COLLATE "C") FROM hand JOIN area ON ST_Covers(geom, g) GROUP BY n')
        ).all()
    )  # type: ignore[arg-type]
    several = db.session.execute(
        text(
            "SELECT count(*) FROM (SELECT n FROM hand JOIN area ON ST_Covers(geom, g) GROUP BY n HAVING count(*) > 1) x"
        )
    ).scalar()
    assert several == 0, "no point of these lies on a border, so by hand there is one answer"
    assert answers == [by_hand.get(n, "") for n in range(len(points))]
    assert sum(map(bool, answers[: len(real)])) / len(real) > 0.99


def test_krakow_is_refused_and_mended(run):
    file = GEO / "krakow-districts-one-invalid.geojson"
    refused = run("import", file, "--kind", "district", "--name-field", "name")
    assert refused.exit_code == 1
    assert refused.stderr == (
        "Obszar „Dzielnica XIII Podgórze” ma niepoprawną granicę koło 20.10319° E, 50.04118° N: linia przecina samą siebie.\n"
        "Error: Granice mają błędy. Niczego nie zapisano.\n"
    )
    assert queries.areas() == []
    mended = run("import", file, "--kind", "district", "--name-field", "name", "--repair")
    assert mended.exit_code == 0
    assert (
        "rozplątano granicę koło 20.10319° E, 50.04118° N; powierzchnia zmieniła się o 9,1 m²"
        in mended.stderr
    )
    assert len(queries.areas(Kind.DISTRICT)) == 18


@pytest.mark.parametrize("field", ["name", "POWIAT"])
@pytest.mark.parametrize("repair", [[], ["--repair"]])
def test_gdynia_gets_a_sentence(run, field, repair):
    done = run(
        "import", GEO / "gdynia-malformed.geojson", "--kind", "district", "--name-field", field, *repair
    )
    assert done.exit_code == 1
    assert (
        "współrzędne typu MultiPolygon są źle zagnieżdżone: lista w liście 4 razy, a jest 3." in done.stderr
    )
    assert ("Ma pola: POWIAT." in done.stderr) == (field == "name")
    assert queries.areas() == []


def test_outlines_of_four_cities(run):
    done = run("import", GEO / "city-outlines.geojson", "--kind", "city", "--name-field", "name")
    assert done.exit_code == 0
    assert [area.name for area in queries.areas(Kind.CITY)] == [
        "Białystok",
        "Dąbrowa Górnicza",
        "Płock",
        "Warszawa",
    ]
    found = queries.locate(LonLat(19.7, 52.55))
    assert found.area is not None
    assert found.area.code == "plock"


def test_a_coarse_outline_is_no_parent_for_exact_districts(run):
    run("import", GEO / "city-outlines.geojson", "--kind", "city", "--name-field", "name")
    done = run("import", GEO / "warszawa-districts.geojson", "--kind", "district", "--name-field", "name", "--parent", "Warszawa")  # fmt: skip
    assert done.exit_code == 1
    assert "W obszarze „Warszawa” zostaje luka: 969" in done.stderr
    assert "Obszar „Białołęka” wystaje poza „Warszawa” o 1,34 km²" in done.stderr
    assert len(done.stderr.splitlines()) < 50
    assert queries.areas(Kind.DISTRICT) == []


def around(*points: LonLat) -> None:
    """An area around some places, so that the samples of the register have somewhere to lie."""
    circles = union_all([Point(point).buffer(0.03) for point in points])
    import_areas(Reading([draft("Lubuskie", *get_parts(circles))], []), Order(Kind.CITY))


KONOTOP, ZUBROW, RZEPIN, LUBNIEWICE = LonLat(15.91, 51.93), LonLat(15.13, 52.49), LonLat(14.83, 52.35), LonLat(15.25, 52.52)  # fmt: skip


def test_the_samples_of_both_models_land_where_they_are(run):
    """Konotop in gmina Kolsko (2012); Żubrów, Rzepin and Lubniewice (2021): their places on any map."""
    around(KONOTOP, ZUBROW, RZEPIN, LUBNIEWICE)
    done = run("import-addresses", PRG / "sample_model2012.xml", PRG / "sample_model2021.xml")
    assert done.exit_code == 0, done.output
    assert "przeczytane: 5\nzapisane: 5\n" in done.stdout
    rows = {(row.town, row.street, row.number): row for row in db.session.scalars(select(AddressPoint))}
    assert set(rows) == {
        ("Konotop", "Podgórna", "1"), ("Konotop", "Podgórna", "2"), ("Żubrów", None, "21A"),
        ("Rzepin", "Inwalidów Wojennych", "1A"), ("Lubniewice", "Plac Kasztanowy", "2A"),
    }  # fmt: skip
    for town, place in (
        ("Konotop", KONOTOP),
        ("Żubrów", ZUBROW),
        ("Rzepin", RZEPIN),
        ("Lubniewice", LUBNIEWICE),
    ):
        for row in rows.values():
            if row.town == town:
                point = from_db(row.point)
                assert (point.lon, point.lat) == pytest.approx(place, abs=0.02), town
    assert {(row.simc, row.ulic) for row in rows.values() if row.town == "Konotop"} == {("0910140", "16742")}


def test_the_archive_as_it_is_handed_out(run):
    """Both models and a PDF in one ZIP."""
    around(KONOTOP, ZUBROW, RZEPIN, LUBNIEWICE)
    archive = PRG / "PRG-punkty_adresowe.zip"
    done = run("import-addresses", archive)
    assert done.exit_code == 0, done.output
    assert "przeczytane: 5\nzapisane: 5\n" in done.stdout
    again = run("import-addresses", archive, PRG / "sample_model2012.xml")
    assert "przeczytane: 7\nzapisane: 5\nw tym nowe: 0\nw tym zmienione: 0\n" in again.stdout
    assert "powtórzone: 2" in again.stdout


def test_the_register_of_another_voivodeship_is_refused(warsaw):
    done = warsaw("import-addresses", PRG / "sample_model2012.xml")
    assert done.exit_code == 1
    assert "Żaden punkt z plików nie leży w zapisanych obszarach" in done.stderr
    wrong = warsaw("import-addresses", PRG / "sample_model2012.xml", "--axes", "en")
    assert wrong.exit_code == 1


def test_what_is_no_register_is_said_to_be_none(warsaw):
    done = warsaw("import-addresses", PRG / "TERC_Urzedowy_2025-11-18.zip")
    assert done.exit_code == 1
    assert "nie ma tu punktów adresowych PRG" in done.stderr
