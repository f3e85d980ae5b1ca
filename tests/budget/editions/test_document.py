"""The rules survive every spelling, and a wrong document says where it is wrong."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.document import (
    LARGEST,
    canonical,
    from_json,
    from_yaml,
    rules_hash,
    to_json,
    to_yaml,
)
from civic.budget.editions.plain import DocumentError, Problem
from civic.budget.editions.rules import Threshold, ThresholdKind
from tests.budget.editions.sample_rules import RULES, with_counting

YAML = to_yaml(RULES)


def test_json_and_yaml_give_the_same_rules_back():
    assert from_json(to_json(RULES)) == RULES
    assert from_json(json.loads(canonical(to_json(RULES)))) == RULES
    assert from_yaml(YAML) == RULES


def test_people_read_money_and_polish_time():
    assert "total: 4 000 000,00 zł" in YAML
    assert "closes: 2026-09-15 23:59" in YAML
    assert "opens: 2026-09-01 00:00" in YAML


def test_json_holds_grosz_and_utc():
    data = to_json(RULES)
    assert data["total"] == 400_000_000
    assert data["calendar"]["voting"] == {"opens": "2026-08-31T22:00:00Z", "closes": "2026-09-15T22:00:00Z"}


def test_the_canonical_spelling_has_one_form():
    data = to_json(RULES)
    shuffled = dict(reversed(data.items()))
    assert canonical(shuffled) == canonical(data)
    assert rules_hash(shuffled) == rules_hash(data)
    assert b"Og\xc3\xb3lnomiejska" in canonical(data)
    assert len(rules_hash(data)) == 64


@pytest.mark.parametrize(("one", "other"), [("0.005", "0.0050"), ("10", "1E+1"), ("50", "50.0")])
def test_equal_numbers_have_one_hash(one, other):
    hashes = {
        rules_hash(to_json(with_counting(thresholds=(Threshold(kind=ThresholdKind.PCT_VALID, value=Decimal(value)),))))
        for value in (one, other)
    }  # fmt: skip
    assert len(hashes) == 1


def test_any_change_changes_the_hash():
    assert rules_hash(to_json(replace(RULES, year=2027))) != rules_hash(to_json(RULES))


@given(st.text(max_size=40), st.integers(0, 10**13), st.booleans())
def test_round_trips(name, total, cc_rights):
    cleaned = "".join(each for each in name if each.isprintable())
    rules = replace(RULES, name=cleaned, total=total, cc_rights=cc_rights)
    assert from_yaml(to_yaml(rules)) == rules
    assert from_json(json.loads(canonical(to_json(rules)))) == rules


WRONG = {
    "a misspelt field": ("cc_rights: true", "cc_right: true", Problem.UNKNOWN_FIELD, "cc_right"),
    "a field that is missing": ("year: 2026\n", "", Problem.MISSING_FIELD, "year"),
    "a word for a number": ("year: 2026", "year: dużo", Problem.WRONG_KIND, "year"),
    "money without złoty": ("total: 4 000 000,00 zł", "total: 400000000", Problem.BAD_MONEY, "total"),
    "money that is none": ("total: 4 000 000,00 zł", "total: milion", Problem.BAD_MONEY, "total"),
    "an unknown kind": ("kind: CITY", "kind: TOWN", Problem.BAD_CHOICE, "pools[0].kind"),
    "a day that is none": ("results: 2026-10-01", "results: 1 października", Problem.BAD_MOMENT, "calendar.results"),
    "a day beyond time": ("results: 2026-10-01", "results: 9999-12-31", Problem.BAD_MOMENT, "calendar.results"),
    "a moment beyond time": (
        "paper_entry: 2026-09-18 23:59", "paper_entry: 9999-12-31 23:59", Problem.BAD_MOMENT, "calendar.paper_entry"),
    "a sign no database keeps": ("name: Budżet obywatelski 2026", r'name: "a\0b"', Problem.BAD_VALUE, "name"),
    "half a sign": ("name: Budżet obywatelski 2026", r'name: "a\uD800b"', Problem.BAD_VALUE, "name"),
    "a day that cannot be": ("results: 2026-10-01", "results: 2026-02-30", Problem.SYNTAX, ""),
    "a moment with a zone": (
        "closes: 2026-09-15 23:59", "closes: 2026-09-15T23:59:00Z", Problem.BAD_MOMENT, "calendar.voting.closes"),
    "a period that ends before it begins": (
        "closes: 2026-09-15 23:59", "closes: 2026-08-15 23:59", Problem.BAD_PERIOD, "calendar.voting"),
    "a list that is a word": ("pools:\n  - city", "pools: city", Problem.WRONG_KIND, "lists[0].pools"),
    "a key written twice": ("year: 2026", "year: 2026\nyear: 2027", Problem.REPEATED_KEY, ""),
    "a tab": ("year: 2026", "\tyear: 2026", Problem.SYNTAX, ""),
    "an alias": ("name: Budżet obywatelski 2026", "name: &a x\nyear2: *a", Problem.SYNTAX, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_document_says_where(case):
    old, new, problem, path = WRONG[case]
    assert old in YAML
    with pytest.raises(DocumentError) as refused:
        from_yaml(YAML.replace(old, new, 1))
    assert (refused.value.problem, refused.value.path) == (problem, path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.WRONG_KIND),
        ("just words", Problem.WRONG_KIND),
        ("- a\n- b", Problem.WRONG_KIND),
        ("a: [", Problem.SYNTAX),
        ("a: b\n---\nc: d", Problem.SYNTAX),
        ("a: \x00", Problem.SYNTAX),
        ("[" * 30 + "]" * 30, Problem.SYNTAX),
        ("[" * 5000, Problem.SYNTAX),
        ("!!python/object/apply:os.system ['true']", Problem.SYNTAX),
        ("{[1]: 2}", Problem.SYNTAX),
        ("a: &x [1]\nb: *x", Problem.SYNTAX),
        ("x" * (LARGEST + 1), Problem.TOO_LARGE),
    ],
)
def test_what_is_no_document_at_all(text, problem):
    with pytest.raises(DocumentError) as refused:
        from_yaml(text)
    assert refused.value.problem is problem


def test_words_yaml_would_change_stay_words():
    read = from_yaml(YAML.replace("name: Budżet obywatelski 2026", "name: no", 1))
    assert read.name == "no"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(DocumentError):
        from_yaml(text)


@pytest.mark.parametrize(
    ("change", "problem", "path"),
    [
        ({"surprise": 1}, Problem.UNKNOWN_FIELD, "surprise"),
        ({"total": "4 000 000 zł"}, Problem.WRONG_KIND, "total"),
        ({"total": 1.5}, Problem.WRONG_KIND, "total"),
        ({"pools": [{"id": "x"}]}, Problem.MISSING_FIELD, "pools[0].name"),
        ({"duplicates": "SOME"}, Problem.BAD_CHOICE, "duplicates"),
    ],
)
def test_json_is_read_strictly(change, problem, path):
    with pytest.raises(DocumentError) as refused:
        from_json({**to_json(RULES), **change})
    assert (refused.value.problem, refused.value.path) == (problem, path)


def test_a_period_in_json_must_open_before_it_closes():
    data = to_json(RULES)
    data["calendar"]["voting"]["closes"] = data["calendar"]["voting"]["opens"]
    with pytest.raises(DocumentError) as refused:
        from_json(data)
    assert (refused.value.problem, refused.value.path) == (Problem.BAD_VALUE, "calendar.voting")
