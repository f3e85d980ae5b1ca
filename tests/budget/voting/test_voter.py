"""Who may vote, which of several ballots counts, and the order of a paper."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.rules import (
    Asked,
    BallotOrder,
    Channel,
    Duplicates,
    IdentityMethod,
    IdentityRoute,
    Minors,
)
from civic.budget.voting.rules import (
    Cast,
    Duplicated,
    Refusal,
    Voter,
    age_band,
    email_identity,
    known_by_name,
    list_pages,
    ordered,
    person_identity,
    settle_duplicates,
    why_not_vote,
)
from tests.budget.voting.papers import KRAKOW, WARSAW, city_list, district_list, paper, projects

WARSAW_MINORS, KATOWICE = (
    Minors(guardian_below=13, consent_below=13),
    Minors(guardian_below=13, consent_below=16),
)
ALL = frozenset({Asked.NAME, Asked.ADDRESS, Asked.AGE})


def test_a_child_votes_through_a_guardian():
    """2.13 (9): a 9-year-old with guardian data may vote; without a guardian: GUARDIAN_REQUIRED."""
    asks = frozenset({Asked.AGE})
    assert why_not_vote(Voter(True, 9, guardian="Anna Nowak"), WARSAW_MINORS, asks) == ()
    assert why_not_vote(Voter(True, 9), WARSAW_MINORS, asks) == (Refusal.GUARDIAN_REQUIRED,)
    assert why_not_vote(Voter(True, 13), WARSAW_MINORS, asks) == ()


@pytest.mark.parametrize(
    ("voter", "reason"),
    [
        (Voter(False, 40, name="A B", address="Polna 1"), Refusal.NO_DECLARATION),
        (Voter(True, None, name="A B", address="Polna 1"), Refusal.AGE_MISSING),
        (Voter(True, 131, name="A B", address="Polna 1"), Refusal.AGE_IMPOSSIBLE),
        (Voter(True, -1, name="A B", address="Polna 1"), Refusal.AGE_IMPOSSIBLE),
        (Voter(True, 40, name="Cher", address="Polna 1"), Refusal.NAME_MISSING),
        (Voter(True, 40, name="A B", address="Polna"), Refusal.ADDRESS_MISSING),
        (Voter(True, 14, name="A B", address="Polna 1"), Refusal.CONSENT_REQUIRED),
    ],
)
def test_what_is_missing(voter, reason):
    assert why_not_vote(voter, KATOWICE, ALL) == (reason,)


@pytest.mark.parametrize("age", [0, 1, 17, 18, 99, 110, 130])
def test_nobody_is_too_young_or_too_old(age):
    assert why_not_vote(Voter(True, age, "Anna Nowak", True, "A B", "Polna 1"), KATOWICE, ALL) == ()
    assert age_band(age)


def test_ages_become_bands():
    assert [age_band(age) for age in (None, 0, 12, 13, 17, 18, 74, 75)] == [
        "",
        "0-12",
        "0-12",
        "13-17",
        "13-17",
        "18-24",
        "65-74",
        "75+",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "jan.kowalski@gmail.com",
        " Jan.Kowalski@GMAIL.com ",
        "jankowalski+bo@gmail.com",
        "jan.kowalski@googlemail.com",
    ],
)
def test_one_mailbox_however_written(written):
    assert email_identity(written) == "email:jankowalski@gmail.com"


def test_other_mailboxes_stay_apart():
    assert email_identity("jan.kowalski@example.org") != email_identity("jankowalski@example.org")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Żaneta Łęcka-Wilk", "ul. Świętej Anny 5 m. 7"),
        ("ŁĘCKA-WILK  Żaneta", "Świętej Anny 5/7"),
        ("zaneta lecka wilk", "ULICA SWIETEJ ANNY 5 lok. 7"),
        ("Z\u0307aneta Łe\u0328cka–Wilk", "ul.Świętej Anny 5 / 7"),
    ],
)
def test_one_person_however_written(name, address):
    assert person_identity(name, address) == "person:lecka wilk zaneta|swietej anny 5 7"


@pytest.mark.parametrize(
    ("methods", "limit", "by_name"),
    [
        ([IdentityMethod.ACCOUNT, IdentityMethod.EMAIL_LINK], None, False),
        ([IdentityMethod.ACCOUNT, IdentityMethod.EMAIL_LINK], 5, True),
        ([IdentityMethod.EMAIL_LINK], 5, False),
        ([IdentityMethod.DECLARATION_ONLY], None, False),
        ([IdentityMethod.DECLARATION_ONLY, IdentityMethod.ACCOUNT], None, True),
        ([IdentityMethod.PESEL_FULL, IdentityMethod.EMAIL_LINK], None, True),
        ([], None, False),
    ],
)
def test_ways_that_differ_all_ask_for_the_name(methods, limit, by_name):
    routes = [
        IdentityRoute(id=method, name=method, channel=Channel.ONLINE, methods=(method,), max_per_email=limit)
        for method in methods
    ]
    assert known_by_name(routes) is by_name


MORNING, EVENING = datetime(2026, 9, 14, 8, tzinfo=UTC), datetime(2026, 9, 14, 20, tzinfo=UTC)
ONLINE, PAPER = Cast("online", Channel.ONLINE, MORNING), Cast("paper", Channel.PAPER, EVENING)


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        (Duplicates.ALL_INVALID, Duplicated(None, ("online", "paper"))),
        (Duplicates.FIRST_VALID, Duplicated("online", ("paper",))),
        (Duplicates.LAST_VALID, Duplicated("paper", ("online",))),
        (Duplicates.PAPER_OVER_ONLINE, Duplicated("paper", ("online",))),
    ],
)
def test_two_ballots_of_one_person(policy, outcome):
    """2.13 (10): ALL_INVALID: neither counts and both are in the annex; FIRST_VALID: the earlier one counts."""
    assert settle_duplicates(policy, [PAPER, ONLINE]) == outcome


def test_an_invalid_ballot_wins_nothing():
    unsigned = Cast("unsigned", Channel.PAPER, MORNING, valid=False)
    assert settle_duplicates(Duplicates.FIRST_VALID, [unsigned, PAPER]).counts == "paper"
    assert settle_duplicates(Duplicates.FIRST_VALID, [unsigned]) == Duplicated(None, ())


@given(st.sampled_from(Duplicates), st.permutations([ONLINE, PAPER, Cast("late", Channel.ONLINE, EVENING)]))
def test_duplicates_do_not_hang_on_the_order_they_are_found_in(policy, found):
    outcome = settle_duplicates(policy, found)
    assert outcome == settle_duplicates(policy, sorted(found, key=lambda each: each.id))
    assert sorted([*outcome.annex, *([outcome.counts] if outcome.counts else [])]) == [
        "late",
        "online",
        "paper",
    ]


def test_a_shuffled_paper_stays_as_it_was():
    offered = projects("cw", 1, [1] * 30)
    mine = [each.id for each in ordered(offered, BallotOrder.RANDOM_PER_VOTER, "seed")]
    assert mine == [each.id for each in ordered(offered[::-1], BallotOrder.RANDOM_PER_VOTER, "seed")]
    assert mine != [each.id for each in ordered(offered, BallotOrder.RANDOM_PER_VOTER, "other")]
    assert mine != list(range(1, 31))
    assert [each.id for each in ordered(offered[::-1], BallotOrder.NUMBER, "seed")] == list(range(1, 31))


def test_at_most_eight_steps():
    five = paper(*(district_list() for _ in range(2)), *(city_list() for _ in range(3)))
    assert len(list_pages(five, 5)) == 3
    assert sum(map(len, list_pages(five, 5))) == 5
    assert list_pages(WARSAW, 5) == (("d",), ("cw",))
    assert len(list_pages(KRAKOW, 7)) == 1
