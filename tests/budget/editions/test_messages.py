"""Every finding, choice and problem has words that take its facts."""

import dataclasses
import types
import typing
from enum import StrEnum

import pytest

from civic.budget.editions import plain
from civic.budget.editions.messages import (
    EVENTS,
    FIELDS,
    FINDINGS,
    LABELS,
    LEGAL,
    PROBLEMS,
    document_words,
    label,
    legal_text,
    place,
    sentence,
)
from civic.budget.editions.plain import DocumentError, Problem
from civic.budget.editions.rules import Code, PoolKind, Rules, check
from civic.budget.editions.rules.checks.calendar import ORDER
from tests.budget.editions.sample_rules import RULES
from tests.budget.editions.test_checks import EXAMPLES


def kinds_in(kind, found):
    """Every dataclass and enum reachable from a type."""
    kind, _ = plain.bare(kind)
    if typing.get_origin(kind) is tuple:
        kinds_in(typing.get_args(kind)[0], found)
    elif (
        isinstance(kind, type)
        and kind not in found
        and (dataclasses.is_dataclass(kind) or issubclass(kind, StrEnum))
    ):
        found.add(kind)
        if dataclasses.is_dataclass(kind):
            for hint in plain.hints_of(kind).values():
                kinds_in(hint, found)
    assert not isinstance(kind, types.UnionType)
    return found


REACHABLE = kinds_in(Rules, set())


def test_every_finding_has_words():
    assert FINDINGS.keys() == set(Code)
    assert LEGAL.keys() <= set(Code)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_words_of_a_finding_take_its_facts(app, code):
    with app.test_request_context():
        for rules, _ in EXAMPLES[code]:
            for finding in check(rules, {"stare-miasto", "ogrody"}):
                text = sentence(finding) + legal_text(finding)
                assert "%" not in text.replace("0,5 %", "").replace("0,1 %", "").replace("100 %", "")
                assert not any(word in text for word in ("None", "Code.", "datetime"))


def test_the_minimum_is_shown_as_money(app):
    """2.13 (1): 6 172 839.46 is shown as the minimum."""
    with app.test_request_context():
        (finding,) = [
            each
            for each in check(dataclasses.replace(RULES, expenditure=123_456_789_012))
            if each.code is Code.TOTAL_BELOW_MINIMUM
        ]
        assert "Minimum 0,5 % wydatków: 6\u00a0172\u00a0839,46\u00a0zł." in sentence(finding)
        assert "sprawozdaniu z wykonania budżetu" in legal_text(finding)


def test_min_age_is_refused_with_the_case_law(app):
    """16: min_age non-null is an error with the case-law text."""
    with app.test_request_context():
        finding = check(EXAMPLES[Code.MIN_AGE][0][0])[0]
        assert finding.code is Code.MIN_AGE
        assert "II SA/Op 108/18" in legal_text(finding)


def test_every_choice_and_every_field_has_words():
    for kind in REACHABLE:
        if dataclasses.is_dataclass(kind):
            assert {field.name for field in dataclasses.fields(kind)} <= FIELDS.keys(), kind
        else:
            assert {(kind, member) for member in kind} <= LABELS.keys(), kind


def test_choices_of_different_kinds_keep_their_own_words(app):
    with app.test_request_context():
        assert label(PoolKind.AREA) == "jeden obszar"


def test_every_event_of_the_calendar_has_words():
    assert {name for pair in ORDER for name in pair} <= EVENTS.keys()


def test_every_problem_of_a_document_has_words(app):
    assert PROBLEMS.keys() == set(Problem)
    with app.test_request_context():
        for problem in Problem:
            assert "%(" not in document_words(
                DocumentError(problem, "pools[0].amount", value="x", line=3, key="y")
            )


def test_places_are_told_in_words(app):
    with app.test_request_context():
        assert place("pools[1].amount", RULES) == "Pule: Stare Miasto: Kwota"
        assert place("pools[district-ogrody].amount", RULES) == "Pule: Ogrody: Kwota"
        assert place("counting.thresholds[0].value", RULES) == "Liczenie głosów: Progi poparcia: 1: Wartość"
        assert place("", RULES) == "Cały dokument"
