"""Reading boundaries: what is accepted, and one clear finding for everything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from civic.core.coordinates import PL1992, WEB_MERCATOR, WGS84, project
from civic.places.rules import is_good_name, slug
from civic.places.rules.findings import Problem, refusing
from civic.places.rules.geojson import Fields, How, read
from civic.places.rules.rings import depths
from tests.places.draw import NAME, document, feature, of_areas, rectangle, ring


def problems(data: bytes, fields: Fields = NAME, how: How | None = None) -> list[Problem]:
    return [finding.problem for finding in read(data, fields, how or How()).findings]


def bowtie() -> list[list[float]]:
    return [[20, 52], [20.01, 52.01], [20.01, 52], [20, 52.01], [20, 52]]


def test_a_polygon_becomes_an_area():
    (draft,) = read(
        document(feature("Stare Miasto", [ring()], people=11900)), Fields("name", "people")
    ).drafts
    assert (draft.name, draft.code, draft.population) == ("Stare Miasto", "stare-miasto", 11900)
    assert isinstance(draft.shape, MultiPolygon)
    assert draft.shape.equals(rectangle(0, 0, 1, 1))


def test_a_single_feature_is_a_file_too():
    assert len(read(json.dumps(feature("A", [ring()])).encode(), NAME).drafts) == 1


def test_a_byte_order_mark_does_not_matter():
    assert len(read(b"\xef\xbb\xbf" + document(feature("A", [ring()])), NAME).drafts) == 1


NONSENSE = {
    b"": Problem.NOT_GEOJSON,
    b"{": Problem.NOT_GEOJSON,
    b"[]": Problem.NOT_GEOJSON,
    b"null": Problem.NOT_GEOJSON,
    b'{"type": "Topology"}': Problem.NOT_GEOJSON,
    b'{"type": "Polygon", "coordinates": []}': Problem.NOT_GEOJSON,
    b"[" * 100_000: Problem.NOT_GEOJSON,
    b'{"type":"FeatureCollection","features":' + b"[" * 100_000 + b"]" * 100_000 + b"}": Problem.NOT_GEOJSON,
    "żółć".encode("cp1250"): Problem.NOT_GEOJSON,
    b'{"type": "FeatureCollection"}': Problem.NO_FEATURES,
    b'{"type": "FeatureCollection", "features": {}}': Problem.NO_FEATURES,
    b'{"type": "FeatureCollection", "features": []}': Problem.NO_FEATURES,
    b"<?xml version='1.0'?><!DOCTYPE kml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><kml>&x;</kml>": Problem.XML_INSTEAD,
    b"PK\x03\x04shp": Problem.ZIP_INSTEAD,
}


@pytest.mark.parametrize(("data", "problem"), NONSENSE.items(), ids=lambda value: str(value)[:30])
def test_what_is_no_geojson_is_said_to_be_none(data, problem):
    reading = read(data, NAME)
    assert [finding.problem for finding in reading.findings] == [problem]
    assert reading.drafts == []


BAD = {
    "features that are no objects": (document(1, None, "x"), Problem.NO_NAME),
    "no name": (document(feature("", [ring()])), Problem.BAD_NAME),
    "another field": (document({"properties": {"POWIAT": "Gdynia"}}), Problem.NO_NAME),
    "a name of spaces": (document(feature("  \t ", [ring()])), Problem.BAD_NAME),
    "a formula": (document(feature("=1+1", [ring()])), Problem.BAD_NAME),
    "a name with NUL": (document(feature("A\x00B", [ring()])), Problem.BAD_NAME),
    "a name that turns the text around": (document(feature("A\u202eB", [ring()])), Problem.BAD_NAME),
    "a lone surrogate": (document(feature("A\ud800", [ring()])), Problem.BAD_NAME),
    "a long name": (document(feature("A" * 121, [ring()])), Problem.BAD_NAME),
    "a name without Latin letters": (document(feature("Варшава", [ring()])), Problem.BAD_NAME),
    "a name that is a list": (document(feature(["A"], [ring()])), Problem.BAD_NAME),  # type: ignore[arg-type]
    "no geometry": (document({"properties": {"name": "A"}, "geometry": None}), Problem.NO_GEOMETRY),
    "no coordinates": (document(feature("A", [])), Problem.NO_GEOMETRY),
    "a point": (document(feature("A", [20, 52], "Point")), Problem.NOT_POLYGON),
    "a line": (document(feature("A", ring(), "LineString")), Problem.NOT_POLYGON),
    "nested collections": (document(feature("A", [], "GeometryCollection")), Problem.NOT_POLYGON),
    "a polygon that says multi": (document(feature("A", [ring()], "MultiPolygon")), Problem.WRONG_NESTING),
    "a multi that says polygon": (document(feature("A", [[ring()]])), Problem.WRONG_NESTING),
    "a ring without its list": (document(feature("A", ring())), Problem.WRONG_NESTING),
    "coordinates that are a word": (document(feature("A", "20 52")), Problem.WRONG_NESTING),
    "an empty ring": (document(feature("A", [[]])), Problem.WRONG_NESTING),
    "mixed nesting": (document(feature("A", [ring(), [ring()]])), Problem.WRONG_NESTING),
    "words for numbers": (document(feature("A", [[["20", "52"], *ring()[1:]]])), Problem.BAD_NUMBER),
    "true for one": (document(feature("A", [[[True, 52], *ring()[1:]]])), Problem.BAD_NUMBER),
    "NaN": (document(feature("A", [[[float("nan"), 52], *ring()[1:]]])), Problem.BAD_NUMBER),
    "Infinity": (document(feature("A", [[[20, float("inf")], *ring()[1:]]])), Problem.BAD_NUMBER),
    "1e308": (document(feature("A", [[[1e308, 52], *ring()[1:]]])), Problem.BAD_NUMBER),
    "a huge integer": (document(feature("A", [[[10**40, 52], *ring()[1:]]])), Problem.BAD_NUMBER),
    "five numbers": (document(feature("A", [[[1, 2, 3, 4, 5], *ring()[1:]]])), Problem.BAD_NUMBER),
    "one number": (document(feature("A", [[[20], *ring()[1:]]])), Problem.BAD_NUMBER),
    "two points": (document(feature("A", [[[20, 52], [20.01, 52], [20, 52]]])), Problem.TOO_FEW_POINTS),
    "one place many times": (document(feature("A", [[[20, 52]] * 9])), Problem.TOO_FEW_POINTS),
    "an open ring": (document(feature("A", [ring()[:-1]])), Problem.UNCLOSED_RING),
    "ten thousand parts": (document(feature("A", [[ring()]] * 10_000, "MultiPolygon")), Problem.TOO_MANY_PARTS),
    "a million points": (document(feature("A", [[[20, 52]] * 1_000_000])), Problem.TOO_MANY_POINTS),
}  # fmt: skip


@pytest.mark.parametrize(("data", "problem"), BAD.values(), ids=BAD.keys())
def test_each_mistake_has_its_finding_and_stores_nothing(data, problem):
    reading = read(data, NAME)
    assert problem in {finding.problem for finding in refusing(reading.findings)}
    assert reading.drafts == []


def test_1e999_and_nan_written_by_hand_are_no_numbers():
    data = document(feature("A", [ring()])).replace(b"20.0,", b"1e999,")
    assert Problem.BAD_NUMBER in problems(data)


def test_one_finding_for_each_wrong_feature():
    data = document(feature("A", [ring()[:-1]]), feature("B", [ring(2, 0, 3, 1)]), feature("", [ring()]))
    assert problems(data) == [Problem.UNCLOSED_RING, Problem.BAD_NAME]
    assert [draft.name for draft in read(data, NAME).drafts] == ["B"]


@pytest.mark.parametrize("value", [-1, 1.5, "11900", True, None, float("nan"), 10**12])
def test_a_population_is_a_number_of_people(value):
    reading = read(document(feature("A", [ring()], people=value)), Fields("name", "people"))
    assert [finding.problem for finding in reading.findings] == [Problem.BAD_POPULATION]


def test_codes_from_the_file():
    data = document(feature("Stare Miasto", [ring()], kod="d-1"), feature("B", [ring()], kod="D 1"))
    reading = read(data, Fields("name", code="kod"))
    assert [draft.code for draft in reading.drafts] == ["d-1"]
    assert [finding.problem for finding in reading.findings] == [Problem.BAD_CODE]


def test_heights_are_dropped_and_said_once():
    high = [[*point, 100.0] for point in ring()]
    reading = read(document(feature("A", [high]), feature("B", [high])), NAME)
    assert [finding.problem for finding in reading.findings] == [Problem.HEIGHT_DROPPED]
    assert reading.findings[0].facts["others"] == ["A", "B"]
    assert not reading.drafts[0].shape.has_z


def test_the_direction_of_a_ring_does_not_matter():
    one, other = read(document(feature("A", [ring()]), feature("B", [ring()[::-1]])), NAME).drafts
    assert one.shape.equals(other.shape)


def test_heights_of_some_points_only_are_dropped_too():
    mixed = [[*point, 5.0, 7.0] if number % 2 else point for number, point in enumerate(ring())]
    reading = read(document(feature("A", [mixed])), NAME)
    assert [finding.problem for finding in reading.findings] == [Problem.HEIGHT_DROPPED]
    assert reading.drafts[0].shape.equals(rectangle(0, 0, 1, 1))


def test_repeated_points_are_only_remarked():
    doubled = [point for point in ring() for _ in range(2)]
    reading = read(document(feature("A", [doubled])), NAME)
    assert [(f.problem, f.facts["count"]) for f in reading.findings] == [(Problem.REPEATED_POINTS, 5)]
    assert len(reading.drafts) == 1


def test_repair_closes_rings_and_removes_repeated_points():
    doubled = [point for point in ring()[:-1] for _ in range(2)]
    reading = read(document(feature("A", [doubled])), NAME, How(repair=True))
    assert {f.problem for f in reading.findings} == {Problem.RING_CLOSED, Problem.POINTS_REMOVED}
    assert list(reading.drafts[0].shape.geoms[0].exterior.coords) == [tuple(point) for point in ring()]


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", WGS84),
        ("urn:ogc:def:crs:EPSG::4326", WGS84),
        ("urn:ogc:def:crs:EPSG::2180", PL1992),
        ("urn:ogc:def:crs:EPSG:9.9.1:2180", PL1992),
        ("EPSG:2180", PL1992),
        ("http://www.opengis.net/def/crs/EPSG/0/2180", None),
        ("urn:ogc:def:crs:EPSG::3857", WEB_MERCATOR),
        ("EPSG:900913", WEB_MERCATOR),
        ("EPSG:2177", 2177),
    ],
)
def test_the_file_says_its_system(name, system):
    shape = project(rectangle(0, 0, 1, 1), WGS84, system or WGS84)
    data = of_areas({"A": shape}, crs={"type": "name", "properties": {"name": name}})
    reading = read(data, NAME)
    if system is None:
        assert [finding.problem for finding in reading.findings] == [Problem.UNKNOWN_SYSTEM]
    else:
        assert reading.drafts[0].shape.equals_exact(MultiPolygon([rectangle(0, 0, 1, 1)]), 1e-9)


@pytest.mark.parametrize(
    "crs", [5, "EPSG:2180", {"properties": 5}, {"properties": {"name": "EPSG:27700"}}, {}]
)
def test_an_unknown_system_is_not_guessed(crs):
    assert problems(document(feature("A", [ring()]), crs=crs)) == [Problem.UNKNOWN_SYSTEM]


@pytest.mark.parametrize("srid", [PL1992, WEB_MERCATOR, 2176, 2177, 2178, 2179])
def test_the_operator_says_the_system(srid):
    data = of_areas({"A": project(rectangle(0, 0, 1, 1), WGS84, srid)})
    (draft,) = read(data, NAME, How(srid=srid)).drafts
    assert draft.shape.equals_exact(MultiPolygon([rectangle(0, 0, 1, 1)]), 1e-8)


def test_northing_first_is_read_only_when_said():
    """EPSG:2180 has its northing first by definition, but programs write the easting first: Warsaw's numbers."""
    data = of_areas({"A": box(487_000, 637_000, 488_000, 638_000)})
    (wrong,) = read(data, NAME, How(srid=PL1992)).drafts
    (right,) = read(data, NAME, How(srid=PL1992, northing_first=True)).drafts
    assert right.shape.centroid.x == pytest.approx(21.01, abs=0.02)
    assert right.shape.centroid.y == pytest.approx(52.23, abs=0.02)
    assert abs(wrong.shape.centroid.x - 21.01) > 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Praga-Południe", "praga-poludnie"),
        ("Żoliborz", "zoliborz"),
        ("Łódź Śródmieście", "lodz-srodmiescie"),
        ("  Os. 1000-lecia ", "os-1000-lecia"),
        ("Kamienna Góra", "kamienna-gora"),
        ("Z\u0307ary", "zary"),
    ],
)
def test_codes_are_made_of_names(name, code):
    assert slug(name) == code


@given(st.text())
def test_every_good_name_has_a_code_and_every_code_is_one(name):
    code = slug(name)
    assert code == slug(code)
    assert not is_good_name(name) or code


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=30))
def test_whatever_stands_for_coordinates_the_reader_answers(coordinates):
    data = json.dumps({"type": "FeatureCollection", "features": [feature("A", coordinates)]}).encode()
    reading = read(data, NAME, How(repair=True))
    assert reading.drafts or refusing(reading.findings)


def test_depths_of_rings():
    assert set(depths([ring()])) == {3}
    assert set(depths([[ring()], [ring(), ring()]])) == {4}


def test_the_bowtie_is_read_so_that_the_check_can_say_where_it_crosses():
    assert len(read(document(feature("A", [bowtie()])), NAME).drafts) == 1
