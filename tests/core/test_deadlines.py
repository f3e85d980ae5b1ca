from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.deadlines import (
    WARSAW,
    Interval,
    PostalRule,
    Term,
    Unit,
    Urgency,
    add_months,
    closes_at,
    closing_shown,
    easter_sunday,
    in_poland,
    in_time,
    is_working_day,
    last_day_of_work,
    opens_at,
    public_holidays,
    roll,
    urgency,
    working_days_between,
)

DAYS = st.dates(date(2012, 1, 1), date(2100, 12, 31))
SEVEN_WORKING_DAYS = Term(7, Unit.WORKING_DAYS)


def test_small_grant_offer_is_published_within_seven_working_days():
    """1.1: received 2025-03-03 -> 7 working days = 2025-03-12; comments until 2025-03-19."""
    published = SEVEN_WORKING_DAYS.ends(date(2025, 3, 3))
    assert published == date(2025, 3, 12)
    assert Term(7).ends(published) == date(2025, 3, 19)


def test_working_days_pass_over_christmas_eve():
    """1.1: received 2025-12-18 -> 7 working days = 2026-01-02."""
    assert SEVEN_WORKING_DAYS.ends(date(2025, 12, 18)) == date(2026, 1, 2)


def test_a_term_ending_on_independence_day_rolls():
    """1.1: RDPP delivered 2025-10-28 -> 14 days = 2025-11-12 (11 Nov holiday)."""
    assert Term(14).ends(date(2025, 10, 28)) == date(2025, 11, 12)


def test_a_term_ending_on_new_year_rolls():
    """1.1: results 2025-12-02 -> 30 days = 2026-01-02."""
    assert Term(30).ends(date(2025, 12, 2)) == date(2026, 1, 2)


def test_a_month_that_lacks_the_day_ends_on_its_last_day():
    """1.1: application 2026-01-31 + 1 month = 2026-03-02 (28 Feb is Saturday)."""
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert Term(1, Unit.MONTHS).ends(date(2026, 1, 31)) == date(2026, 3, 2)


def test_report_for_a_task():
    """1.1: report for a task ended 2025-11-30 -> 2025-12-30."""
    assert Term(30).ends(date(2025, 11, 30)) == date(2025, 12, 30)


def test_earliest_closing_of_a_call():
    """1.1: 21 days from last announcement 2025-03-03 -> earliest closing 2025-03-24."""
    assert Term(21).ends(date(2025, 3, 3)) == date(2025, 3, 24)


def test_a_ninety_day_task():
    """1.1: 90-day task starting 2025-03-24 ends at the latest 2025-06-21."""
    assert last_day_of_work(date(2025, 3, 24), 90) == date(2025, 6, 21)


def test_corpus_christi():
    """1.1: Corpus Christi 2025 = 19 June."""
    assert date(2025, 6, 19) in public_holidays(2025)
    assert not is_working_day(date(2025, 6, 19))


def test_weeks_end_on_the_same_weekday():
    """1.1: weeks end on the same weekday."""
    assert Term(2, Unit.WEEKS).ends(date(2026, 9, 2)) == date(2026, 9, 16)


def test_the_whole_list_of_holidays():
    """1.1: public holidays of 2026, every one of them."""
    days = "01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-24 12-25 12-26"
    assert public_holidays(2026) == {date.fromisoformat(f"2026-{day}") for day in days.split()}


def test_christmas_eve_is_free_from_2025():
    """1.1: 24 Dec from 2025."""
    assert is_working_day(date(2024, 12, 24))
    assert not is_working_day(date(2025, 12, 24))


