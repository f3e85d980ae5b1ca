"""Where a point lies, on PostGIS: one by one, in bulk, in tables."""

import csv
import random
from pathlib import Path

import pytest
from sqlalchemy import text

from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.core.refusal import Refused
from civic.places import queries
from civic.places.rules import Kind, Refusal
from civic.places.rules.location import Verdict
from civic.places.tables import locate_table
from tests.places.conftest import put
from tests.places.draw import draft, rectangle

IN_LOWER, IN_RIGHT = LonLat(20.005, 52.005), LonLat(20.035, 52.015)
ON_BORDER, NEAR = LonLat(20.02, 52.015), LonLat(20.05, 52.005)
SWAPPED, NOWHERE, ABROAD = LonLat(52.005, 20.005), LonLat(float("nan"), 52), LonLat(0, 0)


def test_one_point_at_a_time(city):
    inside = queries.locate(IN_LOWER)
    assert [area.code for area in inside.chain] == ["milogrod", "lewa", "laki"]
    assert inside.verdict is Verdict.INSIDE
    assert queries.locate(SWAPPED).verdict is Verdict.SWAPPED
    assert queries.locate(NOWHERE).verdict is Verdict.NOT_A_PLACE
    assert queries.locate(ABROAD).verdict is Verdict.ABROAD


def test_on_the_border_of_two_districts(city):
    border = queries.locate(ON_BORDER)
    assert border.verdict is Verdict.BORDER
    assert [area.code for area in border.rivals] == ["lewa", "prawa"]
    assert [area.code for area in border.chain] == ["milogrod", "lewa", "ogrody"]


def test_a_corner_of_three_areas(city):
    corner = queries.locate(LonLat(20.02, 52.01))
    assert corner.verdict is Verdict.BORDER
    assert [area.code for area in corner.rivals] == ["laki", "ogrody"]


def test_outside_the_nearest_area_is_named_with_its_distance(city):
    """0.01° of longitude at 52° N is 686.6 m, on the national plane 686.2 m."""
    outside = queries.locate(NEAR)
    assert outside.verdict is Verdict.OUTSIDE
    assert outside.nearest is not None
    assert outside.nearest.code == "prawa"
    assert outside.metres == 686


@pytest.mark.parametrize("lat", [52 + 7.2e-6, 52.02 - 7.2e-6, 52.01])
def test_the_distance_is_that_to_the_nearest_piece_of_the_border(city, lat):
    """0.4 m east of the border; beside a corner the other side of the corner is 0.9 m away."""
    assert queries.locate(LonLat(20.04 + 5.83e-6, lat)).metres == 0


def test_boundaries_that_overlap_are_said_to(app):
    """A sliver that the check tolerates is enough."""
    put(Kind.DISTRICT, draft("A", rectangle(0, 0, 1, 1)), draft("B", rectangle(0.99999, 0, 2, 1)))
    found = queries.locate(LonLat(20.00999995, 52.005))
    assert (found.verdict, [area.name for area in found.rivals]) == (Verdict.OVERLAP, ["A", "B"])


def test_without_areas_there_is_an_answer(app):
    assert queries.locate(IN_LOWER).verdict is Verdict.NO_AREAS
    assert queries.locate_many([IN_LOWER])[0].verdict is Verdict.NO_AREAS


def test_the_area_of_a_kind(city):
    areas = [queries.area_of_point(IN_RIGHT, kind) for kind in (None, Kind.CITY, Kind.DISTRICT, Kind.ESTATE)]
    assert [area and area.code for area in areas] == ["prawa", "milogrod", "prawa", None]
    assert queries.area_of_point(NEAR) is None


