"""What may be submitted, edited and withdrawn, and the table of statuses; no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.rules import Kind, Leader
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects import messages, rules
from civic.budget.projects.rules import (
    EDGES,
    Action,
    Category,
    CostLine,
    Refusal,
    Status,
    Step,
    Terms,
    after,
    missing,
    shown_area,
    steps_done,
    total_cost,
    why_not_change,
    why_not_edit,
    why_not_place,
    why_not_start,
    why_not_submit,
    why_not_withdraw,
)
from civic.places.rules import Kind as AreaKind
from civic.places.rules.location import AreaName, Located, Verdict
from tests.budget.projects.examples import (
    BENCHES,
    DRAFT,
    IN_AUGUST,
    IN_MARCH,
    IN_MAY,
    IN_SEPTEMBER,
    LIMIT,
    RULES,
    TERMS,
    ZLOTY,
    costing,
    terms_with,
)

CITY = AreaName(1, "milogrod", "Miłogród", AreaKind.CITY, None)
OLD_TOWN = AreaName(2, "stare-miasto", "Stare Miasto", AreaKind.DISTRICT, 1)
PORT = AreaName(3, "port", "Port", AreaKind.DISTRICT, 1)
QUAY = AreaName(4, "nabrzeze", "Nabrzeże", AreaKind.ESTATE, 2)


def submit(*, terms=TERMS, submitted=0, now=IN_MARCH, **changed):
    """Why not, for the ordinary draft with something changed."""
    return why_not_submit(replace(DRAFT, **changed), terms, submitted, now)


EXAMPLES = {
    Refusal.EDITION_NOT_RUNNING: lambda: submit(terms=Terms(EditionStatus.SUSPENDED, RULES)),
    Refusal.SUBMISSION_NOT_OPEN: lambda: submit(now=datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC)),
    Refusal.SUBMISSION_CLOSED: lambda: submit(now=datetime(2026, 3, 31, 22, 0, tzinfo=UTC)),
    Refusal.ALREADY_SUBMITTED: lambda: submit(status=Status.SUBMITTED),
    Refusal.TOO_MANY_PROJECTS: lambda: submit(submitted=2),
    Refusal.TITLE_TOO_SHORT: lambda: submit(title="Ławk"),
    Refusal.TITLE_TOO_LONG: lambda: submit(title="Ł" * 121),
    Refusal.SUMMARY_MISSING: lambda: submit(summary=""),
    Refusal.SUMMARY_TOO_LONG: lambda: submit(summary="ł" * 501),
    Refusal.PLACE_MISSING: lambda: submit(citywide=None, area_codes=frozenset()),
    Refusal.POOL_MISSING: lambda: submit(pool=None),
    Refusal.POOL_UNKNOWN: lambda: submit(pool="zielony"),
    Refusal.POOL_NEEDS_PLACE: lambda: submit(citywide=True, area_codes=frozenset()),
    Refusal.POOL_ELSEWHERE: lambda: submit(area_codes=frozenset({"port"}), area_name="Port"),
    Refusal.DESCRIPTION_MISSING: lambda: submit(description=""),
    Refusal.DESCRIPTION_TOO_LONG: lambda: submit(description="ł" * 4_001),
    Refusal.JUSTIFICATION_MISSING: lambda: submit(justification=""),
    Refusal.JUSTIFICATION_TOO_LONG: lambda: submit(justification="ł" * 2_001),
    Refusal.KIND_MISSING: lambda: submit(kind=None),
    Refusal.KIND_NOT_ALLOWED: lambda: submit(kind=Kind.SOFT, terms=terms_with(kinds=(Kind.HARD,))),
    Refusal.CATEGORY_MISSING: lambda: submit(categories=()),
    Refusal.TOO_MANY_CATEGORIES: lambda: submit(categories=tuple(Category)[:4]),
    Refusal.NO_COSTS: lambda: submit(costs=()),
    Refusal.TOO_MANY_COST_LINES: lambda: submit(costs=(replace(BENCHES, unit_cost=1),) * 31),
    Refusal.COST_LINE_UNCLEAR: lambda: submit(costs=(BENCHES, replace(BENCHES, quantity=Decimal(0)))),
    Refusal.COST_TOO_LOW: lambda: submit(costs=costing(5_000 * ZLOTY - 1)),
    Refusal.COST_TOO_HIGH: lambda: submit(costs=costing(LIMIT + 1)),
    Refusal.RESIDENCE_NOT_DECLARED: lambda: submit(declares_residence=False),
    Refusal.CONSENT_MISSING: lambda: submit(agrees_to_publish=False),
    Refusal.PLACE_OUTSIDE_CITY: lambda: why_not_place(Located(Verdict.OUTSIDE, nearest=PORT, metres=40)),
    Refusal.PLACE_ON_BORDER: lambda: why_not_place(Located(Verdict.BORDER, (CITY, PORT), (PORT, OLD_TOWN))),
    Refusal.PLACE_SWAPPED: lambda: why_not_place(Located(Verdict.SWAPPED)),
    Refusal.PLACE_UNKNOWN: lambda: why_not_place(Located(Verdict.NO_AREAS)),
    Refusal.LIST_IS_FIXED: lambda: why_not_change(Status.ADMITTED, TERMS, IN_AUGUST),
    Refusal.VOTING_HAS_OPENED: lambda: why_not_change(Status.POSITIVE, TERMS, IN_SEPTEMBER),
    Refusal.DRAFT_CANNOT_BE_WITHDRAWN: lambda: why_not_withdraw(Status.DRAFT, TERMS, IN_MARCH),
    Refusal.ALREADY_WITHDRAWN: lambda: why_not_withdraw(Status.WITHDRAWN, TERMS, IN_MAY),
    Refusal.TOO_LATE_TO_WITHDRAW: lambda: why_not_withdraw(
        Status.ADMITTED, TERMS, datetime(2026, 8, 28, 22, tzinfo=UTC)
    ),
    Refusal.NOTHING_TO_WITHDRAW: lambda: why_not_withdraw(Status.NEGATIVE, TERMS, IN_MAY),
}


@pytest.mark.parametrize(("reason", "example"), EXAMPLES.items())
def test_refused(reason, example):
    assert example().reason is reason


def test_every_refusal_has_words_and_an_example():
    assert messages.REFUSED.keys() == EXAMPLES.keys() == set(Refusal)


def test_every_sentence_is_whole(app):
    for example in EXAMPLES.values():
        said = messages.words(example())
        assert said.endswith(".")
        assert "%(" not in said


def test_everything_people_read_has_words():
    assert messages.STATUS.keys() == set(Status)
    assert messages.KIND.keys() == messages.KIND_SHORT.keys() == set(Kind)
    assert messages.CATEGORY.keys() == set(Category)
    assert messages.STEP.keys() == set(Step)
    assert messages.UNIVERSAL_DESIGN.keys() == set(rules.UniversalDesign)


def test_a_whole_project_goes_through():
    assert submit() is None
    assert submit(submitted=1) is None
    assert steps_done(DRAFT, RULES) == set(Step)


def test_the_refusal_says_how_much_and_how_much_is_allowed(app):
    refused = submit(costs=costing(LIMIT + 12_345))
    assert refused.facts == {
        "cost": LIMIT + 12_345,
        "max_cost": LIMIT,
        "over": 12_345,
        "pool": "Stare Miasto",
    }
    said = messages.words(refused).replace("\u00a0", " ")
    assert "100 123,45 zł" in said
    assert "najwyżej 100 000,00 zł" in said
    assert "Za dużo o 123,45 zł" in said


def test_the_closing_day_is_said_as_people_read_it(app):
    assert "31 marca 2026, 23:59" in messages.words(submit(now=IN_MAY))


@pytest.mark.parametrize("cost", [5_000 * ZLOTY, LIMIT])
def test_both_limits_are_allowed(cost):
    assert submit(costs=costing(cost)) is None


def test_the_limits_are_those_of_the_kind_and_of_the_share_of_the_pool():
    soft = terms_with(soft_max_cost=8_000 * ZLOTY)
    assert submit(terms=soft) is None
    assert submit(terms=soft, kind=Kind.SOFT).reason is Refusal.COST_TOO_HIGH
    third = terms_with(max_percent_of_pool=3)
    assert submit(terms=third).facts["max_cost"] == 6_000 * ZLOTY


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        (datetime(2026, 3, 1, 22, 59, 59, 999_999, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 23, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 21, 59, 59, 999_999, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 22, tzinfo=UTC), False),
    ],
)
def test_submission_is_half_open_also_over_the_clock_change(now, open_):
    assert (why_not_start(TERMS, now) is None) is open_
    assert (why_not_edit(Status.DRAFT, TERMS, now) is None) is open_


def test_a_citywide_pool_takes_any_place_and_none():
    assert submit(pool="miasto") is None
    assert submit(pool="miasto", citywide=True, area_codes=frozenset()) is None
    assert [pool.id for pool in rules.pools_for(DRAFT, RULES)] == ["miasto", "stare-miasto"]
    citywide = replace(DRAFT, citywide=True, area_codes=frozenset(), area_name="")
    assert [pool.id for pool in rules.pools_for(citywide, RULES)] == ["miasto"]


def test_where_anybody_may_lead_no_residence_is_declared():
    assert submit(declares_residence=False, terms=terms_with(leader=Leader.NATURAL_PERSON)) is None


def test_what_is_missing_stands_at_its_step():
    empty = rules.Draft()
    found = [rules.STEP_OF[no.reason] for no in missing(empty, RULES)]
    assert set(found) == set(Step)
    assert found == sorted(found, key=list(Step).index)
    assert steps_done(empty, RULES) == frozenset()
    assert steps_done(replace(DRAFT, title=""), RULES) == set(Step) - {Step.IDEA}


@pytest.mark.parametrize(
    ("line", "total"),
    [
        (CostLine(name="x", quantity=Decimal("2.5"), unit_cost=101), 253),
        (CostLine(name="x", quantity=Decimal("0.333"), unit_cost=100), 33),
        (CostLine(name="x", quantity=Decimal("0.1"), unit_cost=3), 0),
        (CostLine(name="x", quantity=Decimal(999999), unit_cost=10**9), 999_999 * 10**9),
    ],
)
def test_a_line_is_exact_and_rounds_a_half_up(line, total):
    assert line.total == total


@pytest.mark.parametrize("quantity", ["NaN", "Infinity", "-1", "0", "1.0001", "1000000", "0.001"])
def test_a_strange_quantity_is_refused(quantity):
    costs = (CostLine(name="x", quantity=Decimal(quantity), unit_cost=10),)
    assert Refusal.COST_LINE_UNCLEAR in {no.reason for no in missing(replace(DRAFT, costs=costs), RULES)}


@given(
    st.lists(
        st.builds(
            CostLine,
            name=st.text(max_size=3),
            quantity=st.decimals(-2, 10**6, places=3) | st.integers(0, 50).map(Decimal),
            unit_cost=st.integers(-5, 3 * 10**6),
        ),
        max_size=40,
    ),
    st.integers(0, 3),
    st.integers(-40, 40).map(lambda days: IN_MARCH + timedelta(days=days)),
)
def test_whatever_is_sent_keeps_every_limit(costs, submitted, now):
    if submit(costs=tuple(costs), submitted=submitted, now=now) is None:
        assert 1 <= len(costs) <= 30
        assert all(line.total > 0 and line.name for line in costs)
        assert 5_000 * ZLOTY <= total_cost(costs) <= LIMIT
        assert submitted < 2
        assert now in RULES.calendar.submission


def test_the_table_of_statuses_joins_them_all():
    reached = {Status.DRAFT}
    for _ in Status:
        reached |= {to for (status, _), to in EDGES.table.items() if status in reached}
    assert reached == set(Status)
    assert {action for _, action in EDGES.table} == set(Action)


def test_the_way_to_the_list():
    way = (
        Action.SUBMIT, Action.START_FORMAL, Action.ACCEPT_FORMAL, Action.START_MERIT, Action.ACCEPT_MERIT, Action.ADMIT,
    )  # fmt: skip
    assert after(Status.DRAFT, *way) is Status.ADMITTED
    assert after(Status.SUBMITTED, Action.ADMIT) is None
    assert after(Status.WITHDRAWN, Action.SUBMIT) is None


@pytest.mark.parametrize("gone", [Status.WITHDRAWN, Status.MERGED])
def test_nothing_brings_back_what_is_gone(gone):
    assert not [edge for edge in EDGES.table if edge[0] is gone]


def test_every_status_is_in_one_group():
    groups = [rules.UNDER_ASSESSMENT, rules.REJECTED, rules.GONE, rules.ON_THE_LIST, {Status.DRAFT}]
    assert sorted(status for group in groups for status in group) == sorted(Status)


def test_an_admitted_project_can_be_withdrawn_to_the_last_day():
    last = datetime(2026, 8, 28, 21, 59, 59, tzinfo=UTC)
    assert why_not_withdraw(Status.ADMITTED, TERMS, last) is None
    without = replace(RULES, process=replace(RULES.process, withdraw_until=None))
    assert rules.withdraw_closes(without) == RULES.calendar.voting.opens


def test_the_area_shown_is_the_smallest_with_money_of_its_own():
    assert shown_area((CITY, OLD_TOWN, QUAY), RULES) == OLD_TOWN
    assert shown_area((CITY, PORT, QUAY), RULES) == PORT
    assert shown_area((CITY, QUAY), RULES) == QUAY
    of_estate = replace(RULES.pools[1], areas=("nabrzeze",))
    assert shown_area((CITY, OLD_TOWN, QUAY), replace(RULES, pools=(of_estate,))) == QUAY


@pytest.mark.parametrize("verdict", Verdict)
def test_a_place_is_taken_only_inside_the_city(verdict):
    located = Located(verdict, (CITY, PORT), (PORT, OLD_TOWN))
    assert (why_not_place(located) is None) is (verdict in {Verdict.INSIDE, Verdict.OVERLAP})
