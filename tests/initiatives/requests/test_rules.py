"""What may be sent, valued, joined, withdrawn; deadlines; the city's limits to the grosz."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.refusal import Refused
from civic.initiatives.requests import messages, rules
from civic.initiatives.requests.rules import (
    BEFORE_CONTRACT,
    DEFAULT,
    EDGES,
    ENDED,
    Action,
    ApplicantKind,
    Group,
    InitiativeSettings,
    Land,
    Line,
    LineKind,
    PropertyProblem,
    Rate,
    Refusal,
    Scope,
    Side,
    Status,
    Step,
    Values,
    values_of,
    why_not_values,
)
from tests.initiatives.requests.city import DIGGING, DRAFT, PLANTS, WORK, ZLOTY, city_line, money_line

RACIBORZ = replace(DEFAULT, basis="uchwała", max_city_share=Decimal(50), max_city_amount=20_000 * ZLOTY)


def reason(no: Refused | None) -> object:
    return no.reason if no else None


def submitted(**changes: object) -> object:
    return reason(rules.why_not_submit(replace(DRAFT, **changes), DEFAULT))  # type: ignore[arg-type]


def lines(*found: Line) -> dict[str, object]:
    return {"lines": found}


EXAMPLES = [
    (Refusal.ALREADY_SUBMITTED, lambda: submitted(status=Status.SUBMITTED)),
    (Refusal.NOT_REOPENED, lambda: reason(rules.why_not_edit(Status.FIX_CALLED, Step.IDEA, [Step.PLACE]))),
    (Refusal.NOT_CALLED, lambda: reason(rules.why_not_complete(DRAFT, DEFAULT))),
    (Refusal.TITLE_TOO_SHORT, lambda: submitted(title="Park")),
    (Refusal.TITLE_TOO_LONG, lambda: submitted(title="P" * 151)),
    (Refusal.SUMMARY_MISSING, lambda: submitted(summary="")),
    (Refusal.SUMMARY_TOO_LONG, lambda: submitted(summary="P" * 301)),
    (Refusal.SCOPE_MISSING, lambda: submitted(scope=None)),
    (Refusal.PLACE_MISSING, lambda: submitted(located=False, location_text="")),
    (Refusal.DESCRIPTION_MISSING, lambda: submitted(description="")),
    (Refusal.DESCRIPTION_TOO_LONG, lambda: submitted(description="P" * 4001)),
    (Refusal.GOAL_MISSING, lambda: submitted(goal="")),
    (Refusal.GOAL_TOO_LONG, lambda: submitted(goal="P" * 2001)),
    (Refusal.NOTHING_GIVEN, lambda: submitted(**lines(PLANTS))),
    (Refusal.NOTHING_ASKED, lambda: submitted(**lines(WORK))),
    (Refusal.TOO_MANY_LINES, lambda: submitted(**lines(*[WORK] * 31, PLANTS))),
    (Refusal.LINE_UNCLEAR, lambda: submitted(**lines(replace(WORK, name=""), PLANTS))),
    (Refusal.RATE_UNKNOWN, lambda: submitted(**lines(replace(WORK, rate="gone"), PLANTS))),
    (Refusal.CITY_SHARE_TOO_HIGH, lambda: reason(why_not_values(Values(work=48, city=52), RACIBORZ))),
    (Refusal.CITY_AMOUNT_TOO_HIGH, lambda: reason(why_not_values(Values(work=3_000_000, city=2_000_001), RACIBORZ))),
    (Refusal.SUM_TOO_LARGE, lambda: reason(why_not_values(Values(money=10**14), DEFAULT))),
    (Refusal.SCHEDULE_MISSING, lambda: submitted(steps=())),
    (Refusal.SCHEDULE_TOO_LONG, lambda: submitted(steps=(DIGGING,) * 21)),
    (Refusal.STEP_UNCLEAR, lambda: submitted(steps=(replace(DIGGING, ends_on=date(2026, 5, 8)),))),
    (Refusal.ORGANISATION_MISSING, lambda: submitted(applicant_kind=ApplicantKind.ORGANISATION)),
    (Refusal.NOT_REPRESENTATIVE, lambda: submitted(applicant_kind=ApplicantKind.ORGANISATION, organisation_id=1)),
    (Refusal.PARTICIPANTS_MISSING, lambda: submitted(participants=None)),
    (Refusal.MEMBERS_TOO_FEW, lambda: submitted(group=Group(confirmed=1))),
    (Refusal.TOO_MANY_REPRESENTATIVES, lambda: submitted(group=Group(confirmed=3, representatives=4))),
    (Refusal.RESIDENCE_NOT_DECLARED, lambda: submitted(declares_residence=False)),
    (Refusal.ALREADY_ANSWERED, lambda: reason(rules.why_not_join(Status.DRAFT, answered=True))),
    (Refusal.TOO_LATE_TO_JOIN, lambda: reason(rules.why_not_join(Status.CONTRACTED, answered=False))),
    (Refusal.RECEIVED_TOO_EARLY, lambda: reason(rules.why_not_enter("Skwer", Scope.GREENERY, date(2010, 3, 11), date(2026, 3, 31), ()))),
    (Refusal.RECEIVED_IN_FUTURE, lambda: reason(rules.why_not_enter("Skwer", Scope.GREENERY, date(2026, 4, 1), date(2026, 3, 31), ()))),
    (Refusal.DRAFT_CANNOT_BE_WITHDRAWN, lambda: reason(rules.why_not_withdraw(Status.DRAFT))),
    (Refusal.ALREADY_WITHDRAWN, lambda: reason(rules.why_not_withdraw(Status.WITHDRAWN))),
    (Refusal.TOO_LATE_TO_WITHDRAW, lambda: reason(rules.why_not_withdraw(Status.CONTRACTED))),
    (Refusal.BASIS_MISSING, lambda: reason(rules.why_not_settings(DEFAULT))),
    (Refusal.RATES_MISSING, lambda: reason(rules.why_not_settings(replace(RACIBORZ, rates=())))),
    (Refusal.RATE_UNCLEAR, lambda: reason(rules.why_not_settings(replace(RACIBORZ, rates=(Rate(id="a", name="a", hourly=0),))))),
    (Refusal.RATE_TWICE, lambda: reason(rules.why_not_settings(replace(RACIBORZ, rates=(Rate(id="a", name="a", hourly=1),) * 2)))),
    (Refusal.SHARE_OUT_OF_RANGE, lambda: reason(rules.why_not_settings(replace(RACIBORZ, max_city_share=Decimal(101))))),
    (Refusal.TERM_OUT_OF_RANGE, lambda: reason(rules.why_not_settings(replace(RACIBORZ, fix_days=0)))),
]  # fmt: skip
ELSEWHERE = {
    Refusal.PLACE_OUTSIDE_CITY, Refusal.PLACE_ON_BORDER, Refusal.PLACE_SWAPPED, Refusal.PLACE_UNKNOWN, Refusal.MEMBER_TWICE,
    Refusal.MEMBER_IS_LEADER, Refusal.TOO_MANY_MEMBERS, Refusal.INVITED_TOO_OFTEN, Refusal.SETTINGS_CHANGED_MEANWHILE,
}  # fmt: skip
"""Refusals that need a database: their examples are in test_services."""


@pytest.mark.parametrize(("wanted", "ask"), EXAMPLES, ids=[str(each[0]) for each in EXAMPLES])
def test_every_refusal_has_an_example(wanted, ask):
    assert ask() is wanted


def test_no_refusal_is_forgotten():
    assert {each[0] for each in EXAMPLES} | ELSEWHERE == set(Refusal)


def test_a_whole_draft_may_be_sent():
    assert rules.why_not_submit(DRAFT, DEFAULT) is None
    assert rules.steps_done(DRAFT, DEFAULT) == frozenset(Step)


@pytest.mark.parametrize(
    ("residents", "city", "refused"),
    [
        (48_000_00, 52_000_00, Refusal.CITY_AMOUNT_TOO_HIGH),
        (48_00, 52_00, Refusal.CITY_SHARE_TOO_HIGH),
        (50_00, 50_00, None),
        (20_000_00, 20_000_00, None),
        (20_000_01, 20_000_01, Refusal.CITY_AMOUNT_TOO_HIGH),
        (30_000_00, 20_000_00, None),
        (30_000_00, 20_000_01, Refusal.CITY_AMOUNT_TOO_HIGH),
        (19_999_99, 20_000_00, Refusal.CITY_SHARE_TOO_HIGH),
        (1, 1, None),
        (1, 2, Refusal.CITY_SHARE_TOO_HIGH),
        (0, 1, Refusal.CITY_SHARE_TOO_HIGH),
        (1, 0, None),
        (0, 0, None),
    ],
)
def test_limits_of_raciborz(residents, city, refused):
    """4.6 (5): a city share of 52 % is refused; 50 % and 20 000,00 zł are accepted. Exact to the grosz."""
    assert reason(why_not_values(Values(work=residents, city=city), RACIBORZ)) is refused


@pytest.mark.parametrize(
    ("residents", "city", "refused"),
    [(20_000_00, 10_000_00, None), (20_000_00, 10_000_01, Refusal.CITY_SHARE_TOO_HIGH), (199_99, 99_99, None), (199_97, 100_00, Refusal.CITY_SHARE_TOO_HIGH)],
)  # fmt: skip
def test_a_share_that_is_no_round_number(residents, city, refused):
    """4.6 (5): a limit of 33,34 % is counted as a fraction, never as a rounded percent."""
    settings = replace(RACIBORZ, max_city_share=Decimal("33.34"), max_city_amount=None)
    third = reason(why_not_values(Values(money=residents, city=city), settings))
    exact = Fraction(city, residents + city) > Fraction(3334, 10_000)
    assert (third is Refusal.CITY_SHARE_TOO_HIGH) == exact
    if refused is None:
        assert third is None


@given(st.integers(0, 10**10), st.integers(0, 10**10), st.integers(1, 10_000))
def test_the_limit_is_the_fraction_itself(residents, city, hundredths):
    share = Decimal(hundredths) / 100
    settings = InitiativeSettings(basis="u", max_city_share=share)
    over = bool(residents + city) and Fraction(city, residents + city) > Fraction(share) / 100
    assert (why_not_values(Values(money=residents, city=city), settings) is not None) == over


def test_values_add_up_from_the_rounded_lines():
    """4.4: work_value = sum of hours x rate; own_share = (work + money + in kind) / total."""
    thing = Line(
        side=Side.RESIDENTS, kind=LineKind.THING, name="Grabie", quantity=Decimal("2.5"), unit_cost=4_051
    )
    found = values_of(
        (WORK, replace(WORK, quantity=Decimal("1.25"), unit_cost=6_000), money_line(10_000), thing, PLANTS)
    )
    assert (found.work, found.money, found.things, found.city) == (127_500, 10_000, 10_128, 100_000)
    assert found.own_share == Fraction(147_628, 247_628)
    assert rules.work_value((WORK, money_line(5), city_line(7))) == 120_000
    assert values_of(()).own_share is None
    assert values_of((WORK,)).own_share == 1


def test_lending_worth_nothing_is_still_something_asked():
    lending = Line(side=Side.CITY, kind=LineKind.LENDING, name="Taczki", quantity=Decimal(3), unit_cost=0)
    assert submitted(**lines(WORK, lending)) is None
    assert submitted(**lines(replace(WORK, unit_cost=0, rate="ordinary"), lending)) is Refusal.NOTHING_GIVEN


def test_decision_within_a_month():
    """4.6 (2): received 2026-03-31: due on 2026-04-30, overdue on 2026-05-01 with the notice of KPA art. 245."""
    due_on = rules.decide_by(date(2026, 3, 31))
    assert due_on == date(2026, 4, 30)
    today = rules.due(Status.SUBMITTED, due_on, date(2026, 4, 30))
    late = rules.due(Status.ASSESSED, due_on, date(2026, 5, 1))
    assert today is not None
    assert late is not None
    assert (today.left, today.overdue) == (0, False)
    assert (late.left, late.overdue) == (-1, True)


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        (date(2026, 1, 31), date(2026, 3, 2)), (date(2026, 2, 28), date(2026, 3, 30)), (date(2026, 4, 30), date(2026, 6, 1)),
        (date(2028, 1, 31), date(2028, 2, 29)), (date(2025, 12, 24), date(2026, 1, 26)), (date(2026, 10, 1), date(2026, 11, 2)),
    ],
)  # fmt: skip
def test_the_month_ends_on_a_working_day(received, due_on):
    """4.6 (2): months end on the same day number or the last one, and roll from weekends and holidays."""
    assert rules.decide_by(received) == due_on


@pytest.mark.parametrize(
    ("received", "by"),
    [(date(2026, 4, 2), date(2026, 4, 9)), (date(2026, 4, 4), date(2026, 4, 13)), (date(2026, 12, 18), date(2026, 12, 28))],
)  # fmt: skip
def test_forwarding_within_seven_days(received, by):
    """4.6 (3): received 2026-04-02: forwarded by 2026-04-09."""
    assert rules.forward_by(received) == by


@pytest.mark.parametrize("status", sorted(set(Status) - rules.AWAITING_DECISION))
def test_no_decision_is_awaited_where_one_was_made(status):
    assert rules.due(status, date(2026, 4, 30), date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("scope", "land", "problem"),
    [
        (Scope.INFRASTRUCTURE, Land.PRIVATE, PropertyProblem.NOT_CITY_PROPERTY),
        (Scope.INFRASTRUCTURE, Land.OTHER_PUBLIC, PropertyProblem.PERHAPS_ANOTHER_BODY),
        (Scope.INFRASTRUCTURE, Land.CITY, None),
        (Scope.INFRASTRUCTURE, Land.UNKNOWN, None),
        (Scope.GREENERY, Land.PRIVATE, None),
        (None, Land.PRIVATE, None),
    ],
)
def test_what_is_built_must_be_the_citys(scope, land, problem):
    """4.6 (1): a private road: only property of local government (art. 19b(1)(1))."""
    assert rules.property_problem(scope, land) is problem


def test_a_road_needs_a_point_and_a_meeting_only_words():
    assert submitted(located=False) is None
    assert submitted(located=False, scope=Scope.INFRASTRUCTURE) is Refusal.PLACE_MISSING


def test_who_must_confirm():
    """A group needs the city's number besides its leader, or a paper list; one resident and an organisation do not."""
    assert submitted(group=Group(confirmed=2)) is None
    assert submitted(group=Group(confirmed=0, listed=True)) is None
    assert submitted(group=Group(confirmed=0, listed=True), participants=2) is Refusal.MEMBERS_TOO_FEW
    assert submitted(group=Group(), applicant_kind=ApplicantKind.RESIDENT) is None
    through = {"applicant_kind": ApplicantKind.ORGANISATION, "organisation_id": 1, "represents": True}
    assert submitted(group=Group(), **through) is None
    nobody = replace(DEFAULT, members_needed=0)
    assert rules.why_not_submit(replace(DRAFT, group=Group()), nobody) is None


