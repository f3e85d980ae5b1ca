"""Rules of negotiating and signing, one example of each refusal; the text of the agreement and what it can never say."""

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.initiatives.agreements import document, messages, rules
from civic.initiatives.agreements.rules import (
    Draft,
    Line,
    Mark,
    Negotiation,
    Plan,
    Refusal,
    Signatures,
    Step,
    Terms,
    Way,
)
from civic.initiatives.agreements.rules.contract import STANDARD, Heads, contract
from civic.initiatives.requests.rules import InitiativeSettings, LineKind, Side, Status, Who
from tests.conftest import ROOT

R, C = Side.RESIDENTS, Side.CITY
DAY = date(2026, 5, 4)
WORK = Line(1, R, LineKind.WORK, "Kopanie", Decimal(40), "h", 3000, 10)
TREES = Line(2, C, LineKind.MATERIALS, "Sadzonki", Decimal(100), "szt.", 1000)
STEP = Step(1, "Sadzenie", Who.BOTH, DAY, DAY)
PLAN = Plan((WORK, TREES), (STEP,))
BOTH = frozenset(Side)
OPEN = Negotiation(Status.NEGOTIATION, 3)
AGREED = replace(OPEN, confirmed=BOTH)
DRAFT = Draft(
    replace(STANDARD, starts_on=DAY, ends_on=DAY, city_party="Gmina", budget_line="dział 900"),
    "Zofia Sąsiadka",
)
SIGNED = Signatures(Way.PAPER, DAY, DAY)
RACIBORZ = InitiativeSettings(max_city_share=Decimal(50), max_city_amount=2_000_000)


def write(found=OPEN, based_on=3, plan=None, note=""):
    return rules.why_not_write(found, based_on, plan or replace(PLAN, lines=(WORK,)), PLAN, note)


def confirm(found=OPEN, version=3, plan=PLAN):
    return rules.why_not_confirm(found, version, R, plan)


def sign(found=AGREED, plan=PLAN, draft=DRAFT, signatures=SIGNED):
    return rules.why_not_sign(found, plan, draft, signatures, DAY)


def with_terms(**more) -> Draft:
    return Draft(replace(DRAFT.terms, **more), DRAFT.applicant_party)


CITY_ONLY = Plan((TREES,), (STEP,))
EXAMPLES = {
    Refusal.NOT_ACCEPTED: lambda: rules.why_not_begin(Negotiation(Status.ASSESSED)),
    Refusal.ALREADY_BEGUN: lambda: rules.why_not_begin(OPEN),
    Refusal.NOT_BEGUN: lambda: write(Negotiation(Status.ACCEPTED)),
    Refusal.CLOSED: lambda: write(Negotiation(Status.SETTLED, 3)),
    Refusal.OVERTAKEN: lambda: write(based_on=2),
    Refusal.NOTHING_CHANGED: lambda: write(plan=PLAN),
    Refusal.NOTE_TOO_LONG: lambda: write(note="x" * 501),
    Refusal.NO_ESTIMATE: lambda: write(plan=Plan((), (STEP,))),
    Refusal.NO_RESIDENTS_SHARE: lambda: write(plan=CITY_ONLY),
    Refusal.NO_SCHEDULE: lambda: write(plan=Plan((WORK,))),
    Refusal.TOO_MANY_ROWS: lambda: write(plan=Plan((WORK,) * 61, (STEP,))),
    Refusal.LINE_UNCLEAR: lambda: write(plan=Plan((replace(WORK, kind=LineKind.WORKS),), (STEP,))),
    Refusal.STEP_UNCLEAR: lambda: write(plan=Plan((WORK,), (replace(STEP, what=" "),))),
    Refusal.STEP_BACKWARDS: lambda: write(plan=Plan((WORK,), (replace(STEP, ends_on=date(2026, 5, 3)),))),
    Refusal.CITY_SHARE_TOO_HIGH: lambda: confirm(
        replace(OPEN, settings=RACIBORZ), plan=Plan((WORK, replace(TREES, unit_cost=1300)), (STEP,))
    ),
    Refusal.CITY_AMOUNT_TOO_HIGH: lambda: confirm(
        replace(OPEN, settings=RACIBORZ), plan=Plan((replace(WORK, unit_cost=99_999), replace(TREES, unit_cost=20_001)), (STEP,))
    ),
    Refusal.SUM_TOO_LARGE: lambda: write(plan=Plan((replace(WORK, quantity=Decimal(999_999), unit_cost=10**12),), (STEP,))),
    Refusal.SPEAKS_OF_GRANT: lambda: sign(draft=with_terms(tasks="Miasto udziela dotacji.")),
    Refusal.NOT_NEWEST: lambda: confirm(version=2),
    Refusal.ALREADY_CONFIRMED: lambda: confirm(replace(OPEN, confirmed=frozenset({R}))),
    Refusal.IN_FORCE: lambda: confirm(Negotiation(Status.CONTRACTED, 3, BOTH, 3)),
    Refusal.LEADER_HAS_ACCOUNT: lambda: rules.why_not_confirm_on_paper(speaks_online=True),
    Refusal.MESSAGE_MISSING: lambda: rules.why_not_message(OPEN, "  \n"),
    Refusal.MESSAGE_TOO_LONG: lambda: rules.why_not_message(OPEN, "x" * 2001),
    Refusal.NOT_AGREED: lambda: sign(OPEN),
    Refusal.TERMS_MISSING: lambda: sign(draft=with_terms(liability="")),
    Refusal.TERMS_BACKWARDS: lambda: rules.why_not_prepare(OPEN, with_terms(ends_on=date(2026, 5, 3))),
    Refusal.NO_BUDGET_LINE: lambda: sign(draft=with_terms(budget_line="")),
    Refusal.SETTLEMENT_TERM: lambda: rules.why_not_prepare(OPEN, with_terms(settlement_days=0)),
    Refusal.ALREADY_ACCEPTED_TEXT: lambda: rules.why_not_accept_text(AGREED, PLAN, DRAFT, accepted=True),
    Refusal.APPLICANT_NOT_SIGNED: lambda: sign(signatures=Signatures(Way.PAPER, None, DAY)),
    Refusal.SIGNED_TOO_EARLY: lambda: sign(signatures=Signatures(Way.PAPER, DAY, DAY, date(2026, 5, 5))),
    Refusal.SIGNED_IN_FUTURE: lambda: sign(signatures=Signatures(Way.PAPER, DAY, date(2026, 5, 5))),
    Refusal.NOTHING_TO_SIGN: lambda: sign(Negotiation(Status.CONTRACTED, 3, BOTH, 3)),
}  # fmt: skip
ELSEWHERE = {Refusal.OWN_INITIATIVE}
"""Raised by a service: test_services."""


