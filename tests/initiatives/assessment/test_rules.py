"""The rules of assessing a request, with plain values."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.refusal import Refused
from civic.core.scores import Criterion
from civic.initiatives.assessment import rules
from civic.initiatives.assessment.rules import (
    DEFAULT,
    WORK,
    Answer,
    Because,
    CardFacts,
    CardState,
    CriteriaSet,
    Decision,
    Met,
    Outcome,
    Point,
    Refusal,
    Request,
    Verdict,
)
from civic.initiatives.requests.rules import Land, Scope, Status, decide_by, due, forward_by

REQUEST = Request(
    status=Status.SUBMITTED, scope=Scope.GREENERY, land=Land.CITY, through_organisation=False, declares_residence=True,
    residents_value=120_000, city_value=100_000, steps=2,
)  # fmt: skip
ROAD = replace(REQUEST, scope=Scope.INFRASTRUCTURE)
ALL_YES = {point: Answer(Met.YES) for point in Point}
OK = Verdict(outcome=Outcome.OK, answers=ALL_YES)
CALL = Verdict(outcome=Outcome.CALL, reason="Brakuje zgody właściciela.")
REJECT = Verdict(outcome=Outcome.REJECT, reason="To droga prywatna.")
APRIL_30 = date(2026, 4, 30)


def no_verdict(request=REQUEST, verdict=OK, party=False):
    return rules.why_not_verdict(request, verdict, party=party)


def finding(request, point):
    return next(each for each in rules.findings(request) if each.point is point)


def test_a_private_road_is_never_formally_in_order():
    """4.6 (1): a group asks to repair a private road: "only property of JST", and only a call or a rejection is left."""
    private = replace(ROAD, land=Land.PRIVATE)
    found = finding(private, Point.OWNER)
    assert (found.met, found.because) == (Met.NO, Because.ONLY_CITY_PROPERTY)
    assert no_verdict(private, OK).reason is Refusal.ONLY_CITY_PROPERTY
    assert no_verdict(private, CALL) is None
    assert no_verdict(private, REJECT) is None


@pytest.mark.parametrize("land", sorted(set(Land) - {Land.CITY}))
def test_nothing_but_city_property_may_be_built_on(land):
    """4.6 (1), siblings: a powiat's road, a road of nobody knows whom."""
    assert no_verdict(replace(ROAD, land=land), OK).reason is Refusal.ONLY_CITY_PROPERTY


@given(st.sampled_from(Land), st.sampled_from(Scope), st.sampled_from(Met))
def test_whatever_is_answered_a_building_scope_needs_city_property(land, scope, met):
    request = replace(REQUEST, scope=scope, land=land)
    verdict = Verdict(outcome=Outcome.OK, answers={**ALL_YES, Point.OWNER: Answer(met)})
    if no_verdict(request, verdict) is None:
        assert land is Land.CITY or scope is not Scope.INFRASTRUCTURE


def test_a_festival_on_private_ground_needs_the_owners_consent_only():
    """4.6 (1), sibling: the scope decides, not the owner."""
    party = replace(REQUEST, scope=Scope.CULTURE, land=Land.PRIVATE)
    found = finding(party, Point.OWNER)
    assert (found.met, found.because) == (None, Because.CONSENT_TO_CHECK)
    assert no_verdict(party, OK) is None
    without = Verdict(outcome=Outcome.OK, answers={**ALL_YES, Point.OWNER: Answer(Met.NO, "brak zgody")})
    assert no_verdict(party, without).reason is Refusal.POINT_NOT_MET


def test_what_the_data_say_is_filled_in():
    assert {each.point for each in rules.findings(REQUEST)} == set(Point)
    assert all(each.met is Met.YES for each in rules.findings(REQUEST))
    empty = replace(
        REQUEST, declares_residence=False, residents_value=0, city_value=0, steps=0, within_limits=False
    )
    said = {each.point: each.met for each in rules.findings(empty)}
    assert said == {
        Point.SCOPE: Met.YES, Point.APPLICANT: None, Point.CONTRIBUTION: Met.NO, Point.OWNER: Met.YES,
        Point.ESTIMATE: None, Point.SCHEDULE: Met.NO, Point.LIMITS: Met.NO,
    }  # fmt: skip


