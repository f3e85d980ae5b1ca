"""The order favours neither the first nor the loudest: asked of the database as statistics."""

import pytest

from civic.consultations.discussion import queries
from civic.consultations.discussion.queries import View
from civic.consultations.discussion.rules import ANSWERS_SHOWN, PAGE, Only, Order, Stance
from tests.consultations.discussion.talk import make_people, write, write_many
from tests.consultations.factories import make_consultation

READERS = range(40)


def whole(consultation_id: int, **view) -> list[int]:
    """Every thread in this order, page after page."""
    found: list[int] = []
    after = None
    while True:
        listed, more = queries.threads(consultation_id, View(**view, after=after))
        found += [each.id for each in listed]
        if not more:
            return found
        after = found[-1]


@pytest.mark.parametrize("order", Order)
def test_pages_repeat_and_lose_nothing(app, order):
    consultation = make_consultation()
    write_many(consultation, 3 * PAGE + 1, make_people(5), 5)
    found = whole(consultation, order=order, seed=7)
    assert sorted(found) == list(range(1, 3 * PAGE + 2))


def test_newest_and_oldest(app):
    consultation = make_consultation()
    write_many(consultation, 45, make_people(1))
    assert whole(consultation, order=Order.OLDEST) == list(range(1, 46))
    assert whole(consultation, order=Order.NEWEST) == list(range(45, 0, -1))


def test_one_reader_sees_one_order_and_others_another(app):
    consultation = make_consultation()
    write_many(consultation, 40, make_people(40), 40)
    assert whole(consultation, seed=1) == whole(consultation, seed=1)
    assert len({tuple(whole(consultation, seed=seed)) for seed in range(10)}) == 10


def test_place_does_not_depend_on_who_came_first(app):
    """Over many readers, early and late comments stand on average in the same place: the middle."""
    consultation, count = make_consultation(), 100
    write_many(consultation, count, make_people(count), count)
    early, late, first = [], [], set()
    for seed in READERS:
        order = whole(consultation, seed=seed * 7919 + 1)
        place = {comment: at for at, comment in enumerate(order)}
        early += [place[comment] for comment in range(1, 21)]
        late += [place[comment] for comment in range(81, 101)]
        first.add(order[0])
    middle = (count - 1) / 2
    assert abs(sum(early) / len(early) - middle) < 4
    assert abs(sum(late) / len(late) - middle) < 4
    assert len(first) > len(READERS) / 2


def test_one_persons_many_comments_do_not_push_others_out(app):
    """30 people write once, one writes 300 times: the loud one has one place among the first 31, not nine of ten."""
    consultation = make_consultation()
    people = make_people(31)
    write_many(consultation, 30, people, 30)
    write_many(consultation, 300, people + 30)
    loud = set(range(31, 331))
    places = []
    for seed in READERS:
        order = whole(consultation, seed=seed * 104729 + 3)
        assert len(loud & set(order[:31])) == 1
        places.append(next(at for at, comment in enumerate(order) if comment in loud))
    assert 8 < sum(places) / len(places) < 22


def test_answers_are_balanced_and_the_office_stands_first(app):
    """Ten for, two against, one without: all three stances are among the three shown; with an office's answer, it is first."""
    consultation = make_consultation()
    people = make_people(14)
    root = write(consultation, people, "Wątek")
    for number in range(10):
        write(consultation, people + number, f"Za {number}", Stance.FOR, root)
    for number in range(2):
        write(consultation, people + 10 + number, f"Przeciw {number}", Stance.AGAINST, root)
    write(consultation, people + 12, "Nie wiem", Stance.NEUTRAL, root)
    orders = set()
    for seed in range(20):
        (listed,), _ = queries.threads(consultation, View(seed=seed))
        assert {each.stance for each in listed.below} == set(Stance)
        assert len(listed.below) == ANSWERS_SHOWN
        orders.add(tuple(each.stance for each in listed.below))
        assert listed.answers == 13
        answers, _ = queries.answers_of(root, View(seed=seed))
        assert {each.stance for each in answers[:3]} == set(Stance)
    assert len(orders) > 3


def test_a_loud_answerer_does_not_stand_for_a_whole_side(app):
    """One person answers "for" thirty times, three people once: each of the three is often the one that is shown."""
    consultation = make_consultation()
    people = make_people(5)
    root = write(consultation, people, "Wątek")
    quiet = {write(consultation, people + n, f"Za {n}", Stance.FOR, root) for n in range(1, 4)}
    for number in range(30):
        write(consultation, people + 4, f"Głośno {number}", Stance.FOR, root)
    shown = 0
    for seed in READERS:
        ((listed,), _) = queries.threads(consultation, View(seed=seed))
        shown += len(quiet & {each.id for each in listed.below})
    assert shown > 2 * len(READERS)


def test_what_is_asked_for_is_shown(app):
    consultation = make_consultation()
    anna = make_people(2)
    first = write(consultation, anna, "Jestem za", Stance.FOR)
    second = write(consultation, anna, "Jestem przeciw", Stance.AGAINST)
    write(consultation, anna + 1, "A dlaczego?", to=second)
    assert whole(consultation, only=Only.FOR) == [first]
    assert whole(consultation, only=Only.AGAINST) == [second]
    assert whole(consultation, only=Only.UNANSWERED) == [first]
    assert whole(consultation, only=Only.OFFICE) == []