@pytest.mark.parametrize("status", Status)
def test_withdrawing_is_possible_exactly_before_the_agreement(status):
    """4.2: any status before CONTRACTED."""
    assert (rules.why_not_withdraw(status) is None) == (status in BEFORE_CONTRACT)
    assert (EDGES.after(status, Action.WITHDRAW) is Status.WITHDRAWN) == (status in BEFORE_CONTRACT)


@pytest.mark.parametrize("status", Status)
def test_only_a_draft_or_a_called_request_can_be_edited(status):
    editable = status in {Status.DRAFT, Status.FIX_CALLED}
    assert (rules.why_not_edit(status, Step.IDEA) is None) == editable


def test_the_end_of_keeping_personal_data():
    """4.5: five years after the end; never before, never while something still happens."""
    ended = date(2026, 2, 28)
    assert rules.erase_on(ended, 5) == date(2031, 2, 28)
    assert rules.erase_on(date(2024, 2, 29), 5) == date(2029, 2, 28)
    for status in Status:
        assert not rules.may_be_erased(status, ended, 5, date(2031, 2, 27))
        assert rules.may_be_erased(status, ended, 5, date(2031, 2, 28)) == (status in ENDED)


@pytest.mark.parametrize("scope", Scope)
def test_every_scope_has_its_item_of_the_statute_and_plain_words(app, scope):
    assert rules.ITEM[scope] in {"3", "4", "5", "13", "14", "16", "17", "18", "19", "20", "27", "32a"}
    assert messages.SCOPE[scope]
    assert f"pkt {rules.ITEM[scope]} " in messages.scope_item(scope)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words(status):
    assert messages.STATUS[status]
    assert messages.TAG[status]


@pytest.mark.parametrize("kind", [Side, LineKind, Land, ApplicantKind])
def test_the_citys_money_never_goes_to_the_applicant(app, kind):
    """4.6 (10): a local initiative is not a grant: no kind of line, side or applicant is a dotacja."""
    said = [str(word) for side in messages.KIND.values() for word in side.values()]
    assert not any("dotacj" in word for word in said)
    assert not any("GRANT" in each for each in kind)