def test_many_points_get_the_same_answers_as_one_by_one(city):
    chance = random.Random(7)
    points = [
        LonLat(20 + chance.randrange(-5, 50) / 1000, 52 + chance.randrange(-5, 26) / 1000) for _ in range(400)
    ]
    points += [IN_LOWER, ON_BORDER, NEAR, SWAPPED, NOWHERE, ABROAD]
    points += [LonLat(5, 52), LonLat(40, 52), LonLat(20, 40), LonLat(20, 60), LonLat(200, 52)]
    one_by_one = [queries.locate(point) for point in points]
    assert queries.locate_many(points) == one_by_one
    assert {answer.verdict for answer in one_by_one} == set(Verdict) - {Verdict.OVERLAP, Verdict.NO_AREAS}
    assert queries.locate_many([]) == []
    assert queries.locate_many(points[:3]) == one_by_one[:3], "twice in one transaction"


def test_answers_follow_the_boundaries(city):
    """What is kept between questions belongs to one version of the boundaries."""
    assert queries.locate(NEAR).verdict is Verdict.OUTSIDE
    put(Kind.DISTRICT, draft("Nowa", rectangle(4.2, 0, 4.8, 2)))
    nearest = queries.locate(NEAR).nearest
    assert nearest is not None
    assert nearest.code == "nowa"


def by_hand(points: list[LonLat]) -> list[str]:
    """The most detailed area by a plain ST_Covers per point."""
    query = text(
        "SELECT name FROM area WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326))"
        " ORDER BY kind = 'estate' DESC, kind = 'district' DESC, code COLLATE \"C\" LIMIT 1"
    )
    return [db.session.execute(query, point._asdict()).scalar() or "" for point in points]


