"""Checking and mending boundaries: no database."""

import random

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from shapely.affinity import translate

from civic.core.coordinates import PL1992, WGS84, in_metres, project
from civic.places.rules.boundaries import judge
from civic.places.rules.cover import MOST_SAID, Whole, check_cover, is_sliver
from civic.places.rules.findings import Finding, Problem, refusing
from civic.places.rules.geojson import Draft, How, Reading, read
from civic.places.rules.shapes import check_shape, mend, square_metres
from tests.places.draw import LAT, LON, NAME, STEP, document, draft, feature, of_areas, rectangle

CITY = draft("Miłogród", rectangle(0, 0, 4, 2))
METRE = 1 / 111_200  # of latitude, in degrees


def said(drafts: list[Draft], whole: Whole | None = None, system: int = WGS84) -> list[Finding]:
    return judge(Reading(drafts, [], system), whole or Whole())[1]


def problems(drafts: list[Draft], whole: Whole | None = None, system: int = WGS84) -> list[Problem]:
    return [finding.problem for finding in said(drafts, whole, system)]


def halves() -> list[Draft]:
    return [draft("Lewa", rectangle(0, 0, 2, 2)), draft("Prawa", rectangle(2, 0, 4, 2))]


def test_areas_that_share_a_border_and_fill_their_parent_are_good():
    assert problems(halves(), Whole(CITY)) == []


def test_sizes_are_square_metres():
    """A rectangle of 0.01° by 0.01° at 52° N measures about 686.6 m by 1112.7 m on the ellipsoid."""
    assert square_metres(rectangle(0, 0, 1, 1)) == pytest.approx(686.6 * 1112.7, rel=0.002)


def test_an_overlap_names_both_its_size_and_its_place():
    one, other = draft("Lewa", rectangle(0, 0, 2, 2)), draft("Prawa", rectangle(1.5, 0, 4, 2))
    (finding,) = said([one, other])
    assert finding.problem is Problem.OVERLAP
    assert (finding.facts["area"], finding.facts["other"]) == ("Lewa", "Prawa")
    assert finding.facts["size"] == pytest.approx(square_metres(rectangle(1.5, 0, 2, 2)))
    assert rectangle(1.5, 0, 2, 2).contains(shapely.Point(finding.facts["where"]))


def test_an_overlap_with_what_is_stored_already():
    assert problems([draft("Nowa", rectangle(1, 0, 3, 2))], Whole(standing=halves())) == [Problem.OVERLAP] * 2


def test_what_is_stored_is_not_judged_again():
    overlapping = [draft("A", rectangle(0, 0, 2, 1)), draft("B", rectangle(1, 0, 3, 1))]
    around = [draft(name, shape) for name, shape in zip("CDEF", frame(10), strict=True)]
    assert problems([draft("Z", rectangle(20, 0, 21, 1))], Whole(standing=[*overlapping, *around])) == []


def frame(west: float) -> list[Polygon]:
    """Four rectangles around a hole of one field."""
    sides = [(0, 0, 3, 1), (0, 2, 3, 3), (0, 1, 1, 2), (2, 1, 3, 2)]
    return [rectangle(west + w, s, west + e, n) for w, s, e, n in sides]


def test_a_gap_in_the_parent():
    (finding,) = said(
        [draft("Lewa", rectangle(0, 0, 1, 2)), draft("Prawa", rectangle(2, 0, 4, 2))], Whole(CITY)
    )
    assert (finding.problem, finding.facts["area"]) == (Problem.GAP, "Miłogród")
    assert finding.facts["others"] == ["Lewa", "Prawa"]
    assert finding.facts["size"] == pytest.approx(square_metres(rectangle(1, 0, 2, 2)))


def test_a_hole_between_areas_without_a_parent():
    (finding,) = said([draft(name, shape) for name, shape in zip("ABCD", frame(0), strict=True)])
    assert (finding.problem, finding.facts["others"]) == (Problem.HOLE, ["A", "B", "C", "D"])


