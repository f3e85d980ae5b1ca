"""Score cards: weighted sums in exact fractions, mean and median, thresholds, ranking with ties."""

from datetime import date
from fractions import Fraction
from statistics import median as stdlib_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core import scores
from civic.core.scores import Criterion, Entry, How, PointsRefusal, Wrong

WORK = Criterion(key="work", name="Praca", weight=30, max_points=10)
NEED = Criterion(key="need", name="Potrzeba", weight=20, max_points=5)
BOTH = (WORK, NEED)


@st.composite
def cards(draw):
    """Criteria with at least one that weighs something, and some finished cards."""
    shapes = draw(
        st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10)), min_size=1, max_size=6).filter(
            lambda each: any(weight for weight, _ in each)
        )
    )
    criteria = tuple(
        Criterion(key=f"c{i}", name=f"C{i}", weight=w, max_points=m) for i, (w, m) in enumerate(shapes)
    )
    one = st.fixed_dictionaries({each.key: st.integers(0, each.max_points) for each in criteria})
    return criteria, draw(st.lists(one, min_size=1, max_size=7))


def test_a_score_is_the_weighted_sum_in_percent_of_the_most():
    """4.4: score = sum(w_i * p_i); 30*5 + 20*4 of 30*10 + 20*5."""
    assert scores.most(BOTH) == 400
    assert scores.raw(BOTH, {"work": 5, "need": 4}) == 230
    assert scores.score(BOTH, {"work": 5, "need": 4}) == Fraction(115, 2)


def test_thirds_stay_thirds():
    one = (Criterion(key="a", name="A", weight=1, max_points=3),)
    found = scores.result(one, [{"a": 1}, {"a": 1}, {"a": 2}], How.MEAN)
    assert found.score == Fraction(400, 9)
    assert found.points == {"a": Fraction(4, 3)}
    assert found.members == 3


@given(cards())
def test_a_score_lies_between_nothing_and_all(made):
    criteria, given_points = made
    for points in given_points:
        assert 0 <= scores.score(criteria, points) <= 100
    assert scores.score(criteria, {each.key: each.max_points for each in criteria}) == 100
    assert scores.score(criteria, {each.key: 0 for each in criteria}) == 0


@given(cards())
def test_one_more_point_never_lowers_a_score(made):
    criteria, given_points = made
    points = given_points[0]
    for each in criteria:
        if points[each.key] < each.max_points:
            more = {**points, each.key: points[each.key] + 1}
            gain = scores.score(criteria, more) - scores.score(criteria, points)
            assert gain == Fraction(100 * each.weight, scores.most(criteria))


@given(cards(), st.sampled_from(How))
def test_members_together_lie_between_the_lowest_and_the_highest(made, how):
    criteria, given_points = made
    each = [scores.score(criteria, points) for points in given_points]
    found = scores.result(criteria, given_points, how)
    assert min(each) <= found.score <= max(each)
    assert scores.result(criteria, list(reversed(given_points)), how) == found


@given(cards())
def test_the_mean_of_scores_is_the_score_of_the_means(made):
    """So the public table of means adds up to the public score."""
    criteria, given_points = made
    found = scores.result(criteria, given_points, How.MEAN)
    weighed = sum(each.weight * found.points[each.key] for each in criteria)
    assert 100 * weighed / scores.most(criteria) == found.score


@given(st.lists(st.integers(0, 100), min_size=1))
def test_the_median_is_the_one_everybody_knows(values):
    assert scores.median(values) == stdlib_median(map(Fraction, values))


def test_a_median_ignores_one_who_gives_nothing():
    cards = [{"work": 8, "need": 4}, {"work": 8, "need": 4}, {"work": 0, "need": 0}]
    assert scores.result(BOTH, cards, How.MEDIAN).score == 80
    assert scores.result(BOTH, cards, How.MEAN).score == Fraction(160, 3)


