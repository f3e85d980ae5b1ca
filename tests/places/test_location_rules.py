"""Where a point lies, decided from what covers it: no database."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.coordinates import LonLat, in_poland, looks_swapped, parse_degrees
from civic.places.rules import Kind
from civic.places.rules.location import AreaName, Covering, Located, Verdict, decide, outside, why_no_place

CITY = AreaName(1, "milogrod", "Miłogród", Kind.CITY, None)
OLD = AreaName(2, "stare-miasto", "Stare Miasto", Kind.DISTRICT, 1)
GREEN = AreaName(3, "zielone-wzgorze", "Zielone Wzgórze", Kind.DISTRICT, 1)
MARKET = AreaName(4, "rynek", "Rynek", Kind.ESTATE, 2)
GARDENS = AreaName(5, "ogrody", "Ogrody", Kind.ESTATE, 3)
AREAS = {area.id: area for area in (CITY, OLD, GREEN, MARKET, GARDENS)}


def located(*covering: tuple[AreaName, bool]) -> Located:
    """The answer, which must not depend on the order in which the database finds areas."""
    answers = {
        decide([Covering(area.id, inside) for area, inside in order], AREAS)
        for order in permutations(covering)
    }
    assert len(answers) == 1
    return answers.pop()


def test_inside_the_answer_runs_from_the_city_down():
    answer = located((CITY, True), (OLD, True), (MARKET, True))
    assert (answer.verdict, answer.chain, answer.area) == (Verdict.INSIDE, (CITY, OLD, MARKET), MARKET)
    assert answer.of_kind(Kind.DISTRICT) == OLD


def test_the_outer_border_belongs_to_the_city():
    assert located((CITY, False), (OLD, False)).verdict is Verdict.INSIDE


def test_on_a_border_the_first_code_answers_and_both_are_named():
    answer = located((CITY, True), (GREEN, False), (OLD, False))
    assert (answer.verdict, answer.chain, answer.rivals) == (Verdict.BORDER, (CITY, OLD), (OLD, GREEN))


def test_on_a_border_the_detailed_area_decides_the_wider_one():
    """Estates "ogrody" and "rynek" meet: ogrody comes first, so its district answers, though stare-miasto < zielone."""
    answer = located((CITY, True), (GREEN, False), (OLD, False), (MARKET, False), (GARDENS, False))
    assert (answer.verdict, answer.chain) == (Verdict.BORDER, (CITY, GREEN, GARDENS))
    assert answer.rivals == (GARDENS, MARKET)


def test_inside_two_areas_of_a_kind_is_an_overlap():
    assert located((OLD, True), (GREEN, True)).verdict is Verdict.OVERLAP
    assert located((OLD, True), (GREEN, False)).verdict is Verdict.BORDER


def test_areas_without_parents_answer_too():
    loose = AreaName(2, "wola", "Wola", Kind.DISTRICT, None)
    assert decide([Covering(2, True)], {2: loose}).chain == (loose,)


def test_outside_names_the_nearest_area_the_detailed_one_first():
    answer = outside(AREAS, {1: 350.2, 2: 350.4, 3: 900.0})
    assert (answer.verdict, answer.nearest, answer.metres, answer.area) == (Verdict.OUTSIDE, OLD, 350, None)


def test_with_no_areas_there_is_an_answer():
    assert outside({}, {}).verdict is Verdict.NO_AREAS


@pytest.mark.parametrize(
    ("lon", "lat", "verdict"),
    [
        (21.0, 52.2, None),
        (52.2, 21.0, Verdict.SWAPPED),
        (54.5, 18.5, Verdict.SWAPPED),
        (0, 0, Verdict.ABROAD),
        (-21.0, 52.2, Verdict.ABROAD),
        (181, 0, Verdict.NOT_A_PLACE),
        (637_000, 487_000, Verdict.NOT_A_PLACE),
        (21, 90.5, Verdict.NOT_A_PLACE),
        (float("nan"), 52, Verdict.NOT_A_PLACE),
        (21, float("inf"), Verdict.NOT_A_PLACE),
        (1e308, 1e308, Verdict.NOT_A_PLACE),
    ],
)
def test_every_pair_of_numbers_has_an_answer(lon, lat, verdict):
    assert why_no_place(LonLat(lon, lat)) is verdict


@given(st.floats(), st.floats())
def test_a_point_in_poland_is_never_called_swapped(lon, lat):
    point = LonLat(lon, lat)
    assert not (in_poland(point) and looks_swapped(point))
    assert (why_no_place(point) is None) == in_poland(point)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("52.2297", 52.2297),
        ("52,2297", 52.2297),
        (" 52,2297° ", 52.2297),
        ("\N{MINUS SIGN}3", -3.0),
        ("2.1e1", 21.0),
    ],
)
def test_degrees_as_people_write_them(text, value):
    assert parse_degrees(text) == value


@pytest.mark.parametrize(
    "text", ["", "abc", "52°13'", "1_0", "nan", "inf", "1e999", "٥٢", "52,1,2", "52.1 21.0", "\x00"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_degrees(text)