def test_gaps_may_be_allowed():
    findings = said([draft("Lewa", rectangle(0, 0, 1, 2))], Whole(CITY, gaps_allowed=True))
    assert [finding.problem for finding in findings] == [Problem.GAP]
    assert refusing(findings) == []


def test_what_sticks_out_of_the_parent():
    lower, upper = rectangle(0, 0, 4, 1), rectangle(0, 1, 4, 2.5)
    (finding,) = said([draft("Dolna", lower), draft("Górna", upper)], Whole(CITY))
    assert (finding.problem, finding.facts["area"], finding.facts["other"]) == (
        Problem.OUTSIDE_PARENT,
        "Górna",
        "Miłogród",
    )
    assert finding.facts["size"] == pytest.approx(square_metres(rectangle(0, 2, 4, 2.5)))


def test_an_area_far_from_its_parent():
    assert problems([draft("Daleka", rectangle(50, 0, 51, 1))], Whole(CITY)) == [Problem.AWAY_FROM_PARENT]


def test_plane_axes_the_other_way_round_are_recognised_by_the_parent():
    """Both readings lie in Poland, so only the parent tells."""
    warsaw = draft("Warszawa", box(20.9, 52.1, 21.2, 52.4))
    turned = box(487_000, 637_000, 488_000, 638_000)
    (one,) = read(of_areas({"Śródmieście": turned}), NAME, How(srid=PL1992)).drafts
    assert problems([one], Whole(warsaw, system=PL1992), PL1992) == [Problem.SWAPPED_AXES]


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        (box(52.0, 20.0, 52.1, 20.1), Problem.SWAPPED_AXES),
        (box(637_000, 487_000, 638_000, 488_000), Problem.OTHER_SYSTEM),
        (box(2_337_000, 6_840_000, 2_338_000, 6_841_000), Problem.OTHER_SYSTEM),
        (box(7_500_000, 5_788_000, 7_501_000, 5_789_000), Problem.OTHER_SYSTEM),
        (box(-0.1, 51.4, 0.1, 51.6), Problem.NOT_IN_POLAND),
        (box(-10, 35, 30, 60), Problem.NOT_IN_POLAND),
        (box(179, 52, 180, 53), Problem.NOT_IN_POLAND),
        (box(15, 50, 23, 54), Problem.TOO_LARGE),
        (box(20, 52, 20 + 1e-15, 52 + 1e-15), Problem.INVALID),
        (box(20, 52, 20 + 1e-8, 52 + 1e-8), Problem.NO_SURFACE),
    ],
)
def test_areas_that_cannot_be_where_they_say(shape, problem):
    assert problems([draft("A", shape)]) == [problem]


@pytest.mark.parametrize(
    ("x", "y", "srid"), [(637e3, 487e3, "2180"), (2.337e6, 6.84e6, "3857"), (7.5e6, 5.78e6, "2178")]
)
def test_numbers_of_another_system_are_named(x, y, srid):
    (finding,) = said([draft("A", box(x, y, x + 1000, y + 1000))])
    assert finding.facts["srid"] == srid


def test_degrees_read_as_metres_are_not_in_poland():
    (one,) = read(of_areas({"A": rectangle(0, 0, 1, 1)}), NAME, How(srid=PL1992)).drafts
    assert [finding.problem for finding in check_shape(one, PL1992)] == [Problem.NOT_IN_POLAND]


def test_names_and_codes_stand_once():
    twice = [draft("Stare Miasto", rectangle(0, 0, 1, 1)), draft("stare  miasto", rectangle(1, 0, 2, 1))]
    assert problems(twice) == [Problem.SAME_NAME]
    codes = [Draft("A", "x", None, twice[0].shape), Draft("B", "x", None, twice[1].shape)]
    assert problems(codes) == [Problem.SAME_CODE]


