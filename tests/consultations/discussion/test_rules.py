"""Every reason why something is not done in a discussion, and what may be done."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.consultations.discussion import rules
from civic.consultations.discussion.rules import (
    EDIT_WINDOW,
    LINKS_MAX,
    MASK,
    TEXT_MAX,
    CommentFacts,
    Decision,
    Refusal,
    Rule,
    Standing,
    Terms,
    Verdict,
)
from civic.consultations.notices.rules import Phase

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
OPEN = Terms(Phase.OPEN, True)
ANNA, OLGA, ADAM = 1, 2, 3


def said(**more) -> CommentFacts:
    return CommentFacts(
        **{"author_id": ANNA, "office": False, "standing": Standing.SHOWN, "created_at": NOW, **more}
    )


HIDE = Decision(verdict=Verdict.HIDE, rule=Rule.OFFENSIVE, reason="wulgaryzmy")

EXAMPLES = {
    Refusal.NO_DISCUSSION: rules.why_not_comment(Terms(Phase.OPEN, False)),
    Refusal.NOT_OPEN_YET: rules.why_not_comment(Terms(Phase.UPCOMING, True)),
    Refusal.CLOSED: rules.why_not_comment(Terms(Phase.ANSWERING, True)),
    Refusal.EMPTY: rules.why_not_text(" \n "),
    Refusal.TOO_LONG: rules.why_not_text("a" * (TEXT_MAX + 1)),
    Refusal.TOO_MANY_LINKS: rules.why_not_text("https://a.pl www.b.pl ftp://c.pl"),
    Refusal.GONE: rules.why_not_reply(said(standing=Standing.HIDDEN)),
    Refusal.NOT_YOURS: rules.why_not_edit(said(), OLGA, OPEN, NOW),
    Refusal.TOO_LATE_TO_EDIT: rules.why_not_edit(said(), ANNA, OPEN, NOW + EDIT_WINDOW),
    Refusal.ANSWERED_BY_OFFICE: rules.why_not_edit(said(answered=True), ANNA, OPEN, NOW),
    Refusal.OFFICE_STAYS: rules.why_not_remove(said(office=True), ANNA),
    Refusal.OWN_REPORT: rules.why_not_report(said(), ANNA, already=False),
    Refusal.ALREADY_REPORTED: rules.why_not_report(said(), OLGA, already=True),
    Refusal.OWN_COMMENT: rules.why_not_moderate(said(), ANNA, decided=False, objected=False),
    Refusal.REASON_MISSING: rules.why_not_decision(
        Decision(verdict=Verdict.HIDE, rule=Rule.OFFENSIVE), Standing.SHOWN, "tekst"
    ),
    Refusal.RULE_MISSING: rules.why_not_decision(
        Decision(verdict=Verdict.HIDE, reason="bo tak"), Standing.SHOWN, "tekst"
    ),
    Refusal.NOTHING_MASKED: rules.why_not_mask("tekst", "tekst"),
    Refusal.ONLY_MASKS: rules.why_not_mask("tekst", f"inny {MASK}"),
    Refusal.ALREADY_DECIDED: rules.why_not_moderate(said(), OLGA, decided=True, objected=False),
    Refusal.OBJECTION_WAITS: rules.why_not_moderate(said(), OLGA, decided=False, objected=True),
    Refusal.NOTHING_TO_OBJECT: rules.why_not_object(said(), ANNA, None, already=False),
    Refusal.ALREADY_OBJECTED: rules.why_not_object(said(), ANNA, Verdict.HIDE, already=True),
    Refusal.FOUR_EYES: rules.why_not_decide_objection(said(), OLGA, OLGA, "słusznie", decided=False),
}
ELSEWHERE = {
    Refusal.NOT_SIGNED_IN, Refusal.STALE_PAGE, Refusal.SAID_ALREADY, Refusal.TOO_FAST, Refusal.TOO_MANY_TODAY,
}  # fmt: skip
"""Given by services and views: see test_services and test_pages."""


@pytest.mark.parametrize("reason", EXAMPLES, ids=str)
def test_each_reason_is_given(reason):
    assert EXAMPLES[reason] is reason


def test_every_reason_has_an_example():
    assert EXAMPLES.keys() | ELSEWHERE == set(Refusal)
    assert not EXAMPLES.keys() & ELSEWHERE


def test_what_may_be_done():
    assert rules.why_not_comment(OPEN) is None
    assert rules.why_not_text("a" * TEXT_MAX) is None
    assert rules.why_not_text("https://a.pl " * LINKS_MAX) is None
    assert rules.why_not_reply(said(standing=Standing.MASKED)) is None
    assert rules.why_not_edit(said(), ANNA, OPEN, NOW + EDIT_WINDOW - timedelta(seconds=1)) is None
    assert rules.why_not_remove(said(), ANNA) is None
    assert rules.why_not_report(said(), OLGA, already=False) is None
    assert rules.why_not_moderate(said(), OLGA, decided=False, objected=False) is None
    assert rules.why_not_decision(HIDE, Standing.SHOWN, "tekst") is None
    assert rules.why_not_decision(Decision(verdict=Verdict.LEAVE), Standing.SHOWN, "tekst") is None
    assert rules.why_not_object(said(), ANNA, Verdict.MASK, already=False) is None
    assert rules.why_not_decide_objection(said(), OLGA, ADAM, "słusznie", decided=False) is None


@pytest.mark.parametrize("phase", [Phase.ANSWERING, Phase.REPORTED, Phase.DECIDED, Phase.CANCELLED])
def test_nobody_writes_after_the_end(phase):
    assert rules.why_not_comment(Terms(phase, True)) is Refusal.CLOSED
    assert rules.why_not_edit(said(), ANNA, Terms(phase, True), NOW) is Refusal.CLOSED
    assert rules.why_not_remove(said(), ANNA) is None


def test_the_office_answers_until_the_report_is_out():
    assert rules.why_not_answer(Terms(Phase.ANSWERING, True), said()) is None
    assert rules.why_not_answer(Terms(Phase.REPORTED, True), said()) is Refusal.CLOSED
    assert rules.why_not_answer(Terms(Phase.UPCOMING, True), said()) is Refusal.NOT_OPEN_YET
    assert rules.why_not_answer(OPEN, said(standing=Standing.REMOVED)) is Refusal.GONE


def test_showing_again_needs_a_reason():
    back = Decision(verdict=Verdict.LEAVE)
    assert rules.why_not_decision(back, Standing.HIDDEN, "tekst") is Refusal.REASON_MISSING


@pytest.mark.parametrize(
    ("text", "masked", "no"),
    [
        ("Dzwoń 600 100 200 jutro", f"Dzwoń {MASK} jutro", None),
        ("Pan Kowalski kradnie", f"{MASK} kradnie", None),
        ("Kowalski i Nowak", f"{MASK} i {MASK}", None),
        ("aaa bbb", f"{MASK}{MASK} bbb", None),
        ("tajne", MASK, None),
        ("Dzwoń jutro", f"Dzwoń jutro{MASK}", Refusal.ONLY_MASKS),
        ("Dzwoń jutro", f"Nie dzwoń {MASK}", Refusal.ONLY_MASKS),
        ("Jestem za", f"Jestem przeciw {MASK}", Refusal.ONLY_MASKS),
        ("aba", f"ab{MASK}ba", Refusal.ONLY_MASKS),
        ("a b c", f"a {MASK} x {MASK} c", Refusal.ONLY_MASKS),
        ("tekst", "", Refusal.NOTHING_MASKED),
    ],
)
def test_masking_takes_out_and_changes_nothing(text, masked, no):
    assert rules.why_not_mask(text, masked) is no


@given(
    st.text("ab \n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 5)), min_size=1),
)
def test_any_parts_may_be_masked(text, parts):
    hidden = {place for start, length in parts for place in range(start, start + length) if place < len(text)}
    masked, last = "", False
    for place, sign in enumerate(text):
        masked += sign if place not in hidden else "" if last else MASK
        last = place in hidden
    if hidden:
        assert rules.why_not_mask(text, masked) is None


def test_the_same_words_are_the_same():
    assert rules.fingerprint("Tak, więcej drzew!") == rules.fingerprint("tak   WIĘCEJ drzew")
    assert rules.fingerprint("Tak") != rules.fingerprint("Nie")
    assert rules.fingerprint("👍") != rules.fingerprint("👎")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna Nowak", "A. N."),
        ("łucja", "Ł."),
        ("Jan Maria z Róży Kowal", "J. M. Z."),
        ("", ""),
        ("(x) Y", "Y."),
    ],
)
def test_initials(name, shown):
    assert rules.initials(name) == shown


def test_another_reader_or_day_is_another_shuffle():
    seeds = {
        rules.seed(reader, NOW.date() + timedelta(days=day))
        for reader in ("person:1", "x")
        for day in range(5)
    }
    assert len(seeds) == 10
    assert all(-(2**63) <= each < 2**63 for each in seeds)
    assert rules.seed("person:1", NOW.date()) == rules.seed("person:1", NOW.date())