def rows_of(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_a_table_gets_area_and_note(city, run, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = ["id,lat,nazwa,lon", '1,52.005,"Ławka, nowa",20.005', "2,52.015,b,20.02", "3,20.005,c,52.005", "4,,d,", "5,52.005,e,20.05", ""]  # fmt: skip
    source.write_text("\n".join(rows), encoding="utf-8")
    done = run("locate", "--csv", source, "--out", target)
    assert done.exit_code == 0, done.output
    assert done.stdout == "Wiersze: 5. Ustalono obszar: 2. Bez obszaru: 3 (w tym nieczytelne: 1).\n"
    header, first, border, swapped, blank, outside = rows_of(target)
    assert header == ["id", "lat", "nazwa", "lon", "area", "note"]
    assert first == ["1", "52.005", "Ławka, nowa", "20.005", "Łąki", ""]
    assert border[4:] == [
        "Ogrody",
        "To miejsce leży dokładnie na granicy: Lewa i Prawa. Przyjmujemy: Ogrody, Lewa.",
    ]
    assert swapped[:4] == ["3", "20.005", "c", "52.005"], "never moved"
    assert swapped[4] == ""
    assert "wyglądają na zamienione" in swapped[5]
    assert blank[4:] == ["", "To nie są współrzędne miejsca na Ziemi."]
    assert outside[4] == ""
    assert "poza miastem" in outside[5]


def test_the_kind_may_be_chosen(city, run, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("lon,lat\n20.005,52.005\n20.035,52.015\n")
    run("locate", "--csv", source, "--out", target, "--kind", "estate")
    assert [row[2] for row in rows_of(target)] == ["area", "Łąki", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
@pytest.mark.parametrize(("delimiter", "comma"), [(",", False), (";", True), (";", False), ("\t", True)])
def test_tables_as_offices_have_them(city, tmp_path, encoding, delimiter, comma):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = ["Nazwa;LAT;LON", "Żabno;52.005;20.005", "Ćma;52.015;20.035"]
    text_ = "\r\n".join(line.replace(".", "," if comma else ".").replace(";", delimiter) for line in lines)
    source.write_bytes((text_ + "\r\n").encode(encoding))
    locate_table(source, target)
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") == (encoding != "utf-8")
    assert raw.count(b"\r\n") == 3
    got = rows_of(target, delimiter, "utf-8-sig")
    assert [[row[0], row[3]] for row in got[1:]] == [["Żabno", "Łąki"], ["Ćma", "Prawa"]]


def test_short_long_and_foolish_rows_keep_what_they_had(city, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("lon,lat,x\n20.005\n\n20,005,52,005,x\nnan,inf,\n1e999,52,\n٢٠,52,\n=1+1,52,\n")
    report = locate_table(source, target)
    note = "To nie są współrzędne miejsca na Ziemi."
    assert rows_of(target)[1:] == [
        ["20.005", "", "", "", note],
        [],
        ["20", "005", "52", "", note, "005", "x"],
        ["nan", "inf", "", "", note],
        ["1e999", "52", "", "", note],
        ["٢٠", "52", "", "", note],
        ["=1+1", "52", "", "", note],
    ]
    assert (report.rows, report.unreadable) == (6, 6)


BAD_TABLES = {
    "empty": ("", Refusal.NOT_A_TABLE),
    "blank": ("\n\n", Refusal.NOT_A_TABLE),
    "no lon": ("x,lat\n1,2\n", Refusal.NO_COLUMN),
    "no lat": ("lon,y\n1,2\n", Refusal.NO_COLUMN),
    "area there": ("lon,lat,area\n1,2,3\n", Refusal.COLUMN_EXISTS),
    "note there": ("lon,lat,note\n1,2,3\n", Refusal.COLUMN_EXISTS),
    "a cell without end": ('lon,lat\n20,52\n"' + "x" * 200_000 + "\n", Refusal.NOT_A_TABLE),
}


@pytest.mark.parametrize(("table", "reason"), BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_a_bad_table_writes_nothing(city, tmp_path, table, reason):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(table)
    target.write_text("was here")
    with pytest.raises(Refused) as refused:
        locate_table(source, target)
    assert refused.value.reason is reason
    assert target.read_text() == "was here"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_failure_half_way_leaves_nothing_behind(city, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("lon,lat\n" + "20.005,52.005\n" * 50_000)
    calls = []

    def breaks(points):
        calls.append(len(points))
        if len(calls) == 2:
            raise OSError("the disk is full")
        return queries.locate_many(points)

    with pytest.raises(OSError, match="disk"):
        locate_table(source, target, locate=breaks)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_the_result_never_overwrites_the_question(city, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("lon,lat\n")
    with pytest.raises(Refused) as refused:
        locate_table(source, tmp_path / ".." / tmp_path.name / "in.csv")
    assert refused.value.reason is Refusal.OUTPUT_IS_INPUT


def test_more_rows_than_one_batch(city, tmp_path):
    chance = random.Random(3)
    points = [
        LonLat(round(20 + chance.random() * 0.045, 6), round(52 + chance.random() * 0.02, 6))
        for _ in range(45_000)
    ]
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("lon,lat\n" + "".join(f"{point.lon},{point.lat}\n" for point in points))
    locate_table(source, target)
    got = [row[2] for row in rows_of(target)[1:]]
    chosen = chance.sample(range(len(points)), 300)
    assert [got[number] for number in chosen] == by_hand([points[number] for number in chosen])
    assert len(got) == len(points)


@pytest.mark.parametrize(
    ("lon", "lat", "words"),
    [
        ("20,005", "52.005", "To miejsce leży w: Łąki, Lewa."),
        ("52.005", "20.005", "wyglądają na zamienione"),
        ("-20.005", "52.005", "poza Polską"),
        ("abc", "52", "To nie są współrzędne"),
        ("20.05", "52.005", "Najbliżej jest Prawa: 686 m stąd."),
    ],
)
def test_locate_on_the_command_line(city, run, lon, lat, words):
    done = run("locate", lon, lat)
    assert done.exit_code == 0
    assert words in done.stdout


def test_the_command_needs_a_point_or_a_table(city, run):
    for arguments in ((), ("20",), ("--csv", __file__), ("20", "52", "--csv", __file__, "--out", "x")):
        assert run("locate", *arguments).exit_code == 2