BOWTIE = Polygon([(20, 52), (20.01, 52.01), (20.01, 52), (20, 52.01)])
HOLE_OUTSIDE = Polygon(rectangle(0, 0, 1, 1).exterior, [rectangle(2, 2, 3, 3).exterior])
SMALL_HOLE_OUTSIDE = Polygon(rectangle(0, 0, 1, 1).exterior, [rectangle(2, 2, 2.005, 2.005).exterior])
NESTED = MultiPolygon([rectangle(0, 0, 3, 3), rectangle(1, 1, 2, 2)])


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (MultiPolygon([BOWTIE]), "Self-intersection"),
        (MultiPolygon([HOLE_OUTSIDE]), "Hole lies outside shell"),
        (MultiPolygon([SMALL_HOLE_OUTSIDE]), "Hole lies outside shell"),
        (NESTED, "Nested shells"),
    ],
)
def test_invalid_shapes_say_why_and_are_not_mended_when_it_is_ambiguous(shape, reason):
    wrong = Draft("A", "a", None, shape)
    (finding,) = said([wrong])
    assert (finding.problem, finding.facts["reason"]) == (Problem.INVALID, reason)
    assert mend(wrong) is None
    assert problems([wrong]) == [p.problem for p in judge(Reading([wrong], []), Whole(), repair=True)[1]]


def knot(size: float) -> Polygon:
    """A square of two fields whose lower border makes a loop of ``size`` fields where it should go straight on."""
    corners = [(0, 0), (1 + size, 0), (1 + size, size), (1, size), (1, -size), (2, -size), (2, 2), (0, 2)]
    return Polygon([(LON + x * STEP, LAT + y * STEP) for x, y in corners])


def test_a_small_knot_is_mended_and_said():
    wrong = Draft("A", "a", None, MultiPolygon([knot(0.01)]))
    assert problems([wrong]) == [Problem.INVALID]
    drafts, findings = judge(Reading([wrong], []), Whole(), repair=True)
    assert [finding.problem for finding in findings] == [Problem.MADE_VALID]
    assert drafts[0].shape.is_valid
    assert square_metres(drafts[0].shape) == pytest.approx(square_metres(wrong.shape), rel=0.001)


def test_a_large_knot_is_left_to_people():
    wrong = Draft("A", "a", None, MultiPolygon([knot(0.3)]))
    assert [f.problem for f in judge(Reading([wrong], []), Whole(), repair=True)[1]] == [Problem.INVALID]


def shifted(by_metres: float) -> list[Draft]:
    """Two halves, the right one drawn too far to the north and east."""
    left, right = halves()
    return [
        left,
        Draft(
            right.name,
            right.code,
            None,
            MultiPolygon([translate(right.shape.geoms[0], by_metres * METRE, by_metres * METRE)]),
        ),
    ]


def test_slivers_are_remarked_not_refused():
    findings = said(shifted(0.5), Whole(CITY))
    assert [finding.problem for finding in findings] == [Problem.SLIVERS]
    assert refusing(findings) == []


def test_what_is_wider_than_the_tolerance_is_no_sliver():
    findings = said(shifted(3), Whole(CITY))
    assert {finding.problem for finding in refusing(findings)} == {Problem.GAP, Problem.OUTSIDE_PARENT}
    assert refusing(said(shifted(3), Whole(CITY, tolerance=5))) == []


def test_a_long_sliver_with_a_wide_place_is_no_sliver():
    """Its mean width is small; somewhere it is 20 m wide."""
    thin = box(LON, LAT, LON + STEP, LAT + 0.1 * METRE)
    bulge = box(LON, LAT, LON + 20 * METRE, LAT + 20 * METRE)
    assert is_sliver(thin, 1)
    assert not is_sliver(thin.union(bulge), 1)


