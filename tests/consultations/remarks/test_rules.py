"""What decides about remarks, in plain calls: one example for every refusal."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.consultations.notices.rules import Regime, Standing, Status
from civic.consultations.remarks import rules
from civic.consultations.remarks.rules import (
    MARK,
    Arrival,
    Author,
    AuthorKind,
    Channel,
    MaskReason,
    Refusal,
    Written,
)
from civic.core.refusal import Refused
from tests.consultations.remarks.city import CLOSES, IN_TIME, LATE, OPENS

NOON = datetime(2026, 3, 30, 10, tzinfo=UTC)
"""30 March 2026, 12:00 in Poland."""


def standing(status: Status = Status.ANNOUNCED, closes: datetime = CLOSES) -> Standing:
    return Standing(status, OPENS, closes, announced=True)


@pytest.mark.parametrize(
    ("where", "now", "reason"),
    [
        (standing(), OPENS, None),
        (standing(), OPENS - timedelta(microseconds=1), Refusal.NOT_OPEN_YET),
        (standing(), CLOSES, None),
        (standing(Status.REPORT_DRAFT), LATE, None),
        (standing(Status.ORDERED), IN_TIME, Refusal.NOT_OPEN_YET),
        (standing(Status.DRAFT), IN_TIME, Refusal.NOT_OPEN_YET),
        (Standing(Status.ANNOUNCED, None, None), IN_TIME, Refusal.NOT_OPEN_YET),
        (standing(Status.CANCELLED), IN_TIME, Refusal.CANCELLED),
        (standing(Status.REPORT_PUBLISHED), LATE, Refusal.REPORTED),
        (standing(Status.DECIDED), LATE, Refusal.REPORTED),
        (standing(Status.ARCHIVED), LATE, Refusal.REPORTED),
    ],
)
def test_when_remarks_are_taken(where, now, reason):
    no = rules.why_not_send(where, now)
    assert (no.reason if no else None) is reason


@pytest.mark.parametrize(
    ("remark", "reason"),
    [
        (Written(text="a"), None),
        (Written(proposed="a"), None),
        (Written(text=" \n "), Refusal.NOTHING_WRITTEN),
        (Written(text="", proposed="  "), Refusal.NOTHING_WRITTEN),
        (Written(text="a" * 10_000), None),
        (Written(text="a" * 10_001), Refusal.TEXT_TOO_LONG),
        (Written(text="a", proposed="a" * 10_001), Refusal.PROPOSED_TOO_LONG),
    ],
)
def test_one_remark(remark, reason):
    no = rules.why_not_remark(remark)
    assert (no.reason if no else None) is reason


@pytest.mark.parametrize(
    ("number", "reason"),
    [(0, Refusal.NO_REMARKS), (1, None), (400, None), (401, Refusal.TOO_MANY_REMARKS)],
)
def test_how_many_at_once(number, reason):
    no = rules.why_not_remarks([Written(text="a")] * number)
    assert (no.reason if no else None) is reason


NAME, ADDRESS, OWNER, ORGANISATION = (
    Refusal.NAME_MISSING, Refusal.ADDRESS_MISSING, Refusal.OWNER_MISSING, Refusal.ORGANISATION_MISSING,
)  # fmt: skip
NOBODY = Author(kind=AuthorKind.ANONYMOUS)
KNOWN = Author(kind=AuthorKind.NGO, organisation_id=1)


@pytest.mark.parametrize(
    ("author", "regime", "anonymous", "lacking"),
    [
        (NOBODY, Regime.GENERAL, True, ()),
        (NOBODY, Regime.REVITALISATION, True, ()),
        (NOBODY, Regime.STRATEGY, True, ()),
        (NOBODY, Regime.GENERAL, False, (NAME,)),
        (Author(name="Jan Lis"), Regime.GENERAL, False, ()),
        (NOBODY, Regime.PLANNING, True, (NAME, ADDRESS, OWNER)),
        (Author(name="Jan Lis", address="Polna 1", owner=False), Regime.PLANNING, True, ()),
        (Author(name="Jan Lis", address="Polna 1"), Regime.PLANNING, True, (OWNER,)),
        (KNOWN, Regime.PLANNING, True, (ADDRESS, OWNER)),
        (NOBODY, Regime.NGO_ACT, True, (ORGANISATION, NAME)),
        (KNOWN, Regime.NGO_ACT, True, ()),
        (Author(kind=AuthorKind.NGO), Regime.GENERAL, True, (ORGANISATION, NAME)),
        (
            Author(kind=AuthorKind.UNIT, organisation_name="Rada Osiedla", name="Jan"),
            Regime.GENERAL,
            True,
            (),
        ),
    ],
)
def test_what_an_author_must_say(author, regime, anonymous, lacking):
    assert tuple(no.reason for no in rules.why_not_author(author, regime, anonymous=anonymous)) == lacking


@pytest.mark.parametrize(
    ("arrival", "closes", "late"),
    [
        (Arrival(Channel.PAPER, date(2026, 3, 30)), CLOSES, False),
        (Arrival(Channel.PAPER, date(2026, 3, 31)), CLOSES, True),
        (Arrival(Channel.PAPER, date(2026, 4, 3), posted_on=date(2026, 3, 30)), CLOSES, False),
        (Arrival(Channel.PAPER, date(2026, 4, 3), posted_on=date(2026, 3, 31)), CLOSES, True),
        (Arrival(Channel.EDELIVERY, date(2026, 4, 1), posted_on=date(2026, 3, 30)), CLOSES, False),
        (Arrival(Channel.EMAIL, date(2026, 3, 31), posted_on=date(2026, 3, 30)), CLOSES, True),
        (Arrival(Channel.EMAIL, date(2026, 3, 30), time(23, 59)), CLOSES, False),
        (Arrival(Channel.EMAIL, date(2026, 3, 31), time(0)), CLOSES, True),
        (Arrival(Channel.ORAL, date(2026, 3, 30)), NOON, False),
        (Arrival(Channel.ORAL, date(2026, 3, 30), time(11, 59)), NOON, False),
        (Arrival(Channel.ORAL, date(2026, 3, 30), time(12)), NOON, True),
        (Arrival(Channel.ORAL, date(2026, 3, 30), time(12, 1)), NOON, True),
        (Arrival(Channel.ORAL, date(2026, 3, 31)), NOON, True),
    ],
)
def test_when_what_came_another_way_is_late(arrival, closes, late):
    """3.9 (7): paper, mail and word of mouth: the hour where it is known, the post's stamp where it decides."""
    where = standing(closes=closes)
    assert rules.arrived_late(arrival, where) is late
    if arrival.posted_on is None:
        assert rules.is_late(where, rules.received(arrival, closes)) is late, "what is stored says the same"


