"""Who may say to represent an organisation, and who decides about it."""

import pytest

from civic.organisations.rules import (
    MOST,
    Refusal,
    Representation,
    Standing,
    why_not_confirm,
    why_not_declare,
    why_not_end,
    why_not_refuse,
)

WAITING, CONFIRMED = Representation(1, False, False), Representation(1, True, False)
REFUSED, ENDED = Representation(1, False, True), Representation(1, True, True)
OFFICER = 2

EXAMPLES = {
    Refusal.NO_NUMBER: why_not_declare(None, 0, None, ""),
    Refusal.ALREADY_YOURS: why_not_declare(WAITING, 1, "0000123456", ""),
    Refusal.TOO_MANY: why_not_declare(None, MOST, "0000123456", ""),
    Refusal.NOT_BY_ONESELF: why_not_confirm(WAITING, 1, closed=False),
    Refusal.ALREADY_DECIDED: why_not_refuse(CONFIRMED, OFFICER),
    Refusal.ALREADY_ENDED: why_not_end(ENDED, OFFICER, by_office=True),
    Refusal.ACCOUNT_CLOSED: why_not_confirm(WAITING, OFFICER, closed=True),
}
"""TOO_OFTEN and REASON_MISSING are the service's: see test_services."""


@pytest.mark.parametrize("reason", EXAMPLES, ids=str)
def test_each_reason_is_given(reason):
    assert EXAMPLES[reason] is reason


def test_every_reason_has_an_example():
    assert EXAMPLES.keys() | {Refusal.TOO_OFTEN, Refusal.REASON_MISSING} == set(Refusal)


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (WAITING, Standing.WAITING),
        (CONFIRMED, Standing.CONFIRMED),
        (REFUSED, Standing.REFUSED),
        (ENDED, Standing.ENDED),
    ],
)
def test_standing(found, standing):
    assert found.standing is standing


def test_what_may_be_done():
    assert why_not_declare(None, MOST - 1, None, "KS/12") is None
    assert why_not_declare(REFUSED, 0, "0000123456", "") is None
    assert why_not_declare(ENDED, 0, "0000123456", "") is None
    assert why_not_confirm(WAITING, OFFICER, closed=False) is None
    assert why_not_refuse(WAITING, OFFICER) is None
    assert why_not_end(CONFIRMED, OFFICER, by_office=True) is None
    assert why_not_end(WAITING, 1, by_office=False) is None
    assert why_not_end(CONFIRMED, 1, by_office=True) is Refusal.NOT_BY_ONESELF
