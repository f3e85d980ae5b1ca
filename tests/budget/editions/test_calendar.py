"""Phases are computed; statuses move along their edges; what may not be done now has its reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.rules import (
    EDGES,
    Action,
    Phase,
    Refusal,
    Standing,
    Status,
    after,
    next_change,
    phase,
    why_not_edit,
    why_not_freeze,
    why_not_open_voting,
)
from civic.core.deadlines import closes_at
from tests.budget.editions.sample_rules import CALENDAR

SECOND = timedelta(seconds=1)
IN_VOTING = CALENDAR.voting.opens + timedelta(days=3)
READY = Standing(status=Status.LIST_FIXED, calendar=CALENDAR, frozen=True)
TO_FREEZE = replace(READY, frozen=False)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (CALENDAR.submission.opens, Phase.SUBMISSION),
        (CALENDAR.submission.closes, Phase.VERIFICATION),
        (CALENDAR.appeals.opens, Phase.APPEALS),
        (CALENDAR.appeals.closes, Phase.BEFORE_VOTING),
        (CALENDAR.voting.opens, Phase.VOTING),
        (CALENDAR.voting.closes, Phase.COUNTING),
        (
            datetime(2026, 9, 30, 22, tzinfo=UTC),
            Phase.RESULTS,
        ),  # midnight in Poland on the day of the results
    ],
)
def test_a_phase_begins_at_its_moment_and_not_a_second_before(starts, expected):
    assert phase(CALENDAR, starts) is expected
    before = list(Phase)[list(Phase).index(expected) - 1]
    assert phase(CALENDAR, starts - SECOND) is before


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)))
def test_phases_never_go_back_and_change_when_they_say(now):
    order = list(Phase)
    ends = next_change(CALENDAR, now)
    later = ends or now + timedelta(days=365)
    assert order.index(phase(CALENDAR, now)) <= order.index(phase(CALENDAR, later))
    if ends:
        assert phase(CALENDAR, ends - SECOND) is phase(CALENDAR, max(now, ends - SECOND))
        assert phase(CALENDAR, ends) is not phase(CALENDAR, now)


def test_a_moment_needs_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        replace(CALENDAR, paper_entry=datetime(2026, 9, 18))
    assert replace(CALENDAR, paper_entry=closes_at(date(2026, 9, 18))).paper_entry.tzinfo is UTC


def test_the_edges_of_an_edition():
    """2.3: every edge of the table, and no other."""
    moves = {
        (status, action): after(status, action, Status.ASSESSED)
        for status in Status
        for action in Action
        if after(status, action, Status.ASSESSED)
    }
    main = [
        (Status.DRAFT, Action.CONFIGURE, Status.CONFIGURED),
        (Status.CONFIGURED, Action.ANNOUNCE, Status.ANNOUNCED),
        (Status.ANNOUNCED, Action.PUBLISH_ASSESSMENT, Status.ASSESSED),
        (Status.ASSESSED, Action.FIX_LIST, Status.LIST_FIXED),
        (Status.LIST_FIXED, Action.APPROVE_RESULTS, Status.RESULTS),
        (Status.RESULTS, Action.TRANSFER_TO_BUDGET, Status.BUDGETED),
        (Status.BUDGETED, Action.CLOSE, Status.CLOSED),
        (Status.CONFIGURED, Action.REOPEN, Status.DRAFT),
        (Status.SUSPENDED, Action.RESUME, Status.ASSESSED),
    ]
    for source, action, to in main:
        assert moves.pop((source, action)) is to
    before_results = {Status.DRAFT, Status.CONFIGURED, Status.ANNOUNCED, Status.ASSESSED, Status.LIST_FIXED}
    cancelled = {source for source, action in moves if action is Action.CANCEL}
    assert cancelled == before_results | {Status.SUSPENDED}
    suspended = {source for source, action in moves if action is Action.SUSPEND}
    assert suspended == {Status.ANNOUNCED, Status.ASSESSED, Status.LIST_FIXED}
    assert {action for _, action in moves} == {Action.CANCEL, Action.SUSPEND}
    assert EDGES.keys() == set(Action)


EXAMPLES = {
    Refusal.SUSPENDED: (replace(READY, status=Status.SUSPENDED), IN_VOTING),
    Refusal.LIST_NOT_FIXED: (replace(READY, status=Status.ASSESSED), IN_VOTING),
    Refusal.VOTING_OVER: (READY, CALENDAR.voting.closes),
    Refusal.NOT_FROZEN: (TO_FREEZE, IN_VOTING),
    Refusal.VOTING_NOT_YET: (READY, CALENDAR.voting.opens - SECOND),
}


@pytest.mark.parametrize(("reason", "example"), EXAMPLES.items())
def test_why_voting_is_not_on(reason, example):
    assert why_not_open_voting(*example) is reason


def test_voting_is_on_from_the_first_to_the_last_moment():
    assert why_not_open_voting(READY, CALENDAR.voting.opens) is None
    assert why_not_open_voting(READY, CALENDAR.voting.closes - SECOND) is None


def test_approved_results_end_voting():
    assert why_not_open_voting(replace(READY, status=Status.RESULTS), IN_VOTING) is Refusal.VOTING_OVER


def freeze(standing=TO_FREEZE, has_key=True, has_errors=False, now=CALENDAR.voting.opens - timedelta(days=1)):
    return why_not_freeze(standing, has_key=has_key, has_errors=has_errors, now=now)


def test_why_the_rules_cannot_be_frozen():
    assert freeze() is None
    assert freeze(READY) is Refusal.RULES_FROZEN
    assert freeze(replace(TO_FREEZE, status=Status.ANNOUNCED)) is Refusal.LIST_NOT_FIXED
    assert freeze(has_key=False) is Refusal.NO_KEY
    assert freeze(has_errors=True) is Refusal.RULES_HAVE_ERRORS
    assert freeze(now=CALENDAR.voting.closes) is Refusal.VOTING_OVER


def test_why_the_rules_cannot_be_edited():
    assert why_not_edit(TO_FREEZE) is None
    assert why_not_edit(READY) is Refusal.RULES_FROZEN
    for status in (Status.RESULTS, Status.BUDGETED, Status.CLOSED, Status.CANCELLED, Status.SUSPENDED):
        assert why_not_edit(replace(TO_FREEZE, status=status)) is Refusal.RULES_SETTLED