def test_repair_gives_slivers_to_one_area_and_leaves_nothing():
    left = draft("Lewa", rectangle(0, 0, 2, 2))
    right = draft(
        "Prawa",
        box(LON + 2 * STEP - 0.4 * METRE, LAT - 0.4 * METRE, LON + 4 * STEP - 0.4 * METRE, LAT + 2 * STEP),
    )
    drafts, findings = judge(Reading([right, left], []), Whole(CITY), repair=True)
    assert {finding.problem for finding in findings} == {
        Problem.OVERLAP_CUT,
        Problem.CUT_TO_PARENT,
        Problem.GAP_FILLED,
    }
    again = judge(Reading(drafts, []), Whole(CITY), repair=True)
    assert again[1] == []
    assert [one.shape.wkb for one in again[0]] == [one.shape.wkb for one in drafts]
    assert drafts[1].shape.equals(left.shape), "the first in order of codes keeps what it has"


def test_repair_does_not_touch_what_is_wide():
    drafts, findings = judge(Reading(shifted(3), []), Whole(CITY), repair=True)
    assert drafts == shifted(3)
    assert refusing(findings)


def test_a_parent_of_another_place_does_not_print_a_thousand_lines():
    fields = [rectangle(x, y, x + 0.5, y + 0.5) for x in range(4) for y in range(8)]
    whole = Whole(draft("Miasto", rectangle(0, 0, 4, 8)))
    split_up = [draft(f"Pole {number}", shape) for number, shape in enumerate(fields)]
    moved = Whole(draft("Miasto", *[translate(shape, STEP / 4) for shape in fields]))
    findings = check_cover(split_up, moved)
    assert [finding.problem for finding in findings].count(Problem.OUTSIDE_PARENT) == MOST_SAID
    assert sum(
        int(finding.facts["count"]) for finding in findings if finding.problem is Problem.MORE
    ) == 2 * (32 - MOST_SAID)  # type: ignore[call-overload]
    assert refusing(check_cover(split_up, whole))


@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(1, 6))
@settings(deadline=None, max_examples=40)
def test_a_grid_of_fields_is_good_and_one_field_less_is_a_gap(seed, across, along):
    """Any division of the city into whole fields is accepted; taking one away, growing one or doubling one never is."""
    chance = random.Random(seed)
    fields = [(x, y) for x in range(across) for y in range(along)]
    owners: dict[int, list[Polygon]] = {}
    for x, y in fields:
        owners.setdefault(chance.randrange(4), []).append(rectangle(x, y, x + 1, y + 1))
    city = draft("Miasto", rectangle(0, 0, across, along))
    areas = [_merged(f"Obszar {number}", shapes) for number, shapes in sorted(owners.items())]
    assert problems(areas, Whole(city)) == []
    first, *rest = areas
    assert not rest or Problem.GAP in problems(rest, Whole(city))
    grown = Draft(first.name, first.code, None, MultiPolygon([rectangle(0, 0, across, along + 1)]))
    assert Problem.OUTSIDE_PARENT in problems([grown, *rest], Whole(city))
    doubled = Draft("Drugi", "drugi", None, first.shape)
    assert Problem.OVERLAP in problems([*areas, doubled], Whole(city))


def _merged(name: str, shapes: list[Polygon]) -> Draft:
    union = shapely.union_all(shapes)
    return draft(name, *shapely.get_parts(union))


@given(st.lists(st.tuples(st.floats(20, 20.05), st.floats(52, 52.05)), min_size=3, max_size=12))
@settings(deadline=None, max_examples=150)
def test_whatever_is_drawn_repair_ends_with_valid_shapes_or_a_refusal(points):
    reading = read(document(feature("A", [[list(point) for point in points]])), NAME, How(repair=True))
    drafts, findings = judge(reading, Whole(), repair=True)
    if drafts and not refusing(findings):
        assert all(one.shape.is_valid and not one.shape.is_empty for one in drafts)
        assert square_metres(drafts[0].shape) >= 1


def test_metres_are_metres():
    """One kilometre on the national plane is one kilometre within 0.1 %."""
    line = in_metres(shapely.LineString([(21, 52), (21, 52 + 1 / 111.26)]))
    assert line.length == pytest.approx(1000, rel=0.001)
    assert project(project(CITY.shape, WGS84, PL1992), PL1992, WGS84).equals_exact(CITY.shape, 1e-9)