EXAMPLES = [
    (Refusal.STATUS_WRONG, no_verdict(replace(REQUEST, status=Status.FORMAL_OK))),
    (Refusal.STATUS_WRONG, no_verdict(replace(REQUEST, status=Status.FIX_CALLED))),
    (Refusal.OWN_REQUEST, no_verdict(party=True)),
    (Refusal.ONLY_CITY_PROPERTY, no_verdict(replace(ROAD, land=Land.PRIVATE))),
    (Refusal.CONTRIBUTION_MISSING, no_verdict(replace(REQUEST, residents_value=0))),
    (Refusal.ANSWER_MISSING, no_verdict(verdict=Verdict(outcome=Outcome.OK, answers={}))),
    (Refusal.POINT_NOT_MET, no_verdict(verdict=replace(OK, answers={**ALL_YES, Point.SCOPE: Answer(Met.NO)}))),
    (Refusal.NOTE_TOO_LONG, no_verdict(verdict=replace(OK, answers={**ALL_YES, Point.SCOPE: Answer(Met.YES, "x" * 501)}))),
    (Refusal.WHAT_MISSING, no_verdict(verdict=replace(CALL, reason=" "))),
    (Refusal.TERM_TOO_SHORT, no_verdict(verdict=replace(CALL, days=6))),
    (Refusal.TERM_TOO_LONG, no_verdict(verdict=replace(CALL, days=61))),
    (Refusal.REASON_MISSING, no_verdict(verdict=replace(REJECT, reason=""))),
    (Refusal.REASON_TOO_LONG, no_verdict(verdict=replace(REJECT, reason="x" * 4001))),
    (Refusal.LAND_SAME, rules.why_not_set_land(REQUEST, Land.CITY, "księga", party=False)),
    (Refusal.REASON_MISSING, rules.why_not_set_land(REQUEST, Land.PRIVATE, "", party=False)),
    (Refusal.OWN_REQUEST, rules.why_not_set_land(REQUEST, Land.PRIVATE, "księga", party=True)),
    (Refusal.STATUS_WRONG, rules.why_not_set_land(replace(REQUEST, status=Status.ASSESSED), Land.PRIVATE, "x", party=False)),
    (Refusal.STATUS_WRONG, rules.why_not_complete(Status.SUBMITTED, "zgoda", party=False)),
    (Refusal.REASON_MISSING, rules.why_not_complete(Status.FIX_CALLED, "", party=False)),
    (Refusal.CALL_STILL_RUNNING, rules.why_not_leave(Status.FIX_CALLED, APRIL_30, APRIL_30, confirmed=True, party=False)),
    (Refusal.NOT_CONFIRMED, rules.why_not_leave(Status.FIX_CALLED, APRIL_30, date(2026, 5, 1), confirmed=False, party=False)),
    (Refusal.STATUS_WRONG, rules.why_not_leave(Status.SUBMITTED, None, APRIL_30, confirmed=True, party=False)),
    (Refusal.STATUS_WRONG, rules.why_not_forward(Status.FIX_CALLED, "Starosta", "droga", party=False)),
    (Refusal.OWN_REQUEST, rules.why_not_forward(Status.SUBMITTED, "Starosta", "droga", party=True)),
    (Refusal.BODY_MISSING, rules.why_not_forward(Status.SUBMITTED, " ", "droga", party=False)),
    (Refusal.REASON_MISSING, rules.why_not_forward(Status.SUBMITTED, "Starosta", "", party=False)),
    (Refusal.STATUS_WRONG, rules.why_not_extend(Status.ACCEPTED, APRIL_30, date(2026, 5, 29), "biegły", APRIL_30, party=False)),
    (Refusal.NEW_DATE_MISSING, rules.why_not_extend(Status.SUBMITTED, APRIL_30, None, "biegły", APRIL_30, party=False)),
    (Refusal.NEW_DATE_NOT_LATER_THAN_TODAY, rules.why_not_extend(Status.SUBMITTED, date(2026, 4, 1), APRIL_30, "biegły", APRIL_30, party=False)),
    (Refusal.NEW_DATE_NOT_LATER, rules.why_not_extend(Status.SUBMITTED, APRIL_30, APRIL_30, "biegły", date(2026, 4, 29), party=False)),
    (Refusal.REASON_MISSING, rules.why_not_extend(Status.SUBMITTED, APRIL_30, date(2026, 5, 29), "", APRIL_30, party=False)),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "no"), EXAMPLES, ids=[reason for reason, _ in EXAMPLES])