@pytest.mark.parametrize(
    "day",
    ["2011-04-24", "2018-04-01", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25", "2049-04-18"],
)
def test_easter(day):
    assert easter_sunday(int(day[:4])) == date.fromisoformat(day)


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_in_its_window(year):
    assert easter_sunday(year).weekday() == 6
    assert date(year, 3, 22) <= easter_sunday(year) <= date(year, 4, 25)


@given(DAYS, st.integers(0, 400), st.sampled_from(Unit))
def test_a_term_always_ends_on_a_working_day_and_is_never_shortened(event, n, unit):
    ends = Term(n, unit).ends(event)
    assert is_working_day(ends)
    least = {Unit.WEEKS: 7 * n, Unit.MONTHS: 28 * n}.get(unit, n)
    assert ends >= event + timedelta(days=least)


@given(DAYS, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(event, n):
    ends = Term(n, Unit.WORKING_DAYS).ends(event)
    assert working_days_between(event + timedelta(days=1), ends) == n


@given(DAYS)
def test_rolling_moves_over_free_days_only(day):
    ends = roll(day)
    assert working_days_between(day, ends) == 1
    assert (ends - day).days <= 6


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Term(-1)


def test_the_last_minute_means_the_end_of_the_day():
    closes = closes_at(date(2026, 9, 30))
    assert closes == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert closing_shown(closes).strftime("%d %H:%M") == "30 23:59"
    assert in_poland(closes) == date(2026, 10, 1)


def test_closing_at_noon_is_noon():
    """1.1: closing time parameter (23:59 usual; noon in Gdynia/Poznań)."""
    closes = closes_at(date(2026, 9, 30), time(12))
    assert closes == datetime(2026, 9, 30, 10, tzinfo=UTC)
    assert closing_shown(closes).strftime("%d %H:%M") == "30 12:00"


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 6, 10), 24), (date(2026, 10, 25), 25)]
)
def test_a_day_is_as_long_as_the_clock_makes_it(day, hours):
    assert closes_at(day) - opens_at(day) == timedelta(hours=hours)


def test_a_closing_hour_that_happens_twice_is_the_later_one():
    assert closes_at(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert opens_at(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_closing_hour_that_never_happens_does_not_shorten():
    assert closes_at(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(DAYS, st.times())
def test_nobodys_time_is_shortened(day, at):
    assert opens_at(day, at) <= closes_at(day, at)
    assert closing_shown(closes_at(day)).date() == day


def test_an_interval_is_half_open():
    week = Interval(opens_at(date(2026, 9, 1)), closes_at(date(2026, 9, 7)))
    assert week.opens in week
    assert week.closes not in week
    assert week.closes - timedelta(microseconds=1) in week
    assert (week.first_day, week.last_day, week.days) == (date(2026, 9, 1), date(2026, 9, 7), 7)


def test_an_interval_is_kept_in_utc():
    noon = datetime(2026, 9, 1, 12, tzinfo=WARSAW)
    assert Interval(noon, noon + timedelta(1)).opens.tzinfo is UTC


def test_an_interval_needs_zones_and_an_order():
    noon = datetime(2026, 9, 1, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        Interval(noon.replace(tzinfo=None), noon)
    with pytest.raises(ValueError, match="open before"):
        Interval(noon, noon)


def test_letters():
    """1.1: posted before the end of the term is in time, unless the local rules count the day of receipt."""
    friday, monday = date(2026, 9, 11), date(2026, 9, 14)
    assert in_time(PostalRule.DISPATCH_DATE, friday, received=monday, dispatched=friday)
    assert not in_time(PostalRule.RECEIPT_DATE, friday, received=monday, dispatched=friday)
    assert not in_time(PostalRule.DISPATCH_DATE, friday, received=monday)
    assert in_time(PostalRule.RECEIPT_DATE, friday, received=friday)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (61, Urgency.CALM),
        (60, Urgency.DAYS_60),
        (30, Urgency.DAYS_30),
        (14, Urgency.DAYS_14),
        (7, Urgency.DAYS_7),
        (0, Urgency.DAYS_7),
        (-1, Urgency.OVERDUE),
    ],
)
def test_fixed_dates_warn_and_do_not_roll(left, expected):
    """1.1: fixed dates: no rolling; warnings at -60/-30/-14/-7 days and OVERDUE."""
    due = date(2026, 11, 15)  # a Sunday
    assert urgency(due, due - timedelta(days=left)) is expected


def test_an_appeal_on_day_eight_is_late_and_a_sunday_rolls():
    """2.13 (13): day 8 of a 7-day term ending on Friday is late; if day 7 is a Sunday, Monday is in time."""
    assert Term(7).ends(date(2026, 9, 4)) == date(2026, 9, 11)  # Friday to Friday
    assert Term(7).ends(date(2026, 9, 6)) == date(2026, 9, 14)  # Sunday to Monday