@pytest.mark.parametrize("reason", sorted(set(Refusal) - ELSEWHERE))
def test_refusal(app, reason):
    no = EXAMPLES[reason]()
    assert no is not None
    assert no.reason is reason
    with app.test_request_context():
        assert "%(" not in messages.words(no)


def test_what_is_allowed():
    assert rules.why_not_begin(Negotiation(Status.ACCEPTED)) is None
    assert write() is None
    assert confirm() is None
    assert sign() is None
    assert rules.why_not_accept_text(AGREED, PLAN, DRAFT, accepted=False) is None
    assert rules.why_not_prepare(OPEN, Draft(Terms(), "")) is None


def test_nothing_is_signed_without_schedule_estimate_confirmations_terms_and_money():
    """4.6 (7): an accepted request without a schedule cannot be signed; nor without any of the rest."""
    assert sign(Negotiation(Status.ACCEPTED), Plan(), None).reason is Refusal.NO_SCHEDULE
    assert sign(plan=Plan((WORK, TREES))).reason is Refusal.NO_SCHEDULE
    assert sign(plan=Plan((), (STEP,))).reason is Refusal.NO_ESTIMATE
    assert sign(replace(OPEN, confirmed=frozenset({C}))).reason is Refusal.NOT_AGREED
    assert sign(draft=None).reason is Refusal.TERMS_MISSING
    for each in fields(Terms):
        empty = None if each.name.endswith("_on") else 0 if each.name == "settlement_days" else ""
        assert sign(draft=with_terms(**{each.name: empty})) is not None, each.name
    assert sign(draft=Draft(DRAFT.terms, "")).facts == {"fields": ("applicant_party",)}


def test_limits_of_the_city_hold_for_what_is_agreed():
    """4.6 (5): 52 % refused, 50 % and 20 000,00 zł accepted, also after the request was accepted."""
    found = replace(OPEN, settings=RACIBORZ)
    half = Plan((WORK, replace(TREES, unit_cost=1200)), (STEP,))
    assert confirm(found, plan=half) is None
    largest = Plan((replace(WORK, unit_cost=50_000), replace(TREES, unit_cost=20_000)), (STEP,))
    assert confirm(found, plan=largest) is None


def test_only_the_newest_version_confirmed_by_both_is_agreed():
    assert rules.agreed(AGREED) == 3
    assert rules.agreed(OPEN) is None
    assert rules.agreed(replace(OPEN, confirmed=frozenset({R}))) is None
    assert rules.agreed(Negotiation(Status.NEGOTIATION)) is None


def test_the_office_gets_in_touch_within_seven_days():
    assert rules.contact_until(date(2026, 4, 30)) == date(2026, 5, 7)