def test_what_the_office_cannot_do(reason, no):
    assert isinstance(no, Refused)
    assert no.reason is reason


def test_from_a_call_only_a_rejection_is_left():
    called = replace(REQUEST, status=Status.FIX_CALLED)
    assert no_verdict(called, REJECT) is None
    assert no_verdict(called, CALL).reason is Refusal.STATUS_WRONG


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 4, 29), 1), (date(2026, 4, 30), 0), (date(2026, 5, 1), -1), (date(2026, 5, 4), -4)],
)
def test_received_on_31_march_it_is_due_on_30_april_and_overdue_on_1_may(today, left):
    """4.6 (2): received 2026-03-31: due on 2026-04-30, on 2026-05-01 overdue."""
    due_on = decide_by(date(2026, 3, 31))
    assert due_on == APRIL_30
    found = due(Status.FORMAL_OK, due_on, today)
    assert (found.left, found.overdue) == (left, left < 0)
    assert rules.clock(due_on, today) == found


def test_an_overdue_term_can_still_be_moved():
    """4.6 (2), sibling: the notice of art. 245 can be sent the day after, to a day that is really later."""
    said = (
        Status.FORMAL_OK,
        APRIL_30,
        date(2026, 5, 29),
        "Czekamy na opinię zarządcy drogi.",
        date(2026, 5, 1),
    )
    assert rules.why_not_extend(*said, party=False) is None


@pytest.mark.parametrize(
    ("received", "by"),
    [
        (date(2026, 4, 2), date(2026, 4, 9)),
        (date(2026, 3, 30), date(2026, 4, 7)),
        (date(2026, 4, 24), date(2026, 5, 4)),
        (date(2026, 12, 17), date(2026, 12, 28)),
        (date(2024, 12, 17), date(2024, 12, 24)),
    ],
)
def test_another_bodys_request_goes_on_within_seven_days(received, by):
    """4.6 (3): a powiat road received 2026-04-02: forward by 2026-04-09. Siblings: over Easter Monday, over 1-3 May,
    over Christmas with the Eve that is free since 2025, and before it was.
    """
    assert forward_by(received) == by


@pytest.mark.parametrize(
    ("called", "days", "by"),
    [
        (date(2026, 4, 20), 7, date(2026, 4, 27)),
        (date(2026, 4, 24), 7, date(2026, 5, 4)),
        (date(2026, 4, 20), 14, date(2026, 5, 4)),
    ],
)
def test_a_term_to_complete_ends_on_a_working_day(called, days, by):
    assert rules.complete_by(called, days) == by


def weights(*pairs):
    """Criteria: community work first, then others, as (weight, most points)."""
    return CriteriaSet(
        criteria=tuple(
            Criterion(key=WORK if place == 0 else f"c{place}", name=f"K{place}", weight=weight, max_points=most)
            for place, (weight, most) in enumerate(pairs)
        )
    )  # fmt: skip


