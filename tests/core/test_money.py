from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.money import (
    LARGEST,
    AmountError,
    Unreadable,
    parse,
    plain,
    round_half_up,
    show,
    show_percent,
    split,
    statutory_maximum,
    statutory_minimum,
)

HALF_PERCENT = Decimal("0.005")


def test_the_statutory_minimum_rounds_up():
    """1.2: 0.5 % of 1 234 567 890.12 = 6 172 839.46, and a maximum would round down."""
    assert statutory_minimum(123_456_789_012, HALF_PERCENT) == 617_283_946
    assert statutory_maximum(123_456_789_012, HALF_PERCENT) == 617_283_945


def test_shown_with_no_break_spaces_and_a_comma():
    """1.2: show with NBSP thousands and comma: 6 172 839,46 zł."""
    assert show(617_283_946) == "6\u00a0172\u00a0839,46\u00a0zł"
    assert show(0) == "0,00\u00a0zł"
    assert show(5) == "0,05\u00a0zł"
    assert show(-150) == "\u22121,50\u00a0zł"


def test_percent_has_two_decimals():
    """1.2: percent with 2 decimals."""
    assert show_percent(1, 3) == "33,33\u00a0%"
    assert show_percent(2, 3) == "66,67\u00a0%"
    assert show_percent(1, 1) == "100,00\u00a0%"
    assert show_percent(0, 0) == "0,00\u00a0%"


@pytest.mark.parametrize(
    ("text", "grosz"),
    [
        ("6 172 839,46 zł", 617_283_946),
        ("6\u00a0172\u00a0839,46\u00a0zł", 617_283_946),
        ("6\u202f172\u2009839,46zł", 617_283_946),
        ("6172839.46", 617_283_946),
        ("1.000.000,5", 100_000_050),
        ("1.000.000", 100_000_000),
        ("1.000,00", 100_000),
        ("100", 10_000),
        ("100 PLN", 10_000),
        ("12,3 zl", 1_230),
        ("0", 0),
        ("  7  ", 700),
        ("999 999 999 999,99", LARGEST),
    ],
)
def test_what_people_type_is_read(text, grosz):
    assert parse(text) == grosz


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Unreadable.EMPTY),
        ("   ", Unreadable.EMPTY),
        ("zł", Unreadable.EMPTY),
        ("-5", Unreadable.NEGATIVE),
        ("\u22125,00 zł", Unreadable.NEGATIVE),
        ("1.000", Unreadable.THREE_DECIMALS),
        ("1,000", Unreadable.THREE_DECIMALS),
        ("12,", Unreadable.NOT_AN_AMOUNT),
        (",50", Unreadable.NOT_AN_AMOUNT),
        ("1,2,3", Unreadable.NOT_AN_AMOUNT),
        ("1.00.000,00", Unreadable.NOT_AN_AMOUNT),
        ("12,3456", Unreadable.NOT_AN_AMOUNT),
        ("1e6", Unreadable.NOT_AN_AMOUNT),
        ("0x10", Unreadable.NOT_AN_AMOUNT),
        ("nan", Unreadable.NOT_AN_AMOUNT),
        ("١٢٣", Unreadable.NOT_AN_AMOUNT),
        ("１２", Unreadable.NOT_AN_AMOUNT),
        ("²", Unreadable.NOT_AN_AMOUNT),
        ("5 mln", Unreadable.NOT_AN_AMOUNT),
        ("zł 5 zł", Unreadable.NOT_AN_AMOUNT),
        ("1 000 000 000 000,00", Unreadable.TOO_LARGE),
        ("9" * 5000, Unreadable.TOO_LARGE),
    ],
)
def test_what_is_not_money_gets_its_reason(text, reason):
    with pytest.raises(AmountError) as refused:
        parse(text)
    assert refused.value.reason is reason


@given(st.integers(0, LARGEST))
def test_what_is_shown_can_be_typed_back(grosz):
    assert parse(show(grosz)) == parse(plain(grosz)) == grosz


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text):
    with suppress(AmountError):
        assert 0 <= parse(text) <= LARGEST


@given(st.integers(0, LARGEST), st.fractions(0, 1, max_denominator=10_000))
def test_minimum_and_maximum_enclose_the_exact_share(base, share):
    low, high = statutory_maximum(base, share), statutory_minimum(base, share)
    assert low <= base * share <= high
    assert high - low <= 1


@pytest.mark.parametrize(
    ("exact", "rounded"), [((1, 2), 1), ((49, 100), 0), ((-1, 2), -1), ((3, 2), 2), ((5, 2), 3)]
)
def test_half_goes_up(exact, rounded):
    assert round_half_up(Fraction(*exact)) == rounded


@given(st.integers(0, LARGEST), st.lists(st.integers(0, 10**7), min_size=1).filter(any))
def test_a_split_loses_no_grosz_and_is_fair(total, weights):
    shares = split(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1


def test_a_split_needs_a_weight():
    with pytest.raises(ValueError, match="positive"):
        split(100, [0, 0])
    with pytest.raises(ValueError, match="positive"):
        split(100, [2, -1])
