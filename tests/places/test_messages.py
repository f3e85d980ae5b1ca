"""Every finding, refusal, flaw and verdict has words, and the words find their facts."""

import re

import pytest

from civic.core.coordinates import LonLat
from civic.core.refusal import Refused
from civic.places.messages import (
    FINDINGS,
    FLAWS,
    KINDS,
    LOCATED,
    REFUSED,
    finding_sentence,
    located_note,
    located_sentence,
    refusal_sentence,
)
from civic.places.rules import Kind, Refusal
from civic.places.rules.addresses import Flaw
from civic.places.rules.findings import Finding, Problem
from civic.places.rules.location import AreaName, Located, Verdict

NBSP = "\N{NO-BREAK SPACE}"
OLD = AreaName(2, "stare-miasto", "Stare Miasto", Kind.DISTRICT, 1)
GREEN = AreaName(3, "zielone-wzgorze", "Zielone Wzgórze", Kind.DISTRICT, 1)
CITY = AreaName(1, "milogrod", "Miłogród", Kind.CITY, None)
MARKET = AreaName(4, "rynek", "Rynek", Kind.ESTATE, 2)


def test_there_are_words_for_everything(app):
    assert FINDINGS.keys() == set(Problem)
    assert REFUSED.keys() == set(Refusal)
    assert FLAWS.keys() == set(Flaw)
    assert LOCATED.keys() == set(Verdict)
    assert KINDS.keys() == set(Kind)


def test_an_overlap_in_words(app):
    facts = {"area": "Wola", "other": "Ochota", "size": 1234.4, "where": LonLat(20.987651, 52.2)}
    assert finding_sentence(Finding(Problem.OVERLAP, facts)) == (
        f"Obszary „Wola” i „Ochota” nakładają się na powierzchni 1{NBSP}234 m², koło 20.98765° E, 52.20000° N."
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [(0.0012, "0 m²"), (3.456, "3,46 m²"), (99.6, "100 m²"), (2_345_678.0, "2,35 km²")],
)
def test_sizes_in_words(app, size, words):
    assert words in finding_sentence(Finding(Problem.SLIVERS, {"count": 1, "size": size, "metres": 1.0}))


def test_reasons_of_invalid_shapes_are_polish(app):
    facts = {"area": "A", "reason": "Self-intersection", "where": LonLat(20, 52)}
    assert "linia przecina samą siebie" in finding_sentence(Finding(Problem.INVALID, facts))


@pytest.mark.parametrize(
    ("located", "words"),
    [
        (Located(Verdict.INSIDE, (CITY, OLD)), "To miejsce leży w: Stare Miasto."),
        (Located(Verdict.INSIDE, (CITY, OLD, MARKET)), "To miejsce leży w: Rynek, Stare Miasto."),
        (Located(Verdict.INSIDE, (CITY,)), "To miejsce leży w: Miłogród."),
        (
            Located(Verdict.BORDER, (CITY, OLD), (OLD, GREEN)),
            "To miejsce leży dokładnie na granicy: Stare Miasto i Zielone Wzgórze. Przyjmujemy: Stare Miasto.",
        ),
        (
            Located(Verdict.OUTSIDE, nearest=GREEN, metres=10_540),
            "To miejsce leży poza miastem. Najbliżej jest Zielone Wzgórze: 10,5 km stąd.",
        ),
        (
            Located(Verdict.OUTSIDE, nearest=GREEN, metres=350),
            "To miejsce leży poza miastem. Najbliżej jest Zielone Wzgórze: 350 m stąd.",
        ),
    ],
)
def test_where_it_lies_in_words(app, located, words):
    assert located_sentence(located) == words
    assert located_note(located) == ("" if located.verdict is Verdict.INSIDE else words)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_answer_is_a_sentence(app, verdict):
    sentence = located_sentence(Located(verdict, (CITY, OLD), (OLD, GREEN), GREEN, 5))
    assert re.fullmatch(r"[A-ZŚ].*\.", sentence)
    assert "%" not in sentence


def test_swapped_numbers_are_said_to_look_so(app):
    assert "wyglądają na zamienione" in located_sentence(Located(Verdict.SWAPPED))


def test_a_refusal_names_what_it_is_about(app):
    refused = Refused(Refusal.CODE_TAKEN, code="wola", area="Wola", kind=Kind.ESTATE)
    assert "„wola” ma już inny obszar: Wola (osiedle)" in refusal_sentence(refused)