def test_the_set_one_starts_with_is_lawful():
    assert rules.why_not_save(DEFAULT, None) is None
    assert len(DEFAULT.criteria) == 6
    assert sum(rules.share(each, DEFAULT.criteria) for each in DEFAULT.criteria) == 100


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (weights((0, 5), (5, 5)), Refusal.WORK_WEIGHS_NOTHING),
        (weights((0, 5)), Refusal.WORK_WEIGHS_NOTHING),
        (weights((0, 5), (0, 5)), Refusal.WORK_WEIGHS_NOTHING),
        (weights((4, 5), (5, 5)), Refusal.WORK_NOT_FIRST),
        (weights((5, 5), (5, 5)), Refusal.WORK_NOT_FIRST),
        (weights((5, 5), (4, 10)), Refusal.WORK_NOT_FIRST),
        (weights((5, 4), (4, 5)), Refusal.WORK_NOT_FIRST),
        (weights((5, 5), (4, 5), (1, 10)), None),
        (weights((1, 1)), None),
    ],
)
def test_community_work_weighs_most(of, reason):
    """4.6 (6): weight 0 of social work is refused; siblings: less than another, the same as another, and outweighed by
    the points of another that weighs less.
    """
    no = rules.why_not_save(of, None)
    assert (no.reason if no else None) is reason


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10)), min_size=1, max_size=6))
def test_whatever_is_saved_no_criterion_can_add_more_than_community_work(pairs):
    """4.6 (6), for every set."""
    of = weights(*pairs)
    if rules.why_not_save(of, None) is None:
        shares = [rules.share(each, of.criteria) for each in of.criteria]
        assert all(shares[0] > other for other in shares[1:])
        assert shares[0] > 0


def named(*names):
    return replace(DEFAULT, criteria=(DEFAULT.criteria[0], *(Criterion(key=f"c{i}", name=n, weight=1, max_points=5) for i, n in enumerate(names))))  # fmt: skip


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (named(*(f"K{i}" for i in range(10))), Refusal.CRITERIA_TOO_MANY),
        (named(" "), Refusal.CRITERION_UNNAMED),
        (named("x" * 121), Refusal.CRITERION_TOO_LONG),
        (named("Celowość", "celowość"), Refusal.CRITERION_TWICE),
        (weights((101, 5)), Refusal.WEIGHT_OUT_OF_RANGE),
        (weights((5, 11)), Refusal.MOST_OUT_OF_RANGE),
        (replace(DEFAULT, threshold=101), Refusal.THRESHOLD_OUT_OF_RANGE),
        (replace(DEFAULT, members=0), Refusal.MEMBERS_OUT_OF_RANGE),
        (replace(DEFAULT, members=31), Refusal.MEMBERS_OUT_OF_RANGE),
        (DEFAULT, Refusal.CRITERIA_SAME),
    ],
)
def test_what_criteria_cannot_be(of, reason):
    assert rules.why_not_save(of, DEFAULT).reason is reason


FRESH, BEGUN = CardFacts(member_id=1), CardFacts(member_id=1, state=CardState.DRAFT)
DONE, OUT = CardFacts(member_id=1, state=CardState.FINISHED), CardFacts(member_id=1, state=CardState.CONFLICT)
WHOLE = CardFacts(member_id=1, points={each.key: 3 for each in DEFAULT.criteria})


def no_declare(card=FRESH, conflict=False, reason="", party=False, status=Status.FORMAL_OK):
    return rules.why_not_declare(status, card, conflict=conflict, reason=reason, party=party)


def no_write(card=BEGUN, written=WHOLE, finish=True, party=False, status=Status.FORMAL_OK):
    return rules.why_not_write(status, card, DEFAULT.criteria, written, finish=finish, party=party)


@pytest.mark.parametrize(
    ("no", "reason"),
    [
        (no_declare(), None),
        (no_declare(conflict=True, reason="sąsiad"), None),
        (no_declare(BEGUN, conflict=True, reason="dopiero zauważyłam"), None),
        (no_declare(conflict=True, party=True), None),
        (no_declare(conflict=True), Refusal.REASON_MISSING),
        (no_declare(party=True), Refusal.OWN_REQUEST),
        (no_declare(BEGUN), Refusal.ALREADY_DECLARED),
        (no_declare(OUT), Refusal.CONFLICT_DECLARED),
        (no_declare(DONE, conflict=True, reason="za późno"), Refusal.CARD_FINISHED),
        (no_declare(status=Status.ASSESSED), Refusal.STATUS_WRONG),
        (no_write(), None),
        (no_write(written=FRESH, finish=False), None),
        (no_write(FRESH), Refusal.DECLARE_FIRST),
        (no_write(OUT), Refusal.CONFLICT_DECLARED),
        (no_write(DONE), Refusal.CARD_FINISHED),
        (no_write(party=True), Refusal.OWN_REQUEST),
        (no_write(status=Status.SUBMITTED), Refusal.STATUS_WRONG),
        (no_write(written=FRESH), Refusal.POINTS_MISSING),
        (no_write(written=replace(WHOLE, points={**WHOLE.points, WORK: 6})), Refusal.POINTS_OUT_OF_RANGE),
        (no_write(written=replace(WHOLE, points={**WHOLE.points, "luck": 1})), Refusal.POINTS_OUT_OF_RANGE),
        (no_write(written=replace(WHOLE, notes={WORK: "x" * 1001})), Refusal.NOTE_TOO_LONG),
    ],
)
def test_who_may_score(no, reason):
    assert (no.reason if no else None) is reason


