"""Finding an address by what people type."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.coordinates import LonLat
from civic.core.db import db, transaction
from civic.core.geo import to_db
from civic.places import queries
from civic.places.models import AddressPoint
from civic.places.queries import suggest
from civic.places.queries.addresses import MOST
from civic.places.rules.addresses import Wanted, take_apart

DOORS = [
    ("Kwiatowa", ["1", "2", "5", "5A", "5/7", "10", "12 B", "51"]),
    ("Kwietna", ["1", "5"]),
    ("Żółkiewskiego", ["3"]),
    ("Zielona", ["3"]),
    ("Zielna", ["3"]),
    ("3 Maja", ["5", "12"]),
    ("Marii Skłodowskiej-Curie", ["7"]),
    ("Aleje Jerozolimskie", ["44"]),
    ("Plac Zwycięstwa", ["1"]),
    ("Ćwiklińskiej", ["1"]),
    ("Łąkowa", ["1"]),
    ("Lawendowa", ["1"]),
    ("Ukwiecona", ["1"]),
]


@pytest.fixture
def streets(city):
    with transaction():
        area = queries.area_of_code("laki")
        assert area is not None
        for street, numbers in [*DOORS, (None, ["9"])]:
            for number in numbers:
                db.session.add(
                    AddressPoint(
                        external_id=f"{street}{number}",
                        street=street,
                        number=number,
                        postcode="00-005",
                        town="Miłogród" if street else "Zagórze",
                        point=to_db(LonLat(20.005, 52.005)),
                        area_id=area.id,
                    )
                )
    return city


def labels(typed: str) -> list[str]:
    return [suggestion.label for suggestion in suggest(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "ul. Kwiatowa 5", "kwiatowa 5", "KWIATOWA 5", "  ulica   Kwiatowa  5 ", "Kwiatowa 5, Miłogród", "kwiatowa 5 m. 3",
        "kwiatowa 5 lok 12", "Kwiatowa 5, 00-005 Miłogród", "kwiat 5", "kwiatowa milogrod 5",
    ],
)  # fmt: skip
def test_one_door_however_it_is_typed(streets, typed):
    first = suggest(typed)[0]
    assert first.label == "Kwiatowa 5, 00-005 Miłogród"
    assert first.point == LonLat(20.005, 52.005)
    assert (first.area, first.area_code) == ("Łąki", "laki")


def test_what_is_suggested_finds_itself_again(streets):
    for street, numbers in DOORS:
        for number in numbers:
            label = f"{street} {number}, 00-005 Miłogród"
            assert labels(label)[0] == label


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("zolkiewskiego 3", "Żółkiewskiego 3"),
        ("3 maja 12", "3 Maja 12"),
        ("sklodowskiej curie 7", "Marii Skłodowskiej-Curie 7"),
        ("curie 7", "Marii Skłodowskiej-Curie 7"),
        ("al. jerozolimskie 44", "Aleje Jerozolimskie 44"),
        ("pl. zwyciestwa 1", "Plac Zwycięstwa 1"),
        ("Kwiatowa 5/7", "Kwiatowa 5/7"),
        ("Kwiatowa 10/3", "Kwiatowa 10"),
        ("kwiatowa 5a", "Kwiatowa 5A"),
        ("kwiatowa 12b", "Kwiatowa 12 B"),
        ("Kwiatwoa 5", "Kwiatowa 5"),
        ("zagorze 9", "Zagórze 9"),
    ],
)
def test_marks_order_and_slips_of_the_finger(streets, typed, first):
    assert labels(typed)[0].split(",")[0] == first


def test_without_a_number_streets_come_in_polish_order(streets):
    assert labels("kwi") == ["Kwiatowa, Miłogród", "Kwietna, Miłogród"]
    assert all(suggestion.point is None for suggestion in suggest("kwi"))
    assert labels("milogrod")[:4] == ["3 Maja, Miłogród", "Aleje Jerozolimskie, Miłogród", "Ćwiklińskiej, Miłogród", "Kwiatowa, Miłogród"]  # fmt: skip


def test_of_what_looks_alike_the_most_alike_comes_first(streets):
    assert labels("zielonna") == ["Zielona, Miłogród", "Zielna, Miłogród"]


def test_the_alphabet_is_polish(streets):
    """Ł comes after L, Ż after Z: another order than in English."""
    names = [suggestion.label.split(",")[0] for suggestion in suggest("milogrod", most=50)]
    assert names[-4:] == ["Ukwiecona", "Zielna", "Zielona", "Żółkiewskiego"]
    assert names.index("Lawendowa") < names.index("Łąkowa")


def test_one_street_shows_its_doors_in_order_of_numbers(streets):
    assert [label.split(",")[0] for label in labels("kwiatowa")] == [
        "Kwiatowa 1", "Kwiatowa 2", "Kwiatowa 5", "Kwiatowa 5/7", "Kwiatowa 5A", "Kwiatowa 10", "Kwiatowa 12 B", "Kwiatowa 51",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["", "k", "ul.", "ul. k 5", "5", "qqqqqqq", "'; DROP TABLE area; --", "%", "\\m", "((((((", "Кви"],
)
def test_what_nobody_can_mean_finds_nothing(streets, typed):
    assert suggest(typed) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ul. Kwiatowa 5", Wanted(("kwiatowa",), "5")),
        ("Kwiatowa", Wanted(("kwiatowa",))),
        ("3 Maja", Wanted(("3", "maja"))),
        ("3 Maja 12 A / 4", Wanted(("3", "maja"), "12a", "12a/4")),
        ("Kwiatowa 5, Miłogród", Wanted(("kwiatowa", "milogrod"), "5")),
        ("Kwiatowa 5m.3", Wanted(("kwiatowa",), "5")),
        ("1000-lecia 3", Wanted(("1000", "lecia"), "3")),
    ],
)
def test_an_address_in_parts(typed, wanted):
    assert take_apart(typed) == wanted


@given(st.text(max_size=300))
def test_words_are_safe_in_a_pattern(typed):
    """Only letters and digits are left, so nothing typed is a regular expression."""
    wanted = take_apart(typed)
    assert all(word.isalnum() for word in wanted.words)
    assert len(wanted.words) <= 8


@pytest.mark.parametrize(
    "typed", ["a" * 10_000, "1 " * 5_000, "a1 " * 3_000, "kwiatowa " + "1" * 9_000, "a" + " " * 9_000 + "b 1"]
)
def test_long_nonsense_is_answered_at_once(streets, typed):
    started = time.perf_counter()
    assert len(suggest(typed)) <= MOST
    assert time.perf_counter() - started < 1