@pytest.mark.parametrize("of", [scores.mean, scores.median])
def test_nothing_has_no_middle(of):
    with pytest.raises(ValueError, match="nothing"):
        of([])


@pytest.mark.parametrize(
    ("points", "whole", "wrong"),
    [
        ({"work": 10, "need": 5}, True, ()),
        ({"work": 0, "need": 0}, True, ()),
        ({"work": 3}, False, ()),
        ({"work": 3}, True, (Wrong(PointsRefusal.POINTS_MISSING, "need"),)),
        ({"work": 11, "need": -1}, False, (Wrong(PointsRefusal.POINTS_OUT_OF_RANGE, "work"), Wrong(PointsRefusal.POINTS_OUT_OF_RANGE, "need"))),
        ({"work": 1, "need": 1, "luck": 1}, True, (Wrong(PointsRefusal.CRITERION_UNKNOWN, "luck"),)),
    ],
)  # fmt: skip
def test_what_is_wrong_with_points(points, whole, wrong):
    assert scores.what_is_wrong(BOTH, points, whole=whole) == wrong


def test_points_that_do_not_fit_give_no_score():
    with pytest.raises(ValueError, match="fit"):
        scores.score(BOTH, {"work": 1})
    with pytest.raises(ValueError, match="weigh nothing"):
        scores.score((Criterion(key="a", name="A", weight=0, max_points=3),), {"a": 1})


@pytest.mark.parametrize(("weight", "points"), [(-1, 5), (1, 0)])
def test_a_criterion_makes_sense(weight, points):
    with pytest.raises(ValueError, match="weight"):
        Criterion(key="a", name="A", weight=weight, max_points=points)


@pytest.mark.parametrize(
    ("value", "reached"),
    [(Fraction(50), True), (Fraction(4999, 100), False), (Fraction(149999, 3000), False)],
)
def test_exactly_the_threshold_is_enough(value, reached):
    """A score that only rounds to the threshold (49,9997) has not reached it."""
    assert scores.passes(value, 50) is reached


def tie(work, people, received):
    return (work, people, -received.toordinal())


def test_ties_are_decided_by_work_then_people_then_time():
    """4.4: ties: more social work, more participants, earlier."""
    same, early, late = Fraction(70), date(2026, 4, 1), date(2026, 4, 2)
    entries = [
        Entry(1, same, tie(100, 20, late)),
        Entry(2, same, tie(100, 20, early)),
        Entry(3, same, tie(100, 21, late)),
        Entry(4, same, tie(200, 1, late)),
        Entry(5, Fraction(71), tie(0, 1, late)),
    ]
    assert [(each.id, each.place) for each in scores.ranking(entries)] == [
        (5, 1), (4, 2), (3, 3), (2, 4), (1, 5),
    ]  # fmt: skip


def test_those_equal_in_everything_share_a_place():
    placed = scores.ranking([Entry(7, Fraction(5)), Entry(3, Fraction(5)), Entry(9, Fraction(4))])
    assert [(each.id, each.place, each.shared) for each in placed] == [
        (3, 1, True), (7, 1, True), (9, 3, False),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=12))
def test_a_ranking_holds_everybody_once_whatever_their_order(values):
    entries = [Entry(i, Fraction(score), (tie,)) for i, (score, tie) in enumerate(values)]
    placed = scores.ranking(entries)
    assert sorted(each.id for each in placed) == [each.id for each in entries]
    assert scores.ranking(entries[::-1]) == placed
    assert [each.place for each in placed] == sorted(each.place for each in placed)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(275, 4), "68,75"), (Fraction(70), "70"), (Fraction(2, 3), "0,67"), (Fraction(1, 200), "0,01"), (Fraction(199999, 2000), "100"), (Fraction(5, 2), "2,50")],
)  # fmt: skip
def test_a_result_is_shown_with_a_comma(value, text):
    assert scores.shown(value) == text
