"""What decides about reports, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.consultations.notices.rules import Standing, Status
from civic.consultations.reports import rules
from civic.consultations.reports.rules import (
    Finding,
    Found,
    Lacking,
    Making,
    Parts,
    Refusal,
    State,
    Statistics,
    Where,
)

CLOSES = datetime(2026, 5, 4, 22, tzinfo=UTC)
NOW = CLOSES + timedelta(days=6)
OPEN = Standing(Status.ANNOUNCED, CLOSES - timedelta(days=21), CLOSES, announced=True)
READY = State(OPEN, changes="Dodamy ławki.")
LAST = replace(READY, standing=replace(OPEN, status=Status.REPORT_DRAFT))
HELD = Finding(Where.REMARK, Found.EMAIL, 3)


def standing(status: Status) -> Standing:
    return replace(OPEN, status=status)


EXAMPLES = {
    Refusal.NOT_ANNOUNCED: lambda: rules.why_not_write(standing(Status.ORDERED)),
    Refusal.CANCELLED: lambda: rules.why_not_publish(replace(LAST, standing=standing(Status.CANCELLED)), "1"),
    Refusal.STILL_OPEN: lambda: rules.why_not_hand_over(READY, CLOSES - timedelta(seconds=1)),
    Refusal.ALREADY_PUBLISHED: lambda: rules.why_not_publish(
        replace(LAST, standing=standing(Status.REPORT_PUBLISHED)), "1"
    ),
    Refusal.ALREADY_HANDED_OVER: lambda: rules.why_not_hand_over(LAST, NOW),
    Refusal.NOT_HANDED_OVER: lambda: rules.why_not_publish(READY, "1"),
    Refusal.UNANSWERED: lambda: rules.why_not_publish(replace(LAST, unanswered=Lacking(1, 7)), "1"),
    Refusal.UNAPPROVED: lambda: rules.why_not_publish(replace(LAST, unapproved=Lacking(1, 7)), "1"),
    Refusal.BODY_HAS_TIME: lambda: rules.why_not_publish(
        replace(LAST, waiting_for=[("RDPP", date(2026, 5, 30))]), "1"
    ),
    Refusal.PERSONAL_DATA: lambda: rules.why_not_publish(replace(LAST, findings=[HELD]), "1"),
    Refusal.CHANGES_MISSING: lambda: rules.why_not_publish(replace(LAST, changes=" \n"), "1"),
    Refusal.PART_TOO_LONG: lambda: rules.why_not_save(OPEN, Parts(course="x" * 20_001), 0, 0),
    Refusal.CHANGED_MEANWHILE: lambda: rules.why_not_save(OPEN, Parts(), 2, 1),
    Refusal.NUMBER_MISSING: lambda: rules.why_not_publish(LAST, " "),
    Refusal.NUMBER_TOO_LONG: lambda: rules.why_not_publish(LAST, "x" * 101),
    Refusal.NUMBER_WITH_DATA: lambda: rules.why_not_publish(LAST, "120/2026, tel. 601 234 567"),
    Refusal.NOT_PUBLISHED: lambda: rules.why_not_make(OPEN, None, None, NOW),
    Refusal.FILES_ARE_THERE: lambda: rules.why_not_make(
        standing(Status.REPORT_PUBLISHED), Making.DONE, NOW, NOW
    ),
    Refusal.STILL_MAKING: lambda: rules.why_not_make(standing(Status.DECIDED), Making.RUNNING, NOW, NOW),
}


@pytest.mark.parametrize(("refusal", "example"), EXAMPLES.items(), ids=[str(each) for each in EXAMPLES])
def test_each_refusal_has_an_example(refusal, example):
    assert example().reason is refusal


def test_no_refusal_is_without_an_example():
    assert set(EXAMPLES) == set(Refusal)


def test_what_is_right_passes():
    assert rules.why_not_write(OPEN) is None
    assert rules.why_not_save(OPEN, Parts(), 3, 3) is None
    assert rules.why_not_hand_over(READY, CLOSES) is None
    assert rules.why_not_publish(LAST, "120/2026") is None
    reported = standing(Status.REPORT_PUBLISHED)
    assert rules.why_not_make(reported, Making.FAILED, NOW, NOW) is None
    assert rules.why_not_make(reported, Making.RUNNING, NOW - rules.STALLED, NOW) is None


def test_each_thing_that_lacks_stops_publication_whatever_else_is_right():
    """3.9 (6), (9), (11): one at a time, each alone is enough."""
    lacks = [
        {"unanswered": Lacking(1, 7)},
        {"unapproved": Lacking(1, 7)},
        {"waiting_for": [("RDPP", date(2026, 5, 30))]},
        {"findings": [HELD]},
        {"changes": ""},
    ]
    for lack in lacks:
        assert rules.why_not_publish(replace(LAST, **lack), "1") is not None


def test_late_remarks_are_not_in_the_statistics():
    """3.9 (7): a late remark is counted apart and nowhere else."""
    rows = [
        (False, "RESIDENT", "ACCEPTED", 3, 2, 12),
        (False, "RESIDENT", "REJECTED", 4, 1, 20),
        (False, "NGO", "PARTLY", 1, 1, 3),
        (True, "RESIDENT", "ACCEPTED", 5, 5, 50),
        (True, "RESIDENT", "", 1, 1, 0),
    ]
    counted = rules.counted(rows)
    assert (counted.remarks, counted.late, counted.authors, counted.days) == (8, 6, 4, 35)
    assert counted.by_decision == {"ACCEPTED": 3, "REJECTED": 4, "PARTLY": 1}
    assert counted.by_kind == {"RESIDENT": {"ACCEPTED": 3, "REJECTED": 4}, "NGO": {"PARTLY": 1}}
    assert counted.share == 0.5
    assert counted.mean_days == 4  # 35 / 8 = 4.375


def test_nothing_counted_is_no_division():
    assert Statistics().share is None
    assert Statistics().mean_days is None


@pytest.mark.parametrize(("days", "remarks", "mean"), [(1, 2, 1), (0, 3, 0), (7, 2, 4), (10, 4, 3)])
def test_the_mean_is_rounded_half_up(days, remarks, mean):
    assert Statistics(remarks=remarks, days=days).mean_days == mean


@given(st.lists(st.integers(0, 30_000), max_size=1500))
def test_volumes_hold_every_remark_once_in_order_and_none_is_too_big(sizes):
    numbered = list(enumerate(sizes, 1))
    made = rules.volumes(numbered)
    covered = [number for first, last in made for number in range(first, last + 1)]
    assert covered == [number for number, _ in numbered]
    of_number = dict(numbered)
    for first, last in made:
        inside = [of_number[number] for number in range(first, last + 1)]
        assert len(inside) <= rules.VOLUME_REMARKS
        assert sum(inside) <= rules.VOLUME_SIGNS or len(inside) == 1


def test_five_thousand_short_remarks_are_ten_volumes():
    made = rules.volumes((number, 100) for number in range(1, 5001))
    assert len(made) == 10
    assert made[-1] == (4501, 5000)


def test_the_check_names_every_kind():
    """3.9 (9): 0 e-mail, telephone, PESEL is said, not left out."""
    assert rules.kinds_found([]) == dict.fromkeys(Found, 0)
    assert rules.kinds_found([HELD])[Found.EMAIL] == 1
