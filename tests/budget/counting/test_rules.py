"""The commission's evening: every refusal once, and the path that ends in a public result."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.counting import rules
from civic.budget.counting.messages import REFUSED
from civic.budget.counting.rules import Evening, Refusal
from civic.budget.counting.tally.inputs import TieStep

NOON = datetime(2026, 9, 16, 12, tzinfo=UTC)
FRESH = Evening()
COMMITTED = replace(FRESH, committed_at=NOON)
OPENED = replace(COMMITTED, opened_at=NOON + timedelta(hours=1))
COUNTED = replace(OPENED, counts=1)
TIED = replace(COUNTED, needs=TieStep.PUBLIC_DRAW, tied=frozenset({"3", "7"}))
RULING = replace(TIED, needs=TieStep.EXECUTIVE_DECISION)
PUBLIC = replace(COUNTED, published=True)
WITNESSES = ("Jan Kowal", "Ewa Lis")
EXECUTIVE = TieStep.EXECUTIVE_DECISION

EXAMPLES = {
    Refusal.DRAW_EXISTS: lambda: rules.why_not_commit_draw(COMMITTED),
    Refusal.DRAW_TOO_LATE: lambda: rules.why_not_commit_draw(replace(OPENED, committed_at=None)),
    Refusal.NOT_OPENED: lambda: rules.why_not_count(COMMITTED),
    Refusal.PUBLISHED: lambda: rules.why_not_count(PUBLIC),
    Refusal.NOTHING_NEW: lambda: rules.why_not_count(COUNTED),
    Refusal.NO_TIE: lambda: rules.why_not_draw(COUNTED, "7", WITNESSES),
    Refusal.OTHER_STEP: lambda: rules.why_not_draw(RULING, "7", WITNESSES),
    Refusal.DRAW_NOT_COMMITTED: lambda: rules.why_not_draw(
        replace(TIED, committed_at=TIED.opened_at), "7", WITNESSES
    ),
    Refusal.DRAW_MADE: lambda: rules.why_not_draw(replace(TIED, drawn=True), "7", WITNESSES),
    Refusal.PUBLIC_PART_MISSING: lambda: rules.why_not_draw(TIED, "  ", WITNESSES),
    Refusal.WITNESSES_MISSING: lambda: rules.why_not_draw(TIED, "7", ("Jan Kowal", "Jan Kowal ", "")),
    Refusal.NOT_THE_TIED: lambda: rules.why_not_rule(RULING, EXECUTIVE, ("3", "8"), "P/1"),
    Refusal.PROTOCOL_MISSING: lambda: rules.why_not_rule(RULING, EXECUTIVE, ("7", "3"), " "),
    Refusal.NOT_COUNTED: lambda: rules.why_not_approve(OPENED, 0, (), 1),
    Refusal.NOT_THE_LAST: lambda: rules.why_not_approve(replace(COUNTED, counts=2), 1, (), 1),
    Refusal.TIE_PENDING: lambda: rules.why_not_approve(TIED, 1, (), 1),
    Refusal.APPROVED_ALREADY: lambda: rules.why_not_approve(COUNTED, 1, (5, 1), 1),
}


@pytest.mark.parametrize(("reason", "ask"), EXAMPLES.items())
def test_refused(reason, ask):
    assert ask() is reason


def test_every_refusal_has_words_and_an_example():
    of_import = {
        Refusal.SLUG_TAKEN,
        Refusal.RULE_UNKNOWN,
        Refusal.RULES_IMPOSSIBLE,
    }  # examples in test_importing.py
    assert REFUSED.keys() == EXAMPLES.keys() | of_import == set(Refusal)


def test_the_path_to_a_public_result():
    """2.13 (11): with PUBLIC_DRAW nothing is approved until the draw is made and counted."""
    assert rules.why_not_commit_draw(FRESH) is None
    assert rules.why_not_count(OPENED) is None
    assert rules.why_not_draw(TIED, "4", WITNESSES) is None
    drawn = replace(TIED, drawn=True, inputs_changed=True)
    assert rules.why_not_approve(drawn, 1, (), 1) is Refusal.TIE_PENDING
    assert rules.why_not_count(drawn) is None
    assert rules.why_not_approve(replace(COUNTED, counts=2, drawn=True), 2, (5,), 1) is None


def test_a_draw_that_was_never_committed_to_is_decided_outside():
    late = replace(TIED, committed_at=None)
    assert rules.why_not_draw(late, "4", WITNESSES) is Refusal.DRAW_NOT_COMMITTED
    assert rules.why_not_rule(late, EXECUTIVE, ("7", "3"), "P/1") is None
    assert rules.why_not_rule(TIED, EXECUTIVE, ("7", "3"), "P/1") is Refusal.OTHER_STEP


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30), max_size=8), st.integers(1, 10))
def test_no_small_number_can_be_told_from_the_total(cells, least):
    shown = rules.suppressed(cells, least)
    hidden = [name for name, number in shown.items() if number is None]
    assert all(shown[name] in {None, number} for name, number in cells.items())
    assert {name for name, number in cells.items() if 0 < number < least} <= set(hidden)
    assert len(hidden) != 1 or sum(number > 0 for number in cells.values()) == 1
