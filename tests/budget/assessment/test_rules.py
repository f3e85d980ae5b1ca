"""When the office may decide, publish and fix the list, and the public draw; no database."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.assessment import messages
from civic.budget.assessment.rules import (
    Card,
    Decided,
    Refusal,
    Verdict,
    ballot_positions,
    draw_key,
    status_after,
    to_admit,
    why_not_decide,
    why_not_fix_list,
    why_not_publish,
)
from civic.budget.editions.rules import BallotOrder
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects.rules import Outcome, Stage, Status, Terms
from tests.budget.projects.examples import (
    DRAFT,
    IN_AUGUST,
    IN_MARCH,
    IN_MAY,
    IN_SEPTEMBER,
    LIMIT,
    RULES,
    TERMS,
    ZLOTY,
)

LEADER, OFFICER = 1, 2
SUBMITTED = Card(status=Status.SUBMITTED, leader_id=LEADER, draft=replace(DRAFT, status=Status.SUBMITTED))
FORMALLY_GOOD = replace(
    SUBMITTED,
    status=Status.FORMAL_OK,
    decided=(Decided(stage=Stage.FORMAL, outcome=Outcome.POSITIVE, at=IN_MARCH),),
)
FORMAL = Verdict(stage=Stage.FORMAL, outcome=Outcome.POSITIVE, reason="Dokumenty są kompletne.")
MERIT = Verdict(stage=Stage.MERIT, outcome=Outcome.POSITIVE, reason="Da się to zrobić w rok.")
NO = Verdict(
    stage=Stage.MERIT,
    outcome=Outcome.NEGATIVE,
    reason="Teren należy do spółdzielni, a ona nie zgodziła się na ławki.",
)
ASSESSED = Terms(EditionStatus.ASSESSED, RULES)
FIXED = Terms(EditionStatus.LIST_FIXED, RULES)
ALL_DONE = {1: Status.POSITIVE, 2: Status.NEGATIVE, 3: Status.WITHDRAWN, 4: Status.RESTORED}


def decide(card=FORMALLY_GOOD, verdict=MERIT, officer=OFFICER, terms=TERMS, now=IN_MAY):
    return why_not_decide(card, verdict, officer, terms, now)


def publish(statuses=ALL_DONE, terms=TERMS, now=IN_MAY):
    return why_not_publish(statuses, terms, now)


def fix(statuses=ALL_DONE, terms=ASSESSED, seed=None, now=IN_AUGUST):
    return why_not_fix_list(statuses, terms, seed, now)


def with_order(order):
    return Terms(EditionStatus.ASSESSED, replace(RULES, ballot_order=order))


EXAMPLES = {
    Refusal.EDITION_NOT_RUNNING: lambda: decide(terms=Terms(EditionStatus.SUSPENDED, RULES)),
    Refusal.LIST_ALREADY_FIXED: lambda: decide(terms=FIXED, now=IN_AUGUST),
    Refusal.OWN_PROJECT: lambda: decide(officer=LEADER),
    Refusal.PROJECT_GONE: lambda: decide(card=replace(FORMALLY_GOOD, status=Status.WITHDRAWN)),
    Refusal.ALREADY_DECIDED: lambda: decide(verdict=FORMAL),
    Refusal.FORMAL_FIRST: lambda: decide(card=SUBMITTED),
    Refusal.FORMAL_WAS_NEGATIVE: lambda: decide(card=replace(SUBMITTED, status=Status.FORMAL_REJECTED)),
    Refusal.REASON_MISSING: lambda: decide(verdict=replace(MERIT, reason=" \n ")),
    Refusal.REASON_TOO_SHORT: lambda: decide(verdict=replace(NO, reason="Nie, bo nie da się tego zrobić.")),
    Refusal.REASON_TOO_LONG: lambda: decide(verdict=replace(MERIT, reason="ł" * 4_001)),
    Refusal.VERIFIED_COST_MISSING: lambda: decide(verdict=replace(NO, verified_cost=0)),
    Refusal.VERIFIED_COST_TOO_LOW: lambda: decide(verdict=replace(MERIT, verified_cost=4_999 * ZLOTY)),
    Refusal.VERIFIED_COST_TOO_HIGH: lambda: decide(verdict=replace(MERIT, verified_cost=LIMIT + 1)),
    Refusal.SUBMISSION_STILL_OPEN: lambda: publish(now=IN_MARCH),
    Refusal.NOT_ALL_ASSESSED: lambda: publish({7: Status.FORMAL_OK, 5: Status.SUBMITTED, 6: Status.POSITIVE}),
    Refusal.ALREADY_PUBLISHED: lambda: publish(terms=ASSESSED),
    Refusal.NOT_PUBLISHED: lambda: fix(terms=TERMS),
    Refusal.APPEALS_STILL_OPEN: lambda: fix(now=datetime(2026, 7, 14, 21, 59, tzinfo=UTC)),
    Refusal.APPEALS_UNDECIDED: lambda: fix({1: Status.POSITIVE, 9: Status.APPEALED}),
    Refusal.NOTHING_TO_ADMIT: lambda: fix({2: Status.NEGATIVE}),
    Refusal.VOTING_HAS_OPENED: lambda: decide(terms=FIXED, now=IN_SEPTEMBER),
    Refusal.SEED_NOT_NEEDED: lambda: fix(terms=with_order(BallotOrder.NUMBER), seed="kule 1 2 3"),
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
    assert "ocena formalna, wynik pozytywny (10 marca 2026, 13:00)" in messages.words(decide(verdict=FORMAL))


def test_everything_people_read_has_words():
    assert messages.STAGE.keys() == set(Stage)
    assert messages.OUTCOME.keys() == set(Outcome)
    assert messages.BALLOT_ORDER.keys() == set(BallotOrder)


def test_an_assessment_goes_through():
    assert decide(SUBMITTED, FORMAL) is None
    assert decide() is None
    assert decide(verdict=NO) is None
    assert publish() is None
    assert fix() is None
    assert fix(seed="kule 1 2 3") is None


def test_a_project_nobody_here_leads_can_be_assessed():
    assert decide(replace(FORMALLY_GOOD, leader_id=None)) is None


def test_the_first_missing_assessment_is_named():
    assert EXAMPLES[Refusal.NOT_ALL_ASSESSED]().facts == {"count": 2, "number": 5}
    assert fix({5: Status.MERIT_CHECK, 6: Status.POSITIVE}).reason is Refusal.NOT_ALL_ASSESSED


def test_a_dear_project_may_be_refused_at_its_real_cost():
    assert decide(verdict=replace(NO, verified_cost=LIMIT * 3)) is None
    assert decide(verdict=replace(MERIT, verified_cost=LIMIT)) is None


def test_the_list_is_fixed_between_appeals_and_the_vote():
    calendar = RULES.calendar
    assert fix(now=calendar.appeals.closes) is None
    assert fix(now=calendar.voting.opens).reason is Refusal.VOTING_HAS_OPENED
    assert fix(terms=FIXED).reason is Refusal.LIST_ALREADY_FIXED


@pytest.mark.parametrize(
    ("status", "stage", "outcome", "to"),
    [
        (Status.SUBMITTED, Stage.FORMAL, Outcome.POSITIVE, Status.FORMAL_OK),
        (Status.FORMAL_CHECK, Stage.FORMAL, Outcome.NEGATIVE, Status.FORMAL_REJECTED),
        (Status.FORMAL_OK, Stage.MERIT, Outcome.POSITIVE, Status.POSITIVE),
        (Status.MERIT_CHECK, Stage.MERIT, Outcome.NEGATIVE, Status.NEGATIVE),
        (Status.SUBMITTED, Stage.MERIT, Outcome.POSITIVE, None),
        (Status.POSITIVE, Stage.FORMAL, Outcome.POSITIVE, None),
        (Status.DRAFT, Stage.FORMAL, Outcome.POSITIVE, None),
    ],
)
def test_where_a_verdict_leads(status, stage, outcome, to):
    assert status_after(status, Verdict(stage=stage, outcome=outcome, reason="")) is to


def test_who_is_admitted():
    assert to_admit(ALL_DONE) == [1, 4]


def test_the_draw_can_be_repeated_by_hand():
    assert draw_key("abc", 17) == sha256(b"abc|17").hexdigest()
    drawn = ballot_positions(BallotOrder.DRAW, "abc", [1, 2, 3])
    by_hand = sorted([1, 2, 3], key=lambda number: sha256(f"abc|{number}".encode()).hexdigest())
    assert sorted(drawn, key=drawn.__getitem__) == by_hand


@given(st.text(min_size=1), st.sets(st.integers(1, 10**6), max_size=30))
def test_every_order_names_each_project_once(seed, numbers):
    for order in (BallotOrder.DRAW, BallotOrder.NUMBER):
        placed = ballot_positions(order, seed, numbers)
        assert placed.keys() == numbers
        assert sorted(placed.values()) == list(range(1, len(numbers) + 1))
    assert set(ballot_positions(BallotOrder.RANDOM_PER_VOTER, None, numbers).values()) <= {None}
    by_number = ballot_positions(BallotOrder.NUMBER, None, numbers)
    assert sorted(by_number, key=by_number.__getitem__) == sorted(numbers)


def test_the_order_of_the_draw_hangs_on_the_seed_alone():
    assert ballot_positions(BallotOrder.DRAW, "a", [3, 1, 2]) == ballot_positions(
        BallotOrder.DRAW, "a", [1, 2, 3]
    )
    orders = {tuple(ballot_positions(BallotOrder.DRAW, str(seed), range(5)).items()) for seed in range(30)}
    assert len(orders) > 10
    with pytest.raises(ValueError, match="seed"):
        ballot_positions(BallotOrder.DRAW, "", [1])
