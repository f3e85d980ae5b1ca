"""Importing the official register of addresses: both models, hostile files, memory."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from shapely import Point
from shapely.geometry import box
from sqlalchemy import select

from civic.core.audit import AuditEvent
from civic.core.coordinates import PL1992, POLAND, WGS84, project
from civic.core.db import db
from civic.core.geo import from_db
from civic.core.refusal import Refused
from civic.places.models import AddressPoint, Area
from civic.places.register import sources
from civic.places.rules import Refusal
from civic.places.rules.addresses import Axes, Flaw
from civic.places.services import AddressOrder, AddressReport, import_addresses
from civic.places.services.addresses import Progress
from tests.places.gml import (
    HEAD_2021,
    TAIL_2021,
    D,
    door_2021,
    model_2012,
    model_2021,
    street_2021,
    town_2021,
)

BOTH = [model_2012, model_2021]


@pytest.fixture
def write(tmp_path: Path):
    """Write a document, get its path."""

    def written(text: str | bytes, name: str = "adresy.gml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


def load(*paths: Path, **order: object) -> AddressReport:
    return import_addresses(paths, AddressOrder(**order))  # type: ignore[arg-type]


def stored() -> dict[str, AddressPoint]:
    db.session.remove()
    return {door.external_id: door for door in db.session.scalars(select(AddressPoint))}


def refusal(*paths: Path, **order: object) -> Refused:
    before = set(stored())
    with pytest.raises(Refused) as refused:
        load(*paths, **order)
    assert set(stored()) == before
    return refused.value


@pytest.mark.parametrize("model", BOTH)
def test_a_door_with_all_it_has(city, write, model):
    report = load(write(model([D("a", "21A")])))
    assert (report.read, report.stored, report.added) == (1, 1, 1)
    door = stored()["a"]
    assert (door.street, door.number, door.postcode, door.town) == ("Kwiatowa", "21A", "00-001", "Miłogród")
    assert (door.simc, door.ulic) == ("0910140", "16742")
    assert db.session.get_one(Area, door.area_id).code == "laki"


@pytest.mark.parametrize("model", BOTH)
def test_the_axes_of_both_models(city, write, model):
    """2012 writes the northing first (urn:...:EPSG::2180), 2021 the easting (EPSG:2180)."""
    load(write(model([D("a", lon=20.0351234, lat=52.0123456)])))
    point = from_db(stored()["a"].point)
    assert point.lon == pytest.approx(20.0351234, abs=1e-7)
    assert point.lat == pytest.approx(52.0123456, abs=1e-7)


@pytest.mark.parametrize("model", BOTH)
def test_each_door_gets_the_most_detailed_area(city, write, model):
    doors = [D("a", lon=20.005, lat=52.005), D("b", lon=20.005, lat=52.015), D("c", lon=20.035, lat=52.01)]
    load(write(model(doors)))
    areas = dict(db.session.execute(select(AddressPoint.external_id, Area.code).join(Area)).all())  # type: ignore[arg-type]
    assert areas == {"a": "laki", "b": "ogrody", "c": "prawa"}


@pytest.mark.parametrize("model", BOTH)
def test_the_same_again_changes_nothing(city, write, model):
    path = write(model([D("a"), D("b", "2")]))
    load(path)
    again = load(path)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert db.session.query(AuditEvent).filter_by(kind="AddressesImported").count() == 1


def test_a_newer_register_changes_what_differs(city, write):
    load(write(model_2021([D("a"), D("b", "2"), D("c", "3")])))
    report = load(write(model_2021([D("a"), D("b", "2A"), D("d", "4")])))
    assert (report.added, report.changed, report.unchanged, report.removed) == (1, 1, 1, 0)
    assert {key: door.number for key, door in stored().items()} == {"a": "1", "b": "2A", "c": "3", "d": "4"}
    report = load(write(model_2021([D("a")])), replace=True)
    assert (report.unchanged, report.removed) == (1, 3)
    assert list(stored()) == ["a"]


@pytest.mark.parametrize("model", BOTH)
def test_a_village_has_numbers_without_streets(city, write, model):
    load(write(model([D("a", street=None)])))
    assert stored()["a"].street is None


def test_everything_read_is_accounted_for(city, write):
    ended = "<prgad:koniecWersjiObiektu>2025-01-01</prgad:koniecWersjiObiektu>"
    doors = [
        D("good"), D("away", lon=21.0), D("pointless", lon=None), D(None), D("numberless", number=None),
        D("past", extra=ended), D("good", "7", version="2020-01-01"), D("nameless", street="Nieznana"),
        D("townless", town=None), D("abroad", lon=2.0, lat=48.0), D("other", system="EPSG:4326"), D("long", "9" * 201),
    ]  # fmt: skip
    report = load(write(model_2021(doors)))
    assert list(stored()) == ["good"]
    assert stored()["good"].number == "1"
    assert report.read == 12
    counts = (
        report.stored,
        report.outside,
        report.without_point,
        report.ended,
        report.repeated,
        report.malformed,
    )
    assert counts == (1, 1, 1, 1, 1, 7)
    assert report.read == sum(counts)
    assert {flaw for _, _, flaw in report.flaws} == set(Flaw)


def test_what_is_wrong_is_named_with_its_line(city, write):
    text = model_2021([D("a"), D("b", number=None)])
    line = next(number for number, row in enumerate(text.splitlines(), 1) if 'gml:id="P_b"' in row)
    report = load(write(text))
    assert report.flaws == [("adresy.gml", line, Flaw.NO_NUMBER)]


def test_lines_beyond_65535_are_right_within_one(city, write):
    """The XML library keeps exact numbers up to there and finds later ones by their neighbours."""
    text = model_2021([D("a"), D("b", number=None)])
    text = text.replace("</prgad:AD_PunktAdresowy>", "\n" * 70_000 + "</prgad:AD_PunktAdresowy>", 1)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if 'gml:id="P_b"' in row)
    assert line > 70_000
    assert load(write(text)).flaws[0][1] == pytest.approx(line, abs=1)


def test_names_may_stand_in_another_file(city, write):
    doors = write(model_2021([D("a")], names=""), "punkty.gml")
    names = write(HEAD_2021 + street_2021() + town_2021() + TAIL_2021, "nazwy.gml")
    assert load(names, doors).stored == 1
    assert stored()["a"].street == "Kwiatowa"


def test_an_archive_of_both_models(city, write, tmp_path):
    path = tmp_path / "prg.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("08/2012.xml", model_2012([D("old")]))
        archive.writestr("08/2021.GML", model_2021([D("new", "2")]))
        archive.writestr("../../opis.pdf", b"%PDF")
    report = load(path)
    assert (report.read, report.stored) == (2, 2)
    assert sorted(stored()) == ["new", "old"]
    assert [source.name for source in sources(path)] == ["prg.zip/08/2012.xml", "prg.zip/08/2021.GML"]


def test_a_point_of_another_gmina_is_outside(city, write):
    report = load(write(model_2012([D("a"), D("far", lon=20.5)])))
    assert (report.stored, report.outside) == (1, 1)


@pytest.mark.parametrize("model", BOTH)
def test_a_file_with_its_axes_turned_is_refused_and_can_be_read_when_said(city, write, model):
    """Both readings lie in Poland: only the city tells them apart."""
    right = {model_2012: Axes.NORTHING_FIRST, model_2021: Axes.EASTING_FIRST}[model]
    wrong = {model_2012: Axes.EASTING_FIRST, model_2021: Axes.NORTHING_FIRST}[model]
    path = write(model([D("a", lon=20.01, lat=52.01)]))
    assert refusal(path, axes=wrong).reason is Refusal.AXES_SWAPPED
    assert load(path, axes=right).stored == 1


def test_a_register_of_another_city_is_refused(city, write):
    assert refusal(write(model_2021([D("a", lon=17.0, lat=51.1)]))).reason is Refusal.ALL_OUTSIDE


def test_without_areas_there_is_nowhere_to_put_addresses(app, write):
    assert refusal(write(model_2021([D("a")]))).reason is Refusal.NO_AREAS


NOT_REGISTERS = {
    "empty": b"",
    "text": b"hello",
    "geojson": b'{"type": "FeatureCollection"}',
    "other xml": b"<?xml version='1.0'?><teryt><row/></teryt>",
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("data", NOT_REGISTERS.values(), ids=NOT_REGISTERS.keys())
def test_what_is_no_register_is_refused(city, write, data):
    assert refusal(write(data)).reason is Refusal.NOT_AN_ADDRESS_FILE


def test_an_archive_without_registers_is_refused(city, tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("opis.pdf", b"%PDF")
    assert refusal(path).reason is Refusal.NOT_AN_ADDRESS_FILE


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("model", BOTH)
def test_a_file_cut_off_stores_nothing_and_names_the_line(city, write, model, part):
    text = model([D(f"d{number}", str(number + 1)) for number in range(50)])
    error = refusal(write(text[: int(len(text) * part)]))
    assert error.reason is Refusal.DAMAGED_FILE
    assert isinstance(error.facts["line"], int)
    assert error.facts["line"] > 100


def test_one_damaged_file_among_good_ones_stores_nothing(city, write):
    good, bad = write(model_2021([D("a")]), "a.gml"), write(model_2021([D("b")])[:-5], "b.gml")
    error = refusal(good, bad)
    assert (error.reason, error.facts["file"]) == (Refusal.DAMAGED_FILE, "b.gml")


def test_a_damaged_archive_is_refused(city, tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.gml", model_2021([D(f"d{n}", str(n)) for n in range(2000)]))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    assert refusal(path).reason is Refusal.DAMAGED_FILE


def test_an_archive_that_swells_is_not_unpacked(city, tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gml", HEAD_2021 + " " * 20_000_000 + TAIL_2021)
    assert refusal(path).reason is Refusal.ZIP_BOMB


SECRET = '<!DOCTYPE x [<!ENTITY e SYSTEM "{}">]>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("kind", ["file", "network", "laughs", "empty"])
def test_entities_are_neither_fetched_nor_blown_up(city, write, tmp_path, kind):
    secret = tmp_path / "secret.txt"
    secret.write_text("tajne")
    declared = {
        "file": SECRET.format(secret.as_uri()),
        "network": SECRET.format("http://127.0.0.1:9/"),
        "laughs": LAUGHS,
        "empty": "<!DOCTYPE x>",
    }[kind]
    name = "&e;" if kind in {"file", "network"} else "&j;" if kind == "laughs" else "Kwiatowa"
    text = model_2021(
        [replace(D("a"), number="1")], names=town_2021() + street_2021(name).replace("U_&", "U_")
    )
    path = write(text.replace("?>\n", f"?>\n{declared}\n", 1))
    assert refusal(path).reason in {Refusal.ENTITIES_IN_FILE, Refusal.DAMAGED_FILE}
    assert all("tajne" not in (door.street or "") for door in stored().values())


def test_deep_nesting_is_refused(city, write):
    deep = "<prgad:x>" * 100_000 + "</prgad:x>" * 100_000
    assert refusal(write(model_2021([D("a", extra=deep)]))).reason is Refusal.DAMAGED_FILE


def test_markup_in_names_is_text(city, write):
    report = load(write(model_2012([D("a", street="&lt;b&gt;O'Hara &amp; \u202eS-ka&lt;/b&gt;")])))
    assert report.stored == 1
    assert stored()["a"].street == "<b>O'Hara & \u202eS-ka</b>"


def test_progress_is_told(city, write):
    told: list[Progress] = []
    path = write(model_2021([D(f"d{number}", str(number)) for number in range(12_000)]))
    import_addresses([path], AddressOrder(), told.append)
    assert [progress.doors for progress in told][:2] == [5000, 10000]
    assert told[-1].done_bytes == told[-1].all_bytes == path.stat().st_size


def test_the_command_reports(city, run, write):
    path = write(model_2021([D("a"), D("b", number=None), D("c", lon=21.0)]))
    done = run("import-addresses", path)
    assert done.exit_code == 0, done.output
    assert "przeczytane: 3\nzapisane: 1\n" in done.stdout
    assert "poza miastem: 1\nbłędne: 1\n" in done.stdout
    assert "adresy.gml, wiersz 16: brak numeru porządkowego" in done.stderr
    assert "100% · punkty: 3 · adresy.gml" in done.stderr
    broken = run("import-addresses", write(model_2021([D("a")])[:-9]))
    assert broken.exit_code == 1
    assert "plik jest uszkodzony w wierszu" in broken.stderr


GROWTH = 9_000  # kB; 6_000 was seen, 13_000 when only the empty elements were kept

PROGRAM = """
import sys
from pathlib import Path
from civic.app import create_app
from civic.places.services import AddressOrder, import_addresses
with create_app().app_context():
    report = import_addresses([Path(sys.argv[1])], AddressOrder())
peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
print(report.stored, peak)
"""


def test_memory_does_not_grow_with_the_file(city, tmp_path):
    """A file twenty times as long takes hardly more, though it is itself 30 MB long."""
    settings = city.config["CIVIC"]
    environ = {
        "DATABASE_URL": settings.database_url, "CIVIC_SECRET_KEY": settings.secret_key, "CIVIC_VAR": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    db.session.remove()
    used = {}
    for count in (3_000, 60_000):
        path = tmp_path / f"{count}.gml"
        with path.open("w") as file:
            file.write(HEAD_2021)
            file.writelines(door_2021(D(f"d{number}", str(number))) for number in range(count))
            file.write(town_2021() + street_2021() + TAIL_2021)
        done = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], env=environ, capture_output=True, text=True, check=True)  # fmt: skip
        number, kilobytes = map(int, done.stdout.split())
        assert number == count
        used[count] = kilobytes
    assert (tmp_path / "60000.gml").stat().st_size > 25_000_000
    assert used[60_000] - used[3_000] < GROWTH


def test_the_turned_reading_of_the_door_is_in_poland():
    """Otherwise the tests of axes would prove less."""
    point = project(Point(20.01, 52.01), WGS84, PL1992)
    assert box(*POLAND).contains(project(Point(point.y, point.x), PL1992, WGS84))