def team(*states):
    return [CardFacts(member_id=i, state=state) for i, state in enumerate(states, 1)]


FINISHED, DRAFT, CONFLICT = CardState.FINISHED, CardState.DRAFT, CardState.CONFLICT


@pytest.mark.parametrize(
    ("cards", "members", "reason"),
    [
        (team(FINISHED, FINISHED, FINISHED), 3, None),
        (team(FINISHED, FINISHED, FINISHED, DRAFT, CONFLICT), 3, None),
        (team(FINISHED, FINISHED, DRAFT, CONFLICT), 3, Refusal.CARDS_TOO_FEW),
        (team(FINISHED, FINISHED, FINISHED, FINISHED), 5, Refusal.CARDS_TOO_FEW),
    ],
)
def test_how_many_cards_close_an_assessment(cards, members, reason):
    no = rules.why_not_close(Status.FORMAL_OK, cards, members, party=False)
    assert (no.reason if no else None) is reason
    assert rules.ready(cards, members) is (reason is None)


def test_closing_asks_for_the_tick_and_for_somebody_else():
    cards = team(FINISHED)
    assert (
        rules.why_not_close(Status.FORMAL_OK, cards, 1, party=False, confirmed=False).reason
        is Refusal.NOT_CONFIRMED
    )
    assert rules.why_not_close(Status.FORMAL_OK, cards, 1, party=True).reason is Refusal.OWN_REQUEST
    assert rules.why_not_close(Status.ASSESSED, cards, 1, party=False).reason is Refusal.STATUS_WRONG


def test_points_of_others_are_hidden_until_ones_own_card_is_finished():
    cards = team(FINISHED, DRAFT, CONFLICT)
    assert [rules.may_see_points(viewer, cards, closed=False) for viewer in (1, 2, 3, 4)] == [
        True,
        False,
        False,
        False,
    ]
    assert rules.may_see_points(4, cards, closed=True)


YES = Decision(accepted=True, reason="Potrzebne osiedlu.", document_number="Z/12/2026")


def no_decision(passed=True, decision=YES, status=Status.ASSESSED, party=False):
    return rules.why_not_decide(status, passed, decision, party=party)


@pytest.mark.parametrize(
    ("no", "reason"),
    [
        (no_decision(), None),
        (no_decision(passed=False, decision=replace(YES, accepted=False)), None),
        (no_decision(decision=replace(YES, accepted=False)), None),
        (no_decision(passed=False), Refusal.BELOW_THRESHOLD),
        (
            no_decision(passed=False, decision=replace(YES, against_score="Jedyny plac zabaw w okolicy.")),
            None,
        ),
        (no_decision(decision=replace(YES, reason=" ")), Refusal.REASON_MISSING),
        (no_decision(decision=replace(YES, document_number="")), Refusal.DOCUMENT_MISSING),
        (no_decision(status=Status.FORMAL_OK), Refusal.STATUS_WRONG),
        (no_decision(status=Status.ACCEPTED), Refusal.STATUS_WRONG),
        (no_decision(party=True), Refusal.OWN_REQUEST),
    ],
)
def test_what_can_be_decided(no, reason):
    assert (no.reason if no else None) is reason


def test_late_is_after_the_last_day():
    assert not rules.late(APRIL_30, APRIL_30)
    assert rules.late(date(2026, 5, 1), APRIL_30)
