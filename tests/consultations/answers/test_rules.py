"""What decides about answers, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from civic.consultations.answers import rules
from civic.consultations.answers.rules import (
    Asked,
    Customs,
    Decision,
    Outcome,
    Refusal,
    State,
    Writing,
    Written,
)
from civic.consultations.notices.rules import Standing, Status

CLOSES = datetime(2026, 5, 4, 22, tzinfo=UTC)
NOW = CLOSES + timedelta(days=3)
OPEN = Standing(Status.ANNOUNCED, CLOSES - timedelta(days=21), CLOSES, announced=True)
HERE = Written(5, 3, State.WAITING, written_by_id=7)
GOOD = Writing(Decision.REJECTED, "Bo nie.")
TODAY = date(2026, 5, 8)
SILENT = Asked(date(2026, 10, 15))


def standing(status: Status) -> Standing:
    return replace(OPEN, status=status)


def reason(refused):
    return getattr(refused, "reason", refused)


EXAMPLES = {
    Refusal.NOT_ANNOUNCED: lambda: rules.why_not_touch(standing(Status.ORDERED)),
    Refusal.REPORT_IS_PUBLISHED: lambda: rules.why_not_touch(standing(Status.REPORT_PUBLISHED)),
    Refusal.CANCELLED: lambda: rules.why_not_touch(standing(Status.CANCELLED)),
    Refusal.NO_REMARKS: lambda: rules.why_not_save([], {}, None),
    Refusal.TOO_MANY_AT_ONCE: lambda: rules.why_not_save(range(501), {}, None),
    Refusal.NO_SUCH_REMARK: lambda: rules.why_not_save([9], {7: None}, None),
    Refusal.ALREADY_ANSWERED: lambda: rules.why_not_save([7], {7: HERE}, (6, 1)),
    Refusal.CHANGED_MEANWHILE: lambda: rules.why_not_edit(HERE, (5, 2)),
    Refusal.APPROVED_ALREADY: lambda: rules.why_not_edit(replace(HERE, state=State.APPROVED), (5, 3)),
    Refusal.DECISION_MISSING: lambda: rules.why_not_word(Writing(None, "Bo."), Customs(), hand_over=True),
    Refusal.REASONS_MISSING: lambda: rules.why_not_word(replace(GOOD, reasons=" "), Customs(), hand_over=True),
    Refusal.REASONS_TOO_LONG: lambda: rules.why_not_word(replace(GOOD, reasons="x" * 10_001), Customs(), hand_over=False),
    Refusal.CHANGE_TOO_LONG: lambda: rules.why_not_word(replace(GOOD, change="x" * 4_001), Customs(), hand_over=False),
    Refusal.NOT_WAITING: lambda: rules.why_not_approve(replace(HERE, state=State.DRAFT), 8, 3),
    Refusal.OWN_ANSWER: lambda: rules.why_not_approve(HERE, 7, 3),
    Refusal.NOTE_MISSING: lambda: rules.why_not_send_back(HERE, " \n"),
    Refusal.NOTE_TOO_LONG: lambda: rules.why_not_send_back(HERE, "x" * 2_001),
    Refusal.NOT_APPROVED: lambda: rules.why_not_withdraw(HERE, "Pomyłka."),
    Refusal.LAST_OF_ANSWER: lambda: rules.why_not_take_out(HERE, 1),
    Refusal.TOPIC_MISSING: lambda: rules.why_not_topic(" ", []),
    Refusal.TOPIC_TOO_LONG: lambda: rules.why_not_topic("x" * 121, []),
    Refusal.TOPIC_TAKEN: lambda: rules.why_not_topic("zieleń", ["Zieleń"]),
    Refusal.STILL_OPEN: lambda: rules.why_not_publish(OPEN, Customs(), 1, CLOSES - timedelta(minutes=1)),
    Refusal.NOTHING_APPROVED: lambda: rules.why_not_publish(OPEN, Customs(), 0, NOW),
    Refusal.ANSWERS_PUBLISHED: lambda: rules.why_not_publish(OPEN, Customs(published_at=NOW), 1, NOW),
    Refusal.BODY_MISSING: lambda: rules.why_not_ask_body(" ", TODAY, [], NOW),
    Refusal.BODY_TOO_LONG: lambda: rules.why_not_ask_body("x" * 201, TODAY, [], NOW),
    Refusal.BODY_TAKEN: lambda: rules.why_not_ask_body("Rada Seniorów", TODAY, ["rada seniorów"], NOW),
    Refusal.DAY_IN_FUTURE: lambda: rules.why_not_ask_body("RDPP", TODAY + timedelta(days=1), [], NOW),
    Refusal.ANSWER_BEFORE_DELIVERY: lambda: rules.why_not_enter_opinion(
        Asked(date(2026, 5, 5)), date(2026, 5, 4), Outcome.POSITIVE, NOW
    ),
    Refusal.OUTCOME_MISSING: lambda: rules.why_not_enter_opinion(Asked(date(2026, 5, 5)), TODAY, None, NOW),
    Refusal.BODY_ANSWERED: lambda: rules.why_not_enter_opinion(
        Asked(date(2026, 5, 5), answered_on=TODAY, said=Outcome.NEGATIVE), TODAY, Outcome.POSITIVE, NOW
    ),
}  # fmt: skip
ASKED_OF_THE_DATABASE = {Refusal.CHANGE_ELSEWHERE, Refusal.UNIT_UNKNOWN, Refusal.TOPIC_UNKNOWN}
"""Examples of these stand in test_services."""


@pytest.mark.parametrize(("refusal", "example"), EXAMPLES.items(), ids=[str(each) for each in EXAMPLES])
def test_each_refusal_has_an_example(refusal, example):
    assert reason(example()) is refusal


def test_no_refusal_is_without_an_example():
    assert set(EXAMPLES) | ASKED_OF_THE_DATABASE == set(Refusal)


def test_what_is_right_passes():
    assert rules.why_not_touch(OPEN) is None
    assert rules.why_not_touch(standing(Status.REPORT_DRAFT)) is None
    assert rules.why_not_save([7, 8], {7: None, 8: HERE}, (5, 3)) is None
    assert rules.why_not_edit(HERE, (5, 3)) is None
    assert rules.why_not_approve(HERE, 8, 3) is None
    assert rules.why_not_word(GOOD, Customs(), hand_over=True) is None
    assert rules.why_not_publish(OPEN, Customs(), 1, CLOSES) is None


def test_a_draft_may_lack_everything():
    assert rules.why_not_word(Writing(), Customs(), hand_over=False) is None


@pytest.mark.parametrize("decision", Decision)
def test_reasons_are_always_needed_unless_the_city_lets_accepted_ones_stand_alone(decision):
    bare = Writing(decision, "")
    assert reason(rules.why_not_word(bare, Customs(), hand_over=True)) is Refusal.REASONS_MISSING
    loose = rules.why_not_word(bare, Customs(reasons_always=False), hand_over=True)
    assert (loose is None) == (decision is Decision.ACCEPTED)


def at(*when: int) -> datetime:
    """A moment of Polish summer or winter time, given as UTC."""
    return datetime(*when, tzinfo=UTC)


def test_silence_of_a_council_counts_from_the_day_after_its_term():
    """3.9 (11): delivered on 2026-10-15, nothing came: when 2026-10-30 begins in Poland, NO_OPINION; a moment before, not."""
    assert SILENT.last_day == date(2026, 10, 29)
    assert SILENT.outcome(at(2026, 10, 29, 22, 59, 59)) is None
    assert SILENT.outcome(at(2026, 10, 29, 23, 0, 0)) is Outcome.NO_OPINION


@pytest.mark.parametrize(
    ("delivered", "last"),
    [
        (date(2025, 10, 28), date(2025, 11, 12)),  # 11 November is a holiday
        (date(2026, 10, 17), date(2026, 11, 2)),  # 31 October is a Saturday, then All Saints on a Sunday
        (date(2025, 12, 10), date(2025, 12, 29)),  # 24-26 December, then a weekend
        (date(2026, 3, 23), date(2026, 4, 7)),  # 6 April 2026 is Easter Monday
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(delivered, last):
    """3.9 (11): siblings of the example, over holidays (the first is 1.1's vector)."""
    asked = Asked(delivered)
    assert asked.last_day == last
    evening = datetime(last.year, last.month, last.day, 21, 30, tzinfo=UTC)
    assert asked.outcome(evening) is None
    assert asked.outcome(evening + timedelta(hours=3)) is Outcome.NO_OPINION


def test_an_opinion_in_time_counts_and_a_late_one_does_not():
    """3.9 (11): on the last day it is in time; a day later it was already given up."""
    in_time = Asked(date(2026, 10, 15), answered_on=date(2026, 10, 29), said=Outcome.NEGATIVE)
    late = replace(in_time, answered_on=date(2026, 10, 30))
    for moment in (at(2026, 10, 29, 12), at(2026, 11, 20, 12)):
        assert in_time.outcome(moment) is Outcome.NEGATIVE
    assert late.outcome(at(2026, 10, 30, 12)) is Outcome.NO_OPINION
    assert not late.in_time


def test_residents_see_answers_with_the_report_or_when_they_were_published_before():
    assert not rules.shown_to_residents(OPEN, Customs())
    assert rules.shown_to_residents(OPEN, Customs(published_at=NOW))
    assert rules.shown_to_residents(standing(Status.REPORT_PUBLISHED), Customs())