@pytest.mark.parametrize(
    ("arrival", "reason"),
    [
        (Arrival(Channel.PAPER, date(2026, 3, 10)), None),
        (Arrival(Channel.PAPER, date(2026, 3, 11)), Refusal.RECEIVED_IN_FUTURE),
        (Arrival(Channel.PAPER, date(2026, 3, 10), time(13)), None),
        (Arrival(Channel.PAPER, date(2026, 3, 10), time(13, 1)), Refusal.RECEIVED_IN_FUTURE),
        (
            Arrival(Channel.PAPER, date(2026, 3, 9), posted_on=date(2026, 3, 10)),
            Refusal.POSTED_AFTER_RECEIVED,
        ),
        (Arrival(Channel.PAPER, date(2026, 3, 9), posted_on=date(2026, 3, 9)), None),
    ],
)
def test_nothing_comes_before_it_is_sent(arrival, reason):
    no = rules.why_not_arrived(arrival, IN_TIME)
    assert (no.reason if no else None) is reason


@pytest.mark.parametrize(
    ("published", "erased"),
    [
        (date(2026, 4, 20), date(2027, 4, 20)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_authors_are_forgotten_a_year_after_the_report(published, erased):
    assert rules.erased_on(published) == erased


def test_a_signature_has_four_digits_and_more():
    assert rules.signature("K/2026/014", 7) == "K/2026/014/U/0007"
    assert rules.signature("K/2026/014", 12345) == "K/2026/014/U/12345"


PERSONAL = MARK[MaskReason.PERSONAL]


def test_covering_leaves_a_mark_wherever_the_fragment_stands():
    covered = rules.cover(
        ("Jan  Lis pisze. JAN\nLIS podpisał.", "Zgłasza Jan Lis."), ["Jan Lis"], MaskReason.PERSONAL
    )
    assert covered == (f"{PERSONAL} pisze. {PERSONAL} podpisał.", f"Zgłasza {PERSONAL}.")


def test_a_longer_fragment_is_covered_before_a_part_of_it():
    assert rules.cover(("Jan Lis z Polnej",), ["Lis", "Jan Lis"], MaskReason.PERSONAL) == (
        f"{PERSONAL} z Polnej",
    )


def test_a_mark_that_stands_there_is_not_covered_again():
    once = rules.cover(("dane Lisa",), ["Lisa"], MaskReason.PERSONAL)
    assert rules.cover((*once, "dane"), ["dane"], MaskReason.OFFENSIVE) == (
        f"{MARK[MaskReason.OFFENSIVE]} {PERSONAL}", MARK[MaskReason.OFFENSIVE],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fragments", "reason", "facts"),
    [
        ([], Refusal.FRAGMENT_MISSING, {}),
        (["ma kota", "psa"], Refusal.FRAGMENT_NOT_FOUND, {"number": 2}),
    ],
)
def test_nobody_believes_covered_what_is_not(fragments, reason, facts):
    with pytest.raises(Refused) as no:
        rules.cover(("Ala ma kota.",), fragments, MaskReason.UNLAWFUL)
    assert (no.value.reason, no.value.facts) == (reason, facts)


@given(st.text(max_size=60), st.text(alphabet="abcdefg ", min_size=1, max_size=8))
def test_what_was_covered_is_not_to_be_read(text, fragment):
    if not fragment.strip():
        return
    covered = rules.cover((f"{text} {fragment} {text}",), [fragment], MaskReason.PERSONAL)[0]
    assert fragment.strip() not in covered.replace(PERSONAL, "")


def test_personal_data_is_covered_but_not_what_the_document_says_itself():
    text = "Zadzwońcie: 600 100 200 albo 22 555 01 00, jan@example.org. Jan Lis, ul. Polna 3"
    covered = rules.personal_covered(
        text, quote="Telefon: 22 555 01 00", also=["Jan Lis", "ul. Polna 3", "Ewa"]
    )
    assert covered == f"Zadzwońcie: {PERSONAL} albo 22 555 01 00, {PERSONAL}. {PERSONAL}, {PERSONAL}"
    assert rules.suggested(text) == ("600 100 200", "22 555 01 00", "jan@example.org")