def test_a_row_keeps_its_key_whatever_is_changed_in_it():
    sent = Plan(
        (replace(WORK, name="Inaczej"), replace(WORK, key=1), replace(TREES, key=0), replace(TREES, key=77))
    )
    assert [line.key for line in rules.keyed(sent, PLAN).lines] == [1, 3, 4, 5]


def test_changes_are_told_row_by_row():
    after = (replace(WORK, quantity=Decimal(50)), replace(TREES, key=3))
    marks = [
        (change.mark, change.row.key, sorted(change.cells)) for change in rules.compare(PLAN.lines, after)
    ]
    assert marks == [(Mark.CHANGED, 1, ["quantity", "total"]), (Mark.NEW, 3, []), (Mark.GONE, 2, [])]


LINES = st.builds(
    Line,
    key=st.integers(1, 9),
    side=st.just(R),
    kind=st.sampled_from((LineKind.WORK, LineKind.THING)),
    name=st.text(min_size=1, max_size=5),
    quantity=st.decimals(Decimal("0.01"), 1000, places=2),
    unit=st.text(max_size=3),
    unit_cost=st.integers(0, 10**7),
    people=st.none() | st.integers(1, 50),
)


@given(st.lists(LINES, max_size=6))
def test_a_plan_comes_back_from_the_database_as_it_was(lines):
    plan = Plan(tuple(lines), (STEP,))
    assert document.plan(document.to_json(plan)) == plan


@given(st.lists(LINES, max_size=6), st.lists(LINES, max_size=6))
def test_what_is_the_same_is_not_marked(before, after):
    one = rules.keyed(Plan(tuple(before)), Plan())
    two = rules.keyed(Plan(tuple(after)), one)
    unmarked = all(change.mark is Mark.SAME for change in rules.compare(one.lines, two.lines))
    assert unmarked == (set(one.lines) == set(two.lines))
    assert all(change.mark is Mark.SAME for change in rules.compare(one.lines, one.lines))


HEADS = Heads("IL/2026/0007", "Skwer", "Stare Miasto, Lipowa 12", "UIL/2026/0001", signed_on=DAY)
NEVER = re.compile(r"dotac|dotow|dofinans|przekazuje środki|przekaże środki|\bgrant", re.IGNORECASE)
TEMPLATES = [
    *(ROOT / "templates" / "initiatives" / "agreements").rglob("*.html"),
    *(ROOT / "templates" / "initiatives" / "works").rglob("*.html"),
    *(ROOT / "templates" / "email" / "initiatives").glob("*.txt"),
    *(ROOT / "templates" / "pdf").glob("*.typ"),
    ROOT / "civic" / "initiatives" / "agreements" / "rules" / "contract.py",
    ROOT / "civic" / "initiatives" / "agreements" / "papers.py",
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_can_make_a_grant_contract(path: Path):
    """4.6 (10): the template set has no dotacja clause."""
    assert not NEVER.search(path.read_text())


@pytest.mark.parametrize("annex", [0, 2])
def test_no_text_of_an_agreement_is_a_grant_contract(annex):
    """4.6 (10): nor has anything made from it."""
    made = contract(replace(HEADS, annex=annex, main_number="UIL/2026/0001"), DRAFT.terms, PLAN, 3)
    text = " ".join([made.title, made.opening, *(point for each in made.sections for point in each.points)])
    assert not NEVER.search(text)
    assert "1 000,00 zł" in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "written",
    ["Miasto udziela DOTACJI", "dofinansowanie zakupu", "Miasto przekazuje środki", "przekaże wnioskodawcy pieniądze",
     "umowa grantowa", "Miasto wypłaca Wnioskodawcy 5 000 zł"],
)  # fmt: skip
def test_no_words_of_a_grant_can_be_written_into_it(written):
    """4.6 (10): neither into the terms, nor into the plan, nor into the parties."""
    assert sign(draft=with_terms(tasks=written)).reason is Refusal.SPEAKS_OF_GRANT
    assert sign(draft=Draft(DRAFT.terms, written)).reason is Refusal.SPEAKS_OF_GRANT
    assert sign(plan=Plan((WORK, replace(TREES, name=written)), (STEP,))).reason is Refusal.SPEAKS_OF_GRANT
    assert sign(plan=Plan((WORK, TREES), (replace(STEP, what=written),))).reason is Refusal.SPEAKS_OF_GRANT
    assert rules.why_not_prepare(OPEN, with_terms(control=written)).reason is Refusal.SPEAKS_OF_GRANT


def test_the_standard_terms_are_no_grant():
    assert rules.speaks_of_grants(str(getattr(STANDARD, each.name)) for each in fields(STANDARD)) is None


def test_numbers():
    assert rules.number_words(2026, 3, 0) == "UIL/2026/0003"
    assert rules.number_words(2026, 3, 2) == "UIL/2026/0003/A2"
    assert rules.number_words(None, None, 0) == ""
